"""Shared hours, hubs and who travels by periods a week (§16)."""

import math
from fractions import Fraction

from .draw import number
from .posts import Post, price, weight


class Travel:
    """Shared periods, hubs, and a whole number of periods for every way from a post to shared hours."""

    def __init__(self, model):
        self.model, self.county, self.rule = model, model.county, model.rules["itinerant"]
        listed = self.rule.get("subjects")
        self.shared = {
            key: periods for key, periods in model.shared.items()
            if self.county.schools[key[0]].side == "receiving"
            and (key[2] in listed if listed is not None else self.county.subjects.scarce(key[2]))}
        self.periods, self.itinerants = None, None
        self._hubs()

    def load(self, part, subject):
        stated = self.rule.get("periods")
        return max(1, int(stated) if stated is not None else math.floor(self.county.subjects.load(subject, part)))

    def reaches(self, base, school):
        """Whether who works at a school may teach at another: they go together, within a day's journey."""
        one, other, within = self.county.schools[base], self.county.schools[school], self.rule["within"]
        if base == school:
            return True
        together = (
            ("alliance" in within and one.alliance and one.alliance == other.alliance)
            or ("township" in within and one.township and one.township == other.township)
            or ("central-school" in within and (one.central == school or other.central == base
                                                or (one.central and one.central == other.central))))
        metres = self.model.roads.between(base, school) if together else None
        return metres is not None and metres <= Fraction(self.rule["km"]) * 1000

    def _hubs(self):
        """The hub of shared hours takes teachers though it requires none, where it reaches half a load."""
        for school, part, subject in self.shared:
            could = [other for other in self.county.schools.values()
                     if other.side == "receiving" and part in other.parts and self.reaches(other.id, school)]
            central = self.county.schools[school].central
            hub = next((other for other in could if other.id == central), None)
            if hub is None:
                hub = max(could, key=lambda other: other.pupils[part])  # the first among equals
            reached = sum(hours for (to, p, k), hours in self.shared.items()
                          if (p, k) == (part, subject) and self.reaches(hub.id, to))
            if 2 * reached >= self.load(part, subject):
                key = (hub.id, part, subject)
                if key not in self.model.posts:
                    self.model.posts[key] = Post(*key)
                    price(self.county, self.model.posts[key])
                self.model.posts[key].hub = True

    def _state(self):
        """Variables of ways and of those who travel, made when the first rule asks for them."""
        program = self.model.program
        self.periods, self.itinerants = {}, {}
        for key in self.model.posts:
            ways = []
            for (school, part, subject), hours in self.shared.items():
                if (part, subject) == key[1:] and self.reaches(key[0], school):
                    way = (key[0], school, part, subject)
                    self.periods[way] = program.whole(f"periods {way}", 0, hours)
                    ways.append((self.periods[way], 1))
            if ways:
                load = self.load(*key[1:])
                most = math.ceil(Fraction(sum(program.high[v] for v, _ in ways), load))
                self.itinerants[key] = program.whole(f"itinerants {key}", 0, most)
                program.row([*ways, (self.itinerants[key], -load)], 1 - load, 0)
        for (school, part, subject), hours in self.shared.items():
            ways = [(v, 1) for way, v in self.periods.items() if way[1:] == (school, part, subject)]
            if ways:
                program.row(ways, None, hours)

    def travelling(self, key):
        if self.periods is None:
            self._state()
        return [self.itinerants[key]] if key in self.itinerants else []

    def lottery(self):
        """The number of a way, 1 to 1000."""
        return [(v, 1 + number(self.model.seed, "route", *way) % 1000) for way, v in self.periods.items()]

    def untaught(self):
        weights = {key: weight(self.county, key[0], key[2]) for key in self.shared}
        terms = [(v, -weights[way[1:]]) for way, v in self.periods.items()]
        return terms, sum(weights[key] * hours for key, hours in self.shared.items())

    def journeys(self):
        return [(v, -(-self.model.roads.between(way[0], way[1]) // 100)) for way, v in self.periods.items()]


def rule(model, rule):
    """A share of the shared periods is taught."""
    travel = model.travel
    required = math.ceil(Fraction(rule.get("share", 0)) * sum(travel.shared.values()))
    if required > 0:
        model.at_least("itinerant", [(variable, 1) for variable in travel.periods.values()], required, required)
