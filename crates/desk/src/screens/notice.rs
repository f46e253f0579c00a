//! The notice of a plan: the form that makes one, and the notice as it is hung out.

use super::making::{promised, to_job, whole};
use super::plan::{Sections, file};
use super::{Desk, Frame, unopened};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::Kind;
use crate::jobs::Work;
use askama::Template;
use lungang_domain::disclosure::Period;
use lungang_report::json::DisclosureDocument;
use lungang_report::screens;
use lungang_results::notice_folder::DISCLOSURE_FILES;

/// The most days for objections that may be asked for.
const DAYS: u64 = 365;
/// The most of an address for objections, in characters.
const CONTACT: usize = 200;

#[derive(Template)]
#[template(path = "notice.html")]
struct Form<'a> {
    frame: Frame<'a>,
    address: String,
    days: String,
    into: String,
}

/// The form.
pub fn form(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    let plan = plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let into = desk.folder.next(&ask.t("notice.folder"), promised(desk));
    let page = Form {
        frame: Frame::plan(ask, &entry, "/notice", &ask.t("notice.title")),
        address: format!("/plan/{}/notice", part(&entry.name)),
        days: plan.planned.policy.disclosure.objection_days.value.to_string(),
        into: ask.say("notice.into", &[("name", &into)]),
    };
    Ok(Answer::Page(page.render()?))
}

/// Takes the form.
pub fn ask(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, plan) = desk.plan(ask)?;
    plan.as_ref().as_ref().map_err(|error| unopened(error, ask))?;
    let days = whole(ask, "days", DAYS)?.filter(|days| *days > 0);
    let start = ask.fields.said("start").map(str::to_owned);
    if let Some(day) = start.as_ref().filter(|day| Period::starting(day, 1).is_none()) {
        return Err(Fault::Told(ask.say("notice.bad-start", &[("value", day)]), None));
    }
    let contact = ask.fields.said("contact").map(|contact| contact.chars().take(CONTACT).collect());
    let unproved = ask.fields.said("unproved").is_some();
    let word = ask.t("notice.folder");
    let number = desk.queue.ask(ask.lang, |promised| Work::Disclose {
        plan: entry.name.clone(),
        start,
        days,
        contact,
        unproved,
        output: desk.folder.next(&word, promised.into_iter()),
    });
    to_job(number, ask)
}

/// The notice, in the language in which it is read.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entry = desk.folder.find(ask.name("notice"), Kind::Notice).ok_or(Fault::Nothing)?;
    let path = entry.path.join(DISCLOSURE_FILES[0]);
    let bytes = lungang_files::read(&path, lungang_files::caps::DOCUMENT).map_err(|_| Fault::Nothing)?;
    let document: DisclosureDocument = lungang_files::json::parse(&bytes).map_err(|error| {
        Fault::Told(ask.say("notice.unreadable", &[("name", &entry.name), ("reason", &error.to_string())]), None)
    })?;
    let (title, fragment) = screens::notice(&document, ask.lang);
    let frame = Frame::new(ask, "", &title).download(format!("/notice/{}/notice.xlsx", part(&entry.name)));
    let page = Sections { frame, lines: Vec::new(), action: None, contents: Vec::new(), html: fragment.html };
    Ok(Answer::Page(page.render()?))
}

/// The workbook of the notice's folder, as the command left it.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entry = desk.folder.find(ask.name("notice"), Kind::Notice).ok_or(Fault::Nothing)?;
    let name = ask.say("file.notice", &[("name", &entry.name)]);
    file(&entry, DISCLOSURE_FILES[2], name)
}
