//! Pupils and classes of the year that begins, as foreseen; what nobody foresees stays as it is.

use super::advance::Turn;
use lungang_domain::county::CountyParts;
use lungang_domain::projection::Projected;

/// Enters what is foreseen of schools.
pub(super) fn grow(turn: &Turn<'_>, parts: &mut CountyParts) {
    for what in turn.foreseen() {
        match what {
            Projected::Pupils { school, part, count } => {
                let school = &mut parts.schools[school.at()];
                *school.pupils.get_mut(part) = count;
                let pupils = school.pupils.primary.saturating_add(school.pupils.junior);
                school.boarding = school.boarding.min(pupils);
            }
            Projected::Classes { school, part, grade, count } => {
                let classes = &mut parts.schools[school.at()].classes;
                let grades = part.grades();
                match grade.map(|g| usize::from(g.saturating_sub(1))).filter(|g| grades.contains(g)) {
                    Some(grade) => classes[grade] = count,
                    None => {
                        // A total is spread evenly, lower grades first, as the schools table's is.
                        let n = grades.len() as u32;
                        for (at, grade) in (0u32..).zip(grades) {
                            classes[grade] = count / n + u32::from(at < count % n);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
