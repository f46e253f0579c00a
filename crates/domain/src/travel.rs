//! Distances in whole metres: the travel table first, else great-circle distance times the detour factor.

use crate::number::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place on earth in millionths of a degree (WGS 84 or any one datum for the whole county).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Longitude, millionths of a degree east.
    pub lon: i32,
    /// Latitude, millionths of a degree north.
    pub lat: i32,
}

/// Great-circle distance in metres on a sphere of radius 6 371 008.8 m (haversine).
///
/// Computed with a software mathematics library, so that every machine gets the same metre.
pub fn great_circle(a: Position, b: Position) -> u32 {
    Spot::new(a).to(Spot::new(b))
}

/// A position with what every distance from it needs, computed once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    lon: f64,
    lat: f64,
    cos_lat: f64,
}

impl Spot {
    /// Readies a position.
    pub fn new(position: Position) -> Spot {
        let radians = |micro: i32| f64::from(micro) / 1e6 * std::f64::consts::PI / 180.0;
        let (lon, lat) = (radians(position.lon), radians(position.lat));
        Spot { lon, lat, cos_lat: libm::cos(lat) }
    }

    /// Great-circle distance in metres.
    pub fn to(self, other: Spot) -> u32 {
        let half = |x: f64| {
            let s = libm::sin(x / 2.0);
            s * s
        };
        let h = half(other.lat - self.lat) + self.cos_lat * other.cos_lat * half(other.lon - self.lon);
        let metres = 2.0 * 6_371_008.8 * libm::asin(libm::sqrt(h.min(1.0)));
        libm::round(metres) as u32
    }
}

/// One row of the travel table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Road distance in metres.
    pub metres: Option<u32>,
    /// Time in minutes.
    pub minutes: Option<u32>,
}

/// The travel table by pair of ids (a teacher's id may stand on the `from` side).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(String, String, Trip)>", into = "Vec<(String, String, Trip)>")]
pub struct TravelTable {
    trips: BTreeMap<(String, String), Trip>,
}

impl TravelTable {
    /// Adds a trip; the way back is the same unless the table has its own row.
    pub fn insert(&mut self, from: String, to: String, trip: Trip) {
        self.trips.insert((from, to), trip);
    }

    /// All trips, in order of ids.
    pub fn iter(&self) -> impl Iterator<Item = (&(String, String), &Trip)> {
        self.trips.iter()
    }
}

impl From<Vec<(String, String, Trip)>> for TravelTable {
    fn from(rows: Vec<(String, String, Trip)>) -> TravelTable {
        TravelTable { trips: rows.into_iter().map(|(from, to, trip)| ((from, to), trip)).collect() }
    }
}

impl From<TravelTable> for Vec<(String, String, Trip)> {
    fn from(table: TravelTable) -> Vec<(String, String, Trip)> {
        table.trips.into_iter().map(|((from, to), trip)| (from, to, trip)).collect()
    }
}

/// Great-circle distance lengthened by the policy's detour factor, rounded up to a metre.
pub fn road_estimate(a: Position, b: Position, detour: Decimal) -> u32 {
    road(Spot::new(a), Spot::new(b), detour)
}

/// The same between positions that are ready.
pub fn road(a: Spot, b: Spot, detour: Decimal) -> u32 {
    u32::try_from(detour.ceil_of(i64::from(a.to(b)))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_on_the_equator() {
        let a = Position { lon: 0, lat: 0 };
        let b = Position { lon: 1_000_000, lat: 0 };
        assert_eq!(great_circle(a, b), 111_195);
        assert_eq!(great_circle(b, a), 111_195);
        assert_eq!(great_circle(a, a), 0);
        assert_eq!(road_estimate(a, b, Decimal(13_000)), 144_554);
    }
}
