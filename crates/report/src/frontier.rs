//! The folder of `frontier`, with its prints.

use crate::html;
use crate::pages;
use crate::pens;
use crate::xlsx;
use lungang_domain::frontier::FrontierDocument;
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::{content, publish_document};
use lungang_results::frontier_folder::FRONTIER_FILES;
use std::path::Path;

/// Writes the folder of `frontier` with its prints.
///
/// # Errors
/// As of [`publish_document`].
pub fn write_frontier(
    document: &FrontierDocument,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
) -> Result<(), WriteError> {
    publish_document(document, dir, FRONTIER_FILES, scratch, || {
        let csv = pens::csv::draw(&pages::frontier::for_machines(document));
        Ok(vec![
            ("frontier.csv", content("frontier.csv", csv)?),
            ("frontier.xlsx", content("frontier.xlsx", xlsx::frontier(document, lang))?),
            ("frontier.html", html::frontier_page(document, lang).into_bytes()),
        ])
    })
}
