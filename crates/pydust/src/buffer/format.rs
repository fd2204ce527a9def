//! What the elements of a buffer are: Rust's types beside the codes of Python's `struct` module.
//!
//! The code says which kind of number it is, the item size how wide: `l` has 4 bytes or 8, depending on
//! the platform and on who writes it.

use crate::raw::buffer::View;
use crate::raw::element::Word;
use crate::raw::message::Message;

/// The type of a buffer's elements: a number, a `bool`, or a pair of floats for a complex number.
///
/// | Rust | Python | formats |
/// | --- | --- | --- |
/// | `i8`, `i16`, `i32`, `i64`, `isize` | `int8` to `int64` | `b h i l q n` |
/// | `u8`, `u16`, `u32`, `u64`, `usize` | `uint8` to `uint64` | `B H I L Q N`, `c` |
/// | `f32`, `f64` | `float32`, `float64` | `f d g` |
/// | `bool` | `bool` | `?` |
/// | `[f32; 2]`, `[f64; 2]` | `complex64`, `complex128` | `Zf Zd Zg`, `F D G` |
///
/// The item size must be that of the Rust type, and the byte order this machine's. Other formats (`O`,
/// structures, float16) have no Rust type here.
///
/// ```
/// # use pydust as py;
/// fn largest<T: py::Scalar + PartialOrd>(xs: &py::Buffer<T>) -> Option<T> {
///     xs.iter().reduce(|a, b| if b > a { b } else { a })
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a buffer can't have elements of type `{Self}`",
    label = "no element type of buffers",
    note = "they are integers of 8 to 64 bits, `f32`, `f64`, `bool`, `[f32; 2]` and `[f64; 2]`"
)]
pub trait Scalar: Word {
    #[doc(hidden)]
    const NUMBER: Number;
    #[doc(hidden)]
    const BUFFER: &'static str;
    #[doc(hidden)]
    const WRITABLE_BUFFER: &'static str;
}

/// Kind, width and name of a number.
#[derive(Clone, Copy)]
pub struct Number {
    kind: Kind,
    size: usize,
    /// NumPy's name.
    pub(super) name: &'static str,
}

/// What the bits of a number mean.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    Bool,
    Complex,
}

macro_rules! scalars {
    ($($type:ty: $kind:ident $name:literal;)*) => {
        $(impl Scalar for $type {
            const NUMBER: Number = Number { kind: Kind::$kind, size: size_of::<$type>(), name: $name };
            const BUFFER: &'static str = concat!("a buffer of ", $name);
            const WRITABLE_BUFFER: &'static str = concat!("a writable buffer of ", $name);
        })*

        /// The numbers that have a name.
        const NUMBERS: &[Number] = &[$(<$type>::NUMBER,)* FLOAT16];
    };
}

/// Named in errors, since Rust has no such type yet.
const FLOAT16: Number = Number { kind: Kind::Float, size: 2, name: "float16" };

scalars! {
    i8: Signed "int8";
    i16: Signed "int16";
    i32: Signed "int32";
    i64: Signed "int64";
    u8: Unsigned "uint8";
    u16: Unsigned "uint16";
    u32: Unsigned "uint32";
    u64: Unsigned "uint64";
    f32: Float "float32";
    f64: Float "float64";
    bool: Bool "bool";
    [f32; 2]: Complex "complex64";
    [f64; 2]: Complex "complex128";
}

macro_rules! of_pointer_size {
    ($($type:ty: $wide:ty, $half:ty;)*) => {$(
        impl Scalar for $type {
            const NUMBER: Number =
                if size_of::<$type>() == 8 { <$wide>::NUMBER } else { <$half>::NUMBER };
            const BUFFER: &'static str =
                if size_of::<$type>() == 8 { <$wide>::BUFFER } else { <$half>::BUFFER };
            const WRITABLE_BUFFER: &'static str = if size_of::<$type>() == 8 {
                <$wide>::WRITABLE_BUFFER
            } else {
                <$half>::WRITABLE_BUFFER
            };
        }
    )*};
}

of_pointer_size! {
    isize: i64, i32;
    usize: u64, u32;
}

impl Number {
    /// Whether the view's elements are such numbers.
    pub(super) fn is_that_of(&self, view: &View<'_>) -> bool {
        let found = Format::of(view);
        found.kind == Some(self.kind)
            && found.size == self.size
            && (found.foreign_order.is_none() || self.size == 1)
    }
}

/// What a view's format and item size say.
pub(super) struct Format<'a> {
    kind: Option<Kind>,
    size: usize,
    /// The byte order, if it is not this machine's.
    foreign_order: Option<&'static str>,
    text: &'a str,
}

impl Format<'_> {
    pub(super) fn of<'a>(view: &'a View<'_>) -> Format<'a> {
        let text = view.format().to_bytes();
        let (order, code) = match text {
            [b'<', code @ ..] => (Order::Little, code),
            [b'>' | b'!', code @ ..] => (Order::Big, code),
            [b'@' | b'=', code @ ..] => (Order::Native, code),
            code => (Order::Native, code),
        };
        let kind = match code {
            [b'b' | b'h' | b'i' | b'l' | b'q' | b'n'] => Some(Kind::Signed),
            [b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' | b'c'] => Some(Kind::Unsigned),
            [b'e' | b'f' | b'd' | b'g'] => Some(Kind::Float),
            [b'?'] => Some(Kind::Bool),
            [b'Z', b'f' | b'd' | b'g'] | [b'F' | b'D' | b'G'] => Some(Kind::Complex),
            _ => None,
        };
        let foreign_order = match order {
            Order::Little if cfg!(target_endian = "big") => Some("little-endian "),
            Order::Big if cfg!(target_endian = "little") => Some("big-endian "),
            _ => None,
        };
        let text = std::str::from_utf8(text).unwrap_or("?");
        Format { kind, size: view.itemsize(), foreign_order, text }
    }

    /// `int32 (format 'i')`
    pub(super) fn describe(&self, message: &mut Message) {
        let is_this = |number: &&Number| Some(number.kind) == self.kind && number.size == self.size;
        match NUMBERS.iter().find(is_this) {
            Some(number) => {
                let order = if self.size == 1 { None } else { self.foreign_order };
                message.push(&[order.unwrap_or(""), number.name, " (format '", self.text, "')"]);
            }
            None => {
                message.push(&["elements with format '", self.text, "' and size "]);
                message.push_number(self.size);
            }
        }
    }
}

/// The order of an element's bytes, as a format begins with it.
enum Order {
    Native,
    Little,
    Big,
}
