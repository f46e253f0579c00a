"""Who may be sent, and every reason against it (§4)."""

from datetime import date

from .days import retirement_day, whole_years

WAIVERS = {"years": {"too-few-years"}, "age": {"too-old", "age-unknown"}, "rest": {"resting"}}


class Eligibility:
    def __init__(self, county):
        self.county, self.rules = county, county.policy["eligibility"]
        self.reasons = {teacher.id: self._reasons(teacher) for teacher in county.teachers.values()}
        waived = set().union(*(WAIVERS[word] for word in self.rules.get("volunteers-waive", [])), set())
        self.left = {teacher.id: self.reasons[teacher.id] - (waived if teacher.volunteer else set())
                     for teacher in county.teachers.values()}
        self.eligible = {teacher for teacher, reasons in self.reasons.items() if not reasons}
        public = {school.id for school in county.schools.values() if school.public}
        # Waived reasons are reasons here: who moves by a waiver only is not in the base of the county either (§4).
        self.of_county = {teacher for teacher, reasons in self.reasons.items()
                          if reasons <= {"not-sending"} and county.teachers[teacher].home in public}

    def may_move(self, teacher, direction):
        """E and waived reasons alone move in every direction; whose only reason is not-sending, not down."""
        left = self.left[teacher]
        return not left or (left == {"not-sending"} and direction != "down")

    def _reasons(self, teacher):
        county, rules, found = self.county, self.rules, set()
        day = county.day
        if county.schools[teacher.home].side != "sending":
            found.add("not-sending")
        if teacher.status != "on_duty":
            found.add("not-on-duty")
        if teacher.role in ("administrator", "support"):
            found.add("not-teaching")
        if teacher.joined is None or whole_years(teacher.joined, day) < rules.get("years-same-school", 0):
            found.add("too-few-years")
        found |= self._age(teacher)
        if rules.get("before-retirement") and teacher.birth:
            last = date(county.first_year + county.policy["movement"]["term-years"], 8, 31)
            if retirement_day(teacher.birth, teacher.sex, county.policy["years"]) <= last:
                found.add("near-retirement")
        if teacher.running:
            found.add("running-exchange")
        ended = [posting.end for posting in teacher.postings if posting.end < day]
        if ended and whole_years(max(ended), day) < rules.get("rest-years", 0):
            found.add("resting")
        if teacher.role in ("principal", "vice_principal") and not rules.get("principals-move", False):
            found.add("principal")
        if teacher.title in rules.get("excluded-titles", []):
            found.add("title-excluded")
        if teacher.exemptions:
            found.add("exempt")
        return found

    def _age(self, teacher):
        limits = {sex: self.rules.get(f"max-age-{sex}") for sex in ("male", "female")}
        stated = [limit for limit in limits.values() if limit is not None]
        if not stated or (teacher.sex and limits[teacher.sex] is None):
            return set()
        if teacher.birth is None:
            return {"age-unknown"}
        age = whole_years(teacher.birth, self.county.day)
        if teacher.sex:
            return {"too-old"} if age > limits[teacher.sex] else set()
        # Sex unknown: too old above both limits; where only one is set it may be of the other sex.
        if len(stated) == 2 and age > max(stated):
            return {"too-old"}
        return {"age-unknown"} if age > min(stated) else set()
