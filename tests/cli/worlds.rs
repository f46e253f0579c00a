//! Small counties with every goal worked out by hand: `tests/peers/worlds`, the reasoning in each one's README.

use crate::support::Place;
use serde_json::Value;
use std::path::Path;

#[test]
fn every_goal_is_what_the_reasoning_by_hand_says() {
    let worlds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/peers/worlds");
    let mut names: Vec<String> = std::fs::read_dir(&worlds)
        .expect("the worlds")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let county = worlds.join(&name);
        let text = std::fs::read_to_string(county.join("expected.toml")).expect("what is expected");
        let expected: toml::Table = toml::from_str(&text).expect("TOML");
        let place = Place::new();
        let seed = expected["seed"].to_string();
        let (code, plan) = place.json("plan", &["plan", &county.to_string_lossy(), "--seed", &seed, "-o", "out"]);
        assert_eq!(code, 0, "{name}: {plan}");
        let goals = plan["goals"].as_array().expect("goals").iter();
        let goals: Vec<(String, i64)> = goals.map(|g| (text_of(&g["name"]), number_of(&g["value"]))).collect();
        let stated = expected["goals"].as_table().expect("goals").iter();
        let mut stated: Vec<(String, i64)> =
            stated.map(|(goal, value)| (goal.clone(), value.as_integer().expect("a whole number"))).collect();
        // A table of TOML has its own order.
        stated.sort_by_key(|(goal, _)| goals.iter().position(|(name, _)| name == goal));
        assert_eq!(goals, stated, "{name}");
        let short = expected.get("short").and_then(toml::Value::as_table);
        for (field, key) in
            [("short_posts_before", "before"), ("short_posts_after", "after"), ("short_posts_new", "new")]
        {
            if let Some(stated) = short.and_then(|short| short[key].as_integer()) {
                assert_eq!(number_of(&plan[field]), stated, "{name}: {field}");
            }
        }
        assert_eq!(plan["audit"]["clean"], true, "{name}");
        let document: Value = serde_json::from_str(&place.read("out/plan.json")).expect("plan.json");
        assert_eq!(document.get("heads").is_some(), expected.get("heads").is_some(), "{name}");
        if let Some(stated) = expected.get("heads").and_then(toml::Value::as_table) {
            for goal in document["heads"]["goals"].as_array().expect("goals of heads") {
                let by_hand = stated[&text_of(&goal["name"])].as_integer();
                assert_eq!(by_hand, goal["value"].as_i64(), "{name}: {goal}");
            }
            let led = expected["led"].as_table().expect("who leads which school");
            for head in document["heads"]["heads"].as_array().expect("heads") {
                let by_hand = led[&text_of(&head["teacher_id"])].as_str();
                assert_eq!(by_hand, head["to_school"].as_str(), "{name}: {head}");
            }
        }
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn number_of(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}
