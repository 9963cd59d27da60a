import numpy as np
import pandas as pd
import pytest

from labkit.evaluate import auc_difference, brier_score, compare_models, net_benefit
from tests.evaluate.cohorts import cohort


def test_differences_are_those_of_the_statistics():
    y, p = cohort(600, 1)
    q = np.clip(p + np.random.default_rng(0).normal(0, 0.15, 600), 0.01, 0.99)
    table = compare_models(y, pd.DataFrame({"old": q, "new": p}), threshold=0.2, random_state=0)
    rows = table.set_index("statistic")
    assert (rows["reference"] == "old").all()
    assert rows.loc["auc", "difference"] == pytest.approx(auc_difference(y, p, q).estimate)
    assert rows.loc["brier", "difference"] == pytest.approx(brier_score(y, p) - brier_score(y, q))
    expected = net_benefit(y, p, 0.2) - net_benefit(y, q, 0.2)
    assert rows.loc["net_benefit", "difference"] == pytest.approx(expected, abs=1e-12)
    # a mean's standard error
    d = (p - y) ** 2 - (q - y) ** 2
    width = rows.loc["brier", "ci_high"] - rows.loc["brier", "ci_low"]
    assert width == pytest.approx(2 * 1.96 * d.std() / np.sqrt(600), rel=0.1)


def test_a_model_does_not_differ_from_itself():
    y, p = cohort(200)
    table = compare_models(y, {"a": p, "b": p}, threshold=0.3, n_resamples=50)
    assert (table["difference"] == 0).all()
    assert (table["p_value"] == 1).all()


def test_false_alarms_of_the_comparison_are_those_promised():
    # two equally noisy copies of one score: no difference in truth
    rng, alarms = np.random.default_rng(0), []
    for seed in range(150):
        y, p = cohort(200, seed)
        noisy = [np.clip(p + rng.normal(0, 0.1, 200), 0, 1) for _model in range(2)]
        table = compare_models(y, dict(zip("ab", noisy, strict=True)), n_resamples=300, random_state=seed)
        alarms.append((table["p_value"] < 0.05).to_numpy())
    assert (np.mean(alarms, axis=0) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 150)).all()


def test_patients_seen_four_times_double_the_standard_error():
    y, p = cohort(300, 2)
    q = np.clip(p + np.random.default_rng(1).normal(0, 0.1, 300), 0, 1)
    four = [np.repeat(v, 4) for v in (y, p, q)]
    models = {"p": four[1], "q": four[2]}
    rows = compare_models(four[0], models, random_state=0)
    patients = compare_models(four[0], models, cluster=np.repeat(np.arange(300), 4), random_state=0)
    ratio = (patients["ci_high"] - patients["ci_low"]) / (rows["ci_high"] - rows["ci_low"])
    np.testing.assert_allclose(ratio, 2, rtol=0.12)


def test_comparison_needs_two_models_and_a_known_reference():
    with pytest.raises(ValueError, match="at least two"):
        compare_models([0, 1], {"a": [0.1, 0.2]})
    with pytest.raises(ValueError, match="Unknown reference 'c'"):
        compare_models([0, 1], {"a": [0.1, 0.2], "b": [0.1, 0.2]}, reference="c")
