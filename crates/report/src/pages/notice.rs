//! The notice that is published (公示): its list, and what it takes to check it.

use super::{figures, words};
use crate::block::{Cell, Column, TERMINAL, Table};
use crate::json::{DisclosureDocument, disclosure_column};
use lungang_domain::disclosure::Field;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// Widest column of the list and of what it takes to check it, in columns of a terminal.
const WIDEST: usize = 28;
/// The same of the second sheet.
pub const WIDE: usize = 68;

/// The list: a number, then the fields that the office chose.
pub fn list(lang: Lang, document: &DisclosureDocument) -> Table {
    let n = document.moves.len().to_string();
    // A cell of the notice is text as it is: never a formula, and a number only in its first column.
    let cell = |field: Field, text: &str| match field {
        Field::FromSchool | Field::ToSchool | Field::Because | Field::Name | Field::TeacherId => Cell::from(text),
        _ => Cell::word(text),
    };
    Table::of(&document.moves)
        .column(figures(lang, "number"), |m| m.number)
        .columns(
            &document.fields,
            |field| words(lang, disclosure_column(**field)),
            |m, _, field| cell(**field, m.cell(**field)),
        )
        .table()
        .titled(TERMINAL, names::sentence(lang, "text.disclosure.list", &[("n", &n)]))
        .fit(0, WIDEST)
}

/// What it takes to check the list: items with their values.
pub fn checks(lang: Lang, document: &DisclosureDocument) -> Table {
    let word = |key: &str| say(lang, &format!("disclosure.check.{key}"), &[]);
    Table::of(crate::disclosure::checks(document, lang))
        .column(Column::words(word("item")), |(item, _)| item.clone())
        .column(Column::words(word("value")), |(_, value)| value.clone())
        .table()
}
