//! Moves: who goes where, from when to when and why; and how many go from school to school.

use super::{counted, figures, people, words};
use crate::block::{Cell, Column, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::calendar::full_years;
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::{Move, Serves};
use lungang_domain::words::say;
use lungang_results::changes::direction;
use lungang_results::names;
use std::collections::BTreeMap;

/// Rows of a page above which a table is folded.
pub const MANY: usize = 30;

/// The list of moves; `serves` says what each is there for, where that is told.
pub fn moves(of: &Naming<'_>, moves: &[Move], serves: &[Vec<Serves>]) -> Table {
    let (lang, county, policy) = (of.lang, of.county, of.policy);
    let who = |m: &Move| county.teacher(m.teacher);
    let home = |m: &Move| who(m).school;
    let (first, last) = (county.school_year.first_day(), county.school_year.last_day(policy.movement.term_years.value));
    let (start, end) =
        (Cell::Day(first.year(), first.month(), first.day()), Cell::Day(last.year(), last.month(), last.day()));
    let because = |at: usize, m: &Move| {
        let all = serves.get(at).into_iter().flatten().map(|s| names::serves(lang, county, policy, m, *s));
        all.collect::<Vec<_>>().join(&names::word(lang, "list-separator"))
    };
    let (list, book) = (TERMINAL.and(WORKBOOK), WORKBOOK);
    Table::of(moves.iter().enumerate())
        .column(words(lang, "number").only(book), |(at, _)| at + 1)
        .column(words(lang, "teacher-id"), |(_, m)| &county.teacher(m.teacher).id)
        .column(words(lang, "name"), |(_, m)| of.name(m.teacher))
        .column(words(lang, "sex").only(book), |(_, m)| who(m).sex.map(|sex| Cell::Word(names::sex(lang, sex))))
        .column(figures(lang, "age").only(book), |(_, m)| people::age(of, m.teacher))
        .column(words(lang, "title").only(book), |(_, m)| Cell::Word(names::title(lang, who(m).title)))
        .column(words(lang, "backbone").only(book), |(_, m)| names::backbone(lang, policy, who(m).backbone))
        .column(figures(lang, "years-here").only(book), |(_, m)| full_years(who(m).joined, county.reference_day()))
        .column(words(lang, "from-school"), |(_, m)| of.school(home(m)))
        .column(words(lang, "to-school"), |(_, m)| of.school(m.to))
        .column(words(lang, "stage").only(book), |(_, m)| Cell::Word(names::stage(lang, m.part)))
        .column(words(lang, "subject").only(list), |(_, m)| Cell::Word(names::subject(lang, policy, m.subject)))
        .column(Column::words(say(lang, "page.moves.post-of", &[])).only(PAGE), |(_, m)| post(of, m))
        .column(words(lang, "direction").only(list), |(_, m)| {
            Cell::Word(names::direction(lang, direction(county, policy, home(m), m.to)))
        })
        .column(words(lang, "start").only(book), |_| start.clone())
        .column(words(lang, "end").only(book), |_| end.clone())
        .column(figures(lang, "km"), |(_, m)| county.journey(m.teacher, m.to).map(Cell::Metres))
        .column(figures(lang, "wish").only(book), |(_, m)| county.wish_rank(m.teacher, m.to))
        .column(words(lang, "because").only(book), |(at, m)| because(*at, m))
        .about(|(_, m)| who(m).id.clone())
        .table()
        .titled(TERMINAL, counted(lang, "report.text.plan.moves", moves.len()))
        .titled(PAGE, counted(lang, "page.moves.people", moves.len()))
        .layout(Layout::Stacked)
        .fit(3, 24)
}

/// Stage and subject of a post.
fn post(of: &Naming<'_>, m: &Move) -> String {
    let args =
        [("stage", &*names::stage(of.lang, m.part)), ("subject", &names::subject(of.lang, of.policy, m.subject))];
    say(of.lang, "page.moves.post", &args)
}

/// How many move from which school to which, and to which posts.
pub fn between_schools(of: &Naming<'_>, moves: &[Move]) -> Table {
    let (lang, county, policy) = (of.lang, of.county, of.policy);
    let mut pairs: BTreeMap<(SchoolIx, SchoolIx), Vec<&Move>> = BTreeMap::new();
    for m in moves {
        pairs.entry((county.teacher(m.teacher).school, m.to)).or_default().push(m);
    }
    let posts = |moves: &[&Move]| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        moves.iter().for_each(|m| *counts.entry(post(of, m)).or_default() += 1);
        let posts = counts.into_iter().map(|(post, n)| if n > 1 { format!("{post} × {n}") } else { post });
        posts.collect::<Vec<_>>().join(&names::word(lang, "word-separator"))
    };
    let layout = if pairs.len() > MANY { Layout::Folded } else { Layout::Stacked };
    Table::of(pairs)
        .column(words(lang, "from-school"), |((from, _), _)| of.school(*from))
        .column(words(lang, "to-school"), |((_, to), _)| of.school(*to))
        .column(words(lang, "direction"), |((from, to), _)| {
            names::direction(lang, direction(county, policy, *from, *to))
        })
        .column(Column::figures(say(lang, "page.burden.people", &[])), |(_, moves)| moves.len())
        .column(Column::words(say(lang, "page.moves.posts", &[])), |(_, moves)| posts(moves))
        .table()
        .titled(PAGE, counted(lang, "page.moves.pairs", moves.len()))
        .layout(layout)
}
