"""Missing data that speak: a test is ordered for those who look ill."""

from dataclasses import dataclass

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import World


@dataclass(frozen=True)
class InformativeMissingness(Planted):
    """A test is ordered for those who look ill, and is missing for the others.

    Given sepsis, ordering does not depend on the result. With equal shares the test is missing at random and
    an audit should find nothing. See Agniel et al., BMJ 2018;361:k1479 (presence and timing of tests as
    predictors).

    Parameters
    ----------
    test : str
        A measure of `labkit.data.network.MEASURES`.
    if_ill, if_well : float
        Share of stays with and without sepsis in which it is ordered, 0 to 1.
    """

    name = "informative_missingness"
    stages = ("chart",)
    shares = ("if_ill", "if_well")
    choices = {"test": list(network.MEASURES)}

    test: str = "lactate"
    if_ill: float = 0.85
    if_well: float = 0.25

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        ill = world.latent["sepsis_true"] == 1
        ordered = rng.random(world.n) < np.where(ill, self.if_ill, self.if_well)
        world.latent[f"{self.test}_true"] = world.columns[self.test]
        world.columns[self.test] = np.where(ordered, world.columns[self.test], np.nan)

    def describe(self, world: World) -> Effect:
        ill = world.latent["sepsis_true"] == 1
        ordered = ~np.isnan(world.columns[self.test])
        return self.effect(
            (self.test,),
            {},
            {"ordered_if_ill": mean(ordered, ill), "ordered_if_well": mean(ordered, ~ill)},
            f"`{self.test}` was ordered in {percent(self.if_ill, 'en')} of stays with sepsis and "
            f"{percent(self.if_well, 'en')} of the others: that it was ordered predicts more than its result, and "
            "filling in a mean throws that away or hides it.",
            f"`{self.test}` a été demandé dans {percent(self.if_ill, 'fr')} des séjours avec sepsis et "
            f"{percent(self.if_well, 'fr')} des autres : la prescription prédit plus que le résultat, et imputer la "
            "moyenne efface ou masque cette information.",
        )
