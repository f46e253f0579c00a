//! Professional titles: `小学高级教师`, `一级教师（十级）`, `高级（未聘）`. A grade of a post alone (`七级`) is no title.

use super::said::{Said, parted};
use super::vocabulary::{Entry, Form, Found};
use super::{Reading, post, why};
use lungang_domain::teacher::Title;

const FORM: Form = Form("title");

/// A teacher's title. Whether it is held or engaged is told by its column; a cell that says that it is not engaged is asked about.
pub fn read(cell: &str) -> Reading<Title> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let said = parted(cell);
    match FORM.find(&said) {
        Found::Plain(entry) => entry.reading(title),
        Found::Sharper(entry, _) | Found::Remarked(entry, _) | Found::Unclear(entry, _) => remarked(&entry, &said),
        Found::Unknown => by_grade(cell),
    }
}

fn title(entry: &Entry) -> Option<Title> {
    entry.is.as_deref().and_then(Title::from_name)
}

/// A title with a remark: its grade agrees, or the remark is asked about.
fn remarked(entry: &Entry, said: &Said) -> Reading<Title> {
    let Some(held) = title(entry).filter(|_| entry.ask.is_none()) else {
        return Reading::Ask { suggestion: title(entry), why: entry.ask.unwrap_or(why::UNKNOWN) };
    };
    let agrees = |remark: &String| {
        let grade = post::grade_in(remark).is_some_and(|grade| post::title_of(grade) == held);
        grade || FORM.word(remark).is_some_and(|other| other.ask.is_none() && title(other) == Some(held))
    };
    let not_engaged = |remark: &String| {
        ["未聘", "待聘", "低聘", "资格", "已评未聘", "评未聘"].iter().any(|word| remark.contains(word))
    };
    let says_nothing_else = |remark: &String| is_day(remark) || agrees(remark);
    if said.code.is_none() && said.inside.iter().all(says_nothing_else) {
        return Reading::Is(held);
    }
    let graded = |remark: &String| post::grade_in(remark).is_some() || FORM.word(remark).is_some();
    match () {
        () if said.inside.iter().any(not_engaged) => Reading::may_be(held, why::NOT_ENGAGED),
        () if said.inside.is_empty() => Reading::may_be(held, why::CODE_AND_WORD),
        () if said.inside.iter().all(graded) => Reading::may_be(held, why::REMARK),
        // `高级教师（已解聘）`
        () => Reading::ask(why::REMARK),
    }
}

/// Whether a remark says only since when: `2015年`, `2015.12`.
fn is_day(remark: &str) -> bool {
    let digits = remark.chars().filter(char::is_ascii_digit).count();
    (4..=8).contains(&digits)
        && remark.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '.' | '-' | '/'))
}

/// A title with its grade in one word (`高级教师七级`), or a grade alone.
fn by_grade(cell: &str) -> Reading<Title> {
    let said = parted(cell);
    let Some(grade) = post::grade_in(&said.word).filter(|_| said.inside.is_empty()) else {
        return Reading::ask(why::UNKNOWN);
    };
    let of_grade = post::title_of(grade);
    let word = post::without_grade(&said.word);
    match FORM.word(&word) {
        Some(entry) if title(entry) == Some(of_grade) && entry.ask.is_none() => Reading::Is(of_grade),
        Some(entry) => Reading::Ask { suggestion: title(entry), why: why::TWO_WORDS },
        None if word.is_empty() => Reading::may_be(of_grade, why::POST_GRADE),
        None => Reading::ask(why::UNKNOWN),
    }
}
