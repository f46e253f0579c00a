//! Ratios of a policy that may differ by area, and how the count by classes ends.

use crate::number::Decimal;
use crate::school::Area;
use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A ratio for every area: written as one number where it is the same in all, else as
/// `{ urban = 21, town = 22, rural = 23 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByArea {
    /// 城区
    pub urban: Decimal,
    /// 镇区
    pub town: Decimal,
    /// 乡村
    pub rural: Decimal,
}

impl ByArea {
    /// The same everywhere.
    pub const fn same(ratio: Decimal) -> ByArea {
        ByArea { urban: ratio, town: ratio, rural: ratio }
    }

    /// The ratio of one area.
    pub fn get(&self, area: Area) -> Decimal {
        match area {
            Area::Urban => self.urban,
            Area::Town => self.town,
            Area::Rural => self.rural,
        }
    }

    /// Whether it is the same in all areas.
    pub fn is_same(&self) -> bool {
        self.urban == self.town && self.town == self.rural
    }
}

/// The areas by their names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Areas {
    urban: Decimal,
    town: Decimal,
    rural: Decimal,
}

impl Serialize for ByArea {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ByArea { urban, town, rural } = *self;
        // The same ratio is written the same way however a file wrote it.
        if self.is_same() { urban.serialize(s) } else { Areas { urban, town, rural }.serialize(s) }
    }
}

impl<'de> Deserialize<'de> for ByArea {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = ByArea;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal with at most four places, or one for each area")
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<ByArea, E> {
                self.visit_str(&v.to_string())
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<ByArea, E> {
                self.visit_str(&v.to_string())
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<ByArea, E> {
                self.visit_str(&v.to_string())
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<ByArea, E> {
                Decimal::parse(v).map(ByArea::same).map_err(E::custom)
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<ByArea, A::Error> {
                let Areas { urban, town, rural } = Areas::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ByArea { urban, town, rural })
            }
        }
        d.deserialize_any(Visitor)
    }
}

/// How the count by classes (班师比) ends where a school is no longer small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClassRatio {
    /// It fades, and is gone at twice the size of a small school.
    Taper,
    /// At once.
    Cliff,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Policy {
        ratio: ByArea,
    }

    fn read(text: &str) -> Result<Policy, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn one_number_stands_for_all_areas_and_is_written_as_one() {
        let one = read("ratio = 13.5").expect("one number");
        assert_eq!(one.ratio, ByArea::same(Decimal(135_000)));
        let thrice = read("ratio = { urban = 13.5, town = \"13.5\", rural = 13.5 }").expect("three numbers");
        assert_eq!(toml::to_string(&thrice), toml::to_string(&one));
        let by_area = read("ratio = { urban = 21, town = 22, rural = 23 }").expect("by area");
        let of = |area| by_area.ratio.get(area);
        assert_eq!([Area::Urban, Area::Town, Area::Rural].map(of), [21, 22, 23].map(Decimal::whole));
        assert_eq!(toml::to_string(&by_area).ok().and_then(|text| read(&text).ok()), Some(by_area));
    }

    #[test]
    fn every_area_is_stated_or_none() {
        for bad in ["ratio = { urban = 21, rural = 23 }", "ratio = { urban = 1, town = 1, rural = 1, hill = 1 }"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
