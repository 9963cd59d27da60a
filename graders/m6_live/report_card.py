"""Builder's task 5: the numbers of a report card, from outcomes and risks alone."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .worlds import REPORTS, draw_stays

_SIX = {
    "y_true": np.array([1, 0, 1, 0, 0, 1]),
    "y_prob": np.array([0.8, 0.1, 0.1, 0.4, 0.05, 0.05]),
    "threshold": 0.1,
}


def _auc(y, p):
    """Share of the pairs (with the disease, without) in which the first has the higher risk; a tie counts half."""
    gaps = p[y == 1][:, None] - p[y == 0][None, :]
    return float(((gaps > 0) + 0.5 * (gaps == 0)).mean())


def _card(y_true, y_prob, flagged):
    y, p = np.asarray(y_true), np.asarray(y_prob, dtype=float)
    hits = int((flagged & (y == 1)).sum())
    return {
        "n": len(y),
        "cases": int(y.sum()),
        "auc": _auc(y, p),
        "o_e": float(y.sum() / p.sum()),
        "sensitivity": hits / int(y.sum()),
        "ppv": hits / int(flagged.sum()) if flagged.any() else float("nan"),
    }


task = function_task(
    points=2,
    forbids=REPORTS,
    why=Text(
        "Right: each number comes out of the same two columns, so anybody who has them can check the card. A share of nothing, such as the PPV of an alarm that never rang, is undefined, not 0 and not 1.",
        "Juste : chaque nombre sort des deux mêmes colonnes, et toute personne qui les a peut vérifier la fiche. Une part de rien, comme la VPP d'une alarme qui n'a jamais sonné, n'est pas définie : ni 0, ni 1.",
    ),
    hints=[
        Text(
            "flagged = y_prob >= threshold. Sensitivity: of those with sepsis, the share flagged. PPV: of those flagged, the share with sepsis.",
            "flagged = y_prob >= threshold. Sensibilité : parmi ceux qui ont un sepsis, la part signalée. VPP : parmi les signalés, la part qui a un sepsis.",
        ),
        Text(
            "sklearn.metrics.roc_auc_score(y_true, y_prob) is allowed; O/E is y_true.sum() / y_prob.sum().",
            "sklearn.metrics.roc_auc_score(y_true, y_prob) est permis ; O/A est y_true.sum() / y_prob.sum().",
        ),
        Text(
            "If nobody is flagged, the PPV is float('nan'): np.mean of an empty array gives that too, with a warning.",
            "Si personne n'est signalé, la VPP est float('nan') : np.mean d'un tableau vide le donne aussi, avec un avertissement.",
        ),
    ],
    laws=[
        laws.known(
            _SIX,
            {"n": 6, "cases": 3, "auc": 5.0 / 9, "o_e": 2.0, "sensitivity": 2 / 3, "ppv": 0.5},
            Text(
                "Six patients by hand, threshold 0.1: three cases for 1.5 expected; four flagged (0.1 is flagged), two of them with sepsis. Keys: n, cases, auc, o_e, sensitivity, ppv.",
                "Six patients à la main, seuil 0,1 : trois cas pour 1,5 attendu ; quatre signalés (0,1 l'est), dont deux avec sepsis. Clés : n, cases, auc, o_e, sensitivity, ppv.",
            ),
        ),
    ],
)


@task.reference
def from_two_columns(y_true, y_prob, threshold):
    from sklearn.metrics import roc_auc_score

    flagged = y_prob >= threshold
    card = {"n": len(y_true), "cases": y_true.sum(), "auc": roc_auc_score(y_true, y_prob)}
    card["o_e"] = y_true.sum() / y_prob.sum()
    card["sensitivity"] = flagged[y_true == 1].mean()
    card["ppv"] = y_true[flagged].mean() if flagged.any() else float("nan")
    return card


@task.alternative
def by_pairs_and_counts(y_true, y_prob, threshold):
    pairs = list(zip([int(y) for y in y_true], [float(p) for p in y_prob], strict=True))
    ill, well = [p for y, p in pairs if y], [p for y, p in pairs if not y]
    found, false = sum(p >= threshold for p in ill), sum(p >= threshold for p in well)
    wins = sum((a > b) + (a == b) / 2 for a in ill for b in well)
    ppv = found / (found + false) if found + false else float("nan")
    expected = sum(ill) + sum(well)
    return {
        "ppv": ppv,
        "sensitivity": found / len(ill),
        "o_e": len(ill) / expected,
        "auc": wins / len(ill) / len(well),
        "cases": len(ill),
        "n": len(pairs),
    }


@task.alternative
def by_ranks(y_true, y_prob, threshold):
    from scipy.stats import rankdata

    y, ranks = np.asarray(y_true, dtype=bool), rankdata(y_prob)
    n1, n0 = int(y.sum()), int((~y).sum())
    on = np.asarray(y_prob) >= threshold
    table = np.bincount(2 * y + on, minlength=4)
    ppv = table[3] / (table[1] + table[3]) if table[1] + table[3] else np.nan
    auc = (ranks[y].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)
    card = {"n": n1 + n0, "cases": n1, "auc": auc}
    return {**card, "o_e": n1 / np.sum(y_prob), "sensitivity": table[3] / n1, "ppv": ppv}


for change in ("absolute", "not_below_nought"):
    task.equivalent(
        f"*:put_in:{change}", "counts, shares, an AUC and a ratio of cases to risks: none is below 0"
    )
task.equivalent(
    "from_two_columns:branch:y_true[flagged].mean() if *",
    "numpy's mean of nothing is nan as well, with a warning",
)
for change in ("branch:table[3] / (*", "number:1 -> 2", "number:1 -> 0", "number:3 -> 2"):
    task.equivalent(
        f"by_ranks:{change}", "numpy's 0 / 0 is nan as well, with a warning: the guard only spares it"
    )
task.equivalent("by_ranks:number:4 -> 5", "one empty place more at the end of the count")
task.equivalent("by_ranks:arithmetic:n1 * (n1 + 1) / 2 -> *", "one of two neighbours is even")


@task.mutant(
    Text(
        "A risk exactly at the threshold is not flagged in your card. On the ward it rings at 10 % and above: the card must count the same alarms.",
        "Dans votre fiche, un risque égal au seuil n'est pas signalé. Dans le service, cela sonne à partir de 10 % : la fiche doit compter les mêmes alarmes.",
    ),
)
def strictly_above(y_true, y_prob, threshold):
    return _card(y_true, y_prob, np.asarray(y_prob) > threshold)


@task.mutant(
    Text(
        "Your AUC is computed from the alarms, not from the risks: all patients above the threshold are tied. Give it y_prob.",
        "Votre AUC est calculée sur les alarmes, non sur les risques : tous les patients au-dessus du seuil sont à égalité. Donnez-lui y_prob.",
    ),
)
def auc_of_the_alarm(y_true, y_prob, threshold):
    flagged = np.asarray(y_prob) >= threshold
    return {**_card(y_true, y_prob, flagged), "auc": _auc(np.asarray(y_true), flagged.astype(float))}


@task.mutant(
    Text(
        "Sensitivity and PPV are exchanged. Of those who are ill, how many are found; of those found, how many are ill.",
        "Sensibilité et VPP sont échangées. Parmi les malades, combien de trouvés ; parmi les trouvés, combien de malades.",
    ),
)
def shares_exchanged(y_true, y_prob, threshold):
    card = _card(y_true, y_prob, np.asarray(y_prob) >= threshold)
    return {**card, "sensitivity": card["ppv"], "ppv": card["sensitivity"]}


@task.mutant(
    Text(
        "A PPV of 0 where no alarm rang: the card would say that every alarm was false. There was none: float('nan').",
        "Une VPP de 0 là où rien n'a sonné : la fiche dirait que toutes les alarmes étaient fausses. Il n'y en a pas eu : float('nan').",
    ),
)
def nought_where_undefined(y_true, y_prob, threshold):
    card = _card(y_true, y_prob, np.asarray(y_prob) >= threshold)
    return {**card, "ppv": 0.0 if card["ppv"] != card["ppv"] else card["ppv"]}


@task.mutant(
    Text(
        "Your O/E is expected over observed. Above 1 there must be more cases than announced.",
        "Votre O/A est à l'envers. Au-dessus de 1, il doit y avoir plus de cas qu'annoncé.",
    ),
)
def upside_down(y_true, y_prob, threshold):
    card = _card(y_true, y_prob, np.asarray(y_prob) >= threshold)
    return {**card, "o_e": 1 / card["o_e"]}


@task.mutant(
    Text(
        "Your expected cases are the alarms. Expected is the sum of the risks.",
        "Vos cas attendus sont les alarmes. Les cas attendus sont la somme des risques.",
    ),
)
def alarms_as_expected(y_true, y_prob, threshold):
    flagged = np.asarray(y_prob) >= threshold
    return {**_card(y_true, y_prob, flagged), "o_e": int(np.sum(y_true)) / max(int(flagged.sum()), 1)}


@task.mutant(
    Text(
        "You rounded. A card that is to be recomputed keeps its digits; it is rounded when it is shown.",
        "Vous avez arrondi. Une fiche à recalculer garde ses chiffres ; on arrondit quand on l'affiche.",
    ),
)
def rounded(y_true, y_prob, threshold):
    card = _card(y_true, y_prob, np.asarray(y_prob) >= threshold)
    return {name: round(value, 2) for name, value in card.items()}


@task.mutant(
    Text(
        "The threshold of the text, 0.10, stands in your function. Another ward has another: use `threshold`.",
        "Le seuil du texte, 0,10, est écrit dans votre fonction. Un autre service en a un autre : servez-vous de `threshold`.",
    ),
)
def threshold_of_the_text(y_true, y_prob, threshold):
    return _card(y_true, y_prob, np.asarray(y_prob) >= 0.10)


@task.mutant(
    Text(
        "Your sensitivity is the share of stays judged right. Where few are ill an alarm that never rings has nearly all of them right: divide the cases found by the cases.",
        "Votre sensibilité est la part des séjours bien jugés. Quand peu sont malades, une alarme qui ne sonne jamais les juge presque tous bien : divisez les cas trouvés par les cas.",
    ),
)
def stays_judged_right(y_true, y_prob, threshold):
    flagged = np.asarray(y_prob) >= threshold
    return {
        **_card(y_true, y_prob, flagged),
        "sensitivity": float(np.mean(flagged == (np.asarray(y_true) == 1))),
    }


@task.cases
def years(rng):
    for n, threshold, odds_ratio in (
        (150, 0.08, 1.0),
        (90, 0.3, 0.5),
        (200, 0.15, 2.0),
        (60, 0.99, 1.0),
        (70, 0.4, 1.0),
    ):
        y_true, y_prob = draw_stays(rng, n, mean_log_odds=-1.5, odds_ratio=odds_ratio)
        y_prob = np.round(y_prob, 2).clip(0.01)
        y_true[:3], y_prob[:3] = [1, 0, 1], [min(threshold, 0.98), min(threshold, 0.98), 0.02]
        if threshold == 0.4:  # every alarm is false: a PPV of 0, which is not the one of no alarm
            y_true[y_prob >= threshold] = 0
        order = rng.permutation(n)
        # A case comes first in one ward, somebody without sepsis in the next.
        order = order[np.argsort(y_true[order] != (threshold < 0.2), kind="stable")]
        yield case(y_true=y_true[order], y_prob=y_prob[order], threshold=threshold)
