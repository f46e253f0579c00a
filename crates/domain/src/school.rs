//! A school as the county's table describes it.

use crate::choice::choices;
use crate::id::SchoolIx;
use crate::travel::Position;
use crate::words::{self, Lang};
use serde::{Deserialize, Serialize};

/// What a school teaches, as the schools table says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchoolStage {
    /// 小学, grades 1-6
    Primary,
    /// 初中, grades 7-9
    Junior,
    /// 九年一贯制, both parts
    NineYear,
    /// 教学点, lower primary grades
    TeachingPoint,
}

/// The stage (学段) of a post or a teacher. A nine-year school has both parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 小学
    Primary,
    /// 初中
    Junior,
}

impl Part {
    /// Both, in order.
    pub const ALL: [Part; 2] = [Part::Primary, Part::Junior];

    /// Its grades, as positions 0-8.
    pub fn grades(self) -> std::ops::Range<usize> {
        match self {
            Part::Primary => 0..6,
            Part::Junior => 6..9,
        }
    }

    /// The name used in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Part::Primary => "primary",
            Part::Junior => "junior",
        }
    }

    /// The part of this name.
    pub fn from_name(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Its word as the value of a finding, which is said in the language of who reads it.
    pub fn word(self) -> &'static str {
        match self {
            Part::Primary => "@stage.primary",
            Part::Junior => "@stage.junior",
        }
    }

    /// Its word in one language.
    pub fn say(self, lang: Lang) -> String {
        words::say(lang, &format!("stage.{}", self.name()), &[])
    }
}

impl SchoolStage {
    /// The parts of a school of this stage.
    pub fn parts(self) -> &'static [Part] {
        match self {
            SchoolStage::Primary | SchoolStage::TeachingPoint => &[Part::Primary],
            SchoolStage::Junior => &[Part::Junior],
            SchoolStage::NineYear => &Part::ALL,
        }
    }
}

choices!(SchoolStage {
    Primary => "primary",
    Junior => "junior",
    NineYear => "nine_year",
    TeachingPoint => "teaching_point",
});

/// One value for each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByPart<T> {
    /// 小学
    pub primary: T,
    /// 初中
    pub junior: T,
}

impl<T> ByPart<T> {
    /// The value of one part.
    pub fn get(&self, part: Part) -> &T {
        match part {
            Part::Primary => &self.primary,
            Part::Junior => &self.junior,
        }
    }

    /// The value of one part, to change.
    pub fn get_mut(&mut self, part: Part) -> &mut T {
        match part {
            Part::Primary => &mut self.primary,
            Part::Junior => &mut self.junior,
        }
    }
}

/// Where a school lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// 城区
    Urban,
    /// 镇区
    Town,
    /// 乡村
    Rural,
}

choices!(Area {
    Urban => "urban",
    Town => "town",
    Rural => "rural",
});

/// How a school is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 优质
    Quality,
    /// 普通
    Ordinary,
    /// 薄弱
    Weak,
}

choices!(Tier {
    Quality => "quality",
    Ordinary => "ordinary",
    Weak => "weak",
});

/// A school's side in the exchange, from its tier and area as the policy reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 派出: urban, town and quality schools
    Sending,
    /// 接收: rural and weak schools
    Receiving,
    /// Takes no part (a private school).
    Outside,
}

/// A school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// Id in the tables.
    pub id: String,
    /// Name; the id where the table has none.
    pub name: String,
    /// What it teaches.
    pub stage: SchoolStage,
    /// Where it lies.
    pub area: Area,
    /// How it is rated.
    pub tier: Tier,
    /// `false` for private schools, which are counted but neither send nor receive.
    pub public: bool,
    /// Pupils by part.
    pub pupils: ByPart<u32>,
    /// Classes by grade 1-9; where only a total is given it is spread evenly, lower grades first.
    pub classes: [u32; 9],
    /// Pupils who board.
    pub boarding: u32,
    /// Hardship class 0-6.
    pub hardship: u8,
    /// Alliance (联盟) it belongs to.
    pub alliance: Option<String>,
    /// The rural central school that manages it.
    pub central_school: Option<SchoolIx>,
    /// Coordinates.
    pub position: Option<Position>,
    /// Posts on the books now (编制), all parts together.
    pub establishment: Option<u32>,
    /// Senior posts (高级岗位).
    pub posts_senior: Option<u32>,
    /// Intermediate posts (中级岗位).
    pub posts_intermediate: Option<u32>,
    /// Beds for newcomers (周转宿舍), all.
    pub beds: Option<u32>,
    /// Beds for men.
    pub beds_male: Option<u32>,
    /// Beds for women.
    pub beds_female: Option<u32>,
    /// Township or sub-district.
    pub township: Option<String>,
    /// Teachers as a statistics table counts them; a roster is generated to this number.
    pub staff_reported: Option<u32>,
}

impl School {
    /// A school of which nothing else is stated: named by its id, rural, ordinary and public, without pupils and classes.
    ///
    /// Every other school is this one with what is known of it, so that a column that is added has one default.
    pub fn new(id: impl Into<String>, stage: SchoolStage) -> School {
        let id = id.into();
        School {
            name: id.clone(),
            id,
            stage,
            area: Area::Rural,
            tier: Tier::Ordinary,
            public: true,
            pupils: ByPart::default(),
            classes: [0; 9],
            boarding: 0,
            hardship: 0,
            alliance: None,
            central_school: None,
            position: None,
            establishment: None,
            posts_senior: None,
            posts_intermediate: None,
            beds: None,
            beds_male: None,
            beds_female: None,
            township: None,
            staff_reported: None,
        }
    }

    /// Classes of one part.
    pub fn classes_of(&self, part: Part) -> u32 {
        self.classes[part.grades()].iter().sum()
    }

    /// The parts it has.
    pub fn parts(&self) -> &'static [Part] {
        self.stage.parts()
    }
}
