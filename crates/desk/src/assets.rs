//! What the pages load, all of it inside the program: style, scripts, the mark in the browser's tab.

/// A file of the program.
pub struct Asset {
    /// Its type.
    pub kind: &'static str,
    /// Its content.
    pub text: &'static str,
}

/// The style of the desk.
const STYLE: &str = include_str!("../assets/desk.css");
/// htmx, its licence in `assets/htmx`.
const HTMX: &str = include_str!("../assets/htmx/htmx.min.js");
/// The mark.
const ICON: &str = include_str!("../assets/icon.svg");

/// A file by its name in an address.
pub fn find(name: &str) -> Option<Asset> {
    let (kind, text) = match name {
        "desk.css" => ("text/css; charset=utf-8", STYLE),
        "htmx.js" => ("text/javascript; charset=utf-8", HTMX),
        "echarts.js" => ("text/javascript; charset=utf-8", lungang_report::screens::CHARTS),
        "charts.js" => ("text/javascript; charset=utf-8", lungang_report::screens::DRAW),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return None,
    };
    Some(Asset { kind, text })
}
