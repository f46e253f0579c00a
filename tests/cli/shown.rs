//! The transcripts that the README and the docs show: each command is run as it is printed, in both languages, and what
//! is left out of its output is left out by whole paragraphs.

use crate::support::{Place, copy, root};
use snapbox::Data;

/// Every paragraph of an output.
const ALL: &[usize] = &[];

/// A transcript that is being written, in one language.
struct Story<'a> {
    place: &'a Place,
    lang: &'a str,
    text: String,
}

impl Story<'_> {
    /// Runs a command line and writes it down with these paragraphs of what it printed, counted from 0.
    fn run(&mut self, line: &str, kept: &[usize]) {
        let line = if self.lang == "zh" { line.to_owned() } else { format!("{line} --lang {}", self.lang) };
        let run = self.place.run(&line.split(' ').collect::<Vec<_>>());
        let said = if run.stdout.is_empty() { run.stderr } else { run.stdout };
        let paragraphs: Vec<&str> = said.trim_end().split("\n\n").collect();
        let last = kept.iter().max().copied().unwrap_or(0);
        assert!(last < paragraphs.len(), "{line} has {} paragraphs:\n{said}", paragraphs.len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&format!("$ lungang {line}\n"));
        let mut apart = "";
        let mut left_out = false;
        for (at, paragraph) in paragraphs.iter().enumerate() {
            if kept.is_empty() || kept.contains(&at) {
                self.text.push_str(&format!("{apart}{paragraph}\n"));
                (apart, left_out) = ("\n", false);
            } else if !left_out {
                self.text.push_str("…\n");
                (apart, left_out) = ("", true);
            }
        }
    }
}

/// Tells the story once in each language, each time in a place of its own, and compares it with `shown/NAME-LANG.txt`.
fn shown(name: &str, tell: impl Fn(&mut Story)) {
    for lang in ["zh", "en"] {
        let place = Place::new();
        let mut story = Story { place: &place, lang, text: String::new() };
        tell(&mut story);
        let path = root().join("tests/cli/snapshots/shown").join(format!("{name}-{lang}.txt"));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(story.text, Data::read_from(&path, None));
    }
}

/// A file of `docs/examples`, under its own name.
fn example(story: &Story, name: &str) {
    story.place.write(name, std::fs::read(root().join("docs/examples").join(name)).expect("an example"));
}

/// The example's plan, without a word of it.
fn planned(story: &Story, more: &[&str]) {
    let run = story.place.run(&[&["plan", "county", "-o", "plan", "-q"], more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// The files of the example's office, and no county yet.
fn office(story: &Story) {
    std::fs::remove_dir_all(story.place.path("county")).expect("a county");
    copy(&root().join("data/examples/office"), &story.place.path("office"));
}

/// From the files of an office to a plan.
#[test]
fn from_an_office_s_files() {
    const IMPORT: &str = "import office -o county --policy kizilsu-2018 --accept-suggestions";
    shown("office-preview", |s| {
        office(s);
        s.run("import office --preview", &[1, 2]);
    });
    shown("office-import", |s| {
        office(s);
        s.run(IMPORT, ALL);
    });
    shown("office-plan", |s| {
        office(s);
        let run = s.place.run(&IMPORT.split(' ').chain(["-q"]).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{}", run.stderr);
        s.run("plan county -o plan", &[0, 1, 4, 6]);
    });
}

#[test]
fn first_county() {
    shown("check", |s| s.run("check county", ALL));
    shown("eligible", |s| s.run("eligible county", &[0, 1]));
    shown("staffing", |s| s.run("staffing county", &[0, 1, 2]));
    shown("plan", |s| s.run("plan county -o plan", ALL));
    shown("audit", |s| {
        planned(s, &[]);
        s.run("audit county plan", ALL);
    });
}

#[test]
fn questions_about_a_plan() {
    shown("explain", |s| {
        planned(s, &[]);
        s.run("explain plan --teacher T022", ALL);
        s.run("explain plan --teacher T007 --to S09", ALL);
        s.run("explain plan --school S10", ALL);
        s.run("explain plan --rule housing", ALL);
    });
    shown("recruit", |s| {
        planned(s, &[]);
        s.run("recruit plan --years 3", ALL);
    });
    shown("price", |s| {
        planned(s, &[]);
        s.run("price plan", ALL);
    });
    shown("alternatives", |s| {
        planned(s, &[]);
        s.run("alternatives plan", ALL);
        s.run("alternatives plan -n 2 --slack burden=5% --slack turns=5", ALL);
    });
    shown("how-many", |s| {
        planned(s, &[]);
        s.run("frontier plan", ALL);
    });
    shown("disclose", |s| {
        planned(s, &[]);
        // The hashes below the list are not the same on another day: the plan's files hold times.
        s.run("disclose plan -o notice --start 2026-07-01 --contact 0908-1234567", &[0, 1]);
    });
    shown("report", |s| {
        planned(s, &[]);
        s.run("report plan --html plan.html", ALL);
    });
}

#[test]
fn policies_of_their_own() {
    let policies: [(&str, &[usize]); 3] =
        [("two-way", &[0, 4, 6, 7]), ("itinerant", &[0, 3, 5, 6, 7]), ("balance", &[0, 3, 4])];
    for (name, kept) in policies {
        shown(name, |s| {
            let policy = format!("{name}.toml");
            example(s, &policy);
            s.run(&format!("plan county --policy {policy} -o plan"), kept);
        });
    }
    shown("heads", |s| {
        example(s, "heads.toml");
        s.run("generate --size example --seed 4 --heads -o made", ALL);
        s.run("plan made --policy heads.toml -o plan", ALL);
        s.run("explain plan --teacher T079", &[0]);
    });
    shown("two-way-rule", |s| {
        example(s, "two-way.toml");
        planned(s, &["--policy", "two-way.toml"]);
        s.run("explain plan --rule two-way", &[0]);
    });
    shown("quota-12", |s| {
        example(s, "quota-12.toml");
        s.run("plan county --policy quota-12.toml -o plan", &[0]);
    });
}

/// What a clerk meets on the way to a lawful plan: each fault is put in, found, and mended as the program says.
#[test]
fn from_infeasible_to_lawful() {
    shown("clerk-beds", |s| {
        let beds = |n: &str| s.place.set_cell("county/schools.csv", "S09", "周转床位数", n);
        pinned(s, "T022,派到,S09,语文,");
        beds("0");
        s.run("plan county -o plan", ALL);
        s.run("diagnose county", ALL);
        beds("1");
        s.run("diagnose county", ALL);
        s.run("plan county -o plan", &[0]);
    });
    shown("clerk-pin", |s| {
        pinned(s, "T031,必须交流,,,评聘高级职称");
        s.run("diagnose county", ALL);
    });
    shown("clerk-law", |s| {
        example(s, "our-county.toml");
        s.run("diagnose county --policy anhui", ALL);
        s.run("diagnose county --policy our-county.toml", ALL);
        s.run("plan county --policy our-county.toml -o plan", &[0]);
    });
}

/// A row more among the pins.
fn pinned(story: &Story, row: &str) {
    let pins = story.place.read("county/pins.csv");
    story.place.write("county/pins.csv", format!("{pins}{row}\n"));
}

#[test]
fn after_publication() {
    shown("replan", |s| {
        planned(s, &[]);
        example(s, "events.csv");
        s.run("replan county --from plan --events events.csv -o new", ALL);
    });
    let by_hand = |s: &Story| {
        planned(s, &[]);
        let rows = s.place.read("plan/assignments.csv");
        let edited = |row: &str| if row.starts_with("T010") { row.replace("S10", "S08") } else { row.to_owned() };
        s.place.write("edited.csv", rows.lines().map(edited).collect::<Vec<_>>().join("\n"));
    };
    shown("edited-audit", |s| {
        by_hand(s);
        s.run("audit county edited.csv", ALL);
    });
    shown("edited-replan", |s| {
        by_hand(s);
        s.run("replan county --from plan --edited edited.csv -o new", ALL);
    });
}

#[test]
fn futures_and_comparisons() {
    shown("years", |s| s.run("years county --years 5 -o years", ALL));
    shown("whatif", |s| {
        for name in ["as-it-is", "quota-15", "merge-s07-into-s04", "town-200-pupils", "hefei-policy"] {
            let text = std::fs::read_to_string(root().join(format!("data/scenarios/{name}.toml"))).expect("a scenario");
            s.place.write(&format!("{name}.toml"), text.replace("../examples/county", "county"));
        }
        s.run(
            "whatif as-it-is.toml quota-15.toml merge-s07-into-s04.toml town-200-pupils.toml hefei-policy.toml -o out",
            ALL,
        );
    });
    shown("whatif-mistaken", |s| {
        example(s, "mistaken.toml");
        s.run("whatif mistaken.toml -o out", ALL);
    });
    shown("compare", |s| {
        planned(s, &[]);
        example(s, "wider.toml");
        let run = s.place.run(&["plan", "county", "--policy", "wider.toml", "-o", "wider", "-q"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        s.run("compare plan wider", ALL);
    });
    shown("frontier", |s| {
        example(s, "outflow.toml");
        let run = s.place.run(&["whatif", "outflow.toml", "-o", "outflow", "-q"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        s.run("compare outflow --frontier short-posts-after,journey-metres", ALL);
    });
}

#[test]
fn a_county_of_ones_own() {
    shown("generate", |s| {
        s.run("generate --size S -o made", ALL);
        s.run("export county --mps model.mps", ALL);
    });
}

/// Whether a measure is one of a row of the reference, whose capitals stand for a name: `goal.GOAL`.
fn is_of(row: &str, measure: &str) -> bool {
    let (row, measure): (Vec<&str>, Vec<&str>) = (row.split('.').collect(), measure.split('.').collect());
    let stands_for = |part: &str| part.chars().all(|c| c.is_ascii_uppercase());
    row.len() == measure.len() && row.iter().zip(&measure).all(|(r, m)| r == m || stands_for(r))
}

#[test]
fn every_measure_of_a_run_stands_in_the_reference() {
    let page = std::fs::read_to_string(root().join("docs/generated/measures-en.md")).expect("the reference");
    let rows: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("| `")?.split('`').next()).collect();
    let place = Place::new();
    place.write("plain.toml", "description = \"as it is\"\nbase = \"county\"\n");
    assert_eq!(place.run(&["whatif", "plain.toml", "-o", "out", "-q"]).code, 0);
    let results = place.read("out/results.csv");
    let measures: Vec<&str> = results.lines().skip(1).filter_map(|line| line.split(',').nth(6)).collect();
    assert!(measures.len() > 50, "{results}");
    let strangers: Vec<&&str> = measures.iter().filter(|m| !rows.iter().any(|r| is_of(r, m))).collect();
    assert!(strangers.is_empty(), "not in docs/generated/measures-en.md: {strangers:?}");
    assert!(!is_of("goal.GOAL", "rule.housing") && !is_of("moves", "moves-down"));
}
