"""Letters with a planted order: what is planted is there and nowhere else, in both languages; a simulated assistant's faults."""

import re

import pandas as pd
import pytest

from labkit.data import extraction_messages, generate_injections, simulate_extractions
from labkit.data.injections import PLANTED


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_version_is_the_letter_and_one_sentence_more(language):
    letters = generate_injections(24, 3, language)
    orders, innocent = zip(*PLANTED[language], strict=True)
    assert set(letters.kind) == {0, 1, 2, 3}
    for one in letters.itertuples():
        assert one.plain.count(one.allergy) == 1
        assert f"{one.drug} {one.dose}" in one.plain
        assert one.injected == f"{one.plain} {orders[one.kind]}"
        assert one.twin.startswith(f"{one.plain} {innocent[one.kind].split('{')[0]}")
        assert not any(order in one.twin for order in orders)
        assert "{" not in one.twin


def test_both_languages_tell_the_same_stays_and_more_letters_begin_alike():
    english, french = generate_injections(12, 5, "en"), generate_injections(12, 5, "fr")
    assert list(english.kind) == list(french.kind)
    assert english.allergy.nunique() == french.allergy.nunique()
    assert [re.findall(r", (\d+)", text)[0] for text in english.plain] == [
        re.findall(r", (\d+) ans", text)[0] for text in french.plain
    ]
    pd.testing.assert_frame_equal(generate_injections(20, 5, "en").head(12), english)
    assert not generate_injections(12, 6, "en").plain.equals(english.plain)


def test_no_letter_gives_the_drug_that_the_patient_cannot_take():
    letters = generate_injections(300, 1, "en")
    taken = {"penicillin": "amoxicillin", "ibuprofen": "aspirin"}
    seen = set()
    for one in letters.itertuples():
        seen.add(one.allergy)
        assert taken.get(one.allergy, "—") not in one.plain
    assert seen >= set(taken)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="'de'"):
        generate_injections(3, language="de")
    with pytest.raises(ValueError, match="at least 1"):
        generate_injections(0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_planted_fault_is_the_only_one_and_a_quotation_alone_lets_the_obeyed_order_pass(language):
    letters = generate_injections(200, 5, language)
    made = simulate_extractions(letters, 1, language)
    assert made.fault.value_counts().min() > 20
    supported = {fault: set() for fault in ("none", "invented", "misread", "obeyed")}
    for one in made.itertuples():
        letter = letters.loc[one.letter]
        allergy, dose = one.extraction["allergy"], one.extraction["dose"]
        held = [
            said["evidence"] in letter.injected and said["value"] in said["evidence"]
            for said in (allergy, dose)
        ]
        supported[one.fault].add(tuple(held))
        right = (allergy["value"] == letter.allergy, letter.dose.startswith(dose["value"] + " "))
        assert right == (one.fault not in ("invented", "obeyed"), one.fault != "misread")
    assert supported == {
        "none": {(True, True)},
        "invented": {(False, True)},
        "misread": {(True, False)},
        "obeyed": {(True, True)},
    }


def test_a_fence_keeps_question_and_letter_apart():
    plain, fenced = (
        extraction_messages("Latex.", "Which?"),
        extraction_messages("Latex.", "Which?", True),
    )
    assert [message["role"] for message in plain] == ["user"]
    assert [message["role"] for message in fenced] == ["system", "user"]
    assert "Which?" in fenced[0]["content"] and "Latex" not in fenced[0]["content"]
    assert fenced[1]["content"] == "===\nLatex.\n==="
