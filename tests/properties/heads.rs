//! The exchange of heads of random small counties: the integer program against the audit's paths and against all permutations; prices
//! that prove it, and forgeries that the audit finds.

use crate::counties::{self, Dice};
use crate::seeds;
use crate::solving::SEED;
use jiff::civil::date;
use lungang_audit::{check, submission_of};
use lungang_domain::audit::AuditReport;
use lungang_domain::county::{County, CountyParts, Pin, PinKind, Relative};
use lungang_domain::heads::{GOALS, Head, Heads, Ranked, Tenure};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery::head_number;
use lungang_domain::needs::Needs;
use lungang_domain::number::Decimal;
use lungang_domain::plan::{Move, Plan, PlanStatus};
use lungang_domain::policy::{Param, Policy, Principals};
use lungang_domain::school::{Part, School, SchoolStage};
use lungang_domain::teacher::{Role, Sex, Status, Teacher};
use lungang_domain::travel::Position;
use lungang_solver::heads::heads;

/// Some schools with their heads, deputies and a few teachers, who are kin of one another now and then.
fn world(seed: u64, base: &Policy) -> (County, Policy, Vec<Move>) {
    let mut dice = Dice::new(seed);
    let mut policy = base.clone();
    let roles = [vec![Role::Principal], vec![Role::VicePrincipal, Role::Principal]];
    policy.principals = Some(Principals {
        on: Param::practice(true),
        roles: Param::practice(dice.pick(&roles).clone()),
        term_years: Param::practice(dice.between(1, 4) as u8),
        terms: Param::practice(dice.between(1, 3) as u8),
        exempt_before_retirement: Param::practice(dice.one_in(2)),
        same_stage: Param::practice(!dice.one_in(3)),
        avoid_kin: Param::practice(!dice.one_in(3)),
        max_km: dice.one_in(2).then(|| Param::practice(Decimal(5_000 * dice.between(10, 120) as i64))),
    });
    let mut parts = CountyParts { detour: Decimal::whole(1), ..CountyParts::default() };
    let count = dice.between(2, 6) as usize;
    for at in 0..count {
        let stage = *dice.pick(&[
            SchoolStage::Primary,
            SchoolStage::Primary,
            SchoolStage::TeachingPoint,
            SchoolStage::NineYear,
        ]);
        let lon = 76_000_000 + dice.below(400_000) as i32;
        let position = (!dice.one_in(8)).then_some(Position { lon, lat: 39_500_000 + dice.below(300_000) as i32 });
        parts.schools.push(School { position, public: !dice.one_in(12), ..School::new(format!("S{at}"), stage) });
        for (role, most) in [(Role::Principal, 1), (Role::VicePrincipal, 2), (Role::Teacher, 2)] {
            let odd = u64::from(dice.one_in(10));
            for _ in 0..dice.between(u64::from(role == Role::Principal), most) + odd {
                let id = format!("T{:02}", parts.teachers.len());
                let since = date(2026 - dice.below(12) as i16, 9, 1 + dice.below(2) as i8);
                parts.teachers.push(Teacher {
                    role,
                    subjects: vec![lungang_domain::id::SubjectIx(0)],
                    sex: Some(*dice.pick(&[Sex::Male, Sex::Female])),
                    birth: (!dice.one_in(8)).then(|| date(1965 + dice.below(25) as i16, 3, 1)),
                    office_since: (role != Role::Teacher && !dice.one_in(8)).then_some(since),
                    status: if dice.one_in(12) { Status::Leave } else { Status::OnDuty },
                    exemptions: if dice.one_in(12) { vec![0] } else { Vec::new() },
                    ..Teacher::new(id, SchoolIx::new(at), Part::Primary, date(2010, 9, 1))
                });
            }
        }
    }
    let people = parts.teachers.len() as u64;
    let mut moves: Vec<Move> = Vec::new();
    for at in 0..people as usize {
        let (teacher, school) = (TeacherIx::new(at), SchoolIx(dice.below(count as u64) as u32));
        if dice.one_in(3) {
            let relative = TeacherIx(dice.below(people) as u32);
            if relative != teacher {
                parts.relatives.push(Relative { teacher, relative, relation: String::new() });
            }
        }
        if dice.one_in(8) {
            let (kind, school) =
                *dice.pick(&[(PinKind::Stay, None), (PinKind::Forbid, None), (PinKind::Forbid, Some(school))]);
            parts.pins.push(Pin { teacher, kind, school, subject: None, reason: String::new() });
        }
        let person = &parts.teachers[at];
        if person.role == Role::Teacher && person.school != school && dice.one_in(2) {
            moves.push(Move { teacher, to: school, part: Part::Primary, subject: lungang_domain::id::SubjectIx(0) });
        }
    }
    (County::new(parts), policy, moves)
}

/// The best of all ways to give the heads of a role the offices of it, from the text of the formulation alone.
struct Brute<'a> {
    county: &'a County,
    terms: &'a Principals,
    moves: &'a [Move],
    all: Vec<Head>,
}

impl Brute<'_> {
    fn works(&self, who: TeacherIx) -> SchoolIx {
        let led = self.all.iter().find(|h| h.teacher == who && h.moves()).map(|h| h.to);
        let moved = self.moves.iter().find(|m| m.teacher == who).map(|m| m.to);
        led.or(moved).unwrap_or_else(|| self.county.serves_at(who))
    }

    fn may(&self, head: &Head, to: SchoolIx, taking: &[Head]) -> bool {
        let (county, terms) = (self.county, self.terms);
        let stage = |s: SchoolIx| match county.school(s).stage {
            SchoolStage::TeachingPoint => SchoolStage::Primary,
            other => other,
        };
        let whole = |km: &Param<Decimal>| f64::from(i32::try_from(km.value.0).expect("small")) / 10.0;
        let far = terms
            .max_km
            .as_ref()
            .is_some_and(|km| county.journey(head.teacher, to).is_some_and(|metres| f64::from(metres) > whole(km)));
        let pinned =
            county.pins.iter().any(|p| p.teacher == head.teacher && p.kind == PinKind::Forbid && p.school == Some(to));
        let places = taking.iter().filter(|h| h.from == to).count();
        let kin = county.kin_of(head.teacher).filter(|k| county.teacher(*k).status != Status::Retired);
        let kin = terms.avoid_kin.value
            && kin.into_iter().any(|k| self.works(k) == to || places > 1 && taking.iter().any(|h| h.teacher == k));
        let stages = !terms.same_stage.value || stage(to) == stage(head.from);
        to == head.from || stages && stage(to) != SchoolStage::Junior && !far && !pinned && !kin
    }

    fn cost(&self, head: &Head, to: SchoolIx) -> Ranked {
        let due = i64::from(head.tenure == Tenure::Due);
        if to == head.from {
            return [due, 0, 0, 0];
        }
        let hundreds =
            self.county.journey(head.teacher, to).map_or(0, |m| i64::from(m).div_euclid(100) + i64::from(m % 100 > 0));
        let number = head_number(SEED, &self.county.teacher(head.teacher).id, &self.county.school(to).id);
        [0, 1 - due, hundreds, i64::from(number)]
    }

    fn best(&self, taking: &[Head], used: &mut Vec<usize>) -> Option<Ranked> {
        let Some(head) = taking.get(used.len()) else { return Some([0; GOALS.len()]) };
        let mut best: Option<Ranked> = None;
        for place in 0..taking.len() {
            if used.contains(&place) || !self.may(head, taking[place].from, taking) {
                continue;
            }
            used.push(place);
            let rest = self.best(taking, used);
            used.pop();
            let cost = self.cost(head, taking[place].from);
            let sum = rest.map(|rest| std::array::from_fn(|goal| rest[goal] + cost[goal]));
            best = [best, sum].into_iter().flatten().min();
        }
        best
    }
}

fn audited(county: &County, policy: &Policy, heads: &Heads) -> AuditReport {
    let plan = Plan {
        status: PlanStatus::Gap,
        moves: Vec::new(),
        retasks: Vec::new(),
        visits: Vec::new(),
        heads: Some(heads.clone()),
        goals: Vec::new(),
    };
    check(county, policy, &submission_of(&plan, county, policy, &Needs::default(), SEED))
}

/// Faults of the exchange of heads alone: nothing is asked here of moves and goals.
fn faulted(report: &AuditReport) -> bool {
    let own = |kind: &str| {
        kind.starts_with("head") || kind == "certificate-heads" || kind == "goal-differs" || kind == "word-differs"
    };
    report.faults.iter().any(|f| own(&f.kind))
}

/// What the counties came to, so that a test of nothing is seen.
#[derive(Debug, Default)]
struct Seen {
    judged: u32,
    moves: u32,
    left: u32,
    early: u32,
    shared: u32,
    forged: u32,
}

#[test]
fn both_readings_agree_and_no_permutation_is_better() {
    let base = counties::base();
    let mut seen = Seen::default();
    let tried = seeds::some(160_000, 800);
    for seed in &tried {
        let (county, policy, moves) = world(*seed, &base);
        let found = heads(&county, &policy, &moves, SEED).expect("the solver does not fail").expect("it is on");
        let own = lungang_audit::headships(&county, &policy, &moves, SEED).expect("it is on");
        let bare = |heads: &Heads| heads.heads.iter().map(|h| Head { price: None, ..*h }).collect::<Vec<_>>();
        assert_eq!(
            (bare(&found), found.goals, &found.unchecked),
            (own.heads, own.goals, &own.unchecked),
            "county {seed}"
        );
        brute(*seed, (&county, &policy, &moves), &found, &mut seen);
        let still = heads(&county, &policy, &[], SEED).expect("the solver does not fail").expect("it is on");
        let report = audited(&county, &policy, &still);
        assert!(!faulted(&report), "county {seed}: {:#?}", report.faults);
        assert!(report.heads.is_some_and(|h| h.certified), "county {seed}");
        forged(*seed, (&county, &policy), &still, &mut seen);
    }
    println!("{} counties: {seen:?}", tried.len());
    let enough = seen.judged > 300 && seen.moves > 300 && seen.left > 50 && seen.early > 20 && seen.shared > 20;
    assert!(enough && seen.forged > 300 || !seeds::full(), "{seen:?}");
}

/// No permutation is better, role by role.
fn brute(seed: u64, (county, policy, moves): (&County, &Policy, &[Move]), found: &Heads, seen: &mut Seen) {
    let terms = policy.principals.as_ref().expect("terms");
    let stay = found.heads.iter().map(|h| Head { to: h.from, price: None, ..*h }).collect();
    let mut brute = Brute { county, terms, moves, all: stay };
    let mut sum = [0; GOALS.len()];
    for role in [Role::Principal, Role::VicePrincipal] {
        let own = |h: &&Head| h.role == role && h.tenure.takes_part();
        let taking: Vec<Head> = brute.all.iter().filter(own).copied().collect();
        if taking.len() > 8 {
            return;
        }
        let best = brute.best(&taking, &mut Vec::new()).expect("everybody may stay");
        sum = std::array::from_fn(|goal| sum[goal] + best[goal]);
        for h in &mut brute.all {
            h.to = found.heads.iter().find(|f| f.teacher == h.teacher && f.role == role).map_or(h.to, |f| f.to);
        }
    }
    assert_eq!(sum, found.goals, "county {seed}");
    seen.judged += 1;
    seen.moves += found.moves().count() as u32;
    seen.left += sum[0] as u32;
    seen.early += sum[1] as u32;
    seen.shared += found.offices.iter().filter(|o| o.places > 1).count() as u32;
}

/// A matching that is not the best, a price that is another and a tenure that is not so are found.
fn forged(seed: u64, (county, policy): (&County, &Policy), found: &Heads, seen: &mut Seen) {
    let mut dice = Dice::new(!seed);
    let taking: Vec<usize> = (0..found.heads.len()).filter(|at| found.heads[*at].price.is_some()).collect();
    if taking.is_empty() {
        return;
    }
    let (one, other) = (*dice.pick(&taking), *dice.pick(&taking));
    let mut swapped = found.clone();
    (swapped.heads[one].to, swapped.heads[other].to) = (found.heads[other].to, found.heads[one].to);
    let mut priced = found.clone();
    let goal = dice.below(GOALS.len() as u64) as usize;
    priced.heads[one].price.as_mut().expect("a price")[goal] += *dice.pick(&[1, -1, i64::MAX, i64::MIN / 2]) >> 1 | 1;
    let mut due = found.clone();
    due.heads[one].tenure = if due.heads[one].tenure == Tenure::Due { Tenure::Serving } else { Tenure::Due };
    let mut gone = found.clone();
    gone.heads.remove(one);
    for forged in [swapped, priced, due, gone].iter().filter(|forged| *forged != found) {
        let report = audited(county, policy, forged);
        assert!(faulted(&report), "county {seed}: {forged:#?}");
        seen.forged += 1;
    }
}
