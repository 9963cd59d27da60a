"""What an estimator is fitted on: rows and labels of the same people, and labels that scikit-learn reads as they are."""

from __future__ import annotations

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
        Where their labels do not hold the same rows, or a label of `y` is masked.
    """
    if row_labels(X) is not None:
        X, y, sample_weight = aligned(X=X, y=y, sample_weight=sample_weight)
    else:
        y, sample_weight = aligned(y=y, sample_weight=sample_weight)
    if isinstance(y, np.ma.MaskedArray):
        gone = np.ma.getmaskarray(y)
        if gone.any():
            raise ValueError(
                _("{name}: {count} row(s) without a label, the first at row {row}.").format(
                    name="y", count=int(gone.sum()), row=int(np.argmax(gone))
                )
            )
        return X, y.data, sample_weight
    if getattr(getattr(y, "dtype", None), "kind", None) == "O":
        labels = as_array(y)
        if labels.ndim == 1 and len(labels) and all(isinstance(label, Integral) for label in labels):
            return X, np.array(labels.tolist()), sample_weight
    return X, y, sample_weight
