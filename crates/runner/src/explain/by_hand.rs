//! Decisions changed by hand, before anything is solved again: which rules break, which rows cannot be, which posts are short.
//!
//! Two audits are compared, that of the plan as it stands and that of the plan with the changes. Both are of the bare decisions: what
//! the plan says of itself, and its certificate, are of the plan as it was.

use crate::planned::Planned;
use lungang_audit::decided::{lessons, retasks};
use lungang_audit::{Reading, Submission, SubmittedMove, World, columns, heads_of, retasks_of, visits_of};
use lungang_domain::audit::{AuditReport, Breach, Fault, FaultGroup, RuleAudit};
use lungang_domain::county::County;
use lungang_domain::explanation::{Broken, Changed, OfByHand, PostShift, Shift};
use lungang_domain::goal::{Measure, Sense};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::plan::Move;
use lungang_domain::policy::{Mode, Policy};
use std::collections::{BTreeMap, BTreeSet};

/// What is decided on a teacher by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub teacher: TeacherIx,
    /// Where to, in which subject; `None` stays.
    pub to: Option<(SchoolIx, SubjectIx)>,
}

/// What the changes come to; of two about one teacher the last counts.
pub fn by_hand(planned: &Planned, hands: &[Hand]) -> OfByHand {
    let (county, policy) = (&planned.county, &planned.policy);
    let asked: BTreeMap<TeacherIx, Option<Move>> =
        hands.iter().map(|hand| (hand.teacher, made(county, hand))).collect();
    let changed: Vec<Changed> = asked
        .iter()
        .map(|(&teacher, &after)| Changed { teacher, before: planned.move_of(teacher), after })
        .filter(|change| change.before != change.after)
        .collect();
    let before = bare(planned);
    let after = otherwise(planned, &before, &changed);
    let (audits, short) = rayon::join(
        || [&before, &after].map(|submission| lungang_audit::check(county, policy, submission)),
        || [&before, &after].map(|submission| short(county, policy, submission)),
    );
    let [then, now] = &audits;
    let (broken, mended) = rules(then, now);
    let row = |fault: &&Fault| FaultGroup::of(&fault.kind) == FaultGroup::Row;
    let known: Vec<&Fault> = then.faults.iter().filter(row).collect();
    let faults = now.faults.iter().filter(row).filter(|fault| !known.contains(fault)).cloned().collect();
    let dropped = |teacher: &str| !after.retasks.iter().any(|r| r.teacher_id == teacher);
    let freed = before.retasks.iter().filter(|r| dropped(&r.teacher_id));
    OfByHand {
        changed,
        freed: freed.filter_map(|r| county.find_teacher(&r.teacher_id)).collect(),
        faults,
        broken,
        mended,
        posts: posts(&short),
        goals: goals(policy, then, now),
    }
}

fn made(county: &County, hand: &Hand) -> Option<Move> {
    let (to, subject) = hand.to?;
    Some(Move { teacher: hand.teacher, to, part: county.teacher(hand.teacher).part, subject })
}

/// The plan's decisions, without what it says of them.
fn bare(planned: &Planned) -> Submission {
    let document = &planned.document;
    let row = |m: &Move| row(&planned.county, &planned.policy, m);
    Submission {
        moves: planned.moves.iter().map(row).collect(),
        retasks: retasks_of(document),
        visits: visits_of(document),
        heads: heads_of(document),
        seed: planned.run.seed,
        ..Submission::default()
    }
}

fn row(county: &County, policy: &Policy, m: &Move) -> SubmittedMove {
    SubmittedMove {
        teacher_id: county.teacher(m.teacher).id.clone(),
        to_school: county.school(m.to).id.clone(),
        stage: Some(m.part),
        subject: Some(policy.subject_id(m.subject).to_owned()),
        ..SubmittedMove::default()
    }
}

/// The same with the changes. Who goes away teaches nothing else at home and travels nowhere.
fn otherwise(planned: &Planned, before: &Submission, changed: &[Changed]) -> Submission {
    let county = &planned.county;
    let touched: BTreeSet<&str> = changed.iter().map(|c| county.teacher(c.teacher).id.as_str()).collect();
    let mut after = before.clone();
    after.moves.retain(|m| !touched.contains(m.teacher_id.as_str()));
    let going = changed.iter().filter_map(|change| change.after);
    after.moves.extend(going.map(|m| row(county, &planned.policy, &m)));
    after.retasks.retain(|r| !touched.contains(r.teacher_id.as_str()));
    after.visits.retain(|v| !touched.contains(v.teacher_id.as_str()));
    after
}

type Key = (SchoolIx, lungang_domain::school::Part, SubjectIx);

/// Posts that are short, with how many.
fn short(county: &County, policy: &Policy, submission: &Submission) -> BTreeMap<Key, u32> {
    let reading = Reading::new(county, policy, submission.seed);
    let (steps, _) = columns::resolve(&reading, &submission.moves);
    let moved = steps.iter().map(|s| s.teacher).collect();
    let (retasked, _) = retasks::resolve(&reading, &submission.retasks, &moved);
    let world = World::new(&reading, steps).with_retasks(retasked);
    let (taught, _) = lessons::resolve(&world, &submission.visits);
    let world = world.with_lessons(taught);
    let at = |(at, post): (usize, &lungang_domain::needs::Post)| {
        let short = u32::try_from(world.short_after(at)).unwrap_or(u32::MAX);
        (short > 0).then(|| (post.key(), short))
    };
    world.posts().filter_map(at).collect()
}

/// Posts that are shorter or less short than before, in order.
fn posts([before, after]: &[BTreeMap<Key, u32>; 2]) -> Vec<PostShift> {
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    let of = |all: &BTreeMap<Key, u32>, key: &Key| all.get(key).copied().unwrap_or(0);
    let shift = |key: &Key| {
        let (school, part, subject) = *key;
        PostShift { school, part, subject, before: of(before, key), after: of(after, key) }
    };
    keys.into_iter().map(shift).filter(|p| p.before != p.after).collect()
}

/// Breaches that come, or grow, and breaches that go, or shrink.
fn rules(then: &AuditReport, now: &AuditReport) -> (Vec<Broken>, Vec<Broken>) {
    let (mut broken, mut mended) = (Vec::new(), Vec::new());
    for after in now.rules.iter().filter(|r| r.mode != Mode::Off) {
        let empty = Vec::new();
        let before = then.rules.iter().find(|r| r.rule == after.rule).map_or(&empty, |r| &r.breaches);
        let one = |breach: &Breach| said(after, breach);
        let lack = |b: &Breach| b.required.abs_diff(b.achieved);
        for breach in after.breaches.iter().filter(|b| !before.contains(b)) {
            match before.iter().find(|b| same(b, breach)) {
                Some(was) if lack(was) >= lack(breach) => mended.push(one(breach)),
                _ => broken.push(one(breach)),
            }
        }
        let gone = before.iter().filter(|b| !after.breaches.iter().any(|other| same(b, other)));
        mended.extend(gone.map(one));
    }
    (broken, mended)
}

/// Whether two breaches are of one place, however large each is.
fn same(one: &Breach, other: &Breach) -> bool {
    let place = |b: &Breach| (b.kind.clone(), b.school.clone(), b.other.clone(), b.stage.clone(), b.subject.clone());
    // Of people a breach is another where it is about others; of places the people are who make it.
    place(one) == place(other) && (one.school.is_some() || one.teachers == other.teachers || one.teachers.is_empty())
}

fn said(rule: &RuleAudit, breach: &Breach) -> Broken {
    Broken { rule: rule.rule, mode: rule.mode, breach: breach.clone() }
}

/// Goals that stand otherwise, the lottery left out.
fn goals(policy: &Policy, then: &AuditReport, now: &AuditReport) -> Vec<Shift> {
    let maximised = |name: &str| {
        let own = policy.goals.iter().find(|g| g.name == name);
        own.is_some_and(|g| g.sense == Sense::Max && g.measure() == Some(Measure::Scores))
    };
    let shift = |g: &lungang_domain::audit::GoalAudit| {
        let after = now.goals.iter().find(|other| other.name == g.name)?.value;
        (after != g.value).then(|| Shift {
            name: g.name.clone(),
            maximised: maximised(&g.name),
            before: g.value,
            after,
        })
    };
    then.goals.iter().filter(|g| !policy.draws(&g.name)).filter_map(shift).collect()
}
