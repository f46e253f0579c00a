//! Long work: what was asked for, how far it is, how it ended.
//!
//! ```text
//! record    a job and its file, which outlives the server
//! worker    a process of this program that does one job
//! queue     one plan at a time; questions have a lane of their own, so that none waits for a plan
//! ```

mod queue;
mod record;
mod worker;

pub use queue::{Live, Queue, Refused};
pub use record::{Job, State, Work};
