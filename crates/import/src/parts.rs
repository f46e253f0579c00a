//! A roster in several sheets, as systems export it: one lists the people, others say more of the same people by their number or
//! identity number, a row or several a person (基本信息, 教育教学, 教师资格, 岗位聘任).

use crate::identity::Key;
use crate::layout::Row;
use crate::names;
use crate::recognise::{Kind, Recognised};
use crate::values;
use std::collections::{BTreeMap, BTreeSet};

/// What says who somebody is, and nothing more of them.
pub const WHO: [&str; 7] = ["name", "teacher_id", "identity", "school_id", "birth_date", "sex", "remark"];

/// What a row says of who somebody is, without the name.
fn keys(sheet: &Recognised, row: Row<'_>) -> BTreeSet<String> {
    let of = |field: &str| sheet.field(field).map(|c| row.cell(c).show()).filter(|text| !values::nothing(text));
    ["teacher_id", "identity"].into_iter().filter_map(|field| Some(format!("{field} {}", of(field)?))).collect()
}

/// The sheets of a roster that only add to another sheet of it.
pub fn find(sheets: &[Recognised]) -> BTreeSet<usize> {
    let own: Vec<usize> = (0..sheets.len()).filter(|at| sheets[*at].kind == Kind::Roster).collect();
    if own.len() < 2 {
        return BTreeSet::new();
    }
    let of = |at: &usize| -> Listed<'_> {
        let sheet = &sheets[*at];
        let people: Vec<BTreeSet<String>> = sheet.sheet.rows().map(|row| keys(sheet, row)).collect();
        let known = people.iter().flatten().cloned().collect();
        let fields = sheet.fields().map(|(field, _)| field).filter(|field| !WHO.contains(field)).collect();
        Listed { people, known, fields, school: sheet.field("school_id").is_some() }
    };
    let all: Vec<Listed<'_>> = own.iter().map(of).collect();
    let adds = |part: &Listed<'_>| all.iter().any(|main| part.adds_to(main));
    own.iter().zip(&all).filter(|(_, part)| adds(part)).map(|(at, _)| *at).collect()
}

/// What a sheet of a roster says, and of whom.
struct Listed<'a> {
    /// Who each row is of.
    people: Vec<BTreeSet<String>>,
    /// All of them.
    known: BTreeSet<String>,
    fields: BTreeSet<&'a str>,
    school: bool,
}

impl Listed<'_> {
    /// Whether most of its people are another's, which says more of them, and other things.
    fn adds_to(&self, main: &Listed<'_>) -> bool {
        let weight = |of: &Listed<'_>| (of.school, of.fields.len());
        if weight(main) <= weight(self) {
            return false;
        }
        let keyed: Vec<&BTreeSet<String>> = self.people.iter().filter(|keys| !keys.is_empty()).collect();
        let same = keyed.iter().filter(|keys| keys.iter().any(|key| main.known.contains(key))).count();
        let common = self.fields.intersection(&main.fields).count();
        // What was held before beside what is held now is no second list, for it says far less of people and not where they are.
        let history = main.school && !self.school && self.fields.len() * 2 <= main.fields.len();
        !keyed.is_empty() && same * 2 >= keyed.len() && (common * 2 <= self.fields.len() || history)
    }
}

/// How a row says who somebody is.
pub struct Who {
    /// The staff number.
    pub number: Option<String>,
    /// From the identity number, which is not kept.
    pub pseudonym: Option<String>,
    /// The name.
    pub name: Option<String>,
}

impl Who {
    /// Reads a row.
    pub fn of(sheet: &Recognised, row: Row<'_>, key: &Key) -> Who {
        let of = |field: &str| sheet.field(field).map(|c| row.cell(c).show()).filter(|t| !values::nothing(t));
        let coded = of("identity").and_then(|n| values::identity(&n, |number| key.pseudonym(number)).is());
        Who { number: of("teacher_id"), pseudonym: coded.map(|(.., pseudonym)| pseudonym), name: of("name") }
    }

    /// What leads to the rows of somebody, the name apart.
    fn keys(number: Option<&str>, pseudonym: Option<&str>) -> Vec<String> {
        let number = number.map(|n| format!("number {n}"));
        number.into_iter().chain(pseudonym.map(|p| format!("pseudonym {p}"))).collect()
    }
}

/// The rows of sheets that add to others, by who they are of.
pub struct Parts<'a> {
    rows: Vec<(usize, Row<'a>)>,
    by_key: BTreeMap<String, Vec<usize>>,
    /// Names by row, where there are any.
    names: Vec<Option<String>>,
    used: BTreeSet<usize>,
}

impl<'a> Parts<'a> {
    /// Of these rows, each with its sheet.
    pub fn of(sheets: &[Recognised], rows: Vec<(usize, Row<'a>)>, key: &Key) -> Parts<'a> {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut called = Vec::new();
        for (n, (at, row)) in rows.iter().enumerate() {
            let who = Who::of(&sheets[*at], *row, key);
            let name = who.name.map(|name| names::key(&name));
            let keys = Who::keys(who.number.as_deref(), who.pseudonym.as_deref());
            let keys = if keys.is_empty() { name.iter().map(|name| format!("name {name}")).collect() } else { keys };
            keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(n));
            called.push(name);
        }
        Parts { rows, by_key, names: called, used: BTreeSet::new() }
    }

    /// The rows of somebody. A number that schools give, and give again, is somebody's only with the name; the name alone tells where
    /// it is the `only` one.
    pub fn rows_of(
        &mut self,
        number: Option<&str>,
        pseudonym: Option<&str>,
        name: &str,
        only: bool,
    ) -> Vec<(usize, Row<'a>)> {
        let name = names::key(name);
        let keys = Who::keys(number, pseudonym).into_iter().chain(only.then(|| format!("name {name}")));
        let own = |n: &usize| self.names[*n].as_ref().is_none_or(|other| *other == name);
        let found: BTreeSet<usize> =
            keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().filter(own).collect();
        self.used.extend(&found);
        found.into_iter().map(|n| self.rows[n]).collect()
    }

    /// Rows of people whom the roster does not list.
    pub fn rest(&self) -> impl Iterator<Item = (usize, Row<'a>)> + '_ {
        self.rows.iter().enumerate().filter(|(n, _)| !self.used.contains(n)).map(|(_, row)| *row)
    }

    /// How many rows of a sheet were somebody's.
    pub fn used_of(&self, sheet: usize) -> usize {
        self.used.iter().filter(|n| self.rows[**n].0 == sheet).count()
    }
}
