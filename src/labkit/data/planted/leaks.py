"""Three ways in which the answer gets into the predictors. See Kapoor and Narayanan, Patterns
2023;4:100804.
"""

from dataclasses import dataclass

import numpy as np

from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import World, match_prevalence

_SIGNATURE = ("creatinine", "sodium", "wbc")
_NAT = np.datetime64("NaT", "ms")


@dataclass(frozen=True)
class LeakSamePatient(Planted):
    """Patients come back, with a risk of their own and measurements that recognise them.

    A split by stay then tests on patients that were learnt, and intervals that ignore patients are too
    narrow.

    Parameters
    ----------
    stays_per_patient : float
        On average.
    intercept_sd : float
        Standard deviation of the patients' own log-odds of sepsis.
    steadiness : float
        Correlation between two stays of one patient in sodium, creatinine and white cells, 0 to 1.
    """

    name = "leak_same_patient"
    stages = ("population", "risk", "presentation")
    shares = ("steadiness",)

    stays_per_patient: float = 4.0
    intercept_sd: float = 1.5
    steadiness: float = 0.98

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        if stage == "population":
            world.patients_per_stay = 1 / self.stays_per_patient
            return
        z = rng.standard_normal((4, len(world.people["person"])))[:, world.patient]
        if stage == "risk":
            world.logit = world.logit + self.intercept_sd * z[0]
            match_prevalence(world)
        else:
            for name, own in zip(_SIGNATURE, z[1:], strict=True):
                world.own[name] = (np.sqrt(self.steadiness), own)

    def describe(self, world: World) -> Effect:
        counts = np.bincount(world.patient)
        return self.effect(
            ("patient_id", *_SIGNATURE, "sepsis"),
            {},
            {"stays_per_patient": mean(counts, counts > 0), "returning_share": mean(counts > 1, counts > 0)},
            "The same patients are on both sides of a split by stay: split and bootstrap by `patient_id`.",
            "Les mêmes patients sont des deux côtés d'une séparation par séjour : séparer et rééchantillonner par "
            "`patient_id`.",
        )


@dataclass(frozen=True)
class LeakFuture(Planted):
    """Tomorrow's data: the highest CRP of the stay, known days after the prediction.

    Columns ``crp_peak`` (mg/L) and ``crp_peak_at`` are added.

    Parameters
    ----------
    log_rise_if_ill : float
        How much more the logarithm of CRP rises with sepsis.
    days_later : float
        On average, after admission.
    """

    name = "leak_future"
    stages = ("chart",)

    log_rise_if_ill: float = 2.0
    days_later: float = 3.0

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        ill = world.latent["sepsis_true"]
        rise = np.abs(0.4 * rng.standard_normal(world.n)) + self.log_rise_if_ill * ill
        world.columns["crp_peak"] = np.round(np.minimum(world.columns["crp"] * np.exp(rise), 900), 1)
        minutes = np.round(rng.uniform(0.5, 2 * self.days_later - 0.5, world.n) * 24 * 60).astype(
            "timedelta64[m]"
        )
        world.columns["crp_peak_at"] = (world.columns["admitted_at"] + minutes).astype("datetime64[ms]")

    def describe(self, world: World) -> Effect:
        ill = world.latent["sepsis_true"] == 1
        rise = np.log(world.columns["crp_peak"] / world.columns["crp"])
        return self.effect(
            ("crp_peak", "crp_peak_at"),
            {},
            {"log_rise_if_ill": mean(rise, ill), "log_rise_if_well": mean(rise, ~ill)},
            "`crp_peak` is measured days after the time of prediction (`crp_peak_at`): it is not known when the "
            "model must answer.",
            "`crp_peak` est mesuré des jours après le moment de la prédiction (`crp_peak_at`) : on ne le connaît "
            "pas quand le modèle doit répondre.",
        )


@dataclass(frozen=True)
class LeakTreatment(Planted):
    """A treatment that gives the answer away: antibiotics, started because sepsis was suspected.

    Columns ``antibiotic`` (0 or 1) and ``antibiotic_at`` (missing when none) are added. After the
    hypertension drugs of Ye et al. (J Med Internet Res 2018;20:e22) and the comment of Chiavegatto Filho et
    al. (J Med Internet Res 2021;23:e10969).

    Parameters
    ----------
    if_ill, if_well : float
        Share of stays with and without sepsis that are given one, 0 to 1.
    hours : float
        Within how many hours of admission.
    """

    name = "leak_treatment"
    stages = ("chart",)
    shares = ("if_ill", "if_well")

    if_ill: float = 0.92
    if_well: float = 0.10
    hours: float = 6.0

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        ill = world.latent["sepsis_true"] == 1
        given = rng.random(world.n) < np.where(ill, self.if_ill, self.if_well)
        minutes = np.round(rng.random(world.n) * self.hours * 60).astype("timedelta64[m]")
        world.columns["antibiotic"] = given.astype(np.int8)
        at = (world.columns["admitted_at"] + minutes).astype("datetime64[ms]")
        world.columns["antibiotic_at"] = np.where(given, at, _NAT)

    def describe(self, world: World) -> Effect:
        ill, given = world.latent["sepsis_true"] == 1, world.columns["antibiotic"]
        return self.effect(
            ("antibiotic", "antibiotic_at"),
            {},
            {"given_if_ill": mean(given, ill), "given_if_well": mean(given, ~ill)},
            f"`antibiotic` is given to {percent(self.if_ill, 'en')} of patients with sepsis because someone already "
            "suspected it: as a predictor it repeats the diagnosis.",
            f"`antibiotic` est donné à {percent(self.if_ill, 'fr')} des patients en sepsis parce que quelqu'un y avait "
            "déjà pensé : comme prédicteur, il répète le diagnostic.",
        )
