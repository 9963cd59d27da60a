"""Builder's task 3: O/E of resamples in which whole patients were drawn."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import draw_ward


def _rows(patient, drawn):
    return np.concatenate([np.flatnonzero(np.asarray(patient) == one) for one in drawn])


def _sums(y_true, y_prob, rows):
    return float(np.asarray(y_true)[rows].sum()), float(np.asarray(y_prob)[rows].sum())


_TINY = {
    "patient": np.array(["A", "A", "B"]),
    "y_true": np.array([1, 1, 0]),
    "y_prob": np.array([0.5, 0.5, 0.25]),
    "draws": [["A", "B"], ["A", "A"], ["B", "B"]],
}

task = function_task(
    points=2,
    forbids=[
        "labkit.evaluate.bootstrap_interval",
        "labkit.evaluate.calibration_summary",
        "scipy.stats.bootstrap",
    ],
    why=Text(
        "Right: a patient comes with all their rows, as often as drawn. The bounds of these ratios are the interval: eight readings of one patient are not eight patients.",
        "Juste : une personne vient avec toutes ses lignes, autant de fois qu'elle est tirée. Les bornes de ces rapports forment l'intervalle : huit mesures d'une personne "
        "ne sont pas huit personnes.",
    ),
    hints=[
        Text(
            "First sum by patient: how many cases and how much risk does each bring? pd.Series(y_true).groupby(patient).sum(), and the same with y_prob.",
            "Additionnez d'abord par patient : combien de cas et combien de risque chacun apporte-t-il ? pd.Series(y_true).groupby(patient).sum(), et de même "
            "avec y_prob.",
        ),
        Text(
            "For one resample, observed[drawn] takes the patients drawn, twice those who were drawn twice.",
            "Pour un tirage, observed[drawn] prend les patients tirés, et deux fois ceux qui l'ont été deux fois.",
        ),
        Text(
            "Return [observed[drawn].sum() / expected[drawn].sum() for drawn in draws].",
            "Renvoyez [observed[drawn].sum() / expected[drawn].sum() for drawn in draws].",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            np.array([1.6, 2.0, 0.0]),
            Text(
                "Patient A has two readings (outcome 1, risks 0.5), B one (outcome 0, risk 0.25). Draw A and B: 2 / 1.25. Draw A twice: 4 / 2. One number for each "
                "list of draws.",
                "La personne A a deux mesures (issue 1, risques 0,5), B une seule (issue 0, risque 0,25). Tirez A et B : 2 / 1,25. Tirez A deux fois : 4 / 2. Un "
                "nombre par liste de tirages.",
            ),
        ),
    ],
)


@task.reference
def by_sums(patient, y_true, y_prob, draws):
    observed = pd.Series(y_true).groupby(patient).sum()
    expected = pd.Series(y_prob).groupby(patient).sum()
    return [observed[drawn].sum() / expected[drawn].sum() for drawn in draws]


@task.alternative
def by_rows(patient, y_true, y_prob, draws):
    ratios = []
    for drawn in draws:
        rows = np.concatenate([np.flatnonzero(patient == one) for one in drawn])
        ratios.append(np.sum(y_true[rows]) / np.sum(y_prob[rows]))
    return np.array(ratios)


@task.alternative
def by_weights(patient, y_true, y_prob, draws):
    from collections import Counter

    ratios = []
    for drawn in draws:
        times = Counter(list(drawn))
        weight = np.array([times[one] for one in patient])
        ratios.append(float(weight @ y_true / (weight @ y_prob)))
    return pd.Series(ratios)


task.equivalent("*list(drawn) -> *", "a list is counted as it is")


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "a ratio of counts and risks: never below 0")


@task.mutant(
    Text(
        "A patient drawn twice counts once in your answer (`isin` asks only whether they are there). Such resamples vary too little and the interval is too narrow.",
        "Une personne tirée deux fois ne compte qu'une fois chez vous (`isin` demande seulement si elle est là). De tels tirages varient trop peu, et l'intervalle est "
        "trop étroit.",
    ),
)
def counted_once(patient, y_true, y_prob, draws):
    answer = []
    for drawn in draws:
        o, e = _sums(y_true, y_prob, np.isin(patient, drawn))
        answer.append(o / e)
    return answer


@task.mutant(
    Text(
        "You take the mean of the patients' own O/E. The ratio of a resample is all its cases over all its risks: otherwise a patient at 1 % weighs a hundred times one at 100 %.",
        "Vous faites la moyenne des O/A de chaque personne. Le rapport d'un tirage est : tous ses cas sur tous ses risques ; sinon, une personne à 1 % pèse cent fois une "
        "personne à 100 %.",
    ),
)
def mean_of_ratios(patient, y_true, y_prob, draws):
    answer = []
    for drawn in draws:
        each = [_sums(y_true, y_prob, np.asarray(patient) == one) for one in drawn]
        answer.append(float(np.mean([o / e for o, e in each])))
    return answer


@task.mutant(
    Text(
        "Only the first reading of each patient is there. The draws bring a patient with all their rows.",
        "Il n'y a que la première mesure de chaque personne. Une personne tirée vient avec toutes ses lignes.",
    ),
)
def first_reading_only(patient, y_true, y_prob, draws):
    answer = []
    for drawn in draws:
        o, e = _sums(y_true, y_prob, [int(np.flatnonzero(np.asarray(patient) == one)[0]) for one in drawn])
        answer.append(o / e)
    return answer


@task.mutant(
    Text(
        "The ratio is inverted: observed over expected, not the reverse.",
        "Le rapport est à l'envers : observés sur attendus, non l'inverse.",
    ),
)
def turned_round(patient, y_true, y_prob, draws):
    answer = []
    for drawn in draws:
        o, e = _sums(y_true, y_prob, _rows(patient, drawn))
        answer.append(e / o if o else float("inf"))
    return answer


@task.mutant(
    Text(
        "You divide by the number of rows: that is the share of cases, not O/E. Divide by the sum of the risks.",
        "Vous divisez par le nombre de lignes : c'est la part de cas, non O/A. Divisez par la somme des risques.",
    ),
)
def share_of_cases(patient, y_true, y_prob, draws):
    return [float(np.mean(np.asarray(y_true)[_rows(patient, drawn)])) for drawn in draws]


@task.mutant(
    Text(
        "You return the two bounds. Here all the ratios are asked for, one for each list of draws; their bounds are taken afterwards.",
        "Vous renvoyez les deux bornes. On demande ici tous les rapports, un par liste de tirages ; les bornes se prennent ensuite.",
    ),
)
def bounds_already(patient, y_true, y_prob, draws):
    return np.quantile(by_sums(np.asarray(patient), y_true, y_prob, draws), [0.025, 0.975])


@task.cases
def readings(rng):
    for _ in range(3):
        names = np.array([f"P{number:02d}" for number in rng.permutation(40)[:14]])
        y_true, y_prob = draw_ward(rng, len(names), middle=-0.4, spread=1.0)
        which = np.repeat(np.arange(len(names)), rng.integers(1, 6, len(names)))
        which = rng.permutation(which)
        risk = np.round(np.clip(y_prob[which] + rng.normal(0, 0.03, len(which)), 0.01, 0.99), 4)
        draws = [[str(one) for one in rng.choice(names, len(names))] for _ in range(6)]
        yield case(patient=names[which], y_true=y_true[which], y_prob=risk, draws=draws)
