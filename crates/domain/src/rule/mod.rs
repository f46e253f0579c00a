//! The rules of the rotation model, a file each: what a policy states of a rule, and its [`Card`]. This is their registry: names
//! and order. Words stand in the words table under `rule.<name>`; clauses belong to the policies alone ([`Rules::clause`]).

// Declared here and not by the registry: what a macro declares, rustfmt does not find.
mod alliance_share;
mod avoidance;
mod backbone_share;
mod balance;
mod budget;
mod card;
mod continuity;
mod couples;
mod establishment_ceiling;
mod exchange_quota;
mod graduating_share;
mod housing;
mod inflow_cap;
mod itinerant;
mod language;
mod no_new_short;
mod one_post;
mod outflow_cap;
mod pins;
mod post_balance;
mod post_limit;
mod receiving_ceiling;
mod staffing_floor;
mod switch;
mod team_size;
mod title_posts;
mod two_way;

pub use card::*;
pub use switch::{Mode, Switch};

use crate::policy::Param;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use switch::Switched;

/// A rule a line: its file, its name in the program and in files, and its parameters in a policy; a rule without parameters
/// always holds.
macro_rules! registry {
    ($($(#[$doc:meta])* $module:ident: $variant:ident = $name:literal $(with $params:ident)?;)*) => {
        /// What policies state of the rules: their parameters, and what those are made of.
        pub mod parameters {
            $($(
                #[doc = concat!("Parameters of `", $name, "`: [`", stringify!($params), "`].")]
                pub use super::$module::*;
            )?)*
        }

        /// A rule of the rotation model.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum RuleName {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl RuleName {
            /// Every rule, in the order of the registry.
            pub const ALL: &[RuleName] = &[$(RuleName::$variant),*];

            /// The name used in policies, files and rows.
            pub fn name(self) -> &'static str {
                match self { $(RuleName::$variant => $name),* }
            }

            /// Its card.
            pub fn card(self) -> &'static Card {
                match self { $(RuleName::$variant => &$module::CARD),* }
            }

            /// Whether the rule always holds and cannot be switched.
            pub fn always(self) -> bool {
                let parameters: Option<&str> = match self {
                    $(RuleName::$variant => [$(stringify!($params))?].into_iter().next(),)*
                };
                parameters.is_none()
            }
        }

        /// Every rule that can be switched, with its parameters.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Rules {
            $($(
                #[doc = concat!("Parameters of `", $name, "`.")]
                pub $module: parameters::$params,
            )?)*
        }

        /// What it costs to let a rule give way by one unit, when a county without a plan is repaired; whole numbers that
        /// are only compared with one another. A unit is a person, a post or a couple; of the budget a
        /// thousand yuan; of balance a ten-thousandth of the square of a coefficient.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Repairs {
            $($(
                #[doc = concat!("A unit of `", $name, "`: [`parameters::", stringify!($params), "`].")]
                pub $module: Param<u32>,
            )?)*
            /// One more teacher, or one more authorised post.
            pub one_more_teacher: Param<u32>,
        }

        impl Repairs {
            /// The price of one unit of a rule; rules that always hold have none.
            pub fn price(&self, rule: RuleName) -> u32 {
                let price: Option<&Param<u32>> = match rule {
                    $(RuleName::$variant => [$((&self.$module, stringify!($params)).0)?].into_iter().next(),)*
                };
                price.map_or(0, |p| p.value)
            }
        }

        impl Rules {
            /// The parameters of a rule; `None` for a rule that always holds.
            fn of(&self, rule: RuleName) -> Option<&dyn Switched> {
                match rule {
                    $(RuleName::$variant => [$(&self.$module as &parameters::$params as &dyn Switched)?].into_iter().next(),)*
                }
            }

            fn of_mut(&mut self, rule: RuleName) -> Option<&mut dyn Switched> {
                match rule {
                    $(RuleName::$variant => {
                        [$(&mut self.$module as &mut parameters::$params as &mut dyn Switched)?].into_iter().next()
                    })*
                }
            }
        }
    };
}

registry! {
    /// A teacher moves to one post at most.
    one_post: OnePost = "one-post";
    /// Enough of the eligible move down.
    exchange_quota: ExchangeQuota = "exchange-quota" with ExchangeQuota;
    /// Enough of those who move are backbone teachers.
    backbone_share: BackboneShare = "backbone-share" with BackboneShare;
    /// Serving, moves, shortage and surplus of every post add up.
    post_balance: PostBalance = "post-balance";
    /// No post has more teachers than its limit.
    post_limit: PostLimit = "post-limit" with PostLimit;
    /// No school falls below its posts by rotation.
    staffing_floor: StaffingFloor = "staffing-floor" with StaffingFloor;
    /// No sending school ends with more short posts than it can do with by itself.
    no_new_short: NoNewShort = "no-new-short" with NoNewShort;
    /// No school rises above its posts by moves that carry the post.
    establishment_ceiling: EstablishmentCeiling = "establishment-ceiling" with EstablishmentCeiling;
    /// A school sends no more than a share of its staff.
    outflow_cap: OutflowCap = "outflow-cap" with OutflowCap;
    /// A school receives no more than a share of its staff.
    inflow_cap: InflowCap = "inflow-cap" with InflowCap;
    /// A receiving school that has its people receives the odd specialist, not many.
    receiving_ceiling: ReceivingCeiling = "receiving-ceiling" with ReceivingCeiling;
    /// Senior posts are not exceeded by moves that carry the post.
    title_posts: TitlePosts = "title-posts" with TitlePosts;
    /// Newcomers from afar have a bed.
    housing: Housing = "housing" with Housing;
    /// Couples move together or not at all; no other couple is led further apart.
    couples: Couples = "couples" with Couples;
    /// Enough moves stay inside the sender's alliance.
    alliance_share: AllianceShare = "alliance-share" with AllianceShare;
    /// Who receives, receives a team.
    team_size: TeamSize = "team-size" with TeamSize;
    /// Allowances stay within the budget.
    budget: Budget = "budget" with Budget;
    /// Posts are filled at their level of the national language.
    language: Language = "language" with Language;
    /// Nobody is sent to a school that a relative heads.
    avoidance: Avoidance = "avoidance" with Avoidance;
    /// Class teachers and teachers of graduating grades are not moved.
    continuity: Continuity = "continuity" with Continuity;
    /// Enough teachers of graduating grades move.
    graduating_share: GraduatingShare = "graduating-share" with GraduatingShare;
    /// Who goes up to train is replaced by a partner from there.
    two_way: TwoWay = "two-way" with TwoWay;
    /// What the schools have for each pupil varies no more than the limit.
    balance: Balance = "balance" with Balance;
    /// Teachers of one school teach at others that are too small for a post of the subject (走教).
    itinerant: Itinerant = "itinerant" with Itinerant;
    /// What the office has fixed, forbidden or kept.
    pins: Pins = "pins" with Pins;
}

impl RuleName {
    /// The rule of this name.
    pub fn from_name(name: &str) -> Option<RuleName> {
        RuleName::ALL.iter().copied().find(|r| r.name() == name)
    }

    /// The kind of its rows that has this name in the model; `None` where it has none.
    pub fn row(self, name: &str) -> Option<&'static Row> {
        self.card().rows.iter().find(|row| row.names.contains(&name))
    }

    /// Its figure of a kind.
    pub fn figure(self, kind: Kind) -> Option<&'static Figure> {
        self.card().figures.iter().find(|figure| figure.kind == kind)
    }
}

impl std::fmt::Display for RuleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Rules {
    /// The switches by rule; the rules that always hold are not among them.
    pub fn switches(&self) -> BTreeMap<RuleName, Switch> {
        RuleName::ALL.iter().filter_map(|rule| Some((*rule, self.of(*rule)?.switch()))).collect()
    }

    /// How a rule binds; a rule that always holds is hard.
    pub fn mode(&self, rule: RuleName) -> Mode {
        self.of(rule).map_or(Mode::Hard, Switched::mode)
    }

    /// The clause that a rule comes from: what the policy states and nothing else.
    pub fn clause(&self, rule: RuleName) -> Option<&str> {
        self.of(rule)?.clause()
    }

    /// Switches a rule, with the reason that a law asks for; rules that always hold stay as they are.
    pub fn set_mode(&mut self, rule: RuleName, mode: Mode, reason: Option<String>) {
        if let Some(own) = self.of_mut(rule) {
            own.set(mode, reason);
        }
    }
}
