//! Time and memory against columns, both on logarithmic axes, as one SVG file.

use crate::contestants::Rival;
use crate::results::{County, Report, Runs};
use std::fmt::Write;

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 60.0;
const BETWEEN: f64 = 80.0;

/// Colours that most people tell apart, the engine's first.
const COLOURS: [&str; 5] = ["#000000", "#d55e00", "#0072b2", "#009e73", "#cc79a7"];

/// A point of a line: columns, value, and whether that is all of it.
type Point = (f64, f64, bool);

/// A contestant's line.
struct Line {
    name: &'static str,
    colour: &'static str,
    points: Vec<Point>,
}

/// The plot.
pub fn svg(report: &Report) -> String {
    let (width, height) = (LEFT + 2.0 * WIDTH + BETWEEN + 45.0, TOP + HEIGHT + 50.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    let times = lines(report, |runs| runs.seconds());
    legend(&mut out, &times);
    panel(&mut out, LEFT, "seconds, all goals", &times);
    panel(&mut out, LEFT + WIDTH + BETWEEN, "peak memory, MB", &lines(report, Runs::peak));
    out + "</svg>\n"
}

fn lines(report: &Report, value: impl Fn(&Runs) -> f64) -> Vec<Line> {
    let points = |runs: &dyn Fn(&County) -> Option<(f64, bool)>| -> Vec<Point> {
        let all = report.counties.iter().filter_map(|c| runs(c).map(|(v, whole)| (c.columns(), v, whole)));
        // What was not measured cannot stand on a logarithmic axis.
        let mut points: Vec<Point> = all.filter(|(x, y, _)| *x > 0.0 && *y > 0.0).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points
    };
    let whole = |c: &County, runs: &Runs| runs.middle().is_some_and(|r| r.finished(c.goals().len()));
    let engine = points(&|c| Some((value(&c.engine), whole(c, &c.engine))));
    let mut lines = vec![Line { name: "lungang", colour: COLOURS[0], points: engine }];
    for (rival, colour) in Rival::ALL.into_iter().zip(&COLOURS[1..]) {
        let points = points(&|c| c.of(rival).map(|runs| (value(runs), whole(c, runs))));
        lines.push(Line { name: rival.name(), colour, points });
    }
    lines.retain(|line| !line.points.is_empty());
    lines
}

fn legend(out: &mut String, lines: &[Line]) {
    for (i, line) in lines.iter().enumerate() {
        let x = LEFT + 110.0 * i as f64;
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"16\" r=\"4\" fill=\"{}\"/>", line.colour);
        let _ = writeln!(out, "<text x=\"{}\" y=\"20\">{}</text>", x + 10.0, line.name);
    }
    let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"40\" fill=\"#555\">hollow: not all goals were finished</text>");
}

/// The powers of ten around some values.
fn decades(values: impl Iterator<Item = f64> + Clone) -> (i32, i32) {
    let low = values.clone().fold(f64::INFINITY, f64::min).log10().floor();
    let high = values.fold(0.0, f64::max).log10().ceil();
    if low.is_finite() && high.is_finite() { (low as i32, (high as i32).max(low as i32 + 1)) } else { (0, 1) }
}

fn panel(out: &mut String, left: f64, title: &str, lines: &[Line]) {
    let all = lines.iter().flat_map(|l| &l.points);
    let (x0, x1) = decades(all.clone().map(|p| p.0));
    let (y0, y1) = decades(all.map(|p| p.1));
    let x = |v: f64| left + WIDTH * (v.log10() - f64::from(x0)) / f64::from(x1 - x0);
    let y = |v: f64| TOP + HEIGHT * (1.0 - (v.log10() - f64::from(y0)) / f64::from(y1 - y0));
    // Writing to a string cannot fail.
    for power in x0..=x1 {
        let at = x(10f64.powi(power));
        let _ = writeln!(out, "<path d=\"M{at:.1} {TOP}v{HEIGHT}\" stroke=\"#ddd\"/>");
        let _ = writeln!(
            out,
            "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            TOP + HEIGHT + 18.0,
            ten(power)
        );
    }
    for power in y0..=y1 {
        let at = y(10f64.powi(power));
        let _ = writeln!(out, "<path d=\"M{left} {at:.1}h{WIDTH}\" stroke=\"#ddd\"/>");
        let _ =
            writeln!(out, "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>", left - 6.0, at + 4.0, ten(power));
    }
    let _ = writeln!(out, "<text x=\"{left}\" y=\"{}\" font-weight=\"bold\">{title}</text>", TOP - 6.0);
    let (middle, below) = (left + WIDTH / 2.0, TOP + HEIGHT + 38.0);
    let _ = writeln!(out, "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">columns</text>");
    for line in lines {
        let path: Vec<String> = line.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1))).collect();
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>",
            path.join(" "),
            line.colour
        );
        for (columns, value, whole) in &line.points {
            let fill = if *whole { line.colour } else { "white" };
            let _ = writeln!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"2\"/>",
                x(*columns),
                y(*value),
                line.colour
            );
        }
    }
}

/// A power of ten as an axis says it.
fn ten(power: i32) -> String {
    match power {
        p if p < 0 => format!("{:.*}", p.unsigned_abs() as usize, 10f64.powi(p)),
        p if p < 6 => format!("{:.0}", 10f64.powi(p)),
        p if p < 9 => format!("{:.0} M", 10f64.powi(p - 6)),
        p => format!("1e{p}"),
    }
}
