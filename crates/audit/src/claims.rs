//! Compares what a plan says of itself with the audit's own figures.

use crate::goals;
use crate::kinds::FaultKind;
use crate::submission::Claims;
use crate::words;
use crate::world::World;
use lungang_domain::audit::{Fault, RuleAudit, required};
use lungang_domain::document::{SchoolDoc, ShortageDoc};
use lungang_domain::exchange::Exchange;
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Establishment;
use lungang_domain::policy::QuotaScope;
use lungang_domain::rule::Counted;
use lungang_domain::school::Part;
use std::collections::{BTreeMap, BTreeSet};

/// Every claim that does not agree.
pub fn compare(
    world: &World<'_>,
    claims: &Claims,
    goals: &[(String, i64)],
    rules: &[RuleAudit],
    exchange: &Exchange,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let reading = world.before;
    let mut text = |kind, stated: &Option<String>, own: &str| {
        if let Some(found) = stated.as_deref().filter(|found| *found != own) {
            faults.push(fault(kind, None, own.to_owned(), found.to_owned()));
        }
    };
    text(FaultKind::YearDiffers, &claims.school_year, &year_label(world));
    text(FaultKind::PolicyDiffers, &claims.policy, &reading.policy.id);

    for (name, found) in &claims.goals {
        match goals.iter().find(|(own, _)| own == name) {
            None => faults
                .push(Fault { expected: None, ..fault(FaultKind::GoalUnknown, None, String::new(), name.clone()) }),
            Some((_, value)) => differ(&mut faults, FaultKind::GoalDiffers, None, name, *value, *found),
        }
    }
    // Goals come one after another: their order says which of them counts more, and each counts once.
    let order = |names: Vec<&str>| format!("goals: {}", names.join(" "));
    let stated = order(claims.goals.iter().map(|(name, _)| name.as_str()).collect());
    let own = order(goals.iter().map(|(name, _)| name.as_str()).collect());
    if !claims.goals.is_empty() && claims.goals.len() >= goals.len() && stated != own {
        faults.push(fault(FaultKind::WordDiffers, None, own, stated));
    }
    let own = own_figures(world, rules, exchange);
    for (name, found) in &claims.figures {
        if let Some(value) = own.get(name.as_str()) {
            differ(&mut faults, FaultKind::FigureDiffers, None, name, *value, *found);
        }
    }
    establishments(world, claims, &mut faults);
    words::compare(world, claims, &mut faults);
    for school in &claims.schools {
        compare_school(world, school, &mut faults);
    }
    if claims.schools.len() > 1 {
        // Every school once: one that is left out hides what became of it.
        let stated: BTreeSet<&str> = claims.schools.iter().map(|s| s.school_id.as_str()).collect();
        let gone = reading.county.schools.iter().filter(|s| !stated.contains(s.id.as_str()));
        faults.extend(gone.map(|s| Fault {
            found: None,
            ..fault(FaultKind::SchoolDiffers, Some(s.id.clone()), s.id.clone(), String::new())
        }));
        let mut seen = BTreeSet::new();
        let again = claims.schools.iter().filter(|s| !seen.insert(s.school_id.as_str()));
        faults.extend(again.map(|s| Fault {
            expected: None,
            ..fault(FaultKind::SchoolDiffers, Some(s.school_id.clone()), String::new(), s.school_id.clone())
        }));
    }
    if let Some(shortages) = &claims.shortages {
        compare_shortages(world, shortages, &mut faults);
    }
    faults
}

fn fault(kind: FaultKind, school: Option<String>, expected: String, found: String) -> Fault {
    Fault {
        kind: kind.name().to_owned(),
        teacher: None,
        school,
        expected: Some(expected),
        found: Some(found),
        place: None,
    }
}

/// A fault where two values of one name differ: `name: value` on both sides.
fn differ(faults: &mut Vec<Fault>, kind: FaultKind, school: Option<&str>, name: &str, own: i64, found: i64) {
    if own != found {
        let school = school.map(str::to_owned);
        faults.push(fault(kind, school, format!("{name}: {own}"), format!("{name}: {found}")));
    }
}

fn year_label(world: &World<'_>) -> String {
    let year = i64::from(world.before.county.school_year.0);
    format!("{}-{}", year, year + 1)
}

/// The summary's figures by the name of their field. What a rule asks for is absent where the rule is off or has no
/// figure for the county.
fn own_figures(world: &World<'_>, rules: &[RuleAudit], exchange: &Exchange) -> BTreeMap<&'static str, i64> {
    let reading = world.before;
    let mut own = BTreeMap::from([
        ("eligible", exchange.eligible_sending.into()),
        ("moves", world.steps.len() as i64),
        ("moves_down", exchange.down.into()),
        ("backbone_moves", exchange.backbone.into()),
        ("unmet_need_before", goals::unmet_need_before(reading)),
        ("unmet_need_after", goals::unmet_need(world)),
        ("short_posts_before", reading.posts.iter().map(|p| i64::from(p.short())).sum()),
        ("short_posts_after", world.posts().map(|(i, _)| world.short_after(i)).sum()),
        ("short_posts_new", newly_short(world)),
    ]);
    own.extend(exchange.figures().map(|(name, n)| (name, i64::from(n))));
    let switches = &reading.policy.rules;
    if switches.exchange_quota.scope.value != QuotaScope::School {
        own.extend(required(rules, Counted::Exchanged).map(|n| ("quota_required", n)));
    }
    own.extend(required(rules, Counted::Backbone).map(|n| ("backbone_required", n)));
    own
}

/// Posts by which schools are shorter than before, school by school.
fn newly_short(world: &World<'_>) -> i64 {
    let schools = world.before.county.school_ixs().map(|s| short_of(world, s));
    schools.map(|(before, after)| (after - before).max(0)).sum()
}

/// Every part once, with the audit's own posts.
fn establishments(world: &World<'_>, claims: &Claims, faults: &mut Vec<Fault>) {
    if claims.establishments.is_empty() {
        return;
    }
    let reading = world.before;
    let mut own: BTreeMap<(String, Part), &Establishment> =
        reading.establishments.parts.iter().map(|e| ((reading.school_id(e.school), e.part), e)).collect();
    let kind = FaultKind::EstablishmentDiffers;
    for doc in &claims.establishments {
        let (id, stage) = (Some(doc.school_id.as_str()), doc.stage.name());
        match own.remove(&(doc.school_id.clone(), doc.stage)) {
            None => faults.push(Fault {
                expected: None,
                ..fault(kind, Some(doc.school_id.clone()), String::new(), format!("{stage}: {}", doc.posts))
            }),
            Some(e) => {
                let computed = format!("{stage} computed");
                differ(faults, kind, id, &computed, i64::from(e.computed), i64::from(doc.computed));
                differ(faults, kind, id, &format!("{stage} posts"), i64::from(e.posts), i64::from(doc.posts));
            }
        }
    }
    for ((id, part), e) in own {
        let expected = format!("{}: {}", part.name(), e.posts);
        faults.push(Fault { found: None, ..fault(kind, Some(id), expected, String::new()) });
    }
}

fn compare_school(world: &World<'_>, doc: &SchoolDoc, faults: &mut Vec<Fault>) {
    let kind = FaultKind::SchoolDiffers;
    let Some(s) = world.before.county.find_school(&doc.school_id) else {
        let found = doc.school_id.clone();
        faults.push(Fault { expected: None, ..fault(kind, Some(found.clone()), String::new(), found) });
        return;
    };
    let (short_before, short_after) = short_of(world, s);
    let figures = [
        ("posts", world.before.school_posts[s.at()], doc.posts),
        ("staff_before", world.before.staff[s.at()], doc.staff_before),
        ("moves_out", world.out(s), doc.moves_out),
        ("moves_in", world.into(s), doc.moves_in),
        ("staff_after", world.staff_after(s), doc.staff_after),
        ("short_before", short_before, doc.short_before),
        ("short_after", short_after, doc.short_after),
    ];
    // Plans of older programs do not state them.
    let stated = [
        ("teaching_posts", world.before.teaching_posts[s.at()], doc.teaching_posts),
        ("on_payroll", world.before.payroll[s.at()], doc.on_payroll),
        ("on_duty", world.before.on_duty[s.at()], doc.on_duty),
    ];
    let stated = stated.into_iter().filter_map(|(name, own, found)| Some((name, own, found?)));
    for (name, own, found) in figures.into_iter().chain(stated) {
        differ(faults, kind, Some(&doc.school_id), name, own, i64::from(found));
    }
}

/// Short posts of a school before and after the moves.
fn short_of(world: &World<'_>, school: SchoolIx) -> (i64, i64) {
    let posts = &world.before.posts;
    let from = posts.partition_point(|p| p.school < school);
    let to = posts.partition_point(|p| p.school <= school);
    (from..to).fold((0, 0), |(b, a), i| (b + i64::from(posts[i].short()), a + world.short_after(i)))
}

/// Every shortage once, with the audit's own figures, and none left out.
fn compare_shortages(world: &World<'_>, docs: &[ShortageDoc], faults: &mut Vec<Fault>) {
    let reading = world.before;
    let kind = FaultKind::ShortageDiffers;
    let mut own = BTreeMap::new();
    for (i, p) in world.posts().filter(|(i, p)| p.short() > 0 || world.short_after(*i) > 0) {
        let subject = reading.policy.subjects.get(p.subject.at()).map_or("", |k| k.id.as_str());
        own.insert((reading.school_id(p.school), p.part, subject.to_owned()), (i, p));
    }
    for doc in docs {
        let label = |name: &str| format!("{} {} {name}", doc.stage.name(), doc.subject);
        let Some((i, p)) = own.remove(&(doc.school_id.clone(), doc.stage, doc.subject.clone())) else {
            let found = format!("{}: {}", label("short_after"), doc.short_after);
            faults.push(Fault { expected: None, ..fault(kind, Some(doc.school_id.clone()), String::new(), found) });
            continue;
        };
        let figures = [
            ("required", i64::from(p.required), doc.required),
            ("serving_before", i64::from(p.serving), doc.serving_before),
            ("serving_after", world.serving_after(i), doc.serving_after),
            ("short_before", i64::from(p.short()), doc.short_before),
            ("short_after", world.short_after(i), doc.short_after),
            ("weight", i64::from(p.weight), doc.weight),
        ];
        for (name, own, found) in figures {
            differ(faults, kind, Some(&doc.school_id), &label(name), own, i64::from(found));
        }
    }
    for ((school, part, subject), (i, _)) in own {
        let expected = format!("{} {subject} short_after: {}", part.name(), world.short_after(i));
        faults.push(Fault { found: None, ..fault(kind, Some(school), expected, String::new()) });
    }
}
