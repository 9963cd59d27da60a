"""The evaluate room against scikit-learn loops and dcurves."""

import numpy as np
import pandas as pd
from measured import Measured, cpu_seconds
from scipy import stats

from labkit.evaluate import auc_interval, calibration_summary, decision_curve

AUC_RESAMPLES = 2_000
RECALIBRATION_RESAMPLES = 1_000


def cohort(n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n)
    logit = -1.2 + 1.3 * rng.standard_normal(n)
    truth = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(np.int64)
    return truth, 1 / (1 + np.exp(-(0.2 + 1.4 * logit + 0.3 * rng.standard_normal(n))))


def _auc_loop(truth: np.ndarray, prob: np.ndarray, few: int) -> tuple[float, np.ndarray]:
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(1)

    def loop() -> np.ndarray:
        out = np.empty(few)
        for b in range(few):
            rows = rng.integers(0, len(truth), len(truth))
            out[b] = roc_auc_score(truth[rows], prob[rows])
        return out

    return cpu_seconds(loop, 1)


def _few(n: int, small: int, large: int) -> int:
    return small if n <= 50_000 else large


def _placement_error(truth: np.ndarray, prob: np.ndarray) -> tuple[float, float]:
    """AUC and DeLong's standard error from midranks (Sun and Xu 2014), written out for comparison."""
    with_event, without = prob[truth == 1], prob[truth == 0]
    m, k = len(with_event), len(without)
    all_ranks = stats.rankdata(np.concatenate([with_event, without]))
    v10 = (all_ranks[:m] - stats.rankdata(with_event)) / k
    v01 = 1 - (all_ranks[m:] - stats.rankdata(without)) / m
    return float(v10.mean()), float(np.sqrt(v10.var(ddof=1) / m + v01.var(ddof=1) / k))


def auc_bootstrap(n: int) -> Measured:
    truth, prob = cohort(n)
    seconds, ours = cpu_seconds(
        lambda: auc_interval(truth, prob, method="bootstrap", n_resamples=AUC_RESAMPLES, random_state=0),
        _few(n, 3, 1),
    )
    few = _few(n, 60, 8)
    reference_seconds, loop = _auc_loop(truth, prob, few)
    point, error = _placement_error(truth, prob)
    same = (
        abs(ours.estimate - point) < 1e-9
        and 0.93 < (ours.ci_high - ours.ci_low) / (2 * 1.959964 * error) < 1.07
        and bool((np.abs(loop - point) < 5 * error).all())
    )
    return Measured(
        50,
        "scikit-learn loop",
        seconds,
        reference_seconds * AUC_RESAMPLES / few,
        same,
        [truth, prob],
        measured=f"{few} of {AUC_RESAMPLES} resamples, scaled",
        detail=f"{AUC_RESAMPLES} resamples",
    )


def auc_delong(n: int) -> Measured:
    truth, prob = cohort(n)
    seconds, ours = cpu_seconds(lambda: auc_interval(truth, prob), 7)
    few = _few(n, 60, 8)
    reference_seconds, _loop = _auc_loop(truth, prob, few)
    point, error = _placement_error(truth, prob)
    return Measured(
        1_000,
        "scikit-learn loop",
        seconds,
        reference_seconds * AUC_RESAMPLES / few,
        abs(ours.estimate - point) < 1e-9 and abs(ours.standard_error - error) < 1e-9,
        [truth, prob],
        measured=f"{few} of {AUC_RESAMPLES} resamples, scaled",
        detail=f"DeLong in place of {AUC_RESAMPLES} resamples",
    )


def net_benefit(n: int) -> Measured:
    from dcurves import dca

    truth, prob = cohort(n)
    other = np.clip(prob**1.3, 0, 1)
    thresholds = np.arange(1, 100) / 100
    seconds, ours = cpu_seconds(lambda: decision_curve(truth, {"a": prob, "b": other}, thresholds), 7)
    data = pd.DataFrame({"y": truth, "a": prob, "b": other})
    reference_seconds, theirs = cpu_seconds(
        lambda: dca(data=data, outcome="y", modelnames=["a", "b"], thresholds=thresholds), _few(n, 3, 1)
    )
    wide = theirs.pivot(index="threshold", columns="model", values="net_benefit")
    mine = ours.pivot(index="threshold", columns="model", values="net_benefit")
    same = all(np.allclose(mine[m], wide[m], atol=1e-9, rtol=0) for m in ("a", "b"))
    first = ours[ours["model"] == "a"]
    same &= np.allclose(first["treat_all"], wide["all"], atol=1e-9, rtol=0)
    return Measured(
        60,
        "dcurves dca",
        seconds,
        reference_seconds,
        bool(same),
        [truth, prob, other],
        detail="99 thresholds, 2 models",
    )


def recalibration(n: int) -> Measured:
    import statsmodels.api as sm
    from sklearn.linear_model import LogisticRegression

    truth, prob = cohort(n)
    logit = np.log(prob / (1 - prob))[:, None]
    seconds, ours = cpu_seconds(
        lambda: calibration_summary(truth, prob, n_resamples=RECALIBRATION_RESAMPLES, random_state=0),
        _few(n, 3, 1),
    )
    few = _few(n, 40, 8)
    rng = np.random.default_rng(2)

    def loop() -> list:
        fits = []
        for _resample in range(few):
            rows = rng.integers(0, n, n)
            model = LogisticRegression(C=np.inf).fit(logit[rows], truth[rows])
            fits.append((model.intercept_[0], model.coef_[0, 0]))
        return fits

    reference_seconds, fits = cpu_seconds(loop, 1)
    exact = sm.GLM(truth, sm.add_constant(logit), family=sm.families.Binomial()).fit(
        tol=1e-12, cov_type="HC0"
    )
    found = ours.set_index("statistic").loc[["intercept", "slope"]]
    width = (found["ci_high"] - found["ci_low"]).to_numpy() / (2 * 1.959964)
    same = (
        np.allclose(found["estimate"], exact.params, atol=1e-7, rtol=0)
        and bool(np.all(np.abs(width / exact.bse - 1) < 0.12))
        and bool((np.abs(np.array(fits) - exact.params) < 5 * exact.bse).all())
    )
    return Measured(
        25,
        "scikit-learn loop",
        seconds,
        reference_seconds * RECALIBRATION_RESAMPLES / few,
        same,
        [truth, prob],
        measured=f"{few} of {RECALIBRATION_RESAMPLES} resamples, scaled",
        detail=f"{RECALIBRATION_RESAMPLES} resamples; ours also O/E, calibration-in-the-large and Brier",
    )


WORKS = {
    "auc_bootstrap": auc_bootstrap,
    "auc_delong": auc_delong,
    "decision_curve": net_benefit,
    "recalibration": recalibration,
}
