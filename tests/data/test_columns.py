"""Every column and coded value has words in both languages; every message is translated."""

import ast
import gettext
import string
from pathlib import Path

import pytest

import labkit
from labkit import data, language
from labkit.data import network

ROOM = Path(labkit.__file__).parent / "data"


def test_every_column_of_the_samples_has_a_meaning_in_both_languages():
    meanings = {}
    for tongue in language.LANGUAGES:
        with language.speaking(tongue):
            table = data.dictionary(data.load_audit_stays())
            assert (table["meaning"] != "").all()
            meanings[tongue] = table["meaning"]
    same = meanings["en"] == meanings["fr"]
    assert not same.any()


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_every_level_has_words_and_levels_stay_apart(tongue):
    with language.speaking(tongue):
        for column, levels in network.LEVELS.items():
            words = [data.label(column, level) for level in levels]
            assert len(set(words)) == len(levels)
        assert data.label("hospital", "Tilleuls") == "Tilleuls"
        assert data.label("ward", "emergency") == {"en": "emergency department", "fr": "urgences"}[tongue]


def messages():
    for path in [*ROOM.glob("*.py"), *ROOM.glob("planted/*.py"), *ROOM.glob("readers/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                yield node.args[0].value


def test_every_message_is_translated_with_the_same_fields():
    french = gettext.translation("data", ROOM.parent / "language" / "locales", languages=["fr"])
    assert len(set(messages())) > 100
    for message in set(messages()):
        translated = french.gettext(message)
        if message != 'Write {"start": 0, "end": 5, "label": "drug"}.':
            assert translated != message, message
        fields = [
            {name for _t, name, _f, _c in string.Formatter().parse(text) if name and name.isidentifier()}
            for text in (message, translated)
        ]
        assert fields[0] == fields[1], message
