//! A table as CSV: UTF-8 with a byte order mark, so that a spreadsheet reads it as it is.

use std::io::{self, Write};

/// A writer of rows.
///
/// # Errors
/// The mark cannot be written.
pub(crate) fn begin<W: Write>(mut out: W) -> io::Result<csv::Writer<W>> {
    out.write_all("\u{feff}".as_bytes())?;
    Ok(csv::Writer::from_writer(out))
}

/// The bytes of a table: its header, then a line a row.
///
/// # Errors
/// Rows of different lengths; else none in practice: the writer writes to memory.
pub fn to_csv<R>(
    header: impl IntoIterator<Item: AsRef<[u8]>>,
    rows: impl IntoIterator<Item = R>,
) -> Result<Vec<u8>, csv::Error>
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = begin(Vec::new())?;
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}
