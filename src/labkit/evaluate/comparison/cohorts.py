"""The same model elsewhere and later: external and temporal validation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.calibration.measures import brier_score, observed_expected
from labkit.evaluate.discrimination.auc import auc_interval
from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.moments import comparable, moments
from labkit.evaluate.inputs.rows import aligned, row_labels
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.evaluate.recalibration.intercept_and_slope import calibration_summary
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")

_STATISTICS = ("prevalence", "auc", "o_e", "calibration_in_the_large", "slope", "brier")


def validation_by_cohort(
    y_true: Any,
    y_prob: Any,
    cohort: Any,
    sample_weight: Any = None,
    *,
    min_events: int = 10,
    n_resamples: int = 500,
    confidence: float = 0.95,
    clip: float | None = None,
    random_state: Any = None,
) -> pd.DataFrame:
    """Discrimination and calibration of one model in each cohort (hospital, period, site).

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    cohort : array of shape (n,)
        Where, or when, each person was seen.
    sample_weight : array of shape (n,), optional
        Frequencies.
    min_events : int
        Below so many events, or people without, a cohort's rows get the status ``imprecise``. Collins,
        Ogundimu and Altman (Statistics in Medicine 2016;35:214) ask for at least 100 of each.
    n_resamples : int
        Bootstrap resamples for calibration-in-the-large, slope and Brier score.
    confidence : float
    clip : float, optional
        See `labkit.evaluate.logit`.
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row a cohort and statistic (``prevalence, auc, o_e, calibration_in_the_large, slope, brier``):
        ``cohort, statistic, n, events, estimate, ci_low, ci_high, status``, status being ``ok``,
        ``imprecise`` or ``undefined`` (one class only, or a slope without a maximum: NaN, never 0).
    """
    import pandas as pd

    min_events = settings.whole(min_events, "min_events")
    n_resamples = settings.whole(n_resamples, "n_resamples")

    y_true, y_prob, cohort, sample_weight = aligned(
        y_true=y_true, y_prob=y_prob, cohort=cohort, sample_weight=sample_weight
    )
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    codes = validation.identifiers(cohort, len(y), "cohort")
    labels = validation.vector(cohort, "cohort")
    generator = np.random.default_rng(random_state)
    rows = []
    for code in range(int(codes.max()) + 1):
        inside = codes == code
        part = y[inside], p[inside], None if w is None else w[inside]
        if part[2] is not None and not part[2].any():
            continue
        weight = np.ones(inside.sum()) if part[2] is None else part[2]
        n, events = float(weight.sum()), float(weight @ part[0])
        found = _statistics(part, n, events, n_resamples, confidence, clip, generator)
        for statistic in _STATISTICS:
            estimate, low, high = found.get(statistic, (np.nan,) * 3)
            few = min(events, n - events) < min_events
            rows.append(
                {
                    "cohort": labels[np.argmax(inside)],
                    "statistic": statistic,
                    "n": n if w is not None else int(n),
                    "events": events if w is not None else int(events),
                    "estimate": estimate,
                    "ci_low": low,
                    "ci_high": high,
                    "status": "undefined" if np.isnan(estimate) else "imprecise" if few else "ok",
                }
            )
    return pd.DataFrame(rows)


def _statistics(
    part: Any,
    n: float,
    events: float,
    n_resamples: int,
    confidence: float,
    clip: float | None,
    generator: np.random.Generator,
) -> dict[str, tuple[float, float, float]]:
    found = {"prevalence": (events / n, *wilson_interval(events, n, confidence))}
    ratio = observed_expected(*part, confidence=confidence) if part[1].any() else None
    if ratio is not None:
        found["o_e"] = (ratio.estimate, ratio.ci_low, ratio.ci_high)
    if not 0 < events < n:
        found["brier"] = (brier_score(*part), np.nan, np.nan)
        return found
    area = auc_interval(*part, confidence=confidence)
    found["auc"] = (area.estimate, area.ci_low, area.ci_high)
    try:
        table = calibration_summary(
            *part, n_resamples=n_resamples, confidence=confidence, clip=clip, random_state=generator
        ).set_index("statistic")
    except ValueError:
        if clip is None and ((part[1] == 0) | (part[1] == 1)).any():
            raise
        # one predicted value, or classes separated perfectly: no slope
        found["brier"] = (brier_score(*part), np.nan, np.nan)
        return found
    for statistic in ("calibration_in_the_large", "slope", "brier"):
        row = table.loc[statistic]
        bounds = (row["ci_low"], row["ci_high"]) if n_resamples else (np.nan, np.nan)
        found[statistic] = (float(row["estimate"]), float(bounds[0]), float(bounds[1]))
    return found


class TemporalSplit:
    """Splits that train on the past and test on what follows, for scikit-learn's ``cv`` arguments.

    Parameters
    ----------
    time : array of shape (n,)
        When each row was known (dates or numbers).
    cutoffs : sequence
        Moments, in the type of `time`. Fold k trains on ``time < cutoffs[k]`` and tests from there up to the
        next cutoff (or the end).
    patient : array of shape (n,), optional
        Patients with a row in the training part leave the test part: a later stay of a known patient is not
        new.

    Raises
    ------
    ValueError
        On a missing time, or a fold that would have nobody to train or test on.

    Notes
    -----
    scikit-learn's ``TimeSeriesSplit`` cuts by position: rows of one day may fall on both sides.
    """

    def __init__(self, time: Any, cutoffs: Any, patient: Any = None) -> None:
        time, patient = aligned(time=time, patient=patient)
        validation.vector(time, "time")
        known = moments(time, "time")
        gone = known.missing()
        if np.any(gone):
            raise ValueError(
                _(
                    "{name}: {count} missing or infinite value(s), the first at row {row}. "
                    "Drop or impute these rows, and say so in the report."
                ).format(name="time", count=int(gone.sum()), row=int(np.argmax(gone)))
            )
        limits = moments(cutoffs, "cutoffs")
        comparable(known, limits)
        self._time, self._labels = known.values, row_labels(time)
        self._cutoffs = np.sort(limits.values)
        self._patient = (
            None if patient is None else validation.identifiers(patient, len(self._time), "patient")
        )

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        """Number of folds."""
        return len(self._cutoffs)

    def split(
        self, X: Any = None, y: Any = None, groups: Any = None
    ) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """Positions to train and to test on, fold by fold; in the rows of `X`, by label where both have labels."""
        order = self._order(X)
        for train, test in self._folds():
            yield (train, test) if order is None else (order[train], order[test])

    def _order(self, X: Any) -> NDArray[np.intp] | None:
        """Where each row of `time` stands in `X`, None when they stand alike."""
        labels = row_labels(X)
        if labels is None or self._labels is None or len(labels) != len(self._labels):
            return None
        import pandas as pd

        positions = pd.Series(np.arange(len(labels)), index=labels)
        return aligned(time=self._labels.to_frame(), X=positions)[1].to_numpy()

    def _folds(self) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        for k, cutoff in enumerate(self._cutoffs):
            train = self._time < cutoff
            test = ~train
            if k + 1 < len(self._cutoffs):
                test &= self._time < self._cutoffs[k + 1]
            if self._patient is not None:
                test &= ~np.isin(self._patient, self._patient[train])
            if not train.any() or not test.any():
                raise ValueError(
                    _("Cutoff {cutoff} leaves {train} row(s) to train on and {test} to test on.").format(
                        cutoff=cutoff, train=int(train.sum()), test=int(test.sum())
                    )
                )
            yield np.flatnonzero(train), np.flatnonzero(test)
