//! A table as CSV: UTF-8 with a byte order mark, so that Excel shows it as it is.

use super::WriteError;
use super::sheet::Sheet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes one table.
pub(super) fn write(sheet: &Sheet, path: &Path) -> Result<(), WriteError> {
    let io = |e: std::io::Error| WriteError::io(path, e);
    let mut file = BufWriter::new(File::create(path).map_err(io)?);
    file.write_all("\u{feff}".as_bytes()).map_err(io)?;
    let mut out = ::csv::Writer::from_writer(file);
    let record = |out: &mut ::csv::Writer<BufWriter<File>>, cells: Vec<String>| {
        out.write_record(&cells).map_err(|e| WriteError::refused(path, e))
    };
    record(&mut out, sheet.columns.iter().map(|(c, _)| c.header(sheet.lang).to_owned()).collect())?;
    for row in 0..sheet.rows() {
        record(&mut out, sheet.columns.iter().map(|(_, values)| values[row].show()).collect())?;
    }
    out.flush().map_err(io)
}
