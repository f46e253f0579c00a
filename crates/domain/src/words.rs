//! The one table of words: everything a user reads, in Chinese and English.
//!
//! The table is `data/words/*.toml` of the repository, built into the program. A key is a dotted path
//! (`finding.unknown-school.cause`), an entry a pair `{ zh = "…", en = "…" }`, with `{name}` placeholders.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The language of everything said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 中文, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both languages, for tests that walk the table.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];
}

/// A pair of words that data carries itself (a policy's name, a subject).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Words {
    /// The word in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The sources of the table, one file a part of the program.
const SOURCES: &[(&str, &str)] = &[
    ("domain", include_str!("../../../data/words/domain.toml")),
    ("findings", include_str!("../../../data/words/findings.toml")),
    ("tables", include_str!("../../../data/words/tables.toml")),
    ("cli", include_str!("../../../data/words/cli.toml")),
    ("report", include_str!("../../../data/words/report.toml")),
    ("audit", include_str!("../../../data/words/audit.toml")),
    ("diagnose", include_str!("../../../data/words/diagnose.toml")),
    ("years", include_str!("../../../data/words/years.toml")),
    ("whatif", include_str!("../../../data/words/whatif.toml")),
    ("workers", include_str!("../../../data/words/workers.toml")),
    ("price", include_str!("../../../data/words/price.toml")),
    ("replan", include_str!("../../../data/words/replan.toml")),
    ("disclose", include_str!("../../../data/words/disclose.toml")),
    ("explain", include_str!("../../../data/words/explain.toml")),
    ("page", include_str!("../../../data/words/page.toml")),
    ("compare", include_str!("../../../data/words/compare.toml")),
];

fn table() -> &'static BTreeMap<String, Words> {
    static TABLE: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut all = BTreeMap::new();
        for (_, text) in SOURCES {
            if let Ok(root) = text.parse::<toml::Table>() {
                collect(String::new(), &toml::Value::Table(root), &mut all);
            }
        }
        all
    })
}

fn collect(path: String, value: &toml::Value, all: &mut BTreeMap<String, Words>) {
    let toml::Value::Table(t) = value else { return };
    if let (Some(zh), Some(en)) = (t.get("zh").and_then(|v| v.as_str()), t.get("en").and_then(|v| v.as_str())) {
        all.insert(path, Words { zh: zh.to_owned(), en: en.to_owned() });
        return;
    }
    for (key, inner) in t {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        collect(path, inner, all);
    }
}

/// The sentence behind `key`, with `{name}` placeholders filled from `args`.
///
/// An unknown key returns the key itself: a missing word must never stop a plan. A test walks the
/// sources and fails when one is missing.
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let Some(entry) = table().get(key) else { return key.to_owned() };
    fill(entry.get(lang), args)
}

/// Whether the table has the key.
pub fn has(key: &str) -> bool {
    table().contains_key(key)
}

/// The key, within its section, of a sentence that counts: `KEY-none` where there is nothing to count and the table has words
/// for that.
///
/// ```
/// use lungang_domain::words::counted;
/// assert_eq!(counted("diagnose", "narrow.housing", 0), "narrow.housing-none");
/// assert_eq!(counted("diagnose", "narrow.housing", 1), "narrow.housing");
/// ```
pub fn counted(section: &str, key: &str, n: i64) -> String {
    let none = format!("{key}-none");
    if n == 0 && has(&format!("{section}.{none}")) { none } else { key.to_owned() }
}

/// Every key with its words, in order.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Words)> {
    table().iter().map(|(k, w)| (k.as_str(), w))
}

/// The names and texts of the table's files, for the test that each of them parses.
pub fn sources() -> &'static [(&'static str, &'static str)] {
    SOURCES
}

/// A text with its `{name}` placeholders filled.
pub(crate) fn fill(template: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}').map(|close| (&after[..close], &after[close + 1..])) {
            Some((name, tail)) => {
                match args.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
