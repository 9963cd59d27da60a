"""What counts as a note: text that can be encoded, of a size a rule can read, from bytes that are really
UTF-8."""

from collections.abc import Iterator
from typing import Any

import narwhals as nw

from labkit.language import catalogue, number

_ = catalogue("text")

#: Longest document the rule-based rooms accept, in characters: some 300 printed pages, far beyond any letter.
LONGEST_NOTE = 1_000_000


def as_note(text: str, *, longest: int | None = LONGEST_NOTE, name: str = "note") -> str:
    """Check that `text` is one readable note and return it unchanged.

    Parameters
    ----------
    text : str
    longest : int or None
        Most characters accepted; ``None`` for no limit.
    name : str
        How the note is called in error messages (an identifier, a file and row).

    Raises
    ------
    TypeError
        If `text` is not a string (bytes are to be read with `decode_note` first).
    ValueError
        If the note is too long, or holds half a surrogate pair and so cannot be written as UTF-8.
    """
    if isinstance(text, bytes | bytearray):
        raise TypeError(
            _("{name}: bytes given, text expected. Read them with decode_note first.").format(name=name)
        )
    if not isinstance(text, str):
        raise TypeError(
            _("{name}: text expected, {type} given. Is a value missing?").format(
                name=name, type=type(text).__name__
            )
        )
    if longest is not None and len(text) > longest:
        raise ValueError(
            _(
                "{name}: {n} characters, more than the {longest} of one note. "
                "Several notes in one? Split them into documents first."
            ).format(name=name, n=number(len(text), 0), longest=number(longest, 0))
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(
            _(
                "{name}: character {position} is half a surrogate pair, left by a faulty decoding. "
                "Read the file again as UTF-8, without errors='surrogateescape'."
            ).format(name=name, position=error.start)
        ) from None
    return text


def decode_note(data: bytes, *, name: str = "note") -> str:
    """Decode a note's bytes as UTF-8 (a byte order mark is dropped).

    Raises
    ------
    ValueError
        If the bytes are not UTF-8: says which byte, on which line, and how the passage would read in
        Windows-1252, the usual culprit of French hospital exports. Nothing is guessed or replaced: a wrong
        guess is a wrong note.
    """
    try:
        return bytes(data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        passage = data[max(0, error.start - 15) : error.start + 15].decode("cp1252", errors="replace")
        raise ValueError(
            _(
                "{name}: not UTF-8 at byte {byte} (0x{value:02x}), line {line}. "
                "Read as Windows-1252 it says “{passage}”: if that is right, decode with encoding='cp1252'."
            ).format(
                name=name,
                byte=error.start,
                value=data[error.start],
                line=before.count(b"\n") + 1,
                passage=" ".join(passage.split()),
            )
        ) from None


def read_notes(notes: Any, *columns: str) -> Iterator[tuple]:
    """Rows (note_id, text, then `columns`) of a pandas or Polars frame of notes.

    Raises
    ------
    TypeError
        If `notes` is no frame.
    ValueError
        If a column is missing, naming it, or a ``note_id`` stands twice.
    """
    try:
        frame = nw.from_native(notes, eager_only=True)
    except TypeError:
        raise TypeError(
            _("notes: a pandas or Polars frame expected, {type} given.").format(type=type(notes).__name__)
        ) from None
    wanted = ["note_id", "text", *columns]
    missing = [column for column in wanted if column not in frame.columns]
    if missing:
        raise ValueError(_("notes: column {column} is missing.").format(column=", ".join(missing)))
    twice = frame["note_id"].filter(frame["note_id"].is_duplicated())
    if len(twice):
        raise ValueError(_("notes: note_id {value!r} stands twice.").format(value=twice[0]))
    yield from frame.select(wanted).iter_rows()
