"""Human oversight of a model: when to ask a person, what is logged, when to stop, and reports that recompute.

Everything is loaded when first used, so importing the room costs nothing.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "reject_option": ("RejectOptionClassifier", "decision_costs"),
    "capacity": ("defer_within_capacity", "deferral_by_group"),
    "selective": ("area_under_risk_coverage", "risk_coverage_curve"),
    "risk_coverage_display": ("RiskCoverageDisplay",),
    "conformal": ("conformal_sets", "coverage_by_group"),
    "coverage_display": ("CoverageDisplay",),
    "override_log": (
        "OVERRIDE_FIELDS",
        "override_schema",
        "override_summary",
        "read_override_log",
        "validate_override_log",
    ),
    "stop_rule": ("StopDecision", "StopRule"),
    "report_numbers": ("check_numbers", "performance_numbers"),
    "tripod": ("tripod_ai_report",),
    "tripod_items": ("TRIPOD_ITEMS",),
    "card": ("model_card",),
    "report": ("Report",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        value = getattr(import_module(f"labkit.oversight.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'labkit.oversight' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
