//! The most that is read of a file of each kind, in bytes; the limits within a table are `raw/caps.rs` of the tables.
//!
//! No honest file comes near them, and a hostile one of that size still fits a small machine's memory.

/// Settings that people write: policies, mappings, `county.toml`, scenarios, commitments.
pub const SETTINGS: u64 = 1 << 20;

/// `run.toml`: what a plan was made from.
pub const RECORD: u64 = 4 << 20;

/// Documents that the program itself wrote: plans, years, what-ifs, comparisons, audits.
pub const DOCUMENT: u64 = 64 << 20;

/// A certificate: it names a row for each person and post.
pub const CERTIFICATE: u64 = 64 << 20;

/// Keys of one object of JSON: beyond any document, and of a size that is kept to see whether one stands twice.
pub const KEYS: usize = 1 << 20;
