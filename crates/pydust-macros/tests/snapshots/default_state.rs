//! `#[module]`: state without `__init__`.

pub mod counter {
    #[state]
    #[derive(Default)]
    struct Counter {
        count: u32,
    }
}
