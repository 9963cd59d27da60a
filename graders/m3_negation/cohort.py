"""Words before the notebook's French findings, and the rule without a table: computed when first asked for."""

import re
from functools import cache

NEGATIONS = {
    "pas",
    "sans",
    "aucun",
    "aucune",
    "ni",
    "absence",
    "nie",
    "jamais",
    "no",
    "not",
    "without",
    "denies",
    "absent",
}


def words_of(text):
    from labkit.text import fold

    return re.findall(r"[^\W\d_]+'?|\d+|[^\w\s]", fold(text))


def denied(words_before, terminators):
    """As in the notebook: walk back from the finding to a negation, unless a terminator comes first."""
    for word in reversed(words_before):
        if word in terminators:
            return False
        if word in NEGATIONS:
            return True
    return False


@cache
def french_words():
    """Words before each finding of the first 500 French notes, and whether it is absent, as in the notebook."""
    from labkit.data import load_notes
    from labkit.text.context import sentence_mentions

    notes = load_notes()
    read = notes.frame[notes.frame.language == "fr"].head(500)
    rows = sentence_mentions(read, notes.spans[notes.spans.note_id.isin(read.note_id)])
    return [words_of(text) for text in rows.before], (rows.polarity == "absent").tolist()
