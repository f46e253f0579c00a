//! The cells of one sheet of a BIFF stream.

use super::super::page::Page;
use super::Workbook;
use super::records::{Broken, Record, Records, f64_at, u8_at, u16_at, u32_at};
use crate::raw::Caps;
use crate::raw::caps::Budget;
use calamine::{CellErrorType, DataRef, Dimensions};
use lungang_domain::finding::{Finding, Findings, Place};

/// Why no more of a sheet is read.
enum End {
    Broken(Broken),
    Full(Box<Finding>),
}

impl From<Broken> for End {
    fn from(broken: Broken) -> End {
        End::Broken(broken)
    }
}

/// A sheet while it is read.
struct Reader<'a, 'b> {
    book: &'a Workbook,
    caps: &'a Caps,
    place: &'a Place,
    budget: &'b mut Budget,
    page: Page,
    /// The formula whose value is a text, which comes behind it.
    pending: Option<(u32, usize)>,
    /// Rows that say how high they are, where others are not shown.
    stated: std::collections::BTreeSet<u32>,
    unless_stated: bool,
    merges: u64,
}

/// Reads a sheet; a fault in the middle is told with the last row before it, and what came before is kept.
pub fn page(
    book: &Workbook,
    mut records: Records<'_>,
    (caps, budget): (&Caps, &mut Budget),
    place: &Place,
    findings: &mut Findings,
) -> (Page, usize) {
    let (page, stated) = (Page::default(), Default::default());
    let mut reader = Reader { book, caps, place, budget, page, pending: None, stated, unless_stated: false, merges: 0 };
    match reader.all(&mut records) {
        Ok(()) => {}
        Err(End::Full(finding)) => findings.push(*finding),
        Err(End::Broken(Broken(reason))) => {
            let place = Place { row: reader.page.last(), ..place.clone() };
            findings.push(Finding::error("broken-excel", place).with("reason", reason));
        }
    }
    reader.page.sort();
    if reader.unless_stated {
        let rows: Vec<u32> = reader.page.rows.iter().map(|(row, _)| row.saturating_add(1)).collect();
        reader.page.hidden.rows.extend(rows.into_iter().filter(|row| !reader.stated.contains(row)));
    }
    (reader.page, records.walked)
}

impl Reader<'_, '_> {
    fn all(&mut self, records: &mut Records<'_>) -> Result<(), End> {
        // Charts within a sheet are streams of their own within its stream.
        let mut depth = 0_usize;
        loop {
            let Some(record) = records.next()? else {
                return Err(Broken("@tables.broken.no-end").into());
            };
            match record.kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => return Ok(()),
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                _ => self.record(record)?,
            }
        }
    }

    fn record(&mut self, record: Record<'_>) -> Result<(), End> {
        let data = record.data;
        match record.kind {
            // NUMBER
            0x0203 => {
                let value = self.book.formats.value(u16_at(data, 4)?, f64_at(data, 6)?, self.book.date1904);
                self.take(position(data)?, &value)
            }
            // RK
            0x027E => self.packed(position(data)?, &data[4.min(data.len())..]),
            // MULRK
            0x00BD => {
                let (row, first) = position(data)?;
                let inner = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                inner.chunks_exact(6).enumerate().try_for_each(|(n, one)| self.packed((row, first + n), one))
            }
            // LABELSST
            0x00FD => {
                let shared = self.book.strings.get(u32_at(data, 6)? as usize);
                let text = shared.ok_or(Broken("@tables.broken.no-text"))?;
                self.take(position(data)?, &DataRef::SharedString(text))
            }
            // LABEL, RSTRING
            0x0204 | 0x00D6 => {
                let text = data.get(6..).ok_or(Broken("@tables.broken.text-cut"))?;
                let text = self.book.writing.long(text, record.more)?;
                self.take(position(data)?, &DataRef::String(text))
            }
            // BOOLERR
            0x0205 => {
                let value = truth_or_error(u8_at(data, 6)?, u8_at(data, 7)? != 0);
                self.take(position(data)?, &value)
            }
            // FORMULA, and as older versions number it
            0x0006 | 0x0206 | 0x0406 => self.formula(data),
            // STRING: the text that a formula came to
            0x0207 => match self.pending.take() {
                Some(at) => {
                    let text = self.book.writing.long(data, record.more)?;
                    self.take(at, &DataRef::String(text))
                }
                None => Ok(()),
            },
            // MERGECELLS
            0x00E5 => self.merged(data),
            // ROW
            0x0208 => {
                let row = u32::from(u16_at(data, 0)?) + 1;
                self.stated.insert(row);
                if u8_at(data, 12)? & 0x20 != 0 {
                    self.page.hidden.rows.insert(row);
                }
                Ok(())
            }
            // COLINFO
            0x007D => {
                if u8_at(data, 8)? & 1 != 0 {
                    let columns = (usize::from(u16_at(data, 0)?), usize::from(u16_at(data, 2)?));
                    self.page.hidden.columns.push(columns);
                }
                Ok(())
            }
            // DEFAULTROWHEIGHT
            0x0225 => {
                self.unless_stated = u16_at(data, 0)? & 2 != 0;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn take(&mut self, at: (u32, usize), value: &DataRef<'_>) -> Result<(), End> {
        self.page.take(at, value, self.place, self.caps, self.budget).map_err(End::Full)
    }

    /// A number of 30 bits: whole or the upper half of one with a fraction, and perhaps a hundredth of it.
    fn packed(&mut self, at: (u32, usize), data: &[u8]) -> Result<(), End> {
        let (format, bits) = (u16_at(data, 0)?, u32_at(data, 2)?);
        let whole = f64::from(bits.cast_signed() >> 2);
        let number = if bits & 2 != 0 { whole } else { f64::from_bits(u64::from(bits & !3) << 32) };
        let number = if bits & 1 != 0 { number / 100.0 } else { number };
        let value = self.book.formats.value(format, number, self.book.date1904);
        self.take(at, &value)
    }

    fn formula(&mut self, data: &[u8]) -> Result<(), End> {
        let at = position(data)?;
        let number = f64_at(data, 6)?;
        let value = match data.get(6..14) {
            Some([0, .., 0xFF, 0xFF]) => {
                self.pending = Some(at);
                DataRef::Empty
            }
            Some([1, _, truth, .., 0xFF, 0xFF]) => DataRef::Bool(*truth != 0),
            Some([2, _, error, .., 0xFF, 0xFF]) => truth_or_error(*error, true),
            Some([3, .., 0xFF, 0xFF]) => DataRef::Empty,
            _ => self.book.formats.value(u16_at(data, 4)?, number, self.book.date1904),
        };
        // A book of this kind always keeps what a formula came to.
        self.page.formula(at, true, self.place);
        self.take(at, &value)
    }

    fn merged(&mut self, data: &[u8]) -> Result<(), End> {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8).take(usize::from(u16_at(data, 0)?)) {
            self.merges += 1;
            if self.merges > super::most("mergeCell") {
                return Err(Broken("@tables.broken.merges").into());
            }
            let number = |at: usize| u16_at(range, at).map(u32::from);
            self.page.merges.push(Dimensions { start: (number(0)?, number(4)?), end: (number(2)?, number(6)?) });
        }
        Ok(())
    }
}

fn position(data: &[u8]) -> Result<(u32, usize), Broken> {
    Ok((u32::from(u16_at(data, 0)?), usize::from(u16_at(data, 2)?)))
}

fn truth_or_error(byte: u8, is_error: bool) -> DataRef<'static> {
    if !is_error {
        return DataRef::Bool(byte != 0);
    }
    DataRef::Error(match byte {
        0x00 => CellErrorType::Null,
        0x07 => CellErrorType::Div0,
        0x0F => CellErrorType::Value,
        0x17 => CellErrorType::Ref,
        0x1D => CellErrorType::Name,
        0x24 => CellErrorType::Num,
        0x2B => CellErrorType::GettingData,
        _ => CellErrorType::NA,
    })
}
