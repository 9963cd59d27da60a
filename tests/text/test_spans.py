"""Spans' metrics obey their laws, agree with scikit-learn and with each other; formats give back what they were given."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from labkit.text import spans

span = st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(1, 8), st.sampled_from("ab"))
tables = st.lists(span, max_size=12).map(
    lambda rows: pd.DataFrame(
        [(note, start, start + length, label) for note, start, length, label in rows],
        columns=["note_id", "start", "end", "label"],
    )
)


@pytest.mark.parametrize("mode", ["exact", "overlap", "character"])
@given(gold=tables, predicted=tables)
def test_swapping_gold_and_predicted_swaps_precision_and_recall(mode, gold, predicted):
    one, other = spans.span_metrics(gold, predicted, mode), spans.span_metrics(predicted, gold, mode)
    assert one.loc["(all)", ["tp", "fp", "fn"]].tolist() == other.loc["(all)", ["tp", "fn", "fp"]].tolist()
    np.testing.assert_equal(one["precision"].to_numpy(), other["recall"].to_numpy())
    np.testing.assert_equal(one["f1"].to_numpy(), other["f1"].to_numpy())


@pytest.mark.parametrize("mode", ["exact", "overlap", "character"])
@given(gold=tables)
def test_gold_against_itself_is_perfect_and_nothing_is_undefined(mode, gold):
    itself = spans.span_metrics(gold, gold, mode)
    assert (itself[["fp", "fn"]] == 0).all(axis=None)
    assert (itself["f1"].dropna() == 1).all()
    nothing = spans.span_metrics(gold, gold.iloc[:0], mode).loc["(all)"]
    assert np.isnan(nothing["precision"])
    assert np.isnan(nothing["recall"]) == gold.empty
    assert spans.span_metrics_by_document(gold, gold, mode)["perfect"].all()


@given(gold=tables, predicted=tables, seed=st.integers(0, 100))
def test_order_of_rows_changes_nothing_and_overlap_forgives_more(gold, predicted, seed):
    exact, overlap = (spans.span_metrics(gold, predicted, mode) for mode in ("exact", "overlap"))
    shuffled = spans.span_metrics(
        gold.sample(frac=1, random_state=seed), predicted.sample(frac=1, random_state=seed)
    )
    pd.testing.assert_frame_equal(exact, shuffled)
    assert (overlap["tp"] >= exact["tp"]).all()
    unlabelled = spans.span_metrics(gold, predicted, "overlap", labels=False)
    assert unlabelled.loc["(all)", "tp"] >= overlap.loc["(all)", "tp"]
    places = [table.drop_duplicates(["note_id", "start", "end"]) for table in (gold, predicted)]
    of_any_label = spans.span_metrics(*places, "overlap", labels=False)
    of_one_label = spans.span_metrics(*(table.assign(label="any") for table in places), "overlap")
    pd.testing.assert_frame_equal(of_any_label, of_one_label.loc[["(all)"]])
    by_document = spans.span_metrics_by_document(gold, predicted)
    assert by_document[["tp", "fp", "fn"]].sum().tolist() == exact.loc["(all)", ["tp", "fp", "fn"]].tolist()


@given(gold=tables, predicted=tables)
def test_characters_agree_with_scikit_learn(gold, predicted):
    def painted(table):
        paint = np.zeros((4, 2, 40), dtype=int)
        for note, start, end, label in table.itertuples(index=False):
            paint[note, "ab".index(label), start:end] = 1
        return paint.ravel()

    truth, guess = painted(gold), painted(predicted)
    expected = precision_recall_fscore_support(truth, guess, average="binary", zero_division=np.nan)
    got = spans.span_metrics(gold, predicted, "character").loc["(all)", ["precision", "recall"]]
    np.testing.assert_allclose(got.to_numpy(dtype=float), expected[:2])


def test_one_long_span_does_not_answer_for_three():
    gold = pd.DataFrame({"note_id": 1, "start": [0, 5, 10], "end": [3, 8, 13], "label": "x"})
    long = pd.DataFrame({"note_id": 1, "start": [0], "end": [13], "label": "x"})
    row = spans.span_metrics(gold, long, "overlap").loc["(all)"]
    assert (row["tp"], row["fp"], row["fn"]) == (1, 0, 2)


def test_overlap_finds_the_largest_matching_not_the_first():
    gold = pd.DataFrame({"note_id": 1, "start": [0, 4], "end": [6, 8], "label": "x"})
    predicted = pd.DataFrame({"note_id": 1, "start": [0, 4], "end": [3, 6], "label": "x"})
    assert spans.span_metrics(gold, predicted, "overlap").loc["(all)", "tp"] == 2


def test_polars_and_pandas_agree():
    rows = {"note_id": [1, 1], "start": [0, 4], "end": [3, 8], "label": ["a", "b"]}
    pd.testing.assert_frame_equal(
        spans.span_metrics(pd.DataFrame(rows), pd.DataFrame(rows)),
        spans.span_metrics(pl.DataFrame(rows), pl.DataFrame(rows)),
    )


TEXT = "Pas de fièvre,\ntoux grasse.\nHTA."


@given(
    pairs=st.sets(
        st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 9)).map(
            lambda p: (p[0], min(p[0] + p[1], len(TEXT)))
        ),
        max_size=6,
    )
)
def test_brat_and_jsonl_give_back_the_spans(pairs):
    table = pd.DataFrame(sorted(pairs), columns=["start", "end"], dtype="int64").assign(
        label="finding", note_id="n"
    )
    back = spans.from_brat(spans.to_brat(TEXT, table), TEXT)
    assert (
        back[["start", "end", "label"]].to_numpy().tolist()
        == table[["start", "end", "label"]].to_numpy().tolist()
    )
    notes = pd.DataFrame({"note_id": ["n"], "text": [TEXT]})
    again, found = spans.from_jsonl(spans.to_jsonl(notes, table))
    assert again.to_numpy().tolist() == notes.to_numpy().tolist()
    assert found.to_numpy().tolist() == table[["note_id", "start", "end", "label"]].to_numpy().tolist()


def test_bio_gives_back_spans_that_follow_tokens():
    tokens = [(0, 3), (4, 6), (7, 13), (13, 14), (15, 19), (20, 26)]
    table = pd.DataFrame({"start": [7, 15], "end": [13, 26], "label": ["A", "A"]})
    tags = spans.to_bio(tokens, table)
    assert tags == ["O", "O", "B-A", "O", "B-A", "I-A"]
    pd.testing.assert_frame_equal(spans.from_bio(tokens, tags), table)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: spans.from_brat("T1\tfinding x 3\tPas", TEXT, "a.ann"), "a.ann, line 1"),
        (lambda: spans.from_brat("T1\tfinding 0 3\tPAS", TEXT, "a.ann"), "'Pas' at 0-3"),
        (lambda: spans.from_brat("\nT1\tfinding 0 300\tPas", TEXT), "line 2: span 0-300"),
        (
            lambda: spans.from_jsonl('{"note_id": 1, "text": "a"}\n{oops', "b.jsonl"),
            "b.jsonl, line 2, column 2",
        ),
        (lambda: spans.from_jsonl('{"note_id": 1}'), "'text'"),
        (lambda: spans.from_jsonl('{"note_id": 1, "text": "a", "spans": [{"start": 0}]}'), r"spans\[0\]"),
        (
            lambda: spans.span_metrics(pd.DataFrame({"note_id": []}), pd.DataFrame()),
            "gold: column start, end",
        ),
        (lambda: spans.span_table(pd.DataFrame({"note_id": [1], "start": [2], "end": [2]})), "row 0"),
        (lambda: spans.match_spans(pd.DataFrame(), pd.DataFrame(), "fuzzy"), "fuzzy"),
        (lambda: spans.from_bio([(0, 1)], []), "tokens: 1, tags: 0"),
        (lambda: spans.from_bio([(0, 1)], ["X-a"]), "X-a"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
