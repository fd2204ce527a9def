//! Classes that extend types which are not Rust's: builtin types, exceptions, and classes of Python modules.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

py::import_class!(collections.abc, MutableSequence);
py::import_class!(collections, OrderedDict);
py::import_class!(collections, deque);
py::import_class!(plain_base, Plain);
py::import_class!(plain_base, Listed);

static ALIVE: AtomicI64 = AtomicI64::new(0);

/// Counts the values that were made and not dropped.
pub struct Counted;

impl Counted {
    fn new() -> Counted {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Counted
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

#[py::module]
pub mod builtin_bases {
    use super::*;

    pub fn alive() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    /// Counts how often what was asked for.
    #[class(extends = Dict)]
    pub struct Counter {
        #[readonly]
        pub hits: u64,
        pub last: Option<py::PyObj>,
        _counted: Counted,
    }

    impl Counter {
        /// `items` become the first entries.
        pub fn __init__(
            this: &py::Instance<Self>,
            #[default = None] items: Option<&py::Dict>,
            #[kw]
            #[default = 0]
            hits: u64,
        ) -> py::Result<Self> {
            if let Some(items) = items {
                this.as_base().update(items)?;
            }
            Ok(Counter { hits, last: None, _counted: Counted::new() })
        }

        /// What `dict.get` gives, counted.
        pub fn count(this: &py::Instance<Self>, key: py::Obj) -> py::Result<Option<py::PyObj>> {
            this.borrow_mut()?.hits += 1;
            this.borrow_mut()?.last = Some(key.clone().unbind());
            Ok(this.as_base().get(key)?.map(py::Obj::unbind))
        }

        /// Overrides that of `dict`.
        pub fn __getitem__<'py>(
            this: &py::Instance<'py, Self>,
            key: py::Obj<'py>,
        ) -> py::Result<py::Obj<'py>> {
            this.borrow_mut()?.hits += 1;
            match this.as_base().get(&key)? {
                Some(found) => Ok(found),
                None => py::raise!(KeyError(key)),
            }
        }
    }

    /// Adds to what extends a `dict`.
    #[class]
    pub struct Bounded {
        #[base]
        counter: Counter,
        pub limit: u64,
        _counted: Counted,
    }

    impl Bounded {
        pub fn __init__(limit: u64) -> Self {
            let counter = Counter { hits: 0, last: None, _counted: Counted::new() };
            Bounded { counter, limit, _counted: Counted::new() }
        }

        pub fn is_spent(&self) -> bool {
            self.counter.hits >= self.limit
        }
    }

    #[class(extends = List)]
    pub struct Stack {
        pub pops: u64,
    }

    impl Stack {
        pub fn __init__() -> Self {
            Stack { pops: 0 }
        }

        pub fn push(this: &py::Instance<Self>, item: &py::Obj) -> py::Result<()> {
            this.as_base().append(item)
        }

        /// Shares its slot with `__delitem__`, which is that of `list`.
        pub fn __setitem__(
            this: &py::Instance<Self>,
            index: isize,
            item: &py::Obj,
        ) -> py::Result<()> {
            this.borrow_mut()?.pops += 100;
            this.as_super()?.call_method("__setitem__", (index, item)).map(drop)
        }

        /// The other comparisons are those of `list`.
        pub fn __lt__(&self, other: &Stack) -> bool {
            self.pops < other.pops
        }

        /// Overrides that of `list`, and calls it.
        pub fn pop<'py>(this: &py::Instance<'py, Self>) -> py::Result<Option<py::Obj<'py>>> {
            this.borrow_mut()?.pops += 1;
            this.as_base().pop()
        }
    }

    #[class(extends = Set, weakref, dict)]
    pub struct Tags {
        pub owner: String,
    }

    impl Tags {
        pub fn __init__(owner: String) -> Self {
            Tags { owner }
        }
    }

    /// Immutable, and made by `str` from the same argument.
    #[class(extends = Str)]
    pub struct Name {
        #[readonly]
        pub letters: usize,
    }

    impl Name {
        pub fn __init__(text: &str) -> Self {
            Name { letters: text.chars().count() }
        }
    }

    /// A number, with a `__dict__` that `float` lacks.
    #[class(extends = Float, dict)]
    pub struct Meters {
        pub precision: f64,
    }

    impl Meters {
        pub fn __init__(this: &py::Instance<Self>, value: &py::Obj) -> Self {
            let _ = value;
            Meters { precision: this.as_base().value() / 100.0 }
        }
    }

    /// Holds objects, while `float` does not.
    #[class(extends = Float)]
    pub struct Holder {
        pub held: Option<py::PyObj>,
    }

    impl Holder {
        pub fn __init__(_value: f64) -> Self {
            Holder { held: None }
        }
    }

    #[class(extends = FrozenSet)]
    pub struct Frozen {
        pub label: String,
    }

    impl Frozen {
        pub fn __init__(items: &py::Obj) -> py::Result<Self> {
            Ok(Frozen { label: items.str()?.to_string() })
        }
    }

    #[class(extends = ValueError)]
    pub struct Coded {
        pub code: i32,
    }

    impl Coded {
        pub fn __init__(_message: &str, #[default = 0] code: i32) -> Self {
            Coded { code }
        }
    }

    #[class(extends = OSError)]
    pub struct Failed {
        pub tries: u32,
    }

    impl Failed {
        pub fn __init__(this: &py::Instance<Self>, errno: i32, text: &str) -> py::Result<Self> {
            this.as_super()?.call_method("__init__", (errno, text))?;
            Ok(Failed { tries: 3 })
        }
    }

    /// Only Rust makes these.
    #[class(extends = List)]
    pub struct Sealed {
        pub made: bool,
    }

    /// Of a class of C that a module defines, with instances of its own form.
    #[class(extends = deque)]
    pub struct Queue {
        pub served: u64,
    }

    impl Queue {
        pub fn __init__() -> Self {
            Queue { served: 0 }
        }

        pub fn serve<'py>(this: &py::Instance<'py, Self>) -> py::Result<py::Obj<'py>> {
            this.borrow_mut()?.served += 1;
            this.call_method0("popleft")
        }
    }

    #[class(extends = OrderedDict)]
    pub struct Ordered {
        pub note: Option<py::PyObj>,
    }

    impl Ordered {
        pub fn __init__() -> Self {
            Ordered { note: None }
        }
    }

    /// Has the methods of an abstract class that was written in Python.
    #[class(extends = MutableSequence)]
    pub struct Numbers {
        items: Vec<i64>,
        _counted: Counted,
    }

    impl Numbers {
        pub fn __init__(#[default = vec![]] items: Vec<i64>) -> Self {
            Numbers { items, _counted: Counted::new() }
        }

        pub fn __len__(&self) -> usize {
            self.items.len()
        }

        fn place(&self, index: isize) -> py::Result<usize> {
            let length = self.items.len();
            let place =
                if index < 0 { length.checked_add_signed(index) } else { Some(index as usize) };
            match place {
                Some(place) if place < length => Ok(place),
                _ => py::raise!(IndexError, "no item {index}"),
            }
        }

        pub fn __getitem__(&self, index: isize) -> py::Result<i64> {
            Ok(self.items[self.place(index)?])
        }

        pub fn __setitem__(&mut self, index: isize, item: i64) -> py::Result<()> {
            let place = self.place(index)?;
            self.items[place] = item;
            Ok(())
        }

        pub fn __delitem__(&mut self, index: isize) -> py::Result<()> {
            let place = self.place(index)?;
            self.items.remove(place);
            Ok(())
        }

        pub fn insert(&mut self, index: usize, item: i64) {
            self.items.insert(index, item);
        }
    }

    /// Lacks what the abstract class asks for.
    #[class(extends = MutableSequence)]
    pub struct Unfinished {
        _items: Vec<i64>,
    }

    impl Unfinished {
        pub fn __init__() -> Self {
            Unfinished { _items: Vec::new() }
        }
    }

    /// Of a class of Python with attributes, methods and `__init_subclass__`.
    #[class(extends = Plain)]
    pub struct Fancy {
        pub held: Option<py::PyObj>,
        _counted: Counted,
    }

    impl Fancy {
        pub fn __init__(this: &py::Instance<Self>, name: &str) -> py::Result<Self> {
            this.as_super()?.call_method("__init__", (name,))?;
            Ok(Fancy { held: None, _counted: Counted::new() })
        }

        pub fn shout(this: &py::Instance<Self>) -> py::Result<String> {
            Ok(this.getattr("name")?.extract::<String>()?.to_uppercase())
        }
    }

    /// Of a class of Rust that extends one of Python.
    #[class]
    pub struct Fancier {
        #[base]
        fancy: Fancy,
        pub level: u32,
    }

    impl Fancier {
        pub fn __init__(this: &py::Instance<Self>, level: u32) -> py::Result<Self> {
            this.setattr("name", "fancier")?;
            Ok(Fancier { fancy: Fancy { held: None, _counted: Counted::new() }, level })
        }

        pub fn holds(&self) -> bool {
            self.fancy.held.is_some()
        }
    }

    /// Of a class of Python that inherits from `list`.
    #[class(extends = Listed)]
    pub struct OfListed {
        pub level: u32,
    }

    impl OfListed {
        pub fn __init__(#[default = 1] level: u32) -> Self {
            OfListed { level }
        }
    }

    pub fn counter<'py>(py: py::Python<'py>, key: &str) -> py::Result<py::Instance<'py, Counter>> {
        let counter =
            py::Instance::new(py, Counter { hits: 5, last: None, _counted: Counted::new() })?;
        counter.as_base().set(key, 1)?;
        Ok(counter)
    }

    pub fn sealed() -> Sealed {
        Sealed { made: true }
    }

    pub fn fancy() -> Fancy {
        Fancy { held: None, _counted: Counted::new() }
    }

    pub fn hits(counter: &Counter) -> u64 {
        counter.hits
    }

    /// Takes any dict.
    pub fn size(dict: &py::Dict) -> usize {
        dict.len()
    }
}
