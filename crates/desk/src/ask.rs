//! A request and its answer, as the screens know them.

use axum::http::Uri;
use lungang_domain::words::{Lang, say};
use std::collections::HashMap;

/// Fields of a form or of an address, in order; a name may come several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// As a browser encodes them.
    pub fn of(bytes: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// Those of an address.
    pub fn of_query(uri: &Uri) -> Fields {
        Fields::of(uri.query().unwrap_or_default().as_bytes())
    }

    /// The first of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The first of a name that says something.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// All of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The same with one name said otherwise, as a query.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let kept = self.0.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        query.extend_pairs(kept);
        query.extend_pairs(changes);
        query.finish()
    }
}

/// A request that was let in.
pub struct Ask {
    /// Language of the answer.
    pub lang: Lang,
    /// The path with its query, to come back to.
    pub here: String,
    /// The token that its forms carry.
    pub form: String,
    /// Names in the path.
    pub names: HashMap<String, String>,
    /// Fields of the query.
    pub query: Fields,
    /// Fields of the form.
    pub fields: Fields,
}

impl Ask {
    /// A name in the path.
    pub fn name(&self, of: &str) -> &str {
        self.names.get(of).map_or("", String::as_str)
    }

    /// A word of the desk: `desk.<key>`.
    pub fn t(&self, key: &str) -> String {
        say(self.lang, &format!("desk.{key}"), &[])
    }

    /// A sentence of the desk.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, &format!("desk.{key}"), args)
    }
}

/// An answer.
pub enum Answer {
    /// A page.
    Page(String),
    /// A file to keep: its name, and its bytes. It is a workbook.
    Workbook(String, Vec<u8>),
    /// Another page of this desk.
    To(String),
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing of that name.
    Nothing,
    /// What was asked for cannot be done: what happened, and what to do about it.
    Told(String, Option<String>),
    /// The program failed.
    Bug(String),
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Fault {
        Fault::Bug(error.to_string())
    }
}

/// A name as a part of an address.
pub fn part(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Whether a path is one of this desk, so that a form may lead back to it.
pub fn local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_keeps_what_is_not_changed() {
        let fields = Fields::of("find=%E8%91%A3+x&sort=1&page=3".as_bytes());
        assert_eq!(fields.get("find"), Some("董 x"));
        assert_eq!(fields.with(&[("sort", "2"), ("page", "1")]), "find=%E8%91%A3+x&sort=2&page=1");
    }

    #[test]
    fn only_paths_of_this_desk_are_local() {
        assert!(local("/county/%E4%BA%91?x=1"));
        for path in ["//evil.example", "https://evil.example", "", "/\\evil.example", "/a\r\nSet-Cookie: b"] {
            assert!(!local(path), "{path:?}");
        }
    }
}
