"""Spans as BRAT standoff, JSON lines and BIO tags, in memory: reading is strict and says which line is wrong."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from labkit.language import catalogue
from labkit.text.spans.matching import COLUMNS, span_table

_ = catalogue("text")

_ENTITY = re.compile(r"T(\d+)\t(\S+) (\d+) (\d+)((?:;\d+ \d+)*)\t(.*)")


def to_brat(text: str, spans: Any) -> str:
    """BRAT standoff (``.ann``) of one note's spans. A span over several lines has its line ends as spaces, as in BRAT."""
    table = _one_note(spans)
    lines = []
    for number, (start, end, label) in enumerate(table[["start", "end", "label"]].itertuples(index=False), 1):
        _inside(text, start, end, f"spans[{number - 1}]")
        surface = text[start:end].replace("\n", " ")
        lines.append(f"T{number}\t{str(label).replace(' ', '_')} {start} {end}\t{surface}\n")
    return "".join(lines)


def from_brat(annotation: str, text: str, name: str = "note.ann") -> pd.DataFrame:
    """Spans of a BRAT ``.ann`` (entities; attributes, relations and comments are passed over).

    Raises
    ------
    ValueError
        Names the file and line of an entity that cannot be read, lies outside the text, or says another text than the
        one it points at: its offsets were made for another version of the note.
    """
    rows = []
    for number, line in enumerate(annotation.split("\n"), start=1):
        if not line.startswith("T"):
            continue
        match = _ENTITY.fullmatch(line.rstrip("\r"))
        if not match:
            raise ValueError(
                _("{name}, line {line}: 'T1<tab>Label start end<tab>text' expected.").format(
                    name=name, line=number
                )
            )
        _id, label, start, end, more, surface = match.groups()
        # A discontinuous entity is kept as the stretch it spans.
        first, last = int(start), int(more.rsplit(" ", 1)[-1]) if more else int(end)
        _inside(text, first, last, f"{name}, line {number}")
        if not more and text[first:last].replace("\n", " ") != surface:
            raise ValueError(
                _(
                    "{name}, line {line}: the note has {found!r} at {start}-{end}, the annotation {said!r}."
                ).format(name=name, line=number, found=text[first:last], start=first, end=last, said=surface)
            )
        rows.append((first, last, label, text[first:last]))
    return pd.DataFrame(rows, columns=["start", "end", "label", "text"])


def to_jsonl(notes: Any, spans: Any) -> str:
    """One JSON object a note: ``{"note_id", "text", "spans": [{"start", "end", "label"}]}``."""
    from labkit.text.reading import read_notes

    table = span_table(spans)
    groups = dict(list(table.groupby("note_id", sort=False)))
    lines = []
    for note_id, text in read_notes(notes):
        own = groups.get(note_id)
        listed = (
            []
            if own is None
            else own.sort_values(["start", "end"])[["start", "end", "label"]].to_dict("records")
        )
        lines.append(
            json.dumps({"note_id": note_id, "text": text, "spans": listed}, ensure_ascii=False) + "\n"
        )
    return "".join(lines)


def from_jsonl(data: str, name: str = "notes.jsonl") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Notes (``note_id``, ``text``) and spans (``note_id, start, end, label``) of `to_jsonl`'s form.

    Raises
    ------
    ValueError
        Names the file, the line and the field that is wrong.
    """
    notes, rows = [], []
    for number, line in enumerate(data.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(
                _("{where}, column {column}: not JSON ({why}).").format(
                    where=where, column=error.colno, why=error.msg
                )
            ) from None
        for field, kind in (("note_id", (str, int)), ("text", str)):
            if not isinstance(record, dict) or not isinstance(record.get(field), kind):
                raise ValueError(
                    _("{where}: field {field!r} is missing or wrong.").format(where=where, field=field)
                )
        notes.append((record["note_id"], record["text"]))
        for position, span in enumerate(record.get("spans", [])):
            try:
                start, end, label = int(span["start"]), int(span["end"]), str(span["label"])
            except (TypeError, KeyError, ValueError):
                raise ValueError(
                    _("{where}: field {field!r} is missing or wrong.").format(
                        where=where, field=f"spans[{position}]"
                    )
                ) from None
            _inside(record["text"], start, end, f"{where}, spans[{position}]")
            rows.append((record["note_id"], start, end, label))
    return pd.DataFrame(notes, columns=["note_id", "text"]), pd.DataFrame(rows, columns=list(COLUMNS))


def to_bio(tokens: Sequence[tuple[int, int]], spans: Any) -> list[str]:
    """BIO tags (Ramshaw and Marcus 1995) of tokens given by their offsets; a token in part inside a span is inside."""
    table = _one_note(spans).sort_values(["start", "end"])
    tags = ["O"] * len(tokens)
    for start, end, label in table[["start", "end", "label"]].itertuples(index=False):
        inside = [i for i, (a, b) in enumerate(tokens) if a < end and b > start and tags[i] == "O"]
        for rank, i in enumerate(inside):
            tags[i] = f"{'I' if rank else 'B'}-{label}"
    return tags


def from_bio(tokens: Sequence[tuple[int, int]], tags: Iterable[str]) -> pd.DataFrame:
    """Spans of BIO tags; an ``I-`` that continues nothing opens a span of its own."""
    tags = list(tags)
    if len(tags) != len(tokens):
        raise ValueError(
            _("tokens: {n}, tags: {m}; give one tag for each token.").format(n=len(tokens), m=len(tags))
        )
    rows: list[list[Any]] = []
    previous = "O"
    for (start, end), tag in zip(tokens, tags, strict=True):
        mark, _dash, label = tag.partition("-")
        if mark not in ("B", "I", "O"):
            raise ValueError(_("Tag {tag!r} is none of O, B-label, I-label.").format(tag=tag))
        if mark == "I" and previous == label and rows:
            rows[-1][1] = end
        elif mark != "O":
            rows.append([start, end, label])
        previous = label if mark != "O" else "O"
    return pd.DataFrame(rows, columns=["start", "end", "label"])


def _one_note(spans: Any) -> pd.DataFrame:
    import narwhals as nw

    frame = nw.from_native(spans, eager_only=True)
    if "note_id" not in frame.columns:
        spans = frame.with_columns(note_id=nw.lit(0)).to_native()
    return span_table(spans)


def _inside(text: str, start: int, end: int, where: str) -> None:
    if not 0 <= start < end <= len(text):
        raise ValueError(
            _("{where}: span {start}-{end} lies outside the note, whose length is {n}.").format(
                where=where, start=start, end=end, n=len(text)
            )
        )
