"""A cohort as a hospital's warehouse would hand it over: five related tables instead of one."""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from labkit.data import names, network
from labkit.data.stays import Cohort
from labkit.data.world import Array, streams

LOINC = {
    "temperature": "8310-5",
    "heart_rate": "8867-4",
    "respiratory_rate": "9279-1",
    "systolic_bp": "8480-6",
    "spo2": "59408-5",
    "lactate": "2524-7",
    "crp": "1988-5",
    "wbc": "6690-2",
    "creatinine": "14682-9",
    "sodium": "2951-2",
}
REFERENCE = {
    "lactate": (0.5, 2.0),
    "crp": (0.0, 5.0),
    "wbc": (4.0, 10.0),
    "creatinine": (45.0, 105.0),
    "sodium": (135.0, 145.0),
}
"""Usual adult reference intervals, for the flag only; each laboratory has its own."""

CHRONIC = {
    "I10": 0.22,
    "E11.9": 0.13,
    "E78.5": 0.12,
    "I48.9": 0.09,
    "J44.9": 0.08,
    "I50.9": 0.07,
    "N18.9": 0.07,
    "I25.1": 0.07,
    "E66.9": 0.05,
    "F32.9": 0.04,
    "M17.9": 0.03,
    "D64.9": 0.02,
    "G30.9": 0.01,
}
"""ICD-10 (WHO) codes of the comorbidities, with how much each weighs when a patient's are drawn."""


@dataclass(frozen=True)
class Extract:
    """Five tables, related by ``patient_id`` and ``stay_id``.

    Attributes
    ----------
    patients : DataFrame, one row a patient number
        ``patient_id, family_name, given_name, birth_date, postal_area, sex, language, area, skin_type, hospital``.
    stays : DataFrame, one row a stay
        The cohort's columns without first measurements.
    vitals : DataFrame, one row a measurement
        ``stay_id, measured_at, measure, loinc, value, unit``.
    labs : DataFrame, one row a result
        ``stay_id, sampled_at, resulted_at, test, loinc, value, unit, flag`` (``L``, ``H`` or empty). A test that
        was not ordered has no row.
    diagnoses : DataFrame, one row a code
        ``stay_id, rank, icd10, kind`` (``principal`` or ``comorbidity``).
    """

    patients: pd.DataFrame
    stays: pd.DataFrame
    vitals: pd.DataFrame
    labs: pd.DataFrame
    diagnoses: pd.DataFrame

    @classmethod
    def tables(cls) -> tuple[str, ...]:
        """Names of the five tables."""
        return tuple(field.name for field in fields(cls))


def extract(cohort: Cohort) -> Extract:
    """The relational extract of a generated cohort.

    First measurements are the cohort's own; later ones and names are drawn from the cohort's seed, so the same cohort
    has the same extract. Where duplicates are planted, the two charts of a person bear the same name, spelt
    otherwise in one of them.

    Parameters
    ----------
    cohort : Cohort
        From `labkit.data.generate_stays`.

    Returns
    -------
    Extract
    """
    stream = streams(int(cohort.truth.recipe["random_state"]))
    measured = [*network.VITALS, *network.LABS]
    return Extract(
        patients=_patients(cohort, stream("names")),
        stays=cohort.stays.drop(columns=measured),
        vitals=_vitals(cohort, stream("later vitals")),
        labs=_labs(cohort, stream("later labs")),
        diagnoses=_diagnoses(cohort, stream("comorbidities")),
    )


def _patients(cohort: Cohort, rng: np.random.Generator) -> pd.DataFrame:
    patients = cohort.patients
    owner = pd.Series(cohort.latent["person"].to_numpy(), index=cohort.stays["patient_id"].to_numpy())
    person = owner[~owner.index.duplicated()].reindex(patients["patient_id"]).to_numpy()
    n = int(person.max()) + 1
    family = np.array(names.FAMILY, dtype=object)[rng.integers(0, len(names.FAMILY), n)][person]
    drawn = rng.random(n)[person]
    given = np.empty(len(patients), dtype=object)
    for sex, choices in names.GIVEN.items():
        here = (patients["sex"] == sex).to_numpy()
        given[here] = np.array(choices, dtype=object)[(drawn[here] * len(choices)).astype(int)]
    number = rng.integers(0, 90, n)[person]
    countries = {h.code: h.country for h in network.HOSPITALS}
    areas = [
        names.postal_area(countries[hospital], int(k))
        for hospital, k in zip(patients["hospital"], number, strict=True)
    ]
    for row in np.flatnonzero(pd.Series(person).duplicated()):
        if rng.random() < 0.7:
            family[row] = names.mistype(family[row], rng)
        else:
            given[row] = names.mistype(given[row], rng)
    table = patients.copy()
    table.insert(1, "family_name", pd.array(family, dtype="str"))
    table.insert(2, "given_name", pd.array(given, dtype="str"))
    table.insert(4, "postal_area", pd.array(areas, dtype="str"))
    return table


def _vitals(cohort: Cohort, rng: np.random.Generator) -> pd.DataFrame:
    stays = cohort.stays
    n, rounds = len(stays), 4
    # Nurses' rounds: on arrival, then about every six hours while the patient is there.
    hours = np.cumsum(np.column_stack([np.zeros(n), 6 + rng.uniform(-1, 1, (n, rounds - 1))]), axis=1)
    there = hours <= stays["length_of_stay_days"].to_numpy()[:, None] * 24
    there[:, 0] = True
    row, round_ = np.nonzero(there)
    at = stays["admitted_at"].to_numpy()[row] + np.round(hours[row, round_] * 60).astype("timedelta64[m]")
    frames = []
    for name in network.VITALS:
        m = network.MEASURES[name]
        first = stays[name].to_numpy()
        later = first[row] * 0.8 + m.mean * 0.2 + 0.4 * m.sd * rng.standard_normal(len(row))
        value = np.where(round_ == 0, first[row], np.round(np.clip(later, m.low, m.high), m.digits))
        frames.append(_long(stays, row, {"measured_at": at}, "measure", name, value))
    return _together(frames, "measured_at")


def _labs(cohort: Cohort, rng: np.random.Generator) -> pd.DataFrame:
    stays = cohort.stays
    n = len(stays)
    sampled = stays["admitted_at"].to_numpy() + rng.integers(5, 50, n).astype("timedelta64[m]")
    turnaround = rng.integers(25, 120, n).astype("timedelta64[m]")
    again = (stays["length_of_stay_days"].to_numpy() > 1) & (rng.random(n) < 0.6)
    row = np.concatenate([np.arange(n), np.flatnonzero(again)])
    is_second = np.arange(len(row)) >= n
    at = sampled[row] + np.where(is_second, 24 * 60, 0).astype("timedelta64[m]")
    times = {"sampled_at": at, "resulted_at": at + turnaround[row]}
    frames = []
    for name in network.LABS:
        m = network.MEASURES[name]
        first = stays[name].to_numpy()[row]
        noise = rng.standard_normal(len(row))
        second = first * np.exp(0.25 * noise) if m.logarithm else first + 0.3 * m.sd * noise
        value = np.where(is_second, np.round(np.clip(second, m.low, m.high), m.digits), first)
        table = _long(stays, row, times, "test", name, value)
        low, high = REFERENCE[name]
        table["flag"] = pd.Categorical(
            np.select([value < low, value > high], ["L", "H"], ""), categories=["", "L", "H"]
        )
        frames.append(table[~np.isnan(value)])
    return _together(frames, "sampled_at")


def _long(
    stays: pd.DataFrame, row: Array, times: dict[str, Array], kind: str, name: str, value: Array
) -> pd.DataFrame:
    columns = {"stay_id": stays["stay_id"].to_numpy()[row], **times, kind: name, "loinc": LOINC[name]}
    return pd.DataFrame({**columns, "value": value, "unit": network.MEASURES[name].unit})


def _together(frames: list[pd.DataFrame], time: str) -> pd.DataFrame:
    table = pd.concat(frames).sort_values(["stay_id", time], kind="stable", ignore_index=True)
    for name in ("measure", "test", "loinc", "unit"):
        if name in table:
            table[name] = table[name].astype("category")
    for name in table.columns[table.dtypes.map(lambda dtype: dtype.kind == "M")]:
        table[name] = table[name].astype("datetime64[ms]")
    return table


def _diagnoses(cohort: Cohort, rng: np.random.Generator) -> pd.DataFrame:
    stays = cohort.stays
    person = cohort.latent["person"].to_numpy()
    codes = np.array(list(CHRONIC))
    # Weighted draw without replacement (Efraimidis and Spirakis, 2006): the largest u ** (1 / weight) win.
    keys = rng.random((int(person.max()) + 1, len(codes))) ** (1 / np.array(list(CHRONIC.values())))
    rank = np.argsort(np.argsort(-keys, axis=1), axis=1)[person]
    row, code = np.nonzero(rank < stays["chronic_conditions"].to_numpy()[:, None])
    stay_id = stays["stay_id"].to_numpy()
    table = pd.DataFrame(
        {
            "stay_id": np.concatenate([stay_id, stay_id[row]]),
            "rank": np.concatenate([np.ones(len(stays), dtype=int), rank[row, code] + 2]),
            "icd10": np.concatenate([stays["icd10"].astype(str).to_numpy(), codes[code]]),
            "kind": ["principal"] * len(stays) + ["comorbidity"] * len(row),
        }
    ).sort_values(["stay_id", "rank"], kind="stable", ignore_index=True)
    return table.astype({"icd10": "category", "kind": "category", "rank": np.int8})
