//! `itinerant.csv`: one line for every school at which a teacher teaches besides the own one, UTF-8 with a byte order mark.

use crate::assignments::{guard, kilometres_of};
use crate::table;
use lungang_domain::document::{PlanDocument, VisitDoc};

/// The header; people's scripts rely on these names.
pub const HEADER: [&str; 8] =
    ["teacher_id", "name", "base_school", "school", "stage", "subject", "periods", "distance_km"];

/// The bytes of `itinerant.csv`: what the plan's document says of who travels.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(document: &PlanDocument) -> Result<Vec<u8>, csv::Error> {
    table::to_csv(HEADER, document.visits.iter().map(line))
}

fn line(v: &VisitDoc) -> [String; 8] {
    [
        guard(&v.teacher_id),
        guard(&v.name),
        guard(&v.base_school),
        guard(&v.school),
        v.stage.name().to_owned(),
        guard(&v.subject),
        v.periods.to_string(),
        v.distance_km.map(kilometres_of).unwrap_or_default(),
    ]
}
