//! `example.classes`: what a class is made of, and how its instances are made, kept and shared.

use pydust as py;

#[path = "classes/engine.rs"]
mod engine;

/// A garage: users, their cars, and the engines in these.
#[py::module]
pub mod classes {
    use super::*;

    pub use super::engine::{Cylinder, Engine};

    /// Somebody who has a name, and maybe an email address.
    #[class]
    pub struct User {
        #[readonly]
        pub name: String,
        email: Option<String>,
        on_leaving: Option<py::PyCallable>,
    }

    impl User {
        /// How long a name may be.
        pub const LONGEST_NAME: usize = 40;

        /// `on_leaving` is called with the name when the user is gone.
        pub fn __init__(
            name: String,
            #[kw]
            #[default = None]
            on_leaving: Option<py::PyCallable>,
        ) -> py::Result<Self> {
            let length = name.chars().count();
            if length == 0 || length > Self::LONGEST_NAME {
                return py::raise!(
                    ValueError,
                    "expected a name of 1 to {} characters, found {length}",
                    Self::LONGEST_NAME
                );
            }
            Ok(User { name, email: None, on_leaving })
        }

        pub fn __del__(&mut self, py: py::Python) -> py::Result<()> {
            if let Some(on_leaving) = self.on_leaving.take() {
                on_leaving.bind(py).call1((&self.name,))?;
            }
            Ok(())
        }

        /// Where letters go.
        #[getter]
        pub fn email(&self) -> Option<&str> {
            self.email.as_deref()
        }

        #[setter]
        pub fn set_email(&mut self, address: String) -> py::Result<()> {
            if !Self::is_address(&address) {
                return py::raise!(
                    ValueError,
                    "expected an email address of {}, found '{address}'",
                    self.name
                );
            }
            self.email = Some(address);
            Ok(())
        }

        #[deleter]
        pub fn delete_email(&mut self) {
            self.email = None;
        }

        /// A property that nobody can set.
        #[getter]
        pub fn greeting(&self) -> String {
            format!("Hello, {}!", self.name)
        }

        /// Say whether a text could be an email address.
        pub fn is_valid_email(address: &str) -> bool {
            Self::is_address(address)
        }

        // It is not `pub`, so only Rust can call it.
        fn is_address(address: &str) -> bool {
            address
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        }
    }

    /// A temperature in degrees Celsius.
    #[class]
    pub struct Temperature {
        pub degrees: f64,
    }

    impl Temperature {
        pub const ABSOLUTE_ZERO: f64 = -273.15;

        /// Where water boils: an instance as an attribute of its class.
        #[classattr]
        pub fn BOILING() -> Self {
            Temperature { degrees: 100.0 }
        }

        pub fn __init__(degrees: f64) -> py::Result<Self> {
            if degrees >= Self::ABSOLUTE_ZERO {
                return Ok(Temperature { degrees });
            }
            py::raise!(
                ValueError,
                "expected at least {} degrees, found {degrees}",
                Self::ABSOLUTE_ZERO
            )
        }

        /// Make one from degrees Fahrenheit: of a subclass, if it is called on that.
        #[classmethod]
        pub fn from_fahrenheit<'py>(cls: &py::Type<'py>, degrees: f64) -> py::Result<py::Obj<'py>> {
            cls.call1(((degrees - 32.0) / 1.8,))
        }

        /// Say whether water is ice.
        pub fn is_freezing(&self) -> bool {
            self.degrees <= 0.0
        }
    }

    /// A car. Its engine is an object of its own, which others may have in their hands.
    #[class]
    pub struct Car {
        pub engine: py::Py<Engine>,
        #[readonly]
        pub kilometers: f64,
    }

    impl Car {
        pub fn __init__(engine: py::Py<Engine>) -> Self {
            Car { engine, kilometers: 0.0 }
        }

        /// Make a car with an engine that Rust makes.
        pub fn standard(py: py::Python) -> py::Result<Self> {
            Ok(Car { engine: py::Py::new(py, Engine::of_power(75))?, kilometers: 0.0 })
        }

        pub fn drive(&mut self, kilometers: f64) -> f64 {
            self.kilometers += kilometers.abs();
            self.kilometers
        }

        /// Drive, and call `report` after each kilometer, which may use the car meanwhile.
        pub fn tour(
            this: &py::Instance<Self>,
            kilometers: u32,
            report: &py::Callable,
        ) -> py::Result<()> {
            for _ in 0..kilometers {
                this.borrow_mut()?.kilometers += 1.0;
                report.call1((this,))?;
            }
            Ok(())
        }

        /// Drive, and call `report` with the car in use: it may not use the car itself.
        pub fn careless_tour(&mut self, report: &py::Callable) -> py::Result<()> {
            self.kilometers += 1.0;
            report.call0()?;
            Ok(())
        }

        /// The engine's power in watts, with the car and the engine both in use.
        pub fn watts(&self, py: py::Python) -> py::Result<f64> {
            Ok(f64::from(self.engine.bind(py).borrow()?.power) * 735.5)
        }
    }

    /// A ticket for the car park. Only `Meter` makes them.
    #[class(final)]
    pub struct Ticket {
        #[readonly]
        pub number: u32,
    }

    /// Gives a ticket to whoever calls it.
    #[class]
    pub struct Meter {
        given: u32,
    }

    impl Meter {
        pub fn __init__() -> Self {
            Meter { given: 0 }
        }

        /// An instance is called as a function is, with any parameters.
        pub fn __call__(&mut self, #[default = 1] tickets: u32) -> Vec<Ticket> {
            let first = self.given + 1;
            self.given += tickets;
            (first..first + tickets).map(|number| Ticket { number }).collect()
        }

        pub fn __repr__(&self) -> String {
            format!("<Meter: {} tickets given>", self.given)
        }

        pub fn __str__(&self) -> String {
            format!("{} tickets", self.given)
        }

        pub fn __bool__(&self) -> bool {
            self.given > 0
        }
    }

    /// Move what one engine has more than the other, half of it.
    pub fn balance(strong: &mut Engine, weak: &mut Engine) -> py::Result<()> {
        let Some(more) = strong.power.checked_sub(weak.power) else {
            return py::raise!(ValueError, "expected the stronger engine first");
        };
        strong.power -= more / 2;
        weak.power += more / 2;
        Ok(())
    }
}
