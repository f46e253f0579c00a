//! How many to send: a size a row, with what is gained from the row above it.

use crate::block::{CSV, Cell, Column, Cut, PAGE, Pens, TERMINAL, Table, WORKBOOK};
use crate::measure::signed;
use lungang_domain::frontier::{FrontierDocument, SizeFigures, SizePoint};
use lungang_domain::plan::PlanStatus;
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// Whoever reads with eyes.
const PEOPLE: Pens = TERMINAL.and(PAGE).and(WORKBOOK);

/// A size, and the figures of the size before it that has any.
struct Row<'a> {
    point: &'a SizePoint,
    before: Option<&'a SizeFigures>,
}

impl Row<'_> {
    fn of<C: Into<Cell>>(&self, figure: impl Fn(&SizeFigures) -> C) -> Cell {
        self.point.figures.as_ref().map_or(Cell::Empty, |figures| figure(figures).into())
    }

    /// A figure with how much more it is than at the size before.
    fn told(&self, figure: impl Fn(&SizeFigures) -> Option<i64>) -> Cell {
        let Some(now) = self.point.figures.as_ref().and_then(&figure) else { return Cell::Empty };
        match self.before.and_then(figure).map(|before| now - before) {
            Some(0) | None => Cell::Number(now),
            Some(more) => Cell::Told(now as f64, format!("{now} ({})", signed(Amount::Whole(more)))),
        }
    }
}

fn rows(document: &FrontierDocument) -> Vec<Row<'_>> {
    let (mut rows, mut before) = (Vec::new(), None);
    for point in &document.points {
        rows.push(Row { point, before });
        before = point.figures.as_ref().or(before);
    }
    rows
}

/// What it is called.
pub fn title(document: &FrontierDocument, lang: Lang) -> String {
    let args = [("county", document.county.as_str()), ("year", document.school_year.as_str())];
    say(lang, "frontier.title", &args)
}

/// The table that people read.
pub fn sizes(lang: Lang, document: &FrontierDocument) -> Table {
    let word = |key: &str| say(lang, &format!("frontier.col.{key}"), &[]);
    let figures = |key: &str| Column::figures(word(key));
    let found = || document.points.iter().filter_map(|p| p.figures.as_ref());
    let other_ways = found().any(|f| f.moves != f.moves_down);
    let paid = found().any(|f| f.yuan.is_some());
    let gave_way = found().any(|f| f.gives_way().next().is_some());
    Table::of(rows(document))
        .column(figures("size"), |r| r.point.size)
        .column(figures("moves"), |r| r.of(|f| f.moves))
        .column(figures("moves-down").only(PEOPLE.given(other_ways)), |r| r.of(|f| f.moves_down))
        .column(figures("short-posts"), |r| r.told(|f| Some(f.short_posts.into())))
        .column(figures("newly-short"), |r| r.of(|f| f.newly_short))
        .column(figures("unmet-need"), |r| r.told(|f| Some(f.unmet_need)))
        .column(figures("retasks"), |r| r.of(|f| f.retasks))
        .column(figures("kilometres"), |r| r.of(|f| metres(f.metres)))
        .column(figures("mean"), |r| r.of(|f| f.mean_metres.map(Cell::Metres)))
        .column(figures("yuan").only(PEOPLE.given(paid)), |r| r.told(|f| f.yuan))
        .column(Column::words(word("gave-way")).only(PEOPLE.given(gave_way)), |r| {
            r.of(|f| Cell::stated(given(lang, f)))
        })
        .column(Column::words(word("ended")), |r| ended(lang, r.point))
        .table()
        .titled(TERMINAL, say(lang, "frontier.table", &[]))
        .titled(PAGE, say(lang, "frontier.table", &[]))
        .cut(Cut::Never)
        .fit(1, 46)
}

/// Where the short posts stand in the workbook's table, those newly short beside them.
pub fn short_posts(table: &Table, lang: Lang) -> u16 {
    let header = say(lang, "frontier.col.short-posts", &[]);
    let at = table.columns(WORKBOOK).iter().position(|c| c.header(WORKBOOK) == header);
    at.and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
}

/// The table for machines: every figure under the name that it has in the document.
pub fn for_machines(document: &FrontierDocument) -> Table {
    let machine = |name: &str| Column::words(name).only(CSV);
    let first = document.points.iter().find_map(|p| p.figures.as_ref());
    let goals: Vec<String> = first.map(|f| f.goals.iter().map(|g| g.name.clone()).collect()).unwrap_or_default();
    Table::of(rows(document))
        .column(machine("size"), |r| r.point.size)
        .column(machine("status"), |r| r.point.status.name())
        .column(machine("standing"), |r| r.point.standing.name())
        .column(machine("rules"), |r| r.point.rules.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(" "))
        .column(machine("moves"), |r| r.of(|f| f.moves))
        .column(machine("moves_down"), |r| r.of(|f| f.moves_down))
        .column(machine("retasks"), |r| r.of(|f| f.retasks))
        .column(machine("unmet_need"), |r| r.of(|f| f.unmet_need))
        .column(machine("short_posts"), |r| r.of(|f| f.short_posts))
        .column(machine("newly_short"), |r| r.of(|f| f.newly_short))
        .column(machine("metres"), |r| r.of(|f| i64::try_from(f.metres).unwrap_or(i64::MAX)))
        .column(machine("mean_metres"), |r| r.of(|f| f.mean_metres))
        .column(machine("unknown_journeys"), |r| r.of(|f| f.unknown_journeys))
        .column(machine("yuan"), |r| r.of(|f| f.yuan))
        .columns(
            goals,
            |name| machine(&format!("goal_{name}")),
            |r, _, name| r.of(|f| f.goals.iter().find(|g| g.name == *name).map(|g| g.value)),
        )
        .table()
}

/// A sum of journeys.
fn metres(sum: u64) -> Cell {
    match u32::try_from(sum) {
        Ok(metres) => Cell::Metres(metres),
        // So far in all that tenths of a kilometre are of no account.
        Err(_) => Cell::Told(sum as f64 / 1000.0, (sum / 1000).to_string()),
    }
}

/// Soft rules that give way, with by how much.
fn given(lang: Lang, figures: &SizeFigures) -> String {
    let each = figures.gives_way().map(|(rule, breach)| format!("{} {breach}", names::rule(lang, rule)));
    each.collect::<Vec<_>>().join(&names::word(lang, "list-separator"))
}

/// How a size ended.
pub fn ended(lang: Lang, point: &SizePoint) -> String {
    match (point.status, &point.figures) {
        (_, Some(_)) => names::ended(lang, point.status, point.standing),
        (PlanStatus::Infeasible, None) if !point.rules.is_empty() => {
            let rules = point.rules.iter().map(|rule| names::rule(lang, *rule));
            let rules = rules.collect::<Vec<_>>().join(&names::word(lang, "list-separator"));
            say(lang, "frontier.impossible", &[("rules", &rules)])
        }
        (PlanStatus::Infeasible, None) => say(lang, "frontier.impossible-unknown", &[]),
        (_, None) => say(lang, "frontier.unknown", &[]),
    }
}

/// What the figures come to, sentence by sentence.
pub fn sentences(lang: Lang, document: &FrontierDocument) -> Vec<String> {
    let told = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        say(lang, &format!("frontier.{key}"), &args)
    };
    let mut all = vec![told(
        "before",
        &[
            ("eligible", document.eligible.to_string()),
            ("short", document.short_posts_before.to_string()),
            ("unmet", document.unmet_need_before.to_string()),
        ],
    )];
    let own = document.own.to_string();
    all.push(match document.least {
        Some(least) => told("least", &[("least", least.to_string()), ("own", own)]),
        None => told("least-unknown", &[("own", own)]),
    });
    let found: Vec<&SizeFigures> = document.points.iter().filter_map(|p| p.figures.as_ref()).collect();
    if let (Some(few), Some(many)) = (found.first().copied(), found.last().copied())
        && few.moves < many.moves
    {
        let more = |few: i64, many: i64| signed(Amount::Whole(many - few));
        let metres = |f: &SizeFigures| i64::try_from(f.metres / 1000).unwrap_or(i64::MAX);
        all.push(told(
            "gained",
            &[
                ("few", few.moves.to_string()),
                ("many", many.moves.to_string()),
                ("short", more(few.short_posts.into(), many.short_posts.into())),
                ("unmet", more(few.unmet_need, many.unmet_need)),
                ("km", more(metres(few), metres(many))),
            ],
        ));
        if let (Some(few), Some(many)) = (few.yuan, many.yuan) {
            all.push(told("paid", &[("yuan", more(few, many))]));
        }
    }
    let blind = found.iter().map(|f| f.unknown_journeys).max().unwrap_or(0);
    if blind > 0 {
        all.push(told("blind", &[("n", blind.to_string())]));
    }
    all
}

/// Kilometres of a size for a chart, to a tenth.
pub fn charted(metres: u64) -> f64 {
    (metres as f64 / 100.0).round() / 10.0
}
