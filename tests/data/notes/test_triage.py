"""The triage task: the label follows from who has what, and words alone do not give it away."""

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from labkit.data.notes import PHENOMENA, generate_triage


@pytest.fixture(scope="module")
def notes():
    return generate_triage(3000, random_state=3)


def test_same_seed_same_notes(notes):
    pd.testing.assert_frame_equal(generate_triage(200, random_state=5), generate_triage(200, random_state=5))


def test_shape_and_shares(notes):
    assert notes["note_id"].is_unique and set(notes["label"]) == {0, 1}
    shares = notes["phenomenon"].value_counts(normalize=True)
    for phenomenon, share in PHENOMENA.items():
        assert abs(shares[phenomenon] - share) < 5 * np.sqrt(share * (1 - share) / len(notes))


def test_the_label_is_a_function_of_the_phenomenon(notes):
    urgent = notes.groupby("phenomenon")["label"].agg(["min", "max"])
    assert (urgent["min"] == urgent["max"]).all()
    assert set(urgent.index[urgent["max"] == 1]) == {"plain_urgent", "contrast_urgent", "not_only", "late"}


def test_red_flags_are_named_in_urgent_notes_and_often_in_others(notes):
    named = notes["red_flags"] != ""
    assert named[notes["label"] == 1].all()
    assert 0.35 < named[notes["label"] == 0].mean() < 0.85


def test_in_late_notes_the_red_flag_closes_the_note(notes):
    french = notes[notes["phenomenon"] == "late"]
    chest = french[french["red_flags"] == "haematemesis"]["text"].str.lower()
    places = [
        max(text.rfind(w) for w in ("hématémèse", "hematemese", "hématé")) / len(text) for text in chest
    ]
    named = [place for place in places if place >= 0]  # others say it in other words
    assert len(named) > 3 and min(named) > 0.5


def test_words_without_context_err_on_negation(notes):
    """A linear model of words is well above chance, well below certain, and worse where a red flag is denied."""
    train, test = notes[:2000], notes[2000:]
    model = make_pipeline(TfidfVectorizer(token_pattern=r"(?u)\w+"), LogisticRegression(C=10, max_iter=300))
    right = model.fit(train["text"], train["label"]).predict(test["text"]) == test["label"]
    error = np.sqrt(right.mean() * (1 - right.mean()) / len(right))
    assert right.mean() - 3 * error > 0.6 and right.mean() + 3 * error < 0.9
    assert right[test["phenomenon"] == "negated"].mean() < right[test["phenomenon"] == "plain_benign"].mean()


@pytest.mark.parametrize("language", ["en", "both"])
def test_other_languages(language):
    notes = generate_triage(60, random_state=1, language=language)
    assert set(notes["language"]) == ({"en"} if language == "en" else {"fr", "en"})


@pytest.mark.parametrize("arguments", [{"n": 0}, {"n": 5, "language": "de"}])
def test_a_wrong_argument_is_named(arguments):
    with pytest.raises(ValueError, match="must be"):
        generate_triage(**arguments)
