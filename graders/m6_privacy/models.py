"""Small models, made for the builder's cases: risks by a weighted mean of neighbours, near (by heart) or wide."""

import numpy as np


def draw_outcomes(rng, n):
    """Outcomes of n people, half of them 1."""
    return rng.permutation(np.arange(n) % 2)


def area(high, low):
    """How often a value of `high` is above one of `low`, ties counted half."""
    return float(((high[:, None] > low) + (high[:, None] == low) / 2).mean())


def smooth_risks(rng, width, inside=100, outside=100, shift=0.7, memory=0.0):
    """Outcomes and risks of those who taught a model and of others, and its AUC on the others.

    The risk is the mean outcome of those inside, weighted by nearness (Nadaraya and Watson): with a small `width` each
    person inside sees their own outcome, and the model knows them by heart. `shift` is how far the columns of the ill lie,
    `memory` the share of each person inside's own outcome that was planted in their risk.
    """
    y = np.concatenate([draw_outcomes(rng, inside), draw_outcomes(rng, outside)])
    x = rng.standard_normal((inside + outside, 3)) + shift * y[:, None]
    apart = ((x[:, None] - x[None, :inside]) ** 2).sum(axis=2)
    nearness = np.exp(-(apart - apart.min(axis=1, keepdims=True)) / (2 * width**2))
    risk = np.round(nearness @ y[:inside] / nearness.sum(axis=1), 4)
    risk[:inside] = np.round((1 - memory) * risk[:inside] + memory * y[:inside], 4)
    useful = area(risk[inside:][y[inside:] == 1], risk[inside:][y[inside:] == 0])
    return y[:inside], y[inside:], risk[:inside], risk[inside:], useful


def truth_given(y, risk):
    """The probability that the model gave to what really happened."""
    return np.where(y == 1, risk, 1 - risk)
