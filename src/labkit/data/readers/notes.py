"""Annotated notes as JSON lines, one note a line."""

from pathlib import Path
from typing import Any

from labkit.data.readers import _json
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._text import read_text
from labkit.data.readers.annotated import AnnotatedNotes
from labkit.language import catalogue

_ = catalogue("data")
_OWN_KEYS = ("start", "end", "label", "text", "span_id")


def read_notes(path: str | Path, *, encoding: str = "utf-8") -> AnnotatedNotes:
    """Read notes from JSON lines: ``{"note_id": ..., "text": ..., "spans": [{"start", "end", "label",
    ...}]}``.

    ``spans`` may be absent; a span's ``text`` is checked where it is given; its other keys become
    ``attributes``.

    Raises
    ------
    BadFile
        With every problem: a line that is not JSON, a key that is missing or of the wrong type, an offset
        outside the note, a duplicate ``note_id``; each with file, line and key.
    """
    path = Path(path)
    notes: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(read_text(path, encoding).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            note = _json.parse(line, path.name, number)
            spans += _spans(path.name, number, note)
        except BadFile as error:
            problems += error.problems
            continue
        note_id = note["note_id"]
        if note_id in seen:
            what = _("{value} occurs more than once (first on line {line})").format(
                value=repr(note_id), line=seen[note_id]
            )
            problems.append(
                Problem(path.name, what, _("Give each note its own identifier."), number, "note_id")
            )
        seen.setdefault(note_id, number)
        notes.append({key: value for key, value in note.items() if key != "spans"})
    if not notes and not problems:
        problems.append(Problem(path.name, _("no note was found"), _("Write one JSON object a line.")))
    if problems:
        raise BadFile(problems)
    return AnnotatedNotes.from_records(notes, spans)


def _spans(file: str, line: int, note: Any) -> list[dict[str, Any]]:
    """The spans of one note, or a `BadFile` with all that is wrong in it."""
    problems: list[Problem] = []

    def wrong(what: str, advice: str, key: str | None = None) -> None:
        problems.append(Problem(file, what, advice, line, key))

    if not isinstance(note, dict):
        wrong(_("this line is not a JSON object"), _('Write {"note_id": ..., "text": ...} on each line.'))
        raise BadFile(problems)
    for key in ("note_id", "text"):
        if key not in note:
            wrong(_("this key is missing"), _("Each note needs note_id and text, both text."), key)
        elif not isinstance(note[key], str):
            value = repr(note[key])[:60]
            wrong(_("{value} is not text").format(value=value), _("Put it between quotation marks."), key)
    spans = note.get("spans", [])
    if not isinstance(spans, list):
        wrong(_("spans is not a list"), _("Write [] for no span."), "spans")
    if problems:
        raise BadFile(problems)
    found = []
    for position, span in enumerate(spans):
        fault = _fault(span, note["text"])
        if fault:
            wrong(*fault, f"spans[{position}]")
            continue
        found.append(
            {
                "note_id": note["note_id"],
                "span_id": str(span.get("span_id", f"T{position + 1}")),
                "label": span["label"],
                "start": span["start"],
                "end": span["end"],
                "text": note["text"][span["start"] : span["end"]],
                "attributes": {key: value for key, value in span.items() if key not in _OWN_KEYS},
            }
        )
    if problems:
        raise BadFile(problems)
    return found


def _fault(span: Any, text: str) -> tuple[str, str] | None:
    """What is wrong with a span, and what to do."""
    start, end = (span.get("start"), span.get("end")) if isinstance(span, dict) else (None, None)
    if type(start) is not int or type(end) is not int or not isinstance(span.get("label"), str):
        what = _("start, end or label is missing or of the wrong type")
        return what, _('Write {"start": 0, "end": 5, "label": "drug"}.')
    if not 0 <= start < end <= len(text):
        what = _("{start} to {end} is not inside the note, which has {n} characters")
        return what.format(start=start, end=end, n=len(text)), _("Count characters from 0; end is exclusive.")
    if "text" in span and span["text"] != text[start:end]:
        what = _("the note has {found} there, not {expected}").format(
            found=repr(text[start:end][:60]), expected=repr(span["text"])[:60]
        )
        return what, _("Offsets count characters, not bytes; check that the text was not changed since.")
    return None
