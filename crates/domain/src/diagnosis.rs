//! Why a county has no plan, and what would give it one.

use crate::county::PinKind;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::number::Decimal;
use crate::rule::RuleName;
use crate::school::{Part, School};

/// What looking for the cause came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// There is a plan.
    Feasible,
    /// The limit was reached before it was known whether there is one.
    Unknown,
    /// There is none.
    Infeasible(Illness),
}

/// Why there is no plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Illness {
    /// What plain counting shows.
    pub reasons: Vec<Reason>,
    /// Rule instances that cannot hold together; empty where the authorised total already fails.
    pub instances: Vec<Instance>,
    /// Whether it is proved that these alone have no plan, and that without any one of them there is one.
    pub proven_irreducible: bool,
    /// What would give the county a plan, each re-solved; those that leave law as it is come first, then the cheapest.
    pub repairs: Vec<Repair>,
    /// Whether every repair that was thought of was tried; `false` where a limit stopped it.
    pub all_tried: bool,
}

/// Where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the county as a whole.
    County,
    /// At a school.
    School(SchoolIx),
    /// At a post.
    Post(SchoolIx, Part, SubjectIx),
    /// For a couple.
    Couple(TeacherIx, TeacherIx),
    /// For a school that trains and one whose teachers it trains, or those of a stage and subject.
    Pair(SchoolIx, SchoolIx, Option<(Part, SubjectIx)>),
    /// For a row of the pins table.
    Pin(u32),
}

/// A rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The rule.
    pub rule: RuleName,
    /// Which of the rule's sentences; empty where there is only one.
    pub sentence: &'static str,
    /// Where it holds.
    pub place: Place,
    /// What it asks for, in the rule's own unit.
    pub asks: Asks,
    /// The people it is about, where it is about some.
    pub people: Vec<TeacherIx>,
}

/// The figure of a rule at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// None: it holds or it does not.
    Nothing,
    /// A number of people, posts, beds or yuan.
    Number(i64),
    /// A share.
    Share(Decimal),
    /// A coefficient of variation.
    Coefficient(Decimal),
}

/// What plain counting shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The authorised total cannot staff every class.
    Staffing {
        /// The stage whose total it is; `None` for one total over all.
        part: Option<Part>,
        /// Posts it takes to staff every class.
        floor: u32,
        /// Posts authorised.
        authorised: u32,
    },
    /// A rule asks for more moves than the narrowest places on the way let through.
    TooFew {
        /// The rule that asks.
        rule: RuleName,
        /// Where it asks.
        place: Place,
        /// Moves asked for.
        asked: i64,
        /// Moves that there can be at most; the sum over `narrow`.
        most: i64,
        /// What lets no more through.
        narrow: Vec<Narrow>,
    },
    /// No move exists that could do what a pin asks.
    PinWithoutMove {
        /// The rule of the pins.
        rule: RuleName,
        /// Row of the pins table.
        pin: u32,
    },
    /// Two pins of one teacher ask for opposite things.
    PinsOpposed {
        /// The rule of the pins.
        rule: RuleName,
        /// One row of the pins table.
        asks: u32,
        /// The other.
        refuses: u32,
    },
}

/// A place that lets only so many moves through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    /// What holds them back.
    pub what: NarrowWhat,
    /// How many it lets through.
    pub most: i64,
}

/// What holds moves back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NarrowWhat {
    /// A rule at a school or a post.
    Rule(RuleName, Place),
    /// The number of teachers of a subject who may move and have somewhere to go.
    Teachers(SubjectIx),
}

/// A figure of the schools table that a repair may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Beds.
    Beds,
    /// Beds for men.
    BedsMale,
    /// Beds for women.
    BedsFemale,
    /// Senior posts.
    PostsSenior,
}

impl Column {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Column::Beds => "beds",
            Column::BedsMale => "beds_male",
            Column::BedsFemale => "beds_female",
            Column::PostsSenior => "posts_senior",
        }
    }

    /// The figure of a school.
    pub fn of(self, school: &School) -> Option<u32> {
        match self {
            Column::Beds => school.beds,
            Column::BedsMale => school.beds_male,
            Column::BedsFemale => school.beds_female,
            Column::PostsSenior => school.posts_senior,
        }
    }

    /// Writes the figure of a school.
    pub fn set(self, school: &mut School, to: u32) {
        let figure = match self {
            Column::Beds => &mut school.beds,
            Column::BedsMale => &mut school.beds_male,
            Column::BedsFemale => &mut school.beds_female,
            Column::PostsSenior => &mut school.posts_senior,
        };
        *figure = Some(to);
    }
}

impl Reason {
    /// The rule behind it; `None` for the authorised total, which is no rule of the rotation.
    pub fn rule(&self) -> Option<RuleName> {
        match self {
            Reason::Staffing { .. } => None,
            Reason::TooFew { rule, .. } | Reason::PinWithoutMove { rule, .. } | Reason::PinsOpposed { rule, .. } => {
                Some(*rule)
            }
        }
    }
}

/// A set of changes that gives the county a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What is changed, together.
    pub changes: Vec<Change>,
    /// Whether a law is weakened.
    pub law: bool,
    /// The price by the policy's list.
    pub price: i64,
}

/// One change of the policy, of the tables, or an exception for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A figure of a rule in the policy.
    Parameter {
        /// The rule.
        rule: RuleName,
        /// Its key below the rule: `share`, `yuan`, `tolerance`, `least`.
        key: &'static str,
        /// As it is.
        from: Asks,
        /// As it would be.
        to: Asks,
    },
    /// An exception from a rule at one place.
    Exception {
        /// The rule at its place, with what it asks now.
        instance: Instance,
        /// By how many units it gives way.
        by: i64,
        /// What it would ask.
        to: Asks,
    },
    /// A figure of a school in the tables.
    School {
        /// The school.
        school: SchoolIx,
        /// Rule that reads it.
        rule: RuleName,
        /// Column of the schools table.
        column: Column,
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
    /// The limit of a post in the needs table.
    Limit {
        /// Rule that reads it.
        rule: RuleName,
        /// Where.
        post: (SchoolIx, Part, SubjectIx),
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
    /// A row of the pins table goes.
    Pin {
        /// Rule that reads it.
        rule: RuleName,
        /// The row.
        pin: u32,
        /// Whom it is about.
        teacher: TeacherIx,
        /// What it asked.
        kind: PinKind,
        /// Where, if anywhere.
        school: Option<SchoolIx>,
    },
    /// More teachers of a subject at a school.
    Hire {
        /// Where, and of what.
        post: (SchoolIx, Part, SubjectIx),
        /// How many.
        count: u32,
    },
    /// A larger authorised total.
    Authorised {
        /// The stage whose total it is; `None` for one total over all.
        part: Option<Part>,
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
}
