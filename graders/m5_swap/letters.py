"""Letters, scores and models drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

SWAPS = [
    "labkit.text.swap_gender",
    "labkit.text.swap_notes",
    "labkit.text.reword",
    "labkit.text.counterfactual",
]
AUDITS = [
    "labkit.audit.counterfactual",
    "labkit.audit.counterfactual_test",
    "labkit.audit.paired_flips",
    "labkit.audit.CounterfactualDisplay",
    "labkit.evaluate.newcombe_paired_difference",
    "labkit.evaluate.intervals",
]
Z = 1.96


def flips_of(score, other, threshold):
    """Whose decision differs between a text and its other version."""
    return (np.asarray(score) >= threshold) != (np.asarray(other) >= threshold)


def of_differences(each):
    """Mean of -1, 0 and 1, and its 95 % interval: the standard error of paired differences."""
    each = np.asarray(each, dtype=float)
    half = Z * each.std() / np.sqrt(len(each))
    return float(each.mean()), float(each.mean() - half), float(each.mean() + half)


def draw_model(rng, n, by_swap, by_control, threshold=0.25):
    """Scores of n letters, of their swaps and of their rewordings, that flip about the shares asked for."""
    risk = rng.beta(1.2, 2.4, n)
    decided = risk >= threshold
    # What flips a decision is put on the other side of the threshold; the others move a little on their own side.
    versions = []
    for share in (by_swap, by_control):
        flipped = rng.permutation(n) < round(share * n)
        goal = np.where(decided != flipped, threshold, 0.0)
        room = np.where(decided != flipped, 1 - threshold, threshold)
        versions.append(np.round(goal + room * (0.02 + 0.96 * rng.random(n)), 4))
    risk = np.where(decided, np.maximum(risk, threshold), np.minimum(risk, threshold - 0.001))
    return np.round(risk, 4), *versions
