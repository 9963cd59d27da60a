"""Finding a note's identifiers and putting surrogates in their place, with the account of what was replaced."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.language import catalogue
from labkit.text.deidentify.detectors import DETECTORS
from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.names import NameFinder
from labkit.text.deidentify.surrogates import Surrogates
from labkit.text.folding import compose_with_offsets, fold
from labkit.text.reading import as_note, read_notes

_ = catalogue("text")

KINDS = (
    "name",
    "date",
    "phone",
    "email",
    "nir",
    "ramq",
    "health_id",
    "record",
    "address",
    "place",
    "age",
    "url",
)
_TYPES = {"start": "int64", "end": "int64", "text": "object", "kind": "object", "valid": "bool"}


@dataclass(frozen=True)
class Deidentified:
    """A note with surrogates. `spans` has the identifiers (``start``, ``end``, ``text`` in the original), their
    ``surrogate`` and where it stands now (``new_start``, ``new_end``)."""

    text: str
    spans: pd.DataFrame


class Deidentifier:
    """Rules that find identifiers in English and French notes, and replace them.

    Parameters
    ----------
    names : iterable of str
        Names known from the hospital's records (patients, staff), besides labkit's gazetteer.
    kinds : iterable of str
        Which kinds to look for: ``name, date, phone, email, nir, ramq, health_id, record, address,
        place, age, url``.

    Notes
    -----
    The result is pseudonymised data in the GDPR's sense (art. 4(5)), *dépersonnalisé* in Québec's; it is not anonymous.
    """

    def __init__(self, names: Iterable[str] = (), kinds: Iterable[str] = KINDS) -> None:
        self.kinds = tuple(kinds)
        unknown = set(self.kinds) - set(KINDS)
        if unknown:
            raise ValueError(
                _("Unknown kind {kind!r}. Kinds: {kinds}.").format(
                    kind=sorted(unknown)[0], kinds=", ".join(KINDS)
                )
            )
        self._names = NameFinder([names] if isinstance(names, str) else names)

    def find(self, text: str) -> pd.DataFrame:
        """Identifiers of `text`.

        Returns
        -------
        DataFrame
            In order and disjoint: ``start``, ``end``, ``text``, ``kind``, ``valid`` (False for a NIR with a wrong key or
            a RAMQ number whose birth date cannot be: still an identifier, a typing error away from one).
        """
        return pd.DataFrame(self._rows(as_note(text)), columns=list(_TYPES)).astype(_TYPES)

    def find_in_notes(self, notes: Any) -> pd.DataFrame:
        """Identifiers of every note of a pandas or Polars frame (``note_id``, ``text``), with ``note_id`` first."""
        rows = [
            {"note_id": note_id, **row}
            for note_id, text in read_notes(notes)
            for row in self._rows(as_note(text, name=str(note_id)))
        ]
        return pd.DataFrame(rows, columns=["note_id", *_TYPES]).astype(_TYPES)

    def _rows(self, written: str) -> list[dict[str, Any]]:
        text, offsets = compose_with_offsets(written)
        taken: list[tuple[int, int, str, bool]] = []
        free = bytearray(len(text))
        for detector in DETECTORS:
            for start, end, kind, valid in detector(text):
                if not any(free[start:end]):
                    free[start:end] = b"\x01" * (end - start)
                    taken.append((start, end, kind, valid))
        for start, end in self._names.find(text):
            if not any(free[start:end]):
                taken.append((start, end, "name", True))
        return [
            {
                "start": offsets[start],
                "end": offsets[end],
                "text": written[offsets[start] : offsets[end]],
                "kind": kind,
                "valid": valid,
            }
            for start, end, kind, valid in sorted(taken)
            if kind in self.kinds
        ]

    def replace(self, text: str, patient: object, surrogates: Surrogates) -> Deidentified:
        """Replace the identifiers of one patient's note.

        Parameters
        ----------
        text : str
        patient : object
            Identifier of the patient: notes of one patient share surrogates and the date shift.
        surrogates : Surrogates
        """
        found = self.find(text)
        year = next((int(y) for kind, t in zip(found["kind"], found["text"], strict=True) if kind == "date"
                     for y in re.findall(r"(?:19|20)\d\d", t)), None)  # fmt: skip
        for written in found.loc[found["kind"] == "name", "text"]:
            surrogates.reserve(written, patient)
        pieces, new_starts, new_texts, at, length = [], [], [], 0, 0
        for start, end, written, kind in found[["start", "end", "text", "kind"]].itertuples(index=False):
            surrogate = self._surrogate(text, start, written, kind, patient, surrogates, year)
            length += start - at
            new_starts.append(length)
            length += len(surrogate)
            pieces += [text[at:start], surrogate]
            new_texts.append(surrogate)
            at = end
        found["surrogate"] = pd.Series(new_texts, dtype="object")
        found["new_start"] = pd.Series(new_starts, dtype="int64")
        found["new_end"] = found["new_start"] + found["surrogate"].map(len).astype("int64")
        return Deidentified("".join(pieces) + text[at:], found)

    def redact(self, text: str) -> str:
        """`text` with each identifier replaced by its kind: ``[NAME]``, ``[DATE]``."""
        found = self.find(text)
        for start, end, kind in reversed(list(found[["start", "end", "kind"]].itertuples(index=False))):
            text = f"{text[:start]}[{kind.upper()}]{text[end:]}"
        return text

    @staticmethod
    def _surrogate(
        text: str,
        start: int,
        written: str,
        kind: str,
        patient: object,
        surrogates: Surrogates,
        year: int | None,
    ) -> str:
        if kind == "name":
            title = fold("".join(re.findall(r"([^\W\d_]+)\.? ?$", text[max(0, start - 15) : start])))
            lists = gazetteer()
            gender = "F" if title in lists.female_titles else "M" if title in lists.male_titles else None
            return surrogates.name(written, patient, gender)
        if kind == "date":
            return surrogates.date(written, patient, year)
        if kind in ("phone", "nir", "ramq", "health_id", "record"):
            return surrogates.number(kind, written, patient)
        return getattr(surrogates, kind)(written, patient)
