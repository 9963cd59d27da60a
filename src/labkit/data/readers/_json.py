"""JSON text to objects, with the line at which it stops being JSON."""

import json
from typing import Any

from labkit.data.readers._problem import BadFile, Problem
from labkit.language import catalogue

_ = catalogue("data")


def parse(text: str, file: str, line: int = 1) -> Any:
    """The value of a JSON text that begins on `line` of `file`.

    Raises
    ------
    BadFile
        Naming the line and the place in it; a text that stops early is said to be incomplete.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = line + error.lineno - 1
        rest = text[error.pos :].strip()
        if not rest or error.msg.startswith("Unterminated string"):
            what = _("the JSON stops before its end (character {place})").format(place=error.colno)
            advice = _("The file is incomplete: copy or export it again.")
        else:
            what = _("this is not JSON at character {place} ({reason})").format(
                place=error.colno, reason=error.msg
            )
            advice = _("Look there for a missing comma, quotation mark or bracket.")
        raise BadFile([Problem(file, what, advice, place)]) from None
    except (ValueError, RecursionError) as error:
        what = _("this is not JSON ({reason})").format(reason=error)
        raise BadFile([Problem(file, what, _("Export the file again."), line)]) from None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")
