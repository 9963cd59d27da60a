"""Pages for patients: every one is there in both languages, short, easy to read, and a faulty file is told."""

import re

import pytest

from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import LANGUAGES
from labkit.site.citizens import FILE, for_citizens

# Flesch called 60 to 70 standard and 80 to 90 easy; Kandel and Moles fitted theirs to his scale. Long sentences lose a reader first.
EASE_AT_LEAST = 80.0
WORDS_A_SENTENCE_AT_MOST = 15.0
WRITTEN = sorted(lab for lab in Content.find().labs() if (Content.find().grader(lab) / FILE).is_file())


def test_the_first_eleven_labs_have_their_page():
    assert len(WRITTEN) >= 11


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", WRITTEN)
def test_a_patient_reads_it_easily(lab, language):
    found = for_citizens(Content.find(), lab)
    measured = found.readability(language)
    assert measured.ease >= EASE_AT_LEAST
    assert measured.words_a_sentence <= WORDS_A_SENTENCE_AT_MOST
    assert 150 <= measured.words <= 300
    for text in (*found.says, *found.asks, found.known, found.title, found.citizen_asks):
        sentences = re.split(r"(?<=[.!?:])\s+", text.in_language(language))
        assert max(len(one.split()) for one in sentences) <= 30, text


@pytest.mark.parametrize("lab", WRITTEN)
def test_it_asks_questions_and_no_word_of_the_trade_is_left(lab):
    found = for_citizens(Content.find(), lab)
    assert len(found.asks) >= 3 and all("?" in said for text in found.asks for said in (text.en, text.fr))
    said = " ".join(text.en + text.fr for text in (*found.says, *found.asks)).lower()
    for word in (
        "algorithm",
        "prevalence",
        "sensitivity",
        "specificity",
        "dataset",
        "auc",
        "prévalence",
        "sensibilité",
        "jeton",
    ):
        assert not re.search(rf"\b{word}\b", said), word


WRONG = {
    "an unknown key": ("title.en", "titel.en", "titel"),
    "a language left out": ('fr = "Regardez-moi."', "", "fr"),
    "too few questions": ("[[asks]]", "[[says]]", "questions|paragraphs"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_faulty_file_is_told_with_its_key(name, tmp_path):
    from tests.site.conftest import CITIZENS

    right, wrong, said = WRONG[name]
    (tmp_path / "graders" / "x").mkdir(parents=True)
    (tmp_path / "graders" / "x" / FILE).write_text(CITIZENS.replace(right, wrong), encoding="utf-8")
    with pytest.raises(CourseError, match=said) as told:
        for_citizens(Content(tmp_path), "x")
    assert FILE in str(told.value)


def test_a_lab_whose_author_wrote_none_yet_has_none(tmp_path):
    (tmp_path / "graders" / "x").mkdir(parents=True)
    assert for_citizens(Content(tmp_path), "x") is None
