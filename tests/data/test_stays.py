"""Laws of the generated cohort, and the committed sample held to its recipe."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from labkit import data
from labkit.data import _files, network
from labkit.data.stays import _column, _identifiers
from labkit.data.world import _intercept, expit


@pytest.fixture(scope="module")
def stays():
    return data.load_stays()


def test_sample_keeps_its_promises(stays):
    assert len(stays) >= 20_000
    assert stays["hospital"].nunique() == 3
    assert stays["stay_id"].is_unique
    assert not stays.isna().any().any()
    assert stays["admitted_at"].is_monotonic_increasing
    assert (_files.folder() / "stays.parquet").stat().st_size < 3_000_000


@pytest.mark.parametrize("ward", network.WARD_PREVALENCE)
def test_prevalence_and_alarm_hold_in_each_ward(stays, ward):
    here = stays[stays["ward"] == ward]
    ill, rang = here["sepsis"] == 1, here["alarm"] == 1

    def fits(mask, expected):
        return binomtest(int(mask.sum()), len(mask), expected).pvalue > 0.001

    assert fits(ill, network.WARD_PREVALENCE[ward])
    assert fits(rang[ill], 0.90)
    assert fits(~rang[~ill], 0.90)


def test_ppv_falls_with_prevalence(stays):
    ppv = stays[stays["alarm"] == 1].groupby("ward", observed=True)["sepsis"].mean()
    expected = {w: 0.9 * p / (0.9 * p + 0.1 * (1 - p)) for w, p in network.WARD_PREVALENCE.items()}
    for ward, value in expected.items():
        assert ppv[ward] == pytest.approx(value, abs=0.05)


@pytest.mark.parametrize("n", [1, 2, 7, 500])
def test_every_size_works_and_same_seed_same_cohort(n):
    one, two = data.generate_stays(n, 3), data.generate_stays(n, 3)
    assert len(one.stays) == n == one.truth.n_stays
    pd.testing.assert_frame_equal(one.stays, two.stays)
    assert one.truth.to_json() == two.truth.to_json()


def test_other_seed_other_cohort():
    one, two = data.generate_stays(500, 3), data.generate_stays(500, 4)
    assert not one.stays["lactate"].equals(two.stays["lactate"])


def test_generator_as_random_state_is_recorded_as_a_seed():
    cohort = data.generate_stays(50, np.random.default_rng(5))
    pd.testing.assert_frame_equal(data.regenerate(cohort.truth).stays, cohort.stays)


def test_truth_survives_json():
    truth = data.generate_stays(300, 8).truth
    assert data.Truth.from_json(truth.to_json()) == truth


def test_bad_arguments_say_what_is_wrong():
    with pytest.raises(ValueError, match="at least 1 stay"):
        data.generate_stays(0)
    with pytest.raises(ValueError, match="no effect is called 'ghost'"):
        data.generate_stays(10, effects=["ghost"])


@pytest.mark.parametrize("most", [9, 10**7 - 1, 10**7, 10**9])
def test_identifiers_are_a_letter_and_seven_digits_or_more(most):
    numbers = np.array([1, 305, most])
    assert _identifiers("S", numbers).tolist() == [f"S{number:07d}" for number in numbers]
    assert _identifiers("S", numbers[:0]).tolist() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("ward", ["emergency", "day_surgery", "emergency", None]), ("icd10", ["A41.9", "I10"])],
)
def test_words_are_numbered_as_pandas_numbers_them(name, words):
    levels = network.LEVELS[name] if name in network.LEVELS else sorted(words)
    pd.testing.assert_series_equal(
        pd.Series(_column(name, np.array(words, dtype=object))),
        pd.Series(pd.Categorical(words, categories=levels)),
    )


def test_a_wards_log_odds_are_found_as_if_for_each_stay():
    log_odds = np.random.default_rng(0).integers(-20, 20, 5_000) / 10
    found = _intercept(log_odds, 0.05)
    assert expit(log_odds + found).mean() == pytest.approx(0.05, rel=1e-12)
    low, high = found - 1e-9, found + 1e-9
    assert expit(log_odds + low).mean() < 0.05 < expit(log_odds + high).mean()
