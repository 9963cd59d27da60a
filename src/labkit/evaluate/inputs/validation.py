"""What labkit accepts as outcomes, probabilities, weights and identifiers, and its answer to anything else.

Every function of the room passes its input through here, so that the same mistake gets the same message: what
was wrong, in which argument and row, and what to do. Rows are counted from 0, as numpy and pandas count
positions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from labkit.evaluate.inputs import identity
from labkit.evaluate.inputs.arrays import as_array, missing, unwrapped
from labkit.evaluate.inputs.quantities import is_quantity, kind_in_words, quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

_ = catalogue("evaluate")

Vector = NDArray[np.float64]


def vector(values: Any, name: str) -> NDArray[Any]:
    """`values` (list, numpy array, pandas or polars Series) as a one-dimensional numpy array.

    Raises
    ------
    ValueError
        When `values` has no rows, is a scalar or has more than one column.
    """
    array = as_array(values)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 2 and array.shape[1] == 2 and len(array) and _both_classes_given(array):
        raise ValueError(both_columns(name))
    if array.ndim != 1:
        raise ValueError(
            _("{name} must have one dimension (one value a person); its shape is {shape}.").format(
                name=name, shape=array.shape
            )
        )
    if len(array) == 0:
        raise ValueError(_("{name} is empty: give at least one row.").format(name=name))
    return array


def _both_classes_given(array: NDArray[Any]) -> bool:
    """Whether two columns are a probability and its complement, as ``predict_proba`` gives them."""
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError):
        return False
    return bool(((numbers >= 0) & (numbers <= 1)).all() and np.allclose(numbers.sum(axis=1), 1, atol=1e-6))


def both_columns(name: str) -> str:
    """What to do with the probabilities of both classes."""
    return _(
        "{name} holds the probabilities of both classes, which sum to 1 (predict_proba gives them so): give the "
        "event's column alone, [:, 1] where the event is the second class."
    ).format(name=name)


def numeric(values: Any, name: str) -> Vector:
    """`values` as finite floats, shape (n,).

    Raises
    ------
    ValueError
        On text, NaN, None or infinity; the message gives the first row.
    """
    array = vector(values, name)
    if array.dtype == object and (gone := missing(array)).any():
        array = np.where(gone, np.nan, array)
    try:
        # numpy makes nanoseconds of a duration, and of NaT a number like another
        if array.dtype.kind not in "biufO" or (array.dtype == object and not all(map(is_quantity, array))):
            raise TypeError
        array = array.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        raise ValueError(
            _("{name} must hold numbers; it holds {dtype}. Convert it first.").format(
                name=name, dtype=kind_in_words(array)
            )
        ) from None
    with np.errstate(over="ignore", invalid="ignore"):
        total = array.sum()
    # one sum in place of a mask: it is finite unless a value is not (or, rarely, unless it overflows)
    if not np.isfinite(total) and not np.isfinite(array).all():
        bad = ~np.isfinite(array)
        raise ValueError(
            _(
                "{name}: {count} missing or infinite value(s), the first at row {row}. "
                "Drop or impute these rows, and say so in the report."
            ).format(name=name, count=int(bad.sum()), row=int(np.argmax(bad)))
        )
    return array


def outcome(y_true: Any, name: str = "y_true") -> NDArray[np.int8]:
    """A binary outcome as 0 and 1, shape (n,). Booleans are accepted.

    Raises
    ------
    ValueError
        On a missing value or a value other than 0 and 1.
    """
    array = vector(y_true, name)
    if array.dtype.kind == "b" or (array.dtype.kind in "iu" and array.min() >= 0 and array.max() <= 1):
        return array.astype(np.int8, copy=False)
    array = numeric(array, name)
    bad = (array != 0) & (array != 1)
    if bad.any():
        row = int(np.argmax(bad))
        raise ValueError(
            _("{name} must be 0 or 1 (1: the event occurred); row {row} is {value}.").format(
                name=name, row=row, value=array[row]
            )
        )
    return array.astype(np.int8, copy=False)


def probability(y_prob: Any, name: str = "y_prob") -> Vector:
    """Predicted probabilities, shape (n,), each within 0 and 1.

    Raises
    ------
    ValueError
        On a missing value or one outside 0..1 (percentages and log-odds are the usual cause).
    """
    array = numeric(y_prob, name)
    if array.min() < 0 or array.max() > 1:
        row = int(np.argmax((array < 0) | (array > 1)))
        raise ValueError(
            _(
                "{name} must lie between 0 and 1; row {row} is {value}. "
                "Divide percentages by 100; turn scores into probabilities first."
            ).format(name=name, row=row, value=array[row])
        )
    return array


def weights(sample_weight: Any, n: int, name: str = "sample_weight") -> Vector | None:
    """Weights as floats, shape (n,), or None when none are given. A row of weight 0 counts as absent.

    Raises
    ------
    ValueError
        On another length, a missing or negative weight, or weights that are all 0.
    """
    if sample_weight is None:
        return None
    array = numeric(sample_weight, name)
    same_length(**{"y_true": n, name: array})
    if (array < 0).any():
        raise ValueError(
            _("{name} must not be negative; row {row} is.").format(name=name, row=int(np.argmax(array < 0)))
        )
    if not array.any():
        raise ValueError(_("{name}: every weight is 0, nobody is left.").format(name=name))
    return array


def same_length(**columns: Any) -> int:
    """Number of rows shared by the named columns (arrays, or lengths).

    Raises
    ------
    ValueError
        When they differ; the message gives each length.
    """
    lengths = {
        name: value if isinstance(value, int) else len(value)
        for name, value in columns.items()
        if value is not None
    }
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(
            _("Lengths differ: {lengths} rows. Give one row a person in each.").format(lengths=shown)
        )
    return next(iter(lengths.values()))


def both_classes(y_true: NDArray[Any], sample_weight: Vector | None = None) -> None:
    """Refuse an outcome with one class only, weights of 0 left out, for statistics that compare the two."""
    kept = y_true if sample_weight is None else y_true[sample_weight > 0]
    if len(kept) == 0 or kept.min() == kept.max():
        value = int(kept[0]) if len(kept) else 0
        raise ValueError(
            _(
                "y_true holds only {value}: this statistic needs people with and without the event. "
                "Take a longer period or a larger group, or report it as undefined."
            ).format(value=value)
        )


def binary_problem(
    y_true: Any, y_prob: Any, sample_weight: Any = None, *, need_both: bool = False
) -> tuple[NDArray[np.int8], Vector, Vector | None]:
    """Outcome, probabilities and weights, checked together; shapes (n,)."""
    y_true, y_prob, sample_weight = aligned(y_true=y_true, y_prob=y_prob, sample_weight=sample_weight)
    y, p = outcome(y_true), probability(y_prob)
    same_length(y_true=y, y_prob=p)
    w = weights(sample_weight, len(y))
    if need_both:
        both_classes(y, w)
    return y, p, w


def identifiers(values: Any, n: int, name: str = "cluster") -> NDArray[np.intp]:
    """Codes 0..k-1 of a column of identifiers (a patient's, a ward's), shape (n,).

    Raises
    ------
    ValueError
        On another length or a missing identifier.
    """
    array = vector(values, name)
    same_length(**{"y_true": n, name: array})
    bad = missing(array)
    if bad.any():
        raise ValueError(
            _("{name}: {count} row(s) without an identifier, the first at row {row}.").format(
                name=name, count=int(bad.sum()), row=int(np.argmax(bad))
            )
        )
    return identity.codes(values, array)


def fraction(value: ArrayLike, name: str) -> Vector:
    """A number or an array within 0 and 1 (a sensitivity, a prevalence, a level).

    Raises
    ------
    ValueError
        Outside 0..1 or missing.
    """
    array = quantities(value, name)
    if not np.all((array >= 0) & (array <= 1)):
        raise ValueError(_("{name} must lie between 0 and 1; it is {value}.").format(name=name, value=value))
    return array


def models(y_prob: Any, n: int) -> dict[str, Vector]:
    """Probabilities of one or several models by name.

    Parameters
    ----------
    y_prob : array of shape (n,), mapping of names to arrays, or frame of shape (n, n_models)
        A single array is named ``"model"``; the columns of a 2-D array are ``"model 1"``, ``"model 2"``...
    n : int
        Number of people.
    """
    if isinstance(y_prob, Mapping):
        named = {str(name): values for name, values in y_prob.items()}
    elif hasattr(y_prob := unwrapped(y_prob), "columns"):
        named = {str(name): y_prob[name] for name in y_prob.columns}
    else:
        array = as_array(y_prob)
        if array.ndim == 2 and array.shape[1] > 1:
            named = {f"model {j + 1}": array[:, j] for j in range(array.shape[1])}
        else:
            named = {"model": y_prob}
    if not named:
        raise ValueError(_("{name} is empty: give at least one row.").format(name="y_prob"))
    checked = {name: probability(values, f"y_prob[{name!r}]") for name, values in named.items()}
    for name, values in checked.items():
        same_length(**{"y_true": n, name: values})
    pair = list(checked.values())
    # two constants may well sum to 1 (everybody and nobody)
    if len(pair) == 2 and np.ptp(pair[0]) and np.allclose(pair[0] + pair[1], 1, atol=1e-6):
        raise ValueError(both_columns("y_prob"))
    return checked


def thresholds(values: Any, name: str = "thresholds") -> Vector:
    """Decision thresholds, shape (n_thresholds,), each in [0, 1): at 1 the odds are infinite."""
    array = numeric(np.atleast_1d(np.asarray(values, dtype=object)), name)
    bad = (array < 0) | (array >= 1)
    if bad.any():
        raise ValueError(
            _("{name} must be at least 0 and below 1; position {row} is {value}.").format(
                name=name, row=int(np.argmax(bad)), value=array[np.argmax(bad)]
            )
        )
    return array


def confidence(level: float) -> float:
    """A confidence level strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(
            _("confidence must lie strictly between 0 and 1 (0.95, not 95); it is {value}.").format(
                value=level
            )
        )
    return float(level)
