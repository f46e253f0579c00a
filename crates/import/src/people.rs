//! Who is who: ids that last over the years, and whom a name in another table means.

use crate::desk::Desk;
use crate::identity::Key;
use crate::memory::{Known, Memory};
use crate::names;
use crate::question::{Item, NOT_USED, Question};
use crate::roster::{Person, Roster};
use crate::schools::Schools;
use lungang_domain::finding::{Finding, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Gives everybody an id: the office's number, else one that follows from the identity number, else the one that is remembered for
/// the name, birthday and school, else a new one. Gives how many were known before.
///
/// `again` says that the files are those of the year that is remembered, be it corrected: then a name that its school has once is
/// whom it was.
pub fn give_ids(
    roster: &mut Roster,
    schools: &Schools,
    (memory, again): (&Memory, bool),
    key: &Key,
    desk: &mut Desk<'_>,
) -> usize {
    let mut known = 0;
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let all = Remembered::of(memory);
    let mut named: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for person in &roster.people {
        *named.entry((names::key(&person.name), person.school)).or_default() += 1;
    }
    for person in &mut roster.people {
        let only = again && named.get(&(names::key(&person.name), person.school)) == Some(&1);
        let before = all.id(person, only, schools, desk);
        known += usize::from(before.is_some());
        person.id = before.or_else(|| person.number.clone()).unwrap_or_else(|| derived(person, schools, key));
    }
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    for person in &roster.people {
        if taken.insert(person.id.clone()) {
            first.insert(person.id.clone(), person.place.clone());
        } else if let Some(other) = first.get(&person.id) {
            let finding = Finding::error("import-person-twice", person.place.clone());
            desk.findings.push(finding.with("first", place_of(other)));
        }
    }
    for person in &mut roster.people {
        let spot = person.row.cells.get("teacher_id").and_then(|(_, spot)| *spot).unwrap_or(person.spot);
        person.row.put("teacher_id", person.id.clone(), spot);
    }
    known
}

/// A place without words, which would have a language.
fn place_of(place: &Place) -> String {
    let row = place.row.map(|n| n.to_string());
    [Some(place.file.clone()), place.sheet.clone(), row].into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

/// Those who are remembered, by what they may be known again by.
struct Remembered<'a> {
    numbers: BTreeMap<&'a str, Vec<&'a Known>>,
    pseudonyms: BTreeMap<&'a str, Vec<&'a Known>>,
    names: BTreeMap<String, Vec<&'a Known>>,
}

impl<'a> Remembered<'a> {
    fn of(memory: &'a Memory) -> Remembered<'a> {
        let mut all = Remembered { numbers: BTreeMap::new(), pseudonyms: BTreeMap::new(), names: BTreeMap::new() };
        for known in &memory.person {
            if let Some(number) = &known.number {
                all.numbers.entry(number).or_default().push(known);
            }
            if let Some(pseudonym) = &known.pseudonym {
                all.pseudonyms.entry(pseudonym).or_default().push(known);
            }
            all.names.entry(names::key(&known.name)).or_default().push(known);
        }
        all
    }

    /// The id of somebody: by the number, else the pseudonym, else name, birthday and school; what is left open is asked.
    /// `only_one` says that nobody else of that name is at that school in the same year.
    fn id(&self, person: &Person, only_one: bool, schools: &Schools, desk: &mut Desk<'_>) -> Option<String> {
        let only = |list: Option<&Vec<&Known>>| match list.map(Vec::as_slice) {
            Some([one]) => Some(one.id.clone()),
            _ => None,
        };
        let by_number = person.number.as_deref().and_then(|number| only(self.numbers.get(number)));
        let by_pseudonym = || person.pseudonym.as_deref().and_then(|code| only(self.pseudonyms.get(code)));
        if let Some(id) = by_number.or_else(by_pseudonym) {
            return Some(id);
        }
        // Two who have numbers that differ are two.
        let apart = |k: &Known| {
            k.pseudonym.is_some() && person.pseudonym.is_some() || k.number.is_some() && person.number.is_some()
        };
        let named = self.names.get(&names::key(&person.name)).into_iter().flatten().copied().filter(|k| !apart(k));
        let named: Vec<&Known> = named.collect();
        let born = |k: &&&Known| k.birth.is_some() && k.birth == person.birth;
        let alike: Vec<&Known> = named.iter().filter(born).copied().collect();
        let school = schools.id(person.school);
        let here: Vec<&Known> = alike.iter().copied().filter(|k| k.school_id == school).collect();
        match (&here[..], &alike[..]) {
            ([one], _) => return Some(one.id.clone()),
            (_, []) => {}
            _ => return ask_same(person, schools, &alike, desk),
        }
        // Without a birthday a name at the school it had is a question too.
        let unsure = |k: &&&Known| (k.birth.is_none() || person.birth.is_none()) && k.school_id == school;
        let unsure: Vec<&Known> = named.iter().filter(unsure).copied().collect();
        match &unsure[..] {
            [] => None,
            [one] if only_one => Some(one.id.clone()),
            several => ask_same(person, schools, several, desk),
        }
    }
}

/// Asks whether somebody is one of those who are remembered.
fn ask_same(person: &Person, schools: &Schools, alike: &[&Known], desk: &mut Desk<'_>) -> Option<String> {
    let candidates = alike.iter().map(|k| format!("{} {} {}", k.id, k.name, k.school_id)).collect();
    let suggestion = if let [one] = alike { Some(one.id.clone()) } else { None };
    let spelling = format!("{}（{}）", person.name, schools.name(person.school));
    let short = alike.iter().map(|k| (k.id.clone(), k.id.clone())).collect();
    let examples = vec![person.place.clone()];
    let item = Item { spelling, count: 1, examples, suggestion, candidates, short, only: true };
    let answer = desk.ask_word(Question::new("people.same", "same-person"), item)?;
    (answer != NOT_USED).then_some(answer)
}

/// An id that is the same next year: it follows from what makes somebody who they are.
fn derived(person: &Person, schools: &Schools, key: &Key) -> String {
    match &person.pseudonym {
        Some(pseudonym) => format!("P{pseudonym}"),
        None => {
            let birth = person.birth.map(|d| d.to_string()).unwrap_or_default();
            let school = schools.id(person.school);
            format!("N{}", key.code(&format!("{}|{birth}|{school}", names::key(&person.name))))
        }
    }
}

/// What is remembered of everybody: those of now, and those who were here before.
pub fn remember(roster: &Roster, schools: &Schools, before: &Memory, year: i16) -> Vec<Known> {
    let now: BTreeSet<&str> = roster.people.iter().map(|p| p.id.as_str()).collect();
    let gone = before.person.iter().filter(|k| !now.contains(k.id.as_str())).cloned();
    let here = roster.people.iter().map(|p| Known {
        id: p.id.clone(),
        pseudonym: p.pseudonym.clone(),
        number: p.number.clone(),
        name: p.name.clone(),
        birth: p.birth,
        school_id: schools.id(p.school).to_owned(),
        last: year,
    });
    let mut all: Vec<Known> = gone.chain(here).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// How another table names somebody.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The school, by position, where it is stated.
    pub school: Option<usize>,
    /// The subjects, where they are stated.
    pub subjects: Option<String>,
    /// The office's number, where it is stated.
    pub number: Option<String>,
    /// What the identity number was turned into.
    pub pseudonym: Option<String>,
    /// The school at which the table says the person serves, by position: a remark of the roster may say the same.
    pub serves_at: Option<usize>,
}

/// Everybody by name, number and pseudonym.
#[derive(Debug)]
pub struct People<'a> {
    roster: &'a Roster,
    names: BTreeMap<String, Vec<usize>>,
    numbers: BTreeMap<&'a str, usize>,
    pseudonyms: BTreeMap<&'a str, usize>,
    ids: BTreeMap<&'a str, usize>,
}

impl<'a> People<'a> {
    /// Of a roster.
    pub fn of(roster: &'a Roster) -> People<'a> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let (mut numbers, mut pseudonyms, mut ids) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (at, person) in roster.people.iter().enumerate() {
            names.entry(names::key(&person.name)).or_default().push(at);
            numbers.extend(person.number.as_deref().map(|n| (n, at)));
            pseudonyms.extend(person.pseudonym.as_deref().map(|n| (n, at)));
            ids.insert(person.id.as_str(), at);
        }
        People { roster, names, numbers, pseudonyms, ids }
    }

    /// Whom a table means; who is not clear is asked, each name once. `table` is the question's.
    pub fn find(
        &self,
        named: &Named,
        schools: &Schools,
        table: &str,
        place: Place,
        desk: &mut Desk<'_>,
    ) -> Option<usize> {
        if self.roster.people.is_empty() {
            // Where no roster was found, that is what is told.
            return None;
        }
        let known = named.number.as_deref().and_then(|n| self.numbers.get(n).or_else(|| self.ids.get(n)));
        let known = known.or_else(|| named.pseudonym.as_deref().and_then(|p| self.pseudonyms.get(p)));
        if let Some(at) = known {
            return Some(*at);
        }
        let alike = self.names.get(&names::key(&named.name)).cloned().unwrap_or_default();
        let here: Vec<usize> = match named.school {
            Some(school) => alike.iter().copied().filter(|at| self.roster.people[*at].school == school).collect(),
            None => alike.clone(),
        };
        match here[..] {
            [one] => return Some(one),
            [] => {}
            _ => {
                let subject =
                    |at: &usize| named.subjects.is_some() && self.main_subject(*at) == main(named.subjects.as_deref());
                if let [one] = here.iter().copied().filter(subject).collect::<Vec<_>>()[..] {
                    return Some(one);
                }
            }
        }
        let near = if here.is_empty() { &alike } else { &here };
        let shown = |at: &usize| {
            let person = &self.roster.people[*at];
            let subjects = person.row.text("subjects").unwrap_or_default();
            format!("{} = {} {} {subjects}", person.spot.row, person.name, schools.name(person.school))
        };
        let remarked: Vec<usize> =
            near.iter().copied().filter(|at| self.is_said_to_serve(*at, named, schools)).collect();
        let suggestion = match (&near[..], &remarked[..]) {
            ([one], _) | (_, [one]) => Some(self.roster.people[*one].id.clone()),
            _ => None,
        };
        let row = |at: &usize| (self.roster.people[*at].spot.row.to_string(), self.roster.people[*at].id.clone());
        let school = named.school.map(|s| schools.name(s).to_owned()).unwrap_or_default();
        let item = Item {
            spelling: if school.is_empty() { named.name.clone() } else { format!("{}（{school}）", named.name) },
            count: 1,
            examples: vec![place.clone()],
            suggestion,
            candidates: near.iter().map(shown).collect(),
            short: near.iter().map(row).collect(),
            only: false,
        };
        let question =
            Question::new(format!("people.{table}"), "people").with("table", format!("@import.kind.{table}"));
        let answer = desk.ask_word(question, item)?;
        if answer == NOT_USED {
            return None;
        }
        let found = self.ids.get(answer.as_str()).copied();
        if found.is_none() {
            desk.findings.push(Finding::error("import-unknown-person", place).with("value", answer));
        }
        found
    }

    /// Whether a remark of the roster says that somebody serves where the table says so.
    fn is_said_to_serve(&self, at: usize, named: &Named, schools: &Schools) -> bool {
        let mut own = self.roster.remarks.iter().filter(|r| r.person == at).flat_map(|r| &r.mentions);
        named.serves_at.is_some()
            && own.any(|m| m.place.as_deref().and_then(|place| schools.known(place)) == named.serves_at)
    }

    fn main_subject(&self, at: usize) -> Option<String> {
        main(self.roster.people[at].row.text("subjects"))
    }

    /// The id of somebody.
    pub fn id(&self, at: usize) -> &str {
        &self.roster.people[at].id
    }
}

fn main(subjects: Option<&str>) -> Option<String> {
    subjects.and_then(|list| list.split(';').next()).map(str::to_owned)
}

/// Finds the spouses, where both are on the roster: `薛志（县二小）`. Gives how many are not.
pub fn join_spouses(roster: &mut Roster, schools: &mut Schools, desk: &mut Desk<'_>) -> usize {
    let mut joined = Vec::new();
    let mut elsewhere = 0;
    {
        let people = People::of(roster);
        for (at, person) in roster.people.iter().enumerate() {
            let Some((text, spot, place)) = &person.spouse else { continue };
            let (name, school) = parted(text);
            let listed = people.names.contains_key(&names::key(&name));
            let number = people.ids.get(text.as_str()).or_else(|| people.numbers.get(text.as_str())).copied();
            // Somebody who is no teacher of the county, or whose school is none of its schools.
            if number.is_none() && !listed {
                elsewhere += 1;
                continue;
            }
            let school = school.and_then(|s| schools.known(&s));
            let named = Named { name, school, ..Named::default() };
            let found = number.or_else(|| people.find(&named, schools, "spouses", place.clone(), desk));
            if let Some(other) = found.filter(|other| *other != at) {
                joined.push((at, people.id(other).to_owned(), *spot));
            }
        }
    }
    for (at, id, spot) in joined {
        roster.people[at].row.put("spouse_id", id, spot);
    }
    elsewhere
}

/// A name, and what stands in brackets or behind a blank beside it.
fn parted(text: &str) -> (String, Option<String>) {
    match lungang_tables::schema::keys::remarks(text) {
        Some((name, inside)) => (name, inside.into_iter().next()),
        None => match text.split_once(['，', ',', '、', '/', ' ']) {
            Some((name, school)) if name.chars().count() >= 2 => {
                (name.trim().to_owned(), Some(school.trim().to_owned()))
            }
            _ => (text.trim().to_owned(), None),
        },
    }
}
