"""FHIR R4 bundles: Patient, Encounter, Observation and Condition, as four tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.data.readers import _json
from labkit.data.readers._fhir_place import Place
from labkit.data.readers._fhir_reading import Reading, server_says
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._text import read_text
from labkit.data.readers.fhir_tables import Fhir
from labkit.language import catalogue

_ = catalogue("data")

_ENDINGS = (".json", ".ndjson", ".jsonl")


def read_fhir(path: str | Path, *, encoding: str = "utf-8") -> Fhir:
    """Read a FHIR R4 Bundle (``.json``) or a bulk export (``.ndjson``, one resource a line); ``.gz`` too.

    A record that was entered in error, cancelled or refuted, one that is about somebody else than the patient or has a
    modifier extension, and a patient's record that is no longer active (with all that belongs to it), are left out,
    counted in ``report`` and warned of. Bundles and records inside others are read; R5's names of a stay too.

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

    Warns
    -----
    LeftOut
        When something was left out that looks like data, a page or a server's answer is missing, or nothing was found.
    Doubtful
        When something was read that needs a look: one analyte in several units, a unit that contradicts its code, a month
        that stands for a day.
    """
    path = Path(path)
    files = [path]
    if path.is_dir():
        files = sorted(
            f for f in path.iterdir() if f.is_file() and f.name.removesuffix(".gz").endswith(_ENDINGS)
        )
    if not files:
        advice = _("Put .json or .ndjson files there.")
        raise BadFile([Problem(str(path), _("no FHIR file was found"), advice)])
    reading = Reading()
    for file in files:
        for row, unit, entry in _entries(file, encoding, reading):
            reading.take(file.name, row, unit, entry)
    return reading.result(str(path.name))


def _entries(file: Path, encoding: str, reading: Reading) -> Iterator[tuple[int, str, Any]]:
    text = read_text(file, encoding)
    if file.name.removesuffix(".gz").endswith((".ndjson", ".jsonl")):
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, "line", {"resource": _json.parse(line, file.name, number)}
        return
    bundle = _json.parse(text, file.name)
    kind = bundle.get("resourceType") if isinstance(bundle, dict) else None
    if kind == "OperationOutcome":
        advice = _("This is an answer without data: ask whoever runs the server.")
        raise BadFile([Problem(file.name, server_says(bundle), advice)])
    if kind != "Bundle":
        what = _("resourceType is {found}, not 'Bundle'").format(found=repr(kind)[:60])
        raise BadFile([Problem(file.name, what, _("Export a Bundle, or .ndjson with one resource a line."))])
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise BadFile(
            [Problem(file.name, _("entry is not a list"), _("Export the bundle again."), None, "entry")]
        )
    reading.take_bundle(Place(file.name, 1, "line"), {**bundle, "entry": []})
    for number, entry in enumerate(entries, start=1):
        yield number, "entry", entry if isinstance(entry, dict) else {}
