//! What is wrong with a county's tables, by cause, with file, sheet and rows.

use super::{Desk, Frame, Listed};
use crate::ask::{Answer, Ask, Fault, part};
use crate::shelf::County;
use askama::Template;
use lungang_domain::finding::Severity;
use lungang_report::screens::{self, Sorted};

/// Rows on one page; the workbook has all.
const SHOWN: usize = 500;

/// The screen.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    let root = format!("/county/{}/problems", part(&entry.name));
    let frame = Frame::county(ask, &entry, "/problems", &ask.t("problems.title"));
    let listing = screens::problems(&county.found, ask.lang);
    let (errors, warnings) = (county.found.count(Severity::Error), county.found.count(Severity::Warning));
    let mut lines = vec![match (errors, warnings) {
        (0, 0) => ask.t("problems.none"),
        _ => ask.say(
            "problems.sum",
            &[
                ("errors", &errors.to_string()),
                ("warnings", &warnings.to_string()),
                ("causes", &listing.len().to_string()),
            ],
        ),
    }];
    if listing.len() > SHOWN {
        lines.push(ask.say("problems.more", &[("n", &SHOWN.to_string())]));
    }
    let sorted = super::people::order(ask, &listing.columns());
    let listing = match sorted {
        Some((by, down)) => listing.sorted(by, down, ask.lang),
        None => listing,
    };
    let address = |by: usize, down: bool| super::people::sorted_by(ask, &root, by, down);
    let view = Sorted { by: sorted, address: &address };
    let none = listing.is_empty();
    let html = listing.draw((0, SHOWN), view, Box::new(|_| String::new()), ask.lang);
    let page = Listed {
        frame: if none { frame } else { frame.download(format!("{root}.xlsx")) },
        lines,
        warnings: Vec::new(),
        remarks: Vec::new(),
        parts: if none { Vec::new() } else { vec![(String::new(), html)] },
    };
    Ok(Answer::Page(page.render()?))
}

/// The same as a workbook.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let (entry, county) = desk.county(ask)?;
    let bytes = book(&[screens::problems(&county.found, ask.lang)], &county, ask)?;
    Ok(Answer::Workbook(ask.say("file.problems", &[("name", &entry.name)]), bytes))
}

/// Lists of a county as a workbook.
pub fn book(lists: &[screens::Listing], county: &County, ask: &Ask) -> Result<Vec<u8>, Fault> {
    screens::workbook(lists, &county.loaded.tables.name, ask.lang).map_err(|error| Fault::Bug(error.to_string()))
}
