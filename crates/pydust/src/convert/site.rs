//! [`Site`]: the place in native code that a value is borrowed for, so that whoever meets the borrow can name it.

/// A place that borrows values: an exported function, an attribute, or code of Rust's own.
///
/// A lock has no room for a name, but for some bits of its hash. Who is kept waiting looks for the function that has
/// this code: see `class/holder.rs`.
#[derive(Debug)]
pub struct Site {
    name: &'static str,
    code: u32,
    is_called: bool,
}

impl Site {
    /// How many bits a code has.
    pub(crate) const BITS: u32 = 19;

    /// Code of Rust's own, which has no name in Python.
    pub(crate) const RUST: Site = Site { name: "", code: 0, is_called: false };

    /// A function of this qualified name.
    pub(crate) const fn function(name: &'static str) -> Site {
        Site { name, code: Code::new().then(name).finish(), is_called: true }
    }

    /// An attribute of this qualified name.
    pub(crate) const fn attribute(name: &'static str) -> Site {
        Site { is_called: false, ..Site::function(name) }
    }

    /// What a lock remembers of it; 0 has no name.
    #[inline(always)]
    pub(crate) const fn code(&self) -> u32 {
        self.code
    }

    /// The qualified name.
    #[inline(always)]
    pub(crate) const fn qualname(&self) -> &'static str {
        self.name
    }

    /// The name and what stands behind it in messages, if there is one.
    pub(crate) fn name(&self) -> Option<[&'static str; 2]> {
        let suffix = if self.is_called { "()" } else { "" };
        if self.code == 0 { None } else { Some([self.name, suffix]) }
    }
}

/// A name on its way to a code (FNV-1a).
#[derive(Clone, Copy)]
pub(crate) struct Code(u32);

impl Code {
    pub(crate) const fn new() -> Code {
        Code(0x811c_9dc5)
    }

    /// The next part of the name.
    pub(crate) const fn then(self, part: &str) -> Code {
        let (mut hash, bytes, mut index) = (self.0, part.as_bytes(), 0);
        while index < bytes.len() {
            hash = (hash ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
            index += 1;
        }
        Code(hash)
    }

    /// The code: never 0.
    pub(crate) const fn finish(self) -> u32 {
        let mask = (1 << Site::BITS) - 1;
        let code = (self.0 ^ (self.0 >> Site::BITS)) & mask;
        if code == 0 { mask } else { code }
    }
}
