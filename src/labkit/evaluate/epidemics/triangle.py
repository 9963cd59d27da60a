"""The reporting triangle: events by day and delay, as a register has them on one evening."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.moments import moments
from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import same_length
from labkit.language import catalogue, plural_catalogue

_ = catalogue("evaluate")
ngettext = plural_catalogue("evaluate")


def report_triangle(event: Any, report: Any, until: Any, *, longest: int = 14) -> pd.DataFrame:
    """Count the events of each day by their delay, with what was known on the evening of `until`.

    Parameters
    ----------
    event : array-like of dates, shape (n_events,)
        Day of the event (an admission, a death).
    report : array-like of dates, shape (n_events,)
        Day on which the register has it.
    until : date
        The evening on which the register is read.
    longest : int
        Longest delay in days; later reports count as reported after so many days.

    Returns
    -------
    DataFrame, one row a day (index ``event``, from the first event to `until`), one column a delay (0 to `longest`)
        Counts; NaN where the day of report has not come yet.

    Raises
    ------
    ValueError
        For dates that are missing, or a report before its event, or no event up to `until`.
    """
    event, report = aligned(event=event, report=report)
    days, reported = _days(event, "event"), _days(report, "report")
    same_length(event=days, report=reported)
    last = _days([until], "until")[0]
    if np.isnat(last):
        raise ValueError(_("{name} is missing.").format(name="until"))
    longest = settings.whole(longest, "longest")
    delay = (reported - days).astype(float)
    amiss = np.isnat(days) | np.isnat(reported) | (reported < days)
    if amiss.any():
        raise ValueError(
            ngettext(
                "Each event needs its day and a day of report that is not before it; {n} has not.",
                "Each event needs its day and a day of report that is not before it; {n} have not.",
                int(amiss.sum()),
            ).format(n=int(amiss.sum()))
        )
    happened = days <= last
    if not happened.any():
        raise ValueError(_("There is no event up to {day}.").format(day=last))
    index = pd.date_range(days[happened].min(), last, name="event")
    row = (days[happened] - days[happened].min()).astype(int)
    counts = np.zeros((len(index), longest + 1))
    np.add.at(counts, (row, np.minimum(delay[happened], longest).astype(int)), 1)
    age = np.arange(len(index))[::-1, None]
    counts[np.arange(longest + 1) > age] = np.nan
    return pd.DataFrame(counts, index=index)


def _days(dates: Any, name: str) -> np.ndarray:
    """Days as the ward's calendar has them; numbers and dates that can be read two ways are refused."""
    read = moments(dates, name)
    if read.kind == "none":
        return np.full(len(read.values), np.datetime64("NaT", "D"))
    if read.kind != "time" or read.zoned:
        raise ValueError(
            _(
                "{name} must hold days (2024-03-31), without a time zone: of whose midnight would it be?"
            ).format(name=name)
        )
    return read.values.astype("datetime64[D]")


def counts_of(triangle: Any) -> np.ndarray:
    """The counts of a triangle as floats, NaN where they are not known yet.

    Raises
    ------
    ValueError
        When it is no frame with rows, or holds what is no count.
    """
    if not isinstance(triangle, pd.DataFrame) or triangle.empty:
        raise ValueError(_("A triangle is a frame with a row a day, as report_triangle returns it."))
    if all(isinstance(dtype, np.dtype) and dtype.kind in "biuf" for dtype in triangle.dtypes):
        counts = triangle.to_numpy(dtype=np.float64)
    else:
        counts = np.column_stack([quantities(triangle[name], str(name)) for name in triangle.columns])
    if ((counts < 0) | np.isinf(counts)).any():
        raise ValueError(_("A triangle holds counts: none is negative or infinite."))
    return counts


def share_reported(triangle: pd.DataFrame) -> pd.Series:
    """Share of a day's events that the register has after 0, 1, ... days, from a triangle that is not full yet.

    Days that are not complete serve for the delays that they have lived through, and for no others: the share within d - 1 days of those
    reported within d days is learned from the days that are at least d old, and these shares are multiplied from the longest delay
    down. This is the maximum likelihood estimate under right truncation (Kalbfleisch and Lawless, J Am Stat Assoc 1989;84:360; Lawless, Can J
    Stat 1994;22:15) and the chain ladder of insurers.

    Parameters
    ----------
    triangle : DataFrame
        As `report_triangle` returns it.

    Returns
    -------
    Series, one value a delay
        Rises to 1; NaN below a delay for which no event is known.
    """
    return pd.Series(shares(counts_of(triangle)), index=triangle.columns, name="share")


def shares(counts: np.ndarray) -> np.ndarray:
    """As `share_reported`, from counts of shape (n_days, n_delays): one share a delay."""
    within, old_enough = np.nancumsum(counts, axis=1), ~np.isnan(counts[:, 1:])
    sooner, known = ((part * old_enough).sum(axis=0) for part in (within[:, :-1], within[:, 1:]))
    steps = np.divide(sooner, known, out=np.full(len(known), np.nan), where=known > 0)
    return np.append(np.cumprod(steps[::-1])[::-1], 1.0)
