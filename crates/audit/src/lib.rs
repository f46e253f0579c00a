//! Re-checks a plan against the county and the policy, in integers, without a solver.
//!
//! An independent reading of what a plan means: its own establishment and allocation, its own required posts, its own
//! verdicts, its own rules and goals. It shares the types of the domain with the solver and nothing else.
//!
//! county + policy + [`Submission`] → [`Reading`] (before) → [`World`] (after) → [`AuditReport`]
//!
//! Where the plan comes with a certificate, [`certificate::verify`] proves by its prices how good the plan is.

pub mod allocation;
mod beds;
pub mod certificate;
mod claims;
pub mod columns;
pub mod decided;
pub mod demand;
mod edits;
pub mod eligibility;
mod ending;
pub mod establishment;
mod evenness;
mod exchange;
pub mod goals;
pub mod headships;
pub mod kinds;
mod published;
mod reading;
pub mod recruitment;
pub mod required;
pub mod rules;
mod sentence;
mod serves;
pub mod shared;
mod submission;
mod tenure;
mod wishes;
mod words;
mod world;

#[cfg(test)]
mod testkit;
#[cfg(test)]
mod tests;

pub use ending::Ending;
pub use headships::headships;
pub use kinds::{BreachKind, FaultKind};
pub use reading::Reading;
pub use recruitment::recruitment;
pub use sentence::{say_breach, say_fault};
pub use submission::{
    Claims, Submission, SubmittedHead, SubmittedMove, SubmittedRetask, SubmittedVisit, heads_of, retasks_of,
    submission_of, visits_of,
};
pub use world::World;

use decided::{lessons, retasks};
use lungang_domain::audit::{AuditReport, Fault, RuleAudit};
use lungang_domain::balance::Gauge;
use lungang_domain::county::County;
use lungang_domain::missing::{Missing, Unchecked};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;

/// The most breaches that a rule lists.
pub const LISTED: usize = 100;

/// Audits a submission: every move, every rule, every goal, every claim.
///
/// Any submission gives a report: what does not exist or does not agree is a fault in it.
pub fn check(county: &County, policy: &Policy, submission: &Submission) -> AuditReport {
    let reading = Reading::new(county, policy, submission.seed);
    let (steps, mut faults) = columns::resolve(&reading, &submission.moves);
    let moved = steps.iter().map(|s| s.teacher).collect();
    let (retasked, unknown) = retasks::resolve(&reading, &submission.retasks, &moved);
    faults.extend(unknown);
    let world = World::new(&reading, steps).with_retasks(retasked);
    let (lessons, unknown) = lessons::resolve(&world, &submission.visits);
    let world = world.with_lessons(lessons);
    let teachable = unknown.is_empty();
    faults.extend(unknown);

    for &(floors, total) in &reading.establishments.impossible {
        faults.push(Fault {
            kind: FaultKind::NoAllocation.name().to_owned(),
            teacher: None,
            school: None,
            expected: Some(total.to_string()),
            found: Some(floors.to_string()),
            place: None,
        });
    }
    let measured: Vec<_> = RuleName::ALL.iter().map(|&rule| (rule, rules::measure(rule, &world))).collect();
    let goals = goals::recompute(&world, &measured);
    let broken: usize =
        measured.iter().filter(|(rule, _)| policy.rules.mode(*rule) == Mode::Hard).map(|(_, m)| m.breaches.len()).sum();
    let rules: Vec<RuleAudit> =
        measured.into_iter().map(|(rule, measured)| rules::audit_of(rule, measured, policy)).collect();

    let judged = policy.rules.balance.gauges();
    let shown = |gauge: Gauge| {
        let limit = judged.contains(&gauge).then(|| policy.rules.balance.limit(gauge));
        Some(evenness::read(&reading, gauge)?.shown(&world, limit))
    };
    let balance = policy.gauges().into_iter().filter_map(shown).collect();

    faults.extend(published::above_limit(county, &goals));
    let exchange = exchange::count(&world);
    let too_many = columns::above_limit(world.steps.len(), submission.most_moves);
    let within = too_many.is_none();
    faults.extend(too_many);
    if let Some(stated) = &submission.claims {
        faults.extend(claims::compare(&world, stated, &goals, &rules, &exchange));
        if let Some(planned) = &stated.moves {
            faults.extend(edits::compare(planned, &submission.moves));
            if *planned != submission.moves {
                faults.extend(columns::stated(&reading, planned));
                faults.extend(serves::compare(&world, planned));
            }
        }
        if let Some(planned) = &stated.retasks {
            faults.extend(edits::retasks(planned, &submission.retasks));
        }
        if let Some(planned) = &stated.visits {
            faults.extend(edits::visits(planned, &submission.visits));
        }
        if let (Some(planned), Some(rows)) = (&stated.heads, &submission.heads) {
            faults.extend(edits::heads(&submission::submitted_heads(planned), rows));
        }
    }
    faults.extend(serves::compare(&world, &submission.moves));
    let (heads, unfit) = headships::judge(&world, submission);
    faults.extend(unfit);
    faults.extend(submission.files.iter().cloned());
    // Of moves that break a hard rule, or are more than was asked for, a certificate says nothing.
    let lawful = broken == 0
        && within
        && reading.establishments.impossible.is_empty()
        && world.steps.iter().all(|s| s.allowed)
        && world.retasks.iter().all(|r| r.allowed)
        && teachable;
    let claims = submission.claims.as_ref();
    let (ending, certificate) = (claims.and_then(|c| c.ending.as_ref()), claims.and_then(|c| c.certificate.as_ref()));
    let certified = match certificate.filter(|_| lawful) {
        Some(certificate) => certificate::verify(&world, &goals, submission.most_moves, certificate),
        None => certificate::Verdict::default(),
    };
    let checked = lawful && (certified.faults.is_empty() || !certified.goals.is_empty());
    faults.extend(certified.faults);
    let unknown = world.steps.iter().filter(|s| county.journey(s.teacher, s.to).is_none()).count();
    let ageless = world.steps.iter().filter(|s| county.teacher(s.teacher).birth.is_none()).count();
    let conditions = [
        (Missing::Journey, policy.movement.max_km.is_some(), unknown),
        (Missing::Birth, policy.eligibility.before_retirement.value, ageless),
    ];
    let unchecked = conditions.into_iter().filter(|(_, set, places)| *set && *places > 0);
    let unchecked = unchecked
        .map(|(missing, _, places)| Unchecked { missing, places: u32::try_from(places).unwrap_or(u32::MAX) })
        .collect();
    let mut goals = ending::goals(&reading, goals, &certified.goals, ending, |name| goals::unmeasured(&world, name));
    for goal in &mut goals {
        goal.claimed = claims.and_then(|c| c.goals.iter().find(|(n, _)| *n == goal.name)).map(|(_, value)| *value);
    }
    let standing = ending::standing(&reading, &goals, lawful, ending);
    if let Some(ending) = ending {
        faults.extend(ending::compare(&reading, ending, certificate, &goals, checked));
        if faults.is_empty() && broken == 0 {
            faults.extend(ending::of_audit(ending, standing));
        }
    }
    let order = |f: &Fault| FaultKind::ALL.iter().position(|k| k.name() == f.kind);
    faults.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
    faults.dedup();
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let breaches = count((broken + faults.len()) as i64);
    AuditReport {
        clean: breaches == 0,
        breaches,
        eligible: exchange.eligible_sending,
        moves: count(world.steps.len() as i64),
        moves_down: exchange.down,
        backbone_moves: exchange.backbone,
        exchange,
        unchecked,
        rules,
        balance,
        heads,
        goals,
        standing,
        faults,
    }
}

/// How far a plan is from keeping a rule, in the rule's own unit: the value of its goal `breach:<rule>` where it is soft.
pub fn breach_amount(county: &County, policy: &Policy, submission: &Submission, rule: RuleName) -> i64 {
    let reading = Reading::new(county, policy, submission.seed);
    rules::measure(rule, &after(&reading, submission)).amount
}

/// The county after a submission; what in it is of nobody, or of nothing that there is, is left out.
pub(crate) fn after<'a>(reading: &'a Reading<'a>, submission: &Submission) -> World<'a> {
    let (steps, _) = columns::resolve(reading, &submission.moves);
    let moved = steps.iter().map(|s| s.teacher).collect();
    let (retasked, _) = retasks::resolve(reading, &submission.retasks, &moved);
    let world = World::new(reading, steps).with_retasks(retasked);
    let (lessons, _) = lessons::resolve(&world, &submission.visits);
    world.with_lessons(lessons)
}
