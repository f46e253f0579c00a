//! `diagnose`: why there is no plan, and that what it proposes gives one.

use crate::support::Place;

/// A county whose policy asks for more backbone teachers than can go, and the twin that asks for what the repair says.
#[test]
fn the_example_county_under_another_province_s_share() {
    let place = Place::new();
    place.snapshots("diagnose", &["diagnose", "county", "--policy", "anhui"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county", "--policy", "anhui"]);
    assert_eq!((code, found["status"].as_str()), (3, Some("infeasible")));
    assert_eq!(found["conflict"]["proven_irreducible"], true);
    let change =
        &found["repairs"].as_array().and_then(|all| all.iter().find(|r| r["changes"][0]["kind"] == "parameter"));
    let change = &change.expect("a figure of the policy")["changes"][0];
    assert_eq!(change["key"], "rules.backbone-share.share");

    let twin = |share: &str| {
        format!(
            "extends = \"anhui\"\nid = \"twin\"\n[rules.backbone-share]\n\
             share = {{ value = \"{share}\", source = \"a test\", grade = \"practice\" }}\n"
        )
    };
    let to = change["to"].as_str().expect("a share");
    place.write("twin.toml", twin(to));
    place.snapshots("diagnose-feasible", &["diagnose", "county", "--policy", "twin.toml"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county", "--policy", "twin.toml"]);
    assert_eq!((code, found["status"].as_str()), (0, Some("feasible")));
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "twin.toml"]).code, 0);

    // A tenth of a per cent more is too much: the repair is no more than is needed.
    let tenths = to.trim_end_matches('%').parse::<f64>().expect("a number") * 10.0;
    place.write("twin.toml", twin(&format!("{:.1}%", (tenths + 1.0) / 10.0)));
    assert_eq!(place.run(&["diagnose", "county", "--policy", "twin.toml"]).code, 3);
}

#[test]
fn a_total_that_cannot_staff_every_class() {
    let place = Place::new();
    place.write("county/authorised.csv", "stage,posts\ntotal,5\n");
    place.snapshots("diagnose-authorised", &["diagnose", "county"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county"]);
    assert_eq!(code, 3);
    let change = &found["repairs"][0]["changes"][0];
    assert_eq!(change["kind"], "authorised");
    place.write("county/authorised.csv", format!("stage,posts\ntotal,{}\n", change["to"].as_str().expect("a total")));
    assert_eq!(place.run(&["diagnose", "county"]).code, 0);
}

#[test]
fn bad_input_is_told_as_everywhere() {
    let place = Place::new();
    place.snapshots("diagnose-missing", &["diagnose", "nowhere"]);
    assert_eq!(place.run(&["diagnose"]).code, 2);
    assert_eq!(place.run(&["diagnose", "county", "--policy", "nowhere.toml"]).code, 1);
    place.replace("county/teachers.csv", ",S01,", ",S99,");
    place.snapshots("diagnose-bad", &["diagnose", "county"]);
}
