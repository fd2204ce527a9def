//! What several threads share beyond one object's lock: a value made once, a lock of one's own, and one object for
//! each interpreter. Whoever waits here is detached. The locks of instances and of module state are in `class/`.

mod mutex;
mod once_lock;
mod per_interpreter;
mod queue;
mod turn;

pub use mutex::{Mutex, MutexGuard};
pub use once_lock::OnceLock;
pub use per_interpreter::{KeptRef, PerInterpreter};
