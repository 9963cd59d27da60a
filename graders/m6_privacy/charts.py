"""Pairs of charts drawn for the builder's cases: how alike they are, and whether they are one person's."""

import numpy as np


def draw_pairs(rng, duplicates=14, others=40):
    """Scores (0 to 100, with ties) and truth: twins and namesakes come close to a duplicate."""
    one = rng.choice([70.0, 97.0], duplicates, p=[0.3, 0.7]) + rng.integers(-6, 3, duplicates)
    two = rng.choice([45.0, 82.0], others, p=[0.8, 0.2]) + rng.integers(-9, 12, others)
    order = rng.permutation(duplicates + others)
    return np.concatenate([one, two])[order], np.repeat([True, False], [duplicates, others])[order]


def price_at(score, same, limit, duplicate, collision):
    """What the duplicates left and the collisions made cost when all pairs from `limit` on are merged."""
    merged = score >= limit
    return (same & ~merged).sum() * duplicate + (~same & merged).sum() * collision
