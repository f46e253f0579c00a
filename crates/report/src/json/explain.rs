//! `explain --format json`: why a plan is as it is, in figures and in words.

mod make;

use super::ReasonDoc;
use lungang_domain::document::BecauseDoc;
use lungang_domain::format::Document;
use lungang_domain::heads::Tenure;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::teacher::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a plan is as it is: one question, its answer in words, and the figures behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Whether the plan was proved optimal; if not, differences are against the plan as it was found.
    pub proved: bool,
    /// The plan's goals in order, the lottery left out.
    pub goals: Vec<GoalDoc>,
    /// The answer in words, one sentence each.
    pub answer: Vec<String>,
    /// About a teacher.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub teacher: Option<TeacherDoc>,
    /// About a teacher and a school.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pair: Option<PairDoc>,
    /// About a school.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<SchoolAnswerDoc>,
    /// About a rule.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<RuleDoc>,
    /// About decisions changed by hand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_hand: Option<ByHandDoc>,
}

impl Document for ExplainDocument {
    const NAME: &'static str = "explain";
}

/// About decisions changed by hand, with nothing solved again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ByHandDoc {
    /// Teachers who are treated otherwise than in the plan.
    pub changed: Vec<ChangedDoc>,
    /// Ids of those who no longer teach another subject at home because of it.
    pub freed: Vec<String>,
    /// Why a move cannot be.
    pub faults: Vec<RowFaultDoc>,
    /// Rules that it breaks, or breaks further.
    pub broken: Vec<BrokenDoc>,
    /// Breaches of the plan that it ends, or makes smaller.
    pub mended: Vec<BrokenDoc>,
    /// Posts that are more or less short than in the plan.
    pub posts: Vec<PostShiftDoc>,
    /// Goals that stand otherwise, in order.
    pub goals: Vec<ShiftDoc>,
}

/// Why a move cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowFaultDoc {
    /// Its name, as in an audit.
    pub kind: String,
    /// In words.
    pub words: String,
}

/// A rule that does not hold somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrokenDoc {
    /// Which.
    pub rule: RuleName,
    /// Its clause.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// How it binds.
    pub mode: Mode,
    /// In words, with the place.
    pub words: String,
}

/// Posts short before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PostShiftDoc {
    /// School.
    pub school_id: String,
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// In the plan.
    pub before: u32,
    /// After the change.
    pub after: u32,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoalDoc {
    /// Name.
    pub name: String,
    /// Reached.
    pub value: i64,
    /// Whether larger is better.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub maximised: bool,
}

/// What a teacher does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "decision", rename_all = "lowercase")]
pub enum ChoiceDoc {
    /// Stays.
    Stays,
    /// Moves to a post.
    Moves {
        /// School.
        to_school: String,
        /// Stage of the post.
        stage: Part,
        /// Subject of the post.
        subject: String,
    },
}

/// What a change of the plan comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComesDoc {
    /// `possible`, `impossible` or `unknown` (a limit was reached).
    pub outcome: String,
    /// Against the plan, in the order of the goals: `equal`, `worse` or `better`; where it is possible.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub standing: Option<String>,
    /// Every goal, in order, where it is possible.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub goals: Vec<ShiftDoc>,
    /// Rules that together leave no plan with it, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub because: Vec<ObstacleDoc>,
    /// Whether it is proved: that no better plan has it, or that each of the rules is needed.
    pub proved: bool,
    /// In words.
    pub words: String,
}

/// A goal before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ShiftDoc {
    /// Name.
    pub name: String,
    /// In the plan.
    pub before: i64,
    /// After the change.
    pub after: i64,
    /// How much is lost; below 0 where it is better.
    pub loss: i64,
}

/// A rule at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ObstacleDoc {
    /// The rule.
    pub rule: RuleName,
    /// Its clause.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// In words, with the place.
    pub words: String,
}

/// A reason in words, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroundDoc {
    /// Its name: `too-far`.
    pub reason: String,
    /// Clause or source of the number, where it has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// In words.
    pub words: String,
}

/// The office of a head of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeadsDoc {
    /// Principal or vice principal.
    pub role: Role,
    /// Id of the school led so far.
    pub from_school: String,
    /// Id of the school led from now on; the same where the head stays.
    pub to_school: String,
    /// Where the head stands in the term.
    pub tenure: Tenure,
    /// Whole years in the office; absent where nobody knows since when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub years: Option<u32>,
}

/// About a teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TeacherDoc {
    /// Who.
    pub teacher_id: String,
    /// Whether nothing speaks against asking the teacher to move.
    pub eligible: bool,
    /// All reasons against it.
    pub reasons: Vec<ReasonDoc>,
    /// Reasons that do not count, because the teacher applied.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waived: Vec<ReasonDoc>,
    /// What the office has fixed of the teacher.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pins: Vec<FixedDoc>,
    /// What the plan decides.
    pub planned: ChoiceDoc,
    /// Subject taught at the home school instead of the main one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retasked: Option<String>,
    /// Periods taught at other schools week by week.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub visits: Vec<TravelDoc>,
    /// What the move serves.
    pub because: Vec<BecauseDoc>,
    /// The office, of a head of a school, and the school led from now on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub head: Option<LeadsDoc>,
    /// Moves that exist for the teacher.
    pub moves: u32,
    /// `no-other` (nothing else exists), `every-lawful-plan`, `every-optimal-plan`, `lottery` (equally good plans decide
    /// otherwise), `some` (the same without a lottery), `as-good` (the same, and the plan was not proved optimal), `better` (the
    /// plan is not optimal) or `unknown`.
    pub certainty: String,
    /// The best plan that decides otherwise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub otherwise: Option<ComesDoc>,
    /// Teachers for whom that plan decides otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<ChangedDoc>,
    /// What else there was, solved exactly, the least costly first.
    pub alternatives: Vec<AlternativeDoc>,
    /// The rest, with what each costs at least.
    pub rest: Vec<RestDoc>,
}

/// What the office has fixed of a teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FixedDoc {
    /// `post`, `forbid`, `stay` or `leave`, as in the table of pins.
    pub kind: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school_id: Option<String>,
    /// In which subject.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// Whether the plan does so.
    pub kept: bool,
}

/// Periods taught at another school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TravelDoc {
    /// School.
    pub school_id: String,
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Periods a week.
    pub periods: u32,
}

/// A choice with what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AlternativeDoc {
    /// The choice.
    pub choice: ChoiceDoc,
    /// What it comes to.
    pub comes: ComesDoc,
    /// Teachers for whom that plan decides otherwise: who goes instead.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<ChangedDoc>,
}

/// A choice with what it costs at least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RestDoc {
    /// The choice.
    pub choice: ChoiceDoc,
    /// The first goal that is sure to lose, unless one before it does; absent where nothing is proved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub goal: Option<String>,
    /// By how much at least.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at_least: Option<i64>,
}

/// About a teacher and a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PairDoc {
    /// Who.
    pub teacher_id: String,
    /// Where to.
    pub school_id: String,
    /// In which subject, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// `planned`, `not-eligible`, `no-move`, `impossible`, `possible` or `unknown`.
    pub verdict: String,
    /// What the plan decides.
    pub planned: ChoiceDoc,
    /// Reasons against asking the teacher to move at all.
    pub reasons: Vec<ReasonDoc>,
    /// Why no such move exists.
    pub no_move: Vec<GroundDoc>,
    /// What it comes to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comes: Option<ComesDoc>,
    /// Teachers for whom that plan decides otherwise.
    pub others: Vec<ChangedDoc>,
}

/// A teacher for whom another plan decides otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedDoc {
    /// Who.
    pub teacher_id: String,
    /// In the plan.
    pub before: ChoiceDoc,
    /// In the other.
    pub after: ChoiceDoc,
}

/// About a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolAnswerDoc {
    /// Which.
    pub school_id: String,
    /// Computed posts of those who teach.
    pub posts: u32,
    /// Teachers serving before the moves.
    pub staff_before: u32,
    /// Teachers serving after the moves.
    pub staff_after: u32,
    /// Ids of those who come.
    pub arrive: Vec<String>,
    /// Ids of those who go.
    pub leave: Vec<String>,
    /// Every post before and after.
    pub subjects: Vec<SubjectDoc>,
    /// Posts that stay short, the heaviest first.
    pub short: Vec<StaysShortDoc>,
    /// How many more stay short that were not looked into.
    pub more: u32,
}

/// A post before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectDoc {
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Required.
    pub required: u32,
    /// Serving before the moves.
    pub serving_before: u32,
    /// Serving after.
    pub serving_after: u32,
    /// Short after.
    pub short_after: u32,
    /// Weight of a short post.
    pub weight: u32,
}

/// A post that stays short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaysShortDoc {
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Short after the moves.
    pub short: u32,
    /// Teachers who could fill it and do not.
    pub able: u32,
    /// Of these, who move elsewhere.
    pub elsewhere: u32,
    /// Of those, who fill a short post of greater weight.
    pub weightier: u32,
    /// Ids of teachers whom the plan itself sends away from it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sent: Vec<String>,
    /// Teachers whom the plan brings to it.
    #[serde(default)]
    pub coming: u32,
    /// One less short there; absent where nobody could fill it and nobody is sent away.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub one_less: Option<ComesDoc>,
}

/// About a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleDoc {
    /// Which.
    pub rule: RuleName,
    /// Its clause; `null` where the policy states none.
    #[serde(with = "lungang_domain::clause", default)]
    #[schemars(with = "Option<String>")]
    pub clause: String,
    /// How it binds.
    pub mode: Mode,
    /// Whether it is law.
    pub law: bool,
    /// Places where it says something.
    pub places: u32,
    /// Where the plan has no room left.
    pub binding: Vec<ObstacleDoc>,
    /// The best plan with the rule off (hard, where it is off).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub otherwise: Option<ComesDoc>,
    /// What one unit more costs at the margin, by the certificate.
    pub prices: Vec<PriceDoc>,
}

/// A price of the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PriceDoc {
    /// Goal.
    pub goal: String,
    /// The rule at its place, in words.
    pub at: String,
    /// In units of one over the denominator.
    pub price: i64,
    /// The denominator.
    pub denominator: i64,
}
