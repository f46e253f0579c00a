//! A finding: one fault in the input, with its place, cause and remedy.
//!
//! Findings are collected, never thrown one at a time: a reader of a report sees all of them at once.

use crate::cause::{self, Cause};
use crate::identity;
use crate::sentence::{self, Sentence};
use crate::words::{self, Lang};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

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

    /// The place without identity numbers, which a header may hold.
    fn scrubbed(mut self) -> Self {
        for text in [&mut self.sheet, &mut self.column].into_iter().flatten().chain([&mut self.file]) {
            if identity::is_in(text) {
                *text = identity::scrub(text, identity::WORD).into_owned();
            }
        }
        self
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
    "no-sheet-read",
    "not-excel",
    "broken-excel",
    "zip-bomb",
    "not-parquet",
    "parquet-not-built",
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
        Finding { code, severity: Severity::Error, place: place.scrubbed(), args: Vec::new() }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Finding { code, severity: Severity::Warning, place: place.scrubbed(), args: Vec::new() }
    }

    /// Adds a value for a placeholder; values longer than 80 characters are cut, and identity numbers are left out.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        let value = identity::scrub(&value, identity::WORD).into_owned();
        // A value that was nothing else has a word of its own in either language.
        let value = if value == identity::WORD { "@identity.number".to_owned() } else { value };
        let short = match value.char_indices().nth(80) {
            Some((cut, _)) => format!("{}…", &value[..cut]),
            None => value,
        };
        // A cell may hold line breaks and control characters; a message stays on one line.
        let clean = short.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.args.push((name, clean));
        self
    }

    /// The value of a placeholder.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    /// The placeholders whose values are rows of the table in which it lies: `与第 {first} 行重复`.
    pub fn named_rows(&self) -> Vec<&'static str> {
        let words = words::say(Lang::EN, &format!("finding.{}.cause", self.code), &[]);
        self.args.iter().map(|(name, _)| *name).filter(|name| words.contains(&format!("row {{{name}}}"))).collect()
    }

    /// Names such a row by the place where it stood before; one of another sheet is named with it.
    pub fn name_row(&mut self, name: &'static str, place: &Place) {
        let Some(row) = place.row else { return };
        let same = (&place.file, &place.sheet) == (&self.place.file, &self.place.sheet);
        let sheet =
            [Some(place.file.as_str()), place.sheet.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" / ");
        let text = if same { row.to_string() } else { format!("{row} ({sheet})") };
        if let Some((_, value)) = self.args.iter_mut().find(|(own, _)| *own == name) {
            *value = text;
        }
    }

    /// What is wrong.
    pub fn cause(&self, lang: Lang) -> String {
        self.fill(lang, "cause")
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.fill(lang, "remedy")
    }

    /// What is wrong, as it is stored.
    pub fn sentence(&self) -> Sentence {
        let args = self.args.iter().map(|(name, value)| (*name, value.clone()));
        Sentence::new(format!("finding.{}.cause", self.code), args)
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

    /// The value that is wrong: what stands behind the colon of the cause, without the hint and the signs around it.
    pub fn value(&self, lang: Lang) -> Option<String> {
        let template = words::say(lang, &format!("finding.{}.cause", self.code), &[]);
        let (_, tail) = template.rsplit_once([':', '：'])?;
        let tail = tail.replace("{hint}", "");
        tail.contains('{')
            .then(|| self.filled(lang, |args| words::fill(&tail, args)).replace('`', "").trim().to_owned())
    }

    fn fill(&self, lang: Lang, part: &str) -> String {
        self.filled(lang, |args| words::say(lang, &format!("finding.{}.{part}", self.code), args))
    }

    /// Words with the finding's values in them.
    fn filled(&self, lang: Lang, words_of: impl FnOnce(&[(&str, &str)]) -> String) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let values = sentence::values(lang, &args);
        let args: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        words_of(&args)
    }
}

/// All findings of a run by their causes: of a cause every row is known, however many there are.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    causes: Vec<Cause>,
    /// Where the cause of each key stands.
    index: HashMap<String, usize>,
    counts: BTreeMap<&'static str, Tally>,
}

/// What is known of one code.
#[derive(Debug, Clone)]
struct Tally {
    severity: Severity,
    count: usize,
    causes: usize,
    /// How its cause is said, without values.
    said: String,
}

impl Findings {
    /// How many causes are kept; findings of others are only counted, so that a broken file fills no memory.
    pub const CAUSES: usize = 20_000;
    /// How many causes of one code are kept even where there are [`Findings::CAUSES`] of others, and get a hint.
    pub const CAP: usize = 20;

    /// Adds one to its cause.
    pub fn push(&mut self, finding: Finding) {
        self.push_hinted(finding, None::<fn() -> String>);
    }

    /// Adds one whose `{hint}` is worked out only where it is the first of its cause, and one of the first of its code.
    pub fn push_hinted(&mut self, finding: Finding, hint: Option<impl FnOnce() -> String>) {
        let tally = self.tally(finding.code, finding.severity, 1);
        let key = Cause::key(&finding, &tally.said);
        if let Some(at) = self.index.get(&key) {
            let cause = &mut self.causes[*at];
            let hinted = match (hint, cause.first().arg("hint")) {
                (Some(_), near) => finding.with("hint", near.unwrap_or_default().to_owned()),
                (None, _) => finding,
            };
            cause.push(hinted);
            return;
        }
        let hinted = self.counts.get(finding.code).is_some_and(|t| t.causes < Self::CAP);
        let finding = match hint {
            Some(hint) => finding.with("hint", if hinted { hint() } else { String::new() }),
            None => finding,
        };
        self.open(key, Cause::new(finding));
    }

    fn merge(&mut self, cause: Cause) {
        let tally = self.tally(cause.code(), cause.severity(), cause.count());
        let key = Cause::key(cause.first(), &tally.said);
        match self.index.get(&key) {
            Some(at) => self.causes[*at].join(cause),
            None => self.open(key, cause),
        }
    }

    /// Counts findings of a code.
    fn tally(&mut self, code: &'static str, severity: Severity, n: usize) -> &Tally {
        let fresh = || Tally { severity, count: 0, causes: 0, said: cause::said(code) };
        let tally = self.counts.entry(code).or_insert_with(fresh);
        tally.severity = tally.severity.min(severity);
        tally.count += n;
        tally
    }

    /// Keeps a cause that is not known yet, where there is room; its findings are counted.
    fn open(&mut self, key: String, cause: Cause) {
        let Some(tally) = self.counts.get_mut(cause.code()) else { return };
        if self.causes.len() < Self::CAUSES || tally.causes < Self::CAP {
            tally.causes += 1;
            self.index.insert(key, self.causes.len());
            self.causes.push(cause);
        }
    }

    /// Joins another collection; counts add up.
    pub fn extend(&mut self, other: Findings) {
        let unlisted: Vec<_> = other.unlisted().collect();
        other.causes.into_iter().for_each(|cause| self.merge(cause));
        for (code, severity, n) in unlisted {
            self.tally(code, severity, n);
        }
    }

    /// The same findings at other places, of which a row stays what it is.
    #[must_use]
    pub fn placed(self, place: impl Fn(&mut Place)) -> Findings {
        let mut moved = Findings::default();
        for (code, severity, n) in self.unlisted() {
            moved.tally(code, severity, n);
        }
        for mut cause in self.causes {
            cause.placed(&place);
            moved.merge(cause);
        }
        moved
    }

    /// The same findings at the places where what they are about stood before: each is moved by itself, so that those of one cause may
    /// come to lie in several files.
    #[must_use]
    pub fn relocated(self, place: impl Fn(&mut Finding)) -> Findings {
        let mut moved = Findings::default();
        for (code, severity, n) in self.unlisted() {
            moved.tally(code, severity, n);
        }
        for mut finding in self.causes.iter().flat_map(Cause::findings) {
            place(&mut finding);
            moved.push(finding);
        }
        moved
    }

    /// The causes: errors first, of these what may be the cause of others, then as they were found.
    pub fn causes(&self) -> Vec<&Cause> {
        let mut all: Vec<&Cause> = self.causes.iter().collect();
        all.sort_by_key(|c| (c.severity(), c.first().rank()));
        all
    }

    /// The first few findings of every cause, in the order of the causes.
    pub fn sorted(&self) -> Vec<&Finding> {
        self.causes().into_iter().flat_map(Cause::kept).collect()
    }

    /// Keeps the findings that pass; those that do not are no longer counted either.
    pub fn retain(&mut self, mut keep: impl FnMut(&Finding) -> bool) {
        let unlisted: Vec<_> = self.unlisted().collect();
        for cause in std::mem::take(self).causes {
            cause.findings().filter(&mut keep).for_each(|finding| self.push(finding));
        }
        for (code, severity, n) in unlisted {
            self.tally(code, severity, n);
        }
    }

    /// Forgets every finding of some codes, kept or only counted.
    pub fn forget(&mut self, of: impl Fn(&str) -> bool) {
        let unlisted: Vec<_> = self.unlisted().filter(|(code, ..)| !of(code)).collect();
        for cause in std::mem::take(self).causes.into_iter().filter(|cause| !of(cause.code())) {
            self.merge(cause);
        }
        for (code, severity, n) in unlisted {
            self.tally(code, severity, n);
        }
    }

    /// Every code with its severity and full count, kept or not.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, Severity, usize)> + '_ {
        self.counts.iter().map(|(c, t)| (*c, t.severity, t.count))
    }

    /// The codes of which some findings belong to no cause that is kept, and how many.
    pub fn unlisted(&self) -> impl Iterator<Item = (&'static str, Severity, usize)> + '_ {
        let mut kept: BTreeMap<&'static str, usize> = BTreeMap::new();
        for cause in &self.causes {
            *kept.entry(cause.code()).or_default() += cause.count();
        }
        self.counts().filter_map(move |(code, severity, n)| {
            let more = n - kept.get(code).copied().unwrap_or(0);
            (more > 0).then_some((code, severity, more))
        })
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.counts.values().any(|t| t.severity == Severity::Error)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Full number of findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        let listed = self.causes.iter().filter(|c| c.severity() == severity).map(Cause::count).sum::<usize>();
        listed + self.unlisted().filter(|(_, s, _)| *s == severity).map(|(.., n)| n).sum::<usize>()
    }
}
