"""Moves and retasks that may be (§5)."""

from dataclasses import dataclass

from .posts import below_level, retasks


@dataclass
class Move:
    teacher: object
    post: object
    home: tuple            # key of the home post
    direction: str
    journey: int           # metres, or None
    variable: int = None

    @property
    def to(self):
        return self.post.school

    @property
    def origin(self):
        return self.teacher.home

    @property
    def down(self):
        return self.direction == "down"


@dataclass
class Retask:
    teacher: object
    post: object
    home: tuple
    variable: int = None


DIRECTIONS = {("sending", "receiving"): "down", ("receiving", "sending"): "up"}


def direction(one, other):
    return "level" if one.side == other.side else DIRECTIONS[one.side, other.side]


def all_moves(county, posts, eligibility, roads):
    policy, movement = county.policy, county.policy["movement"]
    hard = {rule for rule, stated in policy["rules"].items() if stated.get("mode") == "hard"}
    max_km = movement.get("max-km")
    heads, kin = county.heads(), county.kin()
    by_need = {}
    for post in posts.values():
        if post.takes:
            by_need.setdefault((post.part, post.subject), []).append(post)
    found = []
    for teacher in county.teachers.values():
        home = county.schools[teacher.home]
        if home.side == "outside" or eligibility.left[teacher.id] - {"not-sending"}:
            continue
        if movement.get("who") == "volunteers" and not teacher.volunteer:
            continue
        if "continuity" in hard and held_for_continuity(policy, teacher):
            continue
        for subject in teacher.subjects:
            for post in by_need.get((teacher.part, subject), []):
                school = county.schools[post.school]
                if school is home or school.side == "outside":
                    continue
                way = direction(home, school)
                if way not in movement["directions"] or not eligibility.may_move(teacher.id, way):
                    continue
                if "language" in hard and below_level(county, teacher, subject):
                    continue
                if "avoidance" in hard and kin.get(teacher.id, set()) & heads.get(school.id, set()):
                    continue
                journey = roads.journey(teacher, school.id)
                if max_km is not None and journey is not None and journey > max_km * 1000:
                    continue
                found.append(Move(teacher, post, (home.id, teacher.part, teacher.main), way, journey))
    return found


def all_retasks(county, posts):
    return [Retask(teacher, post, (teacher.home, teacher.part, teacher.main)) for teacher, post in retasks(county, posts)]


def held_for_continuity(policy, teacher):
    who = policy["rules"]["continuity"].get("who", [])
    return ("class-teacher" in who and teacher.class_teacher) or ("graduating" in who and teacher.graduating)
