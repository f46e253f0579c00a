"""What the bench and a peer tell one another: the exported goals, and one line of JSON for every goal."""

import json
import sys
from pathlib import Path


class Goal:
    """A goal: its costs by column name; everything is minimised."""

    def __init__(self, name, maximised):
        self.name, self.maximised = name, maximised
        self.columns, self.costs = [], []

    def value(self, objective):
        return -objective if self.maximised else objective


def read_goals(path):
    """The goals in order, as `lungang export --goals` writes them."""
    goals = []
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if words[0] == "GOAL":
                goals.append(Goal(words[1], words[2] == "max"))
            elif words[0] == "END":
                return goals
            elif words[0] != "*":
                goals[-1].columns.append(words[0])
                goals[-1].costs.append(int(words[1]))
    raise ValueError(f"{path} is cut off")


def whole(value):
    """The integer that a solver's value stands for; anything else is a wrong answer."""
    nearest = round(value)
    if abs(value - nearest) > 1e-5:
        raise ValueError(f"{value} is no whole number")
    return nearest


def ready(version):
    print(json.dumps({"ready": {"version": version}}), flush=True)


def told(goal, seconds, objective):
    """One goal; without an objective it was not finished."""
    finished = objective is not None
    value = goal.value(objective) if finished else None
    print(json.dumps({"goal": {"name": goal.name, "value": value, "seconds": seconds, "finished": finished}}), flush=True)


def arguments():
    """Model, goals, seconds a goal, threads."""
    model, goals, limit, threads = sys.argv[1:5]
    return model, goals, float(limit), int(threads)
