"""The audit room against fairlearn, divexplorer and scipy."""

import numpy as np
import pandas as pd
from measured import Measured, cpu_seconds

from labkit.audit import bootstrap_metrics, group_metrics, search_subgroups
from labkit.audit.subgroups.exact_test import hypergeometric_tail

METRICS = ["sensitivity", "false_positive_rate", "selection_rate", "accuracy", "ppv"]
RESAMPLES = 200
# attributes and smallest share of rows of the subgroup searches
SEARCHES = {"subgroups_4": (4, 0.01), "subgroups_8": (8, 0.02), "subgroups_12": (12, 0.05)}


def cohort(n: int, many: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.DataFrame]:
    """Truth, decision, probability and attributes: 3 groups, or the 120 intersections of four attributes."""
    rng = np.random.default_rng(n)
    prob = rng.beta(1.2, 3, n)
    truth = (rng.random(n) < prob).astype(np.int64)
    sizes = {"sex": 2, "age": 5, "language": 3, "site": 4} if many else {"language": 3}
    groups = pd.DataFrame(
        {
            name: pd.Categorical.from_codes(rng.integers(0, k, n), [f"{name} {i}" for i in range(k)])
            for name, k in sizes.items()
        }
    )
    return truth, (prob >= 0.3).astype(np.int64), prob, groups


def _fairlearn_metrics(with_brier: bool) -> dict:
    from fairlearn import metrics as fl
    from sklearn import metrics as sk

    chosen = {
        "sensitivity": fl.true_positive_rate,
        "false_positive_rate": fl.false_positive_rate,
        "selection_rate": fl.selection_rate,
        "accuracy": sk.accuracy_score,
        "ppv": sk.precision_score,
    }
    if with_brier:
        chosen["brier"] = lambda y_true, y_pred, prob: sk.brier_score_loss(y_true, prob)
    return chosen


def _frame(data: tuple, with_brier: bool = False, n_boot: int | None = None):
    from fairlearn.metrics import MetricFrame

    truth, decision, prob, groups = data
    return MetricFrame(
        metrics=_fairlearn_metrics(with_brier),
        y_true=truth,
        y_pred=decision,
        sensitive_features=groups,
        sample_params={"brier": {"prob": prob}} if with_brier else None,
        n_boot=n_boot,
        ci_quantiles=None if n_boot is None else [0.025, 0.975],
        random_state=None if n_boot is None else 0,
    )


def _same(ours: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    """Equal to 1e-9, but that fairlearn says 0 where nobody is at risk and the metric is undefined (ours:
    NaN).
    """
    theirs = theirs.astype(float)
    theirs.index = pd.Index([i if isinstance(i, tuple) else (i,) for i in theirs.index], tupleize_cols=False)
    ours = ours.set_axis(
        pd.Index([i if isinstance(i, tuple) else (i,) for i in ours.index], tupleize_cols=False)
    )
    theirs = theirs.dropna(how="all").loc[ours.index, list(ours.columns)]
    undefined = ours.isna().to_numpy()
    return bool((theirs.to_numpy()[undefined] == 0).all()) and np.allclose(
        ours.to_numpy()[~undefined], theirs.to_numpy()[~undefined], atol=1e-9, rtol=0
    )


def group_table(n: int, many: bool) -> Measured:
    data = cohort(n, many)
    truth, decision, _prob, groups = data
    seconds, ours = cpu_seconds(lambda: group_metrics(truth, decision, groups, METRICS), 15)
    reference_seconds, frame = cpu_seconds(lambda: _frame(data), 1)
    same = _same(ours[METRICS], frame.by_group)
    codes = [groups[c].cat.codes.to_numpy() for c in groups]
    return Measured(
        200,
        "fairlearn MetricFrame",
        seconds,
        reference_seconds,
        same,
        [truth, decision, *codes],
        detail=f"{len(ours)} groups, {len(METRICS)} metrics, no interval",
    )


def group_bootstrap(n: int, many: bool) -> Measured:
    data = cohort(n, many)
    truth, decision, prob, groups = data

    def ours():
        found = bootstrap_metrics(
            truth, decision, groups, METRICS, y_prob=prob, n_resamples=RESAMPLES, random_state=0
        )
        return found, found.intervals()

    seconds, (found, _intervals) = cpu_seconds(ours, 5)
    few = 2
    without, frame = cpu_seconds(lambda: _frame(data, with_brier=True), 1)
    with_few, _frame_few = cpu_seconds(lambda: _frame(data, with_brier=True, n_boot=few), 1)
    each = (with_few - without) / few
    estimate = pd.DataFrame(found.estimate, index=found.index, columns=list(found.metrics))
    same = _same(estimate, frame.by_group) and _same_spread(found.draws, data)
    codes = [groups[c].cat.codes.to_numpy() for c in groups]
    return Measured(
        1_000,
        "fairlearn MetricFrame n_boot",
        seconds,
        without + RESAMPLES * each,
        same,
        [truth, decision, prob, *codes],
        measured=f"{few} of {RESAMPLES} resamples, scaled",
        detail=f"{len(found.index)} groups, {len(METRICS)} metrics and Brier, {RESAMPLES} resamples",
    )


def _same_spread(draws: np.ndarray, data: tuple) -> bool:
    """Our resamples vary as those of a plain loop over resampled rows do (both have their own chance
    error).
    """
    truth, decision, prob, groups = data
    rng = np.random.default_rng(1)
    n, loop = len(truth), []
    error = (prob - truth) ** 2
    key = np.zeros(n, np.int64)
    for name in groups:
        key = key * len(groups[name].cat.categories) + groups[name].cat.codes.to_numpy()
    key = np.unique(key, return_inverse=True)[1]
    size = key.max() + 1
    for _resample in range(RESAMPLES):
        rows = rng.integers(0, n, n)
        y, d, k = truth[rows], decision[rows], key[rows]
        people, ill, flagged, both = (np.bincount(k, w, size) for w in (None, y, d, y * d))
        with np.errstate(invalid="ignore", divide="ignore"):
            loop.append(
                np.column_stack(
                    [
                        both / ill,
                        (flagged - both) / (people - ill),
                        flagged / people,
                        (people - ill - flagged + 2 * both) / people,
                        both / flagged,
                        np.bincount(k, error[rows], size) / people,
                    ]
                )
            )
    ratio = np.nanstd(draws, axis=0) / np.nanstd(loop, axis=0)
    # 200 draws give a standard deviation to within 5 %, a ratio of two to within 7 %
    return bool(abs(np.median(ratio) - 1) < 0.06 and (abs(ratio - 1) < 0.35).mean() > 0.98)


def subgroups(n: int, work: str) -> Measured:
    from divexplorer import DivergenceExplorer

    attributes, support = SEARCHES[work]
    rng = np.random.default_rng(n)
    groups = pd.DataFrame(
        {
            f"a{i}": pd.Categorical.from_codes(rng.choice(3, n, p=[0.6, 0.3, 0.1]), list("xyz"))
            for i in range(attributes)
        }
    )
    truth, decision = np.ones(n, np.int64), (rng.random(n) > 0.2).astype(np.int64)
    seconds, ours = cpu_seconds(
        lambda: search_subgroups(truth, decision, groups, max_depth=None, min_n=1, min_support=support), 3
    )
    missed = groups.assign(missed=1.0 - decision)
    # its other algorithm, apriori, fails on boolean outcomes in 0.2.6 (KeyError: 'tn', 'fp', 'fn', 'tp')
    reference_seconds, theirs = cpu_seconds(
        lambda: DivergenceExplorer(missed).get_pattern_divergence(support, boolean_outcomes=["missed"]), 1
    )
    names = list(groups)
    rows = zip(*(ours[c].astype(object) for c in names), ours["n"], ours["estimate"], strict=True)
    mine = {
        frozenset(f"{c}={v}" for c, v in zip(names, row[:-2], strict=True) if isinstance(v, str)): row[-2:]
        for row in rows
    }
    other = {
        row.itemset: (row.support_count, row.missed) for row in theirs.itertuples(index=False) if row.itemset
    }
    same = mine.keys() == other.keys() and all(
        mine[k][0] == other[k][0] and abs(mine[k][1] - other[k][1]) < 1e-9 for k in mine
    )
    codes = [groups[c].cat.codes.to_numpy() for c in groups]
    return Measured(
        15,
        "divexplorer fpgrowth",
        seconds,
        reference_seconds,
        same,
        [truth, decision, *codes],
        detail=f"{attributes} attributes, support {support}: {len(ours)} subgroups",
    )


def exact_tails(n: int) -> Measured:
    """Tails of 3,000 subgroups among `n` people of whom 3 % have the event: some have it as often as by chance, some less, some more."""
    from scipy.stats import hypergeom

    rng = np.random.default_rng(n)
    events = 3 * n // 100
    members = rng.integers(n // 100, n // 2, 3_000)
    found = np.clip(rng.hypergeometric(events, n - events, members) + rng.integers(-30, 30, 3_000), 0, events)
    found = np.minimum(found, members)
    seconds, ours = cpu_seconds(lambda: hypergeometric_tail(found, members, events, n), 5)
    reference_seconds, theirs = cpu_seconds(lambda: hypergeom.sf(found - 1, n, events, members), 3)
    return Measured(
        5,
        "scipy hypergeom.sf",
        seconds,
        reference_seconds,
        bool(np.allclose(ours, theirs, rtol=1e-7, atol=1e-300)),
        [found, members],
        detail="3,000 subgroups",
    )


WORKS = {
    "group_metrics_3": lambda n: group_table(n, many=False),
    "group_metrics_120": lambda n: group_table(n, many=True),
    "group_bootstrap_3": lambda n: group_bootstrap(n, many=False),
    "group_bootstrap_120": lambda n: group_bootstrap(n, many=True),
    **{name: lambda n, name=name: subgroups(n, name) for name in SEARCHES},
    "exact_tails": exact_tails,
}
