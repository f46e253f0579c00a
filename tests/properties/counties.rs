//! Random small counties and policies, each from its seed.

use jiff::civil::date;
use lungang_domain::balance::Indicator;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{Authorised, County, CountyParts, NeedRow, Pin, PinKind, Posting, Relative, Score, Wish};
use lungang_domain::goal::{GoalSpec, Measure, Sense};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{
    BackboneOf, BedsUnknown, ByArea, ClassRatio, ContinuityWho, CouplesWho, LevelGrade, Mode, OlderTeachers, Param,
    Policy, Principals, QuotaCounts, QuotaOf, QuotaScope, QuotaTo, Waivable, Who, Within,
};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, ByPart, Part, School, SchoolStage, Tier};
use lungang_domain::teacher::{Role, Sex, Status, Teacher, Title};
use lungang_domain::travel::{Position, Trip};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of choices.
pub struct Dice(ChaCha12Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(ChaCha12Rng::seed_from_u64(seed))
    }

    /// 0 … n − 1; the slight bias of the remainder is of no account here.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n.max(1)
    }

    pub fn between(&mut self, lo: u64, hi: u64) -> u64 {
        lo + self.below(hi - lo + 1)
    }

    /// True once in n.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
}

/// A random small world: the county and the policy it is planned under.
pub fn world(seed: u64, base: &Policy) -> (CountyParts, Policy) {
    let mut dice = Dice::new(seed);
    let mut policy = policy(&mut dice, base);
    let mut schools = schools(&mut dice);
    itinerant(&mut Dice::new(!seed), &mut policy, &mut schools);
    quota(&mut Dice::new(seed.rotate_left(32)), &mut policy);
    let mut teachers = teachers(&mut dice, &schools, &policy);
    volunteers(&mut Dice::new(seed.rotate_left(16)), &mut policy, &mut teachers);
    establishment(&mut Dice::new(seed ^ ESTABLISHMENT), &mut policy, &mut schools, &mut teachers);
    let mut parts = CountyParts {
        name: format!("county {seed}"),
        school_year: Some(SchoolYear(2026)),
        detour: policy.movement.detour.value,
        schools,
        teachers,
        ..CountyParts::default()
    };
    needs(&mut dice, &mut parts);
    people(&mut dice, &mut parts);
    travel(&mut dice, &mut parts, &policy);
    retirement(&mut Dice::new(seed.rotate_left(17)), &mut policy, &mut parts);
    kin(&mut Dice::new(seed.rotate_left(29)), &mut parts);
    continuity(&mut Dice::new(seed.rotate_left(41)), &mut policy, &mut parts);
    heads(&mut Dice::new(seed.rotate_left(53)), &mut policy, &mut parts);
    if dice.one_in(4) {
        let posts: u32 = parts.schools.iter().map(|s| s.classes.iter().sum::<u32>()).sum();
        let total = (posts + dice.below(5) as u32).saturating_sub(1);
        parts.authorised = match dice.below(2) {
            0 => Authorised::Total(total),
            _ => Authorised::ByPart(ByPart { primary: Some(total), junior: None }),
        };
    }
    (parts, policy)
}

/// Subjects used: two common, two scarce.
const SUBJECTS: [&str; 4] = ["chinese", "maths", "music", "pe"];

fn subject(policy: &Policy, name: &str) -> SubjectIx {
    policy.subject(name).expect("the base policy has the subject")
}

fn policy(dice: &mut Dice, base: &Policy) -> Policy {
    let mut p = base.clone();
    for rule in RuleName::ALL {
        let mode = *dice.pick(&[Mode::Hard, Mode::Soft, Mode::Off]);
        p.rules.set_mode(*rule, mode, Some("a test".to_owned()));
    }
    let share = |dice: &mut Dice, most: u64| Param::practice(Decimal(500 * dice.below(most / 5 + 1) as i64));
    let r = &mut p.rules;
    r.exchange_quota.share = share(dice, 30);
    r.exchange_quota.scope = Param::practice(*dice.pick(&[QuotaScope::County, QuotaScope::School, QuotaScope::Both]));
    r.exchange_quota.counts = Param::practice(*dice.pick(&[QuotaCounts::New, QuotaCounts::Running]));
    r.backbone_share.share = share(dice, 40);
    r.backbone_share.of = Param::practice(*dice.pick(&[BackboneOf::Moved, BackboneOf::Eligible]));
    r.staffing_floor.tolerance = Param::practice(dice.below(2) as u32);
    r.outflow_cap.share = Param::practice(Decimal(2_500 * dice.between(1, 4) as i64));
    r.outflow_cap.subject_share = Param::practice(Decimal(2_500 * dice.between(0, 4) as i64));
    r.receiving_ceiling.share = share(dice, 30);
    r.inflow_cap.share = Param::practice(Decimal(2_500 * dice.between(0, 4) as i64));
    r.housing.km = Param::practice(Decimal::whole(dice.between(5, 40) as i64));
    // Not by the dice: what is drawn after it stays as it was.
    let unknown = if r.housing.km.value.floor_of(1) % 3 == 0 { BedsUnknown::None } else { BedsUnknown::Allow };
    r.housing.unknown = Some(Param::practice(unknown));
    r.couples.who = Param::practice(*dice.pick(&[CouplesWho::All, CouplesWho::Asked]));
    r.couples.km = Param::practice(Decimal::whole(dice.between(1, 40) as i64));
    // Not by the dice: what is drawn after it stays as it was.
    r.couples.apart = Param::practice(r.couples.km.value.floor_of(1) % 2 == 0);
    r.alliance_share.share = share(dice, 30);
    r.team_size.least = Param::practice(dice.between(1, 3) as u32);
    r.budget.yuan = Param::practice(dice.between(0, 12) as u32 * 3_000);
    r.graduating_share.share = share(dice, 30);
    r.two_way.share = share(dice, 30);
    r.two_way.same_subject = Param::practice(dice.one_in(2));
    let levels: Vec<String> = p.ladders.language.value.iter().map(|l| l.id.clone()).collect();
    r.language.minimum = dice.one_in(2).then(|| Param::practice(dice.pick(&levels).clone()));
    r.language.by_subject.insert("chinese".to_owned(), Param::practice(dice.pick(&levels).clone()));
    balance(dice, &mut p);
    p.movement.retasks = Param::practice(!dice.one_in(5));
    p.movement.second_subject_credit = Param::practice(Decimal(2_500 * dice.between(0, 4) as i64));
    p.weights.need_scarce = Param::practice(Decimal(*dice.pick(&[10_000, 12_500, 20_000])));
    p.eligibility.rest_years = Param::practice(2);
    p.movement.carries_post = Param::practice(dice.one_in(2));
    if dice.one_in(3) {
        p.movement.directions = Param::practice(vec![Direction::Down, Direction::Up, Direction::Level]);
    } else if p.rules.mode(RuleName::TwoWay) != Mode::Off && dice.one_in(2) {
        p.movement.directions = Param::practice(vec![Direction::Down, Direction::Up]);
    } else if !dice.one_in(4) {
        // Where nobody may go up, a share of the moves down would forbid them all.
        p.rules.two_way.share = Param::practice(Decimal(0));
    }
    let welfare = GoalSpec {
        name: "welfare".to_owned(),
        measure: Some(Measure::Scores),
        sense: *dice.pick(&[Sense::Min, Sense::Max]),
        ..GoalSpec::default()
    };
    p.goals.insert(dice.below(p.goals.len() as u64 - 1) as usize, welfare);
    if dice.one_in(3) {
        p.goals.retain(|g| g.name != "retasks");
    }
    if dice.one_in(3) {
        let short = GoalSpec { name: "short-posts".to_owned(), ..GoalSpec::default() };
        p.goals.insert(dice.below(2) as usize, short);
    }
    p
}

/// Of whom the quota is a share, which moves it counts, how many it lets go at most, and which backbone levels count.
fn quota(dice: &mut Dice, p: &mut Policy) {
    let r = &mut p.rules.exchange_quota;
    r.of = Some(Param::practice(*dice.pick(&[QuotaOf::Sending, QuotaOf::County])));
    r.to = Some(Param::practice(*dice.pick(&[QuotaTo::Receiving, QuotaTo::Rural])));
    // Of a handful of eligible teachers a tenth is nobody.
    let most = Decimal((r.share.value.0 + 1_000 * dice.between(1, 7) as i64).min(10_000));
    r.most = dice.one_in(5).then(|| Param::practice(most));
    let levels = [LevelGrade::School, LevelGrade::County, LevelGrade::Prefecture, LevelGrade::Province];
    let from = dice.below(3) as usize;
    p.rules.backbone_share.levels = (!dice.one_in(3)).then(|| Param::practice(levels[from..].to_vec()));
}

/// Who applied, what they may waive, and whether they go before the others.
fn volunteers(dice: &mut Dice, p: &mut Policy, teachers: &mut [Teacher]) {
    teachers.iter_mut().for_each(|t| t.volunteer = dice.one_in(3));
    let all = [Waivable::Years, Waivable::Age, Waivable::Rest];
    let waive: Vec<Waivable> = all.into_iter().filter(|_| dice.one_in(2)).collect();
    p.eligibility.volunteers_waive = dice.one_in(2).then(|| Param::practice(waive));
    // Where only those may go who applied, hardly anybody does.
    let who = match dice.below(15) {
        0..10 => Who::All,
        10..14 => Who::VolunteersFirst,
        _ => Who::Volunteers,
    };
    p.movement.who = Some(Param::practice(who));
    if who == Who::VolunteersFirst {
        let goal = GoalSpec { name: "volunteers-first".to_owned(), ..GoalSpec::default() };
        p.goals.insert(dice.below(p.goals.len() as u64 - 1) as usize, goal);
    }
}

/// Townships, central schools, and who may travel between them; loads are small, so that tiny counties have few ways to share
/// them out.
fn itinerant(dice: &mut Dice, p: &mut Policy, schools: &mut [School]) {
    for school in schools.iter_mut() {
        school.township = dice.one_in(2).then(|| dice.pick(&["upper", "lower"]).to_string());
    }
    for (at, school) in schools.iter_mut().enumerate().skip(1) {
        school.central_school = dice.one_in(4).then(|| SchoolIx::new(dice.below(at as u64) as usize));
    }
    let r = &mut p.rules.itinerant;
    r.share = Param::practice(Decimal(if dice.one_in(2) { 0 } else { 500 * dice.below(10) as i64 }));
    let all = [Within::Alliance, Within::Township, Within::CentralSchool];
    let within: Vec<Within> = all.into_iter().filter(|_| dice.one_in(2)).collect();
    r.within = Param::practice(if within.is_empty() { all.to_vec() } else { within });
    r.km = Param::practice(Decimal::whole(dice.between(5, 60) as i64));
    r.periods = (!dice.one_in(4)).then(|| Param::practice(dice.between(1, 6) as u32));
    r.subjects = dice.one_in(2).then(|| Param::practice(vec![(*dice.pick(&SUBJECTS)).to_owned()]));
    for (name, n) in [("shared-journey", 4), ("shared-hours", 2), ("turns", 3), ("alliance", 3)] {
        if dice.one_in(n) && p.goals.iter().all(|g| g.name != name) {
            let goal = GoalSpec { name: name.to_owned(), ..GoalSpec::default() };
            p.goals.insert(dice.below(p.goals.len() as u64 - 1) as usize, goal);
        }
    }
}

/// Keeps the draws of the establishment apart from the others of a seed.
const ESTABLISHMENT: u64 = 0x7f4a_7c15;

/// Every way to count posts: by classes that fade or end, for boarders, by area, by periods; and who does not teach.
fn establishment(dice: &mut Dice, p: &mut Policy, schools: &mut [School], teachers: &mut [Teacher]) {
    // Four in ten count posts as the base policy does, which leaves more to move.
    if dice.below(10) < 4 {
        return;
    }
    let s = &mut p.staffing;
    s.class_ratio = dice.pick(&[None, Some(ClassRatio::Taper), Some(ClassRatio::Cliff)]).map(Param::practice);
    for part in Part::ALL {
        *s.small_school_pupils.value.get_mut(part) = *dice.pick(&[0, 7, 30, 200, 200]);
        // Rural schools have posts to fill, others people to spare.
        let mut ratio = |least, most| Decimal(5_000 * dice.between(least, most) as i64);
        let by_area = ByArea { urban: ratio(30, 50), town: ratio(30, 50), rural: ratio(12, 40) };
        *s.pupils_per_post.value.get_mut(part) = if dice.one_in(2) { by_area } else { ByArea::same(by_area.rural) };
    }
    s.boarders_per_post = dice.one_in(3).then(|| Param::practice(dice.between(3, 12) as u32));
    for school in schools.iter_mut() {
        school.boarding = if dice.one_in(4) { dice.below(30) as u32 } else { 0 };
    }
    s.by_periods = Param::practice(dice.one_in(8));
    s.class_teacher_load = dice.one_in(2).then(|| Param::practice(Decimal(1_250 * dice.between(1, 8) as i64)));
    let older = OlderTeachers { from_age: 45, relief: Decimal(1_000 * dice.between(1, 5) as i64) };
    s.older_teachers = dice.one_in(2).then(|| Param::practice(older));
    let share = |dice: &mut Dice| Decimal(500 * dice.below(6) as i64);
    let shares = ByPart { primary: share(dice), junior: share(dice) };
    s.non_teaching = dice.one_in(3).then(|| Param::practice(shares));
    for teacher in teachers.iter_mut() {
        // On the reference day a day short of the age, just of it, younger, or nobody knows.
        let births = [Some(date(1981, 9, 2)), Some(date(1981, 9, 1)), Some(date(1985, 3, 1)), None];
        teacher.birth = if dice.one_in(4) { *dice.pick(&births) } else { teacher.birth };
        if dice.one_in(20) {
            teacher.role = *dice.pick(&[Role::Administrator, Role::Support]);
        }
        if dice.one_in(40) {
            teacher.status = *dice.pick(&[Status::Seconded, Status::Retired]);
        }
    }
}

/// Coefficients of tiny counties are large, and so are the limits drawn; half of the policies make it a goal.
fn balance(dice: &mut Dice, p: &mut Policy) {
    let some = |dice: &mut Dice| -> Vec<Indicator> {
        let chosen: Vec<Indicator> = Indicator::ALL.into_iter().filter(|_| dice.one_in(2)).collect();
        if chosen.is_empty() { Indicator::ALL.to_vec() } else { chosen }
    };
    let r = &mut p.rules.balance;
    r.indicators = Param::practice(some(dice));
    for indicator in Indicator::ALL {
        for stage in Part::ALL {
            let limit = Decimal(1_000 * dice.between(3, 20) as i64);
            *r.limit.get_mut(indicator).value.get_mut(stage) = limit;
        }
    }
    if dice.one_in(2) {
        let stages = *dice.pick(&[None, Some(Part::Primary)]);
        let goal = GoalSpec {
            name: "balance".to_owned(),
            indicators: Some(some(dice)),
            stages: stages.map(|s| vec![s]),
            ..GoalSpec::default()
        };
        p.goals.insert(dice.below(p.goals.len() as u64) as usize, goal);
    }
}

fn schools(dice: &mut Dice) -> Vec<School> {
    let count = dice.between(3, 5);
    (0..count)
        .map(|i| {
            let sends = i < 1 + dice.below(2);
            let stage = *dice.pick(&[SchoolStage::Primary, SchoolStage::Primary, SchoolStage::TeachingPoint]);
            let mut classes = [0; 9];
            classes[..3].iter_mut().for_each(|c| *c = dice.below(2) as u32);
            classes[0] = 1;
            let nine = dice.one_in(5);
            if nine {
                classes[6] = dice.below(3) as u32;
            }
            let stage = match (nine, sends) {
                (true, _) => SchoolStage::NineYear,
                (false, true) => SchoolStage::Primary,
                (false, false) => stage,
            };
            School {
                name: format!("school {i}"),
                area: if sends { *dice.pick(&[Area::Urban, Area::Town]) } else { Area::Rural },
                tier: *dice.pick(&[Tier::Ordinary, Tier::Ordinary, Tier::Ordinary, Tier::Weak, Tier::Quality]),
                public: !dice.one_in(12),
                pupils: ByPart { primary: dice.between(10, 70) as u32, junior: if nine { 20 * classes[6] } else { 0 } },
                classes,
                hardship: dice.below(7) as u8,
                alliance: dice.one_in(2).then(|| dice.pick(&["east", "west"]).to_string()),
                position: (!dice.one_in(10)).then(|| place(dice)),
                establishment: dice.one_in(2).then(|| dice.between(0, 4) as u32),
                posts_senior: dice.one_in(2).then(|| dice.below(3) as u32),
                beds: dice.one_in(3).then(|| dice.below(2) as u32),
                beds_male: dice.one_in(4).then(|| dice.below(2) as u32),
                beds_female: dice.one_in(4).then(|| dice.below(2) as u32),
                ..School::new(format!("S{}", (i * 7) % 10), stage)
            }
        })
        .collect()
}

fn place(dice: &mut Dice) -> Position {
    Position { lon: 76_000_000 + dice.below(500_000) as i32, lat: 39_500_000 + dice.below(400_000) as i32 }
}

fn teachers(dice: &mut Dice, schools: &[School], policy: &Policy) -> Vec<Teacher> {
    let count = dice.between(4, 14);
    (0..count)
        .map(|i| {
            let mut subjects = vec![subject(policy, dice.pick::<&str>(&SUBJECTS))];
            if dice.one_in(3) {
                let other = subject(policy, dice.pick::<&str>(&SUBJECTS));
                if !subjects.contains(&other) {
                    subjects.push(other);
                }
            }
            // Most work in the first two schools, which mostly send.
            let school = if dice.one_in(3) { dice.below(schools.len() as u64) } else { dice.below(2) };
            let years = if dice.one_in(3) { dice.below(6) } else { 8 } as i16;
            let part = if dice.one_in(4) { Part::Junior } else { Part::Primary };
            let (id, school) = (format!("T{:02}", (i * 37) % 100), SchoolIx(school as u32));
            Teacher {
                subjects,
                sex: *dice.pick(&[Some(Sex::Male), Some(Sex::Female), None]),
                birth: Some(date(1985, 3, 1)),
                title: *dice.pick(&[Title::Junior, Title::Intermediate, Title::Senior]),
                // One in four of those who hold a level holds one that mostly does not count.
                backbone: dice.one_in(2).then_some((i % 4) as u8),
                status: if dice.one_in(15) { Status::Leave } else { Status::OnDuty },
                exemptions: if dice.one_in(15) { vec![0] } else { Vec::new() },
                language: dice.one_in(2).then(|| dice.below(4) as u8),
                role: if dice.one_in(20) { Role::Principal } else { Role::Teacher },
                graduating: dice.one_in(3),
                home: dice.one_in(2).then(|| place(dice)),
                ..Teacher::new(id, school, part, date(2026 - years, 9, 1))
            }
        })
        .collect()
}

fn needs(dice: &mut Dice, parts: &mut CountyParts) {
    let subjects: Vec<SubjectIx> = parts.teachers.iter().flat_map(|t| t.subjects.clone()).collect();
    for school in 0..parts.schools.len() {
        for subject in subjects.iter().copied().collect::<std::collections::BTreeSet<_>>() {
            if dice.one_in(2) {
                let required = dice.below(3) as u32;
                let junior = parts.schools[school].stage == SchoolStage::NineYear && dice.one_in(2);
                parts.needs.push(NeedRow {
                    school: SchoolIx::new(school),
                    part: if junior { Part::Junior } else { Part::Primary },
                    subject,
                    required,
                    // Also below what is required or serves there already.
                    limit: dice.one_in(4).then(|| (required + dice.below(3) as u32).saturating_sub(1)),
                    weight: dice.one_in(3).then(|| dice.between(1, 9) as u32),
                });
            }
        }
    }
}

fn people(dice: &mut Dice, parts: &mut CountyParts) {
    let (teachers, schools) = (parts.teachers.len() as u64, parts.schools.len() as u64);
    if dice.one_in(2) {
        let (a, b) = (0, dice.between(1, teachers - 1) as usize);
        parts.teachers[a].spouse = Some(TeacherIx::new(b));
        parts.teachers[b].spouse = Some(TeacherIx::new(a));
        parts.teachers[b].together = dice.one_in(2);
    }
    for t in 0..teachers as usize {
        let home = parts.teachers[t].school;
        let (teacher, other) = (TeacherIx::new(t), SchoolIx(dice.below(schools) as u32));
        if other == home {
            continue;
        }
        if dice.one_in(3) {
            parts.wishes.push(Wish { teacher, rank: 1, school: other });
            // Some state more, with gaps between the ranks.
            let second = SchoolIx(dice.below(schools) as u32);
            if dice.one_in(2) && second != other && second != home {
                parts.wishes.push(Wish { teacher, rank: dice.between(2, 9) as u32, school: second });
            }
        }
        if dice.one_in(8) {
            let end = 2024 + dice.below(5) as i16;
            parts.postings.push(Posting {
                teacher,
                from: home,
                to: other,
                start: date(end - 1, 9, 1),
                end: date(end, 8, 31),
                subject: None,
            });
        }
        for school in [home, other] {
            if dice.one_in(3) {
                let value = dice.below(21) as i64 - 10;
                parts.scores.push(Score { goal: "welfare".to_owned(), teacher, school, value });
            }
        }
        if dice.one_in(25) {
            let kind = *dice.pick(&[PinKind::Forbid, PinKind::Stay, PinKind::Leave, PinKind::Post]);
            let school = matches!(kind, PinKind::Forbid | PinKind::Post).then_some(other);
            // In one subject of several the pin says less than without: both readings must tell them apart.
            let subject = school.and(dice.one_in(2).then(|| *dice.pick(&parts.teachers[t].subjects)));
            parts.pins.push(Pin { teacher, kind, school, subject, reason: String::new() });
        }
    }
}

/// Class teachers, and whose pupils keep their teacher.
fn continuity(dice: &mut Dice, policy: &mut Policy, parts: &mut CountyParts) {
    let all = [ContinuityWho::ClassTeacher, ContinuityWho::Graduating];
    let who = if dice.one_in(2) { all.to_vec() } else { vec![*dice.pick(&all)] };
    policy.rules.continuity.who = Param::practice(who);
    parts.teachers.iter_mut().for_each(|t| t.class_teacher = dice.one_in(4));
    if dice.one_in(2) {
        policy.rules.set_mode(RuleName::Continuity, Mode::Off, None);
    }
}

/// A third of the policies let heads change schools among themselves; then there is one more now and then. Since when they head their
/// schools is known of most.
fn heads(dice: &mut Dice, policy: &mut Policy, parts: &mut CountyParts) {
    if !dice.one_in(3) {
        return;
    }
    let roles = [vec![Role::Principal], vec![Role::Principal, Role::VicePrincipal]];
    policy.principals = Some(Principals {
        on: Param::practice(true),
        roles: Param::practice(dice.pick(&roles).clone()),
        term_years: Param::practice(dice.between(1, 3) as u8),
        terms: Param::practice(dice.between(1, 2) as u8),
        exempt_before_retirement: Param::practice(dice.one_in(2)),
        same_stage: Param::practice(dice.one_in(2)),
        avoid_kin: Param::practice(dice.one_in(2)),
        max_km: dice.one_in(2).then(|| Param::practice(Decimal::whole(dice.between(5, 40) as i64))),
    });
    let one = dice.below(parts.teachers.len() as u64) as usize;
    if dice.one_in(3) && parts.teachers[one].role == Role::Teacher {
        parts.teachers[one].role = Role::Principal;
    }
    for teacher in &mut parts.teachers {
        if matches!(teacher.role, Role::Principal | Role::VicePrincipal) {
            let since = date(2026 - dice.below(8) as i16, 9, 1 + dice.below(2) as i8);
            teacher.office_since = (!dice.one_in(8)).then_some(since);
        }
    }
}

/// A head or two, and who is kin to whom.
fn kin(dice: &mut Dice, parts: &mut CountyParts) {
    let count = parts.teachers.len() as u64;
    for _ in 0..dice.below(3) {
        let (teacher, relative) = (TeacherIx(dice.below(count) as u32), TeacherIx(dice.below(count) as u32));
        if teacher != relative {
            parts.teachers[relative.at()].role = *dice.pick(&[Role::Principal, Role::VicePrincipal, Role::Teacher]);
            parts.relatives.push(Relative { teacher, relative, relation: String::new() });
        }
    }
}

/// Some are near the date of retirement, of some nobody knows when they were born; half of the policies ask.
fn retirement(dice: &mut Dice, policy: &mut Policy, parts: &mut CountyParts) {
    policy.eligibility.before_retirement = Param::practice(dice.one_in(2));
    if dice.one_in(3) {
        (policy.eligibility.max_age_male, policy.eligibility.max_age_female) = (None, None);
    }
    for teacher in &mut parts.teachers {
        if dice.one_in(8) {
            let birth = date(*dice.pick(&[1966, 1967, 1971, 1972]), dice.between(1, 12) as i8, 1);
            teacher.birth = (!dice.one_in(3)).then_some(birth);
        }
    }
}

/// Some journeys by the table, each direction with its own length; many of them exactly at a limit of the policy or one
/// metre beyond, where rules are easily read otherwise.
fn travel(dice: &mut Dice, parts: &mut CountyParts, policy: &Policy) {
    let limits = [policy.rules.housing.km.value, policy.rules.couples.km.value].map(|km| km.floor_of(1000) as u32);
    let schools: Vec<String> = parts.schools.iter().map(|s| s.id.clone()).collect();
    let teachers: Vec<String> = parts.teachers.iter().map(|t| t.id.clone()).collect();
    for to in &schools {
        for from in schools.iter().chain(&teachers).filter(|from| *from != to) {
            if dice.one_in(6) {
                let metres = match dice.below(4) {
                    0 => *dice.pick(&limits),
                    1 => *dice.pick(&limits) + 1,
                    _ => dice.below(60_000) as u32,
                };
                let trip = Trip { metres: Some(metres), minutes: None };
                parts.travel.insert(from.clone(), to.clone(), trip);
            }
        }
    }
}

/// The same county with its input rows in another order.
pub fn shuffled(parts: &CountyParts, seed: u64) -> CountyParts {
    let mut dice = Dice::new(seed);
    let schools = permutation(&mut dice, parts.schools.len());
    let teachers = permutation(&mut dice, parts.teachers.len());
    let school = |s: SchoolIx| SchoolIx::new(schools[s.at()]);
    let teacher = |t: TeacherIx| TeacherIx::new(teachers[t.at()]);
    let mut out = parts.clone();
    for (old, s) in parts.schools.iter().enumerate() {
        out.schools[schools[old]] = School { central_school: s.central_school.map(school), ..s.clone() };
    }
    for (old, t) in parts.teachers.iter().enumerate() {
        let moved = Teacher { school: school(t.school), spouse: t.spouse.map(teacher), ..t.clone() };
        out.teachers[teachers[old]] = moved;
    }
    out.needs.iter_mut().for_each(|n| n.school = school(n.school));
    out.wishes.iter_mut().for_each(|w| (w.teacher, w.school) = (teacher(w.teacher), school(w.school)));
    out.scores.iter_mut().for_each(|s| (s.teacher, s.school) = (teacher(s.teacher), school(s.school)));
    out.pins.iter_mut().for_each(|p| (p.teacher, p.school) = (teacher(p.teacher), p.school.map(school)));
    out.postings
        .iter_mut()
        .for_each(|p| (p.teacher, p.from, p.to) = (teacher(p.teacher), school(p.from), school(p.to)));
    out.relatives.iter_mut().for_each(|r| (r.teacher, r.relative) = (teacher(r.teacher), teacher(r.relative)));
    out.relatives.reverse();
    out.pins.reverse();
    out.needs.reverse();
    out.wishes.reverse();
    out.scores.reverse();
    out.postings.reverse();
    out
}

fn permutation(dice: &mut Dice, n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, dice.below(i as u64 + 1) as usize);
    }
    order
}

/// The base policy of all random ones.
pub fn base() -> Policy {
    lungang_policies::load("national", None).expect("the built-in policy loads")
}

/// A random world, sorted and indexed.
pub fn county(seed: u64, base: &Policy) -> (County, Policy) {
    let (parts, policy) = world(seed, base);
    (County::new(parts), policy)
}
