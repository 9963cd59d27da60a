"""Builder's task 2: which two ideas to take up, so that the five minutes reach the most people."""

from itertools import combinations

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

_OVERLAP = pd.DataFrame(
    {"a": [1, 1, 1, 1, 0, 0, 0], "b": [1, 1, 1, 1, 0, 0, 0], "c": [0, 0, 0, 0, 1, 1, 0]}, dtype=bool
)

task = function_task(
    points=2,
    laws=[
        laws.known(
            {"shown": _OVERLAP},
            ["a", "c"],
            Text(
                "Four learners show a and b, the same four; two others show c. With a and b the same four people hear you twice.",
                "Quatre apprenants montrent a et b, les mêmes quatre ; deux autres montrent c. Avec a et b, les mêmes quatre vous entendent deux fois.",
            ),
        ),
        laws.permutation_invariant(
            ["shown"],
            Text(
                "The order of the rows must not change the result.",
                "L'ordre des lignes ne doit pas changer le résultat.",
            ),
        ),
    ],
    why=Text(
        "Right: the second idea is the one that reaches those whom the first does not. The two most frequent are often held by the same people.",
        "Juste : la deuxième idée est celle qui atteint ceux que la première n'atteint pas. Les deux plus fréquentes sont souvent le fait des mêmes personnes.",
    ),
    hints=[
        Text(
            "`from itertools import combinations` stands above; `combinations(shown.columns, 2)` gives every pair, in the columns' order.",
            "`from itertools import combinations` est au-dessus ; `combinations(shown.columns, 2)` donne toutes les paires, dans l'ordre des colonnes.",
        ),
        Text(
            "How many people does a pair reach? Those who show one idea or the other: `(shown[a] | shown[b]).sum()`.",
            "Combien de personnes une paire atteint-elle ? Celles qui montrent l'une ou l'autre idée : `(shown[a] | shown[b]).sum()`.",
        ),
        Text(
            "`max(pairs, key=...)` keeps the first of the pairs that reach the most.",
            "`max(pairs, key=...)` garde la première des paires qui atteignent le plus de monde.",
        ),
    ],
)


def _pairs(shown):
    return list(combinations(shown.columns, 2))


def _reached(shown, pair):
    return int((shown[pair[0]] | shown[pair[1]]).sum())


@task.reference
def most_people(shown):
    pairs = combinations(shown.columns, 2)
    return max(pairs, key=lambda pair: (shown[pair[0]] | shown[pair[1]]).sum())


@task.alternative
def fewest_left(shown):
    left = [
        (int((~shown[list(pair)].any(axis=1)).sum()), place, pair)
        for place, pair in enumerate(combinations(shown.columns, 2))
    ]
    return min(left)[2]


@task.alternative
def by_matrix(shown):
    held = shown.to_numpy(dtype=int)
    both = held.T @ held
    reached = both.diagonal()[:, None] + both.diagonal()[None, :] - both
    reached[np.tril_indices_from(reached)] = -1
    row, column = np.unravel_index(reached.argmax(), reached.shape)
    return [shown.columns[row], shown.columns[column]]


task.equivalent("by_matrix:number:1 -> 2*", "any number below 0 keeps these places from being the largest")


@task.mutant(
    Text(
        "Those are the two most frequent ideas, or a pair with as many errors. The same people may hold both, and would hear you twice, while others hear nothing: count the people who show one or the other.",
        "Ce sont les deux idées les plus fréquentes, ou une paire avec autant d'erreurs. Les mêmes personnes peuvent avoir les deux, et vous entendraient deux fois pendant que d'autres n'entendent rien : comptez celles qui montrent l'une ou l'autre.",
    ),
)
def most_errors(shown):
    return max(_pairs(shown), key=lambda pair: shown[pair[0]].sum() + shown[pair[1]].sum())


@task.mutant(
    Text(
        "You look for the pair that most people hold together. Taking up two ideas reaches those who have one as well.",
        "Vous cherchez la paire que le plus de personnes ont ensemble. Reprendre deux idées atteint aussi celles qui n'en ont qu'une.",
    ),
)
def held_together(shown):
    return max(_pairs(shown), key=lambda pair: (shown[pair[0]] & shown[pair[1]]).sum())


@task.mutant(
    Text(
        "You leave out the people who show both ideas. They are reached too: one or the other, or both.",
        "Vous laissez de côté les personnes qui montrent les deux idées. Elles sont atteintes aussi : l'une ou l'autre, ou les deux.",
    ),
)
def one_but_not_both(shown):
    return max(_pairs(shown), key=lambda pair: (shown[pair[0]] ^ shown[pair[1]]).sum())


@task.mutant(
    Text(
        "Two pairs reach as many people here. The first in the columns' order is asked for, so that everybody finds the same: use > and not >=.",
        "Deux paires atteignent ici autant de monde. On demande la première dans l'ordre des colonnes, pour que tous trouvent la même : > et non >=.",
    ),
)
def last_of_the_equals(shown):
    return max(reversed(_pairs(shown)), key=lambda pair: _reached(shown, pair))


@task.mutant(
    Text(
        "Your pair holds the most frequent idea, and then the one that adds most people. Ask, for every pair, how many people it reaches: the best pair need not hold the most frequent idea.",
        "Votre paire prend l'idée la plus fréquente, puis celle qui ajoute le plus de monde. Demandez, pour chaque paire, combien de personnes elle atteint : la meilleure ne contient pas forcément l'idée la plus fréquente.",
    ),
)
def greedy(shown):
    first = max(shown.columns, key=lambda idea: shown[idea].sum())
    rest = [idea for idea in shown.columns if idea != first]
    second = max(rest, key=lambda idea: _reached(shown, (first, idea)))
    return sorted([first, second], key=list(shown.columns).index)


@task.mutant(
    Text(
        "That is the number of people reached. Give the names of the two ideas.",
        "C'est le nombre de personnes atteintes. Donnez les noms des deux idées.",
    ),
)
def people_reached(shown):
    return max(_reached(shown, pair) for pair in _pairs(shown))


@task.mutant(
    Text(
        "The two ideas are right, not their order: give them in the columns' order.",
        "Les deux idées sont justes, non leur ordre : donnez-les dans l'ordre des colonnes.",
    ),
)
def other_way_round(shown):
    return max(_pairs(shown), key=lambda pair: _reached(shown, pair))[::-1]


@task.mutant(
    Text(
        "Your two names are in alphabetical order. They are asked for in the order in which the columns stand.",
        "Vos deux noms sont par ordre alphabétique. On les demande dans l'ordre où sont les colonnes.",
    ),
)
def names_sorted(shown):
    return sorted(most_people(shown))


@task.mutant(
    Text(
        "You went through the columns in alphabetical order. Where two pairs reach as many people, the first in the table's own order counts.",
        "Vous avez parcouru les colonnes par ordre alphabétique. Quand deux paires atteignent autant de monde, la première dans l'ordre du tableau compte.",
    ),
)
def columns_sorted(shown):
    return most_people(shown[sorted(shown.columns)])


@task.mutant(
    Text(
        "Your pair may be twice the same idea. Two different ones are asked for: combinations, without repetition.",
        "Votre paire peut être deux fois la même idée. On en demande deux différentes : des combinaisons, sans répétition.",
    ),
)
def twice_the_same(shown):
    pairs = [(one, other) for place, one in enumerate(shown) for other in list(shown)[place:]]
    return max(pairs, key=lambda pair: _reached(shown, pair))


@task.mutant(
    Text(
        "You added to the most frequent idea the one that shares the fewest people with it. An idea that nobody holds shares nobody: count whom the pair reaches.",
        "À l'idée la plus fréquente, vous avez joint celle qui partage le moins de monde avec elle. Une idée que personne n'a ne partage personne : comptez qui la paire atteint.",
    ),
)
def fewest_in_common(shown):
    first = max(shown.columns, key=lambda idea: shown[idea].sum())
    rest = [idea for idea in shown.columns if idea != first]
    second = min(rest, key=lambda idea: (shown[first] & shown[idea]).sum())
    return sorted([first, second], key=list(shown.columns).index)


@task.mutant(
    Text(
        "You compare neighbouring columns alone. Every pair counts, also of columns that stand far apart.",
        "Vous ne comparez que des colonnes voisines. Toutes les paires comptent, même de colonnes éloignées.",
    ),
)
def neighbours_alone(shown):
    names = list(shown.columns)
    return max(zip(names, names[1:], strict=False), key=lambda pair: _reached(shown, pair))


@task.mutant(
    Text(
        "That is the pair that reaches the fewest people. The five minutes are for as many as possible.",
        "C'est la paire qui atteint le moins de monde. Les cinq minutes sont pour le plus de monde possible.",
    ),
)
def fewest_people(shown):
    return min(_pairs(shown), key=lambda pair: _reached(shown, pair))


@task.mutant(
    Text(
        "Those are the columns' places. Give their names.",
        "Ce sont les places des colonnes. Donnez leurs noms.",
    ),
)
def places(shown):
    return [list(shown.columns).index(name) for name in most_people(shown)]


def _frame(columns):
    return pd.DataFrame(columns, dtype=bool)


@task.cases
def classes(rng):
    for n in (24, 30, 18):
        base = rng.random(n) < 0.5
        yield case(
            shown=_frame(
                {
                    "same_everywhere": base,
                    "denominator": base & (rng.random(n) < 0.9),
                    "false_alarm": ~base & (rng.random(n) < 0.4),
                    "turned_round": rng.random(n) < 0.2,
                    "always_safer": rng.random(n) < 0.1,
                }
            )
        )
    # The best pair does not hold the most frequent idea.
    people = rng.permutation(12)
    yield case(
        shown=_frame(
            {
                "left": np.isin(people, range(5)),
                "middle": np.isin(people, [1, 2, 3, 4, 5, 6, 7]),
                "right": np.isin(people, range(5, 11)),
                "far": people == 11,
            }
        )
    )
    # Two pairs reach as many: the first counts.
    people = rng.permutation(9)
    first, second = people < 3, (people >= 3) & (people < 6)
    yield case(shown=_frame({"z": first, "y": second, "x": second, "w": first}))
    yield case(shown=_frame({"b": people < 4, "a": people >= 7}))
    # The two that together reach the most share many people.
    people = rng.permutation(12)
    yield case(shown=_frame({"c": people >= 10, "a": people < 8, "b": people >= 4}))
    yield case(
        shown=_frame(
            {"a": people < 8, "b": (people >= 4) & (people < 11), "c": people == 11, "d": people == 10}
        )
    )
    # Nobody shows anything; only the first learner, or only the last, makes the third idea worth it.
    yield case(shown=_frame({"a": [False] * 4, "b": [False] * 4, "c": [False] * 4}))
    for place in (0, -1):
        third = np.zeros(6, dtype=bool)
        third[place] = True
        most = np.array([0, 1, 1, 1, 1, 0], dtype=bool)
        yield case(shown=_frame({"a": most, "b": most & (np.arange(6) < 3), "c": third}))
