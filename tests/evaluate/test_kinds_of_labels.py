"""Grades, groups, events and classes as people write them: none is read in the alphabet's order."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from labkit import audit, evaluate, oversight
from tests.evaluate.people import PEOPLE, P, Y, same_rows, shuffled

WORDS = ["mild", "severe", "moderate", "critical", "mild", "severe"]
GRADES = ["mild", "moderate", "severe", "critical"]


def test_the_alphabet_orders_no_grades():
    other = WORDS[1:] + WORDS[:1]
    with pytest.raises(ValueError, match="labels in order"):
        evaluate.cohen_kappa(WORDS, other, weights="linear")
    with pytest.raises(ValueError, match="labels in order"):
        evaluate.krippendorff_alpha(np.column_stack([WORDS, other]), level="ordinal", n_resamples=0)
    told = evaluate.cohen_kappa(WORDS, other, weights="linear", labels=GRADES)
    kinds = pd.CategoricalDtype(GRADES, ordered=True)
    ordered = [pd.Series(side, dtype=kinds) for side in (WORDS, other)]
    assert evaluate.cohen_kappa(*ordered, weights="linear") == told
    frame = pd.DataFrame({"a": ordered[0], "b": ordered[1]})
    alone = evaluate.krippendorff_alpha(frame, level="ordinal", n_resamples=0)
    named = evaluate.krippendorff_alpha(frame.astype(object), level="ordinal", labels=GRADES, n_resamples=0)
    assert repr(alone) == repr(named), "bounds that were not computed are NaN, which equals nothing"


def test_raters_who_type_their_grades_differently_agree():
    assert evaluate.cohen_kappa([1, 0, 1], [True, False, True]).estimate == pytest.approx(1)
    told = {"a": Y, "b": Y.astype(int)}
    assert not evaluate.ErrorsByKindDisplay.from_predictions(Y, told, PEOPLE["groups"]).table["errors"].any()
    assert evaluate.cohen_kappa([1, 2, 3], ["1", "2", "3"]).estimate == pytest.approx(1)
    assert evaluate.cohen_kappa(["\u00e9", "a"], ["e\u0301", "a"]).estimate == pytest.approx(1)


def test_months_in_order_and_numbers_in_theirs():
    months = pd.Categorical(["feb", "jan", "dec"] * 16, categories=["dec", "jan", "feb"], ordered=True)
    assert evaluate.control_chart(Y, P, months)["period"].tolist() == ["dec", "jan", "feb"]
    weeks = np.array([9, 10, 11] * 16, dtype=object)
    assert evaluate.control_chart(Y, P, weeks)["period"].tolist() == [9, 10, 11]


def test_one_group_written_in_two_ways_is_one_group():
    for groups in ([1, "1"] * 24, ["e\u0301", "\u00e9"] * 24):
        assert len(audit.group_metrics(Y, P > 0.5, groups)) == 1


def test_groups_encoded_once_keep_their_rows_labels():
    sex = shuffled("sex", PEOPLE["groups"], 3)
    y, pred = (shuffled(n, PEOPLE[n], 0) for n in ("y_true", "y_pred"))
    pd.testing.assert_frame_equal(
        audit.group_table(y, pred, audit.encode_groups(sex)), audit.group_table(y, pred, sex)
    )


DEATHS = pd.DataFrame({"risk": np.r_[np.linspace(0, 0.4, 20), np.linspace(0.3, 1, 10)]})
ENDED = np.repeat([0, 1], [20, 10])


@pytest.mark.parametrize("words", [("vivant", "décès"), ("a", "z"), (2, 1)])
def test_the_event_is_named_and_not_the_alphabets(words):
    y = np.where(ENDED == 1, words[1], words[0])
    costs = {"cost_missed_case": 10.0, "cost_deferral": 0.5}
    with pytest.raises(ValueError, match="Which class is the event"):
        oversight.RejectOptionClassifier(**costs).fit(DEATHS, y)
    rule = oversight.RejectOptionClassifier(**costs, pos_label=words[1]).fit(DEATHS, y)
    plain = oversight.RejectOptionClassifier(**costs).fit(DEATHS, ENDED)
    np.testing.assert_array_equal(rule.predict(DEATHS) == words[1], plain.predict(DEATHS) == 1)
    np.testing.assert_array_equal(rule.defer(DEATHS), plain.defer(DEATHS))
    with pytest.raises(ValueError, match="none of the classes"):
        oversight.RejectOptionClassifier(pos_label="mort").fit(DEATHS, y)


def test_rows_of_training_in_another_order_are_the_same_people():
    X = DEATHS.set_axis([f"p{i}" for i in range(30)])
    y = pd.Series(ENDED, index=X.index)
    parts = (X, y.sample(frac=1, random_state=1), pd.Series(list("FM") * 15, index=X.index).sample(frac=1))
    in_order = tuple(part.sort_index() for part in parts)
    for method in ("none", "reweighing"):
        first, second = (
            audit.compare_mitigations(LogisticRegression(), rows, rows, methods=[method], threshold=0.3)
            for rows in (parts, in_order)
        )
        same_rows(first, second)


def test_splits_in_time_follow_the_labels_of_the_rows():
    time = pd.Series(pd.date_range("2025-01-01", periods=6), index=list("abcdef"))
    X = pd.DataFrame({"x": range(6)}, index=list("fedcba"))
    ((train, test),) = evaluate.TemporalSplit(time, ["2025-01-04"]).split(X)
    assert sorted(X.index[train]) == list("abc") and sorted(X.index[test]) == list("def")
    with pytest.raises(ValueError, match="zone"):
        evaluate.TemporalSplit(time.dt.tz_localize("UTC"), ["2025-01-04"])


def test_classes_in_another_order_of_columns_are_put_in_theirs():
    both = pd.DataFrame({"1": P, "0": 1 - P})
    plain = oversight.conformal_sets(Y, P, P[:5])
    np.testing.assert_array_equal(oversight.conformal_sets(Y, both, both[:5]), plain)
    named = both.set_axis(["event", "none"], axis=1)
    with pytest.raises(ValueError, match="in one order"):
        oversight.conformal_sets(Y, named[["none", "event"]], named[:5])
    with pytest.raises(ValueError, match="whole numbers"):
        oversight.conformal_sets(Y + 0.5, P, P[:5])
    with pytest.raises(ValueError):
        oversight.coverage_by_group([0, 1], np.array([["True", "False"], ["True", "False"]]))


def test_no_claim_proves_nothing():
    numbers = oversight.performance_numbers(Y, P, threshold=0.5, n_resamples=0)
    claims = numbers[["group", "statistic", "estimate"]]
    assert not len(oversight.check_numbers(claims.sample(frac=1, random_state=0), numbers))
    with pytest.raises(ValueError, match="empty"):
        oversight.check_numbers(claims[:0], numbers)


def test_predictions_meet_outcomes_whatever_the_type_of_the_stay():
    risks = pd.DataFrame({"stay": [3, 1, 2], "risk": [0.3, 0.1, 0.2]})
    for stays in (["01", "02", "03"], [1.0, 2.0, 3.0], [Decimal(1), Decimal(2), Decimal(3)]):
        joined = evaluate.join_outcomes(risks, pd.DataFrame({"stay": stays, "died": [0, 0, 1]}), "stay")
        assert joined["died"].tolist() == [1, 0, 0]
    with pytest.raises(ValueError, match="share no identifier"):
        evaluate.join_outcomes(
            risks, pd.DataFrame({"stay": ["x", "y"], "died": [0, 1]}), "stay", allow_missing=True
        )


def test_one_instant_and_one_word_are_logged_once():
    row = {"case": "c1", "model": "m", "version": "1", "probability": 0.4, "role": "nurse", "harm": "none"}
    log = pd.DataFrame(
        [
            row | {"time": "2025-01-01T10:00:00+01:00", "suggestion": "e\u0301cho", "decision": "\u00e9cho"},
            row | {"time": "2025-01-01T09:00:00+00:00", "suggestion": "a", "decision": "a"},
        ]
    )
    assert oversight.validate_override_log(log)["problem"].tolist() == [
        "The same case at the same time is logged twice."
    ]
