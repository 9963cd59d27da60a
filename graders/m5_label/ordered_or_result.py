"""Builder's task 4: what the order of a test says, and what its result says."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import AUDITS


def _area(values, ill):
    one, other = values[ill == 1][:, None], values[ill == 0]
    return float(((one > other) + (one == other) / 2).mean())


def _side(area):
    return max(area, 1 - area)


_HERE = np.array([2.0, 5.0, np.nan, 3.0, np.nan, np.nan])

task = function_task(
    points=2,
    forbids=AUDITS,
    why=Text(
        "Right: the blank speaks. Somebody was worried, and ordered. A model that reads the order repeats the doctor; the day orders change, it breaks.",
        "Juste : la case vide parle. Quelqu'un s'est inquiété et a prescrit. Un modèle qui lit la prescription répète le médecin ; le jour où l'on prescrit autrement, il se dérègle.",
    ),
    hints=[
        Text(
            "ordered = ~np.isnan(result). First the AUC of ordered, for everybody; then that of the result, where it was ordered.",
            "ordered = ~np.isnan(result). D'abord l'AUC de ordered, chez tout le monde ; puis celle du résultat, là où il a été prescrit.",
        ),
        Text(
            "roc_auc_score(ill[ordered], result[ordered]) for the second. For each: max(area, 1 - area).",
            "roc_auc_score(ill[ordered], result[ordered]) pour la seconde. Pour chacune : max(area, 1 - area).",
        ),
    ],
    laws=[
        laws.bounded(0.5, 1),
        laws.permutation_invariant(["result", "ill"]),
        laws.known(
            {"result": _HERE, "ill": np.array([1, 1, 1, 0, 0, 0])},
            (2 / 3, 0.5),
            Text(
                "Three ill, two of them tested; three well, one of them tested: the order is right in 2 of 3. Results of the ill 2 and 5, of the well 3: a coin toss.",
                "Trois malades, dont deux testés ; trois non malades, dont un testé : la prescription a raison 2 fois sur 3. Résultats des malades 2 et 5, de l'autre 3 : pile ou face.",
            ),
        ),
    ],
)


@task.reference
def two_areas(result, ill):
    from sklearn.metrics import roc_auc_score

    ordered = ~np.isnan(result)
    by_order = roc_auc_score(ill, ordered)
    by_result = roc_auc_score(ill[ordered], result[ordered])
    return max(by_order, 1 - by_order), max(by_result, 1 - by_result)


@task.alternative
def by_shares(result, ill):
    ordered = ~np.isnan(result)
    gap = ordered[ill == 1].mean() - ordered[ill == 0].mean()
    return 0.5 + abs(gap) / 2, _side(_area(result[ordered], ill[ordered]))


@task.alternative
def by_ranks(result, ill):
    def area(values, truth):
        ranks, cases = pd.Series(values).rank(), int(truth.sum())
        below = ranks[truth == 1].sum() - cases * (cases + 1) / 2
        return 0.5 + abs(below / (cases * (len(truth) - cases)) - 0.5)

    rows = pd.DataFrame({"result": result, "ill": ill})
    there = rows.dropna()
    return [area(rows.result.notna().astype(float), rows.ill.to_numpy()), area(there.result, there.ill)]


@task.mutant(
    Text(
        "You fill the blanks with a mean and judge the result on everybody. A patient who was never tested has no result: judge it where it is there.",
        "Vous comblez les cases vides par une moyenne et jugez le résultat chez tout le monde. Une personne jamais testée n'a pas de résultat : jugez-le là où il existe.",
    ),
)
def filled_with_the_mean(result, ill):
    filled = np.where(np.isnan(result), np.nanmean(result), result)
    return two_areas(result, ill)[0], _side(_area(filled, ill))


@task.mutant(
    Text(
        "You take a blank for 0. Nobody measured a 0: it would be a result that says *very well*, or *very ill*.",
        "Vous prenez une case vide pour 0. Personne n'a mesuré 0 : ce serait un résultat qui dit *très bien*, ou *très mal*.",
    ),
)
def blank_is_nought(result, ill):
    return two_areas(result, ill)[0], _side(_area(np.nan_to_num(result), ill))


@task.mutant(
    Text(
        "An AUC below 0.5 predicts as well, the other way round: give the larger of it and 1 minus it.",
        "Une AUC sous 0,5 prédit aussi, dans l'autre sens : donnez la plus grande des deux, elle ou 1 moins elle.",
    ),
)
def one_way_only(result, ill):
    ordered = ~np.isnan(result)
    return _area(ordered.astype(float), ill), _area(result[ordered], ill[ordered])


@task.mutant(
    Text(
        "The order comes first, then the result.",
        "La prescription vient d'abord, le résultat ensuite.",
    ),
)
def result_first(result, ill):
    return two_areas(result, ill)[::-1]


@task.mutant(
    Text(
        "You judge the order among those who were tested: there everybody has it. Everybody counts for the order, only the tested for the result.",
        "Vous jugez la prescription parmi les personnes testées : toutes l'ont. Pour la prescription, tout le monde compte ; pour le résultat, seules les personnes testées.",
    ),
)
def order_among_the_tested(result, ill):
    return 0.5, two_areas(result, ill)[1]


@task.mutant(
    Text(
        "You give the share of patients who were tested. How well does the order tell the ill from the well?",
        "Vous donnez la part des patients testés. La prescription distingue-t-elle les malades des autres ?",
    ),
)
def share_tested(result, ill):
    share = float((~np.isnan(result)).mean())
    return _side(share), two_areas(result, ill)[1]


@task.mutant(
    Text(
        "You take the outcome for the value: `roc_auc_score(outcome, values)`, illness first, then the order.",
        "Vous prenez l'issue pour la valeur : `roc_auc_score(outcome, values)`, la maladie d'abord, la prescription ensuite.",
    ),
)
def outcome_and_values_exchanged(result, ill):
    ordered = ~np.isnan(result)
    return _side(_area(ill, ordered.astype(int))), two_areas(result, ill)[1]


for change in (
    "by_shares:arithmetic:*",
    "_area:comparison:one > other -> one < other",
    "by_ranks:arithmetic:below*",
):
    task.equivalent(change, "the side is taken afterwards: an area and 1 minus it are one answer")
task.equivalent("by_ranks:arithmetic:cases * (cases + 1) / 2*", "a number times the next is even")


@task.mutant(
    Text(
        "You turn both AUCs round, or neither. One may be below 0.5 and the other above: turn each by itself.",
        "Vous retournez les deux AUC, ou aucune. L'une peut être sous 0,5 et l'autre au-dessus : retournez chacune pour elle-même.",
    ),
)
def turned_together(result, ill):
    by_order, by_result = one_way_only(result, ill)
    return (by_order, by_result) if by_order + by_result >= 1 else (1 - by_order, 1 - by_result)


@task.cases
def tests_ordered(rng):
    # shares ordered in the ill and in the well, and how far illness moves the result
    for if_ill, if_well, shift in ((0.9, 0.3, 0.4), (0.3, 0.8, -0.9), (0.5, 0.5, 1.2), (0.7, 0.4, -0.3)):
        ill = rng.permutation(np.repeat([1, 0], [22, 38]))
        result = np.round(2.0 + rng.standard_normal(60) + shift * ill, 1)
        for value, share in ((1, if_ill), (0, if_well)):
            here = rng.permutation(np.flatnonzero(ill == value))
            result[here[round(share * len(here)) :]] = np.nan
        yield case(result=result, ill=ill)
