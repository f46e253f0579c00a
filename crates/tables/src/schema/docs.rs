//! The user's documentation of the tables, made from the registry.

use super::{Choice, ColumnSpec, Kind, TableSpec, Unit, every};
use lungang_domain::words::{Lang, say};
use std::fmt::Write;

/// The reference of all tables as Markdown, in one language.
///
/// `data/README.md` is the Chinese page followed by the English one; a test holds it to that.
pub fn docs_markdown(lang: Lang) -> String {
    let word = |key: &str| say(lang, &format!("tables.docs.{key}"), &[]);
    let out = [word("intro"), word("legend"), word("forms")].join("\n\n");
    let mut out = format!("# {}\n\n{out}\n", word("title"));
    for spec in every() {
        table(&mut out, spec, lang);
    }
    let _ = write!(out, "\n## {}\n\n{}\n", word("words-title"), word("words-intro"));
    let mut seen = Vec::new();
    for spec in every() {
        for column in spec.columns {
            let Kind::Choice(choices) = column.kind else { continue };
            if seen.contains(&choices.as_ptr()) {
                continue;
            }
            seen.push(choices.as_ptr());
            let _ = write!(out, "\n### `{}`\n\n", columns_with(choices).join("` `"));
            let _ = writeln!(out, "| English | 中文 | {} |\n|---|---|---|", word("also"));
            for c in choices {
                let _ = writeln!(out, "| {} | {} | {} |", c.name, c.zh, c.aliases.join(&word("list")));
            }
        }
    }
    let _ = write!(out, "\n## {}\n\n{}\n", word("county-title"), word("county"));
    let _ = write!(out, "\n## {}\n\n{}\n", word("mapping-title"), word("mapping"));
    let _ = write!(out, "\n## {}\n\n{}\n", word("scenario-title"), word("scenario"));
    out
}

/// `table.column` of every column that takes these words.
fn columns_with(choices: &'static [Choice]) -> Vec<String> {
    let takes = |c: &&ColumnSpec| matches!(c.kind, Kind::Choice(own) if std::ptr::eq(own, choices));
    let all = every();
    all.flat_map(|t| t.columns.iter().filter(takes).map(|c| format!("{}.{}", t.name, c.name))).collect()
}

/// The committed page, `data/README.md`: Chinese, then English, each between marks by which its book includes it.
pub fn readme() -> String {
    let note = "<!-- made from crates/tables/src/schema; UPDATE_DOCS=1 make test writes it anew -->";
    let part = |lang| format!("<!-- ANCHOR: {lang} -->\n{}<!-- ANCHOR_END: {lang} -->\n", docs_markdown(lang));
    format!("{note}\n\n{}", Lang::COMPLETE.map(part).join("\n---\n\n"))
}

fn table(out: &mut String, spec: &TableSpec, lang: Lang) {
    let word = |key: &str| say(lang, &format!("tables.docs.{key}"), &[]);
    let doc = lang.pick(spec.doc_zh, spec.doc_en);
    let need = word(if spec.required { "table-required" } else { "table-optional" });
    let _ = write!(out, "\n## {} `{}`\n\n{doc}{}{need}\n\n", spec.zh, spec.name, word("comma"));
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} |\n|---|---|---|---|---|",
        word("column"),
        word("zh"),
        word("holds"),
        word("meaning"),
        word("also")
    );
    for column in spec.columns {
        let name = if column.required { format!("**{}**", column.name) } else { column.name.to_owned() };
        let doc = lang.pick(column.doc_zh, column.doc_en);
        let also = column.aliases.join(&word("list"));
        let _ = writeln!(out, "| {name} | {} | {} | {doc} | {also} |", column.zh, holds(column, lang));
    }
}

/// What the cells of a column hold, in words: `whole number 0 to 600, classes`.
pub fn holds(column: &ColumnSpec, lang: Lang) -> String {
    let word = |key: &str| say(lang, &format!("tables.kind.{key}"), &[]);
    match column.kind {
        Kind::Id => word("id"),
        Kind::Text => word("text"),
        Kind::Km => word("km"),
        Kind::Date => word("date"),
        Kind::Year => word("year"),
        Kind::Flag => word("flag"),
        Kind::Subject => word("subject"),
        Kind::Subjects => word("subjects"),
        Kind::Backbone => word("backbone"),
        Kind::Language => word("language"),
        Kind::Exemptions => word("exemptions"),
        Kind::Longitude => word("longitude"),
        Kind::Latitude => word("latitude"),
        Kind::Int { min, max, unit } => {
            let bounds = [("min", min.to_string()), ("max", max.to_string())];
            let args: Vec<(&str, &str)> = bounds.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let text = say(lang, "tables.kind.int", &args);
            let unit = match unit {
                Unit::People => "people",
                Unit::Classes => "classes",
                Unit::Posts => "posts",
                Unit::Beds => "beds",
                Unit::Years => "years",
                Unit::Minutes => "minutes",
                Unit::Plain => return text,
            };
            format!("{text}{}{}", say(lang, "tables.docs.comma", &[]), say(lang, &format!("tables.unit.{unit}"), &[]))
        }
        Kind::Choice(choices) => {
            let words: Vec<String> = choices.iter().map(|c| format!("{} {}", c.name, c.zh)).collect();
            words.join(" / ")
        }
    }
}
