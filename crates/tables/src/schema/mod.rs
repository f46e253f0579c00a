//! The registry of tables: every table and column with its headers, type, unit and sentence in both languages.
//!
//! It is the single source for matching headers, for `data/README.md` and for writing tables. A header matches a
//! column by its English name, its Chinese name or any alias, whatever the case, width, blanks, `*` or a remark in
//! brackets about the form (`* 在校生数(人)`); any other remark says what the column holds and tells it apart. A
//! value is matched as a value: see [`keys`].

mod choices;
mod column;
mod docs;
pub mod keys;
mod lists;
mod replan;
mod schools;
mod teachers;

pub use choices::*;
pub(crate) use column::{Column, Kept};
pub use docs::{docs_markdown, holds, readme};
pub use keys::{bare_key, half_width, header_key, name_key, value_key};
pub use schools::{CLASSES_BY_GRADE, PUPILS_BY_GRADE};

pub(crate) use lists::{
    APPLICATIONS, AUTHORISED, NEEDS, PINS, POSTINGS, PROJECTIONS, RELATIVES, SCORES, TRAVEL, WISHES,
};
pub(crate) use replan::PUBLISHED;
pub(crate) use schools::SCHOOLS;
pub(crate) use teachers::TEACHERS;

use lungang_domain::words::Lang;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A table of the interface.
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// Name of the file (without extension) or sheet, and of the section in a mapping: `schools`.
    pub name: &'static str,
    /// Its Chinese name; also the Chinese name of a sheet or file: `学校`.
    pub zh: &'static str,
    /// Other names of a sheet or file.
    pub aliases: &'static [&'static str],
    /// Whether a county cannot do without it.
    pub required: bool,
    /// What it holds, in Chinese.
    pub doc_zh: &'static str,
    /// What it holds, in English.
    pub doc_en: &'static str,
    /// Its columns in the order in which they are written.
    pub columns: &'static [ColumnSpec],
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSpec {
    /// English header, the name used everywhere: `school_id`.
    pub name: &'static str,
    /// Main Chinese header: `学校代码`.
    pub zh: &'static str,
    /// Other headers that mean it, Chinese and English.
    pub aliases: &'static [&'static str],
    /// Whether the table cannot do without it, and no cell of it may be empty.
    pub required: bool,
    /// Columns any of which may stand in its place, where it is required.
    pub instead: &'static [&'static str],
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a county keeps what it holds; if not, it is for people, or to be compared with what stands beside it.
    pub kept: bool,
    /// What it means, in Chinese.
    pub doc_zh: &'static str,
    /// What it means, in English.
    pub doc_en: &'static str,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// An id of this table's own rows or of another table's; text, though a number may stand in the cell.
    Id,
    /// Free text.
    Text,
    /// A whole number within bounds, with its unit.
    Int {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
        /// Unit, for the docs.
        unit: Unit,
    },
    /// Kilometres, not negative, kept to the metre.
    Km,
    /// A calendar day.
    Date,
    /// A school year: `2027` or `2027-2028`.
    Year,
    /// Yes or no.
    Flag,
    /// One of the words listed.
    Choice(&'static [Choice]),
    /// A subject of the policy, by id, name or alias.
    Subject,
    /// Several subjects of the policy.
    Subjects,
    /// A level of the policy's backbone ladder, or none.
    Backbone,
    /// A level of the policy's language ladder.
    Language,
    /// Flags of the policy's list of exemptions.
    Exemptions,
    /// Degrees east, six places.
    Longitude,
    /// Degrees north, six places.
    Latitude,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 人
    People,
    /// 个班
    Classes,
    /// 个岗位
    Posts,
    /// 张床位
    Beds,
    /// 年
    Years,
    /// 分钟
    Minutes,
    /// None.
    Plain,
}

/// A word of a column, with all the ways to write it.
#[derive(Debug)]
pub struct Choice {
    /// English word, the one used in files: `primary`.
    pub name: &'static str,
    /// Chinese word, the one written in Chinese tables: `小学`.
    pub zh: &'static str,
    /// Other words that mean it.
    pub aliases: &'static [&'static str],
    /// Whether it is what nearly everybody is, so that any other word beside it in one cell goes before it.
    pub everyday: bool,
}

impl ColumnSpec {
    pub(crate) const fn new(name: &'static str, zh: &'static str, kind: Kind) -> Self {
        ColumnSpec { name, zh, aliases: &[], required: false, instead: &[], kind, kept: true, doc_zh: "", doc_en: "" }
    }

    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn instead(mut self, columns: &'static [&'static str]) -> Self {
        self.instead = columns;
        self
    }

    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn doc(mut self, zh: &'static str, en: &'static str) -> Self {
        self.doc_zh = zh;
        self.doc_en = en;
        self
    }

    /// Whether a remark only lists words that may stand in the column's cells: `男/女`.
    fn lists_its_words(&self, remark: &str) -> bool {
        let is_word = |word: &str| match self.kind {
            Kind::Choice(choices) => choices::choose(choices, word).is_some(),
            Kind::Flag => choices::YES.contains(&word) || choices::NO.contains(&word),
            _ => false,
        };
        let words: Vec<&str> =
            remark.trim_end_matches('等').split(['/', '／', '、', ',', '，', ';', '；', '或']).collect();
        words.len() > 1 && words.iter().all(|word| is_word(word.trim()))
    }

    /// The header in one language.
    pub fn header(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.name)
    }

    /// Whether the header means this column.
    pub fn matches(&self, header: &str) -> bool {
        let key = header_key(header);
        [self.name, self.zh].iter().chain(self.aliases).any(|h| header_key(h) == key)
    }
}

impl Choice {
    const fn new(name: &'static str, zh: &'static str, aliases: &'static [&'static str]) -> Self {
        Choice { name, zh, aliases, everyday: false }
    }

    const fn everyday(mut self) -> Self {
        self.everyday = true;
        self
    }

    fn is(&self, key: &str) -> bool {
        [self.name, self.zh].iter().chain(self.aliases).any(|word| value_key(word) == key)
    }

    /// The word in one language, as it is written into tables.
    pub fn word(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.name)
    }
}

impl TableSpec {
    /// The column of this English name.
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The position of the column that the header means.
    pub fn find_header(&self, header: &str) -> Option<usize> {
        static INDEX: OnceLock<BTreeMap<(&'static str, String), usize>> = OnceLock::new();
        if !every().any(|t| std::ptr::eq(t.columns, self.columns)) {
            // A table of another format, which may bear the name of one of a county's.
            return self.columns.iter().position(|c| c.matches(header));
        }
        let index = INDEX.get_or_init(|| {
            let mut index = BTreeMap::new();
            for table in every() {
                for (position, column) in table.columns.iter().enumerate() {
                    for h in [column.name, column.zh].iter().chain(column.aliases) {
                        index.entry((table.name, header_key(h))).or_insert(position);
                    }
                }
            }
            index
        });
        let of = |key: String| index.get(&(self.name, key)).copied();
        of(header_key(header)).or_else(|| {
            // `编制数（核定）` is `核定编制数`, and `性别（男/女）` names the words that may stand in its cells.
            let (outside, inside) = keys::remarks(header)?;
            let [remark] = inside.as_slice() else { return None };
            let joined = || {
                of(header_key(&format!("{remark}{outside}"))).or_else(|| of(header_key(&format!("{outside}{remark}"))))
            };
            let column = of(header_key(&outside));
            column.filter(|at| self.columns[*at].lists_its_words(remark)).or_else(joined)
        })
    }

    /// Whether a file or sheet of this name holds this table; what stands in brackets does not matter.
    pub fn is_named(&self, name: &str) -> bool {
        let key = bare_key(name);
        [self.name, self.zh].iter().chain(self.aliases).any(|n| header_key(n) == key)
    }

    /// The column that the header would mean without the remark that tells it apart.
    pub fn find_without_remark(&self, header: &str) -> Option<usize> {
        let bare = bare_key(header);
        (header_key(header) != bare).then(|| self.find_header(&bare)).flatten()
    }

    /// The name of its sheet or file in one language.
    pub fn title(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.name)
    }
}

/// All tables, in the order in which they are read and documented.
pub fn tables() -> &'static [TableSpec] {
    static TABLES: [TableSpec; 13] = [
        SCHOOLS.spec,
        TEACHERS.spec,
        NEEDS.spec,
        WISHES.spec,
        APPLICATIONS.spec,
        SCORES.spec,
        PINS.spec,
        RELATIVES.spec,
        PUBLISHED.spec,
        TRAVEL.spec,
        POSTINGS.spec,
        AUTHORISED.spec,
        PROJECTIONS.spec,
    ];
    &TABLES
}

/// The table of this English name.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    tables().iter().find(|t| t.name == name)
}

/// The table that a file or sheet of this name holds.
pub fn table_named(name: &str) -> Option<&'static TableSpec> {
    tables().iter().find(|t| t.is_named(name))
}

/// Whether a sheet or file of this name explains the others and holds no data.
pub fn is_note(name: &str) -> bool {
    ["说明", "填表说明", "填报说明", "readme", "notes", "选项", "字典"].contains(&bare_key(name).as_str())
}

/// Whether the text is a header of any table.
pub fn is_known_header(text: &str) -> bool {
    every().any(|t| t.find_header(text).or_else(|| t.find_without_remark(text)).is_some())
}

/// The columns of a plan's `assignments.csv`, of which a hand-made one needs two.
pub fn assignments() -> &'static TableSpec {
    static ASSIGNMENTS: TableSpec = lists::ASSIGNMENTS;
    &ASSIGNMENTS
}

/// The columns of a plan's table of who teaches at several schools.
pub fn itinerant() -> &'static TableSpec {
    static ITINERANT: TableSpec = lists::ITINERANT;
    &ITINERANT
}

/// The columns of a plan's table of who stays and teaches another subject.
pub fn retasks() -> &'static TableSpec {
    static RETASKS: TableSpec = lists::RETASKS;
    &RETASKS
}

/// The columns of a plan's table of which head leads which school from now on.
pub fn heads() -> &'static TableSpec {
    static HEADS: TableSpec = lists::HEADS;
    &HEADS
}

/// The columns of the table of what has happened since a plan was published, which `replan` reads.
pub fn events() -> &'static TableSpec {
    static EVENTS: TableSpec = replan::EVENTS;
    &EVENTS
}

/// Every table that is documented: a county's, then those that stand beside it.
pub(crate) fn every() -> impl Iterator<Item = &'static TableSpec> {
    tables().iter().chain([assignments(), retasks(), itinerant(), heads(), events()])
}
