//! Ctrl-C: an engine that has a plan is asked to stop with it; anything else ends at once and leaves nothing half-written.

use crate::exit::Exit;
use crate::terminal::Terminal;
use lungang_domain::words::{Lang, say};
use lungang_results::claim::Scratch;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long the work of a desk that has gone may take to keep what it has.
const ALONE: Duration = Duration::from_secs(60);

/// What the handler of Ctrl-C and the commands share.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<State>);

#[derive(Debug, Default)]
struct State {
    stop: AtomicBool,
    solving: AtomicBool,
    found: AtomicBool,
    keeping: AtomicBool,
    ending: AtomicBool,
    scratch: Scratch,
}

impl Interrupt {
    /// Handles Ctrl-C (and a request to end) from now on.
    pub fn install(lang: Lang) -> Interrupt {
        let interrupt = Interrupt::default();
        let shared = interrupt.clone();
        // A system that lets nobody handle it ends the process all the same.
        let _ = ctrlc::set_handler(move || shared.pressed(lang));
        interrupt
    }

    /// Listens to the desk that started this process: a line on stdin is a Ctrl-C. The end of stdin is one too, and what is not
    /// done a moment after it is left undone: nobody is there any more who would ask for it.
    pub fn attend(&self, lang: Lang) {
        let shared = self.clone();
        std::thread::spawn(move || {
            for line in std::io::stdin().lines() {
                if line.is_err() {
                    break;
                }
                shared.pressed(lang);
            }
            // What is being kept already is kept: only after a while nobody waits for it any more.
            if !shared.asked() {
                shared.pressed(lang);
            }
            std::thread::sleep(ALONE);
            shared.pressed(lang);
        });
    }

    fn pressed(&self, lang: Lang) {
        let state = &self.0;
        let first = !state.stop.swap(true, Ordering::SeqCst);
        if first && state.solving.load(Ordering::SeqCst) && state.found.load(Ordering::SeqCst) {
            Terminal::stderr(&say(lang, "cli.stopping", &[]));
            return;
        }
        if first && state.keeping.load(Ordering::SeqCst) {
            Terminal::stderr(&say(lang, "cli.stopping-runs", &[]));
            return;
        }
        state.ending.store(true, Ordering::SeqCst);
        state.scratch.cleanup();
        let none = first && state.solving.load(Ordering::SeqCst);
        Terminal::stderr(&say(lang, if none { "cli.interrupted-early" } else { "cli.interrupted" }, &[]));
        std::process::exit(Exit::Interrupted as i32);
    }

    /// The flag that an engine watches.
    pub fn stop(&self) -> &AtomicBool {
        &self.0.stop
    }

    /// Whether Ctrl-C was pressed.
    pub fn asked(&self) -> bool {
        self.0.stop.load(Ordering::SeqCst)
    }

    /// Returns, unless the handler is ending the process: it has then taken away what the command was writing, and the failure that
    /// the command meets for it is nobody's matter.
    pub fn give_way(&self) {
        while self.0.ending.load(Ordering::SeqCst) {
            std::thread::park();
        }
    }

    /// The list of temporary folders and files that are removed.
    pub fn scratch(&self) -> &Scratch {
        &self.0.scratch
    }

    /// Takes note that the solve has a plan, which is worth keeping.
    pub fn found(&self) {
        self.0.found.store(true, Ordering::SeqCst);
    }

    /// Runs a solve: once it has a plan, the first Ctrl-C only asks it to stop.
    pub fn solving<T>(&self, solve: impl FnOnce() -> T) -> T {
        self.0.solving.store(true, Ordering::SeqCst);
        let result = solve();
        self.0.solving.store(false, Ordering::SeqCst);
        result
    }

    /// Runs work that keeps each result as it comes: the first Ctrl-C only asks it to stop.
    pub fn keeping<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.keeping.store(true, Ordering::SeqCst);
        let result = work();
        self.0.keeping.store(false, Ordering::SeqCst);
        result
    }
}
