//! The screens: a file a screen. Each reads what it needs, asks the crate of reports for its tables, and fills a template.

pub mod compare;
pub mod establishment;
pub mod files;
pub mod hand;
pub mod home;
pub mod jobs;
pub mod making;
pub mod notice;
pub mod people;
pub mod plan;
pub mod problems;
mod rows;

use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::{Entry, Folder, Kind};
use crate::jobs::Queue;
use crate::shelf::{County, Plan, Shelf};
use askama::Template;
use jobs::private;
use lungang_domain::shown::shown;
use lungang_domain::words::{Lang, say};
use lungang_runner::planned::PlannedError;
use std::sync::Arc;

/// What every screen can ask.
pub struct Desk {
    /// The office's folder.
    pub folder: Folder,
    /// What was read of it.
    pub shelf: Shelf,
    /// Its jobs.
    pub queue: Arc<Queue>,
}

impl Desk {
    /// The county of an address.
    fn county(&self, ask: &Ask) -> Result<(Entry, Arc<County>), Fault> {
        let entry = self.folder.find(ask.name("county"), Kind::County).ok_or(Fault::Nothing)?;
        let county = self.shelf.county(&entry.path);
        Ok((entry, county))
    }

    /// The folder of an office's files of an address.
    fn files(&self, ask: &Ask) -> Result<Entry, Fault> {
        self.folder.find(ask.name("files"), Kind::Files).ok_or(Fault::Nothing)
    }

    /// The plan of an address.
    fn plan(&self, ask: &Ask) -> Result<(Entry, Arc<Result<Plan, PlannedError>>), Fault> {
        let entry = self.folder.find(ask.name("plan"), Kind::Plan).ok_or(Fault::Nothing)?;
        let plan = self.shelf.plan(&entry.path);
        Ok((entry, plan))
    }
}

/// Why a plan cannot be shown.
fn unopened(error: &PlannedError, ask: &Ask) -> Fault {
    Fault::Told(error.say(ask.lang), error.remedy(ask.lang))
}

/// A county whose tables have errors has no such screen: the fault leads to the errors.
fn faulty(entry: &Entry, ask: &Ask) -> Result<Answer, Fault> {
    let told = Told {
        frame: Frame::county(ask, entry, "", &ask.t("faulty.title")),
        message: ask.t("faulty.message"),
        remedy: None,
        next: Some((format!("/county/{}/problems", part(&entry.name)), ask.t("faulty.next"))),
    };
    Ok(Answer::Page(told.render()?))
}

/// What stands around every screen.
struct Frame<'a> {
    ask: &'a Ask,
    title: String,
    /// Which of the entries of the main navigation this is.
    at: &'static str,
    /// Whose tabs these are.
    of: String,
    /// Address, words, whether it is this page.
    tabs: Vec<(String, String, bool)>,
    /// A workbook of what the screen shows.
    download: Option<(String, String)>,
    /// What the script of the charts draws.
    charts: Option<String>,
    /// Whether the page asks again by itself.
    waits: bool,
}

impl<'a> Frame<'a> {
    fn new(ask: &'a Ask, at: &'static str, title: &str) -> Frame<'a> {
        let title = shown(title).into_owned();
        Frame { ask, title, at, of: String::new(), tabs: Vec::new(), download: None, charts: None, waits: false }
    }

    /// A screen of a county: its tabs.
    fn county(ask: &'a Ask, entry: &Entry, here: &str, title: &str) -> Frame<'a> {
        let root = format!("/county/{}", part(&entry.name));
        let tab = |path: &str| {
            (format!("{root}{path}"), ask.t(&format!("tab.county{}", path.replace('/', "-"))), path == here)
        };
        let tabs = ["", "/problems", "/establishment", "/people", "/plan"].map(tab).to_vec();
        Frame { of: shown(&entry.name).into_owned(), tabs, ..Frame::new(ask, "", title) }
    }

    /// A screen of a plan: its tabs.
    fn plan(ask: &'a Ask, entry: &Entry, here: &str, title: &str) -> Frame<'a> {
        let root = format!("/plan/{}", part(&entry.name));
        let tab =
            |path: &str| (format!("{root}{path}"), ask.t(&format!("tab.plan{}", path.replace('/', "-"))), path == here);
        let tabs = ["", "/notice"].map(tab).to_vec();
        Frame { of: shown(&entry.name).into_owned(), tabs, ..Frame::new(ask, "", title) }
    }

    /// With a workbook to download.
    fn download(self, address: String) -> Frame<'a> {
        let words = self.t("download");
        Frame { download: Some((address, words)), ..self }
    }

    fn t(&self, key: &str) -> String {
        self.ask.t(key)
    }

    fn tag(&self) -> &'static str {
        &self.ask.lang.settings().tag
    }

    /// Code, tag and name of every language that lacks no word.
    fn languages(&self) -> Vec<(&'static str, &'static str, String)> {
        let named = |lang: Lang| (lang.code(), lang.settings().tag.as_str(), say(lang, "desk.language", &[]));
        Lang::COMPLETE.map(named).to_vec()
    }
}

#[derive(Template)]
#[template(path = "told.html")]
struct Told<'a> {
    frame: Frame<'a>,
    message: String,
    remedy: Option<String>,
    next: Option<(String, String)>,
}

/// The page of a fault.
pub fn fault(ask: &Ask, fault: &Fault) -> String {
    let (title, message, remedy) = match fault {
        Fault::Nothing => ("fault.nothing-title", ask.t("fault.nothing"), Some(ask.t("fault.nothing-remedy"))),
        Fault::Told(message, remedy) => ("fault.told-title", message.clone(), remedy.clone()),
        Fault::Bug(what) => ("fault.bug-title", ask.say("fault.bug", &[("what", what)]), None),
    };
    let frame = Frame::new(ask, "", &ask.t(title));
    // What was typed may hold an identity number.
    let (message, remedy) = (private(&message, ask), remedy.map(|remedy| private(&remedy, ask)));
    let told = Told { frame, message, remedy, next: Some(("/".to_owned(), ask.t("nav.home"))) };
    told.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "stranger.html")]
struct Stranger {
    tag: &'static str,
    title: String,
    message: String,
    remedy: String,
}

/// The page of whoever has no cookie.
pub fn stranger(lang: Lang) -> String {
    let word = |key: &str| say(lang, &format!("desk.stranger.{key}"), &[]);
    let page =
        Stranger { tag: &lang.settings().tag, title: word("title"), message: word("message"), remedy: word("remedy") };
    page.render().unwrap_or_default()
}

/// Tables and sentences one below the other.
#[derive(Template)]
#[template(path = "listing.html")]
struct Listed<'a> {
    frame: Frame<'a>,
    lines: Vec<String>,
    warnings: Vec<String>,
    remarks: Vec<String>,
    parts: Vec<(String, String)>,
}
