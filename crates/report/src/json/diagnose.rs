//! `diagnose --format json`: why there is no plan, and what would give one.

use crate::diagnosis::Teller;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Asks, Change, Diagnosis, Illness, Instance, Place};
use lungang_domain::format::Document;
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What looking for the cause came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosisStatus {
    /// There is a plan.
    Feasible,
    /// There is none.
    Infeasible,
    /// The limit was reached before it was known.
    Unknown,
}

/// What plain counting shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosisReason {
    /// The rule behind it; absent for the authorised total.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<String>,
    /// Its clause, where it has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// In words.
    pub words: String,
    /// What stands behind it, in words.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub narrow: Vec<String>,
}

/// A rule at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstanceDoc {
    /// The rule.
    pub rule: String,
    /// Which of the rule's sentences; absent where there is only one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub sentence: String,
    /// Its clause, where it has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub clause: String,
    /// Whether it is law.
    pub law: bool,
    /// The school, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school_id: Option<String>,
    /// The other school, where it is about two: of `two-way` the one that trains.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub other_school_id: Option<String>,
    /// The stage of the post, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<String>,
    /// The subject, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<String>,
    /// The people, where it is about some.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub teachers: Vec<String>,
    /// The figure that it asks for, as it is printed; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asks: Option<String>,
    /// In words.
    pub words: String,
}

/// Rules that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetDoc {
    /// Whether it is proved that without any one of them the others can hold.
    pub proven_irreducible: bool,
    /// The rules at their places.
    pub instances: Vec<InstanceDoc>,
}

/// One change of a repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeDoc {
    /// `parameter` of the policy, `exception` for one place, `school` or `limit` in the tables, `pin`, `hire`, `authorised`.
    pub kind: String,
    /// The rule that reads it; absent for the authorised total.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<String>,
    /// Key of the policy, or column of the table.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key: Option<String>,
    /// The school, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school_id: Option<String>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// As it would be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// A `parameter` as it is written into a policy file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub toml: Option<String>,
    /// In words.
    pub words: String,
}

/// A repair: with all its changes the county has a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepairDoc {
    /// Whether a law is weakened.
    pub law: bool,
    /// Price by the policy's list.
    pub price: i64,
    /// What is changed.
    pub changes: Vec<ChangeDoc>,
    /// In words.
    pub words: String,
}

/// `diagnose --format json`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnoseDocument {
    /// What it came to.
    pub status: DiagnosisStatus,
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// What plain counting shows.
    pub reasons: Vec<DiagnosisReason>,
    /// Rules that cannot hold together; absent where there is a plan, or the authorised total already fails.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub conflict: Option<SetDoc>,
    /// Repairs, those that spare law first, then the cheapest; each was solved again.
    pub repairs: Vec<RepairDoc>,
    /// Whether every repair that was thought of was tried.
    pub all_tried: bool,
}

impl Document for DiagnoseDocument {
    const NAME: &'static str = "diagnose";
}

impl DiagnoseDocument {
    /// From a diagnosis; words in `lang`.
    pub fn new(county: &County, policy: &Policy, diagnosis: &Diagnosis, lang: Lang) -> DiagnoseDocument {
        let teller = Teller::new(lang, county, policy);
        let none = Illness { all_tried: *diagnosis == Diagnosis::Feasible, ..Illness::default() };
        let (status, illness) = match diagnosis {
            Diagnosis::Feasible => (DiagnosisStatus::Feasible, &none),
            Diagnosis::Unknown => (DiagnosisStatus::Unknown, &none),
            Diagnosis::Infeasible(illness) => (DiagnosisStatus::Infeasible, illness),
        };
        let reasons = illness.reasons.iter().map(|reason| {
            let (words, narrow) = teller.reason(reason);
            let rule = reason.rule();
            let clause = rule.map(|r| names::clause(policy, r)).unwrap_or_default();
            DiagnosisReason { rule: rule.map(|r| r.name().to_owned()), clause, words, narrow }
        });
        let conflict = (!illness.instances.is_empty()).then(|| SetDoc {
            proven_irreducible: illness.proven_irreducible,
            instances: illness.instances.iter().map(|i| instance(&teller, i)).collect(),
        });
        let repairs = illness.repairs.iter().map(|repair| RepairDoc {
            law: repair.law,
            price: repair.price,
            changes: repair.changes.iter().map(|c| change(&teller, c)).collect(),
            words: teller.repair(repair),
        });
        DiagnoseDocument {
            status,
            county: county.name.clone(),
            school_year: county.school_year.label(),
            policy: policy.id.clone(),
            reasons: reasons.collect(),
            conflict,
            repairs: repairs.collect(),
            all_tried: illness.all_tried,
        }
    }
}

fn instance(teller: &Teller<'_>, instance: &Instance) -> InstanceDoc {
    let (county, policy) = (teller.naming.county, teller.naming.policy);
    let pin = match instance.place {
        Place::Pin(n) => county.pins.get(n as usize),
        _ => None,
    };
    let (school, stage, subject) = match instance.place {
        Place::School(s) => (Some(s), None, None),
        Place::Post(s, part, k) => (Some(s), Some(part), Some(k)),
        Place::Pin(_) => (pin.and_then(|p| p.school), None, pin.and_then(|p| p.subject)),
        Place::Pair(_, s, post) => (Some(s), post.map(|p| p.0), post.map(|p| p.1)),
        Place::County | Place::Couple(..) => (None, None, None),
    };
    let other = if let Place::Pair(trains, ..) = instance.place { Some(trains) } else { None };
    InstanceDoc {
        rule: instance.rule.name().to_owned(),
        sentence: instance.sentence.to_owned(),
        clause: names::clause(policy, instance.rule),
        law: policy.rules.switches().get(&instance.rule).is_some_and(|s| s.law),
        school_id: school.map(|s| county.school(s).id.clone()),
        other_school_id: other.map(|s| county.school(s).id.clone()),
        stage: stage.map(|p| p.name().to_owned()),
        subject: subject.map(|k| policy.subject_id(k).to_owned()),
        teachers: instance.people.iter().map(|t| county.teacher(*t).id.clone()).collect(),
        asks: figure(teller, instance.asks),
        words: teller.instance(instance),
    }
}

fn figure(teller: &Teller<'_>, asks: Asks) -> Option<String> {
    (asks != Asks::Nothing).then(|| teller.asks(asks))
}

fn change(teller: &Teller<'_>, change: &Change) -> ChangeDoc {
    let school = |s| Some(teller.naming.county.school(s).id.clone());
    let number = |n: &u32| Some(n.to_string());
    let place = |place: Place| match place {
        Place::School(s) | Place::Post(s, ..) | Place::Pair(_, s, _) => school(s),
        _ => None,
    };
    let rule = |rule: RuleName| Some(rule.name().to_owned());
    let (kind, rule, key, school_id, from, to) = match change {
        Change::Parameter { rule: r, key, from, to } => {
            ("parameter", rule(*r), Some(format!("rules.{r}.{key}")), None, figure(teller, *from), figure(teller, *to))
        }
        Change::Exception { instance: i, to, .. } => {
            ("exception", rule(i.rule), None, place(i.place), figure(teller, i.asks), figure(teller, *to))
        }
        Change::School { school: s, rule: r, column, from, to } => {
            ("school", rule(*r), Some(column.name().to_owned()), school(*s), number(from), number(to))
        }
        Change::Limit { rule: r, post, from, to } => {
            ("limit", rule(*r), Some("limit".to_owned()), school(post.0), number(from), number(to))
        }
        Change::Pin { rule: r, school: s, .. } => ("pin", rule(*r), None, s.and_then(school), None, None),
        Change::Hire { post, count } => ("hire", None, None, school(post.0), None, number(count)),
        Change::Authorised { from, to, .. } => {
            ("authorised", None, Some("posts".to_owned()), None, number(from), number(to))
        }
    };
    let toml = teller.toml(change).map(|lines| lines.join("\n") + "\n");
    ChangeDoc { kind: kind.to_owned(), rule, key, school_id, from, to, toml, words: teller.change(change) }
}
