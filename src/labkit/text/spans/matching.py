"""Annotated spans against a gold standard: exact, by overlap, by character, by label and by document."""

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from labkit.language import catalogue

_ = catalogue("text")

COLUMNS = ("note_id", "start", "end", "label")
MODES = ("exact", "overlap", "character")


def span_table(spans: Any, name: str = "spans") -> pd.DataFrame:
    """A pandas frame with ``note_id, start, end, label`` from a pandas or Polars one; duplicates are dropped.

    Raises
    ------
    ValueError
        Names a missing column, or the row of a span that ends at or before its start. A missing label column means one
        label for all.
    """
    try:
        frame = nw.from_native(spans, eager_only=True)
    except TypeError:
        raise TypeError(_("{name}: a pandas or Polars frame expected.").format(name=name)) from None
    missing = [column for column in COLUMNS[:3] if column not in frame.columns]
    if missing:
        raise ValueError(
            _("{name}: column {column} is missing.").format(name=name, column=", ".join(missing))
        )
    values = {column: frame[column].to_list() for column in COLUMNS if column in frame.columns}
    table = pd.DataFrame({"label": "span"} | values, index=range(len(frame)))[list(COLUMNS)]
    wrong = table.index[~(table["start"] < table["end"])]
    if len(wrong):
        raise ValueError(
            _("{name}, row {row}: the span ends at or before its start.").format(name=name, row=wrong[0])
        )
    return table.drop_duplicates(ignore_index=True)


def match_spans(gold: Any, predicted: Any, mode: str = "exact", labels: bool = True) -> pd.DataFrame:
    """One row a span, gold and predicted, and whether it found its match.

    Parameters
    ----------
    gold, predicted : pandas or Polars frame with ``note_id``, ``start``, ``end`` and optionally ``label``
    mode : {"exact", "overlap"}
        ``exact`` wants both ends equal; ``overlap`` one character in common, each span serving once (the largest
        possible one-to-one matching, so that one long span does not answer for three findings).
    labels : bool
        Whether labels must agree.

    Returns
    -------
    DataFrame
        ``note_id, start, end, label, side`` (gold or predicted), ``matched``.
    """
    if mode not in ("exact", "overlap"):
        raise ValueError(_("mode must be 'exact' or 'overlap', not {mode!r}.").format(mode=mode))
    sides = {"gold": span_table(gold, "gold"), "predicted": span_table(predicted, "predicted")}
    keys = ["note_id", "label"] if labels else ["note_id"]
    groups = {side: table.groupby(keys, sort=False).indices for side, table in sides.items()}
    matched = {side: np.zeros(len(table), dtype=bool) for side, table in sides.items()}
    ends = {side: table[["start", "end"]].to_numpy(dtype=np.int64) for side, table in sides.items()}
    for key in groups["gold"].keys() & groups["predicted"].keys():
        rows, columns = groups["gold"][key], groups["predicted"][key]
        a, b = ends["gold"][rows], ends["predicted"][columns]
        if mode == "exact":
            touching = (a[:, None, :] == b[None, :, :]).all(axis=2)
        else:
            touching = (a[:, None, 0] < b[None, :, 1]) & (b[None, :, 0] < a[:, None, 1])
        partner = maximum_bipartite_matching(csr_array(touching), perm_type="column")
        matched["gold"][rows[partner >= 0]] = True
        matched["predicted"][columns[partner[partner >= 0]]] = True
    return pd.concat(
        [table.assign(side=side, matched=matched[side]) for side, table in sides.items()], ignore_index=True
    )


def _character_counts(gold: pd.DataFrame, predicted: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    keys = list(dict.fromkeys(["note_id", *by]))
    characters = {
        side: {
            (*key, position)
            for *key, start, end in table[[*keys, "start", "end"]].itertuples(index=False)
            for position in range(start, end)
        }
        for side, table in (("gold", gold), ("predicted", predicted))
    }
    found = characters["gold"] | characters["predicted"]
    rows = [(*key, key in characters["gold"], key in characters["predicted"]) for key in found]
    table = pd.DataFrame(rows, columns=[*keys, "position", "gold", "predicted"])
    table["tp"] = table["gold"] & table["predicted"]
    table["fp"] = table["predicted"] & ~table["gold"]
    table["fn"] = table["gold"] & ~table["predicted"]
    return table


def _scores(counts: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 from counts; undefined (missing) when their denominator is 0, never 0 by convention."""
    counts = counts[["tp", "fp", "fn"]].astype("int64")
    tp, fp, fn = (counts[c].to_numpy(dtype=float) for c in ("tp", "fp", "fn"))
    with np.errstate(invalid="ignore"):
        counts["precision"] = tp / (tp + fp)
        counts["recall"] = tp / (tp + fn)
        counts["f1"] = 2 * tp / (2 * tp + fp + fn)
    return counts


def _counted(gold: Any, predicted: Any, mode: str, by: list[str], labels: bool) -> pd.DataFrame:
    if mode not in MODES:
        raise ValueError(
            _("mode must be one of {modes}, not {mode!r}.").format(modes=", ".join(MODES), mode=mode)
        )
    if mode == "character":
        label = ["label"] if labels else []
        return _character_counts(
            span_table(gold, "gold"), span_table(predicted, "predicted"), list(dict.fromkeys([*by, *label]))
        )
    matches = match_spans(gold, predicted, mode, labels)
    matches["tp"] = (matches["side"] == "gold") & matches["matched"]
    matches["fn"] = (matches["side"] == "gold") & ~matches["matched"]
    matches["fp"] = (matches["side"] == "predicted") & ~matches["matched"]
    return matches


def span_metrics(gold: Any, predicted: Any, mode: str = "exact", labels: bool = True) -> pd.DataFrame:
    """Precision, recall and F1 of spans, by label and over all (micro).

    Parameters
    ----------
    gold, predicted : pandas or Polars frame with ``note_id``, ``start``, ``end`` and optionally ``label``
    mode : {"exact", "overlap", "character"}
    labels : bool
        Whether labels must agree; if not, there is only the row over all.

    Returns
    -------
    DataFrame
        Indexed by label, ``(all)`` last: ``tp, fp, fn, precision, recall, f1``. What has no denominator is missing.

    Notes
    -----
    By tokens or characters a system looks better than by spans, since most text is in no span: say which one is meant.
    """
    counts = _counted(gold, predicted, mode, ["label"] if labels else [], labels)
    total = counts[["tp", "fp", "fn"]].sum().to_frame("(all)").T
    if labels:
        total = pd.concat([counts.groupby("label")[["tp", "fp", "fn"]].sum(), total])
    total.index.name = "label"
    return _scores(total)


def span_metrics_by_document(
    gold: Any, predicted: Any, mode: str = "exact", labels: bool = True
) -> pd.DataFrame:
    """Precision, recall and F1 note by note, and whether the note is ``perfect`` (nothing missed, nothing too much)."""
    counts = _counted(gold, predicted, mode, ["note_id"], labels)
    table = _scores(counts.groupby("note_id")[["tp", "fp", "fn"]].sum())
    table["perfect"] = (table["fp"] == 0) & (table["fn"] == 0)
    return table
