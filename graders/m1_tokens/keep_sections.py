"""Builder's task 6: the budget."""

from labkit.tasks import Text, case, function_task, laws

SECTIONS = (
    "letterhead",
    "reason",
    "history",
    "allergies",
    "hpi",
    "exam",
    "assessment",
    "course",
    "discharge_drugs",
    "followup",
)


task = function_task(
    points=2,
    forbids=["labkit.text.fit_sections", "labkit.text.tokens.fit_sections", "labkit.text.truncate"],
    why=Text(
        "Right. What must survive is now written down and can be discussed; before, it was decided by what came last in the letter.",
        "Juste. Ce qui doit survivre est maintenant écrit, et se discute ; avant, c'était la place dans la lettre qui décidait.",
    ),
    hints=[
        Text(
            "Go through `priority`. If the section's cost still fits in what is left, keep it and pay; if not, pass over it.",
            "Parcourez `priority`. Si le coût de la section tient dans ce qui reste, gardez-la et payez ; sinon, laissez-la.",
        ),
        Text(
            "A section that does not fit does not end it: a shorter one may still fit.",
            "Une section qui ne tient pas n'arrête rien : une plus courte peut encore tenir.",
        ),
        Text(
            "At the end, return the kept names in the letter's order: `[name for name in costs if name in kept]`.",
            "À la fin, renvoyez les noms gardés dans l'ordre de la lettre : `[name for name in costs if name in kept]`.",
        ),
    ],
    laws=[
        laws.known(
            {"budget": 0},
            [],
            Text(
                "With a budget of 0 nothing can be kept: the answer is an empty list.",
                "Avec un budget de 0, rien ne se garde : la réponse est une liste vide.",
            ),
        ),
        laws.known(
            {
                "costs": {"reason": 40, "course": 90, "drugs": 60},
                "priority": ["drugs", "course", "reason"],
                "budget": 100,
            },
            ["reason", "drugs"],
            Text(
                "Reason 40, course 90, drugs 60; budget 100; drugs first, then course, then reason: work it out by hand.",
                "Motif 40, évolution 90, traitements 60 ; budget 100 ; d'abord traitements, puis évolution, puis motif : faites-le "
                "à la main.",
            ),
        ),
    ],
)


@task.reference
def pay_by_priority(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] <= left:
            kept.add(name)
            left -= costs[name]
    return [name for name in costs if name in kept]


@task.alternative
def sum_each_time(costs, priority, budget):
    kept = []
    for name in priority:
        if sum(costs[other] for other in kept) + costs[name] <= budget:
            kept.append(name)
    return tuple(sorted(kept, key=list(costs).index))


@task.alternative
def spent_so_far(costs, priority, budget):
    spent, flags = 0, dict.fromkeys(costs, False)
    for name in priority:
        flags[name] = spent + costs[name] <= budget
        spent += costs[name] * flags[name]
    return [name for name, kept in flags.items() if kept]


task.equivalent("sum_each_time:ties:*", "every section has a place of its own in the letter")
task.equivalent(
    "spent_so_far:word:False -> True", "the priority names every section, so that each flag is set"
)


@task.mutant(
    Text(
        "You pay in the letter's order and ignore the priority: that is plain truncation. What comes last in a letter (the "
        "prescription, what to do next) goes first.",
        "Vous payez dans l'ordre de la lettre sans regarder la priorité : c'est la troncature ordinaire. Ce qui vient en dernier "
        "dans une lettre (l'ordonnance, la suite à donner) part en premier.",
    ),
)
def letter_order(costs, priority, budget):
    return pay_by_priority(costs, list(costs), budget)


@task.mutant(
    Text(
        "You stop at the first section that does not fit, or you pay for it although it is not kept. A shorter one further down the list may "
        "still fit.",
        "Vous vous arrêtez à la première section qui ne tient pas, ou vous la payez sans la garder. Une plus courte, plus loin dans la liste, "
        "peut encore tenir.",
    ),
)
def stops_too_soon(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] > left:
            break
        kept.add(name)
        left -= costs[name]
    return [name for name in costs if name in kept]


@task.mutant(
    Text(
        "You compare each section with the whole budget: together they exceed it. Take off what is already spent.",
        "Vous comparez chaque section au budget entier : ensemble, elles le dépassent. Retranchez ce qui est déjà dépensé.",
    ),
)
def each_on_its_own(costs, priority, budget):
    return [name for name in costs if costs[name] <= budget]


@task.mutant(
    Text(
        "The right sections, in the order of priority. A reader expects the letter's order: reason before course, course before "
        "prescription.",
        "Les bonnes sections, dans l'ordre des priorités. On lit une lettre dans son ordre : le motif avant l'évolution, l'évolution "
        "avant l'ordonnance.",
    ),
)
def priority_order(costs, priority, budget):
    kept = pay_by_priority(costs, priority, budget)
    return [name for name in priority if name in kept]


@task.mutant(
    Text(
        "You return a set: it has no order, and a letter has one. Return a list of names, in the letter's order.",
        "Vous renvoyez un ensemble (set) : il n'a pas d'ordre, et une lettre en a un. Renvoyez une liste de noms, dans l'ordre de la lettre.",
    ),
)
def as_a_set(costs, priority, budget):
    return set(pay_by_priority(costs, priority, budget))


@task.mutant(
    Text(
        "You return a dictionary with the costs. A list of names is expected, in the letter's order.",
        "Vous renvoyez un dictionnaire avec les coûts. Une liste de noms est attendue, dans l'ordre de la lettre.",
    ),
)
def with_their_costs(costs, priority, budget):
    return {name: costs[name] for name in pay_by_priority(costs, priority, budget)}


@task.mutant(
    Text(
        "You take the cheapest sections first: many are kept, and the priority is ignored. The prescription is rarely the shortest.",
        "Vous prenez d'abord les sections les moins chères : on en garde beaucoup, sans regarder la priorité. L'ordonnance est rarement la "
        "plus courte.",
    ),
)
def cheapest_first(costs, priority, budget):
    return pay_by_priority(costs, sorted(costs, key=costs.__getitem__), budget)


@task.mutant(
    Text(
        "You look for the sections that fill the budget best. What fills it is not what matters most: take them by priority.",
        "Vous cherchez les sections qui remplissent le mieux le budget. Ce qui le remplit n'est pas ce qui compte le plus : prenez-les par "
        "priorité.",
    ),
)
def fills_the_budget_best(costs, priority, budget):
    best = {0: []}
    for name, cost in costs.items():
        for spent, kept in list(best.items()):
            if spent + cost <= budget:
                best.setdefault(spent + cost, [*kept, name])
    return best[max(best)]


@task.mutant(
    Text(
        "A section that fits exactly is refused: the budget may be spent to the last token.",
        "Une section qui tient juste est refusée : le budget peut être dépensé jusqu'au dernier jeton.",
    ),
)
def strictly_below(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] < left:
            kept.add(name)
            left -= costs[name]
    return [name for name in costs if name in kept]


@task.cases
def letters_to_shorten(rng):
    for _ in range(6):
        costs = {
            name: int(cost) for name, cost in zip(SECTIONS, rng.integers(15, 180, len(SECTIONS)), strict=True)
        }
        priority = [SECTIONS[i] for i in rng.permutation(len(SECTIONS))]
        # the fourth never fits after the first three; the fifth, a short one, fits exactly the first time
        costs[priority[3]], costs[priority[4]] = int(rng.integers(200, 300)), int(rng.integers(15, 40))
        spent = sum(costs[name] for name in priority[:3])
        yield case(costs=costs, priority=priority, budget=spent + costs[priority[4]])
        yield case(costs=costs, priority=priority, budget=spent + int(rng.integers(60, 150)))
        yield case(costs=costs, priority=priority, budget=spent + costs[priority[4]] - 1)  # one token short
    # two names that a third one holds, which does not fit
    costs = {
        name: int(rng.integers(15, 90)) for name in ("drugs", "discharge", "discharge_drugs", "followup")
    }
    costs["discharge_drugs"] += 300
    priority = [str(name) for name in rng.permutation(list(costs))]
    yield case(costs=costs, priority=priority, budget=280)
