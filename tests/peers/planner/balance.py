"""The measure of balance between public schools (§6), as a rule and as a goal."""

import math
from fractions import Fraction

ARTS = {"pe", "music", "art"}
INDICATORS, STAGES = ("teachers", "backbone", "pe-arts"), ("primary", "junior")


class Gauge:
    """One stage and indicator: the head-counts of schools before the moves, and what each head costs."""

    def __init__(self, model, indicator, stage):
        self.model, self.indicator, self.stage = model, indicator, stage
        county = model.county
        self.levels = county.policy["rules"].get("backbone-share", {}).get("levels")
        self.pupils = {s.id: s.pupils[stage] for s in county.schools.values()
                       if s.public and stage in s.parts and s.pupils[stage] > 0}
        self.heads = dict.fromkeys(self.pupils, 0)
        for teacher in county.teachers.values():
            if teacher.teaches and self.counts(teacher) and teacher.serves_at in self.heads:
                self.heads[teacher.serves_at] += 1
        self.p, self.x = sum(self.pupils.values()), sum(self.heads.values())
        self.terms = []
        if self.x:
            self.scale = next((s for s in (10**6, 10**5, 10**4) if self._fits(s)), 10**4)
            self.standing = self._standing()
            self._state()

    def counts(self, teacher):
        if teacher.part != self.stage:
            return False
        if self.indicator == "backbone":
            return self.model.county.is_backbone(teacher, self.levels)
        return self.indicator == "teachers" or teacher.main in ARTS

    def _raw(self, school, n, scale):
        """What the n-th head of a school costs, before it is kept within 10^6."""
        pupils = self.pupils[school]
        return _round(Fraction(scale * (self.p * (2 * n - 1) - 2 * pupils * self.x), pupils * self.x**2))

    def _fits(self, scale):
        return all(abs(self._raw(s, n, scale)) <= 10**6 for s, x in self.heads.items() for n in (1, x + 10))

    def _cost(self, school, n):
        return max(-10**6, min(10**6, self._raw(school, n, self.scale)))

    def _standing(self):
        total = sum(10**6 * self.scale * self.p * x**2 // (self.pupils[s] * self.x**2) for s, x in self.heads.items())
        return _round(Fraction(total, 10**6)) - self.scale

    def _state(self):
        """Heads that arrive at a school or leave it; costs do not fall from a head to the next."""
        program = self.model.program
        for school, x in self.heads.items():
            gone = [move for move in self.model.out[school] if self.counts(move.teacher)]
            come = [move for move in self.model.into[school] if self.counts(move.teacher)]
            if not gone and not come:
                continue
            arrived = [program.whole("arrived", 0, 1) for _ in {move.teacher.id for move in come}]
            left = [program.whole("left", 0, 1) for _ in range(min(x, len({move.teacher.id for move in gone})))]
            program.row([*self.model.one(gone, -1), *self.model.one(come), *((v, -1) for v in arrived),
                         *((v, 1) for v in left)], 0, 0)
            self.terms += [(v, self._cost(school, x + 1 + i)) for i, v in enumerate(arrived)]
            self.terms += [(v, -self._cost(school, x - i)) for i, v in enumerate(left)]


def gauge(model, indicator, stage):
    """Each gauge is stated once, whether the rule, a goal or both ask for it."""
    known = model.__dict__.setdefault("gauges", {})
    if (indicator, stage) not in known:
        known[indicator, stage] = Gauge(model, indicator, stage)
    return known[indicator, stage]


def rule(model, rule):
    for stage in rule.get("stages", STAGES):
        for indicator in rule.get("indicators", INDICATORS):
            one = gauge(model, indicator, stage)
            if one.x:
                limit = rule["limit"][indicator]
                limit = Fraction(limit[stage] if isinstance(limit, dict) else limit)
                high = math.floor(one.scale * limit**2)
                worst = one.standing + sum(abs(cost) for _, cost in one.terms)
                unit = one.scale // 10**4
                model.at_most("balance", one.terms, high - one.standing, max(0, worst - high) // unit + 1, unit)


def goal(model, goal):
    """Σ of V · 10^6 / scale over the goal's indicators and stages, all unless it states some."""
    terms, constant = [], 0
    for stage in goal.get("stages", STAGES):
        for indicator in goal.get("indicators", INDICATORS):
            one = gauge(model, indicator, stage)
            if one.x:
                factor = 10**6 // one.scale
                terms += [(v, cost * factor) for v, cost in one.terms]
                constant += one.standing * factor
    return terms, constant


def _round(value):
    """To the nearest, halves up."""
    return math.floor(value + Fraction(1, 2))
