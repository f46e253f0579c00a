//! Measures of results in words: `short-after.music` as 交流后缺岗：音乐.

use lungang_domain::comparison::CompareDocument;
use lungang_domain::goal::Measure;
use lungang_domain::rule::RuleName;
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, has, say};
use lungang_results::names;

/// The measures that come first wherever results are compared; all others stand in the files.
pub const MAIN: [&str; 13] = [
    "eligible",
    "moves",
    "moves-down",
    "backbone-moves",
    "short-posts-before",
    "short-posts-after",
    "short-posts-new",
    "unmet-need-before",
    "unmet-need-after",
    "journey-km.mean",
    "journey-km.median",
    "journey-km.longest",
    "audit-clean",
];

/// Whether a measure is a goal whose values can be compared: those of a lottery are drawn.
pub fn is_goal(name: &str) -> bool {
    name.strip_prefix("goal.").is_some_and(|goal| !Measure::of_name(goal).is_some_and(Measure::is_draw))
}

/// A measure in words; one without words is called what files call it.
pub fn measure(lang: Lang, document: &CompareDocument, name: &str) -> String {
    let key = format!("measure.{name}");
    if has(&key) {
        return say(lang, &key, &[]);
    }
    let mut parts = name.split('.');
    let (head, rest) = (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>());
    let of = match (head, rest.as_slice()) {
        ("goal", [goal]) => names::goal(lang, goal),
        ("short-before" | "short-after", [id]) => subject(lang, document, id),
        ("rule", [rule, "required" | "achieved" | "holds" | "unchecked"]) => {
            RuleName::from_name(rule).map_or_else(|| (*rule).to_owned(), |r| names::rule(lang, r))
        }
        ("cv-weighted" | "cv-unweighted", [indicator, stage]) => format!(
            "{} {}",
            say(lang, &format!("stage.{stage}"), &[]),
            names::word(lang, &format!("indicator.{indicator}"))
        ),
        _ => return name.to_owned(),
    };
    let kind = if head == "rule" { rest.last().copied().unwrap_or_default() } else { head };
    say(lang, &format!("measure-of.{kind}"), &[("name", &of)])
}

/// A subject that the document knows.
pub fn subject(lang: Lang, document: &CompareDocument, id: &str) -> String {
    let known = document.subjects.iter().find(|s| s.subject == id);
    known.map_or_else(|| id.to_owned(), |s| s.words.get(lang).to_owned())
}

/// A value as people read it: places without zeros behind.
pub fn amount(value: Amount) -> String {
    match value {
        Amount::Whole(n) => n.to_string(),
        Amount::Places(_) => {
            let text = value.to_string();
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// How much more than the first; nothing where either has no value, or they are of different kinds.
pub fn difference(value: Option<Amount>, first: Option<Amount>) -> Option<Amount> {
    match (value?, first?) {
        (Amount::Whole(a), Amount::Whole(b)) => Some(Amount::Whole(a.checked_sub(b)?)),
        (Amount::Places(a), Amount::Places(b)) => Some(Amount::Places(a.checked_sub(b)?)),
        _ => None,
    }
}

/// A value with how much more it is than the first: `20 (−6)`.
fn beside(value: Option<Amount>, first: Option<Amount>) -> String {
    let Some(shown) = value else { return "–".to_owned() };
    match difference(value, first) {
        Some(Amount::Whole(0) | Amount::Places(0)) | None => amount(shown),
        Some(more) => format!("{} ({})", amount(shown), signed(more)),
    }
}

/// A difference with its sign; a true minus, which is as wide as a plus.
pub fn signed(more: Amount) -> String {
    let text = amount(more);
    match text.strip_prefix('-') {
        Some(less) => format!("−{less}"),
        None if text == "0" => text,
        None => format!("+{text}"),
    }
}

/// A value of a row with its difference to the first, which has none to itself.
pub fn of_row(values: &[Option<Amount>], at: usize) -> String {
    let first = if at == 0 { None } else { values.first().copied().flatten() };
    beside(values.get(at).copied().flatten(), first)
}

/// Counts as amounts.
pub fn counts(values: &[Option<u32>]) -> Vec<Option<Amount>> {
    values.iter().map(|v| v.map(|n| Amount::Whole(n.into()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_to_the_first() {
        let row = |values: &[Option<Amount>]| (0..values.len()).map(|at| of_row(values, at)).collect::<Vec<_>>();
        let whole = |n| Some(Amount::Whole(n));
        assert_eq!(row(&[whole(26), whole(20), None, whole(26), whole(27)]), ["26", "20 (−6)", "–", "26", "27 (+1)"]);
        assert_eq!(row(&[Some(Amount::Places(5000)), Some(Amount::Places(4250))]), ["0.5", "0.425 (−0.075)"]);
        // A whole number and one with places are not subtracted.
        assert_eq!(row(&[whole(1), Some(Amount::Places(10_000))]), ["1", "1"]);
    }
}
