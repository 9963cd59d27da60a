"""The notebook's stays, model and threshold: computed when first asked for."""

from functools import cache

import numpy as np

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "crp", "wbc", "creatinine"]
THRESHOLD = 0.10
NEXT_YEAR = 32


def _features(rows):
    table = rows[SIGNS].copy()
    table[["crp", "wbc", "creatinine"]] = np.log(table[["crp", "wbc", "creatinine"]])
    return table


@cache
def _model():
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import load_audit_stays

    rows = load_audit_stays()
    half = len(rows) // 2
    learned = _features(rows[:half])
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(learned, rows.sepsis[:half])


def _with_alarm(rows):
    risk = _model().predict_proba(_features(rows))[:, 1]
    return rows.assign(risk=risk, flagged=(risk >= THRESHOLD).astype(int))


@cache
def stays():
    """All stays with the model's risk and flag, as in the notebook: it learned from the first half."""
    from labkit.data import load_audit_stays

    rows = load_audit_stays()
    return _with_alarm(rows).assign(unseen=np.arange(len(rows)) >= len(rows) // 2)


@cache
def next_year():
    """The notebook's next year, with the columns of the registration desk and the same model's flag."""
    from labkit.data import generate_stays, planted

    return _with_alarm(generate_stays(24_000, NEXT_YEAR, [planted.UnequalCover()]).stays)
