"""The notebook's three hospitals and its model: computed when first asked for."""

from functools import cache

import numpy as np

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "lactate", "crp", "wbc"]
SKEWED = ["lactate", "crp", "wbc"]
WARDS = ["emergency", "acute_medicine"]


def arrivals(stays, hospital):
    """The stays of a hospital's emergency department and acute medicine, with those who will serve an update marked."""
    rows = stays[(stays.hospital == hospital) & stays.ward.isin(WARDS)].reset_index(drop=True)
    return rows.assign(to_update=rows.patient_id.str[-1].isin(list("02468")))


def features(rows):
    known = rows[["age", *SIGNS]].copy()
    known[SKEWED] = np.log(known[SKEWED])
    return known.assign(acute_medicine=(rows.ward == "acute_medicine").astype(float))


@cache
def hospitals():
    """Stays with the model's risk, as in the notebook: the model learned from the first half of Tilleuls."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import generate_stays, planted

    stays = generate_stays(60_000, 2, [planted.SiteEffect("Eastmount", log_odds=np.log(1 / 4))]).stays
    later = generate_stays(20_000, 3, [planted.ConceptDrift(keep=0.6, day="2023-01-01")]).stays
    home = arrivals(stays, "Tilleuls")
    half = len(home) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(features(home)[:half], home.sepsis[:half])
    found = {
        "Tilleuls": home[half:],
        "Eastmount": arrivals(stays, "Eastmount"),
        "Grand-Fleuve": arrivals(later, "Grand-Fleuve"),
    }
    return {name: rows.assign(risk=model.predict_proba(features(rows))[:, 1]) for name, rows in found.items()}
