#!/usr/bin/env bash
# Fuzzes every reader of a foreign file.
#
#   scripts/fuzz.sh [SECONDS] [TARGET...]     so long each (60), all targets or the named ones
#
# What is learned grows in the target folder; fuzz/corpus holds seeds and what long runs found worth keeping, small files all,
# and is not written to. What breaks a reader is left in fuzz/artifacts: mend it and keep the file as a test of the reader's crate.
# fuzz/README.md says what the targets are and what was run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

length=${1:-60}
[ "$#" -eq 0 ] || shift
target_dir=${CARGO_TARGET_DIR:-$PWD/target}/fuzz
export CARGO_TARGET_DIR=$target_dir/build

targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
    for file in fuzz/fuzz_targets/*.rs; do
        name=${file##*/}
        targets+=("${name%.rs}")
    done
fi

# The words that a reader knows, as libFuzzer's dictionary: those of the seeds, and of data that is written in the same words.
words() { # words TARGET
    local more=()
    case "$1" in
        toml) more=(data/policies/*.toml data/scenarios/*.toml data/mappings/*.toml) ;;
        csv) more=(data/examples/county/*.csv) ;;
    esac
    LC_ALL=C grep -ahoE '[A-Za-z_][A-Za-z0-9_:.-]{1,40}' fuzz/corpus/"$1"/* ${more[@]+"${more[@]}"} | LC_ALL=C sort -u | sed 's/.*/"&"/'
}

failed=
for name in "${targets[@]}"; do
    grown=$target_dir/corpus/$name
    mkdir -p "$grown"
    words "$name" >"$target_dir/$name.dict"
    printf '%s：%s 秒 / %s seconds\n' "$name" "$length" "$length"
    lean=--no-default-features
    [ "$name" != parquet ] || lean=
    # Readers are safe Rust: what is looked for is panics, hangs and memory, for which no sanitizer is needed.
    # shellcheck disable=SC2086
    cargo +nightly fuzz run --sanitizer none $lean "$name" "$grown" "fuzz/corpus/$name" -- \
        -dict="$target_dir/$name.dict" -max_total_time="$length" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 || failed="$failed $name"
done
if [ -n "$failed" ]; then
    printf '有读取程序出错：%s / readers that broke:%s, see fuzz/artifacts\n' "$failed" "$failed" >&2
    exit 1
fi
