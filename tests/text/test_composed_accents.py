"""`é` as one character or as `e` and an accent is one letter to every reader of text; offsets are those of the text given."""

import unicodedata

import pytest

from labkit.text import ContextTagger, Deidentifier, swap_gender
from labkit.text.counterfactual import reword
from labkit.text.folding import compose_with_offsets, fold

NOTE = "Antécédents : épilepsie.\nMme Hélène Bélanger, née le 3 février 1950, âgée de 74 ans, est fatiguée. Pas de dyspnée, œdèmes modérés."


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("text", [NOTE, apart(NOTE), "", "é", apart("é"), "\u0301a"])
def test_composing_keeps_the_place_of_every_letter(text):
    composed, offsets = compose_with_offsets(text)
    assert composed == unicodedata.normalize("NFC", text)
    assert len(offsets) == len(composed) + 1
    for i in range(len(composed)):
        assert unicodedata.normalize("NFC", text[offsets[i] : offsets[i + 1]]) == composed[i]


def test_context_is_the_same():
    terms = ["épilepsie", "dyspnée", "œdèmes"]
    composed, decomposed = (ContextTagger("fr").tag(text, terms) for text in (NOTE, apart(NOTE)))
    for column in ("polarity", "experiencer", "temporality", "sentence", "cues"):
        assert composed[column].tolist() == decomposed[column].tolist()
    for text, rows in ((NOTE, composed), (apart(NOTE), decomposed)):
        assert [text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)] == rows["text"].tolist()
    assert list(map(fold, composed["text"])) == list(map(fold, decomposed["text"]))
    assert composed["temporality"][0] == "history"


def test_identifiers_are_the_same():
    composed, decomposed = (Deidentifier().find(text) for text in (NOTE, apart(NOTE)))
    assert list(map(apart, composed["text"])) == decomposed["text"].tolist()
    assert composed["kind"].tolist() == decomposed["kind"].tolist() != []
    assert apart(Deidentifier().redact(NOTE)) == Deidentifier().redact(apart(NOTE))


@pytest.mark.parametrize("change", [swap_gender, reword])
def test_swapped_notes_are_the_same(change):
    note = NOTE.replace("Antécédents", "Ce jour, antécédents")
    swapped = change(note)
    assert swapped.text != note
    assert change(apart(note)).text == apart(swapped.text)
    assert change(apart(swapped.text)).text == apart(note)
