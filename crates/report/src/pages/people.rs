//! Teachers with the verdict on each: who may be asked to move, and what speaks against the others; who applied and is not sent; who
//! they are that go.

use super::{counted, words};
use crate::block::{Cell, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::calendar::full_years;
use lungang_domain::document::ShortageDoc;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Move;
use lungang_domain::school::Side;
use lungang_domain::teacher::{Sex, Teacher, Title};
use lungang_results::names;

/// Teachers with the reasons against each, in words; `reasons` gives a terminal their column.
pub fn verdicts(of: &Naming<'_>, teachers: &[(TeacherIx, Vec<String>)], reasons: bool) -> Table {
    let (lang, county) = (of.lang, of.county);
    let separator = |key: &str| names::word(lang, key);
    let teacher = |at: &TeacherIx| county.teacher(*at);
    let verdict = |reasons: &[String]| names::word(lang, if reasons.is_empty() { "yes" } else { "no" });
    let (book, both) = (WORKBOOK, WORKBOOK.and(PAGE));
    let signed = |reasons: &[String]| Cell::Verdict(if reasons.is_empty() { "✓" } else { "✗" }, verdict(reasons));
    Table::of(teachers)
        .column(words(lang, "teacher-id"), |(at, _)| &teacher(at).id)
        .column(words(lang, "name"), |(at, _)| of.name(*at))
        .column(words(lang, "school"), |(at, _)| of.school(teacher(at).school))
        .column(words(lang, "stage").only(both), |(at, _)| Cell::Word(names::stage(lang, teacher(at).part)))
        .column(words(lang, "subjects").only(both), |(at, _)| subjects(of, *at))
        .column(words(lang, "eligible").only(book), |(_, reasons)| Cell::Word(verdict(reasons)))
        .column(words(lang, "eligible").only(PAGE), |(_, reasons)| signed(reasons))
        .column(words(lang, "reasons").only(both.and(TERMINAL.given(reasons))), |(_, reasons)| {
            reasons.join(&separator("list-separator"))
        })
        .about(|(at, _)| teacher(at).id.clone())
        .table()
        .fit(2, 40)
}

/// Teachers who applied and are not sent (报名未安排), each with what speaks against it; where nothing does, what the plan does about
/// the posts that they could have filled.
pub fn not_sent(of: &Naming<'_>, who: &Eligibility, moves: &[Move], shortages: &[ShortageDoc]) -> Table {
    let (lang, county) = (of.lang, of.county);
    let sent = |at: &TeacherIx| moves.iter().any(|m| m.teacher == *at);
    let applied = county.teacher_ixs().filter(|at| county.teacher(*at).volunteer && !sent(at));
    let why = |at: TeacherIx| {
        let verdict = who.of(at);
        let against: Vec<String> = verdict.reasons.iter().map(|r| names::reason(lang, of.policy, *r)).collect();
        match against.is_empty() {
            true => not_chosen(of, at, shortages),
            false => against.join(&names::word(lang, "list-separator")),
        }
    };
    let applied: Vec<TeacherIx> = applied.collect();
    let title = counted(lang, "report.applied.not-sent", applied.len());
    Table::of(applied)
        .column(words(lang, "teacher-id"), |at| &county.teacher(*at).id)
        .column(words(lang, "name"), |at| of.name(*at))
        .column(words(lang, "school"), |at| of.school(county.teacher(*at).school))
        .column(words(lang, "stage").only(WORKBOOK), |at| Cell::Word(names::stage(lang, county.teacher(*at).part)))
        .column(words(lang, "subjects").only(WORKBOOK), |at| subjects(of, *at))
        .column(words(lang, "reasons"), |at| why(*at))
        .about(|at| county.teacher(*at).id.clone())
        .table()
        .titled(TERMINAL, title.clone())
        .titled(PAGE, title)
        .fit(2, 60)
}

/// What became of the short posts of receiving schools in the stage and subjects of somebody who could have gone.
fn not_chosen(of: &Naming<'_>, at: TeacherIx, shortages: &[ShortageDoc]) -> String {
    let teacher = of.county.teacher(at);
    let receives = |id: &str| {
        let side = of.county.find_school(id).map(|s| of.policy.side(of.county.school(s)));
        side == Some(Side::Receiving)
    };
    let theirs = |s: &&ShortageDoc| {
        let subject = of.policy.subject(&s.subject);
        s.stage == teacher.part && subject.is_some_and(|k| teacher.subjects.contains(&k)) && receives(&s.school_id)
    };
    let (before, after) = shortages
        .iter()
        .filter(theirs)
        .fold((0, 0), |(before, after), s| (before + s.short_before, after + s.short_after));
    let args = [("before", before.to_string()), ("after", after.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    names::sentence(of.lang, if before == 0 { "applied.no-need" } else { "applied.not-chosen" }, &args)
}

/// The subjects that a teacher teaches, main first.
pub fn subjects(of: &Naming<'_>, at: TeacherIx) -> String {
    let all = of.county.teacher(at).subjects.iter().map(|k| names::subject(of.lang, of.policy, *k));
    all.collect::<Vec<_>>().join(&names::word(of.lang, "word-separator"))
}

/// Age on the day that the year begins; unknown without a date of birth.
pub fn age(of: &Naming<'_>, at: TeacherIx) -> Option<i64> {
    of.county.teacher(at).birth.map(|birth| full_years(birth, of.county.reference_day()))
}

/// Who goes, in one sentence: sexes, age, titles; nothing where nobody goes. Backbone teachers are counted where the rule counts them.
pub fn portrait(of: &Naming<'_>, moves: &[Move]) -> Option<String> {
    let lang = of.lang;
    let teachers: Vec<&Teacher> = moves.iter().map(|m| of.county.teacher(m.teacher)).collect();
    let count = |n: usize, what: String| {
        (n > 0).then(|| names::sentence(lang, "portrait.count", &[("what", &what), ("n", &n.to_string())]))
    };
    let of_sex = |sex: Option<Sex>| {
        let what = sex.map_or_else(|| names::word(lang, "portrait.sex-unknown"), |sex| names::sex(lang, sex));
        count(teachers.iter().filter(|t| t.sex == sex).count(), what)
    };
    let of_title =
        |title: &Title| count(teachers.iter().filter(|t| t.title == *title).count(), names::title(lang, *title));
    let list = |parts: Vec<String>| parts.join(&names::word(lang, "word-separator"));
    let sexes = list([Some(Sex::Female), Some(Sex::Male), None].into_iter().filter_map(of_sex).collect());
    let titles = list(Title::ALL.iter().rev().filter_map(of_title).collect());
    let ages: Vec<i64> = moves.iter().filter_map(|m| age(of, m.teacher)).collect();
    // In tenths of a year, rounded.
    let mean = |ages: &[i64]| {
        let (n, sum) = (ages.len() as i64, ages.iter().sum::<i64>());
        let tenths = (sum * 20 + n) / (2 * n);
        let args = [("years", format!("{}.{}", tenths / 10, tenths % 10)), ("n", n.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        names::sentence(lang, if ages.len() == moves.len() { "portrait.age" } else { "portrait.age-some" }, &args)
    };
    let parts = [Some(sexes), (!ages.is_empty()).then(|| mean(&ages)), Some(titles)];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(&names::word(lang, "list-separator"));
    let n = moves.len().to_string();
    (!moves.is_empty()).then(|| names::sentence(lang, "portrait.who", &[("n", &n), ("said", &said)]))
}
