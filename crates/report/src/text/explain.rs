//! `explain`: the answer in sentences, then the lists behind it.

use super::View;
use super::table::Page;
use crate::explain::Teller;
use lungang_domain::county::County;
use lungang_domain::explanation::{Answered, AtLeast, Explanation, OfPair, OfRule, OfSchool, OfTeacher};
use lungang_domain::needs::{Post, PostAfter};
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
        Answered::Pair(a) => pair(&mut page, &teller, a, view),
        Answered::School(a) => school(&mut page, &teller, a),
        Answered::Rule(a) => rule(&mut page, &teller, a),
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

fn pair(page: &mut Page, t: &Teller<'_>, a: &OfPair, view: View) {
    let row =
        |c: &lungang_domain::explanation::Changed| vec![t.teacher(c.teacher), t.choice(c.before), t.choice(c.after)];
    let most = if view.rows == usize::MAX { usize::MAX } else { OTHERS };
    let columns = ["teacher", "planned", "otherwise"];
    page.table_of("explain.others", &columns, a.others.iter().map(row).collect(), most);
}

fn school(page: &mut Page, t: &Teller<'_>, a: &OfSchool) {
    let subject = |m: &Move| names::subject(t.lang, t.policy, m.subject);
    let home = |m: &Move| t.school(t.county.teacher(m.teacher).school);
    let arrive = a.arrive.iter().map(|m| vec![t.teacher(m.teacher), home(m), subject(m)]);
    page.table("explain.arrive", &["teacher", "from-school", "subject"], arrive.collect());
    let leave = a.leave.iter().map(|m| vec![t.teacher(m.teacher), t.school(m.to), subject(m)]);
    page.table("explain.leave", &["teacher", "to-school", "subject"], leave.collect());
    let post = |(p, after): &(Post, PostAfter)| {
        vec![
            names::stage(t.lang, p.part),
            names::subject(t.lang, t.policy, p.subject),
            p.required.to_string(),
            p.serving.to_string(),
            after.serving.to_string(),
            after.short(p).to_string(),
            p.weight.to_string(),
        ]
    };
    let columns = ["stage", "subject", "#required", "#serving-before", "#serving-after", "#short-after", "#weight"];
    page.table("explain.subjects", &columns, a.subjects.iter().map(post).collect());
}

fn rule(page: &mut Page, t: &Teller<'_>, a: &OfRule) {
    let bound = a.binding.iter().map(|b| {
        let sign = if b.least { "≥" } else { "≤" };
        vec![t.place(&b.at), format!("{sign} {}", b.limit)]
    });
    page.table("explain.binding", &["place", "limit"], bound.collect());
    let price = a.prices.iter().map(|p| vec![names::goal(t.lang, &p.goal), t.place(&p.at), t.price(p)]);
    page.table("explain.prices", &["goal", "place", "#price"], price.collect());
}
