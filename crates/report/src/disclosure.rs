//! The folder that is published (公示): the list for people, the same for machines, and what it takes to check both.

use crate::json::DisclosureDocument;
use crate::pages;
use crate::pens;
use crate::xlsx;
use lungang_domain::goal::Measure;
use lungang_domain::plan::Standing;
use lungang_domain::words::{Lang, say};
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::exchange;
use lungang_results::folder::{content, publish_document};
use lungang_results::names;
use lungang_results::notice_folder::DISCLOSURE_FILES;
use std::path::Path;

/// Writes `disclosure.json`, `disclosure.csv` and `disclosure.xlsx` into `dir`, and what else is to be published with them
/// (`more`: a name of its files and the bytes): all of them or none.
///
/// # Errors
/// `dir` holds something else, or a file cannot be written; `dir` is then as it was.
pub fn disclose(
    document: &DisclosureDocument,
    more: &[(&'static str, Vec<u8>)],
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
) -> Result<(), WriteError> {
    publish_document(document, dir, DISCLOSURE_FILES, scratch, || {
        let mut others = vec![
            ("disclosure.csv", content("disclosure.csv", to_csv(document, lang))?),
            ("disclosure.xlsx", content("disclosure.xlsx", xlsx::disclosure(document, lang))?),
        ];
        others.extend_from_slice(more);
        Ok(others)
    })
}

/// The bytes of `disclosure.csv`: a header in words, one line a move, UTF-8 with a byte order mark.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(document: &DisclosureDocument, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    pens::csv::draw(&pages::notice::list(lang, document))
}

/// The title of the notice.
pub fn title(document: &DisclosureDocument, lang: Lang) -> String {
    say(lang, "disclosure.title", &[("county", &document.county), ("year", &document.school_year)])
}

/// What the notice says above its list, line by line.
pub fn notice(document: &DisclosureDocument, lang: Lang) -> Vec<String> {
    let n = document.moves.len().to_string();
    let policy = names::sentence(lang, "cited", &[("rule", &document.policy_name), ("clause", &document.policy)]);
    let mut lines = vec![say(lang, "disclosure.intro", &[("policy", &policy), ("n", &n)])];
    lines.extend(document.exchange.iter().flat_map(|figures| exchange::lines(lang, figures)));
    if document.masked && document.fields.contains(&lungang_domain::disclosure::Field::Name) {
        lines.push(say(lang, "disclosure.masked", &[]));
    }
    lines.extend(document.suspended_laws.iter().map(|law| say(lang, "disclosure.suspended", &[("law", law)])));
    lines.extend(unproved(document, lang));
    let days = document.period.days.to_string();
    lines.push(match (&document.period.first_day, &document.period.last_day) {
        (Some(first), Some(last)) => {
            say(lang, "disclosure.period", &[("first", first), ("last", last), ("days", &days)])
        }
        _ => say(lang, "disclosure.from-publication", &[("days", &days)]),
    });
    lines.extend(document.contact.iter().map(|c| say(lang, "disclosure.contact", &[("contact", c)])));
    lines
}

/// That a better plan is not excluded, and in which goals; nothing where the certificate proves them all.
fn unproved(document: &DisclosureDocument, lang: Lang) -> Option<String> {
    let key = match document.check.standing {
        Standing::Certified | Standing::Drawn => return None,
        Standing::Claimed if document.check.solved_again => "disclosure.claimed-again",
        Standing::Claimed => "disclosure.claimed",
        Standing::Open => "disclosure.unproved",
    };
    let measured = document.check.goals.iter().filter(|g| g.value.is_some());
    let goals = measured.map(|g| (g.name.as_str(), g.standing));
    Some(say(lang, key, &[("goals", &names::open_goals(lang, document.check.standing, goals))]))
}

/// What it takes to check the list: items with their values.
pub fn checks(document: &DisclosureDocument, lang: Lang) -> Vec<(String, String)> {
    let check = &document.check;
    let word = |key: &str| say(lang, &format!("disclosure.check.{key}"), &[]);
    let mut lines = vec![
        (word("policy"), document.policy.clone()),
        (word("policy-sha256"), document.policy_sha256.clone()),
        (word("program"), format!("lungang {}", check.version)),
        (word("seed"), check.seed.to_string()),
    ];
    let drawn = check.goals.iter().filter_map(|g| Measure::of_name(&g.name)).filter(|measure| measure.is_draw());
    lines.extend(drawn.map(|measure| match measure {
        Measure::LotteryPosts => (word("draw-posts"), word("draw-posts-how")),
        _ => (word("draw-people"), word("draw-people-how")),
    }));
    if let Some(commitment) = &check.commitment {
        lines.push((word("commitment"), commitment.sha256.clone()));
        lines.extend(commitment.salt.iter().map(|salt| (word("salt"), salt.clone())));
        let opened = if commitment.salt.is_some() { "opened-yes" } else { "opened-not-yet" };
        lines.push((word("opened"), word(opened)));
    }
    lines.extend(check.lottery_command.iter().map(|c| (word("lottery-command"), c.clone())));
    for (key, files) in [("input", &check.inputs), ("output", &check.outputs)] {
        let item = |file: &str| say(lang, &format!("disclosure.check.{key}"), &[("file", file)]);
        lines.extend(files.iter().map(|f| (item(&f.file), f.sha256.clone())));
    }
    for goal in &check.goals {
        let bound = goal.certified_bound.map(|b| b.to_string());
        let key = match (goal.standing, goal.certified_bound) {
            _ if goal.value.is_none() => "goal-unmeasured",
            (Standing::Certified, _) => "goal-proved",
            (Standing::Drawn, _) => "goal-drawn",
            (Standing::Claimed, Some(_)) => "goal-claimed-gap",
            (Standing::Claimed, None) => "goal-claimed",
            (Standing::Open, Some(_)) => "goal-gap",
            (Standing::Open, None) => "goal-open",
        };
        let args =
            [("value", goal.value.map(|v| v.to_string()).unwrap_or_default()), ("bound", bound.unwrap_or_default())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let item = say(lang, "disclosure.check.goal", &[("goal", &names::goal(lang, &goal.name))]);
        lines.push((item, say(lang, &format!("disclosure.check.{key}"), &args)));
    }
    lines.extend(check.unchecked.iter().map(|line| (word("unchecked"), line.clone())));
    if check.clean {
        lines.push((word("audit"), word("clean")));
    }
    lines.push((word("command"), check.command.clone()));
    lines
}
