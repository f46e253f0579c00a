//! `eligible --format json`: the verdict on every teacher with all reasons.

use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::format::Document;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A reason against asking a teacher to move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonDoc {
    /// Its name: `too-few-years`.
    pub reason: String,
    /// Its figure, where it has one: years served, age, years since the exchange ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<u32>,
    /// In words.
    pub words: String,
}

/// The verdict on one teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TeacherVerdict {
    /// Who.
    pub teacher_id: String,
    /// The school that holds the post.
    pub school_id: String,
    /// Eligible: there is no reason against it.
    pub eligible: bool,
    /// All reasons against it.
    pub reasons: Vec<ReasonDoc>,
    /// Whether the teacher applied to move.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub volunteer: bool,
    /// Reasons that do not count against a teacher who applied: who moves by them alone is not eligible and may move.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waived: Vec<ReasonDoc>,
}

/// The verdicts on all teachers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EligibleDocument {
    /// Teachers who are eligible.
    pub eligible: u32,
    /// Teachers on the roster.
    pub roster: u32,
    /// Teachers against whom a reason speaks, by reason; one teacher may have several.
    pub counts: BTreeMap<String, u32>,
    /// Every teacher, by id.
    pub teachers: Vec<TeacherVerdict>,
}

impl Document for EligibleDocument {
    const NAME: &'static str = "eligible";
}

impl EligibleDocument {
    /// From the verdicts.
    pub fn new(county: &County, policy: &Policy, eligibility: &Eligibility, lang: Lang) -> EligibleDocument {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut teachers = Vec::with_capacity(county.teachers.len());
        for (teacher, verdict) in county.teachers.iter().zip(&eligibility.verdicts) {
            let mut named: Vec<&str> = verdict.reasons.iter().map(|r| r.name()).collect();
            named.dedup();
            named.into_iter().for_each(|n| *counts.entry(n.to_owned()).or_default() += 1);
            let reason = |r: &lungang_domain::eligibility::Reason| ReasonDoc {
                reason: r.name().to_owned(),
                detail: names::reason_detail(*r),
                words: names::reason(lang, policy, *r),
            };
            teachers.push(TeacherVerdict {
                teacher_id: teacher.id.clone(),
                school_id: county.school(teacher.school).id.clone(),
                eligible: verdict.eligible(),
                reasons: verdict.reasons.iter().map(reason).collect(),
                volunteer: teacher.volunteer,
                waived: verdict.waived.iter().map(reason).collect(),
            });
        }
        EligibleDocument {
            eligible: eligibility.count() as u32,
            roster: county.teachers.len() as u32,
            counts,
            teachers,
        }
    }
}
