"""Slips of the keyboard that Python answers in English: a decimal comma, French quotes, a unit, a space in 1 150, a capital."""

import builtins
import re

from labkit.language import Text
from labkit.notebook.code_reading import alike
from labkit.notebook.typing_slips import COMMA, typed_amiss
from labkit.tasks.judge.value import COMMA_IN_A_NUMBER

# 1,050 may be a thousand and fifty, or a little more than one; 0,125 can only be a decimal.
_COMMA_AND_THREE_DIGITS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?![\w,])")
_DECIMAL_COMMA = re.compile(r"(?<![\w.,])\d+,\d+(?![\w,])")
_STRING_OR_COMMENT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")
_UNKNOWN = re.compile(r"name '(\w+)' is not defined")
# Python's words for yes, no and nothing, as other languages and other people write them.
_WORDS = {
    **dict.fromkeys(("true", "TRUE", "vrai", "Vrai", "VRAI"), "True"),
    **dict.fromkeys(("false", "FALSE", "faux", "Faux", "FAUX"), "False"),
    **dict.fromkeys(("null", "NULL", "none", "NONE", "nil", "undefined"), "None"),
    **dict.fromkeys(("NaN", "nan", "NA"), "float('nan')"),
}
# No cell that anybody typed is longer, and no reading of it takes longer.
_LONGEST, _LONGEST_LINE = 20_000, 2_000

INPUT = Text(
    "input() waits for somebody to type, and nobody does when the notebook is marked: write the value itself in its place.",
    "input() attend que quelqu'un tape, et personne ne le fait quand le notebook est noté : écrivez la valeur elle-même à sa place.",
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
    bare = "\n".join(
        line[:_LONGEST_LINE] for line in _STRING_OR_COMMENT.sub('""', code[:_LONGEST]).split("\n")
    )
    if type(error).__name__ in ("StdinNotImplementedError", "EOFError") and "input" in bare:
        return INPUT
    if isinstance(error, SyntaxError):
        lines = bare.split("\n")
        return typed_amiss(lines, error.lineno or 0, str(error), names)
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
    if name in names and re.search(rf"(?<!\w){name}[ \t]*(?:==|<[ \t]*-)", bare):
        return Text(
            f"`{name}` has no value yet: one `=` gives it one, `{name} = …`; `==` compares, and `<-` is not Python.",
            f"`{name}` n'a pas encore de valeur : un seul `=` lui en donne une, `{name} = …` ; `==` compare, et `<-` n'est pas du Python.",
        )
    split = next(
        (n for n in names if "_" in n and re.search(rf"(?<!\w){re.sub('_', '[.-]', n)}[ \t]*=", bare)), None
    )
    if split is not None and name in split.split("_"):
        return Text(
            f"A name is one word: write `{split}`, with the underscore _.",
            f"Un nom s'écrit en un seul mot : `{split}`, avec le tiret bas _.",
        )
    if name in _WORDS:
        return Text(
            f"Python writes `{_WORDS[name]}`, not `{name}`.",
            f"Python écrit `{_WORDS[name]}`, et non `{name}`.",
        )
    if name not in names and name.lower() in dir(builtins):
        return Text(
            f"`{name}` does not exist: Python tells capitals apart, write `{name.lower()}`.",
            f"`{name}` n'existe pas : Python distingue les majuscules, écrivez `{name.lower()}`.",
        )
    if name in names:
        return Text(
            f"`{name}` does not exist yet: run the cell of your answer first. If it ran, it stopped with an error: correct it.",
            f"`{name}` n'existe pas encore : exécutez d'abord la cellule de votre réponse. Si elle a été exécutée, elle s'est "
            "arrêtée sur une erreur : corrigez-la.",
        )
    close = next((each for each in sorted(names) if len(name) > 3 and alike(name, each)), None)
    if close is not None:
        return Text(
            f"`{name}` does not exist: did you mean `{close}`?",
            f"`{name}` n'existe pas : vouliez-vous dire `{close}` ?",
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
