"""Alarms from home that fall on a nurse's list: which are answered in time when her hours are given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import pandas as pd

from labkit.language import catalogue

_ = catalogue("oversight")


@dataclass(frozen=True)
class AnsweredAlarms:
    """What became of the alarms of a programme.

    Attributes
    ----------
    calls : DataFrame, one row a call
        ``patient``, ``rang_on``, ``called_on``, ``minutes``, ``found`` (1: the patient was getting worse, and not yet in hospital).
    deteriorations : int
        How many there were.
    rang : int
        How many of them rang at least once before the day of the hospital: the alarm's sensitivity on paper.
    in_time : int
        How many a call found before that day.
    """

    calls: pd.DataFrame
    deteriorations: int
    rang: int
    in_time: int


def answer_alarms(
    mornings: pd.DataFrame,
    truth: pd.DataFrame,
    threshold: float,
    minutes_a_day: float,
    *,
    found: float = 40.0,
    nothing: float = 15.0,
    worst_first: bool = False,
) -> AnsweredAlarms:
    """Put each morning's alarms on one list and work through it, day by day, in the minutes that there are.

    A patient stands on the list once; after a call, an alarm of the next day does not count. A call that no longer fits into the day waits for the
    next one, with all that stand behind it. A call that finds a deterioration before the day of the hospital prevents the stay.

    Parameters
    ----------
    mornings : DataFrame
        ``patient``, ``day``, ``points``, as `labkit.data.generate_home_monitoring` makes them.
    truth : DataFrame
        ``patient``, ``begins_on``, ``admitted_on``.
    threshold : float
        The alarm rings from so many points on.
    minutes_a_day : float
        Minutes of nurses for calls, every day.
    found, nothing : float
        Minutes of a call that finds a deterioration (the patient, the physician, the pharmacy) and of one that finds none.
    worst_first : bool
        The most points first instead of the longest wait.

    Returns
    -------
    AnsweredAlarms

    Raises
    ------
    ValueError
        Where a single call takes longer than a day's minutes.
    """
    if minutes_a_day < max(found, nothing):
        raise ValueError(
            _("A day has {minutes} minutes; one call takes up to {longest}.").format(
                minutes=minutes_a_day, longest=max(found, nothing)
            )
        )
    points = mornings.pivot(index="patient", columns="day", values="points")
    rings = points.to_numpy() >= threshold
    score, patients = points.to_numpy(), points.index.to_numpy()
    bad = defaultdict(list)
    for number, row in enumerate(truth.itertuples(index=False)):
        bad[row.patient].append((row.begins_on, row.admitted_on, number))
    of_row = [bad.get(patient, ()) for patient in patients]
    place = {patient: row for row, patient in enumerate(patients)}
    rang = sum(
        bool(rings[place[row.patient], row.begins_on : row.admitted_on].any())
        for row in truth.itertuples(index=False)
    )
    waits: list[tuple[float, int, int]] = []
    caught: set[int] = set()
    last = np.full(len(patients), -2)
    listed, calls = np.zeros(len(patients), bool), []
    for day in range(rings.shape[1]):
        new = np.flatnonzero(rings[:, day] & ~listed & (day - last > 1))
        waits.extend(zip((-score[new, day]).tolist(), [day] * len(new), new.tolist(), strict=True))
        listed[new] = True
        if worst_first:
            waits.sort(key=itemgetter(0))
        left, done = minutes_a_day, 0
        for _points, rang_on, row in waits:
            true = {number for begins, admitted, number in of_row[row] if begins <= day < admitted} - caught
            minutes = found if true else nothing
            if minutes > left:
                break
            left, done = left - minutes, done + 1
            caught |= true
            listed[row], last[row] = False, day
            calls.append((patients[row], rang_on, day, minutes, int(bool(true))))
        del waits[:done]
    made = pd.DataFrame(calls, columns=["patient", "rang_on", "called_on", "minutes", "found"])
    return AnsweredAlarms(made, len(truth), rang, len(caught))
