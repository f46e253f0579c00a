//! Names of rows and columns: `x.T001.S05.primary.music`, `inflow-cap.S05`; anything outside `A-Za-z0-9_` is written `%hh`.

use super::Export;
use crate::model::candidates::Candidate;
use crate::model::rows::{About, Auxiliary, Measured, RowName};
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use std::fmt::Write;

/// A name safe in every format. The encoding is injective, so distinct ids stay distinct.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' => out.push(char::from(byte)),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{other:02x}");
            }
        }
    }
    out
}

/// A name of the program's own: hyphens become underscores.
pub(super) fn word(name: &str) -> String {
    plain(&name.replace('-', "_"))
}

/// The names of a county's rows and columns.
pub struct Names<'a> {
    county: &'a County,
    policy: &'a Policy,
    needs: &'a Needs,
}

impl<'a> Names<'a> {
    /// Names for a county under its policy.
    pub fn new(county: &'a County, policy: &'a Policy, needs: &'a Needs) -> Self {
        Names { county, policy, needs }
    }

    fn school(&self, ix: SchoolIx) -> String {
        plain(&self.county.school(ix).id)
    }

    fn teacher(&self, ix: TeacherIx) -> String {
        plain(&self.county.teacher(ix).id)
    }

    fn post(&self, ix: u32) -> String {
        let p = &self.needs.posts[ix as usize];
        format!("{}.{}.{}", self.school(p.school), p.part.name(), plain(self.policy.subject_id(p.subject)))
    }

    fn shared(&self, ix: u32) -> String {
        let h = &self.needs.shared[ix as usize];
        format!("{}.{}.{}", self.school(h.school), h.part.name(), plain(self.policy.subject_id(h.subject)))
    }

    /// A way: its post, and the school that it leads to.
    fn route(&self, ix: u32) -> (String, String) {
        let route = self.needs.routes[ix as usize];
        (self.post(route.post), self.school(self.needs.shared[route.shared as usize].school))
    }

    /// The name of a row.
    pub fn row(&self, row: &RowName) -> String {
        let mut name = row.rule.map_or_else(|| "goal".to_owned(), |rule| word(rule.name()));
        if !row.sentence.is_empty() {
            let _ = write!(name, ".{}", word(row.sentence));
        }
        // Writing to a string cannot fail.
        let _ = match row.about {
            About::County => Ok(()),
            About::School(s) => write!(name, ".{}", self.school(s)),
            About::Post(p) => write!(name, ".{}", self.post(p)),
            About::Shared(h) => write!(name, ".{}", self.shared(h)),
            About::Route(at) => {
                let (from, to) = self.route(at);
                write!(name, ".{from}.{to}")
            }
            About::Teacher(t) => write!(name, ".{}", self.teacher(t)),
            About::Couple(a, b) => write!(name, ".{}.{}", self.teacher(a), self.teacher(b)),
            About::CoupleAt(a, b, s) => {
                write!(name, ".{}.{}.{}", self.teacher(a), self.teacher(b), self.school(s))
            }
            About::Pair(a, b) => write!(name, ".{}.{}", self.school(a), self.school(b)),
            About::PairAt(a, p) => write!(name, ".{}.{}", self.school(a), self.post(p)),
            About::Pin(n) => write!(name, ".{n}"),
        };
        name
    }

    /// The name of a column: `x` for a move, `r` for a retask.
    pub fn of_move(&self, c: &Candidate) -> String {
        let kind = if c.moves() { 'x' } else { 'r' };
        format!("{kind}.{}.{}", self.teacher(c.teacher), self.post(c.post))
    }

    /// The name of an auxiliary column.
    pub fn auxiliary(&self, a: &Auxiliary) -> String {
        match a.what {
            Measured::Short(p) => format!("short.{}", self.post(p)),
            Measured::Over(p) => format!("over.{}", self.post(p)),
            Measured::Breach(rule, n) => format!("breach.{}.{n}", word(rule.name())),
            Measured::Receives(s) => format!("receives.{}", self.school(s)),
            Measured::Recruit(p) => format!("recruit.{}", self.post(p)),
            Measured::Itinerants(p) => format!("itinerants.{}", self.post(p)),
            Measured::Periods(at) => {
                let (from, to) = self.route(at);
                format!("periods.{from}.{to}")
            }
            Measured::Distance => "distance".to_owned(),
            Measured::WorstRate => "worst_rate".to_owned(),
            Measured::Head { gauge, school, by, .. } => {
                let way = if by > 0 { "arrived" } else { "left" };
                format!("{way}.{}.{}.{}", word(gauge.name()), self.school(school), by.abs())
            }
        }
    }
}

impl Export<'_> {
    fn names(&self) -> Names<'_> {
        Names::new(self.county, self.policy, self.needs)
    }

    /// Names of every column, the constant last.
    pub(super) fn column_names(&self) -> Vec<String> {
        let names = self.names();
        let moves = self.model.candidates.iter().map(|c| names.of_move(c));
        let auxiliaries = self.model.auxiliaries.iter().map(|a| names.auxiliary(a));
        moves.chain(auxiliaries).chain(std::iter::once("constant".to_owned())).collect()
    }

    /// Names of every row.
    pub(super) fn row_names(&self) -> Vec<String> {
        let names = self.names();
        self.model.row_names.iter().map(|row| names.row(row)).collect()
    }
}
