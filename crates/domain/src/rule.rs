//! The registry of rules: names and order. Words stand in the words table under `rule.<name>`; clauses belong to the
//! policies alone ([`crate::policy::Rules::clause`]).

use serde::{Deserialize, Serialize};

macro_rules! registry {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
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
        }
    };
}

registry! {
    /// A teacher moves to one post at most.
    OnePost = "one-post";
    /// Enough of the eligible move down.
    ExchangeQuota = "exchange-quota";
    /// Enough of those who move are backbone teachers.
    BackboneShare = "backbone-share";
    /// Serving, moves, shortage and surplus of every post add up.
    PostBalance = "post-balance";
    /// No post has more teachers than its limit.
    PostLimit = "post-limit";
    /// No school falls below its posts by rotation.
    StaffingFloor = "staffing-floor";
    /// No school rises above its posts by moves that carry the post.
    EstablishmentCeiling = "establishment-ceiling";
    /// A school sends no more than a share of its staff.
    OutflowCap = "outflow-cap";
    /// A school receives no more than a share of its staff.
    InflowCap = "inflow-cap";
    /// Senior posts are not exceeded by moves that carry the post.
    TitlePosts = "title-posts";
    /// Newcomers from afar have a bed.
    Housing = "housing";
    /// Couples move together or not at all.
    Couples = "couples";
    /// Enough moves stay inside the sender's alliance.
    AllianceShare = "alliance-share";
    /// Who receives, receives a team.
    TeamSize = "team-size";
    /// Allowances stay within the budget.
    Budget = "budget";
    /// Posts are filled at their level of the national language.
    Language = "language";
    /// Enough teachers of graduating grades move.
    GraduatingShare = "graduating-share";
    /// Who goes up to train is replaced by a partner from there.
    TwoWay = "two-way";
    /// What the schools have for each pupil varies no more than the limit.
    Balance = "balance";
    /// Teachers of one school teach at others that are too small for a post of the subject (走教).
    Itinerant = "itinerant";
    /// What the office has fixed, forbidden or kept.
    Pins = "pins";
}

impl RuleName {
    /// The rule of this name.
    pub fn from_name(name: &str) -> Option<RuleName> {
        RuleName::ALL.iter().copied().find(|r| r.name() == name)
    }

    /// Whether the rule always holds and cannot be switched.
    pub fn always(self) -> bool {
        matches!(self, RuleName::OnePost | RuleName::PostBalance)
    }
}

impl std::fmt::Display for RuleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
