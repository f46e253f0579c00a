//! Results side by side: plans, years and runs of what-ifs, brought to the same figures and compared with the first.

use crate::format::Document;
use crate::plan::{PlanStatus, Standing};
use crate::rule::RuleName;
use crate::school::Part;
use crate::whatif::Amount;
use crate::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SideKind {
    /// A plan.
    Plan,
    /// Several years.
    Years,
    /// A run of a what-if.
    Run,
}

/// One of the results that are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// `A`, `B`, …: what it is called in tables.
    pub letter: String,
    /// What it is called in words: its folder, or its run.
    pub label: String,
    /// What it is.
    pub kind: SideKind,
    /// County.
    pub county: String,
    /// Policy id.
    pub policy: String,
    /// SHA-256 of the policy, where it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_sha256: Option<String>,
    /// Seed.
    pub seed: u64,
    /// School years, in order.
    pub school_years: Vec<String>,
    /// How it ended.
    pub status: PlanStatus,
    /// What is proved of it, as its audit recomputes it; nothing where the county that it was made from is not at hand.
    #[serde(default)]
    pub standing: Standing,
    /// Its plans that do not pass the audit of now, or cannot be audited; empty where every plan passes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    /// Parameters of its scenario.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
}

/// A plan whose figures are not borne out by its moves and rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Doubt {
    /// Its school year.
    pub school_year: String,
    /// Breaches that the audit of now finds, one at least; absent where the plan cannot be audited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaches: Option<u32>,
}

/// In what the sides differ beside their decisions: said, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Apart {
    /// They are of different counties: schools and people are not compared.
    Counties,
    /// They are of different school years.
    SchoolYears,
    /// They are under different policies.
    Policies,
    /// They have different lottery seeds.
    Seeds,
    /// Some have no plan.
    NoPlan,
}

/// A figure on every side, in the order of the sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FigureRow {
    /// School year.
    pub school_year: String,
    /// Measure: `moves`, `goal.unmet-need`, `short-after.music`, …
    pub measure: String,
    /// Its value on every side; `null` where the side has none.
    pub values: Vec<Option<Amount>>,
}

/// A rule on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleCell {
    /// Asked for.
    pub required: Option<i64>,
    /// Reached.
    pub achieved: Option<i64>,
    /// Whether it holds; `null` where that could not be looked at everywhere, or there was nothing to look at.
    pub holds: Option<bool>,
    /// Places that could not be looked at, for want of data.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unchecked: Option<i64>,
}

/// A rule on every side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleRow {
    /// School year.
    pub school_year: String,
    /// The rule.
    pub rule: RuleName,
    /// Its clause, where a policy states one; where the policies differ, each with the letter of its side.
    #[serde(with = "crate::clause", default)]
    #[schemars(with = "Option<String>")]
    pub clause: String,
    /// On every side; `null` where it is off or not stated.
    pub cells: Vec<Option<RuleCell>>,
}

/// Short posts of a subject on every side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectRow {
    /// School year.
    pub school_year: String,
    /// Subject id.
    pub subject: String,
    /// In words.
    pub words: Words,
    /// Before the moves.
    pub before: Vec<Option<u32>>,
    /// After them.
    pub after: Vec<Option<u32>>,
}

/// Short posts of a school on every side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolRow {
    /// School year.
    pub school_year: String,
    /// School id.
    pub school_id: String,
    /// Its name; the id where no side states one.
    pub name: String,
    /// Before the moves.
    pub before: Vec<Option<u32>>,
    /// After them.
    pub after: Vec<Option<u32>>,
}

/// A post that somebody goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Goes {
    /// School id.
    pub school_id: String,
    /// Its name.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Subject id.
    pub subject: String,
}

/// A teacher whom the sides treat differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonRow {
    /// School year.
    pub school_year: String,
    /// Who.
    pub teacher_id: String,
    /// Name, masked unless the policy shows names; empty where no side states one.
    pub name: String,
    /// Present school.
    pub home: String,
    /// Where to on every side; `null`: stays.
    pub goes: Vec<Option<Goes>>,
}

/// How a measure is spread over the seeds of a point: by nearest rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// School year.
    pub school_year: String,
    /// Measure.
    pub measure: String,
    /// Runs that have it.
    pub runs: u32,
    /// The least.
    pub least: Amount,
    /// One in ten is no larger.
    pub tenth: Amount,
    /// The median.
    pub median: Amount,
    /// Nine in ten are no larger.
    pub ninetieth: Amount,
    /// The most.
    pub most: Amount,
}

/// A point of a sweep: one value for each parameter, over its seeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// `quota-grid quota=12%`
    pub label: String,
    /// Scenario.
    pub scenario: String,
    /// Parameters.
    pub parameters: BTreeMap<String, String>,
    /// Seeds, sorted.
    pub seeds: Vec<u64>,
    /// Runs whose rules no plan keeps.
    pub infeasible: u32,
    /// How the runs ended.
    #[serde(default)]
    pub endings: Vec<Ended>,
    /// Every measure over the seeds.
    pub spread: Vec<Spread>,
}

/// How many runs of a point ended in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ended {
    /// The way.
    pub status: PlanStatus,
    /// How many.
    pub runs: u32,
}

/// One of the two measures of a frontier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Axis {
    /// Measure.
    pub measure: String,
    /// Whether more is better.
    pub more: bool,
}

/// A result in the plane of the two measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// The side, or the point of a sweep.
    pub label: String,
    /// First measure: the median over seeds, the mean over years.
    pub x: f64,
    /// Second measure.
    pub y: f64,
    /// Whether no other is as good in both and better in one.
    pub front: bool,
}

/// What one measure costs in another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frontier {
    /// Across.
    pub x: Axis,
    /// Up.
    pub y: Axis,
    /// All results that have both, by the first measure.
    pub marks: Vec<Mark>,
}

/// `compare.json`: results side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompareDocument {
    /// The sides; the first is what the others are compared with.
    pub sides: Vec<Side>,
    /// In what they differ beside their decisions.
    pub apart: Vec<Apart>,
    /// Every figure.
    pub figures: Vec<FigureRow>,
    /// Every rule that a side states.
    pub rules: Vec<RuleRow>,
    /// Short posts by subject.
    pub subjects: Vec<SubjectRow>,
    /// Short posts by school; empty between counties.
    pub schools: Vec<SchoolRow>,
    /// Teachers whom the sides treat differently; empty between counties.
    pub people: Vec<PersonRow>,
    /// Points of a sweep; empty where no what-if is among the results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Where two measures were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frontier: Option<Frontier>,
}

impl Document for CompareDocument {
    const NAME: &'static str = "compare";
}

impl CompareDocument {
    /// Whether a plan of some side breaks a rule, or states figures that do not follow from its moves.
    pub fn breached(&self) -> bool {
        self.sides.iter().flat_map(|s| &s.doubts).any(|d| d.breaches.is_some())
    }

    /// The school years of all sides, in order.
    pub fn school_years(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.sides.iter().flat_map(|s| s.school_years.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether every row has a value, or none, for every side.
    pub fn is_whole(&self) -> bool {
        let n = self.sides.len();
        self.figures.iter().all(|f| f.values.len() == n)
            && self.rules.iter().all(|r| r.cells.len() == n)
            && self.subjects.iter().all(|s| s.before.len() == n && s.after.len() == n)
            && self.schools.iter().all(|s| s.before.len() == n && s.after.len() == n)
            && self.people.iter().all(|p| p.goes.len() == n)
            && (n > 0 || (self.figures.is_empty() && self.rules.is_empty() && self.schools.is_empty()))
    }

    /// The values of a measure in a school year.
    pub fn values(&self, school_year: &str, measure: &str) -> Option<&[Option<Amount>]> {
        let row = self.figures.iter().find(|f| f.school_year == school_year && f.measure == measure);
        row.map(|f| f.values.as_slice())
    }
}
