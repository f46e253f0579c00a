//! Rows of runs as Parquet, a group of rows at a time.

use super::refused;
use crate::row::{COLUMNS, ResultRow};
use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{Column, DataFrame, DataType, Field, ParquetCompression, ParquetWriter, Schema};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

/// Rows of a group: so many are held at once, and the bytes depend on it.
const GROUP: usize = 1 << 16;

/// The positions of texts among the columns.
const TEXTS: [usize; 6] = [0, 1, 2, 4, 5, 6];
/// The position of the seed.
const SEED: usize = 3;
/// The position of the value.
const VALUE: usize = 7;

/// A writer of rows as Parquet.
pub struct Groups {
    out: BatchedWriter<BufWriter<File>>,
    texts: [Vec<String>; 6],
    seeds: Vec<u64>,
    values: Vec<f64>,
}

impl Groups {
    /// Begins the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn create(path: &Path) -> io::Result<Groups> {
        let field = |(at, name): (usize, &&str)| {
            let kind = match at {
                SEED => DataType::UInt64,
                VALUE => DataType::Float64,
                _ => DataType::String,
            };
            Field::new((*name).into(), kind)
        };
        let schema: Schema = COLUMNS.iter().enumerate().map(field).collect();
        let out = ParquetWriter::new(BufWriter::new(File::create(path)?))
            .with_compression(ParquetCompression::Snappy)
            .set_parallel(false)
            .batched(&schema)
            .map_err(refused)?;
        Ok(Groups { out, texts: Default::default(), seeds: Vec::new(), values: Vec::new() })
    }

    /// Takes a row.
    ///
    /// # Errors
    /// A full group cannot be written.
    pub fn push(&mut self, row: &ResultRow<'_>) -> io::Result<()> {
        let texts = [row.scenario, row.run, row.parameters, row.school_year, row.status, row.measure];
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text.to_owned());
        }
        self.seeds.push(row.seed);
        self.values.push(row.value);
        if self.values.len() == GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes what is held, then the footer.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.values.is_empty() {
            self.flush()?;
        }
        // The buffer is written out when the writer goes.
        self.out.finish().map_err(refused).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut texts = std::mem::take(&mut self.texts);
        let (seeds, values) = (std::mem::take(&mut self.seeds), std::mem::take(&mut self.values));
        let mut columns: Vec<(usize, Column)> = texts
            .iter_mut()
            .zip(TEXTS)
            .map(|(cells, at)| (at, Column::new(COLUMNS[at].into(), std::mem::take(cells))))
            .collect();
        columns.push((SEED, Column::new(COLUMNS[SEED].into(), seeds.as_slice())));
        columns.push((VALUE, Column::new(COLUMNS[VALUE].into(), values.as_slice())));
        columns.sort_by_key(|(at, _)| *at);
        let columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
        let frame = DataFrame::new(values.len(), columns).map_err(refused)?;
        self.out.write_batch(&frame).map_err(refused)
    }
}
