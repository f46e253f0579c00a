//! A process of this program that does one job: its command line, its progress, its end.

use super::record::{Job, State, Work};
use crate::answers;
use lungang_report::json::Attended;
use lungang_results::plan_files::COUNTY;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

/// The most that is read of what a process prints, in bytes; beyond that it is no document that a screen could show.
const PRINTED: u64 = 256 << 20;
/// The most lines of talk that are kept.
const SAID: usize = 400;
/// Seconds that a question may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// The words of the command line.
pub fn line(job: &Job, root: &Path) -> Vec<String> {
    let path = |name: &str| root.join(name).to_string_lossy().into_owned();
    let mut line = match &job.work {
        Work::Plan { county, policy, seed, limit, output } => {
            // `--next`: should somebody else have made the folder meanwhile, theirs stays as it is.
            let mut line = vec!["plan".to_owned(), path(county), "-o".to_owned(), path(output), "--next".to_owned()];
            line.push(format!("--seed={seed}"));
            line.extend(policy.as_ref().map(|id| format!("--policy={id}")));
            line.extend(limit.map(|seconds| format!("--time-limit={seconds}")));
            line
        }
        Work::Import { files, output, replace } => {
            // As the office knows them: places are told by these names.
            let here = |name: &str| if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
            let mut line = vec!["import".to_owned(), here(files), "-o".to_owned(), here(output)];
            let answers = answers::file(root, files);
            line.extend(answers.is_file().then(|| format!("--answers={}", answers.to_string_lossy())));
            line.extend(replace.then(|| "--force".to_owned()));
            line
        }
        Work::Adjust { plan, teacher, to, reason, limit, output } => {
            // The county that the plan keeps is the one that it was made from.
            let county = root.join(plan).join(COUNTY).to_string_lossy().into_owned();
            let mut line = vec!["replan".to_owned(), county, format!("--from={}", path(plan))];
            line.extend(["-o".to_owned(), path(output), "--next".to_owned(), format!("--pin={teacher}={to}")]);
            line.extend(reason.as_ref().map(|reason| format!("--reason={reason}")));
            line.extend(limit.map(|seconds| format!("--time-limit={seconds}")));
            line
        }
        Work::Explain { plan, teacher, .. } => {
            let limit = format!("--time-limit={}", PATIENCE.as_secs());
            vec!["explain".to_owned(), path(plan), format!("--teacher={teacher}"), limit]
        }
        Work::Disclose { plan, start, days, contact, unproved, output } => {
            let mut line = vec!["disclose".to_owned(), path(plan), "-o".to_owned(), path(output)];
            line.extend(start.as_ref().map(|day| format!("--start={day}")));
            line.extend(days.map(|days| format!("--days={days}")));
            line.extend(contact.as_ref().map(|contact| format!("--contact={contact}")));
            line.extend(unproved.then(|| "--unproved".to_owned()));
            line
        }
    };
    line.extend(["--attended".to_owned(), "--format=json".to_owned(), format!("--lang={}", job.lang)]);
    line.extend(lungang_files::outside_allowed().then(|| "--allow-outside".to_owned()));
    line
}

/// Starts the process; what is written to its stdin asks it to stop.
///
/// # Errors
/// The system does not start it.
pub fn start(program: &Path, job: &Job, root: &Path) -> std::io::Result<(Child, Option<ChildStdin>)> {
    let mut command = Command::new(program);
    command.args(line(job, root)).current_dir(root);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let stdin = child.stdin.take();
    Ok((child, stdin))
}

/// Follows a process to its end; `told` hears how far it is.
pub fn follow(mut child: Child, job: &mut Job, told: impl Fn(Attended)) {
    let stdout = child.stdout.take();
    let printed = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.map(|out| out.take(PRINTED).read_to_end(&mut bytes));
        (bytes, read.and_then(Result::err))
    });
    let stderr = child.stderr.take().map(BufReader::new);
    for line in stderr.into_iter().flat_map(|lines| lines.split(b'\n')) {
        let Ok(line) = line else { break };
        let line = String::from_utf8_lossy(&line);
        match Attended::of(&line) {
            Some(note) => told(note),
            None if job.said.len() < SAID && !line.trim().is_empty() => job.said.push(line.into_owned()),
            None => {}
        }
    }
    job.state = match child.wait() {
        Ok(status) => match status.code() {
            Some(code) => State::Ended { code },
            None => State::Crashed { reason: status.to_string() },
        },
        Err(error) => State::Crashed { reason: error.to_string() },
    };
    if let Ok((bytes, None)) = printed.join() {
        job.result = lungang_files::json::parse(&bytes).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::words::Lang;

    #[test]
    fn what_an_office_decides_by_hand_is_a_value_too() {
        let work = Work::Adjust {
            plan: "方案-1".to_owned(),
            teacher: "--force".to_owned(),
            to: "S05:maths".to_owned(),
            reason: Some("--force".to_owned()),
            limit: Some(60),
            output: "方案-2".to_owned(),
        };
        let line = line(&Job::new(1, work, Lang::ZH), Path::new("/desk"));
        assert_eq!(line[..3], ["replan", "/desk/方案-1/county", "--from=/desk/方案-1"]);
        assert_eq!(line[3..6], ["-o", "/desk/方案-2", "--next"]);
        assert_eq!(line[6..9], ["--pin=--force=S05:maths", "--reason=--force", "--time-limit=60"]);
    }

    #[test]
    fn what_an_office_typed_is_a_value_and_never_an_option() {
        let work = Work::Disclose {
            plan: "方案-1".to_owned(),
            start: Some("--force".to_owned()),
            days: Some(7),
            contact: Some("-o /etc".to_owned()),
            unproved: false,
            output: "公示-1".to_owned(),
        };
        let line = line(&Job::new(1, work, Lang::ZH), Path::new("/desk"));
        assert_eq!(line[..4], ["disclose", "/desk/方案-1", "-o", "/desk/公示-1"]);
        assert_eq!(line[4..7], ["--start=--force", "--days=7", "--contact=-o /etc"]);
        assert_eq!(line[7..], ["--attended", "--format=json", "--lang=zh"]);
    }
}
