"""What differs between hospitals: a site effect, and a shortcut that holds only where the model was
trained.
"""

from dataclasses import dataclass

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, mean, signed
from labkit.data.truth import Effect
from labkit.data.world import World, expit, pick


@dataclass(frozen=True)
class SiteEffect(Planted):
    """One hospital's patients have another risk at the same measurements, and one of its devices reads
    otherwise.

    An updated intercept mends the first; the second needs the device to be known.

    Parameters
    ----------
    hospital : str
        Code of the hospital.
    log_odds : float
        Added to the log-odds of sepsis of each of its stays.
    device : str
        A measure of `labkit.data.network.MEASURES`.
    device_sd : float
        How much higher it reads there, in standard deviations of the measure.
    """

    name = "site_effect"
    stages = ("risk", "presentation")
    choices = {"hospital": network.LEVELS["hospital"], "device": list(network.MEASURES)}

    hospital: str = "Eastmount"
    log_odds: float = -0.9
    device: str = "creatinine"
    device_sd: float = 0.0

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        here = world.members({"hospital": self.hospital})
        if stage == "risk":
            world.logit = world.logit + self.log_odds * here
        else:
            world.offset[self.device] = world.offset[self.device] + self.device_sd * here

    def describe(self, world: World) -> Effect:
        here = world.members({"hospital": self.hospital})
        ill = world.latent["sepsis_true"]
        usual = expit(world.latent["prior_logit"] - self.log_odds)
        observed = {
            "prevalence_here": mean(ill, here),
            "prevalence_elsewhere": mean(ill, ~here),
            "observed_over_usual": mean(ill, here) / mean(usual, here) if here.any() else float("nan"),
        }
        return self.effect(
            ("sepsis", *((self.device,) if self.device_sd else ())),
            {"hospital": self.hospital},
            observed,
            f"At {self.hospital} a model from the other hospitals keeps its AUC but its risks are wrong: "
            f"log-odds differ by {signed(self.log_odds, 'en')} at equal measurements. An updated intercept mends it.",
            f"À {self.hospital}, un modèle appris ailleurs garde son AUC mais ses risques sont faux : à mesures "
            f"égales, les log-cotes diffèrent de {signed(self.log_odds, 'fr')}. Réviser la constante y remédie.",
        )


@dataclass(frozen=True)
class Shortcut(Planted):
    """The printed form gives sepsis away at some hospitals and tells nothing elsewhere.

    Parameters
    ----------
    hospitals : tuple of str
        Where the form gives it away.
    if_ill, if_well : float
        Share of stays with and without sepsis, there, whose chart is on the short form.
    """

    name = "shortcut"
    stages = ("record",)
    shares = ("if_ill", "if_well")
    choices = {"hospitals": network.LEVELS["hospital"]}

    hospitals: tuple[str, ...] = ("Tilleuls", "Grand-Fleuve")
    if_ill: float = 0.90
    if_well: float = 0.15

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        here = np.isin(world.columns["hospital"], self.hospitals)
        ill = world.latent["sepsis_true"] == 1
        uniform = rng.random(world.n)
        form = world.columns["form"].copy()
        for mask, share in ((here & ill, self.if_ill), (here & ~ill, self.if_well)):
            form[mask] = pick(uniform[mask], {"standard": 1 - share, "short": share})
        world.columns["form"] = form

    def describe(self, world: World) -> Effect:
        here = np.isin(world.columns["hospital"], self.hospitals)
        ill = world.latent["sepsis_true"] == 1
        short = world.columns["form"] == "short"
        return self.effect(
            ("form",),
            {},
            {
                "short_if_ill_here": mean(short, here & ill),
                "short_if_well_here": mean(short, here & ~ill),
                "short_if_ill_elsewhere": mean(short, ~here & ill),
                "short_if_well_elsewhere": mean(short, ~here & ~ill),
            },
            f"`form` predicts sepsis at {' and '.join(self.hospitals)} only: a model that uses it loses what it gained elsewhere.",
            f"`form` ne prédit le sepsis qu'à {' et '.join(self.hospitals)} : un modèle qui s'en sert perd ailleurs ce qu'il y gagnait.",
        )
