//! Operators of classes: what native classes do, beside the same classes in Python (`test_operators.py`).
#![forbid(unsafe_code)]

use pydust as py;

#[py::module]
pub mod operators {
    use super::*;

    /// Has every operator, on either side, with others of its kind. Results say what was called.
    #[class]
    pub struct Units {
        #[readonly]
        pub n: i64,
    }

    impl Units {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __repr__(&self) -> String {
            format!("Units({})", self.n)
        }
        fn called(&self, name: &str, other: i64) -> String {
            format!("{name}({}, {other})", self.n)
        }
        pub fn __add__(&self, other: &Units) -> String {
            self.called("__add__", other.n)
        }
        pub fn __radd__(&self, other: &Units) -> String {
            self.called("__radd__", other.n)
        }
        pub fn __sub__(&self, other: &Units) -> String {
            self.called("__sub__", other.n)
        }
        pub fn __rsub__(&self, other: &Units) -> String {
            self.called("__rsub__", other.n)
        }
        pub fn __mul__(&self, other: &Units) -> String {
            self.called("__mul__", other.n)
        }
        pub fn __rmul__(&self, other: &Units) -> String {
            self.called("__rmul__", other.n)
        }
        pub fn __truediv__(&self, other: &Units) -> String {
            self.called("__truediv__", other.n)
        }
        pub fn __rtruediv__(&self, other: &Units) -> String {
            self.called("__rtruediv__", other.n)
        }
        pub fn __floordiv__(&self, other: &Units) -> String {
            self.called("__floordiv__", other.n)
        }
        pub fn __rfloordiv__(&self, other: &Units) -> String {
            self.called("__rfloordiv__", other.n)
        }
        pub fn __mod__(&self, other: &Units) -> String {
            self.called("__mod__", other.n)
        }
        pub fn __rmod__(&self, other: &Units) -> String {
            self.called("__rmod__", other.n)
        }
        pub fn __matmul__(&self, other: &Units) -> String {
            self.called("__matmul__", other.n)
        }
        pub fn __rmatmul__(&self, other: &Units) -> String {
            self.called("__rmatmul__", other.n)
        }
        pub fn __and__(&self, other: &Units) -> String {
            self.called("__and__", other.n)
        }
        pub fn __rand__(&self, other: &Units) -> String {
            self.called("__rand__", other.n)
        }
        pub fn __or__(&self, other: &Units) -> String {
            self.called("__or__", other.n)
        }
        pub fn __ror__(&self, other: &Units) -> String {
            self.called("__ror__", other.n)
        }
        pub fn __xor__(&self, other: &Units) -> String {
            self.called("__xor__", other.n)
        }
        pub fn __rxor__(&self, other: &Units) -> String {
            self.called("__rxor__", other.n)
        }
        pub fn __lshift__(&self, other: &Units) -> String {
            self.called("__lshift__", other.n)
        }
        pub fn __rlshift__(&self, other: &Units) -> String {
            self.called("__rlshift__", other.n)
        }
        pub fn __rshift__(&self, other: &Units) -> String {
            self.called("__rshift__", other.n)
        }
        pub fn __rrshift__(&self, other: &Units) -> String {
            self.called("__rrshift__", other.n)
        }
        pub fn __divmod__(&self, other: &Units) -> String {
            self.called("__divmod__", other.n)
        }
        pub fn __rdivmod__(&self, other: &Units) -> String {
            self.called("__rdivmod__", other.n)
        }
        pub fn __pow__(&self, other: &Units) -> String {
            self.called("__pow__", other.n)
        }
        pub fn __rpow__(&self, other: &Units) -> String {
            self.called("__rpow__", other.n)
        }
    }

    /// Has every operator, on either side and in place, with integers.
    #[class]
    pub struct Scale {
        #[readonly]
        pub n: i64,
        pub notes: Vec<String>,
    }

    impl Scale {
        pub fn __init__(n: i64) -> Self {
            Self { n, notes: Vec::new() }
        }
        pub fn __repr__(&self) -> String {
            format!("Scale({})", self.n)
        }
        fn called(&self, name: &str, other: i64) -> String {
            format!("{name}({}, {other})", self.n)
        }
        fn note(&mut self, name: &str, other: i64) {
            let note = self.called(name, other);
            self.notes.push(note);
        }
        pub fn __add__(&self, other: i64) -> String {
            self.called("__add__", other)
        }
        pub fn __radd__(&self, other: i64) -> String {
            self.called("__radd__", other)
        }
        pub fn __sub__(&self, other: i64) -> String {
            self.called("__sub__", other)
        }
        pub fn __rsub__(&self, other: i64) -> String {
            self.called("__rsub__", other)
        }
        pub fn __mul__(&self, other: i64) -> String {
            self.called("__mul__", other)
        }
        pub fn __rmul__(&self, other: i64) -> String {
            self.called("__rmul__", other)
        }
        pub fn __truediv__(&self, other: i64) -> String {
            self.called("__truediv__", other)
        }
        pub fn __rtruediv__(&self, other: i64) -> String {
            self.called("__rtruediv__", other)
        }
        pub fn __floordiv__(&self, other: i64) -> String {
            self.called("__floordiv__", other)
        }
        pub fn __rfloordiv__(&self, other: i64) -> String {
            self.called("__rfloordiv__", other)
        }
        pub fn __mod__(&self, other: i64) -> String {
            self.called("__mod__", other)
        }
        pub fn __rmod__(&self, other: i64) -> String {
            self.called("__rmod__", other)
        }
        pub fn __matmul__(&self, other: i64) -> String {
            self.called("__matmul__", other)
        }
        pub fn __rmatmul__(&self, other: i64) -> String {
            self.called("__rmatmul__", other)
        }
        pub fn __and__(&self, other: i64) -> String {
            self.called("__and__", other)
        }
        pub fn __rand__(&self, other: i64) -> String {
            self.called("__rand__", other)
        }
        pub fn __or__(&self, other: i64) -> String {
            self.called("__or__", other)
        }
        pub fn __ror__(&self, other: i64) -> String {
            self.called("__ror__", other)
        }
        pub fn __xor__(&self, other: i64) -> String {
            self.called("__xor__", other)
        }
        pub fn __rxor__(&self, other: i64) -> String {
            self.called("__rxor__", other)
        }
        pub fn __lshift__(&self, other: i64) -> String {
            self.called("__lshift__", other)
        }
        pub fn __rlshift__(&self, other: i64) -> String {
            self.called("__rlshift__", other)
        }
        pub fn __rshift__(&self, other: i64) -> String {
            self.called("__rshift__", other)
        }
        pub fn __rrshift__(&self, other: i64) -> String {
            self.called("__rrshift__", other)
        }
        pub fn __divmod__(&self, other: i64) -> String {
            self.called("__divmod__", other)
        }
        pub fn __rdivmod__(&self, other: i64) -> String {
            self.called("__rdivmod__", other)
        }
        pub fn __pow__(&self, other: i64, modulus: Option<i64>) -> String {
            format!("__pow__({}, {other}, {modulus:?})", self.n)
        }
        pub fn __rpow__(&self, other: i64, #[default = Some(7)] modulus: Option<i64>) -> String {
            format!("__rpow__({}, {other}, {modulus:?})", self.n)
        }
        pub fn __iadd__(&mut self, other: i64) {
            self.note("__iadd__", other);
        }
        pub fn __isub__(&mut self, other: i64) {
            self.note("__isub__", other);
        }
        pub fn __imul__(&mut self, other: i64) {
            self.note("__imul__", other);
        }
        pub fn __itruediv__(&mut self, other: i64) {
            self.note("__itruediv__", other);
        }
        pub fn __ifloordiv__(&mut self, other: i64) {
            self.note("__ifloordiv__", other);
        }
        pub fn __imod__(&mut self, other: i64) {
            self.note("__imod__", other);
        }
        pub fn __imatmul__(&mut self, other: i64) {
            self.note("__imatmul__", other);
        }
        pub fn __iand__(&mut self, other: i64) {
            self.note("__iand__", other);
        }
        pub fn __ior__(&mut self, other: i64) {
            self.note("__ior__", other);
        }
        pub fn __ixor__(&mut self, other: i64) {
            self.note("__ixor__", other);
        }
        pub fn __ilshift__(&mut self, other: i64) {
            self.note("__ilshift__", other);
        }
        pub fn __irshift__(&mut self, other: i64) {
            self.note("__irshift__", other);
        }
        pub fn __ipow__(&mut self, other: i64) {
            self.note("__ipow__", other);
        }
    }

    /// Has the one side of an operator or the other.
    #[class]
    pub struct Sided {
        n: i64,
    }

    impl Sided {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __repr__(&self) -> String {
            format!("Sided({})", self.n)
        }
        pub fn __add__(&self, other: &Sided) -> i64 {
            self.n + other.n
        }
        pub fn __rsub__(&self, other: i64) -> i64 {
            other - self.n
        }
        /// A new object: the class has no other form in place.
        pub fn __iadd__(&self, other: i64) -> Sided {
            Self { n: self.n + other }
        }
        #[cfg(not(any()))]
        pub fn __mul__(&self, other: i64) -> i64 {
            self.n * other
        }
        #[cfg(any())]
        pub fn __rmul__(&self, other: i64) -> i64 {
            self.n * other
        }
        pub fn __truediv__(&self, other: i64) -> py::Result<i64> {
            match self.n.checked_div(other) {
                Some(quotient) => Ok(quotient),
                None => py::raise!(ZeroDivisionError, "nothing of {}", self.n),
            }
        }
        pub fn __isub__(&mut self, other: i64) -> py::Result<()> {
            if other < 0 {
                return py::raise!(ValueError, "less than nothing");
            }
            self.n -= other;
            Ok(())
        }
        /// Operators that take anything decide themselves.
        pub fn __matmul__<'py>(
            &self,
            other: &py::Obj<'py>,
            py: py::Python<'py>,
        ) -> py::Result<py::Obj<'py>> {
            if other.is_none() { Ok(py.not_implemented()) } else { Ok(other.clone()) }
        }
    }

    /// A class whose sum begins with 0.
    #[class]
    pub struct Money {
        #[readonly]
        pub cents: i64,
    }

    impl Money {
        pub fn __init__(cents: i64) -> Self {
            Self { cents }
        }
        pub fn __add__(&self, other: &Money) -> Money {
            Self { cents: self.cents + other.cents }
        }
        pub fn __radd__(&self, zero: i64) -> py::Result<Money> {
            if zero != 0 {
                return py::raise!(TypeError, "money is no number");
            }
            Ok(Self { cents: self.cents })
        }
    }

    /// Equality alone.
    #[class]
    pub struct Equal {
        n: i64,
    }

    impl Equal {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __eq__(&self, other: &Equal) -> bool {
            self.n == other.n
        }
    }

    /// Equality and a hash.
    #[class]
    pub struct Key {
        n: i64,
    }

    impl Key {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __eq__(&self, other: &Key) -> bool {
            self.n == other.n
        }
        pub fn __hash__(&self) -> i64 {
            self.n
        }
    }

    /// Order without equality.
    #[class]
    pub struct Lesser {
        n: f64,
    }

    impl Lesser {
        pub fn __init__(n: f64) -> Self {
            Self { n }
        }
        pub fn __lt__(&self, other: &Lesser) -> bool {
            self.n < other.n
        }
    }

    /// All six, and each says so.
    #[class]
    pub struct Six {
        n: i64,
    }

    impl Six {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __lt__(&self, other: i64) -> String {
            format!("{} < {other}", self.n)
        }
        pub fn __le__(&self, other: i64) -> String {
            format!("{} <= {other}", self.n)
        }
        pub fn __eq__(&self, other: i64) -> String {
            format!("{} == {other}", self.n)
        }
        pub fn __ne__(&self, other: i64) -> String {
            format!("{} != {other}", self.n)
        }
        pub fn __gt__(&self, other: i64) -> String {
            format!("{} > {other}", self.n)
        }
        pub fn __ge__(&self, other: i64) -> String {
            format!("{} >= {other}", self.n)
        }
    }

    /// Inequality alone, which says nothing of equality.
    #[class]
    pub struct Unequal {
        n: i64,
    }

    impl Unequal {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __ne__(&self, other: &Unequal) -> py::Result<bool> {
            if self.n < 0 {
                return py::raise!(ValueError, "negative");
            }
            Ok(self.n != other.n)
        }
    }

    /// All comparisons at once.
    #[class]
    pub struct AtOnce {
        n: f64,
    }

    impl AtOnce {
        pub fn __init__(n: f64) -> Self {
            Self { n }
        }
        pub fn __richcmp__(&self, other: &AtOnce, operator: py::Comparison) -> bool {
            operator.holds(self.n.partial_cmp(&other.n))
        }
    }

    /// A hash without equality.
    #[class]
    pub struct Hashed {
        hash: u64,
    }

    impl Hashed {
        pub fn __init__(hash: u64) -> Self {
            Self { hash }
        }
        pub fn __hash__(&self) -> py::Result<u64> {
            if self.hash == 13 {
                return py::raise!(ValueError, "unlucky");
            }
            Ok(self.hash)
        }
    }

    /// A number.
    #[class]
    pub struct Number {
        #[readonly]
        pub value: f64,
    }

    impl Number {
        pub fn __init__(value: f64) -> Self {
            Self { value }
        }
        pub fn __neg__(&self) -> Self {
            Self { value: -self.value }
        }
        pub fn __pos__(&self) -> Self {
            Self { value: self.value }
        }
        pub fn __abs__(&self) -> f64 {
            self.value.abs()
        }
        pub fn __invert__(&self) -> i64 {
            !(self.value as i64)
        }
        pub fn __int__(&self) -> i64 {
            self.value as i64
        }
        pub fn __float__(&self) -> f64 {
            self.value
        }
        pub fn __index__(&self) -> py::Result<i64> {
            if self.value.fract() != 0.0 {
                return py::raise!(TypeError, "{} is not whole", self.value);
            }
            Ok(self.value as i64)
        }
        pub fn __complex__(&self, py: py::Python) -> py::Result<py::PyComplex> {
            Ok(py::Complex::new(py, self.value, 1.0)?.unbind())
        }
        pub fn __round__(&self, #[default = None] digits: Option<i32>) -> f64 {
            let unit = 10_f64.powi(digits.unwrap_or(0));
            (self.value * unit).round() / unit
        }
        pub fn __trunc__(&self) -> i64 {
            self.value.trunc() as i64
        }
        pub fn __floor__(&self) -> i64 {
            self.value.floor() as i64
        }
        pub fn __ceil__(&self) -> i64 {
            self.value.ceil() as i64
        }
        pub fn __bool__(&self) -> py::Result<bool> {
            if self.value.is_nan() {
                return py::raise!(ValueError, "neither true nor false");
            }
            Ok(self.value != 0.0)
        }
    }

    /// The base of the next class.
    #[class]
    pub struct Base {
        n: i64,
    }

    impl Base {
        pub fn __init__(n: i64) -> Self {
            Self { n }
        }
        pub fn __add__(&self, other: i64) -> String {
            format!("Base.__add__ {} {other}", self.n)
        }
        pub fn __rsub__(&self, other: i64) -> String {
            format!("Base.__rsub__ {} {other}", self.n)
        }
        pub fn __pow__(&self, other: i64) -> String {
            format!("Base.__pow__ {} {other}", self.n)
        }
        pub fn __eq__(&self, other: &Base) -> bool {
            self.n == other.n
        }
        pub fn __hash__(&self) -> i64 {
            self.n
        }
    }

    /// Has the other half of each operator of its base.
    #[class]
    pub struct Derived {
        #[base]
        base: Base,
    }

    impl Derived {
        pub fn __init__(n: i64) -> Self {
            Self { base: Base { n } }
        }
        pub fn __radd__(&self, other: i64) -> String {
            format!("Derived.__radd__ {} {other}", self.base.n)
        }
        pub fn __sub__(&self, other: i64) -> String {
            format!("Derived.__sub__ {} {other}", self.base.n)
        }
        pub fn __rpow__(&self, other: i64) -> String {
            format!("Derived.__rpow__ {} {other}", self.base.n)
        }
        pub fn __lt__(&self, other: &Derived) -> bool {
            self.base.n < other.base.n
        }
    }

    /// A hash of its own, with the equality of its base.
    #[class]
    pub struct Rehashed {
        #[base]
        base: Base,
    }

    impl Rehashed {
        pub fn __init__(n: i64) -> Self {
            Self { base: Base { n } }
        }
        pub fn __hash__(&self) -> i64 {
            -self.base.n
        }
    }
}
