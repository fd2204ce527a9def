//! Critical sections: one object for one thread at a time, where there is no GIL to see to it.

use super::Obj;

/// Runs `work`, which runs no Python code, while no other thread changes the object.
#[cfg(not(Py_GIL_DISABLED))]
#[inline(always)]
pub(crate) fn section<R>(_: &Obj<'_>, work: impl FnOnce() -> R) -> R {
    work() // the GIL is held
}

/// Runs `work`, which runs no Python code, while no other thread changes the object.
#[cfg(Py_GIL_DISABLED)]
pub(crate) fn section<R>(obj: &Obj<'_>, work: impl FnOnce() -> R) -> R {
    use super::ffi;
    use std::mem::MaybeUninit;

    struct Section(MaybeUninit<ffi::PyCriticalSection>);
    impl Drop for Section {
        fn drop(&mut self) {
            // SAFETY: begun below, at the same place in memory, by this thread.
            unsafe { ffi::PyCriticalSection_End(self.0.as_mut_ptr()) }
        }
    }
    let mut section = Section(MaybeUninit::uninit());
    // SAFETY: attached; the object outlives the section, which stays where it is until it is dropped.
    unsafe { ffi::PyCriticalSection_Begin(section.0.as_mut_ptr(), obj.as_ptr()) };
    work()
}
