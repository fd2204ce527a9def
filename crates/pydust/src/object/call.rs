//! Calls from Rust: objects and their methods, with positional and keyword arguments.

use super::Name;
use crate::convert::IntoPy;
use crate::error::{Here, Result};
use crate::raw::{self, Obj, Python};
use crate::types::{Dict, Tuple};

impl<'py> Obj<'py> {
    /// Calls the object without arguments.
    ///
    /// ```
    /// # use pydust as py;
    /// fn now(py: py::Python) -> py::Result<f64> {
    ///     py.import("time")?.getattr("time")?.call0()?.extract()
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn call0(&self) -> Result<Obj<'py>> {
        raw::call::call(self, [], None).here()
    }

    /// Calls the object with positional arguments: a tuple of anything that converts, or a [`Tuple`].
    #[inline]
    #[track_caller]
    pub fn call1<A: Arguments<'py>>(&self, args: A) -> Result<Obj<'py>> {
        args.call(self).here()
    }

    /// Calls the object with positional and keyword arguments.
    ///
    /// ```
    /// # use pydust as py;
    /// fn pretty(value: &py::Obj) -> py::Result<String> {
    ///     let dumps = value.py().import("json")?.getattr("dumps")?;
    ///     dumps.call((value,), &[("sort_keys", &true), ("indent", &2)])?.extract()
    /// }
    /// ```
    #[track_caller]
    pub fn call<A: Arguments<'py>>(
        &self,
        args: A,
        kwargs: &[(&str, &dyn ToObj<'py>)],
    ) -> Result<Obj<'py>> {
        let py = self.py();
        let args = args.into_tuple(py)?;
        raw::call::call_tuple(self, &args, Some(&keywords(py, kwargs)?)).here()
    }

    /// Calls the object with positional arguments, and the entries of a dict as keyword arguments:
    /// `self(*args, **kwargs)`.
    ///
    /// Raises `TypeError` if a key is not a `str`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn apply<'py>(
    ///     f: &py::Callable<'py>,
    ///     args: &py::Tuple<'py>,
    ///     kwargs: &py::Dict<'py>,
    /// ) -> py::Result<py::Obj<'py>> {
    ///     f.call_dict(args, kwargs)
    /// }
    /// ```
    #[track_caller]
    pub fn call_dict<A: Arguments<'py>>(&self, args: A, kwargs: &Dict<'py>) -> Result<Obj<'py>> {
        let args = args.into_tuple(self.py())?;
        raw::call::call_tuple(self, &args, Some(kwargs)).here()
    }

    /// Calls the method `name` without arguments.
    #[inline]
    #[track_caller]
    pub fn call_method0(&self, name: impl Name<'py>) -> Result<Obj<'py>> {
        self.call_method(name, ())
    }

    /// Calls the method `name` with positional arguments, without making a bound method of it.
    ///
    /// ```
    /// # use pydust as py;
    /// fn log(logger: &py::Obj, message: &str) -> py::Result<()> {
    ///     logger.call_method(py::intern!("info"), ("%s", message)).map(drop)
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn call_method<A: Arguments<'py>>(
        &self,
        name: impl Name<'py>,
        args: A,
    ) -> Result<Obj<'py>> {
        name.with(self.py(), |name| args.call_method(self, name)).here()
    }

    /// Calls the method `name` with positional and keyword arguments.
    #[track_caller]
    pub fn call_method_kw<A: Arguments<'py>>(
        &self,
        name: impl Name<'py>,
        args: A,
        kwargs: &[(&str, &dyn ToObj<'py>)],
    ) -> Result<Obj<'py>> {
        self.getattr(name)?.call(args, kwargs)
    }
}

fn keywords<'py>(py: Python<'py>, kwargs: &[(&str, &dyn ToObj<'py>)]) -> Result<Obj<'py>> {
    let keywords = raw::container::new_dict(py)?;
    for (name, value) in kwargs {
        let name = raw::text::new(py, name)?;
        raw::container::dict_set(&keywords, &name, &value.to_obj(py)?)?;
    }
    Ok(keywords)
}

/// A value that can be given for a keyword argument: anything with `&T: IntoPy`.
pub trait ToObj<'py> {
    /// The value as a Python object.
    fn to_obj(&self, py: Python<'py>) -> Result<Obj<'py>>;
}

impl<'py, T: ?Sized> ToObj<'py> for T
where
    for<'a> &'a T: IntoPy<'py>,
{
    fn to_obj(&self, py: Python<'py>) -> Result<Obj<'py>> {
        self.into_py(py)
    }
}

/// The positional arguments of a call from Rust: a tuple of anything that converts, or a [`Tuple`] of Python's.
///
/// Implemented for tuples of up to 12, and for `()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no arguments of a call",
    label = "expected a tuple of values that convert to Python objects, such as `(1, \"two\")`",
    note = "a single argument is a tuple, too: `(value,)`"
)]
pub trait Arguments<'py> {
    #[doc(hidden)]
    fn call(self, callable: &Obj<'py>) -> Result<Obj<'py>>;
    #[doc(hidden)]
    fn call_method(self, obj: &Obj<'py>, name: &Obj<'py>) -> Result<Obj<'py>>;
    #[doc(hidden)]
    fn into_tuple(self, py: Python<'py>) -> Result<Tuple<'py>>;
}

macro_rules! arguments {
    ($(($($T:ident $value:ident),*))*) => {$(
        impl<'py, $($T: IntoPy<'py>),*> Arguments<'py> for ($($T,)*) {
            #[inline]
            fn call(self, callable: &Obj<'py>) -> Result<Obj<'py>> {
                let ($($value,)*) = self;
                let _py = callable.py();
                Ok(raw::call::call(callable, [$($value.into_py(_py)?),*], None)?)
            }

            #[inline]
            fn call_method(self, obj: &Obj<'py>, name: &Obj<'py>) -> Result<Obj<'py>> {
                let ($($value,)*) = self;
                let _py = obj.py();
                Ok(raw::call::call_method(obj, name, [$($value.into_py(_py)?),*])?)
            }

            fn into_tuple(self, py: Python<'py>) -> Result<Tuple<'py>> {
                let ($($value,)*) = self;
                Tuple::of_values(py, [$($value.into_py(py)?),*])
            }
        }
    )*};
}

arguments! {
    ()
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, F f)
    (A a, B b, C c, D d, E e, F f, G g)
    (A a, B b, C c, D d, E e, F f, G g, H h)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l)
}

impl<'py> Arguments<'py> for &Tuple<'py> {
    fn call(self, callable: &Obj<'py>) -> Result<Obj<'py>> {
        Ok(raw::call::call_tuple(callable, self, None)?)
    }

    fn call_method(self, obj: &Obj<'py>, name: &Obj<'py>) -> Result<Obj<'py>> {
        self.call(&raw::call::get_attr(obj, name)?)
    }

    fn into_tuple(self, _: Python<'py>) -> Result<Tuple<'py>> {
        Ok(self.clone())
    }
}
