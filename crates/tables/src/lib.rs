//! Reads a bureau's tables (CSV, Excel, Parquet) and validates them into a county.

pub mod raw;
pub mod schema;
