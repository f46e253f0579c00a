//! Which school a name means: 县一小, 实验小学, 柳河中学, 白水镇九年制学校.
//!
//! A name is taken apart into the township that stands before it, what kind of school it is, and what is left: its own name or
//! number. Two names that have nothing to set them apart are one; where several schools are as near, or the kind differs, it is asked.

use lungang_tables::schema::{half_width, name_key};
use std::collections::{BTreeMap, BTreeSet};

/// A name in one width, without blanks.
pub fn key(name: &str) -> String {
    name_key(name)
}

/// What kind of school a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Primary,
    Junior,
    Nine,
    Point,
    /// It says no more than that it is a school.
    Any,
}

/// Ends of names, the longer ones first: the kind, and whether it is a central school.
const ENDS: &[(&str, Sort, bool)] = &[
    ("九年一贯制学校", Sort::Nine, false),
    ("九年一贯制", Sort::Nine, false),
    ("九年制学校", Sort::Nine, false),
    ("一贯制学校", Sort::Nine, false),
    ("九年制", Sort::Nine, false),
    ("中心完全小学", Sort::Primary, true),
    ("中心小学校", Sort::Primary, true),
    ("初级中学", Sort::Junior, false),
    ("中心小学", Sort::Primary, true),
    ("中心完小", Sort::Primary, true),
    ("中心学校", Sort::Any, true),
    ("完全小学", Sort::Primary, false),
    ("小学校", Sort::Primary, false),
    ("中心校", Sort::Any, true),
    ("中心小", Sort::Primary, true),
    ("教学点", Sort::Point, false),
    ("小学", Sort::Primary, false),
    ("完小", Sort::Primary, false),
    ("村小", Sort::Primary, false),
    ("中学", Sort::Junior, false),
    ("初中", Sort::Junior, false),
    ("学校", Sort::Any, false),
    ("小", Sort::Primary, false),
    ("中", Sort::Junior, false),
];

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    township: Option<String>,
    own: String,
    sort: Sort,
    central: bool,
    /// Whether the county stands before it: 县一小.
    of_county: bool,
    /// Whether its own name is a village's: 一村小学 is not 第一小学.
    village: bool,
}

/// Schools by their names.
#[derive(Debug, Clone, Default)]
pub struct SchoolNames {
    county: String,
    townships: BTreeSet<String>,
    ids: BTreeMap<String, usize>,
    names: BTreeMap<String, Vec<usize>>,
    parts: Vec<Parts>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This school, by its code or its full name.
    Full(usize),
    /// This school: no other comes near.
    Short(usize),
    /// One of these, the likeliest first; none where it is like nobody's.
    Asked(Vec<usize>),
}

impl SchoolNames {
    /// Of schools: code, name and township of each.
    pub fn of<'a>(
        county: &str,
        schools: impl Iterator<Item = (&'a str, &'a str, Option<&'a str>)> + Clone,
    ) -> SchoolNames {
        let mut all = SchoolNames { county: key(county), ..SchoolNames::default() };
        for (_, name, township) in schools.clone() {
            all.townships.extend(township.map(|t| bare(&key(t))));
            all.townships.extend(named_township(&key(name)));
        }
        all.townships.retain(|t| t.chars().count() >= 2);
        for (at, (id, name, township)) in schools.enumerate() {
            all.ids.insert(id.to_owned(), at);
            all.names.entry(key(name)).or_default().push(at);
            let mut parts = all.parted(&key(name));
            parts.township = parts.township.or_else(|| township.map(|t| bare(&key(t))));
            all.parts.push(parts);
        }
        all
    }

    /// What a name means.
    pub fn find(&self, written: &str) -> Match {
        let half: String = written.trim().chars().map(half_width).collect();
        if let Some(at) = self.ids.get(&half) {
            return Match::Full(*at);
        }
        let written = key(written);
        match self.names.get(&written).map(Vec::as_slice) {
            Some([only]) => return Match::Full(*only),
            Some(several) => return Match::Asked(several.to_vec()),
            None => {}
        }
        let parts = self.parted(&written);
        let mut near: Vec<(u32, usize)> =
            self.parts.iter().enumerate().filter_map(|(at, school)| Some((likeness(&parts, school)?, at))).collect();
        near.sort_by_key(|(n, at)| (std::cmp::Reverse(*n), *at));
        match near.as_slice() {
            [(n, at)] if *n >= SURE => Match::Short(*at),
            [(n, at), (next, _), ..] if *n >= SURE && n > next => Match::Short(*at),
            all => Match::Asked(all.iter().take(5).map(|(_, at)| *at).collect()),
        }
    }

    fn parted(&self, name: &str) -> Parts {
        let mut rest = without_remark(name);
        let whole = rest.clone();
        let own_county = bare(&self.county);
        for place in [self.county.as_str(), own_county.as_str()] {
            if place.chars().count() >= 2
                && let Some(after) = rest.strip_prefix(place).filter(|after| after.chars().count() >= 2)
            {
                rest = after.to_owned();
                break;
            }
        }
        if let Some(after) = rest.strip_prefix(['县', '市', '区']).filter(|after| after.chars().count() >= 2) {
            rest = after.to_owned();
        }
        let of_county = rest != whole;
        let mut township = None;
        let longest = self.townships.iter().filter(|t| rest.starts_with(t.as_str())).max_by_key(|t| t.len());
        if let Some(place) = longest {
            let after = &rest[place.len()..];
            let after = ["街道", "镇", "乡"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
            // The last that is left must say something.
            if !after.is_empty() {
                township = Some(place.clone());
                rest = after.to_owned();
            }
        }
        let (own, sort, central) = ENDS
            .iter()
            .find_map(|(end, sort, central)| rest.strip_suffix(end).map(|own| (own.to_owned(), *sort, *central)))
            .unwrap_or((rest.clone(), Sort::Any, false));
        let own = own.strip_prefix('第').map(str::to_owned).unwrap_or(own);
        let village = own.ends_with('村');
        let own = own.trim_end_matches(['村', '镇', '乡']).to_owned();
        Parts { township, own, sort, central, of_county, village }
    }
}

/// From here on a name is taken for a school's.
const SURE: u32 = 11;

/// How near a name is to a school's; nothing where something sets them apart.
fn likeness(written: &Parts, school: &Parts) -> Option<u32> {
    let same_place = match (&written.township, &school.township) {
        (Some(a), Some(b)) if a == b => 2,
        (Some(_), Some(_)) => return None,
        _ => 0,
    };
    // `柳河中学` is the school of that township that has no name of its own.
    let own = if written.own == school.own { 8 } else { return None };
    if own == 8 && written.own.is_empty() && same_place == 0 {
        return None;
    }
    let sort = match (written.sort, school.sort) {
        (a, b) if a == b => 4,
        (Sort::Any, Sort::Nine) | (Sort::Nine, Sort::Any) => 3,
        (Sort::Primary, Sort::Point) | (Sort::Point, Sort::Primary) => 0,
        (Sort::Any, _) | (_, Sort::Any) => 1,
        (_, Sort::Nine) | (Sort::Nine, _) => 1,
        _ => return None,
    };
    // Another kind of school of that name: it may be that one, and is asked.
    let kind = if sort == 0 { return Some(1) } else { sort };
    // 柳河中心校 is the central school of that township, whatever kind it is.
    let kind = if written.central && school.central && same_place > 0 { kind.max(3) } else { kind };
    let central = u32::from(written.central == school.central);
    let alike = u32::from(written.of_county == school.of_county) + 2 * u32::from(written.village == school.village);
    let sum = own + same_place + kind + central + alike;
    Some(if kind == 1 { sum.min(SURE - 1) } else { sum })
}

/// A name without what stands in brackets, unless it tells one campus from another.
fn without_remark(name: &str) -> String {
    match lungang_tables::schema::keys::remarks(name) {
        Some((outside, inside)) if !inside.iter().any(|r| r.contains(['校', '部', '区'])) => outside,
        _ => name.to_owned(),
    }
}

fn bare(place: &str) -> String {
    for end in ["街道办事处", "街道", "自治县", "县", "市", "区", "旗", "镇", "乡"] {
        if let Some(rest) = place.strip_suffix(end).filter(|rest| rest.chars().count() >= 2) {
            return rest.to_owned();
        }
    }
    place.to_owned()
}

/// The township that a full name begins with: `柳河镇东村小学`.
fn named_township(name: &str) -> Option<String> {
    let at = name.find(['镇', '乡'])?;
    let place = &name[..at];
    let chars = place.chars().count();
    let rest = &name[at..];
    ((2..=4).contains(&chars) && rest.chars().count() > 3).then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHOOLS: &[(&str, Option<&str>)] = &[
        ("清源县实验小学", Some("城关镇")),
        ("清源县第一小学", Some("城关镇")),
        ("清源县第一初级中学", Some("城关镇")),
        ("清源县育才学校", Some("城关镇")),
        ("柳河镇中心小学", Some("柳河镇")),
        ("柳河镇初级中学", Some("柳河镇")),
        ("柳河镇东村小学", Some("柳河镇")),
        ("柳河镇西沟教学点", Some("柳河镇")),
        ("青山乡九年一贯制学校", Some("青山乡")),
        ("青山乡高峰小学", Some("青山乡")),
        ("石桥镇东村小学", Some("石桥镇")),
    ];

    fn names() -> SchoolNames {
        let ids: Vec<String> = (0..SCHOOLS.len()).map(|n| format!("10{n:02}")).collect();
        let all: Vec<(&str, &str, Option<&str>)> =
            SCHOOLS.iter().zip(&ids).map(|((name, township), id)| (id.as_str(), *name, *township)).collect();
        SchoolNames::of("清源县", all.iter().copied())
    }

    #[test]
    fn short_names_lead_to_their_school() {
        let names = names();
        for (written, at) in [
            ("实验小学", 0),
            ("县实验小学", 0),
            ("县一小", 1),
            ("一小", 1),
            ("县第一初级中学", 2),
            ("县一中", 2),
            ("育才学校（民办）", 3),
            ("柳河中心小学", 4),
            ("柳河中心校", 4),
            ("柳河镇中心学校", 4),
            ("柳河中学", 5),
            ("西沟教学点", 7),
            ("青山学校", 8),
            ("青山乡九年制学校", 8),
            ("高峰小学", 9),
            ("石桥镇东村小学", 10),
        ] {
            let found = names.find(written);
            assert!(matches!(found, Match::Short(n) | Match::Full(n) if n == at), "{written}: {found:?}");
        }
    }

    #[test]
    fn a_number_is_no_village() {
        let schools = [
            ("1", "云岭县第一小学", Some("城关镇")),
            ("2", "雾湾镇一村小学", Some("雾湾镇")),
            ("3", "鹿渡乡一村小学", Some("鹿渡乡")),
        ];
        let names = SchoolNames::of("云岭县", schools.iter().copied());
        assert_eq!((names.find("县一小"), names.find("一小")), (Match::Short(0), Match::Short(0)));
        assert_eq!(names.find("雾湾一村小学"), Match::Short(1));
        assert_eq!(names.find("一村小学"), Match::Asked(vec![1, 2, 0]));
    }

    #[test]
    fn what_may_be_several_or_none_is_asked() {
        let names = names();
        assert_eq!(names.find("东村小学"), Match::Asked(vec![6, 10]));
        assert_eq!(names.find("县十一小"), Match::Asked(vec![]));
        assert_eq!(names.find("北山小学"), Match::Asked(vec![]));
        assert_eq!(names.find("西沟小学"), Match::Asked(vec![7]), "another kind of school");
        assert_eq!(names.find("中心小学"), Match::Asked(vec![]));
        assert_eq!(names.find("青山小学"), Match::Asked(vec![8]), "the nine-year school may be meant");
    }
}
