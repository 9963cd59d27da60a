"""TOML that was parsed is each caller's own."""

from labkit.toml_text import parsed


def test_what_one_caller_changes_no_other_sees():
    first = parsed('title = {en = "One"}\nterms = ["a"]')
    first["title"]["en"] = "Two"
    first["terms"].append("b")
    assert parsed('title = {en = "One"}\nterms = ["a"]') == {"title": {"en": "One"}, "terms": ["a"]}
