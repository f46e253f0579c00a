//! Reads a bureau's tables (CSV, Excel, Parquet) and validates them into a county.

pub mod assignments;
mod cells;
pub mod convert;
pub mod county_toml;
pub mod dates;
pub mod events;
pub mod ground;
pub mod hashes;
mod headed;
pub mod heads;
mod ids;
pub mod itinerant;
mod left_out;
pub mod mapping;
pub mod names;
pub mod pin_flag;
pub mod placeholder;
pub mod raw;
pub mod read;
pub mod retasks;
pub mod schema;
mod single;
pub mod spread;
pub mod table;
pub mod validate;
pub mod write;

pub use hashes::input_hashes;
pub use left_out::says_no_row;
pub use read::{Options, read};
pub use table::Tables;
pub use validate::{validate, validate_schools};
