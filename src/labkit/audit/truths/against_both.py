"""Two truths: against the label, and against the disease.

If a group's disease is written down less often, a model that learns the label can treat groups alike *by the
label* and still miss more of that group's patients. Features, label and score cannot show it. A review of
some charts can.
"""

from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.groups import aligned_groups, binary
from labkit.audit.counts.members import group_members, reference_position
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.arrays import is_missing
from labkit.evaluate.inputs.quantities import is_quantity, quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import confidence as confidence_level
from labkit.evaluate.inputs.validation import same_length, vector
from labkit.language import catalogue

_ = catalogue("audit")

MEASURES = (
    "prevalence_label",
    "prevalence_disease",
    "sensitivity_label",
    "sensitivity_disease",
    "disease_without_label",
    "label_without_disease",
)


def label_bias(
    y_label: Any,
    y_pred: Any,
    y_review: Any,
    groups: Any,
    *,
    reference: Any = None,
    confidence: float = 0.95,
    min_n: int = 30,
    n_draws: int = 4_000,
    random_state: int | np.random.Generator | None = 0,
) -> pd.DataFrame:
    """Measure a model and its label against a chart-review subsample, by group.

    Parameters
    ----------
    y_label : array-like of shape (n_rows,)
        The label at hand (a code, a cost above a limit), 0 or 1.
    y_pred : array-like of shape (n_rows,)
        Decision, 0 or 1.
    y_review : array-like of shape (n_rows,)
        1 or 0 where a reviewer read the chart, missing (NaN or None) elsewhere. Within a group, label and
        decision the reviewed charts must be a random sample; review more where it is cheap to learn much
        (stratify).
    groups : anything `encode_groups` takes
    reference : level, optional
        By default the largest group.
    confidence : float
    min_n : int
        With fewer reviewed patients who have the disease, an estimate is ``imprecise``.
    n_draws : int
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row a level and measure: ``attribute, level, measure, n, n_reviewed, estimate, ci_low, ci_high,
        reference, difference, diff_low, diff_high, status``. Measures: prevalence and the model's
        sensitivity by the label and by the disease, ``disease_without_label`` (share of patients with the
        disease whom the label misses) and ``label_without_disease`` (share of labels that are wrong). A
        level with an unreviewed stratum is ``undefined``: nothing is known of it.

    Notes
    -----
    Two-phase estimate: strata of (label, decision) weighted by their size in the cohort, share with the
    disease from the reviewed charts. Intervals from draws: stratum sizes multinomial, shares from Jeffreys'
    beta posterior.

    References
    ----------
    Obermeyer Z et al. (2019). Dissecting racial bias in an algorithm used to manage the health of
    populations. Science 366:447-453. Begg CB, Greenes RA (1983). Assessment of diagnostic tests when disease
    verification is subject to selection bias. Biometrics 39:207-215.
    """
    min_n = settings.whole(min_n, "min_n")
    n_draws = settings.whole(n_draws, "n_draws", least=1)
    y_label, y_pred, y_review, groups = aligned(
        y_label=y_label, y_pred=y_pred, y_review=y_review, groups=groups
    )
    confidence_level(confidence)
    label, decision = binary(y_label, "y_label"), binary(y_pred, "y_pred")
    review = _review(y_review)
    same_length(y_label=label, y_pred=decision, y_review=review)
    attribute, labels, rows = group_members(aligned_groups(groups, len(label)))
    chosen = reference_position(labels, rows, reference)
    rng = np.random.default_rng(random_state)
    stratum = 2 * label + decision
    estimates, draws, heads = [], [], []
    for members in rows:
        size = np.bincount(stratum[members], minlength=4)
        read = members[~np.isnan(review[members])]
        reviewed = np.bincount(stratum[read], minlength=4)
        ill = np.bincount(stratum[read], weights=review[read], minlength=4)
        known = len(members) > 0 and bool((reviewed[size > 0] > 0).all())
        share = np.divide(ill, reviewed, out=np.zeros(4), where=reviewed > 0)
        if known:
            sizes = rng.multinomial(len(members), size / len(members), size=n_draws)
            shares = np.where(size > 0, rng.beta(ill + 0.5, reviewed - ill + 0.5, size=(n_draws, 4)), 0.0)
            estimates.append(_measures(size[None], share[None])[0])
            draws.append(_measures(sizes, shares))
        else:
            estimates.append(np.full(len(MEASURES), np.nan))
            draws.append(np.full((n_draws, len(MEASURES)), np.nan))
        status = "undefined" if not known else "imprecise" if ill.sum() < min_n else "ok"
        heads.append((len(members), len(read), status))
    return _table(attribute, labels, chosen, np.array(estimates), np.array(draws), heads, confidence)


def _review(values: Any) -> np.ndarray:
    array = vector(values, "y_review")
    try:
        review = quantities(array, "y_review")
        bad = (review != 0) & (review != 1) & ~np.isnan(review)
    except TypeError:
        bad = np.array([not (is_missing(v) or is_quantity(v) and v in (0, 1)) for v in array])
    if bad.any():
        row = int(np.argmax(bad))
        raise ValueError(
            _("y_review must be 0, 1 or missing (not reviewed); row {row} holds {value!r}.").format(
                row=row, value=array[row]
            )
        )
    if np.isnan(review).all():
        raise ValueError(_("y_review has no reviewed chart: without a review label bias cannot be seen."))
    return review


def _measures(size: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Sizes and shares with the disease of strata ``2 * label + decision``, shape (n, 4), to measures, shape
    (n, 6).
    """
    ill = size * share
    total, disease, labelled = size.sum(axis=1), ill.sum(axis=1), size[:, 2] + size[:, 3]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.column_stack(
            [
                labelled / total,
                disease / total,
                size[:, 3] / labelled,
                (ill[:, 1] + ill[:, 3]) / disease,
                (ill[:, 0] + ill[:, 1]) / disease,
                (labelled - ill[:, 2] - ill[:, 3]) / labelled,
            ]
        )


def _table(
    attribute: str,
    labels: list[Any],
    chosen: int,
    estimates: np.ndarray,
    draws: np.ndarray,
    heads: list[tuple[int, int, str]],
    confidence: float,
) -> pd.DataFrame:
    edges = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(draws, edges, axis=1)
    # at a share of exactly 0 or 1 the posterior leaves the estimate out (Brown, Cai and DasGupta 2001, section 4)
    low, high = np.minimum(low, estimates), np.maximum(high, estimates)
    difference = estimates - estimates[chosen]
    diff_low, diff_high = np.quantile(draws - draws[[chosen]], edges, axis=1)
    for array in (difference, diff_low, diff_high):
        array[chosen] = np.nan
    k = len(MEASURES)
    status = np.repeat([status for _n, _reviewed, status in heads], k)
    return pd.DataFrame(
        {
            "attribute": attribute,
            "level": np.repeat(np.array(labels, dtype=object), k),
            "measure": np.tile(np.array(MEASURES, dtype=object), len(labels)),
            "n": np.repeat([n for n, _reviewed, _status in heads], k),
            "n_reviewed": np.repeat([reviewed for _n, reviewed, _status in heads], k),
            "estimate": estimates.ravel(),
            "ci_low": low.ravel(),
            "ci_high": high.ravel(),
            "reference": labels[chosen],
            "difference": difference.ravel(),
            "diff_low": diff_low.ravel(),
            "diff_high": diff_high.ravel(),
            "status": np.where(np.isnan(estimates.ravel()), "undefined", status),
        }
    )
