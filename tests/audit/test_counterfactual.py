"""Swap the patient: the control is subtracted, notes that cannot be swapped are set aside, nulls stay quiet."""

import numpy as np
import pytest
from scipy import stats

from labkit.audit import counterfactual_test, paired_flips
from tests.audit.worlds import within_binomial

WOMAN_TO_MAN = {"Patiente": "Patient", "adressée": "adressé", "âgée": "âgé"}
MAN_TO_WOMAN = {man: woman for woman, man in WOMAN_TO_MAN.items()}


def swap(text):
    words = text.split()
    return " ".join(WOMAN_TO_MAN.get(w, MAN_TO_WOMAN.get(w, w)) for w in words)


def reword(text):
    return text + " ce jour" if not text.endswith(" ce jour") else text.removesuffix(" ce jour")


def notes(rng, n):
    sexes = rng.random(n) < 0.5
    pain = rng.choice(["thoracique", "abdominale", "lombaire", "dentaire"], n)
    return [
        f"{'Patiente' if f else 'Patient'} {'adressée' if f else 'adressé'} pour douleur {p} no {i}"
        for i, (f, p) in enumerate(zip(sexes, pain, strict=True))
    ]


def model(rng, by_sex, by_wording):
    """A model whose score depends on agreement and on wording by known amounts."""
    base = {}

    def predict(texts):
        out = []
        for text in texts:
            key = text.split(" no ")[1].split()[0]
            score = base.setdefault(key, rng.random())
            score += by_sex * ("adressée" in text) + by_wording * ("ce jour" in text)
            out.append(score)
        return np.array(out)

    return predict


def test_swapping_twice_gives_the_note_back():
    for text in notes(np.random.default_rng(0), 50):
        assert swap(swap(text)) == text != swap(text)


def test_a_model_that_reads_agreement_flips_more_than_the_control():
    rng = np.random.default_rng(1)
    found = counterfactual_test(model(rng, 0.2, 0.02), notes(rng, 600), swap, reword)
    assert found.n == 600 and found.set_aside == 0
    assert found.ci_low > 0.1 and found.p_value < 1e-6
    assert found.swap_rate - found.control_rate == pytest.approx(found.difference)


def test_a_model_that_does_not_read_sex_has_no_difference_beyond_the_control():
    rng = np.random.default_rng(2)
    found = counterfactual_test(model(rng, 0.0, 0.2), notes(rng, 600), swap, reword)
    assert found.swap_rate == 0 and found.shift == 0
    assert found.ci_high < 0 and found.control_low > 0.1  # brittle, but not by sex


def test_models_are_ranked_by_their_bias():
    rng = np.random.default_rng(3)
    text = notes(rng, 800)
    found = [
        counterfactual_test(model(rng, b, 0.03), text, swap, reword).difference for b in (0.05, 0.15, 0.3)
    ]
    assert found == sorted(found)


def test_notes_that_cannot_be_swapped_are_set_aside_and_counted():
    rng = np.random.default_rng(4)
    fixed = ["Grossesse no 9001", "Prostate no 9002"]
    found = counterfactual_test(model(rng, 0.2, 0.0), [*notes(rng, 40), *fixed], swap, reword)
    assert found.set_aside == 2 and found.n == 40 and found.notes["position"].max() < 40
    one_way = counterfactual_test(
        model(rng, 0.2, 0.0),
        [*notes(rng, 40), "Patiente no 50"],
        lambda t: swap(t).replace("Patient no 50", "Monsieur no 50"),
        reword,
    )
    assert one_way.set_aside == 1
    with pytest.raises(ValueError, match="No note is left"):
        counterfactual_test(model(rng, 0.2, 0.0), fixed, swap, reword)


def test_p_value_is_the_exact_mcnemar_test():
    score, swapped, control = (
        np.zeros(60),
        np.r_[np.ones(14), np.zeros(46)],
        np.r_[np.zeros(10), np.ones(6), np.zeros(44)],
    )
    found = paired_flips(score, swapped, control)  # 4 notes flip under both: 10 against 2 discordant
    assert found.p_value == pytest.approx(stats.binomtest(10, 12).pvalue)


def test_coverage_and_false_alarms_over_replications():
    rng = np.random.default_rng(5)
    worlds, covered, alarms = 400, 0, 0
    for _world in range(worlds):
        flips = rng.random((2, 300)) < np.array([[0.20], [0.05]])
        score = rng.random(300)
        other = [np.where(f, np.where(score >= 0.5, 0.0, 1.0), score) for f in flips]
        found = paired_flips(score, *other)
        covered += found.ci_low <= 0.15 <= found.ci_high
        same = rng.random((2, 300)) < 0.1
        other = [np.where(f, np.where(score >= 0.5, 0.0, 1.0), score) for f in same]
        alarms += paired_flips(score, *other).p_value < 0.05
    assert within_binomial(covered, worlds, 0.95) or covered > 0.95 * worlds
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(([0.1, np.nan], [0, 1], [0, 1]), "score"), (([0.1, 0.2], [0.1], [0.1, 0.2]), "Lengths differ")],
)
def test_bad_scores_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        paired_flips(*arguments)
