//! A finding: one fault in the input, with its place, cause and remedy.
//!
//! Findings are collected, never thrown one at a time: a reader of a report sees all of them at once.

use crate::words::{self, Lang};
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The county cannot be built; no plan is made.
    Error,
    /// The county can be built, but somebody should look.
    Warning,
}

/// Where in the input a finding lies; every part is optional but the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Place {
    /// Path of the file as the user gave it.
    pub file: String,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// Row as the user's program counts it: the header is row 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<u32>,
    /// Header of the column as it stands in the file (with the letter for Excel: `C 学校代码`).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), ..Place::default() }
    }

    /// The place on one line: `schools.csv, row 3, column pupils`.
    pub fn say(&self, lang: Lang) -> String {
        let mut parts = vec![self.file.clone()];
        if let Some(s) = &self.sheet {
            parts.push(words::say(lang, "place.sheet", &[("sheet", s)]));
        }
        if let Some(r) = self.row {
            parts.push(words::say(lang, "place.row", &[("row", &r.to_string())]));
        }
        if let Some(c) = &self.column {
            parts.push(words::say(lang, "place.column", &[("column", c)]));
        }
        parts.join(words::say(lang, "place.separator", &[]).as_str())
    }
}

/// Faults of a whole file, from which others follow: they are told before all else.
const CAUSES: &[&str] = &[
    "missing-county",
    "unreadable-file",
    "special-file",
    "path-outside",
    "no-tables",
    "not-excel",
    "broken-excel",
    "zip-bomb",
    "not-parquet",
    "not-text",
    "file-too-large",
    "too-many-columns",
    "too-many-rows",
    "too-much-data",
    "unknown-encoding",
    "mixed-encodings",
    "undecodable-bytes",
    "full-width-comma",
    "open-quote",
    "bad-toml",
    "toml-not-utf8",
    "mapping-no-file",
    "merged-header",
];

/// One fault in the input.
///
/// `code` names a section of the words table: `finding.<code>.cause` and `finding.<code>.remedy`,
/// both with `{name}` placeholders that `args` fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable kebab-case name, e.g. `unknown-school`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where it was seen.
    pub place: Place,
    /// Values for the placeholders of the words.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    /// An error at a place.
    pub fn error(code: &'static str, place: Place) -> Self {
        Finding { code, severity: Severity::Error, place, args: Vec::new() }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Finding { code, severity: Severity::Warning, place, args: Vec::new() }
    }

    /// Adds a value for a placeholder; values longer than 80 characters are cut.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        let short = match value.char_indices().nth(80) {
            Some((cut, _)) => format!("{}…", &value[..cut]),
            None => value,
        };
        // A cell may hold line breaks and control characters; a message stays on one line.
        let clean = short.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.args.push((name, clean));
        self
    }

    /// What is wrong.
    pub fn cause(&self, lang: Lang) -> String {
        self.fill(lang, "cause")
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.fill(lang, "remedy")
    }

    /// How far from the root it lies: a file that cannot be read, a table or column that is not there, a row.
    fn rank(&self) -> u8 {
        if CAUSES.contains(&self.code) {
            0
        } else if self.place.row.is_none() {
            1
        } else {
            2
        }
    }

    fn fill(&self, lang: Lang, part: &str) -> String {
        // A value `@key` is itself a word of the table.
        let word = |v: &String| match v.strip_prefix('@').filter(|key| words::has(key)) {
            Some(key) => words::say(lang, key, &[]),
            None => v.clone(),
        };
        // A value that has a Chinese word of its own stands beside it as `name_zh`.
        let own = |name: &str| {
            let zh = self.args.iter().find(|(n, _)| n.strip_suffix("_zh") == Some(name));
            zh.filter(|_| lang == Lang::Zh).map(|(_, v)| v)
        };
        let values: Vec<(&str, String)> =
            self.args.iter().map(|(n, v)| (*n, own(n).map_or_else(|| word(v), Clone::clone))).collect();
        let args: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        words::say(lang, &format!("finding.{}.{part}", self.code), &args)
    }
}

/// All findings of a run, capped per code so that a broken column does not print a million lines.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: std::collections::BTreeMap<&'static str, (Severity, usize)>,
}

impl Findings {
    /// How many findings of one code are kept; the rest is only counted.
    pub const CAP: usize = 20;

    /// Adds one; beyond [`Findings::CAP`] of its code it is counted, not kept.
    pub fn push(&mut self, finding: Finding) {
        let entry = self.counts.entry(finding.code).or_insert((finding.severity, 0));
        entry.0 = entry.0.min(finding.severity);
        entry.1 += 1;
        if entry.1 <= Self::CAP {
            self.list.push(finding);
        }
    }

    /// Joins another collection; counts add up and the cap holds for the sum.
    pub fn extend(&mut self, other: Findings) {
        let mut extra = other.counts.clone();
        for f in other.list {
            if let Some(e) = extra.get_mut(f.code) {
                e.1 -= 1;
            }
            self.push(f);
        }
        for (code, (severity, n)) in extra {
            if n > 0 {
                let entry = self.counts.entry(code).or_insert((severity, 0));
                entry.0 = entry.0.min(severity);
                entry.1 += n;
            }
        }
    }

    /// The kept findings: errors first, what may be the cause of others before them, then as they were found.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.list.iter().collect();
        all.sort_by_key(|f| (f.severity, f.rank()));
        all
    }

    /// Keeps the findings that pass; those that do not are no longer counted either.
    pub fn retain(&mut self, mut keep: impl FnMut(&Finding) -> bool) {
        let counts = &mut self.counts;
        self.list.retain(|f| {
            let kept = keep(f);
            if !kept && let Some(entry) = counts.get_mut(f.code) {
                entry.1 -= 1;
            }
            kept
        });
        counts.retain(|_, (_, n)| *n > 0);
    }

    /// Every code with its severity and full count, kept or not.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, Severity, usize)> + '_ {
        self.counts.iter().map(|(c, (s, n))| (*c, *s, *n))
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.counts.values().any(|(s, _)| *s == Severity::Error)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Full number of findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.values().filter(|(s, _)| *s == severity).map(|(_, n)| n).sum()
    }
}
