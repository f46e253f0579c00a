#!/usr/bin/env bash
# Which lines the tests run: crate by crate, and the files with the most lines that no test runs.
#
#   scripts/coverage.sh [CARGO TEST ARGUMENT...]     all tests, or those that the arguments choose (-p lungang-audit --lib)
#
# Exit 1: a core crate lies below 95 % of its lines (where all tests were run), or a test failed.
#
# What maintainers should know:
# - Only crates of this workspace are instrumented (RUSTC_WORKSPACE_WRAPPER): dependencies are those of any other build.
# - llvm-profdata and llvm-cov must be of the compiler's LLVM or newer. They come with `rustup component add llvm-tools`, as
#   the packages llvm-22 (Debian, Ubuntu), llvm (Fedora, Homebrew), or are named in LLVM_PROFDATA and LLVM_COV.
# - A process that is killed leaves no counts: what only killed workers run counts as not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Called by cargo in the place of rustc.
if [ "${LUNGANG_INSTRUMENT:-}" = yes ] && [ "${1##*/}" = rustc ]; then
    exec "$@" -C instrument-coverage
fi

CORE=(domain tables solver audit)
ASKED=95

tool() { # tool profdata|cov: the program, of the compiler's LLVM or newer
    local name=llvm-$1 named major prefix
    named=LLVM_$(printf '%s' "$1" | tr '[:lower:]' '[:upper:]')
    major=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    prefix=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
    local candidates=("${!named:-}" "$prefix/$name" "$name-$major" "/usr/lib/llvm-$major/bin/$name")
    candidates+=("$(brew --prefix llvm 2>/dev/null || true)/bin/$name" "$name")
    local candidate found
    for candidate in "${candidates[@]}"; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        found=$("$candidate" --version 2>/dev/null | sed -n 's/.*LLVM version \([0-9]*\).*/\1/p' | head -n 1)
        if [ "${found:-0}" -ge "$major" ]; then
            command -v "$candidate"
            return
        fi
    done
    printf '%s ≥ %s\n' "缺少 $name / missing: $name" "$major" >&2
    printf '    rustup component add llvm-tools    # 或 / or: apt-get install -y llvm-%s\n' "$major" >&2
    return 2
}
profdata=$(tool profdata)
cov=$(tool cov)

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
out=$CARGO_TARGET_DIR/coverage
rm -rf "$out"
mkdir -p "$out/raw"
export RUSTC_WORKSPACE_WRAPPER=$PWD/scripts/coverage.sh LUNGANG_INSTRUMENT=yes
# Build scripts and macros are instrumented too and write their counts somewhere else.
export LLVM_PROFILE_FILE=$out/build-%m.profraw
all=no
if [ "$#" -eq 0 ]; then
    all=yes
    set -- --workspace
fi
cargo test --release --locked "$@" --no-run --message-format=json >"$out/built.json"
export LLVM_PROFILE_FILE=$out/raw/%8m.profraw
ended=0
cargo test --release --locked "$@" --no-fail-fast || ended=$?

objects=()
while IFS= read -r file; do
    objects+=(--object "$file")
done < <(sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' "$out/built.json" | sort -u)
"$profdata" merge -sparse "$out"/raw/*.profraw -o "$out/tests.profdata"
"$cov" export --format=lcov --instr-profile "$out/tests.profdata" "${objects[@]}" >"$out/lcov.info"

# Lines of the crates' sources; a folder or file named `tests` holds tests.
awk -v core="${CORE[*]}" -v asked="$ASKED" -v all="$all" '
    /^SF:/ { file = substr($0, 4); at = match(file, /crates\/[a-z]+\/src\//); name = at ? substr(file, at) : ""
             if (name ~ /\/tests(\/|\.rs)|testkit\.rs/) name = "" }
    /^LF:/ && name { lines[name] = substr($0, 4) }
    /^LH:/ && name { hit[name] = substr($0, 4) }
    END {
        for (name in lines) {
            split(name, part, "/"); crate = part[2]
            l[crate] += lines[name]; h[crate] += hit[name]
            if (lines[name] > hit[name]) printf "%6d of %6d lines not run  %s\n", lines[name] - hit[name], lines[name], name | "sort -rn | head -n 25"
        }
        close("sort -rn | head -n 25")
        for (crate in l) printf "%-10s %6.2f %%  %d of %d lines\n", crate, 100 * h[crate] / l[crate], h[crate], l[crate]
        split(core, c, " ")
        if (all == "yes") for (i in c) if (100 * h[c[i]] < asked * l[c[i]]) { printf "below %d %%: %s\n", asked, c[i]; low = 1 }
        exit low
    }' "$out/lcov.info" || ended=1
exit "$ended"
