//! Drafts side by side.

use super::plan::Sections;
use super::rows::{PlanRow, plans};
use super::{Desk, Frame};
use crate::ask::{Answer, Ask, Fault};
use crate::folder::Kind;
use askama::Template;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::screens;
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

/// The plans that the address names side by side; with fewer than two, the choice.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let mut names: Vec<&str> = ask.query.all("plan").collect();
    names.dedup();
    let title = ask.t("compare.title");
    if names.len() < 2 {
        let page = Choose { frame: Frame::new(ask, "compare", &title), plans: plans(desk, ask, None) };
        return Ok(Answer::Page(page.render()?));
    }
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
    let (heading, fragment) = screens::comparison(&document, ask.lang);
    let page = Sections {
        frame: Frame { charts: fragment.charts, ..Frame::new(ask, "compare", &heading) },
        lines: not_audited.take(),
        action: Some(("/compare".to_owned(), ask.t("compare.others"))),
        contents: fragment.contents,
        html: fragment.html,
    };
    Ok(Answer::Page(page.render()?))
}
