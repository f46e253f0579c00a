//! A pair of coordinates.

use super::row::Row;
use crate::table::Col;
use lungang_domain::finding::Finding;
use lungang_domain::travel::Position;

const DEGREE: i64 = 1_000_000;

/// The position that two cells give; half a pair, (0, 0), and what lies off the globe are told.
pub(super) fn position(row: &mut Row<'_>, lon_col: Col, lat_col: Col) -> Option<Position> {
    let (lon, lat) = (row.degrees(lon_col), row.degrees(lat_col));
    match (lon, lat) {
        (Some(lon), Some(lat)) => {
            let sound = check_swapped_coordinates(row, lon_col, (lon, lat))
                && check_off_globe(row, lon_col, lat_col, (lon, lat))
                && check_zero_coordinates(row, lon_col, (lon, lat));
            let micro = |x: i64| i32::try_from(x).ok();
            if sound { Some(Position { lon: micro(lon)?, lat: micro(lat)? }) } else { None }
        }
        (Some(_), None) if row.is_empty(lat_col) => check_half_coordinates(row, lat_col),
        (None, Some(_)) if row.is_empty(lon_col) => check_half_coordinates(row, lon_col),
        _ => None,
    }
}

/// Longitude and latitude in each other's place: a latitude beyond the pole, or one that only the polar sea has with
/// a longitude that is a latitude of settled land.
fn check_swapped_coordinates(row: &mut Row<'_>, col: Col, (lon, lat): (i64, i64)) -> bool {
    let beyond = lat.abs() > 90 * DEGREE && lat.abs() <= 180 * DEGREE && lon.abs() <= 90 * DEGREE;
    let polar = (70 * DEGREE..=90 * DEGREE).contains(&lat) && (15 * DEGREE..=55 * DEGREE).contains(&lon);
    if beyond || polar {
        let finding = Finding::error("swapped-coordinates", row.place(col));
        row.tell(finding.with("lon", degrees(lon)).with("lat", degrees(lat)));
    }
    !(beyond || polar)
}

fn check_off_globe(row: &mut Row<'_>, lon_col: Col, lat_col: Col, (lon, lat): (i64, i64)) -> bool {
    let faults = [(lon_col, lon, 180), (lat_col, lat, 90)].into_iter().filter(|(_, x, max)| x.abs() > max * DEGREE);
    let faults: Vec<_> = faults.collect();
    for (col, value, max) in &faults {
        let finding = Finding::error("off-globe", row.place(*col)).with("value", degrees(*value));
        row.tell(finding.with("max", max));
    }
    faults.is_empty()
}

fn check_zero_coordinates(row: &mut Row<'_>, col: Col, (lon, lat): (i64, i64)) -> bool {
    let zero = lon == 0 && lat == 0;
    if zero {
        let finding = Finding::warning("zero-coordinates", row.place(col));
        row.tell(finding);
    }
    !zero
}

fn check_half_coordinates(row: &mut Row<'_>, empty: Col) -> Option<Position> {
    let finding = Finding::warning("half-coordinates", row.place(empty));
    row.tell(finding);
    None
}

fn degrees(micro: i64) -> String {
    format!("{}{}.{:06}", if micro < 0 { "-" } else { "" }, micro.abs() / DEGREE, micro.abs() % DEGREE)
}
