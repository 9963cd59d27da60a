import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit import language
from labkit.evaluate import auc, net_benefit, observed_expected
from labkit.oversight import (
    TRIPOD_ITEMS,
    StopRule,
    check_numbers,
    model_card,
    performance_numbers,
    tripod_ai_report,
)

RNG = np.random.default_rng(0)
P = RNG.uniform(0.02, 0.8, 400)
Y = (RNG.random(400) < P).astype(int)
SEX = np.where(np.arange(400) % 2, "F", "M")
AGE = np.where(np.arange(400) < 6, "<18", "adult")
FAST = {"threshold": 0.2, "n_resamples": 30}


def card(**options):
    about = {"name": "Sepsis at triage", "intended_use": {"en": "Call early.", "fr": "Appeler tôt."}}
    settings = {**FAST, "about": about, "groups": {"sex": SEX}, "stop_rule": StopRule(), **options}
    return model_card(Y, P, **settings)


def tripod(**options):
    about = {"title": "Sepsis at triage", "eligibility": "Adults (18 and over) seen in 2025."}
    settings = {**FAST, "about": about, "groups": {"sex": SEX}, **options}
    return tripod_ai_report(Y, P, **settings)


both = pytest.mark.parametrize("make", [card, tripod])


def test_numbers_are_the_rooms_own():
    numbers = performance_numbers(Y, P, groups={"sex": SEX}, **FAST).set_index(["group", "statistic"])
    for group, inside in (("sex=F", SEX == "F"), (np.nan, np.ones(400, bool))):
        rows = (
            numbers.loc[group]
            if isinstance(group, str)
            else numbers[numbers.index.get_level_values(0).isna()].droplevel(0)
        )
        y, p = Y[inside], P[inside]
        flagged = p >= 0.2
        assert rows.loc["auc", "estimate"] == pytest.approx(auc(y, p))
        assert rows.loc["o_e", "estimate"] == pytest.approx(observed_expected(y, p).estimate)
        assert rows.loc["net_benefit", "estimate"] == pytest.approx(net_benefit(y, p, 0.2))
        assert rows.loc["sensitivity", "estimate"] == pytest.approx(flagged[y == 1].mean())
        assert rows.loc["ppv", "estimate"] == pytest.approx(y[flagged].mean())
        assert (rows.loc["n", "estimate"], rows.loc["prevalence", "numerator"]) == (len(y), y.sum())


def test_the_same_data_give_the_same_numbers_and_other_data_others():
    first, second = card().numbers, card().numbers
    pd.testing.assert_frame_equal(first, second)
    changed = model_card(1 - Y, P, about={}, groups={"sex": SEX}, **FAST).numbers
    assert len(check_numbers(first, changed)) > 0
    assert len(check_numbers(first, second)) == 0


def test_a_doctored_claim_is_found():
    numbers = card().numbers
    claimed = numbers[["group", "statistic", "estimate"]].copy()
    at = claimed.index[(claimed["statistic"] == "auc") & claimed["group"].isna()][0]
    claimed.loc[at, "estimate"] += 0.02
    invented = pd.DataFrame([{"group": None, "statistic": "f1", "estimate": 0.99}])
    problems = check_numbers(pd.concat([claimed, invented], ignore_index=True), numbers)
    assert list(problems["statistic"]) == ["auc", "f1"]
    rounded = claimed.drop(index=at).round(3)
    assert len(check_numbers(rounded, numbers)) == 0
    with pytest.raises(ValueError, match="missing from the claims: estimate"):
        check_numbers(claimed[["statistic"]], numbers)


@both
@pytest.mark.parametrize(
    "text",
    [
        "The AUC was 0.93.",
        "c-statistic of 0.8",
        "Sensibilité : 95 %",
        "Une VPP de 0,4",
        "accuracy reached 99%",
        "prévalence 12 %",
    ],
)
def test_a_figure_typed_by_hand_is_refused(make, text):
    field = "intended_use" if make is card else "setting"
    with pytest.raises(ValueError, match="never typed"):
        make(about={field: text})
    with pytest.raises(ValueError, match="never typed"):
        make(about={field: {"fr": text}})


@both
def test_ordinary_numbers_and_unknown_fields(make):
    field = "intended_use" if make is card else "setting"
    make(about={field: "Adults of 18 and over, ward 3B, 2025; sensitivity analysis planned."})
    with pytest.raises(ValueError, match="Unknown field 'auc'"):
        make(about={"auc": "high"})
    with pytest.raises(ValueError, match="must be text"):
        make(about={field: 0.9})


class _Walk(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.bad, self.images, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.images.append(dict(attrs))
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(tag)

    def handle_data(self, data):
        self.text.append(data)


@both
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_html_is_well_formed_with_alternative_text(make, lang):
    walk = _Walk()
    walk.feed(make().html(lang))
    assert not walk.open and not walk.bad
    assert walk.images and all(len(image["alt"]) > 20 for image in walk.images)


@both
def test_every_number_of_the_report_is_a_recomputed_one(make):
    report = make()
    numbers = report.numbers
    area = numbers[numbers["statistic"] == "auc"]
    text = report.markdown("en")
    for row in area.itertuples():
        assert f"{row.estimate:.3f} | {row.ci_low:.3f} to {row.ci_high:.3f}" in text
    french = report.markdown("fr")
    for row in area.itertuples():
        assert f"{row.estimate:.3f}".replace(".", ",") in french


@both
def test_both_languages_say_the_same_and_leave_the_setting_alone(make):
    with language.speaking("en"):
        report = make()
        english, french = report.markdown("en"), report.markdown("fr")
        assert language.current() == "en"
        assert len(english.splitlines()) == len(french.splitlines())
        digits = [re.sub(r"[\u00a0 ]", "", t.replace(",", ".")) for t in (english, french)]
        counts = [sorted(re.findall(r"\d+\.\d{3}", d)) for d in digits]
        assert counts[0] == counts[1]
        assert not re.search(r"(?<!\d)\d\.\d{3}(?!\d)", french), "a decimal point in French"
        assert report.html() == report.html("en")


def test_what_is_missing_is_said():
    text = tripod().markdown("en")
    assert text.count("MISSING") == len(TRIPOD_ITEMS) - 2 - len(
        {
            "participant_flow",
            "model_output",
            "performance_measures",
            "performance",
            "participant_characteristics",
        }
    )
    assert "nobody has written this yet" in card().markdown("en")
    assert "Call early." in card().markdown("en") and "Appeler tôt." in card().markdown("fr")


def test_items_are_those_of_the_checklist():
    numbers = [item.number for item in TRIPOD_ITEMS]
    assert len(numbers) == len(set(numbers)) == 52
    assert [int(re.match(r"\d+", n).group()) for n in numbers] == sorted(
        int(re.match(r"\d+", n).group()) for n in numbers
    )
    assert {int(re.match(r"\d+", n).group()) for n in numbers} == set(range(1, 28))


@both
def test_an_authors_text_cannot_become_markup(make):
    field = "intended_use" if make is card else "setting"
    report = make(about={field: "<script>alert(1)</script> | [x](http://y) | # no"})
    assert "<script>" not in report.html("en")
    assert "<script>" not in report.markdown("en")
    assert not re.search(r"(?<!\\)\]\(http", report.markdown("en"))


def test_small_groups_are_suppressed_and_one_class_is_undefined():
    y = np.where(SEX == "F", 0, Y)
    report = tripod_ai_report(y, P, about={}, groups={"age": AGE, "sex": SEX}, **FAST)
    numbers = report.numbers
    small = numbers[numbers["group"] == "age=<18"]
    assert small["status"].tolist() == ["suppressed"]
    assert small["estimate"].isna().all()
    # 400 people less 394 adults would give the six back
    assert set(numbers.loc[numbers["group"] == "age=adult", "status"]) == {"suppressed"}
    women = numbers[numbers["group"] == "sex=F"].set_index("statistic")
    assert women.loc["auc", "status"] == women.loc["sensitivity", "status"] == "undefined"
    assert np.isnan(women.loc["auc", "estimate"])
    text = report.markdown("en")
    assert "suppressed (small numbers)" in text
    assert "394" not in text


def test_only_what_gives_a_small_group_away_is_hidden_with_it():
    for sizes in ([5, 40, 155, 200], [5, 6, 189, 200]):
        level = np.repeat(["a", "b", "c", "d"], sizes)
        numbers = tripod(groups={"level": level}, min_cell=10).numbers
        hidden = numbers.loc[numbers["status"] == "suppressed", "group"]
        assert set(hidden) == {"level=a", "level=b"}


def test_performance_by_site():
    site = np.repeat(["north", "south", "tiny"], [195, 200, 5])
    text = tripod(site=site).markdown("en")
    assert f"| north | AUC | {auc(Y[:195], P[:195]):.3f} |" in text
    assert "tiny" not in text
    assert "| 23b | Heterogeneity of performance across clusters | computed from the data |" in text


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_missing_values_are_counted_from_the_frame(frame):
    crp = [None if i % 4 == 0 else 1.0 for i in range(400)]
    text = tripod(predictors=frame({"crp": crp, "age": [1.0] * 400})).markdown("en")
    assert "| crp | 100 | 0.250 |" in text
    with pytest.raises(ValueError, match="Lengths differ"):
        tripod(predictors=frame({"age": [1.0]}))


def test_rows_of_one_patient_are_said_and_counted():
    assert "They come from 100 patients." in tripod(cluster=np.arange(400) // 4).markdown("en")


@pytest.mark.parametrize(("y", "p"), [([0, 1], [0.2, 1.5]), ([0, 2], [0.2, 0.5]), ([0, np.nan], [0.1, 0.2])])
def test_bad_data_are_refused(y, p):
    with pytest.raises(ValueError, match="row 1"):
        model_card(y, p, about={}, **FAST)
