"""How much a de-identification leaks: counted by document, with an interval."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit.text.deidentify import (
    leak_report,
    wilson,
)


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_leak_by_document_needs_only_one_identifier(frame):
    gold = frame(
        {"note_id": ["a", "a", "b"], "start": [0, 10, 0], "end": [5, 15, 4], "kind": ["name", "date", "name"]}
    )
    found = frame({"note_id": ["a", "a", "b", "b"], "start": [0, 10, 0, 20], "end": [5, 14, 4, 24]})
    report = leak_report(gold, found)
    assert (report.documents, report.leaking, report.missed) == (2, 1, 1)
    assert report.rate == 0.5
    assert report.recall == pytest.approx(2 / 3)
    assert report.over_redacted == pytest.approx(4 / 17)
    assert (report.ci_low, report.ci_high) == wilson(1, 2)
    assert report.by_kind.loc["date", "recall"] == 0


def test_nothing_found_leaks_everywhere_and_gold_itself_nowhere():
    gold = pd.DataFrame({"note_id": [1, 1, 2], "start": [0, 5, 3], "end": [2, 9, 4]})
    assert leak_report(gold, gold).rate == 0
    assert leak_report(gold, gold).over_redacted == 0
    assert leak_report(gold, gold.iloc[:0]).rate == 1


def test_ninety_nine_per_cent_of_identifiers_is_eleven_per_cent_of_letters():
    rng = np.random.default_rng(0)
    gold = pd.DataFrame(
        {"note_id": np.repeat(np.arange(1000), 12), "start": np.tile(np.arange(12) * 10, 1000)}
    )
    gold["end"] = gold["start"] + 5
    report = leak_report(gold, gold[rng.random(len(gold)) < 0.99])
    assert report.ci_low < 1 - 0.99**12 < report.ci_high
    assert report.rate_if_independent == pytest.approx(1 - report.recall**12)
    clustered = leak_report(gold, gold[gold["note_id"] >= 10])
    assert clustered.recall == pytest.approx(0.99)
    assert clustered.rate == pytest.approx(0.01)
    assert clustered.rate_if_independent > 10 * clustered.rate


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (5, 10), (10, 10), (3, 1000)])
def test_wilson_agrees_with_statsmodels(successes, n):
    from statsmodels.stats import proportion

    low, high = proportion.proportion_confint(successes, n, method="wilson")
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-9)


def test_no_documents_is_undefined_not_zero():
    empty = pd.DataFrame({"note_id": [], "start": [], "end": []})
    assert np.isnan(leak_report(empty, empty).rate)
