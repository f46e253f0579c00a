//! Sides as rows: every figure, rule, shortage and person once, with the values of all sides in their order.

use super::opened::Opened;
use lungang_domain::comparison::{
    Apart, CompareDocument, FigureRow, Goes, PersonRow, RuleCell, RuleRow, SchoolRow, Side, SideKind, SubjectRow,
};
use lungang_domain::rule::RuleName;
use lungang_domain::whatif::{Amount, RunMove, RunShortage, RunYear};
use lungang_domain::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// The sides with the rows of everything that they state.
pub fn document(mut all: Vec<Opened>) -> CompareDocument {
    for (at, one) in all.iter_mut().enumerate() {
        one.side.letter = letter(at);
    }
    name_apart(&mut all);
    let apart = apart(&all);
    let mut document = CompareDocument {
        sides: all.iter().map(|o| o.side.clone()).collect(),
        apart: apart.clone(),
        figures: Vec::new(),
        rules: Vec::new(),
        subjects: Vec::new(),
        schools: Vec::new(),
        people: Vec::new(),
        points: Vec::new(),
        frontier: None,
    };
    let same_county = !apart.contains(&Apart::Counties);
    // One year each is compared with one year, whatever it is called; several are compared by their names.
    let single = all.iter().all(|o| !o.several);
    let labels: Vec<String> = match all.first() {
        Some(first) if single => first.side.school_years.clone(),
        _ => {
            let names: BTreeSet<&String> = all.iter().flat_map(|o| &o.side.school_years).collect();
            names.into_iter().cloned().collect()
        }
    };
    for label in &labels {
        let years: Vec<Option<&RunYear>> = all
            .iter()
            .map(|o| if single { o.years.first() } else { o.years.iter().find(|y| y.school_year == *label) })
            .collect();
        document.figures.extend(figures(label, &years));
        document.rules.extend(rules(label, &years, &all));
        document.subjects.extend(subjects(label, &years, &all));
        if same_county {
            document.schools.extend(schools(label, &years, &all));
            if !(single && apart.contains(&Apart::SchoolYears)) {
                document.people.extend(people(label, &years, &all));
            }
        }
    }
    document
}

/// `A`, …, `Z`, `AA`, …
fn letter(at: usize) -> String {
    let one = |n: usize| char::from(b'A' + (n % 26) as u8);
    if at < 26 { one(at).to_string() } else { format!("{}{}", one(at / 26 - 1), one(at)) }
}

/// Folders whose last names are alike are called by all of what was typed; runs by their folder too.
fn name_apart(all: &mut [Opened]) {
    let mut bearers: BTreeMap<String, u32> = BTreeMap::new();
    for one in all.iter() {
        *bearers.entry(one.side.label.clone()).or_default() += 1;
    }
    for one in all.iter_mut().filter(|o| bearers.get(&o.side.label).is_some_and(|n| *n > 1)) {
        one.side.label = match one.side.kind {
            SideKind::Run => format!("{} {}", one.place, one.side.label),
            SideKind::Plan | SideKind::Years => one.place.clone(),
        };
    }
}

fn apart(all: &[Opened]) -> Vec<Apart> {
    let differ = |of: &dyn Fn(&Side) -> String| all.iter().map(|o| of(&o.side)).collect::<BTreeSet<_>>().len() > 1;
    let known = all.iter().all(|o| o.side.policy_sha256.is_some());
    let policy = |s: &Side| match &s.policy_sha256 {
        Some(sha256) if known => sha256.clone(),
        _ => s.policy.clone(),
    };
    let found = [
        (differ(&|s| s.county.clone()) || !all.iter().all(|o| alike(o, &all[0])), Apart::Counties),
        (differ(&|s| s.school_years.join(" ")), Apart::SchoolYears),
        (differ(&policy), Apart::Policies),
        (differ(&|s| s.seed.to_string()), Apart::Seeds),
        (all.iter().any(|o| !o.side.status.has_plan()), Apart::NoPlan),
    ];
    found.into_iter().filter_map(|(differ, what)| differ.then_some(what)).collect()
}

/// Whether two sides can be of one county: most schools of the smaller one are schools of the other too. Names alone do not tell:
/// made-up counties are called alike.
fn alike(a: &Opened, b: &Opened) -> bool {
    let common = a.schools.iter().filter(|(id, name)| b.schools.get(*id) == Some(name)).count();
    2 * common >= a.schools.len().min(b.schools.len())
}

/// Measures in the order of the first side that has them, further ones behind.
fn figures(label: &str, years: &[Option<&RunYear>]) -> Vec<FigureRow> {
    let mut order: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for measure in years.iter().flatten().flat_map(|y| &y.measures) {
        if seen.insert(&measure.measure) {
            order.push(&measure.measure);
        }
    }
    let row = |measure: &str| FigureRow {
        school_year: label.to_owned(),
        measure: measure.to_owned(),
        values: years.iter().map(|y| y.and_then(|y| y.get(measure))).collect(),
    };
    order.into_iter().map(row).collect()
}

fn rules(label: &str, years: &[Option<&RunYear>], all: &[Opened]) -> Vec<RuleRow> {
    let whole = |amount: Option<Amount>| match amount {
        Some(Amount::Whole(n)) => Some(n),
        _ => None,
    };
    let row = |rule: &RuleName| {
        let cell = |year: &Option<&RunYear>| {
            let of = |what: &str| year.and_then(|y| y.get(&format!("rule.{}.{what}", rule.name())));
            let holds = whole(of("holds")).map(|holds| holds == 1);
            let required = of("required")?;
            // A run does not say which rules bind; one that fails where the audit is clean does not.
            if holds == Some(false) && of_year(year, "audit-clean") == Some(Amount::Whole(1)) {
                return None;
            }
            Some(RuleCell {
                required: whole(Some(required)),
                achieved: whole(of("achieved")),
                holds,
                unchecked: whole(of("unchecked")),
            })
        };
        let cells: Vec<Option<RuleCell>> = years.iter().map(cell).collect();
        cells.iter().any(Option::is_some).then(|| RuleRow {
            school_year: label.to_owned(),
            rule: *rule,
            clause: clause(*rule, all),
            cells,
        })
    };
    RuleName::ALL.iter().filter_map(row).collect()
}

/// The clause of a rule: one for all where they agree, else each with the letter of its side.
fn clause(rule: RuleName, all: &[Opened]) -> String {
    let of = |o: &Opened| o.clauses.get(&rule).cloned().unwrap_or_default();
    let stated: Vec<(&str, String)> = all.iter().map(|o| (o.side.letter.as_str(), of(o))).collect();
    match stated.first() {
        Some((_, first)) if stated.iter().all(|(_, c)| c == first) => first.clone(),
        _ => {
            let named = stated.iter().filter(|(_, c)| !c.is_empty());
            named.map(|(letter, clause)| format!("{letter} {clause}")).collect::<Vec<_>>().join("; ")
        }
    }
}

fn of_year(year: &Option<&RunYear>, measure: &str) -> Option<Amount> {
    year.and_then(|y| y.get(measure))
}

/// Sums of short posts by a key, before and after, on every side that has the year.
fn sums<'a>(
    years: &[Option<&'a RunYear>],
    key: impl Fn(&'a RunShortage) -> &'a str,
) -> BTreeMap<&'a str, Vec<Option<(u32, u32)>>> {
    let none: Vec<Option<(u32, u32)>> = years.iter().map(|y| y.map(|_| (0, 0))).collect();
    let mut all: BTreeMap<&str, Vec<Option<(u32, u32)>>> = BTreeMap::new();
    for (at, year) in years.iter().enumerate() {
        for short in year.iter().flat_map(|y| &y.shortages) {
            let sum = &mut all.entry(key(short)).or_insert_with(|| none.clone())[at];
            *sum = sum.map(|(before, after)| (before + short.before, after + short.after));
        }
    }
    all
}

fn subjects(label: &str, years: &[Option<&RunYear>], all: &[Opened]) -> Vec<SubjectRow> {
    let known: Vec<&(String, Words)> = all.iter().flat_map(|o| &o.subjects).collect();
    let rank = |id: &str| known.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX);
    let mut found: Vec<_> = sums(years, |s| &s.subject).into_iter().collect();
    found.sort_by_key(|(id, _)| (rank(id), *id));
    let row = |(id, values): (&str, Vec<Option<(u32, u32)>>)| SubjectRow {
        school_year: label.to_owned(),
        subject: id.to_owned(),
        words: known
            .get(rank(id))
            .map_or_else(|| Words { zh: id.to_owned(), en: id.to_owned() }, |(_, words)| words.clone()),
        before: values.iter().map(|v| v.map(|v| v.0)).collect(),
        after: values.iter().map(|v| v.map(|v| v.1)).collect(),
    };
    found.into_iter().map(row).collect()
}

fn school_name(all: &[Opened], id: &str) -> String {
    all.iter().find_map(|o| o.schools.get(id)).cloned().unwrap_or_else(|| id.to_owned())
}

fn schools(label: &str, years: &[Option<&RunYear>], all: &[Opened]) -> Vec<SchoolRow> {
    let row = |(id, values): (&str, Vec<Option<(u32, u32)>>)| SchoolRow {
        school_year: label.to_owned(),
        school_id: id.to_owned(),
        name: school_name(all, id),
        before: values.iter().map(|v| v.map(|v| v.0)).collect(),
        after: values.iter().map(|v| v.map(|v| v.1)).collect(),
    };
    sums(years, |s| &s.school_id).into_iter().map(row).collect()
}

/// Teachers whose move is not the same on all sides that have a plan.
fn people(label: &str, years: &[Option<&RunYear>], all: &[Opened]) -> Vec<PersonRow> {
    let planned = |y: &Option<&RunYear>| y.is_some_and(|y| y.status.has_plan());
    if years.iter().filter(|y| planned(y)).count() < 2 {
        return Vec::new();
    }
    let mut moves: BTreeMap<&str, Vec<Option<&RunMove>>> = BTreeMap::new();
    for (at, year) in years.iter().enumerate() {
        for m in year.iter().flat_map(|y| &y.moves) {
            moves.entry(&m.teacher_id).or_insert_with(|| vec![None; years.len()])[at] = Some(m);
        }
    }
    let post = |m: &RunMove| (m.to_school.clone(), m.stage, m.subject.clone());
    let differs = |(_, of): &(&str, Vec<Option<&RunMove>>)| {
        let of: BTreeSet<_> = of.iter().zip(years).filter(|(_, y)| planned(y)).map(|(m, _)| m.map(post)).collect();
        of.len() > 1
    };
    let row = |(id, of): (&str, Vec<Option<&RunMove>>)| PersonRow {
        school_year: label.to_owned(),
        teacher_id: id.to_owned(),
        name: all.iter().find_map(|o| o.people.get(id)).cloned().unwrap_or_default(),
        home: of.iter().flatten().next().map_or_else(String::new, |m| school_name(all, &m.from_school)),
        goes: of
            .iter()
            .map(|m| {
                m.map(|m| Goes {
                    school_id: m.to_school.clone(),
                    school: school_name(all, &m.to_school),
                    stage: m.stage,
                    subject: m.subject.clone(),
                })
            })
            .collect(),
    };
    moves.into_iter().filter(differs).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
