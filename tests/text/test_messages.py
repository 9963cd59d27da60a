"""Every message of the text room exists in French, with the same blanks, and a person gets it in their language."""

import ast
import re
from pathlib import Path

import pytest

import labkit.text
from labkit import language
from labkit.text import BytePairTokenizer, as_note

ROOM = Path(labkit.text.__file__).parent


def messages() -> list[str]:
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                found.append(ast.literal_eval(node.args[0]))
    return sorted(set(found))


@pytest.mark.parametrize("message", messages())
def test_every_message_has_its_french_with_the_same_blanks(message):
    french = language.catalogue("text", "fr")(message)
    assert french != message
    blanks = r"\{(\w+)"
    assert sorted(re.findall(blanks, french)) == sorted(re.findall(blanks, message))


def test_errors_speak_the_language_in_force():
    with language.speaking("fr"):
        with pytest.raises(TypeError, match="des octets au lieu d’un texte"):
            as_note(b"x")
        with pytest.raises(ValueError, match="au moins 256"):
            BytePairTokenizer.train(["a"], vocab_size=3)


def test_importing_the_room_imports_nothing_heavy():
    import subprocess
    import sys

    code = "import sys, labkit.text; heavy = {'torch', 'transformers', 'edsnlp', 'negspacy', 'spacy', 'openai', 'tokenizers', 'sklearn', 'pandas'}; print(heavy & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_public_name_is_there():
    for name in labkit.text.__all__:
        assert getattr(labkit.text, name) is not None
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = labkit.text.nothing_here
