"""Evaluation of a clinical prediction model: arrays and frames in, frames and small dataclasses out.

Everything is loaded when first used, so importing the room costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "discrimination": ("auc", "auc_difference", "auc_interval"),
    "calibration": (
        "BrierDecomposition",
        "brier_decomposition",
        "brier_score",
        "calibration_table",
        "expected_calibration_error",
        "observed_expected",
        "squared_calibration_error",
    ),
    "recalibration": (
        "Recalibration",
        "calibration_in_the_large",
        "calibration_summary",
        "logit",
        "recalibrate",
    ),
    "estimate": ("Estimate",),
    "proportions": ("newcombe_difference", "newcombe_paired_difference", "wilson_interval"),
    "resampling": ("bootstrap_interval",),
    "benefit": ("decision_curve", "net_benefit", "threshold_from_harms"),
    "decision_curve_display": ("DecisionCurveDisplay",),
    "predictive_values_display": ("PredictiveValuesDisplay",),
    "prevalence": ("PredictiveValues", "estimate_prevalence", "predictive_values", "shift_prevalence"),
    "calibration_display": ("CalibrationDisplay",),
    "roc_display": ("RocDisplay",),
    "comparison": ("compare_models",),
    "updating": ("UpdatedClassifier",),
    "transport": ("TemporalSplit", "validation_by_cohort"),
    "leakage": (
        "duplicate_rows",
        "features_after_outcome",
        "leakage_report",
        "shared_patients",
        "single_feature_auc",
        "target_derived",
    ),
    "leakage_display": ("LeakageDisplay",),
    "errors_display": ("ErrorsByKindDisplay",),
    "forest_display": ("CohortDisplay", "ComparisonDisplay"),
    "drift": ("StabilityIndex", "drift_report", "population_stability_index"),
    "monitoring": ("control_chart", "risk_adjusted_cusum"),
    "monitoring_display": ("ControlChartDisplay", "DriftDisplay"),
    "alarms": ("AlarmPolicy", "alarm_policy"),
    "joining": ("join_outcomes",),
    "agreement": ("cohen_kappa", "krippendorff_alpha"),
    "agreement_display": ("AgreementDisplay",),
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
