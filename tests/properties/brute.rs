//! Brute force: every set of moves that the audit lets stand, and the best of them. The solver has no part in it.

use lungang_audit::{Submission, SubmittedMove, check};
use lungang_domain::county::County;
use lungang_domain::goal::Sense;
use lungang_domain::policy::Policy;

/// More combinations than this are left to the second engine.
pub const MOST: usize = 1_000;

/// A clean set of moves, with its goals, minimised.
pub type Clean = (Vec<SubmittedMove>, Vec<i64>);

/// The best values of all goals, minimised (a maximised goal's sign is turned); `Ok(None)` where no set of moves is clean;
/// `Err` with the number of combinations where they are too many.
pub fn best(county: &County, policy: &Policy, seed: u64) -> Result<Option<Vec<i64>>, usize> {
    let mut best: Option<Vec<i64>> = None;
    each(county, policy, seed, |_, values| {
        if best.as_ref().is_none_or(|b| values < *b) {
            best = Some(values);
        }
    })?;
    Ok(best)
}

/// The best values, and every set of moves that reaches them.
type AllBest = (Vec<i64>, Vec<Vec<SubmittedMove>>);

/// The same with every set of moves that reaches the best values.
///
/// # Errors
/// The number of combinations where they are too many.
pub fn all_best(county: &County, policy: &Policy, seed: u64) -> Result<Option<AllBest>, usize> {
    let mut best: Option<AllBest> = None;
    each(county, policy, seed, |moves, values| match &mut best {
        Some((least, all)) if values == *least => all.push(moves),
        Some((least, _)) if values > *least => {}
        _ => best = Some((values, vec![moves])),
    })?;
    Ok(best)
}

/// Every set of moves that is clean, with the values of its goals; `Err` as of [`best`].
pub fn all(county: &County, policy: &Policy, seed: u64) -> Result<Vec<Clean>, usize> {
    let mut all = Vec::new();
    each(county, policy, seed, |moves, values| all.push((moves, values)))?;
    Ok(all)
}

fn each(
    county: &County,
    policy: &Policy,
    seed: u64,
    mut found: impl FnMut(Vec<SubmittedMove>, Vec<i64>),
) -> Result<(), usize> {
    let options: Vec<Vec<Option<SubmittedMove>>> = (0..county.teachers.len())
        .map(|t| {
            let single = possible(county, policy, t, seed);
            std::iter::once(None).chain(single.into_iter().map(Some)).collect()
        })
        .collect();
    let combinations = options.iter().try_fold(1usize, |n, o| n.checked_mul(o.len())).unwrap_or(usize::MAX);
    if combinations > MOST {
        return Err(combinations);
    }
    for n in 0..combinations {
        let mut rest = n;
        let moves = options.iter().filter_map(|o| {
            let choice = o[rest % o.len()].clone();
            rest /= o.len();
            choice
        });
        let submission = Submission { moves: moves.collect(), claims: None, seed };
        let report = check(county, policy, &submission);
        if !report.clean {
            continue;
        }
        let values: Vec<i64> =
            report.goals.iter().map(|g| if maximised(policy, &g.name) { -g.value } else { g.value }).collect();
        found(submission.moves, values);
    }
    Ok(())
}

/// Whether the policy maximises the goal.
pub fn maximised(policy: &Policy, goal: &str) -> bool {
    policy.goals.iter().any(|g| g.name == goal && g.sense == Sense::Max)
}

/// Moves of one teacher that the audit finds no fault with on their own.
fn possible(county: &County, policy: &Policy, teacher: usize, seed: u64) -> Vec<SubmittedMove> {
    let t = &county.teachers[teacher];
    let mut list = Vec::new();
    for school in &county.schools {
        for subject in &t.subjects {
            let one = SubmittedMove {
                teacher_id: t.id.clone(),
                to_school: school.id.clone(),
                stage: Some(t.part),
                subject: Some(policy.subject_id(*subject).to_owned()),
                ..SubmittedMove::default()
            };
            let alone = Submission { moves: vec![one.clone()], claims: None, seed };
            if check(county, policy, &alone).faults.is_empty() {
                list.push(one);
            }
        }
    }
    list
}
