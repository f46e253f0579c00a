//! `explain`: the answer in sentences, then the lists behind it.

use super::View;
use crate::block::{Cut, TERMINAL, Table};
use crate::explain::Teller;
use crate::pages::{counted, figures, words};
use crate::pens::text::Page;
use lungang_domain::county::County;
use lungang_domain::explanation::{Answered, AtLeast, Binding, Explanation, OfPair, OfRule, OfSchool, OfTeacher};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use lungang_results::names;

/// Most teachers who are named as moving otherwise; the rest is counted.
const OTHERS: usize = 10;

/// The text of an explanation.
pub fn explain(county: &County, policy: &Policy, explanation: &Explanation, view: View) -> String {
    let teller = Teller { county, policy, explanation, lang: view.lang };
    let mut page = Page::new(view);
    teller.answer().iter().for_each(|line| page.line(line));
    match &explanation.answer {
        Answered::Teacher(a) => teacher(&mut page, &teller, a),
        Answered::Pair(a) => page.table(&others(&teller, a)),
        Answered::School(a) => school(&mut page, &teller, a),
        Answered::Rule(a) => rule(&mut page, &teller, a),
        // The sentences say it all.
        Answered::ByHand(_) => {}
    }
    page.finish()
}

fn teacher(page: &mut Page, t: &Teller<'_>, a: &OfTeacher) {
    let listed = a.alternatives.iter().map(|other| vec![t.choice(other.choice), t.comes(&other.comes)]);
    page.list("explain.alternatives", listed.collect());
    let least = |r: &AtLeast| {
        let words = match &r.loss {
            Some((goal, least)) => {
                let args = [("goal", names::goal(t.lang, goal)), ("n", least.to_string())];
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                // No goal comes before the first.
                let first = t.explanation.goals.first().is_some_and(|g| g.name == *goal);
                let key = if first { "text.explain.at-least-first" } else { "text.explain.at-least" };
                names::sentence(t.lang, key, &args)
            }
            None => names::word(t.lang, "text.explain.not-solved"),
        };
        vec![t.choice(r.choice), words]
    };
    page.list("explain.rest", a.rest.iter().map(least).collect());
}

/// Teachers for whom the other plan decides otherwise.
fn others(t: &Teller<'_>, a: &OfPair) -> Table {
    Table::of(&a.others)
        .column(words(t.lang, "teacher"), |c| t.teacher(c.teacher))
        .column(words(t.lang, "planned"), |c| t.choice(c.before))
        .column(words(t.lang, "otherwise"), |c| t.choice(c.after))
        .table()
        .titled(TERMINAL, counted(t.lang, "report.text.explain.others", a.others.len()))
        .cut(Cut::At(OTHERS))
}

fn school(page: &mut Page, t: &Teller<'_>, a: &OfSchool) {
    let moves = |key: &str, moves: &[Move], school: &str, of: &dyn Fn(&Move) -> SchoolIx| {
        Table::of(moves)
            .column(words(t.lang, "teacher"), |m| t.teacher(m.teacher))
            .column(words(t.lang, school), |m| t.school(of(m)))
            .column(words(t.lang, "subject"), |m| names::subject(t.lang, t.policy, m.subject))
            .table()
            .titled(TERMINAL, counted(t.lang, &format!("report.text.explain.{key}"), moves.len()))
    };
    page.table(&moves("arrive", &a.arrive, "from-school", &|m| t.county.teacher(m.teacher).school));
    page.table(&moves("leave", &a.leave, "to-school", &|m| m.to));
    page.table(&posts(t, a));
}

/// Every post of the school before and after the moves.
fn posts(t: &Teller<'_>, a: &OfSchool) -> Table {
    Table::of(&a.subjects)
        .column(words(t.lang, "stage"), |(p, _)| names::stage(t.lang, p.part))
        .column(words(t.lang, "subject"), |(p, _)| names::subject(t.lang, t.policy, p.subject))
        .column(figures(t.lang, "required"), |(p, _)| p.required)
        .column(figures(t.lang, "serving-before"), |(p, _)| p.serving)
        .column(figures(t.lang, "serving-after"), |(_, after)| after.serving)
        .column(figures(t.lang, "short-after"), |(p, after)| after.short(p))
        .column(figures(t.lang, "weight"), |(p, _)| p.weight)
        .table()
        .titled(TERMINAL, counted(t.lang, "report.text.explain.subjects", a.subjects.len()))
}

fn rule(page: &mut Page, t: &Teller<'_>, a: &OfRule) {
    let limit = |b: &Binding| format!("{} {}", if b.least { "≥" } else { "≤" }, b.limit);
    let binding = Table::of(&a.binding)
        .column(words(t.lang, "place"), |b| t.place(&b.at))
        .column(words(t.lang, "limit"), |b| limit(b))
        .table();
    page.table(&binding.titled(TERMINAL, counted(t.lang, "report.text.explain.binding", a.binding.len())));
    let prices = Table::of(&a.prices)
        .column(words(t.lang, "goal"), |p| names::goal(t.lang, &p.goal))
        .column(words(t.lang, "place"), |p| t.place(&p.at))
        .column(figures(t.lang, "price"), |p| t.price(p))
        .table();
    page.table(&prices.titled(TERMINAL, counted(t.lang, "report.text.explain.prices", a.prices.len())));
}
