//! Who or what a word in place of an id means: an id, else a full name that only one bears, else a short name of a school.
//!
//! An id goes before every name. A name is the same in every width, with or without blanks. A short name of a school is
//! what is left of its name without the county or the township in front, `第一小学` written as `一小`, or else a part of
//! the name that says more than what kind of school it is; what several may bear is asked about.

use crate::cells;
use crate::schema::{half_width, name_key, value_key};
use crate::table::{Col, Table, Tables};
use crate::validate::Row;
use lungang_domain::county::County;
use lungang_domain::school::School;
use lungang_domain::teacher::Teacher;
use std::collections::{BTreeSet, HashMap};

/// The positions that a word may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// The one of this id.
    Id(usize),
    /// The only one of this name.
    Name(usize),
    /// The only one that this short name may mean: a guess, which is told.
    Short(usize),
    /// Several, in order.
    Several(Vec<usize>),
    /// None.
    Nobody,
}

impl Named {
    /// The only one that is meant.
    pub fn one(&self) -> Option<usize> {
        match self {
            Named::Id(at) | Named::Name(at) | Named::Short(at) => Some(*at),
            Named::Several(_) | Named::Nobody => None,
        }
    }
}

/// Ids, names and short names of a county's schools, or of its teachers.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Id, and name where there is one.
    entries: Vec<(String, String)>,
    ids: HashMap<String, usize>,
    names: HashMap<String, Vec<usize>>,
    short: HashMap<String, Vec<usize>>,
    /// Keys of names, where a part of one may stand for it.
    parts: Vec<String>,
}

/// The most candidates that a message names.
const SHOWN: usize = 5;

/// What only says which kind of school it is, the longer words first.
const GENERIC: [&str; 22] = [
    "九年一贯制",
    "完全小学",
    "中心小学",
    "初级中学",
    "中心学校",
    "教学点",
    "中心校",
    "小学",
    "中学",
    "学校",
    "初中",
    "高中",
    "中心",
    "完小",
    "实验",
    "希望",
    "县",
    "镇",
    "乡",
    "村",
    "市",
    "区",
];

impl Directory {
    /// The schools of tables as they stand in their file.
    pub(crate) fn schools_of(tables: &Tables) -> Directory {
        Directory::of_table(tables.table("schools"), "school_id", Some(&tables.name))
    }

    /// The teachers of tables as they stand in their file.
    pub(crate) fn teachers_of(tables: &Tables) -> Directory {
        Directory::of_table(tables.table("teachers"), "teacher_id", None)
    }

    /// With the name of their county they are schools.
    fn of_table(table: Option<&Table>, id: &str, county: Option<&str>) -> Directory {
        let mut all = Directory::default();
        for (table, row) in table.into_iter().flat_map(|table| (0..table.len()).map(move |row| (table, row))) {
            let text = |column: &str| cells::text(table.cell(row, table.col(column)));
            let Ok(id) = cells::id(table.cell(row, table.col(id))) else { continue };
            let name = text("name").unwrap_or_default();
            let at = all.add(&id, &name);
            if let Some(county) = county {
                all.add_short(at, &name, county, text("township").as_deref());
            }
        }
        all
    }

    /// Whether the word is an id.
    pub(crate) fn has_id(&self, word: &str) -> bool {
        self.ids.contains_key(word)
    }

    /// The schools; the name of their county is what short names leave out.
    pub fn of_schools(schools: &[School], county: &str) -> Directory {
        let mut all = Directory::default();
        for school in schools {
            let at = all.add(&school.id, &school.name);
            all.add_short(at, &school.name, county, school.township.as_deref());
        }
        all
    }

    fn add_short(&mut self, at: usize, name: &str, county: &str, township: Option<&str>) {
        let key = name_key(name);
        for short in short_names(&key, &name_key(county), township) {
            push(&mut self.short, short, at);
        }
        self.parts.push(key);
    }

    /// The teachers, who have no short names.
    pub fn of_teachers(teachers: &[Teacher]) -> Directory {
        let mut all = Directory::default();
        for teacher in teachers {
            all.add(&teacher.id, &teacher.name);
        }
        all
    }

    /// A county's schools.
    pub fn schools(county: &County) -> Directory {
        Directory::of_schools(&county.schools, &county.name)
    }

    /// A county's teachers.
    pub fn teachers(county: &County) -> Directory {
        Directory::of_teachers(&county.teachers)
    }

    fn add(&mut self, id: &str, name: &str) -> usize {
        let at = self.entries.len();
        self.entries.push((id.to_owned(), name.to_owned()));
        self.ids.entry(id.to_owned()).or_insert(at);
        if !name.trim().is_empty() {
            push(&mut self.names, name_key(name), at);
        }
        at
    }

    /// What a word means.
    pub fn find(&self, word: &str) -> Named {
        // As in a table, an id is the same in every width.
        let half = || word.trim().chars().map(half_width).collect::<String>();
        if let Some(at) = self.ids.get(word).or_else(|| self.ids.get(&half())) {
            return Named::Id(*at);
        }
        let key = name_key(word);
        if key.is_empty() {
            return Named::Nobody;
        }
        if let Some(named) = self.names.get(&key) {
            return only(named, Named::Name);
        }
        // A short name of one school that is a part of another's name may mean either.
        let mut may_be = self.short.get(&key).cloned().unwrap_or_default();
        if is_part_of_name(&key) {
            may_be.extend((0..self.parts.len()).filter(|at| has_part(&self.parts[*at], &key)));
        }
        may_be.sort_unstable();
        may_be.dedup();
        match may_be.as_slice() {
            // What kind of school it is names none, even where there is only one of the kind.
            [_] if !is_telling(&key) => Named::Nobody,
            all => only(all, Named::Short),
        }
    }

    /// `1001 第一小学`, or the id alone.
    pub fn shown(&self, at: usize) -> String {
        match self.entries.get(at) {
            Some((id, name)) if name.is_empty() || value_key(name) == value_key(id) => id.clone(),
            Some((id, name)) => format!("{id} {name}"),
            None => String::new(),
        }
    }

    /// The id at a position.
    pub fn id(&self, at: usize) -> &str {
        self.entries.get(at).map_or("", |(id, _)| id)
    }

    /// The name at a position.
    pub fn name(&self, at: usize) -> &str {
        self.entries.get(at).map_or("", |(_, name)| name)
    }

    /// Some of those that a word may mean, for a message.
    pub fn candidates(&self, all: &[usize]) -> String {
        let mut shown: Vec<String> = all.iter().take(SHOWN).map(|at| self.shown(*at)).collect();
        shown.extend((all.len() > SHOWN).then(|| "…".to_owned()));
        shown.join(", ")
    }

    /// Whether the word written beside an id is a name of the one of that id: in full, short, or masked by stars.
    pub fn may_be(&self, at: usize, written: &str) -> bool {
        let Some((id, name)) = self.entries.get(at) else { return false };
        name.is_empty()
            || written == id
            || lungang_domain::name::may_be(written, name)
            || self.find(written).one() == Some(at)
    }
}

/// A county's schools and teachers, for the rows of a table made by hand.
pub(crate) struct Names {
    schools: Directory,
    teachers: Directory,
}

impl Names {
    pub fn of(county: &County) -> Names {
        Names { schools: Directory::schools(county), teachers: Directory::teachers(county) }
    }

    /// The id of the teacher whom the word in a cell means, where names are known; what is nobody's stays what it is. A word
    /// that several may bear is told and gives nothing.
    pub fn teacher(names: Option<&Names>, row: &mut Row<'_>, col: Col, word: String) -> Option<String> {
        Names::id(names.map(|n| &n.teachers), row, col, word, "several-teachers")
    }

    /// The id of a school, likewise; a short name is told too.
    pub fn school(names: Option<&Names>, row: &mut Row<'_>, col: Col, word: String) -> Option<String> {
        Names::id(names.map(|n| &n.schools), row, col, word, "several-schools")
    }

    fn id(all: Option<&Directory>, row: &mut Row<'_>, col: Col, word: String, several: &'static str) -> Option<String> {
        let Some(all) = all else { return Some(word) };
        let named = all.find(&word);
        row.check_named(col, &word, &named, all, [several, "short-name"]);
        match &named {
            Named::Several(_) => None,
            Named::Nobody => Some(word),
            _ => named.one().map(|at| all.id(at).to_owned()),
        }
    }
}

fn push(map: &mut HashMap<String, Vec<usize>>, key: String, at: usize) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

fn only(all: &[usize], one: impl Fn(usize) -> Named) -> Named {
    match all {
        [] => Named::Nobody,
        [at] => one(*at),
        several => Named::Several(several.to_vec()),
    }
}

/// Whether a word may be a part of a name. One in Latin letters and digits may be a mistyped id.
fn is_part_of_name(key: &str) -> bool {
    key.chars().count() >= 2 && !key.is_ascii()
}

/// Whether a part of a name says more than what kind of school it is.
fn is_telling(key: &str) -> bool {
    let mut rest = key.to_owned();
    for word in GENERIC {
        rest = rest.replace(word, "");
    }
    is_part_of_name(key) && !rest.is_empty()
}

/// Whether a name has this part, and not only the end or the start of a number in it: `第十一小学` is not `一小`.
fn has_part(name: &str, part: &str) -> bool {
    let cuts =
        |inside: Option<char>, outside: Option<char>| inside.is_some_and(is_numeral) && outside.is_some_and(is_numeral);
    name.match_indices(part).any(|(at, _)| {
        let (before, after) = (name[..at].chars().next_back(), name[at + part.len()..].chars().next());
        !cuts(part.chars().next(), before) && !cuts(part.chars().next_back(), after)
    })
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百0123456789".contains(c)
}

/// The ways in which a school is called for short.
fn short_names(name: &str, county: &str, township: Option<&str>) -> BTreeSet<String> {
    let bare = |place: &str| place.trim_end_matches(['县', '市', '区', '旗', '镇', '乡']).to_owned();
    let township = township.map(name_key).unwrap_or_default();
    let mut forms = BTreeSet::from([name.to_owned()]);
    for place in [county, &bare(county), &township, &bare(&township)] {
        // A place of one character begins too many words.
        if place.chars().count() >= 2 {
            let shorter: Vec<String> = forms.iter().filter_map(|f| f.strip_prefix(place)).map(str::to_owned).collect();
            forms.extend(shorter);
        }
    }
    let numbered: Vec<String> = forms.iter().filter_map(|f| numbered(f)).collect();
    forms.extend(numbered);
    forms.retain(|f| f != name && is_telling(f));
    forms
}

/// `第一小学` as `一小`.
fn numbered(name: &str) -> Option<String> {
    let (before, rest) = name.split_once('第')?;
    let kinds = [("初级中学", "中"), ("完全小学", "小"), ("小学", "小"), ("中学", "中"), ("初中", "中")];
    kinds.iter().find_map(|(long, short)| {
        let (number, after) = rest.split_once(long)?;
        let counts = !number.is_empty() && number.chars().all(is_numeral);
        counts.then(|| format!("{before}{number}{short}{after}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(names: &[&str]) -> Directory {
        let mut all = Directory::default();
        for (n, name) in names.iter().enumerate() {
            let at = all.add(&format!("100{}", n + 1), name);
            all.add_short(at, name, "甲县", Some("东乡"));
        }
        all
    }

    #[test]
    fn ids_go_before_names_and_names_before_short_ones() {
        let all = directory(&["甲县第一小学", "甲县第二小学", "东乡中心小学", "西乡中心小学（北校区）", "1002"]);
        for (word, named) in [
            ("1002", Named::Id(1)),
            ("甲县第一小学", Named::Name(0)),
            ("甲县 第一小学", Named::Name(0)),
            ("西乡中心小学(北校区)", Named::Name(3)),
            ("第一小学", Named::Short(0)),
            ("一小", Named::Short(0)),
            ("甲县二小", Named::Short(1)),
            ("西乡", Named::Short(3)),
            ("１００２", Named::Id(1)),
            ("中心小学", Named::Several(vec![2, 3])),
            ("小学", Named::Several(vec![0, 1, 2, 3])),
            ("实验", Named::Nobody),
            ("甲县第", Named::Several(vec![0, 1])),
            ("100", Named::Nobody),
            ("第三小学", Named::Nobody),
            ("", Named::Nobody),
        ] {
            assert_eq!(all.find(word), named, "{word}");
        }
    }

    #[test]
    fn a_part_cuts_no_number() {
        let all = directory(&["甲县第一小学", "甲县第十一小学", "甲县第二十一中学"]);
        for (word, named) in [
            ("中学", Named::Nobody),
            ("一小", Named::Short(0)),
            ("一小学", Named::Short(0)),
            ("十一小", Named::Short(1)),
            ("一中", Named::Nobody),
            ("十一中", Named::Nobody),
            ("第二", Named::Nobody),
            ("第二十", Named::Nobody),
            ("第十", Named::Nobody),
            ("第二十一", Named::Short(2)),
        ] {
            assert_eq!(all.find(word), named, "{word}");
        }
    }

    #[test]
    fn a_short_name_of_two_is_nobodys() {
        let all = directory(&["甲县第一小学", "东乡第一小学"]);
        assert_eq!(all.find("一小"), Named::Several(vec![0, 1]));
        assert_eq!(all.find("第一小学"), Named::Several(vec![0, 1]));
        assert_eq!(all.candidates(&[0, 1]), "1001 甲县第一小学, 1002 东乡第一小学");
        assert!(!all.may_be(0, "第一小学") && all.may_be(0, "甲县一小"));
    }
}
