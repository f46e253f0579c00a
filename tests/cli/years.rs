//! `years`: a folder a year, each of which anybody can audit, and what the years come to.

use crate::support::Place;
use serde_json::Value;

const FIVE: [&str; 6] = ["years", "county", "--years", "5", "-o", "years"];

/// Anybody can check a year's folder with what is in it.
fn audited(place: &Place, year: &str) {
    let run = place.run(&["audit", &format!("years/{year}/county"), &format!("years/{year}")]);
    assert_eq!(run.code, 0, "{year}: {}{}", run.stdout, run.stderr);
}

#[test]
fn five_years_of_the_example() {
    let place = Place::new();
    place.snapshots("years", &[&FIVE[..], &["--force"]].concat());
    let years = ["2026-2027", "2027-2028", "2028-2029", "2029-2030", "2030-2031"];
    assert_eq!(place.names("years"), [&years[..], &["events.csv", "years.csv", "years.json"]].concat());
    // The first year's county is the office's own, of which a copy is kept as with any plan.
    years.iter().for_each(|year| audited(&place, year));
    let first = place.run(&["audit", "county", "years/2026-2027"]);
    assert_eq!(first.code, 0, "{}", first.stdout);
    // The first year is what `plan` says; the second what `plan` says of the county that the first left.
    for (county, year) in [("county", "2026-2027"), ("years/2027-2028/county", "2027-2028")] {
        assert_eq!(place.run(&["plan", county, "-o", "plan", "-q", "--force"]).code, 0);
        assert_eq!(place.read("plan/assignments.csv"), place.read(&format!("years/{year}/assignments.csv")), "{year}");
    }
}

#[test]
fn the_figures_fit_their_schema() {
    let place = Place::new();
    let (code, document) = place.json("years", &FIVE);
    assert_eq!((code, document["years"].as_array().map(Vec::len)), (0, Some(5)));
    let written: Value = serde_json::from_str(&place.read("years/years.json")).expect("JSON");
    assert_eq!(written["events"], document["events"]);
    assert!(place.read("years/years.csv").contains("2030-2031,audit-clean,,1\n"));
}

#[test]
fn twenty_years_of_the_example() {
    let place = Place::new();
    let args = ["years", "county", "--years", "20", "--seed", "3", "-o", "years", "-q"];
    let (code, document) = place.json("years", &args);
    let years = document["years"].as_array().expect("years");
    assert_eq!((code, years.len()), (0, 20));
    for year in years {
        assert_eq!(year["plan"]["audit"]["clean"], true, "{}", year["school_year"]);
        assert_eq!(year["plan"]["status"], "optimal", "{}", year["school_year"]);
    }
    for year in ["2027-2028", "2033-2034", "2040-2041", "2045-2046"] {
        audited(&place, year);
    }
}

/// Three schools of music, and one of mathematics in town; every number is derived below.
///
/// Needed: music 1 in town, 1 at vale, 1 at hill; mathematics 1 in town; each short post weighs 1. Terms of two years, a
/// year of rest, eligible after a year at school; only moves down; women retire at 55.
///
/// | teacher | at | in | |
/// |---|---|---|---|
/// | an | town | music | there since 2015 |
/// | bo | town | music | there since 2026-09-01: in 2026 no full year, from 2027 on eligible |
/// | chen | town | mathematics | on leave; comes back in 2027 |
/// | dai | hill | music | born 1973-08-01, so 55 on 2028-09-01; nine years in rural schools |
fn three_schools() -> Place {
    let place = Place::empty();
    let quiet = crate::support::root().join("tests/rules/quiet.toml");
    place.write("county/quiet.toml", std::fs::read(quiet).expect("the quiet policy"));
    let value = |v: &str| format!("{{ value = {v}, source = \"evidence\", grade = \"practice\" }}");
    let policy = format!(
        "extends = \"quiet.toml\"\n\
         [movement]\nterm-years = {two}\ndirections = {down}\n\
         [eligibility]\nrest-years = {one}\nyears-same-school = {one}\n\
         [years]\nretirement-age-female = {old}\nretirement-delay-female = {straight}\ndepartures = {none}\nleave-ends = {none}\nreplaced = {none}\n\
         backbone-succeeds = {none}\n",
        two = value("2"),
        down = value("[\"down\"]"),
        one = value("1"),
        old = value("55"),
        straight = value("{ born = \"1970-01-01\", step = 1, at-most = 0 }"),
        none = value("\"0%\""),
    );
    place.write("county/policy.toml", policy);
    place.write("county/county.toml", "name = \"three\"\nschool_year = 2026\npolicy = \"policy.toml\"\n");
    let schools = "school_id,stage,area,pupils,classes,hardship\ntown,primary,town,30,2,0\nvale,primary,rural,10,1,0\n\
        hill,primary,rural,10,1,0\n";
    place.write("county/schools.csv", schools);
    let teachers = "teacher_id,school_id,subjects,joined_school,sex,birth_date,status,rural_years\n\
        an,town,music,2015-09-01,female,1985-01-01,on_duty,0\n\
        bo,town,music,2026-09-01,female,1985-01-01,on_duty,0\n\
        chen,town,maths,2015-09-01,female,1985-01-01,leave,0\n\
        dai,hill,music,2015-09-01,female,1973-08-01,on_duty,9\n";
    place.write("county/teachers.csv", teachers);
    let needs = "school_id,subject,required,weight\ntown,music,1,1\ntown,maths,1,1\nvale,music,1,1\nhill,music,1,1\n";
    place.write("county/needs.csv", needs);
    let projections =
        "school_year,kind,school_id,subject,teacher_id,count\n2027,return,,,chen,\n2028,recruits,hill,music,,1\n";
    place.write("county/projections.csv", projections);
    place
}

#[test]
fn five_years_by_hand() {
    let place = three_schools();
    let (code, document) = place.json("years", &FIVE);
    assert_eq!(code, 0, "{document:#}");
    // 2026: short are music at vale and mathematics in town (chen is on leave): 2. Only an is eligible and goes to vale for
    //   2026-2028; bo stays for the town's music. Mathematics is left short: 1.
    // 2027: chen is back, an is away, dai has 9 + 1 = 10 years: the county's honour. Nothing is short. bo and chen could go.
    // 2028: an is back and rests; dai retires and the recruit takes hill. Vale is short again: bo goes for 2028-2030. She is
    //   the only one: chen has no music. an's two years at vale end at two: no honour.
    // 2029: bo is away; an is rested (back on 2028-08-31, a full year before) and could go, but nothing is short.
    // 2030: bo is back and rests. Vale is short: an goes again, for 2030-2032.
    let figures: Vec<[i64; 6]> = document["years"].as_array().expect("years").iter().map(row).collect();
    // teachers, eligible, moves, unmet before, unmet after, away
    assert_eq!(
        figures,
        [[4, 1, 1, 2, 1, 0], [4, 2, 0, 0, 0, 1], [4, 2, 1, 1, 0, 0], [4, 2, 0, 0, 0, 1], [4, 2, 1, 1, 0, 0]]
    );
    let events = "\u{feff}school_year,teacher_id,event,from_school,to_school,detail\n\
        2026-2027,an,sent,town,vale,2027-2028\n\
        2027-2028,chen,leave-ended,,,\n\
        2027-2028,dai,honoured,,,county 10\n\
        2028-2029,N2028-001,recruited,,hill,music\n\
        2028-2029,an,returned,vale,town,\n\
        2028-2029,bo,sent,town,vale,2029-2030\n\
        2028-2029,dai,retired,,,\n\
        2030-2031,an,sent,town,vale,2031-2032\n\
        2030-2031,bo,returned,vale,town,\n";
    assert_eq!(place.read("years/events.csv"), events);
    // chen was eligible and never moved; the recruit serves in a receiving school and never is; an moved twice, bo once.
    let turns = serde_json::json!({ "never": ["chen"], "once": 1, "twice": ["an"], "times": [1, 1, 1, 0] });
    assert_eq!(document["turns"], turns);
    // Music per pupil: 1 of 30, 1 of 10, 1 of 10 in 2029; teachers: 2 of 30, 1 of 10, 1 of 10. Weighted by pupils the
    // teachers' mean is 4/50, S² = (30 (2/30 − 4/50)² + 20 (1/10 − 4/50)²) / 50 = 2/7500, S / mean = 0.2041.
    assert!(place.read("years/years.csv").contains("2029-2030,cv-weighted,teachers.primary,0.2041\n"));
    audited(&place, "2029-2030");
}

fn row(year: &Value) -> [i64; 6] {
    let plan = &year["plan"];
    let of = |v: &Value| v.as_i64().unwrap_or(-1);
    [
        of(&year["teachers"]),
        of(&plan["eligible"]),
        of(&plan["moves"]),
        of(&plan["unmet_need_before"]),
        of(&plan["unmet_need_after"]),
        of(&year["away"]),
    ]
}

#[test]
fn one_year_more_of_rest_is_another_teacher_fewer() {
    // A twin: with three years of rest an is not rested in 2030 (back on 2028-08-31), so vale stays short.
    let place = three_schools();
    place.replace("county/policy.toml", "rest-years = { value = 1", "rest-years = { value = 3");
    let (_, document) = place.json("years", &FIVE);
    assert_eq!(row(&document["years"][4]), [4, 1, 0, 1, 1, 0]);
    assert_eq!(document["turns"]["twice"], serde_json::json!([]));
}

#[test]
fn nobody_foreseen_is_nobody() {
    // A twin: where the tables say that nobody comes, a policy that replaces everybody does not send somebody.
    let place = three_schools();
    place.replace("county/policy.toml", "replaced = { value = \"0%\"", "replaced = { value = \"100%\"");
    place.replace("county/projections.csv", "2028,recruits,hill,music,,1", "2028,recruits,hill,music,,0");
    let (_, document) = place.json("years", &FIVE);
    assert_eq!(row(&document["years"][2])[0], 3);
    place.replace("county/projections.csv", "2028,recruits,hill,music,,0\n", "");
    let (_, document) = place.json("years", &[&FIVE[..], &["--force"]].concat());
    assert_eq!(row(&document["years"][2])[0], 4);
}

#[test]
fn an_exchange_in_another_subject_serves_the_post_it_was_made_for() {
    // an teaches mathematics before music, and the town needs none: at vale she fills the post of music, in the second year as
    // in the first.
    let place = three_schools();
    place.replace("county/needs.csv", "town,maths,1,1", "town,maths,0,1");
    place.replace("county/teachers.csv", "an,town,music,", "an,town,maths;music,");
    let (_, document) = place.json("years", &FIVE);
    assert_eq!(row(&document["years"][1]), [4, 2, 0, 0, 0, 1]);
    assert!(place.read("years/2027-2028/county/postings.csv").contains("an,town,vale,2026-09-01,2028-08-31,音乐"));
    audited(&place, "2027-2028");
    // Without the subject she counts as one of mathematics there, and the audit sees the difference.
    place.replace("years/2027-2028/county/postings.csv", ",音乐", ",");
    let run = place.run(&["audit", "years/2027-2028/county", "years/2027-2028"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
}

#[test]
fn a_later_year_without_a_plan() {
    // All who are eligible must go down: an does in 2026; in 2027 chen would have to, for whom there is no post.
    let place = three_schools();
    let quota = "[rules.exchange-quota]\nmode = \"hard\"\nshare = { value = \"100%\", source = \"evidence\", grade = \"practice\" }\n";
    let policy = place.read("county/policy.toml");
    place.write("county/policy.toml", policy + quota);
    place.snapshots("years-infeasible", &[&FIVE[..], &["--force"]].concat());
    assert_eq!(place.names("years"), ["2026-2027", "2027-2028", "events.csv", "years.csv", "years.json"]);
    assert_eq!(place.names("years/2027-2028"), ["county"]);
    let run = place.run(&["diagnose", "years/2027-2028/county"]);
    assert!(run.code == 0 || run.code == 3, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("100"), "{}", run.stdout);
    // The first year itself: nothing is left.
    place.replace("county/projections.csv", "2027,return,,,chen,\n", "");
    place.replace("county/teachers.csv", "1985-01-01,leave,0", "1985-01-01,on_duty,0");
    place.snapshots("years-infeasible-first", &["years", "county", "--years", "2", "-o", "none"]);
    assert!(!place.path("none").exists());
}

/// Σ unmet need after the moves.
fn unmet(document: &Value) -> i64 {
    document["years"].as_array().expect("years").iter().map(|y| row(y)[4]).sum()
}

#[test]
fn an_eye_to_later_years() {
    let place = Place::new();
    let five = ["years", "county", "--years", "5", "-o", "years", "--force"];
    let (_, alone) = place.json("years", &five);
    place.snapshots("years-lookahead", &[&five[..], &["--lookahead", "4"]].concat());
    let (code, all) = place.json("years", &[&five[..], &["--lookahead", "4"]].concat());
    assert_eq!(code, 0);
    for year in ["2027-2028", "2029-2030"] {
        audited(&place, year);
    }
    let first = &all["years"][0]["plan"];
    assert_eq!(&first["lookahead"]["years"], &4);
    // A year that gave something up says so, and only such a year.
    let years = all["years"].as_array().expect("years");
    let mut given_up = Vec::new();
    for year in years {
        let goals = year["plan"]["lookahead"]["goals"].as_array().map_or(&[][..], Vec::as_slice);
        let gives_up = goals.iter().any(|g| g["alone"] != g["value"]);
        assert_eq!(year["plan"]["status"] == "ahead", gives_up, "{year:#}");
        if gives_up {
            given_up.push(year["school_year"].as_str().expect("a year"));
        }
    }
    assert!(!given_up.is_empty() && given_up.len() < years.len(), "{given_up:?}");
    // What was proved of the five years together is what they came to, and better than year by year.
    let goals = first["lookahead"]["goals"].as_array().expect("goals");
    let told = goals.iter().find(|g| g["name"] == "unmet-need").expect("the goal");
    assert_eq!(told["together"].as_i64(), Some(unmet(&all)));
    assert!(unmet(&all) < unmet(&alone), "{} and {}", unmet(&all), unmet(&alone));
    // The folder says it too.
    assert!(place.read("years/2026-2027/run.toml").contains("[ahead]"));
    // It gave up something of this year: the notice has to say that it is not this year's best.
    let ahead = format!("years/{}", given_up[0]);
    assert_eq!(place.run(&["disclose", &ahead, "-o", "notice"]).code, 1);
    assert_eq!(place.run(&["disclose", &ahead, "-o", "notice", "--unproved"]).code, 0);
    std::fs::remove_file(place.path(&format!("{ahead}/published.toml"))).expect("it was marked");
    // A horizon of 0 is the plan of the year alone.
    let (_, none) = place.json("years", &[&five[..], &["--lookahead", "0"]].concat());
    assert_eq!(none["years"][0]["plan"]["goals"], alone["years"][0]["plan"]["goals"]);
}

#[test]
fn a_county_too_large_to_look_ahead() {
    let place = Place::empty();
    assert_eq!(place.run(&["generate", "-o", "county", "--size", "S", "-q"]).code, 0);
    let args = ["years", "county", "--years", "8", "--lookahead", "7", "-o", "years", "-q"];
    place.snapshots("years-too-large", &args);
    assert!(!place.path("years").exists());
}

#[test]
fn a_teacher_kept_for_the_year_in_which_she_is_needed_more() {
    // an alone has music besides dai, who retires in 2027 already (55 on 2027-08-01). Vale's post weighs 1, hill's 5; the town
    // needs neither subject. Year by year an goes to vale in 2026 for two years: 0 short, then hill's 5. With an eye to 2027 she is
    // kept from vale (1 in 2026) and is at hill when dai is gone (vale's 1 again): 2 instead of 5.
    let place = three_schools();
    place.replace("county/teachers.csv", "bo,town,music", "bo,town,maths");
    place.replace("county/teachers.csv", "1973-08-01", "1972-08-01");
    place.replace("county/needs.csv", "town,music,1,1\ntown,maths,1,1", "town,music,0,1\ntown,maths,0,1");
    place.replace("county/needs.csv", "hill,music,1,1", "hill,music,1,5");
    let two = ["years", "county", "--years", "2", "-o", "years", "--force"];
    let (_, alone) = place.json("years", &two);
    assert_eq!([row(&alone["years"][0])[4], row(&alone["years"][1])[4]], [0, 5]);
    let (_, ahead) = place.json("years", &[&two[..], &["--lookahead", "1"]].concat());
    assert_eq!([row(&ahead["years"][0])[4], row(&ahead["years"][1])[4]], [1, 1]);
    let told = &ahead["years"][0]["plan"]["lookahead"]["goals"][0];
    assert_eq!(told, &serde_json::json!({ "name": "unmet-need", "alone": 0, "value": 1, "together": 2 }));
    assert!(place.read("years/events.csv").contains(",an,sent,town,hill,"));
    // A twin: where hill's post weighs no more than vale's, she goes at once.
    place.replace("county/needs.csv", "hill,music,1,5", "hill,music,1,1");
    let (_, even) = place.json("years", &[&two[..], &["--lookahead", "1"]].concat());
    assert_eq!([row(&even["years"][0])[4], row(&even["years"][1])[4]], [0, 1]);
}

#[test]
fn what_stands_there_is_replaced_only_when_told() {
    let place = three_schools();
    assert_eq!(place.run(&FIVE).code, 0);
    place.snapshots("years-stands", &FIVE);
    let two = ["years", "county", "--years", "2", "-o", "years", "--force", "-q"];
    assert_eq!(place.run(&two).code, 0);
    assert_eq!(place.names("years"), ["2026-2027", "2027-2028", "events.csv", "years.csv", "years.json"]);
    place.write("years/notes.txt", "mine");
    place.snapshots("years-foreign", &two);
    assert_eq!(place.read("years/notes.txt"), "mine");
    place.write("full/notes.txt", "mine");
    place.snapshots("years-occupied", &["years", "county", "--years", "2", "-o", "full", "--force"]);
}

#[test]
fn nobody_is_left() {
    // The last of the four, an, bo and chen, are 55 in 2040; the recruit of 2028, born in 2005, is 60 in 2065.
    let place = three_schools();
    place.replace("county/projections.csv", "2028,recruits,hill,music,,1", "2028,recruits,hill,music,,0");
    let run = place.run(&["years", "county", "--years", "20", "-o", "years", "--lang", "en", "-q"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("nobody is left on the roster in 2040-2041"), "{}", run.stderr);
    assert_eq!(place.names("years").len(), 14 + 3);
}

#[test]
fn bad_input_is_told() {
    let place = three_schools();
    place.snapshots("years-none", &["years", "county", "--years", "0", "-o", "years"]);
    place.snapshots("years-no-county", &["years", "gone", "--years", "2", "-o", "years"]);
    place.replace("county/county.toml", "2026", "2060");
    std::fs::remove_file(place.path("county/projections.csv")).expect("the table");
    place.snapshots("years-too-far", &["years", "county", "--years", "60", "-o", "years"]);
    place.replace("county/county.toml", "2060", "2026");
    let rows = "school_year,kind,school_id,subject,teacher_id,count\n2026,return,,,chen,\n2028,departure,,,zhou,\n\
        2028,recruits,hill,,,1\n2028,pupils,dale,,,20\n2028,explosion,,,,\n";
    place.write("county/projections.csv", rows);
    place.snapshots("years-bad-projections", &["years", "county", "--years", "3", "-o", "years"]);
    assert!(!place.path("years").exists());
}
