//! Every screen in a real Chromium, in both languages and at both widths: no fault, no request elsewhere, nothing out of the window,
//! headings in order, every field with its label, enough contrast; and all of it can be read without scripts.

use crate::browser::Browser;
use crate::served::{Served, part};
use serde_json::{Value, json};

/// A desk screen and a telephone.
const WIDTHS: [u32; 2] = [1280, 390];

/// What a page may ask for: this desk alone.
pub fn own(desk: &Served) -> impl Fn(&str) -> bool + use<> {
    let root = desk.url("/");
    // The browser's own pictures in fields come as data.
    move |url| url.starts_with(&root) || url.starts_with("data:image/")
}

/// A desk with two plans, one of them disclosed and asked about; every screen of it.
fn everything() -> (Served, Vec<String>) {
    let desk = Served::start();
    desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60")]);
    desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60"), ("policy", "national")]);
    let plan = format!("/plan/{}", part("方案-1"));
    let page = desk.work(&format!("{plan}/notice"), &[("days", "7"), ("contact", "教育局人事科")]);
    assert!(page.contains("公示-1"), "{page}");
    let teacher = format!("{plan}/people/T022");
    assert_eq!(desk.post(&teacher, &[]).status, 303);
    desk.ended(&teacher);
    crate::support::copy(&crate::support::root().join("data/examples/office"), &desk.place.path("材料"));
    crate::support::copy(&crate::support::root().join("data/examples/office"), &desk.place.path("上年材料"));
    let files = format!("/files/{}", part("材料"));
    assert_eq!(desk.post(&files, &[]).status, 303);
    desk.ended(&files);
    let mut paths: Vec<String> = crate::security::READ.iter().map(|path| (*path).to_owned()).collect();
    paths.retain(|path| !path.ends_with(".xlsx") && !path.starts_with("/assets"));
    let both = format!("/compare?plan={}&plan={}", part("方案-1"), part("方案-2"));
    paths.extend([
        plan.clone(),
        format!("{teacher}/hand?to=stay"),
        format!("{teacher}/hand?to={}", part("S11:chinese")),
        teacher,
        format!("{plan}/notice"),
        format!("/notice/{}", part("公示-1")),
        both,
        "/jobs/1".to_owned(),
        files,
        format!("/files/{}", part("上年材料")),
    ]);
    paths.push("/county/county/people?find=语文&choice=eligible&sort=1&down=yes".replace("语文", &part("语文")));
    (desk, paths)
}

/// Comes in with the browser.
pub fn enter(browser: &mut Browser, desk: &mut Served) {
    let cookie = desk.cookie().to_owned();
    let (name, value) = cookie.split_once('=').expect("a cookie");
    let cookie = json!({ "name": name, "value": value, "url": desk.url("/"), "httpOnly": true, "sameSite": "Strict" });
    browser.call("Network.setCookie", cookie);
}

/// Chooses a language.
fn language(browser: &mut Browser, desk: &Served, code: &str) {
    let name = format!("lungang-language-{}", desk.port);
    browser.call("Network.setCookie", json!({ "name": name, "value": code, "url": desk.url("/") }));
}

/// Faults of a page that its own text and boxes show.
const LOOK: &str = r#"(() => {
  const faults = [];
  const all = Array.from(document.querySelectorAll("body *"));
  const inBox = (e) => e.closest(".table") || e.closest(".chart") || e.closest(".hidden") || e.closest(".skip");
  all.filter((e) => !inBox(e) && e.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 3).forEach((e) => faults.push("out of the window: " + e.tagName + "." + e.className + " " + e.textContent.slice(0, 40)));
  if (document.documentElement.scrollWidth > window.innerWidth) { faults.push("the page scrolls sideways"); }
  let level = 0;
  document.querySelectorAll("h1, h2, h3").forEach((h) => {
    const own = Number(h.tagName[1]);
    if (own > level + 1) { faults.push("heading skips a level: " + h.textContent); }
    level = own;
  });
  if (document.querySelectorAll("h1").length !== 1) { faults.push("not one h1"); }
  if (document.querySelectorAll("main").length !== 1) { faults.push("not one main"); }
  document.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
    if (!(field.labels && field.labels.length) && !field.getAttribute("aria-label")) { faults.push("no label: " + field.name); }
  });
  document.querySelectorAll("a, button").forEach((e) => {
    if (!e.textContent.trim() && !e.getAttribute("aria-label")) { faults.push("no name: " + e.outerHTML.slice(0, 80)); }
  });
  document.querySelectorAll("th").forEach((th) => { if (!th.getAttribute("scope")) { faults.push("no scope: " + th.textContent); } });
  const ids = Array.from(document.querySelectorAll("[id]")).map((e) => e.id);
  ids.filter((id, n) => ids.indexOf(id) !== n).forEach((id) => faults.push("id twice: " + id));
  const light = (c) => {
    const m = c.match(/[\d.]+/g).map(Number);
    const f = m.slice(0, 3).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return { l: 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2], a: m.length > 3 ? m[3] : 1 };
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) { const c = light(getComputedStyle(e).backgroundColor); if (c.a === 1) { return c.l; } }
    return 1;
  };
  all.filter((e) => !e.closest(".hidden, .skip, .chart, noscript") && Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim())
      && e.getClientRects().length)
    .forEach((e) => {
      const style = getComputedStyle(e), a = light(style.color).l, b = ground(e);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) { faults.push("contrast " + ratio.toFixed(2) + ": " + e.tagName + "." + e.className + " " + e.textContent.slice(0, 30)); }
      if (parseFloat(style.fontSize) < 12) { faults.push("small type: " + e.textContent.slice(0, 30)); }
    });
  return Array.from(new Set(faults)).slice(0, 12);
})()"#;

fn checked(browser: &mut Browser, desk: &Served, path: &str, width: u32, lang: &str) -> String {
    let faults = browser.visit(&desk.url(path), width, own(desk));
    assert!(faults.is_empty(), "{path} {lang} at {width} px:\n{}", faults.join("\n"));
    assert_eq!(browser.value(LOOK), json!([]), "{path} {lang} at {width} px");
    let tag = if lang == "zh" { "zh-CN" } else { "en" };
    assert_eq!(browser.value("document.documentElement.lang"), json!(tag), "{path}");
    let text = browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned();
    for slip in ["undefined", "NaN", "[object", "desk.", "page.", "report.", "{n}", "{name}"] {
        let said = text.replace("desk.css", "");
        assert!(!said.contains(slip), "{path} {lang}: `{slip}` in\n{text}");
    }
    keep(path, &format!("{lang}-{width}.png"), browser);
    text
}

/// Keeps what a screen looks like in the folder that LUNGANG_PICTURES names, for whoever wants to see it.
pub fn keep(path: &str, kind: &str, browser: &mut Browser) {
    if let Some(folder) = std::env::var_os("LUNGANG_PICTURES") {
        let name: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
        let file = std::path::Path::new(&folder).join(format!("desk{name}-{kind}"));
        std::fs::write(&file, browser.picture()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    }
}

/// axe-core, as `scripts/setup.sh --test` has left it; a test that has none fails.
fn axe_core() -> String {
    let cache = std::env::var("XDG_CACHE_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cache")));
    let usual = cache.map(|cache| format!("{cache}/lungang/axe-core-4.10.3/axe.min.js"));
    let file = std::env::var("LUNGANG_AXE").or(usual).unwrap_or_default();
    std::fs::read_to_string(&file).unwrap_or_else(|e| {
        panic!("no axe-core on this machine: run `scripts/setup.sh --test`, or name an axe.min.js in LUNGANG_AXE ({file}: {e})")
    })
}

/// What axe-core finds wrong with a page.
fn axe(browser: &mut Browser, source: &str) -> Vec<String> {
    // A script of the protocol is not the page's: its policy does not stand in the way.
    browser.call("Runtime.evaluate", json!({ "expression": source, "returnByValue": false }));
    let found = browser.value("axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')))");
    let list: Vec<Value> = found.as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_screen_in_both_languages_at_both_widths() {
    let (mut desk, paths) = everything();
    let mut browser = Browser::online();
    enter(&mut browser, &mut desk);
    let source = axe_core();
    let mut found = Vec::new();
    for lang in ["zh", "en"] {
        language(&mut browser, &desk, lang);
        for path in &paths {
            for width in WIDTHS {
                checked(&mut browser, &desk, path, width, lang);
                let faults = axe(&mut browser, &source);
                found.extend(faults.into_iter().map(|line| format!("{path} {lang} at {width} px: {line}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    // The eyes see: a page at fault is found out.
    let bad = "document.querySelector('h1').outerHTML = '<h3 style=\"color:#aaa\">x</h3><img src=\"/assets/icon.svg\"><input name=\"y\">'";
    browser.value(bad);
    let faults = browser.value(LOOK).to_string();
    for fault in ["heading skips a level", "not one h1", "no label: y"] {
        assert!(faults.contains(fault), "`{fault}` is not in {faults}");
    }
    let faults = axe(&mut browser, &source).join("\n");
    assert!(faults.contains("image-alt") && faults.contains("label"), "axe-core does not look: {faults}");
}

#[test]
fn every_screen_can_be_read_without_scripts() {
    let (mut desk, paths) = everything();
    let mut browser = Browser::online();
    enter(&mut browser, &mut desk);
    let mut with = Vec::new();
    for path in &paths {
        browser.visit(&desk.url(path), 1280, own(&desk));
        with.push(browser.value("Array.from(document.querySelectorAll('main td, main th, main p, main li')).length"));
    }
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    for (path, with) in paths.iter().zip(with) {
        let faults = browser.visit(&desk.url(path), 1280, own(&desk));
        assert!(faults.is_empty(), "{path}:\n{}", faults.join("\n"));
        let without =
            browser.value("Array.from(document.querySelectorAll('main td, main th, main p, main li')).length");
        assert!(without.as_u64() >= with.as_u64() && without.as_u64() > Some(0), "{path}: {without} of {with}");
    }
}

#[test]
fn lists_sort_filter_and_leave_as_workbooks() {
    let desk = Served::start();
    let rows = |page: &str| -> Vec<String> {
        page.split("<tbody>")
            .nth(1)
            .expect("rows")
            .split("<tr>")
            .skip(1)
            .map(|row| {
                row.split("people/").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
            })
            .collect()
    };
    let all = desk.page("/county/county/people");
    let eligible = rows(&desk.page("/county/county/people?choice=eligible"));
    let others = rows(&desk.page("/county/county/people?choice=not-eligible&page=1"));
    let document: Value = desk.place.run(&["eligible", "county", "--format", "json"]).json();
    assert_eq!(eligible.len() as u64, document["eligible"].as_u64().expect("a figure"));
    assert_eq!((eligible.len() + others.len()) as u64, document["roster"].as_u64().expect("a figure"));
    assert!(rows(&all).len() <= 100);
    // By a whole name, which the page itself masks.
    let name = desk.place.cell("county/teachers.csv", "T022", "姓名");
    let found = desk.page(&format!("/county/county/people?find={}", part(&name)));
    assert!(rows(&found).contains(&"T022".to_owned()), "{found}");
    assert!(!found.split("<tbody>").nth(1).expect("rows").contains(&name), "a name is not masked");
    let up = rows(&desk.page("/county/county/people?choice=eligible&sort=0&down=no"));
    let mut down = rows(&desk.page("/county/county/people?choice=eligible&sort=0&down=yes"));
    down.reverse();
    assert_eq!(up, down);
    let school = desk.place.cell("county/teachers.csv", "T022", "学校代码");
    let of_school = rows(&desk.page(&format!("/county/county/people?school={school}")));
    assert!(of_school.contains(&"T022".to_owned()) && of_school.len() < eligible.len() + others.len());
    // From a person to what each plan decides, and from plans side by side to their workbook.
    for seed in ["1", "2"] {
        desk.work("/county/county/plan", &[("seed", seed), ("limit", "60")]);
    }
    let person = desk.page("/county/county/people/T022");
    let plan = format!("/plan/{}", part("方案-2"));
    assert!(person.contains("方案“方案-1”的安排和原因"), "{person}");
    assert!(desk.page(&format!("{plan}/people/T022")).contains("本方案的安排"));
    let both = format!("plan={}&plan={}", part("方案-1"), part("方案-2"));
    assert!(desk.page(&format!("/compare?{both}")).contains("/compare.xlsx?plan="));
    for path in [format!("/compare.xlsx?{both}"), format!("{plan}/plan.xlsx")] {
        assert!(desk.get(&path).body.starts_with(b"PK"), "{path}");
    }
    assert_eq!(desk.get(&format!("/compare.xlsx?plan={0}&plan={0}", part("方案-1"))).status, 404);
    for list in ["problems", "people", "establishment"] {
        let answer = desk.get(&format!("/county/county/{list}.xlsx"));
        assert!(answer.body.starts_with(b"PK"), "{list}");
    }
}
