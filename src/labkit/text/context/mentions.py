"""Findings of annotated notes, one row each, with the words around them in their sentence and what was said of them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from labkit.text.context.sentences import split_sentences

COLUMNS = (
    "note_id",
    "start",
    "end",
    "before",
    "finding",
    "after",
    "polarity",
    "experiencer",
    "temporality",
    "phenomenon",
)


def sentence_mentions(frame: Any, spans: Any, *, label: str = "FINDING", cue: str = "CUE") -> pd.DataFrame:
    """Every annotated finding with its sentence cut in three, and the phenomenon its cue is an example of.

    Parameters
    ----------
    frame : DataFrame with ``note_id`` and ``text``
    spans : DataFrame as in `labkit.data.Notes.spans`
        ``note_id, start, end, label, status, experiencer, temporality, attribute, relation``.
    label, cue : str
        Labels of the findings and of the cues among the spans.

    Returns
    -------
    DataFrame
        ``note_id, start, end, before, finding, after, polarity, experiencer, temporality, phenomenon``. ``before +
        finding + after`` is the sentence. ``phenomenon`` is the cue's attribute (negation, resolution, uncertainty,
        pseudo, hypothesis, history, family), or ``plain`` for a finding without a cue. A span told twice is kept once.
    """
    findings = spans[spans["label"] == label].drop_duplicates(["note_id", "start", "end"])
    cues = spans[(spans["label"] == cue) & (spans["relation"] >= 0)]
    kind = dict(zip(zip(cues["note_id"], cues["relation"], strict=True), cues["attribute"], strict=True))
    by_note = {note: rows.sort_values("start") for note, rows in findings.groupby("note_id")}
    rows: list[tuple] = []
    for note_id, text in zip(frame["note_id"], frame["text"], strict=True):
        if note_id in by_note:
            sentences = split_sentences(text)
            rows.extend(_row(note_id, text, sentences, span, kind) for span in by_note[note_id].itertuples())
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(note_id: str, text: str, sentences: Sequence[tuple[int, int]], span: Any, kind: dict) -> tuple:
    # A finding that a sentence boundary cuts stands alone, from its own first character to its last.
    own = ((a, b) for a, b in sentences if a <= span.start and span.end <= b)
    start, end = next(own, (span.start, span.end))
    return (
        note_id,
        span.start,
        span.end,
        text[start : span.start],
        text[span.start : span.end],
        text[span.end : end],
        str(span.status),
        str(span.experiencer),
        str(span.temporality),
        kind.get((note_id, span.relation), "plain"),
    )
