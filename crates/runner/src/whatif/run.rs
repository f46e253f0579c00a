//! Runs what is not there yet: side by side, each result kept as it comes.

use super::prepare::Prepared;
use crate::workers::{Answer, Errand, Finished, Orders, Pool, PoolError, Source, Ticket};
use lungang_domain::whatif::{RunEntry, RunResult};
use lungang_results::store::{Gone, Store};
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A share of the runs: the `at`-th of `of`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which.
    pub at: u32,
    /// Of how many.
    pub of: u32,
}

impl Default for Shard {
    /// All of them.
    fn default() -> Self {
        Shard { at: 1, of: 1 }
    }
}

impl Shard {
    /// Reads `2/4`.
    pub fn parse(text: &str) -> Option<Shard> {
        let (at, of) = text.split_once('/')?;
        let shard = Shard { at: at.trim().parse().ok()?, of: of.trim().parse().ok()? };
        (shard.at >= 1 && shard.at <= shard.of).then_some(shard)
    }

    /// Whether it has the run at this position.
    pub(super) fn has(self, run: usize) -> bool {
        run as u64 % u64::from(self.of) == u64::from(self.at) - 1
    }
}

/// How the runs went.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// Runs of the share.
    pub runs: usize,
    /// Of these, results that stood before.
    pub stood: usize,
    /// Results that stood, but not as they were written, and were made again.
    pub damaged: usize,
    /// Results that were made now.
    pub made: usize,
    /// Runs that nobody could make: with everything that was tried.
    pub failed: Vec<(String, Finished<Box<RunResult>>)>,
    /// Whether it was asked to stop.
    pub stopped: bool,
}

/// Why the runs ended early.
#[derive(Debug)]
pub enum RunError {
    /// No worker can be started.
    Pool(PoolError),
    /// A result cannot be kept.
    Write(PathBuf, io::Error),
}

/// A run that is being waited for: its name, how long for, and for how long at most.
pub type Slow<'a> = &'a (dyn Fn(&str, Duration, Duration) + Sync);

/// Makes the runs of a share whose results do not stand yet. `seen` is told after each result how many there are, `slow` of each
/// run whose worker has not answered for a while: whether it works or hangs nobody can see, but that it is silent is said.
///
/// # Errors
/// No worker can be started, or a result cannot be kept; results that were kept stay.
pub fn run(
    prepared: &Prepared,
    shard: Shard,
    store: &Store,
    pool: &Pool,
    stop: &AtomicBool,
    mut seen: impl FnMut(&Progress),
    slow: Slow<'_>,
) -> Result<Progress, RunError> {
    store.sweep_drafts();
    let mut progress = Progress::default();
    let mut due: Vec<(usize, &RunEntry)> = Vec::new();
    // Runs that come to the same are made once.
    let mut hashes = BTreeSet::new();
    for (at, entry) in prepared.runs.iter().enumerate().filter(|(at, _)| shard.has(*at)) {
        progress.runs += 1;
        match store.read(&entry.hash) {
            Ok(_) => progress.stood += 1,
            Err(gone) => {
                progress.damaged += usize::from(matches!(gone, Gone::Damaged { .. }));
                if hashes.insert(&entry.hash) {
                    due.push((at, entry));
                } else {
                    progress.stood += 1;
                }
            }
        }
    }
    seen(&progress);
    let scenarios: Vec<(usize, &PathBuf)> = firsts(prepared);
    let orders = Orders { time: prepared.limits.time, gap: prepared.limits.gap, ..Orders::default() };
    let errand = |(at, entry): &(usize, &RunEntry)| {
        let position = scenarios.partition_point(|(first, _)| first <= at).saturating_sub(1);
        let (first, path) = scenarios[position];
        let run = u32::try_from(at - first).unwrap_or(u32::MAX);
        let ticket = Ticket { scenario: path.clone(), run, hash: entry.hash.clone() };
        Errand { source: Source::Scenario(ticket), orders, years: entry.years }
    };
    let full = AtomicBool::new(false);
    let halt = || stop.load(Ordering::Relaxed) || full.load(Ordering::Relaxed);
    let mut unwritten = None;
    let waits = |number: usize, waited: Duration, most: Duration| {
        if let Some((_, entry)) = due.get(number) {
            slow(&entry.run, waited, most);
        }
    };
    let take = |answer: Answer| match answer {
        Answer::Ran(run) => Some(run),
        _ => None,
    };
    let ran = pool.run_errands(due.iter().map(errand), &halt, &waits, take, |finished| {
        let Some((_, entry)) = due.get(finished.number) else { return };
        match &finished.result {
            Ok(result) => match store.put(&entry.hash, result) {
                Ok(()) => progress.made += 1,
                Err(e) => {
                    unwritten.get_or_insert((store.path(&entry.hash), e));
                    full.store(true, Ordering::Relaxed);
                }
            },
            Err(_) => progress.failed.push((entry.run.clone(), finished)),
        }
        seen(&progress);
    });
    if let Some((path, e)) = unwritten {
        return Err(RunError::Write(path, e));
    }
    progress.stopped = ran.map_err(RunError::Pool)?.stopped;
    progress.failed.sort_by_key(|(_, finished)| finished.number);
    Ok(progress)
}

/// Where each scenario's runs begin.
fn firsts(prepared: &Prepared) -> Vec<(usize, &PathBuf)> {
    let mut first = 0;
    let begin = |planned: &'_ super::prepare::Planned| {
        let begins = first;
        first += planned.entry.runs as usize;
        begins
    };
    let begins: Vec<usize> = prepared.scenarios.iter().map(begin).collect();
    begins.into_iter().zip(prepared.scenarios.iter().map(|s| &s.path)).collect()
}
