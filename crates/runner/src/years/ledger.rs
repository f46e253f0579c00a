//! The ledger of the years: who was sent, who came back, who has served how long in rural schools.

use lungang_domain::county::County;
use lungang_domain::record::Record;
use lungang_domain::years::{Event, Happening, Turns};
use std::collections::{BTreeMap, BTreeSet};

/// What is remembered of people beyond what the tables say, by teacher id.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Years in rural schools without a year elsewhere between them.
    rural: BTreeMap<String, u32>,
    /// Moves made in these years.
    moves: BTreeMap<String, u32>,
    /// Eligible in at least one year.
    eligible: BTreeSet<String>,
    events: Vec<Event>,
}

impl Ledger {
    /// At the beginning: whoever serves in a rural school has done so for as long as the roster says.
    pub fn new(county: &County) -> Ledger {
        let rural = county.teacher_ixs().map(|t| {
            let teacher = county.teacher(t);
            let there = super::people::rural(county, county.serves_at(t));
            (teacher.id.clone(), if there { teacher.rural_years } else { 0 })
        });
        Ledger { rural: rural.collect(), ..Ledger::default() }
    }

    /// Notes a year's plan.
    pub fn note(&mut self, record: &Record) {
        let county = &record.county;
        let id = |t| county.teacher(t).id.clone();
        self.eligible.extend(record.eligibility.eligible().map(id));
        for m in &record.plan.moves {
            *self.moves.entry(id(m.teacher)).or_default() += 1;
            let (from, to) = (county.teacher(m.teacher).school, m.to);
            let school = |s| county.school(s).id.clone();
            let movement = &record.policy.movement;
            let what = if movement.carries_post.value {
                Happening::Transferred { from_school: school(from), to_school: school(to) }
            } else {
                let until = county.school_year.0.saturating_add(i16::from(movement.term_years.value) - 1);
                let until = lungang_domain::calendar::SchoolYear(until).label();
                Happening::Sent { from_school: school(from), to_school: school(to), until }
            };
            self.happened(county.school_year.label(), id(m.teacher), what);
        }
    }

    /// Notes an event.
    pub fn happened(&mut self, school_year: String, teacher_id: String, what: Happening) {
        self.events.push(Event { school_year, teacher_id, what });
    }

    /// Counts a year in a rural school, or elsewhere; returns the years without a break before and after it.
    pub fn served(&mut self, teacher_id: &str, rural: bool) -> (u32, u32) {
        let years = self.rural.entry(teacher_id.to_owned()).or_default();
        let before = *years;
        *years = if rural { before.saturating_add(1) } else { 0 };
        (before, *years)
    }

    /// Who has moved how often, among those who are on the roster.
    pub fn turns(&self, county: &County) -> Turns {
        let (mut turns, mut times) = (Turns::default(), [0; 4]);
        for t in county.teacher_ixs() {
            let id = &county.teacher(t).id;
            let moves = self.moves.get(id).copied().unwrap_or(0);
            if moves > 0 || self.eligible.contains(id) {
                times[moves.min(3) as usize] += 1;
            }
            match moves {
                0 if self.eligible.contains(id) && county.postings_of(t).is_empty() => turns.never.push(id.clone()),
                0 => {}
                1 => turns.once += 1,
                _ => turns.twice.push(id.clone()),
            }
        }
        Turns { times: Some(times), ..turns }
    }

    /// Everything that happened, by year and teacher.
    pub fn events(mut self) -> Vec<Event> {
        self.events.sort();
        self.events
    }
}
