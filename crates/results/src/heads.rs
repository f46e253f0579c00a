//! `heads.csv`: one line for every head of a public school and the school led from now on, UTF-8 with a byte order mark.

use crate::assignments::{guard, kilometres_of};
use crate::table;
use lungang_domain::document::{HeadDoc, HeadsDoc};

/// The header; people's scripts rely on these names.
pub const HEADER: [&str; 9] =
    ["teacher_id", "name", "role", "from_school", "to_school", "tenure", "office_since", "years", "distance_km"];

/// The bytes of `heads.csv`: what the plan's document says of heads.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(heads: &HeadsDoc) -> Result<Vec<u8>, csv::Error> {
    table::to_csv(HEADER, heads.heads.iter().map(line))
}

fn line(h: &HeadDoc) -> [String; 9] {
    [
        guard(&h.teacher_id),
        guard(&h.name),
        h.role.name().to_owned(),
        guard(&h.from_school),
        guard(&h.to_school),
        h.tenure.name().to_owned(),
        h.office_since.clone().unwrap_or_default(),
        h.years.map(|n| n.to_string()).unwrap_or_default(),
        h.distance_km.map(kilometres_of).unwrap_or_default(),
    ]
}
