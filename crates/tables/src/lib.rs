//! Reads a bureau's tables (CSV, Excel, Parquet) and validates them into a county.

pub mod policy;
pub mod raw;
pub mod schema;
pub mod write;
pub mod assignments;
pub mod county_toml;
pub mod hashes;
pub mod mapping;
pub mod plan_json;
pub mod read;
pub mod table;
pub mod validate;
mod cells;
mod nearest;
mod toml_doc;

pub use hashes::input_hashes;
pub use read::{Options, read};
pub use table::Tables;
pub use validate::{validate, validate_schools};
