//! A county that is short as a whole: every school that sends has fewer teachers than posts. The law's share is sent all the same, and
//! what that costs is counted where everybody looks.

use crate::support::Place;
use serde_json::Value;

fn short() -> Place {
    let place = Place::new();
    std::fs::remove_dir_all(place.path("county")).expect("the example");
    crate::support::copy(&crate::support::root().join("data/examples/short"), &place.path("county"));
    place
}

#[test]
fn the_share_is_sent_and_its_price_stands_in_the_head_figures() {
    let place = short();
    let staffing = place.json("staffing", &["staffing", "county"]).1;
    let schools = staffing["schools"].as_array().expect("schools");
    for id in ["S01", "S02", "S03"] {
        let school = schools.iter().find(|s| s["school_id"] == id).expect("the school");
        assert!(school["staff"].as_i64() < school["teaching"]["posts"].as_i64(), "{school}");
    }
    let told = place.run(&["plan", "county", "-o", "plan", "--lang", "en"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let summary = &plan["summary"];
    let (new, asked) = (summary["short_posts_new"].as_i64().expect("a figure"), &summary["quota_required"]);
    assert!(new > 0 && &summary["exchange"]["rural"] == asked, "no more are sent than the law asks for: {summary}");
    let head = told.stdout.lines().find(|l| l.contains("posts by which schools end shorter")).expect("the figure");
    assert_eq!(head.split_whitespace().last(), Some(new.to_string().as_str()), "{head}");
    let audit: Value = serde_json::from_str(&place.read("plan/audit.json")).expect("JSON");
    let rule = audit["rules"].as_array().and_then(|all| all.iter().find(|r| r["rule"] == "no-new-short")).expect("it");
    assert_eq!((rule["holds"].as_bool(), rule["mode"].as_str()), (Some(false), Some("soft")));
    let breached: i64 = rule["breaches"].as_array().expect("breaches").iter().map(by_how_much).sum();
    assert_eq!(breached, new, "every school that ends shorter is named: {rule}");
    assert_eq!(place.run(&["audit", "county", "plan"]).code, 0, "a soft rule breaks no plan");
}

fn by_how_much(breach: &Value) -> i64 {
    breach["achieved"].as_i64().expect("after") - breach["required"].as_i64().expect("before")
}

/// What keeping it hard would take is said, and is so.
#[test]
fn as_a_hard_rule_it_leaves_no_plan_and_diagnose_says_what_would() {
    let place = short();
    let hard = "extends = \"kizilsu-2018\"\nid = \"hard\"\n[rules.no-new-short]\nmode = \"hard\"\n";
    place.write("hard.toml", hard);
    let (code, found) = place.json("diagnose", &["diagnose", "county", "--policy", "hard.toml"]);
    assert_eq!((code, found["status"].as_str()), (3, Some("infeasible")));
    place.snapshots("diagnose-short", &["diagnose", "county", "--policy", "hard.toml"]);
    let repairs = found["repairs"].as_array().expect("repairs");
    // What it says of a school is what the plan under the soft rule shows there.
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let school = |id: &Value| plan["schools"].as_array().and_then(|all| all.iter().find(|s| s["school_id"] == *id));
    let of = |change: &Value, side: &str| change[side].as_str().and_then(|n| n.parse::<i64>().ok());
    let changes = repairs.iter().flat_map(|r| r["changes"].as_array().expect("changes"));
    let eased: Vec<&Value> = changes.filter(|c| c["rule"] == "no-new-short").collect();
    assert!(eased.len() >= 3, "{found}");
    for change in eased {
        let school = school(&change["school_id"]).expect("the school");
        assert_eq!(of(change, "from"), school["short_before"].as_i64(), "{change}");
        assert_eq!(of(change, "to"), school["short_after"].as_i64(), "{change}");
    }
}
