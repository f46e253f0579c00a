//! Schools and people that a scenario, or a table it changes, calls by their names: by the ids that they had before it.
//!
//! A merger or a closure must not make another school the only one of a short name.

use crate::cells;
use crate::names::{Directory, Named};
use crate::raw::Cell;
use crate::table::{Col, Source, Tables};
use lungang_domain::finding::{Finding, Findings};
use lungang_policies::scenario::Said;

/// Ids and names as they stand in the tables.
#[derive(Default)]
pub(super) struct Called {
    schools: Directory,
    teachers: Directory,
}

impl Called {
    pub fn new(tables: &Tables) -> Self {
        Called { schools: Directory::schools_of(tables), teachers: Directory::teachers_of(tables) }
    }

    /// What stands for an id in a column that takes one: the id of whom a word means by a name, else the word itself. A short
    /// name is told with what it was taken for; of one that several may bear they are told, and nothing stands for it.
    pub fn id(&self, column: &str, word: &str, said: &Said, findings: &mut Findings) -> Option<String> {
        let Some((all, several, named)) = self.found(column, word) else { return Some(word.to_owned()) };
        let told = |finding: Finding| finding.with("id", word);
        match &named {
            Named::Short(at) => {
                let finding = told(Finding::warning("short-name", said.place.clone()));
                findings.push(finding.with("taken", all.shown(*at)));
            }
            Named::Several(which) => {
                let finding = told(Finding::error(several, said.place.clone()));
                findings.push(finding.with("candidates", all.candidates(which)));
                return None;
            }
            Named::Id(_) | Named::Name(_) | Named::Nobody => {}
        }
        Some(named.one().map_or(word, |at| all.id(at)).to_owned())
    }

    /// Whom a word means, among whom; `None` where it is an id already, or the column takes none.
    fn found(&self, column: &str, word: &str) -> Option<(&Directory, &'static str, Named)> {
        let (schools, teachers) = ((&self.schools, "several-schools"), (&self.teachers, "several-teachers"));
        let lists: &[(&Directory, &'static str)] = match column {
            "school_id" | "central_school" | "from_school" | "to_school" => &[schools],
            "teacher_id" | "spouse_id" | "relative_id" => &[teachers],
            "from" | "to" => &[schools, teachers],
            _ => &[],
        };
        if lists.iter().any(|(all, _)| all.has_id(word)) {
            return None;
        }
        let mut found: Vec<_> = lists.iter().map(|(all, several)| (*all, *several, all.find(word))).collect();
        // A full name goes before a short one, whoever bears it.
        found.sort_by_key(|(.., named)| match named {
            Named::Id(_) | Named::Name(_) => 0,
            Named::Short(_) => 1,
            Named::Several(_) => 2,
            Named::Nobody => 3,
        });
        found.into_iter().next()
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
                    // Validation of the county itself tells what it took for a short name.
                    if let Some((all, _, named)) = self.found(column.name, &word)
                        && let Some(one) = named.one()
                    {
                        table.raw.rows[row].cells[at] = Cell::Text(all.id(one).to_owned());
                    }
                }
            }
        }
    }
}
