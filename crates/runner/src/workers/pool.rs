//! The pool: so many workers, jobs in as they are free, results out as they are ready.

use super::answer::Answer;
use super::done::{Done, Finished};
use super::job::{Errand, Task};
use super::opinion::{Left, Seat};
use super::program::Program;
use lungang_domain::words::{Lang, say};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// How a pool works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Workers side by side; at least one.
    pub workers: usize,
    /// The most address space a worker may take, in bytes (more than it uses; some hundred MiB is the least that works).
    /// Kept on Linux only; elsewhere it limits nothing.
    pub memory_bytes: Option<u64>,
    /// How long a job without a time limit of its own may take. One with a limit may take three times the limit: a county
    /// without a plan is solved thrice, to say why.
    pub job_timeout: Duration,
    /// After how long a run of a scenario that has no answer yet is told of.
    pub notice: Duration,
    /// What is added to either before a silent worker is killed: for reading, stating the model, the answer itself.
    pub grace: Duration,
    /// How often a job is given to a new worker by the same path after one crashed or talked nonsense. One that was out of
    /// time or memory, or wrong, is followed by another path at once.
    pub retries: u32,
    /// Whether what workers say on stderr is passed on; its last lines are kept for the error in any case.
    pub pass_stderr: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: None,
            job_timeout: Duration::from_secs(3_600),
            notice: Duration::from_secs(30),
            grace: Duration::from_secs(60),
            retries: 1,
            pass_stderr: false,
        }
    }
}

/// A pool of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    program: Program,
    settings: Settings,
}

/// How a run of jobs ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// Jobs whose result was given to the sink.
    pub done: u64,
    /// Workers that were started: more than there are seats where some had to be replaced.
    pub started: u64,
    /// Whether the run was asked to stop; jobs that were not done then have no result.
    pub stopped: bool,
}

/// The pool cannot work at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PoolError {
    /// No worker can be started.
    Start {
        /// The program.
        exe: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl PoolError {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        let PoolError::Start { exe, reason } = self;
        say(lang, "worker.start", &[("path", &exe.display().to_string()), ("reason", reason)])
    }
}

impl Pool {
    /// A pool of workers that run this program.
    pub fn new(program: Program, settings: Settings) -> Pool {
        Pool { program, settings }
    }

    /// Works on every task. The sink is called on this thread, with each result as it is ready: results tell their task's
    /// number, their order says nothing. A task is taken when a worker is free for it, so that never more than two a worker
    /// are held, however many there are.
    ///
    /// Setting `stop` kills the workers, and the run ends. However it ends, a panic of the sink included, no worker is left.
    ///
    /// # Errors
    /// No worker can be started; results that were there have been given to the sink.
    pub fn run<I>(&self, tasks: I, stop: &AtomicBool, sink: impl FnMut(Done)) -> Result<Ran, PoolError>
    where
        I: IntoIterator<Item = Task>,
        I::IntoIter: Send,
    {
        let stop = || stop.load(Ordering::Relaxed);
        self.drive(tasks, &stop, |seat, number, task| seat.settle(number, &task), sink)
    }

    /// Works on every errand, as [`Pool::run`] does on tasks; `take` tells an answer to what was asked from any other. Of an errand
    /// that has no answer after [`Settings::notice`], `slow` is told its number, how long it has been waited for, and for how long
    /// it will be at most.
    ///
    /// # Errors
    /// As [`Pool::run`].
    pub fn run_errands<I, T: Send>(
        &self,
        errands: I,
        stop: &(dyn Fn() -> bool + Sync),
        slow: &(dyn Fn(usize, Duration, Duration) + Sync),
        take: impl Fn(Answer) -> Option<T> + Sync,
        sink: impl FnMut(Finished<T>),
    ) -> Result<Ran, PoolError>
    where
        I: IntoIterator<Item = Errand>,
        I::IntoIter: Send,
    {
        self.drive(errands, stop, |seat, number, errand| seat.run(number, &errand, &take, slow), sink)
    }

    fn drive<I, R: Send>(
        &self,
        tasks: I,
        stop: &(dyn Fn() -> bool + Sync),
        settle: impl Fn(&mut Seat<'_>, usize, I::Item) -> Result<R, Left> + Sync,
        mut sink: impl FnMut(R),
    ) -> Result<Ran, PoolError>
    where
        I: IntoIterator,
        I::IntoIter: Send,
    {
        let queue = Mutex::new(tasks.into_iter().enumerate());
        let fault = OnceLock::new();
        let started = AtomicU64::new(0);
        let halted = || stop() || fault.get().is_some();
        let seats = self.settings.workers.max(1);
        let (results, ready) = sync_channel::<R>(seats);
        let mut done = 0;
        std::thread::scope(|scope| {
            for at in 0..seats {
                let (results, queue, fault) = (results.clone(), &queue, &fault);
                let (started, halted, settle) = (&started, &halted, &settle);
                let work = move || {
                    let mut seat = Seat::new(&self.program, &self.settings, halted);
                    while !halted() {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let Some((number, task)) = next else { break };
                        match settle(&mut seat, number, task) {
                            Ok(result) => {
                                if results.send(result).is_err() {
                                    break;
                                }
                            }
                            Err(Left::Stopped) => break,
                            Err(Left::Start(error)) => {
                                // Whoever is first tells it.
                                let _ = fault.set(error);
                            }
                        }
                    }
                    seat.leave();
                    started.fetch_add(seat.started, Ordering::Relaxed);
                };
                if let Err(refused) = Builder::new().spawn_scoped(scope, work) {
                    // Fewer seats do the same work; where not even one is to be had nobody does it.
                    if at == 0 {
                        let exe = self.program.exe.clone();
                        let _ = fault.set(PoolError::Start { exe, reason: refused.to_string() });
                    }
                    break;
                }
            }
            drop(results);
            for result in ready {
                done += 1;
                sink(result);
            }
        });
        match fault.into_inner() {
            Some(error) => Err(error),
            None => Ok(Ran { done, started: started.into_inner(), stopped: stop() }),
        }
    }
}
