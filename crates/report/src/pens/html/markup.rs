//! HTML that text can enter only escaped: tags and names of attributes are literals of the program, everything else is data.

use lungang_domain::shown;

/// HTML that grows.
#[derive(Debug, Default)]
pub struct Markup(String);

/// Attributes: a name and its value.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// Opens an element.
    pub fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            escape(value, &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Closes an element.
    pub fn close(&mut self, tag: &'static str) {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        if BLOCKS.contains(&tag) {
            self.0.push('\n');
        }
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        escape(text, &mut self.0);
    }

    /// An element that holds text alone.
    pub fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// What the program itself brings: a script, a style sheet.
    pub fn asset(&mut self, tag: &'static str, attributes: Attributes<'_>, content: &str) {
        self.open(tag, attributes);
        self.0.push_str(content);
        self.close(tag);
    }

    /// Other markup.
    pub fn append(&mut self, other: Markup) {
        self.0.push_str(&other.0);
    }

    /// The HTML.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Elements after which a line ends, so that a page can be read and compared as text.
const BLOCKS: [&str; 18] = [
    "html", "head", "body", "header", "main", "footer", "section", "figure", "details", "div", "table", "thead",
    "tbody", "tr", "p", "h2", "ul", "script",
];

/// Escapes what HTML gives a meaning; what nobody sees, and what would turn the direction of a line, is shown.
fn escape(text: &str, out: &mut String) {
    for c in shown::shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

/// JSON that cannot end the script element it stands in, nor begin a comment there.
pub fn embedded(value: &serde_json::Value) -> String {
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(text.len());
    // A script would put an escaped mark onto the page as it is.
    for c in shown::shown(&text).chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_cannot_become_markup() {
        let mut page = Markup::default();
        page.element("p", &[("title", "a\" onclick=\"x")], "</p><script>alert('1')</script>\u{202e}\u{7}&");
        assert_eq!(
            page.finish(),
            "<p title=\"a&quot; onclick=&quot;x\">&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;‹U+202E›‹U+0007›&amp;</p>\n"
        );
    }

    #[test]
    fn data_cannot_end_their_script() {
        let value = json!({ "name": "</script><!--&" });
        let text = embedded(&value);
        assert_eq!(text, r#"{"name":"\u003c/script\u003e\u003c!--\u0026"}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).ok(), Some(value));
    }
}
