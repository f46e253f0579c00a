//! What a head of personnel looks at first, over counties of several sizes: `make sanity`, with more counties in ARGS.
//!
//! Each county is planned under its policy's own goals. A plan is not sane, and the command ends with 1, where somebody is sent to a
//! post that a surplus teacher of the receiving school may teach just as well, where schools end shorter than before and the rule
//! against it does not say so, or where a rule is said to hold for which data are missing. (A second subject fills a post by the share
//! `movement.second-subject-credit` alone: somebody whose main subject it is may be sent although a surplus teacher there lists it.)

// Counties are generated here, nothing is measured of processes.
#[allow(dead_code)]
mod shared;

use lungang::domain::audit::RuleAudit;
use lungang::domain::exchange::per_cent;
use lungang::domain::missing::Missing;
use lungang::domain::needs::{Post, PostAfter};
use lungang::domain::plan::Move;
use lungang::domain::policy::Mode;
use lungang::domain::rule::RuleName;
use lungang::domain::school::Side;
use lungang::results::summary::summary;
use lungang::{Record, Year, plan, read};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A way that is far by any measure, metres.
const FAR: u32 = 60_000;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let scratch = std::env::temp_dir().join(format!("lungang-sanity-{}", std::process::id()));
    let kept = ["county", "short"].map(|name| root.join("data/examples").join(name));
    let mut counties: Vec<(String, PathBuf)> = kept.map(|path| (named(&path), path)).to_vec();
    for size in ["S", "M"] {
        for seed in 1..=5 {
            let path = scratch.join(format!("{size}-{seed}"));
            shared::generate(&path, &["--size", size, "--seed", &seed.to_string()]);
            counties.push((format!("{size} {seed}"), path));
        }
    }
    // What cargo itself adds begins with a hyphen.
    let more = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from);
    counties.extend(more.map(|path| (named(&path), path)));

    println!("{}\n", shared::heading());
    println!(
        "| county | seconds | eligible | moves | short posts | newly short | surplus teacher there: all, as good | over {} km | past a nearer equal need \
         | other subject | sent, of the eligible: of sending schools, of the county | backbone | sent before: never, once, more | rules not checked | proof |",
        FAR / 1000
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    let mut sane = true;
    for (name, path) in counties {
        sane &= row(&name, &path);
    }
    let _ = std::fs::remove_dir_all(scratch);
    if !sane {
        eprintln!("not every plan is sane: see the rows marked `!`");
        std::process::exit(1);
    }
}

fn named(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Plans a county and prints its row; whether the plan is sane.
fn row(name: &str, path: &Path) -> bool {
    let began = Instant::now();
    let case = match read(path, None) {
        Ok(case) => case,
        Err(found) => panic!("{name}: {:?}", found.sorted()),
    };
    let record = match plan(case, 1) {
        Ok(Year::Planned(record)) => record,
        Ok(_) => panic!("{name}: no plan is lawful"),
        Err(error) => panic!("{name}: {error:?}"),
    };
    let seconds = began.elapsed().as_secs_f64();
    let looked = Looked::at(&record);
    let s = summary(&record);
    let exchange = s.exchange.unwrap_or_default();
    let newly = s.short_posts_new.unwrap_or(0);
    let told = record.audit.rules.iter().any(|r| r.rule == RuleName::NoNewShort && r.holds == Some(false));
    // A rule that is off is asked of nobody: that nothing of it was looked at says nothing.
    let on = |r: &&RuleAudit| r.mode != Mode::Off && !r.unchecked.is_empty();
    let unchecked: Vec<&RuleAudit> = record.audit.rules.iter().filter(on).collect();
    let false_hold = unchecked.iter().any(|r| r.holds == Some(true));
    let rules = unchecked.iter().map(|r| r.rule.name());
    let limits = record.audit.unchecked.iter().map(|u| match u.missing {
        Missing::Birth => "before-retirement",
        _ => "max-km",
    });
    let unchecked: Vec<&str> = rules.chain(limits).collect();
    let main = |m: &&Move| record.county.teacher(m.teacher).main_subject() == Some(m.subject);
    let no_better = looked.surplus.iter().filter(|m| !main(m)).count();
    let silent = newly > 0 && !told;
    let mark = |wrong: bool| if wrong { " !" } else { "" };
    println!(
        "| {name} | {seconds:.2} | {} | {} | {} → {} | {newly}{} | {}, {no_better}{} | {} | {} | {} | {} %, {} % | {} % | {} | {}{} | {} |",
        s.eligible,
        s.moves,
        s.short_posts_before,
        s.short_posts_after,
        mark(silent),
        looked.surplus.len(),
        mark(no_better > 0),
        looked.far,
        looked.past,
        looked.second,
        per_cent(exchange.down_of_sending),
        per_cent(exchange.down_of_county),
        per_cent(exchange.backbone_of_down),
        looked.sent.map(|n| n.to_string()).join(", "),
        unchecked.join(" "),
        mark(false_hold),
        record.audit.standing.name(),
    );
    no_better == 0 && !silent && !false_hold
}

/// What stands out in a plan.
struct Looked {
    /// Moves to a post that a teacher of the receiving school may teach whose own post has more than it needs.
    surplus: Vec<Move>,
    /// Moves farther than [`FAR`].
    far: usize,
    /// Moves that leave a nearer post short which the teacher could fill as well, and which weighs no less.
    past: usize,
    /// Moves to another subject than the main one.
    second: usize,
    /// Of those who move, who was never sent before, once, or more often.
    sent: [usize; 3],
}

impl Looked {
    fn at(record: &Record) -> Looked {
        let (county, moves) = (&record.county, &record.plan.moves);
        let after = record.needs.after(county, &record.policy, record.plan.decided());
        let busy: BTreeSet<_> =
            moves.iter().map(|m| m.teacher).chain(record.plan.retasks.iter().map(|r| r.teacher)).collect();
        let left_over = |post: &Post, after: &PostAfter| after.serving > post.required;
        let surplus = |m: &Move| {
            let stays = county.teacher_ixs().filter(|t| !busy.contains(t) && county.running(*t).is_none());
            let mut there =
                stays.map(|t| county.teacher(t)).filter(|t| t.school == m.to && t.part == m.part && t.teaches());
            there.any(|t| {
                let other = t.main_subject() != Some(m.subject) && t.subjects.contains(&m.subject);
                let own = t.main_subject().and_then(|k| record.needs.find(m.to, m.part, k));
                other && own.is_some_and(|at| left_over(&record.needs.posts[at], &after[at]))
            })
        };
        let past = |m: &&Move| {
            let teacher = county.teacher(m.teacher);
            let (Some(at), Some(metres)) =
                (record.needs.find(m.to, m.part, m.subject), county.journey(m.teacher, m.to))
            else {
                return false;
            };
            let main = |k| teacher.main_subject() == Some(k);
            record.needs.posts.iter().zip(&after).any(|(post, after)| {
                let as_good = post.part == m.part
                    && teacher.subjects.contains(&post.subject)
                    && main(post.subject) >= main(m.subject)
                    && post.weight >= record.needs.posts[at].weight;
                let receives = record.policy.side(county.school(post.school)) == Side::Receiving;
                as_good
                    && receives
                    && after.short(post) > 0
                    && county.journey(m.teacher, post.school).is_some_and(|nearer| nearer < metres)
            })
        };
        let far = |m: &&Move| county.journey(m.teacher, m.to).is_some_and(|metres| metres > FAR);
        let mut sent = [0; 3];
        for m in moves {
            let day = county.reference_day();
            sent[county.postings_of(m.teacher).iter().filter(|p| p.end < day).count().min(2)] += 1;
        }
        Looked {
            surplus: moves.iter().filter(|m| surplus(m)).copied().collect(),
            far: moves.iter().filter(far).count(),
            past: moves.iter().filter(past).count(),
            second: moves.iter().filter(|m| county.teacher(m.teacher).main_subject() != Some(m.subject)).count(),
            sent,
        }
    }
}
