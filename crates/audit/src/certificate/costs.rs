//! The goals: what each costs a move and an auxiliary, and what stands before any move.

use super::auxiliaries::{Auxiliaries, Auxiliary, What};
use super::columns::Reach;
use super::names;
use super::rows::{Range, Rows};
use crate::columns::Step;
use crate::decided::retasks;
use crate::evenness;
use crate::goals;
use crate::published;
use crate::reading::Reading;
use lungang_domain::balance::Gauge;
use lungang_domain::goal::{Measure, Sense};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::number::ceil_div;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use std::collections::{BTreeMap, BTreeSet};

/// What a goal is made of.
#[derive(Debug)]
enum Made {
    Breach(RuleName),
    UnmetNeed,
    ShortPosts,
    WorstSchool,
    Retasks,
    Balance(BTreeSet<Gauge>),
    Unasked,
    Wishes,
    Turns,
    Alliance,
    Burden,
    Moves,
    Lottery,
    LotteryPosts,
    SharedHours,
    SharedJourney,
    /// Edits or changes: what counts of each teacher who has a row, and whether the others count as staying.
    Published(BTreeMap<TeacherIx, published::Stated>, bool),
    /// Scores by teacher and school.
    Scores(BTreeMap<(TeacherIx, SchoolIx), i128>),
}

/// A goal, minimised: value = constant ± Σ costs.
#[derive(Debug)]
pub(super) struct Goal {
    /// Whether larger is better; costs then have the sign turned.
    pub(super) maximised: bool,
    /// What stands before any move.
    pub(super) constant: i128,
    made: Made,
}

impl Goal {
    fn new(made: Made) -> Goal {
        Goal { maximised: false, constant: 0, made }
    }

    /// The sign that makes it a goal to be minimised.
    pub(super) fn sign(&self) -> i128 {
        if self.maximised { -1 } else { 1 }
    }

    /// Whether moves, retasks and ways cost all that it is made of.
    pub(super) fn of_moves(&self) -> bool {
        use Made::{Balance, Breach, SharedHours, SharedJourney, ShortPosts, UnmetNeed, WorstSchool};
        !matches!(
            self.made,
            Breach(_) | UnmetNeed | ShortPosts | WorstSchool | Balance(_) | SharedHours | SharedJourney
        )
    }

    /// What a move costs.
    pub(super) fn of_move(&self, reading: &Reading<'_>, step: &Step) -> i128 {
        match &self.made {
            Made::Breach(_) | Made::ShortPosts | Made::WorstSchool | Made::Balance(_) | Made::Retasks => 0,
            Made::SharedHours | Made::SharedJourney => 0,
            Made::UnmetNeed => goals::second_subject(reading, step).into(),
            Made::Unasked => goals::unasked(reading, step).into(),
            Made::Wishes => goals::wish(reading, step).into(),
            Made::Turns => goals::turn(reading, step).into(),
            Made::Alliance => goals::outside(reading, step).into(),
            Made::Burden => goals::burden(reading, step).into(),
            Made::Moves => 1,
            Made::Lottery => goals::person(reading, step).into(),
            Made::LotteryPosts => goals::number(reading, step).into(),
            Made::Published(rows, others) => published::of_move(rows, *others, step),
            Made::Scores(scores) => {
                let score = |s| scores.get(&(step.teacher, s)).copied().unwrap_or(0);
                self.sign() * (score(step.to) - score(step.from))
            }
        }
    }

    /// What a retask costs.
    pub(super) fn of_retask(&self, reading: &Reading<'_>, teacher: TeacherIx, post: usize) -> i128 {
        match &self.made {
            Made::UnmetNeed => retasks::second_subject(reading.policy, &reading.posts[post]).into(),
            Made::Retasks => 1,
            Made::LotteryPosts => retasks::number(reading, teacher, post).into(),
            Made::Breach(_) | Made::ShortPosts | Made::WorstSchool | Made::Balance(_) | Made::Wishes | Made::Burden => {
                0
            }
            Made::Unasked | Made::Turns | Made::Alliance | Made::Lottery | Made::Moves => 0,
            Made::SharedHours | Made::SharedJourney | Made::Published(..) | Made::Scores(_) => 0,
        }
    }

    /// What a period taught by a way from a post to shared hours costs, where moves cost something by themselves.
    pub(super) fn of_way(&self, reading: &Reading<'_>, (post, hours): (usize, usize)) -> i128 {
        match self.made {
            Made::LotteryPosts => goals::way_number(reading, (post, hours, 0)).into(),
            _ => 0,
        }
    }

    /// What one unit of an auxiliary costs.
    pub(super) fn of_auxiliary(&self, reading: &Reading<'_>, auxiliary: &Auxiliary) -> i64 {
        match (&self.made, auxiliary.what) {
            (Made::UnmetNeed, What::Short(post)) => i64::from(reading.posts[post].weight),
            (Made::ShortPosts, What::Short(_)) => 1,
            (Made::SharedHours, What::Periods(way)) => -reading.shared.hours[reading.ways[way].1].weight,
            (Made::SharedJourney, What::Periods(way)) => i64::from(reading.ways[way].2.div_ceil(100)),
            (Made::LotteryPosts, What::Periods(way)) => goals::way_number(reading, reading.ways[way]),
            (Made::Breach(rule), What::Breach(of)) => i64::from(*rule == of),
            (Made::WorstSchool, What::WorstRate) => 1,
            (Made::Balance(gauges), What::Head(gauge, cost)) if gauges.contains(&gauge) => cost,
            _ => 0,
        }
    }
}

/// Every goal in order: breaches of soft rules, then the policy's list. States the rows that measure the worst school.
pub(super) fn state(
    reading: &Reading<'_>,
    reach: &Reach,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
) -> Vec<Goal> {
    let policy = reading.policy;
    let soft = RuleName::ALL.iter().filter(|rule| policy.rules.mode(**rule) == Mode::Soft);
    let mut all = of_published(reading);
    all.extend(soft.map(|rule| Goal::new(Made::Breach(*rule))));
    let mut measured = false;
    for spec in &policy.goals {
        let Some(measure) = spec.measure() else { continue };
        all.push(match measure {
            Measure::UnmetNeed => {
                let untouched = reading.posts.iter().zip(&reach.touched).filter(|(_, touched)| !**touched);
                let constant = untouched.map(|(p, _)| i128::from(p.weight) * i128::from(p.short())).sum();
                Goal { constant, ..Goal::new(Made::UnmetNeed) }
            }
            Measure::ShortPosts => {
                let untouched = reading.posts.iter().zip(&reach.touched).filter(|(_, touched)| !**touched);
                let constant = untouched.map(|(p, _)| i128::from(p.short())).sum();
                Goal { constant, ..Goal::new(Made::ShortPosts) }
            }
            Measure::WorstSchool => {
                if !std::mem::replace(&mut measured, true) {
                    worst_school(reading, reach, rows, auxiliaries);
                }
                Goal::new(Made::WorstSchool)
            }
            Measure::Balance => {
                let gauges = spec.gauges();
                let even = gauges.iter().filter_map(|gauge| evenness::read(reading, *gauge));
                let constant = even.map(|e| i128::from(e.in_goal(e.before()))).sum();
                Goal { constant, ..Goal::new(Made::Balance(gauges)) }
            }
            Measure::SharedHours => {
                let untaught = reading.shared.hours.iter().map(|h| i128::from(h.weight) * i128::from(h.periods));
                Goal { constant: untaught.sum(), ..Goal::new(Made::SharedHours) }
            }
            Measure::SharedJourney => Goal::new(Made::SharedJourney),
            Measure::Retasks => Goal::new(Made::Retasks),
            Measure::VolunteersFirst => Goal::new(Made::Unasked),
            Measure::Wishes => Goal::new(Made::Wishes),
            Measure::Turns => Goal::new(Made::Turns),
            Measure::Alliance => Goal::new(Made::Alliance),
            Measure::Burden => Goal::new(Made::Burden),
            Measure::Disruption => Goal::new(Made::Moves),
            Measure::Lottery => Goal::new(Made::Lottery),
            Measure::LotteryPosts => Goal::new(Made::LotteryPosts),
            Measure::Scores => scores(reading, &spec.name, spec.sense == Sense::Max),
        });
    }
    all
}

/// Edits kept, then changes, where the county says what was published; the constant is what the published moves come to
/// when everybody stays.
fn of_published(reading: &Reading<'_>) -> Vec<Goal> {
    let goal = |edited: bool| {
        let (rows, constant) = published::stated(reading.county, edited)?;
        Some(Goal { constant: constant.into(), ..Goal::new(Made::Published(rows, !edited)) })
    };
    [true, false].into_iter().filter_map(goal).collect()
}

/// A user's scores; the constant is what they come to when everybody stays.
fn scores(reading: &Reading<'_>, name: &str, maximised: bool) -> Goal {
    let county = reading.county;
    let (mut all, mut constant) = (BTreeMap::new(), 0);
    for row in county.scores.iter().filter(|row| row.goal == name) {
        let value = i128::from(row.value);
        *all.entry((row.teacher, row.school)).or_insert(0) += value;
        if county.teacher(row.teacher).school == row.school {
            constant += value;
        }
    }
    Goal { maximised, constant, made: Made::Scores(all) }
}

/// required(s) · rate − 1000 · Σ short ≥ 1000 · Σ short of untouched posts, for every receiving school with a touched post.
fn worst_school(reading: &Reading<'_>, reach: &Reach, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) {
    let mut short_at = BTreeMap::new();
    for (at, auxiliary) in auxiliaries.list.iter().enumerate() {
        if let What::Short(post) = auxiliary.what {
            short_at.insert(post, at);
        }
    }
    let worst = auxiliaries.add(What::WorstRate, 0, 1000);
    let mut standing_worst = 0;
    let mut at = 0;
    for s in reading.county.school_ixs() {
        let posts = at..at + reading.posts[at..].iter().take_while(|p| p.school == s).count();
        at = posts.end;
        let required: i64 = posts.clone().map(|p| i64::from(reading.posts[p].required)).sum();
        if reading.side(s) != Side::Receiving || required == 0 {
            continue;
        }
        let untouched = posts.clone().filter(|p| !reach.touched[*p]);
        let standing: i64 = untouched.map(|p| i64::from(reading.posts[p].short())).sum();
        if !posts.clone().any(|p| reach.touched[p]) {
            standing_worst = ceil_div(1000 * i128::from(standing), i128::from(required)).max(standing_worst);
            continue;
        }
        let row = rows.add(&names::school(reading, "goal.worst_school", s), Range::at_least(1000 * standing));
        auxiliaries.touch(worst, row, required);
        for short in posts.filter_map(|p| short_at.get(&p)) {
            auxiliaries.touch(*short, row, -1000);
        }
    }
    auxiliaries.list[worst].lo = standing_worst.min(1000);
}
