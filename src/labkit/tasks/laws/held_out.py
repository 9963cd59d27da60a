"""Laws of rows that are held out: nothing of them may have served what they are judged by."""

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import Tolerance, difference
from labkit.tasks.laws.law import Call, Law

_REPLICATIONS = 2
# Pooled over the folds, the AUC of some fifty patients has a standard deviation of about 0.09 on noise: four of the mean's.
_FROM_A_HALF = 0.25


def blind_to_held_out(outcome: str, fold: str, message: Text) -> Law:
    """Other outcomes (0 for 1, 1 for 0) in one fold leave the results of its rows as they are."""
    return Law("blind_to_held_out", message, {"outcome": outcome, "fold": fold})


def _blind_to_held_out(
    call: Call, arguments: dict, rng: np.random.Generator, outcome: str, fold: str
) -> bool:
    folds, known = np.asarray(arguments[fold]), np.asarray(arguments[outcome])
    held = folds == rng.choice(np.unique(folds))
    others = np.where(held, 1 - known, known)
    before, after = (
        np.asarray(call(**{**arguments, outcome: outcomes}), dtype=float)[held]
        for outcomes in (known.copy(), others)
    )
    return difference(after, before, Tolerance(1e-7, 1e-9)) is not None


def honest_on_noise(features: str, outcome: str, message: Text) -> Law:
    """Where the features are noise, the AUC of the results centres on 0.5 over replications."""
    return Law("honest_on_noise", message, {"features": features, "outcome": outcome})


def _honest_on_noise(
    call: Call, arguments: dict, rng: np.random.Generator, features: str, outcome: str
) -> bool:
    known, found = np.asarray(arguments[outcome]), []
    for _ in range(_REPLICATIONS):
        noise = rng.standard_normal(np.shape(arguments[features]))
        results = np.asarray(call(**{**arguments, features: noise}), dtype=float)
        ill, well = results[known == 1][:, None], results[known == 0]
        found.append(float(((ill > well) + (ill == well) / 2).mean()))
    return not abs(np.mean(found) - 0.5) <= _FROM_A_HALF
