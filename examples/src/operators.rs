//! `example.operators`: numbers, vectors, sets of bits, and other classes that work with Python's operators.

use pydust as py;

/// Classes with operators.
#[py::module]
pub mod operators {
    use super::*;
    use py::IntoPy as _;
    use std::cmp::Ordering;

    /// A fraction in lowest terms. It works with other ratios, and with `int` on either side.
    #[class(frozen)]
    #[derive(Clone, Copy)]
    pub struct Ratio {
        pub numerator: i64,
        pub denominator: i64,
    }

    /// What a ratio can be calculated with.
    #[derive(py::FromPy)]
    pub enum Number<'a> {
        Ratio(&'a Ratio),
        Int(i64),
    }

    impl Number<'_> {
        fn ratio(self) -> Ratio {
            match self {
                Number::Ratio(ratio) => *ratio,
                Number::Int(numerator) => Ratio { numerator, denominator: 1 },
            }
        }
    }

    impl Ratio {
        pub fn __new__(numerator: i64, #[default = 1] denominator: i64) -> py::Result<Self> {
            Self::reduced(numerator.into(), denominator.into())
        }

        fn reduced(mut numerator: i128, mut denominator: i128) -> py::Result<Self> {
            if denominator == 0 {
                return py::raise!(ZeroDivisionError, "Ratio({numerator}, 0)");
            }
            let (mut divisor, mut rest) = (numerator, denominator);
            while rest != 0 {
                (divisor, rest) = (rest, divisor % rest);
            }
            (numerator, denominator) = (numerator / divisor, denominator / divisor);
            if denominator < 0 {
                (numerator, denominator) = (-numerator, -denominator);
            }
            Ok(Ratio { numerator: numerator.try_into()?, denominator: denominator.try_into()? })
        }

        fn parts(&self) -> (i128, i128) {
            (self.numerator.into(), self.denominator.into())
        }

        fn value(&self) -> f64 {
            self.numerator as f64 / self.denominator as f64
        }

        pub fn __add__(&self, other: Number) -> py::Result<Ratio> {
            let ((a, b), (c, d)) = (self.parts(), other.ratio().parts());
            Ratio::reduced(a * d + c * b, b * d)
        }

        pub fn __radd__(&self, left: Number) -> py::Result<Ratio> {
            self.__add__(left)
        }

        pub fn __sub__(&self, other: Number) -> py::Result<Ratio> {
            let ((a, b), (c, d)) = (self.parts(), other.ratio().parts());
            Ratio::reduced(a * d - c * b, b * d)
        }

        pub fn __rsub__(&self, left: Number) -> py::Result<Ratio> {
            left.ratio().__sub__(Number::Ratio(self))
        }

        pub fn __mul__(&self, other: Number) -> py::Result<Ratio> {
            let ((a, b), (c, d)) = (self.parts(), other.ratio().parts());
            Ratio::reduced(a * c, b * d)
        }

        pub fn __rmul__(&self, left: Number) -> py::Result<Ratio> {
            self.__mul__(left)
        }

        pub fn __truediv__(&self, other: Number) -> py::Result<Ratio> {
            let ((a, b), (c, d)) = (self.parts(), other.ratio().parts());
            Ratio::reduced(a * d, b * c)
        }

        pub fn __rtruediv__(&self, left: Number) -> py::Result<Ratio> {
            left.ratio().__truediv__(Number::Ratio(self))
        }

        pub fn __floordiv__(&self, other: Number) -> py::Result<i64> {
            Ok(self.__truediv__(other)?.__floor__())
        }

        pub fn __rfloordiv__(&self, left: Number) -> py::Result<i64> {
            left.ratio().__floordiv__(Number::Ratio(self))
        }

        pub fn __mod__(&self, other: Number) -> py::Result<Ratio> {
            Ok(self.__divmod__(other)?.1)
        }

        pub fn __rmod__(&self, left: Number) -> py::Result<Ratio> {
            left.ratio().__mod__(Number::Ratio(self))
        }

        pub fn __divmod__(&self, other: Number) -> py::Result<(i64, Ratio)> {
            let other = other.ratio();
            let whole = self.__floordiv__(Number::Ratio(&other))?;
            let product = other.__mul__(Number::Int(whole))?;
            Ok((whole, self.__sub__(Number::Ratio(&product))?))
        }

        pub fn __rdivmod__(&self, left: Number) -> py::Result<(i64, Ratio)> {
            left.ratio().__divmod__(Number::Ratio(self))
        }

        pub fn __pow__(&self, exponent: i32) -> py::Result<Ratio> {
            let (a, b) = self.parts();
            let power = |n: i128| n.checked_pow(exponent.unsigned_abs());
            match (power(a), power(b)) {
                (Some(a), Some(b)) if exponent < 0 => Ratio::reduced(b, a),
                (Some(a), Some(b)) => Ratio::reduced(a, b),
                _ => py::raise!(OverflowError, "expected a power of 64 bits"),
            }
        }

        pub fn __neg__(&self) -> py::Result<Ratio> {
            let (a, b) = self.parts();
            Ratio::reduced(-a, b)
        }

        pub fn __pos__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __abs__(&self) -> py::Result<Ratio> {
            let (a, b) = self.parts();
            Ratio::reduced(a.abs(), b)
        }

        pub fn __bool__(&self) -> bool {
            self.numerator != 0
        }

        pub fn __int__(&self) -> i64 {
            self.__trunc__()
        }

        pub fn __float__(&self) -> f64 {
            self.value()
        }

        pub fn __complex__<'py>(&self, py: py::Python<'py>) -> py::Result<py::Complex<'py>> {
            py::Complex::new(py, self.value(), 0.0)
        }

        pub fn __trunc__(&self) -> i64 {
            self.numerator / self.denominator
        }

        pub fn __floor__(&self) -> i64 {
            self.numerator.div_euclid(self.denominator)
        }

        pub fn __ceil__(&self) -> i64 {
            self.__floor__() + i64::from(self.denominator != 1)
        }

        /// To the nearest number of `digits` decimals; without `digits`, to the nearest `int`.
        pub fn __round__<'py>(
            &self,
            py: py::Python<'py>,
            #[default = None] digits: Option<i32>,
        ) -> py::Result<py::Obj<'py>> {
            self.value().into_py(py)?.call_method("__round__", (digits,))
        }

        /// All six comparisons.
        pub fn __richcmp__(&self, other: Number, operator: py::Comparison) -> bool {
            let ((a, b), (c, d)) = (self.parts(), other.ratio().parts());
            operator.holds((a * d).cmp(&(c * b)))
        }

        /// Equal to an `int`'s where the ratio is equal to one.
        pub fn __hash__(&self, py: py::Python) -> py::Result<isize> {
            match self.denominator {
                1 => self.numerator.into_py(py)?.hash(),
                _ => (self.numerator, self.denominator).into_py(py)?.hash(),
            }
        }

        pub fn __repr__(&self) -> String {
            format!("Ratio({}, {})", self.numerator, self.denominator)
        }

        /// `f"{ratio:%}"` is in percent; without a letter it is a fraction.
        pub fn __format__(&self, spec: &str) -> py::Result<String> {
            match spec {
                "" => Ok(format!("{}/{}", self.numerator, self.denominator)),
                "%" => Ok(format!("{}%", self.value() * 100.0)),
                _ => py::raise!(ValueError, "expected the format '' or '%', found '{spec}'"),
            }
        }
    }

    /// A vector in the plane, which can be changed in place.
    #[class]
    #[derive(Clone, Copy)]
    pub struct Vector {
        pub x: f64,
        pub y: f64,
    }

    impl Vector {
        pub fn __init__(x: f64, y: f64) -> Self {
            Vector { x, y }
        }

        fn each(&self, f: impl Fn(f64) -> f64) -> Vector {
            Vector { x: f(self.x), y: f(self.y) }
        }

        pub fn __add__(&self, other: &Vector) -> Vector {
            Vector { x: self.x + other.x, y: self.y + other.y }
        }

        pub fn __sub__(&self, other: &Vector) -> Vector {
            Vector { x: self.x - other.x, y: self.y - other.y }
        }

        pub fn __mul__(&self, factor: f64) -> Vector {
            self.each(|n| n * factor)
        }

        pub fn __rmul__(&self, factor: f64) -> Vector {
            self.each(|n| n * factor)
        }

        /// The inner product.
        pub fn __matmul__(&self, other: &Vector) -> f64 {
            self.x * other.x + self.y * other.y
        }

        pub fn __neg__(&self) -> Vector {
            self.each(|n| -n)
        }

        /// In place, also with itself: the other vector is read before this one is changed, which is one step.
        pub fn __iadd__(this: &py::Instance<Self>, other: &py::Instance<Vector>) -> py::Result<()> {
            let (x, y) = {
                let other = other.borrow()?;
                (other.x, other.y)
            };
            let mut sum = this.borrow_mut()?;
            sum.x += x;
            sum.y += y;
            Ok(())
        }

        pub fn __isub__(&mut self, other: &Vector) {
            *self = self.__sub__(other);
        }

        pub fn __imul__(&mut self, factor: f64) {
            *self = self.each(|n| n * factor);
        }

        pub fn __itruediv__(&mut self, divisor: f64) -> py::Result<()> {
            self.change(divisor, |n| n / divisor)
        }

        pub fn __ifloordiv__(&mut self, divisor: f64) -> py::Result<()> {
            self.change(divisor, |n| (n / divisor).floor())
        }

        pub fn __imod__(&mut self, divisor: f64) -> py::Result<()> {
            self.change(divisor, |n| n - divisor * (n / divisor).floor())
        }

        pub fn __ipow__(&mut self, exponent: f64) {
            *self = self.each(|n| n.powf(exponent));
        }

        /// Turn it by a matrix, which is given as two rows.
        pub fn __imatmul__(&mut self, rows: [[f64; 2]; 2]) {
            let [x, y] = rows.map(|[a, b]| a * self.x + b * self.y);
            *self = Vector { x, y };
        }

        fn change(&mut self, divisor: f64, f: impl Fn(f64) -> f64) -> py::Result<()> {
            if divisor == 0.0 {
                return py::raise!(ZeroDivisionError, "vector divided by zero");
            }
            *self = self.each(f);
            Ok(())
        }
    }

    /// A set of numbers from 0 to 63, as the bits of an integer.
    #[class(eq)]
    pub struct Bits {
        #[readonly]
        pub bits: u64,
    }

    impl Bits {
        pub fn __init__(numbers: Vec<u32>) -> py::Result<Self> {
            let mut bits = 0;
            for number in numbers {
                match 1_u64.checked_shl(number) {
                    Some(bit) => bits |= bit,
                    None => {
                        return py::raise!(ValueError, "expected numbers below 64, found {number}");
                    }
                }
            }
            Ok(Bits { bits })
        }

        pub fn __and__(&self, other: &Bits) -> Bits {
            Bits { bits: self.bits & other.bits }
        }

        pub fn __or__(&self, other: &Bits) -> Bits {
            Bits { bits: self.bits | other.bits }
        }

        pub fn __xor__(&self, other: &Bits) -> Bits {
            Bits { bits: self.bits ^ other.bits }
        }

        pub fn __lshift__(&self, by: u32) -> Bits {
            Bits { bits: self.bits.checked_shl(by).unwrap_or(0) }
        }

        pub fn __rshift__(&self, by: u32) -> Bits {
            Bits { bits: self.bits.checked_shr(by).unwrap_or(0) }
        }

        pub fn __invert__(&self) -> Bits {
            Bits { bits: !self.bits }
        }

        pub fn __iand__(&mut self, other: &Bits) {
            self.bits &= other.bits;
        }

        pub fn __ior__(&mut self, other: &Bits) {
            self.bits |= other.bits;
        }

        pub fn __ixor__(&mut self, other: &Bits) {
            self.bits ^= other.bits;
        }

        pub fn __ilshift__(&mut self, by: u32) {
            *self = self.__lshift__(by);
        }

        pub fn __irshift__(&mut self, by: u32) {
            *self = self.__rshift__(by);
        }

        /// What `hex()`, `bin()` and every other place that needs an `int` takes.
        pub fn __index__(&self) -> u64 {
            self.bits
        }
    }

    /// A length in meters: what `/` gives depends on what it is divided by.
    #[class]
    pub struct Length {
        #[readonly]
        pub meters: f64,
    }

    /// What a length can be divided by.
    #[derive(py::FromPy)]
    pub enum Divisor<'a> {
        Length(&'a Length),
        Number(f64),
    }

    /// What comes out.
    #[derive(py::IntoPy)]
    pub enum Quotient {
        Number(f64),
        Length(Length),
    }

    impl Length {
        pub fn __init__(meters: f64) -> Self {
            Length { meters }
        }

        /// By a length it is a number, by a number a length; for all else Python asks the other operand.
        pub fn __truediv__(&self, other: Divisor) -> py::Result<Quotient> {
            let divisor = match other {
                Divisor::Length(length) => length.meters,
                Divisor::Number(number) => number,
            };
            if divisor == 0.0 {
                return py::raise!(ZeroDivisionError, "length divided by zero");
            }
            let meters = self.meters / divisor;
            Ok(match other {
                Divisor::Length(_) => Quotient::Number(meters),
                Divisor::Number(_) => Quotient::Length(Length { meters }),
            })
        }

        /// What takes any object can say itself that another type is not its business.
        pub fn __add__<'py>(&self, other: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
            let py = other.py();
            match other.downcast::<py::Instance<Length>>() {
                Ok(other) => {
                    let meters = self.meters + other.borrow()?.meters;
                    Length { meters }.into_py(py)
                }
                Err(_) => Ok(py.not_implemented()),
            }
        }
    }

    /// A remainder: `pow(base, exponent, modulus)` of three numbers.
    #[class(frozen, init, eq, hash)]
    pub struct Base {
        pub value: u64,
    }

    impl Base {
        pub fn __pow__(&self, exponent: u64, modulus: Option<u64>) -> py::Result<Base> {
            let modulus = match modulus {
                Some(0) => return py::raise!(ValueError, "expected a modulus above 0"),
                Some(modulus) => u128::from(modulus),
                None => return py::raise!(TypeError, "expected pow(base, exponent, modulus)"),
            };
            let (mut power, mut square, mut rest) =
                (1 % modulus, u128::from(self.value) % modulus, exponent);
            while rest > 0 {
                if rest % 2 == 1 {
                    power = power * square % modulus;
                }
                (square, rest) = (square * square % modulus, rest / 2);
            }
            Ok(Base { value: power as u64 })
        }
    }

    /// A name, whatever its case: equality alone, so it has no hash.
    #[class]
    pub struct Name {
        text: String,
    }

    impl Name {
        pub fn __init__(text: String) -> Self {
            Name { text }
        }

        pub fn __eq__(&self, other: &Name) -> bool {
            self.text.eq_ignore_ascii_case(&other.text)
        }
    }

    /// A task: `<` and `<=` are enough for `sorted`, and Python turns them round for `>` and `>=`.
    #[class]
    pub struct Task {
        #[readonly]
        pub title: String,
        priority: i64,
    }

    impl Task {
        pub fn __init__(title: String, priority: i64) -> Self {
            Task { title, priority }
        }

        pub fn __lt__(&self, other: &Task) -> bool {
            self.priority.cmp(&other.priority) == Ordering::Less
        }

        pub fn __le__(&self, other: &Task) -> bool {
            self.priority <= other.priority
        }
    }
}
