"""Leaks: what the model knows at training and will not know at the bedside, or has already seen.

Each check returns rows of the same shape, so that `leakage_report` can stack them: ``check, feature, n,
value, status, detail``, status being ``leak`` (a fact about the rows), ``suspect`` (a number too good, for a
person to explain) or
``ok``. No check can prove that there is no leak.

Kapoor and Narayanan, Patterns 2023;4:100804, for the kinds of leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.discrimination.auc import auc, auc_interval
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.validation import Vector
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")

_COLUMNS = ("check", "feature", "n", "value", "status", "detail")


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _row(check: str, feature: Any, n: int, value: float, status: str, detail: str) -> dict[str, Any]:
    return dict(zip(_COLUMNS, (check, feature, n, value, status, detail), strict=True))


def shared_patients(train_patients: Any, test_patients: Any) -> pd.DataFrame:
    """Patients on both sides of a split.

    Parameters
    ----------
    train_patients, test_patients : arrays of shape (n,) and (m,)

    Returns
    -------
    DataFrame
        One row: `n` patients shared, `value` the share of test rows that they hold.
    """
    train = validation.vector(train_patients, "train_patients")
    test = validation.vector(test_patients, "test_patients")
    known = np.isin(test.astype(str), train.astype(str))
    n = len(np.unique(test[known].astype(str)))
    detail = (
        _("{n} patient(s) on both sides: split by patient (GroupKFold).").format(n=n)
        if n
        else _("No patient on both sides.")
    )
    return _frame([_row("shared_patients", None, n, float(known.mean()), "leak" if n else "ok", detail)])


def duplicate_rows(train: Any, test: Any | None = None) -> pd.DataFrame:
    """Rows that occur twice: within one frame, or test rows already in the training frame.

    Parameters
    ----------
    train, test : pandas or polars frames of shapes (n, n_features) and (m, n_features)
        Leave identifiers and dates of entry out, or nothing is ever a duplicate.

    Returns
    -------
    DataFrame
        One row: `n` duplicates, `value` their share. Coarse features repeat by chance: judge by their number.
    """
    first = _row_keys(train)
    if test is None:
        repeated = len(first) - len(set(first))
        total = len(first)
        words = _("{n} row(s) repeat an earlier one.").format(n=repeated)
    else:
        known = set(first)
        keys = _row_keys(test, like=train)
        repeated, total = sum(key in known for key in keys), len(keys)
        words = _("{n} test row(s) are also training rows.").format(n=repeated)
    status = "leak" if repeated and test is not None else "suspect" if repeated else "ok"
    return _frame([_row("duplicate_rows", None, repeated, repeated / total, status, words)])


def _row_keys(frame: Any, like: Any = None) -> list[tuple[Any, ...]]:
    import narwhals as nw

    table = nw.from_native(frame, eager_only=True)
    if len(table) == 0:
        raise ValueError(_("{name} is empty: give at least one row.").format(name="frame"))
    names = table.columns if like is None else nw.from_native(like, eager_only=True).columns
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(_("Columns missing from the test frame: {names}.").format(names=", ".join(missing)))
    columns = [table[name].to_list() for name in names]
    # NaN is not equal to itself: two rows that miss the same value are the same row here
    return [tuple("∅" if validation.is_missing(v) else v for v in row) for row in zip(*columns, strict=True)]


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
        rows.append(_row("after_outcome", name, late, float(share), "leak" if late else "ok", detail))
    return _frame(rows)


def _present(values: NDArray[Any]) -> NDArray[np.bool_]:
    return ~validation.missing(values)


def single_feature_auc(X: Any, y_true: Any, *, suspect_above: float = 0.9) -> pd.DataFrame:
    """How well each feature predicts alone, and how well its mere presence does.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    suspect_above : float
        AUC (of the feature or of its missingness, in either direction) from which a person should explain it.

    Returns
    -------
    DataFrame
        Two checks a feature: ``single_feature`` and, where some values are missing, ``missingness``; `value`
        is the AUC folded at 0.5, `n` the people used.

    Notes
    -----
    A category is scored by the event's share in the other half of the data (two folds), so that rare
    categories do not predict themselves. Missing values of a number are left out of ``single_feature``.
    """
    import narwhals as nw

    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    rows = []
    for name in table.columns:
        values = validation.vector(table[name].to_numpy(), name)
        validation.same_length(**{"y_true": y, name: values})
        present = _present(values)
        score = _score(values, y, present)
        for check, s, kept in (
            ("single_feature", score, present if _is_number(values) else np.ones(len(y), bool)),
            ("missingness", present.astype(float), np.ones(len(y), bool)),
        ):
            if check == "missingness" and present.all():
                continue
            inside = y[kept]
            if len(inside) == 0 or inside.min() == inside.max():
                continue
            folded, sure = _folded(inside, s[kept])
            status = "suspect" if folded >= suspect_above and sure else "ok"
            subject = _("its value") if check == "single_feature" else _("whether it is present")
            detail = _("{subject} alone has an AUC of {auc}.").format(subject=subject, auc=number(folded, 2))
            rows.append(_row(check, name, int(kept.sum()), folded, status, detail))
    return _frame(rows)


def _is_number(values: NDArray[Any]) -> bool:
    return values.dtype.kind in "biuf"


def _score(values: NDArray[Any], y: NDArray[np.int8], present: NDArray[np.bool_]) -> Vector:
    if _is_number(values):
        return values.astype(float)
    text = np.where(present, values.astype(str), "∅")
    codes = np.unique(text, return_inverse=True)[1]
    fold = np.zeros(len(y), int)
    for value in (0, 1):  # both classes in both halves
        fold[np.flatnonzero(y == value)[1::2]] = 1
    score = np.empty(len(y))
    for half in (0, 1):
        other = fold != half
        n = np.bincount(codes[other], minlength=codes.max() + 1)
        events = np.bincount(codes[other], weights=y[other], minlength=codes.max() + 1)
        prevalence = y[other].mean()
        score[~other] = ((events + prevalence) / (n + 1))[codes[~other]]
    return score


def _folded(y: NDArray[np.int8], score: Vector) -> tuple[float, bool]:
    """AUC in the better direction, and whether its interval leaves 0.5 out (small samples reach 0.9 by luck)."""
    value = auc(y, score)
    direction = 1 if value >= 0.5 else -1
    interval = auc_interval(y, direction * score, method="logit")
    certain = interval.ci_low > 0.5 and min(y.sum(), len(y) - y.sum()) >= 5
    return max(value, 1 - value), bool(certain)


def target_derived(X: Any, y_true: Any, *, min_repeats: int = 5) -> pd.DataFrame:
    """Features that determine the outcome: each of their values goes with one class only.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    min_repeats : int
        Mean number of people a value must have: an identifier determines everything and proves nothing.

    Returns
    -------
    DataFrame
        One row a feature: `value` is the share of people whose value of the feature gives their outcome away.
    """
    import narwhals as nw

    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    rows = []
    for name in table.columns:
        values = validation.vector(table[name].to_numpy(), name)
        validation.same_length(**{"y_true": y, name: values})
        codes = np.unique(np.where(_present(values), values.astype(str), "∅"), return_inverse=True)[1]
        n = np.bincount(codes)
        events = np.bincount(codes, weights=y)
        pure = ((events == 0) | (events == n)) & (n >= 2)
        share = float(n[pure].sum() / len(y))
        leak = share == 1.0 and len(y) / len(n) >= min_repeats
        detail = (
            _("Each value goes with one outcome only: it was computed from the outcome, or is the outcome.")
            if leak
            else _("Its values do not give the outcome away.")
        )
        rows.append(_row("target_derived", name, len(y), share, "leak" if leak else "ok", detail))
    return _frame(rows)


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
        ``check, feature, n, value, status, detail``.
    """
    import pandas as pd

    parts = [
        single_feature_auc(X_train, y_train, suspect_above=suspect_above),
        target_derived(X_train, y_train),
        duplicate_rows(X_train, X_test),
    ]
    if train_patients is not None and test_patients is not None:
        parts.append(shared_patients(train_patients, test_patients))
    if recorded_at is not None and outcome_at is not None:
        parts.append(features_after_outcome(recorded_at, outcome_at))
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    rank = table["status"].map({"leak": 0, "suspect": 1, "ok": 2})
    return table.iloc[np.argsort(rank.to_numpy(), kind="stable")].reset_index(drop=True)
