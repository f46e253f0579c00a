//! How many modules of a crate know each other in a circle: none can then be read, moved or tested without the others.
//!
//! A module is what stands under `src`: a file or a folder. It knows another where it names it by `crate::`, tests apart.

use crate::{root, sources, text};
use std::collections::{BTreeMap, BTreeSet};

/// The most modules of each crate that stand in circles. A number here may only get smaller. A rule's card knows the audit's words for
/// it, and a column's row how it is read and written: that one place has all of it costs `domain` and `tables` a few.
const MOST: &[(&str, usize)] =
    &[("audit", 12), ("cli", 2), ("domain", 17), ("report", 9), ("runner", 4), ("solver", 5), ("tables", 15)];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The modules of a crate, each with those that it knows.
fn modules(name: &str) -> Graph {
    let src = format!("crates/{name}/src");
    let home = root().join(&src);
    let mut graph = Graph::new();
    for path in sources(&[&src]) {
        let inside = path.strip_prefix(&home).expect("inside");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        let whole = text(&path);
        let own = whole.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        let code = own.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        graph.entry(module).or_default().extend(named(&code));
    }
    let known: BTreeSet<String> = graph.keys().cloned().collect();
    for (module, names) in &mut graph {
        names.retain(|other| other != module && known.contains(other));
    }
    // The root lists the modules; what of it they use is what they list there.
    for entry in ["lib", "main"] {
        graph.remove(entry);
    }
    graph
}

/// The modules that a text names behind `crate::`, one by one or in braces.
fn named(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => names.push(word(rest)),
            Some(list) => {
                let mut depth = 0;
                let mut start = 0;
                for (i, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' | ',' if depth == 0 => {
                            names.push(word(list[start..i].trim()));
                            start = i + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        '}' => depth -= 1,
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

/// Everything that can be reached from a module.
fn reached<'g>(graph: &'g Graph, from: &'g str) -> BTreeSet<&'g str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = graph[from].iter().map(String::as_str).collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(graph.get(next).into_iter().flatten().map(String::as_str));
        }
    }
    seen
}

#[test]
fn circles_of_modules_only_get_fewer() {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).expect("crates").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let graph = modules(&name);
        let round: Vec<&str> = graph.keys().map(String::as_str).filter(|m| reached(&graph, m).contains(m)).collect();
        let most = MOST.iter().find(|(n, _)| *n == name).map_or(0, |(_, most)| *most);
        if round.len() != most {
            faults.push(format!(
                "`{name}`: {} modules stand in circles, not {most}: {}",
                round.len(),
                round.join(", ")
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn modules_are_found_behind_crate() {
    let code = "use crate::a::B;\nuse crate::{c, d::{E, F}, g as h};\nlet x = crate::i::J;\n";
    assert_eq!(named(code), ["a", "c", "d", "g", "i"]);
}
