"""Extra cost, events avoided, and a difference of differences: by hand, against scipy and over replications."""

import numpy as np
import pytest
from scipy import stats

from labkit.data import generate_enrolment, generate_home_trial
from labkit.evaluate import CostPlaneDisplay, difference_in_differences, incremental_cost
from labkit.language import speaking


@pytest.fixture(scope="module")
def trial():
    made = generate_home_trial(600, 3)
    return 1400 * made.stays + 468 * made.programme, made.stays, made.programme


def test_both_differences_are_those_of_the_means(trial):
    cost, stays, programme = trial
    found = incremental_cost(cost, stays, programme, n_resamples=200)
    assert found.cost.estimate == pytest.approx(cost[programme == 1].mean() - cost[programme == 0].mean())
    assert found.avoided.estimate == pytest.approx(
        stays[programme == 0].mean() - stays[programme == 1].mean()
    )


def test_resamples_keep_each_persons_cost_with_their_events(trial):
    cost, stays, programme = trial
    found = incremental_cost(cost, stays, programme, n_resamples=300)
    # Here a cost is 1,400 a stay and the programme's own, so that the two differences lie on a line.
    assert np.allclose(found.costs, 468 - 1400 * found.events)


def test_net_benefit_agrees_with_welch(trial):
    cost, stays, programme = trial
    net = -2000 * stays - cost
    welch = stats.ttest_ind(net[programme == 1], net[programme == 0], equal_var=False).confidence_interval()
    found = incremental_cost(cost, stays, programme, n_resamples=4000).net_benefit(2000)
    assert found.estimate == pytest.approx(net[programme == 1].mean() - net[programme == 0].mean())
    assert (found.ci_low, found.ci_high) == pytest.approx(
        (welch.low, welch.high), abs=0.06 * (welch.high - welch.low)
    )


def test_a_ratio_is_given_only_where_it_says_one_thing():
    arms = np.repeat([1, 0], 50)
    noise = np.tile([0.0, 1.0], 50)
    for extra, fewer, ratio in ((300, 2, 150), (-300, 2, None), (300, -2, None), (-300, -2, None)):
        found = incremental_cost(extra * arms + noise, -fewer * arms + noise, arms, n_resamples=50)
        assert found.ratio == pytest.approx(ratio) if ratio else np.isnan(found.ratio)


def test_the_plane_shares_all_resamples_out(trial):
    found = incremental_cost(*trial, n_resamples=400)
    for language, word in (("en", "event avoided"), ("fr", "événement évité")):
        with speaking(language):
            shown = CostPlaneDisplay(found, 1500)
            assert shown.table.of_100.sum() == pytest.approx(100)
            assert word in shown.alt_text and "<table" in shown.figure_html()
    assert found.worthwhile(1e9) == pytest.approx(np.mean(found.events > 0))


def test_a_difference_of_differences_by_hand():
    found = difference_in_differences([3, 5, 2, 4], [1, 4, 2, 3], [1, 1, 0, 0])
    assert found.estimate == pytest.approx(-1.5 + 0.5)


def test_it_is_silent_where_nothing_was_planted_and_holds_what_was():
    held = {0.0: 0, 0.5: 0}
    for prevented in held:
        for world in range(200):
            made = generate_enrolment(600, [world, 21], prevented=prevented)
            those = made.people[made.people.eligible == 1]
            found = difference_in_differences(those.before, those.after, those.served)
            held[prevented] += found.ci_low <= made.effect <= found.ci_high
    # 95 of 100 are expected: fewer than 178 of 200 happen less than once in a thousand.
    assert min(held.values()) >= 178


@pytest.mark.parametrize("arms", [[1, 1, 1, 0], [0, 0, 0, 0]])
def test_an_arm_of_one_person_is_refused(arms):
    with pytest.raises(ValueError, match="at least two people"):
        incremental_cost([1, 2, 3, 4], [0, 1, 0, 1], arms)
    with pytest.raises(ValueError, match="at least two people"):
        difference_in_differences([1, 2, 3, 4], [0, 1, 0, 1], arms)
