"""Evaluation of a clinical prediction model: arrays and frames in, frames and small dataclasses out.

Everything is loaded when first used, so importing the room costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "discrimination.auc": ("auc", "auc_difference", "auc_interval"),
    "calibration.measures": (
        "BrierDecomposition",
        "brier_decomposition",
        "brier_score",
        "calibration_table",
        "expected_calibration_error",
        "observed_expected",
        "squared_calibration_error",
    ),
    "recalibration.intercept_and_slope": (
        "Recalibration",
        "calibration_in_the_large",
        "calibration_summary",
        "logit",
        "recalibrate",
    ),
    "intervals.estimate": ("Estimate",),
    "intervals.proportions": ("newcombe_difference", "newcombe_paired_difference", "wilson_interval"),
    "intervals.bootstrap": ("bootstrap_interval",),
    "decision.benefit": ("decision_curve", "net_benefit", "threshold_from_harms"),
    "decision.display": ("DecisionCurveDisplay",),
    "prevalence.display": ("PredictiveValuesDisplay",),
    "prevalence.bayes": ("PredictiveValues", "estimate_prevalence", "predictive_values", "shift_prevalence"),
    "calibration.display": ("CalibrationDisplay",),
    "discrimination.display": ("RocDisplay",),
    "comparison.models": ("compare_models",),
    "recalibration.updating": ("UpdatedClassifier",),
    "comparison.cohorts": ("TemporalSplit", "validation_by_cohort"),
    "leakage.checks": (
        "duplicate_rows",
        "features_after_outcome",
        "leakage_report",
        "shared_patients",
        "single_feature_auc",
        "target_derived",
    ),
    "leakage.display": ("LeakageDisplay",),
    "comparison.errors_display": ("ErrorsByKindDisplay",),
    "comparison.forest_display": ("CohortDisplay", "ComparisonDisplay"),
    "monitoring.drift": ("StabilityIndex", "drift_report", "population_stability_index"),
    "monitoring.charts": ("control_chart", "risk_adjusted_cusum"),
    "monitoring.display": ("ControlChartDisplay", "DriftDisplay"),
    "monitoring.alarms": ("AlarmPolicy", "alarm_policy"),
    "inputs.joining": ("join_outcomes",),
    "agreement.raters": ("cohen_kappa", "krippendorff_alpha"),
    "agreement.display": ("AgreementDisplay",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        value = getattr(import_module(f"labkit.evaluate.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'labkit.evaluate' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
