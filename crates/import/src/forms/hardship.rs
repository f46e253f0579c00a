//! The class of a hard and remote area (艰苦边远地区类别): `四类`, `4`, `三类区`.

use super::said::key;
use super::{Reading, why};

/// The highest class.
const MOST: u8 = 6;

/// The class, 0 to 6.
pub fn read(cell: &str) -> Reading<u8> {
    if super::nothing(cell) {
        return Reading::Nothing;
    }
    let word = key(cell);
    if ["非艰边", "非艰苦边远地区", "不属于", "否"].contains(&word.as_str()) {
        return Reading::Is(0);
    }
    let number = word.trim_end_matches("地区").trim_end_matches('区').trim_end_matches('类').trim_start_matches('第');
    let spelt = ["一", "二", "三", "四", "五", "六"].iter().position(|n| *n == number);
    let class = spelt.and_then(|at| u8::try_from(at + 1).ok()).or_else(|| number.parse().ok());
    class.filter(|class| *class <= MOST).map_or(Reading::ask(why::UNKNOWN), Reading::Is)
}
