//! One contestant, once: a process whose lines are read as they come, whose memory is watched, and which is ended when it
//! keeps neither its time nor its memory.

use crate::shared::peak_kilobytes;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A goal as a contestant left it.
#[derive(Debug, Clone, Default)]
pub struct Goal {
    pub name: String,
    pub value: Option<i64>,
    pub bound: Option<i64>,
    /// The bound that the certificate proves.
    pub certified: Option<i64>,
    pub seconds: f64,
    pub finished: bool,
}

/// What one run came to.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The contestant's solver and its version.
    pub version: String,
    /// Seconds to state the model, where the contestant states it itself.
    pub formulate: f64,
    /// The goals that were begun, in order; after one that is not finished there is none.
    pub goals: Vec<Goal>,
    /// What the engine priced, and its largest program; what `count` counted.
    pub figures: Value,
    pub peak_megabytes: f64,
    /// Why it ended early, where it did not end by itself.
    pub failed: Option<String>,
    /// Whether it gave up by itself: it met something that should not be.
    pub gave_up: bool,
}

impl Run {
    /// Seconds of all goals together.
    pub fn seconds(&self) -> f64 {
        self.goals.iter().map(|g| g.seconds).sum()
    }

    /// Whether every one of so many goals was brought to its optimum.
    pub fn finished(&self, goals: usize) -> bool {
        self.failed.is_none() && self.goals.len() >= goals && self.goals.iter().all(|g| g.finished)
    }
}

/// How long and how much a process may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until it has read the model.
    pub reading: Duration,
    /// Between two of its lines after that.
    pub silence: Duration,
    /// Megabytes.
    pub memory: f64,
}

/// Runs a contestant to its end or to ours.
pub fn run(mut command: Command, patience: &Patience) -> Run {
    let mut run = Run::default();
    let mut child = match command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(e) => return Run { failed: Some(format!("did not start: {e}")), ..run },
    };
    let lines = reader(child.stdout.take());
    let talk = reader(child.stderr.take());
    let mut heard = Instant::now();
    let began = heard;
    let mut kilobytes = 0;
    loop {
        // Closely at first, when a run may be over in a moment.
        let pause = if began.elapsed().as_secs() < 2 { 2 } else { 20 };
        let line = lines.recv_timeout(Duration::from_millis(pause));
        kilobytes = kilobytes.max(peak_kilobytes(child.id()));
        match line {
            Ok(line) => {
                heard = Instant::now();
                take(&line, &mut run);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                let patient = if run.version.is_empty() { patience.reading } else { patience.silence };
                let too_much = kilobytes as f64 / 1024.0 > patience.memory;
                if too_much || heard.elapsed() > patient {
                    // It may have ended in this moment: then there is nothing to end.
                    let _ = child.kill();
                    let seconds = heard.elapsed().as_secs_f64();
                    run.goals.push(Goal { seconds, ..Goal::default() });
                    run.failed =
                        Some(if too_much { format!("over {:.0} MB", patience.memory) } else { "ended".to_owned() });
                    break;
                }
            }
        }
    }
    let status = child.wait();
    run.peak_megabytes = kilobytes as f64 / 1024.0;
    if run.failed.is_none() && !status.as_ref().is_ok_and(|s| s.success()) {
        run.gave_up = status.as_ref().is_ok_and(|s| s.code().is_some());
        let last = talk.iter().filter(|l| !l.trim().is_empty()).last().unwrap_or_default();
        run.failed = Some(match status {
            Ok(status) => format!("{status}: {last}"),
            Err(e) => e.to_string(),
        });
    }
    run
}

/// The lines of a stream as they come.
fn reader(stream: Option<impl std::io::Read + Send + 'static>) -> Receiver<String> {
    let (sender, receiver) = channel();
    if let Some(stream) = stream {
        std::thread::spawn(move || {
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            lines.map(|line| sender.send(line)).take_while(Result::is_ok).for_each(drop);
        });
    }
    receiver
}

fn take(line: &str, run: &mut Run) {
    let Ok(said) = serde_json::from_str::<Value>(line) else { return };
    if let Some(ready) = said.get("ready") {
        run.version = ready["version"].as_str().unwrap_or("unknown").to_owned();
        run.formulate = ready["formulate"].as_f64().unwrap_or(0.0);
    }
    if let Some(goal) = said.get("goal") {
        run.goals.push(Goal {
            name: goal["name"].as_str().unwrap_or_default().to_owned(),
            value: goal["value"].as_i64(),
            bound: goal["bound"].as_i64(),
            certified: goal["certified"].as_i64(),
            seconds: goal["seconds"].as_f64().unwrap_or(0.0),
            finished: goal["finished"].as_bool().unwrap_or(false),
        });
    }
    for name in ["done", "count"] {
        if let Some(figures) = said.get(name) {
            run.figures = figures.clone();
        }
    }
}
