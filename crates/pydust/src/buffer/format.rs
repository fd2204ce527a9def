//! What the elements of a buffer are: Rust's types beside the codes of Python's `struct` module.
//!
//! The code says which kind of number it is, the item size how wide: `l` has 4 bytes or 8, depending on
//! the platform and on who writes it.

use std::ffi::CStr;

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
pub trait Scalar: Word {
    #[doc(hidden)]
    const NUMBER: Number;
    #[doc(hidden)]
    const FORMAT: &'static CStr;
    #[doc(hidden)]
    const BUFFER: &'static str;
    #[doc(hidden)]
    const WRITABLE_BUFFER: &'static str;
}

/// Kind, width and name of a number.
#[derive(Clone, Copy)]
pub struct Number {
    /// The code that it mostly has, which is looked for first.
    code: u8,
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
    ($($type:ty: $code:literal $kind:ident $name:literal $format:literal;)*) => {
        $(impl Scalar for $type {
            const NUMBER: Number = Number { code: $code, kind: Kind::$kind, size: size_of::<$type>(), name: $name };
            const FORMAT: &'static CStr = $format;
            const BUFFER: &'static str = concat!("a buffer of ", $name);
            const WRITABLE_BUFFER: &'static str = concat!("a writable buffer of ", $name);
        })*

        /// The numbers that have a name.
        const NUMBERS: &[Number] = &[$(<$type>::NUMBER,)* FLOAT16];
    };
}

/// Named in errors, since Rust has no such type yet.
const FLOAT16: Number = Number { code: b'e', kind: Kind::Float, size: 2, name: "float16" };

scalars! {
    i8: b'b' Signed "int8" c"b";
    i16: b'h' Signed "int16" c"h";
    i32: b'i' Signed "int32" c"i";
    i64: b'l' Signed "int64" c"q";
    u8: b'B' Unsigned "uint8" c"B";
    u16: b'H' Unsigned "uint16" c"H";
    u32: b'I' Unsigned "uint32" c"I";
    u64: b'L' Unsigned "uint64" c"Q";
    f32: b'f' Float "float32" c"f";
    f64: b'd' Float "float64" c"d";
    bool: b'?' Bool "bool" c"?";
    [f32; 2]: b'F' Complex "complex64" c"Zf";
    [f64; 2]: b'D' Complex "complex128" c"Zd";
}

macro_rules! of_pointer_size {
    ($($type:ty: $wide:ty, $half:ty;)*) => {$(
        impl Scalar for $type {
            const NUMBER: Number =
                if size_of::<$type>() == 8 { <$wide>::NUMBER } else { <$half>::NUMBER };
            const FORMAT: &'static CStr =
                if size_of::<$type>() == 8 { <$wide>::FORMAT } else { <$half>::FORMAT };
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
    #[inline(always)]
    pub(super) fn is_that_of(&self, view: &View<'_>) -> bool {
        view.itemsize() == self.size && (view.has_format(self.code) || self.has_kind_of(view))
    }

    /// Whether the view's elements are of the same kind, and in this machine's byte order.
    extern "C" fn has_kind_of(&self, view: &View<'_>) -> bool {
        let (order, kind) = parsed(view.format_start());
        kind == Some(self.kind) && (self.size == 1 || !order.is_foreign())
    }
}

/// Adds what the view's elements are: `int32 (format 'i')`
#[cold]
pub(super) fn describe(view: &View<'_>, message: &mut Message) {
    let (order, kind) = parsed(view.format_start());
    let size = view.itemsize();
    let text = view.format().to_str().unwrap_or("?");
    match NUMBERS.iter().find(|number| Some(number.kind) == kind && number.size == size) {
        Some(number) => {
            let order = if size > 1 && order.is_foreign() { order.name() } else { "" };
            message.push(&[order, number.name, " (format '", text, "')"]);
        }
        None => {
            message.push(&["elements with format '", text, "' and size "]);
            message.push_number(size);
        }
    }
}

/// The order of an element's bytes, as a format begins with it.
enum Order {
    Native,
    Little,
    Big,
}

impl Order {
    /// Whether this is not the order of this machine.
    fn is_foreign(&self) -> bool {
        match self {
            Order::Native => false,
            Order::Little => cfg!(target_endian = "big"),
            Order::Big => cfg!(target_endian = "little"),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Order::Native => "",
            Order::Little => "little-endian ",
            Order::Big => "big-endian ",
        }
    }
}

/// What a format says that is one number; no kind for all others. It is given by its start, padded with zeros.
fn parsed(format: [u8; 4]) -> (Order, Option<Kind>) {
    let (order, code) = match &format {
        [b'<', code @ ..] => (Order::Little, code),
        [b'>' | b'!', code @ ..] => (Order::Big, code),
        [b'@' | b'=', code @ ..] => (Order::Native, code),
        [code @ .., _] => (Order::Native, code),
    };
    let kind = match code {
        [b'b' | b'h' | b'i' | b'l' | b'q' | b'n', 0, _] => Some(Kind::Signed),
        [b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' | b'c', 0, _] => Some(Kind::Unsigned),
        [b'e' | b'f' | b'd' | b'g', 0, _] => Some(Kind::Float),
        [b'?', 0, _] => Some(Kind::Bool),
        [b'Z', b'f' | b'd' | b'g', 0] | [b'F' | b'D' | b'G', 0, _] => Some(Kind::Complex),
        _ => None,
    };
    (order, kind)
}
