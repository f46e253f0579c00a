//! Columns that are no moves: short and over at posts, breaches, whether a school receives, the worst rate.

use super::rows::{Entry, RowIx};
use crate::reading::Reading;
use lungang_domain::balance::Gauge;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// What an auxiliary measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Short posts of a post.
    Short(usize),
    /// Teachers beyond the requirement of a post.
    Over,
    /// Breach of a soft rule.
    Breach(RuleName),
    /// Whether a school receives anybody.
    Receives,
    /// The largest shortfall rate, per mille.
    WorstRate,
    /// One head more or less at a school, and what it costs a goal of balance.
    Head(Gauge, i64),
    /// Teachers of a post who travel.
    Travelling,
    /// Periods taught by a way: position in [`Reading::ways`].
    Periods(usize),
}

/// A column that is no move.
#[derive(Debug)]
pub(super) struct Auxiliary {
    /// What it measures.
    pub(super) what: What,
    /// Least value; every lawful plan has it between the two.
    pub(super) lo: i64,
    /// Largest value; the least one once a proof has shut it.
    pub(super) hi: i64,
    /// The rows that hold it.
    pub(super) entries: Vec<Entry>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Auxiliaries {
    /// In the order in which they were stated.
    pub(super) list: Vec<Auxiliary>,
}

impl Auxiliaries {
    /// Adds one; its position.
    pub(super) fn add(&mut self, what: What, lo: i64, hi: i64) -> usize {
        self.list.push(Auxiliary { what, lo, hi, entries: Vec::new() });
        self.list.len() - 1
    }

    /// Puts one into a row.
    pub(super) fn touch(&mut self, at: usize, row: RowIx, coefficient: i64) {
        self.list[at].entries.push((row, coefficient));
    }

    /// Where the rule is soft, a breach of at most `most`; its position.
    pub(super) fn breach(&mut self, reading: &Reading<'_>, rule: RuleName, most: i64) -> Option<usize> {
        let soft = reading.policy.rules.mode(rule) == Mode::Soft;
        soft.then(|| self.add(What::Breach(rule), 0, most.max(0)))
    }

    /// Where the rule is soft, a breach of at most `most` that moves a row by `unit` for each.
    pub(super) fn give_way(&mut self, reading: &Reading<'_>, rule: RuleName, row: RowIx, unit: i64, most: i64) {
        if let Some(breach) = self.breach(reading, rule, most) {
            self.touch(breach, row, unit);
        }
    }
}
