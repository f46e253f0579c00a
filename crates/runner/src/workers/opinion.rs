//! Second opinions: one path after another, until an answer stands.

use super::answer::Answer;
use super::done::{Attempt, Done, Finished, Outcome, Unanswered};
use super::fault::Fault;
use super::job::{Errand, Job, Method, Orders, Solver, Task};
use super::judge::{Verdict, judge};
use super::pool::{PoolError, Settings};
use super::process::{Silence, Worker};
use super::program::Program;
use super::protocol::Request;
use lungang_domain::words::Lang;
use std::time::{Duration, Instant};

/// Solves that the worst job takes within its limit each: the plan, and the two searches for what stands in its way.
const SOLVES: u32 = 3;
/// The random seed of a second opinion.
const OTHER_SEED: u32 = 770_029;

/// The paths of a job: the one asked for, then without presolve, then with another random seed, then another solver; none
/// of them twice.
fn paths(asked: Method) -> Vec<Method> {
    let others = [
        Method::Fast { presolve: false, random_seed: 0 },
        Method::Fast { presolve: true, random_seed: OTHER_SEED },
        Method::Reference { solver: Solver::Microlp },
    ];
    std::iter::once(asked).chain(others.into_iter().filter(|other| *other != asked)).collect()
}

/// Why a job was left.
pub(super) enum Left {
    /// The run was asked to stop.
    Stopped,
    /// No worker can be started.
    Start(PoolError),
}

/// A place for a worker, which one after another may take.
pub(super) struct Seat<'a> {
    program: &'a Program,
    settings: &'a Settings,
    stop: &'a dyn Fn() -> bool,
    worker: Option<Worker>,
    asked: u64,
    /// Workers that were started here.
    pub(super) started: u64,
}

impl<'a> Seat<'a> {
    pub(super) fn new(program: &'a Program, settings: &'a Settings, stop: &'a dyn Fn() -> bool) -> Seat<'a> {
        Seat { program, settings, stop, worker: None, asked: 0, started: 0 }
    }

    /// Sees the worker off, if there is one.
    pub(super) fn leave(&mut self) {
        if let Some(mut worker) = self.worker.take() {
            if (self.stop)() {
                worker.kill();
            } else {
                worker.end();
            }
        }
    }

    /// Works on a task until an answer stands or every path was tried.
    ///
    /// # Errors
    /// The run was asked to stop, or no worker can be started: there is nothing to say of the task.
    pub(super) fn settle(&mut self, number: usize, task: &Task) -> Result<Done, Left> {
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut no_plan = false;
        for method in paths(task.orders.method) {
            for _ in 0..=self.settings.retries {
                let began = Instant::now();
                let verdict = self.attempt(task, method)?;
                let mut note = |fault: Option<Fault>| {
                    if let Some(fault) = &fault {
                        tracing::warn!(job = number, ?method, fault = fault.say(Lang::EN), "a worker's fault");
                    }
                    attempts.push(Attempt { method, seconds: began.elapsed().as_secs_f64(), fault });
                };
                let result = match verdict {
                    Verdict::Sound(outcome) => Ok(outcome),
                    Verdict::Unproved(conflict) if no_plan => Ok(Outcome::Infeasible(conflict)),
                    Verdict::Unproved(_) => {
                        no_plan = true;
                        note(Some(Fault::Alone));
                        break;
                    }
                    Verdict::Refused(refusal) => Err(Unanswered::Refused(refusal)),
                    Verdict::Fault(fault) => {
                        let again = fault.may_pass();
                        note(Some(fault));
                        // Whoever was wrong once is not asked again: the next path has a process of its own.
                        self.worker = None;
                        if again {
                            continue;
                        }
                        break;
                    }
                };
                note(None);
                return Ok(Done { number, attempts, result });
            }
        }
        Ok(Done { number, attempts, result: Err(Unanswered::Exhausted) })
    }

    /// One attempt: asked and judged.
    fn attempt(&mut self, task: &Task, method: Method) -> Result<Verdict, Left> {
        match self.ask(task.job(method), patience(task, self.settings), &|_| {})? {
            Ok(answer) => Ok(judge(task, answer)),
            Err(fault) => Ok(Verdict::Fault(fault)),
        }
    }

    /// Runs an errand until there is an answer or every path was tried. Of a scenario's run the worker has audited it: a plan that its
    /// own audit does not pass says so among its measures.
    ///
    /// # Errors
    /// As [`Seat::settle`].
    pub(super) fn run<T>(
        &mut self,
        number: usize,
        errand: &Errand,
        take: &dyn Fn(Answer) -> Option<T>,
        slow: &(dyn Fn(usize, Duration, Duration) + Sync),
    ) -> Result<Finished<T>, Left> {
        let mut attempts: Vec<Attempt> = Vec::new();
        let patience = self.settings.job_timeout.saturating_mul(u32::from(errand.years.max(1)));
        let patience = patience.saturating_add(self.settings.grace);
        for method in paths(errand.orders.method) {
            for _ in 0..=self.settings.retries {
                let began = Instant::now();
                let job = Job { source: errand.source.clone(), orders: Orders { method, ..errand.orders } };
                let answer = self.ask(job, patience, &|waited| slow(number, waited, patience))?;
                let (result, fault) = match answer {
                    Ok(Answer::Refused(refusal)) => (Some(Err(Unanswered::Refused(refusal))), None),
                    Ok(Answer::Failed { solver, status }) => (None, Some(Fault::Failed { solver, status })),
                    Ok(answer) => match take(answer) {
                        Some(taken) => (Some(Ok(taken)), None),
                        None => (None, Some(Fault::Garbled { said: String::new() })),
                    },
                    Err(fault) => (None, Some(fault)),
                };
                if let Some(fault) = &fault {
                    tracing::warn!(run = number, ?method, fault = fault.say(Lang::EN), "a worker's fault");
                    // Whoever was at fault once is not asked again.
                    self.worker = None;
                }
                let again = fault.as_ref().is_some_and(Fault::may_pass);
                attempts.push(Attempt { method, seconds: began.elapsed().as_secs_f64(), fault });
                if let Some(result) = result {
                    return Ok(Finished { number, attempts, result });
                }
                if !again {
                    break;
                }
            }
        }
        Ok(Finished { number, attempts, result: Err(Unanswered::Exhausted) })
    }

    /// Asks a worker, which is started where there is none.
    fn ask(&mut self, job: Job, patience: Duration, slow: &dyn Fn(Duration)) -> Result<Result<Answer, Fault>, Left> {
        if (self.stop)() {
            return Err(Left::Stopped);
        }
        let worker = match &mut self.worker {
            Some(worker) => worker,
            none => {
                let started = Worker::start(self.program, self.settings.pass_stderr).map_err(|e| {
                    Left::Start(PoolError::Start { exe: self.program.exe.clone(), reason: e.to_string() })
                })?;
                self.started += 1;
                none.insert(started)
            }
        };
        self.asked += 1;
        let request = Request { id: self.asked, memory_bytes: self.settings.memory_bytes, job };
        match worker.ask(request, patience, self.stop, (self.settings.notice, slow)) {
            Ok(response) => Ok(Ok(response.answer)),
            Err(Silence::Stopped) => Err(Left::Stopped),
            Err(Silence::Fault(fault)) => Ok(Err(fault)),
        }
    }
}

/// How long an answer is waited for.
fn patience(task: &Task, settings: &Settings) -> Duration {
    let work = task.orders.time.map_or(settings.job_timeout, |t| t.saturating_mul(SOLVES));
    work.saturating_add(settings.grace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_another_one() {
        assert_eq!(paths(Method::default()).len(), 4);
        for asked in paths(Method::default()) {
            let list = paths(asked);
            assert_eq!(list[0], asked);
            assert!(list.len() >= 3, "whoever is asked first has two others to be judged by: {list:?}");
            for (i, method) in list.iter().enumerate() {
                assert!(!list[..i].contains(method), "{list:?}");
            }
        }
    }
}
