"""The protocols say the same in both languages, every question's answer stands in one passage, and the vectors are theirs."""

import re

import numpy as np
import pytest

from labkit.data import (
    load_protocol_answers,
    load_protocol_questions,
    load_protocol_vectors,
    load_protocols,
)

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def test_both_languages_hold_the_same_numbers():
    english, french = load_protocols("en"), load_protocols("fr")
    assert len(english) == len(french) == 74
    assert list(english.passage) == list(french.passage)
    for one, other in zip(english.itertuples(), french.itertuples(), strict=True):
        # 4.5 hours and 4 h 30 are the same time
        numbers = [
            sorted(number.replace(",", ".") for number in NUMBER.findall(text.replace("4 h 30", "4.5")))
            for text in (one.text, other.text.replace("4\u00a0h\u00a030", "4.5"))
        ]
        assert numbers[0] == numbers[1], one.passage


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_answer_of_each_question_stands_once_in_its_passage_alone(language):
    texts = load_protocols(language).set_index("passage").text
    questions = load_protocol_questions(language)
    assert questions.kind.value_counts().to_dict() == {"direct": 25, "paraphrase": 23, "unanswerable": 12}
    assert ((questions.passage == "") == (questions.kind == "unanswerable")).all()
    for row in questions[questions.passage != ""].itertuples():
        assert texts[row.passage].count(row.fact) == 1, row.question


@pytest.mark.parametrize("language", ["en", "fr"])
def test_recorded_answers_cite_what_was_given(language):
    answers = load_protocol_answers(language)
    assert answers.groupby("search").size().to_dict() == {"folded": 60, "vectors": 60, "words": 60}
    assert all(row.cited in row.given if row.cited else row.given == [] for row in answers.itertuples())


def test_vectors_put_translations_side_by_side():
    vectors = load_protocol_vectors()
    assert vectors["passages_en"].shape == vectors["passages_fr"].shape == (74, 384)
    assert {len(rows) for name, rows in vectors.items() if not name.startswith("passages")} == {60}
    np.testing.assert_allclose(np.linalg.norm(vectors["typed_fr"], axis=1), 1, rtol=1e-5)
    nearest = (vectors["passages_en"] @ vectors["passages_fr"].T).argmax(axis=1)
    assert (nearest == np.arange(74)).mean() > 0.9
