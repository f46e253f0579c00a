"""Distances and journeys in whole metres (§5, journey).

The text says neither the radius nor where metres are rounded. Here: the mean radius 6 371 008.8 m (§18 gives it for the
map), the great circle rounded to whole metres, then times `detour` and rounded up; and a travel row counts both ways.
"""

import math
from fractions import Fraction

RADIUS = 6_371_008.8


class Roads:
    def __init__(self, county):
        self.county = county
        self.detour = Fraction(county.policy["movement"].get("detour", 1))
        self.known = {}

    def between(self, one, other):
        """From a school to another, or None."""
        if one == other:
            return 0
        key = (one, other)
        if key not in self.known:
            schools = self.county.schools
            row = self._row(one, other)
            self.known[key] = self._apart(schools[one].place, schools[other].place) if row is None else row
        return self.known[key]

    def journey(self, teacher, school):
        """From where the teacher lives to a school, or None: the table, the home, then the home school."""
        row = self._row(teacher.id, school)
        if row is not None:
            return row
        if teacher.place:
            home = self._apart(teacher.place, self.county.schools[school].place)
            if home is not None:
                return home
        return self.between(teacher.home, school)

    def _row(self, one, other):
        travel = self.county.travel
        return travel.get((one, other), travel.get((other, one)))

    def _apart(self, one, other):
        if one is None or other is None:
            return None
        lon1, lat1, lon2, lat2 = map(math.radians, (*one, *other))
        half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        metres = math.floor(2 * RADIUS * math.asin(math.sqrt(min(1.0, half))) + 0.5)
        return math.ceil(metres * self.detour)
