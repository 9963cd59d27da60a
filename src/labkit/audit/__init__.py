"""Auditing a model by group: who is missed, how sure we are, and compared with whom.

Everything is loaded when first used, so importing the room costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "auc_by_group_display": ("AucByGroupDisplay",),
    "bootstrap": ("GroupBootstrap", "bootstrap_metrics"),
    "calibration": ("calibration_by_group", "reliability_by_group"),
    "calibration_by_group_display": ("CalibrationByGroupDisplay",),
    "cells": ("Cells", "count_cells"),
    "comparisons": ("adjust_p_values", "difference_p_value"),
    "counterfactual": ("CounterfactualTest", "counterfactual_test", "paired_flips"),
    "counterfactual_display": ("CounterfactualDisplay",),
    "discrimination": ("auc_by_group",),
    "group_metrics_display": ("GroupMetricsDisplay",),
    "inputs": ("Groups", "encode_groups"),
    "two_truths": ("label_bias",),
    "label_bias_display": ("LabelBiasDisplay",),
    "metrics": ("DEFINITIONS",),
    "missingness": ("missingness_audit", "missingness_by_group"),
    "missingness_display": ("MissingnessDisplay",),
    "mitigation": ("compare_mitigations", "reweighing_weights"),
    "mitigation_display": ("MitigationDisplay",),
    "sample_size": ("detectable_gap", "power_for_gap", "sample_size_for_gap"),
    "spread": ("dispersion",),
    "subgroups": ("search_subgroups", "subgroup_labels"),
    "subgroups_display": ("SubgroupsDisplay",),
    "suppression": ("suppress_small_cells",),
    "table": ("COLUMNS", "group_table"),
    "threshold_sweep_display": ("ThresholdSweepDisplay",),
    "thresholds": ("threshold_sweep",),
    "wide": ("group_metrics",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        value = getattr(import_module(f"labkit.audit.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'labkit.audit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
