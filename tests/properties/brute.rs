//! Brute force: every set of moves that the audit lets stand, and the best of them. The solver has no part in it.

use lungang_audit::{
    Reading, Submission, SubmittedMove, SubmittedRetask, SubmittedVisit, World, check, columns, decided::retasks,
};
use lungang_domain::county::County;
use lungang_domain::goal::Sense;
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use std::collections::BTreeMap;

/// More combinations than this are left to the second engine.
pub const MOST: usize = 1_000;

/// The same with every way to share out the periods of travelling teachers.
const MOST_CHECKS: usize = 6_000;

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
    let options: Vec<Vec<Choice>> = (0..county.teachers.len())
        .map(|t| {
            let moves = possible(county, policy, t, seed).into_iter().map(Choice::Moves);
            let retasks = retaskable(county, policy, t, seed).into_iter().map(Choice::Retasked);
            std::iter::once(Choice::Stays).chain(moves).chain(retasks).collect()
        })
        .collect();
    let combinations = options.iter().try_fold(1usize, |n, o| n.checked_mul(o.len())).unwrap_or(usize::MAX);
    if combinations > MOST {
        return Err(combinations);
    }
    for n in 0..combinations {
        let mut rest = n;
        let mut submission = Submission { seed, ..Submission::default() };
        for o in &options {
            match o[rest % o.len()].clone() {
                Choice::Stays => {}
                Choice::Moves(one) => submission.moves.push(one),
                Choice::Retasked(one) => submission.retasks.push(one),
            }
            rest /= o.len();
        }
        let rounds = Rounds::new(county, policy, &submission);
        if combinations.saturating_mul(rounds.count()) > MOST_CHECKS {
            return Err(combinations.saturating_mul(rounds.count()));
        }
        for n in 0..rounds.count() {
            let Some(visits) = rounds.nth(n) else { continue };
            submission.visits = visits;
            let report = check(county, policy, &submission);
            if !report.clean {
                continue;
            }
            let values: Vec<i64> =
                report.goals.iter().map(|g| if maximised(policy, &g.name) { -g.value } else { g.value }).collect();
            found(submission.moves.clone(), values);
        }
    }
    Ok(())
}

/// Every way to share out the periods that travelling teachers may teach after some moves.
struct Rounds {
    /// A way: the post, and how many periods at most.
    ways: Vec<(usize, u32)>,
    /// Where each way leads: school, stage, subject.
    to: Vec<(String, Part, String)>,
    /// Who works at a post, and one teacher's load there.
    heads: BTreeMap<usize, (Vec<String>, u32)>,
}

impl Rounds {
    fn new(county: &County, policy: &Policy, submission: &Submission) -> Rounds {
        let reading = Reading::new(county, policy, submission.seed);
        let (steps, _) = columns::resolve(&reading, &submission.moves);
        let moved = steps.iter().map(|s| s.teacher).collect();
        let (retasked, _) = retasks::resolve(&reading, &submission.retasks, &moved);
        let world = World::new(&reading, steps).with_retasks(retasked);
        let mut rounds = Rounds { ways: Vec::new(), to: Vec::new(), heads: BTreeMap::new() };
        for t in county.teacher_ixs().filter(|t| county.teacher(*t).teaches()) {
            let Some(post) = world.works_at(t) else { continue };
            let at = &reading.posts[post];
            let load = policy.travel_load(at.subject, at.part);
            rounds.heads.entry(post).or_insert((Vec::new(), load)).0.push(county.teacher(t).id.clone());
        }
        for (post, hours, _) in &reading.ways {
            if rounds.heads.contains_key(post) {
                let shared = &reading.shared.hours[*hours];
                let (school, part, subject) = shared.key;
                rounds.ways.push((*post, u32::try_from(shared.periods).expect("few periods")));
                rounds.to.push((county.school(school).id.clone(), part, policy.subject_id(subject).to_owned()));
            }
        }
        rounds
    }

    /// How many there are; some give more than the teachers of a post can teach.
    fn count(&self) -> usize {
        self.ways.iter().fold(1, |n: usize, (_, most)| n.saturating_mul(*most as usize + 1))
    }

    /// One of them; `None` where the teachers of a post are too few.
    fn nth(&self, n: usize) -> Option<Vec<SubmittedVisit>> {
        let mut rest = n;
        let mut taught: BTreeMap<usize, u32> = BTreeMap::new();
        let mut visits = Vec::new();
        for ((post, most), (school, part, subject)) in self.ways.iter().zip(&self.to) {
            let mut periods = (rest % (*most as usize + 1)) as u32;
            rest /= *most as usize + 1;
            let (heads, load) = &self.heads[post];
            let sum = taught.entry(*post).or_default();
            while periods > 0 {
                let teacher_id = heads.get((*sum / load) as usize)?.clone();
                let given = periods.min(load - *sum % load);
                (*sum, periods) = (*sum + given, periods - given);
                let (school, subject) = (school.clone(), subject.clone());
                visits.push(SubmittedVisit {
                    teacher_id,
                    school,
                    stage: Some(*part),
                    subject,
                    periods: given,
                    place: None,
                });
            }
        }
        Some(visits)
    }
}

/// Whether the policy maximises the goal.
pub fn maximised(policy: &Policy, goal: &str) -> bool {
    policy.goals.iter().any(|g| g.name == goal && g.sense == Sense::Max)
}

/// What one teacher may do.
#[derive(Clone)]
enum Choice {
    Stays,
    Moves(SubmittedMove),
    Retasked(SubmittedRetask),
}

/// Retasks of one teacher that the audit finds no fault with on their own.
fn retaskable(county: &County, policy: &Policy, teacher: usize, seed: u64) -> Vec<SubmittedRetask> {
    let t = &county.teachers[teacher];
    let mut list = Vec::new();
    for subject in &t.subjects {
        let to = policy.subject_id(*subject).to_owned();
        let one = SubmittedRetask { teacher_id: t.id.clone(), to, ..SubmittedRetask::default() };
        let alone = Submission { retasks: vec![one.clone()], seed, ..Submission::default() };
        if check(county, policy, &alone).faults.is_empty() {
            list.push(one);
        }
    }
    list
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
            let alone = Submission { moves: vec![one.clone()], seed, ..Submission::default() };
            if check(county, policy, &alone).faults.is_empty() {
                list.push(one);
            }
        }
    }
    list
}
