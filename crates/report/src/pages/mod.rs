//! Pages: what is told of each noun, as blocks that every pen draws. One file a noun.
//!
//! What stands where on a terminal, on a page of the browser and in a workbook is said in `text`, `html` and `xlsx`; the tables
//! themselves are described here, once.

pub mod audited;
pub mod changes;
pub mod comparison;
pub mod figures;
pub mod findings;
pub mod goals;
pub mod moves;
pub mod notice;
pub mod people;
pub mod price;
pub mod schools;
pub mod shortages;
pub mod visits;
pub mod years;

use crate::block::{Cell, Column};
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_results::{mask, names};

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

/// What it takes to name what is in a county.
pub struct Naming<'a> {
    /// Language.
    pub lang: Lang,
    /// The county.
    pub county: &'a County,
    /// Its policy, which says whether names are masked.
    pub policy: &'a Policy,
    schools: Vec<String>,
}

impl<'a> Naming<'a> {
    /// For a county under a policy.
    pub fn new(lang: Lang, county: &'a County, policy: &'a Policy) -> Naming<'a> {
        Naming { lang, county, policy, schools: names::school_labels(county) }
    }

    /// A school as lists call it: by its name, with the id where another has the same.
    pub fn school(&self, school: SchoolIx) -> String {
        self.schools.get(school.at()).cloned().unwrap_or_default()
    }

    /// The same of a school that is known by its id; the id where there is no such school.
    pub fn school_of(&self, id: &str) -> String {
        self.county.find_school(id).map_or_else(|| id.to_owned(), |at| self.school(at))
    }

    /// A teacher's name.
    pub fn name(&self, teacher: TeacherIx) -> Cell {
        self.called(&self.county.teacher(teacher).name)
    }

    /// A person's name.
    pub fn called(&self, name: &str) -> Cell {
        Cell::Name { whole: name.to_owned(), shown: mask::shown(self.policy, name) }
    }
}
