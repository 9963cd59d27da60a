"""Pairs of charts drawn for the builder's cases: how alike they are, and whether they are one person's."""

import numpy as np


def draw_pairs(rng, doublons=14, others=40):
    """Scores (0 to 100, with ties) and truth: twins and namesakes come close to a doublon."""
    one = rng.choice([70.0, 97.0], doublons, p=[0.3, 0.7]) + rng.integers(-6, 3, doublons)
    two = rng.choice([45.0, 82.0], others, p=[0.8, 0.2]) + rng.integers(-9, 12, others)
    order = rng.permutation(doublons + others)
    return np.concatenate([one, two])[order], np.repeat([True, False], [doublons, others])[order]


def price_at(score, same, limit, doublon, collision):
    """What the doublons left and the collisions made cost when all pairs from `limit` on are merged."""
    merged = score >= limit
    return (same & ~merged).sum() * doublon + (~same & merged).sum() * collision
