"""The criteria are labkit's own statistics: in the draw to the last digit, in the resamples in distribution."""

import numpy as np
import pytest

from labkit.audit import group_metrics
from labkit.contest.criteria import BINS, Answers, row_weights, values_of, within_capacity
from labkit.evaluate import decision_curve, expected_calibration_error, net_benefit


@pytest.fixture(scope="module")
def measured(recipe, board, oracle):
    weights = row_weights(board, 300, 1)
    return values_of(
        board, oracle, weights, span=recipe.range, capacity=recipe.capacity, groups=recipe.groups
    )


def test_the_first_column_is_what_evaluate_and_audit_say(recipe, board, oracle, measured):
    thresholds = np.round(np.arange(5, 31) / 100, 2)
    assert measured.net_benefit[0] == pytest.approx(
        np.mean(net_benefit(board.disease, oracle.risk, thresholds))
    )
    assert measured.calibration[0] == pytest.approx(
        expected_calibration_error(board.disease, oracle.risk, n_bins=BINS)
    )
    seen = within_capacity(oracle, recipe.capacity).astype(int)
    worst = []
    for truth, outcome in (("label", board.label), ("disease", board.disease)):
        of_truth = []
        for group in recipe.groups:
            table = group_metrics(outcome, seen, board.group(group), "miss_rate")
            for level, share in table["false_negative_rate"].items():
                assert measured.missed[truth, group, level][0] == pytest.approx(share)
                of_truth.append(share)
        worst.append(max(of_truth))
    assert measured.missed_cases[0] == pytest.approx(np.mean(worst))


def test_the_resamples_vary_as_the_decision_curves_do(board, oracle, measured):
    curve = decision_curve(
        board.disease, oracle.risk, [0.1], n_resamples=600, cluster=board.patient, random_state=0
    ).iloc[0]
    width = curve["ci_high"] - curve["ci_low"]
    low, high = np.quantile(measured.net_benefit[1:], [0.025, 0.975])
    assert high - low == pytest.approx(width, rel=0.25)


def test_whole_patients_are_drawn(board):
    weights = row_weights(board, 5, 3)
    assert (weights[:, 0] == 1).all()
    for patient in np.flatnonzero(np.bincount(board.patient) > 1)[:20]:
        assert (np.ptp(weights[board.patient == patient], axis=0) == 0).all()


@pytest.mark.parametrize("capacity", [0.05, 0.2, 1.0])
def test_no_more_alarms_are_answered_than_people_can_look_at(capacity):
    rng = np.random.default_rng(0)
    answers = Answers(rng.random(400), rng.random(400) < 0.5)
    seen = within_capacity(answers, capacity)
    assert seen.sum() == min(answers.alarm.sum(), int(capacity * 400))
    assert not (seen & ~answers.alarm).any()
    if (left := answers.alarm & ~seen).any():
        assert answers.risk[left].max() <= answers.risk[seen].min()
