//! Where a rule binds a plan, what the plan would be without it, and what its certificate says of its price.

use super::against::obstacle;
use super::ask::Ask;
use crate::year::YearError;
use lungang_domain::explanation::{Binding, OfRule, Price};
use lungang_domain::id::SchoolIx;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_solver::Formulation;
use lungang_solver::export::Names;
use lungang_solver::model::rows::Measured;
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

/// Rows of the rule that the plan fills to their limit.
fn binding(ask: &Ask<'_>, model: &Formulation<'_>, rule: RuleName) -> Vec<Binding> {
    // What every teacher or post has by definition binds nowhere in particular.
    if rule.always() {
        return Vec::new();
    }
    let mut activity: BTreeMap<usize, i64> = BTreeMap::new();
    let (mut entries, mut receives) = (Vec::new(), BTreeSet::<SchoolIx>::new());
    for m in &ask.planned.moves {
        let found = model.leavers.binary_search_by_key(&m.teacher, |l| l.teacher).ok().map(|at| &model.leavers[at]);
        let Some(leaver) = found else { continue };
        let Some(candidate) = leaver.each(&model.world).find(|c| c.stands_for() == *m) else { continue };
        model.touch(leaver, &candidate, &mut entries);
        entries.iter().for_each(|(row, c)| *activity.entry(*row as usize).or_default() += c);
        receives.insert(m.to);
    }
    for (auxiliary, own) in model.auxiliaries.iter().zip(&model.auxiliary_entries) {
        if matches!(auxiliary.what, Measured::Receives(s) if receives.contains(&s)) {
            own.iter().for_each(|(row, c)| *activity.entry(*row as usize).or_default() += c);
        }
    }
    let of_rule = model.row_names.iter().enumerate().filter(|(_, n)| n.rule == Some(rule) && n.sentence != "switch");
    let full = of_rule.filter_map(|(row, name)| {
        let (range, has) = (model.rows[row], activity.get(&row).copied().unwrap_or(0));
        // A breach of a soft rule takes it beyond its limit.
        let least = range.lo.is_some_and(|lo| has <= lo);
        let most = range.hi.is_some_and(|hi| has >= hi);
        let limit = if least { range.lo? } else { range.hi.filter(|_| most)? };
        Some(Binding { at: obstacle(model, name)?, limit, least })
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
            let price = *goal.prices.get(&names.row(name))?;
            let at = obstacle(model, name)?;
            Some(Price { goal: goal.name.clone(), at, price, denominator: certificate.denominator })
        });
        priced.filter(|p| p.price != 0).collect()
    };
    let kept = certificate.goals.iter().filter(|g| ask.goals.iter().any(|own| own.name == g.name));
    kept.flat_map(of_goal).collect()
}
