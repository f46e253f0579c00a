//! The table of prices as CSV, for a spreadsheet.

use crate::json::PriceDocument;
use crate::pages::price::prices;
use crate::pens;
use lungang_domain::words::Lang;
use std::io::{self, Write};

/// Writes the prices: one line each, with two columns for every goal (`change_<goal>`, `lp_<goal>`).
///
/// # Errors
/// The writer's.
pub fn price_csv(document: &PriceDocument, mut out: impl Write) -> io::Result<()> {
    // What machines read is named and not worded, so that any language will do.
    let table = prices(Lang::EN, document, &document.prices);
    out.write_all(&pens::csv::draw(&table).map_err(io::Error::other)?)?;
    out.flush()
}
