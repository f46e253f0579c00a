//! What-ifs: scenarios run side by side, each result kept under the hash of its inputs.
//!
//! ```text
//! prepare  scenario files            → runs with their hashes; or every finding, and nothing is run
//! run      runs that do not stand    → results, by worker processes; each kept as it comes
//!            desk      the worker's side: one run at a time
//!            measures  a year's plan as figures
//! store    a result a file, whole or absent, verified when it is read
//! join     all results               → results.csv, results.parquet (with data frames), runs.csv, whatif.json
//!            expect    held against what the scenarios are to come to
//! folder   the runs of a folder, for whoever compares them
//! ```

mod desk;
mod expect;
mod folder;
mod join;
mod planned;
mod prepare;
mod run;
mod store;
mod verify;

pub(crate) use desk::Desk;
pub use expect::status;
pub use folder::{FolderError, INDEX, Joined};
pub use join::{JoinError, join, joined, listed, parameters};
pub use prepare::{Planned, Prepared, files, prepare};
pub use run::{Progress, RunError, Shard, Slow, run};
pub(crate) use store::hex;
pub use store::{Gone, RESULTS, Store};
pub use verify::{Doubt, Unsound, verify};
