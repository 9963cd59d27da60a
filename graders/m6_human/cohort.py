"""The notebook's patients, harms and limits: computed when first asked for."""

from functools import cache

import numpy as np
import pandas as pd

from labkit.tasks import Text

SIGNS = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2"]
LABS = ["lactate", "crp", "wbc", "creatinine"]
# What the wards said: a missed case, a false alarm and asking a person, in false alarms.
MISSED, FALSE_ALARM, ASKING = 4.0, 1.0, 0.4
THRESHOLD = FALSE_ALARM / (FALSE_ALARM + MISSED)
# Typed in place of a percentage: 0.6 for 60.
AS_SHARES = [percentage / 100 for percentage in range(1, 100)]
A_SHARE = Text(
    "That is a share, between 0 and 1. A percentage is asked for: a whole number, such as 30 for 0.30.",
    "C'est une part, entre 0 et 1. On demande un pourcentage : un nombre entier, par exemple 30 pour 0,30.",
)


@cache
def _patients():
    """The third of the stays nobody has used, with the model's risk as it is and after the update, as in the notebook."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import generate_stays
    from labkit.data.planted import AtypicalPresentation

    oldest = {"age": (80, 120)}
    faint = AtypicalPresentation(group=oldest, keep=0.1, subgroup=oldest, subgroup_keep=0.1)
    stays = generate_stays(48_000, random_state=1, effects=[faint]).stays
    stays = stays[stays.ward.isin(["acute_medicine", "intensive_care"])].reset_index(drop=True)
    features = pd.concat([stays[SIGNS], np.log(stays[LABS])], axis=1)
    third = len(stays) // 3
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features[:third], stays.sepsis[:third])
    stays["risk"] = model.predict_proba(features)[:, 1]
    wrong_unit = features[2 * third :].assign(crp=features.crp[2 * third :] - np.log(10))
    return stays[2 * third :].reset_index(drop=True), model.predict_proba(wrong_unit)[:, 1]


def new_patients():
    """The patients new to the model, with its risk."""
    return _patients()[0]


def risk_after_update():
    """Their risk after an update that reads the CRP in mg/dL in place of mg/L."""
    return _patients()[1]
