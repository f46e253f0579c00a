//! Where a rule binds a plan, what the plan would be without it, and what its certificate says of its price.

use super::against::obstacle;
use super::ask::Ask;
use crate::rows::Standings;
use crate::year::YearError;
use lungang_domain::explanation::{Binding, OfRule, Price};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::{Asked, Kind, RuleName};
use lungang_domain::school::Part;
use lungang_solver::Formulation;
use lungang_solver::export::Names;
use lungang_solver::model::rows::{Measured, RowName};
use std::collections::{BTreeMap, BTreeSet};

/// Answers for a rule.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn explain(ask: &Ask<'_>, rule: RuleName) -> Result<OfRule, YearError> {
    let mode = ask.policy.rules.mode(rule);
    let law = ask.policy.rules.switches().get(&rule).is_some_and(|s| s.law);
    let (places, binding, prices) = {
        let model = ask.model()?;
        (places(&model, rule), binding(ask, &model, rule), prices(ask, &model, rule))
    };
    let comes = match rule.always() {
        true => None,
        false => {
            let mut policy = ask.policy.clone();
            let other = if mode == Mode::Off { Mode::Hard } else { Mode::Off };
            // A reason is asked for where a plan is made, not where it is only asked what would be.
            policy.rules.set_mode(rule, other, Some(String::new()));
            let answer = ask.solve.solve(ask.county, &policy)?;
            Some(ask.comes(&answer, false, |_| {})?)
        }
    };
    Ok(OfRule { rule, mode, law, places, binding, comes, prices })
}

fn places(model: &Formulation<'_>, rule: RuleName) -> u32 {
    let named = model.row_names.iter().filter(|n| n.rule == Some(rule));
    named.filter_map(|name| obstacle(model, name)).collect::<BTreeSet<_>>().len() as u32
}

/// The rule of a row, and what the row asks for under the policy.
fn asked(ask: &Ask<'_>, name: &RowName) -> Option<(RuleName, Asked)> {
    let rule = name.rule?;
    Some((rule, (rule.row(name.sentence)?.asks)(&ask.policy.rules)))
}

/// By how much one person (or yuan, or couple) moves a row of the rule: a share p/q is stated in q-ths.
fn unit(ask: &Ask<'_>, name: &RowName) -> i64 {
    match asked(ask, name) {
        Some((rule, Asked::ShareOfDown)) => share(ask, rule).fraction().1,
        _ => 1,
    }
}

/// The share of a rule.
fn share(ask: &Ask<'_>, rule: RuleName) -> Decimal {
    rule.figure(Kind::Share).map_or(Decimal(0), |figure| (figure.get)(&ask.policy.rules))
}

/// What a row asks for, in the rule's own unit: rows about staff and posts are stated as differences.
fn figure(ask: &Ask<'_>, model: &Formulation<'_>, name: &RowName, limit: i64) -> i64 {
    let world = &model.world;
    let down = || ask.planned.moves.iter().filter(|m| world.direction(m) == Some(Direction::Down)).count() as i64;
    let Some((rule, asked)) = asked(ask, name) else { return limit };
    match asked {
        Asked::ShareOfDown => share(ask, rule).ceil_of(down()),
        Asked::Number(standing) => Standings::new(world).at(standing, name.about) + limit,
        Asked::Team => rule.figure(Kind::Number).map_or(limit, |least| (least.get)(&ask.policy.rules).floor_of(1)),
        Asked::Nothing | Asked::Coefficient | Asked::Partners => limit,
    }
}

/// Rows of the rule at which the plan has no room left for one more.
fn binding(ask: &Ask<'_>, model: &Formulation<'_>, rule: RuleName) -> Vec<Binding> {
    // What every teacher or post has by definition binds nowhere in particular.
    if rule.always() {
        return Vec::new();
    }
    let mut activity: BTreeMap<usize, i64> = BTreeMap::new();
    let (mut entries, mut receives) = (Vec::new(), BTreeSet::<SchoolIx>::new());
    let mut partners: BTreeMap<usize, i64> = BTreeMap::new();
    for m in &ask.planned.moves {
        let found = model.leavers.binary_search_by_key(&m.teacher, |l| l.teacher).ok().map(|at| &model.leavers[at]);
        let Some(leaver) = found else { continue };
        let Some(candidate) = leaver.each(&model.world).find(|c| c.stands_for() == *m) else { continue };
        model.touch(leaver, &candidate, &mut entries);
        entries.iter().for_each(|(row, c)| *activity.entry(*row as usize).or_default() += c);
        entries.iter().for_each(|(row, c)| *partners.entry(*row as usize).or_default() += (*c).max(0));
        receives.insert(m.to);
    }
    for (auxiliary, own) in model.auxiliaries.iter().zip(&model.auxiliary_entries) {
        if matches!(auxiliary.what, Measured::Receives(s) if receives.contains(&s)) {
            own.iter().for_each(|(row, c)| *activity.entry(*row as usize).or_default() += c);
        }
    }
    let mut taught: BTreeMap<(SchoolIx, SchoolIx, Part, SubjectIx), i64> = BTreeMap::new();
    for v in &ask.planned.visits {
        *taught.entry((v.base, v.school, v.part, v.subject)).or_default() += i64::from(v.periods);
    }
    for (auxiliary, own) in model.auxiliaries.iter().zip(&model.auxiliary_entries) {
        let Measured::Periods(route) = auxiliary.what else { continue };
        let route = model.world.needs.routes[route as usize];
        let (base, part, subject) = model.world.post(route.post).key();
        let school = model.world.needs.shared[route.shared as usize].school;
        let periods = taught.get(&(base, school, part, subject)).copied().unwrap_or(0);
        own.iter().for_each(|(row, c)| *activity.entry(*row as usize).or_default() += c * periods);
    }
    // What measures is no limit of the rule's own.
    let binds = |n: &RowName| n.rule == Some(rule) && rule.row(n.sentence).is_some_and(|row| row.binds);
    let of_rule = model.row_names.iter().enumerate().filter(|(_, n)| binds(n));
    let full = of_rule.filter_map(|(row, name)| {
        let (range, has) = (model.rows[row], activity.get(&row).copied().unwrap_or(0));
        // A breach of a soft rule takes it beyond its limit.
        let least = range.lo.is_some_and(|lo| has < lo + unit(ask, name));
        // A pair lets as many go up as come down.
        if least && asked(ask, name).is_some_and(|(_, asked)| asked == Asked::Partners) {
            let limit = partners.get(&row).copied().unwrap_or(0);
            return Some(Binding { at: obstacle(model, name)?, limit, least: false });
        }
        let most = range.hi.is_some_and(|hi| has >= hi);
        let limit = if least { range.lo? } else { range.hi.filter(|_| most)? };
        Some(Binding { at: obstacle(model, name)?, limit: figure(ask, model, name, limit), least })
    });
    let mut seen = BTreeSet::new();
    full.filter(|b| seen.insert(b.at)).collect()
}

/// Prices of the rule's rows, the lottery's left out.
fn prices(ask: &Ask<'_>, model: &Formulation<'_>, rule: RuleName) -> Vec<Price> {
    let Some(certificate) = ask.solve.certificate else { return Vec::new() };
    if rule.always() {
        return Vec::new();
    }
    let names = Names::new(ask.county, &ask.policy, &ask.needs);
    let rows: Vec<_> = model.row_names.iter().filter(|n| n.rule == Some(rule)).collect();
    let of_goal = |goal: &lungang_domain::certificate::GoalCertificate| -> Vec<Price> {
        let priced = rows.iter().filter_map(|name| {
            let price = goal.prices.get(&names.row(name))?.saturating_mul(unit(ask, name));
            let at = obstacle(model, name)?;
            Some(Price { goal: goal.name.clone(), at, price, denominator: certificate.denominator })
        });
        priced.filter(|p| p.price != 0).collect()
    };
    let kept = certificate.goals.iter().filter(|g| ask.goals.iter().any(|own| own.name == g.name));
    kept.flat_map(of_goal).collect()
}
