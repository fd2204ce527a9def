//! From Rust: what serde tells of a value becomes Python objects.

use ::serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::Depth;
use super::failure::Failure;
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Obj, Python};
use crate::types::{Dict, List};

/// Makes one object.
#[derive(Clone, Copy)]
pub(super) struct Serializer<'py> {
    py: Python<'py>,
    depth: Depth,
}

/// What follows the name of an enum's variant: `{'Name': content}`.
type Variant = Option<&'static str>;

impl<'py> Serializer<'py> {
    pub(super) fn new(py: Python<'py>) -> Self {
        Serializer { py, depth: Depth(0) }
    }

    /// For what is in the value.
    fn within(self) -> Result<Self, Failure> {
        Ok(Serializer { depth: self.depth.within()?, ..self })
    }

    fn of_variant(self, variant: Variant, content: Obj<'py>) -> Result<Obj<'py>, Failure> {
        let Some(name) = variant else { return Ok(content) };
        let dict = Dict::new(self.py)?;
        dict.set(name, content)?;
        Ok(dict.into_py(self.py)?)
    }

    fn sequence(self, is_tuple: bool, variant: Variant) -> Result<Sequence<'py>, Failure> {
        let items = List::new(self.py)?;
        Ok(Sequence { items, is_tuple, variant, serializer: self.within()? })
    }

    fn mapping(self, variant: Variant) -> Result<Mapping<'py>, Failure> {
        Ok(Mapping { dict: Dict::new(self.py)?, key: None, variant, serializer: self.within()? })
    }
}

macro_rules! scalars {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Result<Obj<'py>, Failure> {
            Ok(value.into_py(self.py)?)
        }
    )*};
}

impl<'py> ser::Serializer for Serializer<'py> {
    type Ok = Obj<'py>;
    type Error = Failure;
    type SerializeSeq = Sequence<'py>;
    type SerializeTuple = Sequence<'py>;
    type SerializeTupleStruct = Sequence<'py>;
    type SerializeTupleVariant = Sequence<'py>;
    type SerializeMap = Mapping<'py>;
    type SerializeStruct = Mapping<'py>;
    type SerializeStructVariant = Mapping<'py>;

    scalars! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
        serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
    }

    fn serialize_none(self) -> Result<Obj<'py>, Failure> {
        Ok(self.py.none())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Obj<'py>, Failure> {
        value.serialize(self.within()?)
    }

    fn serialize_unit(self) -> Result<Obj<'py>, Failure> {
        Ok(self.py.none())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Obj<'py>, Failure> {
        Ok(self.py.none())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Obj<'py>, Failure> {
        Ok(variant.into_py(self.py)?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Obj<'py>, Failure> {
        value.serialize(self.within()?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Obj<'py>, Failure> {
        let content = value.serialize(self.within()?)?;
        self.of_variant(Some(variant), content)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Sequence<'py>, Failure> {
        self.sequence(false, None)
    }

    fn serialize_tuple(self, _: usize) -> Result<Sequence<'py>, Failure> {
        self.sequence(true, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Sequence<'py>, Failure> {
        self.sequence(true, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Sequence<'py>, Failure> {
        self.sequence(true, Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Mapping<'py>, Failure> {
        self.mapping(None)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Mapping<'py>, Failure> {
        self.mapping(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Mapping<'py>, Failure> {
        self.mapping(Some(variant))
    }
}

/// A list or a tuple in the making.
pub(super) struct Sequence<'py> {
    items: List<'py>,
    is_tuple: bool,
    variant: Variant,
    /// For the items.
    serializer: Serializer<'py>,
}

impl<'py> Sequence<'py> {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failure> {
        Ok(self.items.append(item.serialize(self.serializer)?)?)
    }

    fn finish(self) -> Result<Obj<'py>, Failure> {
        let py = self.serializer.py;
        let made = match self.is_tuple {
            true => raw::container::list_to_tuple(&self.items).map_err(crate::Error::from)?,
            false => self.items.into_py(py)?,
        };
        self.serializer.of_variant(self.variant, made)
    }
}

macro_rules! sequences {
    ($($trait:ident $push:ident;)*) => {$(
        impl<'py> $trait for Sequence<'py> {
            type Ok = Obj<'py>;
            type Error = Failure;

            fn $push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Failure> {
                self.push(item)
            }

            fn end(self) -> Result<Obj<'py>, Failure> {
                self.finish()
            }
        }
    )*};
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// A dict in the making.
pub(super) struct Mapping<'py> {
    dict: Dict<'py>,
    /// The key of the value that comes next.
    key: Option<Obj<'py>>,
    variant: Variant,
    /// For keys and values.
    serializer: Serializer<'py>,
}

impl<'py> Mapping<'py> {
    fn finish(self) -> Result<Obj<'py>, Failure> {
        let made = self.dict.into_py(self.serializer.py)?;
        self.serializer.of_variant(self.variant, made)
    }
}

impl<'py> SerializeMap for Mapping<'py> {
    type Ok = Obj<'py>;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        self.key = Some(key.serialize(self.serializer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        match self.key.take() {
            Some(key) => Ok(self.dict.set(key, value.serialize(self.serializer)?)?),
            None => Err(ser::Error::custom("a value of a map was serialized before its key")),
        }
    }

    fn end(self) -> Result<Obj<'py>, Failure> {
        self.finish()
    }
}

macro_rules! structs {
    ($($trait:ident)*) => {$(
        impl<'py> $trait for Mapping<'py> {
            type Ok = Obj<'py>;
            type Error = Failure;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Failure> {
                Ok(self.dict.set(name, value.serialize(self.serializer)?)?)
            }

            fn end(self) -> Result<Obj<'py>, Failure> {
                self.finish()
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);
