"""De-identification: keys and formats, what is found and what stays, surrogates' laws, what leaks."""

import re
from datetime import timedelta

import numpy as np
import pandas as pd
import polars as pl
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
    read_date,
    wilson,
    write_date,
)

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


NOTE = """Mme Jeanne DURAND, née le 12/03/1956, NIR 2 55 08 14 168 025 38, tél. 06 12 34 56 78, RAMQ DURJ 5653 1201.
Hospitalisée du 3 janvier 2024 au 10 janvier 2024. Mme Durand vit avec Jean Petit. j.durand@free.fr. IPP : 12345678
Jeanne Durand a une maladie de Parkinson. Signé : Dr J. Durand"""


def test_same_person_same_surrogate_and_another_patient_another():
    finder, surrogates = Deidentifier(), Surrogates("a long secret")
    first, again = (finder.replace(NOTE, "p1", surrogates) for _ in range(2))
    other = finder.replace(NOTE, "p2", surrogates)
    assert first.text == again.text == finder.replace(NOTE, "p1", Surrogates("a long secret")).text
    assert other.text != first.text
    assert finder.replace(NOTE, "p1", Surrogates("another secret")).text != first.text
    new = dict(zip(first.spans["text"], first.spans["surrogate"], strict=True))
    given_name, surname = new["Jeanne DURAND"].split()
    assert surname == new["Durand"].upper()
    assert new["Jeanne Durand"] == f"{given_name} {new['Durand']}"
    assert new["J. Durand"] == f"{given_name[0]}. {new['Durand']}"
    assert "Parkinson" in first.text


def test_surrogates_replace_everything_and_offsets_select_them():
    result = Deidentifier().replace(NOTE, "p1", Surrogates("secret"))
    for row in result.spans.itertuples():
        assert NOTE[row.start : row.end] == row.text
        assert result.text[row.new_start : row.new_end] == row.surrogate
        assert row.text != row.surrogate
        assert row.text not in result.text


@given(patient=st.integers(0, 10_000))
def test_surrogates_could_not_be_issued(patient):
    surrogates = Surrogates("secret")
    assert not is_valid_nir(surrogates.number("nir", "2 55 08 14 168 025 38", patient))
    assert not is_valid_ramq(surrogates.number("ramq", "DURJ 5653 1201", patient))
    french = re.sub(r"\D", "", surrogates.number("phone", "06 12 34 56 78", patient))
    assert french[:6] in {"019900", "026191", "035301", "046571", "053649", "063998"}
    american = re.sub(r"\D", "", surrogates.number("phone", "(418) 628-1234", patient))
    assert american[3:8] == "55501"
    assert surrogates.number("record", "12345678", patient)[0] == "X"
    assert surrogates.email("jeanne.durand@free.fr", patient).endswith("@example.org")


@pytest.mark.parametrize("kind", ["nir", "phone", "ramq"])
def test_layout_is_kept(kind):
    written = {"nir": "2 55 08 14 168 025 38", "phone": "06.12.34.56.78", "ramq": "DURJ 5653 1201"}[kind]
    new = Surrogates("s").number(kind, written, 1)
    assert re.sub(r"\w", "x", new) == re.sub(r"\w", "x", written)


@pytest.mark.parametrize(
    ("name", "sex"), [("Jeanne Martin", "F"), ("Philippe Martin", "M"), ("Zorgla Martin", "F")]
)
def test_given_names_keep_their_gender(name, sex):
    from labkit.text.deidentify import gazetteer
    from labkit.text.folding import fold

    for patient in range(40):
        new = Surrogates("s").name(name, patient, "F").split()[0]
        assert gazetteer().given[fold(new)] == sex


def test_different_names_of_a_patient_stay_different():
    surrogates = Surrogates("s")
    names = [
        "Martinet",
        "Durand",
        "Dubois",
        "Moreau",
        "Lefebvre",
        "Tremblay",
        "Gagnon",
        "Bouchard",
        "Nguyen",
        "Traoré",
    ]
    for patient in range(30):
        for name in names:
            surrogates.reserve(name, patient)
        new = [surrogates.name(name, patient) for name in names]
        assert len(set(new)) == len(names)
        assert not set(new) & set(names)


@given(patient=st.integers(0, 1000), first=st.dates(), days=st.integers(0, 400))
def test_date_shift_keeps_intervals_and_weekdays(patient, first, days):
    surrogates = Surrogates("secret")
    try:
        second = first + timedelta(days=days)
        moved = [
            first + timedelta(days=surrogates.shift(patient)),
            second + timedelta(days=surrogates.shift(patient)),
        ]
    except OverflowError:
        return
    assert moved[1] - moved[0] == second - first
    assert moved[0].weekday() == first.weekday()
    assert 70 <= abs(surrogates.shift(patient)) <= 364


@pytest.mark.parametrize("written", ["12/03/2024", "2024-03-12", "12.03.24", "3 janvier 2024", "1er mars 2024", "12 MARS 2024",
                                     "4 févr. 2023", "mai 2024", "12/03", "3 Janvier"])  # fmt: skip
def test_a_date_written_back_unmoved_is_itself(written):
    parsed = read_date(written)
    assert write_date(written, parsed, parsed.moved(0, 2024)) == written


@pytest.mark.parametrize(
    "written", ["March 12, 2024", "03/12/2024", "Dec 3, 2024", "May 2024", "June 4, 2023"]
)
def test_english_dates_too(written):
    parsed = read_date(written, day_first=False)
    assert parsed.month in (3, 12, 5, 6)
    assert write_date(written, parsed, parsed.moved(0, 2024)) == written


def test_a_date_that_no_calendar_has_is_covered_not_guessed():
    assert Surrogates("s").date("31/02/2024", 1) == "[DATE]"
    result = Deidentifier().replace("Vu le 31/02/2024.", 1, Surrogates("s"))
    assert result.text == "Vu le [DATE]."


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


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_leak_by_document_needs_only_one_identifier(frame):
    gold = frame(
        {"note_id": ["a", "a", "b"], "start": [0, 10, 0], "end": [5, 15, 4], "kind": ["name", "date", "name"]}
    )
    found = frame({"note_id": ["a", "a", "b", "b"], "start": [0, 10, 0, 20], "end": [5, 14, 4, 24]})
    report = leak_report(gold, found)
    assert (report.documents, report.leaking, report.missed) == (2, 1, 1)
    assert report.rate == 0.5
    assert report.recall == pytest.approx(2 / 3)
    assert report.over_redacted == pytest.approx(4 / 17)
    assert (report.ci_low, report.ci_high) == wilson(1, 2)
    assert report.by_kind.loc["date", "recall"] == 0


def test_nothing_found_leaks_everywhere_and_gold_itself_nowhere():
    gold = pd.DataFrame({"note_id": [1, 1, 2], "start": [0, 5, 3], "end": [2, 9, 4]})
    assert leak_report(gold, gold).rate == 0
    assert leak_report(gold, gold).over_redacted == 0
    assert leak_report(gold, gold.iloc[:0]).rate == 1


def test_ninety_nine_per_cent_of_identifiers_is_eleven_per_cent_of_letters():
    rng = np.random.default_rng(0)
    gold = pd.DataFrame(
        {"note_id": np.repeat(np.arange(1000), 12), "start": np.tile(np.arange(12) * 10, 1000)}
    )
    gold["end"] = gold["start"] + 5
    report = leak_report(gold, gold[rng.random(len(gold)) < 0.99])
    assert report.ci_low < 1 - 0.99**12 < report.ci_high
    assert report.rate_if_independent == pytest.approx(1 - report.recall**12)
    clustered = leak_report(gold, gold[gold["note_id"] >= 10])
    assert clustered.recall == pytest.approx(0.99)
    assert clustered.rate == pytest.approx(0.01)
    assert clustered.rate_if_independent > 10 * clustered.rate


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (5, 10), (10, 10), (3, 1000)])
def test_wilson_agrees_with_statsmodels(successes, n):
    from statsmodels.stats import proportion

    low, high = proportion.proportion_confint(successes, n, method="wilson")
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-9)


def test_no_documents_is_undefined_not_zero():
    empty = pd.DataFrame({"note_id": [], "start": [], "end": []})
    assert np.isnan(leak_report(empty, empty).rate)


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
