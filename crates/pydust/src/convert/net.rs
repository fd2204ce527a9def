//! `ipaddress`: IP addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::{FromPy, IntoPy, mismatch};
use crate::error::{self, Result};
use crate::exceptions::{ExceptionType, ValueError};
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::imported::Imported;
use crate::raw::{self, Obj, Python};

static IPV4: Imported = Imported::new("ipaddress", "IPv4Address");
static IPV6: Imported = Imported::new("ipaddress", "IPv6Address");

/// The address that a `str` spells.
fn parsed<T: FromStr>(obj: &Obj<'_>, expected: &str) -> Result<T> {
    let mut guard = ();
    let text = <&str>::from_py(obj, &mut guard)?;
    text.parse().map_err(|_| error::mismatch::of_value(obj, expected, ValueError::KIND))
}

/// The bytes of an `ipaddress` object of the given class, or `None` for another object.
fn packed<'py, T: From<[u8; N]>, const N: usize>(
    obj: &Obj<'py>,
    class: &'static Imported,
) -> Result<Option<T>> {
    if !class.is_type_of(obj) {
        return Ok(None);
    }
    let scope = raw::call::find_attr(obj, c"scope_id")?;
    if scope.is_some_and(|scope| !scope.is_none()) {
        let expected = "address without a scope id";
        return Err(error::mismatch::of_value(obj, expected, ValueError::KIND));
    }
    Ok(Some(T::from(obj.getattr(intern!("packed"))?.extract::<[u8; N]>()?)))
}

macro_rules! addresses {
    ($($address:ty, $class:ident, $length:literal, $expected:literal, $name:literal;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $address {
            type Guard = ();
            const EXPECTED: &'static str = $expected;
            const TAKES: TypeHint = hint!("str | ", $name);

            /// An object of `ipaddress`, or a `str` that spells the address. Raises `ValueError` for one that does not.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if raw::text::is(obj) {
                    return parsed(obj, $expected);
                }
                packed::<_, $length>(obj, &$class)?.ok_or_else(|| mismatch::<Self>(obj))
            }
        }

        impl<'py> IntoPy<'py> for $address {
            const GIVES: TypeHint = hint!($name);

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                $class.get(py)?.call1((self.octets(),))
            }
        }

        super::by_reference!($address);
    )*};
}

addresses! {
    Ipv4Addr, IPV4, 4, "IPv4 address", "{ipaddress.IPv4Address}";
    Ipv6Addr, IPV6, 16, "IPv6 address", "{ipaddress.IPv6Address}";
}

impl<'a, 'py> FromPy<'a, 'py> for IpAddr {
    type Guard = ();
    const EXPECTED: &'static str = "IP address";
    const TAKES: TypeHint = hint!("str | {ipaddress.IPv4Address} | {ipaddress.IPv6Address}");

    /// An object of `ipaddress`, or a `str` that spells an address. Raises `ValueError` for one that does not.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::text::is(obj) {
            return parsed(obj, Self::EXPECTED);
        }
        if let Some(address) = packed::<Ipv4Addr, 4>(obj, &IPV4)? {
            return Ok(address.into());
        }
        match packed::<Ipv6Addr, 16>(obj, &IPV6)? {
            Some(address) => Ok(address.into()),
            None => Err(mismatch::<Self>(obj)),
        }
    }
}

impl<'py> IntoPy<'py> for IpAddr {
    const GIVES: TypeHint = hint!("{ipaddress.IPv4Address} | {ipaddress.IPv6Address}");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match self {
            IpAddr::V4(address) => address.into_py(py),
            IpAddr::V6(address) => address.into_py(py),
        }
    }
}

super::by_reference!(IpAddr);
