//! Tables of results, written as they come: what is written is not held.

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{Column, DataFrame, DataType, Field, ParquetCompression, ParquetWriter, Schema};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// One measure of one year of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The run: `quota-grid.3`.
    pub run: &'a str,
    /// The parameters of the run: `quota=10%; clock=5`.
    pub parameters: &'a str,
    /// Its seed.
    pub seed: u64,
    /// `2026-2027`
    pub school_year: &'a str,
    /// How the year's plan ended.
    pub status: &'a str,
    /// The measure.
    pub measure: &'a str,
    /// Its value as it is printed: a whole number, or four places.
    pub shown: &'a str,
    /// Its value.
    pub value: f64,
}

/// The columns, in both files.
const COLUMNS: [&str; 8] = ["scenario", "run", "parameters", "seed", "school_year", "status", "measure", "value"];

/// Rows of a group of the Parquet file: so many are held at once, and the bytes depend on it.
const GROUP: usize = 1 << 16;

/// A writer of `results.csv` and `results.parquet`, the same rows in both.
pub struct ResultsWriter {
    csv: csv::Writer<BufWriter<File>>,
    parquet: BatchedWriter<BufWriter<File>>,
    texts: [Vec<String>; 6],
    seeds: Vec<u64>,
    values: Vec<f64>,
    paths: [PathBuf; 2],
}

/// The positions of texts among the columns.
const TEXTS: [usize; 6] = [0, 1, 2, 4, 5, 6];

impl ResultsWriter {
    /// Begins both files.
    ///
    /// # Errors
    /// One cannot be written.
    pub fn create(csv: &Path, parquet: &Path) -> io::Result<ResultsWriter> {
        let mut file = BufWriter::new(File::create(csv)?);
        file.write_all("\u{feff}".as_bytes())?;
        let mut out = csv::Writer::from_writer(file);
        out.write_record(COLUMNS)?;
        let field = |(at, name): (usize, &&str)| {
            let kind = match at {
                3 => DataType::UInt64,
                7 => DataType::Float64,
                _ => DataType::String,
            };
            Field::new((*name).into(), kind)
        };
        let schema: Schema = COLUMNS.iter().enumerate().map(field).collect();
        let writer = ParquetWriter::new(BufWriter::new(File::create(parquet)?))
            .with_compression(ParquetCompression::Snappy)
            .set_parallel(false)
            .batched(&schema)
            .map_err(refused)?;
        Ok(ResultsWriter {
            csv: out,
            parquet: writer,
            texts: Default::default(),
            seeds: Vec::new(),
            values: Vec::new(),
            paths: [csv.to_owned(), parquet.to_owned()],
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn push(&mut self, row: &ResultRow<'_>) -> io::Result<()> {
        let seed = row.seed.to_string();
        let cells = [row.scenario, row.run, row.parameters, &seed, row.school_year, row.status, row.measure, row.shown];
        self.csv.write_record(cells)?;
        for (column, at) in self.texts.iter_mut().zip(TEXTS) {
            column.push(cells[at].to_owned());
        }
        self.seeds.push(row.seed);
        self.values.push(row.value);
        if self.values.len() == GROUP { self.flush_group() } else { Ok(()) }
    }

    /// Ends both files and sees that they are on the disk.
    ///
    /// # Errors
    /// One cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.values.is_empty() {
            self.flush_group()?;
        }
        self.csv.flush()?;
        self.parquet.finish().map_err(refused)?;
        let paths = std::mem::take(&mut self.paths);
        // Both buffers are written out when their writers go.
        drop(self);
        paths.iter().try_for_each(|path| File::open(path)?.sync_all())
    }

    fn flush_group(&mut self) -> io::Result<()> {
        let mut texts = std::mem::take(&mut self.texts).into_iter();
        let (seeds, values) = (std::mem::take(&mut self.seeds), std::mem::take(&mut self.values));
        let rows = values.len();
        let mut columns = Vec::with_capacity(COLUMNS.len());
        for (at, name) in COLUMNS.into_iter().enumerate() {
            columns.push(match at {
                3 => Column::new(name.into(), seeds.as_slice()),
                7 => Column::new(name.into(), values.as_slice()),
                _ => Column::new(name.into(), texts.next().unwrap_or_default()),
            });
        }
        let frame = DataFrame::new(rows, columns).map_err(refused)?;
        self.parquet.write_batch(&frame).map_err(refused)
    }
}

/// Writes a small table as CSV, UTF-8 with a byte order mark, and sees that it is on the disk.
///
/// # Errors
/// It cannot be written.
pub fn write_csv<'a, R>(path: &Path, header: &[String], rows: R) -> io::Result<()>
where
    R: IntoIterator<Item = Vec<String>> + 'a,
{
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut out = csv::Writer::from_writer(file);
    out.write_record(header)?;
    for row in rows {
        out.write_record(&row)?;
    }
    out.flush()?;
    drop(out);
    File::open(path)?.sync_all()
}

fn refused(error: polars::error::PolarsError) -> io::Error {
    io::Error::other(error.to_string())
}
