"""No template explains more than 2 % of the notes, and the words are many."""

import re

import pytest

from labkit.data.notes import IDENTIFIERS, KINDS

# Beside the others that read the notes of conftest.py, which are drawn once.
pytestmark = pytest.mark.xdist_group("notes-drawn-once")


def masked(notes, labels):
    """Texts in which spans of these labels and all digits are one mark."""
    spans = notes.spans[notes.spans["label"].isin(labels)].sort_values("start", ascending=False)
    places = {note: list(zip(g["start"], g["end"], strict=True)) for note, g in spans.groupby("note_id")}
    for note, text in zip(notes.frame["note_id"], notes.frame["text"], strict=True):
        for start, end in places.get(note, []):
            text = text[:start] + "_" + text[end:]
        yield re.sub(r"\d+", "0", text)


def test_at_least_twenty_kinds_each_written(many):
    assert len(KINDS) >= 20
    shares = many.frame["kind"].value_counts(normalize=True)
    assert set(shares.index) == set(KINDS) and shares.max() < 0.12


@pytest.mark.parametrize("signature", ["template", "layout"])
def test_no_signature_is_shared_by_two_percent_of_notes(many, signature):
    assert many.frame[signature].value_counts(normalize=True).max() <= 0.02


def test_no_masked_note_is_shared_by_two_percent(many):
    """The measure that does not trust the generator's own signatures: what is left once facts are masked."""
    facts = [*IDENTIFIERS, "FINDING", "DRUG", "DOSE", "UNIT", "ROUTE", "FREQUENCY", "DEPARTMENT"]
    bodies: dict[str, int] = {}
    for text in masked(many, facts):
        bodies[text] = bodies.get(text, 0) + 1
    assert max(bodies.values()) / len(many.frame) <= 0.02


def test_no_masked_sentence_is_in_two_percent_of_notes(many):
    """Nor does any long sentence, its facts masked, occur in more than 2 % of notes."""
    facts = [*IDENTIFIERS, "FINDING", "DRUG", "DOSE", "UNIT", "ROUTE", "FREQUENCY", "DEPARTMENT"]
    notes: dict[str, int] = {}
    for text in masked(many, facts):
        for sentence in set(re.split(r"\n|(?<=[.;]) ", text)):
            if len(sentence.split()) >= 8:
                notes[sentence] = notes.get(sentence, 0) + 1
    sentence, n = max(notes.items(), key=lambda item: item[1])
    assert n / len(many.frame) <= 0.02, sentence


def test_several_thousand_words(many):
    """Distinct words of two letters or more outside identifiers, met in at least two notes: slips do not count."""
    seen: dict[str, int] = {}
    for text in masked(many, IDENTIFIERS):
        for word in set(re.findall(r"[^\W\d_]{2,}", text.lower())):
            seen[word] = seen.get(word, 0) + 1
    assert sum(n > 1 for n in seen.values()) > 3500


def test_authors_have_habits(many):
    frame = many.frame
    assert set(frame["style"]) == {"verbose", "plain", "telegraphic", "bullets", "capitals"}
    assert frame["author"].nunique() > 150
    capitals = frame[frame["style"] == "capitals"]["text"].map(lambda t: sum(c.isupper() for c in t) / len(t))
    others = frame[frame["style"] == "verbose"]["text"].map(lambda t: sum(c.isupper() for c in t) / len(t))
    assert capitals.median() > 4 * others.median()


@pytest.mark.parametrize(
    ("language", "region", "said", "unsaid"),
    [
        ("fr", "FR", ("BPCO", "SAU", "NIR", "IPP"), ("MPOC", "NAM", "CLSC", "DRS", "acétaminophène", "810")),
        ("fr", "QC", ("MPOC", "NAM", "CLSC", "acétaminophène", "Tylenol"), ("BPCO", "SAU", "NIR", "paracétamol", "Doliprane")),
        ("en", "US", ("acetaminophen", "SSN"), ("BPCO", "NAM", "paracétamol")),
    ],
)  # fmt: skip
def test_usage_of_each_region(language, region, said, unsaid):
    from labkit.data.notes import generate_notes

    notes = generate_notes(700, random_state=3, language=language, region=region, typos=0)
    text = "\n".join(notes.frame["text"]) + " ".join(notes.spans["attribute"].dropna())
    for word in said:
        assert re.search(rf"\b{word}\b", text, re.IGNORECASE), word
    for word in unsaid:
        assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word
