//! Conversions for the types of other crates, one crate a file, each behind the feature of its name. What crates of
//! one kind share is in `decimal.rs` and `datetime.rs`. Nothing of it is compiled unless it is asked for.

/// `IntoPy` of values whose references have it.
#[allow(unused_macros)] // some crates have only values that are copied
macro_rules! by_value {
    ($($type:ident)*) => {$(
        impl<'py> $crate::convert::IntoPy<'py> for $type {
            const GIVES: $crate::hint::TypeHint =
                <&'py $type as $crate::convert::IntoPy<'py>>::GIVES;

            fn into_py(
                self,
                py: $crate::raw::Python<'py>,
            ) -> $crate::error::Result<$crate::raw::Obj<'py>> {
                (&self).into_py(py)
            }
        }
    )*};
}
#[allow(unused_imports)]
use by_value;

#[cfg(feature = "anyhow")]
mod anyhow;
#[cfg(feature = "bigdecimal")]
mod bigdecimal;
#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "chrono-tz")]
mod chrono_tz;
#[cfg(any(feature = "chrono", feature = "jiff"))]
#[cfg_attr(not(feature = "converted-crates"), allow(dead_code))] // not every crate uses all of it
mod datetime;
#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
mod decimal;
#[cfg(feature = "either")]
mod either;
#[cfg(feature = "half")]
mod half;
#[cfg(feature = "indexmap")]
mod indexmap;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "log")]
pub mod log;
#[cfg(feature = "num-bigint")]
mod num_bigint;
#[cfg(feature = "num-complex")]
mod num_complex;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(feature = "smallvec")]
mod smallvec;
#[cfg(feature = "uuid")]
mod uuid;
