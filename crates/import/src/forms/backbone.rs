//! Backbone levels and other honours: `县级骨干教师、市级学科带头人`, `广东省骨干教师`, `优秀教师`.
//!
//! A level is a grade (who granted it) and a kind. An honour that is none of the kinds (优秀教师) is no level.

use super::said::{key, several};
use super::vocabulary::Form;
use super::{Reading, subject, why};
use lungang_domain::policy::LevelGrade;
use lungang_tables::schema::keys::remarks;
use lungang_tables::validate::{Granted, granted as granted_by};

/// Kinds of backbone teachers, and honours that are none.
const FORM: Form = Form("honour");

/// A backbone level that a cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Who granted it.
    pub grade: LevelGrade,
    /// The kind, without its grade: `学科带头人`.
    pub kind: String,
    /// The words of the cell, as the tables of a county read them.
    pub word: String,
}

/// The honours that a cell names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Honours {
    /// Backbone levels, the highest grade first, else as they are written.
    pub levels: Vec<Level>,
    /// Honours that are no level.
    pub others: Vec<String>,
}

impl Honours {
    /// The highest level.
    pub fn best(&self) -> Option<&Level> {
        self.levels.first()
    }
}

/// The honours that a cell names.
pub fn read(cell: &str) -> Reading<Honours> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let mut honours = Honours::default();
    let mut ask = None;
    for part in several(cell) {
        match one(&part) {
            One::No => {}
            One::Other => honours.others.push(part.trim().to_owned()),
            One::Level(level) => honours.levels.push(level),
            One::Open(level, why) => {
                honours.levels.extend(level);
                ask = ask.or(Some(why));
            }
        }
    }
    honours.levels.sort_by_key(|level| std::cmp::Reverse(level.grade));
    honours.levels.dedup();
    let empty = honours == Honours::default();
    match ask {
        Some(why) if honours.levels.is_empty() => Reading::ask(why),
        Some(why) => Reading::may_be(honours, why),
        None if empty => Reading::Nothing,
        None => Reading::Is(honours),
    }
}

/// The least level of whoever is ticked under a header: `是否县级及以上骨干教师`; nothing where the header names none.
pub fn least(header: &str) -> Option<Level> {
    let word = key(header);
    let word = word.trim_start_matches("是否").replace("及以上", "").replace("以上", "");
    read(&word).is()?.best().cloned()
}

/// The level that a grade alone gives what is written: `市级`, of `学科带头人` or of a tick under `是否骨干教师`.
pub fn granted_as(grade: &str, written: &str) -> Option<Level> {
    let grade = key(grade);
    let grade = if grade.ends_with('级') { grade } else { format!("{grade}级") };
    let whole = granted(&grade).is_some_and(|own| own.whole && !own.open);
    let word = key(written);
    let ticked = word.starts_with("是否") || kind_of(&word).is_none();
    let kind = if ticked { "骨干教师" } else { word.as_str() };
    read(&format!("{grade}{kind}")).is().filter(|_| whole)?.best().cloned()
}

enum One {
    No,
    Other,
    Level(Level),
    Open(Option<Level>, &'static str),
}

fn one(part: &str) -> One {
    let word = key(part);
    if ["否", "no", "非骨干", "非"].contains(&word.as_str()) {
        return One::No;
    }
    if CANDIDATE.iter().any(|sign| word.contains(sign)) || word.starts_with(['原', '拟']) {
        return One::Open(None, why::CANDIDATE);
    }
    // `骨干教师（县级）`, `县级骨干教师（2020年）`
    let (outside, inside) = remarks(part).map_or((word.clone(), Vec::new()), |(outside, inside)| {
        (key(&outside), inside.iter().map(|remark| key(remark)).collect())
    });
    let outside = undated(&outside);
    let Some((kind, by)) = kind_of(outside) else {
        return if FORM
            .vocabulary()
            .words()
            .any(|(other, entry)| entry.is.as_deref() == Some("other") && outside.contains(other))
        {
            One::Other
        } else {
            One::Open(None, why::UNKNOWN)
        };
    };
    let behind: Vec<&String> = inside.iter().filter(|remark| granted(remark).is_some()).collect();
    let others = || inside.iter().filter(|remark| granted(remark).is_none() && !is_year(remark));
    let strange = others().next().is_some();
    if others().any(|remark| subject::read(remark).is().is_none()) {
        // `县级骨干教师（已取消）`
        return One::Open(None, why::REMARK);
    }
    let by = if by.is_empty() { behind.first().map_or("", |by| by.as_str()) } else { by };
    let level = |grade| Level { grade, kind: kind.to_owned(), word: format!("{by}{kind}") };
    let fixed = FORM.word(kind).and_then(|entry| entry.with.as_deref()).and_then(grade_named);
    let why = if strange { why::REMARK } else { why::WHO_GRANTED };
    match (granted(by), fixed) {
        (Some(Granted { grade, open: false, .. }), None) if !strange => One::Level(level(grade)),
        (None, Some(grade)) if !strange && by.is_empty() => One::Level(level(grade)),
        (Some(own), Some(grade)) if !strange && own.grade == grade => One::Level(level(grade)),
        // A city alone is the one above the county; one with a name may be the county's own.
        (Some(own), None) if own.open && own.whole && !strange => {
            let word = format!("市级{kind}");
            One::Open(Some(Level { grade: LevelGrade::Prefecture, kind: kind.to_owned(), word }), why)
        }
        (Some(own), _) => One::Open(Some(level(own.grade)), why),
        (None, _) if by.is_empty() => One::Open(Some(level(fixed.unwrap_or_default())), why),
        (None, _) => One::Open(None, why::UNKNOWN),
    }
}

/// Who granted an honour. Before a place stands what belongs to its name; before `县级` stands nothing, and a word that denies it
/// (`未获县级`) makes it none.
fn granted(by: &str) -> Option<Granted> {
    let denied = by.starts_with(['未', '非', '无', '不', '没', '曾', '争']);
    granted_by(by).filter(|own| !denied && (own.whole || !by.ends_with('级')))
}

/// What somebody has not, or not yet, or no longer.
const CANDIDATE: [&str; 7] = ["培养", "候选", "后备", "申报", "推荐", "入库", "到期"];

fn grade_named(name: &str) -> Option<LevelGrade> {
    match name {
        "school" => Some(LevelGrade::School),
        "county" => Some(LevelGrade::County),
        "prefecture" => Some(LevelGrade::Prefecture),
        "province" => Some(LevelGrade::Province),
        "nation" => Some(LevelGrade::Nation),
        _ => None,
    }
}

/// The longest kind that a word ends with, and what stands before it.
fn kind_of(word: &str) -> Option<(&'static str, &str)> {
    let kinds = FORM.vocabulary().words().filter(|(_, entry)| entry.is.as_deref() == Some("kind"));
    kinds.filter_map(|(kind, _)| Some((kind, word.strip_suffix(kind)?))).max_by_key(|(kind, _)| kind.len())
}

/// Without the year and the batch in front: `2019年县级骨干教师`, `第三批省级骨干教师`.
fn undated(word: &str) -> &str {
    let after = |mark: char| {
        word.split_once(mark).filter(|(before, _)| is_number(before.trim_start_matches('第'))).map(|(_, rest)| rest)
    };
    let rest = after('年').or_else(|| after('届')).or_else(|| after('批')).unwrap_or(word);
    rest.trim_start_matches("度")
}

fn is_year(remark: &str) -> bool {
    let digits = remark.trim_end_matches(['年', '度', '月', '起', '止']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '年' | '~'))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}
