//! Which results no other beats in two measures at once.

use super::CompareError;
use lungang_domain::comparison::{Axis, CompareDocument, Frontier, Mark, SideKind};
use std::collections::BTreeSet;

/// The frontier over the points of a sweep where there are any, else over the sides.
///
/// # Errors
/// No result has one of the measures.
pub fn frontier(document: &CompareDocument, (x, y): &(Axis, Axis)) -> Result<Frontier, CompareError> {
    let known = known(document);
    for axis in [x, y] {
        if !known.contains(axis.measure.as_str()) {
            return Err(CompareError::NoMeasure {
                measure: axis.measure.clone(),
                // Those of rules are many and say little; they can be named all the same.
                known: known.into_iter().filter(|m| !m.starts_with("rule.")).map(str::to_owned).collect(),
            });
        }
    }
    let mut marks: Vec<Mark> = Vec::new();
    // A run of a sweep stands in its point.
    let sides =
        document.sides.iter().enumerate().filter(|(_, s)| document.points.is_empty() || s.kind != SideKind::Run);
    for (at, side) in sides {
        let value = |axis: &Axis| {
            let rows = document.figures.iter().filter(|f| f.measure == axis.measure);
            mean(rows.filter_map(|f| f.values.get(at).copied().flatten()).map(|a| a.as_f64()))
        };
        if let (Some(x), Some(y)) = (value(x), value(y)) {
            marks.push(Mark { label: side.label.clone(), x, y, front: false });
        }
    }
    for point in &document.points {
        let value =
            |axis: &Axis| mean(point.spread.iter().filter(|s| s.measure == axis.measure).map(|s| s.median.as_f64()));
        if let (Some(x), Some(y)) = (value(x), value(y)) {
            marks.push(Mark { label: point.label.clone(), x, y, front: false });
        }
    }
    sort(&mut marks, x, y);
    Ok(Frontier { x: x.clone(), y: y.clone(), marks })
}

/// Sorts by the first measure and says which are on the frontier.
fn sort(marks: &mut [Mark], x: &Axis, y: &Axis) {
    let cost = |value: f64, axis: &Axis| if axis.more { -value } else { value };
    let of = |m: &Mark| (cost(m.x, x), cost(m.y, y));
    let all: Vec<(f64, f64)> = marks.iter().map(of).collect();
    for mark in marks.iter_mut() {
        let (a, b) = of(mark);
        mark.front = !all.iter().any(|(c, d)| c <= &a && d <= &b && (c < &a || d < &b));
    }
    marks.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)).then(a.label.cmp(&b.label)));
}

fn known(document: &CompareDocument) -> BTreeSet<&str> {
    let figures = document.figures.iter().map(|f| f.measure.as_str());
    let points = document.points.iter().flat_map(|p| p.spread.iter().map(|s| s.measure.as_str()));
    figures.chain(points).collect()
}

/// The mean; nothing of nothing.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0_u32, 0.0), |(n, sum), v| (n + 1, sum + v));
    (n > 0).then(|| sum / f64::from(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_beats_in_both_is_behind() {
        let mark = |label: &str, x: f64, y: f64| Mark { label: label.to_owned(), x, y, front: false };
        let less = |measure: &str| Axis { measure: measure.to_owned(), more: false };
        let mut marks = vec![mark("a", 3.0, 1.0), mark("b", 1.0, 3.0), mark("c", 3.0, 3.0), mark("d", 2.0, 2.0)];
        sort(&mut marks, &less("x"), &less("y"));
        let front: Vec<&str> = marks.iter().filter(|m| m.front).map(|m| m.label.as_str()).collect();
        assert_eq!(front, ["b", "d", "a"]);
        // A twin: where more of the second is better, only one is in front.
        sort(&mut marks, &less("x"), &Axis { measure: "y".to_owned(), more: true });
        let front: Vec<&str> = marks.iter().filter(|m| m.front).map(|m| m.label.as_str()).collect();
        assert_eq!(front, ["b"]);
        // Equals are both in front.
        let mut twins = vec![mark("a", 1.0, 1.0), mark("b", 1.0, 1.0)];
        sort(&mut twins, &less("x"), &less("y"));
        assert!(twins.iter().all(|m| m.front));
    }
}
