"""``make messages``: what the code says and its catalogue has not yet is appended to it, to be translated; all are compiled.

Nothing is ever taken out: a room may keep messages that no extractor sees (texts held in tables, for instance).
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

_PACKAGE = Path(__file__).resolve().parents[2]
_CATALOGUES = _PACKAGE / "language" / "locales" / "fr" / "LC_MESSAGES"
_NAMED = re.compile(r'catalogue\("(\w+)"')
# Files that name no catalogue say what they say in their folder's; these files lie in no room's folder.
_ELSEWHERE = {"cli": "course", "lexicon": "course", "notebook": "lab"}
_WORDINGS = {"_": 1, "ngettext": 2}

# English as the code says it; singular and plural where a number decides.
Message = str | tuple[str, str]


def said_in(room: str) -> list[Message]:
    """Every literal that code passes to ``_``, and both of each ``ngettext``, where it names this room's catalogue, in the order of the files."""
    found: dict[Message, None] = {}
    for file in sorted(_PACKAGE.rglob("*.py")):
        place = file.relative_to(_PACKAGE).parts[0].removesuffix(".py")
        own = _ELSEWHERE.get(place, place)
        named, said = _said(file)
        if (named or {own}) == {room} or (room in named and room == own):
            found |= dict.fromkeys(
                said
            )  # where a file names several, its own room's catalogue is the one that `_` means
    return list(found)


@cache
def _said(file: Path) -> tuple[set[str], list[Message]]:
    """The catalogues that a file names, and its messages."""
    code = file.read_bytes()
    said: list[Message] = []
    for _line, message, _comments, _context in extract("python", io.BytesIO(code)):
        if isinstance(message, str):
            said.append(message)
        elif all(isinstance(wording, str) for wording in message):
            said.append((message[0], message[1]))
    return set(_NAMED.findall(code.decode())), [*said, *_inside_f_strings(code.decode())]


def _inside_f_strings(code: str) -> Iterator[Message]:
    """Messages within an f-string, which the extractor reads as one token before Python 3.12."""
    for text in ast.walk(ast.parse(code)):
        if isinstance(text, ast.JoinedStr):
            for call in ast.walk(text):
                if isinstance(call, ast.Call) and (wordings := _WORDINGS.get(getattr(call.func, "id", ""))):
                    said = [
                        str(given.value) for given in call.args[:wordings] if isinstance(given, ast.Constant)
                    ]
                    if len(said) == wordings:
                        yield said[0] if wordings == 1 else (said[0], said[1])


def renew(room: str) -> list[str]:
    """Append what lacks to a room's catalogue and compile it; returns the messages that wait for their French."""
    file = _CATALOGUES / f"{room}.po"
    text = file.read_text(encoding="utf-8")
    known = {message.id for message in read_po(io.StringIO(text), locale="fr")}
    new = Catalog(locale="fr", header_comment="")
    for message in said_in(room):
        if message not in known:
            new.add(message)
    if len(new):
        added = io.BytesIO()
        write_po(added, new, width=110, omit_header=True)
        file.write_text(text.rstrip("\n") + "\n\n" + added.getvalue().decode(), encoding="utf-8")
    with file.open("rb") as source:
        catalogue = read_po(source, locale="fr")
    _compile(catalogue, file.with_suffix(".mo"))
    return [str(message.id) for message in catalogue if message.id and not french_of(message)]


def french_of(message: BabelMessage) -> str:
    """A message's French, both wordings of a plural one; empty while one of them lacks."""
    said = [message.string] if isinstance(message.string, str) else list(message.string or ("",))
    return "\n".join(said) if all(wording.strip() for wording in said) else ""


def _compile(catalogue: Catalog, target: Path) -> None:
    """Write the compiled messages where they differ: their header says the hour, and would change every file each time."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    if not (target.is_file() and _messages(target.read_bytes()) == _messages(compiled.getvalue())):
        target.write_bytes(compiled.getvalue())


def _messages(compiled: bytes) -> dict[str, object]:
    read = read_mo(io.BytesIO(compiled))  # which gives the wordings of a plural message as lists
    return {str(message.id): message.string for message in read if message.id}


def main() -> int:
    """Renew every room's catalogue; 1 while a message waits for its French."""
    waiting = 0
    for file in sorted(_CATALOGUES.glob("*.po")):
        for message in renew(file.stem):
            print(f"{file.name}: no French for {message!r}")
            waiting += 1
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
