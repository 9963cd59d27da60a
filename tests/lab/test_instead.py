"""What was written in place of an answer is told: shown and not named, another name, inside a function, overwritten."""

import ast
from types import SimpleNamespace

import pytest

from labkit.notebook import watch
from labkit.notebook.instead import Written, written_instead
from labkit.notebook.slips import slip_in
from labkit.notebook.typing_slips import (
    ALONE,
    DOTS,
    EQUALS,
    INVISIBLE,
    MINUS,
    OPEN,
    PERCENT,
    SIGNS,
    VALUE_ONLY,
    WIDE,
    ZERO,
)

STUB = "threshold = (\n    # YOUR ANSWER HERE\n    ...\n)"
SHOWS, OTHER, INSIDE, ABOVE = (
    "shows a value",
    "where this task asks for",
    "stands inside",
    "above the starting line",
)
VALUE = {
    "print(16)": SHOWS,
    "display(16)": SHOWS,
    "16": SHOWS,
    "# mine\n-2.9": SHOWS,
    f"{STUB}\n16": SHOWS,
    "threshol = 16": OTHER,
    "Threshold = 16": OTHER,
    "thréshold = 16": OTHER,
    "seuil = 16": OTHER,
    "a = 19\nb = a + 1\nseuil = 100 / b": "`seuil`",
    f"{STUB}\nseuil = 16": OTHER,
    "def mine():\n    threshold = 16\nmine()": INSIDE,
    "class Mine:\n    threshold = 16": INSIDE,
    "lab.threshold = 16": "into `lab`",
    "answers = {}\nanswers['threshold'] = 16": "answers",
    f"threshold = 16\n{STUB}": ABOVE,
    "threshold = print(16)": "gives nothing back",
    "threshold = None": "None",
    "threshold == 16": "compares",
    "threshold: 16": "colon",
    "lab.check('threshold', 16)": "to the check",
    "# threshold = 16": "comment",
}
ARGUMENTS = ("sick", "well")
EMPTY = "def ppv(sick, well):\n    ..."
FUNCTION = {
    "def valeur(sick, well):\n    return sick": OTHER,
    "def PPV(a, b):\n    return a": OTHER,
    "f = lambda sick, well: sick": OTHER,
    f"{EMPTY}\ndef mine(a, b):\n    return a": OTHER,
    "def outer():\n    def ppv(sick, well):\n        return sick": INSIDE,
    "class Mine:\n    def ppv(self, sick, well):\n        return sick": INSIDE,
    f"def ppv(sick, well):\n    return sick\n\n{EMPTY}": ABOVE,
    "# def ppv(sick, well):": "comment",
}


def told(code, name, function):
    return written_instead(
        name, Written(ast.parse(code).body, text=code, parameters=ARGUMENTS), function=function
    )


@pytest.mark.parametrize(
    ("code", "name", "part"),
    [(code, "threshold", part) for code, part in VALUE.items()]
    + [(c, "ppv", p) for c, p in FUNCTION.items()],
)
def test_what_was_written_instead_is_told(code, name, part):
    said = told(code, name, name == "ppv")
    assert part in said.en and said.en != said.fr
    assert "shows a value" in said.en or "to the check" in said.en or name in said.en


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (STUB, "threshold"),
        ("", "threshold"),
        ("# a thought about thresholds", "threshold"),
        (EMPTY, "ppv"),
        (f"def helper(rows):\n    return rows\n\n{EMPTY}", "ppv"),
        (f"import copy\nwards = [1, 2]\n{EMPTY}\nprint(3)", "ppv"),
    ],
)
def test_the_starting_text_alone_is_called_nothing_else(code, name):
    assert told(code, name, name == "ppv") is None


TYPED = {
    "16 alarmes": ALONE,
    "16mg": ALONE,
    "≥ 16": ALONE,
    ">= 16": ALONE,
    "16 €": ALONE,
    "16–18": ALONE,
    "16 à 18": ALONE,
    "16 %": PERCENT,
    "16\u00a0%": PERCENT,
    "−2.9": MINUS,
    "\u20112.9": MINUS,
    "-\u00a02.9": INVISIBLE,
    "\u200b16": INVISIBLE,
    "3 × 5": SIGNS,
    "１６": WIDE,
    "016": ZERO,
    "16\n    ...": DOTS,
    "threshold = 16": VALUE_ONLY,
    "= 16": VALUE_ONLY,
    "(16": OPEN,
}


def failed(code):
    with pytest.raises((SyntaxError, NameError)) as caught:
        exec(compile(code, "cell", "exec"), {})
    return caught.value


@pytest.mark.parametrize("typed", TYPED)
def test_how_a_number_was_typed_is_told(typed):
    code = f"threshold = (\n    {typed}\n)"
    assert slip_in(code, failed(code), {"threshold"}) == TYPED[typed]


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("ward-threshold = 16", "one word"),
        ("ward.threshold = 16", "one word"),
        ("let ward_threshold = 16", "no word in front"),
        ("16 = ward_threshold", "left of ="),
        ("=SUM(10;6)", EQUALS.en),
        ("ward_threshold == 16", "one `=`"),
        ("ward_threshold = true", "`True`"),
        ("Print(16)", "`print`"),
        ("lab = ward_threshol", "did you mean `ward_threshold`"),
    ],
)
def test_how_a_name_was_typed_is_told(code, part):
    assert part in slip_in(code, failed(code), {"ward_threshold"}).en


@pytest.mark.parametrize(
    "code",
    ["x = 3 if 2 else\n", "x = [1 for i in range(3]", "def f(a, b)\n    return 1e5", "x = 0x1F 2.5e3 if"],
)
def test_code_of_another_kind_is_not_called_a_number(code):
    assert slip_in(code, failed(code), {"threshold"}) not in (PERCENT, MINUS, INVISIBLE, WIDE)


def test_a_cell_of_any_length_is_read_at_once():
    import time

    began = time.process_time()
    for code in ("1 " * 500_000, "x = (\n" * 50_000, "16\u00a0" * 300_000, "a_" * 500_000 + " = 1 2"):
        error = SyntaxError("invalid syntax")
        error.lineno = 1
        slip_in(code, error, {"ward_threshold"})
    assert time.process_time() - began < 2


def test_the_notebook_says_it_when_the_check_finds_no_answer(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda panel: shown.append(repr(panel)))
    watcher = watch.Watch({"threshold"}, "fr", print)

    def ran(code, cell, error=None):
        info = SimpleNamespace(raw_cell=code, cell_id=cell)
        watcher.ran(SimpleNamespace(info=info, error_before_exec=None, error_in_exec=error))

    ran("print(16)", "threshold-answer")
    ran("lab.check('threshold', threshold)", "threshold", failed("threshold"))
    assert "sans la donner au nom `threshold`" in shown[-1]
    ran("seuil = 16", "threshold-answer")
    assert "`seuil`" in watcher.nothing_yet("threshold", ..., {}).en


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("ward_threshold = (\n    ...\n)", None),
        # The lab's own list in the answer's cell, which its next line shows, is nobody's answer.
        ('six = ["a", "b"]\ndisplay(lab.table(frame(six)))\nward_threshold = (\n    ...\n)', None),
        ("print(16)\nward_threshold = (\n    ...\n)", "does not give it to the name"),
        ("seuil = 16\nprint(seuil)\nward_threshold = (\n    ...\n)", "`seuil`"),
        ("seuil = 16", "`seuil`"),
    ],
)
def test_what_stands_in_the_answers_own_cell_is_told_and_the_labs_own_line_is_not(monkeypatch, code, told):
    monkeypatch.setattr("IPython.display.display", lambda panel: None)
    watcher = watch.Watch({"ward_threshold"}, "en", print)
    # A cell's id has hyphens where a task's name has underscores.
    info = SimpleNamespace(raw_cell=code, cell_id="ward-threshold-answer")
    watcher.ran(SimpleNamespace(info=info, error_before_exec=None, error_in_exec=None))
    said = watcher.nothing_yet("ward_threshold", ..., {})
    assert said is watch.NOT_RUN if told is None else told in said.en
