"""Builder's task 5: of the settings tried in a pilot, the cheapest that will keep its promise, within a budget."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

Z = 1.959963984540054

_BY_HAND = {
    "answered": np.array([88, 178, 90, 99]),
    "of": np.array([100, 200, 100, 100]),
    "hours": np.array([2.0, 4.0, 3.0, 9.0]),
    "budget": 6.0,
    "promise": 0.83,
}

task = function_task(
    points=2,
    why=Text(
        "Right: a setting that was just good enough in the pilot was partly lucky. Asking for the lower bound costs an hour or two of nurses, and keeps the promise next year.",
        "Juste : un réglage tout juste suffisant pendant le pilote a eu, en partie, de la chance. Exiger la borne basse coûte une heure ou deux d'infirmière, et tient la promesse l'année suivante.",
    ),
    hints=[
        Text(
            "For each setting, the lower bound of the 95 % Wilson interval of answered of `of`: labkit.evaluate.wilson_interval gives it.",
            "Pour chaque réglage, la borne basse de l'intervalle de Wilson à 95 % de answered sur `of` : labkit.evaluate.wilson_interval la donne.",
        ),
        Text(
            "Keep the places where the bound is at least the promise and the hours at most the budget. None: return -1.",
            "Gardez les rangs où la borne atteint au moins la promesse et où les heures ne dépassent pas le budget. Aucun : renvoyez -1.",
        ),
        Text(
            "Of these, the one with the fewest hours; of equals, the first. min(places, key=lambda place: hours[place]) does both.",
            "Parmi eux, celui qui demande le moins d'heures ; à égalité, le premier. min(rangs, key=lambda rang: hours[rang]) fait les deux.",
        ),
    ],
    laws=[
        laws.known(
            _BY_HAND,
            1,
            Text(
                "Four settings, 6 hours at most, 83 of 100 promised. 88 of 100 may be 80: not sure enough; 90 of 100 may be 82.6: not quite. 178 of 200 is at least 83.9: place 1. 99 of 100 would do, and costs 9 hours.",
                "Quatre réglages, 6 heures au plus, 83 sur 100 promis. 88 sur 100, c'est peut-être 80 : pas assez sûr ; 90 sur 100, peut-être 82,6 : pas tout à fait. 178 sur 200, c'est au moins 83,9 : rang 1. 99 sur 100 conviendrait, mais coûte 9 heures.",
            ),
        ),
    ],
)


def _low(answered, of):
    share = answered / of
    middle = share + Z**2 / (2 * of)
    return (middle - Z * np.sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))) / (1 + Z**2 / of)


@task.reference
def by_lower_bound(answered, of, hours, budget, promise):
    from labkit.evaluate import wilson_interval

    low, _high = wilson_interval(answered, of)
    good = np.flatnonzero((low >= promise) & (hours <= budget))
    return int(min(good, key=lambda place: hours[place])) if len(good) else -1


@task.alternative
def one_by_one(answered, of, hours, budget, promise):
    from statsmodels.stats.proportion import proportion_confint

    best = -1
    for place, (k, n) in enumerate(zip(answered, of, strict=True)):
        sure, _high = proportion_confint(k, n, method="wilson")
        if sure < promise or hours[place] > budget:
            continue
        if best == -1 or hours[place] < hours[best]:
            best = place
    return best


@task.alternative
def by_testing_the_promise(answered, of, hours, budget, promise):
    """A lower bound of Wilson reaches the promise where the promise itself, as a rate, would make so many a surprise."""
    surprise = (answered / of - promise) / np.sqrt(promise * (1 - promise) / of)
    for place in sorted(range(len(hours)), key=lambda place: hours[place]):
        if surprise[place] >= Z and hours[place] <= budget:
            return place
    return -1


@task.mutant(
    Text(
        "You take the pilot's share as it is. A setting that just reached the promise in the pilot misses it every other year.",
        "Vous prenez la part du pilote telle quelle. Un réglage qui a tout juste atteint la promesse la manque une année sur deux.",
    ),
)
def the_share_itself(answered, of, hours, budget, promise):
    return _cheapest((answered / of >= promise) & (hours <= budget), hours)


@task.mutant(
    Text(
        "You take the setting that answers most within the budget. What one more costs in hours was not asked, and those hours come from another ward.",
        "Vous prenez le réglage qui répond le plus, dans le budget. Ce que coûte un de plus, en heures, n'est pas demandé, et ces heures viennent d'un autre service.",
    ),
)
def the_most_answered(answered, of, hours, budget, promise):
    good = np.flatnonzero((_low(answered, of) >= promise) & (hours <= budget))
    return int(max(good, key=lambda place: answered[place] / of[place])) if len(good) else -1


@task.mutant(
    Text(
        "You forget the budget: hours that nobody has answer no call.",
        "Vous oubliez le budget : des heures que personne n'a ne répondent à aucun appel.",
    ),
)
def no_budget(answered, of, hours, budget, promise):
    return _cheapest(_low(answered, of) >= promise, hours)


@task.mutant(
    Text(
        "You take the cheapest, whatever it answers. The cheapest programme of all has no nurse.",
        "Vous prenez le moins cher, quoi qu'il réponde. Le programme le moins cher de tous n'a pas d'infirmière.",
    ),
)
def the_cheapest(answered, of, hours, budget, promise):
    return _cheapest(hours <= budget, hours)


@task.mutant(
    Text(
        "Where no setting keeps the promise, you still give one. To say that none does is the answer: -1.",
        "Quand aucun réglage ne tient la promesse, vous en donnez un quand même. Dire qu'il n'y en a pas est la réponse : -1.",
    ),
)
def always_one(answered, of, hours, budget, promise):
    found = _cheapest((_low(answered, of) >= promise) & (hours <= budget), hours)
    return int(np.argmax(_low(answered, of))) if found == -1 else found


@task.mutant(
    Text(
        "You ask that the upper bound reach the promise. That the promise might be kept is true of nearly every setting.",
        "Vous exigez que la borne haute atteigne la promesse. Qu'elle puisse être tenue est vrai de presque tous les réglages.",
    ),
)
def the_upper_bound(answered, of, hours, budget, promise):
    high = 1 - _low(of - answered, of)
    return _cheapest((high >= promise) & (hours <= budget), hours)


@task.mutant(
    Text(
        "A setting that takes the whole budget is left out of your answer. The budget is there to be used: at most so many hours.",
        "Votre réponse écarte un réglage qui demande tout le budget. Le budget est là pour servir : au plus tant d'heures.",
    ),
)
def below_the_budget(answered, of, hours, budget, promise):
    return _cheapest((_low(answered, of) >= promise) & (hours < budget), hours)


@task.mutant(
    Text(
        "You stop at the first setting that keeps its promise. A later one may take fewer hours: look at all of them before you choose.",
        "Vous vous arrêtez au premier réglage qui tient la promesse. Un autre, plus loin, peut prendre moins d'heures : regardez-les tous avant de choisir.",
    ),
)
def first_that_holds(answered, of, hours, budget, promise):
    good = np.flatnonzero((_low(answered, of) >= promise) & (hours <= budget))
    return int(good[0]) if len(good) else -1


@task.mutant(
    Text(
        "You choose the setting whose lower bound is highest. All those that reach the promise keep it: of them, the one with the fewest hours was asked for.",
        "Vous choisissez le réglage dont la borne basse est la plus haute. Tous ceux qui atteignent la promesse la tiennent : on demandait, parmi eux, celui qui prend le moins d'heures.",
    ),
)
def the_surest(answered, of, hours, budget, promise):
    low = _low(answered, of)
    good = np.flatnonzero((low >= promise) & (hours <= budget))
    return int(max(good, key=lambda place: low[place])) if len(good) else -1


@task.mutant(
    Text(
        "Of equal hours you take the last (<= for <, or a sort turned round). The task takes the first.",
        "À heures égales, vous prenez le dernier (<= au lieu de <, ou un tri retourné). La tâche prend le premier.",
    ),
)
def last_of_equals(answered, of, hours, budget, promise):
    good = np.flatnonzero((_low(answered, of) >= promise) & (hours <= budget))[::-1]
    return int(min(good, key=lambda place: hours[place])) if len(good) else -1


@task.mutant(
    Text(
        "You return the hours. The place of the setting in the list was asked for, from 0.",
        "Vous renvoyez les heures. On demandait la place du réglage dans la liste, à partir de 0.",
    ),
)
def the_hours(answered, of, hours, budget, promise):
    place = _cheapest((_low(answered, of) >= promise) & (hours <= budget), hours)
    return float(hours[place]) if place >= 0 else -1


@task.mutant(
    Text(
        "You count the place among the settings that were kept, after the others were thrown out. Count it in the whole list: np.flatnonzero gives the places back.",
        "Vous comptez la place parmi les réglages gardés, une fois les autres ôtés. Comptez-la dans toute la liste : np.flatnonzero redonne les places.",
    ),
)
def place_among_those_kept(answered, of, hours, budget, promise):
    good = np.flatnonzero((_low(answered, of) >= promise) & (hours <= budget))
    return int(np.argmin(hours[good])) if len(good) else -1


def _cheapest(good, hours):
    places = np.flatnonzero(good)
    return int(min(places, key=lambda place: hours[place])) if len(places) else -1


task.equivalent("*:comparison:low >= promise -> *", "no bound is exactly the promise")
task.equivalent("*:comparison:sure < promise -> *", "no bound is exactly the promise")
task.equivalent("*:comparison:surprise*", "no surprise is exactly Z")


@task.cases
def pilots(rng):
    made = 0
    while made < 16:
        settings = int(rng.integers(5, 9))
        of = rng.choice([60, 120, 200, 400], settings)
        hours = np.round(rng.uniform(1, 9, settings) * 2) / 2
        share = np.clip(0.62 + 0.045 * hours + rng.normal(0, 0.06, settings), 0.3, 0.99)
        answered = rng.binomial(of, share)
        promise, budget = round(float(rng.uniform(0.72, 0.86)), 2), float(rng.choice(hours))
        if np.abs(_low(answered, of) - promise).min() < 0.004:
            continue
        made += 1
        yield case(answered=answered, of=of, hours=hours, budget=budget, promise=promise)
    # Two at the same price; one exactly within the budget; none; the sure one is dearer than the lucky one.
    yield case(
        answered=np.array([95, 190, 58]),
        of=np.array([100, 200, 60]),
        hours=np.array([4.0, 4.0, 4.0]),
        budget=4.0,
        promise=0.85,
    )
    yield case(
        answered=np.array([50, 80]),
        of=np.array([100, 100]),
        hours=np.array([1.0, 2.0]),
        budget=5.0,
        promise=0.8,
    )
    yield case(
        answered=np.array([54, 360, 190]),
        of=np.array([60, 400, 200]),
        hours=np.array([2.0, 4.5, 5.0]),
        budget=5.0,
        promise=0.84,
    )
    yield case(
        answered=np.array([400, 396]),
        of=np.array([400, 400]),
        hours=np.array([8.0, 6.0]),
        budget=5.5,
        promise=0.8,
    )
    yield case(
        answered=np.array([200, 199, 120]),
        of=np.array([200, 200, 120]),
        hours=np.array([6.0, 3.0, 2.0]),
        budget=6.0,
        promise=0.95,
    )
    # The dearest alone is sure enough; one that keeps its promise by a hair.
    yield case(
        answered=np.array([50, 60, 190]),
        of=np.array([100, 100, 200]),
        hours=np.array([1.0, 2.0, 6.0]),
        budget=6.0,
        promise=0.85,
    )
    yield case(
        answered=np.array([8079]), of=np.array([10_000]), hours=np.array([3.0]), budget=4.0, promise=0.8
    )
