//! TOML as every reader of settings gets it: without characters that nobody sees, in keys and in texts, as tables are read.
//!
//! In a policy they would go on into plans and pages; in a mapping they would keep a word from being the word of the table.

use lungang_domain::finding::{Finding, Place};
use lungang_domain::shown::stripped;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file's tree, and what was left out of it.
pub struct Parsed<'t> {
    /// The tree.
    pub root: DeTable<'t>,
    /// What was left out; `None` where nothing was.
    pub unseen: Option<Unseen>,
}

/// Keys and texts of a file that held such characters.
pub struct Unseen {
    count: usize,
    /// Where the first of them stands, in bytes.
    pub at: usize,
    /// What is left of it.
    left: String,
}

/// Parses a file.
///
/// # Errors
/// Every fault of syntax: where it stands, in bytes, and the parser's message. Keys that are the same once nothing unseen is in
/// them are one key that stands twice.
pub fn parse(text: &str) -> Result<Parsed<'_>, Vec<(usize, String)>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<(usize, String)> =
        errors.iter().map(|e| (e.span().map_or(0, |s| s.start), e.message().to_owned())).collect();
    let mut root = root.into_inner();
    let mut unseen = None;
    // They stand there as they are or behind a backslash.
    if faults.is_empty() && (text.contains('\\') || matches!(stripped(text), Cow::Owned(_))) {
        table(&mut root, &mut unseen, &mut faults);
    }
    if faults.is_empty() { Ok(Parsed { root, unseen }) } else { Err(faults) }
}

fn table(entries: &mut DeTable<'_>, unseen: &mut Option<Unseen>, faults: &mut Vec<(usize, String)>) {
    let mut renamed = Vec::new();
    for (key, node) in entries.iter_mut() {
        if let Cow::Owned(left) = stripped(key.get_ref()) {
            tell(unseen, key.span().start, &left);
            renamed.push((key.get_ref().clone().into_owned(), key.span(), left));
        }
        value(node, unseen, faults);
    }
    for (was, span, left) in renamed {
        let Some(node) = entries.remove(was.as_str()) else { continue };
        let at = span.start;
        if entries.insert(Spanned::new(span, Cow::Owned(left)), node).is_some() {
            faults.push((at, "duplicate key".to_owned()));
        }
    }
}

fn value(node: &mut Spanned<DeValue<'_>>, unseen: &mut Option<Unseen>, faults: &mut Vec<(usize, String)>) {
    let at = node.span().start;
    match node.get_mut() {
        DeValue::String(text) => {
            if let Cow::Owned(left) = stripped(text) {
                tell(unseen, at, &left);
                *text = Cow::Owned(left);
            }
        }
        DeValue::Array(list) => list.iter_mut().for_each(|inner| value(inner, unseen, faults)),
        DeValue::Table(inner) => table(inner, unseen, faults),
        _ => {}
    }
}

fn tell(unseen: &mut Option<Unseen>, at: usize, left: &str) {
    const LONGEST: usize = 40;
    let left = || left.chars().take(LONGEST).collect();
    match unseen {
        None => *unseen = Some(Unseen { count: 1, at, left: left() }),
        Some(told) => {
            told.count += 1;
            if at < told.at {
                (told.at, told.left) = (at, left());
            }
        }
    }
}

impl Unseen {
    /// The finding; `place` is that of the first.
    pub fn finding(&self, place: Place) -> Finding {
        let finding = Finding::warning("invisible-in-settings", place);
        finding.with("count", self.count).with("example", &self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_texts_are_without_what_nobody_sees() {
        let text = "b = [\"x\\u202e\", {c = 'y\u{200b}'}]\n[\"a\\u200b\"]\nd = \"z\"\n";
        let Ok(Parsed { root, unseen: Some(unseen) }) = parse(text) else { panic!("read, and told") };
        assert_eq!((unseen.count, unseen.at, unseen.left.as_str()), (3, 5, "x"));
        let DeValue::Table(a) = root["a"].get_ref() else { panic!("a table") };
        assert_eq!(a["d"].get_ref().as_str(), Some("z"));
        let DeValue::Array(b) = root["b"].get_ref() else { panic!("a list") };
        assert_eq!(b[0].get_ref().as_str(), Some("x"));
        let plain = parse("a = \"b\\n\\\"c\"\n# \\ \n").unwrap_or_else(|e| panic!("{e:?}"));
        assert!(plain.unseen.is_none() && plain.root["a"].get_ref().as_str() == Some("b\n\"c"));
    }

    #[test]
    fn two_keys_that_look_the_same_are_one_key_twice() {
        let faults = parse("a = 1\n\"a\u{200b}\" = 2\n").err().expect("refused");
        assert_eq!(faults, [(6, "duplicate key".to_owned())]);
        assert!(parse("a = 1\na = 2\n").is_err());
    }
}
