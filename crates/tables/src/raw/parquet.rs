//! Parquet: the columns of a frame as rows of cells.
//!
//! The footer is checked against the file's size and against the heads of its pages before a column is decoded: what a hostile
//! one claims would be reserved in memory otherwise, and memory that is not there ends the program.

use super::assemble::{Assembly, Source};
use super::caps::{Budget, Caps};
use super::quarantine::quarantine;
use super::{Cell, RawTable, ReadOptions, load, pages, text};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use lungang_domain::finding::{Finding, Findings, Place};
use polars::prelude::{AnyValue, Column, DataFrame, DataType, ParallelStrategy, ParquetReader, SerReader, TimeUnit};
use std::io::Cursor;
use std::path::Path;

/// Length of a footer that no table of a county exceeds.
const MAX_FOOTER: usize = 16 << 20;

/// Reads one Parquet file; `None` when there is no table in it.
pub fn read(path: &Path, options: &ReadOptions, findings: &mut Findings) -> Option<RawTable> {
    let file = path.display().to_string();
    let place = Place::file(file.clone());
    let cap = options.cap.parquet_bytes;
    let (opened, _) = load::open(path, cap, findings)?;
    let mut bytes = Vec::new();
    if !load::read_rest(path, opened, cap, &mut bytes, findings) {
        return None;
    }
    let refuse = |reason: String| Finding::error("not-parquet", place.clone()).with("reason", reason);
    if let Err(reason) = framed(&bytes) {
        findings.push(refuse(reason));
        return None;
    }
    let source = Source {
        name: path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        file,
        sheet: None,
        excel: false,
        caps: options.cap,
        named: options.named.clone(),
    };
    let told = quarantine(|| {
        let mut own = Findings::default();
        let table = match frame(&bytes, &options.cap) {
            Ok(frame) => rows(&frame, source, &mut own),
            Err(Refusal::Reason(reason)) => {
                own.push(refuse(reason));
                None
            }
            Err(Refusal::Cap(code, cap)) => {
                own.push(Finding::error(code, place.clone()).with("cap", cap));
                None
            }
        };
        (table, own)
    });
    match told {
        Ok((table, own)) => {
            findings.extend(own);
            table
        }
        Err(panicked) => {
            findings.push(refuse(panicked.0));
            None
        }
    }
}

enum Refusal {
    Reason(String),
    Cap(&'static str, u64),
}

/// Both magic numbers, and a footer that lies within the file.
fn framed(bytes: &[u8]) -> Result<(), String> {
    let n = bytes.len();
    if n < 12 || !bytes.starts_with(b"PAR1") {
        let kind = load::magic(bytes).filter(|_| n > 0).unwrap_or(if n == 0 {
            "@tables.content.empty"
        } else {
            "@tables.content.other"
        });
        return Err(kind.to_owned());
    }
    if !bytes.ends_with(b"PAR1") {
        return Err("no footer (truncated)".to_owned());
    }
    let length: [u8; 4] = bytes[n - 8..n - 4].try_into().map_err(|_| "no footer")?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FOOTER || length + 12 > n {
        return Err(format!("footer of {length} bytes"));
    }
    if pages::is_flat(&bytes[n - 8 - length..n - 8]) { Ok(()) } else { Err("columns nested too deep".to_owned()) }
}

fn frame(bytes: &[u8], caps: &Caps) -> Result<DataFrame, Refusal> {
    let reason = |e: polars::error::PolarsError| Refusal::Reason(e.to_string());
    let size = bytes.len() as u64;
    let mut reader = ParquetReader::new(Cursor::new(bytes)).read_parallel(ParallelStrategy::None).set_rechunk(false);
    let meta = reader.get_metadata().map_err(reason)?.clone();
    if meta.num_rows > caps.rows {
        return Err(Refusal::Cap("too-many-rows", caps.rows as u64));
    }
    let mut groups = 0_u64;
    let mut unpacked = 0_u64;
    for group in &meta.row_groups {
        groups = groups.saturating_add(group.num_rows() as u64);
        if group.n_columns() > caps.columns {
            return Err(Refusal::Cap("too-many-columns", caps.columns as u64));
        }
        for column in group.parquet_columns() {
            let (packed, full) = (column.compressed_size(), column.uncompressed_size());
            let values = u64::try_from(column.num_values()).ok().filter(|n| *n <= caps.cells);
            let (Ok(packed), Ok(full), Some(values)) = (u64::try_from(packed), u64::try_from(full), values) else {
                return Err(Refusal::Reason("sizes of a column".into()));
            };
            if packed > size {
                return Err(Refusal::Reason("a column longer than the file".into()));
            }
            // What the footer says of a column and what its pages say need not be the same.
            let Some(held) = pages::unpacked(bytes, column.byte_range(), values) else {
                return Err(Refusal::Reason("pages of a column".into()));
            };
            unpacked = unpacked.saturating_add(full.max(held));
        }
    }
    if groups != meta.num_rows as u64 {
        return Err(Refusal::Reason(format!("{groups} rows of {}", meta.num_rows)));
    }
    // A decoder holds the pages, what is in them, and the cells.
    if unpacked > caps.text_bytes {
        return Err(Refusal::Cap("too-much-data", caps.cells));
    }
    let frame = reader.finish().map_err(reason)?;
    match frame.height() {
        rows if rows == meta.num_rows => Ok(frame),
        rows => Err(Refusal::Reason(format!("{rows} rows of {}", meta.num_rows))),
    }
}

/// A frame as a table; a column of a type that no cell can hold is told and left out.
fn rows(frame: &DataFrame, source: Source, findings: &mut Findings) -> Option<RawTable> {
    let caps = source.caps;
    let mut assembly = Assembly::new(source, Budget::new(&caps));
    let columns: Vec<&Column> = frame.columns().iter().filter(|c| holds(c, &assembly, findings)).collect();
    let headers = columns.iter().map(|c| text::cell(c.name(), caps.cell_chars).0).enumerate();
    assembly.row(1, headers.filter(|(_, c)| !c.is_empty()).collect(), Some(columns.len()), findings);
    // A file with a schema has its header there, whatever its rows hold.
    assembly.settle(findings);
    let series: Vec<_> = columns.iter().map(|c| c.as_materialized_series().rechunk()).collect();
    let mut streams: Vec<_> = series.iter().map(|s| s.iter()).collect();
    for number in (2..).take(frame.height()) {
        let mut cells = Vec::with_capacity(streams.len());
        for (column, stream) in streams.iter_mut().enumerate() {
            let (cell, cut) = cell(&stream.next().unwrap_or(AnyValue::Null), caps.cell_chars);
            if let Some(chars) = cut {
                assembly.tell_huge(number, column, chars, findings);
            }
            if !cell.is_empty() {
                cells.push((column, cell));
            }
        }
        if !assembly.row(number, cells, Some(streams.len()), findings) {
            break;
        }
    }
    assembly.finish(findings)
}

fn holds(column: &Column, assembly: &Assembly, findings: &mut Findings) -> bool {
    let told = match column.dtype() {
        DataType::List(inner) => plain(inner),
        other => plain(other),
    };
    if !told {
        let place = Place { column: Some(column.name().to_string()), ..assembly.place() };
        findings.push(Finding::warning("parquet-type", place).with("type", column.dtype()));
    }
    told
}

/// Whether values of a type are single values that a cell can hold or show.
fn plain(of: &DataType) -> bool {
    matches!(of, DataType::String | DataType::Null)
        || of.is_primitive()
        || of.is_temporal()
        || of.is_bool()
        || of.is_categorical()
        || of.is_enum()
        || of.is_decimal()
}

/// One value as a cell; a list is joined with `;`, as lists are written in a CSV.
fn cell(value: &AnyValue<'_>, cap: usize) -> (Cell, Option<usize>) {
    let known = match value {
        AnyValue::Null => Some(Cell::Empty),
        AnyValue::Boolean(b) => Some(Cell::Bool(*b)),
        AnyValue::Float32(x) if x.is_nan() => Some(Cell::Empty),
        AnyValue::Float64(x) if x.is_nan() => Some(Cell::Empty),
        AnyValue::Float32(x) => Some(text::number(f64::from(*x))),
        AnyValue::Float64(x) => Some(text::number(*x)),
        AnyValue::Date(days) => day(i64::from(*days)).map(Cell::Date),
        AnyValue::Datetime(at, unit, zone) => day(days_of(*at, *unit, zone.map(|z| z.as_str()))).map(Cell::Date),
        AnyValue::DatetimeOwned(at, unit, zone) => {
            day(days_of(*at, *unit, zone.as_ref().map(|z| z.as_str()))).map(Cell::Date)
        }
        v if v.is_integer() => v.extract::<i64>().map(Cell::Int),
        v @ AnyValue::Decimal(..) => v.extract::<f64>().map(text::number),
        _ => None,
    };
    if let Some(cell) = known {
        return (cell, None);
    }
    let shown = match value {
        AnyValue::List(list) => {
            let parts: Vec<String> = list.iter().map(|v| cell(&v, cap).0.show()).filter(|s| !s.is_empty()).collect();
            parts.join(";")
        }
        other => other.get_str().map_or_else(|| other.to_string(), str::to_owned),
    };
    let (cell, cut) = text::cell(&shown, cap);
    (cell, cut.then(|| shown.chars().count()))
}

/// The day of a moment since 1970, in the zone of its column; the minute before midnight is the next day, as in
/// [`clock`](super::clock).
fn days_of(at: i64, unit: TimeUnit, zone: Option<&str>) -> i64 {
    let minute = match unit {
        TimeUnit::Nanoseconds => 60_000_000_000,
        TimeUnit::Microseconds => 60_000_000,
        TimeUnit::Milliseconds => 60_000,
    };
    (at.div_euclid(minute) + 1 + zone.map_or(0, offset_minutes)).div_euclid(24 * 60)
}

/// Minutes of a zone ahead of UTC: `+08:00` and the zones of China. A moment that is kept in UTC means the day it was
/// in China; any other zone counts as UTC.
fn offset_minutes(zone: &str) -> i64 {
    match zone {
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Harbin" | "Asia/Hong_Kong" | "Asia/Macau" | "PRC" => 8 * 60,
        "UTC" | "Etc/UTC" | "GMT" | "Z" => 8 * 60,
        "Asia/Urumqi" | "Asia/Kashgar" => 6 * 60,
        fixed => fixed_offset(fixed).unwrap_or(0),
    }
}

fn fixed_offset(zone: &str) -> Option<i64> {
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
    Some(sign * (i64::from(hours) * 60 + i64::from(minutes)))
}

fn day(since_1970: i64) -> Option<Date> {
    let span: Span = 0.days().try_days(since_1970).ok()?;
    date(1970, 1, 1).checked_add(span).ok()
}
