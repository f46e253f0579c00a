//! What a school teaches, and which schools stand outside compulsory education: `村小`, `完全中学`, `幼儿园`, `教学支撑单位`.

use super::Reading;
use super::vocabulary::{Entry, Form};
use lungang_domain::school::SchoolStage;

/// A kind of school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One that the tables of a county hold.
    Within(SchoolStage),
    /// One that stands outside: counted, and left out.
    Outside(Outside),
}

/// What stands outside compulsory education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outside {
    /// 幼儿园
    Kindergarten,
    /// 高级中学
    Senior,
    /// 中等职业学校
    Vocational,
    /// 特殊教育学校
    Special,
    /// 教研室, 进修学校, 少年宫: not a school for pupils
    Support,
}

impl Outside {
    /// Every kind.
    pub const ALL: [Outside; 5] =
        [Outside::Kindergarten, Outside::Senior, Outside::Vocational, Outside::Special, Outside::Support];

    /// Its name; words stand under `import.outside.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Outside::Kindergarten => "kindergarten",
            Outside::Senior => "senior",
            Outside::Vocational => "vocational",
            Outside::Special => "special",
            Outside::Support => "support",
        }
    }
}

const FORM: Form = Form("school-stage");

/// What a school teaches.
pub fn read(cell: &str) -> Reading<Kind> {
    FORM.read(cell, kind)
}

fn kind(entry: &Entry) -> Option<Kind> {
    let name = entry.is.as_deref()?;
    let outside = || Outside::ALL.into_iter().find(|kind| kind.name() == name).map(Kind::Outside);
    SchoolStage::from_name(name).map(Kind::Within).or_else(outside)
}
