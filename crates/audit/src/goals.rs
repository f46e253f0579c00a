//! The goals recomputed from the moves, in integers: what was published first, then breaches of soft rules, then the
//! policy's list.

use crate::columns::Step;
use crate::decided::retasks;
use crate::evenness;
use crate::published;
use crate::reading::Reading;
use crate::rules::Measured;
use crate::world::World;
use lungang_domain::calendar::full_years;
use lungang_domain::goal::Measure;
use lungang_domain::id::SchoolIx;
use lungang_domain::lottery;
use lungang_domain::missing::{Missing, Unmeasured};
use lungang_domain::number::ceil_div;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// Every goal with its value, in order.
pub fn recompute(world: &World<'_>, measured: &[(RuleName, Measured)]) -> Vec<(String, i64)> {
    let policy = world.before.policy;
    let breaches = measured
        .iter()
        .filter(|(rule, _)| policy.rules.mode(*rule) == Mode::Soft)
        .map(|(rule, m)| (format!("breach:{rule}"), m.amount));
    let published = published::recompute(world);
    let listed = policy.goals.iter().filter_map(|goal| {
        let value = match goal.measure()? {
            Measure::UnmetNeed => unmet_need(world),
            Measure::ShortPosts => total(world.posts().map(|(i, _)| world.short_after(i))),
            Measure::WorstSchool => worst_school(world),
            Measure::Retasks => world.retasks.len() as i64,
            Measure::VolunteersFirst => total(world.steps.iter().map(|s| unasked(world.before, s))),
            Measure::Wishes => total(world.steps.iter().map(|s| wish(world.before, s))),
            Measure::Turns => total(world.steps.iter().map(|s| turn(world.before, s))),
            Measure::Alliance => total(world.steps.iter().map(|s| outside(world.before, s))),
            Measure::Burden => total(world.steps.iter().map(|s| burden(world.before, s))),
            Measure::Disruption => world.steps.len() as i64,
            Measure::Lottery => total(world.steps.iter().map(|s| person(world.before, s))),
            Measure::LotteryPosts => {
                let moves = world.steps.iter().map(|s| number(world.before, s));
                let posts = world.retasks.iter().filter_map(|r| Some((r.teacher, r.post?)));
                let stays = posts.map(|(teacher, post)| retasks::number(world.before, teacher, post));
                total(
                    moves
                        .chain(stays)
                        .chain(ways_of(world).map(|(way, periods)| way_number(world.before, way) * periods)),
                )
            }
            Measure::SharedHours => shared_hours(world),
            Measure::SharedJourney => {
                total(ways_of(world).map(|((.., metres), periods)| i64::from(metres.div_ceil(100)) * periods))
            }
            Measure::Scores => scores(world, &goal.name),
            Measure::Balance => {
                let even = goal.gauges().into_iter().filter_map(|gauge| evenness::read(world.before, gauge));
                total(even.map(|e| e.in_goal(e.after(world))))
            }
        };
        Some((goal.name.clone(), value))
    });
    published.into_iter().chain(breaches).chain(listed).collect()
}

/// What of a goal could not be measured, because nobody knows how far it is.
pub fn unmeasured(world: &World<'_>, name: &str) -> Option<Unmeasured> {
    let policy = world.before.policy;
    let known: Vec<bool> = match policy.goals.iter().find(|g| g.name == name)?.measure()? {
        Measure::Burden => world.steps.iter().map(|s| world.before.county.journey(s.teacher, s.to).is_some()).collect(),
        Measure::SharedJourney => world.before.shared.ways_known(world.before.county, policy),
        _ => return None,
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let places = known.iter().filter(|known| !**known).count();
    (places > 0).then(|| Unmeasured { missing: Missing::Journey, places: count(places), of: count(known.len()) })
}

/// Σ weight · short over all posts, and what is lost where somebody teaches another subject than the main one.
pub fn unmet_need(world: &World<'_>) -> i64 {
    let short = world.posts().map(|(i, p)| i64::from(p.weight).saturating_mul(world.short_after(i)));
    let moves = world.steps.iter().map(|s| second_subject(world.before, s));
    let posts = world.retasks.iter().filter_map(|r| Some(&world.before.posts[r.post?]));
    total(short.chain(moves).chain(posts.map(|post| retasks::second_subject(world.before.policy, post))))
}

/// The same before any move, after the best retasking.
pub fn unmet_need_before(reading: &Reading<'_>) -> i64 {
    let short = reading.posts.iter().map(|p| i64::from(p.weight).saturating_mul(i64::from(p.short())));
    let posts = reading.retasks.iter().map(|(_, post)| &reading.posts[*post]);
    total(short.chain(posts.map(|post| retasks::second_subject(reading.policy, post))))
}

/// What the post of a move loses in worth where it is another subject than the teacher's main one.
pub(crate) fn second_subject(reading: &Reading<'_>, step: &Step) -> i64 {
    let main = reading.county.teacher(step.teacher).main_subject();
    let other = step.subject.filter(|k| Some(*k) != main);
    let post = other.and_then(|k| reading.post((step.to, step.part, k)));
    post.map_or(0, |post| retasks::second_subject(reading.policy, &reading.posts[post]))
}

/// The largest ⌈1000 · Σ short / Σ required⌉ of a receiving school that requires anybody.
fn worst_school(world: &World<'_>) -> i64 {
    let mut schools: BTreeMap<SchoolIx, (i64, i64)> = BTreeMap::new();
    for (i, p) in world.posts().filter(|(_, p)| world.before.side(p.school) == Side::Receiving) {
        let (short, required) = schools.entry(p.school).or_default();
        *short += world.short_after(i);
        *required += i64::from(p.required);
    }
    let rates = schools.values().filter(|(_, required)| *required > 0);
    rates.map(|&(short, required)| ceil_div(1000 * i128::from(short), i128::from(required))).max().unwrap_or(0)
}

/// Whether a teacher moves down who did not apply.
pub(crate) fn unasked(reading: &Reading<'_>, step: &Step) -> i64 {
    i64::from(step.direction == Some(Direction::Down) && !reading.county.teacher(step.teacher).volunteer)
}

/// The counted rank of a wish, up to what the policy lets a rank cost; what stating no wish costs for any other school.
pub(crate) fn wish(reading: &Reading<'_>, step: &Step) -> i64 {
    let weights = &reading.policy.weights;
    i64::from(match reading.wished.get(&step.teacher).and_then(|ranks| ranks.get(&step.to)) {
        Some(rank) => *rank.min(&weights.wish_unlisted.value),
        None => weights.wish_none.value,
    })
}

/// How often a teacher was away before the school year.
fn postings(reading: &Reading<'_>, step: &Step) -> u32 {
    let day = reading.county.reference_day();
    let over = reading.county.postings_of(step.teacher).iter().filter(|p| p.end < day);
    u32::try_from(over.count()).unwrap_or(u32::MAX)
}

/// per posting · min(past postings, most) + most years − min(most years, whole years at the school beyond the clock).
pub(crate) fn turn(reading: &Reading<'_>, step: &Step) -> i64 {
    let (county, weights) = (reading.county, &reading.policy.weights);
    let served = full_years(county.teacher(step.teacher).joined, county.reference_day());
    let beyond = (served - i64::from(reading.policy.eligibility.years_same_school.value)).max(0);
    let most = i64::from(weights.turn_years_max.value);
    let sent = i64::from(postings(reading, step).min(weights.turn_postings_max.value));
    i64::from(weights.turn_per_posting.value) * sent + most - beyond.min(most)
}

/// One for a move between schools that are not in one alliance.
pub(crate) fn outside(reading: &Reading<'_>, step: &Step) -> i64 {
    let [from, to] = [step.from, step.to].map(|s| reading.county.school(s).alliance.as_ref());
    i64::from(from.is_none() || from != to)
}

/// ⌈⌈journey / 100 m⌉ · (100 + per posting · min(past postings, most)) / 100⌉; nothing where the journey is unknown.
pub(crate) fn burden(reading: &Reading<'_>, step: &Step) -> i64 {
    let (county, weights) = (reading.county, &reading.policy.weights);
    let Some(metres) = county.journey(step.teacher, step.to) else {
        return 0;
    };
    let counted = postings(reading, step).min(weights.burden_postings_max.value);
    let factor = 100 + i128::from(weights.burden_per_posting.value) * i128::from(counted);
    ceil_div(i128::from(metres.div_ceil(100)) * factor, 100)
}

/// The public lottery number of who moves.
pub(crate) fn person(reading: &Reading<'_>, step: &Step) -> i64 {
    i64::from(lottery::person_number(reading.seed, &reading.county.teacher(step.teacher).id))
}

/// The public lottery number of the move.
pub(crate) fn number(reading: &Reading<'_>, step: &Step) -> i64 {
    let subject = step.subject.and_then(|k| reading.policy.subjects.get(k.at())).map_or("", |k| k.id.as_str());
    let (teacher, school) = (reading.county.teacher(step.teacher), reading.county.school(step.to));
    i64::from(lottery::number(reading.seed, &teacher.id, &school.id, subject))
}

/// Every way that is taught by, with its periods.
fn ways_of<'a>(world: &'a World<'_>) -> impl Iterator<Item = ((usize, usize, u32), i64)> + 'a {
    world.lessons.iter().filter_map(|lesson| {
        let (post, hours) = lesson.way?;
        Some(((post, hours, world.before.way(post, hours)?), lesson.periods))
    })
}

/// Σ weight · (shared periods − those taught).
fn shared_hours(world: &World<'_>) -> i64 {
    let all = &world.before.shared.hours;
    let untaught = total(all.iter().map(|h| h.weight.saturating_mul(h.periods)));
    untaught - total(ways_of(world).map(|((_, hours, _), periods)| all[hours].weight.saturating_mul(periods)))
}

/// The public lottery number of a period taught by a way.
pub(crate) fn way_number(reading: &Reading<'_>, (post, hours, _): (usize, usize, u32)) -> i64 {
    let (from, part, subject) = reading.posts[post].key();
    let (from, to) = (reading.school_id(from), reading.school_id(reading.shared.hours[hours].key.0));
    let subject = reading.policy.subject_id(subject);
    i64::from(lottery::route_number(reading.seed, &from, &to, part.name(), subject))
}

/// Σ over teachers of the score at the school where they end; who does not move counts with the home school.
fn scores(world: &World<'_>, goal: &str) -> i64 {
    let county = world.before.county;
    let ends = |t| world.moves_of(t).next().map_or(county.teacher(t).school, |step| step.to);
    let rows = county.scores.iter().filter(|row| row.goal == goal && ends(row.teacher) == row.school);
    total(rows.map(|row| row.value))
}

/// A sum that stays at the largest number rather than stop the audit.
pub fn total(values: impl Iterator<Item = i64>) -> i64 {
    values.fold(0, i64::saturating_add)
}
