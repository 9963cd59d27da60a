"""Who is in the table: under-representation."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import World
from labkit.language import catalogue

_ = catalogue("data")


@dataclass(frozen=True)
class UnderRepresentation(Planted):
    """Only some of the people of a group who should be in the table are.

    Parameters
    ----------
    column : {"language", "sex", "area", "skin_type"}
    value : str or int
        The group.
    keep : float
        Share of the group that is left, 0 to 1; the others' shares grow to fill its place.
    """

    name = "under_representation"
    stages = ("population",)
    shares = ("keep",)

    column: str = "language"
    value: Any = "en"
    keep: float = 0.10

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        tables = [name for name in world.shares if name.split("@")[0] == self.column]
        if not tables or any(self.value not in world.shares[table] for table in tables):
            raise ValueError(
                _("UnderRepresentation: no group {column} = {value}").format(
                    column=self.column, value=repr(self.value)
                )
            )
        for table in tables:
            shares = world.shares[table]
            world.shares[table] = {k: v * (self.keep if k == self.value else 1) for k, v in shares.items()}

    def describe(self, world: World) -> Effect:
        group = {self.column: self.value}
        here = world.members(group)
        positives = int(world.latent["sepsis_true"][here].sum())
        who = f"{self.column} = {self.value}"
        return self.effect(
            (self.column,),
            group,
            {"share": mean(here), "n": here.sum(), "positives": positives},
            f"{who}: {percent(mean(here), 'en')} of stays, {positives} with sepsis; about "
            f"{percent(1 - self.keep, 'en')} of this group is absent. An audit should say that its numbers are "
            "too imprecise to conclude, not that the group is well served.",
            f"{who} : {percent(mean(here), 'fr')} des séjours, dont {positives} avec sepsis ; environ "
            f"{percent(1 - self.keep, 'fr')} de ce groupe manque. L'audit doit dire que ses chiffres sont trop "
            "imprécis pour conclure, et non que le groupe est bien servi.",
        )
