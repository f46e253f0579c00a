//! Schools and people that a scenario, or a table it changes, calls by their names: by the ids that they had before it.
//!
//! A merger or a closure must not make another school the only one of a short name.

use crate::cells;
use crate::names::{Directory, Named};
use crate::raw::Cell;
use crate::table::{Col, Source, Table, Tables};

/// Ids and names as they stand in the tables.
#[derive(Default)]
pub(super) struct Called {
    schools: Directory,
    teachers: Directory,
}

impl Called {
    pub fn new(tables: &Tables) -> Self {
        let rows = |name: &str, id: &str| {
            let table = tables.table(name);
            let row = |table: &Table, at: usize| {
                let text = |column: &str| cells::text(table.cell(at, table.col(column)));
                Some((
                    cells::id(table.cell(at, table.col(id))).ok()?,
                    text("name").unwrap_or_default(),
                    text("township"),
                ))
            };
            table.map(|t| (0..t.len()).filter_map(|at| row(t, at)).collect::<Vec<_>>()).unwrap_or_default()
        };
        Called {
            schools: Directory::of_rows(&rows("schools", "school_id"), Some(&tables.name)),
            teachers: Directory::of_rows(&rows("teachers", "teacher_id"), None),
        }
    }

    /// The id of whom a scenario means by a full name in a column that takes an id; `None` where it is one already, or
    /// nobody's, or several's. A short name is a guess, which a scenario does not make.
    pub fn id(&self, column: &str, word: &str) -> Option<String> {
        self.found(column, word, |named| matches!(named, Named::Name(_)))
    }

    fn found(&self, column: &str, word: &str, takes: impl Fn(&Named) -> bool) -> Option<String> {
        let lists: &[&Directory] = match column {
            "school_id" | "central_school" | "from_school" | "to_school" => &[&self.schools],
            "teacher_id" | "spouse_id" => &[&self.teachers],
            "from" | "to" => &[&self.schools, &self.teachers],
            _ => &[],
        };
        if lists.iter().any(|all| all.has_id(word)) {
            return None;
        }
        let one = |all: &&Directory| Some(all.id(Some(all.find(word)).filter(&takes)?.one()?).to_owned());
        lists.iter().find_map(one)
    }

    /// Puts ids in place of names, in every table but those that say which id has which name.
    pub fn settle(&self, tables: &mut Tables) {
        for table in &mut tables.list {
            for (c, column) in table.spec.columns.iter().enumerate() {
                let (Source::Column(at) | Source::Constant(at)) = table.sources[c] else { continue };
                if c == 0 && matches!(table.spec.name, "schools" | "teachers") {
                    continue;
                }
                for row in 0..table.len() {
                    let Ok(word) = cells::id(table.cell(row, Col(Some(c)))) else { continue };
                    // Validation tells what it took for a short name.
                    if let Some(id) = self.found(column.name, &word, |_| true) {
                        table.raw.rows[row].cells[at] = Cell::Text(id);
                    }
                }
            }
        }
    }
}
