#!/usr/bin/env python3
"""Mutants: one small fault at a time is put into a copy of the sources; tests that stay green have a gap there.

    scripts/mutants.py                        every mutant that has no result yet
    scripts/mutants.py FILE... [--only TEXT]  those of some files (a part of the path will do), on lines that hold TEXT
    scripts/mutants.py --list [FILE...]       shows them and runs nothing
    scripts/mutants.py --limit N              stops after N mutants; the next run goes on from there
    scripts/mutants.py --quick                the audit's own tests alone, in seconds each: what they kill is killed, what they
                                              do not has no result yet

Results are kept in the target folder, by the content of the mutated file and of the tests' folder: a run that was stopped goes
on, and what has changed is tried again. `tests/mutants.toml` says of every survivor why it may live; an entry that fits no
mutant any more, or whose mutant is killed by now, is stale. Exit 1: a survivor without a reason, or a stale reason.

Python 3.11 or newer, nothing else. A mutant costs a build of what depends on it; `nice` leaves the machine usable.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).absolute()
WORK = TARGET / "mutants"
COPY, RESULTS, REASONS = WORK / "tree", WORK / "results.jsonl", ROOT / "tests/mutants.toml"

# What is mutated: the second reading of the law, the rows of the first, and the engine that proves.
PLACES = ["crates/audit/src/rules", "crates/audit/src", "crates/solver/src/rules", "crates/solver/src/engine/fast"]
# Tests and what only tests use.
SKIPPED = re.compile(r"/tests/|testkit\.rs$")

# `-p lungang` keeps the features of every dependency as in a build of the program, so that none is compiled twice.
UNIT = ["-p", "lungang", "-p", "lungang-audit", "--lib"]
WHOLE = ["-p", "lungang", "-p", "lungang-runner", "--test", "rules", "--test", "properties"]

SWAPS = [
    (r" <= ", " < "), (r" < ", " <= "), (r" >= ", " > "), (r" > ", " >= "), (r" == ", " != "), (r" != ", " == "),
    (r" && ", " || "), (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " + "),
    (r" \+= ", " -= "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\.max\(", ".min("), (r"\.min\(", ".max("),
    (r"\.any\(", ".all("), (r"\.all\(", ".any("), (r"\bis_some_and\(", "is_none_or("), (r"\bis_none_or\(", "is_some_and("),
    (r"(?<=[(\[ ])!(?=[a-z])", ""),
]
NUMBER = re.compile(r"(?<![\w.\"])(\d[\d_]*)(?![\w.\"])")
EMPTY = re.compile(r"\bfn \w+.*-> (?:Vec<.*>|Option<.*>) \{$")


def mutants_of(path):
    """(line number, the line, the mutated line) of a file; comments, attributes, imports and unit tests are left alone."""
    found = []
    for number, line in enumerate(path.read_text().splitlines()):
        code = line.split("//")[0].rstrip()
        bare = code.strip()
        if bare.startswith("#[cfg(test)]"):
            break
        if not bare or bare.startswith(("use ", "pub use ", "#[", "#![", "mod ", "pub mod ")):
            continue
        quoted = [m.span() for m in re.finditer(r'"(?:[^"\\]|\\.)*"', code)]
        free = lambda at: not any(a <= at < b for a, b in quoted)
        for pattern, other in SWAPS:
            for m in re.finditer(pattern, code):
                if free(m.start()):
                    found.append((number, line, code[: m.start()] + other + code[m.end() :]))
        for m in NUMBER.finditer(code):
            if free(m.start()):
                more = str(int(m.group(1).replace("_", "")) + 1)
                found.append((number, line, code[: m.start()] + more + code[m.end() :]))
        if EMPTY.search(code):
            empty = "None" if "-> Option" in code else "Vec::new()"
            found.append((number, line, f"{code} return {empty};"))
    return found


def every(wanted, only):
    seen = set()
    for place in PLACES:
        for path in sorted((ROOT / place).glob("*.rs")):
            name = path.relative_to(ROOT).as_posix()
            if name in seen or SKIPPED.search(name) or (wanted and not any(w in name for w in wanted)):
                continue
            seen.add(name)
            for number, line, other in mutants_of(path):
                if only in line:
                    yield name, number, line, other


def digest(*paths):
    h = hashlib.sha256()
    for path in paths:
        for file in sorted(p for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file()):
            h.update(file.read_bytes())
    return h.hexdigest()[:16]


def copied():
    """The tree as git sees it, changes included; what has not changed keeps its time, so that little is built again."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [n for n in listed.stdout.splitlines() if (ROOT / n).is_file()]
    for name in names:
        source, copy = ROOT / name, COPY / name
        if not copy.exists() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    for old in [p for p in COPY.rglob("*") if p.is_file() and p.relative_to(COPY).as_posix() not in set(names)]:
        old.unlink()


def run(selection, patience, build_only=False):
    """`green`, `red`, `slow`, or `unbuilt`."""
    env = dict(os.environ, CARGO_TARGET_DIR=str(TARGET), LUNGANG_COUNTIES=os.environ.get("LUNGANG_COUNTIES", "100"))
    # The counties of every mutant are the same, or a kill would be chance.
    env.setdefault("LUNGANG_SEED", "0")
    command = ["cargo", "test", "--release", "--locked", "-q", *selection]
    built = subprocess.run([*command, "--no-run"], cwd=COPY, env=env, capture_output=True)
    if built.returncode:
        return "unbuilt"
    if build_only:
        return "green"
    try:
        return "red" if subprocess.run(command, cwd=COPY, env=env, capture_output=True, timeout=patience).returncode else "green"
    except subprocess.TimeoutExpired:
        return "slow"


def judged(name, line_number, other, patience, quick):
    path = COPY / name
    before = path.read_text()
    lines = before.splitlines()
    lines[line_number] = other
    path.write_text("\n".join(lines) + "\n")
    try:
        for selection in ([UNIT] if "crates/audit" in name else []) + ([] if quick else [WHOLE]):
            ended = run(selection, patience)
            if ended != "green":
                return {"red": "killed", "slow": "killed", "unbuilt": "unbuilt"}[ended]
        return "open" if quick else "survived"
    finally:
        path.write_text(before)


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("files", nargs="*")
    arguments.add_argument("--only", default="")
    arguments.add_argument("--list", action="store_true")
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--quick", action="store_true")
    asked = arguments.parse_args()
    mutants = list(every(asked.files, asked.only))
    if asked.list:
        for name, number, line, other in mutants:
            print(f"{name}:{number + 1}\n  - {line.strip()}\n  + {other.strip()}")
        print(f"{len(mutants)} mutants")
        return 0

    reasons = tomllib.loads(REASONS.read_text()).get("survives", []) if REASONS.exists() else []
    key_of = lambda r: (r["file"], r["line"], r["becomes"])
    excused = {key_of(r): r.get("reason", "").strip() for r in reasons}
    existing = {(n, l.strip(), o.strip()) for n, _, l, o in every([], "")}
    stale = [f"fits no mutant: {k}" for k in excused if k not in existing]
    stale += [f"gives no reason: {k}" for k, reason in excused.items() if not reason]

    WORK.mkdir(parents=True, exist_ok=True)
    tests = digest(ROOT / "tests/rules", ROOT / "tests/properties", ROOT / "crates/audit/src/tests")
    known = {}
    if RESULTS.exists():
        for text in RESULTS.read_text().splitlines():
            result = json.loads(text)
            known[tuple(result["key"]), result["at"]] = result["ended"]

    todo, results = [], {}
    for name, number, line, other in mutants:
        key, at = (name, line.strip(), other.strip()), f"{digest(ROOT / name)}:{tests}:{number}"
        if (key, at) in known:
            results[key, number] = known[key, at]
        elif not asked.quick or "crates/audit" in name:
            todo.append((key, at, name, number, other))
    todo = todo[: asked.limit]
    skipped = len(mutants) - len(results) - len(todo)
    print(f"{len(mutants)} mutants, {len(results)} with a result, {len(todo)} to run, {skipped} left for another run", flush=True)
    if todo:
        copied()
        began = time.monotonic()
        for selection in [UNIT] if asked.quick else [UNIT, WHOLE]:
            if (ended := run(selection, 3600)) != "green":
                sys.exit(f"the tests are {ended} without any mutant: {' '.join(selection)}")
        patience = max(120, 5 * (time.monotonic() - began))
    for count, (key, at, name, number, other) in enumerate(todo, 1):
        began = time.monotonic()
        ended = judged(name, number, other, patience, asked.quick)
        results[key, number] = ended
        if ended != "open":
            with RESULTS.open("a") as log:
                log.write(json.dumps({"key": key, "at": at, "ended": ended}, ensure_ascii=False) + "\n")
        print(f"[{count}/{len(todo)}] {ended} {time.monotonic() - began:.0f} s {name}:{number + 1}  {key[1]}  →  {key[2]}", flush=True)

    survivors = {key for (key, _), ended in results.items() if ended == "survived"}
    stale += [f"is killed: {k}" for k in excused if any(key == k for key, _ in results) and k not in survivors]
    bare = sorted(survivors - excused.keys())
    counts = {e: list(results.values()).count(e) for e in ("killed", "survived", "unbuilt", "open")}
    print(", ".join(f"{n} {e}" for e, n in counts.items()) + f", {skipped} not run")
    for name, line, other in bare:
        print(f"survives without a reason: {name}\n  - {line}\n  + {other}")
    for text in stale:
        print(f"stale in tests/mutants.toml: {text}")
    return 1 if bare or stale else 0


if __name__ == "__main__":
    sys.exit(main())
