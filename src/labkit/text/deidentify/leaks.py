"""What still leaks: by identifier and by document, with an interval, and what was covered for nothing."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from scipy.stats import norm

from labkit.language import catalogue

_ = catalogue("text")


@dataclass(frozen=True)
class LeakReport:
    """How much leaked.

    Attributes
    ----------
    documents, leaking : int
        Documents with at least one identifier, and those of them in which one or more leaked.
    rate, ci_low, ci_high : float
        Share of documents that leak, with Wilson's interval; missing without documents.
    identifiers, missed : int
    recall : float
        Share of identifiers covered entirely.
    rate_if_independent : float
        Share of documents that would leak if every identifier leaked independently with the same probability: mean of
        ``1 - recall ** n``. Leaks cluster (one author, one layout), so the rate seen is usually another.
    over_redacted : float
        Share of the characters covered that are in no identifier.
    by_document : DataFrame
        ``note_id``, ``identifiers``, ``missed``, ``leaks``.
    by_kind : DataFrame
        By gold kind: ``identifiers``, ``missed``, ``recall``.
    """

    documents: int
    leaking: int
    rate: float
    ci_low: float
    ci_high: float
    identifiers: int
    missed: int
    recall: float
    rate_if_independent: float
    over_redacted: float
    by_document: pd.DataFrame
    by_kind: pd.DataFrame


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion (Wilson 1927, J Am Stat Assoc 22:209); missing for ``n = 0``."""
    if n == 0:
        return float("nan"), float("nan")
    z = norm.ppf(0.5 + confidence / 2)
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def leak_report(gold: Any, found: Any, confidence: float = 0.95) -> LeakReport:
    """Compare identifiers with what was found, note by note.

    An identifier leaks as soon as one of its characters is not covered: half a surname is a surname. The kind given to
    it does not matter, that it is gone does.

    Parameters
    ----------
    gold : pandas or Polars frame with ``note_id``, ``start``, ``end`` and optionally ``kind`` (or ``label``)
    found : frame with ``note_id``, ``start``, ``end``
    confidence : float

    Returns
    -------
    LeakReport
    """
    truth, hits = _spans(gold, "gold"), _spans(found, "found")
    covered: dict[Any, list[tuple[int, int]]] = {}
    for note_id, start, end, _kind in hits.itertuples(index=False):
        covered.setdefault(note_id, []).append((start, end))
    covered = {note_id: _merged(spans) for note_id, spans in covered.items()}
    truth["missed"] = [
        _uncovered(start, end, covered.get(note_id, ())) > 0
        for note_id, start, end, _kind in truth.itertuples(index=False)
    ]
    by_document = (
        truth.groupby("note_id", sort=False)["missed"].agg(identifiers="size", missed="sum").reset_index()
    )
    by_document["leaks"] = by_document["missed"] > 0
    by_kind = truth.groupby("kind")["missed"].agg(identifiers="size", missed="sum")
    by_kind["recall"] = 1 - by_kind["missed"] / by_kind["identifiers"]
    n, leaking = len(by_document), int(by_document["leaks"].sum())
    recall = float(1 - truth["missed"].mean()) if len(truth) else float("nan")
    real: dict[Any, list[tuple[int, int]]] = {}
    for note_id, start, end in truth[["note_id", "start", "end"]].itertuples(index=False):
        real.setdefault(note_id, []).append((start, end))
    real = {note_id: _merged(spans) for note_id, spans in real.items()}
    total = sum(end - start for spans in covered.values() for start, end in spans)
    needless = sum(
        _uncovered(start, end, real.get(note_id, ()))
        for note_id, spans in covered.items()
        for start, end in spans
    )
    low, high = wilson(leaking, n, confidence)
    return LeakReport(
        documents=n,
        leaking=leaking,
        rate=leaking / n if n else float("nan"),
        ci_low=low,
        ci_high=high,
        identifiers=len(truth),
        missed=int(truth["missed"].sum()),
        recall=recall,
        rate_if_independent=float(np.mean(1 - recall ** by_document["identifiers"])) if n else float("nan"),
        over_redacted=needless / total if total else 0.0,
        by_document=by_document,
        by_kind=by_kind,
    )


def _spans(frame: Any, name: str) -> pd.DataFrame:
    try:
        native = nw.from_native(frame, eager_only=True)
    except TypeError:
        raise TypeError(_("{name}: a pandas or Polars frame expected.").format(name=name)) from None
    missing = [column for column in ("note_id", "start", "end") if column not in native.columns]
    if missing:
        raise ValueError(
            _("{name}: column {column} is missing.").format(name=name, column=", ".join(missing))
        )
    kind = next((column for column in ("kind", "label") if column in native.columns), None)
    table = pd.DataFrame(
        {column: native[column].to_list() for column in ("note_id", "start", "end")}
        | {"kind": native[kind].to_list() if kind else "identifier"}
    )
    wrong = table.index[table["start"] >= table["end"]]
    if len(wrong):
        raise ValueError(
            _("{name}, row {row}: the span ends at or before its start.").format(name=name, row=wrong[0])
        )
    return table


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _uncovered(start: int, end: int, spans: Any) -> int:
    return (end - start) - sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
