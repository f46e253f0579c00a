"""Rows of the rules that name people: couples, two-way exchange, pins (§6)."""

from collections import defaultdict
from fractions import Fraction


def couples(model, rule):
    teachers, metres = model.county.teachers, Fraction(rule["km"]) * 1000
    for (first, second), asked in model.county.couples:
        if not (model.of_teacher[first] or model.of_teacher[second]):
            continue
        if asked or rule.get("who", "asked") != "asked":
            _together(model, first, second, metres)
        elif rule.get("apart"):
            _apart(model, teachers[first], teachers[second], metres)


def _to(model, teacher):
    """The moves of a teacher by the school they lead to."""
    found = defaultdict(list)
    for move in model.of_teacher[teacher]:
        found[move.to].append(move)
    return found


def _together(model, first, second, metres):
    """Both move, to schools at most `km` apart, or neither. One breach for all rows of the couple."""
    breach = model.breach("couples", 1)
    soft = [] if breach is None else [(breach, -1)]
    one, other = _to(model, first), _to(model, second)
    row = model.one(model.of_teacher[first]) + model.one(model.of_teacher[second], -1)
    model.program.row(row + soft, None, 0)
    model.program.row([(v, -c) for v, c in row] + soft, None, 0)

    def near(s, t):
        """From the new school of the lower id to that of the other; unknown: only the same school."""
        apart = model.roads.between(s, t)
        return s == t or (apart is not None and apart <= metres)

    for school, moves in one.items():
        answer = [move for to, others in other.items() if near(school, to) for move in others]
        model.program.row(model.one(moves) + model.one(answer, -1) + soft, None, 0)
    for school, moves in other.items():
        answer = [move for to, others in one.items() if near(to, school) for move in others]
        model.program.row(model.one(moves) + model.one(answer, -1) + soft, None, 0)


def _apart(model, first, second, metres):
    """The distance after the moves is at most `km`, or at most the distance before."""
    before = model.roads.between(first.serves_at, second.serves_at)
    if before is None:
        return
    breach = model.breach("couples", 1)
    soft = [] if breach is None else [(breach, -1)]
    one, other = _to(model, first.id), _to(model, second.id)

    def too_far(s, t):
        apart = model.roads.between(s, t)
        return apart is not None and apart > metres and apart > before

    for school, moves in one.items():
        if not too_far(school, second.serves_at):
            wrong = [move for to, others in other.items() if too_far(school, to) for move in others]
            if wrong:
                model.program.row(model.one(moves) + model.one(wrong) + soft, None, 1)
        else:
            right = [move for to, others in other.items() if not too_far(school, to) for move in others]
            model.program.row(model.one(moves) + model.one(right, -1) + soft, None, 0)
    for school, moves in other.items():
        if too_far(first.serves_at, school):
            right = [move for to, others in one.items() if not too_far(to, school) for move in others]
            model.program.row(model.one(moves) + model.one(right, -1) + soft, None, 0)


def two_way(model, rule):
    up, down = ([m for m in model.moves if m.direction == way] for way in ("up", "down"))
    by_subject = bool(rule.get("same-subject"))
    pairs = defaultdict(list)
    for move in up:
        place = (move.origin, move.home[1], move.home[2]) if by_subject else (move.origin,)
        pairs[(move.to, place)].append(move)
    for (trains, place), moves in pairs.items():
        partners = [m for m in down if m.origin == trains and (m.post.key == place if by_subject else m.to == place[0])]
        model.at_least("two-way", model.one(partners) + model.one(moves, -1), 0, len(moves))
    share = Fraction(rule.get("share", 0))
    if share > 0:
        model.at_least("two-way", model.one(down, -share.numerator) + model.one(up, share.denominator), 0,
                       len(model.county.teachers), share.denominator)


def pins(model, rule):
    for teacher, kind, school, subject in model.county.pins:
        meant = [move for move in model.of_teacher[teacher]
                 if (school is None or move.to == school) and (subject is None or move.post.subject == subject)]
        if kind in ("post", "leave"):
            model.at_least("pins", model.one(meant), 1, 1)
        else:
            model.at_most("pins", model.one(meant), 0, 1)
