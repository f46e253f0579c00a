//! `staffing` and `eligible`.

use crate::support::Place;

#[test]
fn staffing_in_both_languages() {
    let place = Place::new();
    place.snapshots("staffing", &["staffing", "county"]);
    let (code, document) = place.json("staffing", &["staffing", "county"]);
    assert_eq!(code, 0);
    for field in
        ["schools", "pupils", "classes", "staff", "by_pupils", "by_classes", "posts", "fewer_staff_than_classes"]
    {
        assert!(document["stages"][0].get(field).is_some(), "{field} is missing");
    }
}

#[test]
fn staffing_without_a_roster_takes_the_schools_own_counts() {
    let place = Place::empty();
    place.write("c/county.toml", "name = \"甲县\"\nschool_year = 2026\n");
    place.write(
        "c/schools.csv",
        "school_id,stage,area,pupils,classes,staff\nA,primary,urban,380,9,25\nB,primary,rural,190,6,8\n",
    );
    let (code, document) = place.json("staffing", &["staffing", "c", "--policy", "national"]);
    assert_eq!(code, 0);
    let primary = &document["stages"][0];
    assert_eq!(primary["staff"], 33);
    assert_eq!(primary["by_pupils"]["posts"], 30);
    assert_eq!(primary["by_pupils"]["surplus"], 5);
    assert_eq!(primary["by_pupils"]["shortage"], 2);
}

#[test]
fn staffing_without_a_roster_or_counts_says_what_is_missing() {
    let place = Place::empty();
    place.write("c/county.toml", "name = \"甲县\"\nschool_year = 2026\n");
    place.write("c/schools.csv", "school_id,stage,area,pupils,classes\nA,primary,urban,380,9\n");
    let (code, document) = place.json("check", &["staffing", "c", "--policy", "national"]);
    assert_eq!((code, document["findings"][0]["code"].as_str()), (1, Some("missing-table")));
}

#[test]
fn eligible_in_both_languages() {
    let place = Place::new();
    place.snapshots("eligible", &["eligible", "county"]);
    let (code, document) = place.json("eligible", &["eligible", "county"]);
    assert_eq!(code, 0);
    let teachers = document["teachers"].as_array().expect("teachers");
    let eligible = teachers.iter().filter(|t| t["eligible"] == true).count() as u64;
    assert_eq!(document["eligible"].as_u64(), Some(eligible));
    assert!(teachers.iter().all(|t| (t["eligible"] == true) == t["reasons"].as_array().is_some_and(Vec::is_empty)));
}

#[test]
fn findings_end_with_one_and_an_unreadable_path_with_two() {
    let place = Place::new();
    place.replace("county/teachers.csv", ",S01,", ",S99,");
    place.snapshots("staffing-bad", &["staffing", "county"]);
    place.snapshots("eligible-bad", &["eligible", "county"]);
    place.snapshots("plan-bad", &["plan", "county", "-o", "plan"]);
    place.snapshots("audit-bad", &["audit", "county", "plan"]);
    place.snapshots("export-bad", &["export", "county", "--lp", "m.lp"]);
    for args in [&["staffing", "county"][..], &["eligible", "county"], &["plan", "county", "-o", "plan"]] {
        let (code, document) = place.json("check", args);
        assert_eq!(code, 1, "{args:?}");
        assert!(document["errors"].as_u64().expect("errors") > 0);
        let text = place.run(args);
        assert!(text.stdout.is_empty() && text.stderr.contains("unknown-school"), "{}", text.stderr);
    }
    assert!(!place.path("plan").exists());
    assert_eq!(place.run(&["eligible", "nowhere"]).code, 2);
}
