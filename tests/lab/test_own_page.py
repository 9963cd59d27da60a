"""The learner's own page: made of what they did, written beside their labs, safe whatever their record holds."""

import json
from html import escape
from pathlib import Path

import pandas as pd
import pytest

from labkit import language as spoken
from labkit.cli import main
from labkit.content import Content
from labkit.language import LANGUAGES
from labkit.notebook.lab import Lab
from labkit.notebook.own_page import own_page, packs_in
from labkit.notebook.progress import Progress
from labkit.notebook.task_titles import task_titles
from labkit.tasks.load import load_grader
from labkit.tasks.practice import FILE, write_pack

NEEDS = ("m4_threshold",)

LAB, NAME = "m4_threshold", "m4_threshold_explorer"


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("pack") / FILE
    write_pack(load_grader(Content.find(), LAB), "explorer", file)
    return file


@pytest.fixture
def labs(pack, tmp_path) -> Path:
    """A learner's folder with one lab in it."""
    home = tmp_path / "labs" / NAME
    home.mkdir(parents=True)
    (home / FILE).write_bytes(pack.read_bytes())
    (home.parent / ".labkit").mkdir()
    return tmp_path / "labs"


@pytest.fixture(autouse=True)
def _own_language():
    yield
    spoken.use(None)


def done(labs: Path, language: str) -> Lab:
    """A learner predicts, answers, sets their ward and fills in a card."""
    lab = Lab(LAB, language=language, pathway="explorer", folder=labs / NAME)
    (question,) = lab._pack.predictions
    lab.predict(question, "a", 70)
    lab.predict(question, "b", 90)
    lab.hint("alarms_in_hundred")
    lab.check("alarms_in_hundred", -1)

    def my_ward(prevalence_in_percent, patients_a_day, price_of_a_stay):
        return lab.table(pd.DataFrame({"on_my_ward": ["alarms_a_day"], "value": [patients_a_day / 8]}))

    for prevalence, patients, price in ((5, 30, 4200), (2.5, 50, 4300), (5, 30, 4200)):
        lab.live(
            my_ward,
            prevalence_in_percent=(prevalence, 0.5, 60, 0.5),
            patients_a_day=(patients, 1, 300, 1),
            price_of_a_stay=(price, 1, 9000, 1),
        )
    lab.card(
        who_may_set_the_alarm_aside=("role", "<script>alert(1)</script> the charge nurse"),
        signed_by=("signatures", "me"),
    )
    return lab


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_what_was_done_and_lies_outside_what_is_handed_in(labs, language):
    lab = done(labs, language)
    said = repr(lab.my_page())
    folder = {"en": "my_pages", "fr": "mes_pages"}[language]
    file = labs / folder / f"{NAME}.html"
    assert str(file) in said and sorted(p.name for p in (labs / NAME).iterdir()) == [FILE]
    html = file.read_text(encoding="utf-8")
    (asked,) = lab._pack.predictions.values()
    assert escape(asked.question.in_language(language)) in html
    # the first prediction counts, and what was chosen is told in words
    meant = lab._shuffled(asked).meant("a")
    assert f"<td>{escape(asked.choices[meant].in_language(language))}</td>" in html
    assert ("<td>70\u00a0%</td>" if language == "fr" else "<td>70%</td>") in html and "<td>90" not in html
    # the ward is the learner's, not the lab's own numbers with which the cell begins
    assert (
        f">{'2,5' if language == 'fr' else '2.5'}<" in html
        and f">{'6,25' if language == 'fr' else '6.25'}<" in html
    )
    assert (">4\u00a0300<" if language == "fr" else ">4,300<") in html
    assert ">3.75<" not in html and ">3,75<" not in html
    assert "<script>" not in html and "&lt;script&gt;alert(1)" in html
    assert html.count("data:image/png") == 1 and '<img alt="' in html


def test_with_nothing_done_the_page_says_so(labs):
    lab = Lab(LAB, language="en", pathway="explorer", folder=labs / NAME)
    lab.my_page()
    html = (labs / "my_pages" / f"{NAME}.html").read_text(encoding="utf-8")
    for words in ("No prediction yet.", "Not set yet", "Not filled in yet.", "Not started"):
        assert words in html


def test_tasks_are_called_as_the_notebook_beside_them_calls_them(labs):
    source = Content.find().notebooks / LAB / f"{LAB}.ipynb"
    (labs / NAME / f"{NAME}.ipynb").write_bytes(source.read_bytes())
    done(labs, "fr").my_page()
    html = (labs / "mes_pages" / f"{NAME}.html").read_text(encoding="utf-8")
    titles = task_titles(labs / NAME, LAB, "explorer", "fr")
    assert len(titles) > 3 and all(f">{escape(said)}<" in html for said in titles.values())
    assert ">alarms_in_hundred<" not in html


def test_a_search_by_hand_is_not_the_ward(labs):
    lab = Lab(LAB, language="en", pathway="explorer", folder=labs / NAME)

    def try_shift(shift):
        return lab.table(pd.DataFrame({"a": [shift]}))

    lab.live(try_shift, shift=(1, 0, 2, 1))
    assert Progress(labs / NAME, LAB, "explorer").everywhere("ward") == []


def test_each_move_of_a_slider_is_noted(monkeypatch):
    from labkit.notebook import live

    shown, noted = [], []
    monkeypatch.setattr(live, "display_widget", lambda widget, *_rest: shown.append(widget))

    def my_ward(beds):
        return _Made(beds)

    assert live.show_live(
        my_ward, {"beds": (10, 1, 50, 1)}, lambda numbers, made: noted.append((numbers, made.beds))
    )
    shown[0].children[0].value = 22
    assert noted == [({"beds": 10}, 10), ({"beds": 22}, 22)]


class _Made:
    def __init__(self, beds):
        self.beds = beds

    def _repr_html_(self):
        return str(self.beds)


def test_the_command_writes_one_page_of_all_labs(labs, capsys):
    done(labs, "fr")
    assert main(["mine", "--to", str(labs), "--language", "fr"]) == 0
    file = Path(capsys.readouterr().out.strip())
    html = file.read_text(encoding="utf-8")
    assert file == labs / "mes_pages" / "mes_pages.html"
    assert "Un seuil, plusieurs services (explorateur)" in html and "My " not in html
    (labs.parent / "others" / ".labkit").mkdir(parents=True)
    assert main(["mine", "--to", str(labs.parent / "others"), "--language", "en"]) == 2
    assert "nothing was predicted" in capsys.readouterr().err


def test_a_record_that_somebody_spoiled_still_makes_a_page(labs):
    record = labs / ".labkit" / "progress.jsonl"
    odd = [
        {"lab": LAB, "pathway": "explorer", "kind": "predict", "item": ["x"], "confidence": "sure", "right": "no"},
        {"lab": LAB, "pathway": "explorer", "kind": "predict", "item": "</h2><h1>", "confidence": float("nan"), "right": True},
        {"lab": LAB, "pathway": "explorer", "kind": "predict", "item": "big", "confidence": 1e300, "right": True},
        {"lab": LAB, "pathway": "explorer", "kind": "check", "item": {"a": 1}, "status": ["right"]},
        {"lab": LAB, "pathway": "explorer", "kind": "ward", "item": "w", "numbers": {"a": 1}},
        {"lab": LAB, "pathway": "explorer", "kind": "ward", "item": "w", "numbers": {"a": None, "b": "<i>"}, "rows": [["h"], 3, ["x", "y"]]},
        {"lab": LAB, "pathway": "explorer", "kind": "card", "item": "c", "rows": "none"},
        {"lab": LAB, "pathway": "explorer", "kind": "card", "item": "c", "rows": [["a", "b"], ["a", "<u>", None]]},
        {"lab": 3, "pathway": [], "kind": "card"},
        {"kind": {}},
    ]  # fmt: skip
    record.write_text("not json\n[1]\n" + "\n".join(json.dumps(event) for event in odd), encoding="utf-8")
    events = Progress(labs / "any", "", "").everywhere()
    assert len(events) == len(odd)
    for packs in ({}, packs_in(labs)):
        html = own_page(events, packs, "en").html()
        assert "&lt;i&gt;" in html and "&lt;u&gt;" in html
        assert "<i>" not in html and "<u>" not in html and html.count("<h1>") == 1
        assert "No prediction yet." in html  # none of them is sound enough for a calibration
