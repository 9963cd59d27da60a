"""The rules against the gold of generated notes, which nobody wrote to suit them: floors, with a margin for chance."""

import numpy as np
import pandas as pd
import pytest

from labkit.data.notes import generate_notes
from labkit.text import ContextTagger, Deidentifier, leak_report, swap_gender

IDENTIFIERS = ["NAME", "DATE", "PHONE", "HEALTH_ID", "ADDRESS", "EMAIL", "RECORD", "HOSPITAL"]


@pytest.fixture(scope="module")
def notes():
    return generate_notes(160, random_state=4242)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_polarity_experiencer_and_temporality(notes, language):
    frame = notes.frame[notes.frame["language"].astype(str) == language]
    gold = notes.spans[
        (notes.spans["label"].astype(str) == "FINDING") & notes.spans["note_id"].isin(frame["note_id"])
    ]
    gold = gold.sort_values(["note_id", "start", "end"])[
        ["note_id", "start", "end", "status", "experiencer", "temporality"]
    ]
    gold = gold.astype(
        {"note_id": str, "status": str, "experiencer": str, "temporality": str}
    ).drop_duplicates(["note_id", "start", "end"])
    spans = gold.rename(columns={"note_id": "note_id"})[["note_id", "start", "end"]]
    found = ContextTagger(language).tag_notes(frame[["note_id", "text"]].astype(str), spans)
    both = gold.merge(found, on=["note_id", "start", "end"], suffixes=("_gold", ""))
    assert len(both) == len(gold) > 300
    # Measured on other seeds: 0.99 and 0.97.
    assert (both["polarity"] == both["status"]).mean() > 0.94
    assert (both["experiencer"] == both["experiencer_gold"]).mean() > 0.97
    assert (both["temporality"] == both["temporality_gold"]).mean() > 0.94
    # A tagger that says "present" to everything is right on about half.
    assert (both["status"] == "present").mean() < 0.7


def test_identifiers_leak_from_few_notes_and_little_else_is_covered(notes):
    gold = notes.spans[notes.spans["label"].isin(IDENTIFIERS)].astype({"note_id": str, "label": str})
    report = leak_report(gold, Deidentifier().find_in_notes(notes.frame[["note_id", "text"]].astype(str)))
    # Measured on another seed: recall 0.99, 4 % of notes leak, 1.3 % covered for nothing.
    assert report.recall > 0.97
    assert report.rate < 0.15
    assert report.over_redacted < 0.04


@pytest.mark.parametrize("language", ["fr", "en"])
def test_swapping_goes_most_of_the_way_to_the_same_note_of_the_other_sex(language):
    female, male = (
        generate_notes(80, random_state=77, language=language, sex=sex, typos=0).frame for sex in ("F", "M")
    )
    before, after, aside = [], [], 0
    for row, other in zip(female.itertuples(), male.itertuples(), strict=True):
        if row.sex == other.sex:
            continue
        swapped = swap_gender(row.text, language)
        if swapped.set_aside:
            aside += 1
            continue
        assert swap_gender(swapped.text, language).text == row.text
        words = [pd.Series(text.split()).value_counts() for text in (row.text, swapped.text, other.text)]
        before.append(words[0].sub(words[2], fill_value=0).abs().sum())
        after.append(words[1].sub(words[2], fill_value=0).abs().sum())
    # A doubt is a reason to set aside (*Suivi par le médecin*: a visit, or the patient?). Of 240 French notes of three
    # seeds (77, 78, 79) it is 31, and was 31 before the patients held together: 4 to 14 of 80 a seed.
    assert aside <= 0.15 * len(female)
    # Given names differ between the twins whatever is done; the rest is agreement.
    assert np.sum(after) < 0.7 * np.sum(before)
