"""What people who do not write code audit by: six tables with intervals, the same for every case. They show; they do not judge."""

from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from labkit.contest.challenges.kinds import KINDS
from labkit.contest.frame import framed, table
from labkit.data import label
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue, interval, number, percent

_ = catalogue("contest")

_SAME = ["age", "sex", "heart_rate", "systolic_bp", "temperature", "crp", "creatinine", "sodium"]


def tables_page(stays: pd.DataFrame, case: str, language: str) -> str:
    """The page of a case, in the language in force."""
    title = _("Case {case}: what the data show").format(case=case)
    how = _(
        "Six questions, a table each. A bias is there where a difference is larger than its intervals allow; not every case has one. "
        "Write in the audit's form what you find."
    )
    parts = [f"<h1>{escape(title)}</h1><p>{escape(how)}</p>"]
    for name, kind in KINDS.items():
        parts.append(f"<h2>{escape(kind.title.in_language(language))}</h2>")
        caption, heads, rows = _TABLES[name](stays)
        parts.append(table(caption, heads, rows))
    return framed(title, "\n".join(parts), language, "tables.{language}.html")


def _share(hits: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson_interval(hits, of)
    return f"{percent(hits / of, 1)} ({interval(100 * low, 100 * high, 1)})"


def _levels(stays: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[str, np.ndarray]]:
    for column in columns:
        for level in sorted(stays[column].unique()):
            yield label(column, level), (stays[column] == level).to_numpy()


def _underdiagnosis(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    read = stays["chart_review"].notna().to_numpy()
    ill = read & (stays["chart_review"] == 1).to_numpy()
    weight = stays["review_weight"].fillna(0).to_numpy(float)
    missed = ill & (stays["sepsis"] == 0).to_numpy()
    rows = []
    for name, inside in _levels(stays, ("area", "language", "sex")):
        whole = ill & inside
        share = weight[missed & inside].sum() / weight[whole].sum() if whole.any() else np.nan
        # Charts are not read with equal chances: the number of those that would say as much (Kish, 1965).
        equal = int(weight[whole].sum() ** 2 / (weight[whole] ** 2).sum()) if whole.any() else 0
        rows.append([name, number(whole.sum(), 0), _share(round(share * equal), equal) if equal else "–"])
    return (
        _("Charts read again: share of sepsis that the label misses (95% interval, in percent)"),
        [_("group"), _("with sepsis, charts read again"), _("not in the label")],
        rows,
    )


def _measurement(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    gap = stays["spo2"] - stays["sao2"]
    rows = []
    for words, levels in (("I–II", (1, 2)), ("III–IV", (3, 4)), ("V–VI", (5, 6))):
        here = gap[stays["skin_type"].isin(levels) & gap.notna()]
        rows.append([words, number(len(here), 0), *_mean(here)])
    return (
        _("Oximeter less arterial saturation, in points, by skin type (Fitzpatrick)"),
        [_("skin type"), _("stays with both"), _("mean"), _("95% interval")],
        rows,
    )


def _mean(values: Any, digits: int = 2) -> list[str]:
    values = np.asarray(values, float)
    middle, error = values.mean(), values.std(ddof=1) / np.sqrt(len(values))
    return [number(middle, digits), interval(middle - 1.96 * error, middle + 1.96 * error, digits)]


def _missingness(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    there = stays["lactate"].notna().to_numpy()
    rows = []
    for words, value in ((_("with sepsis (label)"), 1), (_("without"), 0)):
        inside = (stays["sepsis"] == value).to_numpy()
        rows.append([words, number(inside.sum(), 0), _share(int((there & inside).sum()), int(inside.sum()))])
    return _("Lactate measured (95% interval, in percent)"), [_("stays"), _("number"), _("measured")], rows


def _shortcut(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    short = (stays["form"] == "short").to_numpy()
    rows = []
    for name, inside in _levels(stays, ("hospital",)):
        cells = []
        for value in (1, 0):
            whole = inside & (stays["sepsis"] == value).to_numpy()
            cells.append(_share(int((short & whole).sum()), int(whole.sum())))
        rows.append([name, *cells])
    return (
        _("Short form, by hospital and label (95% interval, in percent)"),
        [_("hospital"), _("with sepsis (label)"), _("without")],
        rows,
    )


def _site(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    rows = [
        [name, number(inside.sum(), 0), *_mean(np.log2(stays["creatinine"].to_numpy(float)[inside]), 3)]
        for name, inside in _levels(stays, ("hospital",))
    ]
    return (
        _("Creatinine, logarithm to base 2 (1 more is twice as much), by hospital"),
        [_("hospital"), _("stays"), _("mean"), _("95% interval")],
        rows,
    )


def _duplicates(stays: pd.DataFrame) -> tuple[str, list[str], list[list[str]]]:
    same = stays.duplicated(_SAME, keep="first").sum()
    return (
        _("Stays that agree with an earlier one in age, sex and six measures"),
        [_("stays"), _("number")],
        [[_("all"), number(len(stays), 0)], [_("that repeat another"), number(int(same), 0)]],
    )


_TABLES = {
    "underdiagnosis": _underdiagnosis,
    "measurement_bias": _measurement,
    "informative_missingness": _missingness,
    "shortcut": _shortcut,
    "site_effect": _site,
    "duplicates": _duplicates,
}
