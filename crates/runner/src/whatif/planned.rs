//! A year's plan as a run of a what-if keeps it: its measures, its moves and what is short, by the ids of the tables.

use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::{Needs, Post, PostAfter};
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::whatif::{RunMove, RunRetask, RunShortage, RunVisit, RunYear};
use lungang_results::{figures, measures};

/// Of a year that has its plan.
pub fn of(record: &Record) -> RunYear {
    let (county, policy, plan) = (&record.county, &record.policy, &record.plan);
    let after = record.needs.after(county, policy, plan.decided());
    RunYear {
        school_year: county.school_year.label(),
        status: plan.status,
        measures: figures::of(record).measures,
        moves: moves(record),
        retasks: plan.retasks.iter().map(|r| RunRetask::of(r, county, policy)).collect(),
        visits: visits(record),
        shortages: shortages(county, policy, &record.needs, &after),
    }
}

/// Of a year without a plan, whose status says why: the county as it stands.
pub(super) fn standing(
    status: PlanStatus,
    county: &County,
    policy: &Policy,
    needs: &Needs,
    who: &Eligibility,
) -> RunYear {
    RunYear {
        school_year: county.school_year.label(),
        status,
        measures: measures::standing(county, policy, needs, who),
        moves: Vec::new(),
        retasks: Vec::new(),
        visits: Vec::new(),
        shortages: shortages(county, policy, needs, &[]),
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
