//! What an audit states: for every rule its clause, what is required, what was achieved, whether it holds.

use crate::balance::{Indicator, Variation};
use crate::exchange::Exchange;
use crate::finding::Place;
use crate::format::Document;
use crate::missing::{Unchecked, Unmeasured};
use crate::number::Decimal;
use crate::plan::Standing;
use crate::policy::Mode;
use crate::rule::{Counted, RuleName};
use crate::school::Part;
use serde::{Deserialize, Serialize};

/// How `required` and `achieved` compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// achieved ≥ required
    AtLeast,
    /// achieved ≤ required
    AtMost,
    /// achieved = required
    Equal,
}

impl Relation {
    /// Whether it holds between the two.
    pub fn holds(self, required: i64, achieved: i64) -> bool {
        match self {
            Relation::AtLeast => achieved >= required,
            Relation::AtMost => achieved <= required,
            Relation::Equal => achieved == required,
        }
    }

    /// `≥`, `≤` or `=`.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::AtLeast => "≥",
            Relation::AtMost => "≤",
            Relation::Equal => "=",
        }
    }
}

/// What a pair of numbers counts. Words stand in the words table under `unit.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Teachers.
    People,
    /// Posts.
    Posts,
    /// Yuan a year.
    Yuan,
    /// Periods a week.
    Periods,
    /// Places where the rule was looked at: `required` of them, `achieved` of them hold.
    Instances,
}

/// One place where a rule does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Breach {
    /// School id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<String>,
    /// Id of the other school, where the rule is about two: of `two-way` the one that trains.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub other: Option<String>,
    /// Stage of the post.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<String>,
    /// Subject id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// Teacher ids.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub teachers: Vec<String>,
    /// Name of the sentence in the words table: `breach.<kind>`.
    pub kind: String,
    /// What the rule asks here; of a coefficient of variation in ten-thousandths.
    pub required: i64,
    /// What the plan has here.
    pub achieved: i64,
}

impl Breach {
    /// One of its two numbers as it is printed: coefficients of variation are held in ten-thousandths.
    pub fn figure(&self, number: i64) -> String {
        if self.kind.starts_with("balance-") { Decimal(number).to_string() } else { number.to_string() }
    }
}

/// The audit of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RuleAudit {
    /// The rule.
    pub rule: RuleName,
    /// How it binds under the policy.
    pub mode: Mode,
    /// The clause that the policy states, with its document; `null` where it states none.
    #[serde(with = "crate::clause", default)]
    #[schemars(with = "Option<String>")]
    pub clause: String,
    /// The written reason where a law is switched off or softened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// How the two numbers compare.
    pub relation: Relation,
    /// What they count.
    pub unit: Unit,
    /// Asked for.
    pub required: i64,
    /// Reached.
    pub achieved: i64,
    /// `true` where it was looked at everywhere and holds, `false` where it is broken; `null` where nobody can say: there
    /// is no place to look at, or places could not be looked at because data are missing. (A rule that is off is measured
    /// all the same where it can be.)
    pub holds: Option<bool>,
    /// Places where it was looked at.
    pub checked: u32,
    /// Places where it could not be, for want of data.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unchecked: Vec<Unchecked>,
    /// Where it does not hold, at most 100.
    pub breaches: Vec<Breach>,
}

/// What the rule that asks for enough of these asks for; `None` where it is off.
pub fn required(rules: &[RuleAudit], counted: Counted) -> Option<i64> {
    let asks = |r: &&RuleAudit| r.rule.card().rows.iter().any(|row| row.counts == Some(counted));
    rules.iter().find(asks).filter(|r| r.mode != Mode::Off).map(|r| r.required)
}

/// How the audit of a rule ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Looked at everywhere, and it holds.
    Holds,
    /// It does not hold somewhere.
    Broken,
    /// There is no place to look at.
    Nothing,
    /// As far as it was looked at it holds; this many places could not be, for want of data.
    NotChecked(u32),
    /// It is off, and is not reached or not looked at.
    Off,
}

impl RuleAudit {
    /// Places that could not be looked at.
    pub fn not_checked(&self) -> u32 {
        self.unchecked.iter().fold(0, |sum, u| sum.saturating_add(u.places))
    }

    /// How the audit ended.
    pub fn verdict(&self) -> Verdict {
        let unchecked = self.not_checked();
        match (self.holds, self.mode) {
            (Some(false), Mode::Off) => Verdict::Off,
            (Some(false), _) => Verdict::Broken,
            (_, Mode::Off) if unchecked > 0 => Verdict::Off,
            _ if unchecked > 0 => Verdict::NotChecked(unchecked),
            _ if self.checked == 0 => Verdict::Nothing,
            _ => Verdict::Holds,
        }
    }
}

/// A goal recomputed from the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GoalAudit {
    /// Name.
    pub name: String,
    /// Recomputed.
    pub value: i64,
    /// What could not be measured; where that is all of it, the value says nothing and is not called proved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unmeasured: Option<Unmeasured>,
    /// What the plan says of itself; absent for a bare table of assignments.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed: Option<i64>,
    /// Bound that a certificate proves, recomputed; absent where there is none, or it was refused.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certified_bound: Option<i64>,
    /// How far the value is from that bound: 0 proves the goal optimal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certified_gap: Option<i64>,
    /// The bound that the plan says its solver found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed_bound: Option<i64>,
    /// What that comes to: proved by the certificate, the solver's claim, or neither.
    #[serde(default)]
    pub standing: Standing,
}

impl GoalAudit {
    /// Whether anything of it could be measured: of what was not, nothing is proved and nothing is claimed.
    pub fn measured(&self) -> bool {
        !self.unmeasured.is_some_and(|u| u.whole())
    }
}

/// How unevenly the public schools of a stage have something, before and after the moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct VariationAudit {
    /// Stage.
    pub stage: Part,
    /// What is compared.
    pub indicator: Indicator,
    /// Schools that are compared: public, with pupils of the stage.
    pub schools: u32,
    /// Their pupils of the stage.
    pub pupils: u32,
    /// What they have of it after the moves.
    pub items: u32,
    /// The largest pupil-weighted coefficient that the rule allows; absent where the rule is off or does not look at it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<f64>,
    /// Coefficients of variation before the moves, to four places.
    pub before: Variation,
    /// The same after the moves; the weighted one is judged.
    pub after: Variation,
    /// Whether the weighted one keeps the limit; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub holds: Option<bool>,
}

/// A goal of the exchange of heads, recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HeadGoalAudit {
    /// Name.
    pub name: String,
    /// Of the plan's matching.
    pub value: i64,
    /// Of the audit's own.
    pub best: i64,
}

/// The exchange of heads (校长交流), recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HeadsAudit {
    /// Heads of public schools.
    pub heads: u32,
    /// Those who take part: who may change schools, as they are due or serving.
    pub eligible: u32,
    /// Those who are due.
    pub due: u32,
    /// Heads who change schools.
    pub moves: u32,
    /// Ids of those who are due and stay.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub left: Vec<String>,
    /// Goals in order.
    pub goals: Vec<HeadGoalAudit>,
    /// Whether the plan's prices, checked in whole numbers, prove that no matching is better.
    pub certified: bool,
    /// What could not be looked at for want of data.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unchecked: Vec<Unchecked>,
}

/// A fault of the plan that is no breach of a rule: a move that cannot be, a figure that does not agree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Fault {
    /// Name of the sentence in the words table: `fault.<kind>`.
    pub kind: String,
    /// Teacher id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub teacher: Option<String>,
    /// School id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<String>,
    /// What was expected, where there is something to compare.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub found: Option<String>,
    /// Where the move stands in the table it was read from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Place>,
}

/// What a fault is about, in the order in which faults are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultGroup {
    /// The plan was made for something else: another year, another policy, another total.
    Basis,
    /// A file of the folder is gone or not as the plan left it, or the county is not the one that it was made from.
    File,
    /// The table of assignments is not the one that the plan left.
    Edit,
    /// A row that cannot be, or does not agree with the county's tables.
    Row,
    /// A goal's value.
    Goal,
    /// The certificate is refused, or does not prove what it says.
    Certificate,
    /// A figure that follows from the moves: the summary, schools before and after, shortages, posts.
    Figure,
}

impl FaultGroup {
    /// The group of a kind of fault.
    pub fn of(kind: &str) -> FaultGroup {
        match kind {
            "year-differs" | "policy-differs" | "no-allocation" => FaultGroup::Basis,
            kind if kind.starts_with("file-") || kind.starts_with("record-") || kind.starts_with("input-") => {
                FaultGroup::File
            }
            "move-added" | "move-removed" | "move-changed" | "retask-changed" | "visit-changed" | "head-changed" => {
                FaultGroup::Edit
            }
            "goal-differs"
            | "goal-unknown"
            | "changes-above-limit"
            | "moves-above-limit"
            | "heads-not-best"
            | "status-differs"
            | "standing-differs" => FaultGroup::Goal,
            "word-differs" | "establishment-differs" | "figure-differs" | "school-differs" | "shortage-differs" => {
                FaultGroup::Figure
            }
            kind if kind.starts_with("certificate-") => FaultGroup::Certificate,
            _ => FaultGroup::Row,
        }
    }
}

/// The audit of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AuditReport {
    /// No fault, and every hard rule holds.
    pub clean: bool,
    /// Places where a hard rule does not hold, plus faults.
    pub breaches: u32,
    /// |E| by the audit's own reading.
    pub eligible: u32,
    /// Moves.
    pub moves: u32,
    /// Moves from sending to receiving schools.
    pub moves_down: u32,
    /// Backbone teachers among them.
    pub backbone_moves: u32,
    /// Who is sent, of whom.
    #[serde(default)]
    pub exchange: Exchange,
    /// Conditions of a move beside the rules that could not be looked at: of `travel.km`, moves whose journey nobody
    /// knows, so that the policy's `max-km` was not held against it; of
    /// `teachers.birth_date`, moves of teachers of whom nobody knows when they retire.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unchecked: Vec<Unchecked>,
    /// Every rule in the registry's order.
    pub rules: Vec<RuleAudit>,
    /// Coefficients of variation between schools, where the rule or a goal of balance looks at them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub balance: Vec<VariationAudit>,
    /// Who heads which school; absent where the policy has no exchange of heads, or the plan says nothing of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub heads: Option<HeadsAudit>,
    /// Goals recomputed.
    pub goals: Vec<GoalAudit>,
    /// What is proved of the goals together: `certified` where the certificate, recomputed, proves each; `claimed` where
    /// the plan's solver says so and the certificate does not show it of all.
    #[serde(default)]
    pub standing: Standing,
    /// Moves that cannot be and figures that do not agree, by [`FaultGroup`].
    pub faults: Vec<Fault>,
}

impl Document for AuditReport {
    const NAME: &'static str = "audit";
}
