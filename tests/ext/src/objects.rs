//! The object protocol: what `py::Obj` does, and names that are made once.

use pydust as py;

#[py::module]
pub mod objects {
    use super::*;
    use py::Comparison;

    static SHARED: py::Interned = py::Interned::new("shared");

    /// The operator with the given name, as `operator.NAME` would do it.
    pub fn binary<'py>(name: &str, a: &py::Obj<'py>, b: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        match name {
            "add" => a.add(b),
            "sub" => a.sub(b),
            "mul" => a.mul(b),
            "matmul" => a.matmul(b),
            "truediv" => a.true_div(b),
            "floordiv" => a.floor_div(b),
            "mod" => a.rem(b),
            "divmod" => a.divmod(b),
            "pow" => a.pow(b),
            "lshift" => a.lshift(b),
            "rshift" => a.rshift(b),
            "and_" => a.bit_and(b),
            "or_" => a.bit_or(b),
            "xor" => a.bit_xor(b),
            "iadd" => a.in_place_add(b),
            "isub" => a.in_place_sub(b),
            "imul" => a.in_place_mul(b),
            "imatmul" => a.in_place_matmul(b),
            "itruediv" => a.in_place_true_div(b),
            "ifloordiv" => a.in_place_floor_div(b),
            "imod" => a.in_place_rem(b),
            "ipow" => a.in_place_pow(b),
            "ilshift" => a.in_place_lshift(b),
            "irshift" => a.in_place_rshift(b),
            "iand" => a.in_place_and(b),
            "ior" => a.in_place_or(b),
            "ixor" => a.in_place_xor(b),
            _ => py::raise!(ValueError, "no such operator: {name}"),
        }
    }

    pub fn unary<'py>(name: &str, a: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        match name {
            "neg" => a.neg(),
            "pos" => a.pos(),
            "abs" => a.abs(),
            "invert" => a.invert(),
            _ => py::raise!(ValueError, "no such operator: {name}"),
        }
    }

    pub fn pow_mod<'py>(
        a: &py::Obj<'py>,
        b: &py::Obj<'py>,
        c: &py::Obj<'py>,
    ) -> py::Result<py::Obj<'py>> {
        a.pow_mod(b, c)
    }

    /// `<`, `<=`, `==`, `!=`, `>`, `>=` as truth values.
    pub fn comparisons(a: &py::Obj, b: &py::Obj) -> py::Result<Vec<bool>> {
        Ok(vec![a.lt(b)?, a.le(b)?, a.eq(b)?, a.ne(b)?, a.gt(b)?, a.ge(b)?])
    }

    /// `a <= b`, whatever that gives.
    pub fn less_or_equal<'py>(a: &py::Obj<'py>, b: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        a.rich_compare(b, Comparison::Le)
    }

    pub fn order(a: &py::Obj, b: &py::Obj) -> py::Result<i8> {
        Ok(a.compare(b)? as i8)
    }

    pub fn attribute<'py>(obj: &py::Obj<'py>, name: &str) -> py::Result<Option<py::Obj<'py>>> {
        obj.getattr_opt(name)
    }

    pub fn has(obj: &py::Obj, name: &py::Str) -> py::Result<bool> {
        obj.hasattr(name)
    }

    pub fn delete(obj: &py::Obj, name: &str) -> py::Result<()> {
        obj.delattr(name)
    }

    /// Sets, gets, calls and deletes by literals.
    pub fn by_literal<'py>(obj: &py::Obj<'py>) -> py::Result<(py::Obj<'py>, bool, py::Obj<'py>)> {
        obj.setattr(py::intern!("value"), 1)?;
        let value = obj.getattr(py::intern!("value"))?;
        obj.delattr(py::intern!("value"))?;
        let gone = !obj.hasattr(py::intern!("value"))?;
        Ok((value, gone, obj.call_method(py::intern!("method"), (1, "two"))?))
    }

    /// The one `str` of a literal, from a static.
    pub fn literal(py: py::Python) -> py::Result<py::Str> {
        SHARED.get(py)
    }

    /// The value under the literal's name in a dict.
    pub fn literal_key<'py>(dict: &py::Dict<'py>) -> py::Result<Option<py::Obj<'py>>> {
        dict.get(&SHARED)
    }

    pub fn contains(obj: &py::Obj, item: &py::Obj) -> py::Result<bool> {
        obj.contains(item)
    }

    pub fn del_item(obj: &py::Obj, key: &py::Obj) -> py::Result<()> {
        obj.del_item(key)
    }

    pub fn texts<'py>(obj: &py::Obj<'py>, spec: &str) -> py::Result<(py::Str<'py>, py::Str<'py>)> {
        Ok((obj.ascii()?, obj.format(spec)?))
    }

    pub fn kind(obj: &py::Obj) -> (bool, bool, bool) {
        (obj.is_callable(), obj.is_instance_of::<py::List>(), obj.is_instance_of::<py::Iter>())
    }

    pub fn dir<'py>(obj: &py::Obj<'py>) -> py::Result<py::List<'py>> {
        obj.dir()
    }

    /// Calls the method `m` with 0 to 12 arguments.
    pub fn method<'py>(obj: &py::Obj<'py>, count: usize) -> py::Result<py::Obj<'py>> {
        match count {
            0 => obj.call_method0("m"),
            1 => obj.call_method("m", (0,)),
            2 => obj.call_method("m", (0, 1)),
            3 => obj.call_method("m", (0, 1, 2)),
            4 => obj.call_method("m", (0, 1, 2, 3)),
            5 => obj.call_method("m", (0, 1, 2, 3, 4)),
            12 => obj.call_method("m", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
            _ => py::raise!(ValueError, "not tried"),
        }
    }

    /// Calls itself, given itself: no frame of Python is between.
    pub fn again<'py>(f: &py::Obj<'py>, by_name: bool) -> py::Result<py::Obj<'py>> {
        if by_name { f.call_method("__call__", (f, true)) } else { f.call1((f, false)) }
    }

    /// Calls with 0 to 12 arguments.
    pub fn call<'py>(f: &py::Callable<'py>, count: usize) -> py::Result<py::Obj<'py>> {
        match count {
            0 => f.call0(),
            1 => f.call1((0,)),
            4 => f.call1((0, 1, 2, 3)),
            5 => f.call1((0, 1, 2, 3, 4)),
            12 => f.call1((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
            _ => py::raise!(ValueError, "not tried"),
        }
    }

    pub fn method_with_keywords<'py>(obj: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
        obj.call_method_kw("m", (0,), &[("key", &1)])
    }

    /// `f(*args)`, `obj.m(*args)` and `f(*args, **kwargs)`.
    pub fn unpacked<'py>(
        f: &py::Callable<'py>,
        obj: &py::Obj<'py>,
        args: &py::Tuple<'py>,
        kwargs: &py::Dict<'py>,
    ) -> py::Result<[py::Obj<'py>; 3]> {
        Ok([f.call1(args)?, obj.call_method("m", args)?, f.call_dict(args, kwargs)?])
    }

    /// Takes up to `count` items of an iterator, and leaves the rest.
    pub fn take<'py>(iter: &py::Iter<'py>, count: usize) -> py::Result<Vec<py::Obj<'py>>> {
        iter.take(count).collect()
    }

    /// Takes an item, calls, takes another one.
    pub fn take_around<'py>(
        mut iter: py::Iter<'py>,
        between: &py::Callable<'py>,
    ) -> py::Result<Vec<py::Obj<'py>>> {
        let first = iter.next().transpose()?;
        between.call0()?;
        let second = iter.next().transpose()?;
        Ok(first.into_iter().chain(second).collect())
    }
}
