//! The restricted master: a living linear program on the columns made so far. Columns are added to it, goals become rows
//! of it, and it is solved on from where it stands.

use super::branch::Branch;
use super::pricing::{Found, Proof};
use super::tariff::{Aim, Fixed, Slack};
use crate::engine::{EngineError, Reporter};
use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::model::rows::Measured;
use crate::rules::Entries;
use crate::solvers::columns::Columns;
use crate::solvers::highs::{Settings, fail, sides};
use crate::solvers::instance::{Instance, Status};
use lungang_domain::id::TeacherIx;
use std::collections::HashSet;
use std::time::Instant;

/// HiGHS's number of the primal simplex: what is added to the relaxation leaves its point feasible.
const PRIMAL: i32 = 4;
/// Of the dual simplex.
const DUAL: i32 = 1;

/// How exactly a reduced cost can be known, relative to the costs.
const DIGITS: f64 = 1e-12;

/// A point of the relaxation.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// Its objective.
    pub value: f64,
    /// Values of the move columns, by position among [`Master::columns`].
    pub moves: Vec<f64>,
    /// Values of the auxiliaries.
    pub auxiliaries: Vec<f64>,
    /// Price of every row of the formulation.
    pub prices: Vec<f64>,
    /// Prices of the held goals.
    pub held: Vec<f64>,
}

/// The restricted master.
pub struct Master<'f> {
    f: &'f Formulation<'f>,
    instance: Instance,
    /// Move columns in the program.
    pub columns: Vec<Found>,
    known: HashSet<(TeacherIx, u32)>,
    /// Row of the program for each row of the formulation that is in it.
    rows: Vec<Option<usize>>,
    /// Positions of the move columns of each leaver.
    of_leaver: Vec<Vec<usize>>,
    /// What rows may lack while there is no feasible point.
    pub slack: Vec<Slack>,
    held: Vec<usize>,
    /// What is minimised: goals with their weights.
    goals: Vec<(usize, i64)>,
    /// Whether it has been solved, so that there is a basis.
    solved: bool,
    /// Rows of the program that keep to the limits of a branch, in the order of the spare columns.
    limited: Vec<usize>,
}

/// Columns kept for the sides of a branch's rows: each may lack what it asks for at a price, so that there is always a point.
const SPARES: usize = 2 * super::branch::DEEP;

/// The price: above what any goal would pay.
const SPARE_COST: f64 = 1e7;

impl<'f> Master<'f> {
    /// A master without moves, in which rows may lack what nobody's moving leaves missing.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn new(f: &'f Formulation<'f>, settings: Settings) -> Result<Self, EngineError> {
        let mut instance = Instance::new().map_err(fail)?;
        instance.set_text(c"presolve", c"off").map_err(fail)?;
        instance.set_int(c"simplex_strategy", PRIMAL).map_err(fail)?;
        instance.set_int(c"random_seed", (settings.seed & 0x7fff_ffff) as i32).map_err(fail)?;
        // A row that no auxiliary touches and that holds while nobody moves enters with the first move that touches it.
        let mut early: Vec<bool> = f.rows.iter().map(|range| !range.holds(0)).collect();
        f.auxiliary_entries.iter().flatten().for_each(|(row, _)| early[*row as usize] = true);
        let mut rows = vec![None; f.rows.len()];
        let mut all = Vec::new();
        for (row, range) in f.rows.iter().enumerate().filter(|(row, _)| early[*row]) {
            rows[row] = Some(all.len());
            all.push(sides(*range));
        }
        instance.add_rows(&all, &[]).map_err(fail)?;

        let mut slack = Vec::new();
        for (row, range) in f.rows.iter().enumerate() {
            match (range.lo, range.hi) {
                (Some(lo), _) if lo > 0 => slack.push(Slack { row, sign: 1, most: lo }),
                (_, Some(hi)) if hi < 0 => slack.push(Slack { row, sign: -1, most: -hi }),
                _ => {}
            }
        }
        let mut columns = Columns::default();
        for (auxiliary, own) in f.auxiliaries.iter().zip(&f.auxiliary_entries) {
            let entries = own.iter().filter_map(|(row, c)| rows[*row as usize].map(|row| (row, *c)));
            // The rows keep short posts below what is required, but where teachers of the post travel; a bound that says it
            // again would only let their prices rise above the weight of the need, and make moves seem worth more than
            // they are.
            let settled = |post: &u32| f.world.needs.routes.binary_search_by_key(post, |r| r.post).is_err();
            let spare = i64::from(matches!(&auxiliary.what, Measured::Short(post) if settled(post)));
            columns.push(0, (auxiliary.bounds.lo, auxiliary.bounds.hi + spare), entries);
        }
        for s in &slack {
            columns.push(1, (0, s.most), rows[s.row].map(|row| (row, s.sign)).into_iter());
        }
        (0..SPARES).for_each(|_| columns.push(0, (0, 0), std::iter::empty()));
        instance.add_columns(&columns).map_err(fail)?;
        Ok(Master {
            f,
            instance,
            columns: Vec::new(),
            known: HashSet::new(),
            rows,
            of_leaver: vec![Vec::new(); f.leavers.len()],
            slack,
            held: Vec::new(),
            goals: Vec::new(),
            solved: false,
            limited: Vec::new(),
        })
    }

    /// Position of the first move column in the program.
    fn first_move(&self) -> usize {
        self.f.auxiliaries.len() + self.slack.len() + SPARES
    }

    /// Position of the first spare column in the program.
    fn first_spare(&self) -> usize {
        self.f.auxiliaries.len() + self.slack.len()
    }

    /// Keeps to the limits of a branch until [`Master::leave`]. The aim is set before.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn enter(&mut self, branch: &Branch) -> Result<(), EngineError> {
        let first = self.first_spare();
        for (row, limit) in branch.limits().take(SPARES / 2) {
            // A row that no column has touched cannot be what a branch is about.
            let Some(at) = self.rows[row] else { continue };
            let (own, range) = (self.f.rows[row], self.f.rows[row].and(limit));
            self.instance.set_sides(at, sides(range)).map_err(fail)?;
            // For each side that the formulation has not.
            for sign in [(range.lo != own.lo).then_some(1), (range.hi != own.hi).then_some(-1)].into_iter().flatten() {
                self.instance.spare(first + self.limited.len(), at, sign, SPARE_COST).map_err(fail)?;
                self.limited.push(at);
            }
        }
        if !self.limited.is_empty() {
            // What stood before is no longer feasible, but its prices still are.
            self.instance.set_int(c"simplex_strategy", DUAL).map_err(fail)?;
        }
        Ok(())
    }

    /// Begins anew with the next solve.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn forget(&mut self) -> Result<(), EngineError> {
        self.instance.forget().map_err(fail)
    }

    /// Takes the limits off again.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn leave(&mut self, branch: &Branch) -> Result<(), EngineError> {
        let first = self.first_spare();
        let rows = branch.limits().filter_map(|(row, _)| Some((row, self.rows[row]?)));
        for (row, at) in rows.collect::<Vec<_>>() {
            self.instance.set_sides(at, sides(self.f.rows[row])).map_err(fail)?;
        }
        for (i, at) in std::mem::take(&mut self.limited).into_iter().enumerate() {
            self.instance.spare(first + i, at, 0, 0.0).map_err(fail)?;
        }
        self.instance.set_int(c"simplex_strategy", PRIMAL).map_err(fail)
    }

    fn cost(&self, candidate: &Candidate) -> i64 {
        let f = self.f;
        self.goals.iter().map(|(goal, weight)| weight * f.goals[*goal].cost(&f.world, candidate)).sum()
    }

    /// Whether the move has a column.
    pub fn has(&self, candidate: &Candidate) -> bool {
        self.known.contains(&candidate.key())
    }

    /// Adds the columns that it does not have; returns how many.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn add(&mut self, found: impl IntoIterator<Item = Found>) -> Result<usize, EngineError> {
        let (f, mut entries) = (self.f, Entries::new());
        let new: Vec<Found> = found.into_iter().filter(|new| self.known.insert(new.candidate.key())).collect();
        let mut touched = Vec::with_capacity(new.len());
        let (mut ranges, mut joining) = (Vec::new(), Vec::new());
        let next = self.instance.rows();
        for (i, found) in new.iter().enumerate() {
            let leaver = found.leaver as usize;
            f.touch(&f.leavers[leaver], &found.candidate, &mut entries);
            entries.sort_unstable_by_key(|e| e.0);
            self.of_leaver[leaver].push(self.columns.len() + i);
            let one_post = f.one_post(&f.leavers[leaver]);
            for (row, _) in &entries {
                let row = *row as usize;
                if self.rows[row].is_some() {
                    continue;
                }
                let mut joins = Vec::new();
                if one_post == Some(row) {
                    // One column alone cannot break this row; the second brings it, and the first joins.
                    let [first, _] = self.of_leaver[leaver][..] else { continue };
                    // Where the first column is new as well it brings its entry itself.
                    joins.extend((first < self.columns.len()).then_some((self.first_move() + first, 1)));
                }
                self.rows[row] = Some(next + ranges.len());
                ranges.push(sides(f.rows[row]));
                joining.push(joins);
            }
            touched.push(std::mem::take(&mut entries));
        }
        if !ranges.is_empty() {
            self.instance.add_rows(&ranges, &joining).map_err(fail)?;
        }
        let mut columns = Columns::default();
        for (found, entries) in new.iter().zip(&touched) {
            let mut own: Vec<(usize, i64)> = Vec::with_capacity(entries.len() + self.held.len());
            for (row, coefficient) in entries {
                let Some(row) = self.rows[*row as usize] else { continue };
                match own.last_mut() {
                    Some(last) if last.0 == row => last.1 += coefficient,
                    _ => own.push((row, *coefficient)),
                }
            }
            own.retain(|(_, coefficient)| *coefficient != 0);
            for (goal, row) in self.held.iter().enumerate() {
                let cost = f.goals[goal].cost(&f.world, &found.candidate);
                own.extend((cost != 0).then_some((*row, cost)));
            }
            columns.push(self.cost(&found.candidate), (0, 1), own.into_iter());
        }
        if columns.count() > 0 {
            self.instance.add_columns(&columns).map_err(fail)?;
        }
        self.columns.extend(&new);
        Ok(new.len())
    }

    /// From now on this is minimised. Once the aim is a goal, no row may lack anything.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn aim(&mut self, aim: Aim<'_>) -> Result<(), EngineError> {
        self.goals = aim.goals().to_vec();
        if aim != Aim::Feasible && !self.slack.is_empty() {
            let first = self.f.auxiliaries.len();
            let slacks: Vec<(usize, i64)> = (first..first + self.slack.len()).map(|i| (i, 0)).collect();
            self.instance.fix(&slacks).map_err(fail)?;
        }
        let mut costs = vec![0; self.instance.columns()];
        for (goal, weight) in &self.goals {
            self.f.goals[*goal].auxiliaries.iter().for_each(|(a, cost)| costs[*a as usize] += weight * cost);
        }
        if aim == Aim::Feasible {
            let first = self.f.auxiliaries.len();
            costs[first..first + self.slack.len()].fill(1);
        }
        let first = self.first_move();
        for (i, found) in self.columns.iter().enumerate() {
            costs[first + i] = self.cost(&found.candidate);
        }
        // A reduced cost is a sum of costs, and no better known than they are: where they are lots of up to a million, HiGHS
        // loses its way in what is left of the digits.
        let largest = costs.iter().map(|cost| cost.unsigned_abs()).max().unwrap_or(0) as f64;
        let tolerance = (largest * DIGITS).clamp(1e-7, 1e-5);
        self.instance.set_real(c"dual_feasibility_tolerance", tolerance).map_err(fail)?;
        self.instance.set_costs(&costs).map_err(fail)
    }

    /// Holds the next goal at a value, by a row.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn hold(&mut self, value: i64) -> Result<(), EngineError> {
        let (goal, first) = (&self.f.goals[self.held.len()], self.first_move());
        let mut entries: Vec<(usize, i64)> = goal.auxiliaries.iter().map(|(a, cost)| (*a as usize, *cost)).collect();
        let moves = self.columns.iter().enumerate();
        let costs = moves.map(|(i, found)| (first + i, goal.cost(&self.f.world, &found.candidate)));
        entries.extend(costs.filter(|(_, cost)| *cost != 0));
        let row = self.instance.add_rows(&[(f64::NEG_INFINITY, value as f64)], &[entries]).map_err(fail)?;
        self.held.push(row);
        Ok(())
    }

    /// Takes out the columns that a proof shuts, and fixes the auxiliaries that are.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn purge(&mut self, proof: &Proof, fixed: &Fixed) -> Result<(), EngineError> {
        let mut entries = Entries::new();
        let auxiliaries = fixed.auxiliaries.iter().enumerate();
        let settled: Vec<(usize, i64)> = auxiliaries.filter(|(_, b)| b.lo == b.hi).map(|(i, b)| (i, b.lo)).collect();
        self.instance.fix(&settled).map_err(fail)?;
        let shut: Vec<bool> =
            self.columns.iter().map(|c| proof.shuts(self.f, c.leaver as usize, &c.candidate, &mut entries)).collect();
        let first = self.first_move();
        let in_basis = match self.solved {
            true => self.instance.in_basis().map_err(fail)?,
            false => vec![false; self.instance.columns()],
        };
        let gone = |i: &usize| shut[*i] && !in_basis[first + i];
        let rest: Vec<(usize, i64)> =
            (0..shut.len()).filter(|i| shut[*i] && !gone(i)).map(|i| (first + i, 0)).collect();
        self.instance.fix(&rest).map_err(fail)?;
        let delete: Vec<usize> = (0..shut.len()).filter(gone).collect();
        if delete.is_empty() {
            return Ok(());
        }
        let positions: Vec<usize> = delete.iter().map(|i| first + i).collect();
        self.instance.delete(&positions).map_err(fail)?;
        for i in &delete {
            self.known.remove(&self.columns[*i].candidate.key());
        }
        let mut going = delete.iter().copied().peekable();
        let columns = std::mem::take(&mut self.columns);
        let stays = columns.into_iter().enumerate().filter(|(i, _)| going.next_if_eq(i).is_none());
        self.columns = stays.map(|(_, c)| c).collect();
        self.of_leaver.iter_mut().for_each(Vec::clear);
        for (i, c) in self.columns.iter().enumerate() {
            self.of_leaver[c.leaver as usize].push(i);
        }
        Ok(())
    }

    /// Solves the relaxation on.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn solve(&mut self, reporter: &Reporter<'_>, until: Option<Instant>) -> Result<Solved, EngineError> {
        let mut status = self.instance.run(reporter, until).map_err(fail)?;
        // HiGHS may lose its way and say that it does not know: then from the beginning, the other way round, and at last simplified.
        for presolve in [c"off", c"on"] {
            if !matches!(status, Status::Fault(_)) {
                break;
            }
            tracing::debug!(?status, ?presolve, "from the beginning");
            self.instance.forget().map_err(fail)?;
            self.instance.set_int(c"simplex_strategy", DUAL).map_err(fail)?;
            self.instance.set_text(c"presolve", presolve).map_err(fail)?;
            let again = self.instance.run(reporter, until);
            self.instance.set_text(c"presolve", c"off").map_err(fail)?;
            self.instance.set_int(c"simplex_strategy", PRIMAL).map_err(fail)?;
            status = again.map_err(fail)?;
            tracing::debug!(?status, "then");
        }
        // What is added from here on leaves the point feasible.
        self.instance.set_int(c"simplex_strategy", PRIMAL).map_err(fail)?;
        match status {
            Status::Stopped => Ok(Solved::Stopped),
            Status::Infeasible => Ok(Solved::Infeasible),
            Status::Fault(number) => {
                Err(EngineError::Solver { solver: "HiGHS".to_owned(), status: format!("status {number}") })
            }
            Status::Optimal => {
                self.solved = true;
                Ok(Solved::Point(self.point()?))
            }
        }
    }

    fn point(&self) -> Result<Point, EngineError> {
        let (values, prices) = self.instance.solution().map_err(fail)?;
        Ok(Point {
            value: self.instance.figure(c"objective_function_value").unwrap_or(f64::NAN),
            moves: values[self.first_move()..].to_vec(),
            auxiliaries: values[..self.f.auxiliaries.len()].to_vec(),
            prices: self.rows.iter().map(|row| row.map_or(0.0, |row| prices[row])).collect(),
            held: self.held.iter().map(|row| prices[*row]).collect(),
        })
    }
}

/// How a solve of the relaxation ended.
pub enum Solved {
    /// An optimum.
    Point(Point),
    /// No point keeps the rows.
    Infeasible,
    /// Stopped.
    Stopped,
}
