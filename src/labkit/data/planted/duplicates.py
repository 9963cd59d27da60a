"""One patient, two charts (*doublon*): copies of stays filed under a new patient number."""

from dataclasses import dataclass

import numpy as np

from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import World


@dataclass(frozen=True)
class Duplicates(Planted):
    """Some stays are entered twice, minutes later, under a new patient number.

    Grouping by ``patient_id`` does not keep the two charts on one side of a split.
    ``latent["duplicate_of"]`` is the copied row's position, or -1, and ``latent["person"]`` tells who the
    patient really is.

    Parameters
    ----------
    share : float
        Share of stays that are copied, 0 to 1.
    mistyped : float
        Share of the copies whose age is one year off, 0 to 1.
    """

    name = "duplicates"
    stages = ("chart",)
    shares = ("share", "mistyped")

    share: float = 0.03
    mistyped: float = 0.3

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        n = world.n
        copied = np.sort(rng.permutation(n)[: round(self.share * n)])
        k = len(copied)
        order_from = np.concatenate([np.arange(n), copied])
        columns = {name: values[order_from] for name, values in world.columns.items()}
        columns["admitted_at"][n:] += rng.integers(5, 120, k).astype("timedelta64[m]")
        wrong = rng.random(k) < self.mistyped
        years = np.where(wrong, rng.choice([-1, 1], k), 0)
        columns["age"][n:] += years

        last = len(world.people["patient_number"])
        people_from = np.concatenate([np.arange(last), world.patient[copied]])
        world.people = {name: values[people_from] for name, values in world.people.items()}
        world.people["birth_date"][last:] -= (365 * years).astype("timedelta64[D]")
        world.people["patient_number"][last:] = last + 1 + rng.permutation(k)

        order = np.argsort(columns["admitted_at"], kind="stable")
        place = np.empty(n + k, dtype=np.int64)
        place[order] = np.arange(n + k)
        duplicate_of = np.full(n + k, -1)
        duplicate_of[n:] = place[copied]
        world.columns = {name: values[order] for name, values in columns.items()}
        world.latent = {name: values[order_from][order] for name, values in world.latent.items()}
        world.latent["duplicate_of"] = duplicate_of[order]
        world.patient = np.concatenate([world.patient, last + np.arange(k)])[order]
        world.n = n + k

    def describe(self, world: World) -> Effect:
        copies = world.latent["duplicate_of"] >= 0
        return self.effect(
            ("patient_id", "admitted_at", "age"),
            {},
            {"copies": float(copies.sum()), "share": mean(copies)},
            f"{int(copies.sum())} stays ({percent(self.share, 'en')}) are copies under another patient number: link "
            "charts before splitting; `patient_id` is not enough.",
            f"{int(copies.sum())} séjours ({percent(self.share, 'fr')}) sont des doublons sous un autre numéro de "
            "patient : rapprocher les dossiers avant de séparer ; `patient_id` ne suffit pas.",
        )
