//! A form has one home: outside `crates/report/src/pens` nothing of the reports knows how a terminal, a page, a workbook or a
//! CSV file is written.

use crate::{root, sources, text};

/// What only a pen may name.
const FORMS: &[&str] =
    &["comfy_table", "rust_xlsxwriter", "csv::Writer", "table::to_csv", "guard(", "Markup", ".element(", "\"<", "</"];

/// Files that still do, with what they name. The list can only become shorter.
const REMAINING: &[(&str, &str)] = &[];

#[test]
fn nothing_but_a_pen_knows_a_form() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for path in sources(&["crates/report/src"]) {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        if name.contains("/src/pens/") {
            seen += 1;
            continue;
        }
        let whole = text(&path);
        let own = whole.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        for (line, said) in own.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for form in FORMS.iter().filter(|form| said.contains(**form)) {
                if !REMAINING.iter().any(|(file, what)| name.ends_with(file) && what == form) {
                    faults.push(format!("{name}:{}: `{form}` outside a pen", line + 1));
                }
            }
        }
    }
    assert!(seen > 5, "the pens were not found: {seen}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_remains_is_still_there() {
    for (file, what) in REMAINING {
        assert!(text(&root().join(file)).contains(what), "{file} no longer names `{what}`: take it off the list");
    }
}
