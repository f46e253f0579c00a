//! `check --format json`: what was read, and every finding with its place, cause and remedy.

use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::words::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The findings, errors first; of each code no more than a few.
    pub findings: Vec<FindingDoc>,
}

impl CheckDocument {
    /// From the findings of reading.
    pub fn new(county: Option<&str>, files: Vec<CheckedFile>, findings: &Findings, lang: Lang) -> CheckDocument {
        let listed: Vec<FindingDoc> = findings.sorted().into_iter().map(|f| FindingDoc::new(f, lang)).collect();
        let counts = findings.counts().map(|(code, severity, count)| CodeCount {
            code: code.to_owned(),
            severity,
            count: count as u64,
            listed: listed.iter().filter(|f| f.code == code).count() as u64,
        });
        CheckDocument {
            county: county.map(str::to_owned),
            policy: None,
            errors: findings.count(Severity::Error) as u64,
            warnings: findings.count(Severity::Warning) as u64,
            files,
            counts: counts.collect(),
            findings: listed,
        }
    }
}
