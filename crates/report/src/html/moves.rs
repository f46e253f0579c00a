//! Who goes where: how many from school to school; people only where that is asked for.

use super::PlanSource;
use super::burden::{kilometres, pair};
use super::sheet::{Layout, Sheet, Table, sentence, word};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Move;
use lungang_results::changes::direction;
use lungang_results::names;
use std::collections::BTreeMap;

/// The section.
pub fn moves(sheet: &mut Sheet, source: &PlanSource<'_>, people: bool) {
    let lang = sheet.lang;
    sheet.section("moves");
    let (county, policy) = (source.county, source.policy);
    let labels = names::school_labels(county);
    let subject = |m: &Move| {
        sentence(
            lang,
            "moves.post",
            &[("stage", names::stage(lang, m.part)), ("subject", names::subject(lang, policy, m.subject))],
        )
    };
    let way = |from: usize, to: usize| {
        names::direction(lang, direction(county, policy, SchoolIx::new(from), SchoolIx::new(to)))
    };
    let mut pairs: BTreeMap<(usize, usize), Vec<&Move>> = BTreeMap::new();
    for m in source.moves {
        pairs.entry(pair(source, m)).or_default().push(m);
    }
    let columns = [
        names::word(lang, "col.from-school"),
        names::word(lang, "col.to-school"),
        names::word(lang, "col.direction"),
        format!("#{}", word(lang, "burden.people")),
        word(lang, "moves.posts"),
    ];
    let row = |((from, to), moves): (&(usize, usize), &Vec<&Move>)| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        moves.iter().for_each(|m| *counts.entry(subject(m)).or_default() += 1);
        let posts = counts.into_iter().map(|(s, n)| if n > 1 { format!("{s} × {n}") } else { s });
        let posts: Vec<String> = posts.collect();
        let separator = names::word(lang, "word-separator");
        vec![
            labels[*from].clone(),
            labels[*to].clone(),
            way(*from, *to),
            moves.len().to_string(),
            posts.join(&separator),
        ]
    };
    let rows: Vec<Vec<String>> = pairs.iter().map(row).collect();
    let layout = if rows.len() > 30 { Layout::Folded } else { Layout::Stacked };
    let caption = sentence(lang, "moves.pairs", &[("n", source.moves.len().to_string())]);
    sheet.table(Table { caption, columns: &columns, rows, layout });
    if people {
        list(sheet, source, &labels, &subject);
    }
}

fn list(sheet: &mut Sheet, source: &PlanSource<'_>, labels: &[String], subject: &dyn Fn(&Move) -> String) {
    let lang = sheet.lang;
    let columns = [
        names::word(lang, "col.teacher-id"),
        names::word(lang, "col.name"),
        names::word(lang, "col.from-school"),
        names::word(lang, "col.to-school"),
        word(lang, "moves.post-of"),
        format!("#{}", names::word(lang, "col.km")),
    ];
    let row = |m: &Move| {
        let (from, to) = pair(source, m);
        vec![
            source.county.teacher(m.teacher).id.clone(),
            names::teacher(source.county, source.policy, m.teacher),
            labels[from].clone(),
            labels[to].clone(),
            subject(m),
            source.county.journey(m.teacher, m.to).map_or_else(|| "–".to_owned(), kilometres),
        ]
    };
    let caption = sentence(lang, "moves.people", &[("n", source.moves.len().to_string())]);
    let rows = source.moves.iter().map(row).collect();
    sheet.table(Table { caption, columns: &columns, rows, layout: Layout::Stacked });
}
