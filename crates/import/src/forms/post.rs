//! Posts as the office of personnel classes them: 岗位类别 (专业技术岗位) says nothing of the function, 岗位等级 (七级) is no title.

use super::said::{key, parted};
use super::vocabulary::Form;
use super::{Reading, why};
use lungang_domain::teacher::Title;

/// The class of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 专业技术岗位
    Professional,
    /// 管理岗位
    Managerial,
    /// 工勤技能岗位
    Manual,
    /// 双肩挑: managerial and professional
    Both,
}

const FORM: Form = Form("post-class");

/// The class of a post (岗位类别).
pub fn class(cell: &str) -> Reading<Class> {
    FORM.read(cell, |entry| match entry.is.as_deref()? {
        "professional" => Some(Class::Professional),
        "managerial" => Some(Class::Managerial),
        "manual" => Some(Class::Manual),
        "both" => Some(Class::Both),
        _ => None,
    })
}

/// The grade of a post (岗位等级), 1 to 13.
pub fn grade(cell: &str) -> Reading<u8> {
    if super::nothing(cell) {
        return Reading::Nothing;
    }
    let said = parted(cell);
    let rest = without_grade(&said.word);
    let titled = rest.is_empty() || FORM.word(&rest).is_some() || super::title::read(&rest).is().is_some();
    match grade_in(&said.word) {
        Some(grade) if titled && said.inside.is_empty() => Reading::Is(grade),
        Some(grade) => Reading::may_be(grade, why::REMARK),
        None => Reading::ask(why::UNKNOWN),
    }
}

/// The title that fills a post of the grade, as professional posts are parted.
pub fn title_of(grade: u8) -> Title {
    match grade {
        1..=7 => Title::Senior,
        8..=10 => Title::Intermediate,
        _ => Title::Junior,
    }
}

/// The grade that a word ends with: `专业技术七级`, `七级岗`, `7级`. `一级` to `三级` alone are titles as often, and are none here.
pub(super) fn grade_in(word: &str) -> Option<u8> {
    let word = key(word);
    let word = word.trim_end_matches("岗位").trim_end_matches('岗');
    let stem = word.strip_suffix('级')?;
    let grade = number_at_end(stem)?;
    let rest = without_grade(word);
    ((4..=13).contains(&grade) || (1..=3).contains(&grade) && is_professional(&rest)).then_some(grade)
}

/// What is left of a word without the grade at its end, and without the words for a professional post.
pub(super) fn without_grade(word: &str) -> String {
    let word = key(word);
    let word = word.trim_end_matches("岗位").trim_end_matches('岗');
    let stem = word.strip_suffix('级').unwrap_or(word);
    let rest = stem.trim_end_matches(|c: char| c.is_ascii_digit() || DIGITS.contains(c));
    rest.trim_start_matches("专业技术").trim_start_matches("岗位").trim_start_matches("专技").to_owned()
}

const DIGITS: &str = "一二三四五六七八九十";

fn is_professional(rest: &str) -> bool {
    matches!(rest, "正高" | "正高级")
}

fn number_at_end(stem: &str) -> Option<u8> {
    let tail = |is: fn(char) -> bool| -> String {
        let reversed: String = stem.chars().rev().take_while(|c| is(*c)).collect();
        reversed.chars().rev().collect()
    };
    let digits = tail(|c| c.is_ascii_digit());
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let digits: Vec<char> = tail(|c| DIGITS.contains(c)).chars().collect();
    let one = |c: char| DIGITS.chars().position(|d| d == c).and_then(|at| u8::try_from(at + 1).ok());
    match digits[..] {
        [c] => one(c),
        ['十', c] if c != '十' => Some(10 + one(c)?),
        _ => None,
    }
}
