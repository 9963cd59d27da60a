"""Mitigation through fairlearn and reweighing, with the gap measured again on people nobody has seen.

Group thresholds chosen on training data close the gap there by construction. What counts is the gap on unseen
people, with its interval, and what the change costs everybody.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.groups import Groups, aligned_groups, binary
from labkit.audit.counts.members import group_members
from labkit.audit.table.rows import group_table
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

_ = catalogue("audit")
IMPORTED_LATE = ("fairlearn.postprocessing", "sklearn.base")

METHODS = ("none", "reweighing", "group_thresholds")


def reweighing_weights(y_true: Any, groups: Any) -> np.ndarray:
    """Weights that make outcome and group independent: P(group) P(outcome) / P(group, outcome).

    Parameters
    ----------
    y_true : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
        With several attributes, their combinations.

    Returns
    -------
    ndarray of shape (n_rows,)
        Sum n_rows: the weighted prevalence is the same in every group, and so is each group's share.

    Raises
    ------
    ValueError
        Where a group has one class only: no weight can give it the other.

    References
    ----------
    Kamiran F, Calders T (2012). Data preprocessing techniques for classification without discrimination.
    Knowledge and Information Systems 33:1-33.
    """
    y_true, groups = aligned(y_true=y_true, groups=groups)
    truth = binary(y_true, "y_true")
    _attribute, labels, rows = group_members(aligned_groups(groups, len(truth)))
    out = np.empty(len(truth))
    share = np.array([1 - truth.mean(), truth.mean()])
    for label, members in zip(labels, rows, strict=True):
        if len(members) == 0:
            continue
        inside = truth[members].mean()
        if inside in (0.0, 1.0):
            raise ValueError(
                _(
                    "Group {level!r} holds one class only: reweighing cannot balance it. Merge it or leave it out."
                ).format(level=label)
            )
        out[members] = (share / np.array([1 - inside, inside]))[truth[members]]
    return out


def compare_mitigations(
    estimator: Any,
    train: tuple[Any, Any, Any],
    unseen: tuple[Any, Any, Any],
    *,
    methods: Iterable[str] = METHODS,
    metric: str = "sensitivity",
    constraint: str = "true_positive_rate_parity",
    objective: str = "balanced_accuracy_score",
    threshold: float = 0.5,
    reference: Any = None,
    confidence: float = 0.95,
    random_state: int = 0,
) -> pd.DataFrame:
    """Fit a model without and with mitigation; measure groups and gap on the training data and on unseen
    people.

    Parameters
    ----------
    estimator : scikit-learn classifier
        Not fitted; cloned for each method. Needs ``predict_proba`` and, for reweighing, ``sample_weight``.
    train, unseen : tuples (X, y, groups)
        ``groups`` is one attribute (or its combinations); the same levels in both.
    methods : iterable of {"none", "reweighing", "group_thresholds"}
        ``"group_thresholds"`` is fairlearn's ``ThresholdOptimizer``, which needs the group of every patient
        at the time of decision and may draw lots between two thresholds: ask whether that may be used at all.
    metric : str
        Count metric whose gap is followed.
    constraint, objective : str
        fairlearn's, for group thresholds.
    threshold : float
        Cut-off for the other methods.
    reference : level, optional
        By default the largest group.
    confidence : float
    random_state : int

    Returns
    -------
    DataFrame
        The rows of `group_table` for `metric` (everybody first), after ``method`` and ``data`` (``"train"``
        or ``"unseen"``), with ``accuracy`` and ``selection_rate`` of everybody under that method.

    References
    ----------
    Hardt M, Price E, Srebro N (2016). Equality of opportunity in supervised learning. NeurIPS.
    """
    from sklearn.base import clone

    settings.real(threshold, "threshold", least=0, most=1)

    asked = tuple(methods)
    for name in asked:
        if name not in METHODS:
            raise ValueError(
                _("{name!r} is no method; choose from {known}.").format(name=name, known=", ".join(METHODS))
            )
    data = {}
    for name, (X, y, groups) in (("train", train), ("unseen", unseen)):
        X, y, groups = aligned(X=X, y=y, groups=groups)
        truth = binary(y, "y")
        data[name] = (X, truth, _one_attribute(aligned_groups(groups, len(truth))))
    chosen = None if reference is None else {data["train"][2].names[0]: reference}
    parts = []
    for method in asked:
        X, y, groups = data["train"]
        model = clone(estimator)
        if method == "reweighing":
            model.fit(X, y, sample_weight=reweighing_weights(y, groups))
        else:
            model.fit(X, y)
        optimizer = (
            _group_thresholds(model, X, y, groups, constraint, objective) if method == METHODS[2] else None
        )
        for name, (features, truth, members) in data.items():
            if optimizer is None:
                decision = (model.predict_proba(features)[:, 1] >= threshold).astype(int)
            else:
                decision = optimizer.predict(
                    features, sensitive_features=_text(members), random_state=random_state
                )
            table = group_table(truth, decision, members, metric, reference=chosen, confidence=confidence)
            table.insert(0, "method", method)
            table.insert(1, "data", name)
            table["accuracy"] = float((truth == decision).mean())
            table["selection_rate"] = float(np.mean(decision))
            parts.append(table)
    return pd.concat(parts, ignore_index=True)


def _one_attribute(groups: Groups) -> Groups:
    if len(groups.names) == 1:
        return groups
    name, labels, rows = group_members(groups)
    codes = np.empty(groups.n_rows, dtype=np.int64)
    for position, members in enumerate(rows):
        codes[members] = position
    return Groups((name,), (labels,), (codes,))


def _text(groups: Groups) -> np.ndarray:
    return np.array([str(level) for level in groups.levels[0]], dtype=object)[groups.codes[0]]


def _group_thresholds(
    model: Any, X: Any, y: np.ndarray, groups: Groups, constraint: str, objective: str
) -> Any:
    try:
        from fairlearn.postprocessing import ThresholdOptimizer
    except ImportError:
        raise ImportError(_("Group thresholds need fairlearn: pip install 'labkit[audit]'.")) from None
    optimizer = ThresholdOptimizer(
        estimator=model,
        constraints=constraint,
        objective=objective,
        prefit=True,
        predict_method="predict_proba",
    )
    return optimizer.fit(X, y, sensitive_features=_text(groups))
