//! A smallest set of rule instances that cannot hold together: an elastic filter finds a set, a deletion filter takes out
//! what is not needed. Every step is a solve, and what was proved of the set is said.

use super::elastic::{Answer, Elastic};
use crate::year::YearError;

/// What the elastic filter came to.
pub(super) enum Found {
    /// All hard rules can hold.
    Nothing,
    /// These slacks' instances cannot hold together.
    Set(Vec<usize>),
    /// A limit was reached.
    Unknown,
}

/// Holds fast, round after round, whatever the cheapest plan breaks, until no plan is left.
///
/// # Errors
/// The solver failed.
pub(super) fn gather(elastic: &mut Elastic<'_>) -> Result<Found, YearError> {
    let count = elastic.slacks.len();
    let (practice, law): (Vec<i64>, Vec<i64>) =
        elastic.slacks.iter().map(|s| if s.law { (0, s.price) } else { (s.price, 0) }).unzip();
    let mut held = vec![false; count];
    loop {
        let free = |i: usize| if held[i] { 0 } else { i64::MAX };
        match elastic.solve(free, &[law.clone(), practice.clone()])? {
            Answer::Fails => return Ok(Found::Set((0..count).filter(|i| held[*i]).collect())),
            Answer::Unknown => return Ok(Found::Unknown),
            Answer::Holds { breaches, .. } => {
                let broken: Vec<usize> = (0..count).filter(|i| breaches[*i] > 0 && !held[*i]).collect();
                if broken.is_empty() {
                    return Ok(Found::Nothing);
                }
                broken.into_iter().for_each(|i| held[i] = true);
            }
        }
    }
}

/// Takes out, larger pieces first, what the set does not need to have no plan; `true` where each one that is left was shown
/// to be needed.
///
/// # Errors
/// The solver failed.
pub(super) fn shrink(elastic: &mut Elastic<'_>, mut set: Vec<usize>) -> Result<(Vec<usize>, bool), YearError> {
    let mut proven = true;
    let mut size = (set.len() / 2).max(1);
    loop {
        let mut at = 0;
        while at < set.len() {
            let end = (at + size).min(set.len());
            let rest: Vec<usize> = [&set[..at], &set[end..]].concat();
            match alone(elastic, &rest)? {
                Answer::Fails => set = rest,
                Answer::Holds { .. } => at = end,
                Answer::Unknown => {
                    proven &= size > 1;
                    at = end;
                }
            }
        }
        if size == 1 {
            return Ok((set, proven));
        }
        size /= 2;
    }
}

/// Solves with these held fast and everything else let go.
fn alone(elastic: &mut Elastic<'_>, set: &[usize]) -> Result<Answer, YearError> {
    elastic.solve(|i| if set.contains(&i) { 0 } else { i64::MAX }, &[])
}
