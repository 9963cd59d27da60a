"""What an estimator is fitted on: rows and labels of the same people, and labels that scikit-learn reads as they are."""

from __future__ import annotations

from datetime import date, timedelta
from numbers import Integral
from typing import Any

import numpy as np

from labkit.evaluate.inputs.arrays import as_array
from labkit.evaluate.inputs.rows import aligned, row_labels
from labkit.language import catalogue

_ = catalogue("evaluate")


def training_rows(X: Any, y: Any, sample_weight: Any = None) -> tuple[Any, Any, Any]:
    """`X`, `y` and `sample_weight` in the order of `X`, where pandas gives them labels.

    scikit-learn pairs them by position, forgets the mask of a masked array, and does not know integers that stand in a
    column of objects.

    Raises
    ------
    ValueError
        Where their labels do not hold the same rows, a label or a weight is masked, or one of them holds times.
    """
    if row_labels(X) is not None:
        X, y, sample_weight = aligned(X=X, y=y, sample_weight=sample_weight)
    else:
        y, sample_weight = aligned(y=y, sample_weight=sample_weight)
    y, sample_weight = _unmasked(y, "y"), _unmasked(sample_weight, "sample_weight")
    for name, values in (("y", y), ("sample_weight", sample_weight)):
        _refuse_times(values, name)
    for name in getattr(X, "columns", ()):
        _refuse_times(X[name], str(name))
    _refuse_times(X, "X")
    if getattr(getattr(y, "dtype", None), "kind", None) == "O":
        labels = as_array(y)
        if labels.ndim == 1 and len(labels) and all(isinstance(label, Integral) for label in labels):
            return X, np.array(labels.tolist()), sample_weight
    return X, y, sample_weight


def _unmasked(values: Any, name: str) -> Any:
    """The data under a mask that hides nothing; scikit-learn forgets any mask."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    gone = np.ma.getmaskarray(values)
    if gone.any():
        first = int(np.argmax(gone.reshape(len(gone), -1).any(axis=1)))
        said = (
            _("{name}: {count} row(s) without a label, the first at row {row}.")
            if name == "y"
            else _("{name}: {count} row(s) without a value, the first at row {row}.")
        )
        raise ValueError(said.format(name=name, count=int(gone.sum()), row=first))
    return values.data


def _refuse_times(values: Any, name: str) -> None:
    """numpy makes nanoseconds of a time or a duration, and a model learns from them in silence."""
    array = np.asarray(values) if isinstance(values, (list, tuple)) else values
    kind = getattr(getattr(array, "dtype", None), "kind", None)
    held = as_array(values).ravel() if kind == "O" and array.ndim == 1 else ()
    if kind in ("m", "M") or any(
        isinstance(v, (date, timedelta, np.datetime64, np.timedelta64)) for v in held
    ):
        raise ValueError(
            _(
                "{name} holds times or durations: count days or hours from a date that means something to the "
                "patient, and give that number."
            ).format(name=name)
        )
