"""Goals in their order (§7), solved one after another and held (§8)."""

from .draw import number
from .rules import same_alliance
from .days import whole_years
from . import balance


def goal_list(model):
    """(name, terms, constant) of every goal in order: published rows, breaches of soft rules, then the policy's."""
    found = []
    if model.county.published:
        found += published(model)
    found += [(f"breach:{rule}", terms, 0) for rule, terms in model.breaches.items()]
    for goal in model.policy["goals"]:
        name = goal["name"]
        measure = goal.get("measure", name)
        if measure not in GOALS:
            found.append((name, *scores(model, name)))
        elif measure == "balance":
            found.append((name, *balance.goal(model, goal)))
        else:
            terms = GOALS[measure](model)
            found.append((name, *terms) if isinstance(terms, tuple) else (name, terms, 0))
    return found


def solve(model, say=lambda *_: None):
    """Every goal with its optimal value and whether it is proved."""
    answers, held = [], None
    most = model.county.settings.get("max_changes")
    for name, terms, constant in goal_list(model):
        if name == "changes" and most is not None:
            # §11: held at so many instead of at its optimum; what it comes to is known at the end.
            model.program.row(terms, None, most - constant)
            held = (len(answers), terms, constant)
            answers.append({"name": name, "value": None, "proved": False})
            continue
        value, proved = model.program.minimise(terms)
        answers.append({"name": name, "value": sign(model, name) * (value + constant), "proved": proved})
        say(answers[-1])
    if held:
        place, terms, constant = held
        answers[place]["value"] = constant + sum(c * model.program.value(variable) for variable, c in terms)
    return answers


def sign(model, name):
    """A score that is maximised is minimised with the sign turned."""
    return next((-1 for goal in model.policy["goals"] if goal["name"] == name and goal.get("sense") == "max"), 1)


def of_moves(cost):
    return lambda model: [(move.variable, cost(model, move)) for move in model.moves]


def unmet_need(model):
    terms = [(model.short[key], post.weight) for key, post in model.posts.items()]
    return terms + [(column.variable, column.post.loss) for column in (*model.moves, *model.retasks)
                    if column.post.subject != column.teacher.main]


def short_posts(model):
    return [(variable, 1) for variable in model.short.values()]


def worst_school(model):
    """The largest ⌈1000 · Σ short / Σ required⌉ of a receiving school: a whole rate above all of them."""
    worst = model.program.whole("worst school", 0, 1000)
    for school in model.county.schools.values():
        posts = [post for post in model.posts.values() if post.school == school.id]
        required = sum(post.required for post in posts)
        if school.side == "receiving" and required:
            model.program.row([(worst, required), *((model.short[post.key], -1000) for post in posts)], 0, None)
    return [(worst, 1)]


def wishes(model):
    weights = model.policy["weights"]
    unlisted, none = int(weights["wish-unlisted"]), int(weights["wish-none"])
    terms = []
    for teacher, moves in model.of_teacher.items():
        reached = {move.to for move in moves}
        ranks = {}
        for _, school in sorted(model.county.wishes.get(teacher, [])):
            if school in reached:
                ranks.setdefault(school, len(ranks) + 1)
        terms += [(move.variable, min(ranks[move.to], unlisted) if move.to in ranks else none) for move in moves]
    return terms


def turns_cost(model, move):
    weights, county = model.policy["weights"], model.county
    past = min(county.past_postings(move.teacher), int(weights["turn-postings-max"]))
    clock = model.policy["eligibility"].get("years-same-school", 0)
    beyond = max(0, whole_years(move.teacher.joined, county.day) - clock)
    most = int(weights["turn-years-max"])
    return int(weights["turn-per-posting"]) * past + most - min(most, beyond)


def burden_cost(model, move):
    weights = model.policy["weights"]
    if move.journey is None:
        return 0
    past = min(model.county.past_postings(move.teacher), int(weights["burden-postings-max"]))
    hundreds = -(-move.journey // 100)
    return -(-hundreds * (100 + int(weights["burden-per-posting"]) * past) // 100)


def lottery_posts(model):
    terms = [(column.variable, number(model.seed, column.teacher.id, column.post.school, column.post.subject))
             for column in (*model.moves, *model.retasks)]
    return terms + (model.travel.lottery() if model.travel else [])


def scores(model, name):
    """Σ over teachers of the score where they end; staying counts the home school."""
    score = lambda teacher, school: sign(model, name) * model.county.scores.get((name, teacher, school), 0)
    terms = [(m.variable, score(m.teacher.id, m.to) - score(m.teacher.id, m.origin)) for m in model.moves]
    return terms, sum(score(teacher.id, teacher.home) for teacher in model.county.teachers.values())


def published(model):
    """§11: edits and changes. A published move is the constant; only the move itself takes one away."""
    moves, edited = {}, set()
    for row in model.county.published:
        teacher = row["teacher_id"]
        if row["edited"] in ("yes", "是"):
            edited.add(teacher)
        if row["school_id"]:
            person = model.county.teachers.get(teacher)
            subject = model.county.subjects.read(row["subject"]) if row["subject"] else person and person.main
            moves[teacher] = (model.county.school_id(row["school_id"]), subject)

    def cost(move, of):
        if move.teacher.id not in of:
            return 0
        if move.teacher.id in moves:
            return -1 if moves[move.teacher.id] == (move.to, move.post.subject) else 0
        return 1

    every = set(model.county.teachers) | set(moves)
    goals = [("changes", [(move.variable, cost(move, every)) for move in model.moves], len(moves))]
    if edited:
        goals.insert(0, ("edits", [(m.variable, cost(m, edited)) for m in model.moves], len(edited & set(moves))))
    return goals


GOALS = {
    "unmet-need": unmet_need,
    "short-posts": short_posts,
    "worst-school": worst_school,
    "retasks": lambda model: model.one(model.retasks),
    "volunteers-first": of_moves(lambda model, move: int(move.down and not move.teacher.volunteer)),
    "wishes": wishes,
    "turns": of_moves(turns_cost),
    "alliance": of_moves(lambda model, move: int(not same_alliance(model, move))),
    "burden": of_moves(burden_cost),
    "disruption": of_moves(lambda model, move: 1),
    "lottery": of_moves(lambda model, move: number(model.seed, "person", move.teacher.id)),
    "lottery-posts": lottery_posts,
    "shared-hours": lambda model: model.travel.untaught() if model.travel else ([], 0),
    "shared-journey": lambda model: model.travel.journeys() if model.travel else [],
    "balance": None,
}
