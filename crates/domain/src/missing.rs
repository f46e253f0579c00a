//! What a rule or a goal needs to be looked at and the tables, or the policy, do not say.

use serde::{Deserialize, Serialize};

macro_rules! missing {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What is not stated: a column as `table.column`, or a key of the policy. Words stand under `missing.<name>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum Missing {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Missing {
            /// Everything that can be missing.
            pub const ALL: &[Missing] = &[$(Missing::$variant),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Missing::$variant => $name),* }
            }
        }
    };
}

missing! {
    /// Beds of a school.
    Beds = "schools.beds",
    /// Senior posts of a school.
    PostsSenior = "schools.posts_senior",
    /// Hardship of the schools: none states any.
    Hardship = "schools.hardship",
    /// A teacher's level of the national common language.
    LanguageLevel = "teachers.language_level",
    /// Titles: none is recorded.
    Title = "teachers.title",
    /// Backbone levels: none is recorded.
    Backbone = "teachers.backbone",
    /// Class teachers: none is recorded.
    ClassTeacher = "teachers.class_teacher",
    /// Teachers of graduating grades: none is recorded.
    GraduatingGrade = "teachers.graduating_grade",
    /// A journey: neither a row of the travel table nor coordinates of both ends.
    Journey = "travel.km",
    /// Roles: nobody is principal or vice principal.
    Role = "teachers.role",
    /// Since when somebody heads a school.
    OfficeSince = "teachers.office_since",
    /// A teacher's date of birth.
    Birth = "teachers.birth_date",
    /// The level that a post asks for.
    LanguageMinimum = "rules.language.minimum",
}

/// Places that could not be looked at without what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Unchecked {
    /// What is missing.
    pub missing: Missing,
    /// How many places.
    pub places: u32,
}

/// Parts of a goal that could not be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Unmeasured {
    /// What is missing.
    pub missing: Missing,
    /// What could not be measured: moves, or ways between schools.
    pub places: u32,
    /// Of how many.
    pub of: u32,
}

impl Unmeasured {
    /// Whether nothing could be measured: then the goal's value says nothing.
    pub fn whole(&self) -> bool {
        self.places == self.of
    }
}
