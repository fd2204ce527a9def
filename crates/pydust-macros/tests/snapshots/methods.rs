//! `#[methods]`: a block of members outside of a module.

impl Point {
    pub const DIMENSIONS: usize = 2;

    pub fn __init__(x: f64) -> Self {
        Self { x }
    }

    /// The angle to the first axis.
    #[getter]
    pub fn angle(&self) -> f64 {
        self.y.atan2(self.x)
    }

    #[setter]
    pub fn set_angle(&mut self, angle: f64) {
        self.turn(angle - self.angle());
    }

    #[classmethod]
    pub fn along<'py>(cls: &py::Type<'py>, length: f64) -> py::Result<py::Obj<'py>> {
        cls.call1((length,))
    }

    pub fn itself(this: &py::Instance<Self>) -> py::PyObj {
        this.clone().unbind()
    }
}
