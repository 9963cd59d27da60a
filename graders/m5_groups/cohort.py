"""The notebook's stays, model and threshold: computed when first asked for."""

from functools import cache

import numpy as np

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "crp", "wbc", "creatinine"]
THRESHOLD = 0.10


@cache
def stays():
    """All stays with the model's risk and flag, as in the notebook: it learned from the first half."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import load_audit_stays

    rows = load_audit_stays()
    features = rows[SIGNS].copy()
    features[["crp", "wbc", "creatinine"]] = np.log(features[["crp", "wbc", "creatinine"]])
    half = len(rows) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[:half], rows.sepsis[:half])
    risk = model.predict_proba(features)[:, 1]
    return rows.assign(
        risk=risk, flagged=(risk >= THRESHOLD).astype(int), unseen=np.arange(len(rows)) >= half
    )
