//! A year's plan as figures that can be compared.

use crate::years::figures;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::{Needs, Post, PostAfter};
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::whatif::{Amount, Measure, RunMove, RunShortage, RunVisit, RunYear};
use lungang_domain::years::YearFigures;
use std::collections::BTreeMap;

/// The figures of a year that has its plan.
pub(super) fn of(record: &Record) -> RunYear {
    let figures = figures::of(record, lungang_report::json::summary(record));
    let moves = moves(record);
    let mut list = List::default();
    list.county(&figures);
    let plan = &figures.plan;
    list.count("eligible", plan.eligible);
    list.count("moves", plan.moves);
    list.count("moves-down", plan.moves_down);
    list.count("backbone-moves", plan.backbone_moves);
    for (name, n) in [("quota-required", plan.quota_required), ("backbone-required", plan.backbone_required)] {
        if let Some(n) = n {
            list.count(name, n);
        }
    }
    list.whole("unmet-need-before", plan.unmet_need_before);
    list.whole("unmet-need-after", plan.unmet_need_after);
    list.count("short-posts-before", plan.short_posts_before);
    list.count("short-posts-after", plan.short_posts_after);
    list.whole("journey-metres", moves.iter().filter_map(|m| m.metres).map(i64::from).sum());
    for goal in &plan.goals {
        list.whole(format!("goal.{}", goal.name), goal.value);
    }
    list.whole("audit-clean", i64::from(plan.audit.clean));
    list.count("audit-breaches", plan.audit.breaches);
    for rule in &record.audit.rules {
        list.whole(format!("rule.{}.required", rule.rule), rule.required);
        list.whole(format!("rule.{}.achieved", rule.rule), rule.achieved);
        if let Some(holds) = rule.holds {
            list.whole(format!("rule.{}.holds", rule.rule), i64::from(holds));
        }
        if !rule.unchecked.is_empty() {
            list.count(format!("rule.{}.unchecked", rule.rule), rule.not_checked());
        }
    }
    for short in &figures.shortages {
        list.count(format!("short-before.{}", short.subject), short.before);
        list.count(format!("short-after.{}", short.subject), short.after);
    }
    for balance in &figures.balance {
        let about = format!("{}.{}", balance.indicator.name(), balance.stage.name());
        list.real(format!("cv-weighted.{about}"), balance.variation.weighted);
        list.real(format!("cv-unweighted.{about}"), balance.variation.unweighted);
    }
    let (county, policy, plan) = (&record.county, &record.policy, &record.plan);
    let after = record.needs.after(county, policy, &plan.moves, &plan.visits);
    let shortages = shortages(county, policy, &record.needs, &after);
    RunYear {
        school_year: figures.school_year,
        status: plan.status,
        measures: list.0,
        moves,
        visits: visits(record),
        shortages,
    }
}

/// The figures of a year without a plan: of the county as it stands.
pub(super) fn standing(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility) -> RunYear {
    let unmet = needs.posts.iter().map(|p| i64::from(p.weight) * i64::from(p.short())).sum();
    let shortages = shortages(county, policy, needs, &[]);
    let mut list = List::default();
    list.size("teachers", county.teachers.len());
    let pupils = county.schools.iter().map(|s| u64::from(s.pupils.primary) + u64::from(s.pupils.junior)).sum::<u64>();
    list.whole("pupils", i64::try_from(pupils).unwrap_or(i64::MAX));
    list.size("away", county.teacher_ixs().filter(|t| county.running(*t).is_some()).count());
    list.size("eligible", who.count());
    list.whole("unmet-need-before", unmet);
    list.whole("short-posts-before", shortages.iter().map(|s| i64::from(s.before)).sum());
    let mut by_subject: BTreeMap<&str, i64> = BTreeMap::new();
    for short in &shortages {
        *by_subject.entry(&short.subject).or_default() += i64::from(short.before);
    }
    for subject in &policy.subjects {
        if let Some(n) = by_subject.get(subject.id.as_str()) {
            list.whole(format!("short-before.{}", subject.id), *n);
        }
    }
    let (school_year, measures) = (county.school_year.label(), list.0);
    let (moves, visits) = (Vec::new(), Vec::new());
    RunYear { school_year, status: PlanStatus::Infeasible, measures, moves, visits, shortages }
}

/// Measures in the order in which they are put in.
#[derive(Default)]
struct List(Vec<Measure>);

impl List {
    fn put(&mut self, measure: impl Into<String>, value: Amount) {
        self.0.push(Measure { measure: measure.into(), value });
    }

    fn whole(&mut self, measure: impl Into<String>, n: i64) {
        self.put(measure, Amount::Whole(n));
    }

    fn count(&mut self, measure: impl Into<String>, n: u32) {
        self.whole(measure, i64::from(n));
    }

    fn size(&mut self, measure: &str, n: usize) {
        self.whole(measure, i64::try_from(n).unwrap_or(i64::MAX));
    }

    fn real(&mut self, measure: String, x: f64) {
        self.put(measure, Amount::of_real(x));
    }

    fn county(&mut self, figures: &YearFigures) {
        self.count("teachers", figures.teachers);
        self.count("pupils", figures.pupils);
        self.count("away", figures.away);
    }
}

fn moves(record: &Record) -> Vec<RunMove> {
    let (county, policy) = (&record.county, &record.policy);
    let one = |m: &lungang_domain::plan::Move| {
        let teacher = county.teacher(m.teacher);
        RunMove {
            teacher_id: teacher.id.clone(),
            from_school: county.school(teacher.school).id.clone(),
            to_school: county.school(m.to).id.clone(),
            stage: m.part,
            subject: policy.subject_id(m.subject).to_owned(),
            metres: county.journey(m.teacher, m.to),
        }
    };
    let mut all: Vec<RunMove> = record.plan.moves.iter().map(one).collect();
    all.sort();
    all
}

fn visits(record: &Record) -> Vec<RunVisit> {
    let one = |v| RunVisit::of(v, &record.county, &record.policy);
    let mut all: Vec<RunVisit> = record.plan.visits.iter().map(one).collect();
    all.sort();
    all
}

/// Posts that are short before or after a plan; `after` is what it leaves at each, nothing where there is none.
fn shortages(county: &County, policy: &Policy, needs: &Needs, after: &[PostAfter]) -> Vec<RunShortage> {
    let one = |(at, post): (usize, &Post)| {
        let after = after.get(at).map_or(post.short(), |after| after.short(post));
        (post.short() > 0 || after > 0).then(|| RunShortage {
            school_id: county.school(post.school).id.clone(),
            stage: post.part,
            subject: policy.subject_id(post.subject).to_owned(),
            before: post.short(),
            after,
        })
    };
    let mut all: Vec<RunShortage> = needs.posts.iter().enumerate().filter_map(one).collect();
    all.sort();
    all
}
