"""De-identification: keys and formats, what is found and what stays."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.text.deidentify import (
    Deidentifier,
    Surrogates,
    is_valid_nir,
    is_valid_ramq,
    leak_report,
    nir_key,
)
from tests.text.patient_note import NOTE

bodies = st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])([0-9]{2}|2[AB])[0-9]{6}", fullmatch=True)


@given(body=bodies)
def test_nir_and_key_are_a_multiple_of_97(body):
    figures = int(body.replace("2A", "19").replace("2B", "18"))
    key = nir_key(body)
    assert 1 <= key <= 97
    assert (figures + key) % 97 == 0
    assert is_valid_nir(f"{body}{key:02d}")


@given(body=bodies, position=st.integers(0, 12), by=st.integers(1, 9))
def test_one_wrong_figure_never_passes_the_key(body, position, by):
    if not body[position].isdigit() or body[5:7] in ("2A", "2B") and position == 5:
        return
    wrong = body[:position] + str((int(body[position]) + by) % 10) + body[position + 1 :]
    assert not is_valid_nir(f"{wrong}{nir_key(body):02d}")


def test_the_published_example_of_a_nir_key():
    # The example of INSEE's and Wikipedia's pages on the NIR: 2 55 08 14 168 025, key 38.
    assert nir_key("2 55 08 14 168 025") == 38


@pytest.mark.parametrize(
    ("number", "valid"),
    [("TREG 5603 1201", True), ("TREG56531201", True), ("TREG 5613 1201", False), ("TREG 5602 3001", False),
     ("TRE 5603 1201", False), ("TREG 5600 1201", False)],
)  # fmt: skip
def test_ramq_by_its_format(number, valid):
    assert is_valid_ramq(number) is valid


FOUND = [
    ("Mme [Jeanne DURAND], née [MARTINET] le [12/03/1956]", "name name date"),
    ("NIR [2 55 08 14 168 025 38]", "nir"),
    ("NIR faux [2 55 08 14 168 025 39]", "nir"),
    ("Corse : [1 70 05 2A 004 123] sans clé", "nir"),
    ("RAMQ : [TREG 5653 1201].", "ramq"),
    ("Tél. [06 12 34 56 78] ou [+33 6 12 34 56 78]", "phone phone"),
    ("Call [(418) 555-0134] or [514-555-0199, poste 22]", "phone phone"),
    ("Écrire à [jeanne.durand@hopital.fr].", "email"),
    ("Vu le [3 janvier 2024], puis le [12/01], revu en [mars 2024]", "date date date"),
    ("Seen on [March 12, 2024] by Dr. [Sarah O'Connor]", "date name"),
    ("Le Dr [P. Lefebvre] et M. [Durand]", "name name"),
    ("[Jean Petit] est vu avec [Claire Dubois].", "name name"),
    ("mme [durand], 67 ans", "name"),
    ("Dr [Parkinson] a téléphoné.", "name"),
    ("IPP : [12345678]", "record"),
    ("Habite [12 rue des Tilleuls, 75012 Paris].", "address"),
    ("[1234, boulevard des Érables, Québec G1V 4H5]\nTél.", "address"),
    ("[Fontclaire], le [3 mai 2023]", "address date"),
    ("Opéré en [2012] ; D-dimères : 2019 ng/mL.", "date"),
    ("[B. Larose], PCP. HCN [0204-112-202-Z], SSN [000-97-9634]", "name health_id health_id"),
    ("Transféré du [CHU de Montferrac]. [Pierre Bernard] signe.", "place name"),
]


@pytest.mark.parametrize(("sentence", "kinds"), FOUND)
def test_identifiers_are_found_whole(sentence, kinds):
    expected = re.findall(r"\[([^\]]+)\]", sentence)
    found = Deidentifier().find(sentence.replace("[", "").replace("]", ""))
    assert found["text"].tolist() == expected
    assert found["kind"].tolist() == kinds.split()


@pytest.mark.parametrize(
    "text",
    ["Maladie de Parkinson, maladie de Basedow, Crohn connu.", "Score de Wells à 3, Glasgow 15/15, Lasègue négatif.",
     "Parkinson's disease and Hodgkin lymphoma, Murphy sign.", "TA 14/10, EVA 8/10, FC 88, SpO2 98 %, T 38,5.",
     "Une rose rouge, petit à petit, un marin robuste, roche et fontaine.", "Signe de Bernard, syndrome de Martin.",
     "Bisoprolol 2,5 mg 1-0-1, paracétamol 1 g x 3/j, donné à 2030.", "White blood cells, young man, long walk in May.",
     "Patiente de 67 ans adressée pour dyspnée. HTA. Pas de fièvre."],
)  # fmt: skip
def test_eponyms_measures_and_ordinary_words_stay(text):
    assert Deidentifier().find(text)["text"].tolist() == []


def test_names_from_the_hospitals_records_are_found_anywhere():
    text = "La patiente Xylophène va mieux."
    assert Deidentifier().find(text).empty
    assert Deidentifier(["Zéphyrine XYLOPHENE"]).find(text)["text"].tolist() == ["Xylophène"]


def test_invalid_numbers_are_found_and_marked():
    found = Deidentifier().find("NIR 2 55 08 14 168 025 38 ou 2 55 08 14 168 025 83")
    assert found["valid"].tolist() == [True, False]


@given(text=st.lists(st.sampled_from(["Mme ", "Durand ", "M. ", "Jean ", "PETIT", " le ", "12/03/2024", " 06 12 34 56 78 ",
       "maladie de ", "Parkinson ", "\n", ", ", "né ", "2 55 08 14 168 025 38", "é", "’", "d'"]), max_size=15).map("".join))  # fmt: skip
def test_offsets_select_in_any_note(text):
    found = Deidentifier().find(text)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()
    result = Deidentifier().replace(text, 1, Surrogates("s"))
    outside = "".join(
        text[a:b] for a, b in zip([0, *found["end"]], [*found["start"], len(text)], strict=True)
    )
    ends, starts = [0, *result.spans["new_end"]], [*result.spans["new_start"], len(result.text)]
    assert "".join(result.text[a:b] for a, b in zip(ends, starts, strict=True)) == outside


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: Deidentifier().find("x" * 10_000_000), ValueError, "10,000,000"),
        (lambda: Deidentifier().find(b"\xe9"), TypeError, "decode_note"),
        (lambda: Deidentifier(kinds=["nom"]), ValueError, "nom"),
        (lambda: Surrogates(""), ValueError, "secret is empty"),
        (lambda: Surrogates("s", "de"), ValueError, "'de'"),
        (lambda: nir_key("123"), ValueError, "3 characters"),
        (lambda: leak_report([1], [2]), TypeError, "gold"),
        (lambda: leak_report(pd.DataFrame({"note_id": [1]}), pd.DataFrame()), ValueError, "start, end"),
        (lambda: leak_report(pd.DataFrame({"note_id": [1], "start": [3], "end": [3]}), pd.DataFrame(
            {"note_id": [], "start": [], "end": []})), ValueError, "row 0"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_a_long_note_takes_time_in_proportion():
    text = (NOTE + "\n") * 300
    found = Deidentifier().find(text)
    assert len(found) == 300 * len(Deidentifier().find(NOTE + "\n"))


@pytest.mark.parametrize("piece", ["fille Anna, ", "from Leeds ", "enfants (Ava, Léo et "])
def test_lists_and_cues_take_time_in_proportion(piece):
    found = Deidentifier().find((piece + "\n") * 1500)
    assert len(found) == 1500 * len(Deidentifier().find(piece + "\n"))
