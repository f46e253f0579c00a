//! `plan`: how it ended, the key figures, the compliance table, goals, what stays short, the moves.

use super::View;
use super::audit::{certified, compliance, defects, origin};
use crate::naming::Naming;
use crate::pages::{figures, goals, heads, moves, people, retasks, shortages, visits};
use crate::pens::text::Page;
use lungang_domain::document::PlanDocument;
use lungang_domain::plan::PlanStatus;
use lungang_domain::record::Record;
use lungang_results::plan_document::{plan_document, suspended_laws};
use lungang_results::{exchange, names};
use std::cmp::Reverse;

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
    let (county, policy) = (&record.county, &record.policy);
    let document = plan_document(record, lang);
    page.table(&figures::key_figures(lang, &document.summary).first(figures::SHORT));
    let exchange = document.summary.exchange.iter();
    exchange.flat_map(|figures| exchange::lines(lang, figures)).for_each(|line| page.line(&line));
    if let Some(line) = names::private(lang, document.summary.private_schools) {
        page.line(&line);
    }
    compliance(&mut page, &record.audit, county, policy, view);
    page.table(&goals::goals(lang, record));
    certified(&mut page, &record.audit, county, view);
    short(&mut page, record, &document, view);
    let naming = Naming::new(lang, county, policy);
    page.table(&moves::moves(&naming, &record.plan.moves, &[]));
    page.table(&retasks::retasks(&naming, &document.retasks, true));
    not_sent(&mut page, &naming, record, &document);
    page.table(&visits::visits(&naming, &document.visits, true));
    if let Some((document, audit)) = document.heads.as_ref().zip(record.audit.heads.as_ref()) {
        page.table(&heads::moves(&naming, &document.heads, true));
        page.gap();
        heads::lines(&naming, audit, true).iter().for_each(|line| page.line(line));
    }
    origin(&mut page, &record.audit, &record.county, &record.policy, view);
    defects(&mut page, &record.audit, &record.county, &record.policy, view);
    page.gap();
    let key = if record.audit.clean { "overview.clean" } else { "overview.breached" };
    page.line(&names::sentence(lang, key, &[("n", &record.audit.breaches.to_string())]));
    page.finish()
}

/// Who applied and is not sent; nothing where nobody is.
fn not_sent(page: &mut Page, naming: &Naming<'_>, record: &Record, document: &PlanDocument) {
    let table = people::not_sent(naming, &record.eligibility, &record.plan.moves, &document.shortages);
    if !table.is_empty() {
        page.table(&table);
    }
}

/// Posts that stay short, the heaviest first.
fn short(page: &mut Page, record: &Record, document: &PlanDocument, view: View) {
    let mut left: Vec<_> = document.shortages.iter().filter(|s| s.short_after > 0).collect();
    left.sort_by_key(|s| Reverse(u64::from(s.weight) * u64::from(s.short_after)));
    page.table(&shortages::posts(view.lang, &record.policy, left));
}
