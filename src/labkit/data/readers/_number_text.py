"""Numbers as people and spreadsheets write them: spaces between thousands, a true minus sign, limits, percentages."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

# Typographic spaces stand between thousands; between plain spaces there may be an identifier (732 829 320).
_TYPOGRAPHIC = "\u00a0\u202f\u2009"
_GROUPED = rf"[-+]?\d{{1,3}}(?:[{_TYPOGRAPHIC}]\d{{3}})+(?:[.,]\d+)?"
_GROUPED_BY_SPACES = rf"[-+]?\d{{1,3}}(?:[ {_TYPOGRAPHIC}]\d{{3}})+(?:[.,]\d+)?"
POINT_BEFORE_THREE = r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+"
# What a reader would take for a number, and is none as it is written.
_LIKE_A_NUMBER = (
    rf"(?:[<>≤≥~≈]=?\s*)?[-+]?\d{{1,3}}(?:[ {_TYPOGRAPHIC}'’.,]\d{{3}})+(?:[.,]\d+)?\s*%?"
    r"|(?:[<>≤≥~≈]=?\s*)?[-+]?\d+(?:[.,]\d+)?\s*%?"
)
_SPREADSHEET_ERROR = r"#(?:REF!|N/A|DIV/0!|VALUE!|VALEUR!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|#+)"
_SHOWN = 3


def without_groups(text: pd.Series, spaces: bool) -> pd.Series:
    """Texts of numbers with a plain minus sign and without typographic spaces (nor plain ones if `spaces`)."""
    text = text.str.replace("\u2212", "-", regex=False)
    grouped = text.str.fullmatch(_GROUPED_BY_SPACES if spaces else _GROUPED).fillna(False).astype(bool)
    if not grouped.any():
        return text
    return text.where(~grouped, text.str.replace(rf"[ {_TYPOGRAPHIC}]", "", regex=True))


@dataclass(frozen=True)
class StayedText:
    """Why a column of numbers stayed text: the cells that are none, the first of them, and how many."""

    examples: tuple[str, ...]
    first: int
    number: int


def stayed_text(
    text: pd.Series, numbers: np.ndarray[Any, Any], empty: np.ndarray[Any, Any]
) -> StayedText | None:
    """Whether at least half of the filled cells are numbers or look like some, and others are not numbers; or a cell
    holds a spreadsheet's error.
    """
    filled = ~empty
    odd = filled & ~numbers
    like = text.str.fullmatch(_LIKE_A_NUMBER).fillna(False).to_numpy(dtype=bool)
    failed = text.str.fullmatch(_SPREADSHEET_ERROR).fillna(False).any()
    if not odd.any() or not failed and (filled & (numbers | like)).sum() * 2 < filled.sum():
        return None
    examples = tuple(dict.fromkeys(text[odd]))[:_SHOWN]
    return StayedText(examples, int(np.flatnonzero(odd)[0]), int(odd.sum()))


def lost_digits(text: pd.Series) -> np.ndarray[Any, Any]:
    """Identifiers that Excel wrote as 1.23457E+17: their digits are gone."""
    return text.str.fullmatch(r"\d(?:[.,]\d+)?[eE]\+\d{2,3}").fillna(False).to_numpy(dtype=bool)


def without_zero_decimals(text: pd.Series, empty: np.ndarray[Any, Any]) -> pd.Series:
    """Identifiers that became 12.0 on the way, when all are whole numbers."""
    filled = text[~empty]
    if len(filled) and filled.str.fullmatch(r"\d+(?:\.0)?").all() and filled.str.endswith(".0").any():
        return text.map(lambda cell: re.sub(r"\.0$", "", cell))
    return text
