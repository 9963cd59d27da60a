"""Gold spans: they select their text, cover every identifier, and say what the words say."""

import re
from itertools import islice

import pytest

from labkit.data.notes import IDENTIFIERS, LABELS
from labkit.data.notes.knowledge.spelling import fold

# Beside the others that read the notes of conftest.py, which are drawn once.
pytestmark = pytest.mark.xdist_group("notes-drawn-once")

OUTSIDE = {
    "date": r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b",
    "written date": r"(?i)\b\d{1,2} (?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre) \d{4}\b",
    "month": r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b",
    "telephone": r"\b0[1-6][ .]?\d\d[ .]\d\d[ .]\d\d|\b\d{3}[-. ]555[-. ]01\d\d",
    "NIR": r"\b[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}\b",
    "NAM": r"\b[A-Z]{4} ?\d{4} ?\d{4}\b",
    "email": r"\S+@\S+",
    "year in history": r"(?i)\b(?:en|in|depuis) (?:19|20)\d\d\b",
}


def remainders(notes):
    """Each note's text with its identifiers blanked out."""
    spans = notes.spans[notes.spans["label"].isin(IDENTIFIERS)]
    places = {note: list(zip(g["start"], g["end"], strict=True)) for note, g in spans.groupby("note_id")}
    for note, text in zip(notes.frame["note_id"], notes.frame["text"], strict=True):
        for start, end in places.get(note, []):
            text = text[:start] + "\x00" * (end - start) + text[end:]
        yield note, text


def test_offsets_select_the_text(many):
    texts = dict(zip(many.frame["note_id"], many.frame["text"], strict=True))
    s = many.spans
    wrong = [
        (note, start, end)
        for note, start, end, text in zip(s["note_id"], s["start"], s["end"], s["text"], strict=True)
        if texts[note][start:end] != text
    ]
    assert not wrong
    assert (s["start"] < s["end"]).all() and (s["text"].str.strip() == s["text"]).all()


def test_evidence_of_codes_is_a_finding(many):
    findings = many.spans[many.spans["label"] == "FINDING"]
    merged = many.codes.merge(findings, on=["note_id", "start", "end"], how="left")
    assert len(merged) == len(many.codes)
    assert (merged["status"] == "present").all() and (merged["experiencer"] == "patient").all()
    assert (merged["concept"] == merged["condition"]).all()


def test_ids_are_unique(many):
    assert many.frame["note_id"].is_unique
    assert set(many.spans["note_id"]) <= set(many.frame["note_id"])


def test_every_label_occurs_and_no_other(many):
    assert set(many.spans["label"].unique()) | {"CANARY"} == set(LABELS)


@pytest.mark.parametrize("what", OUTSIDE)
def test_nothing_like_an_identifier_outside_identifier_spans(many, what):
    pattern = re.compile(OUTSIDE[what])
    leaks = [(note, found[0]) for note, text in remainders(many) if (found := pattern.search(text))]
    assert not leaks, leaks[:5]


def test_no_identifier_is_repeated_outside_its_spans(many):
    spans = many.spans[
        many.spans["label"].isin(["NAME", "PHONE", "RECORD", "HEALTH_ID", "ADDRESS", "HOSPITAL"])
    ]
    known = {note: set(g["text"]) for note, g in spans.groupby("note_id")}
    leaks = []
    for note, text in islice(remainders(many), 2000):
        folded = fold(text).lower()
        for name in known.get(note, ()):
            for part in re.split(r"[ .]", name) if name[:1].isalpha() else [name]:
                if (
                    len(part) > 3
                    and part[0].isupper()
                    and re.search(rf"(?<!\w){re.escape(fold(part).lower())}(?!\w)", folded)
                ):
                    leaks.append((note, name, part))
    # Words of hospitals and streets ("centre", "hôpital") are words of the language: names must not leak.
    names = {(n, p) for n, name, p in leaks if name in set(spans[spans["label"] == "NAME"]["text"])}
    assert not names, list(names)[:5]


def test_identifiers_do_not_overlap(many):
    spans = many.spans[many.spans["label"].isin(IDENTIFIERS)].sort_values(["note_id", "start"])
    same = spans["note_id"].to_numpy()[1:] == spans["note_id"].to_numpy()[:-1]
    assert (spans["start"].to_numpy()[1:][same] >= spans["end"].to_numpy()[:-1][same]).all()


def test_every_denied_or_doubted_finding_has_its_cue(many):
    findings = many.spans[(many.spans["label"] == "FINDING") & (many.spans["status"] != "present")]
    cues = many.spans[many.spans["label"] == "CUE"]
    wanted = {"absent": {"negation", "resolution"}, "uncertain": {"uncertainty", "hypothesis"}}
    given = set(zip(cues["note_id"], cues["relation"], cues["attribute"], strict=True))
    for note, relation, status in zip(
        findings["note_id"], findings["relation"], findings["status"], strict=True
    ):
        assert any((note, relation, cue) in given for cue in wanted[status]), (note, relation, status)


def test_experiencer_and_history_are_told_by_a_cue(many):
    findings = many.spans[(many.spans["label"] == "FINDING") & (many.spans["experiencer"] == "family")]
    assert len(findings) > 200
    cues = many.spans[many.spans["label"] == "CUE"]
    given = set(zip(cues["note_id"], cues["relation"], strict=True))
    assert all(pair in given for pair in zip(findings["note_id"], findings["relation"], strict=True))


LEFT = {
    "absent": r"(?i)\b(?:pas|absence|sans|aucune?|nie|n'y a plus|ne présente plus|non retrouvé|no|denies|without|no longer has|ruled out) (?:de |d')?$",
    "uncertain": r"(?i)(?:impossible d'exclure|ne peut pas exclure|argument pour|pourrait s'agir|cannot exclude|concern for|suspicion|may represent) (?:(?:une?|des|d'une?|de|an?) |de la |du |d'|de l')?$",
}


@pytest.mark.parametrize("status", LEFT)
def test_status_agrees_with_the_words_just_before(clean, status):
    texts = dict(zip(clean.frame["note_id"], clean.frame["text"], strict=True))
    pattern, met = re.compile(LEFT[status]), 0
    findings = clean.spans[clean.spans["label"] == "FINDING"]
    for note, start, end, gold in zip(
        findings["note_id"], findings["start"], findings["end"], findings["status"], strict=True
    ):
        before = texts[note][max(0, start - 40) : start]
        if pattern.search(before) and not texts[note][end:].startswith((" que ", " qu'")):
            met += 1
            assert gold == status, (before, texts[note][start : end + 20], gold)
    assert met > 40


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (r"(?i)\bplus (?:de |d')([^.;/\n]+?) (?:que la veille|qu'hier)", "present"),
        (r"(?i)(?:n'a|n'y a) pas que (?:une? |des |de la |du |de l')(.+?) mais aussi", "present"),
        (r"(?i)(?:^|\n|[.;] )plus (?:de |d')([^.;\n]+?) depuis hier", "absent"),
    ],
)
def test_misleading_cues_keep_their_gold(clean, many, sentence, status):
    met = 0
    for notes in (clean, many):
        found_in = notes.spans[notes.spans["label"] == "FINDING"]
        gold = dict(
            zip(zip(found_in["note_id"], found_in["start"], strict=True), found_in["status"], strict=True)
        )
        for note, text in zip(notes.frame["note_id"], notes.frame["text"], strict=True):
            for found in re.finditer(sentence, text):
                if (note, found.start(1)) in gold:
                    met += 1
                    assert gold[note, found.start(1)] == status, found[0]
    assert met > 1


def test_a_prescription_holds_together(many):
    parts = many.spans[many.spans["label"].isin(["DRUG", "DOSE", "UNIT", "ROUTE", "FREQUENCY"])]
    counts = (
        parts.assign(label=parts["label"].astype(str))
        .value_counts(["note_id", "relation", "label"])
        .unstack(fill_value=0)
    )
    assert (counts[["DRUG", "DOSE", "UNIT"]] == 1).all().all()
    assert (counts[["ROUTE", "FREQUENCY"]] <= 1).all().all()


def test_a_dose_reads_as_its_number(many):
    doses = many.spans[many.spans["label"] == "DOSE"]
    assert (doses["text"].str.replace(",", ".").astype(float) == doses["concept"].astype(float)).all()
