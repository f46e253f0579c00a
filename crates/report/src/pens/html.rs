//! A page in the making: sections of paragraphs, tables and charts, and the frame around them.
//!
//! ```text
//! markup   text enters HTML only escaped, data enter scripts only as JSON that cannot end them
//! policy   what a page may do: nothing that reaches out
//! ```
//!
//! Tags are written by a small writer instead of a template language: a page is nearly all tables and charts, its words stand
//! in the table of words, and so a template would hold little but loops. Every chart stands beside a table with the same figures,
//! so that the page says as much without scripts.

use crate::block::{Layout, PAGE, Table};
use lungang_domain::words::{Lang, say};
use markup::{Markup, embedded};
use policy::policy;
use serde_json::{Value, json};

mod markup;
mod policy;

/// The charts' library, its licence in `assets/echarts`.
pub const ECHARTS: &str = include_str!("../../assets/echarts/echarts.min.js");
/// Draws the charts of a page.
pub const SCRIPT: &str = include_str!("../../assets/page.js");
/// How a page looks.
const STYLE: &str = include_str!("../../assets/page.css");

/// A word of the pages.
pub fn word(lang: Lang, key: &str) -> String {
    say(lang, &format!("page.{key}"), &[])
}

/// A sentence of the pages with its placeholders filled.
pub fn sentence(lang: Lang, key: &str, args: &[(&str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(lang, &format!("page.{key}"), &args)
}

/// A page in the making.
pub struct Sheet {
    /// Its language.
    pub lang: Lang,
    body: Markup,
    charts: Vec<Value>,
    contents: Vec<(&'static str, String)>,
    open: bool,
    leads: Option<Address>,
}

/// Where more is told of what a row is about, by its id.
pub type Address = Box<dyn Fn(&str) -> String>;

/// Where a column of a list leads that is to be sorted by: the column, and whether downwards.
pub type Sorting<'a> = &'a dyn Fn(usize, bool) -> String;

/// How a list is sorted, and by which addresses that is changed.
#[derive(Clone, Copy)]
pub struct Sorted<'a> {
    /// The column, and whether downwards; as it came where none is asked for.
    pub by: Option<(usize, bool)>,
    /// The address of every other order.
    pub address: Sorting<'a>,
}

/// Sections without a frame.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// The sections.
    pub html: String,
    /// The id and the title of each, in order.
    pub contents: Vec<(&'static str, String)>,
    /// JSON for the script that draws the charts: safe inside a script element of data.
    pub charts: Option<String>,
}

/// A figure that stands at the top.
pub struct Card {
    /// What it counts.
    pub label: String,
    /// Its value.
    pub value: String,
    /// What is asked for, or what it was before.
    pub note: String,
    /// Whether it is as it should be; `None` where nobody asks.
    pub good: Option<bool>,
}

impl Sheet {
    /// An empty page.
    pub fn new(lang: Lang) -> Sheet {
        Sheet { lang, body: Markup::default(), charts: Vec::new(), contents: Vec::new(), open: false, leads: None }
    }

    /// An empty page whose rows lead to more of what they are about.
    pub fn leading(lang: Lang, leads: Address) -> Sheet {
        Sheet { leads: Some(leads), ..Sheet::new(lang) }
    }

    /// Begins a section: `page.section.<name>`.
    pub fn section(&mut self, name: &'static str) {
        let title = word(self.lang, &format!("section.{name}"));
        self.section_called(name, title);
    }

    /// Begins a section with a title of its own.
    pub fn section_called(&mut self, name: &'static str, title: String) {
        self.end();
        self.body.open("section", &[("id", name)]);
        self.body.element("h2", &[], &title);
        self.contents.push((name, title));
        self.open = true;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.body.close("section");
        }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.body.element("p", &[], text);
    }

    /// A paragraph in small type.
    pub fn note(&mut self, text: &str) {
        self.body.element("p", &[("class", "note")], text);
    }

    /// A paragraph that must be seen.
    pub fn warning(&mut self, text: &str) {
        self.body.element("p", &[("class", "warning")], text);
    }

    /// A list of sentences.
    pub fn list(&mut self, items: &[String]) {
        self.body.open("ul", &[]);
        for item in items {
            self.body.element("li", &[], item);
        }
        self.body.close("ul");
    }

    /// Key figures.
    pub fn cards(&mut self, cards: &[Card]) {
        self.body.open("div", &[("class", "cards")]);
        for card in cards {
            let class = match card.good {
                Some(true) => "card good",
                Some(false) => "card bad",
                None => "card",
            };
            self.body.open("div", &[("class", class)]);
            self.body.element("div", &[("class", "label")], &card.label);
            self.body.element("div", &[("class", "value")], &card.value);
            self.body.element("div", &[("class", "sub")], &card.note);
            self.body.close("div");
        }
        self.body.close("div");
    }

    /// A chart with what it shows in words; `height` in pixels.
    pub fn chart(&mut self, caption: &str, height: u32, chart: Value) {
        let at = self.charts.len().to_string();
        self.body.open("figure", &[]);
        self.body.element("figcaption", &[], caption);
        let attributes = [
            ("class", "chart"),
            ("data-chart", at.as_str()),
            ("data-height", &height.to_string()),
            ("role", "img"),
            ("aria-label", caption),
        ];
        self.body.element("div", &attributes, "");
        self.body.close("figure");
        self.charts.push(chart);
    }

    /// Small charts side by side.
    pub fn multiples(&mut self, charts: Vec<(String, Value)>) {
        self.body.open("div", &[("class", "multiples")]);
        for (caption, chart) in charts {
            self.chart(&caption, 190, chart);
        }
        self.body.close("div");
    }

    /// Opens a row of small tables or charts that stand side by side where there is room.
    pub fn side_by_side(&mut self) {
        self.body.open("div", &[("class", "beside")]);
    }

    /// Closes it.
    pub fn beneath(&mut self) {
        self.body.close("div");
    }

    /// A table; one without rows says so.
    pub fn table(&mut self, table: &Table) {
        let caption = table.title(PAGE);
        let folded = table.layout == Layout::Folded;
        if folded {
            self.body.open("details", &[]);
            self.body.element("summary", &[], caption);
        }
        let class = match table.layout {
            Layout::Stacked => "table stack",
            Layout::Small => "table small",
            Layout::Plain | Layout::Folded => "table",
        };
        self.body.open("div", &[("class", class), ("tabindex", "0")]);
        self.body.open("table", &[]);
        self.body.element("caption", if folded { &[("class", "hidden")] } else { &[] }, caption);
        self.head(table, None);
        self.rows(table);
        self.body.close("table");
        self.body.close("div");
        if folded {
            self.body.close("details");
        }
    }

    /// A table alone, without a caption; its headers lead to other orders.
    pub fn listing(&mut self, label: &str, table: &Table, sorted: Sorted<'_>) {
        self.body
            .open("div", &[("class", "table stack"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)]);
        self.body.open("table", &[]);
        self.body.element("caption", &[("class", "hidden")], label);
        self.head(table, Some(sorted));
        self.rows(table);
        self.body.close("table");
        self.body.close("div");
    }

    fn head(&mut self, table: &Table, sorted: Option<Sorted<'_>>) {
        self.body.open("thead", &[]);
        self.body.open("tr", &[]);
        for (at, column) in table.columns(PAGE).into_iter().enumerate() {
            let class = if column.figures { "number" } else { "" };
            let Some(Sorted { by, address }) = sorted else {
                let attributes = [("scope", "col"), ("class", class)];
                self.body.element("th", &attributes[..1 + usize::from(column.figures)], column.header(PAGE));
                continue;
            };
            let down = by.filter(|(by, _)| *by == at).map(|(_, down)| down);
            let (order, mark) = match down {
                Some(true) => ("descending", " ▼"),
                Some(false) => ("ascending", " ▲"),
                None => ("none", ""),
            };
            self.body.open("th", &[("scope", "col"), ("class", class), ("aria-sort", order)]);
            let words = format!("{}{mark}", column.header(PAGE));
            self.body.element("a", &[("href", &address(at, down == Some(false)))], &words);
            self.body.close("th");
        }
        self.body.close("tr");
        self.body.close("thead");
    }

    fn rows(&mut self, table: &Table) {
        let columns = table.columns(PAGE);
        self.body.open("tbody", &[]);
        if table.is_empty() {
            self.body.open("tr", &[]);
            self.body.element("td", &[("colspan", &columns.len().to_string())], &word(self.lang, "none"));
            self.body.close("tr");
        }
        for (number, row) in table.rows(PAGE).enumerate() {
            let address = table.about(number).zip(self.leads.as_ref()).map(|(id, leads)| leads(id));
            self.body.open("tr", &[]);
            for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
                let text = cell.shown(PAGE);
                let class = match (column.figures, text.as_str()) {
                    (true, "–") => "number nil",
                    (true, _) => "number",
                    (false, "–") => "nil",
                    (false, _) => mark(&text),
                };
                let attributes = [("data-label", column.header(PAGE)), ("class", class)];
                let attributes = if class.is_empty() { &attributes[..1] } else { &attributes[..] };
                if at == 0 {
                    self.body.open("th", &[attributes, &[("scope", "row")]].concat());
                    match &address {
                        Some(address) => self.body.element("a", &[("href", address)], &text),
                        None => self.body.text(&text),
                    }
                    self.body.close("th");
                } else {
                    self.body.element("td", attributes, &text);
                }
            }
            self.body.close("tr");
        }
        self.body.close("tbody");
    }

    /// The sections alone, for a page that has a frame of its own: HTML, where the sections are, and what the script of the
    /// charts draws, where there are charts.
    pub fn fragment(mut self) -> Fragment {
        self.end();
        let data = json!({ "charts": self.charts, "words": words(self.lang) });
        let charts = (!self.charts.is_empty()).then(|| embedded(&data));
        Fragment { html: self.body.finish(), contents: self.contents, charts }
    }

    /// The whole page: what stands above the sections, the sections, what stands below.
    pub fn finish(mut self, title: &str, subtitle: &[String], footer: &[String]) -> String {
        self.end();
        let lang = self.lang;
        let data = embedded(&json!({ "charts": self.charts, "words": words(lang) }));
        let mut page = String::from("<!DOCTYPE html>\n");
        let mut html = Markup::default();
        html.open("html", &[("lang", &lang.settings().tag)]);
        html.open("head", &[]);
        html.open("meta", &[("charset", "utf-8")]);
        html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy(&[ECHARTS, SCRIPT]))]);
        html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        html.open("meta", &[("name", "robots"), ("content", "noindex")]);
        html.element("title", &[], title);
        html.asset("style", &[], STYLE);
        html.close("head");
        html.open("body", &[]);
        html.open("header", &[]);
        html.element("h1", &[], title);
        for line in subtitle {
            html.element("p", &[], line);
        }
        html.close("header");
        html.open("nav", &[("aria-label", &word(lang, "contents"))]);
        for (name, title) in &self.contents {
            html.element("a", &[("href", &format!("#{name}"))], title);
        }
        html.close("nav");
        html.open("noscript", &[]);
        html.element("p", &[("class", "note")], &word(lang, "no-script"));
        html.close("noscript");
        html.open("main", &[]);
        html.append(self.body);
        html.close("main");
        html.open("footer", &[]);
        for line in footer {
            html.element("p", &[], line);
        }
        html.close("footer");
        html.asset("script", &[("type", "application/json"), ("id", "data")], &data);
        html.asset("script", &[], ECHARTS);
        html.asset("script", &[], SCRIPT);
        html.close("body");
        html.close("html");
        page.push_str(&html.finish());
        page
    }
}

/// The look of a cell that says whether something holds: it begins with its sign, which is there without colour too.
fn mark(cell: &str) -> &'static str {
    match cell.chars().next() {
        Some('✓') => "yes",
        Some('✗') => "no",
        Some('○') => "aside",
        _ => "",
    }
}

/// Words that the script itself needs.
fn words(lang: Lang) -> Value {
    let names = ["km", "posts-short", "moves", "down", "up", "level", "sending", "receiving", "outside", "short-to"];
    names
        .iter()
        .map(|name| ((*name).to_owned(), Value::String(word(lang, &format!("chart.{name}")))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
