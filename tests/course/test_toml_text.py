"""TOML that was parsed is each caller's own."""

import copy
import tomllib

import pytest

from labkit.content import Content
from labkit.toml_text import parsed, value


def test_what_one_caller_changes_no_other_sees():
    first = parsed('title = {en = "One"}\nterms = ["a"]')
    first["title"]["en"] = "Two"
    first["terms"].append("b")
    assert parsed('title = {en = "One"}\nterms = ["a"]') == {"title": {"en": "One"}, "terms": ["a"]}


def test_one_name_alone_is_the_callers_own_as_well():
    text = 'title = {en = "One"}\nterms = ["a"]'
    value(text, "terms").append("b")
    value(text, "title")["en"] = "Two"
    assert (value(text, "terms"), value(text, "title")) == (["a"], {"en": "One"})
    assert (value(text, "no_such"), value(text, "no_such", 3)) == (None, 3)


@pytest.mark.parametrize("lab", Content.find().labs())
def test_what_labs_say_is_copied_whole(lab):
    text = (Content.find().grader(lab) / "lab.toml").read_text(encoding="utf-8")
    said, again = parsed(text), tomllib.loads(text)
    assert said == copy.deepcopy(again) and said.keys() == again.keys()
    for key in again:
        assert value(text, key) == again[key]
