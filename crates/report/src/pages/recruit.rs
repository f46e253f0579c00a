//! A recruitment plan: the structural balance, the schools with their vacancies, the posts that are recruited for.

use super::{figures, words};
use crate::block::{Alarm, CSV, Cell, Column, TERMINAL, Table, WORKBOOK};
use crate::json::{RecruitDocument, SchoolRecruits};
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

fn word(lang: Lang, key: &str) -> String {
    say(lang, &format!("recruit.col.{key}"), &[])
}

/// What it is called.
pub fn title(lang: Lang, document: &RecruitDocument) -> String {
    say(lang, "recruit.title", &[("county", &document.county), ("year", &document.school_year)])
}

/// What is told above the tables: what it rests on, what totals leave, what is unknown.
pub fn notes(lang: Lang, policy: &Policy, document: &RecruitDocument) -> Vec<String> {
    let told = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        say(lang, &format!("recruit.{key}"), &args)
    };
    let d = document;
    let number = |name: &'static str, n: u32| (name, n.to_string());
    let mut lines = vec![
        told(
            "basis",
            &[
                ("policy", policy.name.get(lang).to_owned()),
                number("moves", d.moves),
                number("retasks", d.retasks),
                ("until", d.until.clone()),
            ],
        ),
        told("sum", &[number("short", d.short), number("vacancies", d.vacancies), number("n", d.recruits)]),
        told("unmet", &[("before", d.unmet_before.to_string()), ("after", d.unmet_after.to_string())]),
    ];
    for room in &d.totals {
        let of = room.stage.map_or_else(|| told("all-stages", &[]), |stage| names::stage(lang, stage));
        let (key, n) = if room.over() > 0 { ("total-over", room.over()) } else { ("total", room.left) };
        lines.push(told(
            key,
            &[
                ("of", of),
                number("authorised", room.authorised),
                number("payroll", room.payroll),
                number("leaving", room.leaving),
                number("n", n),
            ],
        ));
    }
    let computed = d.schools.iter().filter(|s| !s.stated).count() as u32;
    let told_of = [
        ("held-back", d.held_back),
        ("foreseen", d.foreseen),
        ("computed", computed),
        ("birth-unknown", d.birth_unknown),
    ];
    for (key, n) in told_of {
        if n > 0 {
            lines.push(told(key, &[number("n", n)]));
        }
    }
    lines
}

/// By stage and subject.
pub fn balance(lang: Lang, policy: &Policy, document: &RecruitDocument) -> Table {
    let retiring = |year: &&String| Column::figures(say(lang, "recruit.col.retiring-in", &[("year", year.as_str())]));
    Table::of(&document.subjects)
        .column(words(lang, "stage"), |s| Cell::Word(names::stage(lang, s.stage)))
        .column(words(lang, "subject"), |s| Cell::Word(names::subject_of_id(lang, policy, &s.subject)))
        .column(figures(lang, "required"), |s| s.required)
        .column(Column::figures(word(lang, "available")), |s| s.available)
        .column(Column::figures(word(lang, "after")), |s| s.after)
        .columns(&document.retirement_years, retiring, |s, at, _| s.retiring[at])
        .column(figures(lang, "short"), |s| s.short)
        .column(Column::figures(word(lang, "vacant")), |s| s.vacant)
        .column(Column::figures(word(lang, "recruits")), |s| s.recruits)
        .table()
        .titled(TERMINAL, say(lang, "recruit.balance", &[]))
        .fit(2, 24)
}

/// By school; a terminal leaves out where nothing is short and nobody may be recruited.
pub fn schools<'a>(lang: Lang, schools: impl IntoIterator<Item = &'a SchoolRecruits>) -> Table {
    let basis = |s: &&SchoolRecruits| {
        let key = if s.stated { "stated-posts" } else { "computed-posts" };
        Cell::Word(say(lang, &format!("recruit.{key}"), &[]))
    };
    let table = Table::of(schools)
        .column(words(lang, "school-id"), |s| &s.school_id)
        .column(words(lang, "school"), |s| &s.name)
        .column(Column::figures(word(lang, "establishment")), |s| s.establishment)
        .column(Column::words(word(lang, "basis")), basis)
        .column(Column::figures(word(lang, "payroll")), |s| s.payroll)
        .column(Column::figures(word(lang, "retiring")), |s| s.retiring)
        .column(Column::figures(word(lang, "departing")), |s| s.departing)
        .column(Column::figures(word(lang, "vacancies")), |s| s.vacancies)
        .column(figures(lang, "short"), |s| s.short)
        .column(Column::figures(word(lang, "recruits")), |s| s.recruits)
        .table();
    let n = table.len().to_string();
    table.titled(TERMINAL, say(lang, "recruit.schools", &[("n", &n)])).fit(2, 36)
}

/// By post; for machines under names.
pub fn posts(lang: Lang, policy: &Policy, document: &RecruitDocument) -> Table {
    let all = document.schools.iter().flat_map(|school| school.posts.iter().map(move |post| (school, post)));
    let table = Table::of(all)
        .column(words(lang, "school-id").called(CSV, "school_id"), |(s, _)| &s.school_id)
        .column(words(lang, "school").called(CSV, "school"), |(s, _)| &s.name)
        .column(words(lang, "stage").only(TERMINAL.and(WORKBOOK)), |(_, p)| Cell::Word(names::stage(lang, p.stage)))
        .column(words(lang, "subject").only(TERMINAL.and(WORKBOOK)), |(_, p)| {
            Cell::Word(names::subject_of_id(lang, policy, &p.subject))
        })
        .column(Column::words("stage").only(CSV), |(_, p)| p.stage.name())
        .column(Column::words("subject").only(CSV), |(_, p)| &p.subject)
        .column(Column::figures(word(lang, "short-now")).called(CSV, "short_now"), |(_, p)| p.short_now)
        .column(Column::figures(word(lang, "short-later")).called(CSV, "short_later"), |(_, p)| p.short_later)
        .column(figures(lang, "weight").called(CSV, "weight"), |(_, p)| p.weight)
        .column(Column::figures(word(lang, "recruits")).called(CSV, "recruits"), |(_, p)| p.recruits)
        .column(Column::figures(word(lang, "left")).called(CSV, "left").alarm(Alarm::AboveZero), |(_, p)| p.left())
        .table();
    let n = table.len().to_string();
    table.titled(TERMINAL, say(lang, "recruit.posts", &[("n", &n)])).fit(2, 36)
}
