//! Where things lie: integer offsets in metres around a centre, and hardship that grows with distance.

use super::stream::Stream;
use lungang_domain::travel::{Position, great_circle};

/// The county town of a generated county; a round place that stands for none.
pub(super) const ORIGIN: Position = Position { lon: 100_000_000, lat: 38_000_000 };

/// Metres from the county town at which hardship classes 1 to 6 begin.
const HARDSHIP_FROM: [u32; 6] = [3_000, 9_000, 18_000, 28_000, 40_000, 52_000];

/// The place so many metres east and north of another (at the latitude of [`ORIGIN`]; close enough elsewhere).
pub(super) fn offset(from: Position, east: i32, north: i32) -> Position {
    let degrees = |metres: i32, per_thousand: i64| (i64::from(metres) * 1_000 / per_thousand) as i32;
    Position {
        lon: (from.lon + degrees(east, 88)).clamp(-180_000_000, 180_000_000),
        lat: (from.lat + degrees(north, 111)).clamp(-90_000_000, 90_000_000),
    }
}

/// A place in the square of this half side, metres.
pub(super) fn near(s: &mut Stream, centre: Position, reach: i32) -> Position {
    let east = s.around(reach);
    offset(centre, east, s.around(reach))
}

/// A place in the ring between two distances, metres.
pub(super) fn ring(s: &mut Stream, centre: Position, from: i32, to: i32) -> Position {
    let square = |x: i32| i64::from(x) * i64::from(x);
    loop {
        let (east, north) = (s.around(to), s.around(to));
        if (square(from)..=square(to)).contains(&(square(east) + square(north))) {
            return offset(centre, east, north);
        }
    }
}

/// Hardship class of a place, 0-6; now and then one class higher (a mountain road).
pub(super) fn hardship(s: &mut Stream, centre: Position, place: Position) -> u8 {
    let metres = great_circle(centre, place);
    let class = HARDSHIP_FROM.iter().filter(|from| metres >= **from).count() as u8;
    if class > 0 && s.percent(15) { (class + 1).min(6) } else { class }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_metres() {
        for (east, north) in [(10_000, 0), (0, 10_000), (-3_000, 4_000)] {
            let far = great_circle(ORIGIN, offset(ORIGIN, east, north));
            let asked = f64::from(east * east + north * north).sqrt();
            assert!((f64::from(far) - asked).abs() < asked / 50.0, "{far} {asked}");
        }
    }

    #[test]
    fn hardship_grows_with_distance() {
        let mut s = Stream::new(1, "hardship");
        assert_eq!(hardship(&mut s, ORIGIN, ORIGIN), 0);
        assert_eq!(hardship(&mut s, ORIGIN, offset(ORIGIN, 80_000, 0)), 6);
    }
}
