"""What changes after a day: inputs, the link between inputs and disease, how frequent the disease is, or the
care.
"""

from dataclasses import dataclass

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, after, mean, percent, signed
from labkit.data.truth import Effect
from labkit.data.world import World


@dataclass(frozen=True)
class CovariateDrift(Planted):
    """From a day on, one measure reads higher in everybody.

    The default, sodium, tells nothing about sepsis: its distribution moves (Kolmogorov-Smirnov distance
    ``2 * Phi(sd / 2) - 1``, 0.37 for 0.95) and a model that is right loses nothing.

    Parameters
    ----------
    measure : str
        A measure of `labkit.data.network.MEASURES`.
    sd : float
        How much higher, in standard deviations of the measure.
    day : str
        First day, ``"2024-01-01"``.
    """

    name = "covariate_drift"
    stages = ("presentation",)
    choices = {"measure": list(network.MEASURES)}

    measure: str = "sodium"
    sd: float = 0.95
    day: str = "2024-01-01"

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        world.offset[self.measure] = world.offset[self.measure] + self.sd * after(world, self.day)

    def describe(self, world: World) -> Effect:
        late = after(world, self.day)
        values = world.columns[self.measure]
        return self.effect(
            (self.measure,),
            {},
            {"mean_before": mean(values, ~late), "mean_after": mean(values, late)},
            f"`{self.measure}` reads higher from {self.day}. Look at performance before acting: drift of an input "
            "is not by itself a loss.",
            f"`{self.measure}` est plus élevé à partir du {self.day}. Regarder la performance avant d'agir : la "
            "dérive d'une variable n'est pas, à elle seule, une perte.",
        )


@dataclass(frozen=True)
class PrevalenceDrift(Planted):
    """From a day on, sepsis is more (or less) frequent at equal measurements.

    Parameters
    ----------
    log_odds : float
        Added to everybody's log-odds of sepsis.
    day : str
        First day, ``"2024-01-01"``.
    """

    name = "prevalence_drift"
    stages = ("risk",)

    log_odds: float = 0.8
    day: str = "2024-01-01"

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        world.logit = world.logit + self.log_odds * after(world, self.day)

    def describe(self, world: World) -> Effect:
        late = after(world, self.day)
        ill = world.latent["sepsis_true"]
        return self.effect(
            ("sepsis",),
            {},
            {"prevalence_before": mean(ill, ~late), "prevalence_after": mean(ill, late)},
            f"From {self.day} sepsis is more or less frequent ({signed(self.log_odds, 'en')} log-odds): O/E leaves 1, the "
            "AUC within a ward does not move, an updated intercept mends it.",
            f"À partir du {self.day}, la fréquence du sepsis change ({signed(self.log_odds, 'fr')} en log-cote) : le rapport "
            "observés/attendus s'écarte de 1, l'AUC dans un service ne bouge pas, réviser la constante suffit.",
        )


@dataclass(frozen=True)
class ConceptDrift(Planted):
    """From a day on, sepsis moves the measurements and the alarm's score less than it did.

    Marginal distributions hardly move, since most stays have no sepsis; discrimination is lost.

    Parameters
    ----------
    keep : float
        Share of the separation that is left, 0 to 1.
    day : str
        First day, ``"2024-01-01"``.
    """

    name = "concept_drift"
    stages = ("presentation",)
    shares = ("keep",)

    keep: float = 0.2
    day: str = "2024-01-01"

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        factor = np.where(after(world, self.day), self.keep, 1.0)
        world.shift = {name: shift * factor for name, shift in world.shift.items()}

    def describe(self, world: World) -> Effect:
        late, ill = after(world, self.day), world.latent["sepsis_true"] == 1
        alarm = world.columns["alarm"]
        return self.effect(
            tuple(world.shift),
            {},
            {"sensitivity_before": mean(alarm, ill & ~late), "sensitivity_after": mean(alarm, ill & late)},
            f"From {self.day} measurements tell less about sepsis ({percent(self.keep, 'en')} of the separation is "
            "left): the AUC falls while input distributions hardly move. Only outcomes show it.",
            f"À partir du {self.day}, les mesures renseignent moins sur le sepsis (il reste "
            f"{percent(self.keep, 'fr')} de l'écart) : l'AUC baisse alors que les distributions bougent à peine. "
            "Seuls les résultats des patients le montrent.",
        )


@dataclass(frozen=True)
class TreatmentParadox(Planted):
    """From a day on, the alarm is acted on, and some of the sepsis it announces does not happen.

    The label is then the outcome under treatment: a good alarm looks worse because it is useful.

    Parameters
    ----------
    prevented : float
        Share of the announced sepsis that is averted, 0 to 1.
    day : str
        First day, ``"2024-01-01"``.
    """

    name = "treatment_paradox"
    stages = ("chart",)
    shares = ("prevented",)

    prevented: float = 0.5
    day: str = "2024-01-01"

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        acted = after(world, self.day) & (world.columns["alarm"] == 1) & (world.columns["sepsis"] == 1)
        averted = acted & (rng.random(world.n) < self.prevented)
        world.columns["sepsis"] = np.where(averted, 0, world.columns["sepsis"]).astype(np.int8)
        world.latent["averted"] = averted.astype(np.int8)

    def describe(self, world: World) -> Effect:
        late, alarm = after(world, self.day), world.columns["alarm"] == 1
        label = world.columns["sepsis"]
        return self.effect(
            ("sepsis",),
            {},
            {
                "ppv_before": mean(label, alarm & ~late),
                "ppv_after": mean(label, alarm & late),
                "averted": float(world.latent["averted"].sum()),
            },
            f"From {self.day} the alarm is acted on and {percent(self.prevented, 'en')} of the sepsis it announces "
            "is averted: its PPV falls because it works. Judge it on harm averted, not on the label.",
            f"À partir du {self.day}, on agit sur l'alarme et {percent(self.prevented, 'fr')} des sepsis annoncés "
            "sont évités : sa VPP baisse parce qu'elle est utile. La juger sur le dommage évité, non sur l'étiquette.",
        )
