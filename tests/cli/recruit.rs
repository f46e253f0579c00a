//! `recruit`: the example county and its plan, counties changed by one cell, and what is mistyped.

use crate::support::Place;
use serde_json::Value;

fn proposed(place: &Place, args: &[&str]) -> Value {
    let (code, document) = place.json("recruit", &[&["recruit"], args].concat());
    assert_eq!(code, 0);
    document
}

fn number(document: &Value, key: &str) -> i64 {
    document[key].as_i64().unwrap_or_else(|| panic!("{key} in {document}"))
}

fn school<'a>(document: &'a Value, id: &str) -> &'a Value {
    let schools = document["schools"].as_array().expect("schools");
    schools.iter().find(|s| s["school_id"] == id).unwrap_or_else(|| panic!("{id} in {document}"))
}

/// The example with so many posts authorised for all stages; without a number, with no total.
fn authorised(total: Option<i64>) -> Place {
    let place = Place::new();
    let rows = total.map(|total| format!("合计,{total}\n")).unwrap_or_default();
    place.write("county/authorised.csv", format!("\u{feff}学段,编制数\n{rows}"));
    place
}

#[test]
fn the_example_county_in_both_languages() {
    let place = Place::new();
    place.snapshots("recruit", &["recruit", "county"]);
    place.snapshots("recruit-years", &["recruit", "county", "--years", "5", "-o", "recruits"]);
    assert_eq!(place.names("recruits"), ["recruit.csv", "recruit.json", "recruit.xlsx"]);
    let kept: Value = serde_json::from_str(&place.read("recruits/recruit.json")).expect("JSON");
    assert_eq!(kept, proposed(&place, &["county", "--years", "5"]));
    let posts: usize =
        kept["schools"].as_array().expect("schools").iter().map(|s| s["posts"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(place.read("recruits/recruit.csv").lines().count(), posts + 1);
}

#[test]
fn a_plan_gives_what_its_county_gives() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--seed", "7", "-q"]).code, 0);
    assert_eq!(proposed(&place, &["plan"]), proposed(&place, &["county", "--seed", "7"]));
}

#[test]
fn every_figure_adds_up() {
    let document = proposed(&authorised(None), &["county", "--years", "5"]);
    let schools = document["schools"].as_array().expect("schools");
    let sum = |list: &[Value], key: &str| list.iter().map(|one| number(one, key)).sum::<i64>();
    for key in ["vacancies", "short", "recruits"] {
        assert_eq!(sum(schools, key), number(&document, key), "{key}");
    }
    let subjects = document["subjects"].as_array().expect("subjects");
    assert_eq!(sum(subjects, "recruits"), number(&document, "recruits"));
    assert!(number(&document, "recruits") > 0);
    for one in schools {
        let of = |key: &str| number(one, key);
        let free = of("establishment") - of("payroll") + of("retiring") + of("departing");
        assert_eq!(of("vacancies"), free.max(0), "{one}");
        let posts = one["posts"].as_array().expect("posts");
        assert_eq!(sum(posts, "recruits"), of("recruits"), "{one}");
        // A school that stays short has used its vacancies up, where there is no total.
        assert_eq!(of("recruits"), of("vacancies").min(of("short")), "{one}");
    }
    assert_eq!((number(&document, "held_back"), document.get("totals")), (0, None));
}

/// What a total leaves is recruited, at the posts of greatest weight; below the payroll it leaves nobody.
#[test]
fn a_total_holds_recruits_back() {
    let free = proposed(&authorised(None), &["county"]);
    let room = |place: &Place| proposed(place, &["county"])["totals"][0].clone();
    let paid = room(&authorised(Some(1_000)));
    let stay = number(&paid, "payroll") - number(&paid, "leaving");
    assert!(number(&free, "recruits") > 3, "{free}");
    for left in [3, 0, -2] {
        let place = authorised(Some(stay + left));
        let document = proposed(&place, &["county"]);
        assert_eq!(number(&document["totals"][0], "left"), left.max(0));
        assert_eq!(number(&document, "recruits"), left.max(0));
        let posts = |d: &Value| -> Vec<(i64, i64)> {
            let schools = d["schools"].as_array().expect("schools").iter();
            let posts = schools.flat_map(|s| s["posts"].as_array().cloned().unwrap_or_default());
            posts.map(|p| (number(&p, "weight"), number(&p, "recruits"))).collect()
        };
        assert_eq!(number(&document, "held_back") + number(&document, "recruits"), held_and_hired(&document));
        let least = posts(&document).iter().filter(|(_, n)| *n > 0).map(|(weight, _)| *weight).min();
        assert!(
            least.is_none_or(|least| least * 3 <= number(&document, "unmet_before") - number(&document, "unmet_after"))
        );
        let told = place.run(&["recruit", "county", "--lang", "en"]).stdout;
        assert_eq!(told.contains("so nobody can be recruited"), left < 0, "{told}");
        assert!(told.contains("the authorised total does not allow"), "{told}");
    }
}

/// What the vacancies of the schools alone would take.
fn held_and_hired(document: &Value) -> i64 {
    let schools = document["schools"].as_array().expect("schools");
    schools.iter().map(|s| number(s, "vacancies").min(number(s, "short"))).sum()
}

/// One post more on the books of a school that lacks teachers is one recruit more, and the least worth gives way first.
#[test]
fn one_post_more_on_the_books_is_one_recruit_more() {
    let place = authorised(None);
    let before = proposed(&place, &["county"]);
    let schools = before["schools"].as_array().expect("schools");
    let full = |s: &&Value| s["stated"] == true && number(s, "short") > number(s, "recruits");
    let chosen = schools.iter().find(full).expect("a school that stays short");
    let (id, posts) = (chosen["school_id"].as_str().expect("an id"), number(chosen, "establishment"));
    let table = place.read("county/schools.csv");
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let at = lines[0].trim_start_matches('\u{feff}').split(',').position(|h| h == "编制数").expect("the column");
    for line in lines.iter_mut().filter(|line| line.starts_with(&format!("{id},"))) {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        // Up to the payroll and one beyond.
        let stay = number(chosen, "payroll") - number(chosen, "retiring") - number(chosen, "departing");
        cells[at] = (posts.max(stay) + 1).to_string();
        *line = cells.join(",");
    }
    place.write("county/schools.csv", lines.join("\n") + "\n");
    let after = proposed(&place, &["county"]);
    assert_eq!(number(school(&after, id), "recruits"), number(school(&before, id), "recruits") + 1);
    assert!(number(&after, "unmet_after") < number(&before, "unmet_after"));
}

#[test]
fn a_later_horizon_counts_whoever_leaves_by_then() {
    let place = authorised(None);
    let (one, five) = (proposed(&place, &["county"]), proposed(&place, &["county", "--years", "5"]));
    let leaving = |d: &Value| -> i64 {
        let schools = d["schools"].as_array().expect("schools");
        schools.iter().map(|s| number(s, "retiring") + number(s, "departing")).sum()
    };
    assert!(leaving(&five) > leaving(&one), "{} {}", leaving(&one), leaving(&five));
    assert!(number(&five, "short") >= number(&one, "short"));
    assert_eq!((one["until"].as_str(), five["until"].as_str()), (Some("2027-09-01"), Some("2031-09-01")));
}

/// What the projections foresee of recruits is told, and taken from nothing.
#[test]
fn foreseen_recruits_are_told() {
    let place = authorised(None);
    let before = proposed(&place, &["county", "--years", "2"]);
    let table = place.read("county/projections.csv");
    let foreseen = |years: &[&str]| -> i64 {
        let rows =
            table.lines().filter(|line| line.contains("招聘") && years.iter().any(|year| line.starts_with(year)));
        rows.map(|row| row.rsplit(',').next().and_then(|n| n.parse::<i64>().ok()).expect("a number")).sum()
    };
    assert_eq!(number(&before, "foreseen"), foreseen(&["2027-2028", "2028-2029"]));
    assert_eq!(number(&proposed(&place, &["county"]), "foreseen"), foreseen(&["2027-2028"]));
    assert!(number(&before, "foreseen") > 0);
    let rest: Vec<&str> = table.lines().filter(|line| !line.contains("招聘")).collect();
    place.write("county/projections.csv", rest.join("\n") + "\n");
    let after = proposed(&place, &["county", "--years", "2"]);
    assert_eq!((number(&after, "foreseen"), number(&after, "recruits")), (0, number(&before, "recruits")));
}

/// What-ifs of years that recruit by the plan are verified by the audit's own recruitment plan.
#[test]
fn years_that_recruit_by_the_plan_are_verified() {
    let place = authorised(None);
    // Where the tables say who is recruited, no plan is asked.
    let table = place.read("county/projections.csv");
    let rest: Vec<&str> = table.lines().filter(|line| !line.contains("招聘")).collect();
    assert!(rest.len() < table.lines().count(), "{table}");
    place.write("county/projections.csv", rest.join("\n") + "\n");
    let recruits = "recruits = { value = \"plan\", source = \"twin\", grade = \"practice\" }";
    let policy =
        "extends = \"kizilsu-2018\"\nid = \"planned\"\nname = { zh = \"按计划招聘\", en = \"recruits by the plan\" }\n";
    place.write("planned.toml", format!("{policy}\n[years]\n{recruits}\n"));
    for policy in ["planned.toml", "kizilsu-2018"] {
        let out = format!("years-{}", policy.trim_end_matches(".toml"));
        let args = ["years", "county", "--years", "3", "--policy", policy, "-o", &out, "-q"];
        assert_eq!(place.run(&args).code, 0, "{policy}");
    }
    let hired = |out: &str| -> Vec<Value> {
        let years: Value = serde_json::from_str(&place.read(&format!("{out}/years.json"))).expect("JSON");
        let events = years["events"].as_array().expect("events").iter();
        events.filter(|e| e.to_string().contains("recruited")).cloned().collect()
    };
    assert_ne!(hired("years-planned"), hired("years-kizilsu-2018"));
    place.write(
        "scenario.toml",
        format!("description = \"twin\"\nbase = \"county\"\nyears = 3\n\n[policy.years]\n{recruits}\n"),
    );
    let run = place.run(&["whatif", "scenario.toml", "-o", "runs", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = place.run(&["whatif", "scenario.toml", "-o", "runs", "--verify"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn faults_of_the_command_line_and_of_the_input() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    place.write("taken/notes.txt", "mine");
    let faults: [(&str, &[&str], i32); 6] = [
        ("years", &["recruit", "county", "--years", "6"], 2),
        ("seed", &["recruit", "plan", "--seed", "7"], 2),
        ("policy", &["recruit", "plan", "--policy", "national"], 2),
        ("nowhere", &["recruit", "nowhere"], 2),
        ("taken", &["recruit", "county", "-o", "taken"], 2),
        ("limit", &["recruit", "county", "--time-limit", "0.000001"], 4),
    ];
    for (name, args, code) in faults {
        place.snapshots(&format!("recruit-bad-{name}"), args);
        assert_eq!(place.run(args).code, code, "{name}");
    }
    assert_eq!(place.names("taken"), ["notes.txt"]);
    place.replace("plan/plan.json", "\"optimal\"", "\"stopped\"");
    assert_eq!(place.run(&["recruit", "plan"]).code, 2);
}

#[test]
fn a_county_without_a_plan_is_sent_to_diagnose() {
    let place = Place::new();
    let share = "share = { value = \"90%\", source = \"twin\", grade = \"practice\" }";
    let policy = "extends = \"kizilsu-2018\"\nid = \"much\"\nname = { zh = \"过高\", en = \"too much\" }\n";
    place.write("much.toml", format!("{policy}\n[rules.exchange-quota]\n{share}\n"));
    let run = place.run(&["recruit", "county", "--policy", "much.toml", "-o", "recruits", "--lang", "en"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("`lungang diagnose county --policy much.toml`"), "{}", run.stderr);
    assert!(!place.path("recruits").exists());
}
