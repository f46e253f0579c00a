//! The day that a moment means: a date that a program has moved by a zone or a few seconds is put back.
//!
//! Web systems write a date as a moment. In China its midnight is 16:00 UTC of the day before (`T16:00:00.000Z`),
//! and by the local mean time that some libraries take for a zone it is 43 seconds early (`23:59:17`).

use jiff::ToSpan;
use jiff::civil::Date;

/// Seconds before midnight that are the next day's midnight gone wrong.
const GRACE: i64 = 60;
const DAY: i64 = 24 * 60 * 60;
/// Seconds of China ahead of UTC.
const CHINA: i64 = 8 * 60 * 60;

/// The whole day of a spreadsheet's count of days.
pub fn whole_day(serial: f64) -> f64 {
    (serial + GRACE as f64 / DAY as f64).floor()
}

/// The day that a date with this time of day means; a time that cannot be read is passed over.
pub fn day_at(day: Date, time: &str) -> Option<Date> {
    let seconds = seconds_of(time).unwrap_or(0) + GRACE;
    day.checked_add(seconds.div_euclid(DAY).days()).ok()
}

/// A date and a time of day as text, `2019-09-01T16:00:00.000Z` or `2019/9/1 0:00`, in their two parts.
pub fn parted(text: &str) -> Option<(&str, &str)> {
    text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':'))
}

/// Seconds since the day's midnight in China; without a zone the time is taken to be China's.
fn seconds_of(time: &str) -> Option<i64> {
    let time = time.trim();
    let (clock, ahead) = if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, Some(0))
    } else {
        match time.rfind(['+', '-']) {
            Some(at) => (&time[..at], Some(offset(&time[at..])?)),
            None => (time, None),
        }
    };
    let mut parts = clock.trim().split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().map_or(Ok(0.0), str::parse).ok()?;
    let sound = parts.next().is_none()
        && (0..=24).contains(&hours)
        && (0..60).contains(&minutes)
        && (0.0..61.0).contains(&seconds);
    sound.then(|| hours * 3600 + minutes * 60 + seconds.floor() as i64 + ahead.map_or(0, |a| CHINA - a))
}

/// Seconds of a zone ahead of UTC: `+08:00`, `+0800`, `+08`.
fn offset(zone: &str) -> Option<i64> {
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i64 = digits[..2].parse().ok()?;
    let minutes: i64 = digits.get(2..).filter(|m| !m.is_empty()).map_or(Ok(0), str::parse).ok()?;
    Some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_moment_is_the_day_that_was_meant() {
        let (first, second) = (date(2020, 9, 1), date(2020, 9, 2));
        for (time, day) in [
            ("16:00:00.000Z", second),
            ("15:59:17Z", second),
            ("15:58:59Z", first),
            ("00:00:00Z", first),
            ("23:59:17", second),
            ("23:58:00", first),
            ("0:00", first),
            ("23:59:17+08:00", second),
            ("16:00:00+0000", second),
            ("00:00:00+08", first),
            ("00:00:00+09:00", date(2020, 8, 31)),
            ("上午 8:00", first),
        ] {
            assert_eq!(day_at(first, time), Some(day), "{time}");
        }
        assert_eq!(whole_day(44_075.999_502_314_81), 44_076.0);
        assert_eq!(whole_day(44_075.9), 44_075.0);
        assert_eq!(whole_day(44_075.0), 44_075.0);
    }
}
