//! One row of a table being read: cells come out typed, and what is wrong with them is told with its place.

use super::vocabulary::Vocabulary;
use crate::cells::{self, Fault};
use crate::names::{Directory, Named};
use crate::raw::Cell;
use crate::schema::{Choice, Chosen, Kind, choose_remarked};
use crate::table::{Col, Table};
use jiff::civil::Date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings, Place, Severity};

/// A row with the collection its findings go to.
pub(crate) struct Row<'a> {
    table: &'a Table,
    /// Position among the table's rows.
    pub at: usize,
    findings: &'a mut Findings,
}

impl<'a> Row<'a> {
    pub fn new(table: &'a Table, at: usize, findings: &'a mut Findings) -> Self {
        Row { table, at, findings }
    }

    /// The column of this English name.
    pub fn col(&self, name: &str) -> Col {
        self.table.col(name)
    }

    /// The place of a cell.
    pub fn place(&self, col: Col) -> Place {
        self.table.cell_place(self.at, col)
    }

    /// Adds a finding.
    pub fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds a finding whose hint is worked out only where it is the first of its cause.
    pub fn tell_hinted(&mut self, finding: Finding, hint: impl FnOnce() -> String) {
        self.findings.push_hinted(finding, Some(hint));
    }

    /// Whether the cell is empty, or the file has no such column.
    pub fn is_empty(&self, col: Col) -> bool {
        self.table.cell(self.at, col).is_empty()
    }

    /// The cell as typed.
    pub fn shown(&self, col: Col) -> String {
        self.table.cell(self.at, col).show()
    }

    /// The column's name in English and in Chinese.
    pub fn names(&self, col: Col) -> (&'static str, &'static str) {
        col.0.map_or(("", ""), |c| {
            let column = &self.table.spec.columns[c];
            (column.name, column.zh)
        })
    }

    /// Tells an empty cell where there may be none; a column that is not there was told before.
    pub fn check_empty_cell(&mut self, col: Col) {
        if self.table.has_col(col) {
            let (name, zh) = self.names(col);
            let finding = Finding::error("empty-cell", self.place(col)).with("column", name).with("column_zh", zh);
            self.tell(finding);
        }
    }

    fn is_required(&self, col: Col) -> bool {
        col.0.is_some_and(|c| {
            let spec = &self.table.spec.columns[c];
            spec.required && !spec.instead.iter().any(|i| self.table.has(i))
        })
    }

    /// The value, or nothing with the fault told.
    fn take<T>(&mut self, col: Col, code: &'static str, read: impl Fn(&Cell) -> Result<T, Fault>) -> Option<T> {
        match read(self.table.cell(self.at, col)) {
            Ok(value) => Some(value),
            Err(Fault::Empty) => {
                if self.is_required(col) {
                    self.check_empty_cell(col);
                }
                None
            }
            Err(Fault::Identity) => None,
            Err(fault) => {
                let code = match fault {
                    Fault::Rounded => "rounded-id",
                    Fault::Ambiguous => "ambiguous-month",
                    Fault::Wrong | Fault::Empty | Fault::Identity => code,
                };
                let finding = Finding::error(code, self.place(col)).with("value", self.shown(col));
                self.tell(finding);
                None
            }
        }
    }

    /// An id.
    pub fn id(&mut self, col: Col) -> Option<String> {
        self.take(col, "wrong-type-id", cells::id)
    }

    /// Free text.
    pub fn text(&mut self, col: Col) -> Option<String> {
        let text = cells::text(self.table.cell(self.at, col));
        if text.is_none() && self.is_required(col) {
            self.check_empty_cell(col);
        }
        text
    }

    /// A whole number within the bounds of the schema.
    pub fn int(&mut self, col: Col) -> Option<i64> {
        let value = self.take(col, "wrong-type-int", cells::int)?;
        match col.0.map(|c| self.table.spec.columns[c].kind) {
            Some(Kind::Int { min, max, .. }) => self.check_range(col, value, (min, max), value.to_string()),
            _ => Some(value),
        }
    }

    /// A whole number that the schema bounds to be a count.
    pub fn count(&mut self, col: Col) -> Option<u32> {
        self.int(col).and_then(|n| u32::try_from(n).ok())
    }

    /// Kilometres as metres.
    pub fn metres(&mut self, col: Col) -> Option<u32> {
        let metres = self.take(col, "wrong-type-decimal", cells::metres)?;
        let shown = self.shown(col);
        self.check_range(col, metres, (0, 20_000_000), shown).and_then(|m| u32::try_from(m).ok())
    }

    /// Degrees in millionths; bounds are checked with the pair.
    pub fn degrees(&mut self, col: Col) -> Option<i64> {
        self.take(col, "wrong-type-decimal", cells::degrees)
    }

    pub fn check_range(&mut self, col: Col, value: i64, (min, max): (i64, i64), shown: String) -> Option<i64> {
        if (min..=max).contains(&value) {
            return Some(value);
        }
        let finding = if value < 0 && min >= 0 {
            Finding::error("negative-number", self.place(col)).with("value", shown)
        } else {
            let (min, max) = if matches!(col.0.map(|c| self.table.spec.columns[c].kind), Some(Kind::Km)) {
                (min / 1000, max / 1000)
            } else {
                (min, max)
            };
            Finding::error("out-of-range", self.place(col)).with("value", shown).with("min", min).with("max", max)
        };
        self.tell(finding);
        None
    }

    /// A calendar day.
    pub fn day(&mut self, col: Col) -> Option<Date> {
        self.take(col, "wrong-type-date", cells::day)
    }

    /// The calendar day on which something ends: of a month alone its last.
    pub fn last_day(&mut self, col: Col) -> Option<Date> {
        self.take(col, "wrong-type-date", cells::last_day)
    }

    /// A school year.
    pub fn year(&mut self, col: Col) -> Option<SchoolYear> {
        self.take(col, "wrong-type-year", cells::year)
    }

    /// Yes or no; an empty cell is no.
    pub fn flag(&mut self, col: Col) -> bool {
        self.take(col, "wrong-type-flag", cells::flag).unwrap_or(false)
    }

    /// One of the words of the column.
    pub fn choice(&mut self, col: Col) -> Option<&'static str> {
        let Some(Kind::Choice(choices)) = col.0.map(|c| self.table.spec.columns[c].kind) else { return None };
        let Some(text) = cells::text(self.table.cell(self.at, col)) else {
            if self.is_required(col) {
                self.check_empty_cell(col);
            }
            return None;
        };
        match choose_remarked(choices, &text) {
            Chosen::Plain(choice) => Some(choice.name),
            Chosen::Sharper(choice) => {
                self.check_remark_sharper(col, &text, choice);
                Some(choice.name)
            }
            Chosen::Remarked(choice) => {
                self.check_remark_unread(col, &text, choice);
                Some(choice.name)
            }
            Chosen::Unknown => {
                self.check_unknown_value(col, &text, choices);
                None
            }
        }
    }

    /// Two words in a cell, one of them in brackets: the one that is not what everybody is was taken.
    fn check_remark_sharper(&mut self, col: Col, text: &str, taken: &Choice) {
        let finding = Finding::warning("remark-sharper", self.place(col)).with("value", text);
        self.tell(finding.with("taken", taken.name).with("taken_zh", taken.zh));
    }

    /// A remark in brackets that is none of the words, behind one that is not what everybody is.
    fn check_remark_unread(&mut self, col: Col, text: &str, taken: &Choice) {
        let finding = Finding::warning("remark-unread", self.place(col)).with("value", text);
        self.tell(finding.with("taken", taken.name).with("taken_zh", taken.zh));
    }

    fn check_unknown_value(&mut self, col: Col, text: &str, choices: &'static [Choice]) {
        let words = choices.iter().flat_map(|c| [c.name, c.zh].into_iter().chain(c.aliases.iter().copied()));
        let allowed: Vec<String> = choices.iter().map(|c| format!("{} {}", c.zh, c.name)).collect();
        let finding = Finding::error("unknown-value", self.place(col)).with("value", text);
        let finding = finding.with("allowed", allowed.join(" / "));
        self.tell_hinted(finding, || lungang_domain::nearest::hint(text, words));
    }

    /// The values of a list.
    pub fn list(&self, col: Col) -> Vec<String> {
        cells::list(self.table.cell(self.at, col))
    }

    /// A word of one of the policy's lists; an unknown one is told under `code`.
    pub fn word<T: Copy>(&mut self, col: Col, words: &Vocabulary<T>, code: &'static str) -> Option<T> {
        let Some(text) = cells::text(self.table.cell(self.at, col)) else {
            if self.is_required(col) {
                self.check_empty_cell(col);
            }
            return None;
        };
        let found = words.get(&text);
        if found.is_none() {
            self.unknown_word(col, &text, words, code);
        }
        found
    }

    /// Tells a word that the policy does not have.
    pub fn unknown_word<T: Copy>(&mut self, col: Col, text: &str, words: &Vocabulary<T>, code: &'static str) {
        let finding = Finding::error(code, self.place(col)).with("value", text);
        self.tell_hinted(finding.with("allowed", words.shown()), || words.hint(text));
    }

    /// Tells a word in place of an id that several may bear, and one that is only a short name, under these codes.
    pub fn check_named(
        &mut self,
        col: Col,
        word: &str,
        named: &Named,
        all: &Directory,
        [several, short]: [&'static str; 2],
    ) {
        let finding = match named {
            Named::Several(which) => {
                Finding::error(several, self.place(col)).with("id", word).with("candidates", all.candidates(which))
            }
            Named::Short(at) => Finding::warning(short, self.place(col)).with("id", word).with("taken", all.shown(*at)),
            Named::Id(_) | Named::Name(_) | Named::Nobody => return,
        };
        self.tell(finding);
    }

    /// Tells a name beside an id that is not the one of that id.
    pub fn check_name_beside(&mut self, col: Col, at: Option<usize>, all: &Directory, severity: Severity) {
        let (Some(at), Some(name)) = (at, cells::text(self.table.cell(self.at, col))) else { return };
        if !all.may_be(at, &name) {
            let finding = Finding { severity, ..Finding::error("name-beside-differs", self.place(col)) };
            self.tell(finding.with("name", name).with("id", all.id(at)).with("known", all.name(at)));
        }
    }

    /// Whether the file has the column itself.
    pub fn has(&self, col: Col) -> bool {
        self.table.has_col(col)
    }
}
