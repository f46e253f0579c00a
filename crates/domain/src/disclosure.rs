//! What a published list (公示) may show of a move, and for how long it hangs out.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A column of the published list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Id of the teacher: shown only where the office asks for it.
    TeacherId,
    /// Name, masked where the policy says so.
    Name,
    /// Present school.
    FromSchool,
    /// New school.
    ToSchool,
    /// Stage of the post.
    Stage,
    /// Subject of the post.
    Subject,
    /// Which way the move goes.
    Direction,
    /// First day.
    Start,
    /// Last day.
    End,
    /// Journey in kilometres.
    DistanceKm,
    /// Rank of the wish that the move fulfils.
    RankOfWish,
    /// Number of the person in the public lottery.
    Lottery,
    /// Number of the move in it.
    LotteryPost,
    /// What the move serves, in words.
    Because,
}

impl Field {
    /// Every column, in the order in which they are listed in help.
    pub const ALL: [Field; 14] = [
        Field::TeacherId,
        Field::Name,
        Field::FromSchool,
        Field::ToSchool,
        Field::Stage,
        Field::Subject,
        Field::Direction,
        Field::Start,
        Field::End,
        Field::DistanceKm,
        Field::RankOfWish,
        Field::Lottery,
        Field::LotteryPost,
        Field::Because,
    ];

    /// The name used in policies, on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Field::TeacherId => "teacher_id",
            Field::Name => "name",
            Field::FromSchool => "from_school",
            Field::ToSchool => "to_school",
            Field::Stage => "stage",
            Field::Subject => "subject",
            Field::Direction => "direction",
            Field::Start => "start",
            Field::End => "end",
            Field::DistanceKm => "distance_km",
            Field::RankOfWish => "rank_of_wish",
            Field::Lottery => "lottery",
            Field::LotteryPost => "lottery_post",
            Field::Because => "because",
        }
    }

    /// The column of a name; `None` for a name that [`Field::ALL`] does not have.
    ///
    /// ```
    /// use lungang_domain::disclosure::Field;
    /// assert_eq!(Field::from_name("to_school"), Some(Field::ToSchool));
    /// assert_eq!(Field::from_name("to-school"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// The days on which objections are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// Calendar days, the first and the last among them.
    pub days: u16,
    /// First day, ISO 8601; absent where the period runs from the day of publication.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_day: Option<String>,
    /// Last day, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_day: Option<String>,
}

impl Period {
    /// A period that runs from the day of publication.
    pub fn from_publication(days: u16) -> Period {
        Period { days, first_day: None, last_day: None }
    }

    /// A period whose first day is stated; `None` where that is no date (`2026-07-01`), or the period has no days or ends
    /// beyond the calendar.
    ///
    /// ```
    /// use lungang_domain::disclosure::Period;
    /// let period = Period::starting("2026-06-28", 7);
    /// assert_eq!(period.and_then(|p| p.last_day).as_deref(), Some("2026-07-04"));
    /// assert_eq!(Period::starting("28 June", 7), None);
    /// ```
    pub fn starting(first_day: &str, days: u16) -> Option<Period> {
        let first: Date = first_day.parse().ok()?;
        let last = first.checked_add(i64::from(days.checked_sub(1)?).days()).ok()?;
        Some(Period { days, first_day: Some(first.to_string()), last_day: Some(last.to_string()) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Period};

    #[test]
    fn names_and_columns_are_one_to_one() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
    }

    #[test]
    fn a_period_counts_its_first_day() {
        let last = |first, days| Period::starting(first, days).and_then(|p| p.last_day);
        assert_eq!(last("2026-07-01", 1).as_deref(), Some("2026-07-01"));
        assert_eq!(last("2024-02-28", 2).as_deref(), Some("2024-02-29"));
        assert_eq!(last("2026-07-01", 0), None);
        assert_eq!(last("9999-12-31", 2), None);
    }
}
