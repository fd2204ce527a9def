//! A module that `macro_rules!` writes, with fragments in the places that the macros read.
#![deny(warnings)]

macro_rules! module {
    ($visibility:vis $name:ident, $ty:ty, $value:expr, $item:item) => {
        #[pydust::module]
        $visibility mod $name {
            #[allow(dead_code)]
            #[derive(Default)]
            #[state]
            $visibility struct State {
                number: $ty,
            }

            impl State {
                $visibility fn number(&self) -> $ty {
                    self.number
                }
            }

            $visibility fn function(#[default = $value] a: $ty) -> $ty {
                a
            }

            $item
        }
    };
}

module!(pub generated, u8, 1 + 2, pub const NUMBER: u8 = 1;);

fn main() {
    assert_eq!(generated::function(1), 1);
}
