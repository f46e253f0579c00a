//! `assignments.csv`: one line a move, UTF-8 with a byte order mark so that Excel reads it as it is.
//!
//! A CSV cell has no type, and a spreadsheet takes text that begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return for a formula. Such text gets an apostrophe in front ([`guard`]); the JSON and Excel files keep it as it is.

use crate::table;
use lungang_domain::document::{MoveDoc, PlanDocument};

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
/// use lungang_results::assignments::guard;
/// assert_eq!(guard("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
/// assert_eq!(guard("张三"), "张三");
/// ```
pub fn guard(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The bytes of `assignments.csv`: what the plan's document says of its moves, and nothing else.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(document: &PlanDocument) -> Result<Vec<u8>, csv::Error> {
    table::to_csv(HEADER, document.moves.iter().map(line))
}

fn line(m: &MoveDoc) -> [String; 12] {
    let serves: Vec<&str> = m.because.iter().map(|b| b.serves.as_str()).collect();
    [
        guard(&m.teacher_id),
        guard(&m.name),
        guard(&m.from_school),
        guard(&m.to_school),
        guard(&m.subject),
        m.direction.name().to_owned(),
        m.start.clone(),
        m.end.clone(),
        m.distance_km.map(kilometres_of).unwrap_or_default(),
        m.rank_of_wish.map(|r| r.to_string()).unwrap_or_default(),
        serves.join(";"),
        m.stage.name().to_owned(),
    ]
}

/// Kilometres to the metre.
pub fn kilometres_of(km: f64) -> String {
    format!("{km:.3}")
}
