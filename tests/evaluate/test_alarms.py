import numpy as np
import pytest
from scipy import stats

from labkit.evaluate import alarm_policy, control_chart

RNG = np.random.default_rng(0)
P = RNG.uniform(0.1, 0.6, 2400)
MONTH = np.repeat(np.arange(12), 200)


@pytest.mark.parametrize("sigma", [2.0, 3.0])
def test_false_alarms_are_those_of_the_normal_law(sigma):
    policy = alarm_policy(P, MONTH, sigma=sigma, n_simulations=500, random_state=0)
    promised = 2 * stats.norm.sf(sigma)
    # four standard errors of the simulation's 6,000 periods, and a tenth because counts are whole
    tolerance = 4 * np.sqrt(promised / 6000) + 0.1 * promised
    assert policy.alarms_per_period == pytest.approx(promised, abs=tolerance)
    assert policy.ci_low <= policy.alarms_per_period <= policy.ci_high


def test_the_policy_is_that_of_the_chart():
    odds = P / (1 - P) * 1.6
    truth = odds / (1 + odds)
    rng, seen = np.random.default_rng(1), []
    for _ in range(100):
        chart = control_chart((rng.random(len(P)) < truth).astype(int), P, MONTH)
        seen.append(chart["alarm"].mean())
    policy = alarm_policy(P, MONTH, odds_ratio=1.6, n_simulations=300, random_state=2)
    assert policy.alarms_per_period == pytest.approx(np.mean(seen), abs=4 * np.std(seen) / 10 + 0.01)


def test_a_larger_shift_is_caught_sooner_and_wider_limits_later():
    delays = [
        alarm_policy(P, MONTH, odds_ratio=ratio, n_simulations=200, random_state=0).delay
        for ratio in (1.0, 1.3, 1.6, 2.5)
    ]
    assert delays == sorted(delays, reverse=True)
    narrow, wide = (
        alarm_policy(P, MONTH, sigma=s, odds_ratio=1.3, n_simulations=200, random_state=0) for s in (2, 3)
    )
    assert narrow.delay < wide.delay and narrow.caught >= wide.caught


def test_order_of_rows_does_not_matter_to_the_law():
    order = np.random.default_rng(3).permutation(len(P))
    here, there = (
        alarm_policy(p, m, sigma=2, n_simulations=400, random_state=0).alarms_per_period
        for p, m in ((P, MONTH), (P[order], MONTH[order]))
    )
    assert here == pytest.approx(there, abs=4 * np.sqrt(2 * 0.05 / 4800))


@pytest.mark.parametrize("bad", [{"sigma": 0}, {"odds_ratio": 0}, {"odds_ratio": np.inf}])
def test_impossible_policies(bad):
    with pytest.raises(ValueError, match="must be a finite number above 0"):
        alarm_policy(P, MONTH, **bad)
