"""Builder's task 3: how sure a gap is."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    forbids=[
        "labkit.evaluate.newcombe_difference",
        "statsmodels.stats.proportion.confint_proportions_2indep",
    ],
    why=Text(
        "Right. The decision rests on this interval, not on whether two intervals overlap: two intervals can overlap while the gap is clear.",
        "Juste. La décision repose sur cet intervalle, et non sur le fait que deux intervalles se recoupent : ils peuvent se recouper alors "
        "que l'écart est net.",
    ),
    hints=[
        Text(
            "At the lower bound, a is as low as it may be and b as high as it may be: the distances are a - low_a and high_b - b.",
            "À la borne basse, a est aussi bas et b aussi haut que possible : les distances sont a - low_a et high_b - b.",
        ),
        Text(
            "Square both distances, add them, take np.sqrt, and subtract that from a - b. The upper bound uses the two other distances.",
            "Élevez les deux distances au carré, additionnez-les, prenez np.sqrt, et retranchez le tout de a - b. La borne haute se sert des "
            "deux autres distances.",
        ),
    ],
    laws=[
        laws.known(
            {"a": 0.5, "low_a": 0.5, "high_a": 0.5, "b": 0.25, "low_b": 0.25, "high_b": 0.25},
            (0.25, 0.25),
            Text(
                "If both shares are known exactly, so is their gap: with 0.5 and 0.25 both bounds are 0.25.",
                "Si les deux parts sont connues exactement, leur écart l'est aussi : avec 0,5 et 0,25, les deux bornes valent 0,25.",
            ),
        ),
    ],
)


def _bounds(a, b, below, above):
    return float(a - b - below), float(a - b + above)


@task.reference
def newcombe(a, low_a, high_a, b, low_b, high_b):
    return _bounds(
        a, b, np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2), np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    )


@task.alternative
def by_hypotenuse(a, low_a, high_a, b, low_b, high_b):
    return [a - b - np.hypot(a - low_a, high_b - b), a - b + np.hypot(high_a - a, b - low_b)]


@task.alternative
def by_norms(a, low_a, high_a, b, low_b, high_b):
    below, above = np.linalg.norm([low_a - a, b - high_b]), np.linalg.norm([high_a - a, low_b - b])
    return np.array([a - b - below, a - b + above])


for change in (
    "a - low_a -> low_a - a",
    "low_a - a -> a - low_a",
    "high_a - a -> a - high_a",
    "high_b - b -> b - high_b",
    "b - high_b -> high_b - b",
    "b - low_b -> low_b - b",
    "low_b - b -> b - low_b",
):
    task.equivalent(f"*:arithmetic:{change}", "a distance is squared: its sign is lost")


@task.mutant(
    Text(
        "You subtracted opposite bounds, as if both shares were at their worst at once. The interval comes out too wide: a real gap would be "
        "taken for chance. Square the distances, add them, take the root.",
        "Vous avez retranché les bornes opposées, comme si les deux parts étaient au pire en même temps. L'intervalle est trop large : un vrai "
        "écart passerait pour du hasard. Élevez les distances au carré, additionnez-les, prenez la racine.",
    ),
)
def opposite_bounds(a, low_a, high_a, b, low_b, high_b):
    return float(low_a - high_b), float(high_a - low_b)


@task.mutant(
    Text(
        "You subtracted bound from bound, low minus low and high minus high. If both intervals had the same width, yours would have none.",
        "Vous avez retranché borne à borne, bas moins bas et haut moins haut. Si les deux intervalles avaient la même largeur, le vôtre n'en "
        "aurait aucune.",
    ),
)
def bound_from_bound(a, low_a, high_a, b, low_b, high_b):
    return float(low_a - low_b), float(high_a - high_b)


@task.mutant(
    Text(
        "The bounds are not crossed: the gap is lowest where a is low and b is high.",
        "Les bornes ne sont pas croisées : l'écart est au plus bas quand a est bas et b est haut.",
    ),
)
def bounds_not_crossed(a, low_a, high_a, b, low_b, high_b):
    return _bounds(
        a, b, np.sqrt((a - low_a) ** 2 + (b - low_b) ** 2), np.sqrt((high_a - a) ** 2 + (high_b - b) ** 2)
    )


@task.mutant(
    Text(
        "You exchanged the two distances: the one for the lower bound stands at the upper one. With few cases an interval is not symmetric.",
        "Vous avez échangé les deux distances : celle de la borne basse se trouve à la borne haute. Avec peu de cas, un intervalle n'est pas "
        "symétrique.",
    ),
)
def distances_exchanged(a, low_a, high_a, b, low_b, high_b):
    return _bounds(
        a, b, np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2), np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    )


@task.mutant(
    Text(
        "The square root is missing: squares of small numbers are much smaller, and the interval is far too narrow.",
        "La racine carrée manque : les carrés de petits nombres sont bien plus petits, et l'intervalle est beaucoup trop étroit.",
    ),
)
def no_root(a, low_a, high_a, b, low_b, high_b):
    return _bounds(a, b, (a - low_a) ** 2 + (high_b - b) ** 2, (high_a - a) ** 2 + (b - low_b) ** 2)


@task.mutant(
    Text(
        "You took the second group as certain. Its share has an interval too: add its distance under the root.",
        "Vous avez pris le second groupe pour certain. Sa part a aussi un intervalle : ajoutez sa distance sous la racine.",
    ),
)
def other_group_certain(a, low_a, high_a, b, low_b, high_b):
    return _bounds(a, b, a - low_a, high_a - a)


@task.mutant(
    Text(
        "The gap is turned round: it is a minus b. With b minus a, the group that is missed more often would look better served.",
        "L'écart est à l'envers : c'est a moins b. Avec b moins a, le groupe le plus souvent manqué paraîtrait le mieux servi.",
    ),
)
def gap_turned_round(a, low_a, high_a, b, low_b, high_b):
    low, high = newcombe(a, low_a, high_a, b, low_b, high_b)
    return -high, -low


@task.cases
def two_groups(rng):
    from labkit.evaluate import wilson_interval

    for cases_a, cases_b in ((12, 30), (258, 226), (40, 9), (25, 90)):
        given = []
        for n in (cases_a, cases_b):
            share = int(rng.integers(1, n)) / n
            low, high = wilson_interval(share * n, n)
            given += [share, float(low), float(high)]
        yield case(**dict(zip(("a", "low_a", "high_a", "b", "low_b", "high_b"), given, strict=True)))
