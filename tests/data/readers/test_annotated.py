"""Annotated notes: what is written comes back, and what does not fit its text is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit import data

NOTE = "Patiente âgée de 78 ans.\nPas de fièvre, pneumopathie exclue."
ANN = "T1\tAGE 17 23\t78 ans\nT2\tFINDING 32 38\tfièvre\nA1\tNegation T2\nR1\tof Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tok\n"


def brat(folder, ann=ANN, note=NOTE, encoding="utf-8"):
    (folder / "n1.txt").write_bytes(note.encode(encoding))
    (folder / "n1.ann").write_bytes(ann.encode(encoding))
    return folder


def jsonl(folder, *notes):
    path = folder / "notes.jsonl"
    lines = [note if isinstance(note, str) else json.dumps(note, ensure_ascii=False) for note in notes]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def problems(read, path):
    with pytest.raises(data.BadFile) as caught:
        read(path)
    return caught.value.problems


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
notes_with_spans = texts.flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda p: p[0] < p[1]),
            max_size=4,
        ),
    )
)


@settings(max_examples=60)
@given(notes_with_spans)
def test_both_formats_give_back_what_was_written(tmp_path, note):
    text, places = note
    spans = [{"start": a, "end": b, "label": "X", "text": text[a:b], "sure": True} for a, b in places]
    got = data.read_notes(jsonl(tmp_path, {"note_id": "n1", "text": text, "spans": spans}))
    assert list(got.notes["text"]) == [text]
    assert [*zip(got.spans["start"], got.spans["end"], strict=True)] == places
    assert all(attributes == {"sure": True} for attributes in got.spans["attributes"])
    ann = "".join(f"T{i}\tX {a} {b}\t{text[a:b]}\n" for i, (a, b) in enumerate(places))
    same = data.read_brat(brat(tmp_path, ann, text))
    assert [*zip(same.spans["start"], same.spans["end"], same.spans["text"], strict=True)] == [
        (a, b, text[a:b]) for a, b in places
    ]


def test_brat_spans_carry_their_attributes(tmp_path):
    got = data.read_brat(brat(tmp_path))
    assert list(got.spans["label"]) == ["AGE", "FINDING"]
    assert list(got.spans["attributes"]) == [{}, {"Negation": True}]
    assert list(got.spans["text"]) == ["78 ans", "fièvre"]


def test_a_span_in_two_pieces_has_two_rows(tmp_path):
    got = data.read_brat(brat(tmp_path, "T1\tF 25 28;32 38\tPas fièvre\nA1\tSure T1 high\n"))
    assert list(got.spans["span_id"]) == ["T1", "T1"]
    assert list(got.spans["text"]) == ["Pas", "fièvre"]
    assert list(got.spans["attributes"]) == [{"Sure": "high"}] * 2


def test_a_span_over_a_line_end_and_notes_without_annotations(tmp_path):
    got = data.read_brat(brat(tmp_path, "T1\tF 20 28\tans. Pas\n"))
    assert list(got.spans["text"]) == ["ans.\nPas"]
    (tmp_path / "n2.txt").write_text("Rien.")
    assert list(data.read_brat(tmp_path).notes["note_id"]) == ["n1", "n2"]


@pytest.mark.parametrize(
    ("ann", "line", "column", "words"),
    [
        ("T1\tAGE 17 23\t78 ans\nT2\tF 50 99\txx", 2, "offsets", "50 to 99 is not inside the note"),
        ("T1\tAGE 23 17\t78 ans", 1, "offsets", "23 to 17 is not inside"),
        ("T1\tAGE 18 24\t78 ans", 1, "text", "the note has '8 ans.' there, not '78 ans'"),
        ("T1\tAGE 17 23\t78 ans\nT1\tAGE 17 23\t78 ans", 2, "id", "'T1' occurs more than once"),
        ("A1\tNegation T7", 1, "target", "'T7', which is not in the file"),
        ("T1 AGE 17 23 78 ans", 1, "line", "not standoff"),
        ("hello", 1, "line", "not standoff"),
        ("T1\tAGE 17\t78 ans", 1, "line", "not standoff"),
    ],
)
def test_bad_standoff_is_named(tmp_path, ann, line, column, words):
    (found,) = problems(data.read_brat, brat(tmp_path, ann))
    assert (found.file, found.row, found.column) == ("n1.ann", line, column)
    assert words in found.what
    assert found.advice


def test_an_attribute_of_a_refused_span_is_not_a_second_problem(tmp_path):
    found = problems(data.read_brat, brat(tmp_path, "T1\tF 50 99\txx\nA1\tNegation T1"))
    assert [p.column for p in found] == ["offsets"]


def test_a_folder_that_is_not_brat(tmp_path):
    assert "no note was found" in problems(data.read_brat, tmp_path)[0].what
    (tmp_path / "n9.ann").write_text("")
    (found,) = problems(data.read_brat, tmp_path)
    assert (found.file, found.what) == ("n9.ann", "there is no n9.txt beside it")


def test_notes_that_are_not_utf8(tmp_path):
    (found,) = problems(data.read_brat, brat(tmp_path, encoding="latin-1"))
    assert (found.file, found.row) == ("n1.txt", 1)
    (tmp_path / "n.jsonl").write_bytes(b'{"note_id": "a", "text": "x"}\n{"note_id": "b", "text": "\xe9"}')
    (found,) = problems(data.read_notes, tmp_path / "n.jsonl")
    assert found.row == 2


FINE = {"note_id": "a", "text": "Pas de fièvre."}


@pytest.mark.parametrize(
    ("note", "key", "words"),
    [
        ({"note_id": "b"}, "text", "this key is missing"),
        ({"note_id": 3.5, "text": "x"}, "note_id", "3.5 is not text"),
        ({"note_id": "b", "text": "x", "spans": {}}, "spans", "spans is not a list"),
        (
            {"note_id": "b", "text": "x", "spans": [{"start": 0, "end": 9, "label": "F"}]},
            "spans[0]",
            "0 to 9 is not inside",
        ),
        (
            {"note_id": "b", "text": "x", "spans": [{"start": True, "end": 1, "label": "F"}]},
            "spans[0]",
            "wrong type",
        ),
        ({"note_id": "b", "text": "x", "spans": ["F"]}, "spans[0]", "wrong type"),
        (
            {"note_id": "b", "text": "xy", "spans": [{"start": 0, "end": 1, "label": "F", "text": "y"}]},
            "spans[0]",
            "the note has 'x' there, not 'y'",
        ),
        ({**FINE}, "note_id", "'a' occurs more than once (first on line 1)"),
        ("[1]", None, "not a JSON object"),
        ('{"note_id": "b", "text": "Pas de fi', None, "stops before its end"),
        ('{"note_id": "b" "text": "x"}', None, "not JSON at character 17"),
    ],
)
def test_a_bad_line_is_named(tmp_path, note, key, words):
    (found,) = problems(data.read_notes, jsonl(tmp_path, FINE, note))
    assert (found.file, found.row, found.column) == ("notes.jsonl", 2, key)
    assert words in found.what
    assert found.advice


def test_no_note_at_all(tmp_path):
    assert "no note was found" in problems(data.read_notes, jsonl(tmp_path, ""))[0].what


def test_a_note_of_ten_megabytes_is_read(tmp_path):
    text = "Patiente âgée. " * 700_000
    got = data.read_notes(jsonl(tmp_path, {**FINE, "text": text, "ward": "emergency"}))
    assert got.notes["text"][0] == text
    assert got.notes["ward"][0] == "emergency"


TEXT = "Toux et asthénie."


@pytest.mark.parametrize(
    "note",
    [
        {"note_id": "n1", "text": TEXT, "label": [[0, 4, "SIGN"]]},
        {"id": 7, "text": TEXT, "labels": [[0, 4, "SIGN"]], "Comments": []},
        {"id": 7, "text": TEXT, "entities": [{"id": 1, "label": "SIGN", "start_offset": 0, "end_offset": 4}], "relations": []},
        {"note_id": "n1", "text": TEXT, "entities": [{"start": 0, "end": 4, "label": "SIGN"}]},
        {"doc_id": "n1", "text": TEXT, "entities": [{"entity_id": 0, "label": "SIGN", "fragments": [{"begin": 0, "end": 4}], "attributes": []}]},
        {"note_id": "n1", "note_text": TEXT, "entities": [{"note_nlp_id": 0, "start_char": 0, "end_char": 4, "lexical_variant": "Toux", "note_nlp_source_value": "SIGN"}]},
        {"text": TEXT, "_input_hash": 7, "spans": [{"start": 0, "end": 4, "label": "SIGN", "token_start": 0, "token_end": 0}], "answer": "accept", "tokens": [{"text": "Toux", "start": 0, "end": 4, "id": 0}]},
        {"text": TEXT, "meta": {"id": 7}, "ents": [{"start": 0, "end": 4, "label": "SIGN"}]},
    ],
)  # fmt: skip
def test_spans_are_read_under_the_names_that_tools_give_them(tmp_path, note, recwarn):
    got = data.read_notes(jsonl(tmp_path, note))
    assert got.spans[["label", "start", "end", "text"]].to_numpy().tolist() == [["SIGN", 0, 4, "Toux"]]
    assert got.spans["note_id"].tolist() == got.notes["note_id"].tolist()
    assert got.notes["note_id"][0] in ("n1", "7")
    assert got.notes["text"].tolist() == [TEXT]
    assert got.spans["attributes"].tolist() == [{}]
    assert got.report.read == {"notes": 1, "spans": 1}
    assert not recwarn.list


def test_attributes_and_fragments_of_standoff_dicts(tmp_path):
    entity = {
        "entity_id": 3,
        "label": "SIGN",
        "fragments": [{"begin": 0, "end": 4}, {"begin": 8, "end": 16}],
        "attributes": [{"label": "negation", "value": False}],
    }
    got = data.read_notes(jsonl(tmp_path, {"doc_id": "n1", "text": TEXT, "entities": [entity]}))
    assert got.spans["text"].tolist() == ["Toux", "asthénie"]
    assert got.spans["span_id"].tolist() == ["3", "3"]
    assert got.spans["attributes"].tolist() == [{"negation": False}] * 2


def test_what_was_rejected_is_left_out_and_counted(tmp_path):
    refused = {"note_id": "b", "text": TEXT, "spans": [], "answer": "reject"}
    with pytest.warns(data.LeftOut, match=r"line 2.*'reject'"):
        got = data.read_notes(jsonl(tmp_path, FINE, refused, {**refused, "note_id": "c", "answer": "ignore"}))
    assert got.notes["note_id"].tolist() == ["a"]
    assert sorted(got.report.reasons.values()) == [1, 1]
    assert "every note was refused" in problems(data.read_notes, jsonl(tmp_path, refused))[0].what


def test_an_unknown_key_that_looks_like_annotations_is_named(tmp_path):
    note = {**FINE, "mes_annotations": [{"start": 7, "end": 13, "label": "F"}], "tags": ["urgent"]}
    with pytest.warns(data.LeftOut, match="'mes_annotations' looks like annotations"):
        got = data.read_notes(jsonl(tmp_path, note))
    assert len(got.spans) == 0
    # A label of the whole note is no span: it stays beside the note, and nothing is to be said.
    got = data.read_notes(jsonl(tmp_path, {**FINE, "label": ["urgent"]}))
    assert got.notes["label"].tolist() == [["urgent"]]


def test_a_bad_span_is_named_under_its_own_key(tmp_path):
    (found,) = problems(data.read_notes, jsonl(tmp_path, {**FINE, "label": [[0, 99, "F"]]}))
    assert (found.row, found.column) == (1, "label[0]")
