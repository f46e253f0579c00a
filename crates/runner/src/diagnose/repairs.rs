//! Repairs in the policy's own words. The elastic model says by how much a rule must give way; that becomes a figure of the
//! policy or the tables, or an exception for one place, and is solved again before it is proposed.

use super::change::{apply, small};
use super::elastic::{Answer, Elastic, Means, Slack};
use super::hires;
use crate::why::softened;
use crate::year::YearError;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Asks, Change, Instance, Place, Repair};
use lungang_domain::number::{Decimal, ceil_div};
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::Policy;
use lungang_domain::rule::{Asked, Counted, Cure, Everywhere, GivesWay, Kind, Row, RuleName};
use lungang_solver::model::world::World;
use lungang_solver::{eligibility, staffing};
use std::collections::BTreeSet;

/// Most members of the set that are tried one by one.
const TRIED: usize = 24;

/// Relative gap of the price of what gives way at several places together.
const NEARLY: f64 = 0.05;

/// What repairs are made from.
pub(super) struct Workshop<'a> {
    /// The county.
    pub county: &'a County,
    /// Its policy.
    pub policy: &'a Policy,
    /// Who solves.
    pub means: Means<'a>,
}

/// Slacks that give way together, each with its units, and the moves that use them.
struct Way {
    steps: Vec<(usize, i64)>,
    moves: Vec<Move>,
}

impl Workshop<'_> {
    /// The repairs, ranked, and whether all that were thought of were tried.
    ///
    /// # Errors
    /// The solver failed, or a changed county cannot be stated.
    pub fn repairs(&self, elastic: &mut Elastic<'_>, set: &[usize]) -> Result<(Vec<Repair>, bool), YearError> {
        let mut ways = Vec::new();
        let mut all = true;
        let mut singles = set.to_vec();
        // Law first, so that a limit hides no quota behind a hundred caps; what is proposed is ranked afterwards.
        singles.sort_by_key(|i| (!elastic.slacks[*i].law, elastic.slacks[*i].price));
        all &= singles.len() <= TRIED;
        for one in singles.into_iter().take(TRIED) {
            all &= self.way(elastic, |i| i == one, &mut ways)?;
        }
        let rules: BTreeSet<RuleName> = set.iter().map(|i| elastic.slacks[*i].instance.rule).collect();
        let mut whole = Vec::new();
        for rule in rules {
            let of: Vec<bool> = elastic.slacks.iter().map(|s| s.instance.rule == rule).collect();
            all &= self.way(elastic, |i| of[i], &mut whole)?;
        }
        let law: Vec<bool> = elastic.slacks.iter().map(|s| s.law).collect();
        let spared = ways.len();
        all &= self.way(elastic, |i| !law[i], &mut ways)?;
        if ways.len() == spared {
            all &= self.way(elastic, |_| true, &mut ways)?;
        }

        let mut repairs: Vec<Repair> = Vec::new();
        let mut keep = |repair: Option<Repair>| {
            if let Some(repair) = repair.filter(|r| repairs.iter().all(|other| other.changes != r.changes)) {
                repairs.push(repair);
            }
        };
        for way in &whole {
            keep(self.of_policy(elastic, way)?);
        }
        for way in &ways {
            keep(self.of_places(elastic, way)?);
            keep(self.of_hires(elastic, way)?);
        }
        all &= !elastic.stopped();
        // At one price, what is a figure or a row comes before an exception.
        let excepts = |r: &Repair| r.changes.iter().any(|c| matches!(c, Change::Exception { .. }));
        repairs.sort_by_key(|r| (r.law, r.price, excepts(r), r.changes.len()));
        Ok((repairs, all))
    }

    /// The cheapest way when only these slacks give way; `false` where a limit hid it.
    fn way(
        &self,
        elastic: &mut Elastic<'_>,
        free: impl Fn(usize) -> bool,
        ways: &mut Vec<Way>,
    ) -> Result<bool, YearError> {
        let cost =
            |law: bool| -> Vec<i64> { elastic.slacks.iter().map(|s| if s.law == law { s.price } else { 0 }).collect() };
        let costs = [cost(true), cost(false)];
        let alone = elastic.slacks.iter().enumerate().filter(|(i, _)| free(*i)).count() == 1;
        let gap = if alone { 0.0 } else { NEARLY };
        match elastic.solve(|i| if free(i) { i64::MAX } else { 0 }, &costs, gap)? {
            Answer::Fails => Ok(true),
            Answer::Unknown => Ok(false),
            Answer::Holds { breaches, moves, cheapest } => {
                let steps: Vec<_> = breaches.into_iter().enumerate().filter(|(_, by)| *by > 0).collect();
                if ways.iter().all(|w| w.steps != steps) {
                    ways.push(Way { steps, moves });
                }
                Ok(cheapest)
            }
        }
    }

    /// A way as changes at their places: figures where there are such, else exceptions.
    fn of_places(&self, elastic: &Elastic<'_>, way: &Way) -> Result<Option<Repair>, YearError> {
        let world = &elastic.formulation.world;
        let slack = |i: usize| &elastic.slacks[i];
        let figures = way.steps.iter().map(|(i, by)| {
            let figure = self.figure(world, slack(*i), *by, &way.moves);
            figure.unwrap_or_else(|| exception(slack(*i), *by))
        });
        let mut figures: Vec<Change> = figures.collect();
        let exceptions: Vec<Change> = way.steps.iter().map(|(i, by)| exception(slack(*i), *by)).collect();
        if !self.holds(&figures)? {
            // A figure can mean more than the place it was made for: a new teacher is counted in other rules too.
            figures = exceptions;
            if !self.holds(&figures)? {
                return Ok(None);
            }
        }
        if let [only] = figures.as_slice() {
            figures = vec![self.least(only.clone())?];
        }
        Ok(Some(self.priced(elastic, way, figures)))
    }

    /// A way within one rule as a change of the rule's own figure, which holds at every place.
    fn of_policy(&self, elastic: &Elastic<'_>, way: &Way) -> Result<Option<Repair>, YearError> {
        let world = &elastic.formulation.world;
        let steps: Vec<(&Instance, i64)> =
            way.steps.iter().map(|(i, by)| (&elastic.slacks[*i].instance, *by)).collect();
        let Some(change) = self.everywhere(world, &steps) else { return Ok(None) };
        if !self.holds(std::slice::from_ref(&change))? {
            return Ok(None);
        }
        let change = self.least(change)?;
        Ok(Some(self.priced(elastic, way, vec![change])))
    }

    /// New teachers where one school gives way, who spare its rule.
    fn of_hires(&self, elastic: &Elastic<'_>, way: &Way) -> Result<Option<Repair>, YearError> {
        let [(only, by)] = way.steps.as_slice() else { return Ok(None) };
        let world = &elastic.formulation.world;
        let Some(change) = hires::at(world, &elastic.slacks[*only], *by, &way.moves) else { return Ok(None) };
        let count = if let Change::Hire { count, .. } = change { i64::from(count) } else { 0 };
        let changes = vec![change];
        let price = i64::from(self.policy.repairs.one_more_teacher.value) * count;
        Ok(self.holds(&changes)?.then_some(Repair { changes, law: false, price }))
    }

    fn priced(&self, elastic: &Elastic<'_>, way: &Way, changes: Vec<Change>) -> Repair {
        let hire = i64::from(self.policy.repairs.one_more_teacher.value);
        let hires = |instance: &Instance| {
            changes.iter().any(
                |c| matches!(c, Change::Hire { post: (s, part, k), .. } if instance.place == Place::Post(*s, *part, *k)),
            )
        };
        let price = way.steps.iter().map(|(i, by)| {
            let slack = &elastic.slacks[*i];
            by * if hires(&slack.instance) { hire * 1000 } else { slack.price }
        });
        let price = ceil_div(i128::from(price.sum::<i64>()), 1000);
        let law = changes.iter().any(|change| self.weakens_law(change));
        Repair { changes, law, price }
    }

    /// Whether a change weakens a law; more beds, posts, teachers or fewer pins leave it as it is.
    fn weakens_law(&self, change: &Change) -> bool {
        let rule = match change {
            Change::Parameter { rule, .. } => *rule,
            Change::Exception { instance, .. } => instance.rule,
            _ => return false,
        };
        self.policy.rules.switches().get(&rule).is_some_and(|switch| switch.law)
    }

    /// The change of a figure that lets one place give way by so much; `None` where no figure stands for it.
    fn figure(&self, world: &World<'_>, slack: &Slack, by: i64, moves: &[Move]) -> Option<Change> {
        let instance = &slack.instance;
        let (rule, place) = (instance.rule, instance.place);
        let number = match instance.asks {
            Asks::Number(n) => n,
            Asks::Nothing | Asks::Share(_) | Asks::Coefficient(_) => 0,
        };
        match (slack.row.cure, place) {
            (Cure::Share, _) => self.parameter(rule, Kind::Share, |_| {
                let share = self.share(world, slack.row, number - by, moves)?;
                Some(Asks::Share(share))
            }),
            (Cure::Most, _) => self.parameter(rule, Kind::Most, |_| {
                let base = world.quota.county;
                let share =
                    ceil_div(i128::from((number + by + base.running) * Decimal::ONE), i128::from(base.people.max(1)));
                (share <= Decimal::ONE).then_some(Asks::Share(Decimal(share)))
            }),
            (Cure::Number, _) => self.parameter(rule, Kind::Number, |_| Some(Asks::Number(number + by))),
            (Cure::Coefficient, _) => self.parameter(rule, Kind::Coefficient(instance.sentence), |from| {
                // A unit is a ten-thousandth of the square.
                let square = (from.0 * from.0).saturating_add(by.saturating_mul(Decimal::ONE)).unsigned_abs();
                let root = square.isqrt();
                Some(Asks::Coefficient(Decimal((root + u64::from(root * root < square)) as i64)))
            }),
            (Cure::Column(column), Place::School(school)) => {
                let from = column.of(world.county.school(school))?;
                Some(Change::School { school, rule, column, from, to: small(number + by) })
            }
            (Cure::Limit, Place::Post(s, part, k)) => {
                Some(Change::Limit { rule, post: (s, part, k), from: small(number), to: small(number + by) })
            }
            (Cure::Hire, Place::Post(s, part, k)) => {
                hires::has_room(world, s, by, moves).then(|| Change::Hire { post: (s, part, k), count: small(by) })
            }
            (Cure::Pin, Place::Pin(n)) => {
                let pin = world.county.pins.get(n as usize)?;
                Some(Change::Pin { rule, pin: n, teacher: pin.teacher, kind: pin.kind, school: pin.school })
            }
            // A figure that is about no such place.
            (Cure::Column(_) | Cure::Limit | Cure::Hire | Cure::Pin, _) => None,
            (Cure::Exception, _) => None,
        }
    }

    /// A figure of a rule, changed from what it is.
    fn parameter(&self, rule: RuleName, kind: Kind, to: impl Fn(Decimal) -> Option<Asks>) -> Option<Change> {
        let (figure, rules) = (rule.figure(kind)?, &self.policy.rules);
        let to = to((figure.get)(rules))?;
        Some(Change::Parameter { rule, key: figure.key, from: figure.asks(rules), to })
    }

    /// The share that asks for no more than so many where it is taken of people or periods who are there before any move, and
    /// for what the moves do where it is taken of those who move down; `None` where there is nothing to take it of.
    fn share(&self, world: &World<'_>, row: &Row, least: i64, moves: &[Move]) -> Option<Decimal> {
        let rules = &self.policy.rules;
        let of_down = (row.asks)(rules) == Asked::ShareOfDown;
        let quota = |asked: i64, of: i64| (of > 0).then(|| Decimal(asked.max(0) * Decimal::ONE / of));
        let backbone = |m: &Move| world.policy.backbone(world.teacher(m.teacher));
        let graduating = |m: &Move| world.teacher(m.teacher).graduating;
        match row.counts? {
            Counted::Exchanged => {
                let base = world.quota.county;
                quota(least + base.running, base.people)
            }
            Counted::Backbone if of_down => share_of_down(world, moves, backbone),
            Counted::Backbone => quota(least, world.eligible()),
            Counted::Graduating if of_down => share_of_down(world, moves, graduating),
            Counted::Graduating => {
                let all = world.eligibility.eligible().filter(|t| world.teacher(*t).graduating).count();
                quota(least, all as i64)
            }
            Counted::Allied => share_of_down(world, moves, |m| world.allied(world.teacher(m.teacher).school, m.to)),
            Counted::Up => up_of_down(world, moves),
            Counted::Periods => quota(least, world.needs.travelled().map(|h| i64::from(h.periods)).sum()),
        }
    }

    /// The change of a rule's own figure that covers what it lacks at several places.
    fn everywhere(&self, world: &World<'_>, steps: &[(&Instance, i64)]) -> Option<Change> {
        let (first, rules) = (steps.first()?.0, &self.policy.rules);
        let rule = first.rule;
        let worst = || steps.iter().map(|(_, by)| *by).max().unwrap_or(0);
        let widest = || {
            let shares = steps.iter().map(|(instance, by)| match (instance.asks, instance.place) {
                (Asks::Number(n), Place::School(s)) if world.staff(s) > 0 => {
                    let share = ceil_div(i128::from((n + by) * Decimal::ONE), i128::from(world.staff(s)));
                    (share <= Decimal::ONE).then_some(Decimal(share))
                }
                _ => None,
            });
            shares.collect::<Option<Vec<Decimal>>>()?.into_iter().max()
        };
        let figure = rule.card().figures.iter().find(|figure| figure.everywhere != Everywhere::No)?;
        let now = (figure.get)(rules);
        let to = match figure.everywhere {
            Everywhere::Widest => widest()?,
            Everywhere::Rises => Decimal(now.0 + Decimal::whole(worst()).0),
            Everywhere::Falls => Decimal((now.0 - Decimal::whole(worst()).0).max(Decimal::ONE)),
            Everywhere::No => return None,
        };
        Some(Change::Parameter { rule, key: figure.key, from: figure.asks(rules), to: figure.as_asks(to) })
    }

    /// The smallest change of a share or a coefficient, in steps of a thousandth, that still works.
    fn least(&self, change: Change) -> Result<Change, YearError> {
        let (rule, key, from, to, kind): (_, _, _, _, fn(Decimal) -> Asks) = match change {
            Change::Parameter { rule, key, from: Asks::Share(from), to: Asks::Share(to) } => {
                (rule, key, from, to, Asks::Share)
            }
            Change::Parameter { rule, key, from: Asks::Coefficient(from), to: Asks::Coefficient(to) } => {
                (rule, key, from, to, Asks::Coefficient)
            }
            change => return Ok(change),
        };
        let with = |to: i64| Change::Parameter { rule, key, from: kind(from), to: kind(Decimal(to)) };
        let down = to < from;
        // Whole thousandths from the one that surely works towards the one that surely does not.
        let thousandth =
            |share: Decimal, up: bool| if up { ceil_div(share.0.into(), 10) } else { share.0.div_euclid(10) };
        let (mut works, mut fails) = (thousandth(to, !down), thousandth(from, down));
        if !self.holds(&[with(works * 10)])? {
            return Ok(with(to.0));
        }
        while (fails - works).abs() > 1 {
            let middle = (fails + works).div_euclid(2);
            if self.holds(&[with(middle * 10)])? {
                works = middle;
            } else {
                fails = middle;
            }
        }
        Ok(with(works * 10))
    }

    /// Whether the county has a plan with these changes: everything is counted and stated anew, and solved.
    pub fn holds(&self, changes: &[Change]) -> Result<bool, YearError> {
        let (county, policy) = apply(changes, self.county, self.policy);
        let Ok(needs) = staffing::needs(&county, &policy, self.means.seed) else { return Ok(false) };
        let who = eligibility::verdicts(&county, &policy);
        let soft = softened(&policy, |_| true);
        let mut elastic = Elastic::new(&county, &policy, &soft, &needs, &who, self.means)?;
        let most: Vec<i64> = elastic.slacks.iter().map(|slack| excepted(changes, &slack.instance)).collect();
        Ok(matches!(elastic.solve(|i| most[i], &[], 0.0)?, Answer::Holds { .. }))
    }
}

/// By how much the changes let this place give way without a figure.
fn excepted(changes: &[Change], at: &Instance) -> i64 {
    let by = changes.iter().filter_map(|change| match change {
        Change::Exception { instance, by, .. } => {
            let same = (instance.rule, instance.sentence, instance.place) == (at.rule, at.sentence, at.place);
            same.then_some(*by)
        }
        _ => None,
    });
    by.max().unwrap_or(0)
}

fn exception(slack: &Slack, by: i64) -> Change {
    let instance = &slack.instance;
    let to = match (instance.asks, slack.row.gives_way(instance.rule)) {
        (Asks::Number(n), GivesWay::Down) => Asks::Number(n - by),
        (Asks::Number(n), GivesWay::Up | GivesWay::Whole) => Asks::Number(n + by),
        (Asks::Nothing | Asks::Share(_) | Asks::Coefficient(_), _) => Asks::Nothing,
    };
    Change::Exception { instance: instance.clone(), by, to }
}

/// Moves up as a share of the moves down, at most 1 and rounded down; `None` without moves down.
fn up_of_down(world: &World<'_>, moves: &[Move]) -> Option<Decimal> {
    let way = |d: Direction| moves.iter().filter(|m| world.direction(m) == Some(d)).count() as i64;
    let (up, down) = (way(Direction::Up), way(Direction::Down));
    (down > 0).then(|| Decimal(up.min(down) * Decimal::ONE / down))
}

/// The share of the moves down that are counted, rounded down; `None` without moves down.
fn share_of_down(world: &World<'_>, moves: &[Move], counted: impl Fn(&Move) -> bool) -> Option<Decimal> {
    let down = |m: &&Move| world.direction(m) == Some(Direction::Down);
    let all = moves.iter().filter(down).count() as i64;
    let some = moves.iter().filter(down).filter(|m| counted(m)).count() as i64;
    (all > 0).then(|| Decimal(some * Decimal::ONE / all))
}
