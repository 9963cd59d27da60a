"""Reading ease: formulas worked by hand, syllables against words that everybody can count, and what makes a text harder."""

import pytest

from labkit.text.readability import readability, syllables

SYLLABLES = {
    "en": {"the": 1, "patient": 2, "alarm": 2, "hospital": 3, "treated": 2, "called": 1, "table": 2, "radio": 3, "computer": 3,
           "care": 1, "changes": 2, "question": 2, "diagnosis": 4, "information": 4, "wanted": 2, "missed": 1, "doctor": 2,
           "hours": 1, "made-up": 2},
    "fr": {"alarme": 2, "hôpital": 3, "patient": 2, "malade": 2, "infirmière": 3, "question": 2, "guérir": 2, "le": 1, "les": 1,
           "programme": 2, "médecin": 3, "réanimation": 5, "sœur": 1, "vie": 1, "santé": 2, "langue": 1, "quand": 1,
           "maladies": 3, "ordinateur": 4, "lettre": 1, "âge": 1, "femmes": 1, "européen": 4, "là-bas": 2},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word", "count"), [(k, w, n) for k, words in SYLLABLES.items() for w, n in words.items()]
)
def test_syllables(language, word, count):
    assert syllables(word, language) == count
    assert syllables(word.upper(), language) == count


def test_the_formulas_by_hand():
    english = readability("The cat sat. The dog ran away.", "en")  # 7 words, 2 sentences, 8 syllables
    assert (english.words, english.sentences, english.syllables) == (7, 2, 8)
    assert english.ease == pytest.approx(206.835 - 1.015 * 3.5 - 84.6 * 8 / 7)
    french = readability("L'alarme sonne. Vous allez bien !", "fr")  # alarme sonne vous allez bien
    assert (french.words, french.sentences, french.syllables) == (5, 2, 2 + 1 + 1 + 2 + 1)
    assert french.ease == pytest.approx(207 - 1.015 * 2.5 - 73.6 * 7 / 5)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_longer_sentences_and_longer_words_are_harder(language):
    easy = {"en": "We see you. You may ask.", "fr": "On vous voit. Vous pouvez parler."}[language]
    longer_sentence = easy.replace(". ", " ", 1)
    longer_words = {
        "en": "Interdisciplinary consultations. Individualised recommendations.",
        "fr": "Consultations interdisciplinaires. Recommandations individualisées.",
    }[language]
    first = readability(easy, language).ease
    assert readability(longer_sentence, language).ease < first
    assert readability(longer_words, language).ease < readability(longer_sentence, language).ease
    assert readability(easy + " " + easy, language).ease == pytest.approx(first)


def test_abbreviations_and_decimals_do_not_end_a_sentence_in_the_middle_of_a_number():
    assert readability("It is 38.2 degrees. She waits.", "en").sentences == 2


def test_what_cannot_be_measured_is_told():
    with pytest.raises(ValueError, match="no word"):
        readability("1 2 3.", "en")
    with pytest.raises(ValueError, match="en or fr"):
        readability("Hallo.", "de")
