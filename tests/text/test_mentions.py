"""Annotated findings with their sentence: nothing lost, nothing told twice, and the cue's own phenomenon."""

import pandas as pd
import pytest

from labkit.data import generate_notes
from labkit.text.context import sentence_mentions


@pytest.fixture(scope="module")
def notes():
    return generate_notes(60, random_state=5)


def test_every_finding_is_there_once_and_cuts_its_sentence(notes):
    rows = sentence_mentions(notes.frame, notes.spans)
    findings = notes.spans[notes.spans.label == "FINDING"].drop_duplicates(["note_id", "start", "end"])
    assert set(zip(rows.note_id, rows.start, rows.end, strict=True)) == set(
        zip(findings.note_id, findings.start, findings.end, strict=True)
    )
    assert len(rows) == len(findings)
    text = notes.frame.set_index("note_id").text
    for row in rows.itertuples():
        start = row.start - len(row.before)
        assert text[row.note_id][start : row.end + len(row.after)] == row.before + row.finding + row.after


def test_what_was_said_is_the_gold_and_the_phenomenon_is_the_cues(notes):
    rows = sentence_mentions(notes.frame, notes.spans)
    assert set(rows[rows.phenomenon.isin(["negation", "resolution"])].polarity) == {"absent"}
    assert set(rows[rows.phenomenon == "uncertainty"].polarity) == {"uncertain"}
    assert set(rows[rows.phenomenon == "family"].experiencer) == {"family"}
    assert "absent" not in set(rows[rows.phenomenon == "plain"].polarity)


def test_a_span_across_two_sentences_stands_alone():
    frame = pd.DataFrame({"note_id": ["n"], "text": ["No fever. Cough today."]})
    span = {
        "note_id": "n",
        "label": "FINDING",
        "experiencer": "patient",
        "temporality": "current",
        "attribute": "",
        "relation": -1,
    }
    spans = pd.DataFrame([{**span, "start": 3, "end": 15, "status": "present"}])
    row = sentence_mentions(frame, spans).iloc[0]
    assert (row.before, row.finding, row.after, row.phenomenon) == ("", "fever. Cough", "", "plain")


def test_notes_without_findings_give_an_empty_table(notes):
    rows = sentence_mentions(notes.frame, notes.spans.iloc[:0])
    assert rows.empty and "phenomenon" in rows
