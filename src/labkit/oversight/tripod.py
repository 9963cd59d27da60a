"""TRIPOD+AI: the report of a prediction model, its numbers recomputed, its gaps shown.

Collins et al., BMJ 2024;385:e078378. The items' titles below are labkit's short words for them; the statement
and its explanation are the reference (tripod-statement.org). A report that leaves an item out says so: the
checklist is printed with what was given, what was computed and what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.display import interval, number
from labkit.evaluate import validation
from labkit.evaluate.calibration_display import CalibrationDisplay
from labkit.evaluate.decision_curve_display import DecisionCurveDisplay
from labkit.evaluate.transport import validation_by_cohort
from labkit.evaluate.validation import is_missing
from labkit.language import catalogue, label
from labkit.oversight.report import Report, Section, Table, author_text, in_language
from labkit.oversight.report_numbers import performance_numbers

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")


@dataclass(frozen=True)
class TripodItem:
    """One item: its number in TRIPOD+AI, the field that an author fills, and whether data give part of it."""

    number: str
    field: str
    computed: bool = False


TRIPOD_ITEMS = (
    TripodItem("1", "title"),
    TripodItem("2", "abstract"),
    TripodItem("3a", "healthcare_context"),
    TripodItem("3b", "target_population"),
    TripodItem("3c", "health_inequalities"),
    TripodItem("4", "objectives"),
    TripodItem("5a", "data_sources"),
    TripodItem("5b", "dates"),
    TripodItem("6a", "setting"),
    TripodItem("6b", "eligibility"),
    TripodItem("6c", "treatments"),
    TripodItem("7", "data_preparation"),
    TripodItem("8a", "outcome"),
    TripodItem("8b", "outcome_assessors"),
    TripodItem("8c", "outcome_blinding"),
    TripodItem("9a", "predictor_choice"),
    TripodItem("9b", "predictors"),
    TripodItem("9c", "predictor_assessors"),
    TripodItem("10", "sample_size"),
    TripodItem("11", "missing_data", True),
    TripodItem("12a", "data_use"),
    TripodItem("12b", "predictor_handling"),
    TripodItem("12c", "model_type"),
    TripodItem("12d", "heterogeneity_methods"),
    TripodItem("12e", "performance_measures", True),
    TripodItem("12f", "model_updating_methods"),
    TripodItem("12g", "prediction_calculation"),
    TripodItem("13", "class_imbalance"),
    TripodItem("14", "fairness_methods"),
    TripodItem("15", "model_output", True),
    TripodItem("16", "training_versus_evaluation"),
    TripodItem("17", "ethical_approval"),
    TripodItem("18a", "funding"),
    TripodItem("18b", "conflicts_of_interest"),
    TripodItem("18c", "protocol"),
    TripodItem("18d", "registration"),
    TripodItem("18e", "data_sharing"),
    TripodItem("18f", "code_sharing"),
    TripodItem("19", "patient_involvement"),
    TripodItem("20a", "participant_flow", True),
    TripodItem("20b", "participant_characteristics", True),
    TripodItem("20c", "participant_comparison"),
    TripodItem("21", "model_development"),
    TripodItem("22", "model_specification"),
    TripodItem("23a", "performance", True),
    TripodItem("23b", "heterogeneity", True),
    TripodItem("24", "model_updating"),
    TripodItem("25", "interpretation"),
    TripodItem("26", "limitations"),
    TripodItem("27a", "poor_input_data"),
    TripodItem("27b", "user_interaction"),
    TripodItem("27c", "next_steps"),
)


def item_titles() -> dict[str, str]:
    """Field of each item -> its short title in the language in force."""
    return {
        "title": _("Title"),
        "abstract": _("Abstract"),
        "healthcare_context": _("Healthcare context and rationale"),
        "target_population": _("Target population, purpose, users"),
        "health_inequalities": _("Known health inequalities"),
        "objectives": _("Objectives: development, evaluation or both"),
        "data_sources": _("Sources of data"),
        "dates": _("Dates of data"),
        "setting": _("Setting and centres"),
        "eligibility": _("Eligibility"),
        "treatments": _("Treatments received"),
        "data_preparation": _("Data preparation"),
        "outcome": _("Outcome and its time horizon"),
        "outcome_assessors": _("Who assessed the outcome"),
        "outcome_blinding": _("Blinding of the outcome"),
        "predictor_choice": _("Choice of initial predictors"),
        "predictors": _("Predictors and how they were measured"),
        "predictor_assessors": _("Who assessed the predictors"),
        "sample_size": _("Sample size"),
        "missing_data": _("Missing data"),
        "data_use": _("How the data were used"),
        "predictor_handling": _("How predictors were handled"),
        "model_type": _("Type of model and its building"),
        "heterogeneity_methods": _("Heterogeneity across clusters: methods"),
        "performance_measures": _("Measures of performance"),
        "model_updating_methods": _("Model updating: methods"),
        "prediction_calculation": _("How predictions were calculated"),
        "class_imbalance": _("Class imbalance"),
        "fairness_methods": _("Fairness: methods"),
        "model_output": _("Output of the model and threshold"),
        "training_versus_evaluation": _("Differences between training and evaluation data"),
        "ethical_approval": _("Ethical approval"),
        "funding": _("Funding"),
        "conflicts_of_interest": _("Conflicts of interest"),
        "protocol": _("Protocol"),
        "registration": _("Registration"),
        "data_sharing": _("Sharing of data"),
        "code_sharing": _("Sharing of code"),
        "patient_involvement": _("Involvement of patients and the public"),
        "participant_flow": _("Flow of participants"),
        "participant_characteristics": _("Characteristics of participants"),
        "participant_comparison": _("Comparison with the development data"),
        "model_development": _("Participants and events in each analysis"),
        "model_specification": _("Full specification of the model"),
        "performance": _("Performance with intervals, overall and by group"),
        "heterogeneity": _("Heterogeneity of performance across clusters"),
        "model_updating": _("Model updating: results"),
        "interpretation": _("Interpretation, with fairness"),
        "limitations": _("Limitations"),
        "poor_input_data": _("Handling of poor or missing inputs in use"),
        "user_interaction": _("Interaction with the user and expertise needed"),
        "next_steps": _("Next steps and generalisability"),
    }


def statistic_words() -> dict[str, str]:
    """Statistic -> its name in the language in force."""
    return {
        "n": _("People"),
        "prevalence": _("Prevalence"),
        "auc": "AUC",
        "o_e": _("Observed / expected"),
        "calibration_in_the_large": _("Calibration-in-the-large"),
        "slope": _("Calibration slope"),
        "brier": _("Brier score"),
        "sensitivity": _("Sensitivity"),
        "specificity": _("Specificity"),
        "ppv": _("PPV"),
        "npv": _("NPV"),
        "flagged": _("Share flagged"),
        "net_benefit": _("Net benefit"),
        "net_benefit_treat_all": _("Net benefit of treating all"),
    }


def performance_table(numbers: pd.DataFrame, group: str | None) -> Table:
    """One group's numbers as a table for reading."""
    import pandas as pd

    words = statistic_words()
    states = status_words()
    rows = numbers[numbers["group"].isna() if group is None else numbers["group"] == group]
    body = [
        {
            "statistic": words[row.statistic],
            "estimate": _shown(row.statistic, row.estimate),
            "interval": "–" if np.isnan(row.ci_low) else interval(row.ci_low, row.ci_high, 3),
            "counts": "–" if np.isnan(row.numerator) else f"{number(row.numerator, 0)} / {number(row.n, 0)}",
            "status": states[row.status],
        }
        for row in rows.itertuples()
    ]
    caption = _("Everybody") if group is None else group_words(group)
    labels = {
        "statistic": _("Statistic"),
        "estimate": _("Estimate"),
        "interval": _("Interval (95%)"),
        "counts": _("Counts"),
        "status": _("Status"),
    }
    return Table(caption, pd.DataFrame(body), labels)


def _shown(statistic: str, value: float) -> str:
    return number(value, 0 if statistic == "n" else 3)


def status_words() -> dict[str, str]:
    """Status -> its words in the language in force."""
    return {
        "ok": _("ok"),
        "imprecise": _("imprecise"),
        "undefined": _("undefined"),
        "suppressed": _("suppressed (small numbers)"),
    }


def group_words(group: str) -> str:
    """``sex=F`` as words."""
    attribute, _equals, level = group.partition("=")
    return _("{attribute}: {level}").format(attribute=label(attribute), level=label(level))


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


def flow_sentence(n: int, events: int, n_patients: int | None) -> str:
    """How many people, and events, were analysed."""
    text = _("{n} rows analysed, {events} with the event.").format(n=number(n, 0), events=number(events, 0))
    if n_patients is None:
        return text
    return text + " " + _("They come from {n} patients.").format(n=number(n_patients, 0))


def threshold_sentence(threshold: float) -> str:
    """Threshold of the suggestion, and the exchange that it stands for."""
    return _(
        "The output is a probability; from {threshold} on the suggestion is to act, which values a case found as much as "
        "{exchange} false alarms avoided."
    ).format(
        threshold=number(threshold, 3),
        exchange=number((1 - threshold) / threshold, 1) if threshold > 0 else "∞",
    )


def measures_sentence(n_resamples: int) -> str:
    """What was computed, and how its intervals were made."""
    return _(
        "AUC (DeLong, logit scale), proportions and O/E (Wilson), calibration and net benefit (bootstrap, "
        "{n} resamples). Small groups are suppressed; a statistic without people to compute it is undefined, not 0."
    ).format(n=number(n_resamples, 0))


def missing_table(predictors: Any, n: int) -> pd.DataFrame:
    """Missing values of each predictor, counted."""
    import narwhals as nw
    import pandas as pd

    table = nw.from_native(predictors, eager_only=True)
    validation.same_length(y_true=n, predictors=len(table))
    counts = []
    for name in table.columns:
        values = table[name].to_list()
        counts.append(sum(map(is_missing, values)))
    return pd.DataFrame({"predictor": table.columns, "missing": counts, "share": [c / n for c in counts]})


def missing_labels() -> dict[str, str]:
    """Column heads of the table of missing values."""
    return {"predictor": _("Predictor"), "missing": _("Missing"), "share": _("Share")}


def characteristics_table(numbers: pd.DataFrame) -> Table:
    """People and events of each group."""
    import pandas as pd

    states = status_words()
    rows = []
    for group in numbers["group"].dropna().unique():
        part = numbers[numbers["group"] == group].set_index("statistic")
        hidden = part["status"].iloc[0] == "suppressed"
        rows.append(
            {
                "group": group_words(group),
                "n": "–" if hidden else number(part.loc["n", "estimate"], 0),
                "events": "–" if hidden else number(part.loc["prevalence", "numerator"], 0),
                "prevalence": "–" if hidden else number(part.loc["prevalence", "estimate"], 3),
                "status": states["suppressed"] if hidden else states["ok"],
            }
        )
    labels = {
        "group": _("Group"),
        "n": _("People"),
        "events": _("Events"),
        "prevalence": _("Prevalence"),
        "status": _("Status"),
    }
    return Table(_("People and events by group"), pd.DataFrame(rows), labels)


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
