"""Leaks from the future: values that were recorded after the moment at which the model is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.moments import Moments, comparable, moments
from labkit.evaluate.inputs.rows import aligned
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
        A feature of which no value can be compared is ``not_checked``.

    Raises
    ------
    ValueError
        Where one side has a time zone and the other none, on a date written as text other than in ISO 8601, and
        on a number beside a time: which comes first cannot be told.
    """
    import narwhals as nw

    recorded_at, outcome_at = aligned(recorded_at=recorded_at, outcome_at=outcome_at)
    table = nw.from_native(recorded_at, eager_only=True)
    moment = moments(outcome_at, "outcome_at")
    rows = []
    for name in table.columns:
        known = moments(table[name], str(name))
        validation.same_length(**{"outcome_at": moment.values, str(name): known.values})
        comparable(known, moment)
        both = ~known.missing() & ~moment.missing()
        late, unknown = _late(known, moment, both)
        compared = int(both.sum()) - unknown
        share = late / compared if compared else float("nan")
        if late:
            status = "leak"
            detail = _(
                "{n} value(s) recorded at or after the outcome: not known when the model is asked."
            ).format(n=late)
        elif not both.any():
            status = "not_checked"
            detail = _("Not checked, because no row has both a time of the value and a time of the outcome.")
        elif unknown:
            status = "not_checked"
            detail = _(
                "Not checked, because {n} value(s) are of the outcome's own day and one side has no hour."
            ).format(n=unknown)
        else:
            status, detail = "ok", _("Every value precedes the outcome.")
        rows.append(finding("after_outcome", name, late, float(share), status, detail))
    return finding_rows(rows)


def _late(known: Moments, moment: Moments, both: NDArray[np.bool_]) -> tuple[int, int]:
    """Values at or after the outcome, and values of which it cannot be told: of one day, one side without an hour."""
    if not both.any():
        return 0, 0
    first, second = known.values[both], moment.values[both]
    if known.days == moment.days:
        return int((first >= second).sum()), 0
    first, second = first.astype("datetime64[D]"), second.astype("datetime64[D]")
    return int((first > second).sum()), int((first == second).sum())
