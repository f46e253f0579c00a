//! Shortest augmenting paths against all permutations of small cases, and what is said of heads against the roster.

use crate::headships::{Rank, assign, headships};
use crate::submission::{Submission, SubmittedHead};
use crate::testkit::{Draw, Town, moves};
use crate::{FaultKind, check};
use jiff::civil::date;
use lungang_domain::county::{PinKind, Relative};
use lungang_domain::heads::{Heads, Tenure};
use lungang_domain::missing::Missing;
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Param, Principals};
use lungang_domain::teacher::Role;

/// The least cost of all ways to give everybody a place of their own.
fn brute(ways: &[Vec<(usize, Rank)>], taken: &mut Vec<usize>) -> Option<Rank> {
    let Some(open) = ways.get(taken.len()) else { return Some(Rank::default()) };
    let mut best: Option<Rank> = None;
    for (place, cost) in open {
        if !taken.contains(place) {
            taken.push(*place);
            let whole = brute(ways, taken).map(|rest| rest + *cost);
            taken.pop();
            best = [best, whole].into_iter().flatten().min();
        }
    }
    best
}

#[test]
fn paths_find_the_best_of_all_permutations() {
    let mut draw = Draw(23);
    let (mut none, mut found) = (0, 0);
    for case in 0..3000 {
        let n = 1 + draw.below(6) as usize;
        let ways: Vec<Vec<(usize, Rank)>> = (0..n)
            .map(|_| {
                let open = (0..n).filter(|_| draw.below(3) > 0).collect::<Vec<_>>();
                let mut cost = |most| draw.below(most) as i64;
                open.into_iter().map(|place| (place, Rank([cost(2), cost(3), cost(5), cost(1000)]))).collect()
            })
            .collect();
        let (best, own) = (brute(&ways, &mut Vec::new()), assign(&ways, n));
        let value = own.as_ref().map(|places| {
            let mut seen = places.clone();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), n, "{case}: {places:?}");
            let cost =
                |(open, place): (&Vec<(usize, Rank)>, &usize)| open.iter().find(|(p, _)| p == place).expect("a way").1;
            ways.iter().zip(places).map(cost).fold(Rank::default(), |sum, cost| sum + cost)
        });
        assert_eq!(value, best, "{case}: {ways:?} {own:?}");
        none += u32::from(best.is_none());
        found += u32::from(best.is_some());
    }
    assert!(none > 300 && found > 1000, "{none} without, {found} with");
}

pub(super) fn terms() -> Principals {
    Principals {
        on: Param::practice(true),
        roles: Param::practice(vec![Role::Principal]),
        term_years: Param::practice(3),
        terms: Param::practice(2),
        exempt_before_retirement: Param::practice(true),
        same_stage: Param::practice(true),
        avoid_kin: Param::practice(true),
        max_km: None,
    }
}

/// Principals a01 at U1, b01 at U2, r1 at R1, r2 at R2; a01 and r1 are due.
fn led() -> Town {
    let mut town = Town::new();
    town.policy.principals = Some(terms());
    for (id, since) in [("a01", 2018), ("b01", 2022), ("r1", 2020), ("r2", 2024)] {
        let head = town.teacher(id);
        (head.role, head.office_since) = (Role::Principal, Some(date(since, 9, 1)));
    }
    town
}

fn heads(town: &Town) -> Heads {
    headships(&town.county(), &town.policy, &[], 7).expect("it is on")
}

fn said(town: &Town) -> Vec<String> {
    let (county, heads) = (town.county(), heads(town));
    let one = |h: &lungang_domain::heads::Head| format!("{}>{}", county.teacher(h.teacher).id, county.school(h.to).id);
    heads.moves().map(one).collect()
}

#[test]
fn who_is_due_changes_with_who_is_due() {
    let town = led();
    assert_eq!(said(&town), ["a01>R1", "r1>U1"]);
    assert_eq!(heads(&town).goals[..3], [0, 0, 200]);
    let tenures: Vec<Tenure> = heads(&town).heads.iter().map(|h| h.tenure).collect();
    assert_eq!(tenures, [Tenure::Due, Tenure::Serving, Tenure::Due, Tenure::Serving]);
    let mut town = led();
    town.policy.principals.as_mut().expect("terms").on.value = false;
    assert!(headships(&town.county(), &town.policy, &[], 7).is_none());
}

#[test]
fn others_go_only_where_nobody_due_could_go_else() {
    // One alone is due: somebody who is not has to go as well, the nearest.
    let mut town = led();
    town.teacher("r1").office_since = Some(date(2020, 9, 2));
    assert_eq!(said(&town), ["a01>U2", "b01>U1"]);
    assert_eq!(heads(&town).goals[..3], [0, 1, 100]);
    // Kin at U2: b01's spouse works there.
    let spouse = town.teacher_ix("b02");
    let own = town.teacher_ix("a01");
    town.parts.relatives.push(Relative { teacher: spouse, relative: own, relation: String::new() });
    assert_eq!(said(&town), ["a01>R1", "r1>U1"]);
    // Nowhere to go: left, and counted.
    town.policy.principals.as_mut().expect("terms").max_km = Some(Param::practice(Decimal::whole(9)));
    assert!(said(&town).is_empty());
    assert_eq!(heads(&town).goals, [1, 0, 0, 0]);
    town.policy.principals.as_mut().expect("terms").max_km = Some(Param::practice(Decimal::whole(10)));
    assert_eq!(said(&town), ["a01>R1", "r1>U1"]);
}

#[test]
fn tenures_come_in_their_order() {
    let mut town = led();
    let tenure = |town: &Town| heads(town).heads[0].tenure;
    town.teacher("a01").office_since = None;
    assert_eq!(tenure(&town), Tenure::Unknown);
    assert_eq!(
        heads(&town).unchecked.iter().map(|u| (u.missing, u.places)).collect::<Vec<_>>(),
        [(Missing::OfficeSince, 1)]
    );
    // Sixty on the last day of the term, and a day later.
    town.policy.years.retirement_delay_male.value = lungang_domain::retirement::Delay::NONE;
    let age = i16::try_from(town.policy.years.retirement_age_male.value).expect("an age");
    town.teacher("a01").birth = Some(date(2029 - age, 9, 1));
    assert_eq!(tenure(&town), Tenure::Unknown);
    town.teacher("a01").birth = Some(date(2029 - age, 8, 31));
    assert_eq!(tenure(&town), Tenure::NearRetirement);
    town.teacher("a01").exemptions = vec![0];
    assert_eq!(tenure(&town), Tenure::Exempt);
    town.pin("a01", PinKind::Stay, None);
    assert_eq!(tenure(&town), Tenure::Kept);
    town.posting("a01", "U1", "R1", 2026, 2027);
    assert_eq!(tenure(&town), Tenure::Away);
    assert_eq!(said(&town), ["b01>R1", "r1>U2"]);
}

/// Everybody with a school of the town, `a01>R1`; who is not named stays.
fn submitted(town: &Town, text: &str) -> Submission {
    let county = town.county();
    let word = |id: &str| text.split_whitespace().find_map(|w| w.split_once('>').filter(|(who, _)| *who == id));
    let rows = heads(town).heads.into_iter().map(|h| {
        let id = county.teacher(h.teacher).id.clone();
        let to_school = word(&id).map_or_else(|| county.school(h.from).id.clone(), |(_, to)| to.to_owned());
        SubmittedHead { teacher_id: id, to_school, place: None }
    });
    Submission { heads: Some(rows.collect()), ..moves("") }
}

fn faults(town: &Town, submission: &Submission) -> Vec<(String, String)> {
    let all = check(&town.county(), &town.policy, submission).faults.into_iter();
    all.filter(|f| f.kind.starts_with("head")).map(|f| (f.kind, f.found.unwrap_or_default())).collect()
}

#[test]
fn rows_that_cannot_be_are_faults() {
    let mut town = led();
    assert!(faults(&town, &submitted(&town, "a01>R1 r1>U1")).is_empty());
    let kinds = |town: &Town, text: &str| {
        let all = faults(town, &submitted(town, text)).into_iter();
        all.map(|(kind, found)| if kind == "head-barred" { found } else { kind }).collect::<Vec<_>>()
    };
    // A head who is due is left though another matching exists.
    assert_eq!(kinds(&town, ""), [FaultKind::HeadsNotBest.name()]);
    // The longer way, and one too many.
    assert_eq!(kinds(&town, "a01>R2 r2>R1 r1>U1"), [FaultKind::HeadsNotBest.name()]);
    assert_eq!(kinds(&town, "a01>R1"), ["head-places", "head-places"]);
    // Another stage, an office that nobody holds, kin, a pin, too far, and who keeps the office.
    town.school("R1").stage = lungang_domain::school::SchoolStage::NineYear;
    assert_eq!(kinds(&town, "a01>R1 r1>U1"), ["stage", "stage"]);
    let mut town = led();
    assert_eq!(kinds(&town, "a01>X1"), ["no-office", "head-places", "head-places"]);
    town.couple("a01", "r2", false);
    assert_eq!(kinds(&town, "a01>R2 r2>U1"), ["kin", "kin"]);
    let mut town = led();
    town.pin("a01", PinKind::Forbid, Some("R1"));
    assert_eq!(kinds(&town, "a01>R1 r1>U1"), ["pinned"]);
    let mut town = led();
    town.policy.principals.as_mut().expect("terms").max_km = Some(Param::practice(Decimal(99_999)));
    assert_eq!(kinds(&town, "a01>R1 r1>U1"), ["far", "far"]);
    town.teacher("r1").office_since = None;
    assert!(kinds(&town, "a01>R1 r1>U1").contains(&"keeps".to_owned()));
    // Who is no head.
    let town = led();
    let mut submission = submitted(&town, "");
    let extra = SubmittedHead { teacher_id: "a02".to_owned(), to_school: "R1".to_owned(), place: None };
    submission.heads.as_mut().expect("rows").push(extra);
    assert_eq!(faults(&town, &submission)[0].0, FaultKind::HeadNot.name());
    // Off.
    let mut town = led();
    let submission = submitted(&town, "");
    town.policy.principals = None;
    assert_eq!(faults(&town, &submission)[0].0, FaultKind::HeadsOff.name());
}

#[test]
fn kin_is_where_the_plan_sends_it() {
    let mut town = led();
    // a02, kin of a01, is sent to R1.
    let (a02, a01) = (town.teacher_ix("a02"), town.teacher_ix("a01"));
    town.parts.relatives.push(Relative { teacher: a02, relative: a01, relation: String::new() });
    let sent = |text: &str| Submission { heads: submitted(&town, "a01>R1 r1>U1").heads, ..moves(text) };
    let barred = |text: &str| faults(&town, &sent(text)).iter().filter(|(kind, _)| kind == "head-barred").count();
    // At home a02 works at U1, to which r1 goes: no kin of r1's.
    assert_eq!((barred(""), barred("a02>R1")), (0, 1));
}
