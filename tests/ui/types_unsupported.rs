//! Types that never convert: the error names the type, and what to write instead.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

#[pydust::module]
pub mod types_unsupported {
    use super::{HashMap, Instant, Mutex, RefCell};

    pub fn shared(a: Vec<RefCell<u8>>) {} //~ ERROR a Python object does not convert to an owned `RefCell<u8>`
    pub fn exclusive(a: &mut u8) {}
    //~^ ERROR a Python object does not convert to `&mut u8`
    //~^^ ERROR `u8` is not a class
    pub fn float_keys(a: HashMap<f64, u8>) {} //~ ERROR `f64` can't be a key of a hash map
    pub fn raw(a: *const u8) {} //~ ERROR a Python object does not convert to `*const u8`
    pub fn function(a: fn(u8) -> u8) {} //~ ERROR a Python object does not convert to `fn(u8) -> u8`
    pub fn foreign(a: Instant) {} //~ ERROR a Python object does not convert to `Instant`
    pub fn locked(a: Mutex<u8>) {}
    //~^ ERROR a Python object does not convert to `std::sync::Mutex<u8>`
    pub fn borrowed(a: Vec<&str>) {} //~ ERROR a Python object does not convert to an owned `&str`
    pub fn borrowed_keys(a: HashMap<&str, u8>) {}
    //~^ ERROR a Python object does not convert to an owned `&str`
    pub fn closure(a: Box<dyn Fn(u8)>) {}
    //~^ ERROR a Python object does not convert to `dyn Fn(u8)`
    pub fn locked_out() -> Vec<Mutex<u8>> {
        //~^ ERROR `std::sync::Mutex<u8>` does not convert to a Python object
        Vec::new()
    }
    pub fn raw_out() -> *const u8 {
        //~^ ERROR `*const u8` does not convert to a Python object
        std::ptr::null()
    }
    pub fn function_out() -> fn(u8) -> u8 {
        //~^ ERROR `fn(u8) -> u8` does not convert to a Python object
        |x| x
    }
    pub fn foreign_out() -> Option<Instant> {
        //~^ ERROR `Instant` does not convert to a Python object
        None
    }
}

#[derive(pydust::FromPy, pydust::IntoPy)]
pub struct Owned {
    a: Mutex<u8>,
    //~^ ERROR a Python object does not convert to an owned `std::sync::Mutex<u8>`
    //~^^ ERROR `std::sync::Mutex<u8>` does not convert to a Python object
    b: Vec<Instant>,
    //~^ ERROR a Python object does not convert to an owned `Vec<Instant>`
    //~^^ ERROR `Instant` does not convert to a Python object
}

// What is borrowed is also named in the type of the guard.
#[derive(pydust::FromPy)]
//~^ ERROR a Python object does not convert to `std::sync::Mutex<u8>`
//~^^ ERROR a Python object does not convert to an owned `&'a str`
pub struct Borrowing<'a> {
    a: Mutex<u8>,    //~ ERROR a Python object does not convert to `std::sync::Mutex<u8>`
    b: Vec<&'a str>, //~ ERROR a Python object does not convert to an owned `&str`
}

fn main() {}
