//! Which table a sheet is, and which of its columns means what: by its headers, and by its values where a header may mean several.

mod matrix;

use crate::forms::Reading;
use crate::forms::date::Habits;
use crate::layout::{self, Sheet};
use crate::lexicon::{self, Header, Looks, Meaning, SPECIAL};
use crate::stay_fields::{self, BESIDE};
use crate::values::{self, Values};
use lungang_tables::raw::{Cell, Grid};
use lungang_tables::schema;
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
        let Some(table) = self.kind.table() else { return vec![] };
        let is = |(meant, column): &(&Meant, &layout::Column)| {
            let open = match meant {
                Meant::Unknown => true,
                Meant::NotNeeded => not_needed,
                Meant::OtherValues(of) => *of != field,
                Meant::Field(..) | Meant::Doubled(_) => false,
            };
            let cells = self.sheet.rows().map(|row| row.cell(column.at)).filter(|c| !values::nothing(&c.show()));
            let cells: Vec<&Cell> = cells.take(SAMPLE).collect();
            let habits = self.habits(column.at);
            // Whether a cell says it; nothing where it says that there is none (否, among honours).
            let says = |cell: &&Cell| match field {
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

/// A column whose values are to be read so seldom is something else, in percent.
const FEWEST: usize = 50;

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

/// What each column of a sheet would be if it were of this kind.
fn propose(
    sheet: &Sheet,
    kind: Kind,
    mapped: &BTreeMap<(&'static str, String), String>,
    (forms, habits): (&Values, &BTreeMap<usize, Habits>),
) -> Vec<Meant> {
    let Some(table) = kind.table() else { return vec![] };
    let mut proposals: Vec<Vec<(&'static str, u8)>> = Vec::new();
    let mut meant = Vec::new();
    for column in &sheet.columns {
        let said = mapped.get(&(table, column.text())).map(String::as_str);
        let (fields, known) = match said {
            Some("-") => (vec![], Seen::NotNeeded),
            Some(field) => {
                // What its values look like is the same whoever says what the header means.
                let looks = candidates(table, column)
                    .0
                    .into_iter()
                    .find(|(own, ..)| *own == field)
                    .and_then(|(.., looks)| looks);
                (field_named(table, field).map(|f| (f, 100, looks)).into_iter().collect(), Seen::Means)
            }
            None => candidates(table, column),
        };
        let values: Vec<&Cell> =
            sheet.rows().map(|row| row.cell(column.at)).filter(|c| !c.is_empty()).take(SAMPLE).collect();
        let mut fits: Vec<(&'static str, u8)> = Vec::new();
        let mut other = None;
        for (field, weight, looks) in fields {
            if ["teacher_id", "school_id"].contains(&field) && is_serial(&values) {
                // 编号 that only counts the rows is nobody's number.
                continue;
            }
            match share(table, field, looks, &values, (forms, habits.get(&column.at).copied().unwrap_or_default())) {
                n if n >= FEWEST => fits.push((field, (usize::from(weight) * n / 100) as u8)),
                _ => other = other.or(Some(field)),
            }
        }
        fits.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        proposals.push(fits);
        meant.push(match (other, known) {
            (_, Seen::Unknown) => Meant::Unknown,
            (_, Seen::NotNeeded) | (None, Seen::Means) => Meant::NotNeeded,
            (Some(field), Seen::Means) => Meant::OtherValues(field),
        });
    }
    // The surest first, so that a field goes to the column that means it most.
    let mut order: Vec<(usize, &'static str, u8)> =
        proposals.iter().enumerate().flat_map(|(at, fits)| fits.iter().map(move |(f, n)| (at, *f, *n))).collect();
    order.sort_by_key(|(at, _, n)| (std::cmp::Reverse(*n), *at));
    let (mut taken, mut placed) = (BTreeSet::new(), BTreeSet::new());
    for (at, field, confidence) in order {
        if placed.contains(&at) {
            continue;
        }
        if taken.insert(field) {
            meant[at] = Meant::Field(field, confidence);
            placed.insert(at);
        } else if !matches!(meant[at], Meant::Field(..)) {
            // A column in which nothing stands says nothing twice.
            let column = sheet.columns[at].at;
            let blank = sheet.rows().all(|row| row.cell(column).is_empty());
            meant[at] = if blank { Meant::NotNeeded } else { Meant::Doubled(field) };
        }
    }
    if kind == Kind::Roster {
        without_place(&mut meant);
        of_certificates(sheet, &mut meant);
    }
    meant
}

/// Days and kinds without a place are those of something else: nobody knows of what.
fn without_place(meant: &mut [Meant]) {
    for fields in BESIDE {
        if meant.iter().any(|m| matches!(m, Meant::Field(name, _) if *name == fields.to)) {
            continue;
        }
        let stem = fields.to.split('_').next().unwrap_or_default();
        let own = |m: &&mut Meant| matches!(m, Meant::Field(name, _) if stay_fields::is_of_stay(name) && name.starts_with(stem));
        meant.iter_mut().filter(own).for_each(|m| *m = Meant::Unknown);
    }
}

/// In a list of certificates 任教学科 is what a certificate is for, and says nothing of what somebody teaches.
fn of_certificates(sheet: &Sheet, meant: &mut [Meant]) {
    let certifies = |c: &layout::Column| match lexicon::lookup(&c.own) {
        Header::Means { columns, .. } => columns.iter().any(|m| m.column == "certificates"),
        _ => false,
    };
    let has = |name: &str| meant.iter().any(|m| matches!(m, Meant::Field(field, _) if *field == name));
    let of_work = ["title", "status", "joined_school", "school_id", "role", "stage"].into_iter().any(has);
    if sheet.columns.iter().any(certifies) && !of_work {
        let subject = meant.iter_mut().filter(|m| matches!(m, Meant::Field("subjects", _)));
        subject.for_each(|m| *m = Meant::NotNeeded);
    }
}

/// Which of several people of one name a list means: by school and subjects.
const OWN: [&str; 2] = ["own_school", "own_subjects"];

/// Approved posts by grade, from the first to the thirteenth.
pub const POSTS_BY_GRADE: [&str; 13] = [
    "posts_grade_1",
    "posts_grade_2",
    "posts_grade_3",
    "posts_grade_4",
    "posts_grade_5",
    "posts_grade_6",
    "posts_grade_7",
    "posts_grade_8",
    "posts_grade_9",
    "posts_grade_10",
    "posts_grade_11",
    "posts_grade_12",
    "posts_grade_13",
];

/// Columns of a roster that say something of the school, with what they are in the list of schools.
pub const OF_SCHOOL: [(&str, &str); 3] =
    [("of_school_stage", "stage"), ("of_school_area", "area"), ("of_school_ownership", "ownership")];

/// Columns of the lexicon that nothing is made of yet: known, and not needed.
const NO_USE: &[&str] = &[
    "post_grade",
    "post_class",
    "certificates",
    "certificate_subject",
    "carries_post",
    "support_area",
    "staff_all",
    "staff_on_payroll",
    "posts_other",
];

/// What a meaning of the lexicon is in a table: a list of wishes or postings names people as a roster does.
fn within(table: &'static str, meaning: &Meaning) -> Option<&'static str> {
    match (table, meaning.table, meaning.column.as_str()) {
        (_, _, column) if NO_USE.contains(&column) => None,
        (own, of, column) if own == of => field_named(table, column),
        ("wishes", "applications", "date") => Some("date"),
        // What a form of people says of their school.
        ("teachers", "schools", column) => OF_SCHOOL.iter().find(|(_, own)| *own == column).map(|(field, _)| *field),
        ("teachers", "postings", column) => stay_fields::within_roster(column),
        ("wishes" | "postings", "teachers", column) => match column {
            "name" => Some("teacher_name"),
            "teacher_id" => Some("teacher_id"),
            "identity" => Some("identity"),
            "school_id" => Some("own_school"),
            "subjects" => Some("own_subjects"),
            _ => None,
        },
        _ => None,
    }
}

/// The name of a field as the tables have it.
pub fn field_named(table: &str, field: &str) -> Option<&'static str> {
    let spec = schema::table(table)?;
    let special = || SPECIAL.iter().filter_map(|s| s.split_once('.')).find(|(of, name)| *of == table && *name == field);
    let more = OWN.iter().chain(&POSTS_BY_GRADE[..]);
    let own = || more.clone().copied().find(|own| *own == field);
    spec.column(field).map(|c| c.name).or_else(|| special().map(|(_, name)| name)).or_else(own)
}

/// A field that a column may be: how surely by its header, and how its values must look.
type Candidate = (&'static str, u8, Option<Looks>);

/// What is known of a header, where its values are of none of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// The values are others than the header says.
    Means,
    /// It is not needed then.
    NotNeeded,
    /// Nothing.
    Unknown,
}

/// The fields that a column may be by its header, and whether the header is known at all.
fn candidates(table: &'static str, column: &layout::Column) -> (Vec<Candidate>, Seen) {
    let of = |text: &str| match lexicon::lookup(text) {
        Header::Means { columns, otherwise_not_needed } => {
            let fields: Vec<Candidate> =
                columns.iter().filter_map(|m| Some((within(table, m)?, m.weight, m.looks))).collect();
            // What belongs to another table is named, so that nobody believes it read.
            let idle = columns.iter().all(|m| NO_USE.contains(&m.column.as_str()) || m.column == "remark");
            let seen = match (otherwise_not_needed || idle, fields.is_empty()) {
                (true, _) => Seen::NotNeeded,
                (false, true) => Seen::Unknown,
                (false, false) => Seen::Means,
            };
            (fields, seen)
        }
        Header::NotNeeded => (vec![], Seen::NotNeeded),
        Header::Unknown => (vec![], Seen::Unknown),
    };
    let Some(upper) = &column.upper else { return of(&column.own) };
    let total = layout::is_total(&column.own);
    let parts = upper.split('·').rev();
    let joined = parts.flat_map(|part| {
        let other = if total { part.to_owned() } else { format!("{}{part}", column.own) };
        [format!("{part}{}", column.own), other]
    });
    for text in joined {
        let (fields, known) = of(&text);
        if known != Seen::Unknown {
            return (fields, known);
        }
    }
    // The name of a group says nothing of a column that has a name of its own.
    of(&column.own)
}

/// Whether a column does nothing but count its rows: `1`, `2`, `3`, from wherever it starts.
fn is_serial(cells: &[&Cell]) -> bool {
    /// A longer number is a code, though the next one follows it.
    const LONGEST: usize = 3;
    // Totals, notes and examples stand between.
    let texts = cells.iter().map(|cell| cell.show());
    let texts: Vec<String> = texts.filter(|text| lungang_tables::says_no_row(text, true).is_none()).collect();
    let number = |text: &String| text.parse::<u32>().ok().filter(|n| text.len() <= LONGEST && n.to_string() == *text);
    let numbers: Vec<u32> = texts.iter().filter_map(number).collect();
    let follow = numbers.windows(2).filter(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 2 || pair[1] == 1).count();
    !numbers.is_empty() && numbers.len() * 10 >= texts.len() * 8 && follow * 10 >= (numbers.len() - 1) * 8
}

/// How many of the values of a column are values of a field, in percent; all where there are none.
fn share(
    table: &'static str,
    field: &'static str,
    looks: Option<Looks>,
    cells: &[&Cell],
    (forms, habits): (&Values, Habits),
) -> usize {
    if cells.is_empty() {
        return 100;
    }
    if let Some(looks) = looks {
        return cells.iter().filter(|cell| looks.fits(&cell.show())).count() * 100 / cells.len();
    }
    let known = |reading: Reading<values::Said>| !matches!(reading, Reading::Ask { suggestion: None, .. });
    let fits = |cell: &&&Cell| match field {
        "identity" => matches!(values::identity(&cell.show(), |_| String::new()), Reading::Is(_)),
        "period" => !matches!(values::period(&cell.show()), Reading::Ask { suggestion: None, .. }),
        "remark" | "spouse_name" => true,
        "teacher_id" | "school_id" | "own_school" | "from_school" | "to_school" => {
            !matches!(cell, Cell::Real(_) | Cell::Bool(_) | Cell::Date(_))
        }
        "name" | "teacher_name" => matches!(cell, Cell::Text(t) if t.chars().any(|c| !c.is_ascii_digit())),
        "own_subjects" => known(forms.read("teachers", "subjects", cell, habits)),
        field if field.starts_with("of_school_") => {
            let own = OF_SCHOOL.iter().find(|(of, _)| *of == field).map_or("", |(_, own)| *own);
            known(forms.read("schools", own, cell, habits))
        }
        field if field.starts_with("school_") => matches!(cell, Cell::Text(_)),
        // Wishes beside one another have a number of their own, which is the row's.
        "rank" => matches!(cell.show().trim().parse::<u32>(), Ok(1..=9)),
        // An October that lost its nought is a day all the same.
        _ => match forms.read(table, field, cell, habits) {
            Reading::Ask { why: crate::forms::why::JANUARY_OR_OCTOBER, .. } => true,
            reading => known(reading),
        },
    };
    cells.iter().filter(fits).count() * 100 / cells.len()
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
