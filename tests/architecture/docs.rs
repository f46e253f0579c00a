//! The README and the books: both languages alike, every include and link alive, no transcript typed by hand.

use crate::{root, text};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const LANGS: [&str; 2] = ["zh", "en"];
const READMES: [&str; 2] = ["README.md", "README.zh.md"];

/// The pages of a book, by their path inside it, sorted.
fn pages(lang: &str) -> BTreeSet<String> {
    let source = root().join("docs").join(lang).join("src");
    let mut open = vec![source.clone()];
    let mut pages = BTreeSet::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of pages").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                pages.insert(path.strip_prefix(&source).expect("inside").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    pages
}

/// Every page that people read, with its text as it stands in the file.
fn documents() -> Vec<(PathBuf, String)> {
    let books = LANGS.iter().flat_map(|lang| pages(lang).into_iter().map(move |p| format!("docs/{lang}/src/{p}")));
    let others = ["CONTRIBUTING.md", "SECURITY.md", "DESIGN.md", "benches/README.md", "crates/solver/FORMULATION.md"];
    let paths = books.chain(READMES.iter().chain(&others).map(|n| (*n).to_owned()));
    paths.map(|p| root().join(p)).map(|p| (p.clone(), text(&p))).collect()
}

/// A path for people.
fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The code blocks of a page: what stands between fences.
fn blocks(page: &str) -> Vec<String> {
    page.split("\n```").skip(1).step_by(2).map(|b| b.split_once('\n').map_or("", |(_, code)| code).to_owned()).collect()
}

/// What pages include: the file's path from the page, and the part of it that is asked for.
fn includes(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("{{#include ").skip(1).map(|rest| {
        let target = rest.split_once("}}").map_or(rest, |(target, _)| target).trim();
        target.split_once(':').unwrap_or((target, ""))
    })
}

/// The page as the book shows it: what is included stands in its place.
fn shown(path: &Path, page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{#include ") {
        let (target, after) = after.split_once("}}").expect("an include ends");
        let (file, part) = target.trim().split_once(':').unwrap_or((target.trim(), ""));
        out.push_str(before);
        out.push_str(&part_of(&text(&path.parent().expect("a folder").join(file)), part).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The part of a file between its anchors, or all of it; nothing where the anchors are not there.
fn part_of(text: &str, part: &str) -> Option<String> {
    if part.is_empty() {
        return Some(text.to_owned());
    }
    let ends = |line: &str, mark: &str| line.trim_end_matches("-->").trim_end().ends_with(&format!("{mark}: {part}"));
    let start = text.lines().position(|l| ends(l, "ANCHOR"))?;
    let length = text.lines().skip(start + 1).position(|l| ends(l, "ANCHOR_END"))?;
    Some(text.lines().skip(start + 1).take(length).collect::<Vec<_>>().join("\n"))
}

#[test]
fn both_books_have_the_same_pages_and_each_stands_in_its_contents() {
    assert!(pages("zh").len() > 40, "the pages were not read: {}", pages("zh").len());
    let apart: Vec<String> = pages("zh").symmetric_difference(&pages("en")).cloned().collect();
    assert!(apart.is_empty(), "in one book only: {}", apart.join(", "));
    for lang in LANGS {
        let summary = text(&root().join("docs").join(lang).join("src/SUMMARY.md"));
        let listed: BTreeSet<String> = links(&summary).into_iter().collect();
        let mut all = pages(lang);
        all.remove("SUMMARY.md");
        let apart: Vec<String> = all.symmetric_difference(&listed).cloned().collect();
        assert!(apart.is_empty(), "{lang}: not in both SUMMARY.md and src: {}", apart.join(", "));
    }
}

#[test]
fn every_command_has_a_page_with_its_help() {
    let help = text(&root().join("tests/cli/snapshots/help-en.txt"));
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    let commands: Vec<&str> = listed
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.len() > 15, "the help was not read: {commands:?}");
    for lang in LANGS {
        for command in &commands {
            let page = text(&root().join(format!("docs/{lang}/src/use/{command}.md")));
            let asked = format!("generated/help-{lang}.txt:{command}}}}}");
            assert!(page.contains(&asked), "docs/{lang}/src/use/{command}.md does not show its help");
        }
    }
}

#[test]
fn the_front_pages_are_short_and_alike() {
    let shape = |name: &str| {
        let page = text(&root().join(name));
        assert!(page.lines().count() <= 150, "{name}: {} lines", page.lines().count());
        page.lines().filter(|l| l.starts_with("## ")).count()
    };
    assert_eq!(shape(READMES[0]), shape(READMES[1]), "the front pages have as many chapters");
}

#[test]
fn what_is_included_is_there() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for (path, page) in documents() {
        for (file, part) in includes(&page) {
            seen += 1;
            let found = std::fs::read_to_string(path.parent().expect("a folder").join(file));
            if found.ok().and_then(|text| part_of(&text, part)).is_none_or(|part| part.trim().is_empty()) {
                missing.push(format!("{}: {file} {part}", name(&path)));
            }
        }
    }
    assert!(seen > 80, "the includes were not read: {seen}");
    assert!(missing.is_empty(), "includes of what is not there:\n{}", missing.join("\n"));
}

/// A book includes its transcripts; a front page, which cannot, holds one as a test left it.
#[test]
fn no_transcript_is_typed() {
    let folder = root().join("tests/cli/snapshots/shown");
    let tested: BTreeSet<String> =
        std::fs::read_dir(folder).expect("transcripts").flatten().map(|e| text(&e.path())).collect();
    assert!(tested.len() > 20, "the transcripts were not read: {}", tested.len());
    let mut typed = Vec::new();
    for (path, page) in documents() {
        let front = READMES.iter().any(|readme| root().join(readme) == path);
        for block in blocks(&page).iter().filter(|b| b.starts_with("$ ")) {
            if !(front && tested.contains(&format!("{block}\n"))) {
                typed.push(format!("{}: {}", name(&path), block.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(typed.is_empty(), "transcripts that no test made:\n{}", typed.join("\n"));
}

#[test]
fn no_transcript_is_left_over() {
    let all: String = documents().into_iter().map(|(_, page)| page).collect();
    let mut unused = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/cli/snapshots/shown")).expect("transcripts").flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        if !all.contains(&format!("shown/{file}")) && !all.contains(text(&entry.path()).trim_end()) {
            unused.push(file);
        }
    }
    assert!(unused.is_empty(), "no page shows: {}", unused.join(", "));
}

/// Targets of a page's links and pictures, code left out.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = false;
    for line in page.lines() {
        code ^= line.trim_start().starts_with("```");
        if code {
            continue;
        }
        let bare: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        for (opens, ends) in [("](", ')'), ("src=\"", '"')] {
            let targets = bare.split(opens).skip(1).filter_map(|rest| rest.split_once(ends));
            found.extend(targets.map(|(target, _)| target.to_owned()));
        }
    }
    found
}

/// The name by which a heading is linked to.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    let mut seen = 0;
    for (path, page) in documents() {
        let book = LANGS.iter().map(|l| root().join("docs").join(l).join("src")).find(|b| path.starts_with(b));
        for link in links(&shown(&path, &page)) {
            if link.contains("://") {
                continue;
            }
            seen += 1;
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            // Built books stand side by side: the front page of one leads to the other.
            if LANGS.iter().any(|l| file == format!("../{l}/index.html")) && path.ends_with("src/index.md") {
                continue;
            }
            let target = if file.is_empty() { path.clone() } else { path.parent().expect("a folder").join(file) };
            let inside = |book: &PathBuf| {
                target.canonicalize().is_ok_and(|t| t.starts_with(book.canonicalize().expect("a book")))
            };
            // A book is built without what stands beside it.
            if !target.exists() || book.as_ref().is_some_and(|b| !inside(b)) {
                dead.push(format!("{}: {link}", name(&path)));
                continue;
            }
            if !heading.is_empty() {
                let text = shown(&target, &text(&target));
                let headings = text.lines().filter(|l| l.starts_with('#')).map(|l| slug(l.trim_start_matches('#')));
                if !headings.into_iter().any(|h| h == heading) {
                    dead.push(format!("{}: {link}", name(&path)));
                }
            }
        }
    }
    assert!(seen > 100, "the links were not read: {seen}");
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}
