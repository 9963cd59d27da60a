"""Patients follow from the secret and the round; the oracle knows the best that can be said of them."""

import numpy as np
import pytest

from labkit.contest.anchors import linear_risk, oracle_risk
from labkit.contest.hospitals import draw
from labkit.evaluate import calibration_summary, net_benefit
from tests.contest.conftest import SECRET


def rows(patients):
    return set(
        map(tuple, patients.stays[["lactate", "crp", "wbc", "creatinine", "sodium", "age"]].to_numpy())
    )


def test_a_round_is_the_same_for_everybody_and_no_other_rounds(recipe):
    (hospital,) = recipe.of("board")
    first, again = (draw(hospital, SECRET, 1) for _time in range(2))
    assert first.stays.equals(again.stays)
    for other in (draw(hospital, SECRET, 2), draw(hospital, b"t" * 32, 1)):
        assert len(rows(first) & rows(other)) < 0.01 * len(first)


def test_an_entry_is_given_nothing_that_tells_the_outcome_or_who_it_is(board):
    assert len(board) == 2000 == len(board.stays)
    told = {"sepsis", "icd10", "died", "length_of_stay_days", "alarm", "alarm_score", "patient_id", "stay_id"}
    assert not told & set(board.stays)
    assert set(board.practice) >= {"sepsis", *board.stays}
    place = np.arange(len(board))
    assert abs(np.corrcoef(place, board.disease)[0, 1]) < 4 / np.sqrt(len(board))


@pytest.mark.parametrize("position", range(4))
def test_the_oracle_is_calibrated_and_no_readable_model_does_better(recipe, position):
    hospital = recipe.hospitals[position]
    patients = draw(hospital, SECRET, "oracle", 1500)
    risk = oracle_risk(patients)
    summary = calibration_summary(patients.disease, risk, n_resamples=200, random_state=0).set_index(
        "statistic"
    )
    for statistic in ("o_e", "calibration_in_the_large", "slope"):
        row = summary.loc[statistic]
        spread = (row["ci_high"] - row["ci_low"]) / 3.92
        assert abs(row["estimate"] - row["ideal"]) < 4 * spread, statistic
    thresholds = np.arange(0.05, 0.31, 0.01)
    best = np.mean(net_benefit(patients.disease, risk, thresholds))
    for model in recipe.models.values():
        assert np.mean(net_benefit(patients.disease, linear_risk(model, patients.stays), thresholds)) < best
