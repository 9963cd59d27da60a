"""The three criteria of an entry on one hospital, with all resamples at once: `labkit.evaluate` and `labkit.audit` do the sums.

Every entry, and both anchors, are resampled with the same patients: differences between entries are paired.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from labkit.audit.counts.cells import OUTCOMES
from labkit.audit.counts.metrics import denominators, numerators, ratio
from labkit.contest.hospitals import Patients
from labkit.evaluate.calibration.measures import error_from_sums
from labkit.evaluate.calibration.table import bins_of
from labkit.evaluate.decision.benefit import benefit_from_cells, reached
from labkit.evaluate.intervals.resample_counts import ResampleCounts

BINS = 20
_STEP = 0.01


@dataclass(frozen=True)
class Answers:
    """What an entry says of a hospital's stays.

    Attributes
    ----------
    risk : ndarray of shape (n,)
    alarm : ndarray of bool, shape (n,)
        Whether somebody is asked to look at the patient now.
    """

    risk: np.ndarray
    alarm: np.ndarray


@dataclass(frozen=True)
class Values:
    """Criteria of one entry, first as they are and then in every resample.

    Attributes
    ----------
    net_benefit, calibration, missed_cases : ndarray of shape (1 + n_resamples,)
        Net benefit against the disease, averaged over the range (more is better); calibration error against the disease
        and share of missed cases in the group that is served worst, mean of the two truths (less is better).
    missed : dict
        (truth, attribute, level) to the share missed, shape (1 + n_resamples,).
    """

    net_benefit: np.ndarray
    calibration: np.ndarray
    missed_cases: np.ndarray
    missed: dict[tuple[str, str, str], np.ndarray]


def row_weights(patients: Patients, resamples: int, seed: int) -> np.ndarray:
    """How often each stay is drawn, shape (n, 1 + resamples): once each in the first column, whole patients after it."""
    drawn = ResampleCounts(int(patients.patient.max()) + 1, np.random.Generator(np.random.PCG64(seed)))
    weights = np.ones((len(patients), 1 + resamples))
    for column in range(1, 1 + resamples):
        weights[:, column] = drawn.draw()[patients.patient]
    return weights


def within_capacity(answers: Answers, capacity: float) -> np.ndarray:
    """The alarms that are answered: the highest risks first, as many as people can look at; shape (n,)."""
    room = int(capacity * len(answers.risk))
    if answers.alarm.sum() <= room:
        return answers.alarm
    order = np.argsort(np.where(answers.alarm, -answers.risk, np.inf), kind="stable")
    seen = np.zeros(len(answers.risk), dtype=bool)
    seen[order[:room]] = True
    return seen


def values_of(
    patients: Patients,
    answers: Answers,
    weights: np.ndarray,
    *,
    span: tuple[float, float],
    capacity: float,
    groups: tuple[str, ...],
) -> Values:
    """An entry's criteria on one hospital's patients.

    Parameters
    ----------
    patients : Patients
    answers : Answers
    weights : ndarray of shape (n, 1 + n_resamples)
        See `row_weights`.
    span : pair of float
        First and last threshold of the net benefit's range, every hundredth of which is used.
    capacity : float
    groups : tuple of str
    """
    y, p = patients.disease, answers.risk
    thresholds = np.round(np.arange(round(span[0] / _STEP), round(span[1] / _STEP) + 1) * _STEP, 2)
    cells = _sums(reached(p, thresholds) * 2 + y, 2 * (len(thresholds) + 1), weights)
    benefit = benefit_from_cells(cells.T.reshape(weights.shape[1], -1, 2), thresholds).mean(axis=-1)

    bins = bins_of(y, p, None, BINS, "quantile")  # of the whole draw: the same bins in every resample
    size = len(bins.weight)
    error = error_from_sums(
        _sums(bins.member, size, weights).T,
        _sums(bins.member, size, weights, p).T,
        _sums(bins.member, size, weights, y).T,
    )

    seen = within_capacity(answers, capacity).astype(np.int64)
    missed: dict[tuple[str, str, str], np.ndarray] = {}
    worst = []
    for truth, outcome in (("label", patients.label), ("disease", patients.disease)):
        of_truth = []
        for name in groups:
            levels, code = np.unique(patients.group(name), return_inverse=True)
            key = (
                len(OUTCOMES) * code + 2 * outcome.astype(np.int64) + seen
            )  # as `labkit.audit` orders them: tn fp fn tp
            counts = _sums(key, len(OUTCOMES) * len(levels), weights).T.reshape(
                -1, len(levels), len(OUTCOMES)
            )
            asked = ("false_negative_rate",)
            share = ratio(numerators(counts, asked), denominators(counts, asked))[..., 0]
            missed |= {(truth, name, str(level)): share[:, i] for i, level in enumerate(levels)}
            of_truth.append(share)
        worst.append(np.nanmax(np.concatenate(of_truth, axis=1), axis=1))
    return Values(benefit, error, (worst[0] + worst[1]) / 2, missed)


def _sums(key: np.ndarray, size: int, weights: np.ndarray, of: np.ndarray | None = None) -> np.ndarray:
    """Weighted sum of `of` (of ones) in each cell, in every resample: shape (size, 1 + n_resamples)."""
    rows = np.arange(len(key))
    values = np.ones(len(key)) if of is None else np.asarray(of, dtype=float)
    return sparse.csr_matrix((values, (key, rows)), shape=(size, len(key))) @ weights
