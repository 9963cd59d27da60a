"""On the course's own cohort, the audit finds what was planted, and nothing where nothing was."""

import numpy as np
import pandas as pd
import pytest

from labkit import audit
from labkit.data import generate_stays, load_audit_stays, load_truth


@pytest.fixture(scope="module")
def stays():
    frame = load_audit_stays()
    return frame.assign(band=np.where(frame["age"] >= 66, "66+", "<66"))


@pytest.fixture(scope="module")
def planted():
    return load_truth("audit_stays").effects


def test_the_intersection_is_worse_than_either_attribute(stays, planted):
    table = audit.group_table(
        stays["sepsis"],
        stays["alarm"],
        stays[["sex", "band"]],
        "false_negative_rate",
        reference={"sex": "M"},
        intersections=2,
        cluster=stays["patient_id"],
    ).set_index("level")
    women, older = table.loc["F"], table.loc["F × 66+"]
    expected = planted["atypical_presentation"].observed
    assert women["ci_low"] < expected["alarm_missed_group"] < women["ci_high"]
    assert older["ci_low"] < expected["alarm_missed_subgroup"] < older["ci_high"]
    assert older["ci_low"] > women["estimate"] and older["p_adjusted"] < 1e-6


def test_the_search_puts_the_planted_subgroup_first(stays):
    found = audit.search_subgroups(
        stays["sepsis"], stays["alarm"], stays[["sex", "band", "language", "hospital", "area"]], max_depth=3
    )
    assert audit.subgroup_labels(found.head(1)) == ["sex=F & band=66+"]


def test_the_review_shows_what_the_label_hides(stays, planted):
    by_label = audit.group_table(
        stays["sepsis"], stays["alarm"], stays["language"], "sensitivity", reference={"language": "fr"}
    ).set_index("level")
    assert by_label.loc["en", "p_adjusted"] > 0.05
    table = audit.label_bias(
        stays["sepsis"], stays["alarm"], stays["chart_review"], stays["language"], reference="fr"
    )
    row = table[(table["level"] == "en") & (table["measure"] == "disease_without_label")].iloc[0]
    assert row["ci_low"] < planted["underdiagnosis"].observed["missed_group"] < row["ci_high"]
    assert row["diff_low"] > 0


def test_ordering_lactate_says_more_than_its_result(stays):
    row = audit.missingness_audit(stays[["lactate"]], stays["sepsis"]).iloc[0]
    assert 1 - row["auc_indicator_high"] > row["auc_value_high"]


def test_without_planted_effects_no_alarm_is_raised():
    clean = generate_stays(8_000, random_state=1).stays
    table = audit.group_table(
        clean["sepsis"], clean["alarm"], clean[["sex", "language", "area"]], "sensitivity"
    )
    assert not (table["p_adjusted"] < 0.01).any()
    assert isinstance(table, pd.DataFrame)
