//! What rules cost: every number of a rule that could be otherwise, and what the goals would then come to.

use crate::id::{SchoolIx, SubjectIx};
use crate::number::Decimal;
use crate::plan::{GoalValue, PlanStatus};
use crate::rule::RuleName;
use crate::school::Part;
use serde::{Deserialize, Serialize};

/// One thing that could be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lever {
    /// A share of the policy.
    Share {
        /// As it is.
        from: Decimal,
        /// As it would be.
        to: Decimal,
    },
    /// The least size of a team, in people.
    Least {
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
    /// A limit at one place, eased by one person, one bed or one step of money.
    Limit(Limit),
    /// One more teacher of a subject at the receiving school where that helps most.
    Recruit {
        /// The subject.
        subject: SubjectIx,
        /// Where that is: school and stage; absent where it helps nowhere, or is not known.
        at: Option<(SchoolIx, Part)>,
    },
    /// The rule not applied at all: for rules without a number.
    Off,
}

/// A limit at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Which of the rule's sentences: `school`, `last`, `all`, `men`, `women`; empty where the rule has only one.
    pub sentence: &'static str,
    /// The school; absent for the county.
    pub school: Option<SchoolIx>,
    /// Stage and subject, where the limit is a post's.
    pub post: Option<(Part, SubjectIx)>,
    /// As it is.
    pub from: i64,
    /// As it would be.
    pub to: i64,
}

/// What is known of the goals once a thing is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Changed {
    /// Their values, proved to be optimal.
    To(Vec<i64>),
    /// Proved by the plan's certificate to stay as they are.
    Same,
    /// No plan keeps the rules then.
    Impossible,
    /// Not computed: stopped before.
    Unknown,
}

/// The price of one number of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The rule.
    pub rule: RuleName,
    /// What would be otherwise.
    pub lever: Lever,
    /// Whether the limit is reached in the plan; always for what is no limit.
    pub binds: bool,
    /// What the certificate's prices say each goal changes by; absent where they say nothing.
    pub lp: Option<Vec<f64>>,
    /// What it comes to.
    pub changed: Changed,
}

/// The prices of a plan, those that gain most first.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceTable {
    /// How the plan itself was solved.
    pub status: PlanStatus,
    /// Goals in order without the lottery, at their optimum.
    pub goals: Vec<GoalValue>,
    /// The prices.
    pub prices: Vec<Price>,
}

impl PriceTable {
    /// By how much every goal changes; `None` where that is not known or there is no plan.
    pub fn change(&self, price: &Price) -> Option<Vec<i64>> {
        match &price.changed {
            Changed::To(values) => Some(values.iter().zip(&self.goals).map(|(v, g)| v - g.value).collect()),
            Changed::Same => Some(vec![0; self.goals.len()]),
            Changed::Impossible | Changed::Unknown => None,
        }
    }

    /// Puts what gains most first, in the order of the goals; then what changes nothing, what costs, what makes a plan
    /// impossible, and what is not known. Equals stay as they were.
    pub fn rank(&mut self) {
        let mut prices = std::mem::take(&mut self.prices);
        prices.sort_by_cached_key(|price| {
            let worse = self.change(price).map(|change| -> Vec<i64> {
                change.iter().zip(&self.goals).map(|(c, g)| if g.maximised { -c } else { *c }).collect()
            });
            let end = match price.changed {
                Changed::To(_) | Changed::Same => 0,
                Changed::Impossible => 1,
                Changed::Unknown => 2,
            };
            (end, worse)
        });
        self.prices = prices;
    }

    /// How many were not computed.
    pub fn unknown(&self) -> usize {
        self.prices.iter().filter(|p| p.changed == Changed::Unknown).count()
    }
}
