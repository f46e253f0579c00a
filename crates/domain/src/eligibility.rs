//! Verdicts: who meets the exchange conditions (符合交流条件), and every reason why not.

use crate::id::TeacherIx;
use crate::policy::Waivable;
use serde::{Deserialize, Serialize};

/// A reason against asking a teacher to move. Words stand in the words table under `reason.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "reason", content = "detail")]
pub enum Reason {
    /// The present school does not send.
    NotSending,
    /// Not at work: leave, seconded, absent, retired.
    NotOnDuty,
    /// Works at the school but does not teach.
    NotTeaching,
    /// Fewer whole years at the school than the policy asks: years served.
    TooFewYears(u32),
    /// Older than the policy's limit: age.
    TooOld(u32),
    /// The policy sets an age limit and the roster has no date of birth or sex to hold it against.
    AgeUnknown,
    /// Reaches the date of retirement before the term would end.
    NearRetirement,
    /// Away on an exchange that still runs.
    RunningExchange,
    /// Resting after an exchange: whole years since it ended.
    Resting(u32),
    /// Principal or deputy, who rotate under a scheme of their own.
    Principal,
    /// Holds a title the policy leaves out.
    TitleExcluded,
    /// Exempt: position in the policy's list of exemptions.
    Exempt(u8),
}

impl Reason {
    /// The condition that it is about, where a policy may let volunteers waive it.
    pub fn waivable(self) -> Option<Waivable> {
        match self {
            Reason::TooFewYears(_) => Some(Waivable::Years),
            Reason::TooOld(_) | Reason::AgeUnknown => Some(Waivable::Age),
            Reason::Resting(_) => Some(Waivable::Rest),
            Reason::NotSending
            | Reason::NotOnDuty
            | Reason::NotTeaching
            | Reason::NearRetirement
            | Reason::RunningExchange
            | Reason::Principal
            | Reason::TitleExcluded
            | Reason::Exempt(_) => None,
        }
    }

    /// Its name in files and in the words table.
    pub fn name(self) -> &'static str {
        match self {
            Reason::NotSending => "not-sending",
            Reason::NotOnDuty => "not-on-duty",
            Reason::NotTeaching => "not-teaching",
            Reason::TooFewYears(_) => "too-few-years",
            Reason::TooOld(_) => "too-old",
            Reason::AgeUnknown => "age-unknown",
            Reason::NearRetirement => "near-retirement",
            Reason::RunningExchange => "running-exchange",
            Reason::Resting(_) => "resting",
            Reason::Principal => "principal",
            Reason::TitleExcluded => "title-excluded",
            Reason::Exempt(_) => "exempt",
        }
    }
}

/// The verdict on one teacher: eligible exactly when there is no reason against it, waived or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// All reasons, sorted, but for those that are waived.
    pub reasons: Vec<Reason>,
    /// Reasons that do not count against a teacher who applied, sorted.
    pub waived: Vec<Reason>,
}

impl Verdict {
    /// Counted in E, the base of the exchange quota: who moves by a waiver alone is not.
    pub fn eligible(&self) -> bool {
        self.reasons.is_empty() && self.waived.is_empty()
    }

    /// May move from a sending school to a receiving one.
    pub fn may_move_down(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Meets the conditions, whether the school sends or not: counted where the exchange quota is a share of the whole county.
    pub fn meets(&self) -> bool {
        self.may_move() && self.waived.is_empty()
    }

    /// May move in a direction other than down: nothing against it but that the school does not send.
    pub fn may_move(&self) -> bool {
        self.reasons.iter().all(|r| *r == Reason::NotSending)
    }
}

/// Verdicts on all teachers, by [`TeacherIx`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// One for each teacher of the county.
    pub verdicts: Vec<Verdict>,
}

impl Eligibility {
    /// The verdict on one teacher.
    pub fn of(&self, teacher: TeacherIx) -> &Verdict {
        &self.verdicts[teacher.at()]
    }

    /// The eligible, sorted.
    pub fn eligible(&self) -> impl Iterator<Item = TeacherIx> + '_ {
        self.verdicts.iter().enumerate().filter(|(_, v)| v.eligible()).map(|(i, _)| TeacherIx::new(i))
    }

    /// |E|
    pub fn count(&self) -> usize {
        self.verdicts.iter().filter(|v| v.eligible()).count()
    }
}
