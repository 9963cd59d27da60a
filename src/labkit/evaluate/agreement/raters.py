"""Agreement between raters: Cohen's kappa, weighted or not, and Krippendorff's alpha, with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import identity, settings, validation
from labkit.evaluate.inputs.arrays import as_array, is_missing, missing
from labkit.evaluate.inputs.quantities import refuse_complex
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.estimate import Estimate, percentile_estimate
from labkit.evaluate.intervals.proportions import normal_quantile
from labkit.evaluate.intervals.resample_counts import ResampleCounts
from labkit.language import catalogue

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.special",)


def cohen_kappa(
    rater_a: Any,
    rater_b: Any,
    *,
    weights: str | None = None,
    labels: Any = None,
    confidence: float = 0.95,
) -> Estimate:
    """Cohen's kappa of two raters with its large-sample interval.

    Parameters
    ----------
    rater_a, rater_b : arrays of shape (n,)
        Each rater's category of every unit.
    weights : {None, "linear", "quadratic"}
        How much a disagreement counts by its distance along `labels`.
    labels : sequence, optional
        The categories in order; by default that of an ordered categorical, or of the numbers. Order matters with
        weights: "mild, moderate, severe" does not sort itself, least of all in two languages, so that text
        without an order is refused there.
    confidence : float

    Returns
    -------
    Estimate
        NaN when both raters use one and the same category only: chance alone then agrees always. ``p_value``
        is that of kappa = 0.

    Raises
    ------
    ValueError
        On a missing rating, a rating outside `labels`, different lengths, or weights for more than two categories
        of which nobody gave the order.

    Notes
    -----
    Cohen 1960 and 1968; standard errors of Fleiss, Cohen and Everitt, Psychological Bulletin 1969;72:323.
    Same estimate as scikit-learn's ``cohen_kappa_score``, same standard error as statsmodels'
    ``cohens_kappa``.

    Examples
    --------
    >>> cohen_kappa(["yes", "no", "no", "yes"], ["yes", "no", "yes", "yes"]).estimate
    0.5
    """
    from scipy.special import ndtr

    categories, a_codes, b_codes = category_codes(rater_a, rater_b, labels)
    if weights is not None and labels is None and _declared_order([rater_a, rater_b]) is None:
        _refuse_the_alphabet(categories)
    n, k = len(a_codes), len(categories)
    table = np.bincount(a_codes * k + b_codes, minlength=k * k).reshape(k, k) / n
    distance = np.abs(np.subtract.outer(np.arange(k), np.arange(k))).astype(float)
    if weights is None:
        credit = (distance == 0).astype(float)
    elif weights in ("linear", "quadratic"):
        credit = 1 - (distance / max(k - 1, 1)) ** (1 if weights == "linear" else 2)
    else:
        raise ValueError(
            _("weights must be None, 'linear' or 'quadratic', not {value}.").format(value=repr(weights))
        )
    row, column = table.sum(1), table.sum(0)
    observed, expected = (table * credit).sum(), row @ credit @ column
    if 1 - expected < 1e-12:
        return Estimate(np.nan, np.nan, np.nan, np.nan, confidence, "fleiss")
    kappa = (observed - expected) / (1 - expected)
    margin = (credit @ column)[:, None] + (row @ credit)[None, :]
    inner = credit - margin * (1 - kappa)
    variance = ((table * inner**2).sum() - (kappa - expected * (1 - kappa)) ** 2) / (1 - expected) ** 2 / n
    null = ((np.outer(row, column) * (credit - margin) ** 2).sum() - expected**2) / (1 - expected) ** 2 / n
    error = float(np.sqrt(max(variance, 0)))
    z = normal_quantile(confidence)
    p_value = float(2 * ndtr(-abs(kappa) / np.sqrt(null))) if null > 0 else np.nan
    return Estimate(
        float(kappa),
        float(max(kappa - z * error, -1)),
        float(min(kappa + z * error, 1)),
        error,
        confidence,
        "fleiss",
        0,
        p_value,
    )


def category_codes(
    rater_a: Any, rater_b: Any, labels: Any = None
) -> tuple[NDArray[Any], NDArray[np.intp], NDArray[np.intp]]:
    """The categories, in the order of `labels` or sorted, and each rater's as positions in them."""
    rater_a, rater_b = aligned(rater_a=rater_a, rater_b=rater_b)
    a, b = validation.vector(rater_a, "rater_a"), validation.vector(rater_b, "rater_b")
    validation.same_length(rater_a=a, rater_b=b)
    if labels is None:
        labels = _declared_order([rater_a, rater_b])
    categories, (a_codes, b_codes) = _codes([a, b], labels, ["rater_a", "rater_b"])
    return categories, a_codes, b_codes


def _declared_order(columns: list[Any]) -> Any:
    """The categories in the order that ordered categoricals declare, None where none or not all do."""
    dtypes = [getattr(column, "dtype", None) for column in columns]
    if not all(getattr(dtype, "ordered", False) and hasattr(dtype, "categories") for dtype in dtypes):
        return None
    orders = [list(dtype.categories) for dtype in dtypes if dtype is not None]
    if any(order != orders[0] for order in orders):
        raise ValueError(
            _("The ratings declare two orders of categories, {first} and {second}: give labels.").format(
                first=orders[0], second=next(order for order in orders if order != orders[0])
            )
        )
    return orders[0]


def krippendorff_alpha(
    ratings: Any,
    *,
    level: str = "nominal",
    labels: Any = None,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    random_state: Any = None,
) -> Estimate:
    """Krippendorff's alpha of any number of raters, missing ratings allowed, with a bootstrap over units.

    Parameters
    ----------
    ratings : array or frame of shape (n_units, n_raters)
        One row a unit (a note, a patient), one column a rater; NaN or None where a rater has not rated.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Nature of the categories; numbers are needed for the last two.
    labels : sequence, optional
        Order of the categories for ``"ordinal"``; by default that of ordered categoricals, or of the numbers.
    n_resamples : int
        0 for no interval.
    confidence : float
    random_state : int, Generator or None

    Returns
    -------
    Estimate
        NaN when no unit has two ratings or all ratings are the same (alpha is then undefined).

    Notes
    -----
    Krippendorff, Content Analysis, 4th edition, 2018, chapter 12: one minus observed over expected
    disagreement, both from the matrix of coincidences. Alpha is linear in the units' coincidences, so each
    resample of units is a sum.
    """
    n_resamples = settings.whole(n_resamples, "n_resamples")
    table = as_array(ratings)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError(_("ratings must have one row a unit and at least two columns, one a rater."))
    if labels is None and hasattr(ratings, "columns"):
        labels = _declared_order([ratings[name] for name in ratings.columns])
    present = np.array([[not is_missing(value) for value in row] for row in table])
    if not present.any():
        return Estimate(np.nan, np.nan, np.nan, np.nan, confidence, "percentile")
    categories, (codes,) = _codes([table[present]], labels, ["ratings"])
    if level == "ordinal" and labels is None:
        _refuse_the_alphabet(categories)
    counts = np.zeros((len(table), len(categories)))
    np.add.at(counts, (np.nonzero(present)[0], codes), 1)
    size = counts.sum(1)
    counts, size = counts[size > 1], size[size > 1]
    if not len(counts):
        return Estimate(np.nan, np.nan, np.nan, np.nan, confidence, "percentile")
    # coincidences of each unit: pairs of ratings by different raters, weighted so that a unit counts its
    # ratings
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(len(categories))
    pairs[:, diagonal, diagonal] -= counts
    coincidences = pairs / (size - 1)[:, None, None]
    value = _alpha(coincidences.sum(0), categories, level)
    if not n_resamples or len(counts) < 2:
        return Estimate(value, np.nan, np.nan, np.nan, confidence, "none")
    draws = ResampleCounts(len(counts), np.random.default_rng(random_state))
    replicates = np.array(
        [
            _alpha(np.tensordot(draws.draw().astype(float), coincidences, 1), categories, level)
            for _resample in range(n_resamples)
        ]
    )
    return percentile_estimate(value, replicates, confidence)


def _alpha(coincidence: NDArray[np.float64], categories: NDArray[Any], level: str) -> float:
    margin = coincidence.sum(0)
    total = margin.sum()
    distance = _distances(margin, categories, level)
    expected = (np.outer(margin, margin) * distance).sum() / (total - 1)
    if expected <= 0:
        return float("nan")
    return float(1 - (coincidence * distance).sum() / expected)


def _distances(margin: NDArray[np.float64], categories: NDArray[Any], level: str) -> NDArray[np.float64]:
    k = len(categories)
    if level == "nominal":
        return 1.0 - np.eye(k)
    if level == "ordinal":
        # ratings between two categories, the two themselves counted half
        middle = np.cumsum(margin) - margin / 2
        return np.subtract.outer(middle, middle) ** 2
    if level not in ("interval", "ratio"):
        raise ValueError(
            _("level must be 'nominal', 'ordinal', 'interval' or 'ratio', not {value}.").format(
                value=repr(level)
            )
        )
    values = validation.numeric(categories, "ratings")
    difference = np.subtract.outer(values, values)
    if level == "interval":
        return difference**2
    total = np.add.outer(values, values)
    return np.divide(difference, total, out=np.zeros_like(difference), where=total != 0) ** 2


def _codes(
    columns: list[NDArray[Any]], labels: Any, names: list[str]
) -> tuple[NDArray[Any], list[NDArray[np.intp]]]:
    """Categories, and each column as positions in them."""
    for column, name in zip(columns, names, strict=True):
        refuse_complex(column, name)
        gone = missing(column)
        if gone.any():
            raise ValueError(
                _("{name}: the rating at row {row} is missing; keep the units that both rated.").format(
                    name=name, row=int(np.argmax(gone))
                )
            )
    if labels is None:
        if all(column.dtype.kind in "biuf" for column in columns):
            categories = np.unique(np.concatenate(columns))
            return categories, [np.searchsorted(categories, column) for column in columns]
        return _codes_of_texts(columns)
    listed = list(labels)
    place = {identity.canonical(label): i for i, label in enumerate(listed)}
    coded = []
    for original, name in zip(columns, names, strict=True):
        column = identity.keys(original)
        unknown = sorted({str(value) for value in column.tolist() if value not in place})
        if unknown:
            raise ValueError(
                _("{name} holds {values}, not among the labels.").format(name=name, values=", ".join(unknown))
            )
        coded.append(np.array([place[value] for value in column.tolist()], dtype=np.intp))
    return np.asarray(listed), coded


def _codes_of_texts(columns: list[NDArray[Any]]) -> tuple[NDArray[Any], list[NDArray[np.intp]]]:
    """Categories that are one where they mean the same (1 and "1"), numbers in their order and text in the alphabet's."""
    texts = [identity.keys(column) for column in columns]
    values = dict(
        zip(np.concatenate(texts).tolist(), np.concatenate([c.astype(object) for c in columns]), strict=True)
    )
    if all(identity.is_number(value) for value in values.values()):
        order = sorted(values, key=lambda text: float(values[text]))
        numbers = [float(values[text]) for text in order]
        categories = np.array([int(x) if x.is_integer() else x for x in numbers])
    else:
        order = sorted(values)
        categories = np.array(order)
    place = {text: i for i, text in enumerate(order)}
    return categories, [np.array([place[text] for text in side], dtype=np.intp) for side in texts]


def _refuse_the_alphabet(categories: NDArray[Any]) -> None:
    """Text of more than two categories has no order: the alphabet's would put "moderate" between "mild" and "severe" by luck."""
    if len(categories) > 2 and categories.dtype.kind in "OUS":
        raise ValueError(
            _(
                "The categories are text, and their order counts here: give labels in order (or ordered "
                "categoricals), or the alphabet would decide. They are {categories}."
            ).format(categories=", ".join(map(str, categories)))
        )
