"""Rows that two inputs do not share are named; estimators are fitted on rows paired by label."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from labkit import audit, evaluate, oversight

N = 80
RANDOM = np.random.default_rng(5)
Y = RANDOM.integers(0, 2, N)
P = np.clip(RANDOM.beta(2, 2, N) * 0.6 + 0.3 * Y, 0.01, 0.99)
LABELS = pd.Index([f"r{i:02d}" for i in range(N)])
OTHERS = pd.Index([f"s{i:02d}" for i in range(N)])
ORDER = RANDOM.permutation(N)


@pytest.mark.parametrize("labels", [OTHERS, pd.RangeIndex(N)])
@pytest.mark.parametrize(
    "function",
    [evaluate.auc, evaluate.brier_score, evaluate.decision_curve, oversight.risk_coverage_curve],
)
def test_no_row_in_common_says_so_with_an_example_of_each_side(function, labels):
    with pytest.raises(ValueError, match="no row in common") as caught:
        function(pd.Series(Y, LABELS), pd.Series(P, labels))
    assert "'r00'" in str(caught.value)
    assert repr(labels.tolist()[0]) in str(caught.value)


def test_rows_that_differ_by_one_are_named_on_both_sides():
    other = LABELS.where(np.arange(N) != 5, "x05")
    with pytest.raises(ValueError, match="'r05'.*'x05'"):
        evaluate.auc(pd.Series(Y, LABELS), pd.Series(P, other))


@pytest.mark.parametrize(
    "make",
    [
        lambda: evaluate.UpdatedClassifier(LogisticRegression(), cv=3),
        lambda: oversight.RejectOptionClassifier(LogisticRegression()),
    ],
)
def test_an_estimator_is_fitted_on_the_same_people(make):
    X, y = pd.DataFrame({"risk": P}, index=LABELS), pd.Series(Y, LABELS)
    expected = make().fit(X, y).predict_proba(X)
    np.testing.assert_allclose(make().fit(X, y.iloc[ORDER]).predict_proba(X), expected)
    with pytest.raises(ValueError, match="no row in common"):
        make().fit(X, y.set_axis(OTHERS))
    with pytest.raises(ValueError, match="without a label"):
        make().fit(X, np.ma.array(Y, mask=np.arange(N) == 3))
    np.testing.assert_allclose(
        make().fit(X, pd.Series(Y.tolist(), LABELS, dtype=object)).predict_proba(X), expected
    )


def test_percentages_beside_a_threshold_of_a_half_are_refused():
    scores = 60 + 30 * P
    with pytest.raises(ValueError, match="one side of the threshold"):
        audit.paired_flips(scores, scores + 1, scores)


COMPOSED, DECOMPOSED = "d\u00e9c\u00e9d\u00e9", "de\u0301ce\u0301de\u0301"


def test_accents_in_either_spelling_are_one_label_one_level_one_column():
    sexes = np.where(np.arange(N) % 2, COMPOSED, "autre")
    y, p = (
        pd.Series(v, index=[f"{name}{i}" for i in range(N)]) for v, name in ((Y, COMPOSED), (P, DECOMPOSED))
    )
    assert evaluate.auc(y, p.iloc[ORDER]) == evaluate.auc(Y, P)
    for table in (
        audit.auc_by_group(Y, P, sexes, reference=DECOMPOSED),
        audit.group_table(Y, Y, {COMPOSED: sexes}, "prevalence", reference={DECOMPOSED: DECOMPOSED}),
        oversight.deferral_by_group(Y, sexes, reference=DECOMPOSED),
    ):
        assert len(table)
    assert {*audit.group_table(Y, Y, sexes, "prevalence", reference={"group": DECOMPOSED}).reference} >= {
        COMPOSED
    }
    model = oversight.RejectOptionClassifier(LogisticRegression(), pos_label=DECOMPOSED)
    assert model.fit(P[:, None], sexes).event_ == COMPOSED
    frames = [pd.DataFrame({name: P, "b": P}) for name in (COMPOSED, DECOMPOSED)]
    assert {*evaluate.drift_report(*frames).feature} == {COMPOSED, "b"}
    assert evaluate.duplicate_rows(*frames).n[0] == N
    assert evaluate.join_outcomes(frames[0], frames[1].assign(y=Y), COMPOSED).y.tolist() == Y.tolist()


def test_a_level_named_by_another_type_is_that_level():
    assert audit.auc_by_group(Y, P, np.where(np.arange(N) % 2, 1, 2), reference="1").level.tolist() == (
        audit.auc_by_group(Y, P, np.where(np.arange(N) % 2, 1, 2), reference=1).level.tolist()
    )


def test_a_column_of_one_period_alone_is_named():
    with pytest.warns(UserWarning, match="of current alone.*lactate"):
        evaluate.drift_report(pd.DataFrame({"crp": P}), pd.DataFrame({"crp": P, "lactate": P}))
    with pytest.warns(UserWarning, match="of reference alone.*lactate"):
        evaluate.drift_report(pd.DataFrame({"crp": P, "lactate": P}), pd.DataFrame({"crp": P}))
