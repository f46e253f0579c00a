//! `price --format json`: what every rule costs the goals.

use crate::naming::Naming;
use lungang_domain::county::County;
use lungang_domain::format::Document;
use lungang_domain::number::Decimal;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_domain::price::{Changed, Lever, Limit, Price, PriceTable};
use lungang_domain::words::{Lang, has, say};
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A goal and its optimum, which every change is against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PricedGoal {
    /// Name: of the policy's list, or `breach:<rule>`.
    pub name: String,
    /// In words.
    pub words: String,
    /// Its optimum.
    pub value: i64,
    /// Whether larger is better.
    pub maximised: bool,
}

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The first goal that changes gets better.
    Better,
    /// No goal changes.
    Same,
    /// The first goal that changes gets worse.
    Worse,
    /// No plan keeps the rules then.
    Impossible,
    /// Not computed: stopped before.
    Unknown,
}

/// What is otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LeverKind {
    /// A share of the policy, by one point.
    Share,
    /// The least size of a team, by one.
    Least,
    /// A limit at one place, by one person, one bed or one step of money.
    Limit,
    /// One more teacher of a subject.
    Recruit,
    /// The rule is not applied.
    Off,
}

/// The price of one number of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PricedLever {
    /// Position in the list, from 1.
    pub rank: u32,
    /// The rule.
    pub rule: String,
    /// Its clause, where the policy states one.
    #[serde(with = "lungang_domain::clause", default)]
    #[schemars(with = "Option<String>")]
    pub clause: String,
    /// What would be otherwise, in words.
    pub words: String,
    /// What kind of thing that is.
    pub lever: LeverKind,
    /// Which of the rule's sentences, where it has several: `school`, `last`, `all`, `men`, `women`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sentence: Option<String>,
    /// School id, where it is about one; for a recruit the school where one helps most.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school_id: Option<String>,
    /// Name of that school.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<String>,
    /// Stage, where it is about a post or a recruit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<String>,
    /// Subject id, where it is about a post or a recruit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// The number as it is; a share as a decimal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// The number as it would be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// Whether the limit is reached in the plan; always true for what is no limit.
    pub binds: bool,
    /// What it comes to.
    pub verdict: Verdict,
    /// Whether the plan's certificate alone proves it, without another solve.
    pub by_certificate: bool,
    /// By how much each goal changes, in the order of `goals`; absent where it is impossible or not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub changes: Option<Vec<i64>>,
    /// What the certificate's prices say it changes by: an estimate, in the order of `goals`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lp: Option<Vec<f64>>,
}

/// The prices of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PriceDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// How the plan itself ended: where that is not `optimal`, prices are against the optimum all the same.
    pub status: PlanStatus,
    /// The goals in order, without the lottery.
    pub goals: Vec<PricedGoal>,
    /// What gains most first, in the order of the goals.
    pub prices: Vec<PricedLever>,
    /// How many were not computed.
    pub unknown: u32,
}

impl Document for PriceDocument {
    const NAME: &'static str = "price";
}

impl PriceDocument {
    /// From the prices.
    pub fn new(county: &County, policy: &Policy, table: &PriceTable, lang: Lang) -> PriceDocument {
        let goal = |g: &lungang_domain::plan::GoalValue| PricedGoal {
            name: g.name.clone(),
            words: names::goal(lang, &g.name),
            value: g.value,
            maximised: g.maximised,
        };
        let scribe = Scribe { naming: Naming::new(lang, county, policy), table };
        PriceDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            status: table.status,
            goals: table.goals.iter().map(goal).collect(),
            prices: table.prices.iter().zip(1..).map(|(price, rank)| scribe.price(price, rank)).collect(),
            unknown: table.unknown() as u32,
        }
    }
}

/// Writes prices down.
struct Scribe<'a> {
    naming: Naming<'a>,
    table: &'a PriceTable,
}

impl Scribe<'_> {
    fn price(&self, price: &Price, rank: u32) -> PricedLever {
        let mut doc = PricedLever {
            rank,
            rule: price.rule.name().to_owned(),
            clause: names::clause(self.naming.policy, price.rule),
            words: String::new(),
            lever: LeverKind::Off,
            sentence: None,
            school_id: None,
            school: None,
            stage: None,
            subject: None,
            from: None,
            to: None,
            binds: price.binds,
            verdict: self.verdict(price),
            by_certificate: price.changed == Changed::Same,
            changes: self.table.change(price),
            lp: price.lp.as_ref().map(|lp| lp.iter().map(|v| (v * 1e4).round() / 1e4).collect()),
        };
        match &price.lever {
            Lever::Share { from, to } => {
                (doc.lever, doc.from, doc.to) = (LeverKind::Share, Some(from.to_string()), Some(to.to_string()));
                doc.words = self.say("price.share", &[("from", &percent(*from)), ("to", &percent(*to))]);
            }
            Lever::Least { from, to } => {
                let (from, to) = (from.to_string(), to.to_string());
                doc.words = self.say("price.least", &[("from", &from), ("to", &to)]);
                (doc.lever, doc.from, doc.to) = (LeverKind::Least, Some(from), Some(to));
            }
            Lever::Limit(limit) => self.limit(price, limit, &mut doc),
            Lever::Recruit { subject, at } => {
                doc.lever = LeverKind::Recruit;
                doc.subject = Some(self.naming.policy.subject_id(*subject).to_owned());
                let called = names::subject(self.naming.lang, self.naming.policy, *subject);
                let Some((school, part)) = at else {
                    let known = matches!(price.changed, Changed::To(_) | Changed::Same);
                    let key = if known { "price.recruit-nowhere" } else { "price.recruit-any" };
                    doc.words = self.say(key, &[("subject", &called)]);
                    return doc;
                };
                self.at(*school, &mut doc);
                doc.stage = Some(part.name().to_owned());
                let (school, stage) = (doc.school.clone().unwrap_or_default(), names::stage(self.naming.lang, *part));
                doc.words = self.say("price.recruit", &[("subject", &called), ("school", &school), ("stage", &stage)]);
            }
            Lever::Off => {
                doc.words = self.say("price.off", &[("rule", &names::rule(self.naming.lang, price.rule))]);
            }
        }
        doc
    }

    fn limit(&self, price: &Price, limit: &Limit, doc: &mut PricedLever) {
        doc.lever = LeverKind::Limit;
        doc.sentence = (!limit.sentence.is_empty()).then(|| limit.sentence.to_owned());
        (doc.from, doc.to) = (Some(limit.from.to_string()), Some(limit.to.to_string()));
        if let Some(school) = limit.school {
            self.at(school, doc);
        }
        let (mut stage, mut subject) = (String::new(), String::new());
        if let Some((part, of)) = limit.post {
            (doc.stage, doc.subject) =
                (Some(part.name().to_owned()), Some(self.naming.policy.subject_id(of).to_owned()));
            (stage, subject) =
                (names::stage(self.naming.lang, part), names::subject(self.naming.lang, self.naming.policy, of));
        }
        let narrow = format!("price.limit.{}-{}", price.rule, limit.sentence);
        let key = if has(&narrow) { narrow } else { format!("price.limit.{}", price.rule) };
        let (from, to) = (limit.from.to_string(), limit.to.to_string());
        let args = [
            ("school", doc.school.as_deref().unwrap_or_default()),
            ("stage", &stage),
            ("subject", &subject),
            ("from", &from),
            ("to", &to),
        ];
        doc.words = self.say(&key, &args);
    }

    fn at(&self, school: lungang_domain::id::SchoolIx, doc: &mut PricedLever) {
        doc.school_id = Some(self.naming.county.school(school).id.clone());
        doc.school = Some(self.naming.school(school));
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.naming.lang, key, args)
    }

    fn verdict(&self, price: &Price) -> Verdict {
        let Some(change) = self.table.change(price) else {
            return if price.changed == Changed::Impossible { Verdict::Impossible } else { Verdict::Unknown };
        };
        let first = change.iter().zip(&self.table.goals).find(|(c, _)| **c != 0);
        match first {
            None => Verdict::Same,
            Some((c, goal)) if (*c < 0) != goal.maximised => Verdict::Better,
            Some(_) => Verdict::Worse,
        }
    }
}

/// A share in per cent: `12.5%`.
fn percent(share: Decimal) -> String {
    format!("{}%", Decimal(share.0 * 100))
}
