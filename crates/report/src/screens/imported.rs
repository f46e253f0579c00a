//! What an import made of an office's files.

use super::listing::Listing;
use crate::pages::imported;
use crate::pens::html::Sheet;
use lungang_domain::imported::ImportDocument;
use lungang_domain::words::Lang;
use lungang_results::names;

/// What was found, as a list of its own.
pub fn import_causes(document: &ImportDocument, lang: Lang) -> Listing {
    Listing::of(names::word(lang, "sheet.causes"), imported::causes(document, lang))
}

/// What each sheet was taken for, what became of its columns, what remarks mention, what was taken from before; the sections.
pub fn imported(document: &ImportDocument, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    if !document.causes.is_empty() {
        sheet.section("import-found");
        sheet.table(&imported::causes(document, lang));
    }
    sheet.section("import-read");
    for line in imported::counts(document, usize::MAX, lang) {
        sheet.paragraph(&line);
    }
    sheet.table(&imported::sheets(document, lang));
    for table in imported::columns(document, lang) {
        sheet.table(&table);
    }
    let remarks = imported::remarks(document, usize::MAX, lang);
    if let Some((head, lines)) = remarks.split_first() {
        sheet.section("import-remarks");
        sheet.paragraph(head);
        sheet.list(&lines.iter().map(|line| line.trim().to_owned()).collect::<Vec<_>>());
    }
    let taken = imported::taken(document, lang);
    if !taken.is_empty() {
        sheet.section("import-taken");
        sheet.table(&taken);
    }
    sheet.fragment().html
}
