//! A job: everything it takes to make one plan.

use crate::load;
use crate::load::Loaded;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::words::{Lang, say};
use lungang_solver::engine::Engine;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::solvers::highs::Settings;
use lungang_tables::raw::ReadOptions;
use lungang_tables::read::Options;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the parent wants planned: the county and the policy, which it judges the answer by, and how to plan them.
#[derive(Debug, Clone)]
pub struct Task {
    /// The county.
    pub county: Arc<County>,
    /// The policy.
    pub policy: Arc<Policy>,
    /// The files they were read from, which the worker is to read itself; absent: they are sent as they are.
    pub files: Option<Files>,
    /// How to plan.
    pub orders: Orders,
}

/// How a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// Seed of the public lottery.
    pub seed: u64,
    /// Which path to take first.
    pub method: Method,
    /// Wall time for all goals together.
    pub time: Option<Duration>,
    /// Relative gap at which to stop; 0 proves the optimum.
    pub gap: f64,
}

impl Default for Orders {
    fn default() -> Self {
        Orders { seed: 1, method: Method::default(), time: None, gap: 0.0 }
    }
}

/// A path to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "engine", deny_unknown_fields)]
pub enum Method {
    /// The fast engine.
    Fast {
        /// Whether HiGHS simplifies the program first.
        presolve: bool,
        /// HiGHS's own random seed, 0 … 2³¹ − 1.
        random_seed: u32,
    },
    /// The reference engine.
    Reference {
        /// With which solver.
        solver: Solver,
    },
}

/// A solver of the reference engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Solver {
    /// microlp, which shares no code with HiGHS.
    Microlp,
    /// HiGHS through good_lp.
    Highs,
}

impl Default for Method {
    fn default() -> Self {
        Method::Fast { presolve: true, random_seed: 0 }
    }
}

impl Method {
    /// The engine that takes this path.
    pub fn engine(self) -> Box<dyn Engine> {
        match self {
            Method::Fast { presolve, random_seed } => {
                Box::new(Fast { settings: Settings { presolve, seed: random_seed }, ..Fast::default() })
            }
            Method::Reference { solver: Solver::Microlp } => Box::new(Whole(GoodLp::Microlp)),
            Method::Reference { solver: Solver::Highs } => Box::new(Whole(GoodLp::Highs)),
        }
    }

    /// In words.
    pub fn say(self, lang: Lang) -> String {
        match self {
            Method::Fast { presolve, random_seed } => {
                let presolve = if presolve {
                    say(lang, "worker.method.presolve", &[])
                } else {
                    say(lang, "worker.method.no-presolve", &[])
                };
                let args = [("presolve", presolve.as_str()), ("seed", &random_seed.to_string())];
                say(lang, "worker.method.fast", &args)
            }
            Method::Reference { solver } => {
                let solver = if solver == Solver::Microlp { "microlp" } else { "HiGHS" };
                say(lang, "worker.method.reference", &[("solver", solver)])
            }
        }
    }
}

/// A job as it goes to a worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// What to plan.
    pub source: Source,
    /// How.
    pub orders: Orders,
}

/// Where a worker has the county from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Read from files.
    Files(Files),
    /// Sent along.
    Inline(Box<World>),
    /// A run of a scenario, which the worker reads itself; its seed is the scenario's.
    Scenario(Ticket),
    /// A question about a plan's folder, which the worker opens itself; its seed is the plan's.
    Price(Question),
}

/// A question about a plan's folder, as it goes to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The folder.
    pub plan: PathBuf,
    /// SHA-256 of its record, as whoever asks has read it.
    pub sha256: String,
    /// Where the county is now.
    pub county: Option<PathBuf>,
    /// Which policy is taken now.
    pub policy: Option<String>,
    /// Where the mapping is now.
    pub mapping: Option<PathBuf>,
    /// Only this rule is asked about.
    pub only: Option<RuleName>,
    /// Its position among all.
    pub number: u32,
}

/// What no audit in the parent judges: where it stands, how it is worked on, and how many years it plans, which patience depends on.
#[derive(Debug, Clone)]
pub struct Errand {
    /// What is asked.
    pub source: Source,
    /// How.
    pub orders: Orders,
    /// For how many years.
    pub years: u16,
}

/// A run of a scenario, as it goes to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// The scenario's file.
    pub scenario: PathBuf,
    /// The run's position in it, from 0.
    pub run: u32,
    /// Hash of the inputs, as whoever asks has read them.
    pub hash: String,
}

/// A county's files and how they are read, as `lungang plan` takes them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Folder or workbook.
    pub county: PathBuf,
    /// Policy; absent: the one that the county names.
    pub policy: Option<String>,
    /// Mapping; absent: the one that the county names.
    pub mapping: Option<PathBuf>,
    /// Year that `{year}` of a mapping stands for.
    pub year: Option<i16>,
    /// Encoding of every CSV; absent: guessed.
    pub encoding: Option<String>,
}

impl Files {
    /// Reads and validates them.
    pub fn load(&self) -> Loaded {
        let raw = ReadOptions { encoding: self.encoding.clone(), ..ReadOptions::default() };
        let options = Options { mapping: self.mapping.clone(), year: self.year, raw, ..Options::default() };
        load::load(&self.county, &options, self.policy.as_deref())
    }
}

/// A county and its policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// The county's parts; nobody's name is among them.
    pub county: CountyParts,
    /// The policy.
    pub policy: Policy,
}

impl World {
    /// A copy for a worker: ids only, names are nothing that a plan is made from.
    fn of(county: &County, policy: &Policy) -> World {
        let mut parts = county.to_parts();
        parts.name.clear();
        parts.schools.iter_mut().for_each(|s| s.name.clear());
        parts.teachers.iter_mut().for_each(|t| t.name.clear());
        parts.pins.iter_mut().for_each(|p| p.reason.clear());
        parts.relatives.iter_mut().for_each(|r| r.relation.clear());
        World { county: parts, policy: policy.clone() }
    }

    /// Whether everything that points into a list points inside it.
    pub(super) fn points_inside(&self) -> bool {
        let c = &self.county;
        let school = |s: lungang_domain::id::SchoolIx| s.at() < c.schools.len();
        let teacher = |t: lungang_domain::id::TeacherIx| t.at() < c.teachers.len();
        let subject = |k: lungang_domain::id::SubjectIx| k.at() < self.policy.subjects.len();
        let ladders = &self.policy.ladders;
        c.schools.iter().all(|s| s.central_school.is_none_or(school))
            && c.teachers.iter().all(|t| {
                school(t.school)
                    && t.subjects.iter().all(|k| subject(*k))
                    && t.spouse.is_none_or(teacher)
                    && t.language.is_none_or(|l| usize::from(l) < ladders.language.value.len())
                    && t.backbone.is_none_or(|l| usize::from(l) < ladders.backbone.value.len())
            })
            && c.needs.iter().all(|n| school(n.school) && subject(n.subject))
            && c.wishes.iter().all(|w| teacher(w.teacher) && school(w.school))
            && c.applications.iter().all(|a| teacher(a.teacher))
            && c.relatives.iter().all(|r| teacher(r.teacher) && teacher(r.relative))
            && c.scores.iter().all(|s| teacher(s.teacher) && school(s.school))
            && c.pins.iter().all(|p| teacher(p.teacher) && p.school.is_none_or(school) && p.subject.is_none_or(subject))
            && c.postings.iter().all(|p| teacher(p.teacher) && school(p.from) && school(p.to))
    }
}

impl Task {
    /// A county that is sent to the worker as it stands here.
    pub fn new(county: Arc<County>, policy: Arc<Policy>, orders: Orders) -> Task {
        Task { county, policy, files: None, orders }
    }

    /// A county that the worker reads itself, and this process now, to judge the answer by.
    ///
    /// # Errors
    /// The files have errors: what was read, with every finding.
    pub fn of_files(files: Files, orders: Orders) -> Result<Task, Box<Loaded>> {
        let loaded = files.load();
        match (&loaded.county, &loaded.policy) {
            (Some(county), Some(policy)) => {
                let (county, policy) = (Arc::new(county.clone()), Arc::new(policy.clone()));
                Ok(Task { county, policy, files: Some(files), orders })
            }
            _ => Err(Box::new(loaded)),
        }
    }

    /// The job for a worker, by one path.
    pub(super) fn job(&self, method: Method) -> Job {
        let source = match &self.files {
            Some(files) => Source::Files(files.clone()),
            None => Source::Inline(Box::new(World::of(&self.county, &self.policy))),
        };
        Job { source, orders: Orders { method, ..self.orders } }
    }
}
