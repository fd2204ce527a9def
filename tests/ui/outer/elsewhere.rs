//! The module that `module_file.rs` declares: a file of its own, which the macro never sees.
