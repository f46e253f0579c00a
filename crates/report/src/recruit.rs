//! A recruitment plan's folder: the document, the posts as CSV, the workbook.

use crate::json::RecruitDocument;
use crate::pages::recruit as pages;
use crate::pens;
use crate::xlsx;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::{content, publish_document};
use lungang_results::recruit_folder::RECRUIT_FILES;
use std::path::Path;

/// Writes `recruit.json`, `recruit.csv` and `recruit.xlsx` into `dir`: all of them or none.
///
/// # Errors
/// `dir` holds something else, or a file cannot be written; `dir` is then as it was.
pub fn write_recruit(
    document: &RecruitDocument,
    policy: &Policy,
    dir: &Path,
    lang: Lang,
    scratch: &Scratch,
) -> Result<(), WriteError> {
    publish_document(document, dir, RECRUIT_FILES, scratch, || {
        Ok(vec![
            // What machines read is named and not worded, so that any language will do.
            ("recruit.csv", content("recruit.csv", pens::csv::draw(&pages::posts(Lang::EN, policy, document)))?),
            ("recruit.xlsx", content("recruit.xlsx", xlsx::recruit(document, policy, lang))?),
        ])
    })
}
