//! From Python: an object shows itself to serde as what the type asks for. How its parts are walked is in `parts.rs`.

use ::serde::de::{self, IntoDeserializer, Visitor, value::StrDeserializer};

use super::Depth;
use super::failure::Failure;
use super::parts::{Entries, Items};
use crate::convert::FromPyOwned;
use crate::error::Result;
use crate::exceptions::{OverflowError, TypeError};
use crate::raw::{self, Obj};

/// Shows one object.
#[derive(Clone, Copy)]
pub(super) struct Deserializer<'a, 'py> {
    obj: &'a Obj<'py>,
    depth: Depth,
}

impl<'a, 'py> Deserializer<'a, 'py> {
    pub(super) fn new(obj: &'a Obj<'py>) -> Self {
        Deserializer { obj, depth: Depth(0) }
    }

    /// For a part of the object.
    pub(super) fn part(obj: &'a Obj<'py>, depth: Depth) -> Self {
        Deserializer { obj, depth }
    }

    fn value<T: FromPyOwned<'py>>(self) -> Result<T, Failure> {
        Ok(self.obj.extract()?)
    }

    /// An `int` of any size up to 128 bits.
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.obj.extract::<i128>() {
            Ok(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => visitor.visit_i64(value),
                (_, Ok(value)) => visitor.visit_u64(value),
                _ => visitor.visit_i128(value),
            },
            Err(error) if error.is::<OverflowError>(self.obj.py()) => {
                visitor.visit_u128(self.value()?)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn sequence<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let obj = self.obj;
        if raw::text::is(obj) || is_bytes_like(obj)? || is_mapping(obj)? {
            return Err(Failure::mismatch(obj, "list"));
        }
        let iter = match obj.iter() {
            Ok(iter) => iter,
            Err(error) if error.is::<TypeError>(obj.py()) => {
                return Err(Failure::mismatch(obj, "list"));
            }
            Err(error) => return Err(error.into()),
        };
        let length = if has_length(obj) { Some(obj.len()?) } else { None };
        visitor.visit_seq(Items::new(iter, length, obj.py(), self.depth.within()?))
    }

    fn tuple<'de, V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failure> {
        if !has_length(self.obj) {
            return Err(Failure::mismatch(self.obj, "tuple"));
        }
        let found = self.obj.len()?;
        if found != length {
            let class = self.obj.class().name()?;
            let expected = format!("tuple of length {length}");
            let found = format!("{class} of length {found}");
            return Err(Failure::unexpected(TypeError, expected, found));
        }
        self.sequence(visitor)
    }

    fn entries(self) -> Result<Option<Entries<'py>>, Failure> {
        if raw::container::is_dict(self.obj) {
            return Ok(Some(Entries::of_dict(self.obj)?));
        }
        if is_mapping(self.obj)? {
            return Ok(Some(Entries::of_mapping(self.obj)?));
        }
        Ok(None)
    }

    /// The attributes that a class made by `@dataclass` declares.
    fn dataclass(self) -> Result<Option<Entries<'py>>, Failure> {
        if raw::container::is_type(self.obj) {
            return Ok(None);
        }
        match raw::call::find_attr(&self.obj.type_obj(), c"__dataclass_fields__") {
            Ok(None) => Ok(None),
            Ok(Some(fields)) => {
                let names = fields.iter()?.collect::<Result<Vec<_>>>()?;
                Ok(Some(Entries::of_attributes(self.obj, names)?))
            }
            Err(raised) => Err(crate::Error::from(raised).into()),
        }
    }

    fn map<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let entries = match self.entries()? {
            Some(entries) => entries,
            None => match self.dataclass()? {
                Some(entries) => entries.into_fields(),
                None => return Err(Failure::mismatch(self.obj, "dict")),
            },
        };
        visitor.visit_map(entries.at(self.depth.within()?))
    }

    fn fields<'de, V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let obj = self.obj;
        let entries = match self.entries()? {
            Some(entries) => entries,
            None if is_plain_value(obj)? => return Err(Failure::mismatch(obj, "dict")),
            None => {
                let names = names.iter().map(|name| raw::text::new(obj.py(), name));
                let names = names.collect::<Result<Vec<_>, _>>().map_err(crate::Error::from)?;
                let entries = Entries::of_attributes(obj, names)?;
                // An object that has not one of the attributes is another kind of thing.
                if entries.is_empty() {
                    return Err(Failure::mismatch(obj, "dict"));
                }
                entries
            }
        };
        visitor.visit_map(entries.into_fields().at(self.depth.within()?))
    }

    /// The variant's name, and its content if there is one.
    fn variant(self) -> Result<(Obj<'py>, Option<Obj<'py>>), Failure> {
        if raw::text::is(self.obj) {
            return Ok((self.obj.clone(), None));
        }
        if let Some(mut entries) = self.entries()? {
            if let (Some((name, content)), None) = (entries.next()?, entries.next()?) {
                return Ok((name, Some(content)));
            }
        }
        Err(Failure::mismatch(self.obj, "str or dict with one entry"))
    }
}

/// Whether there is a `keys` method, by which `dict.update` knows a mapping.
fn is_mapping(obj: &Obj<'_>) -> Result<bool, Failure> {
    if raw::container::is_dict(obj) {
        return Ok(true);
    }
    let keys = raw::call::find_attr(&obj.type_obj(), c"keys").map_err(crate::Error::from)?;
    Ok(keys.is_some() && !raw::container::is_type(obj))
}

fn has_length(obj: &Obj<'_>) -> bool {
    raw::container::is_list(obj) || raw::container::is_tuple(obj)
}

fn is_bytes_like(obj: &Obj<'_>) -> Result<bool, Failure> {
    if raw::bytes::is(obj) {
        return Ok(true);
    }
    let class = obj.py().import("builtins")?.getattr("bytearray")?;
    Ok(obj.is_instance(&class)?)
}

/// Whether attributes are not what the object is about. (Named tuples are tuples, and about their attributes.)
fn is_plain_value(obj: &Obj<'_>) -> Result<bool, Failure> {
    let is_named = || raw::call::find_attr(obj, c"_fields").map_err(crate::Error::from);
    Ok(obj.is_none()
        || raw::number::is_int(obj)
        || raw::number::is_float(obj)
        || raw::text::is(obj)
        || raw::container::is_list(obj)
        || raw::container::is_type(obj)
        || is_bytes_like(obj)?
        || (raw::container::is_tuple(obj) && is_named()?.is_none()))
}

macro_rules! scalars {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            visitor.$visit(self.value::<$type>()?)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Deserializer<'_, '_> {
    type Error = Failure;

    scalars! {
        deserialize_bool visit_bool bool;
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
        deserialize_char visit_char char;
        deserialize_string visit_string String;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let obj = self.obj;
        if obj.is_none() {
            return visitor.visit_unit();
        }
        if raw::number::is_bool(obj) {
            return self.deserialize_bool(visitor);
        }
        if raw::number::is_int(obj) {
            return self.integer(visitor);
        }
        if raw::number::is_float(obj) {
            return self.deserialize_f64(visitor);
        }
        if raw::text::is(obj) {
            return self.deserialize_str(visitor);
        }
        if is_bytes_like(obj)? {
            return self.deserialize_bytes(visitor);
        }
        if is_mapping(obj)? || self.dataclass()?.is_some() {
            return self.map(visitor);
        }
        self.sequence(visitor).map_err(|failure| match failure {
            Failure::Raised(error) if error.is_mismatch() && obj.iter().is_err() => {
                Failure::mismatch(obj, "plain data")
            }
            failure => failure,
        })
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if !raw::text::is(self.obj) {
            return Err(Failure::mismatch(self.obj, "str"));
        }
        visitor.visit_str(raw::text::as_str(self.obj).map_err(crate::Error::from)?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if let Some(bytes) = raw::bytes::as_slice(self.obj) {
            return visitor.visit_bytes(bytes);
        }
        if !is_bytes_like(self.obj)? {
            // Some types take bytes and lists of numbers alike, and know what to say of others.
            return match has_length(self.obj) {
                true => self.sequence(visitor),
                false => Err(Failure::mismatch(self.obj, "bytes")),
            };
        }
        let copy = self.obj.py().import("builtins")?.getattr("bytes")?.call1((self.obj,))?;
        visitor.visit_bytes(raw::bytes::as_slice(&copy).unwrap_or_default())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.obj.is_none() {
            return visitor.visit_none();
        }
        visitor.visit_some(Deserializer { depth: self.depth.within()?, ..self })
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.obj.is_none() {
            return visitor.visit_unit();
        }
        Err(Failure::mismatch(self.obj, "None"))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(Deserializer { depth: self.depth.within()?, ..self })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.sequence(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.map(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.fields(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let (name, content) = self.variant()?;
        visitor.visit_enum(Choice { name, content, depth: self.depth.within()? })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }
}

/// A variant of an enum, by its name.
struct Choice<'py> {
    name: Obj<'py>,
    content: Option<Obj<'py>>,
    depth: Depth,
}

impl<'de, 'py> de::EnumAccess<'de> for Choice<'py> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<S: de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Failure> {
        if !raw::text::is(&self.name) {
            return Err(Failure::mismatch(&self.name, "str"));
        }
        let name = raw::text::as_str(&self.name).map_err(crate::Error::from)?;
        let name: StrDeserializer<'_, Failure> = name.into_deserializer();
        let variant = seed.deserialize(name)?;
        Ok((variant, self))
    }
}

impl<'py> Choice<'py> {
    /// Converts the content by `work`.
    fn content<T>(
        &self,
        work: impl FnOnce(Deserializer<'_, 'py>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (name, py) = (&self.name, self.name.py());
        match &self.content {
            Some(content) => work(Deserializer::part(content, self.depth))
                .map_err(|failure| failure.within(py, format_args!("variant {name:?}"))),
            None => {
                Err(Failure::Type(format!("variant {name:?} needs content: {{{name:?}: ...}}")))
            }
        }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match &self.content {
            None => Ok(()),
            Some(_) => self.content(|content| de::Deserialize::deserialize(content)),
        }
    }

    fn newtype_variant_seed<S: de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Failure> {
        self.content(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.content(|content| content.tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.content(|content| content.fields(fields, visitor))
    }
}
