"""Generated stays at the three hospitals, with the truth about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.data import network, planted, world
from labkit.data.truth import Effect, Truth
from labkit.data.world import World
from labkit.language import catalogue

_ = catalogue("data")

COLUMNS = (
    "stay_id",
    "patient_id",
    "hospital",
    "ward",
    "admitted_at",
    "age",
    "sex",
    "language",
    "area",
    "skin_type",
    "triage_scale",
    "triage",
    *network.VITALS,
    *network.LABS,
    "alarm_score",
    "alarm",
    "form",
    "icd10",
    "length_of_stay_days",
    "died",
    "sepsis",
    "chronic_conditions",
    "need_next_year_h",
    "cost_next_year_eur",
)
ALARM_THRESHOLD = 50.0


@dataclass(frozen=True)
class Cohort:
    """Generated stays and everything that is known about them.

    Attributes
    ----------
    stays : DataFrame, one row a stay
        What an audit or a model may see.
    patients : DataFrame, one row a patient number
        ``patient_id, birth_date, sex, language, area, skin_type`` and the patient's ``hospital``.
    truth : Truth
        What was planted and what should be found.
    latent : DataFrame, one row a stay, same index
        What nobody at the hospital sees: ``sepsis_true`` (the disease, where ``sepsis`` is the recorded
        label), ``prior_logit``, ``person`` (who the patient really is), and what the effects add
        (``duplicate_of``, ``spo2_true`` ...). For graders.
    """

    stays: pd.DataFrame
    patients: pd.DataFrame
    truth: Truth
    latent: pd.DataFrame


def generate_stays(
    n: int = 24_000, random_state: int | np.random.Generator | None = 0, effects: Iterable[Any] = ()
) -> Cohort:
    """Generate hospital stays with known truth.

    Sepsis is drawn first, by ward (50 %, 20 %, 5 % and 1 %) and age; measurements follow from it, the same
    way in every ward. Without effects a logistic regression is the right model (on the logarithms of
    lactate, CRP, white cells and creatinine), and the alarm has sensitivity and specificity 0.90 everywhere.

    Parameters
    ----------
    n : int
        Number of stays (before duplicates are planted).
    random_state : int, Generator or None
        Same seed, same cohort. Each effect draws from its own stream: planting one leaves the columns it
        does not touch as they were.
    effects : iterable of effect
        Instances (or names, for the default size) of the classes in `labkit.data.planted`, for example
        ``[planted.MeasurementBias(points=3)]`` or ``["measurement_bias"]``. At most one of a kind.

    Returns
    -------
    Cohort

    Raises
    ------
    ValueError
        When `n` is below 1, an effect is unknown or is given twice.
    """
    if n < 1:
        raise ValueError(_("n must be at least 1 stay, not {n}").format(n=repr(n)))
    if random_state is None or isinstance(random_state, np.random.Generator):
        seed = int(np.random.default_rng(random_state).integers(2**31))
    else:
        seed = int(random_state)
    chosen = planted.resolve(effects)
    w = world.begin(n, seed)
    found: dict[str, Effect] = {}

    def plant(stage: str) -> None:
        for effect in chosen:
            if stage in effect.stages:
                effect.plant(w, stage, w.stream(effect.name))

    plant("population")
    world.populate(w)
    world.fall_ill(w)
    plant("risk")
    world.present(w)
    plant("presentation")
    plant("measures")
    world.measure(w)
    world.chart(w)
    plant("record")
    w.columns["alarm"] = (w.columns["alarm_score"] >= ALARM_THRESHOLD).astype(np.int8)
    plant("chart")
    for effect in chosen:
        found[effect.name] = effect.describe(w)

    stays, patients, latent = _tables(w)
    recipe = {"n": n, "random_state": seed, "effects": {effect.name: effect.size for effect in chosen}}
    return Cohort(stays, patients, _truth(stays, latent, recipe, found), latent)


def regenerate(truth: Truth) -> Cohort:
    """The cohort whose truth this is, made again from its recipe (same values under the pinned versions)."""
    recipe = truth.recipe
    effects = [planted.make(name, **size) for name, size in recipe["effects"].items()]
    return generate_stays(recipe["n"], recipe["random_state"], effects)


def _tables(w: World) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    patient_id = _identifiers("P", w.people["patient_number"])
    w.columns["stay_id"] = _identifiers("S", np.arange(1, w.n + 1))
    w.columns["patient_id"] = patient_id[w.patient]
    extra = [name for name in w.columns if name not in COLUMNS]
    stays = pd.DataFrame({name: _column(name, w.columns[name]) for name in (*COLUMNS, *extra)})
    people = ("sex", "language", "area", "skin_type", "hospital")
    patients = pd.DataFrame(
        {"patient_id": patient_id, "birth_date": w.people["birth_date"].astype("datetime64[ms]")}
        | {name: _column(name, w.people[name]) for name in people}
    )
    patients = patients.sort_values("patient_id", ignore_index=True)
    return stays, patients, pd.DataFrame(w.latent, index=stays.index)


def _identifiers(letter: str, numbers: np.ndarray) -> np.ndarray:
    """The letter and at least seven digits, written digit by digit: NumPy's texts take ten times as long."""
    if numbers.max(initial=0) >= 10**7:
        return np.char.add(letter, np.char.zfill(numbers.astype(str), 7))
    signs = np.empty((len(numbers), 8), dtype=np.uint32)  # what a text of NumPy's is made of
    signs[:, 0] = ord(letter)
    signs[:, 1:] = ord("0") + numbers[:, None] // 10 ** np.arange(6, -1, -1) % 10
    return signs.view("U8")[:, 0]


def _column(name: str, values: np.ndarray) -> Any:
    """A column of a table; few words that come again and again are numbered at once, without a text a row."""
    if name in network.LEVELS:
        levels = network.LEVELS[name]
        codes = np.full(len(values), -1, dtype=np.int8)
        for code, level in enumerate(levels):
            codes[values == level] = code
        return pd.Categorical.from_codes(codes, categories=levels)
    if name == "icd10":
        found, place = np.unique(values, return_inverse=True)
        return pd.Categorical.from_codes(place, categories=found.tolist())
    return values


def _truth(
    stays: pd.DataFrame, latent: pd.DataFrame, recipe: dict[str, Any], found: dict[str, Effect]
) -> Truth:
    ill = latent["sepsis_true"].to_numpy() == 1
    alarm = stays["alarm"].to_numpy() == 1
    by_ward = latent["sepsis_true"].groupby(stays["ward"], observed=True).mean()
    return Truth(
        recipe=recipe,
        n_stays=len(stays),
        n_patients=int(stays["patient_id"].nunique()),
        prevalence=dict(network.WARD_PREVALENCE),
        observed_prevalence={str(ward): float(share) for ward, share in by_ward.items()},
        alarm={
            "threshold": ALARM_THRESHOLD,
            "sensitivity": 0.90,
            "specificity": 0.90,
            "observed_sensitivity": float(alarm[ill].mean()) if ill.any() else None,
            "observed_specificity": float((~alarm[~ill]).mean()) if (~ill).any() else None,
        },
        effects=found,
    )
