"""Builder's task 1: the reliability table."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import CALIBRATION, draw_ward

EDGES = np.array([0, 0.05, 0.1, 0.2, 0.4, 0.7, 1])
_TINY = {
    "y_true": np.array([0, 1, 0, 1]),
    "y_prob": np.array([0.1, 0.5, 0.02, 1.0]),
    "edges": np.array([0, 0.1, 0.5, 1]),
}


def _table(y_true, y_prob, group, edges):
    rows = pd.DataFrame({"group": group, "y": np.asarray(y_true), "p": np.asarray(y_prob)}).groupby("group")
    table = pd.DataFrame({"n": rows.y.size(), "predicted": rows.p.mean(), "observed": rows.y.mean()})
    return table.assign(low=[edges[int(place)] for place in table.index]).reset_index(drop=True)


def _places(y_prob, edges, side="right"):
    return np.clip(np.searchsorted(edges, y_prob, side=side) - 1, 0, len(edges) - 2)


task = function_task(
    points=2,
    forbids=[
        *CALIBRATION,
        "sklearn.calibration.calibration_curve",
        "labkit.audit.calibration_by_group",
    ],
    why=Text(
        "Right. Every patient is in one row and only one. Where predicted and observed part, you see for which patients, which no single number tells.",
        "Juste. Chaque patient est dans une ligne et une seule. Là où prédit et observé s'écartent, on voit pour quels patients, ce qu'aucun nombre "
        "seul ne dit.",
    ),
    hints=[
        Text(
            "np.digitize(y_prob, edges) says in which group each risk falls: 1 for the first. Look at what it does with a risk of exactly 1.",
            "np.digitize(y_prob, edges) dit dans quel groupe tombe chaque risque : 1 pour le premier. Voyez ce qu'elle fait d'un risque de 1 exactement.",
        ),
        Text(
            "np.digitize(y_prob, edges[1:-1]) gives 0 for the first group and keeps a risk of 1 in the last one.",
            "np.digitize(y_prob, edges[1:-1]) donne 0 au premier groupe et garde un risque de 1 dans le dernier.",
        ),
        Text(
            "Go through the groups that hold somebody, np.unique(group); one dictionary with low, n, predicted and observed for each.",
            "Parcourez les groupes qui contiennent quelqu'un, np.unique(groupe) ; un dictionnaire avec low, n, predicted et observed pour chacun.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            np.array([1, 1, 2]),
            Text(
                "Four patients, with risks of 0.02, 0.10, 0.50 and exactly 1, between the edges 0, 0.1, 0.5 and 1: one, one and two patients. Is everybody in one "
                "row, and is the column called n?",
                "Quatre patients, aux risques de 0,02, 0,10, 0,50 et 1 exactement, entre les bornes 0, 0,1, 0,5 et 1 : un, un et deux patients. Chacun est-il "
                "dans une ligne, et la colonne s'appelle-t-elle n ?",
            ),
            part="n",
        ),
        laws.permutation_invariant(["y_true", "y_prob"]),
    ],
)


@task.reference
def group_by_group(y_true, y_prob, edges):
    place = np.digitize(y_prob, edges[1:-1])
    rows = []
    for group in np.unique(place):
        here = place == group
        rows.append(
            {
                "low": edges[group],
                "n": here.sum(),
                "predicted": np.mean(y_prob[here]),
                "observed": np.mean(y_true[here]),
            }
        )
    return pd.DataFrame(rows)


@task.alternative
def with_groupby(y_true, y_prob, edges):
    people = pd.DataFrame({"y": y_true, "p": y_prob})
    people["low"] = np.asarray(edges)[np.searchsorted(edges[1:-1], people.p, side="right")]
    table = people.groupby("low").agg(n=("y", "size"), predicted=("p", "mean"), observed=("y", "mean"))
    return table.reset_index()


@task.alternative
def with_counts(y_true, y_prob, edges):
    place = np.array([sum(risk >= edge for edge in edges[1:-1]) for risk in y_prob])
    many = len(edges) - 1
    n = np.bincount(place, minlength=many)
    kept = n > 0
    predicted, observed = (
        np.bincount(place, weights=v, minlength=many)[kept] / n[kept] for v in (y_prob, y_true)
    )
    columns = {
        "observed": observed,
        "predicted": predicted,
        "n": n[kept],
        "low": np.asarray(edges)[:-1][kept],
    }
    return pd.DataFrame(columns)


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "numbers of patients, edges, risks and shares: never below 0")
task.equivalent(
    "*minlength*",
    "bincount is as long as the last group that holds somebody; the others are left out in any case",
)
task.equivalent(
    "with_counts:number:1 -> 2 #3",
    "bincount grows when the last group holds somebody, and leaves it out when not",
)


@task.mutant(
    Text(
        "A risk that stands exactly on an edge goes to the group below. The task puts it in the group that begins there; pd.cut needs right=False for that.",
        "Un risque posé exactement sur une borne va dans le groupe du dessous. L'énoncé le met dans le groupe qui commence là ; pd.cut demande pour cela "
        "right=False.",
    ),
)
def edge_goes_below(y_true, y_prob, edges):
    return _table(y_true, y_prob, _places(y_prob, edges, side="left"), edges)


@task.mutant(
    Text(
        "A patient is lost: a risk of exactly 1 belongs to the last group. A table that loses its surest patients hides the worst errors.",
        "Un patient est perdu : un risque de 1 exactement appartient au dernier groupe. Une table qui perd ses patients les plus sûrs cache les pires "
        "erreurs.",
    ),
)
def surest_lost(y_true, y_prob, edges):
    y, p = np.asarray(y_true), np.asarray(y_prob)
    kept = p < edges[-1]
    return _table(y[kept], p[kept], _places(p[kept], edges), edges)


@task.mutant(
    Text(
        "`predicted` is the middle of the group's edges. Take the mean of its patients' risks: in the lowest group most of them are far below the middle.",
        "`predicted` est le milieu des bornes du groupe. Prenez la moyenne des risques de ses patients : dans le groupe le plus bas, la plupart sont bien "
        "au-dessous du milieu.",
    ),
)
def middle_of_the_group(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    highs = dict(zip(edges, edges[1:], strict=False))
    return table.assign(predicted=[(low + highs[low]) / 2 for low in table.low])


@task.mutant(
    Text(
        "`observed` is the number of cases. Divide by the patients of the group: a risk is compared with a share.",
        "`observed` est le nombre de cas. Divisez par les patients du groupe : un risque se compare à une part.",
    ),
)
def cases_not_share(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(observed=table.observed * table.n)


@task.mutant(
    Text(
        "A group in which there is nobody has its row. Leave it out: nothing was observed there, not 0 %.",
        "Un groupe sans personne a sa ligne. Laissez-le de côté : on n'y a rien observé, ce qui n'est pas 0 %.",
    ),
)
def empty_group_kept(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges).set_index("low").reindex(np.asarray(edges)[:-1])
    return table.assign(n=table.n.fillna(0)).fillna(0).rename_axis("low").reset_index()


@task.mutant(
    Text(
        "Your groups hold equal numbers of patients. Here the edges are given: use them as they are.",
        "Vos groupes comptent autant de patients chacun. Ici, les bornes sont données : prenez-les telles quelles.",
    ),
)
def equal_numbers(y_true, y_prob, edges):
    cuts = np.quantile(y_prob, np.linspace(0, 1, len(edges)))
    return _table(y_true, y_prob, _places(y_prob, cuts), cuts)


@task.mutant(
    Text(
        "Predicted and observed have changed places: `predicted` comes from the risks, `observed` from what happened.",
        "Prédit et observé ont échangé leurs places : `predicted` vient des risques, `observed` de ce qui est arrivé.",
    ),
)
def changed_places(y_true, y_prob, edges):
    return group_by_group(y_true, y_prob, edges).rename(
        columns={"predicted": "observed", "observed": "predicted"}
    )


@task.mutant(
    Text(
        "`low` is the edge at which the group ends. Asked is the one at which it begins.",
        "`low` est la borne où finit le groupe. On demande celle où il commence.",
    ),
)
def where_it_ends(y_true, y_prob, edges):
    ends = dict(zip(edges[:-1], edges[1:], strict=True))
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(low=table.low.map(ends))


@task.mutant(
    Text(
        "`low` is the lowest risk of the group's patients. Give the edge: two hospitals can then lay their tables side by side.",
        "`low` est le risque le plus bas des patients du groupe. Donnez la borne : deux hôpitaux peuvent alors comparer leurs tableaux ligne à ligne.",
    ),
)
def lowest_risk_for_edge(y_true, y_prob, edges):
    risks, group = np.asarray(y_prob), _places(y_prob, edges)
    lowest = [risks[group == place].min() for place in np.unique(group)]
    return group_by_group(y_true, y_prob, edges).assign(low=lowest)


@task.mutant(
    Text(
        "`observed` is in per cent and `predicted` is not. Give shares: 0.12, not 12, so that the two can be subtracted.",
        "`observed` est en pour cent, `predicted` non. Donnez des parts : 0.12 et non 12, pour que les deux se soustraient.",
    ),
)
def in_per_cent(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(observed=100 * table.observed)


@task.mutant(
    Text(
        "Predicted and observed are sums. Divide both by the patients of the group: a row of 500 people and one of 20 can then be compared.",
        "Prédit et observé sont des sommes. Divisez les deux par les patients du groupe : une ligne de 500 personnes et une de 20 se comparent alors.",
    ),
)
def two_sums(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(predicted=table.predicted * table.n, observed=table.observed * table.n)


@task.mutant(
    Text(
        "Predicted and observed are in per cent. A risk stays a share here: 0.12, not 12.",
        "Prédit et observé sont en pour cent. Ici, un risque reste une part : 0.12 et non 12.",
    ),
)
def both_in_per_cent(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(predicted=100 * table.predicted, observed=100 * table.observed)


@task.mutant(
    Text(
        "`observed` is a share of all cases. Divide by the patients of the group: of those to whom the screen gives this risk, how many are ill?",
        "`observed` est une part de tous les cas. Divisez par les patients du groupe : parmi ceux à qui l'écran donne ce risque, combien sont malades ?",
    ),
)
def share_of_all_cases(y_true, y_prob, edges):
    table = group_by_group(y_true, y_prob, edges)
    return table.assign(observed=table.observed * table.n / max(np.sum(y_true), 1))


@task.cases
def wards(rng):
    for _ in range(3):
        y_true, y_prob = draw_ward(rng, 90)
        y_prob[(y_prob >= 0.2) & (y_prob < 0.4)] = 0.45  # a group with nobody in it
        y_prob[:4] = [0.05, 0.1, 0.7, 1.0]  # risks exactly on an edge, and at the very end
        yield case(y_true=y_true, y_prob=y_prob, edges=EDGES)
