//! One worker process: started, asked, ended or killed.

use super::LOG;
use super::fault::{End, Fault};
use super::limits;
use super::program::Program;
use super::protocol::{Line, Request, Response, read_line, write_line};
use lungang_files::json;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// Last lines of stderr that are kept.
const KEPT: usize = 20;
/// Longest line of them, in bytes.
const LINE: usize = 500;
/// How often a wait looks at the stop flag.
const GLANCE: Duration = Duration::from_millis(20);
/// How long a process that has closed its output, or has been told to end, is given to be gone.
const LEAVE: Duration = Duration::from_secs(2);

/// A running worker. Dropped, it is killed.
pub(super) struct Worker {
    child: Child,
    requests: Option<Sender<Request>>,
    answers: Receiver<Line>,
    talk: JoinHandle<()>,
    said: Arc<Mutex<VecDeque<String>>>,
    gone: bool,
}

/// Why there is no response.
pub(super) enum Silence {
    /// The run was asked to stop.
    Stopped,
    /// The worker is at fault.
    Fault(Fault),
}

impl Worker {
    /// Starts a process; what it says on stderr is kept, and passed on where that is asked for.
    ///
    /// # Errors
    /// The program, or a thread beside it, cannot be started.
    pub(super) fn start(program: &Program, pass_on: bool) -> io::Result<Worker> {
        let mut command = program.command();
        if pass_on && std::env::var_os(LOG).is_none() {
            // What is passed on has to be said first.
            command.env(LOG, "info");
        }
        let mut child = command.spawn()?;
        let missing = || io::Error::from(io::ErrorKind::BrokenPipe);
        let mut stdin = child.stdin.take().ok_or_else(missing)?;
        let stdout = child.stdout.take().ok_or_else(missing)?;
        let stderr = child.stderr.take().ok_or_else(missing)?;

        // A thread a pipe: a worker that reads nothing, or says without end, never blocks whoever waits for its answer.
        let (requests, waiting) = channel::<Request>();
        Builder::new().spawn(move || {
            for request in waiting {
                if write_line(&mut stdin, &request).is_err() {
                    break;
                }
            }
        })?;
        let (heard, answers) = sync_channel(1);
        Builder::new().spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(Some(line)) = read_line(&mut stdout) {
                if heard.send(line).is_err() {
                    break;
                }
            }
        })?;
        let said = Arc::new(Mutex::new(VecDeque::new()));
        let kept = Arc::clone(&said);
        let talk = Builder::new().spawn(move || listen(BufReader::new(stderr), &kept, pass_on))?;
        Ok(Worker { child, requests: Some(requests), answers, talk, said, gone: false })
    }

    /// Asks and waits; a worker that is at fault has ended when this returns. One that is silent for as long as `notice` says is
    /// told of, once.
    pub(super) fn ask(
        &mut self,
        request: Request,
        patience: Duration,
        stop: &dyn Fn() -> bool,
        (notice, slow): (Duration, &dyn Fn(Duration)),
    ) -> Result<Response, Silence> {
        let (id, memory) = (request.id, request.memory_bytes);
        let asked = Instant::now();
        if let Some(requests) = &self.requests {
            // A worker that does not read any more has closed its output too, or will be found silent.
            let _ = requests.send(request);
        }
        let mut told = false;
        let line = loop {
            if !told && asked.elapsed() >= notice {
                told = true;
                slow(asked.elapsed());
            }
            let left = patience.saturating_sub(asked.elapsed());
            match self.answers.recv_timeout(left.min(GLANCE)) {
                Ok(line) => break line,
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Fault(self.crashed(memory))),
                Err(RecvTimeoutError::Timeout) if stop() => {
                    self.kill();
                    return Err(Silence::Stopped);
                }
                Err(RecvTimeoutError::Timeout) if left.is_zero() => {
                    self.kill();
                    return Err(Silence::Fault(Fault::Hung { seconds: patience.as_secs_f64() }));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        };
        let response = match &line {
            Line::Whole(text) => json::parse::<Response>(text.as_bytes()).ok().filter(|r| r.id == id),
            Line::Broken(_) => None,
        };
        response.ok_or_else(|| {
            self.kill();
            let (Line::Whole(text) | Line::Broken(text)) = line;
            Silence::Fault(Fault::Garbled { said: excerpt(&text) })
        })
    }

    /// Tells the worker that there are no more jobs, and sees it off.
    pub(super) fn end(mut self) {
        self.requests = None;
        if self.wait(LEAVE).is_none() {
            self.kill();
        }
    }

    /// Kills the process and whatever it has started.
    pub(super) fn kill(&mut self) {
        if self.gone {
            return;
        }
        // A process that is gone already cannot be killed, and need not be.
        #[cfg(unix)]
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(pid), nix::sys::signal::Signal::SIGKILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.gone = true;
    }

    /// How a worker ended that closed its output without an answer.
    fn crashed(&mut self, memory: Option<u64>) -> Fault {
        let status = self.wait(LEAVE);
        self.kill();
        let until = Instant::now() + LEAVE;
        while !self.talk.is_finished() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(1));
        }
        let said: Vec<String> = self.said.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect();
        match memory {
            Some(bytes) if limits::ran_out(&said) => Fault::Memory { bytes, said },
            _ => Fault::Crashed { end: status.map_or(End::Silent, end_of), said },
        }
    }

    fn wait(&mut self, most: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + most;
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                self.gone = true;
                return Some(status);
            }
            if Instant::now() >= until {
                return None;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Keeps the last lines, and passes all on where that is asked for.
fn listen(mut from: impl BufRead, kept: &Mutex<VecDeque<String>>, pass_on: bool) {
    while let Ok(Some(Line::Whole(line) | Line::Broken(line))) = read_line(&mut from) {
        if pass_on {
            eprintln!("{line}");
        }
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back(line.chars().filter(|c| !c.is_control()).take(LINE).collect());
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

/// The beginning of what a worker printed, on one line.
fn excerpt(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
    if text.chars().nth(80).is_some() { format!("{shown}…") } else { shown }
}

fn end_of(status: ExitStatus) -> End {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return End::Signal(signal);
        }
    }
    status.code().map_or(End::Silent, End::Code)
}
