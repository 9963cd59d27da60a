"""What a text claims: findings with their polarity, drugs with their doses, each where it is said."""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from labkit.language import catalogue
from labkit.text.claims.doses import Quantity, doses_per_day, find_doses
from labkit.text.context.findings import match_terms
from labkit.text.context.sentences import split_sentences
from labkit.text.context.tagger import ContextTagger
from labkit.text.folding import fold_with_offsets
from labkit.text.reading import as_note
from labkit.text.terms import load_terms, names

_ = catalogue("text")

COLUMNS = (
    "kind", "concept", "polarity", "hypothetical", "experiencer", "temporality", "dose", "per_day", "critical", "start", "end", "text",
)  # fmt: skip
# Stopped or refused is not given: read before the drug, in the same sentence.
_NOT_GIVEN = (
    "arret arreter arrete arretee stop stopped discontinue discontinued suspendu suspendre "
    "suspension held interrompu interruption contre-indique contre-indiquee contraindicated cesser "
    "cesse allergie allergique allergies allergy allergic intolerance "
)
_STOPPED = frozenset(_NOT_GIVEN.split())


def extract_claims(text: str, language: str = "auto") -> pd.DataFrame:
    """Findings and drugs of a text, as claims that can be compared.

    Parameters
    ----------
    text : str
    language : {"fr", "en", "auto"}

    Returns
    -------
    DataFrame
        One row a mention, in order: ``kind`` (finding, drug), ``concept``, ``polarity`` (present, absent, uncertain),
        ``hypothetical``, ``experiencer``, ``temporality``, ``dose`` (`Quantity` in base units, or None), ``per_day``
        (doses a day, or None), ``critical`` (its omission matters), ``start``, ``end``, ``text``.
    """
    return frame_of(claims_of(text, language))


def frame_of(claims: list[dict[str, Any]]) -> pd.DataFrame:
    """Claims as the frame that `extract_claims` describes."""
    if not claims:
        return _none().copy()
    return pd.DataFrame({name: _column(name, [claim[name] for claim in claims]) for name in COLUMNS})


_TYPES = {"start": "int64", "end": "int64", "critical": "bool", "hypothetical": "bool", "dose": "object", "per_day": "object"}  # fmt: skip


@cache
def _none() -> pd.DataFrame:
    return pd.DataFrame([], columns=list(COLUMNS)).astype(_TYPES)


def _column(name: str, values: list[Any]) -> Any:
    """Values with the type of their column: an array says it at once, where pandas would look at each."""
    return np.array(values, dtype=_TYPES[name]) if name in _TYPES else values


def claims_of(text: str, language: str) -> list[dict[str, Any]]:
    """A text's claims, each a row of that frame."""
    text = as_note(text)
    critical = _critical()
    tagger = ContextTagger(language)
    drugs = match_terms(text, names("drugs", language))
    taken = {position for start, end, _name in drugs for position in range(start, end)}
    findings = [
        m for m in match_terms(text, names("findings", language)) if taken.isdisjoint(range(m[0], m[1]))
    ]
    dosed = _doses_of(text, drugs)
    kinds = {(start, end): "drug" for start, end, _name in drugs}
    rows: list[dict[str, Any]] = []
    for row in tagger.rows(text, [*drugs, *findings]):
        span = (row["start"], row["end"])
        kind = kinds.get(span, "finding")
        dose, per_day, stopped = dosed.get(span, (None, None, False))
        # "Paracétamol si douleur, amoxicilline 3/j": a condition is about the findings it names, not the drugs after it.
        hypothetical = row["hypothetical"] and kind == "finding"
        polarity = "present" if row["hypothetical"] and not hypothetical else row["polarity"]
        rows.append(
            {
                "kind": kind,
                "concept": row["finding"],
                "polarity": "absent" if stopped else polarity,
                "hypothetical": hypothetical,
                "experiencer": row["experiencer"],
                "temporality": row["temporality"],
                "dose": dose,
                "per_day": per_day,
                "critical": critical[row["finding"]],
                "start": row["start"],
                "end": row["end"],
                "text": row["text"],
            }
        )
    return rows


@cache
def _critical() -> dict[str, bool]:
    return {term.concept: term.critical for kind in ("findings", "drugs") for term in load_terms(kind)}


def _doses_of(
    text: str, drugs: list[tuple[int, int, str]]
) -> dict[tuple[int, int], tuple[Quantity | None, Fraction | None, bool]]:
    """For each drug the dose and frequency that follow it, up to the next drug, in its sentence; and whether stopped."""
    found: dict[tuple[int, int], tuple[Quantity | None, Fraction | None, bool]] = {}
    for begin, stop in split_sentences(text):
        inside = [(start, end) for start, end, _name in drugs if begin <= start < stop]
        for number, (start, end) in enumerate(inside):
            limit = inside[number + 1][0] if number + 1 < len(inside) else stop
            after, _offsets = fold_with_offsets(text[end:limit])
            before, _offsets = fold_with_offsets(text[inside[number - 1][1] if number else begin : start])
            doses = find_doses(after)
            if not doses and number == 0:
                # "500 mg d'amoxicilline", "10 mg of morphine": a dose right before its drug.
                doses = [dose for dose in find_doses(before) if len(before) - dose[1] <= 5]
            # "paracétamol 1 g" or "paracétamol (Doliprane) 1 g", not a dose at the end of a long sentence.
            near = [dose for dose in doses if dose[0] <= 40 or dose[1] <= len(before)]
            words = before.replace("'", " ").split()
            found[(start, end)] = (
                near[0][2] if near else None,
                doses_per_day(after),
                _says_stopped(words[-4:]) or _says_stopped(after.replace("'", " ").split()[:3]),
            )
    return found


def _says_stopped(words: list[str]) -> bool:
    return any(word.strip(".,:;()") in _STOPPED for word in words)
