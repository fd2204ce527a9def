//! A function by the name of a crate or module that the functions of its module use.

#[pydust::module]
pub mod path_name {
    use super::*;

    pub fn core(a: i64, b: i64) -> i64 {
        core::cmp::max(a, b) //~ ERROR the exported function `core` hides the crate or module `core` here
    }

    pub fn json(text: &str) -> json::Value {
        //~^ ERROR the exported function `json` hides the crate or module `json` here
        json::parse(text)
    }

    pub fn lengths(values: Vec<json::Value>) -> usize {
        //~^ ERROR the exported function `json` hides the crate or module `json` here
        values.len()
    }

    fn private(text: &str) -> bool {
        if text.is_empty() { false } else { json::parse(text).is_empty() }
        //~^ ERROR the exported function `json` hides the crate or module `json` here
    }

    pub fn right(text: &str) -> super::json::Value {
        use super::json;
        let value: String = super::json::parse(text);
        json::parse(if private(text) { "" } else { &value })
    }
}

mod json {
    pub type Value = String;

    pub fn parse(text: &str) -> Value {
        text.to_owned()
    }
}

fn main() {}
