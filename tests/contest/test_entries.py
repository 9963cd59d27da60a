"""Entries: the form is read, the notebook is asked in the sandbox, and what is not an answer about a patient is met with a sentence."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from labkit.contest.anchors import linear_risk
from labkit.contest.demo.run import write_notebook
from labkit.contest.demo.teams import CALIBRATED, COPYCAT, FAIR
from labkit.contest.entries.asking import _numbers, ask
from labkit.contest.entries.form import answer_form
from labkit.contest.entries.notebook import clock_read, fingerprint
from labkit.contest.entries.outcome import REASONS, Outcome, Refused
from labkit.contest.hospitals import draw
from labkit.kernels.limits import MIB
from tests.contest.conftest import SECRET, form

# One process starts the kernels' forkserver.
pytestmark = pytest.mark.xdist_group("contest")

GOOD = """\
import numpy as np
def predict(stays):
    return 1 / (1 + np.exp(4 - stays["lactate"].to_numpy()))
def decide(risk):
    return (np.asarray(risk) >= 0.1).astype(int)"""


@pytest.fixture(scope="module")
def patients(recipe):
    return draw(recipe.of("board")[0], SECRET, 1, 600)


@pytest.fixture
def asked(recipe, patients, tmp_path):
    """What came of a notebook with these cells."""

    def run(*cells, limits=None):
        limits = {"cell_seconds": 5, "call_seconds": 2} | (limits or {})
        used = replace(recipe, limits=replace(recipe.limits, **limits))
        return ask(
            write_notebook(tmp_path / "entry.ipynb", list(cells)),
            used,
            [patients],
            tmp_path / "none",
            order=1,
        )

    return run


def test_a_good_notebook_answers_each_patient_in_the_patients_own_place(asked, patients):
    outcome = asked(GOOD)
    assert outcome.reason == ""
    right = 1 / (1 + np.exp(4 - patients.stays["lactate"].to_numpy()))
    assert np.allclose(outcome.answers[0].risk, right)
    assert np.array_equal(outcome.answers[0].alarm, right >= 0.1)


REFUSED = {
    "missing": ["def predict(stays):\n    return stays['lactate'] / 30"],
    "cell": ["1 / 0"],
    "missing_values": [
        GOOD,
        "def predict(stays):\n    return stays['lactate'].where(stays['age'] < 80) / 30",
    ],
    "constant": [GOOD, "def predict(stays):\n    return np.full(len(stays), 0.1)"],
    "range": [GOOD, "def predict(stays):\n    return stays['lactate']"],
    "shape": [GOOD, "def predict(stays):\n    return 0.5"],
    "decision": [GOOD, "def decide(risk):\n    return np.asarray(risk)"],
    "crashed": [GOOD, "def predict(stays):\n    return {'Tilleuls': 1}[stays['hospital'][0]]"],
    "stopped": ["import os\nos._exit(0)"],
    "clock": [GOOD, "from datetime import datetime\nhour = datetime.now().hour"],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_no_answer_is_met_with_a_sentence_in_both_languages(asked, reason):
    outcome = asked(*REFUSED[reason])
    assert outcome.reason == reason and outcome.answers == () and outcome.costs
    for language in ("en", "fr"):
        said = outcome.sentence(language)
        assert "{detail}" not in said and "{function}" not in said and said.endswith("."), said


UNSTABLE = {
    "fits its own batch": "def predict(stays):\n    return stays['lactate'].rank().to_numpy() / len(stays)",
    "looks at who comes before": "def predict(stays):\n    return stays['lactate'].shift(1).fillna(1).to_numpy() / 30",
    "remembers calls": "seen = []\ndef predict(stays):\n    seen.append(1)\n    return stays['lactate'].to_numpy() / (30 + len(seen))",
    "draws at random": "def predict(stays):\n    return np.random.default_rng().random(len(stays))",
    "reads a clock behind a name": "clock = getattr(__import__('ti' + 'me'), 'ti' + 'me')\n"
    "def predict(stays):\n    return stays['lactate'].to_numpy() / (30 + clock() % 7)",
    "decides by its batch": "def decide(risk):\n    return (risk >= np.quantile(risk, 0.8)).astype(int)",
}


@pytest.mark.parametrize("how", UNSTABLE)
def test_an_answer_that_depends_on_more_than_the_patient_is_refused(asked, how):
    outcome = asked(GOOD, UNSTABLE[how])
    assert outcome.reason == "unstable"
    assert outcome.said["function"] == ("decide" if "decide" in how or "decides" in how else "predict")


def test_limits_are_said_in_the_sentence(asked):
    slow = asked(GOOD, "def predict(stays):\n    while True: pass", limits={"call_seconds": 0.5})
    assert slow.reason == "time" and slow.said["detail"] == "0.5"
    greedy = asked("kept = [bytearray(2**20) for _ in range(400)]", limits={"memory_bytes": 200 * MIB})
    assert greedy.reason == "memory" or "MemoryError" in greedy.said["detail"]


def test_a_fault_of_ours_costs_nothing_and_is_said(asked, monkeypatch):
    monkeypatch.setattr("labkit.kernels.session.session.find_sandbox", _no_sandbox)
    outcome = asked(GOOD)
    assert outcome.reason == "ours" and not outcome.costs


def test_what_nobody_foresaw_ends_no_round(recipe, tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("labkit.contest.entries.asking.answer_form", broken)
    outcome = ask(tmp_path / "form.toml", recipe, [], tmp_path, order=1)
    assert outcome.reason == "ours" and outcome.said["detail"] == "ZeroDivisionError"


def _no_sandbox():
    from labkit.kernels.sandbox.sandbox import SandboxUnavailable

    raise SandboxUnavailable("none here")


def test_the_form_watches_a_group_and_nothing_else_changes(recipe, patients, tmp_path):
    file = tmp_path / "form.toml"
    file.write_text(form(threshold='"0,2"'), encoding="utf-8")
    (plain,) = answer_form(file, recipe, [patients])
    file.write_text(
        form(threshold=0.2, extra='[[watched]]\ngroup = "sex"\nlevel = "F"\nfrom = 0.05'), encoding="utf-8"
    )
    (watched,) = answer_form(file, recipe, [patients])
    risk = linear_risk(recipe.models["house"], patients.stays)
    women = patients.group("sex") == "F"
    assert np.allclose(plain.risk, risk) and np.allclose(watched.risk, risk)
    assert np.array_equal(plain.alarm, risk >= 0.2)
    assert np.array_equal(watched.alarm, np.where(women, risk >= 0.05, risk >= 0.2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (form(model="best"), "model"),
        (form(threshold=1.5), "threshold"),
        (form(threshold="true"), "threshold"),
        (form(extra="[recalibration]\nslope = -1"), "slope"),
        (form(extra='[[watched]]\ngroup = "shoe"\nlevel = "42"\nfrom = 0.1'), "watched"),
        (form(extra="watched = 3"), "watched"),
        (form(extra="surprise = 3"), "surprise"),
        (form().replace("somebody", " "), "card"),
        ("model = ", "line 1"),
    ],
)
def test_a_form_at_fault_says_what_to_change(recipe, tmp_path, text, said):
    file = tmp_path / "form.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        answer_form(file, recipe, [])
    assert said in refusal.value.outcome.sentence("en")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("model = " + "[" * 5000, "unreadable"),
        (form().replace('"somebody"', "0x" + "f" * 5000), "form"),
        ("model = 0x" + "f" * 5000, "form"),
    ],
)
def test_a_form_that_breaks_its_reader_is_refused_like_another(recipe, tmp_path, text, reason):
    file = tmp_path / "form.toml"
    file.write_text(text, encoding="utf-8")
    assert ask(file, recipe, [], tmp_path, order=1).reason == reason


def test_code_that_is_too_deep_to_parse_is_a_text_like_another():
    deep = "x = " + "-" * 100_000 + "1"
    assert clock_read([deep]) == "" and fingerprint([deep]) == fingerprint([deep])
    assert fingerprint([deep]) != fingerprint([deep + "2"])


def test_numbers_that_are_none_are_refused():
    for data in ([10**400, 1], pd.DataFrame(index=[0, 1]), pd.DataFrame(), [[1], [2, 3]], "risk", object()):
        with pytest.raises(Refused):
            _numbers(data, 2, "predict")


def test_names_and_layout_do_not_hide_a_copy_and_another_model_is_none():
    assert fingerprint(COPYCAT) == fingerprint(CALIBRATED) and COPYCAT != CALIBRATED
    assert fingerprint([cell + "  # mine\n\n" for cell in CALIBRATED]) == fingerprint(CALIBRATED)
    assert fingerprint(FAIR) != fingerprint(CALIBRATED)


def test_a_clock_is_seen_under_any_of_its_names():
    for code in ("import time\ntime.time()", "from time import monotonic\nmonotonic()", "pd.Timestamp.now()"):
        assert clock_read([code])
    assert not clock_read(["time = stays['time']", "now = 3", "%time x = 3"])


def test_every_reason_has_both_languages_and_quotes_nothing_that_is_not_given():
    said = {"detail": "D", "function": "F"}
    for reason in REASONS:
        for language in ("en", "fr"):
            assert "{" not in Outcome(reason=reason, said=said).sentence(language)
