"""Notes for a cohort's stays: same patients, dates, diagnoses and vital signs as in its table."""

import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.notes._frames import frames, hash_of, truth_of
from labkit.data.notes._note import write_note
from labkit.data.notes.facts.earlier import leave
from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.generate import Notes, _check, _seed
from labkit.data.notes.knowledge.concepts import acute
from labkit.data.notes.knowledge.vocabulary import Condition
from labkit.data.notes.plan.kinds import choose_kind
from labkit.language import catalogue

_ = catalogue("notes")

NEEDED = ("stay_id", "patient_id", "sex", "age")
_FRANCE = {"Tilleuls"}
_VITALS = {
    "temperature": ("temp", 1),
    "heart_rate": ("hr", 0),
    "respiratory_rate": ("rr", 0),
    "systolic_bp": ("systolic", 0),
    "spo2": ("spo2", 0),
}
_STAYS_A_CHUNK = 5000


@cache
def _by_code() -> dict[str, Condition]:
    """Acute conditions by ICD-10 code, and by its first three characters."""
    known: dict[str, Condition] = {}
    for condition in acute():
        if not condition.sex:
            known.setdefault(condition.code, condition)
    for condition in acute():
        if not condition.sex:
            known.setdefault(condition.code[:3], condition)
    return known


def notes_for_stays(
    stays: pd.DataFrame,
    *,
    random_state: int | np.random.Generator | None = 0,
    kinds: Sequence[str] | None = None,
    typos: float = 1.0,
    letterhead: float = 0.9,
    n_jobs: int = 1,
) -> Notes:
    """Write one note for each stay of a cohort such as `labkit.data.generate_stays` makes.

    Parameters
    ----------
    stays : DataFrame, one row a stay
        Needs ``stay_id, patient_id, sex, age``. Used when there: ``language`` (``fr`` or ``en``, anything else is the
        hospital's), ``hospital`` (its country), ``admitted_at``, ``icd10`` (else a condition is drawn),
        ``temperature, heart_rate, respiratory_rate, systolic_bp, spo2``.
    random_state, kinds, typos, letterhead, n_jobs
        As in `generate_notes`.

    Returns
    -------
    Notes
        ``frame`` in the order of `stays`, with their ``stay_id`` and ``patient_id``. ``main_code`` is the WHO code of the condition
        that the note is about: the stay's own, or the nearest that notes can be written on (same three characters).

    Raises
    ------
    ValueError
        When `stays` is empty or a needed column is missing.
    """
    missing = [c for c in NEEDED if c not in stays]
    if missing or len(stays) == 0:
        raise ValueError(
            _("stays needs at least one row and the columns {needed}; missing: {missing}.").format(
                needed=", ".join(NEEDED), missing=", ".join(missing) or _("rows")
            )
        )
    wanted = _check(len(stays), kinds, "both", None, None, typos, letterhead, 0)
    seed = _seed(random_state)
    columns = [c for c in (*NEEDED, "language", "hospital", "admitted_at", "icd10", *_VITALS) if c in stays]
    rows = stays[columns].to_dict("records")
    # A birthday is the patient's, not the stay's: it follows from the age at the first stay.
    births: dict[Any, date] = {}
    for row in rows:
        row["born"] = births.setdefault(row["patient_id"], _birthday(row, seed))
    _gather(rows, seed)
    chunks = [(i, rows[i : i + _STAYS_A_CHUNK]) for i in range(0, len(rows), _STAYS_A_CHUNK)]
    if n_jobs == 1 or len(chunks) == 1:
        parts = [_chunk(first, chunk, seed, wanted, typos, letterhead) for first, chunk in chunks]
    else:
        from joblib import Parallel, delayed

        parts = Parallel(n_jobs=n_jobs)(
            delayed(_chunk)(first, chunk, seed, wanted, typos, letterhead) for first, chunk in chunks
        )
    frame, spans, codes = (pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True))
    asked = {
        "kinds": wanted,
        "typos": typos,
        "letterhead": letterhead,
        "parallel": False,
        "stays": len(stays),
    }
    return Notes(frame, spans, codes, truth_of(len(stays), seed, asked, 0, {}, frame))


def _chunk(
    first: int,
    rows: list[dict[str, Any]],
    seed: int,
    wanted: tuple[str, ...],
    typos: float,
    letterhead: float,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    written: list[tuple] = []
    spans: list[tuple] = []
    codes: list[tuple] = []
    for number, row in enumerate(rows, start=first):
        patient, stay_id = str(row["patient_id"]), str(row["stay_id"])
        mine, condition = row["seed"], row["condition"]
        stay = _stay(row, seed, letterhead)
        person, region = stay.person, stay.region
        for column, (name, digits) in _VITALS.items():
            if (value := row.get(column)) is not None and value == value:
                stay.vitals[name] = round(float(value), 1) if digits else round(float(value))
                stay.treated_vitals = stay.vitals  # the table's, whatever the day
        stay.vitals["diastolic"] = min(stay.vitals["diastolic"], stay.vitals["systolic"] - 15)
        kind = choose_kind([row["draw"]].pop, condition.id, wanted)
        note = write_note(stay, kind, row["told_in"], mine + 1000, mine + 2000, typos, None)
        note_id = f"N{number:07d}"
        written.append(
            (
                note_id,
                patient,
                stay_id,
                None,
                kind,
                row["told_in"],
                region,
                note.author,
                note.style,
                person.sex,
                person.age,
                bool(condition.sex),
                stay.department,
                condition.id,
                condition.code,
                note.layout,
                hash_of(note.template),
                note.text,
            )  # fmt: skip
        )
        spans.extend((note_id, *span, note.text[span.start : span.end]) for span in note.spans)
        codes.extend((note_id, *code) for code in note.codes)
    return frames(written, spans, codes)


def _gather(rows: list[dict[str, Any]], seed: int) -> None:
    """Give each row its country, language and condition, and the rows of the same patient there, in the order of admission."""
    own: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        row["seed"] = zlib.crc32(f"{seed}/{row['stay_id']}".encode())
        r = Random(row["seed"]).random
        row["region"], row["told_in"] = _usage(row, r())
        row["condition"], row["draw"] = _condition(str(row.get("icd10", "")), r), r()
        when = row.get("admitted_at")
        row["day"] = pd.Timestamp(when).date() if when is not None else None
        own.setdefault((row["patient_id"], row["region"]), []).append(row)
    for stays in own.values():
        if all(row["day"] for row in stays):
            stays.sort(key=lambda row: row["day"])
        for number, row in enumerate(stays):
            row["number"] = number
            row["stays"] = [(s["seed"], s["condition"], s["day"], int(s["age"])) for s in stays]


def _stay(row: dict[str, Any], seed: int, letterhead: float) -> Stay:
    """A row's stay, of a patient who has been through those before it: one name, one history, one list of drugs."""
    own = zlib.crc32(f"{seed}/{row['patient_id']}".encode())
    coming = tuple(dict.fromkeys(condition for _, condition, _, _ in row["stays"]))
    first, sex = row["stays"][0][3], str(row["sex"])
    person = Person(own, row["region"], sex, coming, age=first, born=row["born"], coming=coming)
    mine, condition, day, _ = row["stays"][0]
    stay = Stay(person, mine, 0, letterhead, condition, day)
    for number in range(1, row["number"] + 1):
        leave(person, stay)
        mine, condition, day, person.age = row["stays"][number]
        stay = Stay(person, mine, number, letterhead, condition, day)
    return stay


def _birthday(row: dict[str, Any], seed: int) -> date:
    when = row.get("admitted_at")
    first = pd.Timestamp(when).date() if when is not None else date(2024, 1, 1)
    days = 20 + zlib.crc32(f"{seed}/{row['patient_id']}/birth".encode()) % 320
    return first - timedelta(days=int(int(row["age"]) * 365.2425) + days)


def _usage(row: dict[str, Any], u: float) -> tuple[str, str]:
    """(region, language) of a stay: its hospital's country, its patient's language."""
    hospital, language = row.get("hospital"), row.get("language")
    french = u < 0.5 if hospital is None else hospital in _FRANCE
    region = "FR" if french else "QC"
    if language not in ("fr", "en") or region == "FR":
        language = "en" if region == "QC" and hospital == "Eastmount" else "fr"
    return region, language


def _condition(code: str, r: Any) -> Condition:
    known = _by_code()
    found = known.get(code) or known.get(code[:3])
    shared = [c for c in acute() if not c.sex]
    u = r()
    return found or shared[int(u * len(shared))]
