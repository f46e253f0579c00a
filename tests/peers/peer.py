"""Plans a county from the text of crates/solver/FORMULATION.md: prints every goal with its optimal value, in order."""

import argparse
import json
import sys
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from planner import heads
from planner.county import County
from planner.goals import solve
from planner.model import Model
from planner.policy import load
from planner.program import NoPlan
from planner.rules import state_all


def plan(folder, policy=None, seed=1, workers=1, limit=None, say=lambda *_: None):
    """The answer of the peer as a dict, and the model that gave it."""
    began = time.monotonic()
    if policy is None:
        with open(Path(folder) / "county.toml", "rb") as handle:
            policy = tomllib.load(handle)["policy"]
    county = County(folder, load(policy, folder))
    try:
        model = Model(county, seed, workers, limit)
        state_all(model)
        goals, status = solve(model, say), "solved"
    except NoPlan:
        model, goals, status = None, [], "infeasible"
    answer = {"county": str(folder), "policy": county.policy["id"], "seed": seed, "status": status, "goals": goals}
    if model:
        chosen = lambda columns: [[c.teacher.id, *c.post.key] for c in columns if model.program.value(c.variable)]
        answer |= {
            "eligible": len(model.eligibility.eligible), "columns": len(model.moves) + len(model.retasks),
            "moves": chosen(model.moves), "retasks": chosen(model.retasks),
            "short_before": sum(post.before for post in model.posts.values()),
        }
        moved = {c.teacher.id: c.to for c in model.moves if model.program.value(c.variable)}
        matched = heads.match(county, model.roads, moves=moved, seed=seed, workers=workers)
        if matched:
            values, led = matched
            answer["heads"] = {"goals": dict(zip(heads.GOALS, values)), "led": led}
    answer["seconds"] = round(time.monotonic() - began, 2)
    return answer, model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("county")
    parser.add_argument("--policy", help="a built-in policy, or a file; else what county.toml names")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--time-limit", type=float, help="seconds for each goal; a goal that meets it is not proved")
    parser.add_argument("--verbose", action="store_true")
    words = parser.parse_args()
    say = (lambda goal: print(goal, file=sys.stderr, flush=True)) if words.verbose else (lambda *_: None)
    answer, _ = plan(words.county, words.policy, words.seed, words.workers, words.time_limit, say)
    print(json.dumps(answer, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
