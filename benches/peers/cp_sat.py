"""CP-SAT on the exported model, goal after goal: `cp_sat.py MODEL.mps GOALS SECONDS THREADS`."""

import time

import ortools
from exchange import arguments, read_goals, ready, told
from mps import read_model
from ortools.sat.python import cp_model


def state(path):
    """The model in CP-SAT's terms, and its columns by name."""
    read = read_model(path)
    model = cp_model.CpModel()
    columns = [model.new_int_var(low, high, "") for low, high in read.bounds]
    for (low, high), places, coefficients in zip(read.ranges, read.places, read.coefficients):
        low = cp_model.INT_MIN if low is None else low
        high = cp_model.INT_MAX if high is None else high
        terms = cp_model.LinearExpr.weighted_sum([columns[i] for i in places], list(coefficients))
        model.add_linear_constraint(terms, low, high)
    return model, columns, read.position


def main():
    path, goals, limit, threads = arguments()
    model, columns, position = state(path)
    goals = read_goals(goals)
    ready(f"CP-SAT {ortools.__version__}, {threads} threads")
    for goal in goals:
        own = [columns[position[name]] for name in goal.columns]
        objective = cp_model.LinearExpr.weighted_sum(own, goal.costs)
        model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = limit
        solver.parameters.num_workers = threads
        began = time.monotonic()
        status = solver.solve(model)
        seconds = time.monotonic() - began
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
            raise RuntimeError(f"{solver.status_name(status)} in {goal.name}")
        if status != cp_model.OPTIMAL:
            told(goal, seconds, None)
            return
        value = sum(cost * solver.value(column) for column, cost in zip(own, goal.costs))
        told(goal, seconds, value)
        model.add(objective <= value)
        model.clear_hints()
        for column in columns:
            model.add_hint(column, solver.value(column))


main()
