"""Builder's task 2: the versions of the columns that reach k at the least loss."""

from collections import Counter
from itertools import product

import numpy as np

from labkit.tasks import Text, case, function_task, laws


def _smallest(versions, levels):
    chosen = [column[level] for column, level in zip(versions, levels, strict=True)]
    return min(Counter(zip(*chosen, strict=True)).values())


def _price(loss, levels):
    return sum(column[level] for column, level in zip(loss, levels, strict=True))


def _all(versions):
    return list(product(*[range(len(column)) for column in versions]))


def _cheapest(versions, loss, k, choices, smallest=_smallest):
    fit = [levels for levels in choices if smallest(versions, levels) >= k]
    return list(min(fit, key=lambda levels: _price(loss, levels))) if fit else []


task = function_task(
    points=2,
    why=Text(
        "Right: every combination was asked. Coarsening one column after another, the most dangerous first, can end with a table that protects as well and tells less.",
        "Juste : toutes les combinaisons ont été examinées. Généraliser une colonne après l'autre, la plus dangereuse d'abord, peut finir par un tableau qui ne protège pas mieux et qui dit moins.",
    ),
    hints=[
        Text(
            "itertools.product(*[range(len(column)) for column in versions]) gives every combination of levels, one tuple each.",
            "itertools.product(*[range(len(column)) for column in versions]) donne toutes les combinaisons de niveaux, un tuple chacune.",
        ),
        Text(
            "For one combination: chosen = [column[level] for column, level in zip(versions, levels)]; pd.Series(list(zip(*chosen))).value_counts().min() is its k.",
            "Pour une combinaison : chosen = [column[level] for column, level in zip(versions, levels)] ; pd.Series(list(zip(*chosen))).value_counts().min() est son k.",
        ),
        Text(
            "Of those whose k is at least the one asked, keep the smallest sum of losses: min(..., key=...). None of them: return [].",
            "Parmi celles dont le k suffit, gardez la plus petite somme de pertes : min(..., key=...). S'il n'y en a aucune : renvoyez [].",
        ),
    ],
    laws=[
        laws.known(
            {
                "versions": [[[81, 86, 62, 64], [80, 80, 60, 60]], [["F", "M", "F", "F"], ["", "", "", ""]]],
                "loss": [[0, 2], [0, 3]],
                "k": 2,
            },
            [1, 1],
            Text(
                "Four people. With ages in tens and the sex kept, the woman of 81 and the man of 86 are each alone. Both columns must be coarsened for k = 2: [1, 1].",
                "Quatre personnes. Avec l'âge par dizaines et le sexe gardé, la femme de 81 ans et l'homme de 86 ans sont seuls chacun. Il faut généraliser les deux colonnes pour k = 2 : [1, 1].",
            ),
        ),
    ],
)


@task.reference
def every_combination(versions, loss, k):
    fit = {}
    for levels in product(*[range(len(column)) for column in versions]):
        chosen = [column[level] for column, level in zip(versions, levels)]  # noqa: B905
        if min(Counter(zip(*chosen)).values()) >= k:  # noqa: B905
            fit[levels] = sum(column[level] for column, level in zip(loss, levels))  # noqa: B905
    return list(min(fit, key=fit.get)) if fit else []


@task.alternative
def cheapest_first(versions, loss, k):
    for levels in sorted(_all(versions), key=lambda levels: _price(loss, levels)):
        rows = np.column_stack([versions[place][level] for place, level in enumerate(levels)])
        if np.unique(rows, axis=0, return_counts=True)[1].min() >= k:
            return list(levels)
    return []


@task.alternative
def one_column_by_one(versions, loss, k):
    found = [(0, [], [()] * len(versions[0][0]))]
    for column, price in zip(versions, loss, strict=True):
        found = [
            (
                paid + price[level],
                [*levels, level],
                [(*old, new) for old, new in zip(rows, column[level], strict=True)],
            )
            for paid, levels, rows in found
            for level in range(len(column))
        ]
    fit = [(paid, levels) for paid, levels, rows in found if min(rows.count(row) for row in set(rows)) >= k]
    return min(fit)[1] if fit else []


task.equivalent(
    "*:around:*", "levels in a tuple are levels in a list, and combinations are gone through once"
)
task.equivalent("*:ties:*", "no two combinations cost the same")
task.equivalent(
    "one_column_by_one:number:0 -> *",
    "a cost that all combinations share, or another version of as many people",
)


@task.mutant(
    Text(
        "You take the first combination that reaches k. It may cost more than needed: compare the losses of all those that do.",
        "Vous prenez la première combinaison qui atteint k. Elle coûte peut-être plus qu'il ne faut : comparez les pertes de toutes celles qui l'atteignent.",
    ),
)
def the_first_that_fits(versions, loss, k):
    return next((list(levels) for levels in _all(versions) if _smallest(versions, levels) >= k), [])


@task.mutant(
    Text(
        "You coarsen the column with the most different values, again and again, until k is reached. It is tempting and costly: another column, less fine, may do for less.",
        "Vous généralisez la colonne qui a le plus de valeurs, encore et encore, jusqu'à k. C'est tentant, et cher : une autre colonne, moins fine, suffit peut-être pour moins.",
    ),
)
def the_finest_column_first(versions, loss, k):
    levels = [0] * len(versions)
    while _smallest(versions, levels) < k:
        left = [place for place, column in enumerate(versions) if levels[place] + 1 < len(column)]
        if not left:
            return []
        levels[max(left, key=lambda place: len(set(versions[place][levels[place]])))] += 1
    return levels


@task.mutant(
    Text(
        "Your groups have more than k people. k itself is enough: at least k.",
        "Vos groupes comptent plus de k personnes. k suffit : au moins k.",
    ),
)
def more_than_k(versions, loss, k):
    return _cheapest(versions, loss, k + 1, _all(versions))


@task.mutant(
    Text(
        "You count the levels instead of the losses. A step costs what the research team says it costs, and steps are not worth the same.",
        "Vous comptez les niveaux au lieu des pertes. Une marche coûte ce qu'en dit l'équipe de recherche, et les marches ne se valent pas.",
    ),
)
def counts_the_steps(versions, loss, k):
    fit = [levels for levels in _all(versions) if _smallest(versions, levels) >= k]
    return list(min(fit, key=sum)) if fit else []


@task.mutant(
    Text(
        "Each of your columns reaches k alone. Together they still single people out: count the combinations.",
        "Chacune de vos colonnes atteint k seule. Ensemble, elles isolent encore : comptez les combinaisons.",
    ),
)
def each_column_alone(versions, loss, k):
    def smallest(versions, levels):
        return min(min(Counter(c[level]).values()) for c, level in zip(versions, levels, strict=True))

    return _cheapest(versions, loss, k, _all(versions), smallest)


@task.mutant(
    Text(
        "You look at the average group. One person alone is one person found: the smallest group counts.",
        "Vous regardez le groupe moyen. Une personne seule est une personne retrouvée : c'est le plus petit groupe qui compte.",
    ),
)
def the_average_group(versions, loss, k):
    def average(versions, levels):
        chosen = [column[level] for column, level in zip(versions, levels, strict=True)]
        return len(chosen[0]) / len(set(zip(*chosen, strict=True)))

    return _cheapest(versions, loss, k, _all(versions), average)


@task.mutant(
    Text(
        "You take the cheapest next step, again and again. Small steps add up, and one dear step elsewhere may have been enough: compare whole combinations.",
        "Vous faites à chaque fois la marche la moins chère. Les petites marches s'additionnent, et une seule plus chère, ailleurs, suffisait peut-être : comparez des combinaisons entières.",
    ),
)
def the_cheapest_step_first(versions, loss, k):
    levels = [0] * len(versions)
    while _smallest(versions, levels) < k:
        left = [place for place, column in enumerate(versions) if levels[place] + 1 < len(column)]
        if not left:
            return []
        levels[min(left, key=lambda place: loss[place][levels[place] + 1] - loss[place][levels[place]])] += 1
    return levels


@task.mutant(
    Text(
        "You let one person in twenty stay in a group that is too small. Those are the people the neighbour finds: every group counts.",
        "Vous laissez une personne sur vingt dans un groupe trop petit. Ce sont elles que la voisine retrouve : tous les groupes comptent.",
    ),
)
def some_stay_alone(versions, loss, k):
    def nearly_all(versions, levels):
        chosen = list(
            zip(*[column[level] for column, level in zip(versions, levels, strict=True)], strict=True)
        )
        many = Counter(chosen)
        return k if sum(many[one] < k for one in chosen) <= len(chosen) / 20 else 0

    return _cheapest(versions, loss, k, _all(versions), nearly_all)


@task.mutant(
    Text(
        "You compare the dearest step of each combination. The research team loses all of them together: add the losses.",
        "Vous comparez l'étape la plus chère de chaque combinaison. L'équipe les perd toutes à la fois : additionnez les pertes.",
    ),
)
def the_dearest_step(versions, loss, k):
    fit = [levels for levels in _all(versions) if _smallest(versions, levels) >= k]
    dearest = lambda levels: max(column[level] for column, level in zip(loss, levels, strict=True))  # noqa: E731
    return list(min(fit, key=dearest)) if fit else []


@task.mutant(
    Text(
        "You keep the combination that costs most. It protects, and tells nothing: loss is what the research team gives up.",
        "Vous gardez la combinaison la plus chère. Elle protège, et ne dit plus rien : la perte est ce à quoi l'équipe renonce.",
    ),
)
def the_most_lost(versions, loss, k):
    fit = [levels for levels in _all(versions) if _smallest(versions, levels) >= k]
    return list(max(fit, key=lambda levels: _price(loss, levels))) if fit else []


def _people(rng, n):
    age, month = 20 + rng.integers(0, 60, n), 1 + rng.integers(0, 12, n)
    sex, area = rng.integers(0, 2, n), rng.integers(0, 3, n)
    ages = [(age // width).tolist() for width in (1, 10, 30, 200)]
    months = [((month - 1) // width).tolist() for width in (1, 3, 6, 12)]
    return [ages, months, [sex.tolist(), (0 * sex).tolist()], [area.tolist(), (0 * area).tolist()]]


def _without_first(versions, loss, k):
    """Forgets what the first column costs."""
    return every_combination(versions, [[0] * len(loss[0]), *loss[1:]], k)


def _without_last(versions, loss, k):
    """Forgets what the last column costs."""
    return every_combination(versions, [*loss[:-1], [0] * len(loss[-1])], k)


def _losses(rng, versions):
    """Whole numbers, rising with the level, such that no two combinations cost the same."""
    while True:
        loss = [[0, *np.cumsum(rng.integers(3, 60, len(c) - 1)).tolist()] for c in versions]
        if len({_price(loss, levels) for levels in _all(versions)}) == len(_all(versions)):
            return loss


@task.cases
def releases(rng):
    """Tables on which errors part from the right answer and from one another; one that is fit as it is, one that never is."""
    answers = [
        every_combination,
        *[mutant.function for mutant in task.mutants],
        _without_first,
        _without_last,
    ]
    given = [()] * len(answers)
    while len(set(given)) < len(answers) or len(given[0]) < 4:
        versions, k = _people(rng, 48), int(rng.integers(2, 5))
        loss = _losses(rng, versions)
        now = [
            (*before, str(answer(versions, loss, k))) for before, answer in zip(given, answers, strict=True)
        ]
        if len(set(now)) > len(set(given)) or len(set(given)) == len(answers):
            given = now
            yield case(versions=versions, loss=loss, k=k)
    versions = _people(rng, 12)
    yield case(versions=versions, loss=_losses(rng, versions), k=13)
    yield case(versions=versions, loss=_losses(rng, versions), k=1)
