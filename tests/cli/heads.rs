//! The exchange of heads on a made-up county: the plan, its files, the audit, forgeries, the answers, the next year.

use crate::support::Place;
use serde_json::Value;

const POLICY: &str = "extends = \"kizilsu-2018\"\nid = \"heads\"\nname = { zh = \"校长交流\", en = \"heads\" }\n\
    [principals]\non = { value = true, source = \"s\", grade = \"practice\" }\n\
    max-km = { value = 100, source = \"s\", grade = \"practice\" }\n";

fn made() -> Place {
    let place = Place::empty();
    place.write("heads.toml", POLICY);
    let args = ["generate", "-o", "county", "--size", "example", "--seed", "4", "--heads", "-q"];
    let run = place.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

fn plan(place: &Place) -> Value {
    let run = place.run(&["plan", "county", "-o", "plan", "-q", "--force", "--policy", "heads.toml"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(&place.read("plan/plan.json")).expect("plan.json")
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or_default()
}

/// Heads who change schools: who, from where, to where.
fn moves(document: &Value) -> Vec<(String, String, String)> {
    let heads = document["heads"]["heads"].as_array().expect("heads");
    let one = |h: &Value| ["teacher_id", "from_school", "to_school"].map(|key| text(h, key).to_owned());
    let moves = heads.iter().map(one).filter(|[_, from, to]| from != to);
    moves.map(|[who, from, to]| (who, from, to)).collect()
}

/// The kinds of fault that an audit of the folder tells.
fn faults(place: &Place) -> Vec<String> {
    let (code, report) = place.json("audit", &["audit", "county", "plan", "--policy", "heads.toml"]);
    let faults = report["faults"].as_array().expect("faults").iter().map(|f| text(f, "kind").to_owned());
    let faults: Vec<String> = faults.collect();
    assert_eq!(code == 0, faults.is_empty(), "{report:#}");
    faults
}

#[test]
fn heads_change_schools_and_everything_tells_of_it() {
    let place = made();
    place.snapshots("heads", &["plan", "county", "-o", "plan", "--force", "--policy", "heads.toml"]);
    let document = plan(&place);
    let moves = moves(&document);
    assert!(moves.len() > 1, "{moves:?}");
    // Who may lead another school is not given another subject at this one.
    let retasks = document["retasks"].as_array().expect("retasks");
    let takes_part = |h: &&Value| ["due", "serving"].contains(&text(h, "tenure"));
    for head in document["heads"]["heads"].as_array().expect("heads").iter().filter(takes_part) {
        assert!(retasks.iter().all(|r| r["teacher_id"] != head["teacher_id"]), "{head}");
    }
    let heads = document["heads"]["heads"].as_array().expect("heads").len();
    assert_eq!(place.read("plan/heads.csv").lines().count(), 1 + heads);
    assert!(faults(&place).is_empty());
    place.snapshots("heads-audit", &["audit", "county", "plan", "--policy", "heads.toml"]);
    let (who, from, to) = &moves[0];
    place.snapshots("heads-teacher", &["explain", "plan", "--teacher", who]);
    let (_, answer) = place.json("explain", &["explain", "plan", "--teacher", who]);
    // What becomes of a head comes first, whether the head goes or stays.
    let stays = document["heads"]["heads"].as_array().expect("heads");
    let stays = stays.iter().find(|h| h["from_school"] == h["to_school"] && text(h, "tenure") == "due");
    place.snapshots("heads-left", &["explain", "plan", "--teacher", text(stays.expect("one is left"), "teacher_id")]);
    let first = |who: &str| {
        let said = place.run(&["explain", "plan", "--teacher", who, "--lang", "en"]).stdout;
        said.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert!(first(who).contains(&format!("leads {to} ")), "{}", first(who));
    assert_eq!(
        (text(&answer["teacher"]["head"], "from_school"), text(&answer["teacher"]["head"], "to_school")),
        (&**from, &**to)
    );
    // The page counts, and names nobody unless that is asked for.
    for (more, named) in [(None, false), (Some("--people"), true)] {
        let args: Vec<&str> = ["report", "plan", "--html", "page.html", "-q"].into_iter().chain(more).collect();
        assert_eq!(place.run(&args).code, 0);
        let page = place.read("page.html");
        let section = page.split("<section id=\"heads\">").nth(1).and_then(|s| s.split("</section>").next());
        assert_eq!(section.expect("the section of heads").contains(who), named);
    }
    // The next year begins with the schools that they lead now; what they wished for lapses, as of everybody who moved.
    let wishes = place.read("county/wishes.csv");
    place.write("county/wishes.csv", format!("{wishes}{who},1,{to}\n"));
    let run = place.run(&["years", "county", "--years", "2", "-o", "years", "-q", "--policy", "heads.toml"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let next = place.names("years").into_iter().find(|name| name.starts_with("2027"));
    let next = next.expect("the second year");
    let wishes = place.read(&format!("years/{next}/county/wishes.csv"));
    assert!(!wishes.contains(who), "{wishes}");
    let next = format!("years/{next}/county/teachers.csv");
    let (school, since) = if place.read(&next).contains("school_id") {
        ("school_id", "office_since")
    } else {
        ("学校代码", "任本校职务时间")
    };
    assert_eq!((place.cell(&next, who, school), place.cell(&next, who, since)), (to.clone(), "2026-09-01".to_owned()));
}

/// The measures of heads in a table of results, of the rows that have a word.
fn measured(table: &str, word: &str) -> Vec<(String, i64)> {
    let rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>()).filter(|cells| cells.contains(&word));
    let of_heads = rows.filter_map(|cells| {
        let at = cells.iter().position(|cell| cell.starts_with("heads-"))?;
        Some((cells[at].to_owned(), cells[at + 1..].iter().find_map(|cell| cell.parse().ok())?))
    });
    of_heads.collect()
}

#[test]
fn results_are_compared_by_their_heads() {
    let place = made();
    let document = plan(&place);
    let heads = document["heads"]["heads"].as_array().expect("heads");
    let count = |of: &dyn Fn(&Value) -> bool| heads.iter().filter(|h| of(h)).count() as i64;
    let due = |h: &Value| text(h, "tenure") == "due";
    let expected = [
        ("heads-eligible", count(&|h| due(h) || text(h, "tenure") == "serving")),
        ("heads-due", count(&due)),
        ("heads-moves", count(&|h| h["from_school"] != h["to_school"])),
        ("heads-left", count(&|h| due(h) && h["from_school"] == h["to_school"])),
    ];
    let expected = expected.map(|(name, n)| (name.to_owned(), n));
    assert!(expected.iter().all(|(_, n)| *n > 0), "{expected:?}");
    let run = |args: &[&str]| {
        let run = place.run(args);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    };
    run(&["years", "county", "--years", "2", "-o", "years", "-q", "--policy", "heads.toml"]);
    assert_eq!(measured(&place.read("years/years.csv"), "2026-2027"), expected);
    // Only where the matching is on.
    run(&["plan", "county", "-o", "without", "-q", "--policy", "kizilsu-2018"]);
    run(&["compare", "plan", "without", "-o", "both", "-q"]);
    let both = place.read("both/compare.csv");
    assert_eq!((measured(&both, "A"), measured(&both, "B")), (expected.to_vec(), Vec::new()));
    let scenario = |name: &str, rest: &str| {
        place.write(&format!("mine/{name}.toml"), format!("description = \"{name}\"\nbase = \"../county\"\n{rest}"));
    };
    scenario("off", "");
    scenario("on", "[policy.principals]\non = true\nmax-km = 100\n");
    run(&["whatif", "mine", "-o", "runs", "-q", "--allow-outside"]);
    let results = place.read("runs/results.csv");
    assert_eq!((measured(&results, "on"), measured(&results, "off")), (expected.to_vec(), Vec::new()));
}

#[test]
fn forgeries_are_found() {
    let place = made();
    let document = plan(&place);
    let (one, other) = (&moves(&document)[0], &moves(&document)[1]);
    let (list, kept) = (place.read("plan/heads.csv"), place.read("plan/plan.json"));
    let told = |kinds: &[&str]| {
        let found = faults(&place);
        kinds.iter().for_each(|kind| assert!(found.iter().any(|f| f == kind), "{kind}: {found:?}"));
        place.write("plan/heads.csv", list.as_bytes());
        place.write("plan/plan.json", kept.as_bytes());
    };
    // A due head is left at the school, in the table alone.
    let row = |who: &str| list.lines().find(|l| l.contains(&format!("{who},"))).expect("a row").to_owned();
    let (old, new) =
        (row(&one.0), row(&one.0).replace(&format!(",{},{},", one.1, one.2), &format!(",{0},{0},", one.1)));
    place.write("plan/heads.csv", list.replace(&old, &new));
    told(&["file-edited", "head-changed", "head-places"]);
    // A head who goes is given another subject at the old school.
    let retasks = place.read("plan/retasks.csv");
    place.write("plan/retasks.csv", format!("{retasks}{},,{},,,music\n", one.0, one.1));
    let found = faults(&place);
    assert!(found.iter().any(|f| f == "retask-head"), "{found:?}");
    place.write("plan/retasks.csv", retasks.as_bytes());
    // Nobody of that name, and a row that cannot be read.
    place.write("plan/heads.csv", list.replace(&format!("{},", other.0), "T999,"));
    told(&["unknown-teacher", "head-missing"]);
    // Everybody stays, in the plan and in the table.
    let mut forged = document.clone();
    for head in forged["heads"]["heads"].as_array_mut().expect("heads") {
        head["to_school"] = head["from_school"].clone();
        head.as_object_mut().expect("a head").remove("distance_km");
    }
    place.write("plan/plan.json", serde_json::to_string_pretty(&forged).expect("JSON"));
    told(&["file-edited", "head-changed", "word-differs"]);
    let mut forged = document.clone();
    let price = forged["heads"]["heads"].as_array_mut().expect("heads").iter_mut().find_map(|h| h.get_mut("price"));
    price.expect("a price")[0] = i64::MAX.into();
    place.write("plan/plan.json", serde_json::to_string_pretty(&forged).expect("JSON"));
    told(&["certificate-heads"]);
    let mut forged = document.clone();
    forged.as_object_mut().expect("a plan").remove("heads");
    place.write("plan/plan.json", serde_json::to_string_pretty(&forged).expect("JSON"));
    std::fs::remove_file(place.path("plan/heads.csv")).expect("removed");
    told(&["heads-absent", "file-missing"]);
}

#[test]
fn without_the_section_nothing_is_told_of_heads() {
    let place = made();
    place.write("heads.toml", POLICY.replace("value = true", "value = false"));
    let document = plan(&place);
    assert!(document.get("heads").is_none() && !place.path("plan/heads.csv").exists());
    assert!(!place.read("plan/audit.json").contains("\"heads\""));
    place.write("plan/heads.csv", "teacher_id,to_school\nT001,S01\n");
    assert!(faults(&place).contains(&"heads-off".to_owned()));
}
