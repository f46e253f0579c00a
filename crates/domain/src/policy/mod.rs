//! The policy: every number that decides, each with its source.
//!
//! A policy file is TOML. A variant names its base (`extends = "national"`) and states only what differs; reading and
//! merging files is the business of the tables crate, this module says what a whole policy is.

mod ratio;
mod sections;

pub use crate::rule::parameters::*;
pub use crate::rule::{Mode, Repairs, Rules, Switch};
pub use ratio::{ByArea, ClassRatio};
pub use sections::*;

use crate::balance::{Gauge, Indicator, PE_ARTS};
use crate::goal::GoalSpec;
use crate::id::SubjectIx;
use crate::missing::Missing;
use crate::school::{Part, School, Side};
use crate::teacher::Teacher;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How well a number is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Read in the source document.
    Doc,
    /// Seen in a secondary copy; to be confirmed by the bureau.
    Excerpt,
    /// Local practice or an assumption of this file; to be set by the bureau.
    Practice,
}

/// A parameter with its source: `share = { value = "10%", source = "克政办发〔2018〕59号 三(二)3", grade = "doc" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param<T> {
    /// The value itself.
    pub value: T,
    /// Document and clause, or where it was seen.
    pub source: String,
    /// How well it is founded.
    pub grade: Grade,
}

impl<T> Param<T> {
    /// A parameter for tests and generated policies.
    pub fn practice(value: T) -> Self {
        Param { value, source: "practice".to_owned(), grade: Grade::Practice }
    }
}

/// A county's whole policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// Short name: `kizilsu-2018`.
    pub id: String,
    /// Name in words.
    pub name: Words,
    /// Subjects, in the order in which everything is listed.
    pub subjects: Vec<Subject>,
    /// Ladders and lists of named levels.
    pub ladders: Ladders,
    /// Which schools send and which receive.
    pub sides: Sides,
    /// Establishment.
    pub staffing: Staffing,
    /// Who may be asked to move.
    pub eligibility: Eligibility,
    /// What a move may be.
    pub movement: Movement,
    /// Heads of schools, who change schools by a matching of their own; absent: they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principals: Option<Principals>,
    /// Weights of the goals.
    pub weights: Weights,
    /// The rules.
    pub rules: Rules,
    /// The goals, most important first.
    pub goals: Vec<GoalSpec>,
    /// What repairs of a county without a plan cost.
    pub repairs: Repairs,
    /// From one school year to the next.
    pub years: Years,
    /// Privacy of published lists.
    pub disclosure: Disclosure,
}

impl Policy {
    /// What no text states and every county has to state for itself before a rule can look at anything.
    pub fn left_open(&self) -> Vec<Missing> {
        let language = &self.rules.language;
        let stated = language.minimum.is_some() || !language.by_subject.is_empty();
        if stated { Vec::new() } else { vec![Missing::LanguageMinimum] }
    }

    /// Whether a teacher has no move at all to a post whose level of the national language the teacher does not reach.
    pub fn strict_language(&self) -> bool {
        self.rules.language.mode == Mode::Hard
    }

    /// Whether a teacher has no move at all to a school that a relative heads.
    pub fn strict_avoidance(&self) -> bool {
        self.rules.avoidance.mode == Mode::Hard
    }

    /// Whether a teacher whose pupils keep their teacher has no move at all.
    pub fn strict_continuity(&self) -> bool {
        self.rules.continuity.mode == Mode::Hard
    }

    /// The exchange of heads, where there is one.
    pub fn heads(&self) -> Option<&Principals> {
        self.principals.as_ref().filter(|principals| principals.on.value)
    }

    /// Whether its goal of this name is drawn, see [`crate::goal::Measure::is_draw`].
    pub fn draws(&self, goal: &str) -> bool {
        self.goals.iter().any(|g| g.name == goal && g.is_draw())
    }

    /// What the rule and the goals of balance compare between schools.
    pub fn gauges(&self) -> BTreeSet<Gauge> {
        let goals = self.goals.iter().flat_map(GoalSpec::gauges);
        self.rules.balance.gauges().into_iter().chain(goals).collect()
    }

    /// Whether an indicator counts a teacher, by what the roster says of the teacher.
    pub fn counts(&self, indicator: Indicator, teacher: &Teacher) -> bool {
        match indicator {
            Indicator::Teachers => true,
            Indicator::Backbone => self.backbone(teacher),
            Indicator::PeArts => teacher.main_subject().is_some_and(|k| PE_ARTS.contains(&self.subject_id(k))),
        }
    }

    /// Whether a teacher holds a backbone level that counts.
    pub fn backbone(&self, teacher: &Teacher) -> bool {
        teacher.backbone.is_some_and(|level| self.counts_level(level))
    }

    /// Whether a level of the backbone ladder counts, by who grants it.
    pub fn counts_level(&self, level: u8) -> bool {
        let stated = self.ladders.backbone.value.get(usize::from(level)).and_then(|level| level.grade);
        let levels = self.rules.backbone_share.levels.as_ref();
        levels.is_none_or(|levels| levels.value.contains(&stated.unwrap_or_default()))
    }

    /// Whether teachers of a subject may teach at several schools, where the rule is not off.
    pub fn travels(&self, subject: SubjectIx) -> bool {
        match &self.rules.itinerant.subjects {
            Some(listed) => listed.value.iter().any(|id| id == self.subject_id(subject)),
            None => self.subjects[subject.at()].scarce,
        }
    }

    /// Periods a week that one teacher teaches at several schools, at least 1.
    pub fn travel_load(&self, subject: SubjectIx, part: Part) -> u32 {
        let stated = self.rules.itinerant.periods.as_ref().map(|p| p.value);
        let load = self.subjects[subject.at()].load.as_ref().unwrap_or(&self.staffing.default_load).value;
        stated.unwrap_or_else(|| u32::try_from(load.get(part).floor_of(1)).unwrap_or(0)).max(1)
    }

    /// What a post of so much weight loses in worth that is filled with another subject than the teacher's main one:
    /// ⌈weight · (1 − credit)⌉.
    pub fn second_subject_loss(&self, weight: u32) -> i64 {
        self.movement.second_subject_credit.value.rest().ceil_of(i64::from(weight))
    }

    /// Whom the new teachers of a year follow.
    pub fn recruits(&self) -> Recruits {
        self.years.recruits.as_ref().map_or_else(Recruits::default, |stated| stated.value)
    }

    /// The subject's position by its id.
    pub fn subject(&self, id: &str) -> Option<SubjectIx> {
        self.subjects.iter().position(|s| s.id == id).map(SubjectIx::new)
    }

    /// The subject's id.
    pub fn subject_id(&self, subject: SubjectIx) -> &str {
        &self.subjects[subject.at()].id
    }

    /// A school's side in the exchange: a private school stands outside; a tier that the policy lists decides before
    /// the area does, so a rural quality school sends and a weak town school receives.
    pub fn side(&self, school: &School) -> Side {
        if !school.public {
            return Side::Outside;
        }
        let s = &self.sides;
        if s.sending_tiers.value.contains(&school.tier) {
            Side::Sending
        } else if s.receiving_tiers.value.contains(&school.tier) {
            Side::Receiving
        } else if s.sending_areas.value.contains(&school.area) {
            Side::Sending
        } else {
            Side::Receiving
        }
    }
}
