//! What a director sees.

use crate::browser::Browser;
use crate::support::Place;
use serde_json::json;

/// A desk and a telephone.
const WIDTHS: [u32; 2] = [1280, 390];

/// Opens a page at both widths, finds no fault, and returns its text.
fn shown(browser: &mut Browser, place: &Place, file: &str, charts: u64) -> String {
    let path = place.path(file).canonicalize().expect("the page was written");
    for width in WIDTHS {
        let faults = browser.open(&path, width);
        assert!(faults.is_empty(), "{file} at {width} px:\n{}", faults.join("\n"));
        assert_eq!(browser.value("document.documentElement.getAttribute('data-ready')"), json!("yes"), "{file}");
        // Every chart is drawn, has marks and words in it, and is as wide as its place.
        let drawn = "Array.from(document.querySelectorAll('.chart')).filter(c => { const s = c.querySelector('svg'); \
            return s && s.querySelectorAll('path').length > 3 && s.querySelectorAll('text').length > 1 \
            && Math.abs(s.getBoundingClientRect().width - c.clientWidth) < 2; }).length";
        let all = browser.value("document.querySelectorAll('.chart').length").as_u64().unwrap_or(0);
        assert_eq!(browser.value(drawn), json!(all), "{file} at {width} px: charts that are not drawn");
        assert!(all >= charts, "{file}: {all} charts");
        // Nothing runs out of the window; what is wider scrolls within its own box.
        let wide = "Array.from(document.querySelectorAll('body *')).filter(e => !e.closest('.table') && !e.closest('.chart') \
            && !e.closest('.hidden') && e.getBoundingClientRect().right > window.innerWidth + 1) \
            .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40)).slice(0, 5)";
        assert_eq!(browser.value(wide), json!([]), "{file} at {width} px");
        assert_eq!(
            browser.value("document.documentElement.scrollWidth <= window.innerWidth"),
            json!(true),
            "{file} at {width} px runs out of the window"
        );
        if std::env::var_os("LUNGANG_PICTURES").is_some() {
            keep(file, &format!("{width}.png"), &browser.picture());
        }
    }
    // Type is large enough to read.
    let small = "Array.from(document.querySelectorAll('body *')).filter(e => e.children.length === 0 && e.textContent.trim() \
        && !e.closest('script, style, noscript, .hidden') && parseFloat(getComputedStyle(e).fontSize) < 11) \
        .map(e => e.tagName + ' ' + e.textContent.slice(0, 40)).slice(0, 5)";
    assert_eq!(browser.value(small), json!([]), "{file}: type that nobody can read");
    // On paper charts are as wide as the paper and as high as they are wide.
    browser.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let flat = "Array.from(document.querySelectorAll('.chart')).filter(c => { const s = c.querySelector('svg'); \
        return s.getBoundingClientRect().height < 60 || c.getBoundingClientRect().height < s.getBoundingClientRect().height - 1 \
        || s.getBoundingClientRect().width > c.getBoundingClientRect().width + 1; }).length";
    assert_eq!(browser.value(flat), json!(0), "{file}: charts that are not printed");
    browser.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
    let pdf = browser.print();
    assert!(pdf.starts_with(b"%PDF-"), "{file}: no PDF");
    assert!(pdf.len() > 30_000, "{file}: an empty PDF of {} bytes", pdf.len());
    keep(file, "pdf", &pdf);
    let text = browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned();
    for slip in ["undefined", "NaN", "[object", "page.", "report.", "compare.", "{n}", "{name}"] {
        let said = text.replace("compare.json", "").replace("compare.csv", "").replace("compare.xlsx", "");
        assert!(!said.contains(slip), "{file}: `{slip}` in\n{text}");
    }
    text
}

/// Keeps what a page looks like in the folder that LUNGANG_PICTURES names, for whoever wants to see it.
fn keep(file: &str, kind: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("LUNGANG_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{}-{kind}", file.replace(['/', '.'], "-")));
        std::fs::write(&path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}

fn ran(place: &Place, args: &[&str]) {
    let run = place.run(args);
    assert_eq!(run.code, 0, "{args:?}: {}{}", run.stdout, run.stderr);
}

#[test]
fn the_page_of_a_plan() {
    let place = Place::new();
    let mut browser = Browser::start();
    ran(&place, &["plan", "county", "-o", "plan", "-q"]);
    ran(&place, &["report", "plan", "--html", "zh.html"]);
    ran(&place, &["report", "plan", "--html", "en.html", "--lang", "en"]);
    let text = shown(&mut browser, &place, "zh.html", 5);
    let plan: serde_json::Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let short = |key: &str| plan["summary"][key].as_i64().expect("a figure");
    let short = format!("{} → {}", short("short_posts_before"), short("short_posts_after"));
    for said in ["克政办发〔2018〕59号 三(二)3", &short, "通过", "鹿渡乡九年一贯制学校", "48.1"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    // Nobody is named, nor known by id.
    assert!(!text.contains("T0"), "{text}");
    assert_eq!(browser.value("document.documentElement.lang"), json!("zh-CN"));
    let source = place.read("zh.html");
    assert!(!source.contains("T037") && !source.contains("帕提古丽"), "somebody is named in the page's source");
    let text = shown(&mut browser, &place, "en.html", 5);
    assert!(text.contains("at least 2 required"), "{text}");
    // The names of the county's own data stay; the page's own words are English.
    assert_eq!(browser.value("document.querySelector('h2').textContent"), json!("In short"));

    ran(&place, &["report", "plan", "--html", "people.html", "--people"]);
    let text = shown(&mut browser, &place, "people.html", 5);
    assert!(text.contains("T037") && text.contains("帕***·***"), "{text}");
}

#[test]
fn the_page_of_years_and_of_a_comparison() {
    let place = Place::new();
    let mut browser = Browser::start();
    ran(&place, &["years", "county", "--years", "4", "-o", "years", "-q"]);
    ran(&place, &["report", "years", "--html", "years.html"]);
    let text = shown(&mut browser, &place, "years.html", 15);
    assert!(text.contains("4 / 4"), "{text}");

    ran(&place, &["plan", "county", "-o", "plan", "-q"]);
    let wider = "extends = \"kizilsu-2018\"\nid = \"wider\"\nname = { zh = \"放宽\", en = \"wider\" }\n[rules.outflow-cap]\n\
        share = { value = \"25%\", source = \"evidence\", grade = \"practice\" }\n";
    place.write("wider.toml", wider);
    ran(&place, &["plan", "county", "--policy", "wider.toml", "-o", "wider", "-q"]);
    let frontier = ["--frontier", "short-posts-after,journey-km.mean"];
    ran(&place, &[&["compare", "plan", "wider", "-o", "both", "-q"], &frontier[..]].concat());
    let text = shown(&mut browser, &place, "both/compare.html", 3);
    assert!(text.contains("政策不同") && text.contains("前沿"), "{text}");
    assert!(!text.contains("T0"), "{text}");
    ran(&place, &["report", "both", "--html", "both.html", "--people", "--lang", "en"]);
    let text = shown(&mut browser, &place, "both.html", 3);
    assert!(text.contains("T0"), "{text}");
}

#[test]
fn hostile_names_stay_text_and_a_county_without_places_says_so() {
    let place = Place::new();
    let name = "</script><script>alert(1)</script>\u{202e}<img src=x onerror=alert(2)>";
    place.replace("county/schools.csv", "鹿渡乡中心小学", name);
    let mut browser = Browser::start();
    ran(&place, &["plan", "county", "-o", "plan", "-q"]);
    ran(&place, &["report", "plan", "--html", "page.html"]);
    let text = shown(&mut browser, &place, "page.html", 5);
    assert!(text.contains("<script>alert(1)</script>"), "{text}");
    assert_eq!(browser.value("document.scripts.length"), json!(3));
    assert_eq!(browser.value("document.images.length"), json!(0));

    // Without coordinates there is no map, and that is said; journeys come from the travel table alone.
    let table = place.read("county/schools.csv");
    let mut lines = table.lines();
    let header = lines.next().expect("a header");
    let drop: Vec<usize> =
        header.split(',').enumerate().filter(|(_, h)| ["经度", "纬度"].contains(h)).map(|(at, _)| at).collect();
    assert_eq!(drop.len(), 2);
    let cut = |line: &str| {
        let cells: Vec<&str> =
            line.split(',').enumerate().filter(|(at, _)| !drop.contains(at)).map(|(_, c)| c).collect();
        cells.join(",")
    };
    let text: Vec<String> = std::iter::once(header).chain(lines).map(cut).collect();
    place.write("county/schools.csv", text.join("\n") + "\n");
    ran(&place, &["plan", "county", "-o", "plan", "-q", "--force"]);
    ran(&place, &["report", "plan", "--html", "page.html"]);
    let text = shown(&mut browser, &place, "page.html", 3);
    assert!(text.contains("无法画图"), "{text}");
}

#[test]
fn a_page_says_as_much_without_scripts() {
    let place = Place::new();
    let mut browser = Browser::start();
    ran(&place, &["plan", "county", "-o", "plan", "-q"]);
    ran(&place, &["report", "plan", "--html", "page.html"]);
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    let path = place.path("page.html").canonicalize().expect("the page was written");
    let faults = browser.open(&path, 1280);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(browser.value("document.querySelectorAll('svg').length"), json!(0));
    let text = browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned();
    for said in ["图表需要浏览器允许脚本运行", "体育", "交流比例"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    let tables = browser.value("document.querySelectorAll('table').length").as_u64().unwrap_or(0);
    assert!(tables >= 9, "{tables} tables");
}

#[test]
fn a_page_at_fault_is_found_out() {
    let place = Place::empty();
    let page = "<!DOCTYPE html><title>x</title><img src=\"http://example.invalid/x.png\"><script>console.log(1); alert(2); \
        throw new Error('three')</script>";
    place.write("page.html", page);
    let mut browser = Browser::start();
    let faults = browser.open(&place.path("page.html").canonicalize().expect("the page was written"), 1280).join("\n");
    for fault in ["request: \"http://example.invalid/x.png\"", "console: ", "exception: ", "dialog: "] {
        assert!(faults.contains(fault), "`{fault}` is not in\n{faults}");
    }
}
