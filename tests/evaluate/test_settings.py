"""Settings outside their range: refused by name, by one gate, in every room that has any."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from labkit import audit, evaluate, text
from labkit.evaluate.inputs import settings
from labkit.text.retrieval.chunking import chunk_text

NOT_WHOLE = (-1, 2.5, float("nan"), float("inf"), "3", None, True, pd.NA)
NOT_POSITIVE = (0, -2.0, float("nan"), float("inf"), "3", None, True)

Y = np.tile([0, 1, 1, 0, 1, 0, 0, 1], 30)
P = np.clip(np.linspace(0.05, 0.95, 240) * 0.7 + 0.2 * Y, 0, 1)
HARD = (P > 0.5).astype(int)
SEX = np.tile(["F", "M", "F", "F", "M", "M"], 40)
WEEK = np.repeat(np.arange(12), 20)
ONE = pd.DataFrame({"a": np.arange(240.0), "b": np.where(np.arange(240) % 7, 1.0, np.nan)})

WHOLE = {
    "n_simulations": lambda v: evaluate.alarm_policy(P, WEEK, n_simulations=v),
    "max_iter": lambda v: evaluate.estimate_prevalence(P, 0.3, max_iter=v),
    "n_bins of calibration": lambda v: evaluate.expected_calibration_error(Y, P, n_bins=v),
    "n_bins of drift": lambda v: evaluate.population_stability_index(P, P, n_bins=v),
    "n_resamples of an AUC": lambda v: evaluate.auc_interval(Y, P, method="bootstrap", n_resamples=v),
    "n_resamples of any statistic": lambda v: evaluate.bootstrap_interval(np.mean, P, n_resamples=v),
    "n_resamples of models": lambda v: evaluate.compare_models(Y, {"a": P, "b": P**2}, n_resamples=v),
    "n_resamples of a curve": lambda v: evaluate.decision_curve(Y, P, n_resamples=v),
    "n_resamples of costs": lambda v: evaluate.incremental_cost(P, Y, HARD, n_resamples=v),
    "n_resamples of raters": lambda v: evaluate.krippendorff_alpha(np.column_stack([Y, HARD]), n_resamples=v),
    "n_resamples of cohorts": lambda v: evaluate.validation_by_cohort(Y, P, SEX, n_resamples=v),
    "n_resamples of calibration": lambda v: evaluate.calibration_summary(Y, P, n_resamples=v),
    "min_events": lambda v: evaluate.validation_by_cohort(Y, P, SEX, n_resamples=0, min_events=v),
    "min_n of a table": lambda v: audit.group_table(Y, HARD, SEX, min_n=v),
    "suppress_below": lambda v: audit.group_table(Y, HARD, SEX, suppress_below=v),
    "intersections": lambda v: audit.group_table(Y, HARD, SEX, intersections=v),
    "below": lambda v: audit.suppress_small_cells(audit.group_table(Y, HARD, SEX), below=v),
    "min_n of calibration": lambda v: audit.calibration_by_group(Y, P, SEX, min_n=v),
    "min_n of AUC": lambda v: audit.auc_by_group(Y, P, SEX, min_n=v),
    "min_n of thresholds": lambda v: audit.threshold_sweep(Y, P, SEX, [0.5], min_n=v),
    "min_n of missing values": lambda v: audit.missingness_audit(ONE, Y, min_n=v),
    "min_n of a label": lambda v: audit.label_bias(Y, HARD, Y, SEX, min_n=v),
    "n_draws": lambda v: audit.label_bias(Y, HARD, Y, SEX, n_draws=v),
    "min_n of subgroups": lambda v: audit.search_subgroups(Y, HARD, SEX, min_n=v),
    "k of a ranking": lambda v: text.ranking_metrics(
        pd.DataFrame({"query": [0], "rank": [1], "doc_id": ["a"]}), {0: ["a"]}, k=v
    ),
    "k of a search": lambda v: text.BM25Index().fit(["deux notes", "trois notes"]).search(["notes"], k=v),
    "dimensions": lambda v: text.DenseIndex(dimensions=v),
    "size": lambda v: chunk_text("Une phrase. Deux phrases.", size=v),
    "vocab_size": lambda v: text.BytePairTokenizer.train(["une note"], vocab_size=v),
    "min_count": lambda v: text.BytePairTokenizer.train(["une note"], min_count=v),
}
POSITIVE = {
    "sigma": lambda v: evaluate.control_chart(Y, P, WEEK, sigma=v),
    "sigma of alarms": lambda v: evaluate.alarm_policy(P, WEEK, sigma=v, n_simulations=2),
    "odds_ratio": lambda v: evaluate.risk_adjusted_cusum(Y, P, odds_ratio=v),
    "limit": lambda v: evaluate.risk_adjusted_cusum(Y, P, limit=v),
}


@pytest.mark.parametrize("setting", WHOLE)
def test_a_number_of_something_is_whole_and_not_negative_or_refused_by_name(setting):
    for value in NOT_WHOLE:
        with pytest.raises(ValueError, match=rf"{setting.split(' ')[0]} must be a whole number") as error:
            WHOLE[setting](value)
        assert repr(value) in str(error.value)


@pytest.mark.parametrize("setting", POSITIVE)
def test_a_limit_that_would_never_or_always_alarm_is_refused_by_name(setting):
    for value in NOT_POSITIVE:
        with pytest.raises(ValueError, match=rf"{setting.split(' ')[0]} must be a finite number above 0"):
            POSITIVE[setting](value)


def test_a_worth_that_is_no_amount_is_refused():
    found = evaluate.incremental_cost(P, Y, HARD, n_resamples=5)
    for value in (-1, float("nan"), float("inf"), "100"):
        for asked in (found.net_benefit, found.worthwhile):
            with pytest.raises(ValueError, match="worth must be a finite number of at least 0"):
                asked(value)


def test_shares_outside_0_to_1_are_refused():
    for value in (-0.1, 1.5, float("nan"), "x"):
        with pytest.raises(ValueError, match="min_support must be a number from 0 to 1"):
            audit.search_subgroups(Y, HARD, SEX, min_support=value)
        with pytest.raises(ValueError, match="b must be a number from 0 to 1"):
            text.BM25Index(b=value)


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.float32(3), Decimal(3)])
def test_whole_numbers_are_taken_however_they_are_written(value):
    assert settings.whole(value, "k") == 3
    assert isinstance(settings.whole(value, "k"), int)
    assert settings.real(value, "k", above=0) == 3.0
