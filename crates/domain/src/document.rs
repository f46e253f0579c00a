//! The files a plan leaves, as types: written by the report crate, read back by `audit` and by other people's scripts.
//!
//! Everything is named by the ids of the tables. Names fixed here are relied on outside; add freely, change with a reason.

use crate::county::County;
use crate::exchange::Exchange;
use crate::format::Document;

use crate::id::SchoolIx;
use crate::missing::{Unchecked, Unmeasured};
use crate::plan::heads::{GOALS, Head, Heads, Office, Ranked, Tenure};
use crate::plan::{Direction, GoalValue, Grounds, PlanStatus, Standing};
use crate::record::Ahead;
use crate::school::Part;
use crate::teacher::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Seconds of wall time by step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Seconds {
    /// Reading and validating tables.
    pub read: f64,
    /// Staffing, eligibility, formulating.
    pub model: f64,
    /// Solving.
    pub solve: f64,
    /// Auditing.
    pub audit: f64,
}

/// A goal in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoalSummary {
    /// Name.
    pub name: String,
    /// Reached.
    pub value: i64,
    /// The solver's bound.
    pub bound: Option<i64>,
    /// How far the value is from the bound that a certificate proves; absent where there is no certificate.
    pub certified_gap: Option<i64>,
    /// What could not be measured; where that is all of it, the value says nothing and nothing is proved of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unmeasured: Option<Unmeasured>,
    /// What the bound rests on; absent where there is no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Grounds>,
}

impl From<&GoalValue> for GoalSummary {
    fn from(goal: &GoalValue) -> Self {
        GoalSummary {
            name: goal.name.clone(),
            value: goal.value,
            bound: goal.bound,
            certified_gap: None,
            unmeasured: None,
            grounds: None,
        }
    }
}

/// The audit in two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditSummary {
    /// No fault, and every hard rule holds.
    pub clean: bool,
    /// Places where something does not hold.
    pub breaches: u32,
    /// What is proved of the goals together.
    #[serde(default)]
    pub standing: Standing,
}

fn none(n: &u32) -> bool {
    *n == 0
}

/// The plan in figures; printed by `plan --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// How the solve ended and what it proved.
    pub status: PlanStatus,
    /// |E|
    pub eligible: u32,
    /// Moves.
    pub moves: u32,
    /// Moves from sending to receiving schools.
    pub moves_down: u32,
    /// Backbone teachers among the moves down.
    pub backbone_moves: u32,
    /// Who is sent, of whom; absent in plans of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
    /// Moves down that the exchange quota asks for; absent where the rule is off.
    pub quota_required: Option<u32>,
    /// Backbone teachers that the backbone share asks for, given the moves made; absent where the rule is off.
    pub backbone_required: Option<u32>,
    /// Σ weight · short before the moves.
    pub unmet_need_before: i64,
    /// Σ weight · short after the moves.
    pub unmet_need_after: i64,
    /// Short posts before the moves.
    pub short_posts_before: u32,
    /// Short posts after the moves.
    pub short_posts_after: u32,
    /// Posts by which schools are shorter after the moves than before, added up school by school; absent in plans of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_posts_new: Option<u32>,
    /// Private schools, which no other figure counts.
    #[serde(skip_serializing_if = "none", default)]
    pub private_schools: u32,
    /// Goals in order.
    pub goals: Vec<GoalSummary>,
    /// The audit.
    pub audit: AuditSummary,
    /// Times.
    pub seconds: Seconds,
    /// What was given up for later years, where the plan was made with an eye to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookahead: Option<Ahead>,
}

impl Summary {
    /// Moves that the exchange quota counts.
    pub fn counted_moves(&self) -> u32 {
        self.exchange.map_or(self.moves_down, |exchange| exchange.counted())
    }
}

impl Document for Summary {
    const NAME: &'static str = "plan";
}

/// Why a move is in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BecauseDoc {
    /// Rule name, `unmet-need` or `wishes`.
    pub serves: String,
    /// The clause, where it has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// In words.
    pub words: String,
}

/// A move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MoveDoc {
    /// Who.
    pub teacher_id: String,
    /// Name.
    pub name: String,
    /// Present school.
    pub from_school: String,
    /// New school.
    pub to_school: String,
    /// Stage of the post.
    pub stage: Part,
    /// Subject of the post.
    pub subject: String,
    /// Which way.
    pub direction: Direction,
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, ISO 8601.
    pub end: String,
    /// Journey in kilometres, three places; absent where nothing is known.
    pub distance_km: Option<f64>,
    /// Rank of the wish it fulfils.
    pub rank_of_wish: Option<u32>,
    /// Why.
    pub because: Vec<BecauseDoc>,
}

/// Periods that a teacher teaches week by week at a school too small for a post of the subject (走教).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VisitDoc {
    /// Who.
    pub teacher_id: String,
    /// Name.
    pub name: String,
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
    /// Way from the one school to the other in kilometres, three places.
    pub distance_km: Option<f64>,
}

/// A school before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolDoc {
    /// Id.
    pub school_id: String,
    /// Name.
    pub name: String,
    /// `sending`, `receiving` or `outside`.
    pub side: crate::school::Side,
    /// Computed posts; none for a private school.
    pub posts: u32,
    /// Computed posts of those who teach; absent in plans of older programs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub teaching_posts: Option<u32>,
    /// Approved posts (核定), as the office states them; absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub establishment: Option<u32>,
    /// Everybody on the payroll before the moves (在编), teaching or not; absent in plans of older programs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_payroll: Option<u32>,
    /// Everybody on duty before the moves (在岗), teaching or not; absent in plans of older programs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_duty: Option<u32>,
    /// Teachers serving before the moves.
    pub staff_before: u32,
    /// Teachers who leave.
    pub moves_out: u32,
    /// Teachers who arrive.
    pub moves_in: u32,
    /// Teachers serving after the moves.
    pub staff_after: u32,
    /// Short posts before.
    pub short_before: u32,
    /// Short posts after.
    pub short_after: u32,
}

/// Posts of one part of a school as the plan took them: computed, and within the authorised total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EstablishmentDoc {
    /// School id.
    pub school_id: String,
    /// Part.
    pub stage: Part,
    /// By the largest count that applies.
    pub computed: u32,
    /// Within the authorised total.
    pub posts: u32,
}

/// A post that is short before or after the moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ShortageDoc {
    /// School id.
    pub school_id: String,
    /// School name.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Subject.
    pub subject: String,
    /// Required posts.
    pub required: u32,
    /// Serving before.
    pub serving_before: u32,
    /// Serving after.
    pub serving_after: u32,
    /// Short before.
    pub short_before: u32,
    /// Short after.
    pub short_after: u32,
    /// Weight in `unmet-need`.
    pub weight: u32,
}

/// A teacher who stays at the home school and teaches another subject there (校内调岗).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetaskDoc {
    /// Who.
    pub teacher_id: String,
    /// Name; empty where the roster has none.
    pub name: String,
    /// Id of the school.
    pub school: String,
    /// Stage.
    pub stage: Part,
    /// Id of the main subject, which is left.
    pub from: String,
    /// Id of the subject that is taught instead.
    pub to: String,
}

/// A head of a school (校长、副校长) and the school that the head leads from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeadDoc {
    /// Who.
    pub teacher_id: String,
    /// Name; empty where the roster has none.
    pub name: String,
    /// Principal or vice principal.
    pub role: Role,
    /// Id of the school led so far.
    pub from_school: String,
    /// Id of the school led from now on; the same where the head stays.
    pub to_school: String,
    /// Where the head stands in the term.
    pub tenure: Tenure,
    /// First day in the office, ISO 8601; absent where the roster does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_since: Option<String>,
    /// Whole years in the office on the first day of the school year; absent where nobody knows since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u32>,
    /// Journey of a head who changes schools in kilometres, three places; absent where nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// The price of the head's row, one number a goal; absent where the head takes no part in the matching.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Ranked>,
}

/// The offices of one role at a school that heads of the matching hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfficeDoc {
    /// School id.
    pub school_id: String,
    /// Principal or vice principal.
    pub role: Role,
    /// How many hold it.
    pub places: u32,
    /// The price of its row, one number a goal.
    pub price: Ranked,
}

/// A goal of the matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeadGoalDoc {
    /// `heads-left`, `heads-early`, `heads-journey` or `heads-lottery`.
    pub name: String,
    /// Reached; the prices prove that nothing is better.
    pub value: i64,
}

/// Who heads which school from now on, with the prices that prove it best.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeadsDoc {
    /// Goals in order.
    pub goals: Vec<HeadGoalDoc>,
    /// Every head of a public school, also those who stay.
    pub heads: Vec<HeadDoc>,
    /// The offices of the matching.
    pub offices: Vec<OfficeDoc>,
    /// What could not be looked at for want of data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<Unchecked>,
}

impl HeadsDoc {
    /// What a plan decides of heads, with the names of the county.
    pub fn of(heads: &Heads, county: &County) -> HeadsDoc {
        let school = |ix: SchoolIx| county.school(ix).id.clone();
        let head = |h: &Head| {
            let teacher = county.teacher(h.teacher);
            let journey = county.journey(h.teacher, h.to).filter(|_| h.moves());
            HeadDoc {
                teacher_id: teacher.id.clone(),
                name: teacher.name.clone(),
                role: h.role,
                from_school: school(h.from),
                to_school: school(h.to),
                tenure: h.tenure,
                office_since: teacher.office_since.map(|day| day.to_string()),
                years: h.years,
                distance_km: journey.map(|metres| f64::from(metres) / 1000.0),
                price: h.price,
            }
        };
        let office =
            |o: &Office| OfficeDoc { school_id: school(o.school), role: o.role, places: o.places, price: o.price };
        let goal = |(name, value): (&&str, &i64)| HeadGoalDoc { name: (*name).to_owned(), value: *value };
        HeadsDoc {
            goals: GOALS.iter().zip(&heads.goals).map(goal).collect(),
            heads: heads.heads.iter().map(head).collect(),
            offices: heads.offices.iter().map(office).collect(),
            unchecked: heads.unchecked.clone(),
        }
    }

    /// What it decides; `None` where it names somebody or a school that the county does not have.
    pub fn find(&self, county: &County) -> Option<Heads> {
        let head = |h: &HeadDoc| {
            Some(Head {
                teacher: county.find_teacher(&h.teacher_id)?,
                role: h.role,
                from: county.find_school(&h.from_school)?,
                to: county.find_school(&h.to_school)?,
                tenure: h.tenure,
                years: h.years,
                price: h.price,
            })
        };
        let office = |o: &OfficeDoc| {
            let school = county.find_school(&o.school_id)?;
            Some(Office { school, role: o.role, places: o.places, price: o.price })
        };
        let value = |name: &str| self.goals.iter().find(|g| g.name == name).map_or(0, |g| g.value);
        Some(Heads {
            heads: self.heads.iter().map(head).collect::<Option<_>>()?,
            offices: self.offices.iter().map(office).collect::<Option<_>>()?,
            goals: GOALS.map(value),
            unchecked: self.unchecked.clone(),
        })
    }
}

/// A law that the policy switched off or made soft, with the written reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SuspendedLaw {
    /// The rule.
    pub rule: crate::rule::RuleName,
    /// How it binds now.
    pub mode: crate::policy::Mode,
    /// The reason.
    pub reason: String,
}

/// `plan.json`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// Seed of the lottery.
    pub seed: u64,
    /// Laws switched off or made soft.
    pub suspended_laws: Vec<SuspendedLaw>,
    /// The plan in figures.
    pub summary: Summary,
    /// Every move with its because.
    pub moves: Vec<MoveDoc>,
    /// Who stays at the school and teaches another subject there; absent where nobody does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retasks: Vec<RetaskDoc>,
    /// Who teaches at several schools; absent where nobody does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<VisitDoc>,
    /// Who heads which school from now on; absent where the policy has no exchange of heads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heads: Option<HeadsDoc>,
    /// Every school before and after.
    pub schools: Vec<SchoolDoc>,
    /// Posts by school and stage.
    pub establishments: Vec<EstablishmentDoc>,
    /// Every shortage, before or after.
    pub shortages: Vec<ShortageDoc>,
}

impl Document for PlanDocument {
    const NAME: &'static str = "plan-file";
}
