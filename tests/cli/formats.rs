//! Numbers of the forms of documents: this program reads its own number and files that were written before there were any, and refuses all others by
//! the document's name, its number and those that it reads.

use crate::forged::Sound;
use crate::support::{Ended, Place};
use serde_json::Value;

/// Numbers that no document has, as JSON and TOML state them.
const OTHERS: [&str; 4] = ["0", "2", "\"1\"", "-1"];

/// The text of a JSON document with another number, or with none.
fn with(text: &str, number: Option<&str>) -> String {
    let lines = ["\n  \"format\": 1,", "\"format\":1,", "format = 1\n"];
    let own = lines.into_iter().find(|line| text.contains(line)).expect("a number");
    text.replacen(own, &number.map(|number| own.replacen('1', number, 1)).unwrap_or_default(), 1)
}

fn refused(run: &Ended, document: &str, number: &str) {
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(matches!(run.code, 1 | 2), "{document} {number}: {said}");
    let words = format!("the format of `{document}` is {number}; this program reads 1, or no number");
    assert!(said.contains(&words), "{document} {number}: {said}");
}

/// Runs a command with a file in every form that is refused, then without any.
fn tried(place: &Place, document: &str, file: &str, args: &[&str]) {
    let args = [args, &["--lang", "en"]].concat();
    let text = place.read(file);
    for number in OTHERS {
        place.write(file, with(&text, Some(number)));
        refused(&place.run(&args), document, number);
    }
    place.write(file, with(&text, None));
    let run = place.run(&args);
    assert_eq!(run.code, 0, "{document}, no number: {}{}", run.stdout, run.stderr);
    place.write(file, text);
}

#[test]
fn a_plan_of_another_form_is_refused() {
    let sound = Sound::new();
    for number in OTHERS {
        let number: Value = serde_json::from_str(number).expect("JSON");
        sound.copy();
        sound.edit("plan.json", |plan| plan["format"] = number.clone());
        sound.rehash();
        for args in
            [&["audit", "county", "plan", "--lang", "en"][..], &["report", "plan", "--html", "x.html", "--lang", "en"]]
        {
            refused(&sound.place.run(args), "plan-file", &number.to_string());
        }
        // The audit is made again; whatever stands there is not what this program would leave.
        sound.copy();
        sound.edit("audit.json", |audit| audit["format"] = number.clone());
        sound.rehash();
        let run = sound.place.run(&["audit", "county", "plan", "--lang", "en"]);
        assert!(run.code == 1 && run.stdout.contains("audit.json"), "{number}: {}", run.stdout);
    }
}

#[test]
fn a_record_of_another_form_is_refused() {
    let sound = Sound::new();
    for number in OTHERS {
        sound.copy();
        sound.record(|run| {
            let value: toml::Table = format!("format = {number}").parse().expect("TOML");
            run.extend(value);
        });
        refused(&sound.place.run(&["report", "plan", "--html", "x.html", "--lang", "en"]), "run.toml", number);
        let run = sound.place.run(&["audit", "county", "plan", "--lang", "en"]);
        assert!(run.code == 1 && run.stdout.contains(&format!("format {number} ≠ 1")), "{number}: {}", run.stdout);
    }
}

/// A folder that was written before there were numbers opens, and passes its audit.
#[test]
fn a_plan_without_numbers_is_read() {
    let sound = Sound::new();
    sound.copy();
    for file in ["plan.json", "audit.json"] {
        let path = format!("plan/{file}");
        sound.place.write(&path, with(&sound.place.read(&path), None));
    }
    sound.rehash();
    sound.record(|run| {
        run.remove("format").expect("a number");
    });
    for args in [&["audit", "county", "plan"][..], &["report", "plan", "--html", "x.html"], &["price", "plan"]] {
        let run = sound.place.run(args);
        assert_eq!(run.code, 0, "{args:?}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn years_of_another_form_are_refused() {
    let place = Place::new();
    assert_eq!(place.run(&["years", "county", "--years", "2", "-o", "years", "-q"]).code, 0);
    tried(&place, "years", "years/years.json", &["report", "years", "--html", "x.html"]);
}

#[test]
fn sweeps_and_comparisons_of_another_form_are_refused() {
    let place = Place::new();
    place.write("twice.toml", "description = \"two seeds\"\nbase = \"county\"\n[sweep]\nseeds = [1, 2]\n");
    assert_eq!(place.run(&["whatif", "twice.toml", "-o", "out", "-q"]).code, 0);
    assert_eq!(place.run(&["compare", "out", "-o", "both", "-q"]).code, 0);
    tried(&place, "whatif", "out/whatif.json", &["compare", "out"]);
    let result = place.names("out/results").into_iter().next().expect("a result");
    tried(&place, "whatif-result", &format!("out/results/{result}"), &["compare", "out"]);
    tried(&place, "compare", "both/compare.json", &["report", "both", "--html", "x.html"]);
}

#[test]
fn sizes_of_another_form_are_refused() {
    let place = Place::new();
    assert_eq!(place.run(&["frontier", "county", "--sizes", "99", "-o", "sizes", "-q"]).code, 0);
    tried(&place, "frontier", "sizes/frontier.json", &["report", "sizes", "--html", "x.html"]);
}

#[test]
fn a_lottery_of_another_form_is_refused() {
    let place = Place::new();
    assert_eq!(place.run(&["lottery", "commit", "county", "--seed", "7", "-o", "c.toml"]).code, 0);
    assert_eq!(place.run(&["lottery", "reveal", "c.toml", "--secret", "c.secret.toml", "-o", "r.toml"]).code, 0);
    let check = ["lottery", "check", "c.toml", "--reveal", "r.toml"];
    tried(&place, "commitment.toml", "c.toml", &check);
    tried(&place, "reveal.toml", "r.toml", &check);
}

/// A mark of another form is not written over; one that was written before there were numbers gets one.
#[test]
fn a_mark_of_another_form_is_left_as_it_is() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    let disclose = |to: &str| place.run(&["disclose", "plan", "-o", to, "--lang", "en"]);
    assert_eq!(disclose("first").code, 0);
    let mark = place.read("plan/published.toml");
    for number in OTHERS {
        let other = with(&mark, Some(number));
        place.write("plan/published.toml", &other);
        refused(&disclose("second"), "published.toml", number);
        assert!(place.read("plan/published.toml") == other && !place.path("second").exists());
    }
    place.write("plan/published.toml", with(&mark, None));
    assert_eq!(disclose("second").code, 0);
    let both = place.read("plan/published.toml");
    assert!(both.starts_with("format = 1\n") && both.matches("[[published]]").count() == 2, "{both}");
}
