//! What-ifs: scenarios run side by side, each result kept under the hash of its inputs.
//!
//! ```text
//! prepare  scenario files            → runs with their hashes; or every finding, and nothing is run
//! run      runs that do not stand    → results, by worker processes; each kept as it comes
//!            desk      the worker's side: one run at a time
//!            measures  a year's plan as figures
//! join     all results               → results.csv, results.parquet (with data frames), runs.csv, whatif.json
//!            expect    held against what the scenarios are to come to
//! ```
//! How results are kept, and read by whoever compares them: [`lungang_results::sweep_folder`].

mod desk;
mod expect;
mod join;
mod planned;
mod prepare;
mod run;
mod verify;

pub(crate) use desk::Desk;
pub use join::{JoinError, join, listed, parameters};
pub use prepare::{Planned, Prepared, files, prepare};
pub use run::{Progress, RunError, Shard, Slow, run};
pub use verify::{Doubt, Unsound, verify};
