"""FHIR R4 bundles: Patient, Encounter, Observation and Condition, as four tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers import _json
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._text import read_text
from labkit.language import catalogue

_ = catalogue("data")

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_SEX = {"female": "F", "male": "M", "other": "X", "unknown": "U"}
_TABLES = {
    "Patient": ("patients", ("patient_id", "sex", "birth_date", "language", "postal_code")),
    "Encounter": ("encounters", ("stay_id", "patient_id", "status", "class", "start", "end")),
    "Observation": (
        "observations",
        ("patient_id", "stay_id", "system", "code", "display", "at", "value", "unit"),
    ),
    "Condition": ("conditions", ("patient_id", "stay_id", "system", "code", "display", "recorded_at")),
}


@dataclass(frozen=True)
class Fhir:
    """A bundle as tables. Identifiers are the resources' ``id``.

    Attributes
    ----------
    patients : DataFrame
        ``patient_id, sex`` (``F, M, X, U``), ``birth_date, language, postal_code``.
    encounters : DataFrame
        ``stay_id, patient_id, status, class, start, end``.
    observations : DataFrame
        ``patient_id, stay_id, system, code, display, at, value`` (number), ``unit``. An observation with
        components (a blood pressure) has one row a component.
    conditions : DataFrame
        ``patient_id, stay_id, system, code, display, recorded_at``.
    skipped : dict
        How many resources of other types were left out.
    """

    patients: pd.DataFrame
    encounters: pd.DataFrame
    observations: pd.DataFrame
    conditions: pd.DataFrame
    skipped: dict[str, int]


def read_fhir(path: str | Path, *, encoding: str = "utf-8") -> Fhir:
    """Read a FHIR R4 Bundle (``.json``) or a bulk export (``.ndjson``, one resource a line).

    Parameters
    ----------
    path : path
        One file, or a folder whose ``.json`` and ``.ndjson`` files are read together.
    encoding : str

    Returns
    -------
    Fhir

    Raises
    ------
    BadFile
        With every problem: the entry of the bundle (the first is 1) or the line, and the element's path.
    """
    path = Path(path)
    files = sorted([*path.glob("*.json"), *path.glob("*.ndjson")]) if path.is_dir() else [path]
    if not files:
        advice = _("Put .json or .ndjson files there.")
        raise BadFile([Problem(str(path), _("no FHIR file was found"), advice)])
    reading = _Reading()
    for file in files:
        for row, unit, resource in _resources(file, encoding):
            reading.take(file.name, row, unit, resource)
    return reading.result()


def _resources(file: Path, encoding: str) -> Iterator[tuple[int, str, Any]]:
    text = read_text(file, encoding)
    if file.suffix == ".ndjson":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, "line", _json.parse(line, file.name, number)
        return
    bundle = _json.parse(text, file.name)
    kind = bundle.get("resourceType") if isinstance(bundle, dict) else None
    if kind != "Bundle":
        what = _("resourceType is {found}, not 'Bundle'").format(found=repr(kind))
        raise BadFile([Problem(file.name, what, _("Export a Bundle, or .ndjson with one resource a line."))])
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise BadFile(
            [Problem(file.name, _("entry is not a list"), _("Export the bundle again."), None, "entry")]
        )
    for number, entry in enumerate(entries, start=1):
        yield number, "entry", entry.get("resource") if isinstance(entry, dict) else None


class _Bad(Exception):
    """One element that is wrong: its path, what, and advice."""


class _Reading:
    """Rows taken so far, references still to be resolved, and problems."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self.seen: dict[tuple[str, str], tuple[str, int]] = {}
        self.references: list[tuple[str, int, str, str, str, str]] = []
        self.skipped: dict[str, int] = {}
        self.problems: list[Problem] = []

    def take(self, file: str, row: int, unit: str, resource: Any) -> None:
        """Add one resource, or note what is wrong with it."""
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            advice = _("Each entry needs a resource with a resourceType.")
            self.problems.append(Problem(file, _("there is no resource here"), advice, row, "resource", unit))
            return
        kind = resource["resourceType"]
        if kind not in _TABLES:
            self.skipped[kind] = self.skipped.get(kind, 0) + 1
            return
        try:
            self._once(kind, file, row, resource)
            for line in getattr(self, f"_{kind.lower()}")(resource):
                for column, target in (("patient_id", "Patient"), ("stay_id", "Encounter")):
                    # A resource's own id is not a reference; a reference that is None points nowhere.
                    if line.get(column) and target != kind:
                        element = f"{kind}.{'subject' if target == 'Patient' else 'encounter'}.reference"
                        self.references.append((file, row, unit, element, target, line[column]))
                self.rows[kind].append(line)
        except _Bad as bad:
            element, what, advice = bad.args
            self.problems.append(Problem(file, what, advice, row, f"{kind}.{element}", unit))

    def _once(self, kind: str, file: str, row: int, resource: dict[str, Any]) -> None:
        identity = resource.get("id")
        if not isinstance(identity, str) or not identity:
            raise _Bad("id", _("the resource has no id"), _("Give each resource an id that is text."))
        if (kind, identity) in self.seen:
            where, first = self.seen[kind, identity]
            what = _("{value} occurs more than once (first at {file}, {row})").format(
                value=repr(identity), file=where, row=first
            )
            raise _Bad("id", what, _("Keep one version of each resource."))
        self.seen[kind, identity] = (file, row)

    def _patient(self, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        gender = r.get("gender")
        if gender is not None and gender not in _SEX:
            allowed = ", ".join(map(repr, _SEX))
            what = _("{value} is not one of {allowed}").format(value=repr(gender), allowed=allowed)
            raise _Bad("gender", what, _("Recode it to one of these."))
        addresses = _list(r, "address")
        spoken = [c.get("language") for c in _list(r, "communication")]
        yield {
            "patient_id": r["id"],
            "sex": _SEX.get(gender) if gender else None,
            "birth_date": _date(r, "birthDate"),
            "language": _coding({"language": spoken[0]}, "language")[1] if spoken and spoken[0] else None,
            "postal_code": addresses[0].get("postalCode") if addresses else None,
        }

    def _encounter(self, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        period = r.get("period", {})
        if not isinstance(period, dict):
            raise _Bad("period", _("this is not an object"), _("See the FHIR R4 definition of this element."))
        start, end = _date(period, "start", "period."), _date(period, "end", "period.")
        if start is not None and end is not None and end < start:
            what = _("the stay ends ({end}) before it starts ({start})").format(end=end, start=start)
            raise _Bad("period.end", what, _("Correct one of the two dates."))
        kind = r.get("class")
        yield {
            "stay_id": r["id"],
            "patient_id": _reference(r, "subject", "Patient", required=True),
            "status": r.get("status"),
            "class": kind.get("code") if isinstance(kind, dict) else None,
            "start": start,
            "end": end,
        }

    def _observation(self, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        shared = {
            "patient_id": _reference(r, "subject", "Patient", required=True),
            "stay_id": _reference(r, "encounter", "Encounter"),
            "at": _date(r, "effectiveDateTime"),
        }
        parts = _list(r, "component") or [r]
        for number, part in enumerate(parts):
            prefix = "" if part is r else f"component[{number}]."
            system, code, display = _coding(part, "code", prefix, required=True)
            value, unit = _quantity(part, prefix)
            yield {**shared, "system": system, "code": code, "display": display, "value": value, "unit": unit}

    def _condition(self, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        system, code, display = _coding(r, "code", required=True)
        yield {
            "patient_id": _reference(r, "subject", "Patient", required=True),
            "stay_id": _reference(r, "encounter", "Encounter"),
            "system": system,
            "code": code,
            "display": display,
            "recorded_at": _date(r, "recordedDate"),
        }

    def result(self) -> Fhir:
        """The tables, once every reference points at something that is there."""
        for file, row, unit, element, kind, identity in self.references:
            # A bulk export may hold no Patient file at all; a bundle with patients must hold the right ones.
            if self.rows[kind] and (kind, identity) not in self.seen:
                what = _("{value} is not in the bundle").format(value=f"{kind}/{identity}")
                advice = _("Export the resource as well, or correct the reference.")
                self.problems.append(Problem(file, what, advice, row, element, unit))
        if self.problems:
            raise BadFile(sorted(self.problems, key=lambda p: (p.file, p.row or 0)))
        tables = {}
        for kind, (name, columns) in _TABLES.items():
            table = pd.DataFrame(self.rows[kind], columns=list(columns))
            for column in columns:
                if column in ("birth_date", "start", "end", "at", "recorded_at"):
                    table[column] = pd.to_datetime(table[column])
                else:
                    table[column] = table[column].astype(float if column == "value" else "str")
            tables[name] = table
        return Fhir(**tables, skipped=self.skipped)


def _list(resource: dict[str, Any], element: str) -> list[dict[str, Any]]:
    value = resource.get(element, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _Bad(
            element, _("this is not a list of objects"), _("See the FHIR R4 definition of this element.")
        )
    return value


def _reference(resource: dict[str, Any], element: str, kind: str, required: bool = False) -> str | None:
    value = resource.get(element)
    text = value.get("reference") if isinstance(value, dict) else None
    if text is None:
        if required:
            raise _Bad(f"{element}.reference", _("the reference is missing"), _("Say whose it is."))
        return None
    place, _slash, identity = str(text).rpartition("/")
    if not identity or (place and place.rpartition("/")[2] != kind):
        if str(text).startswith("urn:uuid:"):
            return str(text).removeprefix("urn:uuid:")
        what = _("{value} does not refer to a {kind}").format(value=repr(text), kind=kind)
        raise _Bad(f"{element}.reference", what, _("Write it as {kind}/id.").format(kind=kind))
    return identity.removeprefix("urn:uuid:")


def _coding(
    resource: dict[str, Any], element: str, prefix: str = "", required: bool = False
) -> tuple[str | None, str | None, str | None]:
    concept = resource.get(element)
    codings = concept.get("coding") if isinstance(concept, dict) else None
    if (
        not isinstance(codings, list)
        or not codings
        or not isinstance(codings[0], dict)
        or "code" not in codings[0]
    ):
        if required:
            raise _Bad(f"{prefix}{element}.coding", _("the code is missing"), _("Give a coding with a code."))
        return None, None, None
    first = codings[0]
    return first.get("system"), str(first["code"]), first.get("display")


def _quantity(part: dict[str, Any], prefix: str) -> tuple[float, str | None]:
    quantity = part.get("valueQuantity")
    if quantity is None:
        return np.nan, None
    value = quantity.get("value") if isinstance(quantity, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        what = _("{value} is not a number").format(value=repr(value))
        raise _Bad(f"{prefix}valueQuantity.value", what, _("Write a JSON number, without quotation marks."))
    return float(value), quantity.get("unit") or quantity.get("code")


def _date(resource: dict[str, Any], element: str, prefix: str = "") -> datetime | None:
    """A FHIR date or dateTime; a month or a year alone becomes its first day, an offset is turned into UTC."""
    value = resource.get(element)
    if value is None:
        return None
    written = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if not written:
            raise ValueError
        stamp = datetime.fromisoformat(value + "-01-01"[3 * value.count("-") :] if len(value) < 10 else value)
        return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
    except (ValueError, OverflowError):
        what = _("{value} is not a date").format(value=repr(value))
        advice = _("Write dates as 2024-03-31 or 2024-03-31T14:05:00+02:00.")
        raise _Bad(f"{prefix}{element}", what, advice) from None
