//! Which thread this is, as cheaply as the platform allows; and letting others run for a while.

use super::error::Raised;
use super::{Python, call, imported, number};

/// A number that differs between all threads alive at one time.
///
/// The thread pointer is read straight from its register where that is known to be possible (CPython
/// does the same for biased reference counts); elsewhere the address of a thread-local serves.
#[inline(always)]
pub(crate) fn id() -> usize {
    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    {
        let id: usize;
        // SAFETY: on x86_64 Linux `fs:0` holds the thread control block's own address (ELF TLS ABI). No Rust code can
        // write that memory, and it never changes: reading it twice in a function is not needed.
        unsafe {
            std::arch::asm!("mov {}, fs:0", out(reg) id, options(nostack, pure, nomem, preserves_flags));
        }
        id
    }
    #[cfg(all(target_arch = "aarch64", target_os = "linux"))]
    {
        let id: usize;
        // SAFETY: `tpidr_el0` is the user-readable thread pointer of the ABI.
        unsafe {
            std::arch::asm!("mrs {}, tpidr_el0", out(reg) id, options(nostack, pure, nomem, preserves_flags));
        }
        id
    }
    #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), target_os = "linux")))]
    {
        thread_local!(static HERE: u64 = const { 0 });
        HERE.with(|here| std::ptr::from_ref(here) as usize)
    }
}

/// Python's own `time.sleep`: it detaches, and Ctrl-C ends it.
pub(crate) fn sleep(py: Python<'_>, seconds: f64) -> Result<(), Raised> {
    let sleep = imported::find(py, "time", "sleep")?;
    call::call_rarely(&sleep, number::from_f64(py, seconds)?).map(drop)
}
