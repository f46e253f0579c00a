//! How what is in a county is called: its schools and people, wherever they are named.

use crate::block::Cell;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::{mask, names};

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
