"""Compares every goal of lungang with the peer's: the worlds, the example county, and counties given by folder.

    LUNGANG=target/release/lungang python3 tests/peers/compare.py [COUNTY ...] [--size S --seed 1] [--policy NAME_OR_FILE]

One line a goal. Exit code 1 where a value differs; a value that lungang does not call proved may be above the
peer's, never below.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from peer import plan

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LUNGANG = os.environ.get("LUNGANG", str(ROOT / "target" / "release" / "lungang"))


def named(path):
    """A path as people write it, from the root of the repository where it is inside."""
    return str(path).removeprefix(f"{ROOT}/")


def lungang(*words):
    return subprocess.run([LUNGANG, *map(str, words)], capture_output=True, text=True)


def theirs(county, policy, seed):
    """The document of lungang's plan, or None where it finds that there is none (exit code 3)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plan"
        words = ["--policy", policy] if policy else []
        run = lungang("plan", county, *words, "--seed", seed, "-o", out)
        if run.returncode == 3:
            return None
        if not (out / "plan.json").exists():
            raise SystemExit(f"lungang failed on {county}:\n{run.stdout}{run.stderr}")
        return json.loads((out / "plan.json").read_text())


def proved(goal):
    """Certified by whole numbers, or claimed by a search: either says that no plan is better."""
    return goal.get("bound") == goal["value"]


def judge(own, other):
    """A word for one goal, and whether it is a difference."""
    if other["value"] == own["value"]:
        return "equal" if proved(other) else "equal (not proved by lungang)", False
    if not proved(other) and other["value"] > own["value"] and own["proved"]:
        return "not proved", False
    if not own["proved"] and other["value"] < own["value"]:
        return "not proved by the peer", False
    return "DIFFERS", True


def compare(county, policy, seed, workers, limit):
    """Prints a line for every goal; the number of differences."""
    print(f"{named(county)}" + (f" under {named(policy)}" if policy else "") + f", seed {seed}")
    answer, _ = plan(county, policy, seed, workers, limit)
    document = theirs(county, policy, seed)
    other = document and document["summary"]["goals"]
    if other is None or answer["status"] == "infeasible":
        same = other is None and answer["status"] == "infeasible"
        print("  no plan: " + ("both agree" if same else f"DIFFERS (lungang {'has none' if other is None else 'has one'})"))
        return 0 if same else 1
    wrong = 0
    if [g["name"] for g in other] != [g["name"] for g in answer["goals"]]:
        print("  DIFFERS: goals of lungang", [g["name"] for g in other], "of the peer", [g["name"] for g in answer["goals"]])
        return 1
    after = False
    for own, goal in zip(answer["goals"], other):
        verdict, differs = judge(own, goal)
        if after and differs:
            # Goals after one that differs or is not proved speak of other plans.
            verdict, differs = "not compared: an earlier goal differs", False
        after = after or own["value"] != goal["value"]
        wrong += differs
        print(f"  {goal['name']:<28}{goal['value']:>12} vs {own['value']:>12}  {verdict}")
    wrong += compare_heads(answer, document)
    print(f"  peer: {answer['columns']} columns, {answer['seconds']} s")
    return wrong


def compare_heads(answer, document):
    """Prints a line for every goal of the exchange of heads, and where somebody else leads a school; the number of differences."""
    own, other = answer.get("heads"), document.get("heads")
    if own is None and other is None:
        return 0
    if own is None or other is None:
        print(f"  exchange of heads: DIFFERS ({'lungang' if own is None else 'the peer'} alone has one)")
        return 1
    pairs = lambda moves: sorted((teacher, school) for teacher, school in moves)
    moved = [(teacher, school) for teacher, school, *_ in answer["moves"]]
    if pairs(moved) != pairs((m["teacher_id"], m["to_school"]) for m in document["moves"]):
        # Heads keep away from where the plan sends their kin.
        print("  exchange of heads: not compared: the plans move others")
        return 0
    wrong = 0
    for goal in other["goals"]:
        value = own["goals"][goal["name"]]
        wrong += value != goal["value"]
        print(f"  {goal['name']:<28}{goal['value']:>12} vs {value:>12}  {'equal' if value == goal['value'] else 'DIFFERS'}")
    led = {h["teacher_id"]: h["to_school"] for h in other["heads"] if h["tenure"] in ("due", "serving")}
    for teacher in sorted(led.keys() | own["led"].keys()):
        if led.get(teacher) != own["led"].get(teacher):
            print(f"  {teacher} leads {led.get(teacher)}: DIFFERS, the peer says {own['led'].get(teacher)}")
            wrong += 1
    return wrong


def expected(world):
    """The values worked out by hand, against the peer's."""
    stated = tomllib.loads((world / "expected.toml").read_text(encoding="utf-8"))
    answer, _ = plan(world, "policy.toml", stated.get("seed", 1))
    found = {goal["name"]: goal["value"] for goal in answer["goals"]} | answer.get("heads", {}).get("goals", {})
    hand = stated["goals"] | stated.get("heads", {})
    wrong = [f"  DIFFERS from the hand: {name} {found.get(name)} vs {value}"
             for name, value in hand.items() if found.get(name) != value]
    missing = [f"  not worked out by hand: {name}" for name in found if name not in hand]
    print(f"{named(world)} by hand: {len(hand) - len(wrong)} goals equal")
    for line in wrong + missing:
        print(line)
    return len(wrong) + len(missing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("county", nargs="*", help="more counties")
    parser.add_argument("--policy", help="for the counties given; else what their county.toml names")
    parser.add_argument("--size", help="a county of this size that lungang generates")
    parser.add_argument("--seed", type=int, default=1, help="of the generated county and of the lottery")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--time-limit", type=float, help="seconds for each goal of the peer")
    parser.add_argument("--only", action="store_true", help="only the counties given, not the worlds and the example")
    words = parser.parse_args()
    wrong = 0
    run = lambda county, policy: compare(county, policy, words.seed, words.workers, words.time_limit)
    if not words.only:
        for world in sorted(path.parent for path in HERE.glob("worlds/*/county.toml")):
            wrong += expected(world) + run(world, str(world / "policy.toml"))
        wrong += run(ROOT / "data" / "examples" / "county", None)
    for county in words.county:
        wrong += run(county, words.policy)
    if words.size:
        with tempfile.TemporaryDirectory() as folder:
            county = Path(folder) / f"{words.size}-{words.seed}"
            made = lungang("generate", "--size", words.size, "--seed", words.seed, "-o", county)
            if made.returncode:
                raise SystemExit(made.stdout + made.stderr)
            wrong += run(county, words.policy)
    print("all equal" if not wrong else f"{wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
