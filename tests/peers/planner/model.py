"""The integer program of a county: columns, posts, and what every rule needs to state its rows (§§5, 6)."""

from collections import defaultdict

from .columns import all_moves, all_retasks
from .distance import Roads
from .eligible import Eligibility
from .establishment import Establishment
from .posts import all_posts, short_before
from .program import Program
from . import itinerant


class Model:
    def __init__(self, county, seed, workers=1, limit=None):
        self.county, self.seed, self.policy = county, seed, county.policy
        self.rules = county.policy["rules"]
        self.roads = Roads(county)
        self.establishment = Establishment(county, seed)
        self.posts, self.shared = all_posts(county, self.establishment)
        self.travel = itinerant.Travel(self) if self.mode("itinerant") != "off" else None
        self.eligibility = Eligibility(county)
        self.retasks = all_retasks(county, self.posts)
        short_before(county, self.posts, [(r.teacher, r.post) for r in self.retasks], seed, workers)
        self.moves = all_moves(county, self.posts, self.eligibility, self.roads)
        self.program = Program(workers, limit)
        self.breaches = {}
        self._variables()
        self._heads()

    def mode(self, rule):
        return self.rules.get(rule, {}).get("mode", "off")

    def _variables(self):
        self.of_teacher, self.out, self.into = defaultdict(list), defaultdict(list), defaultdict(list)
        self.leaving, self.filling = defaultdict(list), defaultdict(list)
        self.retask_of = defaultdict(list)
        for move in self.moves:
            move.variable = self.program.whole(f"{move.teacher.id} to {move.post.key}", 0, 1)
            self.of_teacher[move.teacher.id].append(move)
            self.out[move.origin].append(move)
            self.into[move.to].append(move)
        for retask in self.retasks:
            retask.variable = self.program.whole(f"{retask.teacher.id} retasked to {retask.post.key}", 0, 1)
            self.retask_of[retask.teacher.id].append(retask)
        for column in (*self.moves, *self.retasks):
            self.leaving[column.home].append(column)
            self.filling[column.post.key].append(column)
        self.short, self.over = {}, {}
        for key, post in self.posts.items():
            most = post.serving + len(self.filling[key])
            if post.limit is not None:
                most = max(post.limit, post.serving, post.required)
            self.short[key] = self.program.whole(f"short {key}", 0, post.required)
            self.over[key] = self.program.whole(f"over {key}", 0, max(0, most - post.required))

    def _heads(self):
        """Head-counts of schools: who teaches and serves there, and who is on the payroll (§1)."""
        self.staff, self.payroll, self.seniors = defaultdict(int), defaultdict(int), defaultdict(int)
        for teacher in self.county.teachers.values():
            if teacher.teaches:
                self.staff[teacher.serves_at] += 1
            if teacher.status != "retired":
                self.payroll[teacher.home] += 1
                self.seniors[teacher.serves_at] += teacher.title == "senior"

    def one(self, columns, coefficient=1):
        return [(column.variable, coefficient) for column in columns]

    def touched(self, school):
        return self.out[school] or self.into[school]

    def breach(self, rule, most):
        """A new breach of a soft rule, counted in its goal; None where the rule is hard."""
        if self.mode(rule) != "soft":
            return None
        variable = self.program.whole(f"breach {rule}", 0, max(0, most))
        self.breaches.setdefault(rule, []).append((variable, 1))
        return variable

    def at_least(self, rule, terms, low, most, unit=1):
        """terms + unit · breach ≥ low."""
        breach = self.breach(rule, most)
        self.program.row([*terms, *([] if breach is None else [(breach, unit)])], low, None)

    def at_most(self, rule, terms, high, most, unit=1):
        """terms − unit · breach ≤ high."""
        breach = self.breach(rule, most)
        self.program.row([*terms, *([] if breach is None else [(breach, -unit)])], None, high)
