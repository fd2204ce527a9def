//! `example.result_types`: what functions take and give is Rust's structs and enums, Python's dicts and texts.

use std::collections::HashMap;

use pydust as py;

/// Orders of a shop, as structs and enums.
#[py::module]
pub mod result_types {
    use super::*;

    /// An order as Python passes it: `{'customer': 'Ada', 'lines': [{'item': 'tea', 'price': 3.5}]}`.
    ///
    /// The customer's name is borrowed from the dict, not copied.
    #[derive(py::FromPy)]
    #[py(deny_unknown)]
    pub struct Order<'a> {
        pub customer: &'a str,
        pub lines: Vec<Line>,
        #[py(default = Shipping::Standard)]
        pub shipping: Shipping,
        #[py(default)]
        pub discount: Option<Discount>,
    }

    #[derive(py::FromPy)]
    pub struct Line {
        pub item: String,
        pub price: f64,
        #[py(default = 1)]
        pub count: u32,
    }

    /// `'standard'` or `'next_day'`.
    #[derive(py::FromPy, py::IntoPy, Clone, Copy)]
    pub enum Shipping {
        Standard,
        NextDay,
    }

    /// `{'kind': 'percent', 'value': 10}` or `{'kind': 'voucher', 'code': 'XMAS', 'amount': 5}`.
    #[derive(py::FromPy)]
    #[py(tag = "kind")]
    pub enum Discount {
        Percent { value: f64 },
        Voucher { code: String, amount: f64 },
    }

    /// What an order comes to: a dict in Python, with names as JSON likes them.
    #[derive(py::IntoPy)]
    #[py(rename_all = "camelCase")]
    pub struct Invoice {
        pub customer: String,
        pub total_price: f64,
        pub item_counts: HashMap<String, u32>,
        pub shipping: Shipping,
        pub paid_with: Option<String>,
    }

    /// Add an order up.
    pub fn invoice(order: Order) -> Invoice {
        let mut invoice = Invoice {
            customer: order.customer.to_owned(),
            total_price: 0.0,
            item_counts: HashMap::new(),
            shipping: order.shipping,
            paid_with: None,
        };
        for line in order.lines {
            invoice.total_price += line.price * f64::from(line.count);
            *invoice.item_counts.entry(line.item).or_default() += line.count;
        }
        match order.discount {
            Some(Discount::Percent { value }) => invoice.total_price *= 1.0 - value / 100.0,
            Some(Discount::Voucher { code, amount }) => {
                invoice.total_price = (invoice.total_price - amount).max(0.0);
                invoice.paid_with = Some(code);
            }
            None => {}
        }
        invoice
    }

    /// A temperature: a number of degrees, or a text with its unit.
    #[derive(py::FromPy)]
    pub enum Temperature {
        Celsius(f64),
        Text(String),
    }

    /// The reading of a thermometer: any object with these attributes.
    #[derive(py::FromPy)]
    #[py(attributes)]
    pub struct Reading {
        pub temperature: Temperature,
        #[py(rename = "place")]
        pub place_name: String,
    }

    /// Give place and degrees Celsius: `('Oslo', 20.0)` for a reading of `'68 F'`.
    pub fn celsius(reading: Reading) -> py::Result<(String, f64)> {
        let degrees = match reading.temperature {
            Temperature::Celsius(degrees) => degrees,
            Temperature::Text(text) => match text.split_once(' ') {
                Some((degrees, "C")) => degrees.parse()?,
                Some((degrees, "F")) => (degrees.parse::<f64>()? - 32.0) / 1.8,
                _ => return py::raise!(ValueError, "{text:?} is no temperature such as '20 C'"),
            },
        };
        Ok((reading.place_name, degrees))
    }
}
