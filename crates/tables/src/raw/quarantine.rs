//! Runs a foreign decoder where neither a panic nor a deep recursion reaches the program.
//!
//! The decoder gets a thread of its own with a large stack. A panic inside ends as `Err`, and the message that
//! the runtime would print is kept off the user's terminal: the finding says what happened.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stack of the decoder's thread; reserved, not used, unless a file nests absurdly.
const STACK: usize = 256 << 20;

/// Decoders that run now: while one does, the worker threads of the frame library are silent as well.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// The decoder panicked; the text is its own message, for the technical part of a finding.
#[derive(Debug)]
pub struct Panicked(pub String);

/// Runs `decode` on its own thread.
///
/// # Errors
/// [`Panicked`] when it panicked or when the thread could not be started.
pub fn quarantine<T: Send>(decode: impl FnOnce() -> T + Send) -> Result<T, Panicked> {
    hush_once();
    RUNNING.fetch_add(1, Ordering::SeqCst);
    let ended = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("lungang-reader".into()).stack_size(STACK);
        let handle = thread.spawn_scoped(scope, || {
            SILENT.with(|s| s.set(true));
            catch_unwind(AssertUnwindSafe(decode)).map_err(|payload| Panicked(message(payload.as_ref())))
        });
        match handle {
            Ok(handle) => handle.join().unwrap_or_else(|payload| Err(Panicked(message(payload.as_ref())))),
            Err(error) => Err(Panicked(error.to_string())),
        }
    });
    RUNNING.fetch_sub(1, Ordering::SeqCst);
    ended
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Wraps the process's panic hook once; panics of all other threads are told as before.
fn hush_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let ours = SILENT.try_with(Cell::get).unwrap_or(false);
            let worker = std::thread::current().name().is_some_and(|n| n.starts_with("polars"));
            if !(ours || worker && RUNNING.load(Ordering::SeqCst) > 0) {
                told(info);
            }
        }));
    });
}
