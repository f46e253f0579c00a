//! Pages: what is told of each noun, as blocks that every pen draws. One file a noun.
//!
//! What stands where on a terminal, on a page of the browser and in a workbook is said in `text`, `html` and `xlsx`; the tables
//! themselves are described here, once.

pub mod audited;
pub mod changes;
pub mod comparison;
pub mod figures;
pub mod findings;
pub mod frontier;
pub mod goals;
pub mod heads;
pub mod imported;
pub mod moves;
pub mod notice;
pub mod people;
pub mod price;
pub mod recruit;
pub mod retasks;
pub mod schools;
pub mod shortages;
pub mod staffing;
pub mod visits;
pub mod years;

use crate::block::Column;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// A column of words: `report.col.<key>`.
pub fn words(lang: Lang, key: &str) -> Column {
    Column::words(names::word(lang, &format!("col.{key}")))
}

/// A column of figures: `report.col.<key>`.
pub fn figures(lang: Lang, key: &str) -> Column {
    Column::figures(names::word(lang, &format!("col.{key}")))
}

/// A title with the number of what stands below it: `<key>` with `{n}`.
pub fn counted(lang: Lang, key: &str, n: usize) -> String {
    say(lang, key, &[("n", &n.to_string())])
}
