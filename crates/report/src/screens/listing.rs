//! A table that is sorted, shown in parts and downloaded whole.

use crate::block::{PAGE, Table, WORKBOOK};
use crate::pens::html::{Address, Sheet, Sorted};
use crate::pens::xlsx::{Book, Head, XlsxError, cut};
use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::{Locale, locale};
use lungang_domain::words::Lang;

/// Most of a name that stands in a title.
const TITLED: usize = 60;

/// A table with the name that it goes by.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What it is called.
    pub title: String,
    table: Table,
}

impl Listing {
    /// Of a table; its title stands above it.
    pub(super) fn of(title: String, table: Table) -> Listing {
        Listing { title, table }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The columns that a page shows, as their headers name them.
    pub fn columns(&self) -> Vec<String> {
        self.table.columns(PAGE).into_iter().map(|column| column.header(PAGE).to_owned()).collect()
    }

    /// The rows in the order of a column of the page: figures by size, words as a reader of the language looks them up, which for
    /// Chinese is by pinyin.
    #[must_use]
    pub fn sorted(self, by: usize, down: bool, lang: Lang) -> Listing {
        let table = match collator(lang) {
            Some(collator) => self.table.sorted(PAGE, by, down, |a, b| collator.compare(a, b)),
            None => self.table.sorted(PAGE, by, down, str::cmp),
        };
        Listing { table, ..self }
    }

    /// Some of its rows as HTML; `leads` gives the address of what a row is about.
    pub fn draw(&self, (from, most): (usize, usize), sorted: Sorted<'_>, leads: Address, lang: Lang) -> String {
        let mut sheet = Sheet::leading(lang, leads);
        sheet.listing(&self.title, &self.table.part(from, most), sorted);
        sheet.fragment().html
    }

    /// The whole of it as HTML under its title, in the order in which it came.
    pub fn whole(&self, lang: Lang) -> String {
        let mut sheet = Sheet::new(lang);
        sheet.table(&self.table.clone().titled(PAGE, self.title.clone()));
        sheet.fragment().html
    }
}

/// Lists as a workbook, a sheet each; `owner` is whose they are: the county.
///
/// # Errors
/// The format cannot hold them.
pub fn workbook(lists: &[Listing], owner: &str, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    // The same lists give the same bytes: no clock.
    let mut book = Book::new(lang, None, (2000, 1, 1))?;
    let owner = cut(owner, TITLED);
    for list in lists {
        let head = Head { title: format!("{owner} {}", list.title), page: [owner.clone(), list.title.clone()] };
        let mut sheet = book.sheet(&list.title)?;
        sheet.list(&head, &list.table.clone().titled(WORKBOOK, ""))?;
        sheet.area(0)?;
    }
    book.finish()
}

/// How words of a language are ordered; of a language that nobody knows, as the letters come.
fn collator(lang: Lang) -> Option<CollatorBorrowed<'static>> {
    // A county's names are Chinese whatever language the page is in; Latin letters come after them in that order.
    let locale: Locale =
        if Lang::COMPLETE.contains(&lang) { locale!("zh") } else { lang.settings().tag.parse().ok()? };
    CollatorBorrowed::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Cell, Column};
    use std::cmp::Ordering;

    #[test]
    fn names_stand_by_pinyin() {
        let collator = collator(Lang::ZH).expect("the order of Chinese");
        for (a, b) in [("安", "白"), ("陈", "董"), ("梁", "王"), ("王", "朱"), ("阿", "Zhang")] {
            assert_eq!(collator.compare(a, b), Ordering::Less, "{a} {b}");
        }
    }

    #[test]
    fn rows_keep_what_they_are_about_and_empty_cells_come_last() {
        let rows = [("a", Some(3_u32)), ("b", None), ("c", Some(20)), ("d", Some(3))];
        let table = || {
            let table = Table::of(rows).column(Column::words("who"), |(who, _)| *who);
            table.column(Column::figures("n"), |(_, n)| Cell::from(*n)).about(|(who, _)| (*who).to_owned()).table()
        };
        for (down, order) in [(false, ["a", "d", "c", "b"]), (true, ["c", "a", "d", "b"])] {
            let listing = Listing::of("list".to_owned(), table()).sorted(1, down, Lang::ZH);
            let about: Vec<&str> = (0..4).filter_map(|row| listing.table.about(row)).collect();
            assert_eq!(about, order);
            assert_eq!(listing.table.part(1, 2).about(0), Some(order[1]));
        }
        let none = Listing::of("list".to_owned(), table());
        assert_eq!(none.table.part(9, 5).len(), 0);
        assert_eq!(none.sorted(7, false, Lang::ZH).len(), 4, "there is no such column");
    }
}
