//! The edits of a scenario as typed: `[[cells]]`, `[[add]]`, `[[remove]]`, `[[scale]]`, `[[merge]]`, `[[open]]`.

use super::form::{Form, Said};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::number::Decimal;

/// One edit, and where it stands.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Where.
    pub place: Place,
    /// What.
    pub what: What,
}

/// What an edit does to the tables.
#[derive(Debug, Clone)]
pub enum What {
    /// One cell of one row gets another value.
    Cell {
        /// The row.
        of: Rows,
        /// The column.
        column: Said,
        /// What the cell holds.
        from: Said,
        /// What it is to hold.
        to: Said,
    },
    /// A row more.
    Add {
        /// The table.
        table: Said,
        /// Columns with what stands in them.
        cells: Vec<(Said, Said)>,
    },
    /// One row less.
    Remove {
        /// The row.
        of: Rows,
    },
    /// Numbers of a column grow or shrink.
    Scale {
        /// The rows.
        of: Rows,
        /// The column.
        column: Said,
        /// How.
        by: Factor,
    },
    /// A school goes up in another.
    Merge {
        /// The school that is closed.
        school: Said,
        /// The other.
        into: Said,
    },
    /// A school more.
    Open {
        /// Columns of its row with what stands in them.
        school: Vec<(Said, Said)>,
        /// The school that gives it pupils, classes and posts.
        from: Option<Said>,
        /// Teachers who go there.
        teachers: Vec<Said>,
    },
}

/// How numbers change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// So many more over all rows together, in proportion to what they have.
    Add(i64),
    /// So many more in each row.
    Each(i64),
    /// Each row by a factor, rounded half up.
    By(Decimal),
}

/// Which rows of a table are meant.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The table.
    pub table: Said,
    /// How the row begins: the cells of its first columns, joined by commas.
    pub row: Option<Said>,
    /// Columns with the values any of which a row has.
    pub wanted: Vec<(Said, Vec<Said>)>,
}

/// The keys of a scenario that hold edits.
pub(super) const KINDS: [&str; 6] = ["cells", "add", "remove", "scale", "merge", "open"];

/// Reads the edits, in the order of the file.
pub(super) fn read(root: &Form<'_>, findings: &mut Findings) -> Vec<Edit> {
    let mut all = Vec::new();
    for kind in KINDS {
        for form in root.tables(kind, findings) {
            if let Some(what) = what(kind, &form, findings) {
                all.push((form.at(), Edit { place: form.place(), what }));
            }
        }
    }
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, edit)| edit).collect()
}

fn what(kind: &str, form: &Form<'_>, findings: &mut Findings) -> Option<What> {
    match kind {
        "cells" => {
            form.only(&["table", "row", "where", "column", "from", "to"], findings);
            let of = rows(form, findings);
            let (column, from) = (form.needed("column", findings), form.needed("from", findings));
            let to = form.needed("to", findings);
            Some(What::Cell { of: of?, column: column?, from: from?, to: to? })
        }
        "add" => {
            form.only(&["table", "cells"], findings);
            let (table, cells) = (form.needed("table", findings), cells(form, "cells", findings));
            Some(What::Add { table: table?, cells: cells? })
        }
        "remove" => {
            form.only(&["table", "row", "where"], findings);
            Some(What::Remove { of: rows(form, findings)? })
        }
        "scale" => {
            form.only(&["table", "row", "where", "column", "add", "each", "by"], findings);
            let table = form.needed("table", findings);
            let of = table.map(|table| Rows { table, ..picked(form, findings) });
            let (column, by) = (form.needed("column", findings), factor(form, findings));
            Some(What::Scale { of: of?, column: column?, by: by? })
        }
        "merge" => {
            form.only(&["school", "into"], findings);
            let (school, into) = (form.needed("school", findings), form.needed("into", findings));
            Some(What::Merge { school: school?, into: into? })
        }
        _ => {
            form.only(&["school", "from", "teachers"], findings);
            let (school, from) = (cells(form, "school", findings), form.said("from", findings));
            let teachers = form.several("teachers", findings);
            Some(What::Open { school: school?, from, teachers })
        }
    }
}

/// The rows of an edit that must say which it means.
fn rows(form: &Form<'_>, findings: &mut Findings) -> Option<Rows> {
    let table = form.needed("table", findings);
    let picked = picked(form, findings);
    if picked.row.is_none() && form.get("where").is_none() {
        form.need("row", findings);
        return None;
    }
    Some(Rows { table: table?, ..picked })
}

fn picked(form: &Form<'_>, findings: &mut Findings) -> Rows {
    let table = Said { text: String::new(), place: form.place() };
    Rows { table, row: form.said("row", findings), wanted: form.columns("where", findings) }
}

/// The cells of a new row; a list is what a cell with several values holds.
fn cells<'a>(form: &Form<'a>, key: &'static str, findings: &mut Findings) -> Option<Vec<(Said, Said)>> {
    form.need(key, findings)?;
    let columns = form.columns(key, findings).into_iter();
    let joined = columns.map(|(column, values)| {
        let place = values.first().map_or_else(|| column.place.clone(), |v| v.place.clone());
        let texts: Vec<String> = values.into_iter().map(|v| v.text).collect();
        (column, Said { text: texts.join(";"), place })
    });
    Some(joined.collect())
}

fn factor(form: &Form<'_>, findings: &mut Findings) -> Option<Factor> {
    const MOST: i64 = 1_000_000;
    let (add, each) = (form.get("add"), form.get("each"));
    let by = form.said("by", findings);
    match (add, each, by) {
        (Some(_), None, None) => form.whole("add", (-MOST, MOST), findings).map(Factor::Add),
        (None, Some(_), None) => form.whole("each", (-MOST, MOST), findings).map(Factor::Each),
        (None, None, Some(by)) => match Decimal::parse(&by.text) {
            Ok(factor) if (0..=Decimal::whole(100).0).contains(&factor.0) => Some(Factor::By(factor)),
            _ => {
                let finding = Finding::error("toml-value", by.place).with("key", "scale.by").with("value", &by.text);
                findings.push(finding.with("allowed", "1.05, \"105%\" …"));
                None
            }
        },
        _ => {
            findings.push(Finding::error("scenario-one-of", form.place()).with("keys", "`add`, `each`, `by`"));
            None
        }
    }
}
