"""Rows of the four tables, each made of one resource of FHIR."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from labkit.data.readers._fhir_elements import ICD10, LOINC, Bad, Stamp, codes, coding, objects, stamp
from labkit.data.readers._fhir_units import contradict
from labkit.data.readers._fhir_values import has_value, unread_values, value_of, values_too_many
from labkit.language import catalogue

_ = catalogue("data")

_SEX = {"female": "F", "male": "M", "other": "X", "unknown": "U"}
# (element, target, required) -> the identity it refers to
Refer = Callable[[str, str, bool], str | None]
# (element, what, advice): said of the resource whose row is made
Say = Callable[[str, str, str], None]


def patient(
    identity: str, r: dict[str, Any], refer: Refer, leave: Say, doubt: Say
) -> Iterator[dict[str, Any]]:
    """One row of ``patients``."""
    gender = r.get("gender")
    if gender is not None and (not isinstance(gender, str) or gender not in _SEX):
        allowed = ", ".join(map(repr, _SEX))
        what = _("{value} is not one of {allowed}").format(value=repr(gender)[:60], allowed=allowed)
        raise Bad("gender", what, _("Recode it to one of these."))
    addresses = objects(r, "address")
    spoken = [c.get("language") for c in objects(r, "communication")]
    born = _moment(r, "birthDate", "", doubt)
    yield {
        "patient_id": identity,
        "sex": _SEX.get(gender) if gender else None,
        "birth_date": born and born.local,
        "language": coding({"language": spoken[0]}, "language")[1] if spoken and spoken[0] else None,
        "postal_code": addresses[0].get("postalCode") if addresses else None,
    }


def encounter(
    identity: str, r: dict[str, Any], refer: Refer, leave: Say, doubt: Say
) -> Iterator[dict[str, Any]]:
    """One row of ``encounters``; R5 calls the period ``actualPeriod`` and gives a list of classes."""
    element = "actualPeriod" if "actualPeriod" in r else "period"
    period = _period(r, element)
    start, end = (_moment(period, edge, f"{element}.", doubt) for edge in ("start", "end"))
    if start and end and end.before(start):
        what = _("the stay ends ({end}) before it starts ({start})").format(
            end=period.get("end"), start=period.get("start")
        )
        raise Bad(f"{element}.end", what, _("Correct one of the two dates."))
    kind = r.get("class")
    if isinstance(kind, list):
        kind = {"code": next(iter(sorted(codes(kind[0]))), None)} if kind else None
    yield {
        "stay_id": identity,
        "patient_id": refer("subject", "Patient", True),
        "status": r.get("status"),
        "class": kind.get("code") if isinstance(kind, dict) else None,
        **_clock("start", start),
        **_clock("end", end),
    }


def observation(
    identity: str, r: dict[str, Any], refer: Refer, leave: Say, doubt: Say
) -> Iterator[dict[str, Any]]:
    """A row of ``observations`` for the value, and one for each component."""
    shared = {
        "patient_id": refer("subject", "Patient", True),
        "stay_id": refer("encounter", "Encounter", False),
        "status": r.get("status"),
        **_clock("at", _taken_at(r, doubt)),
    }
    components = objects(r, "component")
    # An observation may have its own value and components: the saturation, and the oxygen under which it was taken.
    parts = [r, *components] if has_value(r) or not components else components
    first = len(parts) - len(components)
    for number, part in enumerate(parts):
        prefix = "" if part is r else f"component[{number - first}]."
        if part is not r and part.get("modifierExtension"):
            what = _("a component with an extension that changes its meaning")
            leave(f"{prefix}modifierExtension", what, _("Read it from the file if you need it."))
            continue
        system, code, display = coding(part, "code", prefix, required=True, prefer=LOINC)
        for key in unread_values(part):
            what = _("{key} is not read: the observation has no value").format(key=key)
            leave(f"{prefix}{key}", what, _("Read it from the file if you need it."))
        for key in values_too_many(part):
            what = _("{key} stands beside another value, which was read").format(key=key)
            leave(f"{prefix}{key}", what, _("Read it from the file if you need it."))
        values = value_of(part, prefix)
        if isinstance(values["unit"], str) and isinstance(values["unit_code"], str):
            _check_unit(values["unit"], values["unit_code"], prefix, doubt)
        yield {**shared, "system": system, "code": code, "display": display, **values}


def condition(
    identity: str, r: dict[str, Any], refer: Refer, leave: Say, doubt: Say
) -> Iterator[dict[str, Any]]:
    """One row of ``conditions``."""
    system, code, display = coding(r, "code", required=True, prefer=ICD10)
    yield {
        "patient_id": refer("subject", "Patient", True),
        "stay_id": refer("encounter", "Encounter", False),
        "clinical_status": next(iter(sorted(codes(r.get("clinicalStatus")))), None),
        "verification_status": next(iter(sorted(codes(r.get("verificationStatus")))), None),
        "system": system,
        "code": code,
        "display": display,
        **_clock("recorded_at", _moment(r, "recordedDate", "", doubt)),
    }


def _taken_at(r: dict[str, Any], doubt: Say) -> Stamp | None:
    """When it was measured: a moment, the start of a period, or the one event of a timing."""
    moment = _moment(r, "effectiveDateTime", "", doubt) or _moment(r, "effectiveInstant", "", doubt)
    if moment is None and "effectivePeriod" in r:
        moment = _moment(_period(r, "effectivePeriod"), "start", "effectivePeriod.", doubt)
    if moment is None and "effectiveTiming" in r:
        events = _period(r, "effectiveTiming").get("event")
        if isinstance(events, list) and len(events) == 1:
            return _moment({"event": events[0]}, "event", "effectiveTiming.", doubt)
        what = _("the time is a schedule and not one moment: it is left empty")
        doubt("effectiveTiming", what, _("Read it from the file if you need it."))
    return moment


def _check_unit(unit: str, code: str, prefix: str, doubt: Say) -> None:
    if contradict(unit, code):
        what = _("the unit is written {unit} and coded {code}").format(unit=repr(unit), code=repr(code))
        doubt(f"{prefix}valueQuantity.unit", what, _("Find out which of the two the number is in."))


def _moment(r: dict[str, Any], element: str, prefix: str, doubt: Say) -> Stamp | None:
    found = stamp(r, element, prefix)
    if found and found.whole_month:
        what = _("only the month or the year is known: its first day stands for it")
        doubt(f"{prefix}{element}", what, _("Do not count days from it."))
    return found


def _period(resource: dict[str, Any], element: str) -> dict[str, Any]:
    period = resource.get(element, {})
    if not isinstance(period, dict):
        raise Bad(element, _("this is not an object"), _("See the FHIR R4 definition of this element."))
    return period


def _clock(name: str, moment: Stamp | None) -> dict[str, Any]:
    return {
        name: moment.local if moment else None,
        f"{name}_offset": moment.offset if moment else np.nan,
    }
