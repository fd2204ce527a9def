//! Messages of exceptions, put together without Rust's allocator and formatting: the core raises its
//! own errors through this, so that an extension which needs neither does not carry them.

use super::{Obj, error};

/// A text of bounded length; what does not fit is cut at a character.
pub(crate) struct Message {
    bytes: [u8; Message::CAPACITY],
    length: usize,
}

impl Message {
    const CAPACITY: usize = 1024;

    /// An empty message.
    pub(crate) fn new() -> Message {
        Message { bytes: [0; Message::CAPACITY], length: 0 }
    }

    /// Adds the parts, one after the other.
    #[inline(never)]
    pub(crate) fn push(&mut self, parts: &[&str]) {
        for part in parts {
            let room = Message::CAPACITY.saturating_sub(self.length);
            let mut end = part.len().min(room);
            while !part.is_char_boundary(end) {
                end -= 1;
            }
            // SAFETY: `end` is at most the part's length, and at most the room left.
            unsafe {
                let to = self.bytes.as_mut_ptr().add(self.length);
                std::ptr::copy_nonoverlapping(part.as_ptr(), to, end);
            }
            self.length += end;
        }
    }

    /// Adds a number.
    #[inline(never)]
    pub(crate) fn push_number(&mut self, number: usize) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        self.push(&[DIGITS[number % 10]]);
    }

    /// The text so far.
    pub(crate) fn as_str(&self) -> &str {
        let text = self.bytes.get(..self.length).unwrap_or(&[]);
        // SAFETY: only whole characters of `str`s were written.
        unsafe { std::str::from_utf8_unchecked(text) }
    }
}

/// Raises `class(message)`.
pub(crate) fn set(class: &Obj<'_>, message: &Message) {
    error::set_text(class, message.as_str());
}
