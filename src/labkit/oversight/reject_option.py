"""The reject option: act on the model where that is cheap enough, ask a person where it is not.

Chow, IEEE Transactions on Information Theory 1970;16:41: with known costs, the best rule compares the
expected cost of each action, asking a person being one of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, MetaEstimatorMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils import check_consistent_length, column_or_1d
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.identity import position
from labkit.evaluate.inputs.training import training_rows
from labkit.language import catalogue

_ = catalogue("oversight")


def decision_costs(
    y_prob: Any, *, cost_false_alarm: float = 1.0, cost_missed_case: float = 1.0
) -> NDArray[np.float64]:
    """Expected cost of the better of the two automatic actions, for each person.

    Parameters
    ----------
    y_prob : array of shape (n,)
        Calibrated probabilities: on others the costs are fiction.
    cost_false_alarm, cost_missed_case : float
        Costs of acting on a person without the event, and of not acting on one with it, in one unit.

    Returns
    -------
    array of shape (n,)
        ``min((1 - p) * cost_false_alarm, p * cost_missed_case)``: largest where the two actions weigh the
        same.

    Raises
    ------
    ValueError
        On a probability outside 0..1 or a cost that is not positive.

    Examples
    --------
    >>> decision_costs([0.02, 0.4, 0.9], cost_missed_case=4).round(2).tolist()
    [0.08, 0.6, 0.1]
    """
    p = validation.probability(y_prob)
    for name, cost in (("cost_false_alarm", cost_false_alarm), ("cost_missed_case", cost_missed_case)):
        if not 0 < cost < np.inf:
            raise ValueError(
                _("{name} must be positive and finite; it is {value}.").format(name=name, value=cost)
            )
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case)


class RejectOptionClassifier(ClassifierMixin, MetaEstimatorMixin, BaseEstimator):
    """A binary classifier that knows when a person should decide.

    Parameters
    ----------
    estimator : classifier with ``predict_proba``, optional
        Fitted by `fit`, unless it is given as ``sklearn.frozen.FrozenEstimator(model)``. Logistic regression
        by default.
    cost_false_alarm, cost_missed_case, cost_deferral : float
        In one unit. A person is asked where both automatic actions are expected to cost more than asking.
    pos_label : label, optional
        The event, which a missed case misses. It may be left out where the labels say it themselves: 1 of 0 and
        1 (or of -1 and 1), True of booleans.

    Attributes
    ----------
    estimator_ : classifier
    classes_ : array of shape (2,)
        Sorted, as scikit-learn has them.
    event_ : label
        The event.
    threshold_ : float
        Probability from which the model, left alone, acts.
    deferral_range_ : tuple of float
        A person is asked for probabilities strictly between the two; empty (low = high) when asking costs too
        much.
    n_features_in_ : int
    """

    def __init__(
        self,
        estimator: Any = None,
        cost_false_alarm: float = 1.0,
        cost_missed_case: float = 1.0,
        cost_deferral: float = 0.2,
        pos_label: Any = None,
    ) -> None:
        self.estimator = estimator
        self.cost_false_alarm = cost_false_alarm
        self.cost_missed_case = cost_missed_case
        self.cost_deferral = cost_deferral
        self.pos_label = pos_label

    def fit(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> RejectOptionClassifier:
        """Fit the estimator and work out the range of probabilities in which a person is asked.

        Parameters
        ----------
        X : array or frame of shape (n, n_features)
        y : array of shape (n,)
            Two classes.
        sample_weight : array of shape (n,), optional

        Returns
        -------
        self

        Raises
        ------
        ValueError
            On labels that do not say which is the event, without `pos_label`: the alphabet would decide, and with
            "décès" and "vivant" put the cost of a missed case on the survivors.
        """
        for name in ("cost_false_alarm", "cost_missed_case"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(
                    _("{name} must be positive and finite; it is {value}.").format(
                        name=name, value=getattr(self, name)
                    )
                )
        if not self.cost_deferral >= 0:
            raise ValueError(
                _("cost_deferral must not be negative; it is {value}.").format(value=self.cost_deferral)
            )
        X, y, sample_weight = training_rows(X, y, sample_weight)
        if hasattr(X, "columns"):
            validate_data(self, X, skip_check_array=True)
            checked, target = X, column_or_1d(y, warn=True)
            check_consistent_length(X, target)
        else:
            checked, target = validate_data(self, X, y)
        check_classification_targets(target)
        self.classes_ = np.unique(target)
        if len(self.classes_) > 2:
            kind = type_of_target(target)
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        if len(self.classes_) < 2:
            raise ValueError(_("Classifier can't train when only one class is present."))
        self.event_ = _event(self.classes_, self.pos_label)
        base = LogisticRegression() if self.estimator is None else self.estimator
        weights = {} if sample_weight is None else {"sample_weight": sample_weight}
        self.estimator_ = clone(base).fit(checked, target, **weights)
        total = self.cost_false_alarm + self.cost_missed_case
        self.threshold_ = self.cost_false_alarm / total
        low, high = (
            self.cost_deferral / self.cost_missed_case,
            1 - self.cost_deferral / self.cost_false_alarm,
        )
        self.deferral_range_ = (low, high) if low < high else (self.threshold_, self.threshold_)
        return self

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """The estimator's probabilities, shape (n, 2), a column a class as in ``classes_``."""
        check_is_fitted(self)
        checked = validate_data(self, X, reset=False, skip_check_array=hasattr(X, "columns"))
        order = [list(self.estimator_.classes_).index(value) for value in self.classes_]
        return self.estimator_.predict_proba(checked)[:, order]

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """What the model would do if nobody were asked: the class that costs less, shape (n,)."""
        check_is_fitted(self)
        event = self._event_column()
        acts = self.predict_proba(X)[:, event] >= self.threshold_
        return self.classes_[np.where(acts, event, 1 - event)]

    def _event_column(self) -> int:
        return int(np.flatnonzero(self.classes_ == self.event_)[0])

    def defer(self, X: ArrayLike) -> NDArray[np.bool_]:
        """Whether a person should decide, shape (n,)."""
        p = self.predict_proba(X)[:, self._event_column()]
        low, high = self.deferral_range_
        return (p > low) & (p < high)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _event(classes: NDArray[Any], pos_label: Any) -> Any:
    """The class that is the event: the one named, else 1 or True."""
    if pos_label is not None:
        found = position(pos_label, classes.tolist())
        if found is None:
            raise ValueError(
                _("pos_label {label} is none of the classes ({classes}).").format(
                    label=repr(pos_label), classes=", ".join(map(repr, classes.tolist()))
                )
            )
        return classes.tolist()[found]
    values = classes.tolist()
    if all(isinstance(value, (bool, int, float)) for value in values) and {*values} in ({0, 1}, {-1, 1}):
        return values[1]
    raise ValueError(
        _(
            "Which class is the event, {classes}? Give pos_label, or the outcome as 0 and 1: the alphabet must not "
            "decide whose missed case costs."
        ).format(classes=", ".join(map(repr, values)))
    )
