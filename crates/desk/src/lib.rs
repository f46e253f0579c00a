//! The desk: the office's year in a browser. A folder of counties, plans and notices becomes screens; nothing is decided here.
//!
//! ```text
//! folder     what stands in the office's folder; the only way from a name in an address to a path
//! shelf      counties and plans as they were read, kept as long as their files are the same
//! jobs/      long work: worker processes of this program, a queue, and a record of each that outlives the server
//! upload     files that a browser sends
//! answers    what was answered about an office's files
//! guard      who may ask: this machine's browser with the cookie that the launch token was exchanged for
//! ask        a request and its answer, as the screens know them
//! screens/   a file a screen: what the folder, the shelf and the jobs say, laid out by a template
//! server     addresses → screens
//! ```
//! What a screen shows, a command prints: tables come from the crate of reports, plans and notices are made by the commands
//! themselves. A screen that only reads is answered from memory; nothing waits for work that takes long.

mod answers;
mod ask;
mod assets;
mod error;
mod folder;
mod guard;
mod jobs;
mod screens;
mod server;
mod shelf;
mod upload;

pub use error::DeskError;
pub use server::{Served, Settings, serve};
