//! `assignments.csv`: one line a move, UTF-8 with a byte order mark so that Excel reads it as it is.
//!
//! A CSV cell has no type, and a spreadsheet takes text that begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return for a formula. Such text gets an apostrophe in front ([`guard`]); the JSON and Excel files keep it as it is.

use crate::changes::direction;
use crate::names::{kilometres, serves_name};
use lungang_domain::plan::Move;
use lungang_domain::record::Record;

/// The header; people's scripts and `audit` rely on these names.
pub const HEADER: [&str; 12] = [
    "teacher_id",
    "name",
    "from_school",
    "to_school",
    "subject",
    "direction",
    "start",
    "end",
    "distance_km",
    "rank_of_wish",
    "rules",
    "stage",
];

/// Text as it may stand in a CSV cell that a spreadsheet will open.
///
/// ```
/// use lungang_report::guard;
/// assert_eq!(guard("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
/// assert_eq!(guard("张三"), "张三");
/// ```
pub fn guard(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The bytes of `assignments.csv`.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(record: &Record) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADER)?;
    for (at, m) in record.plan.moves.iter().enumerate() {
        writer.write_record(line(record, at, m))?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn line(record: &Record, at: usize, m: &Move) -> [String; 12] {
    let (county, policy) = (&record.county, &record.policy);
    let teacher = county.teacher(m.teacher);
    let serves: Vec<&str> = record.serves.get(at).into_iter().flatten().map(|s| serves_name(*s)).collect();
    [
        guard(&teacher.id),
        guard(&teacher.name),
        guard(&county.school(teacher.school).id),
        guard(&county.school(m.to).id),
        guard(policy.subject_id(m.subject)),
        direction(county, policy, teacher.school, m.to).name().to_owned(),
        county.school_year.first_day().to_string(),
        county.school_year.last_day(policy.movement.term_years.value).to_string(),
        county.journey(m.teacher, m.to).map(kilometres).unwrap_or_default(),
        county.wish_rank(m.teacher, m.to).map(|r| r.to_string()).unwrap_or_default(),
        serves.join(";"),
        m.part.name().to_owned(),
    ]
}
