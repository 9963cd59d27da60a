"""Sentences and tables that the reports share, made from recomputed numbers, in the language in force."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.data import label as value_label
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.arrays import is_missing
from labkit.language import catalogue, interval, label, number, plural_catalogue
from labkit.oversight.report import Table

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")
ngettext = plural_catalogue("oversight")


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
    named = value_label(attribute, level)
    return _("{attribute}: {level}").format(
        attribute=label(attribute), level=label(level) if named == level else named
    )


def flow_sentence(n: int, events: int, n_patients: int | None) -> str:
    """How many people, and events, were analysed."""
    text = _("{n} rows analysed, {events} with the event.").format(n=number(n, 0), events=number(events, 0))
    if n_patients is None:
        return text
    return text + " " + _("They come from {n} patients.").format(n=number(n_patients, 0))


def threshold_sentence(threshold: float) -> str:
    """Threshold of the suggestion, and the exchange that it stands for."""
    exchange = (1 - threshold) / threshold if threshold > 0 else math.inf
    return ngettext(
        "The output is a probability; from {threshold} on the suggestion is to act, which values a case found as much as {exchange} false alarm avoided.",
        "The output is a probability; from {threshold} on the suggestion is to act, which values a case found as much as {exchange} false alarms avoided.",
        round(min(exchange, 1e9), 1),
    ).format(threshold=number(threshold, 3), exchange=number(exchange, 1))


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
