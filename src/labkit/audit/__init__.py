"""Auditing a model by group: who is missed, how sure we are, and compared with whom.

Everything is loaded when first used, so importing the room costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "scores.auc_display": ("AucByGroupDisplay",),
    "counts.bootstrap": ("GroupBootstrap", "bootstrap_metrics"),
    "scores.calibration": ("calibration_by_group", "reliability_by_group"),
    "scores.calibration_display": ("CalibrationByGroupDisplay",),
    "counts.cells": ("Cells", "count_cells"),
    "table.comparisons": ("adjust_p_values", "difference_p_value"),
    "counterfactual.flips": ("CounterfactualTest", "counterfactual_test", "paired_flips"),
    "counterfactual.display": ("CounterfactualDisplay",),
    "scores.auc": ("auc_by_group",),
    "table.display": ("GroupMetricsDisplay",),
    "counts.groups": ("Groups", "encode_groups"),
    "truths.against_both": ("label_bias",),
    "truths.display": ("LabelBiasDisplay",),
    "counts.metrics": ("DEFINITIONS",),
    "missingness.audit": ("missingness_audit", "missingness_by_group"),
    "missingness.display": ("MissingnessDisplay",),
    "mitigation.comparison": ("compare_mitigations", "reweighing_weights"),
    "mitigation.display": ("MitigationDisplay",),
    "planning.sample_size": ("detectable_gap", "power_for_gap", "sample_size_for_gap"),
    "table.spread": ("dispersion",),
    "subgroups.search": ("search_subgroups", "subgroup_labels"),
    "subgroups.display": ("SubgroupsDisplay",),
    "table.suppression": ("suppress_small_cells",),
    "table.rows": ("COLUMNS", "group_table"),
    "scores.thresholds_display": ("ThresholdSweepDisplay",),
    "scores.thresholds": ("threshold_sweep",),
    "counts.wide": ("group_metrics",),
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
