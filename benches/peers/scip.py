"""SCIP on the exported model, goal after goal: `scip.py MODEL.mps GOALS SECONDS THREADS`."""

import time

import pyscipopt
from exchange import arguments, read_goals, ready, told, whole


def main():
    path, goals, limit, _ = arguments()
    model = pyscipopt.Model()
    model.hideOutput()
    model.readProblem(path)
    columns = {v.name: v for v in model.getVars()}
    goals = read_goals(goals)
    model.setParam("limits/time", limit)
    model.setParam("limits/gap", 0.0)
    model.setParam("timing/clocktype", 2)
    ready(f"SCIP {model.version()} (PySCIPOpt {pyscipopt.__version__})")
    for goal in goals:
        terms = [(columns[name], cost) for name, cost in zip(goal.columns, goal.costs)]
        objective = pyscipopt.quicksum(cost * column for column, cost in terms)
        model.setObjective(objective, "minimize")
        began = time.monotonic()
        model.optimize()
        seconds = time.monotonic() - began
        status = model.getStatus()
        if status not in ("optimal", "timelimit", "memlimit"):
            raise RuntimeError(f"{status} in {goal.name}")
        if status != "optimal":
            told(goal, seconds, None)
            return
        best = model.getBestSol()
        value = sum(cost * whole(best[column]) for column, cost in terms)
        told(goal, seconds, value)
        # SCIP keeps the solution as a start for the next goal.
        model.freeTransform()
        model.addCons(objective <= value)


main()
