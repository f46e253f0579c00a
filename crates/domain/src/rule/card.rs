//! The card of a rule: everything about it that is no row and no measurement. Who asks "what can this rule be eased by?", "what
//! repairs it?" or "which of its rows may give way?" walks the cards; nobody else names a rule.
//!
//! A card is written out whole: it has no defaults, so that the compiler names what a new rule has not said.

use super::{RuleName, Rules};
use crate::audit::Unit;
use crate::county::County;
use crate::diagnosis::{Asks, Column};
use crate::number::Decimal;
use crate::teacher::Sex;

/// What a rule is.
#[derive(Debug)]
pub struct Card {
    /// Its figures in the policy that have a range.
    pub figures: &'static [Figure],
    /// Every kind of row that it has in the model.
    pub rows: &'static [Row],
    /// Which way what it asks for goes where it gives way.
    pub gives_way: GivesWay,
    /// What one unit of its breach is.
    pub unit: Unit,
    /// What is put to it as a whole to learn its price, besides its figures.
    pub levers: &'static [Lever],
    /// Which single moves it shuts out, whoever else moves.
    pub shuts: Shuts,
    /// Whether a county has anything that it could bind.
    pub bites: fn(&County) -> bool,
}

/// Which way a rule gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesWay {
    /// It asks for at least so many, and then for fewer.
    Down,
    /// It allows at most so many, and then more.
    Up,
    /// It holds or it does not.
    Whole,
}

/// What can be put to a rule as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// That it is off: for rules whose price no number shows.
    Off,
    /// One more teacher of each scarce subject.
    Recruit,
}

/// Which single moves a rule shuts out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shuts {
    /// None: what it allows depends on who else moves.
    Nothing,
    /// Those of teachers who are not fit for the post.
    Unfit,
    /// Those that the office named.
    Named,
}

/// A number of the policy that a rule reads.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its key below the rule: `share`, `most`, `yuan`, `limit.teachers.value.primary`.
    pub key: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The least that it may be.
    pub low: Decimal,
    /// The most that it may be.
    pub high: Decimal,
    /// By what it is moved to learn its price.
    pub step: Step,
    /// How it is changed to cover what the rule lacks at several places.
    pub everywhere: Everywhere,
    /// Reads it.
    pub get: fn(&Rules) -> Decimal,
    /// Writes it; what a whole number has behind the point is dropped.
    pub set: fn(&mut Rules, Decimal),
}

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A share.
    Share,
    /// A share that is not exceeded, beside one that is reached.
    Most,
    /// A whole number of people or yuan.
    Number,
    /// Kilometres.
    Kilometres,
    /// A coefficient of variation; the limit of the rows of this name.
    Coefficient(&'static str),
}

/// By what a figure is moved to learn its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By one point of a share, both ways.
    Point,
    /// By one, both ways.
    One,
    /// Not at all: its rows are moved, or nothing is.
    No,
}

/// How a figure is changed to cover what its rule lacks at several places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Everywhere {
    /// To the largest share of a school's staff that is asked for.
    Widest,
    /// It rises by the worst of them.
    Rises,
    /// It falls by the worst of them, to 1 at the least.
    Falls,
    /// It is not.
    No,
}

impl Figure {
    /// A share of the policy's, from nothing to all.
    pub(super) const fn share(
        step: Step,
        everywhere: Everywhere,
        get: fn(&Rules) -> Decimal,
        set: fn(&mut Rules, Decimal),
    ) -> Figure {
        let (low, high) = (Decimal(0), Decimal::whole(1));
        Figure { key: "share", kind: Kind::Share, low, high, step, everywhere, get, set }
    }

    /// The largest share beside the least; its row is moved to learn its price.
    pub(super) const fn most(get: fn(&Rules) -> Decimal, set: fn(&mut Rules, Decimal)) -> Figure {
        let (low, high, step, everywhere) = (Decimal(0), Decimal::whole(1), Step::No, Everywhere::No);
        Figure { key: "most", kind: Kind::Most, low, high, step, everywhere, get, set }
    }

    /// A distance that decides whom a rule is about.
    pub(super) const fn kilometres(get: fn(&Rules) -> Decimal, set: fn(&mut Rules, Decimal)) -> Figure {
        let (low, high, step, everywhere) = (Decimal(0), Decimal::whole(10_000), Step::No, Everywhere::No);
        Figure { key: "km", kind: Kind::Kilometres, low, high, step, everywhere, get, set }
    }

    /// Where it stands below the rule in a policy: `share.value`.
    pub fn path(&self) -> String {
        match self.kind {
            Kind::Share | Kind::Most | Kind::Number | Kind::Kilometres => format!("{}.value", self.key),
            Kind::Coefficient(_) => self.key.to_owned(),
        }
    }

    /// As it is in a policy.
    pub fn asks(&self, rules: &Rules) -> Asks {
        self.as_asks((self.get)(rules))
    }

    /// A value of it.
    pub fn as_asks(&self, value: Decimal) -> Asks {
        match self.kind {
            Kind::Share | Kind::Most => Asks::Share(value),
            Kind::Number | Kind::Kilometres => Asks::Number(value.floor_of(1)),
            Kind::Coefficient(_) => Asks::Coefficient(value),
        }
    }

    /// Writes what is asked for into a policy.
    pub fn put(&self, rules: &mut Rules, asks: Asks) {
        match asks {
            Asks::Share(value) | Asks::Coefficient(value) => (self.set)(rules, value),
            Asks::Number(n) => (self.set)(rules, Decimal::whole(n)),
            Asks::Nothing => {}
        }
    }
}

/// A whole figure of a policy from its decimal form.
pub(super) fn whole(value: Decimal) -> u32 {
    u32::try_from(value.floor_of(1).max(0)).unwrap_or(u32::MAX)
}

/// The decimal form of a whole figure of a policy.
pub(super) fn decimal(value: u32) -> Decimal {
    Decimal::whole(i64::from(value))
}

/// A kind of row of a rule in the model.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What such rows are called in the model: the sentence of their name, or the sentences of one for each gauge.
    pub names: &'static [&'static str],
    /// Whether it holds by definition and is no limit that could give way.
    pub given: bool,
    /// What it asks for, under a policy.
    pub asks: fn(&Rules) -> Asked,
    /// Whom or what it asks enough of; `None` where it asks for no such thing.
    pub counts: Option<Counted>,
    /// Whether it is made of the rule's share.
    pub share: OfShare,
    /// Whether an explanation of the rule tells that a plan is at its limit.
    pub binds: bool,
    /// Whether it is eased place by place to learn its price.
    pub eased: bool,
    /// How it is told.
    pub told: Told,
    /// What stands for it where it has to give way at one place.
    pub cure: Cure,
    /// New teachers that spare it.
    pub hires: Hires,
    /// What it lets through of moves down.
    pub narrows: Option<Narrows>,
}

/// What a row asks for, in the rule's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nothing that has a number: it holds or it does not.
    Nothing,
    /// The number of the row, and those who stand there before any move.
    Number(Standing),
    /// The rule's share of the moves down; the row is multiplied by the denominator.
    ShareOfDown,
    /// The rule's own figure, of a school that receives anybody.
    Team,
    /// A coefficient of variation.
    Coefficient,
    /// As many as come the other way.
    Partners,
}

/// What stands where a row is about before any move: such a row counts changes, and its rule counts what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody: the row counts moves.
    Nobody,
    /// The teachers of the school.
    Staff,
    /// Everybody on the payroll of the school.
    Payroll,
    /// The teachers of senior title at the school.
    Seniors,
    /// Those who serve at the post.
    Serving,
    /// The short posts of the school that no move can fill or empty.
    ShortAnyhow,
}

/// Whom or what a row asks enough of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Eligible teachers who move down, and those whose exchange runs where the policy counts them.
    Exchanged,
    /// Backbone teachers who move down.
    Backbone,
    /// Teachers of graduating grades who move down.
    Graduating,
    /// Moves down inside the sender's alliance.
    Allied,
    /// Moves up.
    Up,
    /// Periods that are taught at several schools.
    Periods,
}

impl Counted {
    /// The key of the people under `diagnose.who`, where it is people who move down.
    pub fn people(self) -> Option<&'static str> {
        match self {
            Counted::Exchanged => Some("eligible"),
            Counted::Backbone => Some("backbone"),
            Counted::Graduating => Some("graduating"),
            Counted::Allied | Counted::Up | Counted::Periods => None,
        }
    }
}

/// Whether a row is made of the rule's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfShare {
    /// It is.
    Yes,
    /// It is, and a share of 0 has no row.
    AboveNothing,
    /// It is not.
    No,
}

/// How a row is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By its own name.
    Named,
    /// Without a name: rows of one couple, or of one team, are one sentence.
    Once,
    /// By what the share is taken of: the moves down (without a name), or the eligible.
    ByBase,
    /// By the kind of pin.
    ByPin,
    /// By whether it is about a post (its own name) or about schools.
    ByPair,
}

/// The change of the policy or the tables that stands for a row which gives way at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cure {
    /// The rule's share.
    Share,
    /// The rule's largest share.
    Most,
    /// The rule's own number.
    Number,
    /// The coefficient of the row's name.
    Coefficient,
    /// A column of the schools table.
    Column(Column),
    /// The limit of the post in the needs table.
    Limit,
    /// New teachers at the post.
    Hire,
    /// The row of the pins table goes.
    Pin,
    /// None: an exception for that place.
    Exception,
}

/// How new teachers at a school spare a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hires {
    /// They fill the school's posts up and go beyond what must stay.
    Fill,
    /// The rule's share is taken of more teachers.
    Share,
    /// They do not.
    No,
}

/// How a row is narrow on the way of a move down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Narrows {
    /// It says how many leave the school.
    Leaving,
    /// It says how many leave the post.
    LeavingPost,
    /// It says how many stay at the school, where nobody can come.
    Staying,
    /// It says how many enter the school.
    Entering,
    /// It says how many the school holds, where nobody can leave.
    Holding,
    /// It says how many the post holds, where nobody can leave the school.
    HoldingPost,
    /// It says how many sleep at the school: of one sex, or all.
    Sleeping(Option<Sex>),
}

impl Row {
    /// Which way a row of the rule gives way: as the rule does, but for its largest share.
    pub fn gives_way(&self, rule: RuleName) -> GivesWay {
        match self.cure {
            Cure::Most => GivesWay::Up,
            Cure::Share
            | Cure::Number
            | Cure::Coefficient
            | Cure::Column(_)
            | Cure::Limit
            | Cure::Hire
            | Cure::Pin
            | Cure::Exception => rule.card().gives_way,
        }
    }

    /// A row that holds by definition and is never told: it ties columns to one another.
    pub(super) const fn given(names: &'static [&'static str]) -> Row {
        Row {
            names,
            given: true,
            asks: |_| Asked::Nothing,
            counts: None,
            share: OfShare::No,
            binds: false,
            eased: false,
            told: Told::Named,
            cure: Cure::Exception,
            hires: Hires::No,
            narrows: None,
        }
    }
}
