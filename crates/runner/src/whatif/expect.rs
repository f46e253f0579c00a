//! What a scenario is to come to, held against what it came to.

use lungang_domain::finding::Place;
use lungang_domain::number::Decimal;
use lungang_domain::whatif::{Amount, RunResult, RunYear, Unmet};
use lungang_policies::scenario::Expected;
use std::path::Path;

/// The expectations that a run does not meet.
pub(super) fn unmet(run: &str, expected: &[Expected], result: &RunResult) -> Vec<Unmet> {
    expected.iter().filter_map(|one| differs(run, one, result)).collect()
}

fn differs(run: &str, one: &Expected, result: &RunResult) -> Option<Unmet> {
    let found = found(one, result);
    let met = match (&found, one.measure.as_str()) {
        (Some(Found::Amount(amount)), _) => one.values.first().is_some_and(|v| equals(v, *amount)),
        (Some(Found::Word(word)), _) => one.values.first() == Some(word),
        (Some(Found::Words(words)), _) => {
            let mut wanted = one.values.clone();
            wanted.sort();
            wanted == *words
        }
        (None, _) => false,
    };
    (!met).then(|| Unmet {
        run: run.to_owned(),
        place: place(&one.place),
        measure: one.year.as_ref().map_or_else(|| one.measure.clone(), |y| format!("{y}.{}", one.measure)),
        expected: one.values.join(", "),
        found: found.map(|f| match f {
            Found::Amount(amount) => amount.to_string(),
            Found::Word(word) => word,
            Found::Words(words) => words.join(", "),
        }),
    })
}

/// `quota-15.toml:12:1`: the file's name only, so that it is the same from wherever the scenario is named.
fn place(place: &Place) -> String {
    let file = Path::new(&place.file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let row = place.row.map(|r| format!(":{r}")).unwrap_or_default();
    let column = place.column.as_ref().map(|c| format!(":{c}")).unwrap_or_default();
    format!("{file}{row}{column}")
}

/// What a run has where something is expected.
enum Found {
    Amount(Amount),
    Word(String),
    Words(Vec<String>),
}

fn found(one: &Expected, result: &RunResult) -> Option<Found> {
    let year: Option<&RunYear> = match &one.year {
        Some(year) => result.planned.iter().find(|y| y.school_year == *year),
        None => result.planned.last(),
    };
    match one.measure.as_str() {
        "status" if one.year.is_none() => Some(Found::Word(result.status().name().to_owned())),
        "status" => year.map(|y| Found::Word(y.status.name().to_owned())),
        "conflict" => Some(Found::Words(result.conflict.as_ref().map(|c| c.rules.clone()).unwrap_or_default())),
        measure => year.and_then(|y| y.get(measure)).map(Found::Amount),
    }
}

fn equals(stated: &str, found: Amount) -> bool {
    match found {
        Amount::Whole(n) => stated.parse() == Ok(n),
        Amount::Places(n) => Decimal::parse(stated) == Ok(Decimal(n)),
    }
}
