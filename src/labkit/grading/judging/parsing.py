"""A cell's code as Python's statements, IPython's own lines apart, in a time that is no more than linear."""

import ast
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# IPython's lines: a magic, perhaps with options and Python behind it, or a command of the system.
# No part gives back what it took: on a million blanks, a reading that tries again took two minutes.
_MAGIC = re.compile(r"(?P<indent>\s*+)(?:[\w., ]++=\s*+)?(?P<sign>[%!])[%!]?\w*(?:\s+-\S+)*\s*(?P<code>.*)")
_HELP = re.compile(r"\s*+(\?{1,2}[\w.%*]++|[\w.%*]++\?{1,2})\s*+$")
# More than this is not parsed: a syntax tree takes a hundred times its text.
LONGEST = 1_000_000

_MOST_REWRITTEN = 20_000
# IPython reads the whole again after each line that it rewrites: a thousand of them took a minute.
_MOST_REWRITTEN_LINES = 50
_REWRITABLE = re.compile(r"[%!?]")
# The course's own cells are read anew for each check of each submission, and every time they say the same. Kept is what is
# short: a tree takes a hundred times its text, and what learners made long must not stay when they are gone.
_KEPT, _SHORT = 128, 4_000
_Read = TypeVar("_Read")


def kept_where_short(read: Callable[[str], _Read]) -> Callable[[str], _Read]:
    """A reading of a source that is remembered, of short ones and of the last few; nobody may change what it gives."""
    remembered = lru_cache(maxsize=_KEPT)(read)

    @wraps(read)
    def reading(source: str) -> _Read:
        return remembered(source) if len(source) <= _SHORT else read(source)

    return reading


@kept_where_short
def parse(source: str) -> list[ast.stmt]:
    """Statements of a cell, IPython's own syntax apart; none where it is no Python (it will not run either)."""
    if len(source) > LONGEST:
        return _words(source)
    for rewritten in (str, _without_magics, _as_ipython_does):
        try:
            return ast.parse(rewritten(source)).body
        except (SyntaxError, ValueError):
            continue
        except (RecursionError, MemoryError):
            return _words(source)
    return []


def _without_magics(source: str) -> str:
    return "\n".join(_as_python(line) for line in source.splitlines())


def _as_ipython_does(source: str) -> str:
    """Slower, and costly where there is much to rewrite: the last resort."""
    from IPython.core.inputtransformer2 import TransformerManager

    lines = sum(bool(_REWRITABLE.search(line)) for line in source.splitlines())
    if len(source) > _MOST_REWRITTEN or lines > _MOST_REWRITTEN_LINES:
        return source
    try:
        return TransformerManager().transform_cell(source)
    except (RuntimeError, SystemError) as error:
        # Too many rounds; or a null byte, which breaks the tokenizer of Python 3.13.
        raise ValueError(str(error)) from None


def _as_python(line: str) -> str:
    """A line of IPython's as the Python that it runs, if any: ``%time f(x)`` is ``f(x)``, ``x = !ls`` is nothing."""
    found = _MAGIC.match(line)
    if found is None:
        return f"{line[: len(line) - len(line.lstrip())]}pass" if _HELP.match(line) else line
    code = found["code"] or "" if found["sign"] == "%" else ""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        code = ""
    return found["indent"] + (code or "pass")


class Words(ast.ImportFrom):
    """Code that is too much to parse: as if it imported all the names in it from each of the modules that it may name.

    One node for all of them: a thousand modules with a thousand names each took minutes.

    Attributes
    ----------
    dotted : set of str
        Whatever may be a module.
    """

    def __init__(self, dotted: set[str], names: list[ast.alias]):
        super().__init__("", names, 0)
        self.dotted = dotted


def _words(source: str) -> list[ast.stmt]:
    """Code that is too much to parse, as imports of all the names in it that it does not define itself."""
    dotted = set(re.findall(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", source))
    found = re.findall(r"\b(?:def|class)[ \t]++(\w++)|^[ \t]*+(\w++)[ \t]*+=", source, re.M)
    own = {one or other for one, other in found}
    members = [ast.alias(word) for word in sorted({w for name in dotted for w in name.split(".")} - own)]
    return [Words(dotted, members)] if members else []
