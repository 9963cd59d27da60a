"""What is no real number is refused by name: complex numbers, times, infinity, words whose order is not time's."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from labkit import audit, evaluate
from tests.evaluate.people import PEOPLE, N, P, Y, call, each, of

# identifiers, groups and periods may be anything that names somebody or something
NUMBERS = [
    name
    for name in PEOPLE
    if name not in ("cluster", "groups", "period", "recorded", "moment", "rating", "rating_b")
]
REFUSED = (ValueError, TypeError)


@each
def test_a_complex_number_is_never_read_as_its_first_half(name):
    taken = [argument for argument in of(name) if argument in NUMBERS]
    for argument in taken:
        for held in (complex, object):
            with_parts = np.array(PEOPLE[argument] + 1j * np.arange(N), dtype=held)
            given = of(name, lambda n, v, a=argument, w=with_parts: w if n == a else v)
            if name in ("single_feature_auc", "target_derived", "missingness_audit", "missingness_by_group"):
                assert_not_judged(lambda given=given: call(name, given))
                continue
            with pytest.raises(REFUSED):
                call(name, given)


def assert_not_judged(made):
    """A table of features says which it could not read; it calls none of them sound."""
    try:
        table = made()
    except REFUSED:
        return
    if "auc_value" in table:
        assert table["auc_value"].isna().all()
    elif "check" in table:
        assert (table["status"] == "not_checked").all()


@pytest.mark.parametrize("made", [lambda: pd.to_timedelta(P, unit="D"), lambda: list(pd.to_timedelta(P, unit="D")),
                                  lambda: pd.Timestamp("2024-01-01") + pd.to_timedelta(P * 9, unit="D")])  # fmt: skip
def test_a_classifier_learns_from_no_time_as_nanoseconds(made):
    X = pd.DataFrame({"p": P})
    model = evaluate.UpdatedClassifier(LogisticRegression(), cv=2)
    for fit in (
        lambda: model.fit(X, made()),
        lambda: model.fit(X, Y.astype(int), made()),
        lambda: model.fit(pd.DataFrame({"p": made()}), Y.astype(int)),
    ):
        with pytest.raises(ValueError, match="times or durations"):
            fit()
    masked = np.ma.array(np.ones(N), mask=np.arange(N) == 4)
    with pytest.raises(ValueError, match="row 4"):
        model.fit(X, Y.astype(int), masked)


def test_infinity_names_its_column():
    frame = pd.DataFrame({"lactate": np.where(np.arange(N) == 7, np.inf, P), "age": P})
    for made in (
        lambda: evaluate.single_feature_auc(frame, Y),
        lambda: evaluate.target_derived(frame.astype(object), Y),
        lambda: evaluate.drift_report(frame[["age"]].assign(lactate=P), frame),
    ):
        with pytest.raises(ValueError, match="lactate is infinite at row 7"):
            made()


@pytest.mark.parametrize("bad", ["3", 3 + 1j, np.timedelta64(3, "s"), -1])
def test_counts_and_p_values_are_numbers(bad):
    for made in (
        lambda: evaluate.wilson_interval(bad, 10),
        lambda: audit.difference_p_value(bad, 10, 3, 10),
        lambda: audit.power_for_gap(0.8, 0.7, bad, 100),
        lambda: audit.adjust_p_values([bad, 0.2]),
    ):
        with pytest.raises(REFUSED):
            made()


def test_p_values_keep_their_holes_and_their_range():
    assert np.isnan(audit.adjust_p_values([0.01, np.nan])[1])
    for bad in ([0.2, 1.2], [[0.1, 0.2]], [20, 30]):
        with pytest.raises(ValueError, match="between 0 and 1"):
            audit.adjust_p_values(bad)
    with pytest.raises(ValueError, match="denominator"):
        audit.difference_p_value(11, 10, 3, 10)


def test_answers_in_other_labels_are_no_errors():
    for other in (np.where(Y, 1, -1), np.where(Y, "yes", "no"), Y + 1):
        with pytest.raises(ValueError, match="same labels"):
            evaluate.ErrorsByKindDisplay.from_predictions(Y, {"a": Y, "b": other}, ["x"] * N)


def test_periods_in_words_are_in_times_order_or_refused():
    for first, second in (("S9", "S10"), ("avril", "mai"), ("01/02/2025", "01/03/2025")):
        with pytest.raises(ValueError, match="sort as time"):
            evaluate.control_chart(Y, P, [first, second] * (N // 2))
    ordered = pd.Series(pd.Categorical(["mai", "juin"] * (N // 2), categories=["mai", "juin"], ordered=True))
    assert list(evaluate.control_chart(Y, P, ordered)["period"]) == ["mai", "juin"]
    assert len(evaluate.control_chart(Y, P, ["2025-09", "2025-10"] * (N // 2))) == 2


def test_a_triangle_holds_days_and_counts():
    days = pd.date_range("2025-01-01", periods=9)
    reports = days + pd.Timedelta(days=1)
    for event, report in (
        (days.tz_localize("UTC"), reports),
        (np.arange(9), np.arange(9)),
        (days, reports[:-1]),
        (pd.Series(days), pd.Series(reports, index=range(9, 18))),
        (["01/02/2025"], ["02/02/2025"]),
    ):
        with pytest.raises(ValueError):
            evaluate.report_triangle(event, report, "2025-02-01")
    triangle = evaluate.report_triangle(days, reports, "2025-01-09", longest=3)
    for bad in (-triangle, triangle.replace(0, np.inf), triangle.iloc[:0], triangle.to_numpy()):
        with pytest.raises(REFUSED):
            evaluate.nowcast(bad)


def test_a_column_of_both_frames_is_not_lost_in_a_join():
    left = pd.DataFrame({"stay_id": [1, 2], "p": [0.1, 0.2], "ward": ["A", "B"]})
    right = pd.DataFrame({"stay_id": [2, 1], "y": [1, 0], "ward": ["B", "A"]})
    assert list(evaluate.join_outcomes(left, right, "stay_id")["y"]) == [0, 1]
    with pytest.raises(ValueError, match="'ward'"):
        evaluate.join_outcomes(left, right.assign(ward="C"), "stay_id")
