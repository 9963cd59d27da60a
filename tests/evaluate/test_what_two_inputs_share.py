"""Functions against kinds of input: the same people give the same numbers, or are refused; never other numbers in silence."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sklearn.linear_model import LogisticRegression

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
    "rating": np.arange(N) % 3,
    "rating_b": np.arange(N) // 2 % 3,
    "deferred": (Q > 0.5).astype(int),
    "y_review": np.where(np.arange(N) % 2, Y, np.nan),
    "recorded": np.arange(N) * 1.5,
    "moment": np.arange(N) * 2.0 - 3,
    "crp": np.round(RNG.normal(40, 20, N), 1),
}
few = {"n_resamples": 3, "random_state": 0}


def two(**of):
    return {"a": of["y_prob"], "b": of["other"]}


# every public function that pairs two inputs: the inputs it takes, and the call
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
    "CalibrationDisplay": (
        "y_true y_prob",
        lambda **of: evaluate.CalibrationDisplay.from_predictions(**of).table,
    ),
    "RocDisplay": ("y_true y_prob", lambda **of: evaluate.RocDisplay.from_predictions(*of.values()).table),
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


@each
def test_rows_in_another_order_are_the_same_people(name):
    seeds = iter(range(20))
    same_rows(call(name, of(name)), call(name, of(name, lambda n, v: shuffled(n, v, next(seeds)))))


@each
def test_other_people_are_refused_by_name(name):
    count = iter(range(20))

    def strangers(label, values):
        index = LABELS if not next(count) else [*LABELS[1:], "stranger"]
        return pd.Series(values, index=index, name=label)

    with pytest.raises(ValueError, match="'p0'"):
        call(name, of(name, strangers))


def whole(values):
    return values.dtype.kind in "iu"


def retyped(kind):
    def make(_name, values):
        if kind == "objects":
            return pd.Series(list(values), dtype=object)
        if kind == "nullable":
            return pd.Series(values).convert_dtypes()
        if kind == "arrow":
            return pa.array(list(values), from_pandas=True)
        if kind == "arrow in pandas":
            return pd.Series(values).convert_dtypes(dtype_backend="pyarrow")
        if kind == "masked":
            return np.ma.masked_invalid(values) if values.dtype.kind == "f" else np.ma.array(values)
        if kind == "polars":
            return pl.Series(list(values), nan_to_null=True)
        if kind == "categories" and values.dtype.kind in "iuO":
            return pd.Series(values).astype("category")
        if kind == "floats" and whole(values):
            return values.astype(float)
        if kind == "Decimal" and values.dtype.kind != "O":
            return pd.Series([None if v != v else Decimal(str(v)) for v in values.tolist()], dtype=object)
        return values

    return make


TYPES = [
    "objects",
    "nullable",
    "arrow",
    "arrow in pandas",
    "masked",
    "polars",
    "categories",
    "floats",
    "Decimal",
]


@each
def test_a_type_changes_no_number(name):
    plain = call(name, of(name))
    for kind in TYPES:
        if name == "bootstrap_interval" and kind == "Decimal":
            continue  # its statistic is the caller's, and gets the columns as they are
        same_rows(plain, call(name, of(name, retyped(kind))))


def lost(values, kind):
    """One value of the column gone, as its type says it."""
    hole = np.arange(N) == 5
    if kind == "masked":
        return np.ma.array(values, mask=hole)
    if kind == "NaT":
        return pd.Series(pd.to_timedelta(values, unit="s")).mask(hole)
    return pd.Series(values).convert_dtypes().mask(hole)


# the statistic of a bootstrap is the caller's: its columns may hold anything
@taking("y_true", "bootstrap_interval")
def test_a_hole_in_the_outcome_is_never_read_as_a_value(name):
    for kind in ("masked", "nullable", "NaT"):
        with pytest.raises(ValueError):
            call(name, of(name, lambda n, v, kind=kind: lost(v, kind) if n == "y_true" else v))


@taking("y_prob", "bootstrap_interval")
def test_probabilities_are_the_events_and_numbers(name):
    for bad in (P.astype(str), pd.to_timedelta(P, unit="s"), np.column_stack([1 - P, P])):
        if name == "conformal_sets" and bad.ndim == 2:
            continue  # it takes those of every class
        with pytest.raises(ValueError):
            call(name, of(name, lambda n, v, bad=bad: bad if n == "y_prob" else v))


@taking("y_true", "bootstrap_interval", "ErrorsByKindDisplay")
def test_an_outcome_in_words_is_refused(name):
    with pytest.raises(ValueError):
        call(name, of(name, lambda n, v: np.where(v == 1, "décès", "vivant") if n == "y_true" else v))


def test_models_as_a_frame_of_both_classes_are_refused():
    both = np.column_stack([1 - P, P])
    for given in (both, pd.DataFrame(both), {"no": 1 - P, "yes": P}):
        with pytest.raises(ValueError, match="both classes"):
            evaluate.decision_curve(Y, given)


SAME_PATIENTS = {
    "a hole made floats of them": ([11, 12, 15], [12.0, 15.0, np.nan]),
    "text on one side": (["11", "12", "15"], [12, 15]),
    "floats as text": (["12.0", "15.0"], [12, 15]),
    "zeros lost in reading": (["0012", "0015"], [12, 15]),
    "Decimal from a database": ([Decimal("12"), Decimal("15")], ["12", "15"]),
    "nullable": (pd.array([12, 15, None], dtype="Int64"), np.array([12.0, 15.0])),
    "bytes": ([b"p12", b"p15"], ["p12", "p15"]),
    "accents typed in two ways": (["Ame\u0301lie", "No\u00e9"], ["Am\u00e9lie", "Noe\u0301"]),
    "spaces around": (["12 ", " 15"], ["12", "15"]),
    "categories": (pd.Series([12, 15]).astype("category"), ["12", "15"]),
}


@pytest.mark.parametrize("case", SAME_PATIENTS)
def test_a_patient_is_found_whatever_the_type_of_the_identifier(case):
    row = evaluate.shared_patients(*SAME_PATIENTS[case]).iloc[0]
    assert (row["n"], row["status"]) == (2, "leak")
    back = evaluate.shared_patients(*SAME_PATIENTS[case][::-1]).iloc[0]
    assert (back["n"], back["status"]) == (2, "leak")


@pytest.mark.parametrize(
    ("train", "test"),
    [
        ([1.0, np.nan], [2.0, np.nan]),
        ([None, None], ["a", "b"]),
        ([1, 2], ["3f-a9", "77-b0"]),
    ],
)
def test_what_names_nobody_is_neither_shared_nor_cleared(train, test):
    row = evaluate.shared_patients(train, test).iloc[0]
    assert (row["n"], row["status"]) == (0, "not_checked") and "Not checked, because" in row["detail"]


def test_identifiers_that_lost_their_digits_are_refused():
    with pytest.raises(ValueError, match="last digits are lost"):
        evaluate.shared_patients([9007199254740993117.0], ["9007199254740993117"])


def test_duplicates_are_found_whatever_their_types():
    train = pd.DataFrame({"a": [1, 2, 3], "b": [0.1, 0.25, 0.7]})
    for test in (
        train.astype(str),
        train.astype("float32"),
        train.astype({"a": object}).map(lambda v: Decimal(str(v))),
        pl.from_pandas(train),
    ):
        assert evaluate.duplicate_rows(train, test)["n"][0] == 3
    moments = pd.to_datetime(["2025-01-01 10:00+01:00", "2025-01-02 10:00+01:00"])
    first, second = pd.DataFrame({"at": moments}), pd.DataFrame({"at": moments.tz_convert("UTC")})
    assert evaluate.duplicate_rows(first, second)["n"][0] == 2


TIMES = ["2025-02-03 10:00", "2025-02-04 10:00"]


@pytest.mark.parametrize(
    ("recorded", "outcome"),
    [
        (pd.to_datetime(TIMES).tz_localize("Europe/Paris"), pd.to_datetime(TIMES)),
        (pl.Series(TIMES).str.to_datetime().dt.replace_time_zone("UTC"), pd.to_datetime(TIMES)),
        ([t + "+01:00" for t in TIMES], TIMES),
        (["03/02/2025 10:00", "04/02/2025 10:00"], TIMES),
        ([3.0, 4.0], pd.to_datetime(TIMES)),
        ([TIMES[0] + "+01:00", TIMES[1]], [t + "+01:00" for t in TIMES]),
    ],
)
def test_times_that_cannot_be_compared_are_refused(recorded, outcome):
    frame = pl.DataFrame if isinstance(recorded, pl.Series) else pd.DataFrame
    with pytest.raises(ValueError, match="zone|ISO 8601|cannot be compared"):
        evaluate.features_after_outcome(frame({"crp_at": recorded}), outcome)


def test_times_with_two_zones_are_compared_as_instants():
    paris = pd.Series(pd.to_datetime(["2025-02-03 10:00", "2025-02-03 11:00"])).dt.tz_localize("Europe/Paris")
    utc = pd.Series(pd.to_datetime(["2025-02-03 09:30", "2025-02-03 09:30"])).dt.tz_localize("UTC")
    row = evaluate.features_after_outcome(pd.DataFrame({"crp_at": paris}), utc).iloc[0]
    assert (row["n"], row["status"]) == (1, "leak")
    texts = ["2025-02-03T10:00:00+01:00", "2025-02-03T11:00:00+01:00"]
    assert evaluate.features_after_outcome(pd.DataFrame({"crp_at": texts}), utc)["n"][0] == 1


def test_a_day_without_its_hour_clears_nobody():
    day = pd.DataFrame({"crp_at": ["2025-02-03", "2025-02-02"]})
    hours = ["2025-02-03 09:30", "2025-02-03 09:30"]
    row = evaluate.features_after_outcome(day, hours).iloc[0]
    assert row["status"] == "not_checked" and "no hour" in row["detail"]


HIDDEN = np.r_[np.arange(12) / 10, 5 + np.arange(12) / 10]
ENDS = np.repeat([0, 1], 12)


@pytest.mark.parametrize(
    "hide",
    [
        lambda v: pd.Series([None, *v[1:]], dtype=object),
        lambda v: [Decimal(str(x)) for x in v],
        lambda v: pd.to_timedelta(v, unit="h"),
        lambda v: [pd.Timedelta(x, unit="h").to_pytimedelta() for x in v],
        lambda v: pd.Timestamp("2025-01-01") + pd.to_timedelta(v, unit="h"),
        lambda v: v.astype(str),
        lambda v: pd.array(v, dtype="Float64"),
        lambda v: pd.array(v, dtype="float64[pyarrow]"),
        lambda v: pd.Categorical(v),
    ],
)
def test_a_leak_is_suspect_however_its_numbers_are_kept(hide):
    assert evaluate.single_feature_auc(pd.DataFrame({"delay": hide(HIDDEN)}), ENDS)["status"][0] == "suspect"


@pytest.mark.parametrize("unread", [[[1]] * 24, [f"note {i}" for i in range(24)], [None] * 24])
def test_a_feature_that_cannot_be_read_is_not_cleared(unread):
    table = evaluate.single_feature_auc(pd.DataFrame({"x": pd.Series(unread, dtype=object)}), ENDS)
    assert table["status"][0] == "not_checked" and table["detail"][0].startswith("Not checked, because")


def test_half_a_check_is_not_a_check():
    table = evaluate.leakage_report(pd.DataFrame({"x": P}), Y, train_patients=np.arange(N))
    assert table.set_index("check").loc["shared_patients", "status"] == "not_checked"


CODES = np.arange(90) % 3


@pytest.mark.parametrize(
    "now",
    [
        CODES.astype(str),
        CODES.astype(float),
        [f"{c}.0" for c in CODES],
        [Decimal(int(c)) for c in CODES],
        pd.array(CODES, dtype="Int64"),
        pd.Categorical(CODES),
        np.array([c if c else "0" for c in CODES.tolist()], dtype=object),
    ],
)
def test_a_change_of_type_is_no_drift(now):
    for before, after in ((CODES, now), (now, CODES)):
        assert evaluate.population_stability_index(before, after).psi == pytest.approx(0)
        report = evaluate.drift_report(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}))
        assert not report["drifted"].any()


def test_a_drift_that_would_be_one_of_types_is_refused():
    times = pd.Series(pd.to_datetime(["2025-01-01"] * 3))
    for before, after in [
        ([1, 2, 3], ["one", "two", "three"]),
        (times, times.dt.tz_localize("UTC")),
        (pd.to_timedelta([1, 2, 3], unit="h"), [1, 2, 3]),
    ]:
        with pytest.raises(ValueError, match="of types"):
            evaluate.population_stability_index(before, after)


WORDS = ["mild", "severe", "moderate", "critical", "mild", "severe"]
GRADES = ["mild", "moderate", "severe", "critical"]


def test_the_alphabet_orders_no_grades():
    other = WORDS[1:] + WORDS[:1]
    with pytest.raises(ValueError, match="labels in order"):
        evaluate.cohen_kappa(WORDS, other, weights="linear")
    with pytest.raises(ValueError, match="labels in order"):
        evaluate.krippendorff_alpha(np.column_stack([WORDS, other]), level="ordinal", n_resamples=0)
    told = evaluate.cohen_kappa(WORDS, other, weights="linear", labels=GRADES)
    kinds = pd.CategoricalDtype(GRADES, ordered=True)
    ordered = [pd.Series(side, dtype=kinds) for side in (WORDS, other)]
    assert evaluate.cohen_kappa(*ordered, weights="linear") == told
    frame = pd.DataFrame({"a": ordered[0], "b": ordered[1]})
    assert evaluate.krippendorff_alpha(frame, level="ordinal", n_resamples=0) == evaluate.krippendorff_alpha(
        frame.astype(object), level="ordinal", labels=GRADES, n_resamples=0
    )


def test_raters_who_type_their_grades_differently_agree():
    assert evaluate.cohen_kappa([1, 0, 1], [True, False, True]).estimate == pytest.approx(1)
    told = {"a": Y, "b": Y.astype(int)}
    assert not evaluate.ErrorsByKindDisplay.from_predictions(Y, told, PEOPLE["groups"]).table["errors"].any()
    assert evaluate.cohen_kappa([1, 2, 3], ["1", "2", "3"]).estimate == pytest.approx(1)
    assert evaluate.cohen_kappa(["\u00e9", "a"], ["e\u0301", "a"]).estimate == pytest.approx(1)


def test_months_in_order_and_numbers_in_theirs():
    months = pd.Categorical(["feb", "jan", "dec"] * 16, categories=["dec", "jan", "feb"], ordered=True)
    assert evaluate.control_chart(Y, P, months)["period"].tolist() == ["dec", "jan", "feb"]
    weeks = np.array([9, 10, 11] * 16, dtype=object)
    assert evaluate.control_chart(Y, P, weeks)["period"].tolist() == [9, 10, 11]


def test_one_group_written_in_two_ways_is_one_group():
    for groups in ([1, "1"] * 24, ["e\u0301", "\u00e9"] * 24):
        assert len(audit.group_metrics(Y, P > 0.5, groups)) == 1


def test_groups_encoded_once_keep_their_rows_labels():
    sex = shuffled("sex", PEOPLE["groups"], 3)
    y, pred = (shuffled(n, PEOPLE[n], 0) for n in ("y_true", "y_pred"))
    pd.testing.assert_frame_equal(
        audit.group_table(y, pred, audit.encode_groups(sex)), audit.group_table(y, pred, sex)
    )


DEATHS = pd.DataFrame({"risk": np.r_[np.linspace(0, 0.4, 20), np.linspace(0.3, 1, 10)]})
ENDED = np.repeat([0, 1], [20, 10])


@pytest.mark.parametrize("words", [("vivant", "décès"), ("a", "z"), (2, 1)])
def test_the_event_is_named_and_not_the_alphabets(words):
    y = np.where(ENDED == 1, words[1], words[0])
    costs = {"cost_missed_case": 10.0, "cost_deferral": 0.5}
    with pytest.raises(ValueError, match="Which class is the event"):
        oversight.RejectOptionClassifier(**costs).fit(DEATHS, y)
    rule = oversight.RejectOptionClassifier(**costs, pos_label=words[1]).fit(DEATHS, y)
    plain = oversight.RejectOptionClassifier(**costs).fit(DEATHS, ENDED)
    np.testing.assert_array_equal(rule.predict(DEATHS) == words[1], plain.predict(DEATHS) == 1)
    np.testing.assert_array_equal(rule.defer(DEATHS), plain.defer(DEATHS))
    with pytest.raises(ValueError, match="none of the classes"):
        oversight.RejectOptionClassifier(pos_label="mort").fit(DEATHS, y)


def test_rows_of_training_in_another_order_are_the_same_people():
    X = DEATHS.set_axis([f"p{i}" for i in range(30)])
    y = pd.Series(ENDED, index=X.index)
    parts = (X, y.sample(frac=1, random_state=1), pd.Series(list("FM") * 15, index=X.index).sample(frac=1))
    in_order = tuple(part.sort_index() for part in parts)
    for method in ("none", "reweighing"):
        first, second = (
            audit.compare_mitigations(LogisticRegression(), rows, rows, methods=[method], threshold=0.3)
            for rows in (parts, in_order)
        )
        same_rows(first, second)


def test_splits_in_time_follow_the_labels_of_the_rows():
    time = pd.Series(pd.date_range("2025-01-01", periods=6), index=list("abcdef"))
    X = pd.DataFrame({"x": range(6)}, index=list("fedcba"))
    ((train, test),) = evaluate.TemporalSplit(time, ["2025-01-04"]).split(X)
    assert sorted(X.index[train]) == list("abc") and sorted(X.index[test]) == list("def")
    with pytest.raises(ValueError, match="zone"):
        evaluate.TemporalSplit(time.dt.tz_localize("UTC"), ["2025-01-04"])


def test_classes_in_another_order_of_columns_are_put_in_theirs():
    both = pd.DataFrame({"1": P, "0": 1 - P})
    plain = oversight.conformal_sets(Y, P, P[:5])
    np.testing.assert_array_equal(oversight.conformal_sets(Y, both, both[:5]), plain)
    named = both.set_axis(["event", "none"], axis=1)
    with pytest.raises(ValueError, match="in one order"):
        oversight.conformal_sets(Y, named[["none", "event"]], named[:5])
    with pytest.raises(ValueError, match="whole numbers"):
        oversight.conformal_sets(Y + 0.5, P, P[:5])
    with pytest.raises(ValueError):
        oversight.coverage_by_group([0, 1], np.array([["True", "False"], ["True", "False"]]))


def test_no_claim_proves_nothing():
    numbers = oversight.performance_numbers(Y, P, threshold=0.5, n_resamples=0)
    claims = numbers[["group", "statistic", "estimate"]]
    assert not len(oversight.check_numbers(claims.sample(frac=1, random_state=0), numbers))
    with pytest.raises(ValueError, match="empty"):
        oversight.check_numbers(claims[:0], numbers)


def test_predictions_meet_outcomes_whatever_the_type_of_the_stay():
    risks = pd.DataFrame({"stay": [3, 1, 2], "risk": [0.3, 0.1, 0.2]})
    for stays in (["01", "02", "03"], [1.0, 2.0, 3.0], [Decimal(1), Decimal(2), Decimal(3)]):
        joined = evaluate.join_outcomes(risks, pd.DataFrame({"stay": stays, "died": [0, 0, 1]}), "stay")
        assert joined["died"].tolist() == [1, 0, 0]
    with pytest.raises(ValueError, match="share no identifier"):
        evaluate.join_outcomes(
            risks, pd.DataFrame({"stay": ["x", "y"], "died": [0, 1]}), "stay", allow_missing=True
        )


def test_one_instant_and_one_word_are_logged_once():
    row = {"case": "c1", "model": "m", "version": "1", "probability": 0.4, "role": "nurse", "harm": "none"}
    log = pd.DataFrame(
        [
            row | {"time": "2025-01-01T10:00:00+01:00", "suggestion": "e\u0301cho", "decision": "\u00e9cho"},
            row | {"time": "2025-01-01T09:00:00+00:00", "suggestion": "a", "decision": "a"},
        ]
    )
    assert oversight.validate_override_log(log)["problem"].tolist() == [
        "The same case at the same time is logged twice."
    ]
