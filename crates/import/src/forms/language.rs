//! Levels of the national common language: `二级甲等`, `2A`, `普通话二甲（88.5分）`.

use super::said::{key, parted};
use super::vocabulary::Form;
use super::{Reading, why};
use lungang_domain::policy::{Level, Policy};
use std::sync::OnceLock;

/// Words of offices beyond the ladder's.
const FORM: Form = Form("language");

/// A level by its Chinese name on the ladder that comes with the program.
pub fn read(cell: &str) -> Reading<String> {
    static NATIONAL: OnceLock<Vec<Level>> = OnceLock::new();
    let national = || lungang_policies::load("national", None).map(|policy| ladder(&policy)).unwrap_or_default();
    read_on(NATIONAL.get_or_init(national), cell)
}

fn ladder(policy: &Policy) -> Vec<Level> {
    policy.ladders.language.value.clone()
}

/// A level by its Chinese name on a ladder.
pub fn read_on(ladder: &[Level], cell: &str) -> Reading<String> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let said = parted(cell);
    let word = said
        .word
        .trim_start_matches("国家")
        .trim_start_matches("普通话")
        .trim_start_matches("水平")
        .trim_start_matches("测试");
    let word = word.trim_end_matches("证书").trim_end_matches('证');
    let listed = |word: &str| {
        let is = |level: &&Level| {
            [&level.id, &level.name.zh, &level.name.en].into_iter().chain(&level.aliases).any(|w| key(w) == word)
        };
        ladder.iter().find(is).map(|level| level.name.zh.clone())
    };
    // `2级甲等`, `2甲`: the level as a digit.
    let spelt: String = word
        .chars()
        .map(|c| match c {
            '1' => '一',
            '2' => '二',
            '3' => '三',
            c => c,
        })
        .collect();
    if let Some(level) = listed(word).or_else(|| listed(&spelt)) {
        let plain = said.code.is_none() || said.code.as_deref().is_some_and(|code| code.len() > 1);
        return match said.inside.iter().all(|remark| is_score(remark) || listed(remark).as_ref() == Some(&level)) {
            true if plain => Reading::Is(level),
            true => Reading::may_be(level, why::LEVEL),
            false => Reading::may_be(level, why::REMARK),
        };
    }
    match FORM.word(&said.word) {
        Some(entry) => entry.reading(|e| e.is.clone()),
        None => Reading::ask(why::UNKNOWN),
    }
}

/// The score of the test, which the level says already.
fn is_score(remark: &str) -> bool {
    let number = remark.trim_end_matches('分');
    number.parse::<f64>().is_ok_and(|score| (0.0..=100.0).contains(&score))
}
