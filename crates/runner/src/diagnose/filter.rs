//! A smallest set of rule instances that cannot hold together: counting or an elastic filter finds a set, a deletion filter
//! takes out what is not needed. Every step is a solve, and what was proved of the set is said.

use super::elastic::{Answer, Elastic};
use crate::why;
use crate::year::YearError;
use lungang_domain::rule::RuleName;
use std::collections::BTreeSet;

/// What the elastic filter came to.
pub(super) enum Found {
    /// All hard rules can hold.
    Nothing,
    /// These slacks' instances cannot hold together.
    Set(Vec<usize>),
    /// A limit was reached.
    Unknown,
}

/// Relative gap at which a round of the elastic filter stops: any cheap plan will do.
const CHEAP: f64 = 0.5;

/// A set without a plan: one of those that counting points at, else what an elastic filter finds within the rules that
/// matter.
///
/// # Errors
/// The solver failed.
pub(super) fn gather(
    elastic: &mut Elastic<'_>,
    hints: impl Fn(&Elastic<'_>) -> Vec<Vec<usize>>,
) -> Result<Found, YearError> {
    let mut set: Vec<usize> = (0..elastic.slacks.len()).collect();
    match alone(elastic, &set)? {
        Answer::Holds { .. } => return Ok(Found::Nothing),
        Answer::Unknown => return Ok(Found::Unknown),
        Answer::Fails => {}
    }
    for hint in hints(elastic) {
        if matches!(alone(elastic, &hint)?, Answer::Fails) {
            return Ok(Found::Set(hint));
        }
    }
    let rules: BTreeSet<RuleName> = elastic.slacks.iter().map(|s| s.instance.rule).collect();
    for rule in rules {
        let rest: Vec<usize> = set.iter().copied().filter(|i| elastic.slacks[*i].instance.rule != rule).collect();
        if rest.len() < set.len() && matches!(alone(elastic, &rest)?, Answer::Fails) {
            set = rest;
        }
    }
    narrowed(elastic, set).map(Found::Set)
}

/// Holds fast, round after round, whatever a cheap plan breaks of the set, until no plan is left; the whole set where a
/// limit is reached before that.
fn narrowed(elastic: &mut Elastic<'_>, set: Vec<usize>) -> Result<Vec<usize>, YearError> {
    let count = elastic.slacks.len();
    let mut price = vec![0; count];
    set.iter().for_each(|i| price[*i] = elastic.slacks[*i].price);
    let mut held = vec![false; count];
    loop {
        match elastic.solve(|i| if held[i] { 0 } else { i64::MAX }, std::slice::from_ref(&price), CHEAP)? {
            Answer::Fails => return Ok((0..count).filter(|i| held[*i]).collect()),
            Answer::Unknown => return Ok(set),
            Answer::Holds { breaches, .. } => {
                let broken: Vec<usize> = set.iter().copied().filter(|i| breaches[*i] > 0 && !held[*i]).collect();
                if broken.is_empty() {
                    return Ok(set);
                }
                broken.into_iter().for_each(|i| held[i] = true);
            }
        }
    }
}

/// Takes out what the set does not need to have no plan; `true` where each one that is left was shown to be needed.
///
/// # Errors
/// The solver failed.
pub(super) fn shrink(elastic: &mut Elastic<'_>, set: Vec<usize>) -> Result<(Vec<usize>, bool), YearError> {
    why::shrink(set, |rest| {
        Ok(match alone(elastic, rest)? {
            Answer::Fails => Some(true),
            Answer::Holds { .. } => Some(false),
            Answer::Unknown => None,
        })
    })
}

/// Solves with these held fast and everything else let go.
fn alone(elastic: &mut Elastic<'_>, set: &[usize]) -> Result<Answer, YearError> {
    elastic.solve(|i| if set.contains(&i) { 0 } else { i64::MAX }, &[], 0.0)
}
