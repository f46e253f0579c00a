//! From one first of September to the next: the county as it stands after a year with these moves.
//!
//! In this order: the moves are entered, the year is counted as service, exchanges end, people go and come as foreseen or as
//! drawn, pupils and classes are as foreseen. Pins hold for the year they were written for; wishes and
//! applications until the teacher moves.

use super::ledger::Ledger;
use super::{people, roster, schools};
use crate::recruit::Hire;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{County, CountyParts, Posting};
use lungang_domain::heads::Heads;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_domain::projection::Projected;
use lungang_domain::school::Area;
use std::collections::BTreeSet;

/// A year that ends and the one that begins.
pub(super) struct Turn<'a> {
    /// The county in the year that ends.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// The moves of the year that ends.
    pub moves: &'a [Move],
    /// Who heads which school in the year that ends.
    pub heads: Option<&'a Heads>,
    /// The year that begins.
    pub next: SchoolYear,
    /// Seed of what is drawn.
    pub seed: u64,
}

/// The parts of the next year's county; `hired` are its new teachers where a recruitment plan says who they are.
pub fn advance(
    county: &County,
    policy: &Policy,
    (moves, heads): (&[Move], Option<&Heads>),
    hired: Option<Vec<Hire>>,
    seed: u64,
    ledger: &mut Ledger,
) -> CountyParts {
    let next = SchoolYear(county.school_year.0.saturating_add(1));
    let turn = Turn { county, policy, moves, heads, next, seed };
    let mut parts = county.to_parts();
    parts.school_year = Some(next);
    turn.enter(&mut parts);
    turn.lead(&mut parts);
    people::count_service(&turn, &mut parts, ledger);
    let gone = people::who_goes(&turn, &mut parts, ledger);
    people::succeed(&turn, &mut parts, &gone, ledger);
    people::come_back(&turn, &parts, &gone, ledger);
    schools::grow(&turn, &mut parts);
    parts.pins.clear();
    parts.published = None;
    let led = heads.iter().flat_map(|heads| heads.moves()).map(|h| h.teacher);
    let moved: BTreeSet<TeacherIx> = moves.iter().map(|m| m.teacher).chain(led).collect();
    parts.wishes.retain(|w| !moved.contains(&w.teacher));
    parts.applications.retain(|a| !moved.contains(&a.teacher));
    moved.iter().for_each(|t| parts.teachers[t.at()].volunteer = false);
    let recruits = roster::recruits(&turn, &parts, &gone, hired);
    parts.projections.retain(|p| p.year > next);
    roster::replace(&turn, &mut parts, &gone, recruits, ledger);
    parts
}

impl Turn<'_> {
    /// What is foreseen for the year that begins.
    pub(super) fn foreseen(&self) -> impl Iterator<Item = Projected> + '_ {
        self.county.projections.iter().filter(|p| p.year == self.next).map(|p| p.what)
    }

    /// The moves become postings, or new home schools where the post goes along.
    fn enter(&self, parts: &mut CountyParts) {
        let year = self.county.school_year;
        // Heads of the schools table that the roster says better by now.
        parts.schools.iter_mut().for_each(|s| s.staff_reported = None);
        let movement = &self.policy.movement;
        for m in self.moves {
            let teacher = &mut parts.teachers[m.teacher.at()];
            let from = teacher.school;
            // A move that carries the post is on the books as one year of exchange, which a burden is.
            let years = if movement.carries_post.value { 1 } else { movement.term_years.value };
            if movement.carries_post.value {
                teacher.school = m.to;
                teacher.joined = year.first_day();
                teacher.subjects.retain(|k| *k != m.subject);
                teacher.subjects.insert(0, m.subject);
            }
            let (start, end) = (year.first_day(), year.last_day(years));
            // What was agreed for later and would begin before this is over lapses.
            parts.postings.retain(|p| p.teacher != m.teacher || p.end < start || p.start > end);
            parts.postings.push(Posting { teacher: m.teacher, from, to: m.to, start, end, subject: Some(m.subject) });
        }
    }

    /// Heads who change schools have the new one for a home school, and the office there from the first day of the year that ends.
    fn lead(&self, parts: &mut CountyParts) {
        let first_day = self.county.school_year.first_day();
        for head in self.heads.iter().flat_map(|heads| heads.moves()) {
            let teacher = &mut parts.teachers[head.teacher.at()];
            (teacher.school, teacher.joined, teacher.office_since) = (head.to, first_day, Some(first_day));
        }
    }

    /// Whether the teacher serves in a rural school in the year that ends.
    pub(super) fn serves_rural(&self, at: usize) -> bool {
        let teacher = TeacherIx::new(at);
        let moved = self.moves.binary_search_by_key(&teacher, |m| m.teacher).ok();
        let led = || self.heads.iter().flat_map(|heads| heads.moves()).find(|h| h.teacher == teacher).map(|h| h.to);
        let school = moved.map(|i| self.moves[i].to).or_else(led).unwrap_or_else(|| self.county.serves_at(teacher));
        self.county.school(school).area == Area::Rural
    }

    /// Whether a lot falls on somebody: one in so many as the share says, drawn from seed, year, matter and id.
    pub(super) fn falls_on(&self, share: lungang_domain::number::Decimal, matter: &str, id: &str) -> bool {
        let number = lungang_domain::lottery::yearly_number(self.seed, self.next.0, matter, id);
        share.floor_of(i64::from(lungang_domain::lottery::LARGEST)) >= i64::from(number)
    }
}
