//! A plan: the moves, how it ended and what is proved of it.

pub mod heads;

use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::rule::RuleName;
use crate::school::{Part, Side};
use heads::Heads;
use serde::{Deserialize, Serialize};

/// Which way a move goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Sending → receiving: what the quota counts.
    Down,
    /// Receiving → sending, for training.
    Up,
    /// Between schools of the same side.
    Level,
}

impl Direction {
    /// From the sides of the two schools; `None` where either stands outside.
    pub fn between(from: Side, to: Side) -> Option<Direction> {
        match (from, to) {
            (Side::Outside, _) | (_, Side::Outside) => None,
            (Side::Sending, Side::Receiving) => Some(Direction::Down),
            (Side::Receiving, Side::Sending) => Some(Direction::Up),
            _ => Some(Direction::Level),
        }
    }

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Down => "down",
            Direction::Up => "up",
            Direction::Level => "level",
        }
    }
}

/// One teacher's move to one post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Move {
    /// Who.
    pub teacher: TeacherIx,
    /// Where to.
    pub to: SchoolIx,
    /// Stage of the post.
    pub part: Part,
    /// Subject of the post.
    pub subject: SubjectIx,
}

/// A teacher who stays at the home school and teaches another subject there than the main one (校内调岗).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Retask {
    /// Who.
    pub teacher: TeacherIx,
    /// The subject that is taught from now on.
    pub subject: SubjectIx,
}

/// Periods that a teacher teaches week by week at a school too small for a post of the subject (走教).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Visit {
    /// Who.
    pub teacher: TeacherIx,
    /// Where the teacher serves after the moves.
    pub base: SchoolIx,
    /// Where the periods are taught.
    pub school: SchoolIx,
    /// Stage.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Periods a week.
    pub periods: u32,
}

/// What a move serves, in the plan's own words: a rule, or the need of a post that was short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Serves {
    /// Counts towards a rule that asks for moves.
    Rule(RuleName),
    /// Fills a post that was short.
    Need,
    /// Fulfils a wish of this rank.
    Wish(u32),
}

/// How a solve ended, by the solver's own account; what of it is proved says [`Standing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlanStatus {
    /// Every goal's bound meets its value, by the certificate or by the solver's search.
    Optimal,
    /// Stopped within the asked gap.
    Gap,
    /// Stopped by the limit; the best plan found is kept.
    Stopped,
    /// Made with an eye to later years, for which it gave up something of this one.
    Ahead,
    /// No plan keeps the hard rules.
    Infeasible,
    /// Stopped by the limit before any plan was found: there may be one.
    Nothing,
}

/// What the bound of a goal rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grounds {
    /// Prices in `certificate.json`: anyone can check them.
    Certificate,
    /// The solver's search: its word, which nothing in the folder shows.
    Search,
}

/// What is known of how good a plan, or one of its goals, is: by the audit's own sums, not by what the plan says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Proved: the certificate, recomputed, leaves no gap. Nothing else is called proved.
    Certified,
    /// A draw that was made, and not proved to be the least: it decides between plans that are equally good.
    Drawn,
    /// The solver says that it is optimal, and no certificate shows it.
    Claimed,
    /// Neither: there may be a better plan.
    #[default]
    Open,
}

impl Standing {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Certified => "certified",
            Standing::Drawn => "drawn",
            Standing::Claimed => "claimed",
            Standing::Open => "open",
        }
    }
}

impl PlanStatus {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            PlanStatus::Optimal => "optimal",
            PlanStatus::Gap => "gap",
            PlanStatus::Stopped => "stopped",
            PlanStatus::Ahead => "ahead",
            PlanStatus::Infeasible => "infeasible",
            PlanStatus::Nothing => "nothing",
        }
    }

    /// Whether there is a plan.
    pub fn has_plan(self) -> bool {
        !matches!(self, PlanStatus::Infeasible | PlanStatus::Nothing)
    }
}

impl GoalValue {
    /// What its bound rests on, given the bound that the certificate proves; `None` where there is no bound.
    pub fn grounds(&self, certified: Option<i64>) -> Option<Grounds> {
        let side = |n: i64| if self.maximised { -i128::from(n) } else { i128::from(n) };
        let shown = |bound: i64| certified.is_some_and(|certified| side(bound) <= side(certified));
        self.bound.map(|bound| if shown(bound) { Grounds::Certificate } else { Grounds::Search })
    }
}

/// A goal's value and what is proved of it. `bound` never exceeds `value` for a minimised goal (the other way round for
/// a maximised one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GoalValue {
    /// Name: of the policy's list, or `breach:<rule>` for a soft rule.
    pub name: String,
    /// Reached.
    pub value: i64,
    /// The solver's bound; absent where the solve stopped before it had one.
    pub bound: Option<i64>,
    /// Whether larger is better.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub maximised: bool,
}

/// The plan of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How the solve ended.
    pub status: PlanStatus,
    /// Moves, sorted.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject, sorted.
    pub retasks: Vec<Retask>,
    /// Who teaches at several schools, sorted.
    pub visits: Vec<Visit>,
    /// Who heads which school; `None` where the policy has no exchange of heads, or nobody has asked for it yet.
    pub heads: Option<Heads>,
    /// Goals in order, soft rules first.
    pub goals: Vec<GoalValue>,
}
