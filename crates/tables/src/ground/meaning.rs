//! What a cell means, so that `镇区` and `town`, `1,234` and `1234` are one.

use crate::cells;
use crate::raw::Cell;
use crate::schema::{Kind, choose, value_key};
use crate::validate::PolicyWords;

/// A cell's meaning as a text that is the same for all ways of writing it; what cannot be read means itself.
pub(super) fn meaning(kind: Kind, cell: &Cell, words: Option<&PolicyWords>) -> String {
    let Some(text) = cells::text(cell) else { return String::new() };
    let own = || text.clone();
    let subject = |word: &str| match words.and_then(|w| w.subjects.get(word)) {
        Some(at) => format!("#{}", at.at()),
        None => value_key(word),
    };
    match kind {
        Kind::Id => cells::id(cell).unwrap_or_else(|_| own()),
        Kind::Text => own(),
        Kind::Int { .. } => cells::int(cell).map_or_else(|_| own(), |n| n.to_string()),
        Kind::Km => cells::metres(cell).map_or_else(|_| own(), |n| n.to_string()),
        Kind::Longitude | Kind::Latitude => cells::degrees(cell).map_or_else(|_| own(), |n| n.to_string()),
        Kind::Date => cells::day(cell).map_or_else(|_| own(), |d| d.to_string()),
        Kind::Year => cells::year(cell).map_or_else(|_| own(), |y| y.label()),
        Kind::Flag => cells::flag(cell).map_or_else(|_| own(), |yes| yes.to_string()),
        Kind::Choice(choices) => choose(choices, &text).map_or_else(own, |c| c.name.to_owned()),
        Kind::Subject => subject(&text),
        Kind::Subjects => cells::list(cell).iter().map(|s| subject(s)).collect::<Vec<_>>().join(";"),
        Kind::Backbone => match words.and_then(|w| w.rank(&text)) {
            Some((None, _)) => String::new(),
            Some((Some(level), _)) => format!("#{level}"),
            None => value_key(&text),
        },
        Kind::Language => {
            words.and_then(|w| w.language.get(&text)).map_or_else(|| value_key(&text), |l| format!("#{l}"))
        }
        Kind::Exemptions => {
            let one = |word: &String| match words.and_then(|w| w.exemptions.get(word)) {
                Some(at) => format!("#{at}"),
                None => value_key(word),
            };
            let mut all: Vec<String> = cells::list(cell).iter().map(one).collect();
            all.sort();
            all.join(";")
        }
    }
}
