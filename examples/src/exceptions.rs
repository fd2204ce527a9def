//! `example.exceptions`: exception types, errors that become exceptions, causes, notes, groups and warnings.

use std::num::ParseFloatError;

use pydust as py;

/// What can be wrong with a line of an order.
#[derive(Debug, py::IntoError)]
pub enum LineError {
    #[raises(exceptions::OrderError, "{line:?} is not written as NAME=PRICE")]
    Form { line: String },
    #[raises(exceptions::OrderError, "the price of {name} is no number")]
    Price {
        name: String,
        #[source]
        error: ParseFloatError,
    },
    #[raises(exceptions::PriceError, "{name} costs {price}")]
    Negative { name: String, price: f64 },
}

fn line(line: &str) -> Result<(String, f64), LineError> {
    let Some((name, price)) = line.split_once('=') else {
        return Err(LineError::Form { line: line.to_owned() });
    };
    let name = name.trim().to_owned();
    match price.trim().parse() {
        Ok(price) if price < 0.0 => Err(LineError::Negative { name, price }),
        Ok(price) => Ok((name, price)),
        Err(error) => Err(LineError::Price { name, error }),
    }
}

/// Orders that may be wrong.
#[py::module]
pub mod exceptions {
    use super::*;

    /// An order can't be read.
    #[exception(ValueError)]
    pub struct OrderError;

    /// A price can't be right.
    #[exception(OrderError)]
    pub struct PriceError;

    /// Check an email address.
    pub fn check_email(address: &str) -> py::Result<()> {
        if !address.contains('@') {
            return py::raise!(ValueError, "Invalid email address for {address}");
        }
        Ok(())
    }

    /// Give name and price of the line `NAME=PRICE`.
    pub fn read_line(text: &str) -> Result<(String, f64), LineError> {
        line(text)
    }

    /// Sum the prices of the lines; all that is wrong with them is raised at once, as a group.
    pub fn total(lines: Vec<String>) -> py::Result<f64> {
        let mut sum = 0.0;
        let mut errors = Vec::new();
        for (number, text) in lines.iter().enumerate() {
            match line(text) {
                Ok((_, price)) => sum += price,
                Err(error) => {
                    errors.push(py::Error::from(error).note(format!("in line {}", number + 1)));
                }
            }
        }
        if errors.is_empty() { Ok(sum) } else { Err(py::Error::group("wrong order", errors)) }
    }

    /// Sum the prices in a file.
    pub fn total_of_file(path: &str) -> py::Result<f64> {
        // A file that is not there is a FileNotFoundError, with errno and all.
        let text = std::fs::read_to_string(path)?;
        total(text.lines().map(str::to_owned).collect())
            .map_err(|error| error.note(format!("in the file {path}")))
    }

    /// Give `mapping[key]`, or None if there is none; other exceptions pass through.
    pub fn get<'py>(mapping: &py::Obj<'py>, key: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        match mapping.get_item(key) {
            Err(error) if error.is::<py::exceptions::KeyError>(key.py()) => Ok(key.py().none()),
            found => found,
        }
    }

    /// Call `function`; what it raises becomes the cause of an `OrderError`.
    pub fn guarded(function: &py::Callable) -> py::Result<py::PyObj> {
        match function.call0() {
            Ok(value) => Ok(value.unbind()),
            Err(cause) => Err(py::Error::new(OrderError, "the order failed").caused_by(cause)),
        }
    }

    /// Sum prices that are given as numbers, as orders were given once.
    pub fn old_total(py: py::Python, prices: Vec<f64>) -> py::Result<f64> {
        py::warn!(py, DeprecationWarning, "use total() for {} prices", prices.len())?;
        Ok(prices.iter().sum())
    }
}
