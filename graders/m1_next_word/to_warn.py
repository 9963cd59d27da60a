"""Builder's task 6: whose secret the model gives away, with a limit on false alarms for the whole audit."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    why=Text(
        "Right: the false alarms that are allowed are shared among all the secrets tried. Whoever looks at more secrets asks more of each. Those below the limit are not safe: nothing was shown.",
        "Juste : les fausses alertes admises sont réparties entre tous les secrets essayés. Quand on en regarde davantage, on demande plus à chacun. Au-dessous de la limite, personne n'est à l'abri : rien n'a été montré.",
    ),
    hints=[
        Text(
            "A model that memorised nothing reaches b bits once in 2 ** b. Shared among n secrets, the limit is log2(n / false_alarms).",
            "Un modèle qui n'a rien mémorisé atteint b bits une fois sur 2 ** b. Répartie entre n secrets, la limite est log2(n / false_alarms).",
        ),
        Text(
            "Keep the names whose exposure is at least the limit, then sorted(names, key=exposures.get, reverse=True).",
            "Gardez les noms dont l'exposition atteint au moins la limite, puis sorted(noms, key=exposures.get, reverse=True).",
        ),
    ],
    laws=[
        laws.known(
            {
                "exposures": {"Alice": 9.0, "Brahim": 4.0, "Chloé": 6.0, "Denis": 5.9},
                "false_alarms": 0.0625,
            },
            ["Alice", "Chloé"],
            Text(
                "Four secrets, 1 audit in 16 with a false alarm: the limit is log2(4 × 16) = 6 bits. Alice (9) and Chloé (6, at the limit) are warned, the most exposed first.",
                "Quatre secrets, 1 audit sur 16 avec une fausse alerte : la limite est log2(4 × 16) = 6 bits. Alice (9) et Chloé (6, à la limite) sont prévenues, la plus exposée d'abord.",
            ),
        ),
    ],
)


@task.reference
def shared_among_all(exposures, false_alarms):
    limit = math.log2(len(exposures) / false_alarms)
    names = [name for name, exposure in exposures.items() if exposure >= limit]
    return sorted(names, key=exposures.get, reverse=True)


@task.alternative
def sorted_then_filtered(exposures, false_alarms):
    ranked = sorted(exposures.items(), key=lambda pair: -pair[1])
    return [name for name, bits in ranked if 2**bits * false_alarms >= len(exposures)]


@task.alternative
def one_after_the_other(exposures, false_alarms):
    left, warned, limit = dict(exposures), [], np.log2(len(exposures)) - np.log2(false_alarms)
    while left:
        name = max(left, key=left.get)
        if left.pop(name) < limit:
            break
        warned.append(name)
    return warned


task.equivalent(
    "one_after_the_other:loop:break -> continue", "after the first below the limit, all are below it"
)


def _at_least(exposures, limit):
    kept = [name for name, bits in exposures.items() if bits >= limit]
    return sorted(kept, key=exposures.get, reverse=True)


@task.mutant(
    Text(
        "Each secret has the whole of the false alarms for itself. With twelve secrets, an audit of a model that memorised nothing would raise an alarm nearly every second time: share them out.",
        "Chaque secret dispose de toutes les fausses alertes. Avec douze secrets, l'audit d'un modèle qui n'a rien mémorisé donnerait l'alerte presque une fois sur deux : répartissez-les.",
    ),
)
def not_shared(exposures, false_alarms):
    return _at_least(exposures, math.log2(1 / false_alarms))


@task.mutant(
    Text(
        "Someone exactly at the limit is left out. The task warns from the limit on.",
        "Une personne exactement à la limite est laissée de côté. L'énoncé prévient à partir de la limite.",
    ),
)
def at_the_limit(exposures, false_alarms):
    limit = math.log2(len(exposures) / false_alarms)
    return [name for name in _at_least(exposures, limit) if exposures[name] > limit]


@task.mutant(
    Text(
        "The right people, the least exposed first. The most exposed is called first.",
        "Les bonnes personnes, la moins exposée d'abord. On appelle d'abord la plus exposée.",
    ),
)
def least_first(exposures, false_alarms):
    return _at_least(exposures, math.log2(len(exposures) / false_alarms))[::-1]


@task.mutant(
    Text(
        "The right people, in the order of the list. The most exposed is called first.",
        "Les bonnes personnes, dans l'ordre de la liste. On appelle d'abord la plus exposée.",
    ),
)
def in_the_order_of_the_list(exposures, false_alarms):
    limit = math.log2(len(exposures) / false_alarms)
    return [name for name, bits in exposures.items() if bits >= limit]


@task.mutant(
    Text(
        "Everybody above 0 bits is warned. Half of the secrets that a model never saw have 1 bit or more by chance alone.",
        "Toute personne au-dessus de 0 bit est prévenue. Par le seul hasard, la moitié des secrets qu'un modèle n'a jamais vus ont 1 bit ou plus.",
    ),
)
def everybody(exposures, false_alarms):
    return _at_least(exposures, 1e-9)


@task.mutant(
    Text(
        "Only the most exposed person is warned. The others above the limit have a code that can be read as well.",
        "Seule la personne la plus exposée est prévenue. Le code des autres, au-dessus de la limite, se lit aussi.",
    ),
)
def only_the_first(exposures, false_alarms):
    return _at_least(exposures, math.log2(len(exposures) / false_alarms))[:1]


@task.mutant(
    Text(
        "The natural logarithm makes the limit lower than it should be: exposures are in bits, use log2.",
        "Le logarithme naturel place la limite trop bas : les expositions sont en bits, prenez log2.",
    ),
)
def natural_logarithm(exposures, false_alarms):
    return _at_least(exposures, math.log(len(exposures) / false_alarms))


@task.cases
def audits(rng):
    names = [
        "Malenfant",
        "Arvisais",
        "Bellefleur",
        "Courtemanche",
        "Dubreuil",
        "Evrard",
        "Fontanel",
        "Giraudet",
    ]
    for number, allowed in ((8, 0.05), (5, 0.1), (8, 0.0625)):
        limit, shared = math.log2(number / allowed), math.log2(1 / allowed)
        natural = limit * math.log(2)
        wanted = [limit + 3.1, limit + 1.2, limit - 0.8, (natural + shared) / 2, shared - 0.7]
        wanted += [limit + 0.4, 0.8, 0.0][: number - len(wanted)]
        if allowed == 0.0625:
            wanted[1] = limit  # one exactly at the limit, 7 bits
        bits = [
            round(value + float(rng.uniform(0, 0.05)), 2) if value != limit else value for value in wanted
        ]
        people = [str(name) for name in rng.permutation(names)[:number]]
        order = rng.permutation(number)
        while list(order[order < 2]) != [1, 0]:  # the most exposed does not come first in the list
            order = rng.permutation(number)
        yield case(exposures={people[i]: bits[i] for i in order}, false_alarms=allowed)
    # two equals, in the order of the dict; and 7 / 0.08 = 87.5, which is not rounded
    first, second, *others = (str(name) for name in rng.permutation(names)[:7])
    bits = [8.5, 8.5, 6.447, 3.0, 11.0, 1.5, 0.2]
    yield case(exposures=dict(zip([first, second, *others], bits, strict=True)), false_alarms=0.08)
    yield case(exposures={"Evrard": 9.3, "Dubreuil": 12.1, "Malenfant": 13.3}, false_alarms=0.05)
    yield case(exposures={"Malenfant": 0.4, "Arvisais": 1.9, "Evrard": 3.0}, false_alarms=0.05)
