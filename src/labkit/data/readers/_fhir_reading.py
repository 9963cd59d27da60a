"""Resources of FHIR, taken one by one; turned into rows once every reference can be followed."""

from typing import Any

from labkit.data.readers import _fhir_rows as rows_of
from labkit.data.readers._fhir_elements import Bad, Left, codes, identifiers, written_reference
from labkit.data.readers._fhir_place import Place
from labkit.data.readers._fhir_units import several_units
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers.fhir_tables import TABLES, Fhir, typed
from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue

_ = catalogue("data")

# Statuses that say: this does not stand. http://hl7.org/fhir/R4, the value set of each element.
_WITHDRAWN = {
    "Encounter": {"status": {"cancelled", "entered-in-error"}},
    "Observation": {"status": {"cancelled", "entered-in-error"}},
    "Condition": {"verificationStatus": {"refuted", "entered-in-error"}},
}


class Reading:
    """Resources taken so far; references are resolved once all are there."""

    def __init__(self) -> None:
        self.taken: list[tuple[Place, str, str, dict[str, Any]]] = []
        self.seen: dict[tuple[str, str], Place] = {}
        # A reference may be written as the fullUrl of an entry, whatever the id of its resource.
        self.urls: dict[str, tuple[str, str]] = {}
        # What a hospital calls a record, for references that give it in place of an id.
        self.named: dict[tuple[str, str, str], set[str]] = {}
        self.withdrawn: set[tuple[str, str]] = set()
        self.skipped: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.left: list[Problem] = []
        self.doubts: list[Problem] = []

    def take(self, file: str, row: int, unit: str, entry: dict[str, Any]) -> None:
        """Note one entry's resource, its identity, and whether it was withdrawn."""
        place, resource = Place(file, row, unit), entry.get("resource")
        request, answer = entry.get("request"), entry.get("response")
        if resource is None and isinstance(request, dict) and request.get("method") == "DELETE":
            what = _("the entry deletes a record: there is nothing to read")
            self.left.append(place.problem(what, _("Export the records that remain."), "request"))
            return
        if resource is None and isinstance(answer, dict):
            what = _("the server answered {status} without a record").format(
                status=repr(answer.get("status"))
            )
            self.left.append(place.problem(what, _("Ask for the record itself."), "response"))
            return
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            advice = _("Each entry needs a resource with a resourceType.")
            self.problems.append(place.problem(_("there is no resource here"), advice, "resource"))
            return
        kind = resource["resourceType"]
        if kind == "Bundle":
            self.take_bundle(place, resource)
        elif kind == "OperationOutcome":
            advice = _("Ask whoever runs the server: something may be missing.")
            self.left.append(place.problem(server_says(resource), advice, kind))
        elif kind in TABLES:
            self._take(place, kind, resource, entry.get("fullUrl"))
        else:
            self.skipped[kind] = self.skipped.get(kind, 0) + 1
            if resource.get("status") != "entered-in-error":
                self._take_contained(place, f"{kind}/{resource.get('id') or place.row}", resource)

    def take_bundle(self, place: Place, bundle: dict[str, Any]) -> None:
        """Take the entries of a bundle inside another, whose place is theirs; say when it is one page of several."""
        links = bundle.get("link")
        if isinstance(links, list) and any(
            isinstance(x, dict) and x.get("relation") == "next" for x in links
        ):
            what = _("the bundle is one page of several: the others are not here")
            self.left.append(place.problem(what, _("Export the pages that follow as well."), "link"))
        entries = bundle.get("entry", [])
        for entry in entries if isinstance(entries, list) else []:
            self.take(place.file, place.row, place.unit, entry if isinstance(entry, dict) else {})

    def _take(self, place: Place, kind: str, resource: dict[str, Any], url: Any) -> None:
        try:
            identity = self._identity(kind, place, resource, url)
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
        self._take_contained(place, f"{kind}/{identity}", resource)

    def _take_contained(self, place: Place, owner: str, resource: dict[str, Any]) -> None:
        """Resources that stand inside another: their identity is the other's, a hash and their own."""
        inside = resource.get("contained", [])
        for part in inside if isinstance(inside, list) else []:
            if (
                isinstance(part, dict)
                and part.get("resourceType") in TABLES
                and isinstance(part.get("id"), str)
            ):
                named = {**part, "id": f"{owner}#{part['id'].removeprefix('#')}"}
                self._take(place, part["resourceType"], named, None)

    def _leave(self, place: Place, element: str, what: str) -> None:
        self.left.append(place.problem(what, _("It does not count as data; nothing is to be done."), element))

    def _identity(self, kind: str, place: Place, resource: dict[str, Any], url: Any) -> str:
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
        for system, value in identifiers(resource.get("identifier")):
            self.named.setdefault((kind, system, value), set()).add(identity)
        if url:
            self.urls[url] = (kind, identity)
        return identity

    def result(self, name: str) -> Fhir:
        """The tables, once every reference points at something that is there."""
        rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TABLES}
        # Stays before what happened in them: one whose patient was left out takes its results along.
        for place, kind, identity, resource in sorted(self.taken, key=lambda t: list(TABLES).index(t[1])):
            try:
                rows[kind] += self._rows(place, kind, identity, resource)
            except Bad as bad:
                element, what, advice = bad.args
                # A record inside another needs less than one of its own: it is left, the file is read.
                kept = self.left if "#" in identity else self.problems
                kept.append(place.problem(what, advice, f"{kind}.{element}"))
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
        self.doubts += several_units(name, tables["observations"])
        report = ReadingReport(
            {table: len(frame) for table, frame in tables.items()},
            *(tuple(sorted(said, key=lambda p: (p.file, p.row or 0))) for said in (self.left, self.doubts)),
        )
        return Fhir(**tables, skipped=self.skipped, report=report.warn())

    def _rows(self, place: Place, kind: str, identity: str, resource: dict[str, Any]) -> list[dict[str, Any]]:
        def refer(element: str, target: str, required: bool) -> str | None:
            return self._reference(place, (kind, identity), resource, element, target, required)

        def leave(element: str, what: str, advice: str) -> None:
            self.left.append(place.problem(what, advice, f"{kind}.{element}"))

        def doubt(element: str, what: str, advice: str) -> None:
            self.doubts.append(place.problem(what, advice, f"{kind}.{element}"))

        if kind == "Patient" and "#" in identity:
            what = _("a patient inside another record is counted as a person of its own")
            doubt("contained", what, _("Export the patients themselves to tell who is who."))
        if _is_test(resource):
            doubt("meta", _("the record is marked as test data"), _("Do not count it among patients."))
        make = {
            "Patient": rows_of.patient,
            "Encounter": rows_of.encounter,
            "Observation": rows_of.observation,
            "Condition": rows_of.condition,
        }[kind]
        return list(make(identity, resource, refer, leave, doubt))

    def _by_identifier(self, resource: dict[str, Any], element: str, target: str) -> str | None:
        """The reference that an identifier stands for (FHIR R4, 2.3.0.2, logical references), where one record has it."""
        said = resource.get(element)
        names = identifiers(said.get("identifier")) if isinstance(said, dict) else []
        if not names:
            return None
        found = {identity for name in names for identity in self.named.get((target, *name), ())}
        found = {identity for identity in found if (target, identity) not in self.withdrawn} or found
        if len(found) == 1:
            return f"{target}/{found.pop()}"
        path, value = f"{element}.identifier", repr(names[0][1])[:80]
        if found:
            what = _("{value} is the identifier of {number} records").format(value=value, number=len(found))
            raise Bad(path, what, _("Merge them, or refer to one by its id."))
        if any(seen == target for seen, _id in self.seen):
            what = _("{value} is the identifier of no {kind} in the file").format(value=value, kind=target)
            raise Bad(path, what, _("Export the resource as well, or correct the reference."))
        return f"{target}/{names[0][1]}"  # a bulk export may hold no Patient file at all

    def _reference(
        self,
        place: Place,
        whose: tuple[str, str],
        resource: dict[str, Any],
        element: str,
        target: str,
        required: bool,
    ) -> str | None:
        """The identity a reference points at; a record that was left out takes what points at it along."""
        path, text = f"{element}.reference", written_reference(resource, element)
        if text is None:
            text = self._by_identifier(resource, element, target)
        if text is None:
            if required:
                raise Bad(path, _("the reference is missing"), _("Say whose it is."))
            return None
        kind, identity_here = whose
        found = self.urls.get(text)
        if found is None and text.startswith("#"):
            owner = identity_here.partition("#")[0] if "#" in identity_here else f"{kind}/{identity_here}"
            found = (target, f"{owner}{text}")
            if found not in self.seen:
                what = _("{value} is not among the records inside this one").format(value=repr(text)[:80])
                raise Bad(path, what, _("Export the resource as well, or correct the reference."))
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


def _still_stands(kind: str, resource: dict[str, Any]) -> None:
    """Raise `Left` for a record that its own status withdraws."""
    if kind == "Patient" and (resource.get("active") in (False, "false") or _replaced(resource)):
        raise Left(_("the patient's record is no longer active"), "active")
    for element, withdrawn in _WITHDRAWN.get(kind, {}).items():
        status = next(iter(sorted(codes(resource.get(element)) & withdrawn)), None)
        if status:
            raise Left(_("{kind} with status {status}").format(kind=kind, status=repr(status)), element)
    # "Applications SHALL NOT process a resource with a modifier extension they do not understand" (FHIR R4, 2.4.0.1).
    if resource.get("modifierExtension"):
        what = _("{kind} with an extension that changes its meaning").format(kind=kind)
        raise Left(what, "modifierExtension")
    if kind == "Observation" and resource.get("focus"):
        raise Left(_("the observation is about something else than the patient"), "focus")


def _is_test(resource: dict[str, Any]) -> bool:
    """Whether a label says HTEST (http://terminology.hl7.org/CodeSystem/v3-ActReason: test health data)."""
    meta = resource.get("meta")
    labels = [meta.get(key) for key in ("tag", "security")] if isinstance(meta, dict) else []
    return any("HTEST" in codes({"coding": listed}) for listed in labels)


def _replaced(patient: dict[str, Any]) -> bool:
    """Whether another record of the same person was made to replace this one."""
    links = patient.get("link")
    return isinstance(links, list) and any(
        isinstance(link, dict) and link.get("type") == "replaced-by" for link in links
    )


def server_says(outcome: dict[str, Any]) -> str:
    """What an OperationOutcome says, in the server's words."""
    issues = outcome.get("issue")
    found = [i for i in issues if isinstance(i, dict)] if isinstance(issues, list) else []
    words = [str(i.get("diagnostics") or i.get("code")) for i in found]
    return _("the server says: {words}").format(words=repr("; ".join(words)[:200]))
