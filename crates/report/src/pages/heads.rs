//! Heads of schools: who leads which school from now on (校长交流), and what that comes to.

use super::moves::MANY;
use super::{counted, figures, words};
use crate::block::{ALL, Cell, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::audit::HeadsAudit;
use lungang_domain::document::HeadDoc;
use lungang_domain::heads::GOALS;
use lungang_results::{mask, names};

/// Most heads who are named in a line.
const NAMED: usize = 20;

/// Every head, those who stay among them.
pub fn all(of: &Naming<'_>, heads: &[HeadDoc]) -> Table {
    table(of, heads.iter().collect(), true)
}

/// Heads who change schools; a page names people only where `people` asks for it.
pub fn moves(of: &Naming<'_>, heads: &[HeadDoc], people: bool) -> Table {
    let moves: Vec<&HeadDoc> = heads.iter().filter(|h| h.from_school != h.to_school).collect();
    let title = |key: &str| counted(of.lang, key, moves.len());
    let (text, page) = (title("report.text.plan.heads"), title("page.heads.caption"));
    table(of, moves, people).titled(TERMINAL, text).titled(PAGE, page)
}

fn table(of: &Naming<'_>, heads: Vec<&HeadDoc>, people: bool) -> Table {
    let lang = of.lang;
    let named = if people { ALL } else { TERMINAL.and(WORKBOOK) };
    let journey = |h: &HeadDoc| {
        let ends = of.county.find_teacher(&h.teacher_id).zip(of.county.find_school(&h.to_school));
        let ends = ends.filter(|_| h.from_school != h.to_school);
        ends.and_then(|(who, to)| of.county.journey(who, to)).map(Cell::Metres)
    };
    let layout = if heads.len() > MANY { Layout::Folded } else { Layout::Stacked };
    Table::of(heads)
        .column(words(lang, "teacher-id").only(named), |h| &h.teacher_id)
        .column(words(lang, "name").only(named), |h| of.called(&h.name))
        .column(words(lang, "office"), |h| Cell::Word(names::word_of(lang, "role", h.role.name())))
        .column(words(lang, "from-school"), |h| of.school_of(&h.from_school))
        .column(words(lang, "to-school"), |h| of.school_of(&h.to_school))
        .column(words(lang, "tenure"), |h| Cell::Word(names::word_of(lang, "tenure", h.tenure.name())))
        .column(words(lang, "office-since").only(WORKBOOK), |h| h.office_since.clone().unwrap_or_default())
        .column(figures(lang, "office-years"), |h| h.years)
        .column(figures(lang, "km"), |h| journey(h))
        .table()
        .layout(layout)
        .fit(2, 36)
}

/// What the exchange of heads comes to, a line each; nobody is named where `people` does not ask for it.
pub fn lines(of: &Naming<'_>, audit: &HeadsAudit, people: bool) -> Vec<String> {
    let lang = of.lang;
    let value = |name: &str| audit.goals.iter().find(|g| g.name == name).map_or(0, |g| g.value);
    let [left, early, journey, _] = GOALS.map(value);
    let km = format!("{}.{}", journey / 10, journey % 10);
    let n = |count: i64| count.to_string();
    let args = [
        ("heads", audit.heads.to_string()),
        ("due", audit.due.to_string()),
        ("moves", audit.moves.to_string()),
        ("early", n(early)),
        ("km", km),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut lines = vec![names::sentence(lang, "heads.figures", &args)];
    if left > 0 {
        let who = |id: &String| {
            let name = of.county.find_teacher(id).map(|t| mask::shown(of.policy, &of.county.teacher(t).name));
            [Some(id.clone()), name.filter(|name| !name.is_empty())].into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        let named: Vec<String> = audit.left.iter().take(NAMED).map(who).collect();
        let named = named.join(&names::word(lang, "word-separator"));
        let key = match people {
            false => "heads.left",
            true if audit.left.len() > NAMED => "heads.left-more",
            true => "heads.left-named",
        };
        lines.push(names::sentence(lang, key, &[("n", &n(left)), ("who", &named)]));
    }
    let unchecked = |u: &lungang_domain::missing::Unchecked| {
        let missing = names::missing(lang, u.missing);
        names::sentence(lang, "heads.unchecked", &[("n", &u.places.to_string()), ("missing", &missing)])
    };
    lines.extend(audit.unchecked.iter().map(unchecked));
    let proved = if audit.certified { "heads.certified" } else { "heads.open" };
    lines.push(names::word(lang, proved));
    lines.push(names::word(lang, "heads.note"));
    lines
}
