"""Swapping gender: twice is nothing, agreement follows, things keep their gender, impossible notes are set aside."""

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.text.counterfactual import (
    load_pairs,
    name_pairs,
    reword,
    scrub_pronouns,
    sex_specific,
    swap_gender,
    swap_notes,
)
from labkit.text.deidentify import is_valid_nir, is_valid_ramq

FRENCH = [
    ("Patiente de 67 ans, adressée pour dyspnée.", "Patient de 67 ans, adressé pour dyspnée."),
    ("Elle est hypertendue, suivie en cardiologie.", "Il est hypertendu, suivi en cardiologie."),
    ("M. Durand, âgé de 54 ans, a été hospitalisé.", "Mme Durand, âgée de 54 ans, a été hospitalisée."),
    ("Cette patiente est vue ce jour.", "Ce patient est vu ce jour."),
    ("L'examen du patient est normal.", "L'examen de la patiente est normal."),
    ("Cet homme est connu pour un diabète.", "Cette femme est connue pour un diabète."),
    ("Connue pour HTA. Vue aux urgences.", "Connu pour HTA. Vu aux urgences."),
    ("L'homme a été traité.", "La femme a été traitée."),
    ("L'HOMME EST CONNU", "LA FEMME EST CONNUE"),
    ("PATIENTE ÂGÉE DE 80 ANS", "PATIENT ÂGÉ DE 80 ANS"),
    ("Merci de le revoir en consultation.", "Merci de la revoir en consultation."),
    (
        "Ancien fumeur, veuf, père de 2 enfants, vit seul.",
        "Ancienne fumeuse, veuve, mère de 2 enfants, vit seule.",
    ),
    ("Mme Jeanne DURAND est sortie.", "M. Jean DURAND est sorti."),
    ("Sexe : F", "Sexe : M"),
    ("Jeune fille de 12 ans.", "Jeune garçon de 12 ans."),
]
ENGLISH = [
    ("She takes her metformin; we saw her today.", "He takes his metformin; we saw him today."),
    ("67-year-old woman with chest pain.", "67-year-old man with chest pain."),
    ("Mr. Smith is a 54M.", "Ms. Smith is a 54F."),
    ("We gave her aspirin.", "We gave him aspirin."),
    ("The pain is his, he says.", "The pain is hers, she says."),
]
CASES = [("fr", *case) for case in FRENCH] + [("en", *case) for case in ENGLISH]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_swap_both_ways(language, text, expected):
    assert swap_gender(text, language).text == expected
    assert swap_gender(expected, language).text == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Il existe une anémie. La fracture a été traitée. La douleur est connue."), ("fr", "Sa mère est décédée"[:7] + " a un diabète."),
     ("fr", "Suivi : consultation. Mise en place d'un traitement. Prise de sang."), ("fr", "Né(e) le 3 mars, patient(e) suivi(e)."),
     ("fr", "Une tumeur opérée, une lettre adressée au Dr Jean Martin."), ("fr", "Clinique médicale, 450 555-0193\nDr Roy"), ("en", "The mother reports no fever.")],
)  # fmt: skip
def test_things_relatives_and_staff_are_left_alone(language, text):
    result = swap_gender(text, language)
    assert result.text == text
    assert result.set_aside == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Femme enceinte de 20 SA."), ("fr", "Patient suivi pour adénome de prostate."), ("fr", "G2P1, césarienne."), ("en", "Pregnant woman."),
     ("en", "He has prostate cancer.")],
)  # fmt: skip
def test_sex_specific_notes_are_set_aside_unchanged_with_the_word(language, text):
    result = swap_gender(text, language)
    assert result.text == text
    assert result.set_aside == sex_specific(text, language) != ()


pieces = st.lists(
    st.sampled_from(
        ["la patiente ", "Le patient ", "Elle ", "il ", "est ", "a été ", "suivie ", "traité ", "âgée de 60 ans", ", ", ". ", "cet homme ", "de l'homme ",
         "la douleur ", "connue ", "M. ", "Mme ", "Jeanne ", "DURAND", "sa fille ", "merci de la revoir ", "vu ", "\n", "De la femme ", "PATIENTE ",
         "L’homme ", "du patient", " et ", "ancienne fumeuse", "ce jour ", "Puis ", "2 55 08 14 168 025 38"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(text=pieces)
def test_swapping_twice_gives_the_note_back(text):
    once = swap_gender(text)
    if once.set_aside:
        assert once.text == text
        return
    assert swap_gender(once.text).text == text
    assert (once.text == text) == once.changes.empty
    for row in once.changes.itertuples():
        assert text[row.start : row.end] == row.before != row.after


@given(text=pieces)
def test_rewording_twice_too_and_it_touches_no_gender(text):
    once = reword(text)
    assert reword(once.text).text == text
    gendered = load_pairs("fr").all(("noun", "person", "agrees", "pronoun"))
    assert not set(once.changes["before"].str.lower()) & gendered


english = st.lists(
    st.sampled_from(["he ", "she ", "his ", "her ", "him ", "hers", "pain ", ". ", "saw ", "gave ", "man ", "Mr. ", "Ms. ", "Smith ", "to ", "67F "]), max_size=12
).map("".join)  # fmt: skip


@given(text=english)
def test_english_twice_gives_the_note_back_or_is_set_aside(text):
    once = swap_gender(text, "en")
    assert once.set_aside or swap_gender(once.text, "en").text == text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["noun", "person", "agrees", "pronoun", "title", "control"])
def test_every_word_has_one_partner(language, kind):
    pairs = load_pairs(language)[kind]
    assert all(pairs[pairs[word]] == word != pairs[word] for word in pairs)
    assert all(name_pairs()[name_pairs()[name]] == name for name in name_pairs())


def test_health_numbers_change_sex_and_stay_valid():
    text = "Patiente : NIR 2 55 08 14 168 025 38, RAMQ TREG 5653 1201"
    new = swap_gender(text).text
    assert is_valid_nir(new[new.index("NIR ") + 4 : new.index(",")])
    assert new[new.index("NIR ") + 4] == "1"
    assert is_valid_ramq(new[-14:])
    assert swap_gender(new).text == text


def test_scrubbing_pronouns_leaves_gender_in_french_agreement():
    feminine = "Elle est une patiente âgée, adressée et hospitalisée."
    masculine = swap_gender(feminine).text
    assert scrub_pronouns(feminine) != scrub_pronouns(masculine)
    assert scrub_pronouns("She has a fever.", "en") == scrub_pronouns("He has a fever.", "en")


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_frames_of_both_languages(frame):
    notes = frame(
        {
            "note_id": [1, 2, 3],
            "text": ["Elle tousse ce jour.", "She coughs today.", "Femme enceinte."],
            "language": ["fr", "en", "fr"],
        }
    )
    table = swap_notes(notes)
    assert table["swapped"].tolist() == ["Il tousse ce jour.", "He coughs today.", "Femme enceinte."]
    assert table["control"].tolist()[:2] == ["Elle tousse aujourd'hui.", "She coughs on this day."]
    assert table["set_aside"].tolist() == ["", "", "enceinte"]


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: swap_gender("x", "es"), ValueError, "'es'"),
        (lambda: swap_gender(b"x"), TypeError, "decode_note"),
        (lambda: swap_gender("x" * 10_000_000), ValueError, "10,000,000"),
        (lambda: swap_notes(pd.DataFrame({"note_id": [1], "text": ["x"]})), ValueError, "language"),
    ],
)
def test_bad_input_is_named(call, error, says):
    with pytest.raises(error, match=says):
        call()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He had multiple ventricular ectopics on multiplanar views; the left breast feels normal."),
        ("fr", "Il a eu un curetage de l'escarre."),
    ],
)
def test_words_that_begin_alike_are_of_both_sexes(language, text):
    assert sex_specific(text, language) == ()


@pytest.mark.parametrize(
    "word", ["PSA 4.2", "a circumcision", "antenatal care", "breast-feeding", "an ectopic pregnancy"]
)
def test_english_words_of_one_sex_set_the_note_aside(word):
    assert swap_gender(f"Seen for {word}.", "en").set_aside
