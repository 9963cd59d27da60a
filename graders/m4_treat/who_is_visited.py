"""Builder's task 3: which people have the places."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_TINY = {
    "without": np.array([0.60, 0.20, 0.30, 0.10]),
    "with_visit": np.array([0.62, 0.08, 0.20, 0.09]),
    "places": 2,
}

task = function_task(
    points=2,
    why=Text(
        "Right: the places go where a visit changes most, and nobody has one who would come back more often for it. Mrs. Malenfant, at 20 %, comes before somebody at 45 %.",
        "Juste : les places vont là où une visite change le plus, et personne n'en a une qui le ferait revenir plus souvent. Mme Malenfant, à 20 %, passe avant une personne à 45 %.",
    ),
    hints=[
        Text(
            "What a visit changes for each person: without - with_visit. Order by that, not by `without`.",
            "Ce qu'une visite change pour chaque personne : without - with_visit. Classez selon cela, non selon `without`.",
        ),
        Text(
            'np.argsort(-avoided, kind="stable") gives the places of the people, largest first, and leaves ties in their order. Keep the first `places` of them.',
            'np.argsort(-avoided, kind="stable") donne la position des personnes, la plus grande d\'abord, et laisse les ex aequo dans leur ordre. Gardez-en `places`.',
        ),
        Text(
            "Then take the place away from those whom a visit does not help: avoided must be above 0.",
            "Retirez ensuite la place à ceux qu'une visite n'aide pas : avoided doit dépasser 0.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            np.array([False, True, True, False]),
            Text(
                "Four people, two places. A visit avoids -0.02, 0.12, 0.10 and 0.01: the second and the third person have one.",
                "Quatre personnes, deux places. Une visite évite -0,02, 0,12, 0,10 et 0,01 : la deuxième et la troisième personne en ont une.",
            ),
        ),
    ],
)


def _first(score, places):
    chosen = np.zeros(len(score), dtype=bool)
    chosen[np.argsort(-np.asarray(score), kind="stable")[:places]] = True
    return chosen


@task.reference
def by_order(without, with_visit, places):
    avoided = without - with_visit
    chosen = np.zeros(len(avoided), dtype=bool)
    chosen[np.argsort(-avoided, kind="stable")[:places]] = True
    return chosen & (avoided > 0)


@task.alternative
def one_at_a_time(without, with_visit, places):
    avoided = [a - b for a, b in zip(without, with_visit, strict=True)]
    chosen = [False] * len(avoided)
    for _ in range(places):
        free = [place for place, taken in enumerate(chosen) if not taken and avoided[place] > 0]
        if free:
            chosen[max(free, key=lambda place: avoided[place])] = True
    return chosen


@task.alternative
def by_ranks(without, with_visit, places):
    import pandas as pd

    avoided = pd.Series(np.asarray(without) - np.asarray(with_visit))
    return (avoided.rank(ascending=False, method="first") <= places) & (avoided > 0)


@task.mutant(
    Text(
        "You chose those at highest risk. Many of them come back whatever one does; the first row of the small example would even come back more often.",
        "Vous avez choisi les plus à risque. Beaucoup reviennent quoi qu'on fasse ; la première personne du petit exemple reviendrait même plus souvent.",
    ),
)
def highest_risk(without, with_visit, places):
    return _first(without, places)


@task.mutant(
    Text(
        "The places left over go to people whom a visit sends back to hospital. An empty place is better, or another kind of help.",
        "Les places restantes vont à des personnes qu'une visite fait revenir à l'hôpital. Mieux vaut une place vide, ou une autre aide.",
    ),
)
def places_must_be_filled(without, with_visit, places):
    return _first(np.asarray(without) - np.asarray(with_visit), places)


@task.mutant(
    Text(
        "You divided by the risk. Halving 2 % avoids one return in a hundred visits; taking 12 off 60 % avoids twelve. What counts for places is the difference.",
        "Vous avez divisé par le risque. Réduire 2 % de moitié évite un retour sur cent visites ; ôter 12 à 60 % en évite douze. Pour des places, c'est la différence qui compte.",
    ),
)
def relative_reduction(without, with_visit, places):
    avoided = np.asarray(without) - np.asarray(with_visit)
    return _first(avoided / np.asarray(without), places) & (avoided > 0)


@task.mutant(
    Text(
        "You kept those whose risk is lowest once visited. Most of them would have stayed at home without a visit.",
        "Vous avez gardé ceux dont le risque après visite est le plus bas. La plupart seraient restés chez eux sans visite.",
    ),
)
def lowest_with_visit(without, with_visit, places):
    return _first(-np.asarray(with_visit), places) & (np.asarray(without) > np.asarray(with_visit))


@task.mutant(
    Text(
        "Everybody whom a visit helps has one in your answer. There are only so many places.",
        "Chez vous, toutes les personnes qu'une visite aide en ont une. Le nombre de places est limité.",
    ),
)
def more_than_the_places(without, with_visit, places):
    return np.asarray(without) > np.asarray(with_visit)


@task.mutant(
    Text(
        "Somebody whom a visit does not change has one in your answer. A place that changes nothing is taken from nobody today, and from somebody tomorrow: above 0, not at 0.",
        "Chez vous, une personne pour qui une visite ne change rien en a une. Cette place n'est prise à personne aujourd'hui, et le sera demain : au-dessus de 0, non à 0.",
    ),
)
def nothing_changed_is_enough(without, with_visit, places):
    avoided = np.asarray(without) - np.asarray(with_visit)
    return _first(avoided, places) & (avoided >= 0)


@task.mutant(
    Text(
        "You take the size of the change, whatever its sign. A visit that sends people back changes much, and in the wrong direction.",
        "Vous prenez la taille du changement, quel que soit son signe. Une visite qui fait revenir change beaucoup, et dans le mauvais sens.",
    ),
)
def whatever_the_sign(without, with_visit, places):
    return _first(np.abs(np.asarray(without) - np.asarray(with_visit)), places)


@task.mutant(
    Text(
        'Of two people alike at the last place, yours goes to the last in the array, as a sort turned round does. Sort what is avoided with its sign turned (kind="stable").',
        "De deux personnes à égalité pour la dernière place, la vôtre va à la dernière du tableau, comme le fait un tri retourné. Triez l'opposé de ce qu'on évite (kind=\"stable\").",
    ),
)
def the_last_of_two(without, with_visit, places):
    avoided = np.asarray(without) - np.asarray(with_visit)
    return _first(avoided[::-1], places)[::-1] & (avoided > 0)


@task.mutant(
    Text(
        "All who are alike at the last place have one: there are more visits than places. The first in the array goes first.",
        "Toutes les personnes à égalité pour la dernière place en ont une : cela fait plus de visites que de places. La première du tableau passe d'abord.",
    ),
)
def all_who_tie(without, with_visit, places):
    avoided = np.asarray(without) - np.asarray(with_visit)
    return (avoided >= np.sort(avoided)[-places]) & (avoided > 0)


@task.cases
def discharges(rng):
    # Beyond sixteen people an unstable sort shows; few different effects make ties at the last place.
    n = 24
    for places, helped in ((5, 14), (9, 4), (4, 12), (6, 6), (1, 10), (5, 3)):
        avoided = -rng.integers(1, 5, n) / 64
        who = np.append([0, n - 1], 1 + rng.permutation(n - 2)[: helped - 2])
        avoided[who] = rng.integers(1, 4, helped) / 32
        avoided[[0, n - 1]] = 9 / 64, 8 / 64
        avoided[[one for one in range(n) if one not in who][0]] = 0
        without = rng.integers(9, 40, n) / 64
        yield case(without=without, with_visit=without - avoided, places=places)
