//! `alternatives --format json`: other plans that are as good, what they share and how they differ.

use crate::naming::Naming;
use lungang_domain::alternatives::{Alternative, Alternatives, Ending, differing};
use lungang_domain::county::County;
use lungang_domain::format::Document;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use lungang_domain::words::Lang;
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlternativesEnding {
    /// As many as were asked for.
    Found,
    /// Proved: there are no more.
    NoMore,
    /// Stopped before.
    Stopped,
}

/// A goal that every alternative keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeptGoal {
    /// Name: of the policy's list, or `breach:<rule>`.
    pub name: String,
    /// In words.
    pub words: String,
    /// The plan's value.
    pub value: i64,
    /// By how much an alternative may be worse.
    pub slack: i64,
    /// Whether larger is better.
    pub maximised: bool,
}

/// A post that a teacher goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PostDoc {
    /// School id.
    pub school_id: String,
    /// Its name.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Subject id.
    pub subject: String,
    /// The subject in words.
    pub subject_words: String,
}

/// A teacher whose decision differs from the plan's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DifferenceDoc {
    /// Who.
    pub teacher_id: String,
    /// Name, as the policy lets it be shown.
    pub name: String,
    /// Home school.
    pub home_school: String,
    /// Where the plan sends the teacher; absent: nowhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan: Option<PostDoc>,
    /// Where the alternative does; absent: nowhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub here: Option<PostDoc>,
}

/// A move that is in the plan and in every alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SharedMove {
    /// Who.
    pub teacher_id: String,
    /// Name, as the policy lets it be shown.
    pub name: String,
    /// Home school.
    pub home_school: String,
    /// Where to.
    pub to: PostDoc,
}

/// A teacher whom the plan moves and some alternative does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StayDoc {
    /// Who.
    pub teacher_id: String,
    /// Name, as the policy lets it be shown.
    pub name: String,
    /// Home school.
    pub home_school: String,
    /// Numbers of the alternatives in which the teacher stays.
    pub stays_in: Vec<u32>,
}

/// Another plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OtherPlan {
    /// From 1, in the order in which they were found.
    pub number: u32,
    /// Its goals, in the order of `goals`.
    pub goals: Vec<i64>,
    /// Moves.
    pub moves: u32,
    /// The least number of teachers whose decision differs, over the plan and the alternatives before it.
    pub distance: u32,
    /// Whether it is proved that no other plan is further from these.
    pub proved: bool,
    /// Teachers whose decision differs from the plan's.
    pub teachers: u32,
    /// Schools that these leave or enter, in the plan or here.
    pub schools: u32,
    /// These teachers.
    pub differences: Vec<DifferenceDoc>,
    /// The folder in which it was left, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub folder: Option<String>,
}

/// Other plans that are as good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AlternativesDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// How many were asked for.
    pub asked: u32,
    /// How the search ended.
    pub ending: AlternativesEnding,
    /// What every one keeps, in order.
    pub goals: Vec<KeptGoal>,
    /// Moves of the plan.
    pub moves: u32,
    /// The alternatives.
    pub alternatives: Vec<OtherPlan>,
    /// Moves that are in the plan and in all of them.
    pub shared: Vec<SharedMove>,
    /// Teachers whom the plan moves and some of them do not.
    pub may_stay: Vec<StayDoc>,
}

impl Document for AlternativesDocument {
    const NAME: &'static str = "alternatives";
}

impl AlternativesDocument {
    /// From what was found for a plan's moves.
    pub fn new(
        county: &County,
        policy: &Policy,
        plan: &[Move],
        all: &Alternatives,
        lang: Lang,
    ) -> AlternativesDocument {
        let scribe = Scribe { naming: Naming::new(lang, county, policy), plan };
        let kept = |k: &lungang_domain::alternatives::Kept| KeptGoal {
            name: k.goal.name.clone(),
            words: names::goal(lang, &k.goal.name),
            value: k.goal.value,
            slack: k.slack,
            maximised: k.goal.maximised,
        };
        let everywhere = |m: &&Move| all.found.iter().all(|a| a.moves.contains(m));
        let shared = plan.iter().filter(everywhere).map(|m| SharedMove {
            teacher_id: county.teacher(m.teacher).id.clone(),
            name: names::teacher(county, policy, m.teacher),
            home_school: scribe.home(m.teacher),
            to: scribe.post(m),
        });
        let may_stay = plan.iter().filter_map(|m| {
            let stays = |(a, _): &(&Alternative, u32)| a.moves.iter().all(|other| other.teacher != m.teacher);
            let stays_in: Vec<u32> = all.found.iter().zip(1..).filter(stays).map(|(_, number)| number).collect();
            (!stays_in.is_empty()).then(|| StayDoc {
                teacher_id: county.teacher(m.teacher).id.clone(),
                name: names::teacher(county, policy, m.teacher),
                home_school: scribe.home(m.teacher),
                stays_in,
            })
        });
        AlternativesDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            asked: all.asked,
            ending: match all.ending {
                Ending::Found => AlternativesEnding::Found,
                Ending::NoMore => AlternativesEnding::NoMore,
                Ending::Stopped => AlternativesEnding::Stopped,
            },
            goals: all.kept.iter().map(kept).collect(),
            moves: plan.len() as u32,
            shared: if all.found.is_empty() { Vec::new() } else { shared.collect() },
            may_stay: may_stay.collect(),
            alternatives: all.found.iter().zip(1..).map(|(a, number)| scribe.alternative(a, number)).collect(),
        }
    }
}

/// Writes alternatives down.
struct Scribe<'a> {
    naming: Naming<'a>,
    plan: &'a [Move],
}

impl Scribe<'_> {
    fn home(&self, teacher: TeacherIx) -> String {
        self.naming.school(self.naming.county.teacher(teacher).school)
    }

    fn post(&self, m: &Move) -> PostDoc {
        PostDoc {
            school_id: self.naming.county.school(m.to).id.clone(),
            school: self.naming.school(m.to),
            stage: m.part,
            subject: self.naming.policy.subject_id(m.subject).to_owned(),
            subject_words: names::subject(self.naming.lang, self.naming.policy, m.subject),
        }
    }

    fn alternative(&self, a: &Alternative, number: u32) -> OtherPlan {
        let others = differing(self.plan, &a.moves);
        let of = |moves: &[Move], t: TeacherIx| moves.iter().find(|m| m.teacher == t).copied();
        let schools: BTreeSet<_> = others
            .iter()
            .flat_map(|t| {
                let to = [of(self.plan, *t), of(&a.moves, *t)].into_iter().flatten().map(|m| m.to);
                to.chain([self.naming.county.teacher(*t).school]).collect::<Vec<_>>()
            })
            .collect();
        let difference = |t: &TeacherIx| DifferenceDoc {
            teacher_id: self.naming.county.teacher(*t).id.clone(),
            name: names::teacher(self.naming.county, self.naming.policy, *t),
            home_school: self.home(*t),
            plan: of(self.plan, *t).map(|m| self.post(&m)),
            here: of(&a.moves, *t).map(|m| self.post(&m)),
        };
        OtherPlan {
            number,
            goals: a.goals.clone(),
            moves: a.moves.len() as u32,
            distance: a.distance,
            proved: a.proved,
            teachers: others.len() as u32,
            schools: schools.len() as u32,
            differences: others.iter().map(difference).collect(),
            folder: None,
        }
    }
}
