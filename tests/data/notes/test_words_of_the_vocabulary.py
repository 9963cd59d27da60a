"""Each sentence that a country can be given is in its own words, and a word put for another takes its agreement along."""

import re

import pytest

from labkit.data.notes.knowledge.template import CUE, ENDING, SLOT, TEXT, Template
from labkit.data.notes.knowledge.vocabulary import _sentences, pool
from tests.data.notes._words_country import FOREIGN, NOBODY

# A scanner is a *TDM*, a feminine; an ECBU a *culture d'urine*.
MASCULINE = (
    r"TDM (?:(?:abdominal|cérébral|injecté|thoraco-abdominal)(?!e)|[^.,;:]{0,30}(?:fait|demandé|prévu|réalisé|conseillé|recommandé|normal)\b)"
    r"|culture d'urine (?:prélevé|demandé)s?\b"
)
# The common noun amid a sentence after a substitution: *et Culture d'urine*.
CAPITAL = r"(?:\bet|,|\bune?|\bla|\ble) (?:Culture|Unité|Haut débit|Salle|Analyse)\b"


def _worded(template: Template) -> str:
    """The sentence as a reader meets it, facts left out."""
    text = ""
    for step in template.steps:
        if step[0] == TEXT:
            text += step[1]
        elif step[0] == CUE:
            text += _worded(Template(0, step[1]))
        elif step[0] not in (SLOT, ENDING):
            text += step[1][0]
        else:
            text += "…" if step[0] == SLOT else ""
    return text


def _every(language: str, region: str) -> list[tuple[str, str]]:
    return [(name, _worded(t)) for name in _sentences(language) for t in pool(language, region, name)]


@pytest.mark.parametrize(("language", "region"), FOREIGN)
def test_no_sentence_is_of_another_country(language, region):
    barred = [*FOREIGN[language, region], *([NOBODY] if language == "en" else [])]
    met = [
        (name, found[0], text)
        for name, text in _every(language, region)
        for word in barred
        if (found := re.search(f"(?i){word}", text))
    ]
    assert met == []


def test_a_word_put_for_another_takes_its_agreement_along():
    met = [
        (name, found[0])
        for name, text in _every("fr", "QC")
        if (found := re.search(MASCULINE, text) or re.search(CAPITAL, text))
    ]
    assert met == []
