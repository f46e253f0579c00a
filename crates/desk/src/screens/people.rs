//! The people of a county: who is eligible, and what speaks against the others; a page for each.

use super::hand::Choices;
use super::problems::book;
use super::rows::{PlanRow, plans};
use super::{Desk, Frame, faulty};
use crate::ask::{Answer, Ask, Fault, part};
use askama::Template;
use lungang_domain::county::County;
use lungang_report::screens::{self, Choice, Listing, People, Sorted};
use lungang_results::{mask, names};

/// People on one page.
const SHOWN: usize = 100;

/// The choices by verdict, as the address names them.
const CHOICES: [(&str, Choice); 4] = [
    ("all", Choice::All),
    ("eligible", Choice::Eligible),
    ("not-eligible", Choice::NotEligible),
    ("applied", Choice::Applied),
];

#[derive(Template)]
#[template(path = "people.html")]
struct Page<'a> {
    frame: Frame<'a>,
    address: String,
    find: String,
    schools: Vec<(String, String, bool)>,
    choices: Vec<(&'static str, String, bool)>,
    sum: String,
    list: String,
    pages: Vec<(String, String, bool)>,
}

/// What is looked for, as the address says.
fn asked(ask: &Ask, county: &County) -> People {
    let choice = CHOICES.iter().find(|(name, _)| Some(*name) == ask.query.get("choice")).map(|(_, choice)| *choice);
    People {
        find: ask.query.get("find").unwrap_or_default().trim().to_owned(),
        school: ask.query.said("school").and_then(|id| county.find_school(id)),
        choice: choice.unwrap_or_default(),
    }
}

/// By which column a list is sorted, as the address says, and whether downwards.
pub fn order(ask: &Ask, columns: &[String]) -> Option<(usize, bool)> {
    let by: usize = ask.query.get("sort")?.parse().ok()?;
    (by < columns.len()).then(|| (by, ask.query.get("down") == Some("yes")))
}

/// The address of the same list in another order.
pub fn sorted_by(ask: &Ask, root: &str, by: usize, down: bool) -> String {
    let changes = [("sort", by.to_string()), ("down", if down { "yes" } else { "no" }.to_owned())];
    let changes: Vec<(&str, &str)> = changes.iter().map(|(n, v)| (*n, v.as_str())).chain([("page", "1")]).collect();
    format!("{root}?{}", ask.query.with(&changes))
}

/// The listing that the address asks for, in its order.
fn listing(ask: &Ask, of: &crate::shelf::County) -> Option<(Listing, Option<(usize, bool)>)> {
    let (case, who) = of.case.as_ref()?;
    let listing = screens::people(&case.county, &case.policy, who, &asked(ask, &case.county), ask.lang);
    let order = order(ask, &listing.columns());
    Some((order.into_iter().fold(listing, |listing, (by, down)| listing.sorted(by, down, ask.lang)), order))
}

/// The list.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, read) = desk.county(ask)?;
    let Some((listing, order)) = listing(ask, &read) else { return faulty(&entry, ask) };
    let Some((case, who)) = &read.case else { return faulty(&entry, ask) };
    let (county, asked) = (&case.county, asked(ask, &case.county));
    let root = format!("/county/{}/people", part(&entry.name));
    let pages = listing.len().div_ceil(SHOWN).max(1);
    let number = ask.query.get("page").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
    let address = |by: usize, down: bool| sorted_by(ask, &root, by, down);
    let leads = root.clone();
    let list = listing.draw(
        ((number - 1) * SHOWN, SHOWN),
        Sorted { by: order, address: &address },
        Box::new(move |id| format!("{leads}/{}", part(id))),
        ask.lang,
    );
    let labels = names::school_labels(county);
    let schools = county.schools.iter().zip(labels).enumerate().filter(|(_, (school, _))| school.public);
    let schools = schools
        .map(|(at, (school, label))| (school.id.clone(), label, asked.school.is_some_and(|chosen| chosen.at() == at)));
    let choice = |(name, choice): &(&'static str, Choice)| {
        (*name, ask.t(&format!("people.choice-{name}")), *choice == asked.choice)
    };
    let (n, of, eligible) = (listing.len().to_string(), county.teachers.len().to_string(), who.count().to_string());
    let query = ask.query.with(&[]);
    let page = Page {
        frame: Frame::county(ask, &entry, "/people", &ask.t("people.title")).download(format!("{root}.xlsx?{query}")),
        address: root.clone(),
        find: asked.find.clone(),
        schools: schools.collect(),
        choices: CHOICES.iter().map(choice).collect(),
        sum: ask.say("people.sum", &[("n", &n), ("of", &of), ("eligible", &eligible)]),
        list,
        pages: near(number, pages)
            .map(|n| (format!("{root}?{}", ask.query.with(&[("page", &n.to_string())])), n.to_string(), n == number))
            .collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// The pages that are led to: the first, the last, and those near this one; none where there is but one.
fn near(number: usize, pages: usize) -> impl Iterator<Item = usize> {
    (1..=pages).filter(move |n| pages > 1 && (*n == 1 || *n == pages || n.abs_diff(number) <= 3))
}

/// The list as a workbook: what the address asks for, all of it.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, read) = desk.county(ask)?;
    let (listing, _) = listing(ask, &read).ok_or(Fault::Nothing)?;
    let bytes = book(&[listing], &read, ask)?;
    Ok(Answer::Workbook(ask.say("file.people", &[("name", &entry.name)]), bytes))
}

#[derive(Template)]
#[template(path = "person.html")]
pub struct Person<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) address: String,
    pub(super) decision: Option<(&'static str, Vec<String>)>,
    pub(super) state: String,
    pub(super) answer: Option<String>,
    pub(super) fault: Option<String>,
    pub(super) facts: String,
    /// Where the person may be sent by hand; nothing where no plan is open.
    pub(super) choices: Option<Choices>,
    /// Address and words of what the plans decide on the person.
    pub(super) plans: Vec<(String, String)>,
}

/// A person by the tables alone; what each plan of the county decides is led to.
pub fn person(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, read) = desk.county(ask)?;
    let Some((case, who)) = &read.case else { return faulty(&entry, ask) };
    let at = case.county.find_teacher(ask.name("teacher")).ok_or(Fault::Nothing)?;
    let teacher = case.county.teacher(at);
    let title = called(&teacher.id, &mask::shown(&case.policy, &teacher.name));
    let led = |plan: PlanRow| {
        let words = ask.say("person.in-plan", &[("name", &plan.name)]);
        (format!("{}/people/{}", plan.address, part(&teacher.id)), words)
    };
    let page = Person {
        frame: Frame::county(ask, &entry, "/people", &title),
        address: String::new(),
        decision: None,
        state: String::new(),
        answer: None,
        fault: None,
        choices: None,
        facts: screens::facts(&case.county, &case.policy, who, at, ask.lang),
        plans: plans(desk, ask, Some(&entry)).into_iter().filter(|plan| plan.fault.is_none()).map(led).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// What a person is called: id and name as it may be shown.
pub fn called(id: &str, name: &str) -> String {
    if name.is_empty() { id.to_owned() } else { format!("{name}（{id}）") }
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn the_ends_and_what_is_near_are_led_to() {
        assert_eq!(near(1, 1).collect::<Vec<_>>(), [0_usize; 0]);
        assert_eq!(near(2, 3).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(near(10, 200).collect::<Vec<_>>(), [1, 7, 8, 9, 10, 11, 12, 13, 200]);
    }
}
