//! The standard tables as they are written, and as they are validated before anything is.

use crate::draft::Draft;
use crate::values::{NO, YES};
use lungang_domain::words::Lang;
use lungang_tables::raw::{Cell, Header, RawRow, RawTable};
use lungang_tables::schema::{self, ColumnSpec, Kind};
use lungang_tables::write::PlainTable;

/// A table as it is written: columns in the order of the schema, without those that are empty throughout.
pub fn plain(draft: &Draft, lang: Lang) -> Option<PlainTable> {
    let spec = schema::table(draft.table).filter(|_| !draft.rows.is_empty())?;
    let filled =
        |c: &&ColumnSpec| c.required || draft.rows.iter().any(|row| row.text(c.name).is_some_and(|t| !t.is_empty()));
    let columns: Vec<&ColumnSpec> = spec.columns.iter().filter(filled).collect();
    let rows = draft.rows.iter().map(|row| {
        let cell = |c: &&ColumnSpec| row.text(c.name).map(|text| written(c, text, lang)).unwrap_or_default();
        columns.iter().map(cell).collect()
    });
    Some(PlainTable { table: spec.name, rows: rows.collect(), columns: columns.iter().map(|c| c.name).collect() })
}

/// A cell on one line, in the words of one language.
fn written(column: &ColumnSpec, text: &str, lang: Lang) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match column.kind {
        Kind::Choice(choices) => schema::choose(choices, &clean).map_or(clean.clone(), |c| c.word(lang).to_owned()),
        Kind::Flag => match clean.as_str() {
            YES => lang.pick("是", YES).to_owned(),
            NO => lang.pick("否", NO).to_owned(),
            _ => clean,
        },
        _ => clean,
    }
}

/// A table as it will be read again.
pub fn raw(table: &PlainTable, lang: Lang) -> RawTable {
    let header = |(index, text): (usize, String)| Header { text, index };
    let cell = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) };
    let row = |(at, cells): (usize, &Vec<String>)| RawRow {
        number: u32::try_from(at + 2).unwrap_or(u32::MAX),
        cells: cells.iter().map(cell).collect(),
    };
    RawTable {
        name: table.table.to_owned(),
        file: table.file(),
        sheet: None,
        headers: table.headers(lang).into_iter().enumerate().map(header).collect(),
        rows: table.rows.iter().enumerate().map(row).collect(),
        encoding: None,
        excel: false,
        date1904: false,
    }
}
