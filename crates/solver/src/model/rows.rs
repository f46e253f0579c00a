//! Rows under construction: each is named by its rule and place from birth, and a soft rule's rows get their slack here.

use super::program::{Bounds, Range};
use lungang_domain::balance::Gauge;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

/// A row's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowIx(pub u32);

/// An auxiliary's position among the auxiliaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuxIx(pub u32);

/// What a row is about, the least that names it: its *because*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The county as a whole.
    County,
    /// A school.
    School(SchoolIx),
    /// A post: position in the needs.
    Post(u32),
    /// Shared hours: position in the needs.
    Shared(u32),
    /// A way to shared hours: position among the needs' routes.
    Route(u32),
    /// A teacher.
    Teacher(TeacherIx),
    /// A couple.
    Couple(TeacherIx, TeacherIx),
    /// A couple and the school one of them goes to.
    CoupleAt(TeacherIx, TeacherIx, SchoolIx),
    /// Two schools: one that trains, and the one whose teachers it trains.
    Pair(SchoolIx, SchoolIx),
    /// A school that trains, and a post of another: position in the needs.
    PairAt(SchoolIx, u32),
    /// A row of the pins table.
    Pin(u32),
}

/// A row's name: the rule (or the goal) that asks for it, what it is about, and which of the rule's sentences it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowName {
    /// The rule; `None` for a row that only measures a goal.
    pub rule: Option<RuleName>,
    /// Which of the rule's sentences: `school`, `men`, `least` …; empty where there is only one.
    pub sentence: &'static str,
    /// What it is about.
    pub about: About,
}

/// A column that is no move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Auxiliary {
    /// What it measures.
    pub what: Measured,
    /// Bounds.
    pub bounds: Bounds,
}

/// What an auxiliary measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// Short posts of a post.
    Short(u32),
    /// Teachers beyond the requirement of a post.
    Over(u32),
    /// Breach of a soft rule, in the rule's unit.
    Breach(RuleName, u32),
    /// Whether a school receives at all.
    Receives(SchoolIx),
    /// Largest shortfall rate, per mille.
    WorstRate,
    /// Least distance to earlier plans, in teachers.
    Distance,
    /// One teacher more at a post.
    Recruit(u32),
    /// Teachers of a post who teach at several schools.
    Itinerants(u32),
    /// Periods taught by a way: position among the needs' routes.
    Periods(u32),
    /// One head more or less at a school.
    Head {
        /// What is counted.
        gauge: Gauge,
        /// Where.
        school: SchoolIx,
        /// The how many-th that arrives, from 1; below 0 the how many-th that leaves.
        by: i64,
        /// What it adds to a goal of balance.
        cost: i64,
    },
}

/// Rows and auxiliaries under construction.
#[derive(Debug, Default)]
pub struct Rows {
    /// Ranges, in order.
    pub ranges: Vec<Range>,
    /// Names, in order.
    pub names: Vec<RowName>,
    /// Auxiliaries, in order.
    pub auxiliaries: Vec<Auxiliary>,
    /// Entries of each auxiliary.
    pub entries: Vec<Vec<(u32, i64)>>,
    breaches: BTreeMap<RuleName, u32>,
}

impl Rows {
    /// Adds a row.
    pub fn add(&mut self, rule: RuleName, sentence: &'static str, about: About, range: Range) -> RowIx {
        self.add_named(RowName { rule: Some(rule), sentence, about }, range)
    }

    /// Adds a row that measures a goal.
    pub fn add_measure(&mut self, sentence: &'static str, about: About, range: Range) -> RowIx {
        self.add_named(RowName { rule: None, sentence, about }, range)
    }

    fn add_named(&mut self, name: RowName, range: Range) -> RowIx {
        self.ranges.push(range);
        self.names.push(name);
        RowIx(self.ranges.len() as u32 - 1)
    }

    /// Adds an auxiliary.
    pub fn auxiliary(&mut self, what: Measured, bounds: Bounds) -> AuxIx {
        self.auxiliaries.push(Auxiliary { what, bounds });
        self.entries.push(Vec::new());
        AuxIx(self.auxiliaries.len() as u32 - 1)
    }

    /// Lets an auxiliary touch a row.
    pub fn touch(&mut self, auxiliary: AuxIx, row: RowIx, coefficient: i64) {
        self.entries[auxiliary.0 as usize].push((row.0, coefficient));
    }

    /// Where the rule is soft, lets this row give way: one unit of breach moves the row by `unit` towards holding,
    /// up to `most` units. `unit` is positive for "at least" rows, negative for "at most" rows.
    pub fn give_way(&mut self, rule: RuleName, mode: Mode, row: RowIx, unit: i64, most: i64) {
        if let Some(breach) = self.breach(rule, mode, most) {
            self.touch(breach, row, unit);
        }
    }

    /// A breach of its own where the rule is soft, for rules whose breach spans several rows.
    pub fn breach(&mut self, rule: RuleName, mode: Mode, most: i64) -> Option<AuxIx> {
        if mode != Mode::Soft {
            return None;
        }
        let count = self.breaches.entry(rule).or_insert(0);
        let what = Measured::Breach(rule, *count);
        *count += 1;
        Some(self.auxiliary(what, Bounds { lo: 0, hi: most.max(0) }))
    }
}
