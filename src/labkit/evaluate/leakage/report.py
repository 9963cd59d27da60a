"""Leaks: what the model knows at training and will not know at the bedside, or has already seen.

Kapoor and Narayanan, Patterns 2023;4:100804, for the kinds of leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.leakage.features import single_feature_auc, target_derived
from labkit.evaluate.leakage.findings import finding, finding_rows
from labkit.evaluate.leakage.split import duplicate_rows, shared_patients
from labkit.evaluate.leakage.timing import features_after_outcome
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def leakage_report(
    X_train: Any,
    y_train: Any,
    X_test: Any = None,
    *,
    train_patients: Any = None,
    test_patients: Any = None,
    recorded_at: Any = None,
    outcome_at: Any = None,
    suspect_above: float = 0.9,
) -> pd.DataFrame:
    """Every check that the given data allow, leaks first.

    Parameters
    ----------
    X_train, X_test : pandas or polars frames of features
    y_train : array of shape (n,)
    train_patients, test_patients : arrays, optional
    recorded_at, outcome_at : frame and array for the training rows, optional
        See `features_after_outcome`.
    suspect_above : float
        See `single_feature_auc`.

    Returns
    -------
    DataFrame
        ``check, feature, n, value, status, detail``. A check of which only one half was given is there too, as
        ``not_checked``.
    """
    import pandas as pd

    parts = [
        single_feature_auc(X_train, y_train, suspect_above=suspect_above),
        target_derived(X_train, y_train),
        duplicate_rows(X_train, X_test),
    ]
    if train_patients is not None and test_patients is not None:
        parts.append(shared_patients(train_patients, test_patients))
    elif train_patients is not None or test_patients is not None:
        parts.append(_half_given("shared_patients", "train_patients", "test_patients"))
    if recorded_at is not None and outcome_at is not None:
        parts.append(features_after_outcome(recorded_at, outcome_at))
    elif recorded_at is not None or outcome_at is not None:
        parts.append(_half_given("after_outcome", "recorded_at", "outcome_at"))
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    rank = table["status"].map({"leak": 0, "suspect": 1, "not_checked": 2, "ok": 3})
    return table.iloc[np.argsort(rank.to_numpy(), kind="stable")].reset_index(drop=True)


def _half_given(check: str, *names: str) -> pd.DataFrame:
    detail = _("Not checked, because it takes both {names}.").format(names=", ".join(names))
    return finding_rows([finding(check, None, 0, float("nan"), "not_checked", detail)])
