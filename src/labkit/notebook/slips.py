"""Slips of the keyboard that Python answers in English: a decimal comma, French quotes, a forgotten quote, a space in 1 150."""

import builtins
import re

from labkit.language import Text
from labkit.tasks.judge.value import COMMA_IN_A_NUMBER

_NUMBER_WITH_SPACE = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
# 1,050 may be a thousand and fifty, or a little more than one; 0,125 can only be a decimal.
_COMMA_AND_THREE_DIGITS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?![\w,])")
_DECIMAL_COMMA = re.compile(r"(?<![\w.,])\d+,\d+(?![\w,])")
_PERCENT = re.compile(r"\d[ \u00a0\u202f]?%\s*(?:$|[),\]#])", re.MULTILINE)
_QUOTES = re.compile("[\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019]")
_MINUS = re.compile("[\u2212\u2013\u2014](?=\\s*\\d)")
_STRING_OR_COMMENT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")
_UNKNOWN = re.compile(r"name '(\w+)' is not defined")

COMMA = Text(
    "Python writes decimals with a point: type 0.5, not 0,5.",
    "Python écrit les décimales avec un point : tapez 0.5 et non 0,5.",
)
QUOTES = Text(
    'Python only knows straight quotes: type "abc".',
    'Python ne connaît que les guillemets droits : tapez "abc".',
)
MINUS = Text(
    "This minus sign is a dash that Python does not know: type the hyphen of the keyboard, -2.",
    "Ce signe moins est un tiret que Python ne connaît pas : tapez le trait d'union du clavier, -2.",
)
PERCENT = Text("Type the number alone, without the % sign: 5.", "Tapez le nombre seul, sans le signe % : 5.")
SPACE = Text(
    "Type the number without a space between thousands: 1150.",
    "Tapez le nombre sans espace entre les milliers : 1150.",
)


def slip_in(code: str, error: BaseException, names: set[str]) -> Text | None:
    """What went wrong, in the learner's words, or None for an error that is no slip of the keyboard.

    Parameters
    ----------
    code : str
        The cell that failed.
    error : BaseException
    names : set of str
        What the learner's cells are to define.
    """
    bare = _STRING_OR_COMMENT.sub('""', code)
    if isinstance(error, SyntaxError):
        for found, text in (
            (_QUOTES, QUOTES),
            (_MINUS, MINUS),
            (_PERCENT, PERCENT),
            (_NUMBER_WITH_SPACE, SPACE),
            (_COMMA_AND_THREE_DIGITS, COMMA_IN_A_NUMBER),
            (_DECIMAL_COMMA, COMMA),
        ):
            if found.search(bare):
                return text
        return None
    if isinstance(error, NameError):
        return _unknown_name(bare, error, names)
    if isinstance(error, TypeError) and _COMMA_AND_THREE_DIGITS.search(bare):
        return COMMA_IN_A_NUMBER
    if isinstance(error, TypeError) and _DECIMAL_COMMA.search(bare):
        return COMMA
    return None


def _unknown_name(bare: str, error: NameError, names: set[str]) -> Text | None:
    found = _UNKNOWN.search(str(error))
    if not found:
        return None
    name = found[1]
    if name in names:
        return Text(
            f"`{name}` does not exist yet: run the cell of your answer first. If it ran, it stopped with an error: correct it.",
            f"`{name}` n'existe pas encore : exécutez d'abord la cellule de votre réponse. Si elle a été exécutée, elle s'est "
            "arrêtée sur une erreur : corrigez-la.",
        )
    stands_alone = re.search(
        rf"^\s*{name}\s*[,)]?\s*$|=\s*{name}\s*$|[(,]\s*{name}\s*[,)]", bare, re.MULTILINE
    )
    if stands_alone and name not in dir(builtins) and re.fullmatch(r"[^\W\d_]\w{0,11}", name):
        return Text(
            f'Letters and words go between straight quotes: "{name}". If `{name}` is something that the lab defines, run the '
            "cells above first.",
            f'Les lettres et les mots se mettent entre guillemets droits : "{name}". Si `{name}` est défini par le TP, exécutez '
            "d'abord les cellules qui précèdent.",
        )
    return Text(
        f"`{name}` does not exist yet. Run the cells above first, in order.",
        f"`{name}` n'existe pas encore. Exécutez d'abord les cellules qui précèdent, dans l'ordre.",
    )
