//! A table as Parquet: text, whole numbers, decimals and days in columns of their own type.

use super::sheet::Sheet;
use super::{Value, WriteError};
use crate::schema::{ColumnSpec, Kind};
use jiff::civil::{Date, date};
use polars::prelude::{Column, DataFrame, DataType, ParquetCompression, ParquetWriter};
use std::fs::File;
use std::path::Path;

/// Writes one table.
pub(super) fn write(sheet: &Sheet, path: &Path) -> Result<(), WriteError> {
    let refused = |e: polars::error::PolarsError| WriteError::refused(path, e);
    let columns: Result<Vec<Column>, _> =
        sheet.columns.iter().map(|(spec, values)| column(spec, values, spec.header(sheet.lang))).collect();
    let mut frame = DataFrame::new(sheet.rows(), columns.map_err(refused)?).map_err(refused)?;
    let file = File::create(path).map_err(|e| WriteError::io(path, e))?;
    ParquetWriter::new(file)
        .with_compression(ParquetCompression::Snappy)
        .set_parallel(false)
        .finish(&mut frame)
        .map_err(refused)?;
    Ok(())
}

fn column(spec: &ColumnSpec, values: &[Value], header: &str) -> polars::error::PolarsResult<Column> {
    let name = header.into();
    Ok(match spec.kind {
        Kind::Int { .. } => {
            let int = |v: &Value| if let Value::Int(n) = v { Some(*n) } else { None };
            Column::new(name, values.iter().map(int).collect::<Vec<Option<i64>>>())
        }
        Kind::Km | Kind::Longitude | Kind::Latitude => {
            Column::new(name, values.iter().map(Value::number).collect::<Vec<Option<f64>>>())
        }
        Kind::Date => {
            let days = |v: &Value| if let Value::Day(day) = v { since_1970(*day) } else { None };
            Column::new(name, values.iter().map(days).collect::<Vec<Option<i32>>>()).cast(&DataType::Date)?
        }
        _ => {
            let text = |v: &Value| if *v == Value::Empty { None } else { Some(v.show()) };
            Column::new(name, values.iter().map(text).collect::<Vec<Option<String>>>())
        }
    })
}

fn since_1970(day: Date) -> Option<i32> {
    Some(date(1970, 1, 1).until(day).ok()?.get_days())
}
