"""Claims and faithfulness: the score moves when it should, and only then; doses are quantities; ROUGE-L reads French."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.text.claims import (
    Quantity,
    doses_per_day,
    extract_claims,
    faithfulness,
    longest_common_subsequence,
    normalise_dose,
    parse_number,
    rouge_l,
)

SOURCE = (
    "Patiente de 67 ans, admise pour dyspnée. Pas de fièvre. Angioscanner : embolie pulmonaire bilatérale. "
    "Pas de saignement. Apixaban 10 mg x 2/j pendant 7 jours. Amoxicilline 0,5 g 3 fois par jour. Bisoprolol 2,5 mg le matin. "
    "Mère : cancer du sein. Arrêt de l'aspirine. Morphine 5 mg toutes les 4 h."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("0,5", "g"), ("500", "mg")), (("0.5", "g"), ("0,5", "g")), (("75", "µg"), ("0,075", "mg")), (("1 000", "mg"), ("1", "g")),
     (("1,5", "L"), ("1500", "ml")), (("12", "UI"), ("12", "IU")), (("250", "mcg"), ("0.25", "mg")), (("1\u202f000", "µg"), ("1", "mg"))],
)  # fmt: skip
def test_doses_in_other_units_are_the_same_quantity(one, other):
    assert normalise_dose(*one) == normalise_dose(*other)


@given(
    value=st.fractions(min_value=0, max_value=5000, max_denominator=1).map(int), decimals=st.integers(0, 999)
)
def test_comma_and_point_read_alike_and_exactly(value, decimals):
    comma, point = (parse_number(f"{value}{sign}{decimals:03d}") for sign in ",.")
    assert comma == point == Fraction(value * 1000 + decimals, 1000)


@pytest.mark.parametrize(
    ("written", "times"),
    [("10 mg x 2/j", 2), ("3 fois par jour", 3), ("toutes les 8 h", 3), ("q6h", 4), ("bid", 2), ("matin et soir", 2), ("1-0-1", 2),
     ("1-1-1", 3), ("1/2-0-1/2", 1), ("every 12 hours", 2), ("10 mg", None), ("3 times a day", 3), ("1 comprime le soir", 1),
     ("75 mg once daily", 1), ("once a day", 1), ("twice daily", 2), ("qd", 1), ("od", 1), ("die", 1), ("qds", 4), ("au coucher", 1)],
)  # fmt: skip
def test_frequencies(written, times):
    assert doses_per_day(written) == times


def test_claims_of_a_letter():
    claims = extract_claims(SOURCE, "fr").set_index("concept")
    assert claims.loc["apixaban", "dose"] == Quantity(Fraction(10), "mg")
    assert claims.loc["apixaban", "per_day"] == 2
    assert claims.loc["amoxicillin", "dose"] == Quantity(Fraction(500), "mg")
    assert claims.loc["fever", "polarity"] == claims.loc["aspirin", "polarity"] == "absent"
    assert claims.loc["cancer", "experiencer"] == "family"
    assert [SOURCE[a:b] for a, b in zip(claims["start"], claims["end"], strict=True)] == claims[
        "text"
    ].tolist()


FAITHFUL = [
    ("the source itself", SOURCE),
    ("reordered", ". ".join(reversed(SOURCE.rstrip(".").split(". "))) + "."),
    ("unclaimed words added", SOURCE + " Nous vous remercions de votre confiance."),
    ("other units", SOURCE.replace("0,5 g", "500 mg").replace("2,5 mg", "2.5 mg")),
    (
        "other words for the same",
        SOURCE.replace("Pas de fièvre", "Sans fièvre").replace("toutes les 4 h", "6 fois par jour"),
    ),
    ("a dose left out", SOURCE.replace("Bisoprolol 2,5 mg le matin", "Bisoprolol")),
    ("terse", "Embolie pulmonaire sans saignement. Apixaban, morphine. Aspirine : arrêt."),
    (
        "terse, in English",
        "Pulmonary embolism, no bleeding. Apixaban 10 mg bid, morphine 5 mg. Stop aspirin.",
    ),
]
UNFAITHFUL = [
    ("flipped finding", SOURCE.replace("embolie pulmonaire", "pas d'embolie pulmonaire"), "flipped", 1),
    ("flipped negation", SOURCE.replace("Pas de saignement", "Saignement"), "flipped", 1),
    ("made uncertain", SOURCE.replace("embolie", "possible embolie"), "certainty", 1),
    ("tenfold dose", SOURCE.replace("2,5 mg", "25 mg"), "wrong_dose", 1),
    ("lost decimal sign", SOURCE.replace("0,5 g", "5 g"), "wrong_dose", 1),
    ("other frequency", SOURCE.replace("x 2/j", "x 3/j"), "wrong_dose", 1),
    ("invented drug", SOURCE + " Aspirine. Insuline 12 UI.", "invented", 1),
    ("the mother's disease", SOURCE.replace("Mère : cancer", "Cancer"), "wrong_person", 1),
    ("critical omission", SOURCE.replace("Apixaban 10 mg x 2/j pendant 7 jours. ", ""), "omitted", 1),
]


@pytest.mark.parametrize(("what", "summary"), FAITHFUL, ids=[case[0] for case in FAITHFUL])
def test_faithful_summaries_are_found_so(what, summary):
    report = faithfulness(SOURCE, summary, "auto" if "English" in what else "fr", "auto")
    assert report.faithful, (report.claims[["concept", "status"]], report.omissions["concept"])
    assert report.support == 1


@pytest.mark.parametrize(("what", "summary", "error", "n"), UNFAITHFUL, ids=[case[0] for case in UNFAITHFUL])
def test_each_error_is_named(what, summary, error, n):
    report = faithfulness(SOURCE, summary, "fr")
    assert getattr(report, error) >= n
    assert not report.faithful


def test_statuses_share_out_the_claims():
    for _what, summary, *_rest in UNFAITHFUL:
        report = faithfulness(SOURCE, summary, "fr")
        counted = sum(
            getattr(report, s)
            for s in ("supported", "flipped", "certainty", "wrong_dose", "wrong_person", "invented")
        )
        assert counted == len(report.claims)


def test_rouge_prefers_the_dangerous_copy_to_the_faithful_terse_one():
    dangerous = SOURCE.replace("embolie pulmonaire bilatérale", "pas d'embolie pulmonaire").replace(
        "2,5 mg", "25 mg"
    )
    terse = FAITHFUL[-2][1]
    assert rouge_l(SOURCE, dangerous).f1 > 0.9 > 0.4 > rouge_l(SOURCE, terse).f1
    assert not faithfulness(SOURCE, dangerous, "fr").faithful
    assert faithfulness(SOURCE, terse, "fr").faithful


words = st.lists(st.sampled_from(["pas", "de", "fièvre", "0,5", "mg", "retrouvée"]), max_size=12)


@given(a=words, b=words)
def test_longest_common_subsequence_is_that_of_the_textbook(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    assert longest_common_subsequence(a, b) == table[-1][-1]
    one, other = rouge_l(" ".join(a), " ".join(b)), rouge_l(" ".join(b), " ".join(a))
    assert one.f1 == pytest.approx(other.f1)
    assert one.precision == other.recall
    assert 0 <= one.f1 <= 1
    assert rouge_l(" ".join(a), " ".join(a)).f1 == (1 if a else 0)


def test_the_usual_tokenizer_cuts_accents_and_decimals():
    assert rouge_l("EP retrouvée", "EP retrouvee").f1 == 0.5
    assert rouge_l("dose 0,5 mg", "dose 5 mg", "ascii").f1 > rouge_l("dose 0,5 mg", "dose 5 mg").f1


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: parse_number("1,2,3"), ValueError, "1,2,3"),
        (lambda: normalise_dose("1", "cuillère"), ValueError, "cuillère"),
        (lambda: extract_claims("x" * 10_000_000), ValueError, "10,000,000"),
        (lambda: extract_claims(b"x"), TypeError, "decode_note"),
        (lambda: rouge_l("a", "b" * 300_000), ValueError, "candidate"),
        (lambda: rouge_l("a", "b", "french"), ValueError, "french"),
        (lambda: faithfulness("a", "b", "de"), ValueError, "'de'"),
    ],
)
def test_bad_input_is_named(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_a_summary_that_claims_nothing_has_no_support_to_measure():
    report = faithfulness(SOURCE, "Merci.", "fr")
    assert math.isnan(report.support)
    assert report.omitted >= 3
