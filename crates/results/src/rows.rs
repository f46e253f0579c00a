//! The rows of a what-if's runs, written as they come: what is written is not held.

#[cfg(feature = "frames")]
use crate::frames::Groups;
use crate::row::{COLUMNS, ResultRow};
use crate::table;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

/// The files that hold the rows: `results.csv`, and `results.parquet` where the program has data frames.
#[cfg(feature = "frames")]
pub const FILES: &[&str] = &["results.csv", "results.parquet"];
/// The files that hold the rows: `results.csv`, and `results.parquet` where the program has data frames.
#[cfg(not(feature = "frames"))]
pub const FILES: &[&str] = &["results.csv"];

/// A writer of the same rows into each of [`FILES`].
pub struct ResultsWriter {
    csv: csv::Writer<BufWriter<File>>,
    #[cfg(feature = "frames")]
    parquet: Groups,
    paths: Vec<PathBuf>,
}

impl ResultsWriter {
    /// Begins the files, at one path for each of [`FILES`].
    ///
    /// # Errors
    /// One cannot be written, or paths are missing.
    pub fn create(paths: &[PathBuf]) -> io::Result<ResultsWriter> {
        let path = |at: usize| paths.get(at).ok_or_else(|| io::Error::other(format!("no path for {}", FILES[at])));
        let mut csv = table::begin(BufWriter::new(File::create(path(0)?)?))?;
        csv.write_record(COLUMNS)?;
        Ok(ResultsWriter {
            csv,
            #[cfg(feature = "frames")]
            parquet: Groups::create(path(1)?)?,
            paths: paths.to_vec(),
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
        #[cfg(feature = "frames")]
        self.parquet.push(row)?;
        Ok(())
    }

    /// Ends the files and sees that they are on the disk.
    ///
    /// # Errors
    /// One cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()?;
        drop(self.csv);
        #[cfg(feature = "frames")]
        self.parquet.finish()?;
        self.paths.iter().try_for_each(|path| File::open(path)?.sync_all())
    }
}
