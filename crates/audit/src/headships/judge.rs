//! What a plan says of its heads, judged: rows, places, figures, whether it is best, and whether its prices prove that.

use super::paths::Rank;
use super::roster::{Led, Roster};
use crate::kinds::FaultKind;
use crate::submission::{Submission, SubmittedHead};
use crate::tenure::Leader;
use crate::world::World;
use lungang_domain::audit::{Fault, HeadGoalAudit, HeadsAudit};
use lungang_domain::document::{HeadDoc, HeadsDoc};
use lungang_domain::finding::Place;
use lungang_domain::heads::{GOALS, Tenure};
use lungang_domain::id::TeacherIx;
use lungang_domain::missing::Unchecked;
use lungang_domain::name;
use lungang_domain::teacher::Role;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What the exchange of heads comes to, and what is wrong with it.
pub fn judge(world: &World<'_>, submission: &Submission) -> (Option<HeadsAudit>, Vec<Fault>) {
    let reading = world.before;
    let stated = submission.claims.as_ref().and_then(|c| c.heads.as_ref());
    let moves = world.steps.iter().map(|s| (s.teacher, s.to));
    let Some(roster) = Roster::read(reading.county, reading.policy, moves, submission.seed) else {
        let off = stated.is_some() || submission.heads.is_some();
        return (None, off.then(|| fault(FaultKind::HeadsOff, None, None, None)).into_iter().collect());
    };
    let Some(rows) = &submission.heads else {
        // A plan's document is whole; what is handed in without one may leave the heads out.
        let whole = submission.claims.as_ref().is_some_and(|c| c.county.is_some());
        return (None, whole.then(|| fault(FaultKind::HeadsAbsent, None, None, None)).into_iter().collect());
    };
    let mut judge = Judge { roster: &roster, faults: Vec::new(), lawful: true };
    let led = judge.rows(rows, stated.is_some());
    let (mut goals, mut best) = (Rank::default(), Rank::default());
    let mut before = Led::new();
    for role in roster.roles() {
        best = best + roster.best(role, &before).1;
        goals = goals + judge.role(role, &led, &before);
        before.extend(roster.matched(role).iter().filter_map(|l| Some((l.teacher, *led.get(&l.teacher)?))));
    }
    let unchecked = roster.unchecked(&led);
    let mut certified = false;
    if let Some(stated) = stated {
        judge.figures(stated, &led, goals, &unchecked);
        if judge.lawful {
            certified = judge.prices(stated, &led, goals);
        }
    }
    if judge.lawful && goals != best {
        let said = |rank: Rank| GOALS.iter().zip(rank.0).map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>();
        let (own, found) = (said(best).join(", "), said(goals).join(", "));
        judge.faults.push(fault(FaultKind::HeadsNotBest, None, Some(own), Some(found)));
    }
    let report = report(&roster, &led, (goals, best), certified, unchecked);
    (Some(report), judge.faults)
}

fn report(
    roster: &Roster<'_>,
    led: &Led,
    (goals, best): (Rank, Rank),
    certified: bool,
    unchecked: Vec<Unchecked>,
) -> HeadsAudit {
    let goes = |l: &Leader| led.get(&l.teacher).is_some_and(|to| *to != l.school);
    let due = || roster.leaders.iter().filter(|l| l.tenure == Tenure::Due);
    let values = GOALS.iter().zip(goals.0.into_iter().zip(best.0));
    HeadsAudit {
        heads: roster.leaders.len() as u32,
        eligible: roster.leaders.iter().filter(|l| l.takes_part()).count() as u32,
        due: due().count() as u32,
        moves: roster.leaders.iter().filter(|l| goes(l)).count() as u32,
        left: due().filter(|l| !goes(l)).map(|l| roster.county.teacher(l.teacher).id.clone()).collect(),
        goals: values.map(|(name, (value, best))| HeadGoalAudit { name: (*name).to_owned(), value, best }).collect(),
        certified,
        unchecked,
    }
}

fn fault(kind: FaultKind, teacher: Option<&str>, expected: Option<String>, found: Option<String>) -> Fault {
    let teacher = teacher.map(str::to_owned);
    Fault { kind: kind.name().to_owned(), teacher, school: None, expected, found, place: None }
}

struct Judge<'a> {
    roster: &'a Roster<'a>,
    faults: Vec<Fault>,
    /// Whether every row is a column and every place is filled.
    lawful: bool,
}

impl Judge<'_> {
    /// Where everybody leads; who has no row stays.
    fn rows(&mut self, rows: &[SubmittedHead], whole: bool) -> Led {
        let county = self.roster.county;
        let mut led = Led::new();
        for row in rows {
            let id = Some(row.teacher_id.as_str());
            let mut wrong = |kind, found: &str| {
                let fault = fault(kind, id, None, Some(found.to_owned()));
                self.faults.push(Fault { place: row.place.clone(), ..fault });
                self.lawful = false;
            };
            let Some(teacher) = county.find_teacher(&row.teacher_id) else {
                wrong(FaultKind::UnknownTeacher, &row.teacher_id);
                continue;
            };
            let Some(to) = county.find_school(&row.to_school) else {
                wrong(FaultKind::UnknownSchool, &row.to_school);
                continue;
            };
            if self.roster.leaders.iter().all(|l| l.teacher != teacher) {
                wrong(FaultKind::HeadNot, &row.to_school);
            } else if led.insert(teacher, to).is_some() {
                wrong(FaultKind::TeacherTwice, &row.teacher_id);
            }
        }
        for leader in &self.roster.leaders {
            if let Entry::Vacant(free) = led.entry(leader.teacher) {
                free.insert(leader.school);
                if whole {
                    let id = &county.teacher(leader.teacher).id;
                    self.faults.push(fault(FaultKind::HeadMissing, Some(id), None, None));
                    self.lawful = false;
                }
            }
        }
        // Where it was read from matters for a row that cannot be.
        let places: BTreeMap<TeacherIx, Option<Place>> =
            rows.iter().filter_map(|row| Some((county.find_teacher(&row.teacher_id)?, row.place.clone()))).collect();
        self.kept(&led, &places);
        led
    }

    /// Those who take no part stay.
    fn kept(&mut self, led: &Led, places: &BTreeMap<TeacherIx, Option<Place>>) {
        let none = BTreeMap::new();
        for leader in self.roster.leaders.iter().filter(|l| !l.takes_part()) {
            let Some(to) = led.get(&leader.teacher) else { continue };
            if let Some(bar) = self.roster.bar(leader, *to, &none, led) {
                let place = places.get(&leader.teacher).cloned().flatten();
                self.barred(leader, *to, bar.name(), place);
            }
        }
    }

    fn barred(&mut self, leader: &Leader, to: lungang_domain::id::SchoolIx, bar: &str, place: Option<Place>) {
        let county = self.roster.county;
        let fault = fault(FaultKind::HeadBarred, Some(&county.teacher(leader.teacher).id), None, Some(bar.to_owned()));
        self.faults.push(Fault { school: Some(county.school(to).id.clone()), place, ..fault });
        self.lawful = false;
    }

    /// The heads of a role: every row a column, every place filled. What it comes to.
    fn role(&mut self, role: Role, led: &Led, before: &Led) -> Rank {
        let (roster, county) = (self.roster, self.roster.county);
        let places = roster.places(role);
        let (mut sum, mut filled) = (Rank::default(), BTreeMap::new());
        for leader in roster.matched(role) {
            let Some(to) = led.get(&leader.teacher) else { continue };
            *filled.entry(*to).or_insert(0_u32) += 1;
            match roster.bar(&leader, *to, &places, before) {
                Some(bar) => self.barred(&leader, *to, bar.name(), None),
                None => sum = sum + roster.cost(&leader, *to),
            }
        }
        let all: BTreeSet<_> = places.keys().chain(filled.keys()).copied().collect();
        for school in all {
            let count = |of: &BTreeMap<_, u32>| of.get(&school).copied().unwrap_or(0).to_string();
            let (own, found) = (count(&places), count(&filled));
            if own != found {
                let fault = fault(FaultKind::HeadPlaces, None, Some(own), Some(found));
                self.faults.push(Fault { school: Some(county.school(school).id.clone()), ..fault });
                self.lawful = false;
            }
        }
        sum
    }

    /// What is said of heads and goals.
    fn figures(&mut self, stated: &HeadsDoc, led: &Led, goals: Rank, unchecked: &[Unchecked]) {
        for doc in &stated.heads {
            let found = self.roster.leaders.iter().find(|l| self.roster.county.teacher(l.teacher).id == doc.teacher_id);
            if let Some(leader) = found {
                self.words(doc, leader, led);
            }
        }
        let own: Vec<(String, i64)> = GOALS.iter().zip(goals.0).map(|(name, n)| ((*name).to_owned(), n)).collect();
        let found: Vec<(String, i64)> = stated.goals.iter().map(|g| (g.name.clone(), g.value)).collect();
        let said = |all: &[(String, i64)]| all.iter().map(|(n, v)| format!("{n}: {v}")).collect::<Vec<_>>().join(", ");
        if own != found {
            self.faults.push(fault(FaultKind::GoalDiffers, None, Some(said(&own)), Some(said(&found))));
        }
        if unchecked != stated.unchecked {
            let said = |all: &[Unchecked]| {
                let all: Vec<String> = all.iter().map(|u| format!("{} {}", u.missing.name(), u.places)).collect();
                Some(format!("heads.unchecked: {}", all.join(", ")))
            };
            self.faults.push(fault(FaultKind::WordDiffers, None, said(unchecked), said(&stated.unchecked)));
        }
    }

    /// What is said of one head.
    fn words(&mut self, doc: &HeadDoc, leader: &Leader, led: &Led) {
        let county = self.roster.county;
        let person = county.teacher(leader.teacher);
        let to = led.get(&leader.teacher).copied().unwrap_or(leader.school);
        let metres = county.journey(leader.teacher, to).filter(|_| to != leader.school).map(i64::from);
        let stated = doc.distance_km.map(|km| (km * 1000.0).round() as i64);
        let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
        let since = person.office_since.map(|day| day.to_string()).unwrap_or_default();
        let pairs = [
            ("role", leader.role.name().to_owned(), doc.role.name().to_owned()),
            ("from_school", county.school(leader.school).id.clone(), doc.from_school.clone()),
            ("tenure", leader.tenure.name().to_owned(), doc.tenure.name().to_owned()),
            ("office_since", since, doc.office_since.clone().unwrap_or_default()),
            ("years", number(leader.years.map(i64::from)), number(doc.years.map(i64::from))),
            ("metres", number(metres), number(stated)),
        ];
        let mut differ: Vec<(&str, String, String)> =
            pairs.into_iter().filter(|(_, own, found)| own != found).collect();
        if !name::may_be(&doc.name, &person.name) {
            differ.push(("name", person.name.clone(), doc.name.clone()));
        }
        for (field, own, found) in differ {
            let (own, found) = (Some(format!("{field}: {own}")), Some(format!("{field}: {found}")));
            self.faults.push(fault(FaultKind::WordDiffers, Some(&person.id), own, found));
        }
    }

    /// Whether the prices prove the matching best: no column costs less than its two prices, and all together cost what they come to.
    fn prices(&mut self, stated: &HeadsDoc, led: &Led, goals: Rank) -> bool {
        let problem = self.unproved(stated, led, goals);
        let proved = problem.is_none();
        self.faults.extend(problem.map(|found| fault(FaultKind::CertificateHeads, None, None, Some(found))));
        proved
    }

    /// The first price that does not hold.
    fn unproved(&self, stated: &HeadsDoc, led: &Led, goals: Rank) -> Option<String> {
        let (roster, county) = (self.roster, self.roster.county);
        let wide = |price: [i64; GOALS.len()]| price.map(i128::from);
        let (mut sum, mut before) = ([0_i128; GOALS.len()], Led::new());
        let mut rows = 0;
        for role in roster.roles() {
            let (heads, places) = (roster.matched(role), roster.places(role));
            let mut of_places = BTreeMap::new();
            for (school, count) in &places {
                let id = &county.school(*school).id;
                let mut rows_of = stated.offices.iter().filter(|o| o.school_id == *id && o.role == role);
                let (Some(office), None) = (rows_of.next(), rows_of.next()) else { return Some(id.clone()) };
                if office.places != *count {
                    return Some(id.clone());
                }
                sum = std::array::from_fn(|at| sum[at] + wide(office.price)[at] * i128::from(*count));
                of_places.insert(*school, wide(office.price));
                rows += 1;
            }
            for head in &heads {
                let id = &county.teacher(head.teacher).id;
                let doc = stated.heads.iter().find(|h| h.teacher_id == *id);
                let Some(price) = doc.and_then(|h| h.price).map(wide) else { return Some(id.clone()) };
                sum = std::array::from_fn(|at| sum[at] + price[at]);
                for (school, other) in &of_places {
                    let cost = wide(roster.cost(head, *school).0);
                    let reduced: [i128; GOALS.len()] = std::array::from_fn(|at| cost[at] - price[at] - other[at]);
                    if reduced < [0; GOALS.len()] && roster.bar(head, *school, &places, &before).is_none() {
                        return Some(format!("{id} {}", county.school(*school).id));
                    }
                }
            }
            before.extend(heads.iter().filter_map(|l| Some((l.teacher, *led.get(&l.teacher)?))));
        }
        (sum != wide(goals.0) || rows != stated.offices.len()).then(|| "Σ".to_owned())
    }
}
