"""Patients of a contest's hospital: drawn from the contest's secret, new ones for every round, the same for all teams."""

import hashlib
import hmac
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labkit.contest.recipe import Hospital
from labkit.data import generate_stays, network, planted

# What is known on arrival: nothing of the outcome, no identifier, no order of arrival.
GIVEN = (
    "hospital",
    "ward",
    "age",
    "sex",
    "language",
    "area",
    "skin_type",
    *network.VITALS,
    *network.LABS,
    "form",
)
_OLD = 65


@dataclass(frozen=True)
class Patients:
    """One draw of a hospital.

    Attributes
    ----------
    hospital : Hospital
    stays : DataFrame of shape (n, 18)
        What an entry is given.
    label, disease : ndarray of int, shape (n,)
        The two truths: sepsis as written down, and sepsis.
    patient : ndarray of int, shape (n,)
        Whose stay it is: the bootstrap draws patients.
    practice : DataFrame
        What teams get of the practice hospital: `stays`, the label and the charts that were read again.
    all_stays, latent : DataFrame
        As generated: for the oracle.
    """

    hospital: Hospital
    stays: pd.DataFrame
    label: np.ndarray
    disease: np.ndarray
    patient: np.ndarray
    practice: pd.DataFrame
    all_stays: pd.DataFrame
    latent: pd.DataFrame

    def __len__(self) -> int:
        return len(self.label)

    def group(self, name: str) -> np.ndarray:
        """Level of a group's attribute, by stay."""
        if name == "age":
            return np.where(self.stays["age"].to_numpy() >= _OLD, "65+", "18-64")
        return self.stays[name].to_numpy(dtype=str)


def derive(secret: bytes, *what: str | int) -> bytes:
    """A key that follows from the secret and what it is for; nobody without the secret can tell it."""
    return hmac.new(secret, "/".join(map(str, what)).encode(), hashlib.sha256).digest()


def seed_of(secret: bytes, *what: str | int) -> int:
    """A seed of 128 bits: too many to try them all against the practice hospital."""
    return int.from_bytes(derive(secret, *what)[:16], "big")


def draw(hospital: Hospital, secret: bytes, occasion: str | int, stays: int | None = None) -> Patients:
    """The hospital's patients on an occasion (a round's number, ``"final"``, ``"practice"``).

    The network is generated whole and the hospital's own stays of its year are kept, so that all that holds of
    `labkit.data.generate_stays` holds here.
    """
    wanted = stays or hospital.stays
    seed = seed_of(secret, "hospital", hospital.role, hospital.name, occasion)
    share = next(h.share for h in network.HOSPITALS if h.code == hospital.site)
    n = int(wanted / share * network.DAYS / 365 * 1.06) + 800
    while True:
        cohort = generate_stays(
            n, seed, [planted.make(name, **size) for name, size in hospital.effects.items()]
        )
        here = (cohort.stays["hospital"] == hospital.site) & (
            cohort.stays["admitted_at"].dt.year == hospital.year
        )
        rows = np.flatnonzero(here.to_numpy())
        if len(rows) >= wanted:
            break
        n = n * 5 // 4
    # Not the order of arrival: a stay's place must tell nothing.
    order = np.random.Generator(np.random.PCG64(seed + 1)).permutation(len(rows))[:wanted]
    kept = cohort.stays.iloc[rows[order]].reset_index(drop=True)
    latent = cohort.latent.iloc[rows[order]].reset_index(drop=True)
    given = kept[list(GIVEN)].copy()
    given["hospital"] = hospital.name
    for name in given.columns:
        if given[name].dtype.kind not in "iufb":
            given[name] = given[name].astype(object)
    label = kept["sepsis"].to_numpy()
    reviewed = [name for name in ("chart_review", "review_weight") if name in kept]
    practice = pd.concat([given.assign(sepsis=label), kept[reviewed]], axis=1)
    return Patients(
        hospital,
        given,
        label.astype(np.int8),
        latent["sepsis_true"].to_numpy().astype(np.int8),
        pd.factorize(kept["patient_id"])[0],
        practice,
        kept,
        latent,
    )
