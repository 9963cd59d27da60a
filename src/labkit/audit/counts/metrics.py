"""Count metrics as data: each is one set of cells over another."""

from collections.abc import Iterable

import numpy as np

from labkit.audit.counts.cells import OUTCOMES
from labkit.language import catalogue

_ = catalogue("audit")

# name: (cells of the numerator, cells of the denominator)
DEFINITIONS: dict[str, tuple[str, str]] = {
    "sensitivity": ("tp", "tp fn"),
    "specificity": ("tn", "tn fp"),
    "false_negative_rate": ("fn", "tp fn"),
    "false_positive_rate": ("fp", "tn fp"),
    "ppv": ("tp", "tp fp"),
    "npv": ("tn", "tn fn"),
    "accuracy": ("tp tn", "tp tn fp fn"),
    "selection_rate": ("tp fp", "tp tn fp fn"),
    "prevalence": ("tp fn", "tp tn fp fn"),
}
ALIASES = {
    "recall": "sensitivity",
    "tpr": "sensitivity",
    "tnr": "specificity",
    "fnr": "false_negative_rate",
    "fpr": "false_positive_rate",
    "precision": "ppv",
    "miss_rate": "false_negative_rate",
}
DEFAULT = ("sensitivity", "specificity", "ppv", "npv", "selection_rate", "prevalence")


def metric_names(metrics: str | Iterable[str] | None) -> tuple[str, ...]:
    """Canonical names; an unknown one is answered with the list of those that exist."""
    asked = DEFAULT if metrics is None else (metrics,) if isinstance(metrics, str) else tuple(metrics)
    names = tuple(ALIASES.get(name, name) for name in asked)
    for name in names:
        if name not in DEFINITIONS:
            raise ValueError(
                _("{name!r} is no count metric; choose from {known}.").format(
                    name=name, known=", ".join(sorted({*DEFINITIONS, *ALIASES}))
                )
            )
    if not names:
        raise ValueError(_("metrics is empty: name at least one metric."))
    return names


def _mask(cells: str) -> list[int]:
    return [int(outcome in cells.split()) for outcome in OUTCOMES]


_NUMERATOR = {name: _mask(numerator) for name, (numerator, _den) in DEFINITIONS.items()}
_DENOMINATOR = {name: _mask(denominator) for name, (_num, denominator) in DEFINITIONS.items()}


def numerators(counts: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Counts of shape (..., 4) to numerators of shape (..., n_metrics)."""
    return counts @ np.array([_NUMERATOR[name] for name in names]).T


def denominators(counts: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Counts of shape (..., 4) to denominators of shape (..., n_metrics)."""
    return counts @ np.array([_DENOMINATOR[name] for name in names]).T


def ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Numerator over denominator; where nobody is at risk the metric is undefined (NaN), not 0."""
    out = np.full(np.shape(denominator), np.nan)
    np.divide(numerator, denominator, out=out, where=np.asarray(denominator) > 0)
    return out
