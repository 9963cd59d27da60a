import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

from labkit.evaluate import cohen_kappa, krippendorff_alpha

grades = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=60)
weightings = pytest.mark.parametrize("weights", [None, "linear", "quadratic"])


@pytest.mark.filterwarnings("ignore::RuntimeWarning:statsmodels")
@weightings
@settings(max_examples=30)
@given(grades)
def test_same_kappa_as_scikit_learn_and_same_error_as_statsmodels(weights, pairs):
    a, b = np.array(pairs).T
    result = cohen_kappa(a, b, weights=weights, labels=range(4))
    if np.isnan(result.estimate):
        assert len(set(a) | set(b)) == 1
        return
    assert result.estimate == pytest.approx(
        cohen_kappa_score(a, b, weights=weights, labels=range(4)), abs=1e-9
    )
    table = np.zeros((4, 4))
    np.add.at(table, (a, b), 1)
    kind = {None: None, "linear": "linear", "quadratic": "fc"}[weights]
    reference = cohens_kappa(table, wt=kind)
    assert result.standard_error**2 == pytest.approx(max(reference.var_kappa, 0), abs=1e-9)


@weightings
def test_kappa_is_one_for_agreement_and_symmetric(weights):
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 4, 200), rng.integers(0, 4, 200)
    assert cohen_kappa(a, a, weights=weights).estimate == pytest.approx(1)
    there, back = cohen_kappa(a, b, weights=weights), cohen_kappa(b, a, weights=weights)
    assert (there.estimate, there.ci_low) == pytest.approx((back.estimate, back.ci_low))
    assert there.ci_low < 0 < there.ci_high, "raters at random agree by chance only"


def test_order_of_the_labels_matters_with_weights():
    a = ["mild", "severe", "moderate", "mild", "severe"]
    b = ["moderate", "severe", "severe", "mild", "moderate"]
    ordered = cohen_kappa(a, b, weights="quadratic", labels=["mild", "moderate", "severe"])
    assert ordered.estimate != pytest.approx(
        cohen_kappa(a, b, weights="quadratic", labels=["severe", "mild", "moderate"]).estimate
    )
    renamed = {"mild": "léger", "moderate": "modéré", "severe": "sévère"}
    french = [[renamed[v] for v in x] for x in (a, b)]
    assert cohen_kappa(*french, weights="quadratic", labels=list(renamed.values())) == ordered


def test_kappa_refuses():
    with pytest.raises(ValueError, match="row 1 is missing"):
        cohen_kappa([1.0, np.nan], [1.0, 2.0])
    with pytest.raises(ValueError, match="severe, not among"):
        cohen_kappa(["mild", "severe"], ["mild", "mild"], labels=["mild"])
    with pytest.raises(ValueError, match="weights"):
        cohen_kappa([1, 2], [1, 2], weights="cubic")
    with pytest.raises(ValueError, match="Lengths differ"):
        cohen_kappa([1, 2], [1])
    assert np.isnan(cohen_kappa([1, 1], [1, 1]).estimate)


# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section E: four observers, twelve units
N = np.nan
EXAMPLE = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_published_example(level, alpha):
    result = krippendorff_alpha(EXAMPLE, level=level, random_state=0)
    assert result.estimate == pytest.approx(alpha, abs=5e-4)
    assert result.ci_low <= result.estimate <= result.ci_high


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_alpha_ignores_the_order_of_units_and_raters(seed):
    rng = np.random.default_rng(seed)
    base = krippendorff_alpha(EXAMPLE, n_resamples=0).estimate
    shuffled = EXAMPLE[rng.permutation(12)][:, rng.permutation(4)]
    assert krippendorff_alpha(shuffled, n_resamples=0).estimate == pytest.approx(base, abs=1e-12)


def test_alpha_approaches_fleiss_kappa_with_many_units():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 4000)
    ratings = np.where(rng.random((4000, 3)) < 0.7, truth[:, None], rng.integers(0, 3, (4000, 3)))
    table = np.stack([(ratings == k).sum(1) for k in range(3)], 1)
    result = krippendorff_alpha(ratings, n_resamples=0).estimate
    # alpha corrects for small samples: the two differ by (1 - kappa) / (number of ratings)
    kappa = fleiss_kappa(table)
    assert result == pytest.approx(kappa + (1 - kappa) / ratings.size, abs=1e-6)


def test_alpha_takes_frames_text_and_missing_ratings():
    words = [["low", "low"], ["high", None], ["high", "high"], ["low", "high"]]
    pandas = krippendorff_alpha(pd.DataFrame(words), random_state=0)
    polars = krippendorff_alpha(pl.DataFrame(words, orient="row"), random_state=0)
    assert repr(pandas) == repr(
        polars
    )  # its p value is missing, and no NaN equals another from Python 3.13 on
    ordered = krippendorff_alpha(pd.DataFrame(words), level="ordinal", labels=["low", "high"], n_resamples=0)
    assert ordered.estimate == pytest.approx(pandas.estimate), "two categories have one distance"


def test_alpha_is_undefined_without_pairs_or_variation():
    assert np.isnan(krippendorff_alpha([[1, N], [N, 2]]).estimate)
    assert np.isnan(krippendorff_alpha([[1, 1], [1, 1]]).estimate)
    assert np.isnan(krippendorff_alpha([[N, N], [N, N]]).estimate)
    with pytest.raises(ValueError, match="two columns"):
        krippendorff_alpha([[1], [2]])
    with pytest.raises(ValueError, match="level"):
        krippendorff_alpha(EXAMPLE, level="cardinal")


def test_the_display_shows_every_unit_once_and_the_same_kappa():
    from labkit.evaluate import AgreementDisplay

    a, b = ["mild", "severe", "mild", "moderate"], ["mild", "moderate", "severe", "moderate"]
    order = ["mild", "moderate", "severe"]
    display = AgreementDisplay.from_ratings(a, b, names=("nurse", "model"), weights="linear", labels=order)
    assert display.table.iloc[:, 1:].to_numpy().sum() == 4
    assert display.kappa == cohen_kappa(a, b, weights="linear", labels=order)
    assert "nurse and model agree on 2 of 4" in display.alt_text
    one = AgreementDisplay.from_ratings(["x", "x"], ["x", "x"])
    assert "agree on 2 of 2" in one.alt_text and "kappa" not in one.alt_text
