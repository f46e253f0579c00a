//! What each column of a sheet means: by its header, and by its values where a header may mean several.

use super::{Kind, Meant, SAMPLE};
use crate::forms::Reading;
use crate::forms::date::Habits;
use crate::layout::{self, Sheet};
use crate::lexicon::{self, Header, Looks, Meaning, SPECIAL};
use crate::stay_fields::{self, BESIDE};
use crate::values::{self, Values};
use lungang_domain::words::{Lang, has, say};
use lungang_tables::raw::Cell;
use lungang_tables::schema;
use std::collections::{BTreeMap, BTreeSet};

/// A column whose values are to be read so seldom is something else, in percent.
const FEWEST: usize = 50;

/// What each column of a sheet would be if it were of this kind.
pub fn propose(
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

/// What a field is called: a column of the tables by its own name, one of the import's own by its words.
pub fn field_name(table: Option<&str>, field: &str, lang: Lang) -> String {
    if let Some(column) = table.and_then(schema::table).and_then(|spec| spec.column(field)) {
        return lang.pick(column.zh, column.name).to_owned();
    }
    let digits = field.rsplit('_').next().filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let (key, n) = match digits.and_then(|n| Some((field.strip_suffix(n)?, n))) {
        Some((stem, n)) => (format!("import.field.{stem}n"), n),
        None => (format!("import.field.{field}"), ""),
    };
    if has(&key) { say(lang, &key, &[("n", n)]) } else { field.to_owned() }
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
