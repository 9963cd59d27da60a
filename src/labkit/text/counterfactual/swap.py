"""The counterfactual note: the same patient of the other gender, or the same note in other words as a control."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pandas as pd

from labkit.language import catalogue
from labkit.text.counterfactual import english, french
from labkit.text.counterfactual.pairs import cased, load_pairs, sex_specific_stems
from labkit.text.deidentify.health_numbers import NIR, RAMQ, is_valid_nir, is_valid_ramq, nir_key
from labkit.text.folding import compose_with_offsets, fold
from labkit.text.reading import as_note, read_notes

_ = catalogue("text")

LANGUAGES = ("fr", "en")

# A change: where it starts and ends, what was written and what is now.
Row = tuple[int, int, str, str]


@dataclass(frozen=True)
class Swapped:
    """A note and what was changed in it.

    Attributes
    ----------
    text : str
        Unchanged if the note was set aside.
    changes : DataFrame
        ``start``, ``end`` (in the original), ``before``, ``after``.
    set_aside : tuple of str
        Why the note cannot be swapped: words that fit one sex only, or words whose exchange could not be undone.
    """

    text: str
    changes: pd.DataFrame
    set_aside: tuple[str, ...]


def sex_specific(text: str, language: str = "fr") -> tuple[str, ...]:
    """Words of `text` that fit one sex only (pregnancy, prostate, ...): the swapped patient could not exist."""
    _checked(language)
    folded = fold(as_note(text))
    found = _of_one_sex(language).findall(folded)
    parity = re.findall(r"(?<!\w)g\d ?p\d(?!\w)", folded)
    return tuple(dict.fromkeys(found + parity))


def swap_gender(text: str, language: str = "fr") -> Swapped:
    """The note of the same patient with the other gender.

    Titles, given names, nouns with their articles, pronouns, and in French the participles and adjectives that agree with
    the patient; the sex in a NIR (its key is recomputed) and in a RAMQ number. Relatives, staff, things and what agrees
    with them are left alone.

    Swapping twice gives the note back. A note for which that would not hold, or which speaks of pregnancy, prostate and
    the like, is set aside: unchanged, with the reason. So is a note whose words speak of two persons that it does not tell
    apart, or of the patient in both genders, and a French note in which it is not known of whom an adjective is said, or how
    it agrees.

    Parameters
    ----------
    text : str
    language : {"fr", "en"}

    Notes
    -----
    French words are read from left to right with a table of forms (made from spacy-lookups-data, MIT): rules, not understanding.
    An `elle` that stands for a pain may be taken for the patient, and so may an adjective after a comma that is said of a
    relative or a member of staff. Nouns have no gender here: a feminine adjective after a masculine noun tells nothing.
    Inclusive forms such as ``né(e)`` carry no gender and stay.
    """
    new, changes, reasons = _swapped(text, language)
    return Swapped(new, _frame(changes), reasons)


def reword(text: str, language: str = "fr") -> Swapped:
    """The control: the same note with some neutral words exchanged (*ce jour*, *aujourd'hui*), gender untouched.

    A model that changes its mind here changes it for nothing: that rate is to be subtracted from the swap's. Rewording
    twice gives the note back; a note for which it would not is set aside.
    """
    new, changes, reasons = _reworded(text, language)
    return Swapped(new, _frame(changes), reasons)


def swap_notes(notes: Any, language: str | None = None) -> pd.DataFrame:
    """`swap_gender` and `reword` for every note of a frame.

    Parameters
    ----------
    notes : pandas or Polars frame with ``note_id``, ``text`` and, unless `language` is given, ``language``

    Returns
    -------
    DataFrame
        ``note_id``, ``language``, ``text``, ``swapped``, ``control``, ``n_swapped``, ``n_control`` (words changed),
        ``set_aside`` (reasons, empty if none).
    """
    rows = []
    columns = () if language else ("language",)
    for note_id, text, *own in read_notes(notes, *columns):
        spoken = language or own[0]
        swapped, changes, set_aside = _swapped(text, spoken)
        control, reworded, _unused = _reworded(text, spoken)
        counts = (len(changes), len(reworded))
        rows.append((note_id, spoken, text, swapped, control, *counts, ", ".join(set_aside)))
    return pd.DataFrame(
        rows,
        columns=["note_id", "language", "text", "swapped", "control", "n_swapped", "n_control", "set_aside"],
    )


def scrub_pronouns(text: str, language: str = "fr") -> str:
    """Replace pronouns and titles by neutral words: the usual English recipe, which in French leaves the agreement.

    For comparison only: `Patiente`, `adressée`, `âgée` remain.
    """
    _checked(language)
    neutral = {
        "fr": r"\b(?:[Ii]l|[Ee]lle)\b|(?<!\w)(?:M\.|Mme\b|Mr\b|Mlle\b)",
        "en": r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]ers?|[Hh]is)\b|\bM(?:r|s|rs)\b\.?",
    }
    return re.sub(neutral[language], "X" if language == "fr" else "they", as_note(text))


def _swapped(text: str, language: str) -> tuple[str, list[Row], tuple[str, ...]]:
    """`swap_gender` without a frame: the note, its changes, and why it was set aside."""
    _checked(language)
    text = as_note(text)
    reasons = sex_specific(text, language) or _unknown_agreement(text, language)
    if not reasons:
        new, changes = _apply(text, _gender_changes(text, language))
        back, _unused = _apply(new, _gender_changes(new, language))
        reasons = _unknown_agreement(new, language)
        if back == text and not reasons:
            return new, changes, ()
        reasons = reasons or _where_they_differ(text, back)
    return text, [], reasons


def _reworded(text: str, language: str) -> tuple[str, list[Row], tuple[str, ...]]:
    """`reword` without a frame."""
    _checked(language)
    text = as_note(text)
    new, changes = _apply(text, _control_changes(text, language))
    back, _unused = _apply(new, _control_changes(new, language))
    return (new, changes, ()) if back == text else (text, [], _where_they_differ(text, back))


def _checked(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(_("language must be 'en' or 'fr', not {language!r}.").format(language=language))


def _unknown_agreement(text: str, language: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFC", text)
    return french.unknown_agreement(composed) if language == "fr" else english.doubts(composed)


def _gender_changes(written: str, language: str) -> list[tuple[int, int, str]]:
    text, offsets = compose_with_offsets(written)
    # What is written in the place of decomposed letters is decomposed: exchanging twice gives the note back.
    form: Literal["NFC", "NFD"] = "NFC" if text == written else "NFD"
    found = (french if language == "fr" else english).changes(text) + _numbers(text)
    return [(offsets[start], offsets[end], unicodedata.normalize(form, new)) for start, end, new in found]


def _numbers(text: str) -> list[tuple[int, int, str]]:
    found = []
    for match in NIR.finditer(text):
        other = {"1": "2", "2": "1"}.get(match.group()[0])
        if other:
            new = other + match.group()[1:]
            if is_valid_nir(match.group()):
                new = new[:-2] + f"{nir_key(other + match['body'][1:]):02d}"
            found.append((match.start(), match.end(), new))
    for match in RAMQ.finditer(text):
        digits = [i for i, c in enumerate(match.group()) if c.isdigit()]
        if is_valid_ramq(match.group()):
            tens = match.group()[digits[2]]
            new = str((int(tens) + 5) % 10)
            at = match.start() + digits[2]
            found.append((at, at + 1, new))
    return found


def _control_changes(written: str, language: str) -> list[tuple[int, int, str]]:
    text, offsets = compose_with_offsets(written)
    form: Literal["NFC", "NFD"] = "NFC" if text == written else "NFD"
    pairs = load_pairs(language)["control"]
    return [
        (
            offsets[m.start()],
            offsets[m.end()],
            unicodedata.normalize(form, cased(pairs[m.group().lower()], m.group())),
        )
        for m in _neutral(language).finditer(text)
    ]


@cache
def _neutral(language: str) -> re.Pattern[str]:
    """The words of the control, the longest first."""
    pairs = load_pairs(language)["control"]
    phrases = "|".join(re.escape(phrase) for phrase in sorted(pairs, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?<![\w'’-])(?:{phrases})(?![\w-])", re.IGNORECASE)


@cache
def _of_one_sex(language: str) -> re.Pattern[str]:
    stems = "|".join(re.escape(stem) for stem in sex_specific_stems()[language])
    return re.compile(rf"(?<![\w])(?:{stems})\w*")


def _apply(text: str, changes: list[tuple[int, int, str]]) -> tuple[str, list[Row]]:
    pieces, rows, at = [], [], 0
    # Where two rules meet the longer wins: "cette patiente" over "patiente".
    for start, end, after in sorted(changes, key=lambda change: (change[0], -change[1])):
        if start < at or text[start:end] == after:
            continue
        pieces += [text[at:start], after]
        rows.append((start, end, text[start:end], after))
        at = end
    return "".join(pieces) + text[at:], rows


def _frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["start", "end", "before", "after"])
    return frame.astype({"start": "int64", "end": "int64"})


def _where_they_differ(text: str, back: str) -> tuple[str, ...]:
    position = next(
        (i for i, (a, b) in enumerate(zip(text, back, strict=False)) if a != b), min(len(text), len(back))
    )
    return (" ".join(text[max(0, position - 12) : position + 12].split()),)
