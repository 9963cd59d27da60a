"""Comments and docstrings in the learner's language, while the code itself stays the same for everybody.

In a source notebook a line ``# en: …`` or ``# fr: …`` (inside a docstring: ``en: …``, ``fr: …``) belongs to one language.
"""

import io
import re
import tokenize
from functools import lru_cache

from labkit.language import LANGUAGES

_COMMENT = re.compile(r"^(\s*)#\s*(en|fr):[ ]?(.*)$")
_DOCSTRING = re.compile(r"^(\s*)(en|fr):[ ]?(.*)$")
_TRAILING = re.compile(r"\S.*#\s*(en|fr):\s")
_QUOTES = re.compile(r"^(\s*[rR]?)(\"\"\"|''')(.*)$")


class LanguageLineError(ValueError):
    """A language line that cannot be told apart from code, or whose counterpart is missing."""


def in_language(code: str, language: str) -> str:
    """Code with the lines of `language` kept, their prefix dropped, and the other language's lines removed.

    Parameters
    ----------
    code : str
        A code cell's source.
    language : {"en", "fr"}

    Raises
    ------
    LanguageLineError
        For a language comment at the end of a line of code, or a docstring that cannot be found because the cell is
        not Python.
    """
    lines = code.split("\n")
    inside = _docstring_lines(code)
    kept: list[str] = []
    opening: str | None = None  # a docstring's quotes whose first line belonged to the other language
    for number, line in enumerate(lines, start=1):
        match = (_DOCSTRING if number in inside else _COMMENT).match(line)
        first = _QUOTES.match(line) if number in inside and match is None else None
        if first and _DOCSTRING.match(first[3]):
            prefix = _DOCSTRING.match(first[3])
            assert prefix is not None
            if prefix[2] == language:
                kept.append(f"{first[1]}{first[2]}{prefix[3]}")
            else:
                opening = f"{first[1]}{first[2]}"
            continue
        if match is None:
            if number not in inside and _TRAILING.search(line) and not _in_string(line):
                raise LanguageLineError(f"line {number}: put a language comment on a line of its own")
            kept.append(line)
            continue
        if number in inside and match[3].rstrip().endswith(('"""', "'''")):
            raise LanguageLineError(f"line {number}: close the docstring on a line of its own")
        if match[2] != language:
            continue
        text = match[3] if number in inside else f"# {match[3]}".rstrip()
        if opening is not None:
            kept.append(f"{opening}{text}")
            opening = None
        else:
            kept.append(f"{match[1]}{text}")
    return "\n".join(kept)


def unpaired(code: str) -> str | None:
    """Name of the language that lacks lines in some run of language lines, or ``None`` when every run has both."""
    lines = code.split("\n")
    inside = _docstring_lines(code)
    run: set[str] = set()
    for number, line in enumerate([*lines, ""], start=1):
        text = line
        quotes = _QUOTES.match(line) if number in inside else None
        if quotes:
            text = quotes[3]
        match = (_DOCSTRING if number in inside else _COMMENT).match(text)
        if match:
            run.add(match[2])
        elif run:
            lacking = set(LANGUAGES) - run
            if lacking:
                return lacking.pop()
            run = set()
    return None


@lru_cache(maxsize=2048)  # a cell is read for each language, pathway and copy
def _docstring_lines(code: str) -> frozenset[int]:
    """Numbers of the lines that lie inside a string of several lines (learners read only docstrings there)."""
    plain = ["#" + line if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n")]
    inside: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(plain) + "\n").readline):
            if token.type == tokenize.STRING and token.end[0] > token.start[0]:
                inside.update(range(token.start[0], token.end[0] + 1))
    except (tokenize.TokenError, IndentationError, SyntaxError) as fault:
        raise LanguageLineError(f"it is not Python that can be read: {fault}") from fault
    return frozenset(inside)


def _in_string(line: str) -> bool:
    """Whether the ``#`` of a would-be trailing language comment lies in a string."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(line.strip() + "\n").readline))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return False
    return not any(t.type == tokenize.COMMENT and re.match(r"#\s*(en|fr):", t.string) for t in tokens)
