"""The words hang together: every identifier exists, every pool has sentences, names are no words of the notes."""

import re
from pathlib import Path

import pytest

from labkit.data.notes import KINDS
from labkit.data.notes.facts import setting
from labkit.data.notes.knowledge.concepts import CATEGORIES, acute, by_category
from labkit.data.notes.knowledge.spelling import fold
from labkit.data.notes.knowledge.template import CUE, NUMBER, PATIENT, SLOT, TEXT
from labkit.data.notes.knowledge.vocabulary import _sentences, conditions, drugs, findings, pool, rows, table
from labkit.data.notes.plan.recipes import recipe
from labkit.data.notes.plan.verbs import VERBS
from labkit.data.notes.writing import said, scribe
from labkit.data.notes.writing.slots import SLOTS

# What a patient keeps, and a note tells at length or in short.
KEPT = (
    "living.alone",
    "living.single",
    "living.parents",
    "living.spouse",
    "living.family",
    "living.residence",
    "work.retired",
    "work.student",
    "work.active",
    "smoking.former",
    "alcohol.occasional",
    "alcohol.daily",
    "allergy.some",
    "surgery.old",
    "surgery.other",
    "family.condition",
)
USAGES = [("fr", "FR"), ("fr", "QC"), ("en", "QC"), ("en", "CA"), ("en", "US"), ("en", "FR")]


def flat(steps):
    for step in steps:
        yield step
        if step[0] == CUE:
            yield from flat(step[1])


def templates(language, region):
    return [t for name in _sentences(language) for t in pool(language, region, name)]


def test_conditions_name_known_findings_and_drugs():
    for condition in conditions().values():
        assert set(condition.findings) <= set(findings()), condition.id
        assert set(condition.drugs) <= set(drugs()), condition.id
        assert condition.specialty in table("places")["departments"]["fr"], condition.id


def test_judgements_name_known_findings_and_drugs():
    clinical = table("clinical")
    for key in ("always_asked", "red_flags", "benign"):
        assert set(clinical[key].split()) <= set(findings()), key
    for category, names in clinical["incidental"].items():
        assert set(names.split()) <= {f.id for f in by_category()[category]}, category
    assert set(clinical["can_resolve"].split()) <= {f.group for f in findings().values()}
    assert set(" ".join([*clinical["classes"], clinical["rescue"], clinical["ward_only"]]).split()) <= set(
        drugs()
    )


def test_laboratory_tests_name_known_conditions():
    for row in rows("labs"):
        assert set(row["conditions"].split()) <= set(conditions()), row["id"]


@pytest.mark.parametrize("category", CATEGORIES)
def test_enough_findings_to_deny_in_each_category(category):
    assert len({f.group for f in by_category()[category]}) >= 6


def test_there_are_many_of_each():
    assert len(findings()) > 200 and len(conditions()) > 80 and len(drugs()) > 150 and len(acute()) > 50
    assert len(table("kinds")) >= 20


@pytest.mark.parametrize(("language", "region"), USAGES)
def test_every_concept_and_drug_has_a_name_everywhere(language, region):
    for thing in (*findings().values(), *conditions().values()):
        assert thing.forms[language, region], thing.id
    for drug in drugs().values():
        assert drug.names[language, region], drug.id


@pytest.mark.parametrize(("language", "region"), USAGES)
def test_templates_use_known_slots_and_leave_no_notation_behind(language, region):
    found = templates(language, region)
    assert len(found) > 1000
    for template in found:
        for step in flat(template.steps):
            if step[0] == SLOT:
                assert step[1] in SLOTS, step
            elif step[0] in (TEXT, PATIENT, NUMBER):
                texts = [step[1]] if step[0] == TEXT else step[1]
                for text in texts:
                    assert not re.search(
                        r"[{}\[\]~@|]|//|<[a-z]|  (?! )", text.replace(" | ", " ").replace("   ", " ")
                    ), text


def test_every_verb_of_a_recipe_is_known_and_each_is_used():
    assert {step.verb for section in table("recipes") for step in recipe(section)} == set(VERBS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_frame_of_a_recipe_has_sentences(language):
    for section in table("recipes"):
        for step in recipe(section):
            if step.verb == "frame":
                assert f"{step.about}.v" in _sentences(language), step.about


@pytest.mark.parametrize(("language", "region"), USAGES)
def test_every_section_has_a_heading_or_none_on_purpose(language, region):
    silent = {
        "opening.discharge",
        "opening.consultation",
        "opening.referral",
        "closing.letter",
        "rx_intro",
        "rx_end",
    }
    for kind, about in table("kinds").items():
        assert pool(language, region, f"title.{kind}"), kind
        assert pool(language, region, f"header.{about['header']}"), kind
        for block in about["sections"]:
            for section in block:
                name = section.partition(":")[0]
                assert name in silent or pool(language, region, f"heading.{name}"), name


def test_both_languages_have_the_same_pools():
    assert set(_sentences("fr")) - set(_sentences("en")) <= {
        f"{head}.{register}.{style}"
        for head in ("absent", "present")
        for register in ("psych", "nursing", "function", "nutrition", "social")
        for style in "vt"
    }
    assert set(_sentences("en")) <= set(_sentences("fr"))


def test_no_surname_is_a_word_of_the_notes():
    words = set()
    for language, region in USAGES:
        for template in templates(language, region):
            for step in flat(template.steps):
                for text in [step[1]] if step[0] == TEXT else step[1] if step[0] in (PATIENT, NUMBER) else []:
                    words.update(re.findall(r"[^\W\d_]+", fold(text).lower()))
        for thing in (*findings().values(), *conditions().values()):
            for form in thing.forms[language, region]:
                words.update(re.findall(r"[^\W\d_]+", fold(form.text).lower()))
        for drug in drugs().values():
            for name in (*drug.names[language, region], *drug.brands.values()):
                words.update(re.findall(r"[^\W\d_]+", fold(name).lower()))
    names = {name for known in table("people")["surnames"].values() for name in known.split()}
    assert not {name for name in names if fold(name).lower() in words}


def test_sentences_ask_for_what_a_patient_can_have():
    """A tag that nobody bears would silence its sentence, and one that is misspelled after ``!`` would never do so."""
    sources = "".join(
        Path(tagging.__file__).read_text(encoding="utf-8") for tagging in (setting, said, scribe)
    )
    known = {*conditions(), *KINDS, *table("places")["departments"]["fr"], "open", "high", "low"}
    known |= {f"{c}_{part}" for c in ("ct", "us", "mri", "endo") for part in table("compatibility")["parts"]}
    plans = table("compatibility")["plan"].values()
    known |= {sign for plan in plans for sign in plan["signs"].split()}
    known |= {f"in_{place}" for plan in plans for place in plan["where"].split()}
    known |= {f"ask_{s}" for s in table("places")["departments"]["fr"]}
    known |= {f"by_{c}" for c in CATEGORIES} | {
        "lives_spouse",
        "lives_alone",
        "lives_family",
        "lives_parents",
        "lives_residence",
        "lives_single",
    }
    for language, region in USAGES:
        for template in templates(language, region):
            for need in template.needs:
                tag = need.removeprefix("!")
                assert tag in known or f'"{tag}"' in sources, (language, region, tag)


@pytest.mark.parametrize(("language", "region"), USAGES)
@pytest.mark.parametrize("borne", [{"work"}, {"jobless"}, {"work", "headed", "family_lethal"}])
def test_what_a_patient_keeps_is_told_in_short_line_by_line(language, region, borne):
    """One line of each is drawn for a patient, so that a terse author says what a verbose one says."""
    for name in KEPT:
        told, short = (
            [t for t in pool(language, region, f"{name}.{style}") if t.fits(frozenset(borne))]
            for style in "vt"
        )
        assert len(told) == len(short) > 0, (name, language, region)
