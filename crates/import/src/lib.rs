//! From the files that an office has to the standard county: read as they are, asked about once a cause, remembered.
//!
//! ```text
//! files   → sheets     gather.rs, layout.rs     cells with their places; where the header stands
//!         → tables     recognise/               which table a sheet is, and which column means what
//!         → schools    schools.rs, names.rs     one list; short names and spellings lead to it
//!                      counts.rs, counted.rs    what the yearly statistics say of them, and tide.rs of the years to come
//!         → people     roster.rs, parts.rs, people.rs, identity.rs   one list with ids that last; identity numbers end there
//!                      stands.rs                what stands where two cells differ
//!         → the rest   postings.rs and stays.rs, wishes.rs, distances.rs
//!         → a county   county.rs, sources.rs    tables, and where every cell of them came from
//! ```
//! Headers are known by their [`lexicon`], cells are read by the [`forms`] of their values, and the sheets of the yearly statistics by
//! their labels ([`statistics`]). Nothing here is a guess: a cell says something, says nothing, or is asked about.
//!
//! What the files cannot say becomes a question, one a cause ([`question`]); the answers are kept ([`memory`]) and asked for no
//! more. Nothing here prints, and nothing asks for the time: what is made depends on the files, the answers and the memory.

pub mod answers;
mod by_stage;
mod checked;
mod column_numbers;
mod counted;
mod counts;
mod county;
mod desk;
mod distances;
mod draft;
mod facts;
pub mod forms;
mod gather;
mod identity;
mod layout;
pub mod lexicon;
pub mod memory;
mod names;
mod parts;
mod people;
mod postings;
pub mod question;
mod read;
mod recognise;
pub mod report;
mod request;
mod roster;
mod run;
mod schools;
mod settle;
pub mod sheet_of_questions;
pub mod sources;
mod stands;
pub mod statistics;
mod stay_fields;
mod stays;
mod tide;
mod values;
mod wishes;

pub use gather::Files;
pub use identity::Key;
pub use request::{PolicyName, Request};
pub use run::{Made, Outcome, import};
