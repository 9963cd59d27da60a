"""Forty-eight people, and every public function that pairs two inputs about them."""

from dataclasses import astuple

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit import audit, evaluate, oversight

N = 48
RNG = np.random.default_rng(4)
Y = np.arange(N) % 3 == 0
P = np.round(np.where(Y, 0.55, 0.3) + RNG.uniform(-0.25, 0.25, N), 3)
Q = np.round(np.clip(P + RNG.uniform(-0.2, 0.2, N), 0.01, 0.99), 3)
PEOPLE = {
    "y_true": Y.astype(int),
    "y_pred": (P >= 0.5).astype(int),
    "y_prob": P,
    "y_score": P,
    "other": Q,
    "sample_weight": np.arange(N) % 4 + 1.0,
    "cluster": np.arange(N) // 2 + 10,
    "groups": np.array(["F", "M", "F", "M", "M", "F"] * (N // 6), dtype=object),
    "period": np.arange(N) // 12 + 1,
    "gain": Q,
    "share": P,
    "rating": np.arange(N) % 3,
    "rating_b": np.arange(N) // 2 % 3,
    "deferred": (Q > 0.5).astype(int),
    "y_review": np.where(np.arange(N) % 2, Y, np.nan),
    "recorded": np.arange(N) * 1.5,
    "moment": np.arange(N) * 2.0 - 3,
    "crp": np.round(RNG.normal(40, 20, N), 1),
    "numerator": np.arange(N) % 4,
    "denominator": np.arange(N) % 5 + 5,
    "reference_numerator": np.arange(N) % 3,
    "reference_denominator": np.arange(N) % 7 + 4,
    "observed": np.arange(N) % 11 * 1.0,
    "low": np.arange(N) % 7 * 1.0,
    "high": np.arange(N) % 7 + np.arange(N) % 3 + 1.0,
    "programme": np.arange(N) % 2,
    "cost": np.arange(N) % 13 * 10.0,
}
few = {"n_resamples": 3, "random_state": 0}


def two(**of):
    return {"a": of["y_prob"], "b": of["other"]}


# every public function that pairs two inputs (test_what_two_inputs_share reads the rooms for one that is not here): the
# inputs it takes, and the call
FUNCTIONS = {
    "auc": ("y_true y_score sample_weight", lambda **of: evaluate.auc(**of)),
    "auc_interval": ("y_true y_score cluster", lambda **of: evaluate.auc_interval(**of)),
    "auc_difference": (
        "y_true y_score other cluster",
        lambda y_true, y_score, other, cluster: evaluate.auc_difference(
            y_true, y_score, other, cluster=cluster
        ),
    ),
    "brier_score": ("y_true y_prob sample_weight", lambda **of: evaluate.brier_score(**of)),
    "brier_decomposition": ("y_true y_prob", lambda **of: evaluate.brier_decomposition(**of)),
    "calibration_table": ("y_true y_prob sample_weight", lambda **of: evaluate.calibration_table(**of)),
    "expected_calibration_error": ("y_true y_prob", lambda **of: evaluate.expected_calibration_error(**of)),
    "squared_calibration_error": ("y_true y_prob", lambda **of: evaluate.squared_calibration_error(**of)),
    "observed_expected": ("y_true y_prob", lambda **of: evaluate.observed_expected(**of)),
    "recalibrate": ("y_true y_prob", lambda **of: evaluate.recalibrate(**of)),
    "calibration_in_the_large": ("y_true y_prob", lambda **of: evaluate.calibration_in_the_large(**of)),
    "calibration_summary": ("y_true y_prob cluster", lambda **of: evaluate.calibration_summary(**of, **few)),
    "net_benefit": ("y_true y_prob sample_weight", lambda **of: evaluate.net_benefit(**of, thresholds=0.3)),
    "decision_curve": (
        "y_true y_prob other cluster",
        lambda y_true, cluster, **of: evaluate.decision_curve(
            y_true, two(**of), [0.3], cluster=cluster, **few
        ),
    ),
    "compare_models": (
        "y_true y_prob other cluster",
        lambda y_true, cluster, **of: evaluate.compare_models(y_true, two(**of), cluster=cluster, **few),
    ),
    "validation_by_cohort": (
        "y_true y_prob groups",
        lambda y_true, y_prob, groups: evaluate.validation_by_cohort(y_true, y_prob, groups, n_resamples=0),
    ),
    "control_chart": ("y_true y_prob period", lambda **of: evaluate.control_chart(**of)),
    "risk_adjusted_cusum": ("y_true y_prob", lambda **of: evaluate.risk_adjusted_cusum(**of)),
    "alarm_policy": (
        "y_prob period",
        lambda **of: evaluate.alarm_policy(**of, n_simulations=5, random_state=0),
    ),
    "cohen_kappa": (
        "rating rating_b",
        lambda rating, rating_b: evaluate.cohen_kappa(rating, rating_b, weights="linear").estimate,
    ),
    "bootstrap_interval": (
        "y_true y_prob cluster",
        lambda y_true, y_prob, cluster: evaluate.bootstrap_interval(
            lambda y, p: float((y * 1.0 * p.astype(float)).mean()), y_true, y_prob, cluster=cluster, **few
        ),
    ),
    "single_feature_auc": (
        "crp y_true",
        lambda crp, y_true: evaluate.single_feature_auc(framed(crp), y_true),
    ),
    "target_derived": (
        "rating y_true",
        lambda rating, y_true: evaluate.target_derived(framed(rating), y_true),
    ),
    "features_after_outcome": (
        "recorded moment",
        lambda recorded, moment: evaluate.features_after_outcome(framed(recorded), moment),
    ),
    "wilson_interval": ("numerator denominator", lambda **of: evaluate.wilson_interval(**of)),
    "newcombe_difference": (
        "numerator denominator reference_numerator reference_denominator",
        lambda **of: evaluate.newcombe_difference(*of.values()),
    ),
    "difference_p_value": (
        "numerator denominator reference_numerator reference_denominator",
        lambda **of: audit.difference_p_value(**of),
    ),
    "predictive_values": ("share other gain", lambda **of: evaluate.predictive_values(*of.values())),
    "interval_score": ("observed low high", lambda **of: evaluate.interval_score(**of, alpha=0.1)),
    "weighted_interval_score": (
        "observed crp low high",
        lambda observed, crp, low, high: evaluate.weighted_interval_score(
            observed, crp, one_column(low), one_column(high), [0.1]
        ),
    ),
    "incremental_cost": (
        "cost deferred programme",
        lambda cost, deferred, programme: astuple(
            evaluate.incremental_cost(cost, deferred, programme, n_resamples=3)
        )[:2],
    ),
    "difference_in_differences": (
        "observed crp programme",
        lambda **of: evaluate.difference_in_differences(*of.values()),
    ),
    "area_under_risk_coverage": (
        "y_true y_prob gain",
        lambda y_true, y_prob, gain: oversight.area_under_risk_coverage(y_true, y_prob, doubt=gain),
    ),
    "count_cells": ("y_true y_pred groups sample_weight", lambda **of: audit.count_cells(**of).counts),
    "CalibrationDisplay": (
        "y_true y_prob sample_weight",
        lambda **of: evaluate.CalibrationDisplay.from_predictions(**of).table,
    ),
    "RocDisplay": (
        "y_true y_prob sample_weight",
        lambda **of: evaluate.RocDisplay.from_predictions(*of.values()).table,
    ),
    "ErrorsByKindDisplay": (
        "y_true y_pred deferred groups",
        lambda y_true, y_pred, deferred, groups: (
            evaluate.ErrorsByKindDisplay.from_predictions(y_true, {"a": y_pred, "b": deferred}, groups).table
        ),
    ),
    "group_table": (
        "y_true y_pred groups cluster",
        lambda **of: audit.group_table(**of, suppress_below=0),
    ),
    "group_metrics": ("y_true y_pred groups sample_weight", lambda **of: audit.group_metrics(**of)),
    "bootstrap_metrics": (
        "y_true y_pred groups y_prob cluster",
        lambda **of: audit.bootstrap_metrics(**of, **few).intervals(),
    ),
    "dispersion": (
        "y_true y_pred groups",
        lambda **of: audit.dispersion(**of, n_simulations=5, random_state=0),
    ),
    "search_subgroups": ("y_true y_pred groups", lambda **of: audit.search_subgroups(**of, min_n=3)),
    "auc_by_group": ("y_true y_prob groups cluster", lambda **of: audit.auc_by_group(**of)),
    "calibration_by_group": ("y_true y_prob groups", lambda **of: audit.calibration_by_group(**of)),
    "reliability_by_group": ("y_true y_prob groups", lambda **of: audit.reliability_by_group(**of, n_bins=3)),
    "threshold_sweep": (
        "y_true y_prob groups",
        lambda **of: audit.threshold_sweep(**of, thresholds=[0.3, 0.5]),
    ),
    "label_bias": (
        "y_true y_pred y_review groups",
        lambda y_true, **of: audit.label_bias(y_true, **of, n_draws=10),
    ),
    "reweighing_weights": ("y_true groups", lambda **of: audit.reweighing_weights(**of)),
    "missingness_audit": (
        "y_review y_true",
        lambda y_review, y_true: audit.missingness_audit(framed(y_review), y_true),
    ),
    "missingness_by_group": (
        "y_review groups",
        lambda y_review, groups: audit.missingness_by_group(framed(y_review), groups, suppress_below=0),
    ),
    "paired_flips": (
        "y_prob other gain",
        lambda y_prob, other, gain: audit.paired_flips(y_prob, other, gain).notes,
    ),
    "defer_within_capacity": ("gain period", lambda **of: oversight.defer_within_capacity(**of, capacity=2)),
    "deferral_by_group": ("deferred groups", lambda **of: oversight.deferral_by_group(**of)),
    "risk_coverage_curve": (
        "y_true y_prob gain",
        lambda y_true, y_prob, gain: oversight.risk_coverage_curve(y_true, y_prob, doubt=gain),
    ),
    "RiskCoverageDisplay": (
        "y_true y_prob groups",
        lambda **of: oversight.RiskCoverageDisplay.from_predictions(**of).table,
    ),
    "performance_numbers": (
        "y_true y_prob groups cluster",
        lambda groups, **of: oversight.performance_numbers(
            **of, groups={"sex": groups}, threshold=0.5, n_resamples=0, min_cell=2
        ),
    ),
    "conformal_sets": (
        "y_true y_prob groups",
        lambda y_true, y_prob, groups: oversight.conformal_sets(
            y_true, y_prob, P[:4], groups_calibration=groups, groups_new=list("FMMF"), confidence=0.6
        ),
    ),
    "coverage_by_group": (
        "y_true deferred y_pred groups",
        lambda y_true, deferred, y_pred, groups: oversight.coverage_by_group(
            y_true, side_by_side(deferred, y_pred), groups
        ),
    ),
}


def framed(values):
    return pl.DataFrame({"x": values}) if isinstance(values, pl.Series) else pd.DataFrame({"x": values})


def one_column(values):
    """Bounds of one interval, of shape (n, 1), with the labels they came with."""
    return values.to_frame() if isinstance(values, pd.Series) else np.ma.asarray(values)[:, None]


def side_by_side(first, second):
    if isinstance(first, pd.Series):
        return pd.DataFrame({"0": first, "1": second})  # pandas aligns them by label
    return pd.DataFrame({"0": np.ma.filled(first), "1": np.ma.filled(second)})


LABELS = [f"p{i}" for i in range(N)]


def shuffled(name, values, seed):
    series = pd.Series(values, index=LABELS, name="group" if name == "groups" else name)
    return series.sample(frac=1, random_state=seed) if seed else series


def same_rows(values, result):
    """Both results as comparable tables."""
    tables = []
    for found in (values, result):
        if isinstance(found, pd.DataFrame):
            table = found.reset_index()
        elif hasattr(found, "__dataclass_fields__"):
            table = pd.DataFrame({k: [v] for k, v in vars(found).items() if not isinstance(v, pd.DataFrame)})
        else:
            table = pd.DataFrame(np.atleast_2d(np.asarray(found)))
        tables.append(table)
    first, second = tables
    assert list(first.columns) == list(second.columns) and len(first) == len(second)
    for name in first.columns:
        left, right = first[name].tolist(), second[name].tolist()
        for a, b in zip(left, right, strict=True):
            alike = (type(a) is type(b) and a == b) or (pd.isna(a) and pd.isna(b)) or str(a) == str(b)
            assert alike or (float(a) == pytest.approx(float(b), abs=1e-9)), (name, a, b)


each = pytest.mark.parametrize("name", FUNCTIONS)


def taking(column, *but):
    names = [
        name for name, (columns, _call) in FUNCTIONS.items() if column in columns.split() and name not in but
    ]
    return pytest.mark.parametrize("name", names)


def of(name, make=lambda _name, values: values):
    wanted = FUNCTIONS[name][0].split()
    return {each: make(each, PEOPLE[each]) for each in wanted}


def call(name, inputs):
    return FUNCTIONS[name][1](**inputs)
