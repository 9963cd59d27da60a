"""Annotated notes as JSON lines, one note a line."""

from pathlib import Path
from typing import Any

from labkit.data.readers import _json
from labkit.data.readers._annotation_shapes import holds_spans, identity_of, pieces, span_key, text_of
from labkit.data.readers._offsets import advice_for, cut_words, same_words
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._text import read_text, twice_encoded
from labkit.data.readers.annotated import AnnotatedNotes
from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue, plural_catalogue

_ = catalogue("data")
ngettext = plural_catalogue("data")
_REFUSED = ("reject", "ignore")


def read_notes(path: str | Path, *, encoding: str = "utf-8") -> AnnotatedNotes:
    """Read notes from JSON lines: ``{"note_id": ..., "text": ..., "spans": [{"start", "end", "label",
    ...}]}``.

    ``spans`` may be absent; a span's ``text`` is checked where it is given; its other keys become
    ``attributes``. The spans of doccano (``label``, ``entities``), of edsnlp and spaCy (``entities``, ``ents``) and of
    Prodigy are read under their own names. A note that was refused in Prodigy (``"answer": "reject"``, ``"ignore"``) is
    left out.

    Raises
    ------
    BadFile
        With every problem: a line that is not JSON, a key that is missing or of the wrong type, an offset
        outside the note, a duplicate ``note_id``; each with file, line and key.

    Warns
    -----
    LeftOut
        Of notes that were refused, of relations, and of keys that look like annotations and are not read.
    Doubtful
        Of spans that begin or end inside a word, and of accents that were read in the wrong encoding.
    """
    path = Path(path)
    notes: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    problems: list[Problem] = []
    left: list[Problem] = []
    seen: dict[str, int] = {}
    text = read_text(path, encoding)
    doubts = twice_encoded(text.encode("utf-8", "replace"), path.name)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            note = _json.parse(line, path.name, number)
            if isinstance(note, dict) and note.get("answer") in _REFUSED:
                what = _("the annotator's answer is {answer}").format(answer=repr(note["answer"]))
                advice = _("The note is not read: what stands in it was not accepted.")
                left.append(Problem(path.name, what, advice, number, "answer"))
                continue
            record, found = _record(path.name, number, note)
        except BadFile as error:
            problems += error.problems
            continue
        spans += found
        places = [(span["start"], span["end"]) for span in found]
        doubts += cut_words(path.name, record["text"], number, places)
        note_id = record["note_id"]
        if note_id in seen:
            what = _("{value} occurs more than once (first on line {line})").format(
                value=repr(note_id), line=seen[note_id]
            )
            problems.append(
                Problem(path.name, what, _("Give each note its own identifier."), number, "note_id")
            )
        seen.setdefault(note_id, number)
        notes.append(record)
        left += _unread(path.name, number, note)
    if not notes and not problems:
        if left:
            advice = _("Export notes that were accepted.")
            problems = [Problem(path.name, _("every note was refused by its annotator"), advice)]
        else:
            problems.append(Problem(path.name, _("no note was found"), _("Write one JSON object a line.")))
    if problems:
        raise BadFile(problems)
    report = ReadingReport({"notes": len(notes), "spans": len(spans)}, tuple(left), tuple(doubts))
    return AnnotatedNotes.from_records(notes, spans, report.warn())


def _unread(file: str, line: int, note: dict[str, Any]) -> list[Problem]:
    """Keys that look like annotations and are not the ones that were read."""
    used = span_key(note)
    related = note.get("relations")
    between = [
        Problem(
            file,
            _("relations between spans are not read"),
            _("Read them from the file if you need them."),
            line,
            "relations",
        )
        for _relation in (related if isinstance(related, list) else [])
    ]
    return between + [
        Problem(
            file,
            _("{key} looks like annotations and was not read").format(key=repr(key)),
            _("Rename it to spans: a list of start, end and label."),
            line,
            key,
        )
        for key, value in note.items()
        if key not in (used, "tokens", "relations") and holds_spans(value)
    ]


def _record(file: str, line: int, note: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One note and its spans, or a `BadFile` with all that is wrong in it."""
    problems: list[Problem] = []

    def wrong(what: str, advice: str, key: str | None = None) -> None:
        problems.append(Problem(file, what, advice, line, key))

    if not isinstance(note, dict):
        wrong(_("this line is not a JSON object"), _('Write {"note_id": ..., "text": ...} on each line.'))
        raise BadFile(problems)
    (id_key, note_id), (text_key, text) = identity_of(note), text_of(note)
    for key, value in ((id_key, note_id), (text_key, text)):
        if value is None:
            wrong(_("this key is missing"), _("Each note needs note_id and text, both text."), key)
        elif not isinstance(value, str):
            shown = repr(value)[:60]
            wrong(_("{value} is not text").format(value=shown), _("Put it between quotation marks."), key)
    key = span_key(note)
    spans = note.get(key, [])
    if not isinstance(spans, list):
        wrong(_("spans is not a list"), _("Write [] for no span."), "spans")
    if problems:
        raise BadFile(problems)
    found = []
    for position, span in enumerate(spans):
        for piece in pieces(span, position):
            fault = _fault(piece, text)
            if fault:
                wrong(*fault, f"{key}[{position}]")
                continue
            found.append({"note_id": note_id, **piece, "text": text[piece["start"] : piece["end"]]})
    if problems:
        raise BadFile(problems)
    record = {"note_id": note_id, "text": text}
    return record | {k: v for k, v in note.items() if k not in (id_key, text_key, key)}, found


def _fault(span: dict[str, Any], text: str) -> tuple[str, str] | None:
    """What is wrong with a span, and what to do."""
    start, end = span["start"], span["end"]
    if type(start) is not int or type(end) is not int or not isinstance(span["label"], str):
        what = _("start, end or label is missing or of the wrong type")
        return what, _('Write {"start": 0, "end": 5, "label": "drug"}.')
    if not 0 <= start < end <= len(text):
        what = ngettext(
            "{start} to {end} is not inside the note, which has {n} character",
            "{start} to {end} is not inside the note, which has {n} characters",
            len(text),
        )
        return what.format(start=start, end=end, n=len(text)), _("Count characters from 0; end is exclusive.")
    if "text" in span and not same_words(text[start:end], str(span["text"])):
        what = _("the note has {found} there, not {expected}").format(
            found=repr(text[start:end][:60]), expected=repr(span["text"])[:60]
        )
        return what, advice_for(text, start, end, str(span["text"]))
    return None
