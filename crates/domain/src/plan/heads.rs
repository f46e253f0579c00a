//! Heads of schools and who of them heads which school (校长交流): a matching of its own beside the moves of a plan.

use crate::choice::choices;
use crate::id::{SchoolIx, TeacherIx};
use crate::missing::Unchecked;
use crate::teacher::Role;
use serde::{Deserialize, Serialize};

/// Where a head stands in the term (任期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tenure {
    /// Has served the terms, and is to head another school.
    Due,
    /// Has not served them yet.
    Serving,
    /// Retires before a term that begins now is over.
    NearRetirement,
    /// A flag of the roster exempts.
    Exempt,
    /// The office pinned the head to stay.
    Kept,
    /// An exchange runs.
    Away,
    /// Nobody knows since when: neither due nor not.
    Unknown,
}

choices!(Tenure {
    Due => "due",
    Serving => "serving",
    NearRetirement => "near-retirement",
    Exempt => "exempt",
    Kept => "kept",
    Away => "away",
    Unknown => "unknown",
});

impl Tenure {
    /// Whether the head takes part in the matching; who does not keeps the office.
    pub fn takes_part(self) -> bool {
        matches!(self, Tenure::Due | Tenure::Serving)
    }
}

/// The goals in order, by the names used in files; the last decides between equals.
pub const GOALS: [&str; 4] = ["heads-left", "heads-early", "heads-journey", "heads-lottery"];

/// Values, costs or prices of the goals in order: what comes first counts first.
pub type Ranked = [i64; GOALS.len()];

/// A head and the school that the head leads from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Who.
    pub teacher: TeacherIx,
    /// As what.
    pub role: Role,
    /// The school led so far.
    pub from: SchoolIx,
    /// The school led from now on.
    pub to: SchoolIx,
    /// Where the head stands in the term.
    pub tenure: Tenure,
    /// Whole years in the office; `None` where nobody knows since when.
    pub years: Option<u32>,
    /// The price of the head's row; `None` where the head takes no part.
    pub price: Option<Ranked>,
}

impl Head {
    /// Whether the head changes schools.
    pub fn moves(&self) -> bool {
        self.from != self.to
    }

    /// Whether the head is due and stays.
    pub fn left(&self) -> bool {
        self.tenure == Tenure::Due && !self.moves()
    }
}

/// The offices of one role at a school that heads of the matching hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// Where.
    pub school: SchoolIx,
    /// As what.
    pub role: Role,
    /// How many hold it.
    pub places: u32,
    /// The price of its row.
    pub price: Ranked,
}

/// Who heads which school from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// Every head of a public school, sorted by teacher.
    pub heads: Vec<Head>,
    /// The offices of the matching, sorted by school and role.
    pub offices: Vec<Office>,
    /// Values of the goals in order.
    pub goals: Ranked,
    /// What could not be looked at for want of data.
    pub unchecked: Vec<Unchecked>,
}

impl Heads {
    /// Those who change schools.
    pub fn moves(&self) -> impl Iterator<Item = &Head> {
        self.heads.iter().filter(|head| head.moves())
    }
}
