//! `#[derive(Traverse)]`: an enum with every form of variant.

pub enum Handler<T> {
    None,
    Python(py::PyCallable, u32),
    Chain {
        handlers: Vec<Handler<T>>,
        #[traverse(skip)]
        pattern: Pattern,
        more: T,
    },
}
