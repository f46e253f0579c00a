//! The switch and the parameters of every rule.

use super::Param;
use crate::balance::{ByIndicator, Gauge, Indicator};
use crate::number::Decimal;
use crate::rule::RuleName;
use crate::school::{ByPart, Part};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Never broken.
    Hard,
    /// Its breach is a goal of its own, before all others.
    Soft,
    /// Not looked at.
    Off,
}

/// What every rule has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Switch {
    /// How it binds.
    pub mode: Mode,
    /// Whether it is law: switching it off, or making it soft, asks for a reason.
    #[serde(default)]
    pub law: bool,
    /// The written reason, printed on the plan.
    #[serde(default)]
    pub reason: Option<String>,
    /// The clause it comes from; absent: none asks for it.
    #[serde(default, deserialize_with = "clause")]
    pub clause: Option<String>,
}

/// A clause as stated; blank, or written as a sign for nothing, it is none.
fn clause<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let stated = Option::<String>::deserialize(from)?;
    Ok(stated.filter(|c| !matches!(c.trim(), "" | "-" | "–" | "—" | "——" | "/" | "无")))
}

/// Where the exchange quota must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaScope {
    /// In the county as a whole.
    County,
    /// In every sending school.
    School,
    /// Both.
    Both,
}

/// What counts towards the exchange quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotaCounts {
    /// New moves only.
    New,
    /// Running exchanges from sending to receiving schools too.
    Running,
}

/// Of what the backbone share is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackboneOf {
    /// Of those who move down.
    Moved,
    /// Of those eligible.
    Eligible,
}

/// Which couples move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CouplesWho {
    /// Couples who asked for it in the roster.
    Asked,
    /// Every couple on the roster.
    All,
}

/// What brings two schools so close that teachers of the one may also teach at the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// They belong to one alliance.
    Alliance,
    /// They lie in one township.
    Township,
    /// One of them is the other's central school, or they have the same.
    CentralSchool,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $field:ident: $variant:ident { $($(#[$pdoc:meta])* $param:ident: $ty:ty),* $(,)? }),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields, rename_all = "kebab-case")]
            pub struct $variant {
                /// How it binds.
                pub mode: Mode,
                /// Whether it is law: switching it off, or making it soft, asks for a reason.
                #[serde(default)]
                pub law: bool,
                /// The written reason, printed on the plan.
                #[serde(default)]
                pub reason: Option<String>,
                /// The clause it comes from; absent: none asks for it.
                #[serde(default, deserialize_with = "clause")]
                pub clause: Option<String>,
                $($(#[$pdoc])* pub $param: $ty,)*
            }
        )*

        /// Every rule that can be switched, with its parameters.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Rules {
            $($(#[$doc])* pub $field: $variant,)*
        }

        /// What it costs to let a rule give way by one unit, when a county without a plan is repaired; whole numbers that
        /// are only compared with one another. A unit is a person, a post or a couple; of the budget a
        /// thousand yuan; of balance a ten-thousandth of the square of a coefficient.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Repairs {
            $($(#[$doc])* pub $field: Param<u32>,)*
            /// One more teacher, or one more authorised post.
            pub one_more_teacher: Param<u32>,
        }

        impl Repairs {
            /// The price of one unit of a rule; rules that always hold have none.
            pub fn price(&self, rule: RuleName) -> u32 {
                match rule {
                    $(RuleName::$variant => self.$field.value,)*
                    RuleName::OnePost | RuleName::PostBalance => 0,
                }
            }
        }

        impl Rules {
            /// The switches by rule; the rules that always hold are not among them.
            pub fn switches(&self) -> BTreeMap<RuleName, Switch> {
                BTreeMap::from([
                    $((RuleName::$variant, Switch {
                        mode: self.$field.mode,
                        law: self.$field.law,
                        reason: self.$field.reason.clone(),
                        clause: self.$field.clause.clone(),
                    }),)*
                ])
            }

            /// How a rule binds; `one-post` and `post-balance` are always hard.
            pub fn mode(&self, rule: RuleName) -> Mode {
                match rule {
                    $(RuleName::$variant => self.$field.mode,)*
                    RuleName::OnePost | RuleName::PostBalance => Mode::Hard,
                }
            }

            /// The clause that a rule comes from: what the policy states and nothing else.
            pub fn clause(&self, rule: RuleName) -> Option<&str> {
                match rule {
                    $(RuleName::$variant => self.$field.clause.as_deref(),)*
                    RuleName::OnePost | RuleName::PostBalance => None,
                }
            }

            /// Switches a rule, with the reason that a law asks for; rules that always hold stay as they are.
            pub fn set_mode(&mut self, rule: RuleName, mode: Mode, reason: Option<String>) {
                match rule {
                    $(RuleName::$variant => { self.$field.mode = mode; self.$field.reason = reason; })*
                    RuleName::OnePost | RuleName::PostBalance => {}
                }
            }
        }
    };
}

rules! {
    /// 交流比例
    exchange_quota: ExchangeQuota {
        /// Least share of the eligible who move down.
        share: Param<Decimal>,
        /// Where it must hold.
        scope: Param<QuotaScope>,
        /// What counts.
        counts: Param<QuotaCounts>,
    },
    /// 骨干比例
    backbone_share: BackboneShare {
        /// Least share of backbone teachers.
        share: Param<Decimal>,
        /// Of what it is a share.
        of: Param<BackboneOf>,
    },
    /// 岗位上限
    post_limit: PostLimit {},
    /// 人员底线
    staffing_floor: StaffingFloor {
        /// Teachers by which a school may fall below the floor.
        tolerance: Param<u32>,
    },
    /// 编制上限
    establishment_ceiling: EstablishmentCeiling {},
    /// 派出上限
    outflow_cap: OutflowCap {
        /// Largest share of a school's staff that leaves in a year.
        share: Param<Decimal>,
    },
    /// 接收上限
    inflow_cap: InflowCap {
        /// Largest share of a school's staff that arrives in a year; at least one always may.
        share: Param<Decimal>,
    },
    /// 高级岗位
    title_posts: TitlePosts {},
    /// 周转宿舍
    housing: Housing {
        /// A newcomer who lives farther than this needs a bed, kilometres.
        km: Param<Decimal>,
    },
    /// 夫妻同调
    couples: Couples {
        /// Which couples.
        who: Param<CouplesWho>,
        /// Greatest distance between the two new schools, kilometres.
        km: Param<Decimal>,
    },
    /// 联盟内交流
    alliance_share: AllianceShare {
        /// Least share of the moves down that stay inside the sender's alliance.
        share: Param<Decimal>,
    },
    /// 组团
    team_size: TeamSize {
        /// A school that receives, receives at least this many.
        least: Param<u32>,
    },
    /// 经费
    budget: Budget {
        /// Yuan a year for allowances of the new moves.
        yuan: Param<u32>,
    },
    /// 语言等级
    language: Language {
        /// Least level for any post, by id of the language ladder; absent: none.
        minimum: Option<Param<String>>,
        /// Least level by subject id.
        #[serde(default)]
        by_subject: BTreeMap<String, Param<String>>,
    },
    /// 毕业班教师
    graduating_share: GraduatingShare {
        /// Least share of the eligible teachers of graduating grades who move down.
        share: Param<Decimal>,
    },
    /// 双向交流
    two_way: TwoWay {
        /// Least number of moves up as a share of the moves down; 0: none is asked for.
        share: Param<Decimal>,
        /// Whether the partner fills the post that the one who goes up leaves.
        same_subject: Param<bool>,
    },
    /// 校际差异
    balance: Balance {
        /// What is compared between schools.
        indicators: Param<Vec<Indicator>>,
        /// Stages whose schools are compared.
        stages: Param<Vec<Part>>,
        /// Largest coefficient of variation, pupil-weighted, by indicator and stage.
        limit: ByIndicator<Param<ByPart<Decimal>>>,
    },
    /// 走教
    itinerant: Itinerant {
        /// Least share of the shared periods that are taught.
        share: Param<Decimal>,
        /// Between which schools teachers may travel.
        within: Param<Vec<Within>>,
        /// Farthest school from the teacher's own, kilometres: a day's journey there and back.
        km: Param<Decimal>,
        /// Subjects that are taught so, by id; absent: the scarce ones.
        subjects: Option<Param<Vec<String>>>,
        /// Periods a week that one teacher teaches so; absent: the load of the subject, rounded down.
        periods: Option<Param<u32>>,
    },
    /// 指定与保留
    pins: Pins {},
}

impl Balance {
    /// What the rule judges, where it is not off.
    pub fn gauges(&self) -> BTreeSet<Gauge> {
        match self.mode {
            Mode::Off => BTreeSet::new(),
            Mode::Hard | Mode::Soft => Gauge::of(&self.stages.value, &self.indicators.value),
        }
    }

    /// The largest coefficient that it allows there.
    pub fn limit(&self, gauge: Gauge) -> Decimal {
        *self.limit.get(gauge.indicator).value.get(gauge.stage)
    }
}
