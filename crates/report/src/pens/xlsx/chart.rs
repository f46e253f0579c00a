//! Charts of a sheet, which draw the figures of a table on it; readable in grey.

use super::{Sheet, Span};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType,
    ChartPatternFill, ChartPatternFillType, ChartSeries, ChartSolidFill, ChartType, Color, ObjectMovement, XlsxError,
};

/// Okabe and Ito's colours, as on the page.
const COLOURS: [u32; 6] = [0x0000_72B2, 0x00D5_5E00, 0x0000_9E73, 0x00CC_79A7, 0x00E6_9F00, 0x0056_B4E9];
/// A pattern each, so that grey tells them apart too.
const PATTERNS: [Option<ChartPatternFillType>; 6] = [
    None,
    Some(ChartPatternFillType::DiagonalStripesDarkUpwards),
    Some(ChartPatternFillType::LargeGrid),
    Some(ChartPatternFillType::VerticalStripesDark),
    Some(ChartPatternFillType::DiagonalStripesDarkDownwards),
    Some(ChartPatternFillType::Dotted25Percent),
];
/// Light before, dark after: two greys on paper.
const BEFORE_AFTER: [u32; 2] = [0x00D0_D0D0, 0x001F_3864];

/// How a chart's title, place and size are.
pub struct Frame<'a> {
    /// What it shows.
    pub title: &'a str,
    /// Beside the table, from this column on; else below it.
    pub beside: Option<u16>,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

impl Sheet<'_> {
    /// Pairs of bars of a table's second and third column, before and after, named by its first.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn before_and_after(&mut self, span: Span, frame: &Frame<'_>) -> Result<(), XlsxError> {
        let mut chart = Chart::new_column();
        for (column, colour) in (1_u16..).zip(BEFORE_AFTER) {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(ChartFont::new().set_size(8));
            let mut format = ChartFormat::new();
            format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))).set_border(&edge());
            let series = self.series(&mut chart, span, column);
            series.set_data_label(&label).set_gap(60).set_overlap(0).set_format(&mut format);
        }
        chart.title().set_font(ChartFont::new().set_size(12).set_bold());
        self.columns(chart, span, frame)
    }

    /// Bars of a table's columns from one on, a colour and a pattern each, named by its first.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn bars(&mut self, span: Span, from: u16, count: usize, frame: &Frame<'_>) -> Result<(), XlsxError> {
        let mut chart = Chart::new_column();
        for (column, (colour, pattern)) in (from..).zip(COLOURS.into_iter().zip(PATTERNS)).take(count) {
            let colour = Color::RGB(colour);
            let mut format = ChartFormat::new();
            match pattern {
                None => format.set_solid_fill(ChartSolidFill::new().set_color(colour)),
                Some(pattern) => format.set_pattern_fill(
                    ChartPatternFill::new()
                        .set_pattern(pattern)
                        .set_foreground_color(colour)
                        .set_background_color(Color::White),
                ),
            };
            format.set_border(&edge());
            self.series(&mut chart, span, column).set_format(&mut format);
        }
        self.columns(chart, span, frame)
    }

    /// Lines through a table's columns from one on, named by its first.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn lines(&mut self, span: Span, from: u16, count: usize, frame: &Frame<'_>) -> Result<(), XlsxError> {
        const MARKERS: [ChartMarkerType; 2] = [ChartMarkerType::Circle, ChartMarkerType::Square];
        let mut chart = Chart::new(ChartType::Line);
        for (column, (colour, kind)) in (from..).zip(COLOURS.into_iter().zip(MARKERS.into_iter().cycle())).take(count) {
            let mut marker = ChartMarker::new();
            marker.set_type(kind).set_size(7);
            let mut format = ChartFormat::new();
            format.set_line(ChartLine::new().set_color(Color::RGB(colour)).set_width(1.75));
            self.series(&mut chart, span, column).set_marker(&marker).set_format(&mut format);
        }
        self.columns(chart, span, frame)
    }

    /// Points of a table's second and third column, and a line through those of its last; both are named.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn frontier(
        &mut self,
        span: Span,
        names: [&str; 2],
        axes: [&str; 2],
        frame: &Frame<'_>,
    ) -> Result<(), XlsxError> {
        let mut chart = Chart::new(ChartType::Scatter);
        for (column, kind, line) in [(2_u16, ChartMarkerType::Circle, false), (4, ChartMarkerType::Square, true)] {
            let mut marker = ChartMarker::new();
            marker.set_type(kind).set_size(8);
            let mut format = ChartFormat::new();
            if line {
                format.set_line(ChartLine::new().set_color(Color::RGB(COLOURS[0])).set_width(1.5));
            } else {
                format.set_no_line();
            }
            let series = chart.add_series();
            let sheet = self.name.as_str();
            series.set_categories((sheet, span.first, 1, span.last, 1));
            series.set_values((sheet, span.first, column, span.last, column));
            series.set_marker(&marker).set_format(&mut format).set_name(names[usize::from(line)]);
        }
        chart.x_axis().set_name(axes[0]);
        chart.y_axis().set_name(axes[1]);
        self.place(chart, span, frame)
    }

    /// One column of a table as a series.
    fn series<'a>(&self, chart: &'a mut Chart, span: Span, column: u16) -> &'a mut ChartSeries {
        let sheet = self.name.as_str();
        let series = chart.add_series();
        series.set_name((sheet, span.header, column));
        series.set_categories((sheet, span.first, 0, span.last, 0));
        series.set_values((sheet, span.first, column, span.last, column))
    }

    /// A chart of columns that count, with its title.
    fn columns(&mut self, mut chart: Chart, span: Span, frame: &Frame<'_>) -> Result<(), XlsxError> {
        chart.title().set_name(frame.title);
        chart.y_axis().set_num_format("0").set_min(0);
        self.place(chart, span, frame)
    }

    fn place(&mut self, mut chart: Chart, span: Span, frame: &Frame<'_>) -> Result<(), XlsxError> {
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_alt_text(frame.title).set_width(frame.size.0).set_height(frame.size.1);
        chart.set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
        let (row, column) = frame.beside.map_or((span.last + 2, 0), |column| (span.header, column));
        self.sheet.insert_chart_with_offset(row, column, &chart, 4, 4).map(drop)
    }
}

/// The edge of a bar.
fn edge() -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0x0040_4040)).set_width(0.5);
    line
}
