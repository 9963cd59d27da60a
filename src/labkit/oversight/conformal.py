"""Prediction sets with a promised coverage, overall or in each group.

Split conformal prediction promises that the set contains the truth for, say, 90 % of *exchangeable people
taken together*: not for each person, and not for each group. Calibrated on everybody, it may hold 93 % in the
majority and 64 % in a minority. Calibrated in each group (Mondrian), it promises 90 % in each, at the price
of larger sets where the model knows less. The quantiles are MAPIE's (``SplitConformalClassifier``, least
ambiguous sets).

Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005; Sadinle, Lei and Wasserman, JASA
2019;114:223.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.arrays import as_array
from labkit.evaluate.inputs.identity import paired_keys
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")
IMPORTED_LATE = ("mapie.classification",)


class _GivenProbabilities(ClassifierMixin, BaseEstimator):
    """A classifier whose features are the probabilities themselves, for MAPIE to calibrate."""

    def __init__(self, n_classes: int = 2) -> None:
        self.n_classes = n_classes
        self.classes_ = np.arange(n_classes)
        self.n_features_in_ = n_classes

    def fit(self, X: Any, y: Any) -> _GivenProbabilities:
        return self

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        return np.asarray(X)

    def predict(self, X: Any) -> NDArray[np.intp]:
        return np.argmax(X, axis=1)

    def __sklearn_is_fitted__(self) -> bool:
        return True


def _probabilities(values: Any, name: str) -> NDArray[np.float64]:
    array = as_array(_in_order_of_classes(values))
    if array.ndim == 2 and array.dtype == object:
        array = np.column_stack([validation.numeric(column, name) for column in array.T])
    if array.ndim == 1:
        p = validation.probability(array, name)
        return np.column_stack([1 - p, p])
    if array.ndim != 2 or array.shape[1] < 2 or len(array) == 0:
        raise ValueError(
            _("{name} must have shape (n,) or (n, n_classes); its shape is {shape}.").format(
                name=name, shape=array.shape
            )
        )
    validation.probability(array.ravel(), name)
    off = np.abs(array.sum(axis=1) - 1) > 1e-6
    if off.any():
        raise ValueError(
            _("{name}: the probabilities of row {row} do not sum to 1.").format(
                name=name, row=int(np.argmax(off))
            )
        )
    return array


def _in_order_of_classes(values: Any) -> Any:
    """A frame's columns in the order 0 to k - 1 where they are named after the classes; anything else as it is."""
    columns = getattr(values, "columns", None)
    if columns is None:
        return values
    names = [str(column) for column in columns]
    wanted = [str(place) for place in range(len(names))]
    if sorted(names) == sorted(wanted) and names != wanted:
        return values[[columns[names.index(place)] for place in wanted]]
    return values


def _whole(values: Any, name: str) -> NDArray[np.intp]:
    """Classes as whole numbers; 0.7 is none."""
    numbers = validation.numeric(values, name)
    off = numbers != np.round(numbers)
    if off.any():
        row = int(np.argmax(off))
        raise ValueError(
            _("{name} must hold whole numbers, a class each; row {row} is {value}.").format(
                name=name, row=row, value=numbers[row]
            )
        )
    return numbers.astype(np.intp)


def conformal_sets(
    y_calibration: Any,
    prob_calibration: Any,
    prob_new: Any,
    *,
    confidence: float = 0.9,
    groups_calibration: Any = None,
    groups_new: Any = None,
) -> NDArray[np.bool_]:
    """Prediction sets that contain the truth with the confidence asked for.

    Parameters
    ----------
    y_calibration : array of shape (n,)
        Classes 0 to k - 1 of people that the model has not learnt from.
    prob_calibration : array of shape (n,) or (n, k)
        Their predicted probabilities (of class 1, or of each class).
    prob_new : array of shape (m,) or (m, k)
    confidence : float
        Promised coverage.
    groups_calibration, groups_new : arrays of shape (n,) and (m,), optional
        Promise it in each group. A group with fewer than ``confidence / (1 - confidence)`` people (9 for
        0.9), or that is absent from the calibration data, gets every class: nothing less can be promised.

    Returns
    -------
    bool array of shape (m, k)
        Row i: the classes in the set of person i. More than one: ask a person. None: unlike the calibration
        data.

    Raises
    ------
    ValueError
        On classes outside 0..k-1, probabilities that do not sum to 1, or groups given on one side only.
    """
    level = validation.confidence(confidence)
    y_calibration, prob_calibration, groups_calibration = aligned(
        y_calibration=y_calibration, prob_calibration=prob_calibration, groups_calibration=groups_calibration
    )
    prob_new, groups_new = aligned(prob_new=prob_new, groups_new=groups_new)
    _same_columns(prob_calibration, prob_new)
    known, new = (
        _probabilities(prob_calibration, "prob_calibration"),
        _probabilities(prob_new, "prob_new"),
    )
    y = _whole(y_calibration, "y_calibration")
    validation.same_length(y_calibration=y, prob_calibration=known)
    k = known.shape[1]
    if new.shape[1] != k:
        raise ValueError(
            _("prob_new has {new} classes, prob_calibration {old}.").format(new=new.shape[1], old=k)
        )
    if y.min() < 0 or y.max() >= k:
        raise ValueError(_("y_calibration must hold classes 0 to {last}.").format(last=k - 1))
    if (groups_calibration is None) != (groups_new is None):
        raise ValueError(_("Give groups for both the calibration data and the new people, or for neither."))
    if groups_calibration is None:
        return _sets(y, known, new, level)
    before, after = paired_keys(
        validation.vector(groups_calibration, "groups_calibration"),
        validation.vector(groups_new, "groups_new"),
    )
    before, after = (np.array(["" if text is None else text for text in side]) for side in (before, after))
    validation.same_length(y_calibration=y, groups_calibration=before)
    validation.same_length(prob_new=new, groups_new=after)
    sets = np.ones((len(new), k), bool)
    for group in np.unique(after):
        inside = before == group
        here = after == group
        sets[here] = _sets(y[inside], known[inside], new[here], level)
    return sets


def _same_columns(calibration: Any, new: Any) -> None:
    """Refuse two frames whose columns are the same classes in another order."""
    names = [
        None
        if getattr(frame, "columns", None) is None
        else [str(c) for c in _in_order_of_classes(frame).columns]
        for frame in (calibration, new)
    ]
    if names[0] is not None and names[1] is not None and names[0] != names[1]:
        raise ValueError(
            _("prob_calibration has the columns {old}, prob_new {new}: give both in one order.").format(
                old=", ".join(names[0]), new=", ".join(names[1])
            )
        )


def _sets(
    y: NDArray[Any], known: NDArray[np.float64], new: NDArray[np.float64], level: float
) -> NDArray[np.bool_]:
    k = known.shape[1]
    # the quantile's rank, ceil((n + 1) * level), must exist among n scores
    if math.ceil((len(y) + 1) * level - 1e-9) > len(y):
        return np.ones((len(new), k), bool)
    try:
        from mapie.classification import SplitConformalClassifier
    except ImportError as error:
        raise ImportError(
            _("Prediction sets need MAPIE, which is not installed: pip install 'labkit[audit]'.")
        ) from error
    model = SplitConformalClassifier(_GivenProbabilities(k), confidence_level=level, prefit=True)
    model.conformalize(known, y)
    return np.asarray(model.predict_set(new)[1])[:, :, 0].astype(bool)


def coverage_by_group(
    y_true: Any, sets: Any, groups: Any = None, *, confidence: float = 0.95, min_n: int = 30
) -> pd.DataFrame:
    """How often the sets contain the truth, and how large they are: overall and in each group.

    Parameters
    ----------
    y_true : array of shape (n,)
        Classes 0 to k - 1.
    sets : bool array of shape (n, k)
    groups : array of shape (n,), optional
    confidence : float
        Of Wilson's interval.
    min_n : int
        Below so many people a row's status is ``imprecise``.

    Returns
    -------
    DataFrame
        One row for everybody (group ``None``), then one a group: ``group, n, covered, coverage, ci_low,
        ci_high, mean_size, single, several, empty, status``; the three before last are shares of people.
    """
    y_true, sets, groups = aligned(y_true=y_true, sets=sets, groups=groups)
    import pandas as pd

    y = _whole(y_true, "y_true")
    array = as_array(_in_order_of_classes(sets))
    if array.ndim == 2 and array.size and array.dtype != bool:
        array = np.column_stack([validation.outcome(column, "sets") for column in array.T]).astype(bool)
    if array.ndim != 2:
        raise ValueError(
            _("{name} must have shape (n,) or (n, n_classes); its shape is {shape}.").format(
                name="sets", shape=array.shape
            )
        )
    validation.same_length(y_true=y, sets=array)
    if y.min() < 0 or y.max() >= array.shape[1]:
        raise ValueError(_("y_true must hold classes 0 to {last}.").format(last=array.shape[1] - 1))
    covered, size = array[np.arange(len(y)), y], array.sum(axis=1)
    parts: list[tuple[Any, NDArray[np.bool_]]] = [(None, np.ones(len(y), bool))]
    if groups is not None:
        codes = validation.identifiers(groups, len(y), "groups")
        labels = validation.vector(groups, "groups")
        parts += [(labels[np.argmax(codes == c)], codes == c) for c in range(int(codes.max()) + 1)]
    rows = []
    for name, inside in parts:
        n, x = int(inside.sum()), int(covered[inside].sum())
        low, high = wilson_interval(x, n, confidence)
        s = size[inside]
        rows.append(
            {
                "group": name,
                "n": n,
                "covered": x,
                "coverage": x / n,
                "ci_low": low,
                "ci_high": high,
                "mean_size": float(s.mean()),
                "single": float((s == 1).mean()),
                "several": float((s > 1).mean()),
                "empty": float((s == 0).mean()),
                "status": "ok" if n >= min_n else "imprecise",
            }
        )
    return pd.DataFrame(rows)
