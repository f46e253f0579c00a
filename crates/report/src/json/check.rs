//! `check --format json`: what was read, and every finding with its place, cause and remedy.

use crate::explain::no_move_name;
use lungang_domain::cause::Cause;
use lungang_domain::county::County;
use lungang_domain::explanation::{Hopeless, NoMove};
use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::format::Document;
use lungang_domain::id::SubjectIx;
use lungang_domain::words::Lang;
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedFile {
    /// File, with the sheet where it is one of a workbook.
    pub file: String,
    /// Table it was read as: `schools`.
    pub table: String,
    /// Rows of data.
    pub rows: u64,
    /// Encoding of a text file: `UTF-8`, `GBK`; absent for Excel and Parquet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoding: Option<String>,
}

/// The policy under which the tables were judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedPolicy {
    /// As it was named: a built-in policy, or a file.
    pub policy: String,
    /// Who named it: `--policy` or `county.toml`.
    pub named_by: String,
    /// What it leaves to the county, so that a rule looks at nothing until it is stated: `rules.language.minimum`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub left_open: Vec<String>,
}

/// How often a finding came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodeCount {
    /// The finding's code.
    pub code: String,
    /// Error or warning.
    pub severity: Severity,
    /// How often it came.
    pub count: u64,
    /// How many of them are listed.
    pub listed: u64,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingDoc {
    /// Stable name: `unknown-school`.
    pub code: String,
    /// Error or warning.
    pub severity: Severity,
    /// File.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Row as the user's program counts it; the header is row 1.
    pub row: Option<u32>,
    /// Column as it stands in the file.
    pub column: Option<String>,
    /// The place on one line, in the language asked for.
    pub place: String,
    /// What is wrong.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
}

impl FindingDoc {
    /// In one language.
    pub fn new(finding: &Finding, lang: Lang) -> FindingDoc {
        let place = &finding.place;
        FindingDoc {
            code: finding.code.to_owned(),
            severity: finding.severity,
            file: place.file.clone(),
            sheet: place.sheet.clone(),
            row: place.row,
            column: place.column.clone(),
            place: place.say(lang),
            cause: finding.cause(lang),
            remedy: finding.remedy(lang),
        }
    }
}

/// How many rows of a cause are listed.
const ROWS: usize = 20;

/// What is wrong with one column for one reason and value, however many rows have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseDoc {
    /// Stable name: `unknown-school`.
    pub code: String,
    /// Error or warning.
    pub severity: Severity,
    /// File.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Column as it stands in the file.
    pub column: Option<String>,
    /// File, sheet and column on one line, in the language asked for; with the row where there is only one finding.
    pub place: String,
    /// The value that is wrong; absent where the fault is not one of a value.
    pub value: Option<String>,
    /// How many findings it has.
    pub count: u64,
    /// The first rows that have it, twenty at most.
    pub rows: Vec<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl CauseDoc {
    /// In one language.
    pub fn new(cause: &Cause, lang: Lang) -> CauseDoc {
        let place = cause.place();
        CauseDoc {
            code: cause.code().to_owned(),
            severity: cause.severity(),
            place: place.say(lang),
            file: place.file,
            sheet: place.sheet,
            column: place.column,
            value: cause.value(lang),
            count: cause.count() as u64,
            rows: cause.rows().take(ROWS).collect(),
            message: cause.message(lang),
            remedy: cause.remedy(lang),
        }
    }
}

/// Wishes that cannot come true for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HopelessWishes {
    /// The reason: `not-eligible`, `outside`, `direction`, `too-far`, `stage`, `no-post` or a rule that shuts the move out. Of several the
    /// first.
    pub reason: String,
    /// In words.
    pub words: String,
    /// The wishes, by teacher.
    pub wishes: Vec<HopelessWish>,
}

/// A wish that cannot come true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HopelessWish {
    /// Who wishes.
    pub teacher_id: String,
    /// For which school.
    pub school_id: String,
}

/// Groups wishes that cannot come true by their reasons, those with most wishes first.
pub fn hopeless(county: &County, all: &[Hopeless], lang: Lang) -> Vec<HopelessWishes> {
    let mut groups: BTreeMap<&str, Vec<HopelessWish>> = BTreeMap::new();
    for wish in all {
        let reason = match wish.no_move.first() {
            _ if !wish.reasons.is_empty() => "not-eligible",
            // Of a teacher's own subjects none is a reason but that the school asks for none of them.
            None | Some(NoMove::Subject(_)) => no_move_name(&NoMove::NoPost(SubjectIx::new(0))),
            Some(reason) => no_move_name(reason),
        };
        groups.entry(reason).or_default().push(HopelessWish {
            teacher_id: county.teacher(wish.teacher).id.clone(),
            school_id: county.school(wish.school).id.clone(),
        });
    }
    let group = |(reason, wishes): (&str, Vec<HopelessWish>)| HopelessWishes {
        reason: reason.to_owned(),
        words: names::word(lang, &format!("text.check.hopeless.{reason}")),
        wishes,
    };
    let mut groups: Vec<HopelessWishes> = groups.into_iter().map(group).collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.wishes.len()));
    groups
}

/// What a check of the tables found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckDocument {
    /// Name of the county; absent where the tables make none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub county: Option<String>,
    /// The policy, and who named it; absent where nobody did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub policy: Option<CheckedPolicy>,
    /// Errors, listed or not.
    pub errors: u64,
    /// Warnings, listed or not.
    pub warnings: u64,
    /// What was read.
    pub files: Vec<CheckedFile>,
    /// How often each finding came, by code.
    pub counts: Vec<CodeCount>,
    /// What is wrong, errors first, each cause once.
    #[serde(default)]
    pub causes: Vec<CauseDoc>,
    /// The findings, errors first; of each cause no more than a few unless all were asked for.
    pub findings: Vec<FindingDoc>,
    /// Wishes that cannot come true, which count for nothing, by reason.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hopeless_wishes: Vec<HopelessWishes>,
}

impl Document for CheckDocument {
    const NAME: &'static str = "check";
}

impl CheckDocument {
    /// The same with every finding listed that is known.
    #[must_use]
    pub fn whole(mut self, findings: &Findings, lang: Lang) -> CheckDocument {
        let all = findings.causes().into_iter().flat_map(Cause::findings);
        self.findings = all.map(|f| FindingDoc::new(&f, lang)).collect();
        let unlisted: BTreeMap<&str, u64> = findings.unlisted().map(|(code, _, n)| (code, n as u64)).collect();
        for count in &mut self.counts {
            count.listed = count.count - unlisted.get(count.code.as_str()).copied().unwrap_or(0);
        }
        self
    }

    /// From the findings of reading.
    pub fn new(county: Option<&str>, files: Vec<CheckedFile>, findings: &Findings, lang: Lang) -> CheckDocument {
        let listed: Vec<FindingDoc> = findings.sorted().into_iter().map(|f| FindingDoc::new(f, lang)).collect();
        let mut by_code: BTreeMap<&str, u64> = BTreeMap::new();
        listed.iter().for_each(|f| *by_code.entry(&f.code).or_default() += 1);
        let counts = findings.counts().map(|(code, severity, count)| CodeCount {
            code: code.to_owned(),
            severity,
            count: count as u64,
            listed: by_code.get(code).copied().unwrap_or(0),
        });
        let counts = counts.collect();
        CheckDocument {
            county: county.map(str::to_owned),
            policy: None,
            errors: findings.count(Severity::Error) as u64,
            warnings: findings.count(Severity::Warning) as u64,
            files,
            counts,
            causes: findings.causes().into_iter().map(|c| CauseDoc::new(c, lang)).collect(),
            findings: listed,
            hopeless_wishes: Vec::new(),
        }
    }
}
