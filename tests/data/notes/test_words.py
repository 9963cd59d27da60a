"""No note is worded as the rules of the `_words` files forbid: of another country, without grammar, twice, or off the topic."""

import pytest

from labkit.data.notes import generate_notes
from tests.data.notes import (
    _words_country,
    _words_grammar,
    _words_once,
    _words_topic,
    _words_treatment,
    _words_written,
)
from tests.data.notes._care_note import read

RULES = {
    **_words_country.RULES,
    **_words_treatment.RULES,
    **_words_grammar.RULES,
    **_words_once.RULES,
    **_words_topic.RULES,
    **_words_written.RULES,
}


@pytest.fixture(scope="module")
def notes():
    every = generate_notes(1400, random_state=83, typos=0)
    american = generate_notes(300, random_state=84, region="US", language="en", typos=0)
    quebec = generate_notes(300, random_state=85, region="QC", language="fr", typos=0)
    nursed = generate_notes(
        150, random_state=86, kinds=("nursing_handover", "physiotherapy", "chest_xray"), typos=0
    )
    return [n for drawn in (every, american, quebec, nursed) for n in read(drawn)]


@pytest.mark.parametrize("rule", RULES)
def test_no_note_is_worded_so(notes, rule):
    assert [(n.row.note_id, n.row.kind, n.row.region, seen) for n in notes for seen in RULES[rule](n)] == []
