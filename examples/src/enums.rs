//! `example.enums`: enums without fields as Python's own, and those with fields as classes for `match`.

use pydust as py;

/// Orders and what happens to them.
#[py::module]
pub mod enums {
    use super::*;

    /// Where an order is: an `enum.Enum`.
    #[class]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Status {
        Open,
        Paid,
        Sent,
    }

    impl Status {
        /// Say whether the order can still be changed.
        #[getter]
        pub fn is_final(&self) -> bool {
            *self == Status::Sent
        }

        /// What comes after it.
        pub fn next(&self) -> Option<Status> {
            match self {
                Status::Open => Some(Status::Paid),
                Status::Paid => Some(Status::Sent),
                Status::Sent => None,
            }
        }
    }

    /// How urgent an order is: an `enum.IntEnum`.
    #[class(int)]
    #[derive(Clone, Copy)]
    pub enum Priority {
        Low = 1,
        High = 10,
    }

    /// What somebody may do: an `enum.Flag`, which Rust takes as `py::Flags`.
    #[class(flag)]
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Right {
        Read = 1,
        Change = 2,
        Delete = 4,
    }

    /// How an order is sent: an `enum.StrEnum`.
    #[class(str)]
    #[derive(Clone, Copy)]
    pub enum Shipping {
        #[py(value = "next-day")]
        NextDay,
        #[py(value = "pick-up")]
        PickUp,
    }

    /// What happens to an order: a class for each variant, and none besides.
    #[class]
    #[derive(Clone, Debug, PartialEq)]
    pub enum Event {
        Paid {
            amount: f64,
            #[default = String::from("EUR")]
            currency: String,
        },
        Moved(Status),
        Cancelled,
    }

    impl Event {
        /// Say it in words.
        pub fn describe(&self) -> String {
            match self {
                Event::Paid { amount, currency } => format!("paid {amount} {currency}"),
                Event::Moved(status) => format!("now {status:?}"),
                Event::Cancelled => "cancelled".to_owned(),
            }
        }
    }

    /// What an order costs to send.
    pub fn postage(shipping: Shipping, #[default = Priority::Low] priority: Priority) -> i64 {
        match shipping {
            Shipping::PickUp => 0,
            Shipping::NextDay => 5 * priority as i64,
        }
    }

    /// Add the rights that others need.
    pub fn with_needed(rights: py::Flags<Right>) -> py::Flags<Right> {
        if rights.is_empty() { rights } else { rights | Right::Read }
    }

    /// Say where an order is after all that has happened.
    pub fn status_after(events: Vec<py::Py<Event>>, py: py::Python) -> py::Result<Status> {
        let mut status = Status::Open;
        for event in events {
            status = match &*event.bind(py).borrow()? {
                Event::Paid { amount, .. } if *amount <= 0.0 => {
                    return py::raise!(ValueError, "expected a payment above zero, found {amount}");
                }
                Event::Paid { .. } => Status::Paid,
                Event::Moved(status) => *status,
                Event::Cancelled => Status::Open,
            };
        }
        Ok(status)
    }
}
