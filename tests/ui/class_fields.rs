//! Fields with attributes that mean nothing there, or of types that Python can't have.

#[pydust::module]
pub mod fields {
    use py::Str;
    use pydust as py;

    pub struct Plain;

    #[class]
    pub struct Point {
        #[readonly] //~ ERROR `x` is private, so `#[readonly]` says nothing
        x: f64,
        #[readonyl] //~ ERROR unknown attribute `readonyl`: did you mean `readonly`?
        pub y: f64,
        #[readonly(always)] //~ ERROR `#[readonly]` takes no arguments: write it alone
        pub z: f64,
    }

    #[class]
    pub struct Holder {
        pub any: py::Obj<'static>, //~ ERROR `any` is a handle, which belongs to one call, and Python keeps the instance for longer: store `pydust::PyObj`
        pub text: Str<'static>,    //~ ERROR store `pydust::PyStr`, and call `.bind(py)` to use it
        point: py::Instance<'static, Point>, //~ ERROR store `pydust::Py<Point>`, and call `.bind(py)` to use it
    }
}

fn main() {}
