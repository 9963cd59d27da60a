"""``make messages``: what the code says and its catalogue has not yet is appended to it, to be translated; all are compiled.

Nothing is ever taken out: a room may keep messages that no extractor sees (texts held in tables, for instance).
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_PACKAGE = Path(__file__).resolve().parents[1]
_CATALOGUES = _PACKAGE / "locales" / "fr" / "LC_MESSAGES"
# A room is the folder or module of its name, but for these.
_ELSEWHERE = {
    "course": ("course", "cli.py", "glossary.py"),
    "display": ("display.py",),
    "lab": ("lab.py", "progress.py"),
    "labels": (),
}


def said_in(room: str) -> list[str]:
    """Every literal that a room's code passes to ``_``, in the order of its files."""
    found: dict[str, None] = {}
    for name in _ELSEWHERE.get(room, (room,)):
        place = _PACKAGE / name
        if place.is_file():
            folder, pattern = place.parent, place.name
        else:
            folder, pattern = place, "**.py"
        for file, _line, message, *_rest in extract_from_dir(folder, [(pattern, "python")]):
            if isinstance(message, str) and (place.is_dir() or file == place.name):
                found[message] = None
    return list(found)


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
    with file.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
    return [str(message.id) for message in catalogue if message.id and not message.string]


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
