"""Builder's task 2: O/E month by month, with limits from its own error."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import CHARTS, draw_stays


def _chart(y_true, y_prob, month, half, centre=1.0, floor=0.0):
    """One row a month; `half` gives the half-width of a month from its rows and all rows."""
    rows = pd.DataFrame({"y": np.asarray(y_true), "p": np.asarray(y_prob), "month": np.asarray(month)})
    found = []
    for name, here in rows.groupby("month"):
        width = half(here, rows)
        low = centre - width
        found.append(
            {
                "month": name,
                "o_e": here.y.sum() / here.p.sum(),
                "low": max(low, floor),
                "high": centre + width,
            }
        )
    return pd.DataFrame(found)


def _own_error(here, rows):
    return 3 * np.sqrt((here.p * (1 - here.p)).sum()) / here.p.sum()


_TWO = {
    "y_true": np.array([1, 1, 0, 0, 1, 0]),
    "y_prob": np.array([0.5, 0.5, 0.5, 0.5, 0.2, 0.2]),
    "month": np.array(["2024-02", "2024-02", "2024-02", "2024-02", "2024-01", "2024-01"]),
}

task = function_task(
    points=2,
    forbids=CHARTS,
    why=Text(
        "Right. The limits are wide where few cases are expected and narrow where there are many: 0.6 is an accident in one month and a finding in another.",
        "Juste. Les limites sont larges là où l'on attend peu de cas, étroites là où il y en a beaucoup : 0,6 est un hasard un mois et un constat un autre.",
    ),
    hints=[
        Text(
            "For one month: the expected cases are the sum of the risks. A case that has risk p varies with variance p × (1 - p); add these up over the month.",
            "Pour un mois : les cas attendus sont la somme des risques. Un cas de risque p a pour variance p × (1 - p) ; additionnez-les sur le mois.",
        ),
        Text(
            "The standard error of O/E is the square root of that sum, divided by the expected cases. The limits are 1 minus and plus three of them; the lower one is not below 0.",
            "L'erreur type de O/A est la racine de cette somme, divisée par les cas attendus. Les limites sont 1 moins et plus trois fois cette erreur ; celle du bas ne descend pas sous 0.",
        ),
        Text(
            "pd.DataFrame({'y': y_true, 'p': y_prob, 'v': y_prob * (1 - y_prob)}).groupby(month).sum() has one row per month, in order.",
            "pd.DataFrame({'y': y_true, 'p': y_prob, 'v': y_prob * (1 - y_prob)}).groupby(month).sum() a une ligne par mois, dans l'ordre.",
        ),
    ],
    laws=[
        laws.known(
            _TWO,
            pd.DataFrame(
                {
                    "month": ["2024-01", "2024-02"],
                    "o_e": [2.5, 1.0],
                    "low": [0.0, 0.0],
                    "high": [1 + 3 * np.sqrt(0.32) / 0.4, 2.5],
                }
            ),
            Text(
                "Two months by hand. February: four risks of 0.5 and two cases; January: two risks of 0.2 and one case. The variance of February's cases is 4 × 0.25. One row a month, January "
                "first; columns month, o_e, low, high; no limit below 0.",
                "Deux mois à la main. Février : quatre risques de 0,5 et deux cas ; janvier : deux risques de 0,2 et un cas. La variance des cas de février est 4 × 0,25. Une ligne par mois, "
                "janvier d'abord ; colonnes month, o_e, low, high ; aucune limite sous 0.",
            ),
        ),
    ],
)


@task.reference
def with_groupby(y_true, y_prob, month):
    sums = pd.DataFrame({"y": y_true, "p": y_prob, "v": y_prob * (1 - y_prob)}).groupby(month).sum()
    half = 3 * np.sqrt(sums.v) / sums.p
    chart = pd.DataFrame({"o_e": sums.y / sums.p, "low": (1 - half).clip(lower=0), "high": 1 + half})
    return chart.rename_axis("month").reset_index()


@task.alternative
def month_by_month(y_true, y_prob, month):
    rows = []
    for name in sorted(set(month)):
        p = [float(risk) for risk, when in zip(y_prob, month, strict=True) if when == name]
        seen = sum(int(y) for y, when in zip(y_true, month, strict=True) if when == name)
        half = 3 * sum(risk - risk**2 for risk in p) ** 0.5 / sum(p)
        rows.append({"month": name, "o_e": seen / sum(p), "low": max(0.0, 1 - half), "high": 1 + half})
    return pd.DataFrame(rows)


@task.alternative
def with_bincount(y_true, y_prob, month):
    names, place = np.unique(month, return_inverse=True)
    observed, expected, variance = (
        np.bincount(place, weights=w) for w in (y_true, y_prob, y_prob - y_prob**2)
    )
    half = 3 * np.sqrt(variance) / expected
    return pd.DataFrame(
        {"month": names, "o_e": observed / expected, "low": np.maximum(1 - half, 0), "high": 1 + half}
    )


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "ratios of counts and risks, and limits that are cut at 0")


@task.mutant(
    Text(
        "Your limits are the same every month. A month with five cases expected strays far further by chance than one with fifty.",
        "Vos limites sont les mêmes chaque mois. Un mois où l'on attend cinq cas s'écarte bien plus par hasard qu'un mois où l'on en attend cinquante.",
    ),
)
def same_limits(y_true, y_prob, month):
    p = np.asarray(y_prob)
    months = len(set(month))
    width = 3 * np.sqrt((p * (1 - p)).sum() / months) / (p.sum() / months)
    return _chart(y_true, y_prob, month, lambda here, rows: width)


@task.mutant(
    Text(
        "Your limits come from how much the months differ among themselves. A model that slides away widens its own limits and never rings.",
        "Vos limites viennent de l'écart entre les mois eux-mêmes. Un modèle qui dérive élargit ses propres limites et ne sonne jamais.",
    ),
)
def from_the_months_themselves(y_true, y_prob, month):
    each = _chart(y_true, y_prob, month, _own_error).o_e
    width = 3 * float(np.std(each))
    return _chart(y_true, y_prob, month, lambda here, rows: width)


@task.mutant(
    Text(
        "Your limits are centred on the mean of all months. If the model is wrong from the first month on, that is taken for normal: the centre is 1.",
        "Vos limites sont centrées sur la moyenne de tous les mois. Si le modèle est faux dès le premier, cela passe pour la norme : le centre est 1.",
    ),
)
def centred_on_the_mean(y_true, y_prob, month):
    return _chart(y_true, y_prob, month, _own_error, centre=float(np.sum(y_true) / np.sum(y_prob)))


@task.mutant(
    Text(
        "You take the square root of the expected cases (Poisson). It is close where all risks are small; a patient at 80 % is no rare event and varies less: p × (1 - p).",
        "Vous prenez la racine des cas attendus (Poisson). C'est proche quand tous les risques sont petits ; un patient à 80 % n'est pas un événement rare et varie moins : p × (1 - p).",
    ),
)
def as_rare_events(y_true, y_prob, month):
    return _chart(y_true, y_prob, month, lambda here, rows: 3 / np.sqrt(here.p.sum()))


@task.mutant(
    Text(
        "You give every patient of a month the same mean risk. Patients are spread out, at 2 % and at 70 %: add up p × (1 - p) one by one.",
        "Vous donnez à tous les patients d'un mois le même risque moyen. Ils sont dispersés, à 2 % et à 70 % : additionnez p × (1 - p) un par un.",
    ),
)
def mean_risk_for_all(y_true, y_prob, month):
    def half(here, rows):
        mean = here.p.mean()
        return 3 * np.sqrt(len(here) * mean * (1 - mean)) / here.p.sum()

    return _chart(y_true, y_prob, month, half)


@task.mutant(
    Text(
        "Your limits move with the cases observed. A month without cases would have no width at all: the error is that of a model that is right, from the risks.",
        "Vos limites bougent avec les cas observés. Un mois sans cas n'aurait aucune largeur : l'erreur est celle d'un modèle juste, d'après les risques.",
    ),
)
def from_what_was_observed(y_true, y_prob, month):
    return _chart(y_true, y_prob, month, lambda here, rows: 3 * np.sqrt(here.y.sum()) / here.p.sum())


@task.mutant(
    Text(
        "You took two standard errors. Two ring in about one month of twenty although nothing is wrong; three are asked for.",
        "Vous avez pris deux erreurs types. À deux, cela sonne environ un mois sur vingt alors que tout va bien ; on en demande trois.",
    ),
)
def two_standard_errors(y_true, y_prob, month):
    return _chart(y_true, y_prob, month, lambda here, rows: _own_error(here, rows) * 2 / 3)


@task.mutant(
    Text(
        "Your lower limit falls below 0, where no O/E can be. Cut it at 0.",
        "Votre limite basse descend sous 0, où aucun O/A ne peut être. Coupez-la à 0.",
    ),
)
def below_nought(y_true, y_prob, month):
    return _chart(y_true, y_prob, month, _own_error, floor=-np.inf)


@task.mutant(
    Text(
        "The months come in the order in which they stand in the table. A chart is read from left to right in time: sort them.",
        "Les mois viennent dans l'ordre du tableau. Une carte de contrôle se lit de gauche à droite dans le temps : triez-les.",
    ),
)
def months_as_they_come(y_true, y_prob, month):
    chart = _chart(y_true, y_prob, month, _own_error).set_index("month")
    return chart.loc[list(pd.unique(np.asarray(month)))].reset_index()


@task.cases
def months_of_a_ward(rng):
    for odds_ratio, sizes in ((1.0, (40, 150, 12, 90)), (1.9, (60, 9, 200)), (0.4, (150, 30, 70, 6))):
        names = [f"2024-{number:02d}" for number in range(1, len(sizes) + 1)]
        y_true, y_prob = draw_stays(rng, sum(sizes), mean_log_odds=-1.4, spread=1.5, odds_ratio=odds_ratio)
        order = rng.permutation(sum(sizes))
        # The first month is never the first row.
        order = order[np.argsort(order < sizes[0], kind="stable")]
        yield case(y_true=y_true[order], y_prob=y_prob[order], month=np.repeat(names, sizes)[order])
