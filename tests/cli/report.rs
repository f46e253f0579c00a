//! `report --html`: which folders have a page, and what stands in its way. How pages look is seen in a browser (`tests/page`).

use crate::support::Place;

fn planned() -> Place {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    place
}

#[test]
fn a_page_is_one_file_that_is_the_same_again() {
    let place = planned();
    place.snapshots("report", &["report", "plan", "--html", "page.html"]);
    let page = place.read("page.html");
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{}", &page[..80]);
    for reaching in [" src=", "<link", "@import", "url(http", "href=\"http"] {
        let own = page.split("<script").next().unwrap_or_default();
        assert!(!own.contains(reaching), "`{reaching}` reaches out");
    }
    assert!(page.contains("default-src 'none'".replace('\'', "&#39;").as_str()), "no policy");
    assert_eq!(place.run(&["report", "plan", "--html", "again.html", "--lang", "en", "-q"]).code, 0);
    assert_eq!(place.read("again.html"), page);
    // To stdout, and as a document.
    assert_eq!(place.run(&["report", "plan", "--html", "-", "--lang", "en"]).stdout, page);
    let (code, document) = place.json("report", &["report", "plan", "--html", "page.html", "--people"]);
    assert_eq!((code, document["kind"].as_str(), document["people"].as_bool()), (0, Some("plan"), Some(true)));
    let both = place.run(&["report", "plan", "--html", "-", "--format", "json"]);
    assert_eq!(both.code, 2);
}

#[test]
fn who_moves_is_in_no_page_that_does_not_ask() {
    let place = Place::new();
    // The only teacher of a subject has to leave: the school ends shorter than before, and the page says so.
    let policy = "extends = \"kizilsu-2018\"\nid = \"uncapped\"\n[rules.outflow-cap]\nmode = \"off\"\n";
    place.write("uncapped.toml", policy);
    place.write("county/pins.csv", format!("{}T031,必须交流,,,\n", place.read("county/pins.csv")));
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "uncapped.toml", "-q"]).code, 0);
    assert_eq!(place.run(&["report", "plan", "--html", "page.html", "-q"]).code, 0);
    let page = place.read("page.html");
    let data = page.rsplit("id=\"data\">").next().and_then(|d| d.split("</script>").next()).expect("data");
    let seen = format!("{}{data}", page.split("<script").next().unwrap_or_default());
    for line in place.read("county/teachers.csv").lines().skip(1) {
        let mut cells = line.split(',');
        let (id, name) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        assert!(!seen.contains(id), "{id}");
        // Two characters may stand in the name of a school.
        assert!(name.chars().count() < 3 || !seen.contains(name), "{name}");
    }
    // Who left the school that ends shorter is counted.
    let plan: serde_json::Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let school = plan["schools"].as_array().and_then(|all| all.iter().find(|s| s["school_id"] == "S02"));
    let left = format!("派出：{} 人（此处不列姓名）", school.expect("the school")["moves_out"]);
    assert!(page.contains(&left) && !page.contains("派出：（无）"), "{left}");
    // With people: masked, as the policy says.
    assert_eq!(place.run(&["report", "plan", "--html", "page.html", "-q", "--people"]).code, 0);
    let page = place.read("page.html");
    let masked = place.cell("county/teachers.csv", "T031", "姓名").chars().next().expect("a name").to_string() + "**";
    assert!(page.contains("T031") && page.contains(&masked), "{masked}");
}

#[test]
fn what_has_no_page_is_said() {
    let place = planned();
    place.snapshots("report-nothing", &["report", "county", "--html", "page.html"]);
    place.snapshots("report-no-folder", &["report", "nowhere", "--html", "page.html"]);
    assert_eq!(place.run(&["years", "county", "--years", "2", "-o", "years", "-q"]).code, 0);
    place.snapshots("report-years-people", &["report", "years", "--html", "page.html", "--people"]);
    // The county has changed since, and neither plan keeps it: a page about something else is no page.
    place.without_copies("plan");
    place.without_copies("years/2026-2027");
    let pupils = place.cell("county/schools.csv", "S01", "学生数");
    place.set_cell("county/schools.csv", "S01", "学生数", "248");
    place.snapshots("report-stale", &["report", "plan", "--html", "page.html"]);
    place.snapshots("report-stale-years", &["report", "years", "--html", "page.html"]);
    place.set_cell("county/schools.csv", "S01", "学生数", &pupils);
    let years: serde_json::Value = serde_json::from_str(&place.read("years/years.json")).expect("JSON");
    let eligible = years["years"][0]["plan"]["eligible"].as_u64().expect("a figure");
    let of = |n: u64| format!("\"eligible\": {n},");
    place.replace("years/years.json", &of(eligible), &of(eligible + 1));
    place.snapshots("report-years-differ", &["report", "years", "--html", "page.html"]);
    assert!(!place.path("page.html").exists(), "a page was left");
}
