"""The exchange of heads (§21): who takes part, which school each could lead, and the best matching, goal after goal."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .days import retirement_day, whole_years
from .draw import number
from .program import Program

GOALS = ["heads-left", "heads-early", "heads-journey", "heads-lottery"]
ROLES = ["principal", "vice_principal"]


@dataclass
class Office:
    """A head at a school: a column."""
    teacher: object
    to: str
    cost: tuple            # a number a goal
    variable: int = None


def terms(county):
    """The section of the policy, or None where there is no exchange of heads."""
    section = county.policy.get("principals", {})
    return section if section.get("on") else None


def tenure(county, teacher):
    """Where a head stands in the term; None for who is no head."""
    rules = terms(county)
    if rules is None or teacher.role not in rules["roles"] or teacher.status != "on_duty":
        return None
    if not county.schools[teacher.home].public:
        return None
    if teacher.running:
        return "away"
    if any(who == teacher.id and (kind == "stay" or kind == "forbid" and school is None)
           for who, kind, school, _ in county.pins):
        return "kept"
    if teacher.exemptions:
        return "exempt"
    if rules.get("exempt-before-retirement") and teacher.birth:
        if retirement_day(teacher.birth, teacher.sex, county.policy["years"]) <= date(county.first_year + rules["term-years"], 8, 31):
            return "near-retirement"
    if teacher.office_since is None:
        return "unknown"
    due = whole_years(teacher.office_since, county.day) >= rules["term-years"] * rules["terms"]
    return "due" if due else "serving"


def takes_part(county, teacher):
    return tenure(county, teacher) in ("due", "serving")


def match(county, roads, moves, seed, workers=1):
    """The values of the goals and who leads which school, after moves (teacher: school); None where there is no exchange."""
    rules = terms(county)
    if rules is None:
        return None
    works = {teacher.id: moves.get(teacher.id, teacher.serves_at) for teacher in county.teachers.values()}
    values, led = [0] * len(GOALS), {}
    for role in (role for role in ROLES if role in rules["roles"]):
        taking = [t for t in county.teachers.values() if t.role == role and takes_part(county, t)]
        places = {}
        for head in taking:
            places[head.home] = places.get(head.home, 0) + 1
        columns = [Office(head, school, _cost(county, roads, head, school, seed)) for head in taking for school in places
                   if _may(county, roads, rules, head, school, taking, places, works)]
        of_role = _best(columns, taking, places, workers)
        for column in of_role:
            values = [value + cost for value, cost in zip(values, column.cost)]
            led[column.teacher.id] = works[column.teacher.id] = column.to
    return values, led


def _may(county, roads, rules, head, school, taking, places, works):
    if school == head.home:
        return True
    there, here = county.schools[school].parts, county.schools[head.home].parts
    if head.part not in there or rules.get("same-stage") and set(there) != set(here):
        return False
    journey = roads.journey(head, school)
    if rules.get("max-km") is not None and journey is not None and journey > Fraction(rules["max-km"]) * 1000:
        return False
    if any(who == head.id and kind == "forbid" and where == school for who, kind, where, _ in county.pins):
        return False
    if not rules.get("avoid-kin"):
        return True
    kin = [k for k in county.kin().get(head.id, ()) if k in county.teachers and county.teachers[k].status != "retired"]
    if any(works[k] == school for k in kin):
        return False
    return places[school] == 1 or not any(other.id in kin for other in taking)


def _cost(county, roads, head, school, seed):
    due = tenure(county, head) == "due"
    if school == head.home:
        return int(due), 0, 0, 0
    journey = roads.journey(head, school) or 0
    return 0, int(not due), -(-journey // 100), number(seed, "head", head.id, school)


def _best(columns, taking, places, workers):
    """Everybody leads one school, every office keeps its places: the least of each goal in order."""
    program = Program(workers)
    for column in columns:
        column.variable = program.whole(f"{column.teacher.id} leads {column.to}", 0, 1)
    for head in taking:
        program.row([(c.variable, 1) for c in columns if c.teacher is head], 1, 1)
    for school, count in places.items():
        program.row([(c.variable, 1) for c in columns if c.to == school], count, count)
    if columns:
        for goal in range(len(GOALS)):
            program.minimise([(c.variable, c.cost[goal]) for c in columns])
    return [column for column in columns if program.value(column.variable) == 1]
