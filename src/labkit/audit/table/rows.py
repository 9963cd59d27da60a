"""The audit's table: one row per attribute, level and metric, each with its interval, reference and
status.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.cells import Cells, Margin, count_cells
from labkit.audit.counts.members import JOIN, OVERALL
from labkit.audit.counts.metrics import denominators, metric_names, numerators, ratio
from labkit.audit.table.clustering import effective_denominators
from labkit.audit.table.comparisons import adjust_p_values, difference_p_value, simultaneous_confidence
from labkit.audit.table.suppression import suppress_small_cells
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.identity import position
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import confidence as confidence_level
from labkit.evaluate.inputs.validation import identifiers
from labkit.evaluate.intervals.proportions import newcombe_difference, wilson_interval
from labkit.language import catalogue

_ = catalogue("audit")

COLUMNS = (
    "attribute",
    "level",
    "metric",
    "n",
    "numerator",
    "denominator",
    "estimate",
    "ci_low",
    "ci_high",
    "reference",
    "difference",
    "diff_low",
    "diff_high",
    "p_adjusted",
    "status",
)


def group_table(
    y_true: Any,
    y_pred: Any,
    groups: Any,
    metrics: str | Iterable[str] | None = None,
    *,
    reference: Mapping[str, Any] | None = None,
    intersections: int = 1,
    sample_weight: Any = None,
    cluster: Any = None,
    confidence: float = 0.95,
    simultaneous: bool = False,
    correction: str | None = "holm",
    min_n: int = 30,
    suppress_below: int = 5,
) -> pd.DataFrame:
    """Audit every group, and every intersection up to a depth, from one pass over the data.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
        Truth and decision, 0 or 1.
    groups : anything `encode_groups` takes
        One or more attributes.
    metrics : str or iterable of str, optional
        See `labkit.audit.DEFINITIONS`.
    reference : mapping of attribute to level, optional
        Whom each level is compared with, for example ``{"sex": "M"}``. By default the attribute's largest
        level; an intersection's reference is that of its attributes, or the largest where nobody is in it.
    intersections : int
        1 for the attributes one by one, 2 to add all pairs, and so on.
    sample_weight : array-like, optional
        Weights; intervals then rest on Kish's effective number.
    cluster : array-like, optional
        Patient of each row. Stays of one patient are not independent: the denominator behind each interval
        is divided by the design effect. (For patients who move between levels, prefer `bootstrap_metrics`.)
    confidence : float
    simultaneous : bool
        Widen the intervals so that all of one metric hold at the same time (Sidak).
    correction : {"holm", "fdr_bh", None}
        Correction of the p-values, over all comparisons of one metric.
    min_n : int
        A denominator below it makes an estimate ``imprecise``: a group of 500 with 4 positives has no
        sensitivity to speak of, so the rule looks at the denominator and not at the group.
    suppress_below : int
        A denominator from 1 to below it is ``suppressed``, with a second level where the first could be found
        by subtraction; 0 shows everything.

    Returns
    -------
    DataFrame
        Columns `labkit.audit.COLUMNS`. The first rows (attribute ``"(all)"``) are everybody together.
        ``status`` is ``ok``, ``imprecise``, ``undefined`` (nobody at risk: NaN, never 0) or ``suppressed``.

    References
    ----------
    Wilson (1927) for each estimate; Newcombe (1998), method 10, for differences; Holm (1979) and Benjamini &
    Hochberg (1995); Kish L (1965), Survey Sampling; Rao JNK, Scott AJ (1992), A simple method for the
    analysis of clustered binary data, Biometrics 48:577-585.
    """
    min_n = settings.whole(min_n, "min_n")
    suppress_below = settings.whole(suppress_below, "suppress_below")
    y_true, y_pred, groups, sample_weight, cluster = aligned(
        y_true=y_true, y_pred=y_pred, groups=groups, sample_weight=sample_weight, cluster=cluster
    )
    names = metric_names(metrics)
    confidence = confidence_level(confidence)
    cells = count_cells(y_true, y_pred, groups, sample_weight)
    patients = None if cluster is None else identifiers(cluster, cells.groups.n_rows)
    if patients is not None and sample_weight is not None:
        raise ValueError(
            _(
                "sample_weight and cluster together have no interval here: "
                "use bootstrap_metrics, which resamples patients."
            )
        )
    depth = min(settings.whole(intersections, "intersections", least=1), len(cells.groups.names))
    asked = _reference_codes(cells, reference)
    sets = [s for k in range(1, depth + 1) for s in combinations(range(len(cells.groups.names)), k)]
    margins = [cells.margin(()), *(cells.margin(s) for s in sets)]
    if simultaneous:
        confidence = simultaneous_confidence(confidence, sum(len(m.counts) for m in margins[1:]))
    at_risk = None
    if patients is not None:
        at_risk = partial(
            effective_denominators, cells.groups, y_true=y_true, y_pred=y_pred, patients=patients
        )
    parts = [_part(cells, margin, names, asked, confidence, at_risk) for margin in margins]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    p_value, effective = columns.pop("p_value"), columns.pop("effective")
    adjusted = np.full(p_value.shape, np.nan)
    for metric in range(len(names)):  # rows run over levels, and within a level over metrics
        adjusted[metric :: len(names)] = adjust_p_values(p_value[metric :: len(names)], correction)
    columns["p_adjusted"] = adjusted
    columns["status"] = np.select(
        [~(effective > 0), effective < min_n], ["undefined", "imprecise"], default="ok"
    )
    table = pd.DataFrame(columns, columns=list(COLUMNS))
    return suppress_small_cells(table, below=suppress_below) if suppress_below > 1 else table


def _reference_codes(cells: Cells, reference: Mapping[str, Any] | None) -> dict[int, int]:
    """Level of reference of each attribute."""
    names = cells.groups.names
    places = {name: position(name, names) for name in reference or {}}
    unknown = [name for name, place in places.items() if place is None]
    if unknown:
        raise ValueError(
            _("reference names {unknown!r}, which is no attribute of groups ({names}).").format(
                unknown=unknown[0], names=", ".join(names)
            )
        )
    asked = {places[name]: level for name, level in (reference or {}).items()}
    codes = {}
    for attribute, name in enumerate(names):
        levels = cells.groups.levels[attribute]
        if attribute in asked:
            found = position(asked[attribute], levels)
            if found is None:
                raise ValueError(
                    _("reference {level!r} is no level of {name} ({levels}).").format(
                        level=asked[attribute], name=name, levels=", ".join(map(str, levels))
                    )
                )
            codes[attribute] = found
        else:
            codes[attribute] = int(cells.margin((attribute,)).rows.sum(axis=1).argmax())
    return codes


def _part(
    cells: Cells,
    margin: Margin,
    names: tuple[str, ...],
    asked: dict[int, int],
    confidence: float,
    at_risk: Callable[..., np.ndarray] | None,
) -> dict[str, np.ndarray]:
    """Columns of one attribute's or intersection's rows."""
    x, d = numerators(margin.counts, names), denominators(margin.counts, names)
    p = ratio(x, d)
    if cells.weighted:  # Kish: (sum w)^2 / sum w^2 over those at risk
        n_eff = ratio(d.astype(float) ** 2, denominators(margin.squares, names))
    elif at_risk is not None:
        n_eff = at_risk(margin=margin, names=names)
    else:
        n_eff = d.astype(float)
    n_eff = np.where(d > 0, n_eff, 0.0)
    x_eff = np.where(d > 0, x * (n_eff / np.maximum(d, 1e-300)), 0.0).clip(0, n_eff)
    low, high = wilson_interval(x_eff, n_eff, confidence)
    labels = level_labels(cells, margin)
    chosen = _reference_row(margin, asked)
    if chosen is None:
        nothing = np.full(p.shape, np.nan)
        difference, diff_low, diff_high, p_value, named = nothing, nothing, nothing, nothing, None
    else:
        difference, diff_low, diff_high = newcombe_difference(
            x_eff, n_eff, x_eff[chosen], n_eff[chosen], confidence
        )
        p_value = difference_p_value(x_eff, n_eff, x_eff[chosen], n_eff[chosen])
        for array in (difference, diff_low, diff_high, p_value):
            array[chosen] = np.nan  # the reference is not compared with itself
        named = labels[chosen]
    n_levels, n_metrics = p.shape
    attribute = np.empty(n_levels * n_metrics, dtype=object)
    level, reference = attribute.copy(), attribute.copy()
    attribute[:], reference[:] = attribute_label(cells, margin), named
    for row, label in enumerate(labels):
        level[row * n_metrics : (row + 1) * n_metrics] = label
    return {
        "attribute": attribute,
        "level": level,
        "metric": np.tile(np.array(names, dtype=object), n_levels),
        "n": np.repeat(margin.rows.sum(axis=1), n_metrics).astype(float),
        "numerator": x.ravel().astype(float),
        "denominator": d.ravel().astype(float),
        "estimate": p.ravel(),
        "ci_low": low.ravel(),
        "ci_high": high.ravel(),
        "reference": reference,
        "difference": difference.ravel(),
        "diff_low": diff_low.ravel(),
        "diff_high": diff_high.ravel(),
        "p_value": p_value.ravel(),
        "effective": n_eff.ravel(),
    }


def _reference_row(margin: Margin, asked: dict[int, int]) -> int | None:
    if not margin.attributes:
        return None
    wanted = np.array([asked[a] for a in margin.attributes])
    found = np.flatnonzero((margin.levels == wanted).all(axis=1))
    return int(found[0]) if len(found) else int(margin.rows.sum(axis=1).argmax())


def attribute_label(cells: Cells, margin: Margin) -> str:
    """``"sex"``, ``"sex × age"``, or ``"(all)"`` for everybody."""
    return JOIN.join(cells.groups.names[a] for a in margin.attributes) or OVERALL


def level_labels(cells: Cells, margin: Margin) -> list[Any]:
    """A level as it is; an intersection's levels joined, in the order of its attributes."""
    if not margin.attributes:
        return [OVERALL]
    if len(margin.attributes) == 1:
        return [cells.groups.levels[margin.attributes[0]][i] for i in margin.levels[:, 0]]
    return [
        JOIN.join(str(cells.groups.levels[a][i]) for a, i in zip(margin.attributes, row, strict=True))
        for row in margin.levels
    ]
