//! What the headers of offices' tables may mean: columns of the tables of a county, columns of the import's own, or nothing that
//! is needed.
//!
//! Headers that the tables of a county know are not repeated in `data/office/headers.toml`; false friends (岗位等级 is no title,
//! 区域 may be the 片区) say there what their values must look like. Numbers by grade under a two-line header are grammar.

mod bilingual;
mod looks;
mod numbers;
mod phrases;

pub use looks::Looks;
pub(crate) use numbers::grade;

use lungang_tables::schema::{bare_key, header_key, tables};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// Columns that no table of a county has and that the import takes apart itself, as `table.column`.
pub const SPECIAL: &[&str] = &[
    // An identity number: sex, birth date and a pseudonym.
    "teachers.identity",
    // Free words, read for what they mention.
    "teachers.remark",
    "schools.remark",
    "postings.remark",
    "wishes.remark",
    // Subjects behind the main one.
    "teachers.second_subjects",
    // Another post beside that of the role.
    "teachers.other_role",
    // The grade and the class of the post, which are neither title nor role.
    "teachers.post_grade",
    "teachers.post_class",
    // Whether on the establishment.
    "teachers.established",
    // Whether a backbone teacher of the county's or a higher level, without which.
    "teachers.is_backbone",
    "teachers.certificates",
    "teachers.certificate_subject",
    // The spouse's name and place of work.
    "teachers.spouse_name",
    // Wishes side by side.
    "wishes.school_1",
    "wishes.school_2",
    "wishes.school_3",
    "wishes.school_4",
    "wishes.school_5",
    // Start and end in one cell.
    "postings.period",
    "postings.carries_post",
    // An exchange that stands in the columns of a roster, and supporting teaching.
    "teachers.posting_to",
    "teachers.posting_from",
    "teachers.posting_start",
    "teachers.posting_end",
    "teachers.posting_period",
    "teachers.posting_kind",
    "teachers.support_school",
    "teachers.support_start",
    "teachers.support_end",
    "teachers.support_period",
    // Supporting teaching, of which the office says whether it counts as an exchange.
    "postings.support_school",
    "postings.support_area",
    "postings.support_start",
    "postings.support_end",
    "postings.support_period",
    // All staff, and those on the payroll: neither is the number of teachers.
    "schools.staff_all",
    "schools.staff_on_payroll",
    // Rooms of turnover housing, of which it is not known how many beds they have.
    "schools.rooms",
    // Pupils and classes by stage, side by side.
    "schools.pupils_primary",
    "schools.pupils_junior",
    "schools.classes_primary",
    "schools.classes_junior",
    // Approved posts by grade, `schools.posts_grade_1` to `13`: see `numbers`.
];

/// What a header may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Header {
    /// It may mean these columns, the most likely first.
    Means {
        /// The columns.
        columns: Vec<Meaning>,
        /// Whether it is known, and not needed, where the values are of none of them.
        otherwise_not_needed: bool,
    },
    /// It is known, and nothing that is planned needs it.
    NotNeeded,
    /// It is not known.
    Unknown,
}

/// A column that a header may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The table of a county: `teachers`.
    pub table: &'static str,
    /// Its column, or one of [`SPECIAL`] without the table.
    pub column: String,
    /// How likely, up to 100.
    pub weight: u8,
    /// What the values must look like, where that decides.
    pub looks: Option<Looks>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    not_needed: Vec<String>,
    header: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    says: Vec<String>,
    to: Vec<To>,
    /// Whether what the tables know of the header does not count.
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    otherwise: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct To {
    column: String,
    weight: u8,
    looks: Option<Looks>,
}

#[derive(Debug, Default)]
struct Lexicon {
    rows: Vec<Known>,
    by_key: BTreeMap<String, usize>,
    /// Headers with any text in their middle: front, end, row.
    open: Vec<(String, String, Option<usize>)>,
    not_needed: BTreeSet<String>,
    faults: Vec<String>,
}

#[derive(Debug)]
struct Known {
    columns: Vec<Meaning>,
    alone: bool,
    otherwise: bool,
}

/// The mark for any text.
const ANY: char = '…';

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| load(include_str!("../../../../data/office/headers.toml")))
}

fn load(text: &str) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            lexicon.faults.push(error.to_string());
            return lexicon;
        }
    };
    for row in file.header {
        let at = lexicon.rows.len();
        let columns = row.to.iter().filter_map(|to| meaning(to, &mut lexicon.faults)).collect();
        lexicon.rows.push(Known { columns, alone: row.alone, otherwise: row.otherwise });
        for says in &row.says {
            lexicon.add(says, Some(at));
        }
    }
    for says in &file.not_needed {
        lexicon.add(says, None);
    }
    lexicon
}

fn meaning(to: &To, faults: &mut Vec<String>) -> Option<Meaning> {
    let (table, column) = to.column.split_once('.')?;
    let known = tables().iter().find(|t| t.name == table);
    let found = known.filter(|t| t.column(column).is_some() || SPECIAL.contains(&to.column.as_str()));
    if found.is_none() || to.weight > 100 {
        faults.push(format!("no such column: {}", to.column));
    }
    found.map(|t| Meaning { table: t.name, column: column.to_owned(), weight: to.weight, looks: to.looks })
}

impl Lexicon {
    fn add(&mut self, says: &str, row: Option<usize>) {
        let key = header_key(says);
        if let Some((front, end)) = key.split_once(ANY) {
            self.open.push((front.to_owned(), end.to_owned(), row));
            return;
        }
        let new = match row {
            Some(row) => self.by_key.insert(key.clone(), row).is_none() && !self.not_needed.contains(&key),
            None => self.not_needed.insert(key.clone()) && !self.by_key.contains_key(&key),
        };
        if !new {
            self.faults.push(format!("`{says}` stands twice"));
        }
    }

    /// The row of a header: with its place in `rows`, or `None` for one that is not needed.
    fn row(&self, key: &str) -> Option<Option<usize>> {
        if let Some(row) = self.by_key.get(key) {
            return Some(Some(*row));
        }
        if self.not_needed.contains(key) {
            return Some(None);
        }
        let fits = |(front, end, _): &&(String, String, Option<usize>)| {
            key.len() >= front.len() + end.len() && key.starts_with(front.as_str()) && key.ends_with(end.as_str())
        };
        self.open.iter().find(fits).map(|(_, _, row)| *row)
    }
}

/// What is wrong with the built-in headers; a test sees to it that nothing is.
pub fn faults() -> &'static [String] {
    &lexicon().faults
}

/// How many texts are remembered with what they mean.
const REMEMBERED: usize = 20_000;

/// What a header may mean; of a header of two lines, both in one text.
///
/// The forms of an office's schools have the same headers, and the cells below them the same words: what was looked up is remembered.
pub fn lookup(header: &str) -> Header {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Header>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(header) {
            return found.clone();
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let found = look(header);
        known.insert(header.to_owned(), found.clone());
        found
    })
}

fn look(header: &str) -> Header {
    let full = dated(&header_key(header)).to_owned();
    if full.is_empty() {
        return Header::Unknown;
    }
    if let Some(columns) = numbers::read(&full) {
        return columns;
    }
    let mut found = known(&full, header);
    if found == Header::Unknown {
        // `其中：寄宿生`, `#寄宿生`
        let part = full.trim_start_matches('#').trim_start_matches("其中");
        if part != full && !part.is_empty() {
            found = known(part, part);
        }
    }
    if found == Header::Unknown {
        found = phrases::read(&full).unwrap_or(Header::Unknown);
    }
    if found == Header::Unknown {
        found = by_remark(header);
    }
    if found == Header::Unknown
        && let Some(chinese) = bilingual::chinese(header)
    {
        found = look(&chinese);
    }
    found
}

/// A header without the month of which it speaks: `2025年9月在岗状态`.
fn dated(key: &str) -> &str {
    let Some((year, rest)) = key.split_once('年') else { return key };
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return key;
    }
    let behind = rest
        .split_once('月')
        .filter(|(month, _)| (1..=2).contains(&month.len()) && month.bytes().all(|b| b.is_ascii_digit()));
    let rest = behind.map_or(rest, |(_, rest)| rest);
    if rest.is_empty() { key } else { rest }
}

fn known(key: &str, header: &str) -> Header {
    let row = lexicon().row(key);
    let own = row.flatten().and_then(|at| lexicon().rows.get(at));
    let mut columns: Vec<Meaning> = own.map(|own| own.columns.clone()).unwrap_or_default();
    let not_needed = row == Some(None);
    if !own.is_some_and(|own| own.alone) && !not_needed {
        for meaning in of_tables(header) {
            if !columns.iter().any(|c| (c.table, &c.column) == (meaning.table, &meaning.column)) {
                columns.push(meaning);
            }
        }
    }
    columns.sort_by_key(|c| std::cmp::Reverse(c.weight));
    match (columns.is_empty(), not_needed) {
        (false, _) => Header::Means { columns, otherwise_not_needed: own.is_some_and(|own| own.otherwise) },
        (true, true) => Header::NotNeeded,
        (true, false) => Header::Unknown,
    }
}

/// The columns of the tables of a county that have this header: by their own names surely, by another likely.
fn of_tables(header: &str) -> Vec<Meaning> {
    let key = header_key(header);
    let columns = tables().iter().filter_map(|table| Some((table, table.columns.get(table.find_header(header)?)?)));
    let meaning = |(table, column): (&lungang_tables::schema::TableSpec, &lungang_tables::schema::ColumnSpec)| {
        let own = [column.name, column.zh].iter().any(|name| header_key(name) == key);
        let weight = if own { 100 } else { 85 };
        Meaning { table: table.name, column: column.name.to_owned(), weight, looks: Looks::of(column) }
    };
    columns.map(meaning).collect()
}

/// A header whose remark in brackets is not known: what the header without it means, less surely; a remark that tells a part of
/// a whole apart (`学生数（女）`) makes it another column.
fn by_remark(header: &str) -> Header {
    let bare = dated(&bare_key(header)).to_owned();
    if bare == header_key(header) || bare.is_empty() {
        return Header::Unknown;
    }
    let full = header_key(header);
    if ["女", "男", "其中", "不含", "除"].iter().any(|part| full.contains(part)) {
        return match lexicon().row(&bare) {
            Some(None) => Header::NotNeeded,
            _ => Header::Unknown,
        };
    }
    let found = match known(&bare, &bare) {
        Header::Unknown => phrases::read(&bare).unwrap_or(Header::Unknown),
        found => found,
    };
    match found {
        Header::Means { mut columns, otherwise_not_needed } => {
            columns.iter_mut().for_each(|c| c.weight = c.weight.saturating_sub(30));
            Header::Means { columns, otherwise_not_needed }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_headers_have_no_faults() {
        assert!(faults().is_empty(), "{:#?}", faults());
        let all = load(
            "not-needed = ['a', 'a']\n[[header]]\nsays = ['b']\nto = [{ column = 'teachers.nothing', weight = 1 }]",
        );
        assert_eq!(all.faults.len(), 2, "{:?}", all.faults);
        assert_eq!(load("x = 1").faults.len(), 1);
    }

    #[test]
    fn dates_before_a_header_are_left_out() {
        assert_eq!(dated("2025年9月在岗状态"), "在岗状态");
        assert_eq!(dated("2025年学生数"), "学生数");
        for same in ["年级", "九年级", "2025年"] {
            assert_eq!(dated(same), same);
        }
    }
}
