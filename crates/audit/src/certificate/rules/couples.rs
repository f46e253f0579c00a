//! Couples move together, to schools near one another, or not at all.
//!
//! `couples.both.A.B`: Σ x(a, ·) − Σ x(b, ·) = 0, where the rule is soft ≤ 0 with `couples.both.B.A` the other way round;
//! `couples.near.A.B.S`: Σ x(a, s) − Σ_{s' near s} x(b, s') ≤ 0 for every school that a could go to, and the same for b. One breach a
//! couple opens all of its rows.
//!
//! `couples.apart.A.B.S` of the other couples: where b may stay, Σ x(a, s) + Σ_{s' too far from s} x(b, s') ≤ 1, else
//! Σ x(a, s) − Σ_{s' not too far} x(b, s') ≤ 0; `couples.apart.B.A.S` only where a may not stay.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, Rows};
use crate::reading::Reading;
use crate::rules::couples;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};

/// What every move of a teacher touches, and what a move to a school touches.
#[derive(Default)]
struct Couples {
    moves: BTreeMap<TeacherIx, Vec<Entry>>,
    to: BTreeMap<(TeacherIx, SchoolIx), Vec<Entry>>,
}

/// A row about a couple that is not bound: its name, its right side, and who has an entry where.
struct Apart {
    name: String,
    most: i64,
    entries: Vec<((TeacherIx, SchoolIx), i64)>,
}

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let reading = scene.reading;
    let goes_to = |t: TeacherIx| {
        let mut schools = BTreeSet::new();
        scene.open.visit_of(reading, t, |column| {
            schools.insert(column.step.to);
        });
        schools
    };
    let mut all = Couples::default();
    for (a, b) in couples::bound(reading) {
        let (to_a, to_b) = (goes_to(a), goes_to(b));
        if to_a.is_empty() && to_b.is_empty() {
            continue;
        }
        let breach = auxiliaries.breach(reading, RuleName::Couples, 1);
        let mut add = |name: &str, range: Range| {
            let row = rows.add(name, range);
            if let Some(breach) = breach {
                auxiliaries.touch(breach, row, -1);
            }
            row
        };
        let both = |one, other| names::couple(reading, "couples.both", one, other);
        let sides = match breach {
            None => vec![(add(&both(a, b), Range::equal(0)), 1)],
            Some(_) => vec![(add(&both(a, b), Range::at_most(0)), 1), (add(&both(b, a), Range::at_most(0)), -1)],
        };
        for (row, sign) in sides {
            all.moves.entry(a).or_default().push((row, sign));
            all.moves.entry(b).or_default().push((row, -sign));
        }
        // The distance is from the new school of the lower id to that of the other.
        let near = |of_a: SchoolIx, of_b: SchoolIx| couples::near(reading, of_a, of_b);
        for s in &to_a {
            let row = add(&names::couple_at(reading, "couples.near", a, b, *s), Range::at_most(0));
            all.to.entry((a, *s)).or_default().push((row, 1));
            for other in to_b.iter().filter(|other| near(*s, **other)) {
                all.to.entry((b, *other)).or_default().push((row, -1));
            }
        }
        for s in &to_b {
            let row = add(&names::couple_at(reading, "couples.near", b, a, *s), Range::at_most(0));
            all.to.entry((b, *s)).or_default().push((row, 1));
            for other in to_a.iter().filter(|other| near(**other, *s)) {
                all.to.entry((a, *other)).or_default().push((row, -1));
            }
        }
    }
    for (a, b) in couples::unbound(reading) {
        let (to_a, to_b) = (goes_to(a), goes_to(b));
        let county = reading.county;
        let (stays_a, stays_b) = (county.serves_at(a), county.serves_at(b));
        let Some(before) = county.between(stays_a, stays_b) else { continue };
        // The distance is from the lower id's school, here too.
        let far = |of_a: SchoolIx, of_b: SchoolIx| {
            county.between(of_a, of_b).is_some_and(|after| couples::led_apart(reading, before, after))
        };
        let mut stated: Vec<Apart> = Vec::new();
        for s in &to_a {
            let name = names::couple_at(reading, "couples.apart", a, b, *s);
            let mut entries = vec![((a, *s), 1)];
            if far(*s, stays_b) {
                entries.extend(to_b.iter().filter(|q| !far(*s, **q)).map(|q| ((b, *q), -1)));
                stated.push(Apart { name, most: 0, entries });
            } else if to_b.iter().any(|q| far(*s, *q)) {
                entries.extend(to_b.iter().filter(|q| far(*s, **q)).map(|q| ((b, *q), 1)));
                stated.push(Apart { name, most: 1, entries });
            }
        }
        for s in to_b.iter().filter(|s| far(stays_a, **s)) {
            let mut entries = vec![((b, *s), 1)];
            entries.extend(to_a.iter().filter(|p| !far(**p, *s)).map(|p| ((a, *p), -1)));
            let name = names::couple_at(reading, "couples.apart", b, a, *s);
            stated.push(Apart { name, most: 0, entries });
        }
        let breach = if stated.is_empty() { None } else { auxiliaries.breach(reading, RuleName::Couples, 1) };
        for Apart { name, most, entries } in stated {
            let row = rows.add(&name, Range::at_most(most));
            if let Some(breach) = breach {
                auxiliaries.touch(breach, row, -1);
            }
            entries.into_iter().for_each(|(who, sign)| all.to.entry(who).or_default().push((row, sign)));
        }
    }
    Box::new(all)
}

impl Rule for Couples {
    fn leaving(&self, _: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>) {
        out.extend(self.moves.get(&teacher).into_iter().flatten());
    }

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        let step = &column.step;
        if reading.county.teacher(step.teacher).spouse.is_some() {
            out.extend(self.to.get(&(step.teacher, step.to)).into_iter().flatten());
        }
    }
}
