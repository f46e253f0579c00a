"""The county: schools, teachers and all that the tables say of them, and the words of §1."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from .backbone import grade_of, read_backbone
from .days import read_day
from .policy import Subjects, allowed_level
from .tables import blank, integer, number, read_table, several
from .words import word

PARTS = {"primary": ("primary",), "teaching_point": ("primary",), "junior": ("junior",), "nine_year": ("primary", "junior")}
GRADES = {"primary": range(0, 6), "junior": range(6, 9)}


@dataclass
class School:
    id: str
    stage: str
    area: str
    tier: str
    public: bool
    pupils: dict           # part: pupils
    classes: list          # classes of grades 1 to 9
    boarders: int
    hardship: int
    alliance: str
    central: str
    place: tuple           # (longitude, latitude) or None
    establishment: int
    posts_senior: int
    beds: dict             # all, male, female: figure or None
    township: str
    side: str = ""

    @property
    def parts(self):
        return PARTS[self.stage]

    def classes_of(self, part):
        return sum(self.classes[grade] for grade in GRADES[part])


@dataclass
class Posting:
    origin: str
    to: str
    start: date
    end: date
    subject: str


@dataclass
class Teacher:
    id: str
    home: str
    subjects: list
    part: str
    sex: str
    birth: date
    title: str
    backbone: dict         # the level of the ladder, or None
    joined: date
    status: str
    exemptions: list
    language: int          # place on the ladder, or None
    role: str
    class_teacher: bool
    graduating: bool
    volunteer: bool
    place: tuple
    spouse: str
    together: bool
    office_since: date = None
    postings: list = field(default_factory=list)
    running: Posting = None

    @property
    def teaches(self):
        return self.status == "on_duty" and self.role not in ("administrator", "support")

    @property
    def serves_at(self):
        return self.running.to if self.running else self.home

    @property
    def main(self):
        return self.subjects[0] if self.subjects else None

    @property
    def taught(self):
        """The subject that the teacher is counted under (§1, serving)."""
        return self.running.subject or self.main if self.running else self.main


class County:
    def __init__(self, folder, policy):
        self.policy = policy
        self.subjects = Subjects(policy)
        with open(Path(folder) / "county.toml", "rb") as handle:
            self.settings = tomllib.load(handle)
        self.first_year = int(str(self.settings["school_year"])[:4])
        self.day = date(self.first_year, 9, 1)
        self.schools = {}
        for row in read_table(folder, "schools"):
            school = self._school(row)
            self.schools[school.id] = school
        self.names = {row["name"]: row["school_id"] for row in read_table(folder, "schools") if row["name"]}
        self.teachers = {}
        for row in read_table(folder, "teachers"):
            teacher = self._teacher(row)
            self.teachers[teacher.id] = teacher
        for row in read_table(folder, "applications"):
            self.teachers[row["teacher_id"]].volunteer = True
        self._postings(read_table(folder, "postings"))
        self._couple()
        self.needs = {}
        for row in read_table(folder, "needs"):
            school = self.schools[self.school_id(row["school_id"])]
            key = (school.id, word("stage", row["stage"], school.parts[0]), self.subjects.read(row["subject"]))
            self.needs[key] = (int(row["required"]), integer(row["limit"]), integer(row["weight"]))
        self.wishes = {}
        for row in read_table(folder, "wishes"):
            wish = (int(row["rank"]), self.school_id(row["school_id"]))
            self.wishes.setdefault(row["teacher_id"], []).append(wish)
        self.pins = [(row["teacher_id"], word("pin", row["kind"]), self.school_id(row["school_id"]),
                      None if blank(row["subject"]) else self.subjects.read(row["subject"]))
                     for row in read_table(folder, "pins")]
        self.relatives = [(row["teacher_id"], row["relative_id"]) for row in read_table(folder, "relatives")]
        self.scores = {(row["goal"], row["teacher_id"], self.school_id(row["school_id"])): int(row["value"])
                       for row in read_table(folder, "scores")}
        self.published = read_table(folder, "published")
        self.travel = {}
        for row in read_table(folder, "travel"):
            if not blank(row["km"]):
                ends = tuple(self.names.get(row[end], row[end]) for end in ("from", "to"))
                self.travel.setdefault(ends, int(Fraction(row["km"]) * 1000))
        self.authorised = [(word("authorised", row["stage"], "total"), int(row["posts"]))
                           for row in read_table(folder, "authorised")]
        self.teachers_only = not any(t.role in ("administrator", "support") for t in self.teachers.values())

    def school_id(self, cell):
        if blank(cell):
            return None
        return cell if cell in self.schools else self.names[cell]

    def _school(self, row):
        stage = word("school_stage", row["stage"])
        pupils = [integer(row[f"pupils_g{grade}"]) for grade in range(1, 10)]
        classes = [integer(row[f"classes_g{grade}"]) for grade in range(1, 10)]
        grades = [grade for part in PARTS[stage] for grade in GRADES[part]]
        total = integer(row["pupils"], 0)
        if any(count is not None for count in pupils):
            by_part = {part: sum(pupils[g] or 0 for g in GRADES[part]) for part in PARTS[stage]}
        else:
            # A total of a nine-year school is shared 6 : 3 (findings; §2 is silent), junior rounded down.
            by_part = {PARTS[stage][0]: total}
            if stage == "nine_year":
                by_part = {"primary": total - total * 3 // 9, "junior": total * 3 // 9}
        if all(count is None for count in classes):
            # What §15 step 6 says of totals that are foreseen: evenly over the grades, lower grades first.
            for place, grade in enumerate(grades):
                classes[grade] = _even(integer(row["classes"], 0), len(grades), place)
        lon, lat = number(row["lon"]), number(row["lat"])
        school = School(
            id=row["school_id"], stage=stage, area=word("area", row["area"]),
            tier=word("tier", row["tier"], "ordinary"), public=word("ownership", row["ownership"], "public") == "public",
            pupils=by_part, classes=[count or 0 for count in classes], boarders=integer(row["boarding"], 0),
            hardship=integer(row["hardship"], 0), alliance=row["alliance"], central=row["central_school"],
            place=None if lon is None or lat is None else (lon, lat), establishment=integer(row["establishment"]),
            posts_senior=integer(row["posts_senior"]), township=row["township"],
            beds={"all": integer(row["beds"]), "male": integer(row["beds_male"]), "female": integer(row["beds_female"])})
        school.side = self._side(school)
        return school

    def _side(self, school):
        """§1: outside where private; else by tier where the policy lists the tier, else by area."""
        sides = self.policy["sides"]
        if not school.public:
            return "outside"
        if school.tier in sides.get("sending-tiers", []):
            return "sending"
        if school.tier in sides.get("receiving-tiers", []):
            return "receiving"
        return "sending" if school.area in sides.get("sending-areas", []) else "receiving"

    def _teacher(self, row):
        home = self.school_id(row["school_id"])
        subjects = list(dict.fromkeys(self.subjects.read(cell) for cell in several(row["subjects"])))
        ladders = self.policy.get("ladders", {})
        backbone = None if blank(row["backbone"]) else read_backbone(ladders["backbone"], row["backbone"])
        language = None if blank(row["language_level"]) else allowed_level(ladders["language"], row["language_level"])
        lon, lat = number(row["home_lon"]), number(row["home_lat"])
        flag = lambda column: word("flag", row[column], "no") == "yes"
        return Teacher(
            id=row["teacher_id"], home=home, subjects=subjects,
            part=word("stage", row["stage"], self.schools[home].parts[0]), sex=word("sex", row["sex"]),
            birth=read_day(row["birth_date"]), title=word("title", row["title"], "none"), backbone=backbone,
            joined=read_day(row["joined_school"]), status=word("status", row["status"], "on_duty"),
            exemptions=several(row["exemptions"]), language=language, role=word("role", row["role"], "teacher"),
            class_teacher=flag("class_teacher"), graduating=flag("graduating_grade"), volunteer=flag("volunteer"),
            place=None if lon is None or lat is None else (lon, lat),
            spouse=None if blank(row["spouse_id"]) else row["spouse_id"], together=flag("together"),
            office_since=read_day(row["office_since"]))

    def _postings(self, rows):
        for row in rows:
            teacher = self.teachers[row["teacher_id"]]
            teacher.postings.append(Posting(
                origin=self.school_id(row["from_school"]), to=self.school_id(row["to_school"]),
                start=read_day(row["start"]), end=read_day(row["end"], last_of_month=True),
                subject=None if blank(row["subject"]) else self.subjects.read(row["subject"])))
        for teacher in self.teachers.values():
            running = [p for p in teacher.postings if p.start <= self.day <= p.end]
            teacher.running = max(running, key=lambda p: (p.start, p.end), default=None)

    def _couple(self):
        """Couples with both on the roster, the lower id first, and whether one of them asked (§6, couples)."""
        pairs = {}
        for teacher in self.teachers.values():
            if teacher.spouse in self.teachers:
                pair = tuple(sorted((teacher.id, teacher.spouse)))
                pairs[pair] = pairs.get(pair, False) or teacher.together
        self.couples = sorted(pairs.items())

    def past_postings(self, teacher):
        return sum(posting.end < self.day for posting in teacher.postings)

    def is_backbone(self, teacher, levels):
        """§6: a level whose grade is among `levels` (absent: any)."""
        return teacher.backbone is not None and (levels is None or grade_of(teacher.backbone) in levels)

    def heads(self):
        """Who heads which school: on duty, principal or vice principal by role, where they serve (§6)."""
        found = {}
        for teacher in self.teachers.values():
            if teacher.status == "on_duty" and teacher.role in ("principal", "vice_principal"):
                found.setdefault(teacher.serves_at, set()).add(teacher.id)
        return found

    def kin(self):
        """Spouses and relatives, both ways (§6)."""
        found = {}
        pairs = list(self.relatives) + [(t.id, t.spouse) for t in self.teachers.values() if t.spouse]
        for one, other in pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found


def _even(total, parts, place):
    return total // parts + (place < total % parts)
