//! `itinerant.csv`: one line for every school at which a teacher teaches besides the own one, UTF-8 with a byte order mark.

use crate::assignments::guard;
use crate::names::kilometres;
use lungang_domain::plan::Visit;
use lungang_domain::record::Record;

/// The header; people's scripts rely on these names.
pub const HEADER: [&str; 8] =
    ["teacher_id", "name", "base_school", "school", "stage", "subject", "periods", "distance_km"];

/// The bytes of `itinerant.csv`.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(record: &Record) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADER)?;
    for v in &record.plan.visits {
        writer.write_record(line(record, v))?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn line(record: &Record, v: &Visit) -> [String; 8] {
    let (county, teacher) = (&record.county, record.county.teacher(v.teacher));
    [
        guard(&teacher.id),
        guard(&teacher.name),
        guard(&county.school(v.base).id),
        guard(&county.school(v.school).id),
        v.part.name().to_owned(),
        guard(record.policy.subject_id(v.subject)),
        v.periods.to_string(),
        county.between(v.base, v.school).map(kilometres).unwrap_or_default(),
    ]
}
