"""The criterion of intervals over replications: level, width, and how far an approximate interval may be off."""

import numpy as np
import pytest

from labkit.tasks.criteria import interval_of_95, run

N = 240
PARAMETERS = {
    "truth": "truth",
    "level": 0.95,
    "grace": 0.01,
    "narrowest": 3.65,
    "width": 4.19,
}  # 2 x 1.96 = 3.92


def studies(seed):
    """Estimates with a standard error of 1 of truths that are not all the same."""
    truths = np.repeat([-4.0, 0.0, 4.0], N // 3)
    estimates = truths + np.random.default_rng(seed).normal(size=N)
    return [{"estimate": e, "truth": t} for e, t in zip(estimates, truths, strict=True)]


def judged(answer, seed, **parameters):
    return run("coverage", PARAMETERS | parameters, answer, studies(seed), seed=0)


def within(z, shift=0.0):
    return lambda estimate: (estimate + shift - z, estimate + shift + z)


@pytest.mark.parametrize("z", [1.93, 1.96, 2.0])
def test_a_right_interval_is_not_refused_in_two_hundred_draws(z):
    assert [seed for seed in range(200) if judged(within(z), seed) is not None] == []


WRONG = {
    "no width": (within(0), "too narrow"),
    "one standard error": (within(1), "too narrow"),
    "ninety in a hundred": (within(1.645), "too narrow"),
    "off by two standard errors": (within(1.96, shift=2), "in the wrong place"),
    "sign turned round": (lambda estimate: (-estimate - 1.96, -estimate + 1.96), "in the wrong place"),
    "ninety-nine in a hundred": (within(2.576), "wider than"),
    "everything": (lambda estimate: (-100.0, 100.0), "wider than"),
    "the same one for all": (lambda estimate: (-1.96, 1.96), "in the wrong place"),
    "narrow, and off by two": (within(1, shift=2), "in the wrong place"),
    "narrow, and turned round": (lambda estimate: (-estimate - 0.5, -estimate + 0.5), "in the wrong place"),
    "a hundred times too small": (
        lambda estimate: (estimate / 100 - 0.0196, estimate / 100 + 0.0196),
        "in the wrong place",
    ),
    "one number": (lambda estimate: estimate, "a lower and an upper bound"),
    "three numbers": (lambda estimate: (estimate - 2, estimate, estimate + 2), "a lower and an upper bound"),
    "bounds exchanged": (lambda estimate: (estimate + 2, estimate - 2), "a lower and an upper bound"),
}


@pytest.mark.parametrize(("answer", "why"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("seed", range(20))
def test_a_wrong_interval_is_refused_whatever_the_draw(answer, why, seed):
    assert why in judged(answer, seed).en


def test_without_a_narrowest_width_the_count_alone_lets_ninety_pass_at_times():
    """Why `narrowest` is there."""
    passed = [judged(within(1.645), seed, narrowest=0.0) is None for seed in range(40)]
    assert any(passed)


def test_the_truth_is_withheld():
    seen = set()

    def answer(**given):
        seen.update(given)
        return given["estimate"] - 1.96, given["estimate"] + 1.96

    judged(answer, 0)
    assert seen == {"estimate"}


@pytest.mark.parametrize("z", [0.5, 1, 3])
def test_the_message_counts_the_intervals_that_hold_the_truth(z):
    hits = sum(abs(study["estimate"] - study["truth"]) <= z for study in studies(0))
    message = judged(within(z), 0)
    assert f"{hits} of your {N} hold the truth; 228 are expected." in message.en
    assert f"{hits} de vos {N} intervalles contiennent la vérité ; on en attend 228." in message.fr


def test_a_95_interval_is_judged_by_the_width_of_its_standard_error():
    """Wald's interval of a share passes; 90 in 100, and twice the width, do not."""
    share, people = (0.2, 0.5), (100, 300)
    declared = interval_of_95("share", lambda p, n: np.sqrt(p * (1 - p) / n), [share, people])
    rng = np.random.default_rng(4)
    cases = []
    for _ in range(200):
        p, n = float(rng.uniform(*share)), int(rng.integers(*people))
        cases.append({"count": int(rng.binomial(n, p)), "n": n, "share": p})

    def judged(times):
        def wald(count, n):
            half = times * np.sqrt(count / n * (1 - count / n) / n)
            return count / n - half, count / n + half

        return run(declared.name, declared.parameters, wald, cases, 1)

    assert judged(1.96) is None
    assert judged(1.645) is not None
    assert judged(3.92) is not None


SPREAD = np.repeat([0.7, 1.0, 1.3], N // 3)  # standard errors whose mean is 1


def of_three_sizes(answer, seed):
    """Studies of three sizes: a right interval is nearly twice as wide in the smallest as in the largest."""
    rng = np.random.default_rng(seed)
    truths = rng.uniform(-4, 4, N)
    cases = [
        {"estimate": truth + error * rng.normal(), "error": error, "truth": truth}
        for truth, error in zip(truths, SPREAD, strict=True)
    ]
    widths = {"widths": (3.92 * SPREAD).tolist()}
    return run("coverage", PARAMETERS | {"grace": 0.022} | widths, answer, cases, seed=0)


def by_bootstrap(estimate, error):
    drawn = np.random.default_rng(abs(int(1e6 * estimate)) % 2**32).normal(estimate, error, 100)
    return np.percentile(drawn, [2.5, 97.5])


@pytest.mark.parametrize("seed", range(20))
def test_one_width_for_all_is_refused_where_right_widths_differ(seed):
    refused = of_three_sizes(lambda estimate, error: (estimate - 2.0, estimate + 2.0), seed)
    assert refused is not None
    assert (
        of_three_sizes(lambda estimate, error: (estimate - 1.96 * error, estimate + 1.96 * error), seed)
        is None
    )


def test_the_width_is_the_reason_where_the_count_is_right():
    told = {of_three_sizes(lambda estimate, error: (estimate - 2.0, estimate + 2.0), s) for s in range(20)}
    assert any(
        "does not follow the case" in reason.en and "ne suit pas le cas" in reason.fr for reason in told
    )


def test_widths_of_a_small_bootstrap_go_with_the_case():
    told = [of_three_sizes(by_bootstrap, seed) for seed in range(20)]
    assert not any(reason and "follow the case" in reason.en for reason in told)
