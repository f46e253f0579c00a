//! The memory a worker may take.

/// Limits this process's address space to so many bytes, or to as many as the system allows it.
///
/// Linux only: elsewhere nothing is limited, and a worker that takes too much is stopped by its time.
#[cfg(target_os = "linux")]
pub(super) fn memory(bytes: Option<u64>) {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    // A system that refuses leaves the worker without a limit, as systems without limits do.
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_AS) {
        let asked = bytes.unwrap_or(hard).min(hard);
        if asked != soft && setrlimit(Resource::RLIMIT_AS, asked, hard).is_err() {
            tracing::warn!(bytes = asked, "the memory of this worker is not limited");
        }
    }
}

/// Limits nothing: only Linux keeps such a limit.
#[cfg(not(target_os = "linux"))]
pub(super) fn memory(_bytes: Option<u64>) {}

/// Whether a process that was limited said with its last words that memory ran out.
pub(super) fn ran_out(said: &[String]) -> bool {
    // An exception that leaves HiGHS is its `bad_alloc`: its C interface throws nothing else.
    const WORDS: [&str; 6] = [
        "memory allocation of",
        "bad_alloc",
        "out of memory",
        "annot allocate memory",
        "memory exhausted",
        "cannot catch foreign exceptions",
    ];
    said.iter().any(|line| WORDS.iter().any(|words| line.contains(words)))
}
