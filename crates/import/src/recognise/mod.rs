//! Which table a sheet is, and which of its columns means what: by its headers, and by its values where a header may mean several.

mod columns;
mod matrix;

use crate::forms::Reading;
use crate::forms::date::Habits;
use crate::layout::{self, Sheet};
use crate::lexicon::Looks;
use crate::stay_fields;
use crate::values::{self, Values};
use columns::propose;
pub use columns::{OF_SCHOOL, POSTS_BY_GRADE, field_name, field_named};
use lungang_tables::raw::{Cell, Grid};
pub use matrix::kilometres;
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something of schools: the list itself, or one that adds to it.
    Schools,
    /// People.
    Roster,
    /// Past and running postings.
    Postings,
    /// Wishes.
    Wishes,
    /// Kilometres between schools, as a matrix or a list.
    Distances,
    /// A sheet of the yearly statistics of education.
    Statistics,
    /// Headers of a table without rows.
    Empty,
    /// Nothing that a plan is made from.
    Nothing,
}

impl Kind {
    /// The table that it is read into; nothing where it is not read.
    pub fn table(self) -> Option<&'static str> {
        match self {
            Kind::Schools | Kind::Statistics => Some("schools"),
            Kind::Roster => Some("teachers"),
            Kind::Postings => Some("postings"),
            Kind::Wishes => Some("wishes"),
            Kind::Distances => Some("travel"),
            Kind::Empty | Kind::Nothing => None,
        }
    }

    /// Its name in documents and in the table of words (`import.kind.roster`).
    pub fn name(self) -> &'static str {
        match self {
            Kind::Schools => "schools",
            Kind::Roster => "roster",
            Kind::Postings => "postings",
            Kind::Wishes => "wishes",
            Kind::Distances => "distances",
            Kind::Statistics => "statistics",
            Kind::Empty => "empty",
            Kind::Nothing => "nothing",
        }
    }
}

/// What a column turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// This field of the table, with how surely, in percent.
    Field(&'static str, u8),
    /// Known, and no plan needs it.
    NotNeeded,
    /// It may be this field by its header, and its values are none.
    OtherValues(&'static str),
    /// Another column is read for this field.
    Doubled(&'static str),
    /// Nobody knows.
    Unknown,
}

/// A sheet with what it is.
#[derive(Debug)]
pub struct Recognised {
    /// The sheet.
    pub sheet: Sheet,
    /// What it is.
    pub kind: Kind,
    /// How surely, in percent.
    pub confidence: u8,
    /// What each column is, beside `sheet.columns`.
    pub meant: Vec<Meant>,
    /// How its columns of days write their months.
    habits: BTreeMap<usize, Habits>,
}

impl Recognised {
    /// The column in which a field stands.
    pub fn field(&self, field: &str) -> Option<usize> {
        let at = self.meant.iter().position(|m| matches!(m, Meant::Field(name, _) if *name == field))?;
        Some(self.sheet.columns[at].at)
    }

    /// How a column writes its months.
    pub fn habits(&self, column: usize) -> Habits {
        self.habits.get(&column).copied().unwrap_or_default()
    }

    /// The headers that nobody reads and whose values are those of a field; with those that are known and not needed, where these are
    /// asked for.
    pub fn unread(&self, field: &'static str, forms: &Values, not_needed: bool) -> Vec<String> {
        /// A column in which fewer stand says little of what it is.
        const FEWEST: usize = 2;
        /// Words in the names of schools.
        const SCHOOLS: [&str; 5] = ["学校", "小学", "中学", "教学点", "校区"];
        let Some(table) = self.kind.table() else { return vec![] };
        let is = |(meant, column): &(&Meant, &layout::Column)| {
            let open = match meant {
                Meant::Unknown => true,
                Meant::NotNeeded => not_needed,
                Meant::OtherValues(of) | Meant::Doubled(of) => *of != field,
                Meant::Field(..) => false,
            };
            let cells = self.sheet.rows().map(|row| row.cell(column.at)).filter(|c| !values::nothing(&c.show()));
            let cells: Vec<&Cell> = cells.take(SAMPLE).collect();
            let habits = self.habits(column.at);
            // Whether a cell says it; nothing where it says that there is none (否, among honours).
            let says = |cell: &&Cell| match field {
                "school_id" => Some(SCHOOLS.iter().any(|word| cell.show().contains(word))),
                "identity" => Some(matches!(values::identity(&cell.show(), |_| String::new()), Reading::Is(_))),
                "name" => Some(Looks::Person.fits(&cell.show()) && cell.show().trim().chars().count() <= 4),
                _ => match forms.read(table, field, cell, habits) {
                    Reading::Is(said) => (!said.is_empty()).then_some(true),
                    Reading::Ask { suggestion, .. } => Some(suggestion.is_some()),
                    Reading::Nothing => None,
                },
            };
            let told: Vec<bool> = cells.iter().filter_map(says).collect();
            // Of names few are alike.
            let different = || cells.iter().map(|cell| cell.show()).collect::<BTreeSet<_>>().len();
            let open = open && (field != "name" || different() * 10 >= cells.len() * 8);
            open && told.len() >= FEWEST && told.iter().filter(|t| **t).count() * 100 / told.len() >= SURELY
        };
        self.meant.iter().zip(&self.sheet.columns).filter(is).map(|(_, column)| column.text()).collect()
    }

    /// The fields with their columns.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let pairs = self.meant.iter().zip(&self.sheet.columns);
        pairs.filter_map(|(m, c)| if let Meant::Field(name, _) = m { Some((*name, c.at)) } else { None })
    }
}

/// A sheet of the yearly statistics, which is read by the labels beside and above its numbers.
pub fn statistics(grid: Grid) -> Recognised {
    let heads = grid.rows.iter().take(6).flat_map(|(_, cells)| cells).map(|(_, c)| Grid::header_text(c));
    let sheet = Sheet { titles: heads.collect(), header: None, columns: Vec::new(), grid };
    Recognised { sheet, kind: Kind::Statistics, confidence: 100, meant: Vec::new(), habits: BTreeMap::new() }
}

/// The kinds that are told by their headers, with a table of the lexicon each.
const KINDS: [Kind; 5] = [Kind::Schools, Kind::Roster, Kind::Postings, Kind::Wishes, Kind::Distances];

/// How many values of a column are looked at.
const SAMPLE: usize = 200;

/// A column whose header says nothing is one by its values where nearly all are, in percent.
const SURELY: usize = 90;

/// Tells what a sheet is; `mapped` says what a header of a table was said to mean before.
pub fn recognise(sheet: Sheet, mapped: &BTreeMap<(&'static str, String), String>, values: &Values) -> Recognised {
    if let Some(distances) = matrix::read(&sheet) {
        return distances;
    }
    let habits = habits(&sheet);
    let read: Vec<(Kind, Vec<Meant>, u32)> = KINDS
        .into_iter()
        .map(|kind| {
            let meant = propose(&sheet, kind, mapped, (values, &habits));
            let score = score(kind, &meant);
            (kind, meant, score)
        })
        .collect();
    let is_roster =
        read.iter().any(|(kind, meant, score)| *kind == Kind::Roster && *score > 0 && lists_people(&sheet, meant));
    let of = |(kind, meant, score)| (kind, meant, if kind == Kind::Postings && is_roster { 0 } else { score });
    let read: Vec<(Kind, Vec<Meant>, u32)> = read.into_iter().map(of).collect();
    let all: u32 = read.iter().map(|(.., score)| score).sum();
    let best = read.into_iter().enumerate().max_by_key(|(at, (.., score))| (*score, std::cmp::Reverse(*at)));
    match best {
        Some((_, (kind, meant, score))) if score > 0 => {
            let empty = sheet.grid.rows.iter().all(|(_, cells)| cells.len() < 2);
            let confidence = u8::try_from(score * 100 / all.max(1)).unwrap_or(100);
            Recognised { sheet, kind: if empty { Kind::Empty } else { kind }, confidence, meant, habits }
        }
        _ => {
            let meant = vec![Meant::Unknown; sheet.columns.len()];
            Recognised { sheet, kind: Kind::Nothing, confidence: 0, meant, habits }
        }
    }
}

/// How the columns of a sheet write months: `1998.07`, `1998.7`.
fn habits(sheet: &Sheet) -> BTreeMap<usize, Habits> {
    let of = |at: usize| {
        let texts: Vec<String> =
            sheet.rows().map(|row| row.cell(at)).filter(|c| !c.is_empty()).map(Cell::show).collect();
        Habits::of(texts.iter().map(String::as_str))
    };
    sheet.columns.iter().map(|c| (c.at, of(c.at))).filter(|(_, h)| *h != Habits::default()).collect()
}

/// Whether a sheet with the columns of stays is a roster beside which they stand, and no list of them: it says who is at work and since
/// when, or most of its rows have no stay.
fn lists_people(sheet: &Sheet, meant: &[Meant]) -> bool {
    let column = |name: &str| {
        let at = meant.iter().position(|m| matches!(m, Meant::Field(field, _) if *field == name));
        at.map(|at| sheet.columns[at].at)
    };
    let places: Vec<usize> = ["posting_to", "support_school"].into_iter().filter_map(column).collect();
    if places.is_empty() {
        return false;
    }
    let named = |row: &layout::Row<'_>| column("name").is_some_and(|name| !row.cell(name).is_empty());
    let rows: Vec<layout::Row<'_>> = sheet.rows().filter(named).collect();
    let stay = |row: &&layout::Row<'_>| places.iter().any(|at| !values::nothing(&row.cell(*at).show()));
    let stays = rows.iter().filter(stay).count();
    column("status").is_some() && column("joined_school").is_some() || stays * 2 < rows.len()
}

/// How much a sheet is like a kind: nothing where it lacks what makes the kind.
fn score(kind: Kind, meant: &[Meant]) -> u32 {
    let own = |m: &Meant| match m {
        // A list of exchanges is no roster for that it has their columns.
        Meant::Field(name, _) if kind == Kind::Roster && stay_fields::is_of_stay(name) => None,
        Meant::Field(name, n) => Some((*name, *n)),
        _ => None,
    };
    let fields: BTreeMap<&str, u8> = meant.iter().filter_map(own).collect();
    let has = |names: &[&str]| names.iter().any(|name| fields.contains_key(name));
    let makes = match kind {
        Kind::Schools => {
            let figures = ["pupils", "classes", "stage", "area", "establishment", "posts_senior", "staff", "township"];
            let parted = |f: &&str| ["_g", "pupils_", "classes_"].iter().any(|sign| f.contains(sign));
            has(&["name", "school_id"]) && (has(&figures) || fields.keys().any(parted))
        }
        Kind::Roster => {
            let person = ["identity", "birth_date", "title", "status", "subjects", "joined_school", "teacher_id"];
            let told = person.iter().filter(|f| fields.contains_key(*f)).count();
            let more = ["role", "stage", "backbone", "second_subjects", "language_level"];
            // A sheet that adds to others says who by a number; whose name stands under a strange header is asked for.
            has(&["name"]) && (told >= 2 || has(&["teacher_id", "identity"]) && has(&more)) || told >= 4
        }
        Kind::Postings => has(&["teacher_name", "teacher_id"]) && has(&["to_school"]) && has(&["period", "start"]),
        Kind::Wishes => {
            has(&["teacher_name", "teacher_id"]) && (has(&["school_1"]) || has(&["rank"]) && has(&["school_id"]))
        }
        Kind::Distances => has(&["from"]) && has(&["to"]) && has(&["km"]),
        Kind::Statistics | Kind::Empty | Kind::Nothing => false,
    };
    if makes { fields.values().map(|n| u32::from(*n)).sum() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[&[&str]]) -> Recognised {
        let cells = |row: &&[&str]| {
            let filled = row.iter().enumerate().filter(|(_, t)| !t.is_empty());
            filled.map(|(at, t)| (at, Cell::Text((*t).to_owned()))).collect()
        };
        let rows = rows.iter().enumerate().map(|(n, row)| (n as u32 + 1, cells(row))).collect();
        let grid = Grid { file: "a.xlsx".to_owned(), excel: true, visible: true, rows, ..Grid::default() };
        recognise(Sheet::of(grid), &BTreeMap::new(), &Values::default())
    }

    fn fields(read: &Recognised) -> Vec<&'static str> {
        let mut all: Vec<&str> = read.fields().map(|(field, _)| field).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn each_kind_is_told_by_its_headers() {
        let schools = read(&[&["学校名称", "办学类型", "在校学生数", "班数"], &["一小", "小学", "300", "8"]]);
        assert_eq!((schools.kind, fields(&schools)), (Kind::Schools, vec!["classes", "name", "pupils", "stage"]));
        let roster = read(&[&["单位", "姓名", "任教学科", "人员状态"], &["一小", "王甲", "小学语文", "在编在岗"]]);
        assert_eq!((roster.kind, fields(&roster)), (Kind::Roster, vec!["name", "school_id", "status", "subjects"]));
        let postings = read(&[&["姓名", "原单位", "交流单位", "起止时间"], &["王甲", "一小", "二小", "2024.9-2025.7"]]);
        assert_eq!(postings.kind, Kind::Postings);
        let wishes = read(&[&["姓名", "所在学校", "第一志愿", "第二志愿"], &["王甲", "一小", "二小", "三小"]]);
        assert_eq!((wishes.kind, wishes.field("school_2")), (Kind::Wishes, Some(3)));
        let posts = read(&[&["序号", "学校", "核定编制", "备注"], &["1", "一小", "20", ""]]);
        assert_eq!((posts.kind, posts.field("establishment")), (Kind::Schools, Some(2)));
        let empty = read(&[&["单位", "姓名", "任教学科", "人员状态"]]);
        assert_eq!(empty.kind, Kind::Empty);
        assert_eq!(read(&[&["会议记录"], &["时间", "地点"], &["周一", "会议室"]]).kind, Kind::Nothing);
    }

    #[test]
    fn a_matrix_is_told_by_its_names() {
        let matrix = read(&[
            &["学校间里程表"],
            &["", "一小", "二小", "三小"],
            &["一小", "", "2", "3.5"],
            &["二小", "", "", "4"],
            &["三小"],
        ]);
        assert_eq!((matrix.kind, matrix.sheet.header), (Kind::Distances, Some((2, 2))));
    }

    #[test]
    fn values_tell_false_friends_apart() {
        let rows: &[&[&str]] = &[
            &["单位", "姓名", "任教学科", "岗位类别", "人员状态"],
            &["一小", "王甲", "语文", "专业技术岗位", "在岗"],
            &["一小", "李乙", "数学", "管理岗位", "在岗"],
        ];
        assert_eq!(read(rows).field("role"), None, "a class of posts is no role");
        let strange = read(&[
            &["单位", "姓名", "任教学科", "出生日期", "人员状态"],
            &["一小", "王甲", "语文", "见档案", "在岗"],
            &["一小", "李乙", "数学", "见档案", "在岗"],
        ]);
        assert_eq!(strange.meant[3], Meant::OtherValues("birth_date"));
    }
}
