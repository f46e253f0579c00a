//! What each measure costs a move.

use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Measured, Rows};
use crate::model::world::World;
use crate::wishes;
use lungang_domain::calendar::full_years;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery;
use lungang_domain::number::ceil_div;
use lungang_domain::plan::Direction;
use lungang_domain::school::Side;
use std::collections::{BTreeMap, HashMap};

/// The cost of a move or a retask, minimised.
pub(super) trait Cost: Send + Sync {
    /// Of a move.
    fn cost(&self, world: &World<'_>, candidate: &Candidate) -> i64;

    /// Of a retask; the teacher stays at the school.
    fn retask(&self, world: &World<'_>, candidate: &Candidate) -> i64;

    /// A lower bound of the cost of any move of this teacher.
    fn least(&self, world: &World<'_>, teacher: TeacherIx) -> i64;
}

/// What a post loses in worth that is filled with another subject than the teacher's main one: ⌈weight · (1 − credit)⌉.
pub(super) struct SecondSubject;

impl Cost for SecondSubject {
    fn cost(&self, world: &World<'_>, c: &Candidate) -> i64 {
        let main = world.teacher(c.teacher).main_subject() == Some(c.subject);
        if main { 0 } else { world.second_subject(c.post) }
    }

    fn retask(&self, world: &World<'_>, c: &Candidate) -> i64 {
        self.cost(world, c)
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        0
    }
}

/// One for every retask.
pub(super) struct Retasks;

impl Cost for Retasks {
    fn cost(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        1
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        0
    }
}

/// The counted rank of a wish that can come true; for any other school what stating no wish costs.
pub(super) struct Wishes {
    /// Costs of the schools that are wished, by teacher.
    costs: HashMap<TeacherIx, BTreeMap<SchoolIx, i64>>,
    other: i64,
}

impl Wishes {
    pub(super) fn new(world: &World<'_>) -> Self {
        let weights = &world.policy.weights;
        let cost = |rank: u32| i64::from(rank.min(weights.wish_unlisted.value));
        let wishing = world.county.teacher_ixs().filter(|t| world.county.wishes_of(*t).is_some());
        let costs = wishing.map(|t| {
            let leaver = Leaver::new(world, t);
            let leads = |school| leaver.as_ref().is_some_and(|l| l.goes_to(world, school));
            let counted = wishes::counted(world.county, t, leads).into_iter();
            (t, counted.map(|(school, rank)| (school, cost(rank))).collect())
        });
        Wishes { costs: costs.collect(), other: i64::from(weights.wish_none.value) }
    }
}

impl Cost for Wishes {
    fn cost(&self, _: &World<'_>, c: &Candidate) -> i64 {
        self.costs.get(&c.teacher).and_then(|costs| costs.get(&c.to)).copied().unwrap_or(self.other)
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, teacher: TeacherIx) -> i64 {
        let wished = self.costs.get(&teacher).into_iter().flat_map(BTreeMap::values);
        wished.copied().fold(self.other, i64::min)
    }
}

/// Postings of a teacher that ended before the reference day.
fn past_postings(county: &County, teacher: TeacherIx) -> i64 {
    let day = county.reference_day();
    county.postings_of(teacher).iter().filter(|p| p.end < day).count() as i64
}

/// How far from their turn those are who move: for each past posting, and for each year by which they are not yet long
/// enough beyond the clock.
pub(super) struct Turns {
    /// By teacher.
    costs: Vec<i64>,
}

impl Turns {
    pub(super) fn new(world: &World<'_>) -> Self {
        let (county, weights) = (world.county, &world.policy.weights);
        let (day, clock) = (county.reference_day(), i64::from(world.policy.eligibility.years_same_school.value));
        let [per_posting, postings_max, years_max] =
            [&weights.turn_per_posting, &weights.turn_postings_max, &weights.turn_years_max]
                .map(|w| i64::from(w.value));
        let cost = |t: TeacherIx| {
            let beyond = (full_years(county.teacher(t).joined, day) - clock).clamp(0, years_max);
            per_posting * past_postings(county, t).min(postings_max) + years_max - beyond
        };
        Turns { costs: county.teacher_ixs().map(cost).collect() }
    }
}

impl Cost for Turns {
    fn cost(&self, _: &World<'_>, c: &Candidate) -> i64 {
        self.costs[c.teacher.at()]
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, teacher: TeacherIx) -> i64 {
        self.costs[teacher.at()]
    }
}

/// One for every move outside the sender's alliance.
pub(super) struct Alliance;

impl Cost for Alliance {
    fn cost(&self, world: &World<'_>, c: &Candidate) -> i64 {
        i64::from(!world.allied(c.from, c.to))
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        0
    }
}

/// Journey in hundreds of metres, weighted up by past postings.
pub(super) struct Burden {
    /// 100 + per cent for past postings, by teacher.
    factor: Vec<i64>,
}

impl Burden {
    pub(super) fn new(world: &World<'_>) -> Self {
        let (county, weights) = (world.county, &world.policy.weights);
        let factor = county.teacher_ixs().map(|t| {
            100 + i64::from(weights.burden_per_posting.value)
                * past_postings(county, t).min(i64::from(weights.burden_postings_max.value))
        });
        Burden { factor: factor.collect() }
    }
}

impl Cost for Burden {
    fn cost(&self, _: &World<'_>, c: &Candidate) -> i64 {
        let hundreds = c.metres.map_or(0, |m| i64::from(m.div_ceil(100)));
        ceil_div(i128::from(hundreds * self.factor[c.teacher.at()]), 100)
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        0
    }
}

/// One for every move down of a teacher who did not apply.
pub(super) struct Unasked;

impl Cost for Unasked {
    fn cost(&self, world: &World<'_>, c: &Candidate) -> i64 {
        i64::from(c.direction == Some(Direction::Down) && !world.teacher(c.teacher).volunteer)
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    /// A move in another direction costs nothing.
    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        0
    }
}

/// One for every move.
pub(super) struct Disruption;

impl Cost for Disruption {
    fn cost(&self, _: &World<'_>, _: &Candidate) -> i64 {
        1
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        1
    }
}

/// The public lottery number of who moves: a post or a subject more to go to changes nobody's chance.
pub(super) struct Lottery {
    /// By teacher.
    numbers: Vec<i64>,
}

impl Lottery {
    pub(super) fn new(world: &World<'_>) -> Self {
        let number = |id: &str| i64::from(lottery::person_number(world.seed, id));
        Lottery { numbers: world.county.teachers.iter().map(|t| number(&t.id)).collect() }
    }
}

impl Cost for Lottery {
    fn cost(&self, _: &World<'_>, c: &Candidate) -> i64 {
        self.numbers[c.teacher.at()]
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, teacher: TeacherIx) -> i64 {
        self.numbers[teacher.at()]
    }
}

/// The move's public lottery number.
pub(super) struct LotteryPosts;

impl Cost for LotteryPosts {
    fn cost(&self, world: &World<'_>, c: &Candidate) -> i64 {
        let (teacher, school) = (&world.teacher(c.teacher).id, &world.county.school(c.to).id);
        let subject = world.policy.subject_id(c.subject);
        i64::from(lottery::number(world.seed, teacher, school, subject))
    }

    fn retask(&self, world: &World<'_>, c: &Candidate) -> i64 {
        self.cost(world, c)
    }

    fn least(&self, _: &World<'_>, _: TeacherIx) -> i64 {
        1
    }
}

/// The public lottery number of a period taught by a way.
pub(super) fn route_number(world: &World<'_>, route: u32) -> i64 {
    let route = world.needs.routes[route as usize];
    let (from, shared) = (world.post(route.post), &world.needs.shared[route.shared as usize]);
    let id = |s: SchoolIx| world.county.school(s).id.as_str();
    let subject = world.policy.subject_id(from.subject);
    i64::from(lottery::route_number(world.seed, id(from.school), id(shared.school), from.part.name(), subject))
}

/// A user's scores: the score at the new school less the score of staying.
pub(super) struct Scores {
    values: HashMap<(TeacherIx, SchoolIx), i64>,
    /// Least cost of a move, by teacher.
    least: Vec<i64>,
    staying: i64,
    sign: i64,
}

impl Scores {
    pub(super) fn new(world: &World<'_>, goal: &str, maximised: bool) -> Self {
        let sign = if maximised { -1 } else { 1 };
        let of_goal = || world.county.scores.iter().filter(|s| s.goal == goal);
        let values: HashMap<_, _> = of_goal().map(|s| ((s.teacher, s.school), s.value)).collect();
        let home = |t: TeacherIx| values.get(&(t, world.teacher(t).school)).copied().unwrap_or(0);
        // A school without a row scores 0.
        let mut least = vec![0; world.county.teachers.len()];
        of_goal().for_each(|s| least[s.teacher.at()] = (sign * s.value).min(least[s.teacher.at()]));
        for (t, least) in world.county.teacher_ixs().zip(&mut least) {
            *least -= sign * home(t);
        }
        let staying = world.county.teacher_ixs().map(home).sum();
        Scores { staying, values, least, sign }
    }

    /// The sum when nobody moves.
    pub(super) fn staying(&self) -> i64 {
        self.staying
    }
}

impl Cost for Scores {
    fn cost(&self, _: &World<'_>, c: &Candidate) -> i64 {
        let score = |s: SchoolIx| self.values.get(&(c.teacher, s)).copied().unwrap_or(0);
        self.sign * (score(c.to) - score(c.from))
    }

    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, _: &World<'_>, teacher: TeacherIx) -> i64 {
        self.least[teacher.at()]
    }
}

/// Rows that measure the largest shortfall rate of a receiving school:
/// required(s) · z − 1000 · Σ_k short(s,k) ≥ 1000 · (short posts that no move touches), z an integer.
pub(super) fn state_worst_school(world: &World<'_>, rows: &mut Rows) {
    if rows.auxiliaries.iter().any(|a| a.what == Measured::WorstRate) {
        // A second goal of this measure reads the same column.
        return;
    }
    let mut short_of: BTreeMap<u32, u32> = BTreeMap::new();
    for (i, a) in rows.auxiliaries.iter().enumerate() {
        if let Measured::Short(post) = a.what {
            short_of.insert(post, i as u32);
        }
    }
    let worst = rows.auxiliary(Measured::WorstRate, Bounds { lo: 0, hi: 1000 });
    let mut untouched_worst = 0;
    for s in world.county.school_ixs().filter(|s| world.sides[s.at()] == Side::Receiving) {
        let short = |i: usize| (i as u32, i64::from(world.needs.posts[i].short()));
        let posts: Vec<(u32, i64)> = world.needs.range_of(s).map(short).collect();
        let required: i64 = world.needs.posts_of(s).iter().map(|p| i64::from(p.required)).sum();
        if required == 0 {
            continue;
        }
        let standing: i64 = posts.iter().filter(|(p, _)| !short_of.contains_key(p)).map(|(_, short)| short).sum();
        let moving: Vec<u32> = posts.iter().filter_map(|(p, _)| short_of.get(p).copied()).collect();
        if moving.is_empty() {
            untouched_worst = untouched_worst.max(ceil_div(i128::from(1000 * standing), i128::from(required)));
            continue;
        }
        let row = rows.add_measure("worst-school", About::School(s), Range::at_least(1000 * standing));
        rows.touch(worst, row, required);
        for short in moving {
            rows.touch(crate::model::rows::AuxIx(short), row, -1000);
        }
    }
    rows.auxiliaries[worst.0 as usize].bounds.lo = untouched_worst.min(1000);
}
