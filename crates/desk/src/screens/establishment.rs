//! The establishment of a county: stages, schools, subjects, and how each number came.

use super::problems::book;
use super::{Desk, Frame, Listed, faulty};
use crate::ask::{Answer, Ask, Fault, part};
use crate::shelf::Unestablished;
use askama::Template;
use lungang_report::screens;
use lungang_results::names;
use lungang_runner::conflict;
use lungang_solver::staffing::StaffingError;

/// The screen.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    let (basis, document) = match county.established() {
        Ok(established) => established,
        Err(Unestablished::Faulty) => return faulty(&entry, ask),
        Err(Unestablished::Staffing(error)) => return Err(told(error, ask)),
    };
    let (listings, remarks) = screens::establishment(document, &basis.county, &basis.policy, ask.lang);
    let mut warnings = Vec::new();
    if basis.counted {
        warnings.push(ask.t("establishment.counted"));
    }
    if !document.not_counted.is_empty() {
        warnings.push(ask.say("establishment.not-counted", &[("schools", &document.not_counted.join("、"))]));
    }
    if document.non_teaching_unknown {
        warnings.push(names::word(ask.lang, "text.staffing.non-teaching-unknown"));
    }
    let address = format!("/county/{}/establishment.xlsx", part(&entry.name));
    let page = Listed {
        frame: Frame::county(ask, &entry, "/establishment", &ask.t("establishment.title")).download(address),
        lines: vec![names::word(ask.lang, "text.staffing.not-netted")],
        warnings,
        remarks,
        parts: listings.iter().map(|listing| (String::new(), listing.whole(ask.lang))).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// The same as a workbook.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    let Ok((basis, document)) = county.established() else { return Err(Fault::Nothing) };
    let (listings, _) = screens::establishment(document, &basis.county, &basis.policy, ask.lang);
    let bytes = book(&listings, &county, ask)?;
    Ok(Answer::Workbook(ask.say("file.establishment", &[("name", &entry.name)]), bytes))
}

/// Why the posts cannot be computed.
fn told(error: &StaffingError, ask: &Ask) -> Fault {
    match error {
        StaffingError::TooFewAuthorised { part, floor, authorised } => {
            let message = conflict::too_few(*part, *floor, *authorised).say(ask.lang);
            Fault::Told(message, Some(ask.t("establishment.authorised-remedy")))
        }
        StaffingError::Engine(_) => Fault::Told(ask.t("establishment.failed"), None),
    }
}
