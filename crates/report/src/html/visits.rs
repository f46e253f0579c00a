//! Who teaches at several schools: how many periods from which school to which; people only where that is asked for.

use super::PlanSource;
use super::burden::kilometres;
use super::sheet::{Layout, Sheet, Table, sentence, word};
use lungang_domain::document::VisitDoc;
use lungang_results::names;

/// The section; none where nobody travels.
pub fn visits(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    let visits = &source.document.visits;
    if visits.is_empty() {
        return;
    }
    let (lang, county, policy) = (sheet.lang, source.county, source.policy);
    sheet.section("visits");
    let label = |id: &str| match county.find_school(id) {
        Some(at) => county.school(at).name.clone(),
        None => id.to_owned(),
    };
    let subject = |v: &VisitDoc| match policy.subject(&v.subject) {
        Some(k) => names::subject(lang, policy, k),
        None => v.subject.clone(),
    };
    let metres = |v: &VisitDoc| county.find_school(&v.base_school).zip(county.find_school(&v.school));
    let way = |v: &VisitDoc| metres(v).and_then(|(from, to)| county.between(from, to));
    let mut columns = vec![
        names::word(lang, "col.base-school"),
        names::word(lang, "col.school"),
        names::word(lang, "col.stage"),
        names::word(lang, "col.subject"),
        format!("#{}", names::word(lang, "col.periods")),
        format!("#{}", names::word(lang, "col.km")),
    ];
    if people {
        columns.splice(0..0, [names::word(lang, "col.teacher-id"), names::word(lang, "col.name")]);
    }
    let row = |v: &VisitDoc| {
        let mut cells = vec![
            label(&v.base_school),
            label(&v.school),
            names::stage(lang, v.stage),
            subject(v),
            v.periods.to_string(),
            way(v).map_or_else(|| "–".to_owned(), kilometres),
        ];
        if people {
            let name = county.find_teacher(&v.teacher_id).map(|t| names::teacher(county, policy, t));
            cells.splice(0..0, [v.teacher_id.clone(), name.unwrap_or_default()]);
        }
        cells
    };
    let rows: Vec<Vec<String>> = visits.iter().map(row).collect();
    let periods: u32 = visits.iter().map(|v| v.periods).sum();
    let layout = if rows.len() > 30 { Layout::Folded } else { Layout::Stacked };
    let args = [("n", visits.len().to_string()), ("periods", periods.to_string())];
    let caption = sentence(lang, "visits.caption", &args);
    sheet.paragraph(&word(lang, "visits.what"));
    sheet.table(Table { caption, columns: &columns, rows, layout });
}
