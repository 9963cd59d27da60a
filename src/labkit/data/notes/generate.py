"""Clinical notes with gold annotations: the generator."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.notes._frames import frames, hash_of, truth_of
from labkit.data.notes._note import write_note
from labkit.data.notes.canaries import Canary, plant
from labkit.data.notes.facts.earlier import leave
from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.plan.kinds import calling_for, choose_kind, kinds
from labkit.language import catalogue

_ = catalogue("notes")
IMPORTED_LATE = ("joblib",)

KINDS = kinds()
REGIONS = ("FR", "QC", "CA", "US")
_PATIENTS_A_CHUNK = 2000
_REGION_SHARES = {"fr": (("FR", 0.5), ("QC", 0.5)), "en": (("QC", 0.2), ("CA", 0.45), ("US", 0.35))}


@dataclass(frozen=True)
class Notes:
    """Generated notes and their gold.

    Attributes
    ----------
    frame : DataFrame, one row a note
        ``note_id, patient_id, stay_id, pair_id, kind, language, region, author, style, sex, age, sex_specific,
        department, main_condition, main_code, layout, template, text``. ``pair_id`` joins a French note
        and the English one that tells the same facts (missing outside parallel notes).
    spans : DataFrame, one row a span
        ``note_id, start, end, label, status, experiencer, temporality, concept, attribute, relation, text``.
        ``frame.text[start:end] == text``. ``relation`` joins, inside a note, a cue to the findings it governs
        and a dose, unit, route and frequency to their drug.
    codes : DataFrame, one row a mention that supports a code
        ``note_id, code, condition, start, end, main``: ICD-10 (WHO) codes of the patient's own, present conditions.
    truth : dict
        The recipe, what was planted (letterhead shortcut, canaries) and what came out.
    """

    frame: pd.DataFrame
    spans: pd.DataFrame
    codes: pd.DataFrame
    truth: dict[str, Any]


def generate_notes(
    n: int,
    *,
    random_state: int | np.random.Generator | None = 0,
    kinds: Sequence[str] | None = None,
    language: str = "both",
    region: str | Sequence[str] | None = None,
    sex: str | None = None,
    typos: float = 1.0,
    letterhead: float = 0.9,
    canaries: int = 0,
    parallel: bool = False,
    n_jobs: int = 1,
) -> Notes:
    """Generate clinical notes in French (France and Québec) and English with gold annotations.

    Facts are drawn first (`patient`, `stay`), then the note's plan, then its words, each from its own stream:
    the same facts can be told in two languages or of either sex.

    Parameters
    ----------
    n : int
        Number of notes (of pairs, when `parallel`).
    random_state : int, Generator or None
        Same seed, same notes, whatever `n_jobs`.
    kinds : sequence of str, optional
        Kinds of note to write (see `KINDS`); all of them by default.
    language : {"both", "fr", "en"}
        Half and half by default.
    region : {"FR", "QC", "CA", "US"} or sequence of them, optional
        Usage and identifiers. French is written in FR and QC, English in QC, CA and US.
    sex : {"F", "M"}, optional
        Everybody's sex, with every other draw unchanged: two calls that differ only by it are counterfactual
        pairs. A sex-specific condition keeps its own sex (column ``sex_specific``).
    typos : float
        Multiplies the authors' slips; 0 writes without slips and with every accent.
    letterhead : float in [0, 1]
        Share of stays whose letterhead names the main diagnosis's own department (a planted shortcut);
        the others name any department.
    canaries : int
        Unique sentences to plant, the k-th repeated ``2 ** (k % 5)`` times (see ``truth["canaries"]``).
    parallel : bool
        Write each note twice, in French and in English, from the same facts.
    n_jobs : int
        Processes (joblib's meaning: -1 for all).

    Returns
    -------
    Notes

    Raises
    ------
    ValueError
        When an argument is outside its range; the message says which and what is allowed.
    """
    seed = _seed(random_state)
    wanted = _check(n, kinds, language, region, sex, typos, letterhead, canaries)
    rng = np.random.default_rng(seed)
    sizes = np.minimum(rng.geometric(0.55, size=n), 6)
    patients = int(np.searchsorted(np.cumsum(sizes), n)) + 1
    sizes = sizes[:patients]
    sizes[-1] -= sizes.sum() - n
    seeds = rng.integers(2**62, size=patients)
    planted = plant(canaries, n, rng, language)
    asked = {
        "kinds": wanted, "language": language, "region": (region,) if isinstance(region, str) else region,
        "sex": sex, "typos": typos, "letterhead": letterhead, "parallel": parallel,
    }  # fmt: skip
    first = np.concatenate([[0], np.cumsum(sizes)])
    chunks = [
        (
            seeds[i : i + _PATIENTS_A_CHUNK].tolist(),
            sizes[i : i + _PATIENTS_A_CHUNK].tolist(),
            i,
            int(first[i]),
        )
        for i in range(0, patients, _PATIENTS_A_CHUNK)
    ]
    if n_jobs == 1 or len(chunks) == 1:
        parts = [_chunk(*chunk, asked, planted) for chunk in chunks]
    else:
        from joblib import Parallel, delayed

        parts = Parallel(n_jobs=n_jobs)(delayed(_chunk)(*chunk, asked, planted) for chunk in chunks)
    frame, spans, codes = (pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True))
    truth = truth_of(n, seed, asked, canaries, planted, frame)
    return Notes(frame, spans, codes, truth)


def _seed(random_state: int | np.random.Generator | None) -> int:
    if random_state is None or isinstance(random_state, np.random.Generator):
        return int(np.random.default_rng(random_state).integers(2**31))
    return int(random_state)


def _check(
    n: int,
    kinds: Sequence[str] | None,
    language: str,
    region: Any,
    sex: Any,
    typos: float,
    letterhead: float,
    canaries: int,
) -> tuple[str, ...]:
    """The kinds to write, once every argument is in its range."""

    def refuse(name: str, value: object, allowed: str) -> ValueError:
        return ValueError(
            _("{name} must be {allowed}, not {value!r}.").format(name=name, allowed=allowed, value=value)
        )

    if n < 1:
        raise refuse("n", n, _("at least 1"))
    wanted = KINDS if kinds is None else (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if not wanted:
        raise refuse("kinds", kinds, _("at least one kind"))
    for kind in wanted:
        if kind not in KINDS:
            raise refuse("kinds", kind, ", ".join(KINDS))
    if language not in ("both", "fr", "en"):
        raise refuse("language", language, '"both", "fr", "en"')
    for one in (region,) if isinstance(region, str) else region or ():
        if one not in REGIONS:
            raise refuse("region", one, ", ".join(REGIONS))
        if language == "fr" and one not in ("FR", "QC"):
            raise refuse("region", one, _("FR or QC for notes in French"))
    if sex not in (None, "F", "M"):
        raise refuse("sex", sex, '"F", "M", None')
    if not typos >= 0:
        raise refuse("typos", typos, _("0 or more"))
    if not 0 <= letterhead <= 1:
        raise refuse("letterhead", letterhead, _("between 0 and 1"))
    if canaries < 0:
        raise refuse("canaries", canaries, _("0 or more"))
    return wanted


def _place(r: Any, asked: dict[str, Any]) -> tuple[str, str]:
    """(language, region) of a patient."""
    u_language, u_region = r(), r()
    if asked["parallel"]:
        allowed = [g for g in asked["region"] or ("FR", "QC") if g in ("FR", "QC")] or ["QC"]
        return "fr", allowed[int(u_region * len(allowed))]
    language = asked["language"]
    if asked["region"]:
        region = asked["region"][int(u_region * len(asked["region"]))]
        if language == "both":
            language = {"FR": "fr", "CA": "en", "US": "en"}.get(region) or (
                "fr" if u_language < 0.7 else "en"
            )
        return language, region
    if language == "both":
        language = "fr" if u_language < 0.5 else "en"
    for usage, share in _REGION_SHARES[language]:
        u_region -= share
        if u_region < 0:
            return language, usage
    return language, _REGION_SHARES[language][-1][0]


def _chunk(
    seeds: list[int],
    sizes: list[int],
    first_patient: int,
    first_note: int,
    asked: dict[str, Any],
    planted: dict[int, Canary],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    rows: list[tuple] = []
    spans: list[tuple] = []
    codes: list[tuple] = []
    number = first_note
    eligible = calling_for(asked["kinds"])
    for k, (seed, size) in enumerate(zip(seeds, sizes, strict=True)):
        r = Random(seed).random
        language, region = _place(r, asked)
        person = Person(seed + 1, region, asked["sex"], eligible)
        stay, stay_number = None, -1
        for i in range(size):
            if stay is None or r() < 0.25:
                stay_number += 1
                if stay is not None:
                    leave(person, stay)
                stay = Stay(person, seed + 2 + stay_number, stay_number, asked["letterhead"])
            kind = choose_kind(r, stay.main.id, asked["kinds"])
            languages = ("fr", "en") if asked["parallel"] else (language,)
            for spoken in languages:
                note_id = f"N{number:07d}" + (f"-{spoken}" if asked["parallel"] else "")
                canary = planted.get(number)
                note = write_note(
                    stay,
                    kind,
                    spoken,
                    seed + 1000 + i,
                    seed + 2000 + i,
                    asked["typos"],
                    canary.sentence if canary else None,
                )
                rows.append(
                    (
                        note_id,
                        f"P{first_patient + k:07d}",
                        f"P{first_patient + k:07d}-S{stay_number + 1}",
                        f"N{number:07d}" if asked["parallel"] else None,
                        kind,
                        spoken,
                        region,
                        note.author,
                        note.style,
                        person.sex,
                        person.age,
                        bool(person.main.sex or stay.main.sex),
                        stay.department,
                        stay.main.id,
                        stay.main.code,
                        note.layout,
                        hash_of(note.template),
                        note.text,
                    )  # fmt: skip
                )
                spans.extend((note_id, *span, note.text[span.start : span.end]) for span in note.spans)
                codes.extend((note_id, *code) for code in note.codes)
            number += 1
    return frames(rows, spans, codes)
