//! What has become of the county since a plan was made: cell by cell, against the copy that the plan keeps.

use super::{Now, Planned, PlannedError, county, is_table, kept_policy, same_county, unchanged};
use crate::load::{COUNTY_FILE, Loaded};
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::policy::Policy;
use lungang_domain::record::{InputHash, RunInfo};
use lungang_domain::words::{Lang, say};
use lungang_policies::{self as policies, fingerprint};
use lungang_tables::write::{CellDifference, What, differences};
use lungang_tables::{county_toml, hashes, raw, schema};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What has become of a county since a plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// Where the county is now.
    pub place: PathBuf,
    /// What there is to say.
    pub what: Gone,
}

/// Where a county has gone on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// It cannot be read as a county any more: so many errors.
    Faulty(usize),
    /// Another county, or another school year, stands there now.
    Other,
    /// It can be read.
    On {
        /// What differs.
        cells: Vec<CellDifference>,
        /// Whether the policy differs.
        policy: bool,
    },
}

/// Compares the county as it stands now, where it was or where `now` says it is, with what the plan keeps. `None` where nothing
/// has changed, nothing stands there any more, or the plan keeps no county: then it was read from there.
///
/// # Errors
/// `now` names a county that is not there, or another one.
pub fn since(planned: &Planned, now: &Now, lang: Lang) -> Result<Option<Since>, PlannedError> {
    let place = now.county.clone().unwrap_or_else(|| PathBuf::from(&planned.run.county));
    let asked = now.county.is_some();
    let same_place = |a: &Path, b: &Path| a.canonicalize().ok() == b.canonicalize().ok();
    if planned.place == place || !place.exists() && !asked || same_place(&planned.place, &place) {
        return Ok(None);
    }
    if now.mapping.is_none() && now.policy.is_none() && as_it_was(&planned.run, &place) {
        return Ok(None);
    }
    // What the county was read with may be gone while the county is not: the plan keeps both.
    let gone = planned.run.read_as.policy.as_deref().is_some_and(|p| p.ends_with(".toml") && !Path::new(p).exists());
    let kept = gone.then(|| kept_policy(&planned.dir).map(|path| path.display().to_string())).flatten();
    let now = Now {
        mapping: now.mapping.clone().or_else(|| planned.mapping()),
        policy: now.policy.clone().or(kept),
        ..now.clone()
    };
    let loaded = county(&place, &planned.run, &now)?;
    match same_county(&planned.document, &loaded) {
        Err(error) if asked => return Err(error),
        Err(_) => return Ok(Some(Since { place, what: Gone::Other })),
        Ok(()) => {}
    }
    let files = unchanged(&planned.run, &loaded).is_ok();
    let Loaded { policy, county, findings, .. } = loaded;
    let (Some(policy), Some(county)) = (policy, county) else {
        return Ok(Some(Since { place, what: Gone::Faulty(findings.count(Severity::Error)) }));
    };
    let other_policy = fingerprint(&policy) != planned.run.policy_sha256;
    if files && !other_policy {
        return Ok(None);
    }
    let cells = cells((&planned.county, &planned.policy), (&county, &policy), lang);
    let nothing = cells.is_empty() && !other_policy;
    Ok((!nothing).then_some(Since { place, what: Gone::On { cells, policy: other_policy } }))
}

/// Whether the very files stand there that the plan was made from, and the policy says what it said: then the county is the same without
/// being read. What only reading would tell (a mapping, another version of the program, a workbook) is not taken for the same.
fn as_it_was(run: &RunInfo, place: &Path) -> bool {
    let own = place.join(COUNTY_FILE);
    if run.version != env!("CARGO_PKG_VERSION") || run.read_as.mapping.is_some() || !own.is_file() {
        return false;
    }
    let stated = county_toml::read_county_file(&own, &mut Findings::default());
    let spec = run.read_as.policy.clone().or_else(|| Some(stated.policy?.spec()));
    let same_policy = |spec: String| {
        let policy = policies::examine(&spec, None).policy;
        policy.is_some_and(|policy| fingerprint(&policy) == run.policy_sha256)
    };
    let Ok(tables) = raw::county_files(place, &raw::ReadOptions::default()) else { return false };
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let there: BTreeSet<String> = tables.iter().filter_map(|path| name(path)).chain([COUNTY_FILE.to_owned()]).collect();
    let recorded: BTreeSet<String> = run.inputs.iter().map(|i| i.file.clone()).filter(|file| is_table(file)).collect();
    let same = |i: &InputHash| hashes::sha256_of(&place.join(&i.file)).is_ok_and(|sha256| sha256 == i.sha256);
    stated.mapping.is_none()
        && there == recorded
        && run.inputs.iter().filter(|i| is_table(&i.file)).all(same)
        && spec.is_some_and(same_policy)
}

/// What differs between two states of a county.
pub fn cells(then: (&County, &Policy), now: (&County, &Policy), lang: Lang) -> Vec<CellDifference> {
    differences((&then.0.to_parts(), then.1), (&now.0.to_parts(), now.1), lang)
}

/// "3 cells differ, 1 matters".
pub fn counted(cells: &[CellDifference], lang: Lang) -> String {
    let (n, matters) = (cells.len(), cells.iter().filter(|c| c.matters).count());
    let one = |key: &str, n: usize| {
        let key = if n == 1 { format!("planned.since.{key}-one") } else { format!("planned.since.{key}") };
        say(lang, &key, &[("n", &n.to_string())])
    };
    say(lang, "planned.since.counted", &[("cells", &one("cells", n)), ("matter", &one("matter", matters))])
}

/// The differences, a line each, those that matter first; at most so many.
pub fn listed(cells: &[CellDifference], most: usize, lang: Lang) -> Vec<String> {
    let mut sorted: Vec<&CellDifference> = cells.iter().collect();
    sorted.sort_by_key(|c| !c.matters);
    let mut lines: Vec<String> = sorted.iter().take(most).map(|c| line(c, lang)).collect();
    if cells.len() > most {
        lines.push(say(lang, "planned.since.more", &[("n", &(cells.len() - most).to_string())]));
    }
    lines
}

fn line(one: &CellDifference, lang: Lang) -> String {
    let table = schema::table(one.table).map_or(one.table, |spec| spec.title(lang));
    let place = [table, one.row.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    let said = match &one.what {
        What::New => say(lang, "planned.since.new", &[("row", &place)]),
        What::Gone => say(lang, "planned.since.gone", &[("row", &place)]),
        What::Cell { column, then, now } => {
            let empty = say(lang, "planned.since.empty", &[]);
            let shown = |text: &str| if text.is_empty() { empty.clone() } else { text.to_owned() };
            let args = [("row", place), ("column", column.clone()), ("then", shown(then)), ("now", shown(now))];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            say(lang, "planned.since.cell", &args)
        }
    };
    if one.matters { say(lang, "planned.since.matters", &[("what", &said)]) } else { said }
}

impl Since {
    /// In words: a headline, and at most so many lines below it.
    pub fn say(&self, most: usize, lang: Lang) -> String {
        let path = self.place.display().to_string();
        match &self.what {
            Gone::Faulty(n) => say(lang, "planned.since.faulty", &[("path", &path), ("n", &n.to_string())]),
            Gone::Other => say(lang, "planned.since.other", &[("path", &path)]),
            Gone::On { cells, policy } => {
                let mut lines = Vec::new();
                if !cells.is_empty() {
                    let counted = counted(cells, lang);
                    lines.push(say(lang, "planned.since.head", &[("path", &path), ("counted", &counted)]));
                    lines.extend(listed(cells, most, lang));
                }
                if *policy {
                    lines.push(say(lang, "planned.since.policy", &[]));
                }
                lines.join("\n")
            }
        }
    }
}
