//! Parallel solves in worker processes of the same binary, so that a solver's fault stays outside this process.
//!
//! HiGHS keeps state that belongs to the whole process, and may crash, hang or fill the memory. So every solve that runs
//! beside another one runs in a process of its own, one thread each: `lungang worker` reads a job a line on stdin and
//! writes an answer a line on stdout. The [`Pool`] starts the workers, gives them their jobs, and kills and replaces one
//! that crashes, keeps silent, takes too much memory or does not answer in the protocol.
//!
//! No answer is taken on trust. The audit, which has its own reading of the rules, checks every plan in the parent; where
//! it finds a fault, another path of the solver is asked, and another, and at last another solver. That there is no plan
//! cannot be audited; it is believed when two paths say so.
//!
//! ```no_run
//! use lungang_runner::workers::{Orders, Pool, Program, Settings, Task};
//! use std::sync::Arc;
//! use std::sync::atomic::AtomicBool;
//! # fn several(counties: Vec<lungang_domain::county::County>, policy: lungang_domain::policy::Policy) {
//! let policy = Arc::new(policy);
//! let tasks = counties.into_iter().map(|c| Task::new(Arc::new(c), Arc::clone(&policy), Orders::default()));
//! let pool = Pool::new(Program::this().expect("the program knows its own file"), Settings::default());
//! pool.run(tasks, &AtomicBool::new(false), |done| println!("{}: {:?}", done.number, done.result)).expect("workers start");
//! # }
//! ```

mod answer;
mod done;
mod fault;
mod job;
mod judge;
mod limits;
mod opinion;
mod pool;
mod process;
mod program;
mod protocol;
mod serve;

pub use answer::{Answer, Answered, Planned, PlannedMove, Refusal};
pub use done::{Attempt, Done, Finished, Outcome, Unanswered};
pub use fault::{End, Fault, Wrong};
pub use job::{Errand, Files, Job, Method, Orders, Question, Solver, Source, Task, Ticket, World};
pub(crate) use judge::submitted;
pub use pool::{Pool, PoolError, Ran, Settings};
pub use program::Program;
pub use protocol::{Request, Response};
pub(crate) use serve::failed;
pub use serve::{Desks, serve};

/// The subcommand that makes the program a worker; it is for this module and stands in no help.
pub const COMMAND: &str = "worker";

/// Which level of log the environment asks for: `info`, `debug` or `trace`.
pub const LOG: &str = "LUNGANG_LOG";

/// Set where whoever started a worker was told that files may name files outside their own folder.
pub const ALLOW_OUTSIDE: &str = "LUNGANG_WORKER_ALLOW_OUTSIDE";
