//! From a county to its rotation model: every row and goal, and what any move would touch and cost. Move columns are made
//! where they are wanted; [`Formulation::whole`] makes all of them.

use super::Model;
use super::candidates::{Candidate, Leaver};
use super::program::{Bounds, Program, Range};
use super::rows::{Auxiliary, RowName, Rows};
use super::world::World;
use crate::goals::{self, Stated};
use crate::rules::{self, Entries, Rule};
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move, Retask};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use rayon::prelude::*;

/// The largest coefficient that a row of a rule may have.
pub const LARGEST_COEFFICIENT: i64 = 1_000_000;

/// The data would need a model whose numbers a floating-point solver cannot be trusted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulateError {
    /// A row of a rule has a coefficient above 10^6.
    CoefficientTooLarge {
        /// The rule, where the row is one's.
        rule: Option<RuleName>,
        /// The coefficient.
        coefficient: i64,
    },
}

/// A county's rotation model without its move columns.
pub struct Formulation<'a> {
    /// The county under its policy.
    pub world: World<'a>,
    /// Teachers who may leave the home post, by teacher.
    pub leavers: Vec<Leaver>,
    /// Rules that are not off.
    pub rules: Vec<Box<dyn Rule>>,
    /// Goals in order, soft rules first.
    pub goals: Vec<Stated>,
    /// Range of every row.
    pub rows: Vec<Range>,
    /// What each row states.
    pub row_names: Vec<RowName>,
    /// Columns that are no moves.
    pub auxiliaries: Vec<Auxiliary>,
    /// Entries of each auxiliary.
    pub auxiliary_entries: Vec<Entries>,
    /// Position of the `one-post` row, by teacher.
    one_post: Vec<Option<u32>>,
}

/// States the model: every row, every goal, every auxiliary.
///
/// # Errors
/// [`FormulateError::CoefficientTooLarge`] when a row would need a coefficient above [`LARGEST_COEFFICIENT`].
pub fn formulate<'a>(
    county: &'a County,
    policy: &'a Policy,
    needs: &'a Needs,
    who: &'a Eligibility,
    seed: u64,
) -> Result<Formulation<'a>, FormulateError> {
    formulate_after(county, policy, needs, who, seed, &[])
}

/// The same for a year that others come before: rows are stated also where only their moves reach.
///
/// # Errors
/// As of [`formulate`].
pub fn formulate_after<'a>(
    county: &'a County,
    policy: &'a Policy,
    needs: &'a Needs,
    who: &'a Eligibility,
    seed: u64,
    before: &[Formulation<'_>],
) -> Result<Formulation<'a>, FormulateError> {
    let mut world = World::new(county, policy, needs, who, seed);
    let leavers: Vec<Leaver> = county.teacher_ixs().filter_map(|t| Leaver::new(&world, t)).collect();
    world.note(&leavers);
    before.iter().for_each(|year| world.note_before(&year.world));

    let mut rows = Rows::default();
    let rules = rules::state(&world, &mut rows);
    let goals = goals::state(&world, &mut rows);
    let mut one_post = vec![None; county.teachers.len()];
    for (row, name) in rows.names.iter().enumerate() {
        if let Some(teacher) = rules::one_post::of(name) {
            one_post[teacher.at()] = Some(row as u32);
        }
    }
    let formulation = Formulation {
        one_post,
        world,
        leavers,
        rules,
        goals,
        rows: rows.ranges,
        row_names: rows.names,
        auxiliaries: rows.auxiliaries,
        auxiliary_entries: rows.entries,
    };
    formulation.check_coefficients()?;
    Ok(formulation)
}

impl Formulation<'_> {
    /// A column: what every rule says of it.
    pub fn touch(&self, leaver: &Leaver, candidate: &Candidate, entries: &mut Entries) {
        entries.clear();
        for rule in &self.rules {
            match candidate.direction {
                Some(direction) => {
                    rule.leaving(&self.world, leaver, direction, entries);
                    rule.arriving(&self.world, candidate.post, direction, entries);
                    rule.crossing(&self.world, candidate, entries);
                }
                None => rule.retasking(leaver, candidate.post, entries),
            }
        }
    }

    /// The leaver of a candidate.
    pub fn leaver(&self, candidate: &Candidate) -> &Leaver {
        // Candidates are made by leavers, so there is one.
        let at = self.leavers.partition_point(|l| l.teacher < candidate.teacher);
        &self.leavers[at]
    }

    /// The column of a move; `None` where there is none.
    pub fn candidate_of(&self, m: &Move) -> Option<Candidate> {
        let at = self.leavers.binary_search_by_key(&m.teacher, |l| l.teacher).ok()?;
        self.leavers[at].each(&self.world).find(|c| c.stands_for() == *m)
    }

    /// The column of a retask; `None` where there is none.
    pub fn candidate_for(&self, r: &Retask) -> Option<Candidate> {
        let at = self.leavers.binary_search_by_key(&r.teacher, |l| l.teacher).ok()?;
        self.leavers[at].retasks(&self.world).find(|c| c.subject == r.subject)
    }

    /// The columns of what was decided, as far as there are any.
    pub fn columns_of<'a>(&'a self, moves: &'a [Move], retasks: &'a [Retask]) -> impl Iterator<Item = Candidate> + 'a {
        let stays = retasks.iter().filter_map(|r| self.candidate_for(r));
        moves.iter().filter_map(|m| self.candidate_of(m)).chain(stays)
    }

    /// What moves and retasks alone come to in every row, auxiliaries left out.
    pub fn activity(&self, moves: &[Move], retasks: &[Retask]) -> Vec<i64> {
        self.activity_of(self.columns_of(moves, retasks))
    }

    /// What columns that are made come to in every row, auxiliaries left out.
    pub fn activity_of(&self, made: impl IntoIterator<Item = Candidate>) -> Vec<i64> {
        let (mut activity, mut entries) = (vec![0; self.rows.len()], Entries::new());
        for candidate in made {
            self.touch(self.leaver(&candidate), &candidate, &mut entries);
            entries.iter().for_each(|(row, coefficient)| activity[*row as usize] += coefficient);
        }
        activity
    }

    /// The `one-post` row of a leaver.
    pub fn one_post(&self, leaver: &Leaver) -> Option<usize> {
        self.one_post[leaver.teacher.at()].map(|row| row as usize)
    }

    /// How many columns of moves and retasks there are.
    pub fn count_columns(&self) -> usize {
        self.leavers.par_iter().map(|l| l.each(&self.world).count() + l.retasks.len()).sum()
    }

    /// Every column of a move or a retask, teacher by teacher, each teacher's by post.
    pub fn candidates(&self) -> Vec<Candidate> {
        self.leavers.par_iter().flat_map_iter(|l| l.columns(&self.world)).collect()
    }

    /// The model with every column.
    pub fn whole(&self) -> Model {
        self.with_columns(self.candidates())
    }

    /// The model with these move columns.
    pub fn with_columns(&self, candidates: Vec<Candidate>) -> Model {
        let mut program = Program::with_rows(self.rows.clone());
        let mut entries = Vec::new();
        for candidate in &candidates {
            self.touch(self.leaver(candidate), candidate, &mut entries);
            program.push(Bounds { lo: 0, hi: 1 }, &mut entries);
        }
        for (auxiliary, own) in self.auxiliaries.iter().zip(&self.auxiliary_entries) {
            program.push(auxiliary.bounds, &mut own.clone());
        }
        let goals = self.goals.iter().map(|g| g.over(&self.world, &candidates)).collect();
        Model { candidates, auxiliaries: self.auxiliaries.clone(), row_names: self.row_names.clone(), goals, program }
    }

    /// What leaving and arriving touch can be large; what depends on both is a one or a share's denominator.
    fn check_coefficients(&self) -> Result<(), FormulateError> {
        let mut entries: Entries = self.auxiliary_entries.iter().flatten().copied().collect();
        let mut too_large = None;
        let mut look = |entries: &mut Entries| {
            too_large = too_large.or(entries.iter().find(|(_, c)| c.abs() > LARGEST_COEFFICIENT).copied());
            entries.clear();
        };
        look(&mut entries);
        for direction in [Direction::Down, Direction::Up, Direction::Level] {
            for rule in &self.rules {
                for leaver in &self.leavers {
                    rule.leaving(&self.world, leaver, direction, &mut entries);
                    look(&mut entries);
                }
                for post in (0..self.world.touched.len()).filter(|p| self.world.touched[*p]) {
                    rule.arriving(&self.world, post as u32, direction, &mut entries);
                    look(&mut entries);
                }
            }
        }
        too_large.map_or(Ok(()), |(row, coefficient)| {
            Err(FormulateError::CoefficientTooLarge { rule: self.row_names[row as usize].rule, coefficient })
        })
    }
}
