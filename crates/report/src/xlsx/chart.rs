//! Short posts by subject before and after, as a table and as a chart that is readable in grey.

use super::Source;
use super::sheet::{Cell, row};
use lungang_results::changes::Changes;
use lungang_results::names;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, Color,
    ObjectMovement, Worksheet, XlsxError,
};

/// Where the chart stands and how large it is.
pub struct Frame {
    /// Beside the table, from the fourth column on; else below it.
    pub beside: bool,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Writes the table from `top` down and puts the chart beside or below it.
///
/// # Errors
/// The format cannot hold it.
pub fn short_posts(source: &Source<'_>, sheet: &mut Worksheet, top: u32, frame: &Frame) -> Result<(), XlsxError> {
    let subjects = Changes::of(source.record).short_by_subject();
    sheet.write_string_with_format(top, 0, source.word("overview.subjects"), &source.style.section)?;
    if subjects.is_empty() {
        sheet.write_string_with_format(top + 1, 0, source.word("none"), &source.style.note)?;
        return Ok(());
    }
    let header = top + 1;
    row(sheet, &source.style, header, &source.headers(&["subject", "short-before", "short-after"]))?;
    let mut at = header;
    for (subject, before, after) in subjects {
        at += 1;
        let name = names::subject(source.lang, &source.record.policy, subject);
        Cell::Text(name).write(sheet, &source.style, at, 0)?;
        Cell::Number(before.into()).write(sheet, &source.style, at, 1)?;
        Cell::Number(after.into()).write(sheet, &source.style, at, 2)?;
    }
    let mut chart = chart(source, header, at);
    chart.set_width(frame.width).set_height(frame.height);
    chart.set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
    let (row, column) = if frame.beside { (header, 3) } else { (at + 2, 0) };
    sheet.insert_chart_with_offset(row, column, &chart, 4, 4)?;
    Ok(())
}

fn chart(source: &Source<'_>, header: u32, last: u32) -> Chart {
    let sheet = source.word("sheet.overview");
    let mut chart = Chart::new_column();
    // Light before, dark after: two greys on paper.
    for (column, fill) in [(1_u16, Color::RGB(0x00D0_D0D0)), (2, Color::RGB(0x001F_3864))] {
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(ChartFont::new().set_size(8));
        chart
            .add_series()
            .set_name((sheet.as_str(), header, column))
            .set_categories((sheet.as_str(), header + 1, 0, last, 0))
            .set_values((sheet.as_str(), header + 1, column, last, column))
            .set_data_label(&label)
            .set_gap(60)
            .set_overlap(0)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(fill))
                    .set_border(ChartLine::new().set_color(Color::RGB(0x0040_4040)).set_width(0.5)),
            );
    }
    chart.title().set_name(source.word("overview.chart").as_str()).set_font(ChartFont::new().set_size(12).set_bold());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_num_format("0").set_min(0);
    chart.set_alt_text(source.word("overview.chart"));
    chart
}
