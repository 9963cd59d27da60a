"""TRIPOD+AI: the report of a prediction model, its numbers recomputed, its gaps shown.

Collins et al., BMJ 2024;385:e078378. The items' titles below are labkit's short words for them; the statement
and its explanation are the reference (tripod-statement.org). A report that leaves an item out says so: the
checklist is printed with what was given, what was computed and what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.calibration.display import CalibrationDisplay
from labkit.evaluate.comparison.cohorts import validation_by_cohort
from labkit.evaluate.decision.display import DecisionCurveDisplay
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue, interval, label, number
from labkit.oversight.report import Report, Section, Table, author_text, in_language
from labkit.oversight.report_numbers import performance_numbers
from labkit.oversight.report_parts import (
    characteristics_table,
    flow_sentence,
    measures_sentence,
    missing_labels,
    missing_table,
    performance_table,
    statistic_words,
    status_words,
    threshold_sentence,
)
from labkit.oversight.tripod_items import TRIPOD_ITEMS, item_titles

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")


def tripod_ai_report(
    y_true: Any,
    y_prob: Any,
    *,
    threshold: float,
    about: Mapping[str, Any],
    groups: Any = None,
    predictors: Any = None,
    cluster: Any = None,
    site: Any = None,
    min_cell: int = 10,
    n_resamples: int = 500,
    random_state: Any = 0,
) -> Report:
    """A TRIPOD+AI report of the evaluation of a model.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
        Outcomes and predictions of the evaluation data.
    threshold : float
        Probability from which the model's suggestion is to act.
    about : mapping of str to str, or to a mapping of ``"en"`` and ``"fr"`` to str
        The author's words, by field (see `TRIPOD_ITEMS`), in one language or in both. A performance figure in
        them is refused: figures are computed from the data, or not given at all.
    groups : mapping of str to arrays, or frame, optional
        Attributes by which performance is shown.
    predictors : pandas or polars frame of shape (n, n_features), optional
        For the table of missing data.
    cluster : array of shape (n,), optional
        Patients, when some have several rows.
    site : array of shape (n,), optional
        Hospital or period of each row, for the heterogeneity of performance (item 23b).
    min_cell : int
        Smaller groups, and sites, are suppressed.
    n_resamples, random_state
        See `performance_numbers`.

    Returns
    -------
    Report
        ``.html(lang)``, ``.markdown(lang)``, ``.numbers``.

    Raises
    ------
    ValueError
        On an unknown field, a figure typed in, or bad data.
    """
    y_true, y_prob, groups, predictors, cluster, site = aligned(
        y_true=y_true, y_prob=y_prob, groups=groups, predictors=predictors, cluster=cluster, site=site
    )
    texts = author_text(about, {item.field: item.number for item in TRIPOD_ITEMS})
    numbers = performance_numbers(
        y_true,
        y_prob,
        threshold=threshold,
        groups=groups,
        cluster=cluster,
        min_cell=min_cell,
        n_resamples=n_resamples,
        random_state=random_state,
    )
    y, p, _w = validation.binary_problem(y_true, y_prob)
    n_patients = None if cluster is None else int(validation.identifiers(cluster, len(y)).max() + 1)
    missing = None if predictors is None else missing_table(predictors, len(y))
    by_site = None if site is None else _site_numbers(y, p, site, min_cell, n_resamples, random_state)
    shown = [None, *numbers["group"].dropna().unique()]

    def build() -> tuple[str, list[Section]]:
        titles = item_titles()
        words = in_language(texts)
        computed: dict[str, list[Any]] = {
            "participant_flow": [flow_sentence(len(y), int(y.sum()), n_patients)],
            "model_output": [threshold_sentence(threshold)],
            "performance_measures": [measures_sentence(n_resamples)],
            "performance": [
                *[performance_table(numbers, group) for group in shown],
                CalibrationDisplay.from_predictions(y, p),
                DecisionCurveDisplay.from_predictions(y, p),
            ],
        }
        if missing is not None:
            computed["missing_data"] = [Table(_("Missing values by predictor"), missing, missing_labels())]
        if by_site is not None:
            computed["heterogeneity"] = [_site_table(by_site)]
        if groups is not None:
            computed["participant_characteristics"] = [characteristics_table(numbers)]
        sections: list[Section] = []
        for item in TRIPOD_ITEMS:
            blocks = [*([words[item.field]] if item.field in words else []), *computed.get(item.field, [])]
            if blocks and item.field != "title":
                sections.append((f"{item.number}. {titles[item.field]}", blocks))
        sections.append((_("Checklist"), [_checklist(words, computed, titles)]))
        return words.get("title", _("TRIPOD+AI report")), sections

    return Report(build, numbers)


def _site_numbers(
    y: Any, p: Any, site: Any, min_cell: int, n_resamples: int, random_state: Any
) -> pd.DataFrame:
    table = validation_by_cohort(y, p, site, clip=1e-6, n_resamples=n_resamples, random_state=random_state)
    wanted = table["statistic"].isin(["auc", "o_e", "slope"]) & (table["n"] >= min_cell)
    return table[wanted].reset_index(drop=True)


def _site_table(by_site: pd.DataFrame) -> Table:
    import pandas as pd

    words, states = statistic_words(), status_words()
    rows = [
        {
            "site": label(str(row.cohort)),
            "statistic": words[row.statistic],
            "estimate": number(row.estimate, 3),
            "interval": "–" if np.isnan(row.ci_low) else interval(row.ci_low, row.ci_high, 3),
            "status": states[row.status],
        }
        for row in by_site.itertuples()
    ]
    labels = {
        "site": _("Site"),
        "statistic": _("Statistic"),
        "estimate": _("Estimate"),
        "interval": _("Interval (95%)"),
        "status": _("Status"),
    }
    return Table(_("Performance by site"), pd.DataFrame(rows, columns=list(labels)), labels)


def _checklist(texts: Mapping[str, str], computed: Mapping[str, Any], titles: Mapping[str, str]) -> Table:
    import pandas as pd

    rows = []
    for item in TRIPOD_ITEMS:
        given, counted = item.field in texts, item.field in computed
        state = (
            _("given and computed")
            if given and counted
            else _("given")
            if given
            else _("computed from the data")
            if counted
            else _("MISSING")
        )
        rows.append({"item": item.number, "title": titles[item.field], "state": state})
    labels = {"item": _("Item"), "title": _("Title"), "state": _("State")}
    return Table(_("TRIPOD+AI items"), pd.DataFrame(rows), labels)
