"""A list of alarms worked through in given minutes: by hand, and what must hold whatever the list."""

import pandas as pd
import pytest

from labkit.data import generate_home_monitoring
from labkit.language import speaking
from labkit.oversight import AlarmLoadDisplay, answer_alarms


def mornings(*rows):
    """One row of points a patient, a column a day."""
    lines = [(patient, day, value) for patient, row in enumerate(rows) for day, value in enumerate(row)]
    return pd.DataFrame(lines, columns=["patient", "day", "points"])


def bad(*rows):
    return pd.DataFrame(rows, columns=["patient", "begins_on", "admitted_on"])


def test_a_call_that_does_not_fit_waits_for_the_next_day():
    rings = mornings([3, 0, 0], [3, 0, 0], [3, 0, 0])
    made = answer_alarms(rings, bad((2, 0, 1)), 3, 30, found=30, nothing=15)
    # 15 + 15 on day 0; the third, who is worse, is called on day 1, when she is in hospital already.
    assert made.calls.called_on.tolist() == [0, 0, 1]
    assert (made.rang, made.in_time) == (1, 0)
    assert made.calls.minutes.tolist() == [15, 15, 15]


def test_most_points_first_reaches_her_in_time():
    rings = mornings([3, 0, 0], [3, 0, 0], [5, 0, 0])
    made = answer_alarms(rings, bad((2, 0, 1)), 3, 30, found=30, nothing=15, worst_first=True)
    assert made.in_time == 1 and made.calls.patient.iloc[0] == 2 and made.calls.minutes.iloc[0] == 30


def test_a_patient_stands_on_the_list_once_and_not_on_the_day_after_a_call():
    made = answer_alarms(mornings([3, 3, 3, 3]), bad(), 3, 60)
    assert made.calls.called_on.tolist() == [0, 2]
    assert (made.deteriorations, made.rang, made.in_time) == (0, 0, 0)


def test_what_never_rings_is_never_answered():
    made = answer_alarms(mornings([2, 2, 2]), bad((0, 0, 3)), 3, 60)
    assert made.calls.empty and made.rang == 0


@pytest.fixture(scope="module")
def half_year():
    return generate_home_monitoring(150, 90, 7)


@pytest.mark.parametrize("worst_first", [False, True])
def test_no_day_is_longer_than_its_minutes_and_no_call_comes_before_its_alarm(half_year, worst_first):
    made = answer_alarms(half_year.mornings, half_year.truth, 1.8, 90, worst_first=worst_first)
    assert (made.calls.groupby("called_on").minutes.sum() <= 90).all()
    assert (made.calls.called_on >= made.calls.rang_on).all()
    assert made.in_time == made.calls.found.sum() <= made.rang <= made.deteriorations


def test_with_all_the_hours_of_the_day_all_that_rings_is_answered(half_year):
    made = answer_alarms(half_year.mornings, half_year.truth, 2.0, 24 * 60)
    assert (made.calls.called_on == made.calls.rang_on).all()
    assert made.in_time >= 0.95 * made.rang


def test_more_rings_and_less_is_answered_where_hours_are_short(half_year):
    few = [answer_alarms(half_year.mornings, half_year.truth, threshold, 60) for threshold in (1.5, 3.0)]
    assert few[0].rang > few[1].rang and few[0].in_time < few[1].in_time


def test_a_day_shorter_than_a_call_is_refused(half_year):
    with pytest.raises(ValueError, match="one call takes up to 40"):
        answer_alarms(half_year.mornings, half_year.truth, 2.0, 30)


@pytest.mark.parametrize(("language", "words"), [("en", "answered in time"), ("fr", "traitées à temps")])
def test_the_figure_says_what_it_shows(language, words):
    rows = [(2.0, 96.0, 29.0, 26.0, 32.0), (2.6, 83.0, 82.0, 80.0, 84.0)]
    table = pd.DataFrame(rows, columns=["threshold", "rang_of_100", "in_time_of_100", "low", "high"])
    with speaking(language):
        shown = AlarmLoadDisplay(table)
        assert words in shown.alt_text and "82" in shown.alt_text
        assert "<table" in shown.figure_html() and len(shown.table) == 2
