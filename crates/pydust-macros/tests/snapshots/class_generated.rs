//! `#[module]`: a class whose members are written by options.

pub mod shapes {
    #[class(init, repr, eq, order, hash, copy, pickle, match_args)]
    pub struct Point {
        pub x: f64,
        #[default = None]
        #[kw]
        pub owner: Option<py::PyObj>,
        #[skip]
        cache: Vec<f64>,
    }
}
