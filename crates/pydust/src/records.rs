//! Records: what tools read of a module, a block of methods or a test in the compiled library, without loading it.
//!
//! A record is `MAGIC`, a length of four bytes (the lowest first), and a JSON object of that length. The macros write
//! the JSON, as pieces; the compiler puts it together here, with the types that only it knows. So records are constant
//! data: nothing of them happens at run time, but that the function which makes the thing known to Python holds
//! on to its record, or the linker would leave it out. What is in the objects is in `docs/design/records.md`.

use std::marker::PhantomData;

use crate::class::slot::outcome::IntoNext;
use crate::class::{Base, Class, Extendable};
use crate::convert::{FromPy, IntoPy};
use crate::hint::TypeHint;

/// What each record begins with. No other data of a library may contain it, so nothing uses it at run time.
const MAGIC: [u8; 16] = *b"\x93pydust-record\x01\n";

/// How long magic and length are.
const HEADER: usize = MAGIC.len() + size_of::<u32>();

/// A part of a record.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// JSON, as it is.
    Json(&'static str),
    /// What stands within a JSON string.
    Text(&'static str),
    /// A type, within a JSON string.
    Hint(TypeHint),
    /// A number.
    Number(i128),
    /// The type of a tuple of these names, within a JSON string.
    Names(&'static [&'static str]),
    /// Pieces one after the other.
    Joined(&'static [Piece]),
    /// Pieces with commas between them; what is empty is left out.
    List(&'static [Piece]),
}

/// How long the record with this JSON is.
pub const fn size(json: &Piece) -> usize {
    let mut counted = Bytes { room: [], length: HEADER };
    write(json, &mut counted);
    counted.length
}

/// The record with this JSON, whose `size` is `N`.
pub const fn record<const N: usize>(json: &Piece) -> [u8; N] {
    let mut bytes = Bytes { room: [0; N], length: 0 };
    copy(&MAGIC, &mut bytes);
    copy(&((N - HEADER) as u32).to_le_bytes(), &mut bytes);
    write(json, &mut bytes);
    assert!(bytes.length == N, "the record has another length than its pieces");
    bytes.room
}

/// Keeps a record in the library that this is called in.
#[inline(always)]
pub fn keep<const N: usize>(record: &'static [u8; N]) {
    std::hint::black_box(record);
}

/// The statement that keeps the record of the given JSON: it stands in the function that makes known what it is about.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($json:expr) => {{
        const JSON: $crate::macro_support::Piece = $json;
        // A large module has much to say.
        #[allow(long_running_const_eval)]
        static RECORD: [u8; $crate::macro_support::record_size(&JSON)] =
            $crate::macro_support::record(&JSON);
        $crate::macro_support::keep_record(&RECORD)
    }};
}

/// The hints of the type `T` as a parameter and as a result. As with a `Probe`, a type that does not convert has what
/// `Unhinted` says instead: that it does not convert is reported elsewhere.
pub struct Hinted<T>(PhantomData<T>);

impl<'a, 'py, T: FromPy<'a, 'py>> Hinted<T> {
    /// What it converts from.
    pub const TAKES: Piece = Piece::Hint(T::TAKES);
}

impl<'py, T: IntoPy<'py>> Hinted<T> {
    /// What it converts to.
    pub const GIVES: Piece = Piece::Hint(T::GIVES);
}

impl<'py, T: IntoNext<'py>> Hinted<T> {
    /// What the item is, of what `__next__` returns.
    pub const NEXT: Piece = Piece::Hint(T::NEXT);
}

impl<T: Extendable> Hinted<T> {
    /// What it is as a base.
    pub const BASE: Piece = Piece::Hint(T::HINT);
}

/// What is taken of types that do not convert.
pub trait Unhinted {
    /// Anything.
    const TAKES: Piece = Piece::Hint(TypeHint::ANY);
    /// Anything.
    const GIVES: Piece = Piece::Hint(TypeHint::ANY);
    /// Anything.
    const NEXT: Piece = Piece::Hint(TypeHint::ANY);
    /// Anything.
    const BASE: Piece = Piece::Hint(TypeHint::ANY);
}

impl<T> Unhinted for Hinted<T> {}

/// The entry of a class whose instances have more in them than those of its base: no other class inherits from it and
/// from another such class.
pub const fn disjoint<T: Class>() -> Piece {
    Piece::Json(if <T::Base as Base<T>>::IS_MADE { "" } else { ",\"disjoint\":true" })
}

/// The hint of what a function returns whose type can't be named: `impl Trait`.
pub const fn gives<F: Returning>(_: F) -> Piece {
    Piece::Hint(F::GIVES)
}

/// A function that returns what converts.
pub trait Returning: Copy {
    /// What the result converts to.
    const GIVES: TypeHint;
}

macro_rules! returning {
    ($($parameter:ident)*) => {
        impl<'py, R: IntoPy<'py>, $($parameter),*> Returning for fn($($parameter),*) -> R {
            const GIVES: TypeHint = R::GIVES;
        }
    };
}

returning!();
returning!(A);
returning!(A B);
returning!(A B C);
returning!(A B C D);
returning!(A B C D E);
returning!(A B C D E F);
returning!(A B C D E F G);
returning!(A B C D E F G H);
returning!(A B C D E F G H I);
returning!(A B C D E F G H I J);
returning!(A B C D E F G H I J K);
returning!(A B C D E F G H I J K L);

/// What has been written so far. Without room, it is only counted.
struct Bytes<const N: usize> {
    room: [u8; N],
    length: usize,
}

const fn write<const N: usize>(piece: &Piece, to: &mut Bytes<N>) {
    match piece {
        Piece::Json(text) => copy(text.as_bytes(), to),
        Piece::Text(text) => escape(text.as_bytes(), to),
        Piece::Hint(hint) => write_hint(hint, to),
        Piece::Number(number) => write_number(*number, to),
        Piece::Names(names) => write_names(names, to),
        Piece::Joined(pieces) => {
            let mut index = 0;
            while index < pieces.len() {
                write(&pieces[index], to);
                index += 1;
            }
        }
        Piece::List(pieces) => {
            let (begun, mut index) = (to.length, 0);
            while index < pieces.len() {
                if !is_empty(&pieces[index]) {
                    if to.length > begun {
                        copy(b",", to);
                    }
                    write(&pieces[index], to);
                }
                index += 1;
            }
        }
    }
}

/// Whether nothing would be written.
const fn is_empty(piece: &Piece) -> bool {
    match piece {
        Piece::Json(text) | Piece::Text(text) => text.is_empty(),
        Piece::Joined(pieces) | Piece::List(pieces) => {
            let mut index = 0;
            while index < pieces.len() && is_empty(&pieces[index]) {
                index += 1;
            }
            index == pieces.len()
        }
        Piece::Hint(_) | Piece::Number(_) | Piece::Names(_) => false,
    }
}

const fn write_hint<const N: usize>(hint: &TypeHint, to: &mut Bytes<N>) {
    match hint {
        TypeHint::Text(text) => escape(text.as_bytes(), to),
        TypeHint::Joined(parts) => {
            let mut index = 0;
            while index < parts.len() {
                write_hint(&parts[index], to);
                index += 1;
            }
        }
    }
}

const fn write_names<const N: usize>(names: &[&str], to: &mut Bytes<N>) {
    if names.is_empty() {
        return copy(b"tuple[()]", to);
    }
    let mut index = 0;
    while index < names.len() {
        let before = if index > 0 { "'], {typing.Literal}['" } else { "tuple[{typing.Literal}['" };
        copy(before.as_bytes(), to);
        copy(names[index].as_bytes(), to);
        index += 1;
    }
    copy(b"']]", to);
}

const fn write_number<const N: usize>(number: i128, to: &mut Bytes<N>) {
    if number < 0 {
        copy(b"-", to);
    }
    let (mut digits, mut rest) = ([0; 39], number);
    let mut index = digits.len();
    while rest != 0 || index == digits.len() {
        index -= 1;
        digits[index] = b'0' + (rest % 10).unsigned_abs() as u8;
        rest /= 10;
    }
    copy(digits.split_at(index).1, to);
}

/// Copies bytes, many at a time: the compiler runs this as an interpreter.
const fn copy<const N: usize>(bytes: &[u8], to: &mut Bytes<N>) {
    let begun = to.length;
    to.length += bytes.len();
    if N == 0 {
        return;
    }
    let (mut bytes, mut room) = (bytes, to.room.split_at_mut(begun).1);
    while let Some((first, rest)) = bytes.split_first_chunk::<16>() {
        let (target, left) = room.split_first_chunk_mut::<16>().expect("room for all pieces");
        *target = *first;
        (bytes, room) = (rest, left);
    }
    while let Some((first, rest)) = bytes.split_first() {
        let (target, left) = room.split_first_mut().expect("room for all pieces");
        *target = *first;
        (bytes, room) = (rest, left);
    }
}

/// What stands for a byte in a JSON string.
const fn escaped(byte: u8) -> Option<[u8; 6]> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    match byte {
        b'"' | b'\\' | ..0x20 => {
            let (high, low) = (DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]);
            Some([b'\\', b'u', b'0', b'0', high, low])
        }
        _ => None,
    }
}

const fn escape<const N: usize>(text: &[u8], to: &mut Bytes<N>) {
    let (mut rest, mut index) = (text, 0);
    while index < rest.len() {
        match escaped(rest[index]) {
            Some(escaped) => {
                let (plain, from) = rest.split_at(index);
                copy(plain, to);
                copy(&escaped, to);
                (rest, index) = (from.split_at(1).1, 0);
            }
            None => index += 1,
        }
    }
    copy(rest, to);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record as a library has it.
    fn bytes() -> Vec<u8> {
        const ITEMS: &[Piece] = &[
            Piece::Json("1"),
            Piece::Joined(&[]),
            Piece::Joined(&[
                Piece::Json("\""),
                Piece::Hint(<Vec<Option<&str>> as IntoPy>::GIVES),
                Piece::Json("\""),
            ]),
        ];
        const JSON: Piece = Piece::Joined(&[
            Piece::Json("{\"doc\":\""),
            Piece::Text("a\n\"b\" \\ ü"),
            Piece::Json("\",\"items\":["),
            Piece::List(ITEMS),
            Piece::Json("]}"),
        ]);
        static RECORD: [u8; size(&JSON)] = record(&JSON);
        RECORD.to_vec()
    }

    #[test]
    fn a_record_is_a_magic_number_a_length_and_json() {
        let bytes = bytes();
        let (magic, rest) = bytes.split_at(16);
        let (length, json) = rest.split_at(4);
        assert_eq!(magic, b"\x93pydust-record\x01\n");
        assert_eq!(u32::from_le_bytes(length.try_into().expect("4 bytes")) as usize, json.len());
        assert_eq!(
            std::str::from_utf8(json).expect("UTF-8"),
            r#"{"doc":"a\u000a\u0022b\u0022 \u005c ü","items":[1,"list[str | None]"]}"#
        );
    }

    #[test]
    fn the_build_tool_looks_for_the_same_magic_number() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python/pydust/records.py");
        let reader = std::fs::read_to_string(path).expect("the reader");
        assert!(reader.contains(r#"MAGIC: Final = b"\x93pydust-record\x01\n""#));
    }

    #[test]
    fn what_does_not_convert_has_no_hint() {
        struct Foreign;
        let hint = |piece| match piece {
            Piece::Hint(TypeHint::Text(text)) => text,
            _ => "",
        };
        assert_eq!(hint(Hinted::<Foreign>::GIVES), "{typing.Any}");
        assert_eq!(hint(Hinted::<&str>::TAKES), "str");
    }

    #[test]
    fn results_without_a_name_have_a_hint() {
        fn even(text: &str) -> impl for<'py> IntoPy<'py> {
            text.len() % 2 == 0
        }
        const GIVES: Piece = gives(even as fn(_) -> _);
        assert!(matches!(GIVES, Piece::Hint(TypeHint::Text("{typing.Any}" | "bool"))));
    }

    #[test]
    fn names_are_the_type_of_a_tuple() {
        const NAMES: &[&[&str]] = &[&[], &["x"], &["x", "long_y", "z"]];
        let texts = NAMES.iter().map(|names| {
            let mut bytes = Bytes { room: [0; 100], length: 0 };
            write(&Piece::Names(names), &mut bytes);
            String::from_utf8(bytes.room[..bytes.length].to_vec()).unwrap()
        });
        assert_eq!(
            texts.collect::<Vec<_>>(),
            [
                "tuple[()]",
                "tuple[{typing.Literal}['x']]",
                "tuple[{typing.Literal}['x'], {typing.Literal}['long_y'], {typing.Literal}['z']]",
            ]
        );
    }
}
