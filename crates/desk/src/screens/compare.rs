//! Drafts side by side.

use super::plan::Sections;
use super::rows::{PlanRow, plans};
use super::{Desk, Frame};
use crate::ask::{Answer, Ask, Fault};
use crate::folder::Kind;
use askama::Template;
use lungang_domain::comparison::CompareDocument;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::{screens, xlsx};
use lungang_results::mask;
use lungang_runner::compare::{Asking, compare};
use lungang_runner::planned::PlannedError;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

#[derive(Template)]
#[template(path = "compare.html")]
struct Choose<'a> {
    frame: Frame<'a>,
    plans: Vec<PlanRow>,
}

/// The plans that the address names, each once.
fn named(ask: &Ask) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in ask.query.all("plan") {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The plans of these names side by side, and why some could not be audited again.
fn compared(desk: &Desk, ask: &Ask, names: &[&str]) -> Result<(CompareDocument, Vec<String>), Fault> {
    let find = |name: &&str| desk.folder.find(name, Kind::Plan).map(|entry| entry.path).ok_or(Fault::Nothing);
    let folders: Vec<PathBuf> = names.iter().map(find).collect::<Result<_, _>>()?;
    let shown = |policy: Option<&Policy>, name: &str| match policy {
        Some(policy) => mask::shown(policy, name),
        // Where nobody knows whether names may be shown, they are not.
        None => mask::mask(name),
    };
    let not_audited = RefCell::new(Vec::new());
    let blind = |dir: &Path, error: &PlannedError| {
        let args = [("path", dir.display().to_string()), ("reason", error.say(ask.lang))];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        not_audited.borrow_mut().push(say(ask.lang, "cli.compare.not-audited", &args));
    };
    let asking = Asking { folders: &folders, frontier: None, shown: &shown, step: &|_| {}, blind: &blind };
    let document = compare(&asking).map_err(|error| Fault::Told(error.say(ask.lang), error.remedy(ask.lang)))?;
    Ok((document, not_audited.take()))
}

/// The plans that the address names side by side; with fewer than two, the choice.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let names = named(ask);
    if names.len() < 2 {
        let frame = Frame::new(ask, "compare", &ask.t("compare.title"));
        return Ok(Answer::Page(Choose { frame, plans: plans(desk, ask, None) }.render()?));
    }
    let (document, lines) = compared(desk, ask, &names)?;
    let (heading, fragment) = screens::comparison(&document, ask.lang);
    let frame = Frame::new(ask, "compare", &heading).download(format!("/compare.xlsx?{}", ask.query.with(&[])));
    let page = Sections {
        frame: Frame { charts: fragment.charts, ..frame },
        lines,
        action: Some(("/compare".to_owned(), ask.t("compare.others"))),
        contents: fragment.contents,
        html: fragment.html,
    };
    Ok(Answer::Page(page.render()?))
}

/// The same as a workbook, as the command writes it.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let names = named(ask);
    if names.len() < 2 {
        return Err(Fault::Nothing);
    }
    let (document, _) = compared(desk, ask, &names)?;
    let bytes = xlsx::comparison(&document, ask.lang).map_err(|error| Fault::Bug(error.to_string()))?;
    Ok(Answer::Workbook(ask.t("file.compare"), bytes))
}
