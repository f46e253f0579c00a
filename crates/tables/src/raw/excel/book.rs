//! A workbook of either kind, by what its first bytes say: a package of XML, or the container of Excel 97-2003.

use super::super::Caps;
use super::super::caps::Budget;
use super::biff::{self, Refused};
use super::container::Refusal;
use super::hidden::Parts;
use super::metered::Metered;
use super::page::Page;
use super::{refused, sheet};
use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use lungang_domain::finding::{Finding, Findings, Place};

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub struct SheetName {
    /// Its name.
    pub name: String,
    /// Whether it holds cells; charts and macros are other sheets.
    pub cells: bool,
    /// Whether the user sees it.
    pub visible: bool,
}

/// An opened workbook.
pub enum Book<'b> {
    /// A package of XML.
    Xml(Box<Xlsx<Metered<'b>>>, Parts<'b>),
    /// A stream of records, with what is left of the caps of its file.
    Biff(Box<biff::Workbook>, Budget),
}

impl<'b> Book<'b> {
    /// Opens a package that was checked before.
    pub fn of_package(bytes: &'b [u8], file: &str, findings: &mut Findings) -> Option<Book<'b>> {
        let book = Xlsx::new(Metered::new(bytes));
        let book = book.map_err(|error| findings.push(refused(error, Place::file(file)))).ok()?;
        Some(Book::Xml(Box::new(book), Parts::of(bytes)))
    }

    /// Opens a container of Excel 97-2003.
    ///
    /// # Errors
    /// It is no workbook, or is over a limit.
    pub fn of_records(
        bytes: &[u8],
        file: &str,
        caps: &Caps,
        findings: &mut Findings,
    ) -> Result<Option<Book<'b>>, Refusal> {
        match biff::Workbook::open(bytes, caps) {
            Ok(book) => Ok(Some(Book::Biff(Box::new(book), Budget::new(caps)))),
            Err(Refused::As(refusal)) => Err(refusal),
            Err(Refused::Broken(reason)) => {
                findings.push(Finding::error("broken-excel", Place::file(file)).with("reason", reason));
                Ok(None)
            }
        }
    }

    /// Its sheets, in their order.
    pub fn sheets(&self) -> Vec<SheetName> {
        match self {
            Book::Xml(book, _) => {
                let metas = book.sheets_metadata().iter();
                let one = |m: &calamine::Sheet| SheetName {
                    name: m.name.clone(),
                    cells: m.typ == SheetType::WorkSheet,
                    visible: m.visible == SheetVisible::Visible,
                };
                metas.map(one).collect()
            }
            Book::Biff(book, _) => {
                let one = |s: &biff::Named| SheetName { name: s.name.clone(), cells: s.cells, visible: s.visible };
                book.sheets.iter().map(one).collect()
            }
        }
    }

    /// Whether it counts days from 1904.
    pub fn date1904(&self) -> bool {
        match self {
            Book::Xml(book, _) => book.has_1904_epoch(),
            Book::Biff(book, _) => book.date1904,
        }
    }

    /// The cells of a sheet, by its position and name; nothing where it cannot be read, which is told.
    pub fn page(&mut self, index: usize, name: &str, caps: &Caps, file: &str, findings: &mut Findings) -> Option<Page> {
        let place = Place { sheet: Some(name.to_owned()), ..Place::file(file) };
        match self {
            Book::Xml(book, parts) => {
                let mut page = sheet::page(book, name, caps, &place, findings)?;
                page.hidden = parts.look(name);
                Some(page)
            }
            Book::Biff(book, budget) => book.page(index, caps, budget, &place, findings),
        }
    }
}
