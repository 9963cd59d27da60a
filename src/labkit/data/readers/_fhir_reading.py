"""Resources of FHIR, taken one by one and turned into rows once every reference can be followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.data.readers._fhir_elements import (
    UNREAD_VALUES,
    Bad,
    Left,
    codes,
    coding,
    has_value,
    objects,
    stamp,
    value_of,
    written_reference,
)
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers.fhir_tables import TABLES, Fhir, typed
from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue

_ = catalogue("data")

_SEX = {"female": "F", "male": "M", "other": "X", "unknown": "U"}
# Statuses that say: this does not stand. http://hl7.org/fhir/R4, the value set of each element.
_WITHDRAWN = {
    "Encounter": {"status": {"cancelled", "entered-in-error"}},
    "Observation": {"status": {"cancelled", "entered-in-error"}},
    "Condition": {"verificationStatus": {"refuted", "entered-in-error"}},
}


@dataclass(frozen=True)
class _Place:
    """Where a resource stands, so that what is said of it can be found again."""

    file: str
    row: int
    unit: str

    def problem(self, what: str, advice: str, element: str) -> Problem:
        return Problem(self.file, what, advice, self.row, element, self.unit)


class Reading:
    """Resources taken so far; references are resolved once all are there."""

    def __init__(self) -> None:
        self.taken: list[tuple[_Place, str, str, dict[str, Any]]] = []
        self.seen: dict[tuple[str, str], _Place] = {}
        # A reference may be written as the fullUrl of an entry, whatever the id of its resource.
        self.urls: dict[str, tuple[str, str]] = {}
        self.withdrawn: set[tuple[str, str]] = set()
        self.skipped: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.left: list[Problem] = []

    def take(self, file: str, row: int, unit: str, entry: dict[str, Any]) -> None:
        """Note one entry's resource, its identity, and whether it was withdrawn."""
        place, resource = _Place(file, row, unit), entry.get("resource")
        request = entry.get("request")
        if resource is None and isinstance(request, dict) and request.get("method") == "DELETE":
            what = _("the entry deletes a record: there is nothing to read")
            self.left.append(place.problem(what, _("Export the records that remain."), "request"))
            return
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            advice = _("Each entry needs a resource with a resourceType.")
            self.problems.append(place.problem(_("there is no resource here"), advice, "resource"))
            return
        kind = resource["resourceType"]
        if kind not in TABLES:
            self.skipped[kind] = self.skipped.get(kind, 0) + 1
            return
        try:
            identity = self._identity(kind, place, resource, entry.get("fullUrl"))
        except Bad as bad:
            element, what, advice = bad.args
            self.problems.append(place.problem(what, advice, f"{kind}.{element}"))
            return
        try:
            _still_stands(kind, resource)
        except Left as left:
            self.withdrawn.add((kind, identity))
            what, element = left.args
            self._leave(place, f"{kind}.{element}", what)
            return
        self.taken.append((place, kind, identity, resource))

    def _leave(self, place: _Place, element: str, what: str) -> None:
        self.left.append(place.problem(what, _("It does not count as data; nothing is to be done."), element))

    def _identity(self, kind: str, place: _Place, resource: dict[str, Any], url: Any) -> str:
        identity = resource.get("id")
        url = url if isinstance(url, str) and url else None
        if identity is None and url:
            identity = url.removeprefix("urn:uuid:").removeprefix("urn:oid:").rpartition("/")[2]
        if not isinstance(identity, str) or not identity:
            advice = _("Give each resource an id that is text, or its entry a fullUrl.")
            raise Bad("id", _("the resource has no id"), advice)
        if (kind, identity) in self.seen:
            first = self.seen[kind, identity]
            what = _("{value} occurs more than once (first at {file}, {row})").format(
                value=repr(identity), file=first.file, row=first.row
            )
            raise Bad("id", what, _("Keep one version of each resource."))
        self.seen[kind, identity] = place
        if url:
            self.urls[url] = (kind, identity)
        return identity

    def result(self, name: str) -> Fhir:
        """The tables, once every reference points at something that is there."""
        rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TABLES}
        # Stays before what happened in them: one whose patient was left out takes its results along.
        for place, kind, identity, resource in sorted(self.taken, key=lambda t: list(TABLES).index(t[1])):
            try:
                rows[kind] += list(getattr(self, f"_{kind.lower()}")(place, identity, resource))
            except Bad as bad:
                element, what, advice = bad.args
                self.problems.append(place.problem(what, advice, f"{kind}.{element}"))
            except Left as left:
                self.withdrawn.add((kind, identity))
                what, element = left.args
                self._leave(place, f"{kind}.{element}", what)
        if self.problems:
            raise BadFile(sorted(self.problems, key=lambda p: (p.file, p.row or 0)))
        tables = {table: typed(rows[kind], columns) for kind, (table, columns) in TABLES.items()}
        if not any(map(len, tables.values())):
            what = _("no patient, stay, observation or condition was found")
            found = ", ".join(f"{kind} ({n})" for kind, n in self.skipped.items())
            advice = _("It holds: {found}.").format(found=found) if found else _("Export it again.")
            self.left.append(Problem(name, what, advice))
        report = ReadingReport(
            {table: len(frame) for table, frame in tables.items()},
            tuple(sorted(self.left, key=lambda p: (p.file, p.row or 0))),
        )
        return Fhir(**tables, skipped=self.skipped, report=report.warn())

    def _reference(
        self,
        place: _Place,
        kind: str,
        resource: dict[str, Any],
        element: str,
        target: str,
        required: bool = False,
    ) -> str | None:
        """The identity a reference points at; a record that was left out takes what points at it along."""
        path, text = f"{element}.reference", written_reference(resource, element)
        if text is None:
            if required:
                raise Bad(path, _("the reference is missing"), _("Say whose it is."))
            return None
        found = self.urls.get(text)
        if found is None:
            server, _slash, identity = text.partition("/_history/")[0].rpartition("/")
            if identity and not server and text.startswith(("urn:uuid:", "urn:oid:")):
                found = (target, identity.removeprefix("urn:uuid:").removeprefix("urn:oid:"))
            elif identity and (not server or server.rpartition("/")[2] == target):
                found = (target, identity.removeprefix("urn:uuid:"))
        if found is None or found[0] != target:
            what = _("{value} does not refer to a {kind}").format(value=repr(text)[:80], kind=target)
            raise Bad(path, what, _("Write it as {kind}/id.").format(kind=target))
        if found in self.withdrawn:
            if target == "Patient":
                raise Left(_("it belongs to a patient's record that was left out"), path)
            self._leave(place, f"{kind}.{path}", _("its stay was left out; the record is kept without it"))
            return None
        # A bulk export may hold no Patient file at all; a bundle with patients must hold the right ones.
        if found not in self.seen and any(seen == target for seen, _id in self.seen):
            what = _("{value} is not in the bundle").format(value=f"{target}/{found[1]}")
            raise Bad(path, what, _("Export the resource as well, or correct the reference."))
        return found[1]

    def _patient(self, place: _Place, identity: str, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        gender = r.get("gender")
        if gender is not None and (not isinstance(gender, str) or gender not in _SEX):
            allowed = ", ".join(map(repr, _SEX))
            what = _("{value} is not one of {allowed}").format(value=repr(gender)[:60], allowed=allowed)
            raise Bad("gender", what, _("Recode it to one of these."))
        addresses = objects(r, "address")
        spoken = [c.get("language") for c in objects(r, "communication")]
        born = stamp(r, "birthDate")
        yield {
            "patient_id": identity,
            "sex": _SEX.get(gender) if gender else None,
            "birth_date": born and born.local,
            "language": coding({"language": spoken[0]}, "language")[1] if spoken and spoken[0] else None,
            "postal_code": addresses[0].get("postalCode") if addresses else None,
        }

    def _encounter(self, place: _Place, identity: str, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        period = _period(r, "period")
        start, end = stamp(period, "start", "period."), stamp(period, "end", "period.")
        if start and end and end.before(start):
            what = _("the stay ends ({end}) before it starts ({start})").format(
                end=period.get("end"), start=period.get("start")
            )
            raise Bad("period.end", what, _("Correct one of the two dates."))
        kind = r.get("class")
        yield {
            "stay_id": identity,
            "patient_id": self._reference(place, "Encounter", r, "subject", "Patient", required=True),
            "status": r.get("status"),
            "class": kind.get("code") if isinstance(kind, dict) else None,
            **_clock("start", start),
            **_clock("end", end),
        }

    def _observation(self, place: _Place, identity: str, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        moment = stamp(r, "effectiveDateTime") or stamp(r, "effectiveInstant")
        if moment is None and "effectivePeriod" in r:
            moment = stamp(_period(r, "effectivePeriod"), "start", "effectivePeriod.")
        shared = {
            "patient_id": self._reference(place, "Observation", r, "subject", "Patient", required=True),
            "stay_id": self._reference(place, "Observation", r, "encounter", "Encounter"),
            "status": r.get("status"),
            **_clock("at", moment),
        }
        components = objects(r, "component")
        # An observation may have its own value and components: the saturation, and the oxygen under which it was taken.
        parts = [r, *components] if has_value(r) or not components else components
        first = len(parts) - len(components)
        for number, part in enumerate(parts):
            prefix = "" if part is r else f"component[{number - first}]."
            system, code, display = coding(part, "code", prefix, required=True, prefer="loinc.org")
            for key in UNREAD_VALUES:
                if key in part:
                    what = _("{key} is not read: the observation has no value").format(key=key)
                    advice = _("Read it from the file if you need it.")
                    self.left.append(place.problem(what, advice, f"Observation.{prefix}{key}"))
            yield {**shared, "system": system, "code": code, "display": display, **value_of(part, prefix)}

    def _condition(self, place: _Place, identity: str, r: dict[str, Any]) -> Iterator[dict[str, Any]]:
        system, code, display = coding(r, "code", required=True, prefer="icd-10")
        yield {
            "patient_id": self._reference(place, "Condition", r, "subject", "Patient", required=True),
            "stay_id": self._reference(place, "Condition", r, "encounter", "Encounter"),
            "clinical_status": next(iter(sorted(codes(r.get("clinicalStatus")))), None),
            "verification_status": next(iter(sorted(codes(r.get("verificationStatus")))), None),
            "system": system,
            "code": code,
            "display": display,
            **_clock("recorded_at", stamp(r, "recordedDate")),
        }


def _still_stands(kind: str, resource: dict[str, Any]) -> None:
    """Raise `Left` for a record that its own status withdraws."""
    if kind == "Patient" and resource.get("active") in (False, "false"):
        raise Left(_("the patient's record is no longer active"), "active")
    for element, withdrawn in _WITHDRAWN.get(kind, {}).items():
        status = next(iter(sorted(codes(resource.get(element)) & withdrawn)), None)
        if status:
            raise Left(_("{kind} with status {status}").format(kind=kind, status=repr(status)), element)


def _period(resource: dict[str, Any], element: str) -> dict[str, Any]:
    period = resource.get(element, {})
    if not isinstance(period, dict):
        raise Bad(element, _("this is not an object"), _("See the FHIR R4 definition of this element."))
    return period


def _clock(name: str, moment: Any) -> dict[str, Any]:
    return {
        name: moment.local if moment else None,
        f"{name}_offset": moment.offset if moment else np.nan,
    }
