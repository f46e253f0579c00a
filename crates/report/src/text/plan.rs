//! `plan`: how it ended, the key figures, the compliance table, goals, what stays short, the moves.

use super::View;
use super::audit::{certified, compliance, defects, origin};
use super::table::{Page, maybe};
use lungang_domain::plan::{Move, PlanStatus, Visit};
use lungang_domain::record::Record;
use lungang_results::changes::{Changes, direction};
use lungang_results::names;
use lungang_results::plan_document::suspended_laws;
use lungang_results::summary::summary;

/// The text of a plan.
pub fn plan(record: &Record, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args = [("county", record.county.name.as_str()), ("year", &record.county.school_year.label())];
    page.line(&names::sentence(lang, "title", &args));
    let args = [("name", record.policy.name.get(lang)), ("id", &record.policy.id)];
    page.line(&names::sentence(lang, "overview.policy", &args));
    let status = names::ended_by(lang, record.plan.status, &record.audit);
    page.line(&names::sentence(lang, "overview.status", &[("status", &status)]));
    for law in suspended_laws(record) {
        page.line(&names::suspended(lang, &record.policy, &law));
    }
    if record.plan.status == PlanStatus::Infeasible {
        return page.finish();
    }
    figures(&mut page, record, view);
    compliance(&mut page, &record.audit, view);
    goals(&mut page, record, view);
    certified(&mut page, &record.audit, &record.county, view);
    short(&mut page, record, view);
    moves(&mut page, record, view);
    visits(&mut page, record, view);
    origin(&mut page, &record.audit, &record.county, &record.policy, view);
    defects(&mut page, &record.audit, &record.county, &record.policy, view);
    page.gap();
    let key = if record.audit.clean { "overview.clean" } else { "overview.breached" };
    page.line(&names::sentence(lang, key, &[("n", &record.audit.breaches.to_string())]));
    page.finish()
}

fn figures(page: &mut Page, record: &Record, view: View) {
    let s = summary(record);
    let row = |key: &str, value: i64, asked: Option<u32>| {
        let asked = asked.map(|n| format!("≥ {n}")).unwrap_or_default();
        vec![names::word(view.lang, &format!("figure.{key}")), value.to_string(), asked]
    };
    let rows = vec![
        row("eligible", s.eligible.into(), None),
        row("moves", s.moves.into(), None),
        row("moves-down", s.moves_down.into(), s.quota_required),
        row("backbone-moves", s.backbone_moves.into(), s.backbone_required),
        row("short-posts-before", s.short_posts_before.into(), None),
        row("short-posts-after", s.short_posts_after.into(), None),
    ];
    page.table("plan.figures", &["figure", "#value", "#asked"], rows);
    if let Some(line) = names::private(view.lang, s.private_schools) {
        page.line(&line);
    }
}

fn goals(page: &mut Page, record: &Record, view: View) {
    let row = |g: &lungang_domain::plan::GoalValue| {
        if names::not_measured(&record.audit, &g.name) {
            let unmeasured = names::word(view.lang, "proof.unmeasured");
            return vec![names::goal(view.lang, &g.name), String::new(), String::new(), unmeasured];
        }
        let proof = names::proof(view.lang, &g.name, &record.audit);
        vec![names::goal(view.lang, &g.name), g.value.to_string(), maybe(g.bound), proof]
    };
    let columns = ["goal", "#value", "#bound", "proof"];
    page.table("plan.goals", &columns, record.plan.goals.iter().map(row).collect());
}

/// Posts that stay short, the heaviest first.
fn short(page: &mut Page, record: &Record, view: View) {
    let changes = Changes::of(record);
    let mut left: Vec<_> = changes.shortages().filter(|c| c.short_after() > 0).collect();
    left.sort_by_key(|c| std::cmp::Reverse(u64::from(c.post.weight) * u64::from(c.short_after())));
    let row = |c: &&lungang_results::changes::PostChange| {
        vec![
            record.county.school(c.post.school).name.clone(),
            names::stage(view.lang, c.post.part),
            names::subject(view.lang, &record.policy, c.post.subject),
            c.post.required.to_string(),
            c.post.short().to_string(),
            c.short_after().to_string(),
        ]
    };
    let columns = ["school", "stage", "subject", "#required", "#short-before", "#short-after"];
    page.table("plan.short", &columns, left.iter().map(row).collect());
}

fn moves(page: &mut Page, record: &Record, view: View) {
    let (county, policy) = (&record.county, &record.policy);
    let row = |m: &Move| {
        let teacher = county.teacher(m.teacher);
        vec![
            teacher.id.clone(),
            names::teacher(county, policy, m.teacher),
            county.school(teacher.school).name.clone(),
            county.school(m.to).name.clone(),
            names::subject(view.lang, policy, m.subject),
            names::direction(view.lang, direction(county, policy, teacher.school, m.to)),
            county.journey(m.teacher, m.to).map(tenths).unwrap_or_default(),
        ]
    };
    let columns = ["teacher-id", "name", "from-school", "to-school", "subject", "direction", "#km"];
    page.table("plan.moves", &columns, record.plan.moves.iter().map(row).collect());
}

/// Who teaches at several schools; nothing where nobody does.
fn visits(page: &mut Page, record: &Record, view: View) {
    let (county, policy) = (&record.county, &record.policy);
    let row = |v: &Visit| {
        vec![
            county.teacher(v.teacher).id.clone(),
            names::teacher(county, policy, v.teacher),
            county.school(v.base).name.clone(),
            county.school(v.school).name.clone(),
            names::subject(view.lang, policy, v.subject),
            v.periods.to_string(),
            county.between(v.base, v.school).map(tenths).unwrap_or_default(),
        ]
    };
    if !record.plan.visits.is_empty() {
        let columns = ["teacher-id", "name", "base-school", "school", "subject", "#periods", "#km"];
        page.table("plan.visits", &columns, record.plan.visits.iter().map(row).collect());
    }
}

/// Metres as kilometres with one place, rounded half up.
fn tenths(metres: u32) -> String {
    let tenths = metres / 100 + u32::from(metres % 100 >= 50);
    format!("{}.{}", tenths / 10, tenths % 10)
}
