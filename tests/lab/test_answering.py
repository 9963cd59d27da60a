"""Typing is not the task: slips of the keyboard are explained, choices are each learner's own, a card is checked for what can be."""

import re
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell

from labkit.content import Content
from labkit.language import Text
from labkit.notebook import watch
from labkit.notebook.lab import Lab
from labkit.notebook.own_card import card_panel
from labkit.notebook.shuffle import Shuffled
from labkit.notebook.slips import slip_in
from labkit.notebook.typing_slips import COMMA, FENCE, MERGED, MINUS, PERCENT, QUOTES, SPACE
from labkit.tasks.judge.value import COMMA_IN_A_NUMBER
from labkit.tasks.load import load_grader
from labkit.tasks.practice import FILE, write_pack

NEEDS = ("m4_leakage", "m2_faithful", "m4_threshold")

TASKS = {"alarms_in_hundred", "ppv"}


def failing(code):
    with pytest.raises((SyntaxError, NameError, TypeError, ValueError, ZeroDivisionError)) as caught:
        exec(compile(code, "cell", "exec"), {})
    return caught.value


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("answer = 0,05", COMMA),
        ("share = 2,5\nshare / 100", COMMA),
        ("answer = 0,050", COMMA),
        ("answer = 1,050", COMMA_IN_A_NUMBER),
        ("answer = 12,050,000\nanswer / 2", COMMA_IN_A_NUMBER),
        ("answer = 1,150\nanswer / 2", COMMA_IN_A_NUMBER),
        ("answer = «TAAN»", QUOTES),
        ("answer = “TAAN”", QUOTES),
        ("answer = −2.9", MINUS),
        ("answer = a − (1 − b)", MINUS),
        ("```python\nanswer = 3\n```", FENCE),
        ("Here is the answer:\n```\nanswer = 3\n```", FENCE),
        ("<<<<<<< HEAD\nanswer = 3\n=======\nanswer = 4\n>>>>>>> mine", MERGED),
        ("answer = 5 %", PERCENT),
        ("answer = (\n    5%\n)", PERCENT),
        ("answer = 1 150", SPACE),
        ("answer = 1\u202f150", SPACE),
        ("answer = (\n    TAAN\n)", "TAAN"),
        ("print(d, 70)", "d"),
        ("print(alarms_in_hundred)", "run the cell of your answer first"),
        ("counts.sum()", "cells above"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_in_the_learners_words(code, text):
    said = slip_in(code, failing(code), TASKS)
    assert said == text if isinstance(text, Text) else text in said.en and said.en != said.fr


@pytest.mark.parametrize("code", ["1 / 0", "answer = 'a, b'\nraise ValueError('0,5')", "def f(:\n    pass"])
def test_an_error_that_is_no_slip_is_left_to_python(code):
    assert slip_in(code, failing(code), TASKS) is None


@pytest.fixture
def seen(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda panel: shown.append(repr(panel)))
    return shown


def ran(watcher, code, error=None, cell=None):
    info = SimpleNamespace(raw_cell=code, cell_id=cell)
    watcher.ran(SimpleNamespace(info=info, error_before_exec=error, error_in_exec=None))


def test_an_answer_gets_its_buttons_and_a_failed_one_is_never_called_untouched(seen):
    answered = []
    watcher = watch.Watch(TASKS, "fr", answered.append)
    assert watcher.nothing_yet("ppv", ..., {}) is watch.NOT_RUN
    ran(watcher, "ppv = 0,05", SyntaxError("no"))
    assert "0.5" in seen[0] and not answered
    assert watcher.nothing_yet("ppv", ..., {}) is watch.ANSWER_STOPPED
    ran(watcher, "ppv = 0.05\nother == 2")
    assert answered == ["ppv"] and watcher.nothing_yet("ppv", ..., {}) is watch.NOT_RUN


@pytest.mark.parametrize(
    ("code", "before", "stale"),
    [
        ("ppv = 98 %", True, True),
        ("ppv = (\n    TAAN\n)", False, True),
        ("def ppv(a):\n    return 1 / a\n\n\nppv(0)", False, False),
        ("def ppv(a):\n    retur 1", True, True),
    ],
)
def test_an_answer_whose_cell_failed_is_not_taken_for_the_new_one(seen, code, before, stale):
    watcher = watch.Watch(TASKS, "en", print)
    ran(watcher, "ppv = 98")
    assert not watcher.stopped("ppv")
    info, error = SimpleNamespace(raw_cell=code, cell_id=None), failing(code)
    watcher.ran(
        SimpleNamespace(
            info=info,
            error_before_exec=error if before else None,
            error_in_exec=None if before else error,
        )
    )
    assert watcher.stopped("ppv") is stale
    ran(watcher, "ppv = 97\ndef ppv(a):\n    return a")
    assert not watcher.stopped("ppv")


def in_a_copy(tmp_path, lab, pathway="explorer"):
    folder = tmp_path / f"{lab}_{pathway}"
    folder.mkdir()
    write_pack(load_grader(Content.find(), lab), pathway, folder / FILE)
    return Lab(lab, language="en", pathway=pathway, folder=folder)


def test_the_check_says_that_the_cell_stopped_though_the_old_answer_is_right(tmp_path):
    lab = in_a_copy(tmp_path, "m4_leakage")
    assert lab.check("learned_before", 98).outcome.status == "right"
    info = SimpleNamespace(raw_cell="learned_before = 98 %", cell_id=None)
    lab._watch.ran(SimpleNamespace(info=info, error_before_exec=SyntaxError("no"), error_in_exec=None))
    outcome = lab.check("learned_before", 98).outcome
    assert (outcome.status, outcome.points, outcome.message) == ("crashed", 0, watch.ANSWER_STOPPED)


def test_a_calculation_counts_as_the_number_it_rounds_to_and_a_typed_one_as_typed(tmp_path):
    lab = in_a_copy(tmp_path, "m2_faithful")
    status = {
        written: lab.check("published_audit", written).outcome.status
        for written in (36, 100 * (1 - 0.9853**30), 35.87, 100 * 0.9853**30)
    }
    assert list(status.values()) == ["right", "right", "wrong", "wrong"]
    assert "two answers" in lab.check("published_audit", (35, 9)).outcome.message.en
    assert "1150" in lab.check("published_audit", (1, 150)).outcome.message.en


@pytest.mark.parametrize(
    ("cell", "theirs"),
    [
        (None, False),
        ("ppv-answer", True),
        ("4f0c2a9e", True),
        ("0b3a7c1e-5f7d-4d0e-9c55-3e2b1a6f8d90", True),
        ("setup", False),
        ("my-ward-numbers", False),
        ("faded-decade", False),
    ],
)
def test_a_function_by_another_name_is_found_where_a_learner_writes(cell, theirs):
    watcher = watch.Watch(TASKS, "en", print)
    known = {}
    exec("def ppv(sick, well): ...\ndef my_ppv(sick, well):\n    return sick", known)
    ran(watcher, "def my_ppv(sick, well):\n    return sick", cell=cell)
    said = watcher.nothing_yet("ppv", known["ppv"], known)
    assert "`my_ppv`" in said.en if theirs else said is watch.NOT_RUN


def test_a_shell_is_watched_once_however_often_the_setup_cell_runs():
    shell = InteractiveShell()
    before = len(shell.events.callbacks["post_run_cell"])
    for _ in range(3):
        watch.Watch(TASKS, "en", print).start(shell)
    assert len(shell.events.callbacks["post_run_cell"]) == before + 1


def test_choices_are_each_learners_own_and_mean_the_same():
    choices = {letter: Text(f"choice {letter}", f"choix {letter}") for letter in "abcd"}
    question = SimpleNamespace(id="q", choices=choices)
    orders = {tuple(text.en for text in Shuffled(question, str(n)).choices.values()) for n in range(30)}
    assert len(orders) > 10 and list(Shuffled(question, "").choices.values()) == list(choices.values())
    mine = Shuffled(question, "me")
    assert sorted(mine.choices) == sorted(choices) and mine.meant("z") is None and mine.meant(...) is None
    for shown, text in mine.choices.items():
        assert choices[mine.meant(f" {shown.upper()} ")] == text


def test_a_shuffled_prediction_is_judged_by_what_it_says(tmp_path):
    folder = tmp_path / "m4_threshold"
    folder.mkdir()
    write_pack(load_grader(Content.find(), "m4_threshold"), "builder", folder / FILE)
    (tmp_path / ".labkit").mkdir()
    for learner in ("one", "two", "three"):
        (tmp_path / ".labkit" / "learner").write_text(learner)
        (tmp_path / ".labkit" / "progress.jsonl").unlink(missing_ok=True)
        lab = Lab("m4_threshold", language="en", folder=folder)
        shown = repr(lab.predict("day_surgery_alarm", ...))
        letter = re.search(r"^(\w)\. about 1 in 12$", shown, re.MULTILINE)[1]
        lab.predict("day_surgery_alarm", letter, 60)
        assert "You were right" in repr(lab.reveal("day_surgery_alarm"))


@pytest.mark.parametrize(
    ("kind", "written", "stands"),
    [
        ("role", "the charge nurse of day surgery", True),
        ("role", "l'équipe", False),
        ("role", "everybody", False),
        ("date", "2027-03-01", True),
        ("date", "01/03/2027", True),
        ("date", "2027-13-01", False),
        ("date", "soon", False),
        ("signatures", "head of surgery and medical director", True),
        ("signatures", "la cadre de santé et la direction médicale", True),
        ("signatures", "the director", False),
        ("number", (10, 10.0), True),
        ("number", (9.5, 10.0), True),
        ("number", (19, 10.0), False),
        ("number", ("10", 10.0), False),
        ("number", (..., 10.0), False),
        ("role", ..., False),
    ],
)
def test_a_card_is_checked_for_what_can_be(kind, written, stands):
    markup, text = card_panel({"signed_by": (kind, written)}, "en")
    assert text.startswith("✓" if stands else "○") and ("filled in" in markup) is stands
