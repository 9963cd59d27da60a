"""Elements of FHIR R4 resources: dates, codes, values, statuses, references."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from labkit.language import catalogue

_ = catalogue("data")

# A system is written as a URL, or as its OID (https://terminology.hl7.org/external_terminologies.html).
LOINC = ("loinc.org", "2.16.840.1.113883.6.1")
ICD10 = ("icd-10", "icd10", "cim-10", "2.16.840.1.113883.6.3", "2.16.840.1.113883.6.90")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")


class Bad(Exception):
    """One element that is wrong: its path, what, and advice."""


class Left(Exception):
    """A resource that is valid and must not stand in the tables: why, and the element that says so."""


@dataclass(frozen=True)
class Stamp:
    """A date or time as it was written, and its offset from UTC in minutes where one was given."""

    local: datetime
    offset: float
    whole_day: bool = False
    whole_month: bool = False

    def before(self, other: "Stamp") -> bool:
        """Whether this is surely before: by UTC where both have an offset, by the clock otherwise, by the day for a date."""
        if self.whole_day or other.whole_day:
            return self.local.date() < other.local.date()
        apart = self.offset - other.offset
        return self.local - other.local < timedelta(minutes=0 if np.isnan(apart) else apart)


def objects(resource: dict[str, Any], element: str) -> list[dict[str, Any]]:
    """A list of objects; an absent element is an empty one."""
    value = resource.get(element, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Bad(
            element, _("this is not a list of objects"), _("See the FHIR R4 definition of this element.")
        )
    return value


def codes(concept: Any) -> set[str]:
    """All codes of a CodeableConcept (or the code itself where an export writes it flat, or its words)."""
    if isinstance(concept, str):
        return {concept}
    concept = concept if isinstance(concept, dict) else {}
    codings = concept.get("coding")
    listed = codings if isinstance(codings, list) else []
    found = {str(c["code"]) for c in listed if isinstance(c, dict) and c.get("code") is not None}
    words = concept.get("text")
    return found or ({"-".join(words.lower().split())} if isinstance(words, str) else set())


def coding(
    resource: dict[str, Any],
    element: str,
    prefix: str = "",
    required: bool = False,
    prefer: tuple[str, ...] = (),
) -> tuple[str | None, str | None, str | None]:
    """System, code and display of the coding whose system holds one of `prefer`, or of the first that has a code.

    A hospital's own code often stands first and LOINC second. A concept in words alone has no code, and its words as
    display.
    """
    concept = resource.get(element)
    concept = concept if isinstance(concept, dict) else {}
    listed = concept.get("coding")
    coded = [c for c in listed if isinstance(c, dict) and "code" in c] if isinstance(listed, list) else []
    words = concept.get("text") if isinstance(concept.get("text"), str) else None
    if not coded:
        if required and not words:
            raise Bad(f"{prefix}{element}.coding", _("the code is missing"), _("Give a coding with a code."))
        return None, None, words
    wanted = [c for c in coded if any(name in str(c.get("system", "")).lower() for name in prefer)]
    chosen = (wanted or coded)[0]
    return chosen.get("system"), str(chosen["code"]), chosen.get("display") or words


def stamp(resource: dict[str, Any], element: str, prefix: str = "") -> Stamp | None:
    """A FHIR date, dateTime or instant. A month or a year alone becomes its first day; local time stays local."""
    value = resource.get(element)
    if value is None:
        return None
    written = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if not written:
            raise ValueError
        read = datetime.fromisoformat(value + "-01-01"[3 * value.count("-") :] if len(value) < 10 else value)
        offset = read.utcoffset()
        minutes = np.nan if offset is None else offset.total_seconds() / 60
        return Stamp(read.replace(tzinfo=None), minutes, "T" not in value, whole_month=len(value) < 10)
    except (ValueError, OverflowError):
        what = _("{value} is not a date").format(value=repr(value)[:60])
        advice = _("Write dates as 2024-03-31 or 2024-03-31T14:05:00+02:00.")
        raise Bad(f"{prefix}{element}", what, advice) from None


def written_reference(resource: dict[str, Any], element: str) -> str | None:
    """The text of a reference, ``None`` where there is none."""
    value = resource.get(element)
    text = value.get("reference") if isinstance(value, dict) else None
    return None if text is None else str(text)


def identifiers(said: Any) -> list[tuple[str, str]]:
    """(system, value) of one identifier or a list of them; what has no value as text is passed over."""
    each = said if isinstance(said, list) else [said]
    return [
        (str(one.get("system") or ""), one["value"])
        for one in each
        if isinstance(one, dict) and isinstance(one.get("value"), str) and one["value"]
    ]
