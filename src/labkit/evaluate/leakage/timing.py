"""Leaks from the future: values that were recorded after the moment at which the model is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import validation
from labkit.evaluate.leakage.findings import finding, finding_rows
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def features_after_outcome(recorded_at: Any, outcome_at: Any) -> pd.DataFrame:
    """Features recorded at or after the moment of the outcome (or of the decision).

    Parameters
    ----------
    recorded_at : frame of shape (n, n_features)
        When each feature's value was known, missing where it has none.
    outcome_at : array of shape (n,)
        When the outcome happened or the decision fell, missing where there was none.

    Returns
    -------
    DataFrame
        One row a feature: `n` values from the future, `value` their share of the values that can be compared.
    """
    import narwhals as nw

    table = nw.from_native(recorded_at, eager_only=True)
    moment = validation.vector(outcome_at, "outcome_at")
    rows = []
    for name in table.columns:
        known = validation.vector(table[name].to_numpy(), name)
        validation.same_length(**{"outcome_at": moment, name: known})
        both = _present(known) & _present(moment)
        late = int((known[both] >= moment[both]).sum())
        share = late / both.sum() if both.any() else float("nan")
        detail = (
            _("{n} value(s) recorded at or after the outcome: not known when the model is asked.").format(
                n=late
            )
            if late
            else _("Every value precedes the outcome.")
        )
        rows.append(finding("after_outcome", name, late, float(share), "leak" if late else "ok", detail))
    return finding_rows(rows)


def _present(values: NDArray[Any]) -> NDArray[np.bool_]:
    return ~validation.missing(values)
