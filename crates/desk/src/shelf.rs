//! Counties and plans as they were read, kept as long as their files say the same. What tells is the content of the files and not
//! their dates: a file that was saved twice in one second is read again.

use lungang_domain::audit::AuditReport;
use lungang_domain::document::Summary;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::finding::Findings;
use lungang_domain::record::ReadAs;
use lungang_import::sources::Sources;
use lungang_policies as policies;
use lungang_report::json::StaffingDocument;
use lungang_results::published::PUBLISHED;
use lungang_runner::case::Case;
use lungang_runner::establishment::Basis;
use lungang_runner::load::{Loaded, load};
use lungang_runner::planned::{Now, Planned, PlannedError, PublishedPlan};
use lungang_solver::eligibility;
use lungang_solver::staffing::StaffingError;
use lungang_tables::read::Options;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many counties, and how many plans, are kept: they are large.
const KEPT: usize = 6;
/// How many heads of plans: they are small.
const HEADS: usize = 400;

/// How deep the folders are that a result is made of.
const DEPTH: usize = 3;

/// A county as it was read.
#[derive(Debug)]
pub struct County {
    /// What was read; its county only where no finding is an error.
    pub loaded: Loaded,
    /// What was found, at the places of the office's own files where the county was imported.
    pub found: Findings,
    /// What can be worked with, and the verdicts on all teachers.
    pub case: Option<(Case, Eligibility)>,
    established: OnceLock<Result<(Basis, StaffingDocument), Unestablished>>,
}

/// Why a county has no establishment to show.
#[derive(Debug)]
pub enum Unestablished {
    /// Its tables have errors.
    Faulty,
    /// Its posts cannot be allocated.
    Staffing(StaffingError),
}

/// The seed that a plan has where none is asked for: it decides where authorised posts go among equals.
const SEED: u64 = 1;

impl County {
    /// Its establishment, computed when it is first asked for.
    pub fn established(&self) -> &Result<(Basis, StaffingDocument), Unestablished> {
        self.established.get_or_init(|| {
            let basis = Basis::of(self.loaded.clone()).map_err(|_| Unestablished::Faulty)?;
            let of = basis.established(SEED).map_err(Unestablished::Staffing)?;
            let later = of.later.iter().map(|(county, needs)| (county, needs));
            let whose = (&basis.county, &basis.policy);
            let document = StaffingDocument::established(whose, &of.needs, later, basis.not_counted());
            Ok((basis, document))
        })
    }
}

/// What a list says of a plan: what its folder says of itself, once its files are known to be as they were left.
#[derive(Debug)]
pub struct Head {
    /// Where the county was that it was made from.
    pub place: String,
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Figures, and how it ended.
    pub summary: Summary,
    /// Whether a notice was made of it.
    pub published: bool,
}

/// A plan as it was read, audited again.
#[derive(Debug)]
pub struct Plan {
    /// The plan with the county and the policy that it was made from.
    pub planned: Planned,
    /// The audit.
    pub audit: AuditReport,
    /// The verdicts on all teachers.
    pub who: Eligibility,
}

/// What was read, and of which files.
#[derive(Debug)]
struct Kept<T> {
    print: [u8; 32],
    more: Vec<PathBuf>,
    used: u64,
    what: Arc<T>,
}

#[derive(Debug)]
struct Drawer<T>(Mutex<(u64, BTreeMap<PathBuf, Kept<T>>)>);

impl<T> Default for Drawer<T> {
    fn default() -> Drawer<T> {
        Drawer(Mutex::new((0, BTreeMap::new())))
    }
}

impl<T> Drawer<T> {
    /// What stands at a path: as it was read where the files are the same, else read again. `read` also names files outside the
    /// folder that it read.
    fn get(&self, path: &Path, room: usize, read: impl FnOnce() -> (T, Vec<PathBuf>)) -> Arc<T> {
        let more = self.lock().1.get(path).map(|kept| kept.more.clone()).unwrap_or_default();
        let print = fingerprint(path, &more);
        {
            let mut drawer = self.lock();
            drawer.0 += 1;
            let used = drawer.0;
            if let Some(kept) = drawer.1.get_mut(path).filter(|kept| kept.print == print && kept.more == more) {
                kept.used = used;
                return Arc::clone(&kept.what);
            }
        }
        let before = fingerprint(path, &[]);
        let (what, more) = read();
        let what = Arc::new(what);
        // What was changed while it was read is not kept.
        if before == fingerprint(path, &[]) {
            let print = fingerprint(path, &more);
            let mut drawer = self.lock();
            let used = drawer.0;
            drawer.1.insert(path.to_owned(), Kept { print, more, used, what: Arc::clone(&what) });
            while drawer.1.len() > room {
                let oldest = drawer.1.iter().min_by_key(|(_, kept)| kept.used).map(|(path, _)| path.clone());
                oldest.map(|path| drawer.1.remove(&path));
            }
        }
        what
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, BTreeMap<PathBuf, Kept<T>>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Shelf {
    counties: Drawer<County>,
    plans: Drawer<Result<Plan, PlannedError>>,
    heads: Drawer<Result<Head, PlannedError>>,
}

impl Shelf {
    /// A county.
    pub fn county(&self, path: &Path) -> Arc<County> {
        self.counties.get(path, KEPT, || {
            let loaded = load(path, &Options::default(), None);
            let outside = |file: &&PathBuf| !file.starts_with(path);
            let policy = loaded.named.iter().flat_map(|(spec, _)| policies::examine(spec, None).files);
            let policy: Vec<PathBuf> = policy.filter(|file| !file.starts_with(path)).collect();
            let more: Vec<PathBuf> = loaded.tables.files.iter().filter(outside).cloned().chain(policy).collect();
            let found = match Sources::read(path) {
                Some(sources) => loaded.findings.clone().relocated(|finding| sources.relocate(finding)),
                None => loaded.findings.clone(),
            };
            let case = Case::read(loaded.clone(), ReadAs::default()).ok().map(|case| {
                let who = eligibility::verdicts(&case.county, &case.policy);
                (case, who)
            });
            (County { loaded, found, case, established: OnceLock::new() }, more)
        })
    }

    /// What a list says of a plan, or why nothing can be said.
    pub fn head(&self, path: &Path) -> Arc<Result<Head, PlannedError>> {
        self.heads.get(path, HEADS, || {
            let head = PublishedPlan::open(path).map(|plan| Head {
                place: plan.run.county,
                county: plan.document.county,
                school_year: plan.document.school_year,
                summary: plan.document.summary,
                published: path.join(PUBLISHED).is_file(),
            });
            (head, Vec::new())
        })
    }

    /// A plan, or why it cannot be opened.
    pub fn plan(&self, path: &Path) -> Arc<Result<Plan, PlannedError>> {
        self.plans.get(path, KEPT, || {
            let plan = Planned::open(path, &Now::default()).map(|planned| {
                let (audit, who) = (planned.audited(), planned.verdicts());
                Plan { planned, audit, who }
            });
            // A plan of an earlier version keeps no county: that is read from where it was.
            let place = plan.as_ref().ok().map(|plan| plan.planned.place.clone());
            (plan, place.filter(|place| !place.starts_with(path)).into_iter().collect())
        })
    }
}

/// A number that differs where any file in a folder, or any of `more`, does.
pub fn fingerprint(folder: &Path, more: &[PathBuf]) -> [u8; 32] {
    let mut files = Vec::new();
    walk(folder, DEPTH, &mut files);
    for path in more {
        if path.is_dir() { walk(path, DEPTH, &mut files) } else { files.push(path.clone()) }
    }
    files.sort();
    let mut all = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    for path in files {
        let mut own = Sha256::new();
        // What cannot be read is told by whoever reads it; here it differs from what can.
        let mut file = lungang_files::open(&path).ok().map(|(file, _)| file);
        while let Some(n) = file.as_mut().and_then(|f| f.read(&mut buffer).ok()).filter(|n| *n > 0) {
            own.update(&buffer[..n]);
        }
        all.update(path.as_os_str().as_encoded_bytes());
        all.update([0, u8::from(file.is_some())]);
        all.update(own.finalize());
    }
    all.finalize().into()
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 1 => walk(&entry.path(), depth - 1, files),
            Ok(kind) if kind.is_dir() => {}
            _ => files.push(entry.path()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn what_has_not_changed_is_read_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        let (file, policy) = (dir.path().join("a.csv"), outside.path().join("policy.toml"));
        fs::write(&file, "one").expect("a file");
        fs::write(&policy, "one").expect("a file");
        let (drawer, reads) = (Drawer::<String>::default(), AtomicU32::new(0));
        let get = || {
            drawer.get(dir.path(), KEPT, || {
                reads.fetch_add(1, Ordering::SeqCst);
                (fs::read_to_string(&file).expect("a file"), vec![policy.clone()])
            })
        };
        assert_eq!((get().as_str(), get().as_str(), reads.load(Ordering::SeqCst)), ("one", "one", 1));
        // As long, and perhaps in the same second.
        fs::write(&file, "two").expect("a file");
        assert_eq!((get().as_str(), reads.load(Ordering::SeqCst)), ("two", 2));
        fs::write(&policy, "two").expect("a file");
        get();
        assert_eq!(reads.load(Ordering::SeqCst), 3, "a file outside the folder was changed");
        fs::write(dir.path().join("b.csv"), "").expect("a file");
        get();
        assert_eq!(reads.load(Ordering::SeqCst), 4, "a file came");
        get();
        assert_eq!(reads.load(Ordering::SeqCst), 4);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let drawer = Drawer::<usize>::default();
        let dirs: Vec<tempfile::TempDir> = (0..KEPT + 3).map(|_| tempfile::tempdir().expect("a folder")).collect();
        for (at, dir) in dirs.iter().enumerate() {
            assert_eq!(*drawer.get(dir.path(), KEPT, || (at, Vec::new())), at);
        }
        assert_eq!(drawer.lock().1.len(), KEPT);
        assert_eq!(*drawer.get(dirs[KEPT + 2].path(), KEPT, || (99, Vec::new())), KEPT + 2);
    }
}
