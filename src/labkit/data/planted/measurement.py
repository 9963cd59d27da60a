"""Measurements that are wrong for some people, or that say less about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, mean
from labkit.data.truth import Effect
from labkit.data.world import World
from labkit.language import brief


@dataclass(frozen=True)
class MeasurementBias(Planted):
    """The pulse oximeter reads too high in a group, never above 100 %.

    A column ``sao2`` is added: the arterial saturation of the stays that had a blood gas (missing for the
    others), against which an audit can hold ``spo2``. After Sjoding et al., *Racial bias in pulse oximetry
    measurement*, NEJM 2020;383:2477-8.

    Parameters
    ----------
    group : mapping
        ``{column: value}``; a pair of numbers is a closed range. Dark skin (Fitzpatrick 5 and 6) by default.
    points : float
        How much too high, in points of saturation.
    arterial : float
        Share of stays with a blood gas, 0 to 1.
    """

    name = "measurement_bias"
    stages = ("record",)
    shares = ("arterial",)

    group: Mapping[str, Any] = field(default_factory=lambda: {"skin_type": (5, 6)})
    points: float = 3.0
    arterial: float = 0.3

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        true = world.columns["spo2"]
        world.latent["spo2_true"] = true
        gas = np.round(np.minimum(true + 0.8 * rng.standard_normal(world.n), 100), 1)
        world.columns["sao2"] = np.where(rng.random(world.n) < self.arterial, gas, np.nan)
        world.columns["spo2"] = np.round(np.minimum(true + self.points * world.members(self.group), 100))

    def describe(self, world: World) -> Effect:
        here = world.members(self.group)
        error = world.columns["spo2"] - world.columns["sao2"]
        known = ~np.isnan(error)
        low = known & (world.columns["sao2"] < 92)
        hidden = world.columns["spo2"] >= 94
        return self.effect(
            ("spo2", "sao2"),
            self.group,
            {
                "mean_error_group": mean(error, here & known),
                "mean_error_others": mean(error, ~here & known),
                "hidden_hypoxaemia_group": mean(hidden, here & low),
                "hidden_hypoxaemia_others": mean(hidden, ~here & low),
            },
            f"`spo2` reads about {self.points:g} points too high in this group against arterial `sao2`: more of its "
            "hypoxaemia (SaO2 below 92%) is hidden behind a SpO2 of 94% or more.",
            f"`spo2` surestime d'environ {brief(self.points, 'fr')} points la saturation artérielle `sao2` dans ce groupe : "
            "une plus grande part de ses hypoxémies (SaO2 < 92 %) est masquée par une SpO2 d'au moins 94 %.",
        )


@dataclass(frozen=True)
class AtypicalPresentation(Planted):
    """Sepsis moves the measurements and the alarm's score less in a group, and less still in a subgroup of
    it.

    A model then misses more of the group's cases at any common threshold, although the label is right.

    Parameters
    ----------
    group, subgroup : mapping
        ``{column: value}``; a pair of numbers is a closed range. Women, and women over 65, by default.
    keep, subgroup_keep : float
        Share of the usual separation that is left, 0 to 1.
    """

    name = "atypical_presentation"
    stages = ("presentation",)
    shares = ("keep", "subgroup_keep")

    group: Mapping[str, Any] = field(default_factory=lambda: {"sex": "F"})
    keep: float = 0.88
    subgroup: Mapping[str, Any] = field(default_factory=lambda: {"sex": "F", "age": (66, 120)})
    subgroup_keep: float = 0.70

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        factor = np.where(world.members(self.group), self.keep, 1.0)
        factor[world.members(self.subgroup)] = self.subgroup_keep
        world.shift = {name: shift * factor for name, shift in world.shift.items()}

    def describe(self, world: World) -> Effect:
        ill = world.latent["sepsis_true"] == 1
        missed = world.columns["alarm"] == 0
        here, sub = world.members(self.group), world.members(self.subgroup)
        return self.effect(
            tuple(world.shift),
            self.group,
            {
                "alarm_missed_group": mean(missed, here & ill),
                "alarm_missed_subgroup": mean(missed, sub & ill),
                "alarm_missed_others": mean(missed, ~here & ill),
            },
            "At a common threshold more cases are missed in this group than in the others, and most in its "
            "subgroup: the intersection is worse than either attribute shows.",
            "À seuil commun, on manque plus de cas dans ce groupe que dans les autres, et surtout dans son "
            "sous-groupe : l'intersection est pire que ce que montre chaque attribut seul.",
        )


@dataclass(frozen=True)
class SpectrumEffect(Planted):
    """Disease is milder in some wards.

    Sensitivity then falls from ward to ward, so that one test's sensitivity no longer serves everywhere
    (Ransohoff and Feinstein, NEJM 1978;299:926-30).

    Parameters
    ----------
    keep_by_ward : mapping
        Share of the usual separation that is left, by ward; 1 for a ward that is not named.
    """

    name = "spectrum_effect"
    stages = ("presentation",)
    choices = {"keep_by_ward": network.LEVELS["ward"]}

    keep_by_ward: Mapping[str, float] = field(
        default_factory=lambda: {"acute_medicine": 0.9, "emergency": 0.75, "day_surgery": 0.6}
    )

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        factor = np.ones(world.n)
        for ward, keep in self.keep_by_ward.items():
            factor[world.members({"ward": ward})] = keep
        world.shift = {name: shift * factor for name, shift in world.shift.items()}

    def describe(self, world: World) -> Effect:
        ill, alarm = world.latent["sepsis_true"] == 1, world.columns["alarm"]
        wards = sorted({str(ward) for ward in world.columns["ward"]})
        return self.effect(
            tuple(world.shift),
            {},
            {f"sensitivity_{ward}": mean(alarm, ill & world.members({"ward": ward})) for ward in wards},
            "The alarm's sensitivity differs from ward to ward: a PPV computed from one ward's sensitivity and "
            "another's prevalence is wrong.",
            "La sensibilité de l'alarme change d'un service à l'autre : une VPP calculée avec la sensibilité d'un "
            "service et la prévalence d'un autre est fausse.",
        )
