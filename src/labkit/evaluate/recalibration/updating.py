"""Bringing a model to another hospital: keep its ranking, mend its risks.

Updating in order of how much it changes (Steyerberg et al., Statistics in Medicine 2004;23:2567): the
intercept alone, intercept and slope (logistic recalibration). Isotonic regression and refitting are
scikit-learn's business.
"""

from __future__ import annotations

import warnings
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, MetaEstimatorMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.utils import _safe_indexing, check_consistent_length, column_or_1d
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from labkit.evaluate.inputs.training import training_rows
from labkit.evaluate.recalibration.intercept_and_slope import calibration_in_the_large, logit, recalibrate
from labkit.language import catalogue

_ = catalogue("evaluate")
IMPORTED_LATE = ("sklearn.frozen",)

_CLIP = 1e-9


def _is_prefit(estimator: Any) -> bool:
    from sklearn.frozen import FrozenEstimator

    return isinstance(estimator, FrozenEstimator)


class UpdatedClassifier(ClassifierMixin, MetaEstimatorMixin, BaseEstimator):
    """A binary classifier whose probabilities are recalibrated on new data; its ranking of people is kept.

    Parameters
    ----------
    estimator : classifier with ``predict_proba``, optional
        A model brought from elsewhere goes in as ``sklearn.frozen.FrozenEstimator(model)``: it is used as it
        is. Any other is fitted on the data given to `fit`, and recalibrated on its out-of-fold predictions,
        never on the data it has just learnt. Logistic regression by default.
    method : {"intercept", "logistic"}
        Shift the log-odds, or shift and stretch them.
    cv : int, splitter or iterable of splits
        Folds for an estimator that is not frozen; with a number, equal rows share a fold.

    Attributes
    ----------
    estimator_ : classifier
    intercept_, slope_ : float
        Added to, and multiplying, the log-odds.
    classes_ : array of shape (2,)
    n_features_in_ : int
    """

    def __init__(self, estimator: Any = None, method: str = "intercept", cv: Any = 5) -> None:
        self.estimator = estimator
        self.method = method
        self.cv = cv

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> UpdatedClassifier:
        """Estimate the update.

        Parameters
        ----------
        X : array or frame of shape (n, n_features)
        y : array of shape (n,)
            Two classes; the second in sorted order is the event.
        sample_weight : array of shape (n,), optional

        Returns
        -------
        self

        Raises
        ------
        ValueError
            On one class, more than two, or an unknown method.
        """
        if self.method not in ("intercept", "logistic"):
            raise ValueError(
                _("method must be 'intercept' or 'logistic', not {value}.").format(value=repr(self.method))
            )
        base = LogisticRegression() if self.estimator is None else self.estimator
        X, y, sample_weight = training_rows(X, y, sample_weight)
        checked, target = self._validated(X, y, _is_prefit(base))
        check_classification_targets(target)
        weight = None if sample_weight is None else _check_sample_weight(sample_weight, checked)
        # a row of weight 0 is absent: it fills no fold and makes no class (a splitter counts the rows as
        # given)
        if weight is not None and isinstance(self.cv, Integral):
            kept = weight > 0
            checked, target, weight = _safe_indexing(checked, kept), target[kept], weight[kept]
        self.classes_, codes = np.unique(target, return_inverse=True)
        if len(self.classes_) > 2:
            kind = type_of_target(target)
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        if len(self.classes_) < 2:
            raise ValueError(
                _(
                    "Classifier can't train when only one class is present: give people with and without the "
                    "event."
                )
            )
        if _is_prefit(base):
            self.estimator_ = base
            probability = self._event(base, checked)
        else:
            weights = {} if weight is None else {"sample_weight": weight}
            self.estimator_ = clone(base).fit(checked, target, **weights)
            splits = self._splits(checked, codes)
            if splits is None:
                probability = self._event(self.estimator_, checked)
            else:
                probability = cross_val_predict(
                    clone(base),
                    checked,
                    target,
                    cv=splits,
                    method="predict_proba",
                    params=weights,
                )[:, 1]
        self._update(codes, probability, weight)
        return self

    def _validated(self, X: Any, y: Any, prefit: bool) -> tuple[Any, NDArray[Any]]:
        """Numbers are checked here; a frame is left to the estimator, which may know what to do with its columns."""
        if hasattr(X, "columns") or (prefit and not isinstance(X, np.ndarray)):
            validate_data(self, X, skip_check_array=True)
            target = column_or_1d(y, warn=True)
            check_consistent_length(X, target)
            return X, target
        return validate_data(self, X, y)

    def _splits(self, X: Any, y: NDArray[np.intp]) -> Any:
        if not isinstance(self.cv, Integral):
            return self.cv
        folds = _folds(X, y, int(self.cv))
        return None if folds is None else PredefinedSplit(folds)

    def _event(self, estimator: Any, X: Any) -> NDArray[np.float64]:
        column = list(estimator.classes_).index(self.classes_[1])
        return estimator.predict_proba(X)[:, column]

    def _update(self, y: NDArray[Any], probability: NDArray[Any], weight: NDArray[Any] | None) -> None:
        self.slope_ = 1.0
        if self.method == "logistic":
            try:
                self.intercept_, self.slope_ = recalibrate(y, probability, weight, clip=_CLIP)
                return
            except ValueError as error:  # separated classes, or one predicted value
                warnings.warn(
                    _("{error} Only the intercept was updated.").format(error=error),
                    UserWarning,
                    stacklevel=3,
                )
        self.intercept_ = calibration_in_the_large(y, probability, weight, clip=_CLIP)

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Updated probabilities, shape (n, 2)."""
        check_is_fitted(self)
        frame = hasattr(X, "columns")
        checked = validate_data(self, X, reset=False, skip_check_array=frame)
        odds = logit(self._event(self.estimator_, checked), clip=_CLIP)
        event = 1 / (1 + np.exp(-(self.intercept_ + self.slope_ * odds)))
        return np.column_stack([1 - event, event])

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Class with the larger updated probability: a threshold of 0.5, which is no neutral choice in care."""
        check_is_fitted(self)
        return self.classes_[(self.predict_proba(X)[:, 1] > 0.5).astype(int)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _folds(X: Any, y: NDArray[np.intp], cv: int) -> NDArray[np.intp] | None:
    """Fold of each row: both classes spread over the folds, equal rows together.

    Repeated rows (the same stay entered twice) must not be learnt on one side and judged on the other; and so
    a weight of 2 does what a repeated row does. None when a class has too few different rows for two folds.
    """
    if isinstance(X, np.ndarray):
        code = np.unique(X, axis=0, return_inverse=True)[1].ravel()
    else:
        import narwhals as nw

        rows = nw.from_native(X, eager_only=True).rows()
        place = {row: i for i, row in enumerate(sorted(set(rows), key=repr))}
        code = np.array([place[row] for row in rows])
    distinct = [np.unique(code[y == value]) for value in (0, 1)]
    n_folds = int(min(cv, *(len(d) for d in distinct)))
    if n_folds < 2:
        return None
    fold = np.empty(len(y), dtype=np.intp)
    for value, known in enumerate(distinct):
        inside = y == value
        fold[inside] = np.searchsorted(known, code[inside]) % n_folds
    return fold
