"""The criterion of intervals of a proportion: the usual good ones pass, the usual bad ones do not."""

import numpy as np
import pytest
from scipy.stats import beta, norm

from labkit.evaluate import wilson_interval
from labkit.tasks.criteria import run

CASES = [{"count": k, "total": n} for n in (8, 15, 30) for k in range(n + 1)]
PARAMETERS = {"count": "count", "total": "total", "level": 0.95}
Z = norm.ppf(0.975)


def wilson(count, total):
    return wilson_interval(count, total)


def clopper_pearson(count, total):
    low = beta.ppf(0.025, count, total - count + 1) if count else 0.0
    return low, beta.ppf(0.975, count + 1, total - count) if count < total else 1.0


def jeffreys(count, total):
    return beta.ppf([0.025, 0.975], count + 0.5, total - count + 0.5)


def agresti_coull(count, total):
    n = total + Z**2
    p = (count + Z**2 / 2) / n
    half = Z * np.sqrt(p * (1 - p) / n)
    return max(p - half, 0), min(p + half, 1)


def wald(count, total, z=Z):
    p = count / total
    half = z * np.sqrt(p * (1 - p) / total)
    return p - half, p + half


def one_standard_error(count, total):
    return wald(count, total, z=1)


def padded(count, total):
    low, high = wilson(count, total)
    return low - 0.05, high + 0.05


def everything(count, total):
    return 0.0, 1.0


def judged(interval):
    return run("exact_coverage", PARAMETERS, interval, CASES, seed=0)


@pytest.mark.parametrize("interval", [wilson, clopper_pearson, jeffreys, agresti_coull])
def test_a_right_interval_passes(interval):
    assert judged(interval) is None


@pytest.mark.parametrize("interval", [wald, one_standard_error])
def test_too_narrow_an_interval_is_refused(interval):
    assert "narrow" in judged(interval).en


@pytest.mark.parametrize("interval", [padded, everything])
def test_too_wide_an_interval_is_refused(interval):
    assert "wider" in judged(interval).en


def test_undefined_bounds_are_refused():
    assert judged(lambda count, total: (np.nan, np.nan)) is not None


def mostly_everything(odd):
    """All there is, but for one count in twenty: few enough that the truth is still held often enough."""
    return lambda count, total: odd if total > 20 and count == 5 else (0.0, 1.0)


ODD = {
    "turned round": (1e9, -1e9),
    "undefined": (np.nan, np.nan),
    "half undefined": (0.0, np.nan),
    "endless": (-np.inf, 0),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_one_odd_interval_does_not_pay_for_wide_ones(odd):
    assert judged(mostly_everything(odd)) is not None
    cases = [{"seed": n, "truth": 0.5} for n in range(200)]
    parameters = {"truth": "truth", "level": 0.95, "width": 0.2}
    answer = lambda seed: odd if seed % 20 == 0 else (-5.0, 5.0)  # noqa: E731
    assert run("coverage", parameters, answer, cases, seed=0) is not None
    good = lambda seed: (0.6, 0.7) if seed % 20 == 0 else (0.45, 0.55)  # noqa: E731
    assert run("coverage", parameters, good, cases, seed=0) is None
