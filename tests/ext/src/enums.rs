//! Enums without fields: members of Python's own enumerations, in and out again.

use pydust as py;

#[py::module]
pub mod enums {
    use super::*;

    /// A colour of the spectrum.
    ///
    /// There are more.
    #[class]
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Color {
        /// Like fire.
        Red = 1,
        Green,
        #[py(alias = "Azure")]
        Blue = -7,
    }

    impl Color {
        /// Whether it is red.
        pub fn is_warm(&self) -> bool {
            *self == Color::Red
        }

        /// The one with this first letter.
        pub fn of_letter(letter: char) -> Option<Color> {
            let all = [Color::Red, Color::Green, Color::Blue];
            all.into_iter().find(|color| format!("{color:?}").starts_with(letter))
        }

        /// Mixes two.
        pub fn __add__(&self, other: Color) -> (Color, Color) {
            (*self, other)
        }

        pub fn __str__(&self) -> String {
            format!("{self:?}").to_lowercase()
        }

        /// The wavelength in nanometres.
        #[getter]
        pub fn wavelength(&self) -> u16 {
            [700, 530, 470][self.place()]
        }

        pub const FAVOURITE: Color = Color::Green;

        /// All of them.
        #[classattr]
        pub fn ALL() -> Vec<Color> {
            vec![Color::Red, Color::Green, Color::Blue]
        }

        #[classmethod]
        pub fn first(cls: &py::Type) -> py::Result<py::PyObj> {
            Ok(cls.iter()?.next().transpose()?.unwrap_or_else(|| cls.py().none()).unbind())
        }

        fn place(&self) -> usize {
            match self {
                Color::Red => 0,
                Color::Green => 1,
                Color::Blue => 2,
            }
        }

        pub(crate) fn only_rust(&self) -> u8 {
            *self as i8 as u8
        }
    }

    pub fn next_color(color: Color) -> Color {
        match color {
            Color::Red => Color::Green,
            Color::Green => Color::Blue,
            Color::Blue => Color::Red,
        }
    }

    pub fn by_reference(color: &Color) -> u8 {
        color.only_rust()
    }

    /// Optional, in lists and as keys.
    pub fn count(
        colors: Vec<Color>,
        #[default = Color::Red] first: Color,
        #[default = None] more: Option<Color>,
    ) -> std::collections::HashMap<Color, usize> {
        let mut counts = std::collections::HashMap::from([(first, 0)]);
        for color in colors.into_iter().chain(more) {
            *counts.entry(color).or_default() += 1;
        }
        counts
    }

    #[class(int, rename_all = "SCREAMING_SNAKE_CASE")]
    #[repr(u64)]
    pub enum Level {
        VeryLow,
        #[py(rename = "MIDDLE")]
        Medium = 50,
        High = u64::MAX,
    }

    pub fn level(number: i64) -> Level {
        match number {
            ..50 => Level::VeryLow,
            50 => Level::Medium,
            _ => Level::High,
        }
    }

    #[class(str)]
    pub enum Suit {
        Hearts,
        #[py(value = "pikes")]
        Spades,
        TwoWords,
    }

    pub fn suit_text(suit: Suit) -> &'static str {
        match suit {
            Suit::Hearts => "hearts",
            Suit::Spades => "spades",
            Suit::TwoWords => "two words",
        }
    }

    /// Values of any type.
    #[class]
    pub enum Planet {
        #[py(value = (3.303e+23, 2.4397e6))]
        Mercury,
        #[py(value = vec!["x", "y"])]
        Unhashable,
        #[py(value = None::<u8>)]
        Nothing,
    }

    pub fn planet(planet: Planet) -> usize {
        planet as usize
    }

    /// What may be done.
    #[class(flag)]
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Access {
        Nothing = 0,
        Read = 1 << 0,
        Write = 1 << 1,
        Execute = 1 << 2,
        ReadWrite = 3,
    }

    impl Access {
        /// How many there are.
        pub fn size(this: py::Flags<Self>) -> usize {
            this.iter().count()
        }

        pub fn __str__(this: py::Flags<Self>) -> String {
            format!("<{this:?}>")
        }

        pub fn is_single(&self) -> bool {
            matches!(self, Access::Read | Access::Write | Access::Execute)
        }
    }

    pub fn allow(
        access: py::Flags<Access>,
        #[default = py::Flags::empty()] also: py::Flags<Access>,
    ) -> py::Flags<Access> {
        access | also | Access::Read
    }

    pub fn forbid(access: py::Flags<Access>, what: Access) -> (py::Flags<Access>, u64, String) {
        let rest = access - what;
        (rest, rest.bits(), format!("{rest:?}"))
    }

    pub fn inverse(access: py::Flags<Access>) -> py::Flags<Access> {
        !access
    }

    pub fn script() -> py::Flags<Access> {
        Access::Read | Access::Execute
    }

    #[class(int, flag)]
    #[repr(u64)]
    pub enum Bits {
        Low = 1,
        High = 1 << 63,
    }

    pub fn all_bits() -> py::Flags<Bits> {
        py::Flags::all()
    }

    pub mod nested {
        use pydust as py;

        #[class]
        pub enum Side {
            Left,
            Right,
        }

        pub fn other(side: Side) -> Side {
            match side {
                Side::Left => Side::Right,
                Side::Right => Side::Left,
            }
        }

        /// An attribute that is a member.
        #[class]
        pub struct Door {
            pub hinge: py::PyObj,
        }

        impl Door {
            pub fn __init__(hinge: py::PyObj) -> Self {
                Self { hinge }
            }
        }
    }
}
