//! The table of spellings: what each becomes, or which question it raises.

use lungang_domain::school::Part;
use lungang_import::forms::remark::Mention;
use lungang_import::forms::*;
use std::collections::BTreeMap;

/// A reading as the table writes it.
fn shown<T>(reading: Reading<T>, value: impl Fn(&T) -> String) -> String {
    let name = |why: &str| why.trim_start_matches("import.ask.").to_owned();
    match reading {
        Reading::Nothing => "-".to_owned(),
        Reading::Is(it) => format!("= {}", value(&it)),
        Reading::Ask { suggestion: None, why } => format!("? {}", name(why)),
        Reading::Ask { suggestion: Some(it), why } => format!("? {}: {}", name(why), value(&it)),
    }
}

fn joined<T>(all: &[T], sign: &str, show: impl Fn(&T) -> String) -> String {
    all.iter().map(show).collect::<Vec<_>>().join(sign)
}

fn duty(duty: &status::Duty) -> String {
    let exchange = duty.exchange.then(|| " +exchange".to_owned());
    let exemption = duty.exemption.as_ref().map(|e| format!(" +{e}"));
    let remark = duty.remark.as_ref().map(|r| format!(" ({r})"));
    let more: String = [exchange, exemption, remark].into_iter().flatten().collect();
    format!("{}{more}", duty.status.name())
}

fn honours(all: &backbone::Honours) -> String {
    let levels = joined(&all.levels, ", ", |l| format!("{}:{}", format!("{:?}", l.grade).to_lowercase(), l.kind));
    if all.others.is_empty() { levels } else { format!("{levels} | {}", all.others.join(", ")) }
}

fn kind(kind: &school_stage::Kind) -> String {
    match kind {
        school_stage::Kind::Within(stage) => stage.name().to_owned(),
        school_stage::Kind::Outside(outside) => outside.name().to_owned(),
    }
}

fn when(when: &date::When) -> String {
    let open = if when.open { " +" } else { "" };
    if when.first == when.last {
        format!("{}{open}", when.first)
    } else {
        format!("{}..{}{open}", when.first, when.last)
    }
}

fn mentions(all: Vec<Mention>) -> String {
    let one = |m: &Mention| {
        let over = m.over.then(|| "over".to_owned());
        let family = m.of_family.then(|| "family".to_owned());
        let since = m.since.map(|day| day.to_string());
        let place = m.place.as_ref().map(|place| format!("@{place}"));
        let more = [family, over, since, place].into_iter().flatten();
        std::iter::once(m.matter.name().to_owned()).chain(more).collect::<Vec<_>>().join(" ")
    };
    if all.is_empty() { "-".to_owned() } else { format!("= {}", joined(&all, "; ", one)) }
}

/// What a form makes of a cell.
pub fn read(form: &str, cell: &str) -> String {
    let sex = |s: &lungang_domain::teacher::Sex| s.name().to_owned();
    match form {
        "subject" => {
            shown(subject::read(cell), |t| format!("{}: {}", t.stage.map_or("", Part::name), t.subjects.join("、")))
        }
        "status" => shown(status::read(cell), duty),
        "role" => shown(role::read(cell), |h| {
            let (class, beside) =
                (if h.class_teacher { " +class" } else { "" }, if h.beside { " +beside" } else { "" });
            format!("{}{class}{beside}", h.role.name())
        }),
        "title" => shown(title::read(cell), |t| t.name().to_owned()),
        "post-grade" => shown(post::grade(cell), u8::to_string),
        "post-class" => shown(post::class(cell), |c| format!("{c:?}").to_lowercase()),
        "backbone" => shown(backbone::read(cell), honours),
        "stage" => shown(stage::read(cell), |part| part.name().to_owned()),
        "exchange" => shown(exchange::read(cell), |yes| if *yes { "yes" } else { "no" }.to_owned()),
        "hardship" => shown(hardship::read(cell), u8::to_string),
        "school-stage" => shown(school_stage::read(cell), kind),
        "area" => shown(area::read(cell), |a| a.name().to_owned()),
        "tier" => shown(tier::read(cell), |t| t.name().to_owned()),
        "ownership" => shown(ownership::read(cell), |public| if *public { "public" } else { "private" }.to_owned()),
        "sex" => shown(sex::read(cell), sex),
        "yes-no" => shown(yes_no::read(cell), |yes| if *yes { "yes" } else { "no" }.to_owned()),
        "language" => shown(language::read(cell), Clone::clone),
        "certificate" => shown(certificate::read(cell), |all| {
            if all.is_empty() { "none".to_owned() } else { joined(all, ", ", |c| format!("{c:?}").to_lowercase()) }
        }),
        "date" => shown(date::month_or_day(cell), when),
        "period" => shown(date::period(cell), |p| {
            format!("{}..{}", p.start, p.end.map(|end| end.to_string()).unwrap_or_default())
        }),
        "remark" => mentions(remark::mentions(cell)),
        other => panic!("no such form: {other}"),
    }
}

/// The forms of the table.
pub const FORMS: [&str; 21] = [
    "subject",
    "status",
    "role",
    "title",
    "post-grade",
    "post-class",
    "backbone",
    "school-stage",
    "area",
    "tier",
    "ownership",
    "sex",
    "yes-no",
    "language",
    "certificate",
    "date",
    "period",
    "remark",
    "stage",
    "exchange",
    "hardship",
];

/// Form, cell and what it becomes.
pub fn table() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = include_str!("spellings.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut cells = line.splitn(3, '\t');
        let mut next = || cells.next().unwrap_or_else(|| panic!("not three cells: {line}"));
        (next(), next(), next())
    };
    lines.map(row).collect()
}

#[test]
fn every_spelling_is_what_it_means() {
    let table = table();
    assert!(table.len() >= 400, "{} spellings", table.len());
    let wrong: Vec<String> = table
        .iter()
        .map(|(form, cell, right)| (form, cell, right, read(form, cell)))
        .filter(|(_, _, right, read)| right.trim() != read.trim())
        .map(|(form, cell, right, read)| format!("{form}\t{cell}\t{right}\tread as: {read}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_form_is_in_the_table_and_no_spelling_twice() {
    let mut seen = BTreeMap::new();
    for (form, cell, _) in table() {
        assert!(FORMS.contains(&form), "{form}");
        *seen.entry((form, cell)).or_insert(0) += 1;
    }
    let twice: Vec<_> = seen.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    for form in FORMS {
        assert!(seen.keys().any(|(f, _)| *f == form), "{form}");
    }
}
