//! `list`, `tuple` and `dict`, and iteration over anything.

use std::ops::Range;
use std::ptr::{self, NonNull};

use super::call::new_from;
use super::error::{self, Raised, check};
use super::{Lent, Obj, Python, ffi};

macro_rules! type_checks {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("What `", stringify!($raw), "` says of the object.")]
        #[inline(always)]
        pub(crate) fn $name(obj: &Obj<'_>) -> bool {
            // SAFETY: a live object.
            unsafe { ffi::$raw(obj.as_ptr()) != 0 }
        }
    )*};
}

type_checks! {
    is_list = PyList_Check;
    is_exact_list = PyList_CheckExact;
    is_tuple = PyTuple_Check;
    is_dict = PyDict_Check;
    is_callable = PyCallable_Check;
    is_iter = PyIter_Check;
    is_module = PyModule_Check;
    is_builtin_function = PyCFunction_Check;
    is_type = PyType_Check;
}

fn size(length: isize) -> Result<usize, Raised> {
    usize::try_from(length).map_err(|_| Raised)
}

/// A length that C gives of an object whose type was checked, and so is never -1.
#[inline(always)]
pub(crate) fn count(length: isize) -> usize {
    length.max(0) as usize
}

/// An index for C, which takes what is beyond as the end.
#[inline(always)]
fn index_of(index: usize) -> isize {
    isize::try_from(index).unwrap_or(isize::MAX)
}

/// A length for C, which has no more than `isize::MAX`; raises `MemoryError`.
#[inline(always)]
pub(crate) fn new_length(py: Python<'_>, length: usize) -> Result<isize, Raised> {
    match isize::try_from(length) {
        Ok(length) => Ok(length),
        Err(_) => {
            error::set_no_memory(py);
            Err(Raised)
        }
    }
}

/// A new list of holes. Nobody may find it through the collector before it is full, so it is not tracked.
fn unfinished_list(py: Python<'_>, length: usize) -> Result<Obj<'_>, Raised> {
    // SAFETY: attached; a length that is too large raises.
    let list = unsafe { Obj::from_new(py, ffi::PyList_New(new_length(py, length)?))? };
    // SAFETY: a new list is tracked.
    unsafe { ffi::PyObject_GC_UnTrack(list.as_ptr().cast()) };
    Ok(list)
}

macro_rules! puts {
    ($($name:ident = $raw:ident, $stable:ident;)*) => {$(
        /// Fills a hole of a list or tuple.
        ///
        /// # Safety
        /// It must be new, longer than `index`, and nobody else may see it.
        #[inline(always)]
        unsafe fn $name(new: &Obj<'_>, index: usize, item: Obj<'_>) {
            // SAFETY: by contract; the call takes over the reference.
            unsafe {
                #[cfg(not(Py_LIMITED_API))]
                ffi::$raw(new.as_ptr(), index as isize, item.into_ptr());
                #[cfg(Py_LIMITED_API)]
                ffi::$stable(new.as_ptr(), index as isize, item.into_ptr());
            }
        }
    )*};
}

puts! {
    put_in_list = PyList_SET_ITEM, PyList_SetItem;
    put_in_tuple = PyTuple_SET_ITEM, PyTuple_SetItem;
}

/// Shows a list or tuple that is full to the collector.
///
/// # Safety
/// It must have no holes, and not be tracked yet.
unsafe fn finished<'py>(new: Obj<'py>) -> Obj<'py> {
    // SAFETY: by contract.
    unsafe { ffi::PyObject_GC_Track(new.as_ptr().cast()) };
    new
}

/// A new list of what `items` yields, which must be exactly `length` items.
pub(crate) fn new_list<'py, E: From<Raised>>(
    py: Python<'py>,
    length: usize,
    mut items: impl FnMut(usize) -> Result<Obj<'py>, E>,
) -> Result<Obj<'py>, E> {
    py.check();
    let list = unfinished_list(py, length)?;
    for index in 0..length {
        // SAFETY: the list is new, ours alone and `length` long.
        unsafe { put_in_list(&list, index, items(index)?) };
    }
    // SAFETY: full, and not tracked yet.
    Ok(unsafe { finished(list) })
}

/// A new list of what `next` gives until it gives `None`. Memory for `expected` items is taken at once; there
/// may be fewer, and more.
pub(crate) fn fill_list<'py, E: From<Raised>>(
    py: Python<'py>,
    expected: usize,
    mut next: impl FnMut() -> Option<Result<Obj<'py>, E>>,
) -> Result<Obj<'py>, E> {
    let list = unfinished_list(py, expected)?;
    for index in 0..expected {
        let Some(item) = next() else {
            list_set_slice(&list, index..expected, None)?; // cuts the holes off
            // SAFETY: full as far as it goes, and not tracked yet.
            return Ok(unsafe { finished(list) });
        };
        // SAFETY: the list is new, ours alone and `expected` long.
        unsafe { put_in_list(&list, index, item?) };
    }
    // SAFETY: full, and not tracked yet.
    let list = unsafe { finished(list) };
    while let Some(item) = next() {
        list_append(&list, &item?)?;
    }
    Ok(list)
}

/// A new tuple of what `next` gives until it gives `None`: at its best with exactly `expected` items, but there
/// may be fewer, and more.
pub(crate) fn fill_tuple<'py, E: From<Raised>>(
    py: Python<'py>,
    expected: usize,
    mut next: impl FnMut() -> Option<Result<Obj<'py>, E>>,
) -> Result<Obj<'py>, E> {
    if expected == 0 {
        // (The empty tuple is one for all, and would not be ours to untrack.)
        return Ok(list_to_tuple(&fill_list(py, 0, next)?)?);
    }
    // SAFETY: attached; a length that is too large raises.
    let tuple = unsafe { Obj::from_new(py, ffi::PyTuple_New(new_length(py, expected)?))? };
    // Nobody may find the tuple through the collector before it is full.
    // SAFETY: a new tuple is tracked.
    unsafe { ffi::PyObject_GC_UnTrack(tuple.as_ptr().cast()) };
    for index in 0..expected {
        let Some(item) = next() else {
            return Ok(tuple_slice(&tuple, 0..index)?);
        };
        // SAFETY: the tuple is new, ours alone and `expected` long.
        unsafe { put_in_tuple(&tuple, index, item?) };
    }
    // SAFETY: full, and not tracked yet.
    let tuple = unsafe { finished(tuple) };
    let Some(first) = next() else { return Ok(tuple) };
    // SAFETY: attached; a tuple can be iterated.
    let list = unsafe { Obj::from_new(py, ffi::PySequence_List(tuple.as_ptr()))? };
    list_append(&list, &first?)?;
    while let Some(item) = next() {
        list_append(&list, &item?)?;
    }
    Ok(list_to_tuple(&list)?)
}

/// A new tuple of `N` items.
pub(crate) fn new_tuple<'py, const N: usize>(
    py: Python<'py>,
    items: [Obj<'py>; N],
) -> Result<Obj<'py>, Raised> {
    py.check();
    // SAFETY: attached.
    let tuple = unsafe { Obj::from_new(py, ffi::PyTuple_New(N as isize))? };
    for (index, item) in items.into_iter().enumerate() {
        // SAFETY: the tuple is new, ours alone and `N` long.
        unsafe { put_in_tuple(&tuple, index, item) };
    }
    Ok(tuple)
}

/// The length of a list.
#[inline(always)]
pub(crate) fn list_len(list: &Obj<'_>) -> Result<usize, Raised> {
    // SAFETY: attached; the call checks the type.
    size(unsafe { ffi::PyList_Size(list.as_ptr()) })
}

/// The item at an index of a list, or `None` past its end: sound whoever shortens it meanwhile.
#[inline(always)]
pub(crate) fn list_get<'py>(list: &Obj<'py>, index: usize) -> Option<Obj<'py>> {
    #[cfg(all(not(Py_LIMITED_API), not(Py_GIL_DISABLED)))]
    // SAFETY: attached with the GIL, so nobody changes the list between the three steps; `is_list` and
    // the length are checked.
    unsafe {
        if !is_list(list) || index >= ffi::PyList_GET_SIZE(list.as_ptr()) as usize {
            return None;
        }
        let item = ffi::PyList_GET_ITEM(list.as_ptr(), index as isize);
        Some(Obj::from_borrowed(list.py(), NonNull::new_unchecked(item)))
    }
    // Only what can't be known before is left to the calls below: the error that they make is slow to make.
    #[cfg(any(Py_LIMITED_API, Py_GIL_DISABLED))]
    if list_len(list).is_ok_and(|length| index >= length) {
        return None;
    }
    #[cfg(all(Py_LIMITED_API, not(Py_GIL_DISABLED)))]
    // SAFETY: attached with the GIL; the call checks type and index, and what it lends is held at once.
    unsafe {
        let item = NonNull::new(ffi::PyList_GetItem(list.as_ptr(), index as isize));
        item.map(|item| Obj::from_borrowed(list.py(), item)).or_else(forget_error)
    }
    #[cfg(Py_GIL_DISABLED)]
    // SAFETY: attached; the call checks type and index, and gives a reference of our own.
    unsafe {
        let item = ffi::compat::PyList_GetItemRef(list.as_ptr(), index as isize);
        Obj::from_new(list.py(), item).ok().or_else(forget_error)
    }
}

#[cfg(any(Py_LIMITED_API, Py_GIL_DISABLED))]
fn forget_error<T>() -> Option<T> {
    // SAFETY: only called by attached code, right after a call that raised.
    unsafe { ffi::PyErr_Clear() };
    None
}

/// Shows the items from an index on to `see`, without references to them, until it gives false: unless it does, `see`
/// runs no Python code. Shows nothing where items can't be lent (without the GIL another thread may drop them).
#[inline(always)]
pub(crate) fn list_see<'py>(list: &Obj<'py>, from: usize, mut see: impl FnMut(&Obj<'py>) -> bool) {
    #[cfg(not(any(Py_LIMITED_API, Py_GIL_DISABLED)))]
    // SAFETY: a list, as checked; attached with the GIL, and nothing here lets it go before the last item is read, so
    // nobody changes the list meanwhile; its items are as many live objects as its size says (no pointer where it is
    // empty).
    unsafe {
        let size = if is_list(list) { ffi::PyList_GET_SIZE(list.as_ptr()) as usize } else { 0 };
        if from < size {
            let items = (*list.as_ptr().cast::<ffi::PyListObject>()).ob_item;
            for item in std::slice::from_raw_parts(items.add(from).cast::<Obj<'py>>(), size - from)
            {
                if !see(item) {
                    return;
                }
            }
        }
    }
    #[cfg(all(Py_LIMITED_API, not(Py_GIL_DISABLED)))]
    // SAFETY: as above; the length is asked for each time, and the call lends an item of a list.
    unsafe {
        let mut index = from;
        while index < list_len(list).unwrap_or(0) {
            let item = ffi::PyList_GetItem(list.as_ptr(), index as isize);
            match Lent::new(item) {
                Some(item) if see(&item) => index += 1,
                _ => return,
            }
        }
    }
    #[cfg(Py_GIL_DISABLED)]
    {
        let _ = (list, from, &mut see);
    }
}

/// Adds an item at the end of a list.
pub(crate) fn list_append(list: &Obj<'_>, item: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyList_Append(list.as_ptr(), item.as_ptr()) }).map(drop)
}

/// `list[index] = item`; raises `IndexError` past the end.
pub(crate) fn list_set(list: &Obj<'_>, index: usize, item: Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks type and index, and takes over the reference.
    check(unsafe { ffi::PyList_SetItem(list.as_ptr(), index_of(index), item.into_ptr()) }).map(drop)
}

/// Inserts an item before an index, or at the end.
pub(crate) fn list_insert(list: &Obj<'_>, index: usize, item: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyList_Insert(list.as_ptr(), index_of(index), item.as_ptr()) }).map(drop)
}

/// `list[start:end] = items`, of any iterable; without items `del list[start:end]`.
pub(crate) fn list_set_slice(
    list: &Obj<'_>,
    range: Range<usize>,
    items: Option<&Obj<'_>>,
) -> Result<(), Raised> {
    let (start, end) = (index_of(range.start), index_of(range.end));
    let items = items.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: attached; the call checks type and indices; null stands for no items.
    check(unsafe { ffi::PyList_SetSlice(list.as_ptr(), start, end, items) }).map(drop)
}

/// `list[start:end]`.
pub(crate) fn list_slice<'py>(list: &Obj<'py>, range: Range<usize>) -> Result<Obj<'py>, Raised> {
    let (start, end) = (index_of(range.start), index_of(range.end));
    // SAFETY: attached; the call checks type and indices.
    unsafe { Obj::from_new(list.py(), ffi::PyList_GetSlice(list.as_ptr(), start, end)) }
}

/// `tuple[start:end]`.
pub(crate) fn tuple_slice<'py>(tuple: &Obj<'py>, range: Range<usize>) -> Result<Obj<'py>, Raised> {
    let (start, end) = (index_of(range.start), index_of(range.end));
    // SAFETY: attached; the call checks type and indices.
    unsafe { Obj::from_new(tuple.py(), ffi::PyTuple_GetSlice(tuple.as_ptr(), start, end)) }
}

/// `list.sort()`.
pub(crate) fn list_sort(list: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type, and shows an empty list to the comparisons it runs.
    check(unsafe { ffi::PyList_Sort(list.as_ptr()) }).map(drop)
}

/// `list.reverse()`.
pub(crate) fn list_reverse(list: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyList_Reverse(list.as_ptr()) }).map(drop)
}

new_from! {
    list_to_tuple = PyList_AsTuple: "`tuple(list)`.";
    dict_keys = PyDict_Keys: "`list(dict.keys())`.";
    dict_values = PyDict_Values: "`list(dict.values())`.";
    dict_copy = PyDict_Copy: "A `dict` of the same entries.";
}

/// `dict.update(other)`.
pub(crate) fn dict_update(dict: &Obj<'_>, other: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type of the first, and copes with any second.
    check(unsafe { ffi::PyDict_Update(dict.as_ptr(), other.as_ptr()) }).map(drop)
}

/// The length of a tuple.
#[inline(always)]
pub(crate) fn tuple_len(tuple: &Obj<'_>) -> Result<usize, Raised> {
    // SAFETY: attached; the call checks the type.
    size(unsafe { ffi::PyTuple_Size(tuple.as_ptr()) })
}

/// The item at an index of a tuple, lent by the tuple (which never changes), or `None` past its end.
#[inline(always)]
pub(crate) fn tuple_lend<'a, 'py>(tuple: &'a Obj<'py>, index: usize) -> Option<Lent<'a, 'py>> {
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: a tuple, and long enough, as checked; it keeps its items alive.
    unsafe {
        if !is_tuple(tuple) || index >= ffi::PyTuple_GET_SIZE(tuple.as_ptr()) as usize {
            return None;
        }
        Lent::new(ffi::PyTuple_GET_ITEM(tuple.as_ptr(), index as isize))
    }
    #[cfg(Py_LIMITED_API)]
    // SAFETY: a tuple, and long enough, as checked; it keeps its items alive.
    unsafe {
        if !is_tuple(tuple) || index >= tuple_len(tuple).ok()? {
            return None;
        }
        Lent::new(ffi::PyTuple_GetItem(tuple.as_ptr(), index as isize))
    }
}

/// The first place in a tuple where this very object is.
pub(crate) fn tuple_position(tuple: &Obj<'_>, object: &Obj<'_>) -> Option<usize> {
    (0..).map_while(|index| tuple_lend(tuple, index)).position(|item| item.is(object))
}

/// Where a tuple's items are, and how many.
///
/// # Safety
/// `tuple` must be a live tuple, and be live as long as its items are used.
#[cfg(not(Py_LIMITED_API))]
#[inline(always)]
pub(crate) unsafe fn tuple_items(tuple: *mut ffi::PyObject) -> (*const *mut ffi::PyObject, usize) {
    // SAFETY: by contract.
    unsafe {
        let items = (&raw const (*tuple.cast::<ffi::PyTupleObject>()).ob_item).cast();
        (items, ffi::PyTuple_GET_SIZE(tuple) as usize)
    }
}

/// The item at an index of a tuple, or `None` past its end.
#[inline(always)]
pub(crate) fn tuple_get<'py>(tuple: &Obj<'py>, index: usize) -> Option<Obj<'py>> {
    tuple_lend(tuple, index).map(Lent::to_owned)
}

/// A new empty dict.
pub(crate) fn new_dict(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    py.check();
    // SAFETY: attached.
    unsafe { Obj::from_new(py, ffi::PyDict_New()) }
}

/// `dict[key] = value`.
#[inline]
pub(crate) fn dict_set(dict: &Obj<'_>, key: &Obj<'_>, value: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyDict_SetItem(dict.as_ptr(), key.as_ptr(), value.as_ptr()) }).map(drop)
}

/// `dict.get(key)`, with errors of hashing and comparing raised.
pub(crate) fn dict_get<'py>(dict: &Obj<'py>, key: &Obj<'_>) -> Result<Option<Obj<'py>>, Raised> {
    let mut value = ptr::null_mut();
    // SAFETY: attached; the call checks the type and gives a reference of our own.
    check(unsafe { ffi::compat::PyDict_GetItemRef(dict.as_ptr(), key.as_ptr(), &mut value) })?;
    // SAFETY: owned by the line above if not null.
    Ok(NonNull::new(value).map(|value| unsafe { Obj::from_owned(value) }))
}

/// `dict.setdefault(key, value)`, for keys whose comparison runs no Python code.
pub(crate) fn dict_set_default<'py>(
    dict: &Obj<'py>,
    key: &Obj<'py>,
    value: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    let mut kept = ptr::null_mut();
    // SAFETY: attached; the call checks the type and gives a reference of our own. Up to 3.12, and in the stable ABI up
    // to 3.14, it is two calls, with the GIL in between: such keys are compared without running Python code.
    unsafe {
        let (dict, key, value) = (dict.as_ptr(), key.as_ptr(), value.as_ptr());
        check(ffi::compat::PyDict_SetDefaultRef(dict, key, value, &mut kept))?;
    }
    // SAFETY: owned by the call above.
    NonNull::new(kept).map(|kept| unsafe { Obj::from_owned(kept) }).ok_or(Raised)
}

/// The number of entries of a dict.
#[inline(always)]
pub(crate) fn dict_len(dict: &Obj<'_>) -> usize {
    #[cfg(not(any(Py_LIMITED_API, Py_GIL_DISABLED)))]
    // SAFETY: attached with the GIL; the type is checked.
    unsafe {
        if is_dict(dict) { count((*dict.as_ptr().cast::<ffi::PyDictObject>()).ma_used) } else { 0 }
    }
    #[cfg(any(Py_LIMITED_API, Py_GIL_DISABLED))]
    // SAFETY: attached; the call checks the type.
    count(unsafe { ffi::PyDict_Size(dict.as_ptr()) })
}

/// Whether a dict has the key.
pub(crate) fn dict_contains(dict: &Obj<'_>, key: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyDict_Contains(dict.as_ptr(), key.as_ptr()) }).map(|found| found != 0)
}

/// Takes all entries out of a dict.
pub(crate) fn dict_clear(dict: &Obj<'_>) {
    // SAFETY: attached; the call does nothing to another object.
    unsafe { ffi::PyDict_Clear(dict.as_ptr()) }
}

/// The entry of a dict at a position (0 for the first, which is set for the next one), or `None` past the end.
/// Sound whoever changes the dict between two calls: a position that is no longer one ends the walk.
#[inline]
pub(crate) fn dict_next<'py>(
    dict: &Obj<'py>,
    position: &mut isize,
) -> Option<(Obj<'py>, Obj<'py>)> {
    super::critical::section(dict, || {
        let (mut key, mut value) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: attached; the call checks type and position; what it lends is held at once, while nobody
        // changes the dict.
        unsafe {
            if ffi::PyDict_Next(dict.as_ptr(), position, &mut key, &mut value) == 0 {
                return None;
            }
            let held = |lent| Obj::from_borrowed(dict.py(), NonNull::new_unchecked(lent));
            Some((held(key), held(value)))
        }
    })
}

/// `del dict[key]`.
pub(crate) fn dict_del(dict: &Obj<'_>, key: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; the call checks the type.
    check(unsafe { ffi::PyDict_DelItem(dict.as_ptr(), key.as_ptr()) }).map(drop)
}

/// Shows the entries of a dict to `see`, without references to them, until it gives false. Gives whether it saw all of
/// them: where they can't be lent (without the GIL another thread may drop them) it sees none.
#[inline(always)]
pub(crate) fn dict_see<'py>(
    dict: &Obj<'py>,
    mut see: impl FnMut(&Obj<'py>, &Obj<'py>) -> bool,
) -> bool {
    #[cfg(not(Py_GIL_DISABLED))]
    // SAFETY: attached with the GIL; a dict, as checked. The caller's `see` is done with what it is lent before it runs
    // code of others (a hasher's, say), and the next call reads the dict anew, whatever became of it.
    unsafe {
        let (mut key, mut value, mut at) = (ptr::null_mut(), ptr::null_mut(), 0);
        while is_dict(dict) && ffi::PyDict_Next(dict.as_ptr(), &mut at, &mut key, &mut value) != 0 {
            match (Lent::new(key), Lent::new(value)) {
                (Some(key), Some(value)) if see(&key, &value) => {}
                _ => return false,
            }
        }
        true
    }
    #[cfg(Py_GIL_DISABLED)]
    {
        let _ = (dict, &mut see);
        false
    }
}

/// `list(dict.items())`: a snapshot, so that nothing that runs while it is walked can disturb the walk.
pub(crate) fn dict_items<'py>(dict: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type.
    unsafe { Obj::from_new(dict.py(), ffi::PyDict_Items(dict.as_ptr())) }
}

/// Whether the object's type has `__iter__`, or `__getitem__` for iteration by index.
pub(crate) fn is_iterable(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object; the slots of static types can be asked for too since 3.10.
    unsafe {
        !ffi::PyType_GetSlot(obj.type_ptr(), ffi::Py_tp_iter).is_null()
            || ffi::PySequence_Check(obj.as_ptr()) != 0
    }
}

/// `iter(obj)`.
pub(crate) fn iter<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_GetIter(obj.as_ptr())) }
}

/// The next item of an iterator, or `None` at its end.
pub(crate) fn next<'py>(iter: &Obj<'py>) -> Result<Option<Obj<'py>>, Raised> {
    // An object can get another class.
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: a live object's type.
    let can = unsafe { (*iter.type_ptr()).tp_iternext.is_some() };
    #[cfg(Py_LIMITED_API)]
    let can = is_iter(iter);
    if !can {
        return Err(not_an_iterator(iter));
    }
    // SAFETY: attached; the type has `__next__`, as checked.
    match NonNull::new(unsafe { ffi::PyIter_Next(iter.as_ptr()) }) {
        // SAFETY: the call gives a reference of our own.
        Some(item) => Ok(Some(unsafe { Obj::from_owned(item) })),
        None if error::occurred(iter.py()) => Err(Raised),
        None => Ok(None),
    }
}

#[cold]
extern "C" fn not_an_iterator(obj: &Obj<'_>) -> Raised {
    let class = error::exception_type(obj.py(), &raw const ffi::PyExc_TypeError);
    error::set_text(&class, "the object is no longer an iterator");
    Raised
}
