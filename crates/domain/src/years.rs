//! Several years in a row: what happened to whom between them, and each year in figures.

use crate::balance::{Indicator, Variation};
use crate::document::Summary;
use crate::format::Document;
use crate::school::Part;
use crate::whatif::Measure;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that happened to a teacher from one school year to the next, or by a year's plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// School year that begins with it: `2027-2028`.
    pub school_year: String,
    /// Who.
    pub teacher_id: String,
    /// What.
    #[serde(flatten)]
    pub what: Happening,
}

/// What happens to teachers over the years.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Happening {
    /// An exchange begins, and ends on the last day of `until`.
    Sent {
        /// Home school.
        from_school: String,
        /// School of the exchange.
        to_school: String,
        /// Last school year of the term.
        until: String,
    },
    /// The post moves with the teacher.
    Transferred {
        /// School before.
        from_school: String,
        /// School from now on.
        to_school: String,
    },
    /// An exchange is over: back at the home school.
    Returned {
        /// School of the exchange.
        from_school: String,
        /// Home school.
        to_school: String,
    },
    /// Reached the age of retirement.
    Retired,
    /// Went for good.
    Departed,
    /// Goes on leave.
    LeaveBegan,
    /// Back from leave.
    LeaveEnded,
    /// New at a school.
    Recruited {
        /// The school.
        to_school: String,
        /// Subject.
        subject: String,
    },
    /// Takes the place of a backbone teacher who went.
    Promoted {
        /// Level on the policy's ladder.
        level: String,
    },
    /// An honour for years in rural schools.
    Honoured {
        /// The honour's id in the policy.
        honour: String,
        /// Years in rural schools.
        years: u32,
    },
}

impl Happening {
    /// Its name in files and in the words table.
    pub fn name(&self) -> &'static str {
        match self {
            Happening::Sent { .. } => "sent",
            Happening::Transferred { .. } => "transferred",
            Happening::Returned { .. } => "returned",
            Happening::Retired => "retired",
            Happening::Departed => "departed",
            Happening::LeaveBegan => "leave-began",
            Happening::LeaveEnded => "leave-ended",
            Happening::Recruited { .. } => "recruited",
            Happening::Promoted { .. } => "promoted",
            Happening::Honoured { .. } => "honoured",
        }
    }
}

/// Short posts of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectShortage {
    /// Subject id.
    pub subject: String,
    /// Short posts before the moves.
    pub before: u32,
    /// Short posts after them.
    pub after: u32,
}

/// An indicator's variation over the schools of a stage, after the moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StageVariation {
    /// What is compared.
    pub indicator: Indicator,
    /// Stage.
    pub stage: Part,
    /// Both forms.
    #[serde(flatten)]
    pub variation: Variation,
}

/// One year in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearFigures {
    /// `2026-2027`
    pub school_year: String,
    /// Folder of its plan, within the folder of the years.
    pub folder: String,
    /// Teachers on the roster.
    pub teachers: u32,
    /// Pupils.
    pub pupils: u32,
    /// Away on an exchange that began in an earlier year.
    pub away: u32,
    /// Its plan.
    pub plan: Summary,
    /// Short posts by subject, in the policy's order; subjects without any are left out.
    pub shortages: Vec<SubjectShortage>,
    /// Variation between schools after the moves.
    pub balance: Vec<StageVariation>,
    /// Every measure, as they are listed everywhere.
    #[serde(default)]
    pub measures: Vec<Measure>,
}

/// Who has moved how often.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Turns {
    /// On the roster at the end, eligible in at least one year, and never moved, neither in these years nor before.
    pub never: Vec<String>,
    /// Moved once in these years.
    pub once: u32,
    /// Moved twice or more in these years.
    pub twice: Vec<String>,
    /// On the roster at the end and eligible in at least one year: how many moved 0, 1, 2, and 3 or more times in these years.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub times: Option<[u32; 4]>,
}

/// `years.json`: every year in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearsDocument {
    /// County.
    pub county: String,
    /// Policy id.
    pub policy: String,
    /// Seed of the lottery and of what is drawn from year to year.
    pub seed: u64,
    /// Later years that each was planned together with, at most.
    #[serde(default)]
    pub lookahead: u16,
    /// Years in order.
    pub years: Vec<YearFigures>,
    /// The first year without a plan, where there is one: the years end before it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub infeasible: Option<String>,
    /// Who has moved how often.
    pub turns: Turns,
    /// What happened to whom, by year and teacher.
    pub events: Vec<Event>,
}

impl Document for YearsDocument {
    const NAME: &'static str = "years";
}
