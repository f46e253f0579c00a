"""Establishment and teaching posts of every part of every public school (§2)."""

import math
from fractions import Fraction

from .days import whole_years
from .draw import number
from .program import NoPlan, Program


class Establishment:
    """computed, posts and teaching posts, each by (school, part)."""

    def __init__(self, county, seed):
        self.county, self.seed, self.rules = county, seed, county.policy["staffing"]
        self.public = [school for school in county.schools.values() if school.public]
        self.computed, self.floor = {}, {}
        for school in self.public:
            boarding = self._boarding(school)
            for part in school.parts:
                computed = self._count(school, part) + boarding[part]
                self.computed[school.id, part] = computed
                per_class = Fraction(self._of("floor-per-class", part, school))
                self.floor[school.id, part] = min(computed, math.ceil(school.classes_of(part) * per_class))
        self.posts = self._within_total()
        self.teaching = {}
        for (school, part), posts in self.posts.items():
            share = 0 if county.teachers_only else self._of("non-teaching", part, county.schools[school])
            self.teaching[school, part] = posts - math.floor(Fraction(share) * posts)

    def of_school(self, figures, school):
        return sum(count for (one, _), count in figures.items() if one == school)

    def _of(self, key, part, school, default=0):
        value = self.rules.get(key, default)
        if isinstance(value, dict):
            value = value.get(part, default)
        if isinstance(value, dict):
            value = value.get(school.area, default)
        return value

    def _count(self, school, part):
        """The largest count that applies, without boarders."""
        pupils, classes = school.pupils[part], school.classes_of(part)
        if pupils == 0 and classes == 0:
            return 0
        counts = [math.ceil(pupils / Fraction(self._of("pupils-per-post", part, school)))]
        small = self._of("small-school-pupils", part, school)
        by_classes = math.ceil(classes * Fraction(self._of("posts-per-class", part, school)))
        if school.stage == "teaching_point" or pupils < small:
            counts.append(by_classes)
        elif self.rules.get("class-ratio", "cliff") == "taper" and pupils < 2 * small:
            counts.append(math.ceil(Fraction(by_classes * (2 * small - pupils)) / small))
        if self.rules.get("by-periods"):
            counts.append(self._by_periods(school, part))
        return max(counts)

    def _by_periods(self, school, part):
        """§2, by periods: all subjects of the timetable, class teachers, and who is relieved for age."""
        subjects, total = self.county.subjects, Fraction(0)
        for subject in subjects.order:
            total += Fraction(subjects.periods(subject, part, school.classes)) / subjects.load(subject, part)
        total += Fraction(self.rules.get("class-teacher-load", 0)) * school.classes_of(part)
        older = self.rules.get("older-teachers")
        if older:
            aged = sum(t.teaches and t.serves_at == school.id and t.part == part and t.birth is not None
                       and whole_years(t.birth, self.county.day) >= older["from-age"]
                       for t in self.county.teachers.values())
            total += Fraction(older["relief"]) * aged
        return math.ceil(total)

    def _boarding(self, school):
        """The school's posts for boarders, in a nine-year school by pupils, primary rounded down."""
        per, pupils = self.rules.get("boarders-per-post"), sum(school.pupils.values())
        if per is None or pupils == 0:
            return dict.fromkeys(school.parts, 0)
        return _shared(math.floor(school.boarders / Fraction(per)), {p: school.pupils[p] for p in school.parts})

    def _within_total(self):
        """Whole posts within the authorised total, by the four steps of §2; each total that binds by itself."""
        posts = dict(self.computed)
        for kind, total in self.county.authorised:
            covered = [key for key in self.computed if kind in ("total", key[1])]
            if total < sum(self.computed[key] for key in covered):
                posts.update(self._allocate(covered, total))
        return posts

    def _allocate(self, covered, total):
        program, lower, present = Program(), self._even_cut(covered, total), self._present()
        posts = {key: program.whole(f"posts {key}", lower[key], self.computed[key]) for key in covered}
        program.row([(posts[key], 1) for key in covered], None, total)
        lost = []
        for key in covered:
            less = program.whole(f"lost {key}", 0, max(present[key], 0))
            program.row([(less, 1), (posts[key], 1)], present[key], None)
            lost.append((less, 1))
        program.minimise([(posts[key], -1 - self.county.schools[key[0]].hardship) for key in covered])
        program.minimise(lost)
        # §2 does not state the text of this number: see the README beside peer.py.
        program.minimise([(posts[key], number(self.seed, "posts", *key)) for key in covered])
        return {key: program.value(variable) for key, variable in posts.items()}

    def _even_cut(self, covered, total):
        """Step 1: the least z (per mille) by which every part can be cut alike."""
        for z in range(1001):
            lower = {key: max(self.floor[key], self.computed[key] - z * self.computed[key] // 1000) for key in covered}
            if sum(lower.values()) <= total:
                return lower
        raise NoPlan("the floors exceed the authorised total: no allocation exists")

    def _present(self):
        """Today's books: the approved establishment, shared by *computed* between two parts; else the payroll."""
        present = {}
        for school in self.public:
            if school.establishment is not None:
                shared = _shared(school.establishment, {p: self.computed[school.id, p] for p in school.parts})
                present.update({(school.id, part): count for part, count in shared.items()})
                continue
            for part in school.parts:
                present[school.id, part] = sum(
                    t.home == school.id and t.part == part and t.status != "retired"
                    for t in self.county.teachers.values())
        return present


def _shared(total, weights):
    """In proportion to the weights: the first part rounded down, the last has the rest."""
    parts = list(weights)
    if len(parts) == 1:
        return {parts[0]: total}
    whole = sum(weights.values())
    first = total * weights[parts[0]] // whole if whole else 0
    return {parts[0]: first, parts[1]: total - first}
