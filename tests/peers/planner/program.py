"""Integer programs whose goals are minimised one after another, solved with OR-Tools.

A goal is solved in two steps. GLOP solves the relaxation, whose duals prove a bound and the reduced cost of every
variable. CP-SAT then searches for a plan no worse than a guessed value, among the variables that such a plan can use:
if there is none, the guess is raised. So what it finds is the optimum over all variables. Every variable is bounded,
so that any duals prove a bound; the search itself is of whole numbers.
"""

import math
import time

import numpy as np
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

MARGIN = 0.01  # of a bound computed in floats, where all costs are whole numbers


class NoPlan(Exception):
    """No plan keeps all rows."""


class Program:
    def __init__(self, workers=1, limit=None):
        self.names, self.low, self.high, self.rows = [], [], [], []
        self.workers, self.limit = workers, limit
        self.point = None

    def whole(self, name, low, high):
        self.names.append(name)
        self.low.append(low)
        self.high.append(high)
        return len(self.names) - 1

    def row(self, terms, low, high):
        """low ≤ Σ coefficient · variable ≤ high; None where there is no such side."""
        summed = {}
        for variable, coefficient in terms:
            summed[variable] = summed.get(variable, 0) + int(coefficient)
        summed = {variable: c for variable, c in summed.items() if c}
        self.rows.append((summed, low, high))

    def value(self, variable):
        return self.point[variable]

    def minimise(self, terms):
        """Minimises the sum and holds it there. Gives the value and whether it is proved to be the least."""
        cost = {}
        for variable, coefficient in terms:
            cost[variable] = cost.get(variable, 0) + int(coefficient)
        bound, reduced = self._relaxation(cost)
        least = math.ceil(bound - MARGIN)
        known = None if self.point is None else sum(c * self.point[v] for v, c in cost.items())
        if known is not None and known <= least:
            value, proved = known, True
        else:
            value, proved = self._search(cost, bound, reduced, least, known)
        self.row(cost.items(), None, value)
        if proved:
            self._fix(reduced, value - bound)
        return value, proved

    def _search(self, cost, bound, reduced, least, known):
        room = max(1, abs(least) // 2000)
        ends = None if self.limit is None else time.monotonic() + self.limit
        while True:
            guess = least + room
            if known is not None:
                guess = min(guess, known)
            left = None if ends is None else max(1.0, ends - time.monotonic())
            status, point = self._integer(cost, least, guess, reduced, guess - bound, left)
            if status == "none" and known is not None and guess >= known:
                raise AssertionError("the plan at hand was lost")
            if status == "none":
                least = guess + 1
                room *= 8
                if room > 10**12:
                    raise NoPlan()
                continue
            if status == "unknown":
                if known is None:
                    raise TimeoutError("no plan within the time limit")
                return known, False
            self.point = point
            return sum(c * point[v] for v, c in cost.items()), status == "optimal"

    def _relaxation(self, cost):
        """A bound of the sum and the reduced cost of every variable, from the duals that GLOP ends with."""
        model = model_builder.Model()
        inf = math.inf
        variables = [model.new_num_var(lo, hi, None) for lo, hi in zip(self.low, self.high)]
        constraints = []
        for terms, low, high in self.rows:
            expression = model_builder.LinearExpr.weighted_sum([variables[v] for v in terms], list(terms.values()))
            constraints.append(model.add_linear_constraint(
                expression, -inf if low is None else low, inf if high is None else high))
        model.minimize(model_builder.LinearExpr.weighted_sum([variables[v] for v in cost], list(cost.values())))
        solver = model_builder.Solver("GLOP")
        status = solver.solve(model)
        if status == model_builder.SolveStatus.INFEASIBLE:
            raise NoPlan()
        reduced = np.zeros(len(variables))
        for variable, coefficient in cost.items():
            reduced[variable] = coefficient
        bound = 0.0
        if status == model_builder.SolveStatus.OPTIMAL:
            for (terms, low, high), constraint in zip(self.rows, constraints):
                dual = solver.dual_value(constraint)
                side = low if dual > 0 else high
                if abs(dual) < 1e-9 or side is None:
                    continue
                bound += dual * side
                for variable, coefficient in terms.items():
                    reduced[variable] -= dual * coefficient
        bound += float(np.minimum(reduced * np.array(self.low), reduced * np.array(self.high)).sum())
        return bound, reduced

    def _integer(self, cost, least, guess, reduced, room, left):
        """The best plan with the sum from `least` to `guess`, over the variables whose reduced cost leaves the room."""
        low, high = self._shut(reduced, room)
        model = cp_model.CpModel()
        variables = [lo if lo == hi else model.new_int_var(lo, hi, "") for lo, hi in zip(low, high)]
        for terms, row_low, row_high in [*self.rows, (cost, least, guess)]:
            fixed, free, least_sum, most_sum = 0, [], 0, 0
            for v, c in terms.items():
                if low[v] == high[v]:
                    fixed += c * low[v]
                else:
                    free.append((v, c))
                    ends = (c * low[v], c * high[v])
                    least_sum, most_sum = least_sum + min(ends), most_sum + max(ends)
            row_low = None if row_low is None or least_sum + fixed >= row_low else row_low - fixed
            row_high = None if row_high is None or most_sum + fixed <= row_high else row_high - fixed
            if row_low is None and row_high is None:
                continue
            if (row_low is not None and most_sum < row_low) or (row_high is not None and least_sum > row_high):
                return "none", None
            expression = cp_model.LinearExpr.weighted_sum([variables[v] for v, _ in free], [c for _, c in free])
            big = 1 << 60
            model.add_linear_constraint(expression, -big if row_low is None else row_low, big if row_high is None else row_high)
        free = [(v, c) for v, c in cost.items() if low[v] != high[v]]
        if free:
            model.minimize(cp_model.LinearExpr.weighted_sum([variables[v] for v, _ in free], [c for _, c in free]))
        if self.point is not None:
            for v, variable in enumerate(variables):
                if low[v] != high[v]:
                    model.add_hint(variable, min(max(self.point[v], low[v]), high[v]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        if left is not None:
            solver.parameters.max_time_in_seconds = left
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return "none", None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return "unknown", None
        point = [lo if lo == hi else solver.value(variables[v]) for v, (lo, hi) in enumerate(zip(low, high))]
        return ("optimal" if status == cp_model.OPTIMAL else "feasible"), point

    def _shut(self, reduced, room):
        """Bounds without what no plan with that little room can use."""
        low, high = list(self.low), list(self.high)
        for variable in np.nonzero(np.abs(reduced) > room + MARGIN)[0]:
            if low[variable] < high[variable]:
                steps = int((room + MARGIN) // abs(reduced[variable]))
                if reduced[variable] > 0:
                    high[variable] = min(high[variable], low[variable] + steps)
                else:
                    low[variable] = max(low[variable], high[variable] - steps)
        return low, high

    def _fix(self, reduced, room):
        self.low, self.high = self._shut(reduced, room)
