"""A text in two languages: French as it is set in print, code as it is."""

import pytest

from labkit.language import Text, apart, labelled, speaking, unbroken


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Non : pourquoi ?", "Non\u00a0: pourquoi\u00a0?"),
        ("« oui » à 60 % !", "«\u00a0oui\u00a0» à 60\u00a0%\u00a0!"),
        ("voir `x[1 :]` ; puis `a ? b`", "voir `x[1 :]`\u00a0; puis `a ? b`"),
        ("déjà\u00a0: là", "déjà\u00a0: là"),
        ("a != b", "a != b"),
        ("24 000 séjours, 12 h 30, 1 à 100", "24\u00a0000 séjours, 12 h 30, 1 à 100"),
    ],
)
def test_french_punctuation_never_begins_a_line(written, shown):
    text = Text("No: why?", written)
    assert text.in_language("fr") == shown
    assert text.in_language("en") == "No: why?"


@pytest.mark.parametrize("texts", [("", "x"), ("x", " ")])
def test_both_languages_are_needed(texts):
    with pytest.raises(ValueError, match="both languages"):
        Text(*texts)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "<p><strong>Attention</strong> : lire ?</p>",
            "<p><strong>Attention</strong>\u00a0: lire\u00a0?</p>",
        ),
        ("<td>soins ; un <em>« oui »</em></td>", "<td>soins\u00a0; un <em>«\u00a0oui\u00a0»</em></td>"),
        ("<pre>a : b</pre><code>x ; y</code> : z", "<pre>a : b</pre><code>x ; y</code>\u00a0: z"),
        (
            '<a style="color: red" title="a : b">10 000 %</a>',
            '<a style="color: red" title="a : b">10\u00a0000\u00a0%</a>',
        ),
        ("<script>a ? b : c;</script>", "<script>a ? b : c;</script>"),
    ],
)
def test_a_french_page_is_set_so_outside_its_code_and_its_tags(written, shown):
    assert unbroken(written) == shown
    assert unbroken(shown) == shown


def test_parts_of_a_line_bear_the_spaces_of_the_language_in_force():
    both = {}
    for language in ("en", "fr"):
        with speaking(language):
            both[language] = apart(labelled(ward, n) for ward, n in (("A", "0"), ("B", "1")))
    assert both == {"en": "A: 0; B: 1", "fr": "A\u00a0: 0\u00a0; B\u00a0: 1"}
