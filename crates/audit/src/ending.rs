//! How a plan says that it ended, and what it says is proved, against what the certificate proves when it is recomputed.
//!
//! *Proved* is what the certificate shows and nothing else. A bound may be better than that where the solver's search closed
//! what a certificate cannot show; such a bound has to be marked as the solver's word, and nobody calls it proved.

use crate::certificate::Certified;
use crate::kinds::FaultKind;
use crate::reading::Reading;
use lungang_domain::audit::{Fault, GoalAudit};
use lungang_domain::certificate::Certificate;
use lungang_domain::document::{AuditSummary, GoalSummary};
use lungang_domain::goal::{CHANGES, Measure, Sense};
use lungang_domain::missing::Unmeasured;
use lungang_domain::plan::{Grounds, PlanStatus, Standing};

/// The engine that leaves a certificate; plans made in other ways have none.
const CERTIFYING: &str = "fast";

/// How a plan says that it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// In one word.
    pub status: PlanStatus,
    /// What it says of its goals.
    pub goals: Vec<GoalSummary>,
    /// What it says of its audit; `None` for a plan that was not written yet. Only what was written is judged.
    pub written: Option<AuditSummary>,
    /// The engine that the record of the run names.
    pub engine: Option<String>,
}

/// A goal with what is proved and what is claimed of it, in the order of the goals. A value that
/// was not measured is at no distance from a bound, and is not proved by it.
pub fn goals(
    reading: &Reading<'_>,
    own: Vec<(String, i64)>,
    certified: &[Certified],
    ending: Option<&Ending>,
    unmeasured: impl Fn(&str) -> Option<Unmeasured>,
) -> Vec<GoalAudit> {
    let one = |(at, (name, value)): (usize, (String, i64))| {
        let unmeasured = unmeasured(&name);
        let blind = unmeasured.is_some_and(|u| u.whole());
        let proof = certified.iter().find(|c| c.goal == at);
        let stated = ending.and_then(|e| e.goals.iter().find(|g| g.name == name));
        let claimed_bound = stated.and_then(|g| g.bound);
        let certified_gap = proof.map(|c| c.gap).filter(|_| !blind);
        let standing = match (certified_gap, claimed_bound) {
            (Some(0), _) => Standing::Certified,
            (_, Some(bound)) if bound == value && !blind => Standing::Claimed,
            // Where all before it was brought to its end, a draw that is not the least is a draw all the same.
            _ if drawn(reading, &name) && ending.is_some_and(|e| e.status == PlanStatus::Optimal) => Standing::Drawn,
            _ => Standing::Open,
        };
        GoalAudit {
            certified_bound: proof.map(|c| c.bound),
            certified_gap,
            claimed_bound,
            claimed: None,
            unmeasured,
            standing,
            name,
            value,
        }
    };
    own.into_iter().enumerate().map(one).collect()
}

/// What is proved of the goals together: the least that is known of any that counts.
pub fn standing(reading: &Reading<'_>, goals: &[GoalAudit], lawful: bool, ending: Option<&Ending>) -> Standing {
    if !lawful {
        return Standing::Open;
    }
    let seen = |g: &&GoalAudit| counts(reading, &g.name) && !drawn(reading, &g.name) && g.measured();
    let counted = goals.iter().filter(seen).map(|g| g.standing);
    // Without a goal any lawful plan is as good as any other.
    let worst = counted.max().unwrap_or(Standing::Certified);
    let optimal = ending.is_some_and(|e| e.status == PlanStatus::Optimal);
    if worst == Standing::Claimed && !optimal { Standing::Open } else { worst }
}

/// Of changes a number that is allowed is enough: there is nothing to prove beyond it.
fn counts(reading: &Reading<'_>, name: &str) -> bool {
    name != CHANGES || reading.county.published.as_ref().is_none_or(|p| p.at_most.is_none())
}

/// Whether the goal only draws between plans that are equally good.
fn drawn(reading: &Reading<'_>, name: &str) -> bool {
    reading.policy.goals.iter().any(|g| g.name == name && g.is_draw())
}

/// What does not agree in an ending that was written. `checked` tells that the certificate could be looked at: that the moves
/// are lawful and it was not refused.
pub fn compare(
    reading: &Reading<'_>,
    ending: &Ending,
    certificate: Option<&Certificate>,
    goals: &[GoalAudit],
    checked: bool,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    if ending.written.is_none() {
        return faults;
    }
    presence(reading, ending, certificate, &mut faults);
    for own in goals {
        let Some(stated) = ending.goals.iter().find(|g| g.name == own.name) else {
            faults.push(fault(FaultKind::GoalDiffers, Some(figure(&own.name, Some(own.value))), None));
            continue;
        };
        goal(reading, own, stated, checked, &mut faults);
    }
    let whole = ending.status == PlanStatus::Optimal;
    let proved = || goals.iter().all(|g| g.standing == Standing::Certified);
    if ending.status == PlanStatus::Infeasible || (ending.status == PlanStatus::Gap && !goals.is_empty() && proved()) {
        faults.push(fault(FaultKind::StatusDiffers, Some(name(PlanStatus::Optimal)), Some(name(ending.status))));
    } else if whole {
        let free = |g: &GoalAudit| !counts(reading, &g.name) || drawn(reading, &g.name);
        let met = |g: &&GoalAudit| g.claimed_bound == Some(g.value) || free(g);
        for open in goals.iter().filter(|g| !met(g)) {
            let expected = Some(figure(&open.name, open.claimed_bound));
            faults.push(fault(FaultKind::StatusDiffers, expected, Some(name(PlanStatus::Optimal))));
        }
    }
    faults
}

/// What a plan that agrees in all else says of its audit.
pub fn of_audit(ending: &Ending, standing: Standing) -> Option<Fault> {
    let stated = ending.written?;
    let own = AuditSummary { clean: true, breaches: 0, standing };
    let said = |a: &AuditSummary| Some(format!("{} {} {}", a.standing.name(), a.clean, a.breaches));
    (stated != own).then(|| fault(FaultKind::StandingDiffers, said(&own), said(&stated)))
}

/// The certificate is there exactly where the engine leaves one, with a proof of every goal.
fn presence(reading: &Reading<'_>, ending: &Ending, certificate: Option<&Certificate>, faults: &mut Vec<Fault>) {
    let Some(engine) = ending.engine.as_deref() else { return };
    match (engine, certificate) {
        (CERTIFYING, None) => faults.push(fault(FaultKind::CertificateAbsent, None, None)),
        (CERTIFYING, Some(certificate)) if matches!(ending.status, PlanStatus::Optimal | PlanStatus::Gap) => {
            let proved = |g: &&GoalSummary| certificate.goals.iter().any(|c| c.name == g.name);
            let without = ending.goals.iter().filter(|g| counts(reading, &g.name) && !proved(g));
            faults.extend(without.map(|g| fault(FaultKind::CertificatePartial, None, Some(g.name.clone()))));
        }
        (CERTIFYING, Some(_)) | (_, None) => {}
        (other, Some(_)) => {
            let said = |engine: &str| Some(format!("engine: {engine}"));
            faults.push(fault(FaultKind::RecordDiffers, said(CERTIFYING), said(other)));
        }
    }
}

/// One goal: its bound is no better than what it is said to rest on.
fn goal(reading: &Reading<'_>, own: &GoalAudit, stated: &GoalSummary, checked: bool, faults: &mut Vec<Fault>) {
    if checked && stated.certified_gap != own.certified_gap {
        let said = |gap| Some(figure(&own.name, gap));
        faults.push(fault(FaultKind::CertificateGap, said(own.certified_gap), said(stated.certified_gap)));
    }
    if !counts(reading, &own.name) {
        return;
    }
    // In the direction in which smaller is better.
    let sign = if maximised(reading, &own.name) { -1 } else { 1 };
    let side = |n: i64| sign * i128::from(n);
    let Some(bound) = stated.bound else {
        if stated.grounds.is_some() {
            faults.push(fault(FaultKind::CertificateClaim, None, Some(figure(&own.name, None))));
        }
        return;
    };
    if side(bound) > side(own.value) {
        // A bound that the plan itself is better than.
        let expected = Some(figure(&own.name, Some(own.value)));
        faults.push(fault(FaultKind::CertificateClaim, expected, Some(figure(&own.name, Some(bound)))));
        return;
    }
    let shown = own.certified_bound.is_some_and(|certified| side(bound) <= side(certified));
    let grounds = if shown { Grounds::Certificate } else { Grounds::Search };
    if checked && stated.grounds != Some(grounds) {
        let said = |bound| Some(figure(&own.name, bound));
        faults.push(fault(FaultKind::CertificateClaim, said(own.certified_bound), said(Some(bound))));
    }
}

fn maximised(reading: &Reading<'_>, name: &str) -> bool {
    let own = reading.policy.goals.iter().find(|g| g.name == name);
    own.is_some_and(|g| g.sense == Sense::Max && g.measure() == Some(Measure::Scores))
}

fn fault(kind: FaultKind, expected: Option<String>, found: Option<String>) -> Fault {
    Fault { kind: kind.name().to_owned(), teacher: None, school: None, expected, found, place: None }
}

fn figure(name: &str, value: Option<i64>) -> String {
    value.map_or_else(|| format!("{name}: –"), |n| format!("{name}: {n}"))
}

fn name(status: PlanStatus) -> String {
    status.name().to_owned()
}
