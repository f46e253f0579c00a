//! Nothing asks another machine: no page, style or script names one.

use crate::served::Served;

/// Addresses that name a vocabulary, or are a base for taking a path apart, and are never fetched.
const NAMES: [&str; 4] = ["http://www.w3.org/", "http://127.0.0.1", "https://echarts.apache.org", "http://x\")"];

#[test]
fn no_page_and_no_asset_names_another_host() {
    let desk = Served::start();
    let mut texts = vec![(
        "stranger".to_owned(),
        String::from_utf8(
            crate::http::send(desk.port, &crate::http::request("GET", "/", &[("Host", &desk.host())], "")).body,
        )
        .expect("UTF-8"),
    )];
    let assets = ["desk.css", "htmx.js", "echarts.js", "charts.js", "icon.svg"];
    let paths = crate::security::READ.iter().filter(|path| !path.ends_with(".xlsx")).map(|path| (*path).to_owned());
    for path in paths.chain(assets.iter().map(|name| format!("/assets/{name}"))) {
        texts.push((path.clone(), desk.page(&path)));
    }
    for (path, text) in texts {
        for (at, _) in text.match_indices("://") {
            let start = text[..at].rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |n| n + 1);
            let url: String = text[start..].chars().take(60).collect();
            if !["http:", "https:", "ws:", "wss:", "ftp:"].iter().any(|scheme| url.starts_with(scheme)) {
                continue;
            }
            // A library's comment names its licence and its home.
            let comment = path.starts_with("/assets/")
                && (url.starts_with("http://www.apache.org/licenses")
                    || url.contains("github.com")
                    || url.contains("htmx.org"));
            assert!(comment || NAMES.iter().any(|name| url.starts_with(name)), "{path} names {url}");
        }
        if !path.starts_with("/assets/") {
            for bad in ["=\"//", "<style", "style=\"", "javascript:", " onclick", "@import"] {
                assert!(!text.contains(bad), "`{bad}` in {path}");
            }
            for script in text.split("<script").skip(1) {
                let own = script.starts_with(" src=\"/assets/") || script.starts_with(" type=\"application/json\"");
                assert!(own, "a script in {path}: {}", &script[..40]);
            }
        }
    }
}

#[test]
fn assets_have_their_types() {
    let desk = Served::start();
    for (name, kind) in [("desk.css", "text/css"), ("htmx.js", "text/javascript"), ("icon.svg", "image/svg+xml")] {
        let answer = desk.get(&format!("/assets/{name}"));
        assert!(answer.header("content-type").is_some_and(|found| found.starts_with(kind)), "{name}: {answer:?}");
    }
    assert_eq!(desk.get("/assets/Cargo.toml").status, 404);
}
