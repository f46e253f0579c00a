//! A plan's folder: how it is written, whole or not at all.

use crate::assignments;
use crate::claim::Scratch;
use crate::error::WriteError;
use crate::folder::{content, file, publish};
use crate::heads;
use crate::json;
use crate::plan_document::plan_document;
use crate::plan_files::{COUNTY, MAPPING, RECORD};
use crate::retasks;
use crate::run;
use crate::visits;
use lungang_domain::document::PlanDocument;
use lungang_domain::record::Record;
use lungang_domain::words::Lang;
use std::fs;
use std::path::Path;

/// The tables that stand beside a plan's document, as this program writes them: whoever reads them reads what the document says.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn tables(document: &PlanDocument) -> Result<Vec<(&'static str, Vec<u8>)>, csv::Error> {
    let mut tables = vec![("assignments.csv", assignments::to_csv(document)?)];
    if !document.retasks.is_empty() {
        tables.push(("retasks.csv", retasks::to_csv(document)?));
    }
    if !document.visits.is_empty() {
        tables.push(("itinerant.csv", visits::to_csv(document)?));
    }
    if let Some(heads) = &document.heads {
        tables.push(("heads.csv", heads::to_csv(heads)?));
    }
    Ok(tables)
}

/// Fills a folder.
pub type Fill<'a> = dyn Fn(&Path) -> Result<(), WriteError> + 'a;

/// What stands in a plan's folder beside the plan.
#[derive(Default)]
pub struct Beside<'a> {
    /// What is made from the plan for people, by its name among the files of the folder: the workbook, the list of changes.
    pub prints: Vec<(&'static str, Vec<u8>)>,
    /// What fills the folder `county`, by which the plan can be asked wherever its folder goes.
    pub county: Option<&'a Fill<'a>>,
    /// The mapping that the county was read with.
    pub mapping: Option<&'a [u8]>,
}

/// Writes `plan.json`, `assignments.csv`, `audit.json` and `run.toml` into `dir`, `certificate.json` where the record has one,
/// `retasks.csv` where teachers are retasked, `itinerant.csv` where they travel, `heads.csv` where heads
/// change schools, and what stands beside them: all of it or nothing.
///
/// The same record gives the same bytes. Words in the files are in `lang`; names of columns and fields are not translated.
/// An older folder of `known` files in `dir` is replaced; see [`publish`]. The `scratch` list is for whoever handles Ctrl-C.
///
/// # Errors
/// `dir` holds something that is not `known`, or a file cannot be written; `dir` is then as it was.
pub fn write<'a>(
    record: &Record,
    dir: &Path,
    known: &[&str],
    lang: Lang,
    scratch: &Scratch,
    beside: impl FnOnce() -> Result<Beside<'a>, WriteError>,
) -> Result<(), WriteError> {
    publish(dir, known, scratch, |at| {
        let document = plan_document(record, lang);
        let Beside { prints, county, mapping } = beside()?;
        let mut files = vec![("plan.json", json::to_text(&document).into_bytes())];
        files.extend(content("assignments.csv", tables(&document))?);
        files.extend(prints);
        files.push(("audit.json", json::to_text(&record.audit).into_bytes()));
        files.extend(record.certificate.as_ref().map(|c| ("certificate.json", json::plain(c).into_bytes())));
        files.extend(mapping.map(|bytes| (MAPPING, bytes.to_vec())));
        let mut outputs = Vec::with_capacity(files.len());
        if let Some(fill) = county {
            let inner = at.join(COUNTY);
            fs::create_dir(&inner).map_err(|e| WriteError::io(&inner, e))?;
            fill(&inner)?;
            outputs = run::copies(at).map_err(|e| WriteError::io(&inner, e))?;
        }
        for (name, bytes) in &files {
            file(at, name, bytes)?;
            outputs.push(run::hash(name, bytes));
        }
        file(at, RECORD, content(RECORD, run::to_toml(&record.run, &outputs))?.as_bytes())
    })
}
