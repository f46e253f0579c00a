//! An answer: what a worker made of a job, by the ids of the tables.

use crate::conflict::Conflict;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::document::{EstablishmentDoc, Seconds};
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::{GoalValue, Move, Plan, PlanStatus, Retask, Visit};
use lungang_domain::policy::Policy;
use lungang_domain::price::Changed;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::whatif::{RunMove, RunResult, RunRetask, RunVisit};
use lungang_domain::words::{Lang, say};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// What a worker made of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// A plan.
    Planned(Box<Planned>),
    /// No plan keeps the hard rules.
    Infeasible(Conflict),
    /// A run of a scenario.
    Ran(Box<RunResult>),
    /// What one thing otherwise comes to.
    Priced(Answered),
    /// The time ran out before any plan was found.
    Nothing,
    /// The solver failed.
    Failed {
        /// Which.
        solver: String,
        /// What it said; absent where its answer did not hold when it was computed exactly.
        status: Option<String>,
    },
    /// The job cannot be worked on; another path would not help.
    Refused(Refusal),
}

/// A plan as a worker states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// How the solve ended.
    pub status: PlanStatus,
    /// Moves, sorted by teacher.
    pub moves: Vec<PlannedMove>,
    /// Who stays and teaches another subject.
    #[serde(default)]
    pub retasks: Vec<RunRetask>,
    /// Who teaches at several schools.
    #[serde(default)]
    pub visits: Vec<RunVisit>,
    /// Goals in order, soft rules first.
    pub goals: Vec<GoalValue>,
    /// Posts that the plan was made with.
    pub establishments: Vec<EstablishmentDoc>,
    /// Prices that prove the bounds, where the engine has them.
    pub certificate: Option<Certificate>,
    /// Wall time of the steps.
    pub seconds: Seconds,
}

/// One teacher's move to one post.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedMove {
    /// Who.
    pub teacher_id: String,
    /// Where to.
    pub to_school: String,
    /// Stage of the post.
    pub stage: Part,
    /// Subject of the post.
    pub subject: String,
}

impl PlannedMove {
    /// By the ids of the tables.
    pub fn of(one: &Move, county: &County, policy: &Policy) -> PlannedMove {
        PlannedMove {
            teacher_id: county.teacher(one.teacher).id.clone(),
            to_school: county.school(one.to).id.clone(),
            stage: one.part,
            subject: policy.subject_id(one.subject).to_owned(),
        }
    }

    /// In the county's own terms; `None` where an id is not the county's.
    pub(crate) fn find(&self, county: &County, policy: &Policy) -> Option<Move> {
        Some(Move {
            teacher: county.find_teacher(&self.teacher_id)?,
            to: county.find_school(&self.to_school)?,
            part: self.stage,
            subject: policy.subject(&self.subject)?,
        })
    }
}

impl From<&RunMove> for PlannedMove {
    fn from(m: &RunMove) -> PlannedMove {
        PlannedMove {
            teacher_id: m.teacher_id.clone(),
            to_school: m.to_school.clone(),
            stage: m.stage,
            subject: m.subject.clone(),
        }
    }
}

impl Planned {
    /// The plan in the county's own terms; `None` where an id is not the county's, which no audited plan has.
    pub fn plan(&self, county: &County, policy: &Policy) -> Option<Plan> {
        let mut moves: Vec<Move> = self.moves.iter().map(|m| m.find(county, policy)).collect::<Option<_>>()?;
        moves.sort();
        let retasks = self.retasks.iter().map(|r| r.find(county, policy));
        let mut retasks: Vec<Retask> = retasks.collect::<Option<_>>()?;
        retasks.sort();
        let visits = self.visits.iter().map(|v| v.find(county, policy));
        let mut visits: Vec<Visit> = visits.collect::<Option<_>>()?;
        visits.sort();
        Some(Plan { status: self.status, moves, retasks, visits, heads: None, goals: self.goals.clone() })
    }
}

/// What a question about a plan came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The goals.
    pub changed: Changed,
    /// Where one teacher more helps most, where that was asked and is known.
    #[serde(default)]
    pub at: Option<(SchoolIx, Part)>,
    /// Whether it was solved, to an end or not.
    pub asked: bool,
}

impl Default for Answered {
    fn default() -> Self {
        Answered::unknown()
    }
}

impl Answered {
    /// Of what the certificate settles.
    pub fn same() -> Answered {
        Answered { changed: Changed::Same, at: None, asked: false }
    }

    /// Of what nobody came to.
    pub fn unknown() -> Answered {
        Answered { changed: Changed::Unknown, at: None, asked: false }
    }
}

/// Why a job cannot be worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The line is no job.
    NotAJob {
        /// Why not.
        reason: String,
    },
    /// The county's files have errors.
    Findings {
        /// The county.
        path: String,
        /// How many.
        errors: usize,
        /// Their codes, sorted.
        codes: Vec<String>,
    },
    /// The data would need a coefficient that no floating-point solver can be trusted with.
    TooLarge {
        /// The rule; absent for a goal.
        rule: Option<RuleName>,
        /// The coefficient.
        coefficient: i64,
    },
    /// The scenario, or what it starts from, is not what it was when the runs were listed.
    Changed {
        /// The scenario's file.
        path: String,
    },
}

impl Refusal {
    /// Files have these errors.
    pub(crate) fn of_findings(path: &Path, findings: &Findings) -> Refusal {
        let found = findings.sorted();
        let errors = found.iter().filter(|f| f.severity == Severity::Error);
        let codes: BTreeSet<String> = errors.map(|f| f.code.to_owned()).collect();
        let path = path.display().to_string();
        Refusal::Findings { path, errors: findings.count(Severity::Error), codes: codes.into_iter().collect() }
    }

    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Refusal::NotAJob { reason } => say(lang, "worker.refused.not-a-job", &[("reason", reason)]),
            Refusal::Findings { path, errors, codes } => {
                let codes = codes.join(", ");
                let args = [("path", path.as_str()), ("n", &errors.to_string()), ("codes", &codes)];
                say(lang, "worker.refused.findings", &args)
            }
            Refusal::Changed { path } => say(lang, "whatif.changed", &[("path", path)]),
            Refusal::TooLarge { rule, coefficient } => {
                let rule = match rule {
                    Some(rule) => say(lang, &format!("rule.{rule}.name"), &[]),
                    None => say(lang, "cli.solver.a-goal", &[]),
                };
                say(lang, "cli.solver.too-large", &[("rule", &rule), ("coefficient", &coefficient.to_string())])
            }
        }
    }
}
