//! Pupils and classes of the year that begins, as foreseen; what nobody foresees stays as it is.

use super::advance::Turn;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::projection::Projected;

/// Enters what is foreseen of schools.
pub(super) fn grow(turn: &Turn<'_>, parts: &mut CountyParts) {
    turn.foreseen().for_each(|what| what.enter(&mut parts.schools));
}

/// The county's schools in each later year of which something is foreseen of them: pupils and classes change, nobody moves.
pub fn foreseen(county: &County) -> Vec<County> {
    let of_schools = |what: &Projected| matches!(what, Projected::Pupils { .. } | Projected::Classes { .. });
    let last = county.projections.iter().filter(|p| of_schools(&p.what)).map(|p| p.year).max();
    let mut years = Vec::new();
    let mut parts = county.to_parts();
    while parts.school_year < last {
        let Some(year) = &mut parts.school_year else { break };
        year.0 = year.0.saturating_add(1);
        for foreseen in county.projections.iter().filter(|p| Some(p.year) == parts.school_year) {
            foreseen.what.enter(&mut parts.schools);
        }
        years.push(County::new(parts.clone()));
    }
    years
}
