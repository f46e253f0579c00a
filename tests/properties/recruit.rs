//! Recruitment plans of random small counties: the integer program against the audit's chains and against brute force; years that
//! recruit by them.

use crate::counties;
use crate::futures;
use crate::seeds;
use crate::solving::{SEED, solved};
use lungang_audit::submission_of;
use lungang_domain::county::{Authorised, County};
use lungang_domain::lottery;
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Param, Policy, Recruits};
use lungang_domain::projection::Projected;
use lungang_domain::recruitment::{Opening, Recruitment};
use lungang_domain::school::ByPart;
use lungang_domain::teacher::Status;
use lungang_domain::years::Happening;
use lungang_runner::recruit::{hires, recruitment};
use lungang_runner::years::Span;
use lungang_solver::Limits;
use lungang_solver::engine::fast::Fast;
use lungang_solver::recruit::recruit;

/// More combinations than this are left to the two readings.
const MOST: u64 = 20_000;

/// What the counties came to, so that a test of nothing is seen.
#[derive(Debug, Default)]
struct Seen {
    judged: u32,
    recruits: u32,
    left: u32,
    retiring: u32,
    departing: u32,
    later: u32,
    by_school: u32,
    by_total: u32,
    by_hardship: u32,
    by_lot: u32,
}

#[test]
fn both_readings_agree_and_nothing_is_better() {
    let base = counties::base();
    let mut seen = Seen::default();
    let tried = seeds::fitting(140_000, 600, |seed| {
        let (mut parts, mut policy, mut dice) = futures::world(seed, &base);
        for teacher in parts.teachers.iter_mut().filter(|_| dice.one_in(20)) {
            teacher.status = Status::Retired;
        }
        // Hardship weighs in every short post: only where it does not are there equals for it to decide between.
        if dice.one_in(2) {
            policy.weights.need_per_hardship = Param::practice(0);
            policy.weights.need_scarce = Param::practice(Decimal::whole(1));
        }
        if dice.one_in(2) {
            let people = parts.teachers.len() as u64;
            let mut total = || dice.between(people / 2, people + 4) as u32;
            parts.authorised = match seed % 2 {
                0 => Authorised::Total(total()),
                _ => Authorised::ByPart(ByPart { primary: Some(total()), junior: Some(total()) }),
            };
        }
        let county = County::new(parts);
        let (solution, needs) = solved(&county, &policy, &Fast::default(), &Limits::default())?;
        let plan = solution.into_plan().0;
        let years = dice.between(1, 5) as u16;
        let found = recruit(&county, &policy, &needs, plan.decided(), SEED, years).expect("the solver does not fail");
        let submission = submission_of(&plan, &county, &policy, &needs, SEED);
        assert_eq!(found, lungang_audit::recruitment(&county, &policy, &submission, years), "county {seed}");
        check(seed, &county, &policy, &found, &mut seen);
        Some(())
    });
    println!("{} counties: {seen:?}", tried.len());
    let leave = seen.retiring > 50 && seen.departing > 50 && seen.later > 50;
    let bind = seen.by_school > 50 && seen.by_total > 10 && seen.recruits > 100 && seen.left > 100;
    let decide = seen.by_hardship > 5 && seen.by_lot > 5;
    assert!(leave && bind && decide && seen.judged > 100 || !seeds::full(), "{seen:?}");
}

/// The proposal keeps every limit, and no other that does is better.
fn check(seed: u64, county: &County, policy: &Policy, found: &Recruitment, seen: &mut Seen) {
    let own: Vec<u32> = found.openings.iter().map(|o| o.recruits).collect();
    assert!(keeps(found, &own), "county {seed}: {found:#?}");
    let vacant = |o: &Opening| found.vacancies.iter().find(|v| v.school == o.school).map_or(0, |v| v.vacant());
    let of_school =
        |o: &Opening| found.openings.iter().filter(|p| p.school == o.school).map(|p| p.recruits).sum::<u32>();
    for opening in &found.openings {
        seen.left += opening.left();
        seen.later += opening.later;
        let full = of_school(opening) == vacant(opening);
        seen.by_school += u32::from(opening.left() > 0 && full);
        seen.by_total += u32::from(opening.left() > 0 && opening.weight > 0 && !full);
    }
    seen.recruits += found.recruits();
    seen.retiring += found.vacancies.iter().map(|v| v.retiring).sum::<u32>();
    seen.departing += found.vacancies.iter().map(|v| v.departing).sum::<u32>();
    let ways: u64 = found.openings.iter().map(|o| u64::from(o.short()) + 1).product();
    if ways > MOST {
        return;
    }
    seen.judged += 1;
    let merit = |n: &[u32]| merit(county, policy, found, n);
    let (mut n, mut worse) = (vec![0; own.len()], (false, false));
    loop {
        if keeps(found, &n) {
            let (one, best) = (merit(&n), merit(&own));
            assert!(one >= best, "county {seed}: {n:?} is better than {own:?}: {found:#?}");
            worse.0 |= one[..2] == best[..2] && one[2] > best[2];
            worse.1 |= one[..3] == best[..3] && one[3] > best[3];
        }
        // The next combination, as a number is counted on.
        let Some(at) = (0..n.len()).find(|at| n[*at] < found.openings[*at].short()) else { break };
        n[at] += 1;
        n[..at].fill(0);
    }
    seen.by_hardship += u32::from(worse.0);
    seen.by_lot += u32::from(worse.1);
}

fn keeps(plan: &Recruitment, n: &[u32]) -> bool {
    let sum = |of: &dyn Fn(&Opening) -> bool| -> u32 {
        plan.openings.iter().zip(n).filter(|(o, _)| of(o)).map(|(_, n)| *n).sum()
    };
    let schools = plan.vacancies.iter().all(|v| sum(&|o| o.school == v.school) <= v.vacant());
    schools && plan.rooms.iter().all(|r| sum(&|o| r.part.is_none_or(|part| part == o.part)) <= r.left())
}

/// Unmet need, recruits, hardship and lottery, the least first.
fn merit(county: &County, policy: &Policy, plan: &Recruitment, n: &[u32]) -> [i64; 4] {
    let mut sum = [0; 4];
    for (o, n) in plan.openings.iter().zip(n) {
        let school = county.school(o.school);
        let number = lottery::recruit_number(SEED, &school.id, o.part.name(), policy.subject_id(o.subject));
        let n = i64::from(*n);
        sum[0] += i64::from(o.weight) * (i64::from(o.short()) - n);
        sum[1] += n;
        sum[2] -= i64::from(school.hardship) * n;
        sum[3] += i64::from(number) * n;
    }
    sum
}

/// Whoever is new in a year of which the tables foresee nobody is whom the recruitment plan of the year before proposed.
#[test]
fn years_recruit_by_the_plan() {
    let base = counties::base();
    let (mut turns, mut hired) = (0, 0);
    seeds::fitting(150_000, 60, |seed| {
        let (parts, mut policy, _) = futures::world(seed, &base);
        policy.years.recruits = Some(Param::practice(Recruits::Plan));
        let dir = tempfile::tempdir().expect("a temporary folder");
        let county = futures::through_tables(&parts, &policy, dir.path()).ok()?;
        let planned = futures::planned(county, policy, Span { years: 3, lookahead: u16::from(seed % 4 == 0) });
        for pair in planned.records.windows(2) {
            let (now, next) = (&pair[0], &pair[1].county);
            let foreseen = now.county.projections.iter().filter(|p| p.year == next.school_year);
            if foreseen.into_iter().any(|p| matches!(p.what, Projected::Recruits { .. })) {
                continue;
            }
            let plan =
                recruitment(&now.county, &now.policy, &now.needs, &now.plan, futures::SEED, 1).expect("no fault");
            let proposed = hires(&plan).into_iter().map(|(school, _, subject)| {
                (now.county.school(school).id.clone(), now.policy.subject_id(subject).to_owned())
            });
            let events = planned.document.events.iter().filter(|e| e.school_year == next.school_year.label());
            let new = events.filter_map(|e| match &e.what {
                Happening::Recruited { to_school, subject } => Some((to_school.clone(), subject.clone())),
                _ => None,
            });
            let new: Vec<(String, String)> = new.collect();
            assert_eq!(new, proposed.collect::<Vec<_>>(), "{seed}: {:?}", next.school_year);
            turns += 1;
            hired += new.len();
        }
        (!planned.records.is_empty()).then_some(())
    });
    println!("{turns} turns of the year, {hired} recruits");
    assert!(turns > 10 && hired > 10 || !seeds::full(), "{turns} turns, {hired} recruits");
}
