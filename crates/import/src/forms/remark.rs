//! What a remark (备注) mentions: exemptions, leave, secondment, exchange; `未怀孕` and `无病` mention nothing.
//!
//! A remark never decides anything by itself: what it mentions and no column says is listed for the office.

use super::said::is_place;
use super::{Reading, date};
use jiff::civil::Date;
use lungang_domain::teacher::Status;
use lungang_tables::schema::half_width;
use serde::Deserialize;
use std::sync::OnceLock;

/// What a remark mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// 怀孕, 哺乳
    Pregnancy,
    /// 重病
    Illness,
    /// 残疾
    Disability,
    /// 临近退休
    NearRetirement,
    /// 独自照料家人
    SoleCarer,
    /// 单亲
    SingleParent,
    /// 病假, 产假: leave of any kind
    Leave,
    /// 借调, 驻村: works outside the schools
    Secondment,
    /// 交流, 轮岗
    Exchange,
    /// 支教, 跟岗: serves at another school, but not by exchange
    Support,
    /// 走教
    Itinerant,
    /// 待岗, 停薪留职
    Absence,
    /// 退休
    Retirement,
    /// 调出, 辞职, 去世
    Departure,
    /// 代课, 特岗: not, or not yet, on the payroll
    NotOnPayroll,
}

impl Matter {
    /// Every one.
    pub const ALL: [Matter; 15] = [
        Matter::Pregnancy,
        Matter::Illness,
        Matter::Disability,
        Matter::NearRetirement,
        Matter::SoleCarer,
        Matter::SingleParent,
        Matter::Leave,
        Matter::Secondment,
        Matter::Exchange,
        Matter::Support,
        Matter::Itinerant,
        Matter::Absence,
        Matter::Retirement,
        Matter::Departure,
        Matter::NotOnPayroll,
    ];

    /// Its name; words stand under `import.remark.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Matter::Pregnancy => "pregnancy",
            Matter::Illness => "illness",
            Matter::Disability => "disability",
            Matter::NearRetirement => "near-retirement",
            Matter::SoleCarer => "sole-carer",
            Matter::SingleParent => "single-parent",
            Matter::Leave => "leave",
            Matter::Secondment => "secondment",
            Matter::Exchange => "exchange",
            Matter::Support => "support",
            Matter::Itinerant => "itinerant",
            Matter::Absence => "absence",
            Matter::Retirement => "retirement",
            Matter::Departure => "departure",
            Matter::NotOnPayroll => "not-on-payroll",
        }
    }

    /// The exemption that it would be, by its id in the policies.
    pub fn exemption(self) -> Option<&'static str> {
        let exempt = matches!(
            self,
            Matter::Pregnancy
                | Matter::Illness
                | Matter::Disability
                | Matter::NearRetirement
                | Matter::SoleCarer
                | Matter::SingleParent
        );
        exempt.then(|| self.name())
    }

    /// The status that it would be.
    pub fn status(self) -> Option<Status> {
        match self {
            Matter::Leave => Some(Status::Leave),
            Matter::Secondment => Some(Status::Seconded),
            Matter::Absence => Some(Status::Absent),
            Matter::Retirement => Some(Status::Retired),
            _ => None,
        }
    }

    /// Whether it happens at a place that the remark may name.
    fn has_place(self) -> bool {
        matches!(self, Matter::Secondment | Matter::Exchange | Matter::Support | Matter::Itinerant)
    }
}

/// One matter that a remark mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it is.
    pub matter: Matter,
    /// The word for it.
    pub word: String,
    /// Whether it is of somebody in the family: `母亲患重病`.
    pub of_family: bool,
    /// Whether it is said to be over: `产假结束已返岗`.
    pub over: bool,
    /// Since when, where that is said.
    pub since: Option<Date>,
    /// Where, of what happens elsewhere.
    pub place: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Words before one that deny it.
    denials: Vec<String>,
    /// What may stand between a denial and what it denies.
    between: Vec<String>,
    /// Answers behind a word that deny it.
    answers: Vec<String>,
    family: Vec<String>,
    over: Vec<String>,
    /// Phrases with such a word in them that mention nothing.
    others: Vec<String>,
    matters: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    is: Matter,
    says: Vec<String>,
}

fn loaded() -> &'static Result<Words, String> {
    static WORDS: OnceLock<Result<Words, String>> = OnceLock::new();
    let text = include_str!("../../../../data/office/remarks.toml");
    WORDS.get_or_init(|| toml::from_str(text).map_err(|error| error.to_string()))
}

/// What is wrong with the built-in words; a test sees to it that nothing is.
pub fn fault() -> Option<&'static str> {
    loaded().as_ref().err().map(String::as_str)
}

/// What a remark mentions, in the order in which it stands there; each matter once.
pub fn mentions(cell: &str) -> Vec<Mention> {
    let Ok(words) = loaded() else { return Vec::new() };
    let mut all: Vec<Mention> = Vec::new();
    let text: String = cell.chars().map(half_width).filter(|c| !matches!(c, ' ' | '\u{3000}' | '\t')).collect();
    for clause in text.split([';', ',', '。', '、', '\n', '\r', '!', '！']) {
        let mut clause = clause.to_owned();
        for other in &words.others {
            // What stands around the phrase must not become a word.
            clause = clause.replace(other.as_str(), "|");
        }
        for mention in of_clause(&clause, words) {
            if !all.iter().any(|m| (m.matter, m.of_family) == (mention.matter, mention.of_family)) {
                all.push(mention);
            }
        }
    }
    all
}

/// Whether a text says that what it speaks of is over: `已返岗`, `期满`.
pub(super) fn is_over(text: &str) -> bool {
    loaded().as_ref().is_ok_and(|words| words.over.iter().any(|word| text.contains(word.as_str())))
}

/// A word in a clause: where it starts and ends.
struct Hit<'a> {
    start: usize,
    end: usize,
    matter: Matter,
    word: &'a str,
}

fn of_clause(clause: &str, words: &Words) -> Vec<Mention> {
    let mut hits: Vec<Hit<'_>> = Vec::new();
    for row in &words.matters {
        for word in &row.says {
            hits.extend(clause.match_indices(word.as_str()).map(|(start, word)| Hit {
                start,
                end: start + word.len(),
                matter: row.is,
                word,
            }));
        }
    }
    // Of words that lie over one another the longest counts: `产假` in `陪产假`.
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.end - hit.start), hit.start));
    let mut kept: Vec<Hit<'_>> = Vec::new();
    for hit in hits {
        if kept.iter().all(|k| hit.end <= k.start || k.end <= hit.start) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| hit.start);
    kept.iter().filter(|hit| !is_denied(clause, hit, words)).map(|hit| mention(clause, hit, words)).collect()
}

fn is_denied(clause: &str, hit: &Hit<'_>, words: &Words) -> bool {
    let mut before = &clause[..hit.start];
    while let Some(shorter) = words.between.iter().find_map(|word| before.strip_suffix(word.as_str())) {
        before = shorter;
    }
    let denied = words.denials.iter().any(|no| before.ends_with(no.as_str()) && !before.ends_with("是否"));
    let after = clause[hit.end..].trim_start_matches("情况").trim_start_matches("情形");
    let after = after.trim_start_matches([':', '(', '[', '?', '？']);
    denied || words.answers.iter().any(|no| after.trim_end_matches([')', ']']) == no)
}

fn mention(clause: &str, hit: &Hit<'_>, words: &Words) -> Mention {
    let (before, after) = (&clause[..hit.start], &clause[hit.end..]);
    let own = matches!(hit.matter, Matter::SoleCarer | Matter::SingleParent);
    let family = |text: &str| words.family.iter().any(|word| text.contains(word.as_str()));
    let next = words.family.iter().any(|word| after.trim_start_matches('的').starts_with(word.as_str()));
    Mention {
        matter: hit.matter,
        word: hit.word.to_owned(),
        of_family: !own && (family(before) || next),
        over: is_over(clause),
        since: since(clause),
        place: if hit.matter.has_place() { place(before, after) } else { None },
    }
}

/// The first day or month of the clause, if it is not the one until which it is.
fn since(clause: &str) -> Option<Date> {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '年' | '月' | '日');
    let start = clause.find(|c: char| c.is_ascii_digit()).filter(|at| !clause[..*at].ends_with(['至', '到', '止']))?;
    let rest = &clause[start..];
    let end = rest.find(|c: char| !part(c)).unwrap_or(rest.len());
    let day = |text: &str| match date::month_or_day(text) {
        Reading::Is(when) => Some(when.first),
        Reading::Nothing | Reading::Ask { .. } => None,
    };
    let period = || match date::period(&rest[..end]) {
        Reading::Is(period) => Some(period.start),
        Reading::Nothing | Reading::Ask { .. } => None,
    };
    day(&rest[..end]).or_else(period)
}

/// `在东村小学交流`, `借调县教育局`, `借调(县教育局)`.
fn place(before: &str, after: &str) -> Option<String> {
    let behind = ["在", "到", "赴", "去", "至"]
        .iter()
        .filter_map(|at| before.rsplit_once(at))
        .map(|(_, place)| place)
        .min_by_key(|place| place.len());
    let named = |text: &str| {
        let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ':' | '的'));
        let sound = text.chars().count() >= 2 && !text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('|');
        sound.then(|| text.to_owned())
    };
    let follows = after.trim_start_matches(['至', '到', '在', '于', '去', '赴', '往']);
    let follows = follows.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    behind.and_then(named).or_else(|| named(follows).filter(|place| is_place(place)))
}
