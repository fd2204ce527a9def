//! Rust in a module that is none of Python's business passes through as it is.
#![deny(warnings)]

#[pydust::module]
pub mod plain {
    #![allow(dead_code)]

    use std::collections::HashMap;
    use std::fmt::Write as _;

    fn pattern((a, _): (u8, u8)) -> u8 {
        a
    }
    pub(crate) async fn later() {}
    pub(super) fn generic<T: Clone, const N: usize>(a: [T; N]) -> Vec<T>
    where
        T: Sized,
    {
        a.to_vec()
    }
    enum Discriminant {
        A = 1 + 2,
        B = 7 >> 1 << 2,
    }
    std::thread_local! {
        static COUNT: u8 = const { 1 };
    }
    macro_rules! exported {
        ($(#[$meta:meta])* $visibility:vis $name:ident: $ty:ty) => {
            $(#[$meta])* $visibility fn $name(a: $ty) -> $ty {
                a
            }
        };
    }
    exported!(#[inline] pub(crate) made: u8);
    const _: () = assert!(size_of::<u8>() == 1);
    trait Shape: Fn(&str) -> Vec<u8> {
        type Output: Into<u64>;
        fn area(&self) -> [u8; 1 + 1];
    }
    struct Pair<T>(pub T, (u8, u8))
    where
        T: Copy;
    impl<T: Copy> Pair<T> {
        pub fn first(self) -> T {
            self.0
        }
    }
    impl<const N: usize> From<[u8; N]> for Pair<u8> {
        fn from(a: [u8; N]) -> Self {
            Self(a[0], (a[0], pattern((1, 2))))
        }
    }
    union Bits {
        float: f32,
        word: u32,
    }
    extern "C" fn callback() {}
    pub type Table = HashMap<String, Vec<u8>>;

    pub fn text(number: u8) -> Result<String, std::num::ParseIntError> {
        let mut text = String::new();
        write!(text, "{number}").ok();
        Ok(text)
    }
}

fn main() {}
