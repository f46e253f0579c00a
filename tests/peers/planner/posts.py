"""Posts by subject (§3): what is required, what a short post weighs, and who may be retasked."""

import math
from dataclasses import dataclass
from fractions import Fraction

from .draw import number
from .heads import takes_part
from .program import Program


@dataclass
class Post:
    school: str
    part: str
    subject: str
    required: int = 0
    limit: int = None
    weight: int = 0
    loss: int = 0
    serving: int = 0
    hub: bool = False
    before: int = 0        # short before any move, after the best retasking

    @property
    def key(self):
        return self.school, self.part, self.subject

    @property
    def takes(self):
        """Whether somebody may come: required, or room for teachers whom nobody requires, or a hub."""
        return self.required >= 1 or (self.limit or 0) >= 1 or self.hub


def required_posts(county, school, part, posts):
    """The posts of a part by subject, and the subjects with posts of their own that got none (shared hours)."""
    subjects = county.subjects
    demand = {}
    for subject in subjects.order:
        periods = subjects.periods(subject, part, school.classes)
        if subjects.own_posts(subject) and periods:
            demand[subject] = Fraction(periods) / subjects.load(subject, part)
    if not demand:
        return {}, {}
    taking = [subject for subject in demand if demand[subject] >= Fraction(1, 2)]
    if not taking:
        taking = [max(demand, key=lambda subject: demand[subject])]  # max gives the first among equals
    whole = sum(demand[subject] for subject in taking)
    given = dict.fromkeys(taking, 0)
    if posts > 0:
        for subject in sorted(taking, key=lambda s: -demand[s])[:posts]:  # a stable sort
            given[subject] = 1
        for _ in range(posts - sum(given.values())):
            given[max(taking, key=lambda s: posts * demand[s] / whole - given[s])] += 1
    required = {subject: count for subject, count in given.items() if count}
    shared = {subject: subjects.periods(subject, part, school.classes) for subject in demand if subject not in required}
    return required, shared


def all_posts(county, establishment):
    """Every post by (school, part, subject), and the shared hours alike."""
    posts, shared = {}, {}
    public = {school.id for school in county.schools.values() if school.public}

    def post(key):
        return posts.setdefault(key, Post(*key))

    for school in county.schools.values():
        for part in school.parts if school.public else ():
            required, hours = required_posts(county, school, part, establishment.teaching[school.id, part])
            for subject, count in required.items():
                post((school.id, part, subject)).required = count
            for subject, periods in hours.items():
                shared[school.id, part, subject] = periods
    for key, (count, limit, _) in county.needs.items():
        if key[0] in public:
            post(key).required, post(key).limit = count, limit
    for teacher in county.teachers.values():
        if teacher.teaches and teacher.taught and teacher.serves_at in public:
            post((teacher.serves_at, teacher.part, teacher.taught)).serving += 1
    for one in posts.values():
        price(county, one)
    return posts, shared


def price(county, post):
    """Weight and loss of a post (§3)."""
    row = county.needs.get(post.key)
    stated = row and row[2] is not None
    post.weight = row[2] if stated else weight(county, post.school, post.subject)
    credit = Fraction(county.policy["movement"].get("second-subject-credit", 0))
    post.loss = math.ceil(post.weight * (1 - credit))


def weight(county, school, subject):
    """Weight of a post for which no row of the needs table states one."""
    weights = county.policy["weights"]
    base = Fraction(weights.get("need-base", 0)) + Fraction(weights.get("need-per-hardship", 0)) * county.schools[school].hardship
    return math.ceil(base * (Fraction(weights.get("need-scarce", 1)) if county.subjects.scarce(subject) else 1))


def level_asked(county, subject):
    """The place on the ladder that `language` asks for, whatever its mode; None where it asks for none."""
    rule = county.policy["rules"].get("language", {})
    asked = rule.get("by-subject", {}).get(subject, rule.get("minimum"))
    if asked is None:
        return None
    ladder = [level["id"] for level in county.policy["ladders"]["language"]]
    return ladder.index(asked)


def below_level(county, teacher, subject):
    asked = level_asked(county, subject)
    return asked is not None and teacher.language is not None and teacher.language < asked


def retasks(county, posts):
    """Every retask that may be: (teacher, post filled)."""
    if not county.policy["movement"].get("retasks"):
        return []
    found = []
    for teacher in county.teachers.values():
        school = county.schools[teacher.home]
        if not (school.public and teacher.teaches and teacher.running is None and teacher.main) or takes_part(county, teacher):
            continue
        for subject in teacher.subjects[1:]:
            post = posts.get((school.id, teacher.part, subject))
            if post and post.takes and not below_level(county, teacher, subject):
                found.append((teacher, post))
    return found


def short_before(county, posts, possible, seed, workers=1):
    """§3, before any move: the best retasking of each part of a school alone, by its four steps."""
    groups = {}
    for post in posts.values():
        post.before = max(0, post.required - post.serving)
        groups.setdefault((post.school, post.part), []).append(post)
    choices = {}
    for teacher, post in possible:
        choices.setdefault((post.school, post.part), []).append((teacher, post))
    for place, options in choices.items():
        program = Program(workers)
        leaves = {post.key: [] for post in groups[place]}
        enters = {post.key: [] for post in groups[place]}
        by_teacher = {}
        for teacher, post in options:
            variable = program.whole("", 0, 1)
            by_teacher.setdefault(teacher.id, []).append((variable, post))
            leaves[(*place, teacher.main)].append(variable)
            enters[post.key].append(variable)
        short = {}
        for post in groups[place]:
            short[post.key] = program.whole("", 0, post.required)
            program.row([(short[post.key], 1), *((v, -1) for v in leaves[post.key]), *((v, 1) for v in enters[post.key])],
                        post.required - post.serving, None)
        for filled in by_teacher.values():
            program.row([(variable, 1) for variable, _ in filled], None, 1)
        every = [(teacher, variable, post) for teacher, filled in by_teacher.items() for variable, post in filled]
        program.minimise([(short[post.key], post.weight) for post in groups[place]] + [(v, post.loss) for _, v, post in every])
        program.minimise([(variable, 1) for _, variable, _ in every])
        program.minimise([(variable, 1) for variable in short.values()])
        program.minimise([(v, number(seed, teacher, post.school, post.subject)) for teacher, v, post in every])
        for post in groups[place]:
            post.before = program.value(short[post.key])
