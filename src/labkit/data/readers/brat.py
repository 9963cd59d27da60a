"""BRAT standoff folders: ``name.txt`` beside ``name.ann`` (https://brat.nlplab.org/standoff.html)."""

import re
from pathlib import Path
from typing import Any

from labkit.data.readers._offsets import advice_for, cut_words, same_words
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._text import read_text
from labkit.data.readers.annotated import AnnotatedNotes
from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue, plural_catalogue

_ = catalogue("data")
ngettext = plural_catalogue("data")

_ENTITY = re.compile(r"(?P<label>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)")
_ATTRIBUTE = re.compile(r"(?P<name>\S+) (?P<target>\S+)(?: (?P<value>.+))?")
_LEFT_OUT = ("R", "E", "N", "*", "#")


def _what_is_left(mark: str) -> str:
    return {
        "R": _("relations between spans are not read"),
        "E": _("events are not read"),
        "N": _("references to a terminology are not read"),
        "*": _("equivalences of spans are not read"),
        "#": _("annotators' remarks are not read"),
    }[mark]


def read_brat(folder: str | Path, *, encoding: str = "utf-8") -> AnnotatedNotes:
    """Read a folder of BRAT standoff: ``name.txt`` beside ``name.ann``.

    Entities (``T``) and attributes (``A``, ``M``) are read; relations, events, normalisations and remarks are
    left out and counted in ``report``. Offsets count characters of the ``.txt`` as it is, line ends included.

    Raises
    ------
    BadFile
        With every problem: an offset outside the note, a text that is not what stands there, an attribute of
        an unknown span, a duplicate identifier, a ``.ann`` without its ``.txt``; each with file and line.

    Warns
    -----
    LeftOut
        Of relations and the like, and of a ``.txt`` without its ``.ann``, whose note has no span.
    Doubtful
        Of spans that begin or end inside a word.
    """
    folder = Path(folder)
    texts = sorted(folder.glob("*.txt"))
    problems = [
        Problem(
            ann.name,
            _("there is no {file} beside it").format(file=f"{ann.stem}.txt"),
            _("Add the note's text."),
        )
        for ann in sorted(folder.glob("*.ann"))
        if not ann.with_suffix(".txt").is_file()
    ]
    if not texts and not problems:
        advice = _("Give a folder that holds name.txt and name.ann files.")
        raise BadFile([Problem(str(folder), _("no note was found"), advice)])
    notes: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    left: list[Problem] = []
    doubts: list[Problem] = []
    for path in texts:
        try:
            text = read_text(path, encoding)
            notes.append({"note_id": path.stem, "text": text})
            ann = path.with_suffix(".ann")
            if ann.is_file():
                standoff = _Standoff(path.stem, text)
                standoff.read(read_text(ann, encoding))
                spans += [piece for pieces in standoff.spans.values() for piece in pieces]
                problems += standoff.problems
                left += standoff.left
                places = [(p["start"], p["end"]) for pieces in standoff.spans.values() for p in pieces]
                doubts += cut_words(ann.name, text, None, places)
            else:
                what = _("the note has no .ann beside it: no span")
                left.append(Problem(path.name, what, _("Annotate it, or take it out of the folder.")))
        except BadFile as error:
            problems += error.problems
    if problems:
        raise BadFile(problems)
    report = ReadingReport({"notes": len(notes), "spans": len(spans)}, tuple(left), tuple(doubts))
    return AnnotatedNotes.from_records(notes, spans, report.warn())


class _Standoff:
    """One note's annotations, line by line."""

    def __init__(self, note_id: str, text: str):
        self.note_id, self.text = note_id, text
        self.spans: dict[str, list[dict[str, Any]]] = {}
        self.problems: list[Problem] = []
        self.left: list[Problem] = []
        # Identifiers on which an attribute may rest, also those of spans that were refused.
        self.declared: set[str] = set()

    def read(self, ann: str) -> None:
        attributes = []
        for number, line in enumerate(ann.split("\n"), start=1):
            identity, _tab, rest = line.rstrip("\r").partition("\t")
            if identity.startswith(_LEFT_OUT):
                self.declared.add(identity)
                advice = _("Read them from the file if you need them.")
                self.left.append(
                    Problem(f"{self.note_id}.ann", _what_is_left(identity[0]), advice, number, identity)
                )
            elif identity.startswith("T"):
                self._span(number, identity, rest)
            elif identity.startswith(("A", "M")) and _ATTRIBUTE.fullmatch(rest):
                attributes.append((number, rest))
            elif line.strip():
                self._not_standoff(number, line)
        for number, rest in attributes:
            self._attribute(number, rest)

    def _wrong(self, line: int, column: str, what: str, advice: str) -> None:
        self.problems.append(Problem(f"{self.note_id}.ann", what, advice, line, column))

    def _not_standoff(self, number: int, line: str) -> None:
        what = _("this line is not standoff: {line}").format(line=repr(line[:60]))
        advice = _("A span is written: T1<tab>Label 0 5<tab>text; an attribute: A1<tab>Name T1.")
        self._wrong(number, "line", what, advice)

    def _span(self, number: int, identity: str, rest: str) -> None:
        body, _tab, quoted = rest.partition("\t")
        entity = _ENTITY.fullmatch(body)
        if not entity:
            self._not_standoff(number, f"{identity}\t{rest}")
            return
        if identity in self.declared:
            what = _("{value} occurs more than once").format(value=repr(identity))
            self._wrong(number, "id", what, _("Give each span its own identifier."))
            return
        self.declared.add(identity)
        places = [(int(a), int(b)) for a, b in (place.split() for place in entity["places"].split(";"))]
        outside = [place for place in places if not 0 <= place[0] < place[1] <= len(self.text)]
        if outside:
            what = ngettext(
                "{start} to {end} is not inside the note, which has {n} character",
                "{start} to {end} is not inside the note, which has {n} characters",
                len(self.text),
            ).format(start=outside[0][0], end=outside[0][1], n=len(self.text))
            advice = _("Annotate this span again on the text of {file}.").format(file=f"{self.note_id}.txt")
            self._wrong(number, "offsets", what, advice)
            return
        pieces = [self.text[start:end] for start, end in places]
        # BRAT writes a line end inside a span as a space.
        if not same_words(" ".join(pieces), quoted):
            what = _("the note has {found} there, not {expected}").format(
                found=repr(" ".join(pieces)[:60]), expected=repr(quoted[:60])
            )
            self._wrong(number, "text", what, advice_for(self.text, *places[0], quoted))
            return
        shared: dict[str, Any] = {
            "note_id": self.note_id,
            "span_id": identity,
            "label": entity["label"],
            "attributes": {},
        }
        self.spans[identity] = [
            {**shared, "start": start, "end": end, "text": piece}
            for (start, end), piece in zip(places, pieces, strict=True)
        ]

    def _attribute(self, number: int, rest: str) -> None:
        attribute = _ATTRIBUTE.fullmatch(rest)
        assert attribute
        target = attribute["target"]
        if target not in self.declared:
            what = _("the attribute is of {target}, which is not in the file").format(target=repr(target))
            self._wrong(number, "target", what, _("Remove it, or add the span."))
        for piece in self.spans.get(target, [])[:1]:
            piece["attributes"][attribute["name"]] = attribute["value"] or True
