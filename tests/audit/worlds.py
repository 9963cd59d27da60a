"""Synthetic cohorts whose disparities are known, because they were put there (or left out)."""

import numpy as np
import pandas as pd


def cohort(
    rng, n=2_000, sensitivity=0.8, specificity=0.9, prevalence=0.3, gap=None, levels=("F", "M"), shares=None
):
    """Truth, decision and attributes; `gap` maps a level of sex to what its sensitivity loses."""
    sex = pd.Series(pd.Categorical(rng.choice(levels, n, p=shares), categories=levels), name="sex")
    age = pd.Series(rng.choice(["18-64", "65+"], n, p=[0.7, 0.3]), name="age")
    y_true = (rng.random(n) < prevalence).astype(int)
    caught = np.full(n, sensitivity)
    for level, loss in (gap or {}).items():
        caught[sex == level] -= loss
    y_pred = np.where(y_true == 1, rng.random(n) < caught, rng.random(n) > specificity).astype(int)
    return y_true, y_pred, pd.concat([sex, age], axis=1)


def scores(rng, n=2_000, prevalence_logit=-1.0, spread=1.2, levels=("F", "M")):
    """A perfectly calibrated score: the truth is drawn from it."""
    y_prob = 1 / (1 + np.exp(-(prevalence_logit + spread * rng.standard_normal(n))))
    y_true = (rng.random(n) < y_prob).astype(int)
    groups = pd.DataFrame({"sex": rng.choice(levels, n)})
    return y_true, y_prob, groups


def within_binomial(count, n, p, alpha=1e-4):
    """Is a count one that Binomial(n, p) gives, but for a chance of `alpha`?"""
    from scipy import stats

    return stats.binomtest(int(count), int(n), p).pvalue > alpha
