"""Metrics, statuses, methods and columns in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.audit.counts.members import OVERALL
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("audit")


def metric_label(name: str) -> str:
    """A metric's name in the language in force."""
    return {
        "sensitivity": _("Sensitivity"),
        "specificity": _("Specificity"),
        "false_negative_rate": _("Missed cases (false negative rate)"),
        "false_positive_rate": _("False alarms (false positive rate)"),
        "ppv": _("Positive predictive value"),
        "npv": _("Negative predictive value"),
        "accuracy": _("Accuracy"),
        "selection_rate": _("Share flagged"),
        "prevalence": _("Prevalence"),
        "brier": _("Brier score"),
        "auc": _("Area under the ROC curve"),
        "prevalence_label": _("Prevalence by the label"),
        "prevalence_disease": _("Prevalence of the disease"),
        "sensitivity_label": _("Sensitivity against the label"),
        "sensitivity_disease": _("Sensitivity against the disease"),
        "disease_without_label": _("Disease without label"),
        "label_without_disease": _("Label without disease"),
    }.get(name, name)


def status_label(status: str) -> str:
    """A row's status in the language in force."""
    return {
        "ok": _("ok"),
        "imprecise": _("imprecise: few people at risk"),
        "undefined": _("undefined: nobody at risk"),
        "suppressed": _("suppressed: too few people to show"),
    }.get(status, status)


def method_label(method: str) -> str:
    """A mitigation's name in the language in force."""
    return {
        "none": _("No mitigation"),
        "reweighing": _("Reweighing"),
        "group_thresholds": _("Group thresholds"),
    }.get(method, method)


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with its codes (metric, status, method, which data, everybody) in the reader's words; numbers untouched."""
    everybody = {OVERALL: _("everybody")}
    data = {"train": _("Training"), "unseen": _("Unseen people")}
    words = {
        "metric": metric_label,
        "status": status_label,
        "method": method_label,
        "data": lambda name: data.get(name, name),
        "attribute": lambda name: everybody.get(name, name),
        "level": lambda name: everybody.get(name, name),
    }
    return table.assign(**{name: table[name].map(word) for name, word in words.items() if name in table})


def column_labels() -> dict[str, str]:
    """Words for the columns of the room's tables."""
    return {
        "attribute": _("Attribute"),
        "level": _("Group"),
        "metric": _("Metric"),
        "measure": _("Measure"),
        "n": _("People"),
        "n_reviewed": _("Charts reviewed"),
        "events": _("Events"),
        "numerator": _("Numerator"),
        "denominator": _("People at risk"),
        "estimate": _("Estimate"),
        "ci_low": _("Interval, low"),
        "ci_high": _("Interval, high"),
        "reference": _("Reference"),
        "difference": _("Difference"),
        "diff_low": _("Difference, low"),
        "diff_high": _("Difference, high"),
        "p_adjusted": _("Adjusted p-value"),
        "status": _("Status"),
        "threshold": _("Threshold"),
        "subgroup": _("Subgroup"),
        "mean_predicted": _("Mean predicted risk"),
        "observed": _("Observed risk"),
        "column": _("Column"),
        "missing": _("Missing"),
        "share_missing": _("Share missing"),
        "auc_indicator": _("AUC of being missing"),
        "auc_indicator_low": _("AUC of being missing, low"),
        "auc_indicator_high": _("AUC of being missing, high"),
        "auc_value": _("AUC of the value"),
        "auc_value_low": _("AUC of the value, low"),
        "auc_value_high": _("AUC of the value, high"),
        "outcome_missing": _("Outcome where missing"),
        "outcome_present": _("Outcome where present"),
        "perturbation": _("Perturbation"),
        "notes": _("Notes"),
    }
