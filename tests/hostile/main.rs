//! Files that mean harm, or that went wrong: each is refused or read within bounds, and nothing hangs, panics or fills the memory.
//!
//! What is big is generated. Memory is a firm bound; seconds are loose, since a machine may be busy: speed is for the benches.

#[path = "../support/json_schema.rs"]
#[allow(dead_code)]
mod json_schema;
#[path = "../cli/support.rs"]
#[allow(dead_code)]
mod support;
#[path = "../support/xls.rs"]
#[allow(dead_code)]
mod xls;

mod books;
mod corpus;
mod documents;
mod names;
mod outside;
mod packages;
mod parquet;
mod special;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The most memory that reading may take, in bytes.
const MEMORY: u64 = 256 << 20;

/// The most of a processor's time that reading may take, here where nothing is built for speed.
const WORK: Duration = Duration::from_secs(10);

/// After this long something hangs, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(180);

/// A run that was watched.
struct Watched {
    code: i32,
    said: String,
    memory: u64,
    work: Duration,
    took: Duration,
}

/// Runs a command to its end or for as long as it may take, and looks at its memory meanwhile.
fn watch(mut command: Command) -> Watched {
    let begun = Instant::now();
    let out = tempfile::NamedTempFile::new().expect("a file");
    let file = std::fs::OpenOptions::new().append(true).open(out.path()).expect("a file");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::from(file.try_clone().expect("a file")))
        .stderr(Stdio::from(file))
        .spawn()
        .expect("the program starts");
    let (mut memory, mut work) = (0, Duration::ZERO);
    let code = loop {
        memory = memory.max(peak(child.id()));
        work = work.max(spent(child.id()));
        if let Some(status) = child.try_wait().expect("a status") {
            break status.code().unwrap_or(-1);
        }
        if begun.elapsed() > PATIENCE {
            child.kill().expect("killed");
            child.wait().expect("gone");
            break -2;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let said = String::from_utf8_lossy(&std::fs::read(out.path()).expect("what it said")).into_owned();
    Watched { code, said, memory, work, took: begun.elapsed() }
}

/// The most memory that a process had so far; 0 where the system does not say.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

/// The processor's time that a process took so far; the system counts it in hundredths of a second.
fn spent(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let hundredths: u64 = fields.skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}

impl Watched {
    /// It ended by itself, with a code for bad input, within bounds.
    fn refused(&self, what: &str) -> &Self {
        let shown: String = self.said.chars().take(1500).collect();
        assert_ne!(self.code, -2, "{what}: still running after {:?}\n{shown}", self.took);
        assert!([1, 2].contains(&self.code), "{what}: ended with {}\n{shown}", self.code);
        self.bounded(what)
    }

    fn bounded(&self, what: &str) -> &Self {
        assert!(self.memory < MEMORY, "{what}: {} MB", self.memory >> 20);
        assert!(self.work < WORK, "{what}: {:?}", self.work);
        eprintln!("{what}: {} MB, {:?} of {:?}", self.memory >> 20, self.work, self.took);
        self
    }

    /// It says a word of the message.
    fn says(&self, what: &str, word: &str) -> &Self {
        let shown: String = self.said.chars().take(1500).collect();
        assert!(self.said.contains(word), "{what}: no `{word}` in\n{shown}");
        self
    }
}
