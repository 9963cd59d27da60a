"""What people read exists in French, compiled, with the same blanks to fill, and the code asks for nothing else."""

import ast
import re
from pathlib import Path

import pytest

import labkit
from labkit.course.authoring import messages
from labkit.course.authoring.messages import french_of, said_in
from labkit.language import catalogue, plural_catalogue

SOURCES = Path(labkit.__file__).parent
PO = SOURCES / "language" / "locales" / "fr" / "LC_MESSAGES" / "course.po"


def asked_for() -> set[str | tuple[str, str]]:
    """Every literal given to `_`, and each two given to `ngettext`, in this room's code."""
    found = set()
    for file in (file for room in ("course", "cli", "lexicon") for file in (SOURCES / room).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not re.search(r'catalogue\("course"', text):  # other rooms' own sub-commands
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                assert isinstance(node.args[0], ast.Constant), f"{file}: _() takes a literal, to be extracted"
                found.add(node.args[0].value)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ngettext":
                one, many = (ast.literal_eval(given) for given in node.args[:2])
                found.add((one, many))
    return found


def test_every_message_has_its_french_and_none_is_left_over():
    from babel.messages.pofile import read_po

    with PO.open("rb") as file:
        french = {m.id: french_of(m) for m in read_po(file, locale="fr") if m.id}
    assert set(french) == asked_for()
    assert [english for english, text in french.items() if not text.strip()] == []


def blanks(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}|`[^`]*`", text))


def test_the_compiled_catalogue_is_the_committed_one_and_fills_the_same_blanks():
    from babel.messages.pofile import read_po

    translate = catalogue("course", "fr")
    with PO.open("rb") as file:
        for message in read_po(file, locale="fr"):
            if isinstance(message.id, str) and message.id:
                assert translate(message.id) == message.string
                if "task's name" not in message.id:
                    assert blanks(message.id) == blanks(message.string), message.id


@pytest.mark.parametrize("room", sorted(file.stem for file in PO.parent.glob("*.po")))
def test_a_plural_message_has_both_wordings_with_the_same_blanks_and_its_number_is_one_of_them(room):
    from babel.messages.pofile import read_po

    ngettext = plural_catalogue(room, "fr")
    with (PO.parent / f"{room}.po").open("rb") as file:
        plural = [m for m in read_po(file, locale="fr") if isinstance(m.id, tuple)]
    for message in plural:
        one, many = message.id
        assert [ngettext(one, many, n) for n in (0, 1, 2)] == [message.string[i] for i in (0, 0, 1)]
        assert blanks(many) == blanks(message.string[1]), many
        for text in (one, message.string[0]):  # the singular may say its one in words
            assert set(blanks(text)) >= set(blanks(many)) - {"{n}"} and set(blanks(text)) <= set(
                blanks(many)
            ), text


@pytest.mark.parametrize("room", sorted(file.stem for file in PO.parent.glob("*.po")))
def test_nothing_that_any_room_says_waits_for_its_french(room):
    from babel.messages.pofile import read_po

    with (PO.parent / f"{room}.po").open("rb") as file:
        french = {m.id: french_of(m) for m in read_po(file, locale="fr") if m.id}
    assert [said for said in said_in(room) if not french.get(said)] == []


@pytest.mark.parametrize("room", sorted(file.stem for file in PO.parent.glob("*.po")))
def test_no_message_stands_twice(room):
    """Of two French texts for one English message the reader would get either: two labs that mean two things need two messages."""
    said = re.findall(r'^msgid "(.+)"$', (PO.parent / f"{room}.po").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted({message for message in said if said.count(message) > 1}) == []


def test_a_compiled_catalogue_is_written_only_where_its_messages_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "_CATALOGUES", tmp_path)
    po, mo = tmp_path / "language.po", tmp_path / "language.mo"
    po.write_text(PO.with_name("language.po").read_text(encoding="utf-8"), encoding="utf-8")
    messages.renew("language")
    once = mo.read_bytes()
    header = b"POT-Creation-Date: 2"
    assert once.count(header) == 1
    mo.write_bytes(once.replace(header, b"POT-Creation-Date: 1"))  # another hour
    messages.renew("language")
    assert mo.read_bytes() != once
    po.write_text(po.read_text(encoding="utf-8").replace(" à ", " jusqu’à "), encoding="utf-8")
    messages.renew("language")
    assert "jusqu’à".encode() in mo.read_bytes()
