"""What others wrote gives a terminal no orders, and stays readable, and stays JSON."""

import json
import unicodedata

import pytest

from labkit.language import printable

EVIL = [chr(n) for n in (*range(32), *range(127, 160), 0x202E, 0x2066, 0x2028, 0xFEFF, 0xD800, 0xE0001)]


@pytest.mark.parametrize("ch", EVIL, ids=[f"{ord(ch):04x}" for ch in EVIL])
def test_a_character_that_is_not_seen_is_spelled_out(ch):
    told = printable(f"a{ch}b")
    assert ch not in told and told.isprintable()
    assert json.loads(f'"{told}"') == f"a{ch}b"


@pytest.mark.parametrize("text", ["Zoé", "attention\u00a0!", "李雷", "🙂", "می\u200cخواهم", "e\u0301"])
def test_names_of_any_script_stay_as_they_are(text):
    assert printable(text) == text


def test_lines_stay_only_where_they_are_asked_for():
    assert printable("a\nb", lines=True) == "a\nb"
    assert all(unicodedata.category(ch) != "Cc" for ch in printable("a\nb\r\n"))
