//! Questions shared among workers, and the worker's side: one question at a time, the plan that was opened last lies ready.

use super::Asking;
use super::ask::{Asker, all};
use crate::counterfactual::{Counterfactual, without_lottery};
use crate::planned::{Now, Planned};
use crate::workers::{Answer, Answered, Errand, Orders, Pool, Question, Refusal, Source, failed};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_solver::engine::{Engine, Watch};
use lungang_tables::hashes::sha256_of;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// The questions about a plan; `None` where its record cannot be read any more.
pub fn about(planned: &Planned, now: &Now, only: Option<RuleName>) -> Option<Question> {
    let Now { county, policy, mapping } = now.clone();
    let (plan, sha256) = (planned.dir.clone(), record_of(&planned.dir)?);
    Some(Question { plan, sha256, county, policy, mapping, only, number: 0 })
}

/// Whether two questions are about the same plan.
fn beside(one: &Question, other: &Question) -> bool {
    Question { number: one.number, ..other.clone() } == *one
}

fn record_of(plan: &Path) -> Option<String> {
    sha256_of(&plan.join("run.toml")).ok()
}

/// Has workers answer what is not answered yet; of what they cannot answer nothing is put down. `seen` is told how many were.
pub(super) fn share(
    pool: &Pool,
    ticket: &Question,
    asking: &Asking<'_>,
    answers: &mut [Option<Answered>],
    mut seen: impl FnMut(usize),
) {
    let due: Vec<usize> = (0..answers.len()).filter(|at| answers[*at].is_none()).collect();
    let until = asking.until;
    let errands = due.iter().map(|at| {
        let time = until.map(|until| until.saturating_duration_since(Instant::now()));
        let ticket = Question { number: u32::try_from(*at).unwrap_or(u32::MAX), ..ticket.clone() };
        Errand { source: Source::Price(ticket), orders: Orders { time, ..Orders::default() }, years: 1 }
    });
    let stop = asking.watch.stop;
    let halt = || stop.load(std::sync::atomic::Ordering::Relaxed) || until.is_some_and(|u| Instant::now() >= u);
    let slow = |_: usize, _: Duration, _: Duration| {};
    let take = |answer: Answer| match answer {
        Answer::Priced(answered) => Some(answered),
        _ => None,
    };
    let mut done = 0;
    // Where no worker can be started this process asks.
    let ran = pool.run_errands(errands, &halt, &slow, take, |finished| {
        if let (Some(at), Ok(answered)) = (due.get(finished.number), finished.result) {
            answers[*at] = Some(answered);
            done += 1;
            seen(done);
        }
    });
    if let Err(error) = ran {
        tracing::warn!(?error, "no workers, the questions are asked one after another");
    }
}

/// A worker's desk.
#[derive(Default)]
pub(crate) struct Desk {
    open: Option<(Question, Planned, Policy)>,
}

impl Desk {
    /// Answers one question.
    pub fn ask(&mut self, ticket: &Question, engine: &dyn Engine, time: Option<Duration>) -> Answer {
        let changed = || Answer::Refused(Refusal::Changed { path: ticket.plan.display().to_string() });
        if !self.open.as_ref().is_some_and(|(open, ..)| beside(open, ticket)) {
            let now =
                Now { county: ticket.county.clone(), policy: ticket.policy.clone(), mapping: ticket.mapping.clone() };
            let Ok(planned) = Planned::open(&ticket.plan, &now) else { return changed() };
            let policy = without_lottery(&planned.policy);
            self.open = Some((ticket.clone(), planned, policy));
        }
        if record_of(&ticket.plan).as_ref() != Some(&ticket.sha256) {
            return changed();
        }
        let Some((_, planned, policy)) = &self.open else { return changed() };
        // Whoever wants no answer any more ends the process.
        let never = AtomicBool::new(false);
        let watch = Watch { progress: &|_| {}, stop: &never };
        let until = time.and_then(|time| Instant::now().checked_add(time));
        let what_if = Counterfactual::of(planned, engine, until, &watch);
        let asker = Asker { what_if: &what_if, county: &planned.county, policy, whole: &planned.policy };
        let asked = what_if.stated(&planned.county, policy, |mut model| {
            let questions = all(&planned.county, policy, &model, ticket.only);
            questions.get(ticket.number as usize).map(|one| asker.ask(one, &mut model))
        });
        match asked {
            Ok(Some(Some(Ok(answered)))) => Answer::Priced(answered),
            Ok(Some(Some(Err(error)))) | Err(error) => failed(error),
            Ok(Some(None) | None) => changed(),
        }
    }
}
