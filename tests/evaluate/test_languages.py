"""Every sentence of the two rooms and of the displays has its French, with the same blanks to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import labkit

SOURCE = Path(labkit.__file__).parent
LOCALES = SOURCE / "language/locales/fr/LC_MESSAGES"
DOMAINS = {
    "figures": sorted((SOURCE / "figures").glob("*.py")),
    "language": sorted((SOURCE / "language").glob("*.py")),
    "evaluate": sorted((SOURCE / "evaluate").glob("*.py")),
    "oversight": sorted((SOURCE / "oversight").glob("*.py")),
}


def as_one(wordings):
    """A message's wordings, one or singular and plural, as one text."""
    return wordings if isinstance(wordings, str) else "\n".join(wordings)


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_is_complete_and_compiled(domain):
    with open(LOCALES / f"{domain}.po", "rb") as file:
        written = {as_one(m.id): as_one(m.string) for m in read_po(file) if m.id}
    with open(LOCALES / f"{domain}.mo", "rb") as file:
        compiled = {as_one(m.id): as_one(m.string) for m in read_mo(file) if m.id}
    assert compiled == written
    for path in DOMAINS[domain]:
        if f'catalogue("{domain}")' not in path.read_text(encoding="utf-8"):
            continue
        wanted = {"_": None, "ngettext": (1, 2)}
        for line, said, _comments, _context in extract_from_file("python", path, keywords=wanted):
            message = as_one(said)
            french = written.get(message)
            assert french, f"{path.name}, line {line}: no French for {message!r}"
            blanks = [sorted(re.findall(r"{\w+}", text)) for text in (message, french)]
            assert blanks[0] == blanks[1], message


def test_rooms_are_light_to_import():
    import subprocess
    import sys

    code = (
        "import sys, labkit.evaluate, labkit.oversight, labkit.figures\n"
        "heavy = {'pandas', 'matplotlib', 'sklearn', 'scipy', 'mapie', 'narwhals'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
