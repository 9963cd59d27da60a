"""The cohort before it is a table: arrays that the planted effects change, stage after stage.

Disease comes first and measurements follow from it, with the same distributions in every ward. So an alarm
keeps its sensitivity and specificity from ward to ward while its predictive values move with prevalence
alone (no spectrum effect unless one is planted), and the right risk model is a logistic regression.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.data import network
from labkit.data.network import HOSPITALS, MEASURES

STAGES = ("population", "risk", "presentation", "measures", "record", "chart")
AGE_LOG_ODDS_PER_DECADE = 0.15

_PERSONAL = ("sex", "area", "skin_type", "language")

Array = np.ndarray[Any, Any]


@dataclass
class World:
    """A cohort being made. ``columns`` become the table; ``latent`` is what nobody at the hospital sees.

    Attributes
    ----------
    n : int
        Stays.
    stream : callable
        ``stream(name)`` is that name's own random generator: planting one effect never moves another's draws.
    shares : dict
        Population shares of the demographic columns, which effects at stage ``population`` may change.
    patient : ndarray of int, shape (n,)
        Index of each stay's patient.
    people : dict of ndarray, shape (n_patients,)
    columns, latent : dict of ndarray, shape (n,)
    logit : ndarray, shape (n,)
        Log-odds of sepsis before measurements are seen.
    patients_per_stay : float
        Patients for each stay; 0.8 makes one stay in five a return.
    shift : dict of ndarray, shape (n,)
        Distance, in standard deviations, that sepsis moves each measure and the alarm's score.
    offset : dict of ndarray, shape (n,)
        What the device adds, in standard deviations.
    own : dict of (float, ndarray of shape (n,))
        A patient's own standard normal level of a measure, and its correlation with each of the patient's stays.
    """

    n: int
    stream: Callable[[str], np.random.Generator]
    shares: dict[str, dict[Any, float]]
    patients_per_stay: float = 0.8
    patient: Array = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    people: dict[str, Array] = field(default_factory=dict)
    columns: dict[str, Array] = field(default_factory=dict)
    latent: dict[str, Array] = field(default_factory=dict)
    logit: Array = field(default_factory=lambda: np.empty(0))
    shift: dict[str, Array] = field(default_factory=dict)
    offset: dict[str, Array] = field(default_factory=dict)
    own: dict[str, tuple[float, Array]] = field(default_factory=dict)

    def members(self, group: Mapping[str, Any]) -> Array:
        """Mask of the stays whose columns have the given values; a pair of numbers is a closed range."""
        mask = np.ones(self.n, dtype=bool)
        for column, value in group.items():
            values = self.columns[column]
            mask &= (
                (values >= value[0]) & (values <= value[1])
                if isinstance(value, (tuple, list))
                else values == value
            )
        return mask


def streams(seed: int) -> Callable[[str], np.random.Generator]:
    """One independent generator a name, all from one seed."""
    return lambda name: np.random.Generator(np.random.PCG64([seed, zlib.crc32(name.encode())]))


def pick(uniform: Array, shares: Mapping[Any, float]) -> Array:
    """Inverse-CDF draw: the same uniforms with slightly other shares change only the rows they must."""
    edges = np.cumsum(list(shares.values()))
    values = np.array(list(shares))
    return values[np.minimum(np.searchsorted(edges / edges[-1], uniform, side="right"), len(values) - 1)]


def begin(n: int, seed: int) -> World:
    """An empty world with the network's own shares."""
    shares: dict[str, dict[Any, float]] = {
        "sex": {"F": 0.52, "M": 0.48},
        "area": {"urban": 0.70, "remote": 0.30},
        "skin_type": {1: 0.08, 2: 0.30, 3: 0.27, 4: 0.15, 5: 0.11, 6: 0.09},
    }
    for hospital in HOSPITALS:
        shares[f"language@{hospital.code}"] = dict(hospital.languages)
    return World(n, streams(seed), shares)


def populate(world: World) -> None:
    """Patients, then their stays in order of admission."""
    rng = world.stream("population")
    n = world.n
    # Returns are frequent enough for one patient on both sides of a random split to matter.
    n_patients = max(1, round(n * world.patients_per_stay))
    hospital = pick(rng.random(n_patients), {h.code: h.share for h in HOSPITALS})
    age = np.clip(
        np.where(rng.random(n_patients) < 0.6, 68.0, 42.0) + 13.0 * rng.standard_normal(n_patients),
        18.01,
        102,
    )
    first_day = np.datetime64(network.FIRST_DAY, "D")
    people = {"hospital": hospital, "birth_date": first_day - np.round(age * 365.25).astype("timedelta64[D]")}
    for column in ("sex", "area", "skin_type"):  # language depends on the hospital
        people[column] = pick(rng.random(n_patients), world.shares[column])
    uniform = rng.random(n_patients)
    people["language"] = np.full(n_patients, "other", dtype="U5")
    for h in HOSPITALS:
        here = hospital == h.code
        people["language"][here] = pick(uniform[here], world.shares[f"language@{h.code}"])
    people["patient_number"] = rng.permutation(n_patients) + 1
    people["person"] = np.arange(n_patients)
    world.people = people

    returns = rng.integers(0, n_patients, max(0, n - n_patients))
    patient = np.concatenate([rng.permutation(n_patients), returns])[:n]
    minutes = np.sort(rng.integers(0, network.DAYS * 24 * 60, n))
    world.patient = rng.permutation(patient)
    admitted = np.datetime64(network.FIRST_DAY, "m") + minutes.astype("timedelta64[m]")
    world.columns = {name: people[name][world.patient] for name in ("hospital", *_PERSONAL)}
    lived = admitted.astype("datetime64[D]") - people["birth_date"][world.patient]
    world.columns["age"] = np.floor(lived.astype(np.int64) / 365.25).astype(np.int64)
    world.latent["person"] = world.patient.copy()
    uniform = rng.random(n)
    ward = np.empty(n, dtype="U14")
    for h in HOSPITALS:
        here = world.columns["hospital"] == h.code
        ward[here] = pick(uniform[here], h.wards)
    world.columns |= {"ward": ward, "admitted_at": admitted.astype("datetime64[ms]")}


def fall_ill(world: World) -> None:
    """Log-odds of sepsis: the ward's prevalence on average, older patients more."""
    world.logit = AGE_LOG_ODDS_PER_DECADE * (world.columns["age"] - 60) / 10
    match_prevalence(world)


def match_prevalence(world: World) -> None:
    """Move each ward's log-odds by one constant so that its mean risk is the ward's prevalence."""
    for ward, prevalence in network.WARD_PREVALENCE.items():
        here = world.columns["ward"] == ward
        world.logit[here] += _intercept(world.logit[here], prevalence)


def _intercept(log_odds: Array, prevalence: float) -> float:
    """Constant that gives a mean risk of `prevalence` (bisection: sixty halvings of [-20, 20])."""
    if not len(log_odds):
        return 0.0
    low, high = -20.0, 20.0
    values, place = np.unique(log_odds, return_inverse=True)  # a hundred ages, for thousands of stays
    for _step in range(60):
        middle = (low + high) / 2
        if expit(values + middle)[place].mean() < prevalence:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def expit(x: Array) -> Array:
    """Inverse of the logit, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def present(world: World) -> None:
    """Who has sepsis, and how far sepsis moves each measure."""
    world.latent["prior_logit"] = world.logit
    world.latent["sepsis_true"] = (world.stream("disease").random(world.n) < expit(world.logit)).astype(
        np.int8
    )
    world.shift = {name: np.full(world.n, measure.shift) for name, measure in MEASURES.items()}
    world.shift["alarm_score"] = np.full(world.n, network.ALARM_SEPARATION)
    world.offset = {name: np.zeros(world.n) for name in MEASURES}


def measure(world: World) -> None:
    """Vital signs, laboratory results and the bought alarm's score."""
    decade = (world.columns["age"] - 60) / 10
    ill = world.latent["sepsis_true"]
    for name, m in MEASURES.items():
        z = world.stream(name).standard_normal(world.n)
        if name in world.own:
            # The marginal distribution stays standard normal: nothing shows in a table of means.
            loading, own = world.own[name]
            z = loading * own + np.sqrt(1 - loading**2) * z
        z += world.shift[name] * ill + m.per_decade * decade + world.offset[name]
        value = m.mean + m.sd * z
        # Rounded to what a chart shows: values then survive a last-digit difference between processors.
        world.columns[name] = np.round(
            np.clip(np.exp(value) if m.logarithm else value, m.low, m.high), m.digits
        )
    score = world.stream("alarm").standard_normal(world.n) - network.ALARM_SEPARATION / 2
    score += world.shift["alarm_score"] * ill
    world.columns["alarm_score"] = np.round(np.clip(50 + 10 * score, 0, 100), 1)


def chart(world: World) -> None:
    """Triage level, codes, length of stay, death, cost and need: what the chart says of the stay."""
    rng = world.stream("chart")
    c, ill = world.columns, world.latent["sepsis_true"]
    c["triage_scale"] = np.select(
        [c["hospital"] == h.code for h in HOSPITALS], [h.triage_scale for h in HOSPITALS], default=""
    )
    urgency = 0.6 * world.logit + 0.8 * ill + rng.standard_normal(world.n)
    c["triage"] = (5 - np.searchsorted([-2.6, -1.4, -0.2, 1.2], urgency)).astype(np.int8)
    uniform = rng.random(world.n)
    icd10 = np.empty(world.n, dtype="U5")
    for ward, codes in network.OTHER_CODES.items():
        here = c["ward"] == ward
        icd10[here] = pick(uniform[here], codes)
    icd10[ill == 1] = pick(uniform[ill == 1], network.SEPSIS_CODES)
    c["icd10"] = icd10
    c["sepsis"] = ill.copy()
    c["length_of_stay_days"] = np.round(np.exp(0.4 + 0.8 * ill + 0.7 * rng.standard_normal(world.n)), 1)
    c["died"] = (rng.random(world.n) < expit(-4.6 + 2.6 * ill + 0.35 * (c["age"] - 60) / 10)).astype(np.int8)
    c["form"] = pick(rng.random(world.n), {"standard": 0.6, "short": 0.4})

    rng = world.stream("cost")
    people = world.people
    n = len(people["person"])
    born = (np.datetime64(network.FIRST_DAY, "D") - people["birth_date"]).astype(np.int64) / 365.25
    decade = (born - 60) / 10
    # Hours of nursing and medical care that a panel judged necessary over the next year, and what was spent.
    need = 3.0 + 0.10 * decade + 0.80 * rng.standard_normal(n)
    cost = 3.6 + need + 0.50 * rng.standard_normal(n)
    people["need_next_year_h"] = np.round(np.exp(need), 1)
    people["cost_next_year_eur"] = np.round(np.exp(cost), 0)
    people["chronic_conditions"] = np.minimum(rng.poisson(np.exp(0.45 * need - 1.0)), 14).astype(np.int8)
    for name in ("need_next_year_h", "cost_next_year_eur", "chronic_conditions"):
        c[name] = people[name][world.patient]
