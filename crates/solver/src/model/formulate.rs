//! From a county to its model.

use super::Model;
use super::candidates::{self, Candidate};
use super::program::{Bounds, Program};
use super::rows::Rows;
use super::world::World;
use crate::{goals, rules};
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;

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

/// States the whole model: every column, every row, every goal.
///
/// # Errors
/// [`FormulateError::CoefficientTooLarge`] when a row would need a coefficient above [`LARGEST_COEFFICIENT`].
pub fn formulate(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    who: &Eligibility,
    seed: u64,
) -> Result<Model, FormulateError> {
    let mut world = World::new(county, policy, needs, who, seed);
    let candidates = candidates::all(&world);
    world.note(&candidates);

    let mut rows = Rows::default();
    let rules = rules::state(&world, &mut rows);
    let stated = goals::state(&world, &mut rows);

    let mut program = Program::with_rows(rows.ranges);
    let mut entries = Vec::new();
    for candidate in &candidates {
        touch(&world, &rules, candidate, &mut entries);
        program.push(Bounds { lo: 0, hi: 1 }, &mut entries);
    }
    for (auxiliary, own) in rows.auxiliaries.iter().zip(&mut rows.entries) {
        program.push(auxiliary.bounds, own);
    }
    for column in 0..program.columns.len() {
        for &(row, coefficient) in program.entries(column) {
            if coefficient.abs() > LARGEST_COEFFICIENT {
                return Err(FormulateError::CoefficientTooLarge { rule: rows.names[row as usize].rule, coefficient });
            }
        }
    }
    let goals = stated.into_iter().map(|g| g.over(&world, &candidates)).collect();
    Ok(Model { candidates, auxiliaries: rows.auxiliaries, row_names: rows.names, goals, program })
}

/// The column of a move: what every rule says of it.
fn touch(world: &World<'_>, rules: &[Box<dyn rules::Rule>], candidate: &Candidate, entries: &mut Vec<(u32, i64)>) {
    entries.clear();
    for rule in rules {
        rule.touch(world, candidate, entries);
    }
}
