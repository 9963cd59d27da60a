"""What a programme costs more and avoids more than usual care: both differences, resampled together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.intervals.estimate import Estimate, percentile_estimate
from labkit.language import catalogue

_ = catalogue("evaluate")


@dataclass(frozen=True)
class IncrementalCost:
    """Extra cost and events avoided, for one person of the programme.

    Attributes
    ----------
    cost, avoided : Estimate
        Mean cost with the programme less without; mean events without less with.
    costs, events : array of shape (n_resamples,)
        The same two differences in each resample of people.
    """

    cost: Estimate
    avoided: Estimate
    costs: Vector
    events: Vector

    @property
    def ratio(self) -> float:
        """Cost of one event avoided; NaN unless the programme both costs more and avoids more, for which alone a ratio says one thing."""
        extra, avoided = self.cost.estimate, self.avoided.estimate
        return extra / avoided if extra > 0 and avoided > 0 else float("nan")

    def net_benefit(self, worth: float) -> Estimate:
        """What a person of the programme brings, an event avoided being worth `worth` (Stinnett and Mullahy, Med Decis Making 1998;18:S68)."""
        worth = settings.real(worth, "worth", least=0)
        point = worth * self.avoided.estimate - self.cost.estimate
        return percentile_estimate(point, worth * self.events - self.costs)

    def worthwhile(self, worth: float) -> float:
        """Share of the resamples in which the programme brings more than it costs."""
        worth = settings.real(worth, "worth", least=0)
        return float(np.mean(worth * self.events > self.costs))


def incremental_cost(
    cost: Any, events: Any, programme: Any, *, n_resamples: int = 2000, random_state: Any = 0
) -> IncrementalCost:
    """Compare two arms of a trial by cost and by events, with intervals that keep each person's cost and events together.

    Parameters
    ----------
    cost, events : array of shape (n,)
        Of each person.
    programme : array of shape (n,)
        1 for those in the programme, 0 for the others.
    n_resamples : int
        Bootstrap resamples of people, arm by arm.
    random_state : int or Generator

    Returns
    -------
    IncrementalCost

    Raises
    ------
    ValueError
        Where an arm has fewer than two people.
    """
    n_resamples = settings.whole(n_resamples, "n_resamples", least=1)
    cost, events, programme = aligned(cost=cost, events=events, programme=programme)
    spent, had = validation.numeric(cost, "cost"), validation.numeric(events, "events")
    arm = validation.outcome(programme)
    validation.same_length(cost=spent, events=had, programme=arm)
    rows = [np.flatnonzero(arm == value) for value in (1, 0)]
    if min(map(len, rows)) < 2:
        raise ValueError(_("Each arm of the trial needs at least two people."))
    rng = np.random.default_rng(random_state)
    means = []
    for those in rows:
        drawn = rng.choice(those, (n_resamples, len(those)))
        means.append((spent[drawn].mean(axis=1), had[drawn].mean(axis=1)))
    costs, avoided = means[0][0] - means[1][0], means[1][1] - means[0][1]
    return IncrementalCost(
        percentile_estimate(spent[rows[0]].mean() - spent[rows[1]].mean(), costs),
        percentile_estimate(had[rows[1]].mean() - had[rows[0]].mean(), avoided),
        costs,
        avoided,
    )
