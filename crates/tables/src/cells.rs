//! From a cell as typed to a value: ids, whole numbers, kilometres, degrees, dates, yes and no, lists.

use crate::county_toml::parse_year;
use crate::raw::{Cell, clock};
use crate::schema::{NO, YES, half_width, keys, value_key};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::{identity, value};

/// Why a cell gives no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The cell is empty.
    Empty,
    /// It holds something else.
    Wrong,
    /// An id that a spreadsheet has rounded: `3.03E+17`.
    Rounded,
    /// A month that may be January or October: the number 2019.1.
    Ambiguous,
    /// An identity number, which is no id; it was told with its column.
    Identity,
}

/// Text as typed, in half width where digits and signs are concerned.
fn normal(text: &str) -> String {
    text.chars().map(half_width).collect::<String>().trim().to_owned()
}

/// An id: text without blanks at its ends, in half width; 1001, `1001`, `1001.0` and `'1001` are one.
pub(crate) fn id(cell: &Cell) -> Result<String, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Empty),
        Cell::Int(n) => Ok(n.to_string()),
        Cell::Real(x) if x.fract() == 0.0 => Err(Fault::Rounded),
        Cell::Real(x) => Ok(x.to_string()),
        Cell::Bool(_) | Cell::Date(_) => Err(Fault::Wrong),
        Cell::Text(text) if text == identity::WORD => Err(Fault::Identity),
        Cell::Text(text) => {
            let plain = text.bytes().all(|b| b.is_ascii_alphanumeric());
            let text = if plain { text.clone() } else { normal(text) };
            let text = text.strip_prefix('\'').map(str::to_owned).unwrap_or(text);
            if is_scientific(&text) {
                return Err(Fault::Rounded);
            }
            match text.split_once('.') {
                Some((whole, zeros)) if is_digits(whole) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => {
                    Ok(whole.to_owned())
                }
                _ if text.is_empty() => Err(Fault::Empty),
                _ => Ok(text),
            }
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `3.03E+17`, `3.03E17`; an id such as `1E5` is left alone.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let signed = exponent.strip_prefix('+').or_else(|| mantissa.contains('.').then_some(exponent));
    whole.len() == 1 && is_digits(whole) && is_digits(places) && signed.is_some_and(is_digits)
}

/// Free text on one line.
pub(crate) fn text(cell: &Cell) -> Option<String> {
    let shown = match cell {
        Cell::Empty => return None,
        Cell::Text(t) if !t.contains(char::is_control) => t.clone(),
        other => other.show().split(char::is_control).collect::<Vec<_>>().join(" "),
    };
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// A whole number; `1,234` and `45人` are read, fractions are not.
pub(crate) fn int(cell: &Cell) -> Result<i64, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Empty),
        Cell::Int(n) => Ok(*n),
        Cell::Text(t) => {
            let t = normal(t);
            let t = t.trim_end_matches(['人', '个', '名', '班', '年', '张', '分', '岁', '岗', '类']).trim();
            let t = if thousands(t) { t.replace(',', "") } else { t.to_owned() };
            let t = match t.split_once('.') {
                Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole.to_owned(),
                _ => t,
            };
            t.parse().map_err(|_| Fault::Wrong)
        }
        Cell::Real(_) | Cell::Bool(_) | Cell::Date(_) => Err(Fault::Wrong),
    }
}

/// Whether commas part groups of three digits.
fn thousands(text: &str) -> bool {
    let body = text.strip_prefix('-').unwrap_or(text);
    let mut groups = body.split(',');
    groups.next().is_some_and(|g| is_digits(g) && g.len() <= 3) && groups.all(|g| is_digits(g) && g.len() == 3)
}

fn real(cell: &Cell, units: &[&str]) -> Result<f64, Fault> {
    let x = match cell {
        Cell::Empty => return Err(Fault::Empty),
        Cell::Int(n) => *n as f64,
        Cell::Real(x) => *x,
        Cell::Text(t) => {
            let mut t = normal(t).to_lowercase();
            for unit in units {
                t = t.trim_end_matches(unit).trim_start_matches(unit).trim().to_owned();
            }
            let plain = t.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
            if !plain { f64::NAN } else { t.parse().map_err(|_| Fault::Wrong)? }
        }
        Cell::Bool(_) | Cell::Date(_) => return Err(Fault::Wrong),
    };
    if x.is_finite() { Ok(x) } else { Err(Fault::Wrong) }
}

/// Kilometres as whole metres, rounded; negative ones as they are.
pub(crate) fn metres(cell: &Cell) -> Result<i64, Fault> {
    real(cell, &["公里", "千米", "km"]).map(|x| (x.clamp(-1e6, 1e6) * 1000.0).round() as i64)
}

/// Degrees in millionths, rounded.
pub(crate) fn degrees(cell: &Cell) -> Result<i64, Fault> {
    real(cell, &["°", "度", "e", "n", "东经", "北纬"]).map(|x| (x.clamp(-1e6, 1e6) * 1e6).round() as i64)
}

/// Yes or no.
pub(crate) fn flag(cell: &Cell) -> Result<bool, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Empty),
        Cell::Bool(b) => Ok(*b),
        Cell::Int(1) => Ok(true),
        Cell::Int(0) => Ok(false),
        Cell::Text(t) => {
            let known = |word: &str| YES.contains(&word) || NO.contains(&word);
            let key = if known(t) { t.clone() } else { value_key(t) };
            let is = |words: &[&str]| words.contains(&key.as_str());
            if is(YES) {
                Ok(true)
            } else if is(NO) {
                Ok(false)
            } else {
                Err(Fault::Wrong)
            }
        }
        Cell::Int(_) | Cell::Real(_) | Cell::Date(_) => Err(Fault::Wrong),
    }
}

/// The values of a list, parted by `;`, `、`, `,`, `/` or line breaks; a sign inside brackets parts nothing.
pub(crate) fn list(cell: &Cell) -> Vec<String> {
    let parted = |c: char| matches!(c, ';' | '；' | '、' | ',' | '，' | '/' | '|') || c.is_control();
    let (text, mut depth) = (cell.show(), 0usize);
    let paired = keys::remarks(&text).is_some();
    let parts = text.split(|c: char| {
        let plain = half_width(c);
        if value::closing(plain).is_some() {
            depth += 1;
        } else if value::is_closing(plain) {
            depth = depth.saturating_sub(1);
        }
        parted(c) && !(paired && depth > 0)
    });
    parts.map(normal).filter(|v| !v.is_empty()).collect()
}

/// A calendar day; a month alone means its first day.
pub(crate) fn day(cell: &Cell) -> Result<Date, Fault> {
    moment(cell).map(|m| m.first)
}

/// The calendar day on which something ends; a month alone means its last day.
pub(crate) fn last_day(cell: &Cell) -> Result<Date, Fault> {
    moment(cell).map(|m| if m.whole_month { m.first.last_of_month() } else { m.first })
}

/// What is written about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day, or the first of the month.
    pub first: Date,
    /// Whether the day is left open.
    pub whole_month: bool,
}

/// A day, or a month that leaves it open.
pub(crate) fn moment(cell: &Cell) -> Result<Moment, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Empty),
        Cell::Date(d) if (1900..=2100).contains(&d.year()) => Ok(Moment { first: *d, whole_month: false }),
        Cell::Int(n) => number(*n),
        Cell::Real(x) => {
            let hundredths = (x * 100.0).round();
            if (x * 100.0 - hundredths).abs() < 1e-6 && (190_000.0..210_100.0).contains(&hundredths) {
                let (year, month) = ((hundredths as i64) / 100, (hundredths as i64) % 100);
                return if month == 10 { Err(Fault::Ambiguous) } else { whole_month(year, month) };
            }
            // A day with a time, as a spreadsheet counts them.
            if (SERIAL.start as f64..SERIAL.end as f64).contains(x) {
                number(clock::whole_day(*x) as i64)
            } else {
                Err(Fault::Wrong)
            }
        }
        Cell::Text(t) => from_text(&normal(t)),
        Cell::Bool(_) | Cell::Date(_) => Err(Fault::Wrong),
    }
}

/// A school year: 2027, `2027-2028`.
pub(crate) fn year(cell: &Cell) -> Result<SchoolYear, Fault> {
    match cell {
        Cell::Empty => Err(Fault::Empty),
        Cell::Int(_) | Cell::Text(_) => parse_year(&cell.show()).ok_or(Fault::Wrong),
        Cell::Real(_) | Cell::Bool(_) | Cell::Date(_) => Err(Fault::Wrong),
    }
}

/// Spreadsheet day numbers from 1927 to 2119.
const SERIAL: std::ops::Range<i64> = 10_000..80_000;

/// Days between the two counts: a workbook that counts from 1904 has the smaller numbers.
const FROM_1904: i64 = 1462;

/// The day behind a plain number of a workbook that counts its days from 1904.
pub(crate) fn day_from_1904(cell: &Cell) -> Option<Date> {
    let days = match cell {
        Cell::Int(n) => *n,
        Cell::Real(x) => clock::whole_day(*x) as i64,
        _ => return None,
    };
    let days = days.checked_add(FROM_1904).filter(|n| SERIAL.contains(n))?;
    date(1899, 12, 30).checked_add(days.days()).ok()
}

/// 20190901, 201909, or a spreadsheet's day number.
fn number(n: i64) -> Result<Moment, Fault> {
    match n {
        19_000_101..=21_001_231 => civil(n / 10_000, n / 100 % 100, n % 100),
        190_001..=210_012 => return whole_month(n / 100, n % 100),
        // `19755` is a month without its nought as likely as a day of 1954.
        19_001..=20_999 if n % 10 != 0 => Err(Fault::Wrong),
        n if SERIAL.contains(&n) => date(1899, 12, 30).checked_add(n.days()).map_err(|_| Fault::Wrong),
        _ => Err(Fault::Wrong),
    }
    .map(|first| Moment { first, whole_month: false })
}

fn whole_month(year: i64, month: i64) -> Result<Moment, Fault> {
    civil(year, month, 1).map(|first| Moment { first, whole_month: true })
}

fn from_text(text: &str) -> Result<Moment, Fault> {
    let (text, time) = clock::parted(text).map_or((text, None), |(day, time)| (day, Some(time)));
    let moment = day_of_text(text)?;
    match time {
        Some(time) => {
            let first = clock::day_at(moment.first, time).ok_or(Fault::Wrong)?;
            Ok(Moment { first, whole_month: false })
        }
        None => Ok(moment),
    }
}

fn day_of_text(text: &str) -> Result<Moment, Fault> {
    if is_digits(text) {
        return text.parse().map_err(|_| Fault::Wrong).and_then(number);
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // October as a number loses its nought: a sheet saved as text holds `2019.1`.
    if compact.split_once('.').is_some_and(|(year, month)| year.len() == 4 && is_digits(year) && month == "1") {
        return Err(Fault::Ambiguous);
    }
    let dashed: String =
        compact.chars().map(|c| if matches!(c, '/' | '.' | '年' | '月' | '日' | '号') { '-' } else { c }).collect();
    let parts: Vec<&str> = dashed.trim_end_matches('份').trim_end_matches('-').split('-').collect();
    let at = |i: usize| parts[i].parse::<i64>().map_err(|_| Fault::Wrong);
    let sound = parts.iter().all(|p| is_digits(p) && p.len() <= 4) && parts[0].len() == 4;
    match (sound, parts.len()) {
        (true, 3) => civil(at(0)?, at(1)?, at(2)?).map(|first| Moment { first, whole_month: false }),
        (true, 2) => whole_month(at(0)?, at(1)?),
        _ => Err(Fault::Wrong),
    }
}

fn civil(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    let (year, month, day) = match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
        (Ok(y), Ok(m), Ok(d)) if (1900..=2100).contains(&y) => (y, m, d),
        _ => return Err(Fault::Wrong),
    };
    Date::new(year, month, day).map_err(|_| Fault::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn dates_are_written_in_many_ways() {
        let first = date(2019, 9, 1);
        for good in [
            "2019-09-01",
            "2019/9/1",
            "2019.9.1",
            "2019年9月",
            "2019年9月1日",
            "201909",
            "20190901",
            "2019.09",
            "2019-09",
            "2019-09-01 00:00:00",
            "43709",
            "２０１９年９月",
        ] {
            assert_eq!(day(&t(good)), Ok(first), "{good}");
        }
        for good in
            [Cell::Int(43_709), Cell::Int(201_909), Cell::Int(20_190_901), Cell::Real(2019.09), Cell::Real(43_709.5)]
        {
            assert_eq!(day(&good), Ok(first), "{good:?}");
        }
        assert_eq!(day(&t("2019.10")), Ok(date(2019, 10, 1)));
        // A sheet saved as text: the number that was October is told as it is in the workbook.
        for text in ["2019.1", " ２０１９．１ "] {
            assert_eq!(day(&t(text)), Err(Fault::Ambiguous), "{text}");
        }
        for january in ["2019.01", "2019.1.1", "2019/1", "2019-1", "2019年1月"] {
            assert_eq!(day(&t(january)), Ok(date(2019, 1, 1)), "{january}");
        }
        for second in ["2019-09-01T16:00:00.000Z", "2019-09-01 23:59:17", "2019/9/1 23:59:17"] {
            assert_eq!(day(&t(second)), Ok(date(2019, 9, 2)), "{second}");
        }
        assert_eq!(day(&Cell::Real(43_709.999_502_3)), Ok(date(2019, 9, 2)));
        assert_eq!(day(&Cell::Real(2019.1)), Err(Fault::Ambiguous));
        for bad in [
            "2019",
            "2019-13-01",
            "2019-02-30",
            "1/9/2019",
            "sept",
            "9999999",
            "2019-9-1-1",
            "2015年秋",
            "2015.09至今",
            "2015-09-01至今",
        ] {
            assert_eq!(day(&t(bad)), Err(Fault::Wrong), "{bad}");
        }
    }

    #[test]
    fn an_end_given_as_a_month_is_its_last_day() {
        let last = date(2020, 2, 29);
        for cell in [t("2020年2月"), t("2020-02"), t("202002"), t("2020.2"), Cell::Int(202_002), Cell::Real(2020.02)]
        {
            assert_eq!(last_day(&cell), Ok(last), "{cell:?}");
            assert_eq!(day(&cell), Ok(date(2020, 2, 1)), "{cell:?}");
        }
        for cell in [t("2020-02-01"), t("20200201"), Cell::Date(date(2020, 2, 1)), Cell::Int(43_862)] {
            assert_eq!(last_day(&cell), Ok(date(2020, 2, 1)), "{cell:?}");
        }
        assert_eq!(last_day(&t("2020.1")), Err(Fault::Ambiguous));
    }

    #[test]
    fn a_month_that_lost_its_nought_is_no_day_number() {
        for n in [19751, 20209] {
            assert_eq!(day(&Cell::Int(n)), Err(Fault::Wrong), "{n}");
            assert_eq!(day(&Cell::Text(n.to_string())), Err(Fault::Wrong), "{n}");
        }
        assert_eq!(day(&Cell::Int(29000)), Ok(date(1979, 5, 25)));
        assert_eq!(day(&Cell::Int(197_505)), Ok(date(1975, 5, 1)));
    }

    #[test]
    fn days_counted_from_1904() {
        assert_eq!(day_from_1904(&Cell::Int(42_247)), Some(date(2019, 9, 1)));
        assert_eq!(day_from_1904(&Cell::Real(42_246.999_502_3)), Some(date(2019, 9, 1)));
        for other in [Cell::Int(2019), Cell::Int(201_909), Cell::Real(2019.09), t("42247")] {
            assert_eq!(day_from_1904(&other), None, "{other:?}");
        }
    }

    #[test]
    fn ids_are_text_without_loss() {
        for same in [Cell::Int(1001), t("1001"), t("1001.0"), t("'1001"), t("１００１")] {
            assert_eq!(id(&same), Ok("1001".to_owned()), "{same:?}");
        }
        assert_eq!(id(&t("0012")), Ok("0012".to_owned()));
        assert_eq!(id(&t("3.03E+17")), Err(Fault::Rounded));
        assert_eq!(id(&Cell::Real(3.03e17)), Err(Fault::Rounded));
        assert_eq!(id(&t("1E5")), Ok("1E5".to_owned()));
    }

    #[test]
    fn numbers_with_units_and_commas() {
        for (cell, n) in [(t("1,234"), 1234), (t("45人"), 45), (t("３"), 3), (t("-3"), -3), (t("12.0"), 12)] {
            assert_eq!(int(&cell), Ok(n), "{cell:?}");
        }
        for bad in ["1.5", "x", "1,2", "1 2"] {
            assert_eq!(int(&t(bad)), Err(Fault::Wrong), "{bad}");
        }
        assert_eq!(metres(&t("12.3456公里")), Ok(12_346));
        assert_eq!(metres(&Cell::Real(0.5)), Ok(500));
        assert_eq!(degrees(&t("76.172100°")), Ok(76_172_100));
        assert_eq!(metres(&t("1e5")), Err(Fault::Wrong));
    }

    #[test]
    fn yes_no_and_lists() {
        assert_eq!(flag(&t("是")), Ok(true));
        assert_eq!(flag(&t("N")), Ok(false));
        assert_eq!(flag(&t("maybe")), Err(Fault::Wrong));
        assert_eq!(list(&t("语文；数学、英语,音乐")), ["语文", "数学", "英语", "音乐"]);
    }
}
