//! What-ifs: what a run of a scenario came to, and which runs a folder holds.
//!
//! A run is one scenario with one value for each parameter of its sweep and one seed. Its result is kept under the hash of
//! everything it was made from and holds no clock, no path and nobody's name: the same inputs give the same bytes.

use crate::county::County;
use crate::format::Document;
use crate::number::Decimal;
use crate::plan::{PlanStatus, Retask, Visit};
use crate::policy::Policy;
use crate::school::Part;
use crate::sentence::Sentence;
use crate::words::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A measured value: a whole number, or one with four places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Amount {
    /// A whole number.
    Whole(i64),
    /// A number of ten-thousandths: coefficients of variation.
    Places(i64),
}

impl Amount {
    /// A coefficient, rounded to four places.
    pub fn of_real(value: f64) -> Amount {
        // Coefficients of variation are small; what is not a number would be 0.
        Amount::Places((value * Decimal::ONE as f64).round() as i64)
    }

    /// For charts and columns of one type; exact up to 2⁵³.
    pub fn as_f64(self) -> f64 {
        match self {
            Amount::Whole(n) => n as f64,
            Amount::Places(n) => n as f64 / Decimal::ONE as f64,
        }
    }
}

impl fmt::Display for Amount {
    /// `149`, `0.5153`: places are always four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Amount::Whole(n) => n.fmt(f),
            Amount::Places(n) => {
                let (sign, n) = (if n < 0 { "-" } else { "" }, n.unsigned_abs());
                let one = Decimal::ONE.unsigned_abs();
                write!(f, "{sign}{}.{:04}", n / one, n % one)
            }
        }
    }
}

/// One figure of a year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its name, with what it is about behind dots: `moves`, `goal.unmet-need`, `short-after.music`, `rule.housing.holds`,
    /// `cv-weighted.backbone.primary`.
    pub measure: String,
    /// Its value.
    pub value: Amount,
}

/// A move of a year's plan, by the ids of the tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunMove {
    /// Who.
    pub teacher_id: String,
    /// Present school.
    pub from_school: String,
    /// New school.
    pub to_school: String,
    /// Stage of the post.
    pub stage: Part,
    /// Subject of the post.
    pub subject: String,
    /// Journey, metres; absent where the places are not known.
    pub metres: Option<u32>,
}

/// Periods that a teacher teaches at another school, by the ids of the tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunVisit {
    /// Who.
    pub teacher_id: String,
    /// Where the teacher works after the moves.
    pub base_school: String,
    /// Where the periods are taught.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Periods a week.
    pub periods: u32,
}

impl RunVisit {
    /// By the ids of the tables.
    pub fn of(one: &Visit, county: &County, policy: &Policy) -> RunVisit {
        RunVisit {
            teacher_id: county.teacher(one.teacher).id.clone(),
            base_school: county.school(one.base).id.clone(),
            school: county.school(one.school).id.clone(),
            stage: one.part,
            subject: policy.subject_id(one.subject).to_owned(),
            periods: one.periods,
        }
    }

    /// In the county's own terms; `None` where an id is not the county's.
    pub fn find(&self, county: &County, policy: &Policy) -> Option<Visit> {
        Some(Visit {
            teacher: county.find_teacher(&self.teacher_id)?,
            base: county.find_school(&self.base_school)?,
            school: county.find_school(&self.school)?,
            part: self.stage,
            subject: policy.subject(&self.subject)?,
            periods: self.periods,
        })
    }
}

/// A teacher who stays and teaches another subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunRetask {
    /// Who.
    pub teacher_id: String,
    /// The subject that is taught instead of the main one.
    pub subject: String,
}

impl RunRetask {
    /// By the ids of the tables.
    pub fn of(r: &Retask, county: &County, policy: &Policy) -> RunRetask {
        let teacher_id = county.teacher(r.teacher).id.clone();
        RunRetask { teacher_id, subject: policy.subject_id(r.subject).to_owned() }
    }

    /// In the county's own terms; `None` where an id is not the county's.
    pub fn find(&self, county: &County, policy: &Policy) -> Option<Retask> {
        Some(Retask { teacher: county.find_teacher(&self.teacher_id)?, subject: policy.subject(&self.subject)? })
    }
}

/// A post that is short before or after the moves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunShortage {
    /// School.
    pub school_id: String,
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Short posts before the moves.
    pub before: u32,
    /// Short posts after them.
    pub after: u32,
}

/// One year of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunYear {
    /// `2026-2027`
    pub school_year: String,
    /// How its plan ended; `infeasible` where there is none, `nothing` where a limit came before any was found.
    pub status: PlanStatus,
    /// Every figure, in a fixed order. A year without a plan has those of the county as it stands.
    pub measures: Vec<Measure>,
    /// The moves, sorted by teacher.
    pub moves: Vec<RunMove>,
    /// Who stays and teaches another subject, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retasks: Vec<RunRetask>,
    /// Who teaches at several schools, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<RunVisit>,
    /// Posts that are short before or after, sorted.
    pub shortages: Vec<RunShortage>,
}

impl RunYear {
    /// The value of a measure.
    pub fn get(&self, measure: &str) -> Option<Amount> {
        self.measures.iter().find(|m| m.measure == measure).map(|m| m.value)
    }
}

/// Why a year has no plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunConflict {
    /// Rules that cannot hold together with the others, by name; `staffing` where the authorised total is too small.
    pub rules: Vec<String>,
    /// Why, a sentence a line; absent in results of earlier versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Sentence>,
    /// In Chinese, of earlier versions, which kept words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// In English, of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl RunConflict {
    /// In words, a line a sentence.
    pub fn say(&self, lang: Lang) -> String {
        if self.told.is_empty() {
            return if lang == Lang::ZH { self.zh.clone() } else { self.en.clone() };
        }
        self.told.iter().map(|sentence| sentence.say(lang)).collect::<Vec<_>>().join("\n")
    }
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunResult {
    /// Name of the county.
    pub county: String,
    /// Id of the policy.
    pub policy: String,
    /// Seed of the lottery, and of what is drawn from year to year.
    pub seed: u64,
    /// Years that were asked for; 0 is one plan.
    pub years: u16,
    /// The years in order; where one has no plan it is the last.
    pub planned: Vec<RunYear>,
    /// Why the last year has no plan; only where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<RunConflict>,
    /// The school year that nobody was left for, where the years ended so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nobody: Option<String>,
}

impl RunResult {
    /// How the run ended: as the last year where that has no plan, else how the first year did that is not optimal.
    pub fn status(&self) -> PlanStatus {
        let worst = self.planned.iter().map(|y| y.status).find(|s| *s != PlanStatus::Optimal);
        match self.planned.last() {
            Some(year) if !year.status.has_plan() => year.status,
            Some(_) => worst.unwrap_or(PlanStatus::Optimal),
            None => PlanStatus::Infeasible,
        }
    }
}

/// A result as it is kept: `results/HASH.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredRun {
    /// Hash of the inputs: what the file is named by.
    pub inputs: String,
    /// SHA-256 of `run` as compact JSON.
    pub sha256: String,
    /// The result.
    pub run: RunResult,
}

impl Document for StoredRun {
    const NAME: &'static str = "whatif-result";
}

/// A run of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunEntry {
    /// `quota-grid.3`: the scenario and the run's number in it, from 1.
    pub run: String,
    /// The scenario's name: that of its file.
    pub scenario: String,
    /// The parameters of its sweep, by name, as written; empty where it has none.
    pub parameters: BTreeMap<String, String>,
    /// Seed.
    pub seed: u64,
    /// Years that are planned; 0 is one plan.
    pub years: u16,
    /// Hash of the inputs: where the result is.
    pub hash: String,
    /// How it ended; absent where it has not been run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PlanStatus>,
    /// The figures that are looked at first, of the last year; absent where it has not been run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Headline>,
    /// Why the last year has no plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<RunConflict>,
}

/// The figures of a year that are looked at first; the others stand in the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// `2026-2027`
    pub school_year: String,
    /// Eligible teachers.
    pub eligible: i64,
    /// Moves; 0 where there is no plan.
    pub moves: i64,
    /// Short posts before the moves.
    pub short_posts_before: i64,
    /// Short posts after them; those before where there is no plan.
    pub short_posts_after: i64,
    /// Σ weight · short after the moves; before them where there is no plan.
    pub unmet_need: i64,
    /// Journeys of all moves together, metres.
    pub journey_metres: i64,
}

impl RunEntry {
    /// The same run with what it came to.
    #[must_use]
    pub fn with(&self, result: &RunResult) -> RunEntry {
        let headline = |year: &RunYear| {
            let whole = |name: &str| match year.get(name) {
                Some(Amount::Whole(n)) => Some(n),
                _ => None,
            };
            let or = |name: &str, other: &str| whole(name).or_else(|| whole(other)).unwrap_or(0);
            Headline {
                school_year: year.school_year.clone(),
                eligible: whole("eligible").unwrap_or(0),
                moves: whole("moves").unwrap_or(0),
                short_posts_before: whole("short-posts-before").unwrap_or(0),
                short_posts_after: or("short-posts-after", "short-posts-before"),
                unmet_need: or("unmet-need-after", "unmet-need-before"),
                journey_metres: whole("journey-metres").unwrap_or(0),
            }
        };
        RunEntry {
            status: Some(result.status()),
            figures: result.planned.last().map(headline),
            conflict: result.conflict.clone(),
            ..self.clone()
        }
    }
}

/// A scenario among those that were run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioEntry {
    /// Its name: that of its file.
    pub scenario: String,
    /// What it says of itself.
    pub description: String,
    /// Names of its sweep's parameters, in the order of the file.
    pub parameters: Vec<String>,
    /// How many runs it has.
    pub runs: u32,
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unmet {
    /// The run.
    pub run: String,
    /// Where the scenario states it: `quota-15.toml:12:1`.
    pub place: String,
    /// The measure.
    pub measure: String,
    /// As stated.
    pub expected: String,
    /// As found; absent where the run has no such measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// `whatif.json`, and what `whatif --format json` prints: the runs of a folder, each with its place among the results.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatifDocument {
    /// Version of the program whose results these are.
    pub version: String,
    /// The scenarios, in the order in which they were named.
    pub scenarios: Vec<ScenarioEntry>,
    /// The runs, scenario by scenario.
    pub runs: Vec<RunEntry>,
    /// Expectations that were not met.
    #[serde(default)]
    pub unmet: Vec<Unmet>,
}

impl Document for WhatifDocument {
    const NAME: &'static str = "whatif";
}
