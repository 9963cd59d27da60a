"""Builder's task 1: two numbers that say whether a feature has moved."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .worlds import DRIFT

_SAME = np.array([1.0, 2.0, 2.0, 3.0, 5.0, 8.0])
# By hand: shares of bins with half a person added, 1.5/5 and 3.5/5 against 3.5/5 and 1.5/5; the largest gap of the two staircases is 1/2.
_BEFORE, _AFTER = np.array([1.0, 3.0, 4.0, 5.0]), np.array([0.5, 1.0, 1.5, 4.5])
_PSI = float(2 * (3.5 / 5 - 1.5 / 5) * np.log(3.5 / 1.5))


def _shares(values, edges):
    """Share of each bin, half a person added to each; a value equal to an edge belongs to the bin above."""
    counts = np.bincount(np.digitize(values, edges), minlength=len(edges) + 1) + 0.5
    return counts / counts.sum()


def _ks(reference, current):
    both = np.concatenate([reference, current])
    steps = [
        np.searchsorted(np.sort(values), both, side="right") / len(values) for values in (reference, current)
    ]
    return float(np.abs(steps[0] - steps[1]).max())


def _both(p, q, reference, current):
    return float(np.sum((q - p) * np.log(q / p))), _ks(reference, current)


task = function_task(
    points=2,
    forbids=DRIFT,
    why=Text(
        "Right. Both are 0 when nothing moved, and both look at one feature alone: neither knows whether the model needs it, nor what became of the patients.",
        "Juste. Les deux valent 0 quand rien n'a bougé, et les deux ne regardent qu'une variable : ni l'un ni l'autre ne sait si le modèle en a besoin, ni ce que sont devenus les patients.",
    ),
    hints=[
        Text(
            "np.digitize(values, edges) gives the bin of each value, np.bincount(..., minlength=len(edges) + 1) counts them. Add 0.5 to each count, divide by their sum.",
            "np.digitize(values, edges) donne la classe de chaque valeur, np.bincount(..., minlength=len(edges) + 1) les compte. Ajoutez 0,5 à chaque effectif, divisez par leur somme.",
        ),
        Text(
            "With the shares p (reference) and q (current), the PSI is the sum of (q - p) × log(q / p).",
            "Avec les parts p (référence) et q (actuelles), le PSI est la somme de (q - p) × log(q / p).",
        ),
        Text(
            "scipy.stats.ks_2samp(reference, current).statistic is the KS distance.",
            "scipy.stats.ks_2samp(reference, current).statistic est la distance de KS.",
        ),
    ],
    laws=[
        laws.known(
            {"reference": _SAME, "current": _SAME, "edges": np.array([2.0, 4.0])},
            (0.0, 0.0),
            Text(
                "The same values twice: nothing has moved, both numbers are 0.",
                "Deux fois les mêmes valeurs : rien n'a bougé, les deux nombres valent 0.",
            ),
        ),
        laws.known(
            {"reference": _BEFORE, "current": _AFTER, "edges": np.array([2.0])},
            (_PSI, 0.5),
            Text(
                "By hand: 1, 3, 4, 5 before, 0.5, 1, 1.5, 4.5 now, one edge at 2. One and three people before, three and one now; with half a person more in each, the shares are 0.3 and "
                "0.7, then 0.7 and 0.3.",
                "À la main : 1, 3, 4, 5 avant, 0,5, 1, 1,5, 4,5 maintenant, une borne à 2. Une et trois personnes avant, trois et une maintenant ; avec une demi-personne de plus "
                "dans chaque classe, les parts sont 0,3 et 0,7, puis 0,7 et 0,3.",
            ),
        ),
    ],
)


@task.reference
def by_bins(reference, current, edges):
    from scipy.stats import ks_2samp

    counts = [
        np.bincount(np.digitize(values, edges), minlength=len(edges) + 1) + 0.5
        for values in (reference, current)
    ]
    p, q = (count / count.sum() for count in counts)
    return np.sum((q - p) * np.log(q / p)), ks_2samp(reference, current).statistic


@task.alternative
def in_plain_python(reference, current, edges):
    from math import log

    def share(values, place):
        bounds = [float("-inf"), *edges, float("inf")]
        inside = sum(1 for value in values if bounds[place] <= value < bounds[place + 1])
        return (inside + 0.5) / (len(values) + 0.5 * (len(edges) + 1))

    psi = 0.0
    for place in range(len(edges) + 1):
        p, q = share(reference, place), share(current, place)
        psi += (q - p) * log(q / p)
    gaps = [
        abs(sum(v <= x for v in reference) / len(reference) - sum(v <= x for v in current) / len(current))
        for x in [*reference, *current]
    ]
    return [psi, max(gaps)]


@task.alternative
def with_pandas(reference, current, edges):
    import pandas as pd

    bounds = [-np.inf, *edges, np.inf]
    p, q = (
        pd.Series(pd.cut(v, bounds, right=False)).value_counts(sort=False).add(0.5)
        for v in (reference, current)
    )
    p, q = p / p.sum(), q / q.sum()
    return pd.Series([float(((q - p) * np.log(q / p)).sum()), _ks(reference, current)])


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "neither number is ever below 0")
task.equivalent(
    "in_plain_python:arithmetic:sum((v <= x for v in reference)) / len(reference) - *",
    "the absolute difference, turned round",
)
task.equivalent("_ks:arithmetic:steps[0] - steps[1] -> *", "the absolute difference, turned round")
task.equivalent(
    "_ks:default:np.searchsorted(*",
    "just before its values a staircase is as far from the other as just after",
)
for change in ("default:pd.Series(pd.cut(v, bounds, right=False)).value_counts(*", "word:False -> True #2"):
    task.equivalent(f"with_pandas:{change}", "pandas pairs the bins by name, in whatever order they stand")


@task.mutant(
    Text(
        "You compare the means. A feature may spread out, or split in two, with the same mean: the PSI compares the shares of the bins.",
        "Vous comparez les moyennes. Une variable peut s'étaler, ou se couper en deux, à moyenne égale : le PSI compare les parts des classes.",
    ),
)
def difference_of_means(reference, current, edges):
    return float(np.mean(current) - np.mean(reference)), _ks(reference, current)


@task.mutant(
    Text(
        "You sum q × log(q / p): half of the index (Kullback and Leibler's). The PSI takes (q - p), so that exchanging the two periods changes nothing.",
        "Vous sommez q × log(q / p) : la moitié de l'indice (celui de Kullback et Leibler). Le PSI prend (q - p), si bien qu'échanger les deux périodes ne change rien.",
    ),
)
def one_way_only(reference, current, edges):
    p, q = _shares(reference, edges), _shares(current, edges)
    return float(np.sum(q * np.log(q / p))), _ks(reference, current)


@task.mutant(
    Text(
        "You compare counts, not shares. Twice as many patients next year would look like a drift though every share is the same.",
        "Vous comparez des effectifs, non des parts. Deux fois plus de patients l'an prochain passeraient pour une dérive, toutes les parts étant les mêmes.",
    ),
)
def counts_not_shares(reference, current, edges):
    p, q = (np.bincount(np.digitize(v, edges), minlength=len(edges) + 1) + 0.5 for v in (reference, current))
    return _both(p, q, reference, current)


@task.mutant(
    Text(
        "The bins at the two ends are lost: those below the first edge and from the last one up. A device that reads too high puts its patients exactly there.",
        "Les classes des deux extrémités sont perdues : sous la première borne et à partir de la dernière. C'est précisément là qu'un appareil qui lit trop haut met ses patients.",
    ),
)
def ends_left_out(reference, current, edges):
    p, q = (np.histogram(v, bins=edges)[0] + 0.5 for v in (reference, current))
    return _both(p / p.sum(), q / q.sum(), reference, current)


@task.mutant(
    Text(
        "The half person per bin is missing: a bin that is empty in one period then has no share, and you leave it out or get an infinite index.",
        "La demi-personne par classe manque : une classe vide à une période n'a alors pas de part, et vous la laissez de côté ou obtenez un indice infini.",
    ),
)
def empty_bins_skipped(reference, current, edges):
    p, q = (
        np.bincount(np.digitize(v, edges), minlength=len(edges) + 1) / len(v) for v in (reference, current)
    )
    kept = (p > 0) & (q > 0)
    return float(np.sum((q[kept] - p[kept]) * np.log(q[kept] / p[kept]))), _ks(reference, current)


@task.mutant(
    Text(
        "A value equal to an edge goes below in your bins. It begins the bin above, as np.digitize does by default.",
        "Chez vous, une valeur égale à une borne va au-dessous. Elle commence la classe du dessus, comme le fait np.digitize par défaut.",
    ),
)
def edge_goes_below(reference, current, edges):
    p, q = (
        np.bincount(np.digitize(v, edges, right=True), minlength=len(edges) + 1) + 0.5
        for v in (reference, current)
    )
    return _both(p / p.sum(), q / q.sum(), reference, current)


@task.mutant(
    Text(
        "You return the p-value of KS. With thousands of patients it is tiny for a difference that nobody would notice: the distance is asked for.",
        "Vous renvoyez la valeur p de KS. Avec des milliers de patients, elle est minuscule pour un écart que personne ne remarquerait : on demande la distance.",
    ),
)
def p_value_for_distance(reference, current, edges):
    from scipy.stats import ks_2samp

    return by_bins(reference, current, edges)[0], ks_2samp(reference, current).pvalue


@task.mutant(
    Text(
        "The two numbers are in the wrong order: first the PSI, then KS.",
        "Les deux nombres sont dans le mauvais ordre : d'abord le PSI, puis KS.",
    ),
)
def wrong_order(reference, current, edges):
    return by_bins(reference, current, edges)[::-1]


@task.mutant(
    Text(
        "Your KS is the largest gap at the edges of the bins. Between two edges the gap may be wider: compare the shares at every value that occurs.",
        "Votre KS est le plus grand écart aux bornes des classes. Entre deux bornes, il peut être plus grand : comparez les parts cumulées à chaque valeur.",
    ),
)
def gap_at_the_edges(reference, current, edges):
    p, q = _shares(reference, edges), _shares(current, edges)
    return by_bins(reference, current, edges)[0], float(np.abs(np.cumsum(p - q)).max())


@task.mutant(
    Text(
        "You sum p × log(p / q): the other half of the index (Kullback and Leibler's, from now to before). The PSI takes (q - p) × log(q / p), the two halves together.",
        "Vous sommez p × log(p / q) : l'autre moitié de l'indice (celle de Kullback et Leibler, dans l'autre sens). Le PSI prend (q - p) × log(q / p), les deux moitiés ensemble.",
    ),
)
def the_other_way_only(reference, current, edges):
    p, q = _shares(reference, edges), _shares(current, edges)
    return float(np.sum(p * np.log(p / q))), _ks(reference, current)


@task.mutant(
    Text(
        "You add a whole person to each bin. It calms small groups more than asked: half a person, in each bin of each period.",
        "Vous ajoutez une personne entière à chaque classe. Cela calme les petits groupes plus que demandé : une demi-personne, dans chaque classe de chaque période.",
    ),
)
def a_whole_person(reference, current, edges):
    p, q = (np.bincount(np.digitize(v, edges), minlength=len(edges) + 1) + 1 for v in (reference, current))
    return _both(p / p.sum(), q / q.sum(), reference, current)


@task.mutant(
    Text(
        "You add half a person to each bin and divide by the people alone: your shares do not add up to 1. Divide by the sum of what you have.",
        "Vous ajoutez une demi-personne par classe et divisez par les seules personnes : vos parts ne font pas 1 au total. Divisez par la somme de ce que vous avez.",
    ),
)
def shares_above_one(reference, current, edges):
    p, q = (
        (np.bincount(np.digitize(v, edges), minlength=len(edges) + 1) + 0.5) / len(v)
        for v in (reference, current)
    )
    return _both(p, q, reference, current)


@task.cases
def features(rng):
    edges = np.array([-1.0, -0.3, 0.3, 1.0])
    for shift, spread, n, m in (
        (0.0, 1.0, 80, 130),
        (0.9, 1.0, 120, 70),
        (0.0, 2.2, 90, 90),
        (-0.6, 0.5, 60, 140),
    ):
        reference = np.round(rng.normal(0, 1, n), 1)
        yield case(
            reference=reference, current=np.round(shift + spread * rng.normal(0, 1, m), 1), edges=edges
        )
    # A bin that one of the periods has nobody in.
    yield case(
        reference=np.round(rng.uniform(-0.9, 0.9, 50), 1),
        current=np.round(rng.uniform(0.4, 3, 40), 1),
        edges=edges,
    )
    yield case(
        reference=np.round(rng.normal(0, 1, 30), 1),
        current=np.round(rng.normal(0, 1, 45), 1),
        edges=edges[1:3],
    )
    # The two periods apart: the largest gap stands at one value alone, the first of the one or the last of the other.
    low, high = np.sort(rng.uniform(-2, 0, 9)), rng.uniform(0.5, 2, 12)
    yield case(reference=low[::-1].copy(), current=high, edges=edges)
    yield case(reference=high, current=low, edges=edges)
