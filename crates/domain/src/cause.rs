//! A cause: what is wrong with one column for one reason and value, with every row in which it is.
//!
//! The same fault in six hundred rows is one thing to mend. Findings belong to one cause where nothing but their row
//! differs: same code, file, sheet and column, and the same words of what is wrong.

use crate::finding::{Finding, Place, Severity};
use crate::words::{self, Lang};

/// The findings of one cause, in the order in which they were found; it has one at least.
#[derive(Debug, Clone)]
pub struct Cause {
    first: Finding,
    /// The next few as they were told, and of those after them the row alone: the rest is as in the first.
    next: Vec<Finding>,
    more: Vec<Option<u32>>,
}

impl Cause {
    /// How many findings of one cause are kept as they were told.
    pub const KEPT: usize = 20;

    /// The cause of one finding.
    pub(crate) fn new(first: Finding) -> Cause {
        Cause { first, next: Vec::new(), more: Vec::new() }
    }

    /// Adds a finding of the same cause.
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.next.len() + 1 < Cause::KEPT {
            self.next.push(finding);
        } else {
            self.more.push(finding.place.row);
        }
    }

    /// Adds the findings of the same cause from elsewhere.
    pub(crate) fn join(&mut self, other: Cause) {
        let Cause { first, next, more } = other;
        std::iter::once(first).chain(next).for_each(|finding| self.push(finding));
        self.more.extend(more);
    }

    /// Changes where its findings lie.
    pub(crate) fn placed(&mut self, place: impl Fn(&mut Place)) {
        std::iter::once(&mut self.first).chain(&mut self.next).for_each(|finding| place(&mut finding.place));
    }

    /// What findings of one cause have in common; `words` are those of [`said`].
    pub(crate) fn key(finding: &Finding, words: &str) -> String {
        let place = &finding.place;
        let mut key = format!("{}\u{1f}{:?}\u{1f}{}", finding.code, finding.severity, place.file);
        for part in [&place.sheet, &place.column] {
            key.push('\u{1f}');
            key.push_str(part.as_deref().unwrap_or(""));
        }
        // Only what is said of the fault: a hint follows from the value, and some values serve the remedy alone.
        for (name, value) in finding.args.iter().filter(|(name, _)| *name != "hint" && says(words, name)) {
            key.push('\u{1f}');
            key.push_str(name);
            key.push('\u{1e}');
            key.push_str(value);
        }
        key
    }

    /// The finding that came first.
    pub fn first(&self) -> &Finding {
        &self.first
    }

    /// Stable kebab-case name: `unknown-school`.
    pub fn code(&self) -> &'static str {
        self.first.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.first.severity
    }

    /// File, sheet and column; with the row where there is only one finding.
    pub fn place(&self) -> Place {
        let row = self.first.place.row.filter(|_| self.count() == 1);
        Place { row, ..self.first.place.clone() }
    }

    /// How many findings it has.
    pub fn count(&self) -> usize {
        1 + self.next.len() + self.more.len()
    }

    /// The rows, in the order in which they were found.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.kept().map(|f| f.place.row).chain(self.more.iter().copied()).flatten()
    }

    /// The findings that are kept as they were told.
    pub fn kept(&self) -> impl Iterator<Item = &Finding> {
        std::iter::once(&self.first).chain(&self.next)
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        let of_row = |row: &Option<u32>| {
            let mut finding = self.first.clone();
            finding.place.row = *row;
            finding
        };
        self.kept().cloned().chain(self.more.iter().map(of_row))
    }

    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        self.first.cause(lang)
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.first.remedy(lang)
    }

    /// The value that is wrong, as it is said: what stands behind the colon of [`Cause::message`].
    pub fn value(&self, lang: Lang) -> Option<String> {
        self.first.value(lang)
    }
}

/// How what is wrong is said under a code, in every language.
pub(crate) fn said(code: &str) -> String {
    let key = format!("finding.{code}.cause");
    Lang::ALL.map(|lang| words::say(lang, &key, &[])).concat()
}

/// Whether it is said with this value.
fn says(words: &str, name: &str) -> bool {
    let name = name.strip_suffix("_zh").unwrap_or(name);
    words.match_indices(name).any(|(at, _)| words[..at].ends_with('{') && words[at + name.len()..].starts_with('}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings;

    fn at(column: &str, row: u32) -> Place {
        Place { row: Some(row), column: Some(column.to_owned()), ..Place::file("teachers.csv") }
    }

    fn school(column: &str, row: u32, id: &str) -> Finding {
        Finding::error("unknown-school", at(column, row)).with("id", id).with("hint", "")
    }

    #[test]
    fn the_same_value_in_many_rows_is_one_cause() {
        let mut findings = Findings::default();
        (2..170).for_each(|row| findings.push(school("school_id", row, "S99")));
        findings.push(school("school_id", 500, "S98"));
        findings.push(school("spouse", 2, "S99"));
        let causes = findings.causes();
        let counts: Vec<usize> = causes.iter().map(|c| c.count()).collect();
        assert_eq!(counts, [168, 1, 1]);
        assert_eq!(causes[0].rows().collect::<Vec<_>>(), (2..170).collect::<Vec<_>>());
        assert_eq!(causes[0].findings().last().map(|f| f.place), Some(at("school_id", 169)));
        assert_eq!((causes[0].place().row, causes[1].place().row), (None, Some(500)));
        assert_eq!(causes[0].value(Lang::EN).as_deref(), Some("S99"));
        assert_eq!(findings.count(Severity::Error), 170);
    }

    #[test]
    fn a_hint_is_worked_out_once_and_said_of_each() {
        let (mut findings, mut asked) = (Findings::default(), 0);
        for row in 2..50 {
            let finding = Finding::error("unknown-school", at("school_id", row)).with("id", "S99");
            findings.push_hinted(
                finding,
                Some(|| {
                    asked += 1;
                    " ≈ S9".to_owned()
                }),
            );
        }
        assert_eq!(asked, 1);
        let causes: Vec<String> = findings.causes()[0].findings().map(|f| f.cause(Lang::EN)).collect();
        assert!(causes.len() == 48 && causes.iter().all(|c| c.ends_with("`S99` ≈ S9")), "{causes:?}");
    }

    #[test]
    fn only_what_is_said_of_the_fault_parts_causes() {
        let mut findings = Findings::default();
        for (row, allowed) in [(2, "a"), (3, "b")] {
            let finding = Finding::error("unknown-subject", at("subjects", row)).with("value", "小学语文");
            findings.push(finding.with("hint", allowed).with("allowed", allowed));
        }
        assert_eq!(findings.causes().len(), 1);
    }

    #[test]
    fn values_without_end_do_not_fill_the_memory() {
        let mut findings = Findings::default();
        let many = Findings::CAUSES + 500;
        (0..many as u32).for_each(|n| findings.push(school("school_id", n, &format!("S{n}"))));
        // What comes late is told all the same.
        findings.push(Finding::error("missing-table", Place::file("x")).with("table", "schools"));
        assert_eq!(findings.causes().len(), Findings::CAUSES + 1);
        assert_eq!(findings.count(Severity::Error), many + 1);
        let unlisted: Vec<_> = findings.unlisted().collect();
        assert_eq!(unlisted, [("unknown-school", Severity::Error, 500)]);
    }

    #[test]
    fn a_value_is_what_stands_behind_the_colon() {
        let own = |code, name, value| Finding::error(code, Place::file("x")).with(name, value).value(Lang::EN);
        assert_eq!(own("unknown-school", "id", "S9").as_deref(), Some("S9"));
        assert_eq!(own("own-spouse", "id", "S9"), None);
        assert_eq!(own("contradictory-pins", "first", "3"), None);
    }
}
