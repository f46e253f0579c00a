"""Draws policies at random over small counties and compares every goal: options that no packaged policy turns on.

    LUNGANG=target/release/lungang python3 tests/peers/sweep.py --first 1 --count 50

Each county is one that lungang generates, with some of its cells drawn anew. What `lungang` refuses to read is skipped.
"""

import argparse
import csv
import random
import shutil
import sys
import tempfile
from pathlib import Path

import compare

SHARES = ["0%", "5%", "10%", "15%", "20%", "30%", "50%"]
MODES = ["hard", "soft", "soft", "off"]

# Key of the policy: values that may be drawn. Every key is drawn with the same chance.
CHOICES = {
    "rules.exchange-quota.share": SHARES[1:6], "rules.exchange-quota.of": ["sending", "county"],
    "rules.exchange-quota.to": ["receiving", "rural"], "rules.exchange-quota.scope": ["county", "school", "both"],
    "rules.exchange-quota.counts": ["new", "running"], "rules.exchange-quota.most": ["30%", "40%", "60%"],
    "rules.backbone-share.share": SHARES[:5], "rules.backbone-share.of": ["moved", "eligible"],
    "rules.backbone-share.levels": [["county", "prefecture", "province", "nation"], ["prefecture", "province", "nation"]],
    "rules.staffing-floor.tolerance": [0, 1, 2], "rules.outflow-cap.share": SHARES[2:],
    "rules.outflow-cap.subject-share": SHARES[2:], "rules.inflow-cap.share": SHARES[1:],
    "rules.receiving-ceiling.share": SHARES, "rules.housing.km": [5, 15, 30], "rules.couples.km": [5, 15, 30],
    "rules.couples.who": ["asked", "all"], "rules.couples.apart": [True, False],
    "rules.alliance-share.share": SHARES[2:], "rules.team-size.least": [2, 3], "rules.budget.yuan": [5000, 20000, 60000],
    "rules.language.minimum": ["2B", "2A", "1B"], "rules.continuity.who": [["class-teacher"], ["graduating"]],
    "rules.graduating-share.share": SHARES[1:5], "rules.two-way.share": SHARES[:5],
    "rules.two-way.same-subject": [True, False], "rules.itinerant.share": SHARES[:5], "rules.itinerant.km": [5, 15, 30],
    "rules.itinerant.subjects": [["pe", "music"], ["science", "it", "art"]],
    "rules.itinerant.periods": [5, 9, 30], "rules.itinerant.within": [["township"], ["alliance", "central-school"]],
    "rules.balance.limit.teachers": [{"primary": 0.2, "junior": 0.1}], "rules.balance.stages": [["primary"], ["junior"]],
    "rules.balance.indicators": [["pe-arts"], ["backbone", "teachers"]], "rules.balance.limit.backbone": [{"primary": 0.8, "junior": 0.7}],
    "rules.language.by-subject.chinese": ["2A", "1B"], "weights.wish-none": [6, 9], "weights.turn-years-max": [3, 20],
    "weights.burden-postings-max": [0, 1], "weights.turn-postings-max": [0, 1],
    "weights.allowance": [[100, 90, 80, 70, 60, 50, 40]], "staffing.floor-per-class": [{"primary": 0.5, "junior": 1}],
    "staffing.pupils-per-post": [{"primary": {"urban": 21, "town": 18.5, "rural": 12}, "junior": 11}],
    "staffing.default-load": [{"primary": 12.5, "junior": 10}],
    "movement.directions": [["down"], ["down", "up"], ["down", "level"], ["down", "up", "level"]],
    "movement.who": ["all", "volunteers-first", "volunteers"], "movement.term-years": [1, 2, 3],
    "movement.carries-post": [True, False], "movement.max-km": [20, 40, 60], "movement.detour": [1, 1.45],
    "movement.retasks": [True, False], "movement.second-subject-credit": ["0%", "30%", "100%"],
    "eligibility.years-same-school": [2, 4, 8], "eligibility.rest-years": [0, 2, 5],
    "eligibility.max-age-male": [45, 50], "eligibility.max-age-female": [40, 55],
    "eligibility.before-retirement": [True, False], "eligibility.principals-move": [True, False],
    "eligibility.excluded-titles": [["senior"], ["none", "junior"]],
    "eligibility.volunteers-waive": [["years", "age", "rest"], ["age"]],
    "staffing.class-ratio": ["taper", "cliff"], "staffing.by-periods": [True, False],
    "staffing.class-teacher-load": ["0%", "30%"], "staffing.boarders-per-post": [20, 35],
    "staffing.older-teachers": [{"from-age": 45, "relief": "20%"}],
    "staffing.small-school-pupils": [{"primary": 100, "junior": 150}],
    "staffing.posts-per-class": [{"primary": 2, "junior": 2.5}], "staffing.non-teaching": [{"primary": "0%", "junior": "20%"}],
    "weights.need-base": [1, 7], "weights.need-per-hardship": [0, 3], "weights.need-scarce": [1, 1.5],
    "weights.wish-unlisted": [2, 3], "weights.burden-per-posting": [0, 40], "weights.turn-per-posting": [0, 3],
    "principals.terms": [1, 3], "principals.term-years": [2, 4], "principals.roles": [["principal"], ["vice_principal", "principal"]],
    "principals.same-stage": [True, False], "principals.avoid-kin": [True, False], "principals.max-km": [15, 100],
    "principals.exempt-before-retirement": [True, False],
    "sides.sending-areas": [["urban"], ["urban", "town"]], "sides.receiving-tiers": [[], ["weak"], ["weak", "ordinary"]],
}
RULES = ["exchange-quota", "backbone-share", "post-limit", "staffing-floor", "no-new-short", "establishment-ceiling",
         "outflow-cap", "inflow-cap", "receiving-ceiling", "title-posts", "housing", "couples", "alliance-share",
         "team-size", "budget", "avoidance", "continuity", "graduating-share", "balance", "two-way", "itinerant", "pins"]
LAW = {"exchange-quota", "backbone-share"}
GOALS = ["unmet-need", "short-posts", "worst-school", "retasks", "wishes", "turns", "alliance", "burden", "disruption",
         "balance", "shared-hours", "shared-journey"]


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def draw(seed):
    """A policy that extends the national one: a few figures, a few modes, and goals in another order."""
    lot = random.Random(seed)
    lines = ['extends = "national"', f'id = "drawn-{seed}"', f'name = {{ zh = "抽样{seed}", en = "drawn {seed}" }}']
    chosen = dict((key, lot.choice(CHOICES[key])) for key in lot.sample(sorted(CHOICES), lot.randint(3, 14)))
    goals = lot.sample(GOALS, lot.randint(3, 8)) if lot.random() < 0.6 else GOALS[:9]
    if "unmet-need" not in goals and "short-posts" not in goals:
        goals.insert(0, "unmet-need")
    if chosen.get("movement.who") == "volunteers-first":
        goals.insert(2, "volunteers-first")
    modes = {rule: lot.choice(MODES) for rule in lot.sample(RULES, lot.randint(1, 7))}
    if "rules.language.minimum" in chosen:
        modes["language"] = lot.choice(MODES)
    if modes.get("continuity", "off") == "hard" and "rules.continuity.who" not in chosen:
        chosen["rules.continuity.who"] = ["class-teacher"]
    if "shared-hours" in goals or "shared-journey" in goals:
        modes.setdefault("itinerant", "hard")
        if modes["itinerant"] == "off":
            modes["itinerant"] = "soft"
    if modes.get("two-way", "off") != "off":
        chosen["movement.directions"] = lot.choice([["down", "up"], ["down", "up", "level"]])
    if modes.get("budget", "off") != "off":
        chosen.setdefault("rules.budget.yuan", 30000)
    if lot.random() < 0.4:
        # Heads change schools among themselves: then they are not sent with the teachers.
        chosen["principals.on"] = True
        chosen.pop("eligibility.principals-move", None)
    stated = [f'{{ name = "{goal}" }}' for goal in [*goals, "lottery", "lottery-posts"]]
    if lot.random() < 0.3:
        stated.insert(lot.randint(0, len(goals)), f'{{ name = "own", measure = "scores", sense = "{lot.choice(["min", "max"])}" }}')
    lines.append("goals = [" + ", ".join(stated) + "]")
    for key, value in chosen.items():
        lines.append(f'{key} = {{ value = {toml(value)}, source = "drawn", grade = "practice" }}')
    for rule, mode in modes.items():
        lines.append(f'rules.{rule}.mode = "{mode}"')
        if rule in LAW and mode != "hard":
            lines.append(f'rules.{rule}.reason = "drawn"')
    return "\n".join(lines) + "\n"


def rewrite(path, change):
    """Rows of a table as dicts, changed and written again; a table that is not there begins empty."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        rows, header = list(reader), list(reader.fieldnames)
    change(rows, header)
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header)
        writer.writeheader()
        writer.writerows(rows)


def disturb(county, seed):
    """Draws cells anew: couples, volunteers, heads of school, missing data, relatives, a running exchange's subject."""
    lot = random.Random(seed + 10**6)

    def teachers(rows, header):
        header += [column for column in ("volunteer", "spouse_id", "together", "office_since") if column not in header]
        for row in rows:
            for column in header:
                row.setdefault(column, "")
            if lot.random() < 0.15:
                row["volunteer"] = "yes"
            if lot.random() < 0.05:
                row[lot.choice(["birth_date", "sex", "home_lon", "language_level"])] = ""
            if row["subjects"] and lot.random() < 0.05:
                row["role"] = lot.choice(["principal", "vice_principal", "administrator", "support"])
            if row.get("role") in ("principal", "vice_principal"):
                row["office_since"] = lot.choice(["", f"{lot.randint(2014, 2025)}-09-0{lot.randint(1, 2)}"])
            if lot.random() < 0.03:
                row["status"] = lot.choice(["leave", "absent", "seconded", "retired"])
            if row["home_lon"] == "":
                row["home_lat"] = ""
        single = [row for row in rows if not row["spouse_id"]]
        for _ in range(lot.randint(0, 6)):
            one, other = lot.sample(single, 2)
            if not (one["spouse_id"] or other["spouse_id"]) and (one["sex"] != other["sex"] or not one["sex"]):
                one["spouse_id"], other["spouse_id"] = other["teacher_id"], one["teacher_id"]
                one["together"] = other["together"] = lot.choice(["yes", "no"])

    rewrite(county / "teachers.csv", teachers)
    with open(county / "teachers.csv", encoding="utf-8") as handle:
        ids = [row["teacher_id"] for row in csv.DictReader(handle)]
    if lot.random() < 0.5:
        pairs = [sorted(lot.sample(ids, 2)) for _ in range(15)]
        text = "teacher_id,relative_id\n" + "".join(f"{one},{other}\n" for one, other in pairs)
        (county / "relatives.csv").write_text(text, encoding="utf-8")
    if lot.random() < 0.7:
        (county / "pins.csv").unlink(missing_ok=True)

    def schools(rows, header):
        header.append("ownership")
        for row in rows:
            for column in ("beds", "posts_senior", "establishment"):
                if row.get(column) and lot.random() < 0.2:
                    row[column] = "" if column != "posts_senior" else str(int(row[column]) + lot.randint(0, 2))
            if lot.random() < 0.1:
                row["alliance"] = ""
            if lot.random() < 0.05:
                row["ownership"] = "private"

    rewrite(county / "schools.csv", schools)
    more_tables(county, lot, ids)


def more_tables(county, lot, ids):
    """Tables that a generated county has not: what was published, needs, totals by stage, roads, exchanges, scores."""
    with open(county / "schools.csv", encoding="utf-8") as handle:
        schools = [row for row in csv.DictReader(handle)]
    places = [(row["school_id"], row["stage"]) for row in schools if row["ownership"] != "private"]
    subjects = ["chinese", "maths", "english", "pe", "music", "art", "science", "politics", "it", "labour"]

    def write(name, header, rows):
        (county / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")

    if lot.random() < 0.4:
        rows = {}
        for _ in range(lot.randint(1, 8)):
            school, stage = lot.choice(places)
            part = stage if stage == "junior" or stage == "nine_year" and lot.random() < 0.4 else "primary"
            part = "junior" if part == "nine_year" else part
            required = lot.randint(0, 3)
            limit = lot.choice(["", "", str(required + lot.randint(0, 2))])
            key = (school, part, lot.choice(subjects))
            weight = lot.choice(["", str(lot.randint(0, 30))])
            rows[key] = ",".join([*key, str(required), limit, weight])
        write("needs", "school_id,stage,subject,required,limit,weight", rows.values())
    if lot.random() < 0.3:
        write("authorised", "stage,posts", [f"primary,{lot.randint(60, 90)}", f"junior,{lot.randint(20, 40)}"][:lot.randint(1, 2)])
    if lot.random() < 0.2:
        (county / "authorised.csv").unlink(missing_ok=True)
    if lot.random() < 0.25:
        edited = lambda: lot.choice(["", "", "yes"])
        rows = [f"{teacher},{lot.choice(places)[0]},,,{edited()}" for teacher in lot.sample(ids, 6)]
        rows += [f"{teacher},,,,{edited()}" for teacher in lot.sample([i for i in ids if i not in str(rows)], 6)]
        write("published", "teacher_id,school_id,subject,stage,edited", rows)
        if lot.random() < 0.5:
            with open(county / "county.toml", "a", encoding="utf-8") as handle:
                handle.write(f"max_changes = {lot.randint(3, 12)}\n")
    scores = {(teacher, lot.choice(places)[0]): lot.randint(-9, 30) for teacher in ids for _ in range(3)}
    write("scores", "teacher_id,school_id,goal,value", [f"{teacher},{school},own,{value}" for (teacher, school), value in scores.items()])
    if lot.random() < 0.4:
        rows = {}
        for _ in range(12):
            one = lot.choice([lot.choice(places)[0], lot.choice(ids)])
            other = lot.choice(places)[0]
            if one != other:
                rows[one, other] = f"{one},{other},{lot.choice([3.4, 9, 16.123, 27.05, 44])}"
        write("travel", "from,to,km", rows.values())
    if lot.random() < 0.5:
        with open(county / "teachers.csv", encoding="utf-8") as handle:
            homes = {row["teacher_id"]: row["school_id"] for row in csv.DictReader(handle)}
        rows = []
        for teacher in lot.sample(ids, 14):
            to = lot.choice(places)[0]
            start, years = lot.randint(2015, 2026), lot.randint(1, 3)
            if to != homes[teacher]:
                rows.append(f"{teacher},{homes[teacher]},{to},{start}-09-01,{start + years}-08-31,{lot.choice(['', '', 'pe', 'maths'])}")
        write("postings", "teacher_id,from_school,to_school,start,end,subject", rows)
    if lot.random() < 0.3:
        for row in schools:
            if row["stage"] == "nine_year":
                for grade in range(1, 10):
                    row[f"pupils_g{grade}"] = ""
        with open(county / "schools.csv", "w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(schools[0]))
            writer.writeheader()
            writer.writerows(schools)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--keep", default=None, help="a folder for the counties and policies that differ")
    words = parser.parse_args()
    wrong = refused = 0
    for seed in range(words.first, words.first + words.count):
        with tempfile.TemporaryDirectory() as folder:
            county = Path(folder) / f"drawn-{seed}"
            compare.lungang("generate", "--size", "example", "--headers", "en", "--seed", seed, "-o", county)
            disturb(county, seed)
            (county / "policy.toml").write_text(draw(seed), encoding="utf-8")
            if 'name = "own"' not in draw(seed):
                (county / "scores.csv").unlink(missing_ok=True)
            try:
                differs = compare.compare(county, str(county / "policy.toml"), seed, 1, 60)
            except (SystemExit, ValueError, KeyError) as why:
                print(f"  refused: {why!r}")
                differs, refused = 0, refused + 1
            if differs and words.keep:
                shutil.copytree(county, Path(words.keep) / county.name, dirs_exist_ok=True)
            wrong += bool(differs)
    print(f"{words.count} drawn, {refused} refused, " + ("all others equal" if not wrong else f"{wrong} differ"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
