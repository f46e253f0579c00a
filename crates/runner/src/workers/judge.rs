//! The judge of an answer is the audit: its own reading of the rules, in the parent, without a solver.

use super::answer::{Answer, Planned, PlannedMove, Refusal};
use super::done::Outcome;
use super::fault::{Fault, Wrong};
use super::job::Task;
use crate::conflict::Conflict;
use lungang_audit::{Claims, FaultKind, Submission, SubmittedMove, SubmittedRetask, SubmittedVisit, check};
use lungang_domain::audit::AuditReport;
use lungang_domain::goal::Sense;
use lungang_domain::plan::{GoalValue, PlanStatus};
use lungang_domain::whatif::{RunRetask, RunVisit};
use std::collections::BTreeMap;

/// What the judge says of an answer.
pub(super) enum Verdict {
    /// It stands.
    Sound(Outcome),
    /// No plan, it says: which stands when somebody else says so too.
    Unproved(Conflict),
    /// It does not stand.
    Fault(Fault),
    /// There is nothing to judge.
    Refused(Refusal),
}

/// Judges an answer to a task.
pub(super) fn judge(task: &Task, answer: Answer) -> Verdict {
    let wrong = |wrong: Wrong| Verdict::Fault(Fault::Wrong(wrong));
    match answer {
        Answer::Planned(planned) => match plan(task, &planned) {
            Ok(audit) => Verdict::Sound(Outcome::Planned { planned, audit: Box::new(audit) }),
            Err(what) => wrong(what),
        },
        Answer::Infeasible(conflict) => {
            // The roster as it stands is one plan that the audit can judge, and it does its own allocation of posts.
            let still =
                check(&task.county, &task.policy, &Submission { seed: task.orders.seed, ..Submission::default() });
            let no_posts = still.faults.iter().any(|f| f.kind == FaultKind::NoAllocation.name());
            match conflict {
                _ if still.clean => wrong(Wrong::Feasible),
                Conflict::Staffing { .. } if no_posts => Verdict::Sound(Outcome::Infeasible(conflict)),
                Conflict::Staffing { .. } => wrong(Wrong::Feasible),
                Conflict::Rules { .. } => Verdict::Unproved(conflict),
            }
        }
        // Not what was asked for.
        Answer::Ran(_) => Verdict::Fault(Fault::Garbled { said: "ran".to_owned() }),
        Answer::Priced(_) => Verdict::Fault(Fault::Garbled { said: "priced".to_owned() }),
        Answer::Nothing if task.orders.time.is_some() => Verdict::Sound(Outcome::Nothing),
        Answer::Nothing => wrong(Wrong::Stopped),
        Answer::Failed { solver, status } => Verdict::Fault(Fault::Failed { solver, status }),
        Answer::Refused(refusal) => Verdict::Refused(refusal),
    }
}

/// The audit of a plan, or what is wrong with the plan.
fn plan(task: &Task, planned: &Planned) -> Result<AuditReport, Wrong> {
    let report = check(&task.county, &task.policy, &submission(task, planned));
    if !report.clean {
        return Err(Wrong::Audit(Box::new(report)));
    }
    let own: BTreeMap<&str, i64> = report.goals.iter().map(|g| (g.name.as_str(), g.value)).collect();
    let stated: BTreeMap<&str, i64> = planned.goals.iter().map(|g| (g.name.as_str(), g.value)).collect();
    if own != stated || planned.goals.len() != report.goals.len() {
        return Err(Wrong::Goals);
    }
    let maximised = |name: &str| task.policy.goals.iter().any(|g| g.name == name && g.sense == Sense::Max);
    let contradicts = |g: &&GoalValue| {
        let sign = if maximised(&g.name) { -1 } else { 1 };
        let beyond = g.bound.is_some_and(|b| sign * b > sign * g.value);
        let open = planned.status == PlanStatus::Optimal && g.bound != Some(g.value);
        beyond || open || g.maximised != maximised(&g.name)
    };
    if let Some(goal) = planned.goals.iter().find(contradicts) {
        return Err(Wrong::Bound { goal: goal.name.clone() });
    }
    match planned.status {
        PlanStatus::Optimal => Ok(report),
        PlanStatus::Gap if task.orders.gap > 0.0 => Ok(report),
        PlanStatus::Stopped if task.orders.time.is_some() => Ok(report),
        PlanStatus::Gap | PlanStatus::Ahead | PlanStatus::Stopped | PlanStatus::Infeasible | PlanStatus::Nothing => {
            Err(Wrong::Stopped)
        }
    }
}

fn submission(task: &Task, planned: &Planned) -> Submission {
    let claims = Claims {
        goals: planned.goals.iter().map(|g| (g.name.clone(), g.value)).collect(),
        establishments: planned.establishments.clone(),
        ..Claims::default()
    };
    let submission = submitted(&planned.moves, &planned.retasks, &planned.visits);
    let submission = Submission { claims: Some(claims), seed: task.orders.seed, ..submission };
    submission.certified(planned.certificate.clone())
}

/// What was decided as it is handed in for audit.
pub(crate) fn submitted(moves: &[PlannedMove], retasks: &[RunRetask], visits: &[RunVisit]) -> Submission {
    let moves = moves.iter().map(|m| SubmittedMove {
        teacher_id: m.teacher_id.clone(),
        to_school: m.to_school.clone(),
        stage: Some(m.stage),
        subject: Some(m.subject.clone()),
        ..SubmittedMove::default()
    });
    let visits = visits.iter().map(|v| SubmittedVisit {
        teacher_id: v.teacher_id.clone(),
        school: v.school.clone(),
        stage: Some(v.stage),
        subject: v.subject.clone(),
        periods: v.periods,
        place: None,
    });
    let retasks = retasks.iter().map(|r| SubmittedRetask {
        teacher_id: r.teacher_id.clone(),
        to: r.subject.clone(),
        ..SubmittedRetask::default()
    });
    Submission { moves: moves.collect(), retasks: retasks.collect(), visits: visits.collect(), ..Submission::default() }
}
