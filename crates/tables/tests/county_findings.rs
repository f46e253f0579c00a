//! Every finding about what tables mean: a sound county, one cell spoilt, the code and the place.

use crate::county_support::{Told, World};
use lungang_domain::finding::Severity::{self, Error, Warning};
use lungang_domain::goal::{GoalSpec, Measure, Sense};

#[test]
fn the_sound_county_has_nothing_to_tell() {
    let told = World::new().told();
    let said: Vec<_> = told.findings.sorted().into_iter().map(|f| (f.code, f.place.clone())).collect();
    assert!(told.findings.is_empty(), "{said:?}");
    assert!(told.county.is_some());
}

/// (table, row, column, value, code, severity): the finding is told at the cell that was spoilt.
const CELLS: &[(&str, usize, &str, &str, &str, Severity)] = &[
    ("schools", 2, "school_id", "", "empty-cell", Error),
    ("schools", 3, "school_id", "S1", "doubled-id", Error),
    ("schools", 3, "school_id", "1.2E+17", "rounded-id", Error),
    ("schools", 2, "stage", "primery", "unknown-value", Error),
    ("schools", 2, "area", "", "empty-cell", Error),
    ("schools", 2, "tier", "best", "unknown-value", Error),
    ("schools", 2, "ownership", "church", "unknown-value", Error),
    ("schools", 2, "pupils", "", "empty-cell", Error),
    ("schools", 2, "pupils", "many", "wrong-type-int", Error),
    ("schools", 2, "pupils", "12.5", "wrong-type-int", Error),
    ("schools", 2, "pupils", "-3", "negative-number", Error),
    ("schools", 2, "pupils", "40000", "out-of-range", Error),
    ("schools", 2, "pupils", "0", "classes-without-pupils", Error),
    ("schools", 2, "pupils", "1200", "absurd-class-size", Error),
    ("schools", 2, "pupils", "336", "large-class", Warning),
    ("schools", 2, "pupils", "396", "very-large-class", Warning),
    ("schools", 2, "pupils", "660", "crowded-class", Warning),
    ("schools", 2, "classes", "0", "pupils-without-classes", Error),
    ("schools", 2, "pupils_g7", "5", "grade-outside-stage", Error),
    ("schools", 4, "pupils", "91", "grade-sum", Error),
    ("schools", 2, "boarding", "241", "boarding-above-pupils", Warning),
    ("schools", 2, "hardship", "7", "out-of-range", Error),
    ("schools", 4, "alliance", "B", "alliance-of-one", Warning),
    ("schools", 4, "central_school", "S9", "unknown-school", Error),
    ("schools", 5, "central_school", "S4", "own-central-school", Warning),
    ("schools", 2, "lon", "181", "off-globe", Error),
    ("schools", 2, "lat", "x", "wrong-type-decimal", Error),
    ("schools", 2, "lat", "", "half-coordinates", Warning),
    ("schools", 3, "beds", "3", "beds-by-sex", Warning),
    ("schools", 3, "beds", "10001", "out-of-range", Error),
    ("schools", 2, "posts_senior", "18", "title-posts-above-establishment", Warning),
    ("teachers", 2, "teacher_id", "", "empty-cell", Error),
    ("teachers", 5, "teacher_id", "T3", "doubled-id", Error),
    ("teachers", 2, "school_id", "S9", "unknown-school", Error),
    ("teachers", 2, "subjects", "", "no-subject", Error),
    ("teachers", 2, "subjects", "chinese;alchemy", "unknown-subject", Error),
    ("teachers", 2, "subjects", "chinese;maths;语文", "doubled-subject", Warning),
    ("teachers", 4, "stage", "", "missing-stage", Error),
    ("teachers", 2, "stage", "junior", "stage-not-at-school", Warning),
    ("teachers", 2, "sex", "x", "unknown-value", Error),
    ("teachers", 2, "birth_date", "2030-01-01", "born-in-future", Error),
    ("teachers", 2, "birth_date", "1940-01-01", "too-old", Warning),
    ("teachers", 2, "birth_date", "soon", "wrong-type-date", Error),
    ("teachers", 2, "joined_school", "1995-09-01", "joined-too-young", Error),
    ("teachers", 2, "joined_school", "2026-09-02", "joined-in-future", Warning),
    ("teachers", 2, "joined_school", "", "empty-cell", Error),
    ("teachers", 2, "joined_school", "2019-02-30", "wrong-type-date", Error),
    ("teachers", 2, "office_since", "2020-09-01", "office-without-role", Warning),
    ("teachers", 8, "office_since", "2026-09-02", "office-in-future", Warning),
    ("teachers", 8, "office_since", "long ago", "wrong-type-date", Error),
    ("teachers", 2, "title", "king", "unknown-value", Error),
    ("teachers", 2, "backbone", "star", "unknown-backbone", Error),
    ("teachers", 2, "status", "gone fishing", "unknown-value", Error),
    ("teachers", 2, "exemptions", "bored", "unknown-exemption", Error),
    ("teachers", 2, "rural_years", "45", "rural-years", Warning),
    ("teachers", 2, "rural_years", "61", "out-of-range", Error),
    ("teachers", 2, "language_level", "loud", "unknown-language", Error),
    ("teachers", 2, "role", "ghost", "unknown-value", Error),
    ("teachers", 2, "class_teacher", "maybe", "wrong-type-flag", Error),
    ("teachers", 2, "home_lon", "", "half-coordinates", Warning),
    ("teachers", 4, "spouse_id", "T99", "unknown-spouse", Error),
    ("teachers", 4, "spouse_id", "T3", "own-spouse", Error),
    ("teachers", 4, "spouse_id", "T5", "spouse-not-mutual", Error),
    ("teachers", 4, "together", "yes", "together-without-spouse", Warning),
    ("needs", 2, "school_id", "S9", "unknown-school", Error),
    ("needs", 2, "subject", "x", "unknown-subject", Error),
    ("needs", 2, "required", "-1", "negative-number", Error),
    ("needs", 2, "limit", "1", "limit-below-required", Warning),
    ("needs", 3, "stage", "", "missing-stage", Error),
    ("needs", 2, "stage", "junior", "need-outside-stage", Error),
    ("wishes", 2, "teacher_id", "T99", "unknown-teacher", Error),
    ("wishes", 2, "school_id", "S99", "unknown-school", Error),
    ("wishes", 2, "school_id", "S1", "wish-for-own-school", Warning),
    ("wishes", 3, "school_id", "S4", "doubled-wish", Warning),
    ("wishes", 3, "rank", "1", "doubled-rank", Error),
    ("wishes", 2, "rank", "0", "out-of-range", Error),
    ("applications", 2, "teacher_id", "T99", "unknown-teacher", Error),
    ("applications", 3, "teacher_id", "T1", "doubled-application", Warning),
    ("pins", 2, "teacher_id", "T99", "unknown-teacher", Error),
    ("pins", 2, "kind", "x", "unknown-value", Error),
    ("pins", 4, "school_id", "", "pin-without-school", Error),
    ("pins", 4, "school_id", "S4", "pin-to-own-school", Error),
    ("pins", 4, "school_id", "S2", "pin-wrong-stage", Error),
    ("pins", 4, "subject", "maths", "pin-wrong-subject", Error),
    ("travel", 2, "km", "-1", "negative-number", Error),
    ("travel", 2, "km", "20001", "out-of-range", Error),
    ("travel", 2, "from", "X9", "unknown-end", Error),
    ("travel", 2, "to", "S1", "trip-to-itself", Warning),
    ("travel", 3, "km", "", "trip-without-value", Warning),
    ("relatives", 2, "relative_id", "T99", "unknown-teacher", Error),
    ("relatives", 2, "relative_id", "T2", "own-relative", Error),
    ("relatives", 3, "relative_id", "T2", "doubled-relative", Warning),
    ("postings", 2, "end", "2014-08-31", "end-before-start", Error),
    ("postings", 2, "to_school", "S1", "posting-to-itself", Error),
    ("postings", 3, "start", "2016-08-31", "overlapping-postings", Error),
    ("postings", 2, "subject", "musik", "unknown-subject", Error),
    ("authorised", 2, "posts", "-5", "negative-number", Error),
    ("authorised", 3, "stage", "primary", "doubled-authorised", Error),
    ("authorised", 2, "stage", "total", "mixed-authorised", Error),
    ("projections", 2, "school_year", "soon", "wrong-type-year", Error),
    ("projections", 2, "school_year", "2027-2029", "wrong-type-year", Error),
    ("projections", 2, "school_year", "", "empty-cell", Error),
    ("projections", 2, "school_year", "2026", "projection-not-later", Error),
    ("projections", 3, "school_year", "2029", "projection-year-missing", Error),
    ("projections", 2, "kind", "pupil numbers", "unknown-value", Error),
    ("projections", 2, "school_id", "S9", "unknown-school", Error),
    ("projections", 2, "school_id", "", "projection-lacks", Error),
    ("projections", 2, "count", "", "projection-lacks", Error),
    ("projections", 2, "count", "-1", "negative-number", Error),
    ("projections", 2, "count", "70.5", "wrong-type-int", Error),
    ("projections", 5, "count", "601", "out-of-range", Error),
    ("projections", 4, "count", "200", "out-of-range", Error),
    ("projections", 6, "count", "501", "out-of-range", Error),
    ("projections", 5, "stage", "", "missing-stage", Error),
    ("projections", 2, "stage", "junior", "projection-outside-stage", Error),
    ("projections", 4, "grade", "7", "projection-outside-grade", Error),
    ("projections", 4, "grade", "10", "out-of-range", Error),
    ("projections", 2, "grade", "1", "projection-cell-unused", Warning),
    ("projections", 9, "school_id", "S2", "projection-cell-unused", Warning),
    ("projections", 6, "subject", "alchemy", "unknown-subject", Error),
    ("projections", 6, "subject", "", "projection-lacks", Error),
    ("projections", 6, "subject", "physics", "projection-subject-not-taught", Warning),
    ("projections", 9, "teacher_id", "T99", "unknown-teacher", Error),
    ("projections", 9, "teacher_id", "", "projection-lacks", Error),
    ("projections", 8, "teacher_id", "T5", "projection-not-on-leave", Warning),
];

#[test]
fn a_spoilt_cell_is_told_at_its_place() {
    for (table, row, column, value, code, severity) in CELLS {
        let told = World::new().set(table, *row, column, value).told();
        let found = told.expect(code, *severity, *row as u32, column);
        assert!(found.place.file.ends_with(&format!("{table}.csv")), "{code}: {:?}", found.place);
    }
}

#[test]
fn tables_that_lack_or_do_not_belong() {
    let mut world = World::new();
    world.tables.remove("teachers");
    for optional in ["wishes", "pins", "postings", "travel", "projections"] {
        world.tables.remove(optional);
    }
    world.told().expect("missing-table", Error, None, "");

    let mut world = World::new();
    world.tables.get_mut("schools").expect("schools").truncate(1);
    world.told().expect("table-without-rows", Error, None, "");

    let mut world = World::new();
    world.put("teechers", "a,b\n1,2");
    assert!(world.told().expect("unknown-table", Warning, None, "").cause(Default::default()).contains("teachers"));
    world.put("teechers", "a,a,\n1,#N/A,3\n1,2,3,4,5");
    assert_eq!(world.told().codes(), ["unknown-table"], "how its cells look is nobody's question");

    let mut world = World::new();
    world.put("学校", "school_id,stage\nS1,primary");
    world.told().expect("table-twice", Error, None, "");
}

#[test]
fn columns_that_lack_or_do_not_belong() {
    let rename = |from: &str, to: &str| {
        let mut world = World::new();
        let header = &mut world.tables.get_mut("teachers").expect("teachers")[0];
        let at = header.iter().position(|h| h == from).expect("a column");
        to.clone_into(&mut header[at]);
        world.told()
    };
    rename("subjects", "nothing at all").expect("missing-column", Error, None, "subjects");
    let told = rename("backbone", "backbones");
    assert!(told.expect("unknown-column", Warning, None, "backbones").cause(Default::default()).contains("≈ backbone"));
    rename("backbone", "教师编号").expect("two-headers-one-column", Error, None, "教师编号");
    rename("backbone", "工号").expect("column-passed-over", Warning, None, "工号");
}

fn spoil(spoil: impl Fn(&mut World)) -> Told {
    let mut world = World::new();
    spoil(&mut world);
    world.told()
}

#[test]
fn rows_that_do_not_go_together() {
    let told = spoil(|w| {
        w.set("schools", 4, "pupils", "90").set("schools", 4, "pupils_g1", "").set("schools", 4, "pupils_g7", "");
    });
    told.expect("nine-year-totals", Warning, 4, "pupils");
    let county = told.county.as_ref().expect("a county");
    let school = county.school(county.find_school("S3").expect("S3"));
    assert_eq!((school.pupils.primary, school.pupils.junior), (60, 30), "split as the classes are");

    let told = spoil(|w| {
        w.set("schools", 2, "pupils", "2001").set("schools", 2, "classes", "60");
    });
    told.expect("large-school", Warning, 2, "pupils");

    let told = spoil(|w| {
        w.set("schools", 5, "pupils", "0").set("schools", 5, "classes", "0");
    });
    told.expect("staff-without-pupils", Warning, 5, "pupils");

    let told = spoil(|w| {
        w.add("schools", "S6,Six,primary,rural,,,50,6");
    });
    told.expect("pupils-without-staff", Warning, 7, "school_id");

    let told = spoil(|w| {
        w.set("schools", 2, "lon", "39.70").set("schools", 2, "lat", "76.10");
    });
    told.expect("swapped-coordinates", Error, 2, "lon");

    let told = spoil(|w| {
        w.set("schools", 2, "lon", "0").set("schools", 2, "lat", "0");
    });
    told.expect("zero-coordinates", Warning, 2, "lon");

    let told = spoil(|w| {
        w.set("schools", 2, "lon", "116.4");
    });
    told.expect("far-away", Warning, 2, "lon");

    let told = spoil(|w| {
        w.set("teachers", 3, "spouse_id", "T3").set("teachers", 4, "spouse_id", "T2");
    });
    let found = told.expect("spouse-not-mutual", Error, 2, "spouse_id");
    assert!(found.cause(Default::default()).contains("teachers.csv:3"), "the place of both");

    spoil(|w| {
        w.add("needs", "S4,primary,音乐,1");
    })
    .expect("doubled-need", Error, 4, "subject");
    spoil(|w| {
        w.add("travel", "S1,S4,31,");
    })
    .expect("doubled-trip", Error, 5, "km");
    spoil(|w| {
        w.set("postings", 3, "end", "2027-08-31").set("postings", 3, "from_school", "S2");
    })
    .expect("posting-from-elsewhere", Warning, 3, "from_school");
}

#[test]
fn pins_that_contradict() {
    for (row, clash) in [
        ("T4,post,S1,music,", true),
        ("T4,post,S5,music,again", false),
        ("T4,stay,,,", true),
        ("T4,forbid,S5,,", true),
        ("T4,forbid,,,", true),
        ("T4,forbid,S1,,", false),
        ("T4,leave,,,", false),
        ("T7,leave,,,", true),
    ] {
        let told = spoil(|w| {
            w.add("pins", row);
        });
        if clash {
            told.expect("contradictory-pins", Error, 5, "kind");
        } else {
            assert!(told.findings.is_empty(), "{row}: {:?}", told.codes());
        }
    }
}

#[test]
fn scores_need_a_goal_of_the_policy() {
    let scores = "teacher_id,school_id,goal,value\nT1,S1,welfare,5\nT1,S4,welfare,7";
    let told = spoil(|w| w.put("scores", scores));
    told.expect("unknown-goal", Error, 2, "goal");

    let with_goal = |w: &mut World| {
        w.put("scores", scores);
        let goal = GoalSpec {
            name: "welfare".to_owned(),
            measure: Some(Measure::Scores),
            sense: Sense::Max,
            ..GoalSpec::default()
        };
        w.policy.goals.insert(1, goal);
    };
    let told = spoil(with_goal);
    assert!(told.findings.is_empty(), "{:?}", told.codes());
    assert_eq!(told.county.expect("a county").scores.len(), 2);
    let told = spoil(|w| {
        with_goal(w);
        w.add("scores", "T1,S4,welfare,8");
    });
    told.expect("doubled-score", Error, 4, "goal");
    let told = spoil(|w| {
        with_goal(w);
        w.set("scores", 2, "value", "1.5");
    });
    told.expect("wrong-type-int", Error, 2, "value");
}

#[test]
fn a_subject_without_posts_is_told() {
    let told = spoil(|w| {
        let main = w.policy.subjects.iter_mut().find(|s| s.id == "music").expect("music");
        main.posts = false;
    });
    told.expect("subject-without-posts", Warning, 5, "subjects");
}

#[test]
fn all_findings_come_at_once_and_are_capped() {
    let mut world = World::new();
    for n in 0..50 {
        world.add("teachers", &format!("X{n},,S9,alchemy,,,2030-01-01"));
    }
    let told = world.told();
    for code in ["unknown-school", "unknown-subject", "born-in-future", "empty-cell"] {
        let count = told.findings.counts().find(|(c, ..)| *c == code).map(|(.., n)| n);
        assert_eq!(count, Some(50), "{code}");
        assert_eq!(told.findings.sorted().iter().filter(|f| f.code == code).count(), 20, "{code}");
    }
}
