//! The formats of the workbook: few, and readable when printed in grey.

use lungang_domain::audit::Relation;
use lungang_domain::words::Lang;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of one workbook.
pub struct Style {
    /// Title of the first sheet.
    pub title: Format,
    /// A line under the title.
    pub note: Format,
    /// Sentences over the whole width.
    pub said: Format,
    /// A line that must not be overlooked.
    pub warning: Format,
    /// Title of a table among several.
    pub section: Format,
    /// Header of a table.
    pub header: Format,
    /// Text.
    pub text: Format,
    /// Text that wraps.
    pub wrapped: Format,
    /// Text in the middle.
    pub centred: Format,
    /// The same in grey.
    pub muted: Format,
    /// Whole numbers.
    pub number: Format,
    /// Kilometres.
    pub kilometres: Format,
    /// Numbers with places.
    pub places: Format,
    /// Dates.
    pub date: Format,
    /// What a rule asks for, by how it compares.
    at_least: Format,
    at_most: Format,
    equal: Format,
    /// Laid over a cell that calls for attention; the cell says so in a word as well.
    pub alarm: Format,
}

impl Style {
    /// The formats for one language, which has a font of its own.
    pub fn new(lang: Lang) -> Style {
        let font = lang.settings().font.as_str();
        let plain = Format::new().set_font_name(font).set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00A6_A6A6));
        let number = |format: &str| cell.clone().set_num_format(format).set_align(FormatAlign::Right).set_indent(1);
        Style {
            title: plain.clone().set_font_size(16).set_bold(),
            note: plain.clone().set_font_color(Color::RGB(0x0040_4040)),
            said: plain.clone().set_text_wrap().set_align(FormatAlign::Left),
            warning: plain.clone().set_bold().set_font_color(Color::RGB(0x009C_0006)),
            section: plain.clone().set_bold().set_font_size(12),
            header: cell
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_E1F2)),
            text: cell.clone().set_align(FormatAlign::Left).set_indent(1),
            wrapped: cell.clone().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            centred: cell.clone().set_align(FormatAlign::Center),
            muted: cell.clone().set_align(FormatAlign::Center).set_font_color(Color::RGB(0x0080_8080)),
            number: number("#,##0"),
            kilometres: number("0.0"),
            places: number("0.0##"),
            date: cell.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            at_least: number("\"≥ \"#,##0"),
            at_most: number("\"≤ \"#,##0"),
            equal: number("\"= \"#,##0"),
            alarm: Format::new()
                .set_bold()
                .set_font_color(Color::RGB(0x009C_0006))
                .set_background_color(Color::RGB(0x00FF_C7CE)),
        }
    }

    /// The number that a rule asks for, with its sign.
    pub fn required(&self, relation: Relation) -> &Format {
        match relation {
            Relation::AtLeast => &self.at_least,
            Relation::AtMost => &self.at_most,
            Relation::Equal => &self.equal,
        }
    }
}
