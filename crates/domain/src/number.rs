//! Exact numbers: decimals with four places, and integer division that rounds as the clause says.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A decimal with at most four places, held as an integer number of ten-thousandths.
///
/// Shares (`0.1` or `"10 %"`), pupils per teacher (`13.5`), factors; never a float once it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(pub i64);

impl Decimal {
    /// Ten-thousandths in one.
    pub const ONE: i64 = 10_000;

    /// From a whole number.
    pub const fn whole(n: i64) -> Self {
        Decimal(n * Self::ONE)
    }

    /// ⌈self · n⌉ for n ≥ 0.
    pub fn ceil_of(self, n: i64) -> i64 {
        ceil_div(self.0 as i128 * n as i128, Self::ONE as i128)
    }

    /// ⌊self · n⌋ for n ≥ 0.
    pub fn floor_of(self, n: i64) -> i64 {
        (self.0 as i128 * n as i128).div_euclid(Self::ONE as i128) as i64
    }

    /// ⌈n / self⌉; `None` where self is not positive.
    pub fn ceil_into(self, n: i64) -> Option<i64> {
        (self.0 > 0).then(|| ceil_div(n as i128 * Self::ONE as i128, self.0 as i128))
    }

    /// 1 − self
    pub fn rest(self) -> Self {
        Decimal(Self::ONE - self.0)
    }

    /// As a reduced fraction (numerator, denominator).
    ///
    /// ```
    /// # use lungang_domain::number::Decimal;
    /// assert_eq!(Decimal(2_000).fraction(), (1, 5));
    /// ```
    pub fn fraction(self) -> (i64, i64) {
        let g = gcd(self.0.unsigned_abs(), Self::ONE as u64).max(1) as i64;
        (self.0 / g, Self::ONE / g)
    }

    /// Reads `0.1`, `10%`, `10 %`, `13.5`.
    ///
    /// # Errors
    /// The text is no decimal, or has more than four places.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (body, scale) = match text.strip_suffix(['%', '%']) {
            Some(b) => (b.trim(), Self::ONE / 100),
            None => (text, Self::ONE),
        };
        let fail = || format!("not a decimal with at most four places: `{text}`");
        let (sign, body) = match body.strip_prefix('-') {
            Some(b) => (-1, b),
            None => (1, body),
        };
        let (whole, places) = body.split_once('.').unwrap_or((body, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && places.is_empty()) || !digits(whole) || !digits(places) || whole.len() > 12 {
            return Err(fail());
        }
        let mut value = whole.parse::<i64>().unwrap_or(0) * scale;
        let mut unit = scale;
        for digit in places.trim_end_matches('0').bytes() {
            if unit % 10 != 0 {
                return Err(fail());
            }
            unit /= 10;
            value += i64::from(digit - b'0') * unit;
        }
        Ok(Decimal(sign * value))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.0.abs() / Self::ONE, self.0.abs() % Self::ONE);
        let sign = if self.0 < 0 { "-" } else { "" };
        if places == 0 {
            return write!(f, "{sign}{whole}");
        }
        let text = format!("{places:04}");
        write!(f, "{sign}{whole}.{}", text.trim_end_matches('0'))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Decimal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal with at most four places, or a percentage in quotes")
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Decimal, E> {
                Decimal::parse(&v.to_string()).map_err(E::custom)
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Decimal, E> {
                Decimal::parse(&v.to_string()).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Decimal, E> {
                Decimal::parse(&v.to_string()).map_err(E::custom)
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Decimal, E> {
                Decimal::parse(v).map_err(E::custom)
            }
        }
        d.deserialize_any(Visitor)
    }
}

/// ⌈a / b⌉ for b > 0.
pub fn ceil_div(a: i128, b: i128) -> i64 {
    (-((-a).div_euclid(b))) as i64
}

/// Greatest common divisor.
pub fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(Decimal::parse("13.5"), Ok(Decimal(135_000)));
        assert_eq!(Decimal::parse("10 %"), Ok(Decimal(1_000)));
        assert_eq!(Decimal::parse("8.75%"), Ok(Decimal(875)));
        assert_eq!(Decimal::parse("0.1").map(|d| d.to_string()), Ok("0.1".to_owned()));
        for bad in ["", "x", "1.23456", "1e3", "0.123%", "--1", ".", "9999999999999"] {
            assert!(Decimal::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn rounding_goes_the_way_the_clause_says() {
        assert_eq!(Decimal(1_000).ceil_of(464), 47);
        assert_eq!(Decimal(1_000).ceil_of(470), 47);
        assert_eq!(Decimal(1_000).floor_of(469), 46);
        assert_eq!(Decimal(135_000).ceil_into(1), Some(1));
        assert_eq!(Decimal(190_000).ceil_into(38), Some(2));
        assert_eq!(Decimal(0).ceil_into(38), None);
    }
}
