"""Builder's task 4: how far two markers agree on a point that is given, and on one that is not."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(
            ["first", "second"],
            Text(
                "The order of the explanations must not change the result.",
                "L'ordre des explications ne doit pas changer le résultat.",
            ),
        ),
        laws.known(
            {"first": np.array([1, 1, 1, 0]), "second": np.array([1, 1, 0, 1])},
            [2 / 3, 0.0],
            Text(
                "Both give the point twice, each gives it once alone: 4 of the 6 points given are given by both. Neither withholds it together with the other: 0.",
                "Les deux accordent le point deux fois, chacun l'accorde une fois seul : 4 des 6 points accordés le sont par les deux. Jamais ils ne le refusent ensemble : 0.",
            ),
        ),
    ],
    why=Text(
        "Right. Where nearly everybody has the point, the first number is always flattering; the second says how much a learner who does not have it depends on who reads.",
        "Juste. Quand presque tout le monde a le point, le premier nombre est toujours flatteur ; le second dit combien une personne qui ne l'a pas dépend de qui la lit.",
    ),
    hints=[
        Text(
            "Count: both give it (a), neither gives it (d), one alone gives it (apart).",
            "Comptez : les deux l'accordent (a), aucun ne l'accorde (d), un seul l'accorde (écarts).",
        ),
        Text(
            "Given: 2a / (2a + apart). Withheld: 2d / (2d + apart). Each agreement counts twice, since two people gave that mark.",
            "Accordé : 2a / (2a + écarts). Refusé : 2d / (2d + écarts). Chaque accord compte deux fois, puisque deux personnes ont mis cette note.",
        ),
        Text(
            "Where nobody ever gives it, or nobody ever withholds it, the denominator is 0: return np.nan there.",
            "Si personne ne l'accorde jamais, ou ne le refuse jamais, le dénominateur vaut 0 : renvoyez alors np.nan.",
        ),
    ],
)


def _counts(first, second):
    first, second = np.asarray(first) == 1, np.asarray(second) == 1
    return int((first & second).sum()), int((~first & ~second).sum()), int((first != second).sum())


def _over(count, of):
    return count / of if of else np.nan


@task.reference
def by_counts(first, second):
    given = np.sum((first == 1) & (second == 1))
    withheld = np.sum((first == 0) & (second == 0))
    apart = np.sum(first != second)
    return tuple(2 * both / (2 * both + apart) if both + apart else np.nan for both in (given, withheld))


task.equivalent(
    "by_counts:branch:*", "NumPy's whole numbers divide 0 by 0 to NaN, with a warning: what is asked for"
)


@task.alternative
def by_f_score(first, second):
    from sklearn.metrics import f1_score

    return [
        f1_score(first, second, pos_label=mark) if mark in [*first, *second] else float("nan")
        for mark in (1, 0)
    ]


@task.alternative
def by_each_markers_share(first, second):
    found = []
    for mark in (1, 0):
        mine, other = [bool(one == mark) for one in first], [bool(one == mark) for one in second]
        both = sum(one and two for one, two in zip(mine, other, strict=True))
        used = (sum(mine) + sum(other)) / 2
        found.append(both / used if used else float("nan"))
    return np.array(found)


@task.mutant(
    Text(
        "You give the overall agreement twice. It is high wherever nearly everybody has the point, however they agree on the others: count the two kinds apart.",
        "Vous donnez deux fois l'accord global. Il est élevé dès que presque tout le monde a le point, quel que soit l'accord sur les autres : comptez les deux cas séparément.",
    ),
)
def overall(first, second):
    both, neither, apart = _counts(first, second)
    agreement = (both + neither) / (both + neither + apart)
    return agreement, agreement


@task.mutant(
    Text(
        "You ask the first marker's marks only: of those, how many does the second confirm? Exchange the two and you have another number. Neither of them is the truth: take both.",
        "Vous ne partez que des notes de la première personne : combien la seconde en confirme-t-elle ? Échangez les deux, et le nombre change. Aucune n'est la vérité : prenez les deux.",
    ),
)
def from_the_first(first, second):
    both, neither, _apart = _counts(first, second)
    return _over(both, int(np.sum(first == 1))), _over(neither, int(np.sum(first == 0)))


@task.mutant(
    Text(
        "Each agreement counts once in your answer and each difference once too. Two people gave the agreed mark, one alone gave the other: an agreement counts twice.",
        "Dans votre réponse, chaque accord compte une fois et chaque écart aussi. Deux personnes ont mis la note commune, une seule l'autre : un accord compte double.",
    ),
)
def counted_once(first, second):
    both, neither, apart = _counts(first, second)
    return _over(both, both + apart), _over(neither, neither + apart)


@task.mutant(
    Text(
        "The two numbers have changed places: first the agreement on a point given, then on one withheld.",
        "Les deux nombres sont intervertis : d'abord l'accord sur un point accordé, puis sur un point refusé.",
    ),
)
def exchanged(first, second):
    both, neither, apart = _counts(first, second)
    return _over(2 * neither, 2 * neither + apart), _over(2 * both, 2 * both + apart)


@task.mutant(
    Text(
        "Where nobody ever withholds the point (or gives it), you return 0, as if they had disagreed, or 1, as if they had agreed. Nothing was seen: np.nan.",
        "Si personne ne refuse jamais le point (ou ne l'accorde jamais), vous renvoyez 0, comme s'il y avait désaccord, ou 1, comme s'il y avait accord. On n'a rien vu : np.nan.",
    ),
)
def nothing_seen_is_zero(first, second):
    both, neither, apart = _counts(first, second)
    return tuple(2 * one / (2 * one + apart) if one + apart else 0.0 for one in (both, neither))


@task.mutant(
    Text(
        "That is kappa, twice. It answers another question: how far from chance. Give the two agreements.",
        "C'est le kappa, deux fois. Il répond à une autre question : à quelle distance du hasard. Donnez les deux accords.",
    ),
)
def kappa_twice(first, second):
    both, neither, apart = _counts(first, second)
    n = both + neither + apart
    p, q = np.mean(np.asarray(first) == 1), np.mean(np.asarray(second) == 1)
    chance = p * q + (1 - p) * (1 - q)
    kappa = ((both + neither) / n - chance) / (1 - chance) if chance < 1 else np.nan
    return kappa, kappa


@task.mutant(
    Text(
        "You compare the two markers' totals: one may give the point as often as the other, and to other people. Compare explanation by explanation.",
        "Vous comparez les totaux des deux personnes : l'une peut accorder le point aussi souvent que l'autre, à d'autres copies. Comparez copie par copie.",
    ),
)
def totals_compared(first, second):
    one, two = int(np.sum(first == 1)), int(np.sum(second == 1))
    n = len(first)
    return _over(2 * min(one, two), one + two), _over(2 * min(n - one, n - two), 2 * n - one - two)


@task.mutant(
    Text(
        "You ask the second marker's marks only: of those, how many did the first give as well? Exchange the two and you have another number. Neither of them is the truth: take both.",
        "Vous ne partez que des notes de la seconde personne : combien la première en a-t-elle données aussi ? Échangez les deux, et le nombre change. Aucune n'est la vérité : prenez les deux.",
    ),
)
def from_the_second(first, second):
    return from_the_first(second, first)


@task.mutant(
    Text(
        "Your numerator counts each agreement once and your denominator twice: two people who always agree would get a half.",
        "Votre numérateur compte chaque accord une fois et votre dénominateur deux : deux personnes toujours d'accord auraient un demi.",
    ),
)
def doubled_below_alone(first, second):
    both, neither, apart = _counts(first, second)
    return _over(both, 2 * both + apart), _over(neither, 2 * neither + apart)


@task.mutant(
    Text(
        "You divided by all the explanations. Of those that get the point from somebody, how many get it from both? The others do not belong below the line.",
        "Vous avez divisé par toutes les explications. De celles à qui quelqu'un accorde le point, combien l'ont des deux ? Les autres n'ont rien à faire au dénominateur.",
    ),
)
def of_all_explanations(first, second):
    both, neither, _apart = _counts(first, second)
    return both / len(first), neither / len(first)


@task.mutant(
    Text(
        "Where nobody ever used a mark, you return 1, as if they had agreed on it. Nothing was seen: np.nan.",
        "Quand personne n'a jamais mis une note, vous renvoyez 1, comme s'il y avait accord. On n'a rien vu : np.nan.",
    ),
)
def nothing_seen_is_one(first, second):
    both, neither, apart = _counts(first, second)
    return tuple(2 * one / (2 * one + apart) if one + apart else 1.0 for one in (both, neither))


@task.mutant(
    Text(
        "Where they never agree on a mark that one of them used, you return NaN. That was seen, and the agreement is 0.",
        "Quand elles ne s'accordent jamais sur une note que l'une a mise, vous renvoyez NaN. Cela, on l'a vu, et l'accord vaut 0.",
    ),
)
def never_agreed_is_nan(first, second):
    both, neither, apart = _counts(first, second)
    return tuple(2 * one / (2 * one + apart) if one else np.nan for one in (both, neither))


@task.mutant(
    Text(
        "The second number is not what is left of the first to 1: people may agree on the point given and not on the point withheld, or on both. Count the second as you counted the first.",
        "Le second nombre n'est pas ce qui manque au premier pour faire 1 : on peut s'accorder sur le point accordé et non sur le refusé, ou sur les deux. Comptez le second comme le premier.",
    ),
)
def the_rest_to_one(first, second):
    both, _neither, apart = _counts(first, second)
    given = _over(2 * both, 2 * both + apart)
    return given, 1 - given


@task.mutant(
    Text(
        "You divided by the larger of the two counts. Take both markers' marks together, of which each agreement makes two.",
        "Vous avez divisé par le plus grand des deux comptes. Prenez ensemble les notes des deux personnes, dont chaque accord fait deux.",
    ),
)
def by_the_larger_count(first, second):
    both, neither, _apart = _counts(first, second)
    given = max(int(np.sum(first == 1)), int(np.sum(second == 1)))
    withheld = max(int(np.sum(first == 0)), int(np.sum(second == 0)))
    return _over(both, given), _over(neither, withheld)


@task.mutant(
    Text(
        "You took the mean of the two markers' shares. The one who gives a mark seldom then weighs as much as the one who gives it often: add the marks up, then divide.",
        "Vous avez pris la moyenne des parts des deux personnes. Celle qui met rarement une note pèse alors autant que celle qui la met souvent : additionnez les notes, puis divisez.",
    ),
)
def mean_of_the_two(first, second):
    pairs = zip(from_the_first(first, second), from_the_first(second, first), strict=True)
    return tuple((one + other) / 2 for one, other in pairs)


@task.mutant(
    Text(
        "Those are numbers out of 100, or counts. Shares between 0 and 1 are asked for.",
        "Ce sont des nombres sur 100, ou des comptes. On demande des parts entre 0 et 1.",
    ),
)
def in_percent(first, second):
    return tuple(100 * one for one in by_counts(np.asarray(first), np.asarray(second)))


@task.cases
def markers(rng):
    for n, has in ((24, 0.5), (40, 0.9), (30, 0.2), (12, 0.75)):
        there = rng.random(n) < has
        first, second = (np.where(rng.random(n) < 0.85, there, ~there).astype(int) for _ in range(2))
        first[:3], second[:3] = [1, 0, 1], [0, 1, 1]
        yield case(first=first, second=second)
    yield case(first=np.ones(6, dtype=int), second=np.ones(6, dtype=int))
    yield case(first=np.zeros(5, dtype=int), second=np.zeros(5, dtype=int))
    yield case(first=np.array([1, 1, 0]), second=np.array([0, 0, 1]))
