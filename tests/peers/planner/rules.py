"""Rows of the rules that count heads: shares, posts, caps, ceilings, beds (§6)."""

import math
from fractions import Fraction

from .columns import Move, held_for_continuity
from .posts import below_level


def state_all(model):
    """Every rule that is on, in the order of the registry (docs, reference/rules.md; the table of §6 has balance before two-way)."""
    from .people import couples, pins, two_way
    from . import balance, itinerant
    one_post(model)
    post_balance(model)
    table = {
        "exchange-quota": exchange_quota, "backbone-share": backbone_share, "post-limit": post_limit,
        "staffing-floor": staffing_floor, "no-new-short": no_new_short,
        "establishment-ceiling": establishment_ceiling, "outflow-cap": outflow_cap, "inflow-cap": inflow_cap,
        "receiving-ceiling": receiving_ceiling, "title-posts": title_posts, "housing": housing, "couples": couples,
        "alliance-share": alliance_share, "team-size": team_size, "budget": budget, "language": language,
        "avoidance": avoidance, "continuity": continuity, "graduating-share": graduating_share,
        "two-way": two_way, "balance": balance.rule, "itinerant": itinerant.rule, "pins": pins,
    }
    for name, rule in table.items():
        if model.mode(name) != "off":
            model.breaches.setdefault(name, []) if model.mode(name) == "soft" else None
            rule(model, model.rules[name])


def one_post(model):
    for teacher in model.county.teachers:
        columns = model.of_teacher[teacher] + model.retask_of[teacher]
        if len(columns) > 1:
            model.program.row(model.one(columns), None, 1)


def post_balance(model):
    """serving − out + in − travelling + short − over = required; out and in count retasks as well."""
    for key, post in model.posts.items():
        travelling = model.travel.travelling(key) if model.travel else []
        model.program.row([*model.one(model.leaving[key], -1), *model.one(model.filling[key]),
                           *((variable, -1) for variable in travelling),
                           (model.short[key], 1), (model.over[key], -1)],
                          post.required - post.serving, post.required - post.serving)


def exchange_quota(model, rule):
    county, share = model.county, Fraction(rule["share"])
    rural_only = rule.get("to", "receiving") == "rural"

    def counts(school):
        return not rural_only or county.schools[school].area == "rural"

    down = [move for move in model.moves if move.down]
    counted = [move for move in down if counts(move.to)]
    running = {}
    if rule.get("counts", "new") == "running":
        for teacher in county.teachers.values():
            posting = teacher.running
            if posting and county.schools[posting.origin].side == "sending" \
                    and county.schools[posting.to].side == "receiving" and counts(posting.to):
                running[posting.origin] = running.get(posting.origin, 0) + 1
    away = sum(running.values())
    people = model.eligibility.of_county if rule.get("of", "sending") == "county" else model.eligibility.eligible
    base = len(people) + away
    scope = rule.get("scope", "county")
    if scope in ("county", "both"):
        required = max(0, math.ceil(share * base) - away)
        model.at_least("exchange-quota", model.one(counted), required, required)
    if scope in ("school", "both"):
        for school in county.schools.values():
            if school.side != "sending":
                continue
            own = sum(county.teachers[teacher].home == school.id for teacher in model.eligibility.eligible)
            ran = running.get(school.id, 0)
            required = max(0, math.ceil(share * (own + ran)) - ran)
            if required:
                model.at_least("exchange-quota", model.one([m for m in counted if m.origin == school.id]), required, required)
    if "most" in rule:
        most = max(0, math.floor(Fraction(rule["most"]) * base) - away)
        model.at_most("exchange-quota", model.one(down), most, len(county.teachers))


def backbone_share(model, rule):
    county, share = model.county, Fraction(rule["share"])
    is_backbone = lambda move: county.is_backbone(move.teacher, rule.get("levels"))
    _share_of_down(model, "backbone-share", is_backbone, share, rule.get("of", "moved"), len(model.eligibility.eligible))


def _share_of_down(model, name, which, share, of, people):
    """Of those who move down at least a share, or at least a share of so many people."""
    down = [move for move in model.moves if move.down]
    which_down = [move for move in down if which(move)]
    if of == "eligible":
        required = math.ceil(share * people)
        model.at_least(name, model.one(which_down), required, required)
    else:
        p, q = share.numerator, share.denominator
        model.at_least(name, model.one(down, -p) + model.one(which_down, q), 0, len(model.county.teachers), q)


def post_limit(model, rule):
    for key, post in model.posts.items():
        if post.limit is not None:
            most = max(0, post.serving + len(model.filling[key]) - post.limit)
            model.at_most("post-limit", model.one(model.leaving[key], -1) + model.one(model.filling[key]),
                          post.limit - post.serving, most)


def staffing_floor(model, rule):
    for school in model.county.schools:
        if model.touched(school):
            teaching = model.establishment.of_school(model.establishment.teaching, school)
            floor = max(0, min(model.staff[school], teaching) - int(rule.get("tolerance", 0)))
            model.at_least("staffing-floor", model.one(model.out[school], -1) + model.one(model.into[school]),
                           floor - model.staff[school], floor)


def no_new_short(model, rule):
    for school in model.county.schools.values():
        if school.side == "sending":
            posts = [post for post in model.posts.values() if post.school == school.id]
            model.at_most("no-new-short", [(model.short[post.key], 1) for post in posts],
                          sum(post.before for post in posts), sum(post.required for post in posts))


def establishment_ceiling(model, rule):
    if not model.policy["movement"].get("carries-post"):
        return
    for school in model.county.schools:
        if model.touched(school):
            payroll, posts = model.payroll[school], model.establishment.of_school(model.establishment.posts, school)
            model.at_most("establishment-ceiling", model.one(model.out[school], -1) + model.one(model.into[school]),
                          max(payroll, posts) - payroll, len(model.into[school]))


def outflow_cap(model, rule):
    share, by_subject = Fraction(rule["share"]), Fraction(rule.get("subject-share", 0))
    for school in model.county.schools:
        if model.out[school]:
            model.at_most("outflow-cap", model.one(model.out[school]), math.floor(share * model.staff[school]),
                          len(model.out[school]))
    for key, post in model.posts.items():
        leaving = [column for column in model.leaving[key] if isinstance(column, Move)]
        if leaving and post.required >= 1 and post.serving >= 1:
            most = min(post.serving - 1, max(1, post.serving - post.required, math.floor(by_subject * post.serving)))
            model.at_most("outflow-cap", model.one(leaving), most, post.serving)


def inflow_cap(model, rule):
    for school in model.county.schools:
        if model.into[school]:
            model.at_most("inflow-cap", model.one(model.into[school]), inflow_most(model, school), len(model.into[school]))


def inflow_most(model, school):
    return max(1, math.floor(Fraction(model.rules["inflow-cap"]["share"]) * model.staff[school]))


def receiving_ceiling(model, rule):
    for school in model.county.schools.values():
        if school.side == "receiving" and model.into[school.id]:
            staff = model.staff[school.id]
            teaching = model.establishment.of_school(model.establishment.teaching, school.id)
            high = max(0, teaching - staff) + math.floor(Fraction(rule["share"]) * staff)
            model.at_most("receiving-ceiling", model.one(model.into[school.id]), high, len(model.into[school.id]))


def title_posts(model, rule):
    if not model.policy["movement"].get("carries-post"):
        return
    for school in model.county.schools.values():
        if school.posts_senior is not None and model.touched(school.id):
            seniors = model.seniors[school.id]
            senior = lambda moves: [move for move in moves if move.teacher.title == "senior"]
            model.at_most("title-posts", model.one(senior(model.out[school.id]), -1) + model.one(senior(model.into[school.id])),
                          max(seniors, school.posts_senior) - seniors, len(model.into[school.id]))


def housing(model, rule):
    """Newcomers who live farther away than `km`, an unknown journey being far, against each bed figure."""
    metres = Fraction(rule["km"]) * 1000
    for school in model.county.schools.values():
        far = [m for m in model.into[school.id] if m.journey is None or m.journey > metres]
        other = {"all": None, "male": "female", "female": "male"}
        for figure, beds in school.beds.items():
            who = [move for move in far if figure == "all" or move.teacher.sex != other[figure]]
            if beds is not None and who:
                model.at_most("housing", model.one(who), beds, len(who))


def same_alliance(model, move):
    origin, to = model.county.schools[move.origin], model.county.schools[move.to]
    return origin.alliance != "" and origin.alliance == to.alliance


def alliance_share(model, rule):
    _share_of_down(model, "alliance-share", lambda move: same_alliance(model, move), Fraction(rule["share"]), "moved", 0)


def team_size(model, rule):
    """in = 0 or in ≥ least, with a switch of the school's own."""
    least = int(rule["least"])
    for school in model.county.schools:
        if model.into[school]:
            most = len({move.teacher.id for move in model.into[school]})
            if model.mode("inflow-cap") == "hard":
                most = min(most, inflow_most(model, school))
            receives = model.program.whole(f"receives {school}", 0, 1)
            model.at_least("team-size", model.one(model.into[school]) + [(receives, -least)], 0, least)
            model.program.row(model.one(model.into[school]) + [(receives, -most)], None, 0)


def budget(model, rule):
    allowance = model.policy["weights"]["allowance"]
    yearly = lambda move: 12 * int(allowance[model.county.schools[move.to].hardship])
    model.at_most("budget", [(move.variable, yearly(move)) for move in model.moves], int(rule["yuan"]),
                  12 * int(max(allowance)) * len(model.county.teachers))


def _of_moves(model, rule, which):
    """A rule of single moves: hard ones have no columns (§5), soft ones are counted."""
    if model.mode(rule) == "soft":
        model.at_most(rule, model.one([move for move in model.moves if which(move)]), 0, len(model.county.teachers))


def language(model, rule):
    _of_moves(model, "language", lambda move: below_level(model.county, move.teacher, move.post.subject))


def avoidance(model, rule):
    heads, kin = model.county.heads(), model.county.kin()
    _of_moves(model, "avoidance", lambda move: kin.get(move.teacher.id, set()) & heads.get(move.to, set()))


def continuity(model, rule):
    _of_moves(model, "continuity", lambda move: held_for_continuity(model.policy, move.teacher))


def graduating_share(model, rule):
    people = sum(model.county.teachers[teacher].graduating for teacher in model.eligibility.eligible)
    _share_of_down(model, "graduating-share", lambda move: move.teacher.graduating, Fraction(rule["share"]), "eligible", people)
