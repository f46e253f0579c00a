//! A working folder with the example county, and the program run inside it.

use serde_json::Value;
use snapbox::Data;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// Exit code.
    pub code: i32,
    /// What it printed.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
}

impl Ended {
    /// stdout as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e} in {}\n{}", self.stdout, self.stderr))
    }
}

/// A folder of its own; the example county stands in it as `county`.
pub struct Place {
    dir: TempDir,
}

const PROVED: &str = "extends = \"kizilsu-2018\"\nid = \"proved\"\nname = { zh = \"可证\", en = \"proved\" }\n\
    goals = [{ name = \"unmet-need\" }, { name = \"worst-school\" }, { name = \"retasks\" }, { name = \"wishes\" }, \
    { name = \"alliance\" }, { name = \"burden\" }, { name = \"disruption\" }, { name = \"lottery\" }, { name = \"lottery-posts\" }]\n";

impl Place {
    /// With the example county.
    pub fn new() -> Place {
        let place = Place::empty();
        copy(&root().join("data/examples/county"), &place.path("county"));
        place
    }

    /// With the example county and a policy whose goals the certificate proves there, all of them.
    pub fn proved() -> Place {
        let place = Place::new();
        place.write("county/policy.toml", PROVED);
        place.replace("county/county.toml", "kizilsu-2018", "policy.toml");
        place
    }

    /// With nothing.
    pub fn empty() -> Place {
        Place { dir: TempDir::new().expect("a temporary folder") }
    }

    /// A path inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A file's text.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Replaces a text in a file, which must hold it.
    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "`{old}` is not in {name}");
        self.write(name, text.replacen(old, new, 1));
    }

    /// What a table of commas says of somebody or something, by the first cell of the row and the header of the column.
    pub fn cell(&self, name: &str, id: &str, header: &str) -> String {
        let text = self.read(name);
        let at = column(&text, header);
        let row = text.lines().find(|l| l.split(',').next() == Some(id)).unwrap_or_else(|| panic!("no {id} in {name}"));
        row.split(',').nth(at).expect("a cell").to_owned()
    }

    /// Writes such a cell.
    pub fn set_cell(&self, name: &str, id: &str, header: &str, value: &str) {
        let text = self.read(name);
        let at = column(&text, header);
        let row = |line: &str| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[0] == id {
                cells[at] = value;
            }
            cells.join(",") + "\n"
        };
        self.cell(name, id, header);
        self.write(name, text.lines().map(row).collect::<String>());
    }

    /// Makes a plan's folder what an earlier version would have left: without copies of what it was made from.
    pub fn without_copies(&self, plan: &str) {
        let file = format!("{plan}/run.toml");
        let mut run: toml::Table = self.read(&file).parse().expect("TOML");
        let outputs = run["outputs"].as_array_mut().expect("outputs");
        outputs.retain(|o| o["file"].as_str().is_some_and(|name| !name.starts_with("county/")));
        self.write(&file, run.to_string());
        std::fs::remove_dir_all(self.path(&format!("{plan}/county"))).expect("copies");
    }

    /// The names in a folder, hidden ones too, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program, ready to run inside.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null());
        for name in ["LUNGANG_LANG", "COLUMNS", "CLICOLOR_FORCE", "FORCE_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program inside.
    pub fn run(&self, args: &[&str]) -> Ended {
        ended(self.command(args).output().expect("the program runs"))
    }

    /// Runs it with `--format json` and checks what it printed against its own schema.
    pub fn json(&self, schema: &str, args: &[&str]) -> (i32, Value) {
        let mut args = args.to_vec();
        args.extend(["--format", "json"]);
        let run = self.run(&args);
        let value = run.json();
        let described = self.run(&["schema", schema]).json();
        let faults = crate::json_schema::faults(&described, &value);
        assert!(faults.is_empty(), "{args:?} departs from `{schema}`:\n{}", faults.join("\n"));
        (run.code, value)
    }

    /// Compares a run with its snapshot (`SNAPSHOTS=overwrite` takes the new one).
    pub fn snapshot(&self, name: &str, args: &[&str]) {
        let run = self.run(args);
        let text = format!(
            "$ lungang {}\nexit: {}\n--- stdout\n{}--- stderr\n{}",
            args.join(" "),
            run.code,
            run.stdout,
            run.stderr
        );
        let text = if WHOLE.contains(&name) { text } else { without_quiet_rules(&text) };
        let path = root().join("tests/cli/snapshots").join(format!("{name}.txt"));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, Data::read_from(&path, None));
    }

    /// The same in Chinese and English: `name-zh`, `name-en`.
    pub fn snapshots(&self, name: &str, args: &[&str]) {
        for lang in ["zh", "en"] {
            let mut args = args.to_vec();
            args.extend(["--lang", lang]);
            self.snapshot(&format!("{name}-{lang}"), &args);
        }
    }
}

/// The snapshots that show the whole table of rules: a new rule is a row of these, and of no other.
const WHOLE: [&str; 4] = ["plan-zh", "plan-en", "audit-clean-zh", "audit-clean-en"];

/// What is printed, with `…` for the rules of the table of compliance that hold, are off, or have nothing to check.
fn without_quiet_rules(text: &str) -> String {
    const TITLES: [&str; 2] = ["规则执行情况：", "compliance:"];
    const QUIET: [&str; 6] = ["符合", "停用", "不涉及", "holds", "off", "nothing to check"];
    let (mut kept, mut inside, mut left_out) = (Vec::new(), false, false);
    for line in text.lines() {
        inside = TITLES.contains(&line) || inside && !line.is_empty();
        let heads = kept.last().is_some_and(|title: &&str| TITLES.contains(title));
        if inside && !heads && line.starts_with(' ') && QUIET.iter().any(|word| line.ends_with(&format!("  {word}"))) {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            kept.push(" …");
        }
        kept.push(line);
    }
    kept.join("\n") + if text.ends_with('\n') { "\n" } else { "" }
}

/// The end of a finished process.
pub fn ended(output: std::process::Output) -> Ended {
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

fn column(text: &str, header: &str) -> usize {
    let headers = text.lines().next().expect("a header").trim_start_matches('\u{feff}');
    headers.split(',').position(|h| h == header).unwrap_or_else(|| panic!("no column {header}"))
}

/// The program under test.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_lungang"))
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the example county").flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}
