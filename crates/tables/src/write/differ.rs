//! Two states of a county, cell by cell: as they would be written, so that only what is read of a table is compared.

use super::sheet::Sheet;
use super::{Value, all_sheets};
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// A cell or a row that is not the same in two states of a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellDifference {
    /// The table, as its file is called: `teachers`.
    pub table: &'static str,
    /// Which row: its ids, and what else tells it from others.
    pub row: String,
    /// What differs.
    pub what: What,
    /// Whether a plan depends on it: names and remarks are for people only.
    pub matters: bool,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A cell.
    Cell {
        /// Its column, by its header in the language that was asked for.
        column: String,
        /// What it held then; empty where it was.
        then: String,
        /// What it holds now.
        now: String,
    },
    /// The row is new.
    New,
    /// The row is gone.
    Gone,
}

/// The columns that tell the rows of a table apart; of a table that is not listed, all of them.
const KEYS: [(&str, &[&str]); 13] = [
    ("schools", &["school_id"]),
    ("teachers", &["teacher_id"]),
    ("needs", &["school_id", "stage", "subject"]),
    ("wishes", &["teacher_id", "rank"]),
    ("applications", &["teacher_id"]),
    ("scores", &["teacher_id", "school_id", "goal"]),
    ("pins", &["teacher_id", "kind", "school_id", "subject"]),
    ("relatives", &["teacher_id", "relative_id"]),
    ("published", &["teacher_id"]),
    ("travel", &["from", "to"]),
    ("postings", &["teacher_id", "start", "from_school", "to_school"]),
    ("authorised", &["stage"]),
    ("projections", &["school_year", "kind", "school_id", "stage", "grade", "subject", "teacher_id"]),
];

/// The columns that no plan depends on.
const FOR_PEOPLE: [(&str, &str); 5] = [
    ("schools", "name"),
    ("teachers", "name"),
    ("pins", "reason"),
    ("applications", "date"),
    ("relatives", "relation"),
];

/// What differs between two states of a county, each under the policy that it was read under: table by table, and within a
/// table by row. The order of rows is no difference.
pub fn differences(then: (&CountyParts, &Policy), now: (&CountyParts, &Policy), lang: Lang) -> Vec<CellDifference> {
    let mut all = of_the_county(then.0, now.0);
    for (then, now) in all_sheets(then.0, then.1, lang).iter().zip(&all_sheets(now.0, now.1, lang)) {
        of_a_table(then, now, &mut all);
    }
    all
}

/// What stands in `county.toml`.
fn of_the_county(then: &CountyParts, now: &CountyParts) -> Vec<CellDifference> {
    let year = |parts: &CountyParts| parts.school_year.map(|y| y.label()).unwrap_or_default();
    let at_most = |parts: &CountyParts| {
        parts.published.as_ref().and_then(|p| p.at_most).map(|n| n.to_string()).unwrap_or_default()
    };
    let cells = [
        ("name", then.name.clone(), now.name.clone(), false),
        ("school_year", year(then), year(now), true),
        ("max_changes", at_most(then), at_most(now), true),
    ];
    let differs = cells.into_iter().filter(|(_, then, now, _)| then != now);
    let one = |(column, then, now, matters): (&str, String, String, bool)| CellDifference {
        table: "county",
        row: String::new(),
        what: What::Cell { column: column.to_owned(), then, now },
        matters,
    };
    differs.map(one).collect()
}

fn of_a_table(then: &Sheet, now: &Sheet, all: &mut Vec<CellDifference>) {
    let (was, is) = (by_key(then), by_key(now));
    let table = then.spec.name;
    let keys: BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    for key in keys {
        let mut row = key.0.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        if key.1 > 0 {
            row.push_str(&format!(" ({})", key.1 + 1));
        }
        let whole = |what: What| CellDifference { table, row: row.clone(), what, matters: true };
        let (then_at, now_at) = match (was.get(key), is.get(key)) {
            (Some(then_at), Some(now_at)) => (*then_at, *now_at),
            (None, _) => {
                all.push(whole(What::New));
                continue;
            }
            (_, None) => {
                all.push(whole(What::Gone));
                continue;
            }
        };
        for ((column, old), (_, new)) in then.columns.iter().zip(&now.columns) {
            let (old, new): (&Value, &Value) = (&old[then_at], &new[now_at]);
            if old != new {
                let column_name = column.header(then.lang).to_owned();
                let what = What::Cell { column: column_name, then: old.show(), now: new.show() };
                let matters = !FOR_PEOPLE.contains(&(table, column.name));
                all.push(CellDifference { table, row: row.clone(), what, matters });
            }
        }
    }
}

/// What tells a row: its cells of the table's key, and which of the rows that share them it is.
type Key = (Vec<String>, usize);

fn by_key(sheet: &Sheet) -> BTreeMap<Key, usize> {
    let listed = KEYS.iter().find(|(table, _)| *table == sheet.spec.name).map(|(_, columns)| *columns);
    let tells = |name: &str| listed.is_none_or(|columns| columns.contains(&name));
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for at in 0..sheet.rows() {
        let cells: Vec<String> =
            sheet.columns.iter().filter(|(c, _)| tells(c.name)).map(|(_, values)| values[at].show()).collect();
        let count = seen.entry(cells.clone()).or_default();
        rows.insert((cells, *count), at);
        *count += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn keys_and_columns_for_people_are_columns_of_the_schema() {
        let has = |table: &str, column: &str| {
            schema::table(table).is_some_and(|spec| spec.columns.iter().any(|c| c.name == column))
        };
        for (table, columns) in KEYS {
            assert!(columns.iter().all(|column| has(table, column)), "{table}");
        }
        assert!(FOR_PEOPLE.iter().all(|(table, column)| has(table, column)));
        let unlisted: Vec<&str> =
            schema::tables().iter().map(|t| t.name).filter(|t| KEYS.iter().all(|(k, _)| k != t)).collect();
        assert!(unlisted.is_empty(), "{unlisted:?}");
    }
}
