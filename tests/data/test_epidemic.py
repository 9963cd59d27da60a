"""Generated winters: the process, the delays and what slows them are known."""

import numpy as np
import pandas as pd
import pytest

from labkit.data import generate_epidemic
from labkit.data.epidemic import HOSPITALS, LONGEST_DELAY


@pytest.fixture(scope="module")
def winter():
    return generate_epidemic(84, 1, first=40)


def test_the_same_seed_gives_the_same_winter(winter):
    again = generate_epidemic(84, 1, first=40)
    assert winter.patients.equals(again.patients) and winter.truth.equals(again.truth)
    assert not generate_epidemic(84, 2, first=40).patients.equals(winter.patients)


def test_nobody_is_entered_before_or_long_after_the_admission(winter):
    delay = (winter.patients.reported_on - winter.patients.admitted_on).dt.days
    assert delay.min() == 0 and delay.max() == LONGEST_DELAY
    assert set(winter.patients.hospital) == set(HOSPITALS)


@pytest.mark.parametrize(("reproduction", "rises"), [(1.15, True), (0.9, False), (1.0, None)])
def test_the_mean_obeys_the_renewal_equation(reproduction, rises):
    expected = generate_epidemic(60, 0, first=100, reproduction=reproduction).truth.expected.to_numpy()
    growth = np.diff(np.log(expected))
    # A reproduction number that does not change: exponential from the first day on.
    assert np.ptp(growth) == pytest.approx(0, abs=1e-9)
    assert expected[0] == pytest.approx(100)
    assert growth[0] == pytest.approx(0, abs=1e-9) if rises is None else bool(growth[0] > 0) == rises


def test_a_winter_turns_on_its_day():
    truth = generate_epidemic(60, 0, turns_on=30).truth
    assert (truth.reproduction[:30] > 1).all() and (truth.reproduction[30:] < 1).all()
    assert truth.expected.iloc[45:].is_monotonic_decreasing


def test_counts_spread_as_the_docstring_says():
    winters = [generate_epidemic(3, seed, first=90, reproduction=1.0).patients for seed in range(400)]
    tilleuls = np.array(
        [(w[w.hospital == "tilleuls"].groupby("admitted_on").size().iloc[0]) for w in winters]
    )
    # Half of 90 admissions: variance 45 + 45² / 40 = 95.6.
    assert tilleuls.mean() == pytest.approx(45, abs=4 * np.sqrt(95.6 / 400))
    assert tilleuls.var() == pytest.approx(95.6, rel=0.3)


def test_weekends_and_slow_offices_delay(winter):
    patients = winter.patients
    mean = (
        (patients.reported_on - patients.admitted_on)
        .dt.days.groupby(patients.admitted_on.dt.day_of_week)
        .mean()
    )
    assert mean[4] > mean[0] + 0.5
    slow = generate_epidemic(84, 1, first=40, slows_on=42, slower=0.5).patients
    from_then = pd.Timestamp("2026-12-14")
    pd.testing.assert_series_equal(slow.groupby("admitted_on").size(), patients.groupby("admitted_on").size())
    for late, rows in ((1.5, slow), (0.0, patients)):
        delay = (rows.reported_on - rows.admitted_on).dt.days
        usual = (patients.reported_on - patients.admitted_on).dt.days
        assert (
            delay[rows.admitted_on >= from_then].mean()
            >= usual[patients.admitted_on >= from_then].mean() + late
        )
    assert (slow.reported_on[slow.reported_on < from_then].size) == (patients.reported_on < from_then).sum()


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"first": 0}, {"reproduction": -1}, {"slower": 1.5}, {"then": 0}]
)
def test_what_cannot_be_generated_is_said(wrong):
    with pytest.raises(ValueError, match="must be"):
        generate_epidemic(**wrong)
