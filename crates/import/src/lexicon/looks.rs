//! What the values of a column look like: this tells false friends apart.

use crate::forms::{
    Reading, area, backbone, certificate, date, identity, language, nothing, ownership, post, role, school_stage, sex,
    stage, status, subject, tier, title, why, yes_no,
};
use lungang_tables::schema::{ColumnSpec, Kind, half_width};
use serde::Deserialize;

/// How the values of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is named after its form")]
pub enum Looks {
    Role,
    Title,
    PostClass,
    PostGrade,
    Area,
    Alliance,
    Count,
    Rank,
    Distance,
    Identity,
    Date,
    Period,
    Subject,
    Stage,
    SchoolStage,
    Tier,
    Ownership,
    Status,
    Sex,
    YesNo,
    Honour,
    Language,
    Certificate,
    Person,
    School,
    Code,
    Text,
}

impl Looks {
    /// How the values of a column of the tables of a county look, where that can be told.
    pub(super) fn of(column: &ColumnSpec) -> Option<Looks> {
        Some(match column.kind {
            Kind::Int { .. } => Looks::Count,
            Kind::Km => Looks::Distance,
            Kind::Date => Looks::Date,
            Kind::Flag => Looks::YesNo,
            Kind::Subject | Kind::Subjects => Looks::Subject,
            Kind::Backbone => Looks::Honour,
            Kind::Language => Looks::Language,
            Kind::Choice(_) => match column.name {
                "role" => Looks::Role,
                "title" => Looks::Title,
                "area" => Looks::Area,
                "tier" => Looks::Tier,
                "ownership" => Looks::Ownership,
                "status" => Looks::Status,
                "sex" => Looks::Sex,
                "stage" if column.zh == "任教学段" => Looks::Stage,
                "stage" => Looks::SchoolStage,
                _ => return None,
            },
            Kind::Id | Kind::Text | Kind::Year | Kind::Exemptions | Kind::Longitude | Kind::Latitude => return None,
        })
    }

    /// Whether a value looks so; an empty one, or one that says nothing, looks like everything.
    pub fn fits(self, cell: &str) -> bool {
        let cell = cell.trim();
        if cell.is_empty() || nothing(cell) {
            return true;
        }
        match self {
            Looks::Role => says(role::read(cell)),
            Looks::Title => says(title::read(cell)),
            Looks::PostClass => says(post::class(cell)),
            Looks::PostGrade => says(post::grade(cell)),
            Looks::Area => says(area::read(cell)),
            Looks::Alliance => ["联盟", "集团", "共同体", "教联体"].iter().any(|word| cell.contains(word)),
            Looks::Count => number(cell).is_some_and(|n| n >= 0.0 && n.fract() == 0.0),
            Looks::Rank => number(cell).is_some_and(|n| (1.0..=9.0).contains(&n) && n.fract() == 0.0),
            Looks::Distance => number(cell).is_some_and(|n| n >= 0.0),
            Looks::Identity => says(identity::read(cell)),
            Looks::Date => says(date::month_or_day(cell)),
            Looks::Period => says(date::period(cell)),
            Looks::Subject => says(subject::read(cell)),
            Looks::Stage => says(stage::read(cell)),
            Looks::SchoolStage => says(school_stage::read(cell)),
            Looks::Tier => says(tier::read(cell)),
            Looks::Ownership => says(ownership::read(cell)),
            Looks::Status => says(status::read(cell)),
            Looks::Sex => says(sex::read(cell)),
            Looks::YesNo => says(yes_no::read(cell)),
            // 是 and 否 say whether, and have no level.
            Looks::Honour => says(backbone::read(cell)) || yes_no::read(cell).is().is_some(),
            Looks::Language => says(language::read(cell)),
            Looks::Certificate => says(certificate::read(cell)),
            Looks::Person => is_person(cell),
            Looks::School => number(cell).is_none() && cell.chars().count() >= 2,
            Looks::Code => is_code(cell),
            Looks::Text => number(cell).is_none(),
        }
    }
}

/// Whether a form knows the spelling, be it with a question: one that it does not know is another form's, and so is one of
/// which it only knows that it is (七级 is no title).
fn says<T>(reading: Reading<T>) -> bool {
    let others = [why::UNKNOWN, why::POST_CLASS, why::POST_GRADE, why::NO_SUBJECT, why::DOCUMENT];
    !matches!(reading, Reading::Ask { why, .. } if others.contains(&why))
}

fn number(cell: &str) -> Option<f64> {
    let text: String = cell.chars().map(half_width).filter(|c| *c != ',').collect();
    text.trim_end_matches(['人', '个', '名', '班', '年', '套', '间', '岗']).trim_end_matches("公里").trim().parse().ok()
}

/// Two to fifteen characters of a name, blanks and the dot of long names among them.
fn is_person(cell: &str) -> bool {
    let name: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let part = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c) || matches!(c, '·' | '•' | '.') || c.is_alphabetic();
    (2..=15).contains(&name.chars().count()) && name.chars().all(part)
}

fn is_code(cell: &str) -> bool {
    let code: String = cell.chars().map(half_width).collect();
    (2..=24).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}
