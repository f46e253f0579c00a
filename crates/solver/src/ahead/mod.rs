//! Several years in one program: a year's moves chosen with an eye to what they leave for the next ones. FORMULATION §15.
//!
//! ```text
//! years     formulate each, the later ones with the rows that earlier moves reach    formulate_after
//! joint     their programs side by side, rows between them                            Joint::new
//! moves     the goals one after another, each over all years; the first year's kept   Joint::solve
//! ```

mod effects;
mod goals;
mod turns;

use crate::engine::{EngineError, Limits, Watch, whole};
use crate::model::Model;
use crate::model::candidates::Made;
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Program, Range};
use crate::model::rows::{About, RowName};
use crate::rules::{Entries, one_post};
use crate::solvers::Solver;
use effects::Effects;
use lungang_domain::plan::{GoalValue, PlanStatus};

/// The programs of some years side by side.
pub struct Joint {
    model: Model,
    /// Move columns of the first year, which come first.
    first: usize,
}

/// What the years together came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Together {
    /// A plan of all years.
    Found(First),
    /// The years together have no moves that keep the hard rules.
    Infeasible,
    /// Stopped before any were found.
    Nothing,
}

/// What is kept of a plan of several years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// The first year's moves and retasks.
    pub made: Made,
    /// What is proved of the years together.
    pub status: PlanStatus,
    /// The goals over all years, in order.
    pub goals: Vec<GoalValue>,
}

impl Joint {
    /// Puts the years beside one another; the first is planned, the others are what it leaves things for.
    pub fn new(years: &[Formulation<'_>]) -> Joint {
        let effects: Vec<Effects<'_>> = years.iter().map(Effects::new).collect();
        let mut ranges: Vec<Range> = Vec::new();
        let mut row_names: Vec<RowName> = Vec::new();
        let mut rows = Vec::new();
        for (at, year) in years.iter().enumerate() {
            rows.push(ranges.len() as u32);
            // The first year is as it is planned alone.
            ranges.extend((0..year.rows.len()).map(|r| if at == 0 { year.rows[r] } else { effects[at].range(r) }));
            row_names.extend(&year.row_names);
        }
        let candidates: Vec<_> = years.iter().map(Formulation::candidates).collect();
        let turns = turns::turns(years, &candidates);
        for turn in &turns.rows {
            ranges.push(Range::at_most(1));
            row_names.push(one_post::of_years(turn.teacher));
        }
        let worst = goals::worst_rows(years);
        for (about, _) in &worst {
            ranges.push(Range::at_least(0));
            row_names.push(RowName { rule: None, sentence: "worst-school", about: *about });
        }
        let first_turn = (ranges.len() - worst.len() - turns.rows.len()) as u32;
        let first_worst = (ranges.len() - worst.len()) as u32;

        let mut program = Program::with_rows(ranges);
        let (mut own, mut entries): (Entries, Entries) = (Vec::new(), Vec::new());
        for (at, year) in years.iter().enumerate() {
            for candidate in &candidates[at] {
                year.touch(year.leaver(candidate), candidate, &mut own);
                entries.clear();
                entries.extend(own.iter().map(|(r, c)| (rows[at] + r, effects[at].scaled(at, *r, *c))));
                // Who is retasked for a year is back at the main subject in the next.
                for later in (at + 1..years.len()).filter(|_| candidate.moves()) {
                    effects[later].after(year, candidate, later - at, |r, c| entries.push((rows[later] + r, c)));
                }
                let turned = turns.of(at, candidate.teacher).filter(|_| candidate.moves());
                entries.extend(turned.map(|row| (first_turn + row, 1)));
                program.push(Bounds { lo: 0, hi: 1 }, &mut entries);
            }
        }
        let mut auxiliaries = Vec::new();
        let mut starts = Vec::new();
        for (at, year) in years.iter().enumerate() {
            starts.push(auxiliaries.len());
            for (i, (auxiliary, own)) in year.auxiliaries.iter().zip(&year.auxiliary_entries).enumerate() {
                entries.clear();
                entries.extend(own.iter().map(|(r, c)| (rows[at] + r, effects[at].scaled(at, *r, *c))));
                let measures = |(_, w): &(usize, &(About, (usize, usize)))| w.1 == (at, i);
                let found = worst.iter().enumerate().filter(measures);
                entries.extend(found.map(|(row, _)| (first_worst + row as u32, -1)));
                program.push(auxiliary.bounds, &mut entries);
                auxiliaries.push(*auxiliary);
            }
        }
        if let Some((_, (at, i))) = worst.first() {
            entries.clear();
            entries.extend((0..worst.len() as u32).map(|row| (first_worst + row, 1)));
            auxiliaries.push(years[*at].auxiliaries[*i]);
            program.push(Bounds { lo: 0, hi: 1000 }, &mut entries);
        }
        let goals = goals::together(years, &candidates, &starts, auxiliaries.len());
        let first = candidates.first().map_or(0, Vec::len);
        let candidates = candidates.concat();
        Joint { model: Model { candidates, auxiliaries, row_names, goals, program }, first }
    }

    /// Move columns of all years.
    pub fn columns(&self) -> usize {
        self.model.candidates.len()
    }

    /// Minimises the goals in order, each over all years, and keeps the first year's moves.
    ///
    /// # Errors
    /// The solver failed.
    pub fn solve(&self, solver: &dyn Solver, limits: &Limits, watch: &Watch<'_>) -> Result<Together, EngineError> {
        Ok(match whole::best(&self.model, solver, limits, watch)? {
            whole::Best::Infeasible => Together::Infeasible,
            whole::Best::Nothing => Together::Nothing,
            whole::Best::Found { status, values, bounds } => {
                let chosen = self.model.candidates.iter().zip(&values).take(self.first).filter(|(_, v)| **v == 1);
                let made: Made = chosen.map(|(c, _)| *c).collect();
                Together::Found(First { made, status, goals: whole::goal_values(&self.model, &values, &bounds) })
            }
        })
    }
}
