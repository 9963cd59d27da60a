"""An entry tried on the practice hospital, as often as one likes: it costs no attempt, and needs nothing that a team was not given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from labkit.contest.board import interval as about
from labkit.contest.criteria import Answers, Values, row_weights, values_of, within_capacity
from labkit.contest.entries.asking import ask
from labkit.contest.entries.outcome import Outcome
from labkit.contest.hospitals import GIVEN, Patients
from labkit.contest.recipe import CRITERIA, Recipe
from labkit.contest.scoring import shipped_answers
from labkit.errors import CourseError
from labkit.language import catalogue, interval, number, percent

_ = catalogue("contest")

LABEL, CHARTS = "label", "charts"


@dataclass(frozen=True)
class Tried:
    """What came of it.

    Attributes
    ----------
    outcome : Outcome
        With the sentence that the team would be told, where there are no answers.
    alarms : float
        Share of the stays with an alarm.
    values : dict
        ``"label"`` and, where charts were read again, ``"charts"`` to (the entry's criteria, the shipped model's).
    read : int
        Charts that were read again.
    """

    outcome: Outcome
    alarms: float
    values: dict[str, tuple[Values, Values]]
    read: int


def practice_patients(recipe: Recipe, file: Path) -> Patients:
    """The practice hospital as teams have it: the label stands for the disease, which nobody knows there.

    Raises
    ------
    CourseError
        Where the file is not the one that was handed out.
    """
    try:
        practice = pd.read_parquet(file)
        given, label = practice[list(GIVEN)], practice["sepsis"].to_numpy().astype(np.int8)
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            _("{file} is not the practice hospital's file as it was handed out ({error}).").format(
                file=file, error=type(error).__name__
            )
        ) from None
    (hospital,) = recipe.of("practice")
    none = pd.DataFrame()
    return Patients(hospital, given, label, label, np.arange(len(label)), practice, none, none)


def try_entry(
    file: Path, recipe: Recipe, practice: Path, *, sandbox: Literal["auto", "none"] = "auto"
) -> Tried:
    """Ask an entry about the practice hospital, and measure it by the two truths that teams have.

    Parameters
    ----------
    file, practice : Path
    recipe : Recipe
    sandbox : {"auto", "none"}
        ``"none"`` runs a notebook with the rights of whoever tries it.
    """
    patients = practice_patients(recipe, practice)
    outcome = ask(file, recipe, [patients], practice, order=0, sandbox=sandbox)
    if not outcome.answers:
        return Tried(outcome, 0.0, {}, 0)
    (own,) = outcome.answers
    shipped = shipped_answers(recipe, patients)
    weights = row_weights(patients, recipe.resamples, 0)

    def measured(of: Patients, these: Answers, weights: np.ndarray, capacity: float) -> Values:
        return values_of(of, these, weights, span=recipe.range, capacity=capacity, groups=recipe.groups)

    def both(
        of: Patients, these: Sequence[Answers], weights: np.ndarray, capacity: float
    ) -> tuple[Values, Values]:
        first, second = (measured(of, one, weights, capacity) for one in these)
        return first, second

    found = {LABEL: both(patients, (own, shipped), weights, recipe.capacity)}
    charts = patients.practice.get("chart_review")
    rows = np.flatnonzero(charts.notna()) if charts is not None else np.array([], dtype=int)
    if len(rows):
        chart = patients.practice["chart_review"].to_numpy(float)[rows].astype(np.int8)
        read = replace(
            patients, stays=patients.stays.iloc[rows].reset_index(drop=True), label=chart, disease=chart
        )
        of_rows = weights[rows] * patients.practice["review_weight"].to_numpy(float)[rows, None]
        # Who is looked at is settled in the whole hospital.
        these = [
            Answers(one.risk[rows], within_capacity(one, recipe.capacity)[rows]) for one in (own, shipped)
        ]
        found[CHARTS] = both(read, these, of_rows, 1.0)
    return Tried(outcome, float(own.alarm.mean()), found, len(rows))


def heads() -> list[str]:
    """The columns of `rows_of`."""
    return [_("by"), _("criterion"), _("this entry"), _("shipped model"), _("difference (95% interval)")]


def rows_of(tried: Tried) -> list[list[str]]:
    """A row a truth and criterion: the entry, the shipped model, and how much better the entry is."""
    named = {
        "net_benefit": _("net benefit (more is better)"),
        "calibration": _("calibration error (less is better)"),
        "missed_cases": _("missed in the group served worst (less is better)"),
    }
    truths = {LABEL: _("label"), CHARTS: _("charts read again")}
    rows = []
    for truth, (own, shipped) in tried.values.items():
        for name in CRITERIA:
            mine, theirs = getattr(own, name), getattr(shipped, name)
            digits = 3 if name == "missed_cases" else 4
            low, high = about(mine - theirs)
            said = f"{number(mine[0] - theirs[0], digits)} ({interval(low, high, digits)})"
            rows.append(
                [truths[truth], named[name], number(mine[0], digits), number(theirs[0], digits), said]
            )
    return rows


def said_of(tried: Tried, recipe: Recipe) -> list[str]:
    """How to read it."""
    lines = [
        _("Alarms on {share} of the stays; {capacity} can be looked at.").format(
            share=percent(tried.alarms, 1), capacity=percent(recipe.capacity)
        )
    ]
    if CHARTS in tried.values:
        lines.append(
            _(
                "Where the label and the {n} charts that experts read again disagree, believe the charts: the contest judges by the disease."
            ).format(n=number(tried.read, 0))
        )
    lines.append(
        _(
            "This is the practice hospital, whose patients the entry may know: the board and the final have others, elsewhere."
        )
    )
    return lines
