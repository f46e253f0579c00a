//! The queue: one plan at a time, and beside it one question or notice at a time. A screen reads from it and never waits for it.

use super::record::{Job, State, Work};
use super::worker;
use crate::folder::{Folder, OWN};
use jiff::Timestamp;
use lungang_domain::words::Lang;
use lungang_report::json::Attended;
use lungang_results::claim::{Claim, Scratch};
use lungang_results::error::WriteError;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ChildStdin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The most jobs that may wait: who clicks on and on fills no disk.
const MOST: usize = 20;

/// What is known of a running job beside its record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Live {
    /// The last step that it told.
    pub note: Option<Attended>,
    /// Whether it was asked to stop.
    pub stopping: bool,
}

#[derive(Debug, Default)]
struct Inner {
    jobs: BTreeMap<u64, Job>,
    live: BTreeMap<u64, (Live, Option<ChildStdin>)>,
    highest: u64,
    /// Why a record could not be written, the last time.
    unkept: Option<String>,
}

/// The jobs of a folder.
pub struct Queue {
    folder: Folder,
    dir: PathBuf,
    program: PathBuf,
    scratch: Scratch,
    inner: Mutex<Inner>,
    changed: Condvar,
    _claim: Claim,
}

/// Whether a job has the lane of plans.
fn makes(job: &Job) -> bool {
    job.work.plans()
}

impl Queue {
    /// Takes the folder's jobs for this process; what another one left waiting or running is known as cut off from then on.
    ///
    /// # Errors
    /// Another desk has them, or nothing can be written there.
    pub fn open(folder: &Folder, program: PathBuf, scratch: &Scratch) -> Result<Arc<Queue>, WriteError> {
        let dir = folder.root().join(OWN);
        let claim = scratch.claim(&dir.join("desk"))?;
        if !dir.is_dir() {
            std::fs::create_dir(&dir).map_err(|error| WriteError::io(&dir, error))?;
        }
        let (jobs, highest) = Job::kept(&dir);
        let mut inner = Inner { highest, ..Inner::default() };
        for mut job in jobs {
            if job.state.open() {
                (job.state, job.ended) = (State::CutOff, Some(Timestamp::now()));
                job.keep(&dir, scratch)?;
            }
            inner.jobs.insert(job.number, job);
        }
        let queue = Arc::new(Queue {
            folder: folder.clone(),
            dir,
            program,
            scratch: scratch.clone(),
            inner: Mutex::new(inner),
            changed: Condvar::new(),
            _claim: claim,
        });
        for plans in [true, false] {
            let queue = Arc::clone(&queue);
            std::thread::spawn(move || {
                loop {
                    queue.next(plans);
                }
            });
        }
        Ok(queue)
    }

    /// Asks for a job. `work` is made with the names of folders that are promised to others.
    ///
    /// # Errors
    /// Too many wait, or its record cannot be written: the reason.
    pub fn ask(&self, lang: Lang, work: impl FnOnce(Vec<String>) -> Work) -> Result<u64, Refused> {
        let mut inner = self.lock();
        if inner.jobs.values().filter(|job| job.state == State::Waiting).count() >= MOST {
            return Err(Refused::Full);
        }
        let promised = inner.jobs.values().filter(|job| job.state.open()).filter_map(|job| job.work.output());
        let promised: Vec<String> = promised.map(str::to_owned).collect();
        let job = Job::new(inner.highest + 1, work(promised), lang);
        job.keep(&self.dir, &self.scratch).map_err(|error| Refused::Unkept(error.say(lang)))?;
        inner.highest = job.number;
        let number = job.number;
        inner.jobs.insert(number, job);
        self.changed.notify_all();
        Ok(number)
    }

    /// A job, and how far it is where it runs.
    pub fn job(&self, number: u64) -> Option<(Job, Option<Live>)> {
        let inner = self.lock();
        let job = inner.jobs.get(&number)?.clone();
        Some((job, inner.live.get(&number).map(|(live, _)| live.clone())))
    }

    /// Every job, the newest first.
    pub fn jobs(&self) -> Vec<Job> {
        self.lock().jobs.values().rev().cloned().collect()
    }

    /// The newest job that something holds for, and how far it is where it runs.
    pub fn newest(&self, holds: impl Fn(&Job) -> bool) -> Option<(Job, Option<Live>)> {
        let inner = self.lock();
        let job = inner.jobs.values().rev().find(|job| holds(job))?.clone();
        let live = inner.live.get(&job.number).map(|(live, _)| live.clone());
        Some((job, live))
    }

    /// The list of what is being written, for whoever writes beside the records.
    pub fn scratch(&self) -> &Scratch {
        &self.scratch
    }

    /// Why a record could not be written, where that has happened.
    pub fn unkept(&self) -> Option<String> {
        self.lock().unkept.clone()
    }

    /// Asks a job to stop: one that waits is withdrawn; one that runs keeps what it has, and asked again ends at once.
    pub fn stop(&self, number: u64) {
        let mut inner = self.lock();
        if let Some((live, stdin)) = inner.live.get_mut(&number) {
            live.stopping = true;
            // A process that has ended meanwhile needs no asking.
            let _ = stdin.as_mut().map(|stdin| stdin.write_all(b"stop\n").and_then(|()| stdin.flush()));
            return;
        }
        let withdrawn = inner.jobs.get_mut(&number).filter(|job| job.state == State::Waiting).map(|job| {
            (job.state, job.ended) = (State::Withdrawn, Some(Timestamp::now()));
            job.clone()
        });
        drop(inner);
        withdrawn.into_iter().for_each(|job| self.keep(&job));
    }

    /// Does the next job of a lane.
    fn next(&self, plans: bool) {
        let mut inner = self.lock();
        let mut job = loop {
            let mut waiting = inner.jobs.values_mut().filter(|job| job.state == State::Waiting);
            if let Some(job) = waiting.find(|job| makes(job) == plans) {
                job.state = State::Running;
                break job.clone();
            }
            inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        };
        let number = job.number;
        inner.live.insert(number, (Live::default(), None));
        drop(inner);
        self.keep(&job);
        match worker::start(&self.program, &job, self.folder.root()) {
            Ok((child, stdin)) => {
                if let Some((_, of)) = self.lock().live.get_mut(&number) {
                    *of = stdin;
                }
                worker::follow(child, &mut job, |note| {
                    if let Some((live, _)) = self.lock().live.get_mut(&number) {
                        live.note = Some(note);
                    }
                });
            }
            Err(error) => job.state = State::Crashed { reason: error.to_string() },
        }
        job.ended = Some(Timestamp::now());
        // Kept before it is shown: what a screen has said is still so after a restart.
        self.keep(&job);
        let mut inner = self.lock();
        inner.live.remove(&number);
        inner.jobs.insert(number, job);
    }

    fn keep(&self, job: &Job) {
        let kept = job.keep(&self.dir, &self.scratch);
        self.lock().unkept = kept.err().map(|error| error.say(job.lang()));
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why a job is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Too many wait.
    Full,
    /// Its record cannot be written.
    Unkept(String),
}
