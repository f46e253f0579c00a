//! Tests of the reading of tables, in one binary.

#[path = "../../../tests/support/xls.rs"]
mod xls;

mod county_cascades;
mod county_causes;
mod county_columns;
mod county_files;
mod county_findings;
mod county_projections;
mod county_same;
mod county_support;
mod county_values;
mod county_words;
mod left_out;
mod raw_county;
mod raw_csv;
mod raw_encoding;
mod raw_excel;
mod raw_fuzz;
#[cfg(feature = "frames")]
mod raw_parquet;
mod raw_shapes;
mod raw_support;
mod raw_xls;
