//! A job and its file in the folder's `.desk`: what was asked for, and how it ended. The file is written before the work begins and
//! after it ended, whole each time, so that a server that starts again finds what was running.

use jiff::Timestamp;
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::publish_file;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Number of the form.
const FORMAT: u32 = 1;

/// What is to be done; folders are known by their names in the office's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "lowercase")]
pub enum Work {
    /// Makes a plan.
    Plan {
        /// The county's folder.
        county: String,
        /// The policy's id; absent: the county's own.
        policy: Option<String>,
        /// The lottery's seed.
        seed: u64,
        /// Seconds after which it stops with what it has.
        limit: Option<u64>,
        /// The new folder.
        output: String,
    },
    /// Makes a county of an office's files, or asks what they leave open.
    Import {
        /// The folder of the files.
        files: String,
        /// The county's folder: a new one, or one that was imported before.
        output: String,
        /// Whether a county that was changed since it was imported is replaced.
        replace: bool,
    },
    /// Decides on a teacher by hand and makes the plan again with the fewest changes.
    Adjust {
        /// The plan's folder.
        plan: String,
        /// The teacher's id.
        teacher: String,
        /// What is decided, as a pin has it behind its sign: a school and a subject, or that the teacher stays.
        to: String,
        /// Why.
        reason: Option<String>,
        /// Seconds after which it stops with what it has.
        limit: Option<u64>,
        /// The new folder.
        output: String,
    },
    /// Asks a plan about a teacher.
    Explain {
        /// The plan's folder.
        plan: String,
        /// SHA-256 of its `plan.json`, by which the answer is known to be about this plan.
        sha256: String,
        /// The teacher's id.
        teacher: String,
    },
    /// Makes the notice of a plan.
    Disclose {
        /// The plan's folder.
        plan: String,
        /// First day, ISO 8601; absent: from the day of publication.
        start: Option<String>,
        /// Days for objections; absent: as the policy has them.
        days: Option<u64>,
        /// Whom objections are told.
        contact: Option<String>,
        /// Whether it is published though not every goal is proved.
        unproved: bool,
        /// The new folder.
        output: String,
    },
}

impl Work {
    /// Its name, for words.
    pub fn name(&self) -> &'static str {
        match self {
            Work::Plan { .. } => "plan",
            Work::Import { .. } => "import",
            Work::Adjust { .. } => "adjust",
            Work::Explain { .. } => "explain",
            Work::Disclose { .. } => "disclose",
        }
    }

    /// The new folder, where one is made.
    pub fn output(&self) -> Option<&str> {
        match self {
            Work::Plan { output, .. }
            | Work::Import { output, .. }
            | Work::Adjust { output, .. }
            | Work::Disclose { output, .. } => Some(output),
            Work::Explain { .. } => None,
        }
    }

    /// The folder that it is about.
    pub fn about(&self) -> &str {
        match self {
            Work::Plan { county, .. } => county,
            Work::Import { files, .. } => files,
            Work::Adjust { plan, .. } | Work::Explain { plan, .. } | Work::Disclose { plan, .. } => plan,
        }
    }

    /// Whether it makes a plan: it has the lane of plans, and stopped it keeps what it has.
    pub fn plans(&self) -> bool {
        matches!(self, Work::Plan { .. } | Work::Adjust { .. })
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// Its turn has not come.
    Waiting,
    /// A process is at it.
    Running,
    /// The process ended by itself.
    Ended {
        /// Its exit code.
        code: i32,
    },
    /// The process was ended from outside, or could not be started or waited for.
    Crashed {
        /// What the system says.
        reason: String,
    },
    /// Taken from the queue before its turn.
    Withdrawn,
    /// The desk ended while it waited or ran.
    CutOff,
}

impl State {
    /// Whether there is more to come.
    pub fn open(&self) -> bool {
        matches!(self, State::Waiting | State::Running)
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Number of the form.
    pub format: u32,
    /// Its number.
    pub number: u64,
    /// What is to be done.
    #[serde(flatten)]
    pub work: Work,
    /// The language in which it was asked for.
    pub lang: String,
    /// When it was asked for.
    pub asked: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// How far it is.
    #[serde(flatten)]
    pub state: State,
    /// What the process said beside its result, line by line.
    pub said: Vec<String>,
    /// What the process printed: a document.
    pub result: Option<Value>,
}

impl Job {
    /// A job that was just asked for.
    pub fn new(number: u64, work: Work, lang: Lang) -> Job {
        let lang = lang.code().to_owned();
        let (state, asked) = (State::Waiting, Timestamp::now());
        Job { format: FORMAT, number, work, lang, asked, ended: None, state, said: Vec::new(), result: None }
    }

    /// The language in which its words are.
    pub fn lang(&self) -> Lang {
        Lang::asked(&self.lang).unwrap_or_default()
    }

    /// Writes its file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self, dir: &Path, scratch: &Scratch) -> Result<(), WriteError> {
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        publish_file(&file(dir, self.number), scratch, |out| out.write_all(&text))
    }

    /// The jobs that were kept; a file that cannot be read is passed over, and its number stays taken.
    pub fn kept(dir: &Path) -> (Vec<Job>, u64) {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| number(&entry.file_name().to_string_lossy()));
        let (mut jobs, mut highest) = (Vec::new(), 0);
        for number in numbers {
            highest = highest.max(number);
            let read = lungang_files::read(&file(dir, number), lungang_files::caps::DOCUMENT).ok();
            let job: Option<Job> = read.and_then(|bytes| lungang_files::json::parse(&bytes).ok());
            jobs.extend(job.filter(|job| job.format == FORMAT && job.number == number));
        }
        (jobs, highest)
    }
}

fn file(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("job-{number}.json"))
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix("job-")?.strip_suffix(".json")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_outlives_its_server() {
        let dir = tempfile::tempdir().expect("a folder");
        let work = Work::Explain { plan: "方案-1".to_owned(), sha256: "00".to_owned(), teacher: "T1".to_owned() };
        let mut job = Job::new(7, work, Lang::EN);
        job.state = State::Ended { code: 4 };
        job.result = Some(serde_json::json!({ "answer": ["一"] }));
        job.keep(dir.path(), &Scratch::new()).expect("it is written");
        std::fs::write(dir.path().join("job-9.json"), "{").expect("a broken file");
        assert_eq!(Job::kept(dir.path()), (vec![job], 9));
    }
}
