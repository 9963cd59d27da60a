"""Forms in TOML as people type them: a decimal comma and a word processor's quotes are read; what cannot be read is shown, with its line."""

import re
import tomllib
from typing import Any

from labkit.language import catalogue

_ = catalogue("contest")

_DECIMAL_COMMA = re.compile(r"^(\s*[\w.-]+\s*=\s*[+-]?\d+),(\d+)(?=\s*(#.*)?$)", re.MULTILINE)
# A word processor's quotes around a value, whatever stands between them.
_QUOTES = re.compile(r"^(\s*[\w.-]+\s*=\s*)[“”„«]\s*([^\"\\\n]*?)\s*[“”»](?=\s*(#.*)?$)", re.MULTILINE)


def read_typed(text: str) -> dict[str, Any]:
    """What a form says.

    Raises
    ------
    ValueError
        With the line that cannot be read, in the language in force.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        pass
    text = _QUOTES.sub(r'\1"\2"', _DECIMAL_COMMA.sub(r"\1.\2", text))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_said(str(error), text)) from None


def _said(error: str, text: str) -> str:
    found = re.search(r"line (\d+)", error)
    lines = text.splitlines()
    line = int(found[1]) if found else len(lines)
    shown = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    return _(
        "line {line} cannot be read: {text} – words stand between quotes, a number such as 0.06 without, and each name once"
    ).format(line=line, text=shown)
