//! Findings of reading the tables: each cause once, with its place, rows and remedy.

use super::words;
use crate::block::{Alarm, Cell, Table};
use lungang_domain::cause::Cause;
use lungang_domain::finding::Findings;
use lungang_domain::words::Lang;
use lungang_results::names;

/// Rows that are named of a cause.
const ROWS: usize = 50;

/// A line a cause, then one for each code of which more was found than is kept.
pub fn causes(lang: Lang, found: &Findings) -> Table {
    let more = found.unlisted().map(|(code, severity, n)| {
        let words = names::sentence(lang, "unlisted", &[("n", &n.to_string())]);
        let mut cells = vec![Cell::Word(names::severity(lang, severity)), Cell::Text(code.to_owned())];
        cells.extend([const { Cell::Empty }; 5]);
        cells.push(Cell::Text(words));
        cells
    });
    Table::of(found.causes())
        .column(words(lang, "severity").alarm(error(lang)), |c| Cell::Word(names::severity(lang, c.severity())))
        .column(words(lang, "code"), |c| c.code())
        .column(words(lang, "file"), |c| c.place().file)
        .column(words(lang, "sheet"), |c| c.place().sheet)
        .column(words(lang, "column"), |c| c.place().column)
        .column(words(lang, "how-often"), |c| c.count())
        .column(words(lang, "in-rows"), |c| rows(c, lang))
        .column(words(lang, "cause"), |c| c.message(lang))
        .column(words(lang, "remedy"), |c| c.remedy(lang))
        .table()
        .ending(more.collect::<Vec<_>>())
        .fit(0, 46)
}

/// An error calls for attention.
pub fn error(lang: Lang) -> Alarm {
    Alarm::Says(vec![names::word(lang, "severity.error")])
}

/// One row as a number, several as words.
fn rows(cause: &Cause, lang: Lang) -> Cell {
    let listed: Vec<u32> = cause.rows().take(ROWS).collect();
    if listed.len() < 2 {
        return listed.first().copied().into();
    }
    let words: Vec<String> = listed.iter().map(u32::to_string).collect();
    let mut words = words.join(&names::word(lang, "text.check.row-and"));
    if cause.rows().count() > listed.len() {
        words += &names::word(lang, "text.check.row-more");
    }
    Cell::Text(words)
}
