//! Tests of the reading of tables, in one binary.

mod policies;
mod raw_county;
mod raw_csv;
mod raw_encoding;
mod raw_excel;
mod raw_fuzz;
mod raw_parquet;
mod raw_support;
