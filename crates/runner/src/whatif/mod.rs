//! What-ifs: scenarios run side by side, each result kept under the hash of its inputs.
//!
//! ```text
//! store    a result a file, whole or absent, verified when it is read
//! folder   the runs of a folder, for whoever compares them
//! ```

mod folder;
mod store;

pub use folder::{FolderError, INDEX, Joined};
pub use store::{Gone, RESULTS, Store};
