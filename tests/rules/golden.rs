//! Golden files: lines that a run must give again, with remarks that say why they are right.
//!
//! A remark begins with `#`. A blank line ends what a remark covers, so every paragraph begins with one.

/// The lines of a golden file without remarks and blank lines.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
}

/// What is wrong with a golden file: lines that differ, and lines that no remark covers.
pub fn complaints(file: &str, golden: Option<&str>, found: &[String]) -> Vec<String> {
    let Some(text) = golden else { return vec![format!("`{file}` is missing")] };
    let mut complaints = Vec::new();
    let stated = lines(text);
    for line in &stated {
        if !found.iter().any(|f| f == line) {
            complaints.push(format!("`{file}` states what is not so: {line}"));
        }
    }
    for line in found {
        if !stated.contains(&line.as_str()) {
            complaints.push(format!("`{file}` does not state: {line}"));
        }
    }
    if complaints.is_empty() && stated != found {
        complaints.push(format!("`{file}` states the lines in another order"));
    }
    let mut covered = false;
    for line in text.lines().map(str::trim_end) {
        match line {
            "" => covered = false,
            l if l.starts_with('#') => covered = l.len() > 2,
            l if !covered => complaints.push(format!("`{file}` does not say why: {l}")),
            _ => {}
        }
    }
    complaints
}

/// The golden file with new lines: remarks stay before the lines that they stood before, by the lines' names.
pub fn blessed(old: Option<&str>, found: &[String]) -> String {
    let mut before: Vec<(String, Vec<String>)> = Vec::new();
    let mut pending = Vec::new();
    for line in old.unwrap_or_default().lines().map(str::trim_end) {
        if line.is_empty() || line.starts_with('#') {
            pending.push(line.to_owned());
        } else {
            before.push((name(line).to_owned(), std::mem::take(&mut pending)));
        }
    }
    let mut out = String::new();
    for line in found {
        match before.iter().position(|(key, _)| key == name(line)) {
            Some(at) => before.remove(at).1.iter().for_each(|l| out.push_str(&format!("{l}\n"))),
            None if !out.is_empty() => out.push('\n'),
            None => {}
        }
        out.push_str(&format!("{line}\n"));
    }
    out
}

/// What a line is about: the name of a row, a goal, a mover or a bounded column.
fn name(line: &str) -> &str {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        [_, "<=", column, ..] => column,
        [first, ..] => first,
        [] => "",
    }
}
