"""A restored notebook is run in its sandbox; each check gets one of the five outcomes, and nbgrader reads its points."""

import copy

import pytest
from nbgrader.utils import determine_grade

from labkit.content import Content
from labkit.grading.judging.forbidden import LearnersCode, forbidden_names
from labkit.grading.judging.messages import NESTED_TOO_DEEPLY
from labkit.grading.judging.notebook import grade_notebook
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from labkit.kernels.limits import Limits
from labkit.tasks.load import load_grader
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, RIGHT_PPV, SAMPLE, SECRET, cell_of

QUICK = Limits(cell_seconds=5, call_seconds=2, total_seconds=40)


@pytest.fixture
def run(submission, template, tmp_path):
    def go(answers=None, language="en", grader=None, notebook=None, **options):
        restored, repairs = restore(read(notebook or submission(answers, language)), template)
        assert repairs == []
        return grade_notebook(
            restored,
            grader or load_grader(Content(SAMPLE), LAB),
            SECRET,
            workdir=tmp_path,
            template=template,
            limits=QUICK,
            **options,
        )

    return go


def statuses(graded):
    return {o.task: o.status for o in graded.outcomes}


CASES = {
    "untouched": ({}, ("not_started", "not_started", "not_started"), 0),
    "right": (RIGHT, ("right", "right", "not_started"), 3),
    "explained": (RIGHT | {"explain": "Fewer are ill."}, ("right", "right", "needs_person"), 3),
    "misconception": (RIGHT | {"ppv-answer": NAIVE_PPV}, ("wrong", "right", "not_started"), 1),
    "crash in a call": (
        RIGHT | {"ppv-answer": "def ppv(sensitivity, specificity, prevalence):\n    return 1 / 0"},
        ("crashed", "right", "not_started"),
        1,
    ),
    "syntax error": (RIGHT | {"ppv-answer": "def ppv("}, ("crashed", "right", "not_started"), 1),
    "ends the process": (
        RIGHT | {"ppv-answer": "import os; os._exit(0)"},
        ("crashed", "right", "not_started"),
        1,
    ),
    "ends it when called": (
        RIGHT | {"ppv-answer": "import os\ndef ppv(**_):\n    os._exit(0)"},
        ("crashed", "right", "not_started"),
        1,
    ),
    "never ends": (RIGHT | {"ppv-answer": "while True: pass"}, ("crashed", "right", "not_started"), 1),
    "equals everything": (
        RIGHT
        | {
            "threshold-answer": "class Yes:\n    def __eq__(self, other): return True\n"
            "    __hash__ = lambda self: 0\nthreshold = Yes()"
        },
        ("right", "wrong", "not_started"),
        2,
    ),
    "points by display hook": (
        {"ppv-answer": "import sys\nsys.displayhook(2.0)\n2.0"},
        ("not_started", "not_started", "not_started"),
        0,
    ),
    "lab replaced": (
        {"ppv-answer": "class lab:\n    check = staticmethod(lambda *a: 2.0)\nppv = 3"},
        ("wrong", "not_started", "not_started"),
        0,
    ),
    "forbidden import": (
        RIGHT | {"ppv-answer": "from labkit.evaluate import ppv"},
        ("needs_person", "right", "not_started"),
        1,
    ),
}


@pytest.mark.parametrize(("case", "language"), [(case, "en") for case in CASES] + [("untouched", "fr")])
def test_each_answer_gets_its_outcome_and_nbgrader_reads_its_points(case, language, run):
    answers, expected, points = CASES[case]
    graded = run(answers, language)
    assert tuple(statuses(graded).values()) == expected
    assert graded.points == points
    assert graded.faults == []
    assert graded.sandboxed
    checks = [c for c in graded.notebook.cells if role(c) == "check"]
    assert sum(determine_grade(c)[0] for c in checks) == points
    assert all(len(c.outputs) == 1 for c in checks)


def test_the_misconception_is_named_in_the_learners_language(run):
    graded = run(RIGHT | {"ppv-answer": NAIVE_PPV}, "fr")
    cell = cell_of(graded.notebook, "ppv")
    assert (graded.outcomes[0].misconception, graded.points) == ("belongs_to_test", 1)
    assert "La VPP n&#x27;appartient pas au test." in cell.outputs[0].data["text/html"]


def test_what_was_written_in_place_of_an_answer_is_told(run, submission):
    """One run: shown and not named; a name of one's own; nothing is said of a cell that nobody touched."""
    helper = "def helper(rows):\n    return rows"
    graded = run(
        {"ppv-answer": f"{helper}\n\ndef vpp(se, sp, p):\n    return 1", "threshold-answer": "print(10)"}
    )
    said = {o.task: (o.status, o.message.in_language("fr")) for o in graded.outcomes}
    assert said["ppv"][0] == said["threshold"][0] == "not_started" and graded.points == 0
    assert "`vpp`" in said["ppv"][1] and "`def ppv(sensitivity, specificity, prevalence):`" in said["ppv"][1]
    assert "`threshold = `" in said["threshold"][1]
    assert graded.tampering == []


def test_a_slip_is_told_when_it_is_marked_as_it_was_in_the_notebook(run):
    graded = run({"ppv-answer": "ppv <- 3", "threshold-answer": "threshold = (\n    10 alarmes\n)"})
    ppv, threshold = (o.message.in_language("fr") for o in graded.outcomes[:2])
    assert "`<-` n'est pas du Python" in ppv
    assert "Tapez le nombre seul" in threshold and ".py, line" not in threshold


def test_another_process_is_no_reproach(run):
    starts = f"{RIGHT_PPV}\n\ndef pooled(*given):\n    import subprocess\n    subprocess.run(['true'])\n    return plain(*given)\n"
    graded = run({"ppv-answer": f"{starts}plain, ppv = ppv, pooled"} | {"threshold-answer": "threshold = 10"})
    outcome = graded.outcomes[0]
    assert outcome.status == "needs_person" and "no fault" in outcome.message.en
    assert "mention" not in outcome.message.en + outcome.message.fr


def test_a_learners_own_output_stays_readable_and_a_warning_costs_nothing(run):
    noisy = (
        "import warnings, sys\nwarnings.warn('careful')\nprint('seen', file=sys.stderr)\nprint('mine')\n"
        + RIGHT_PPV
    )
    graded = run(RIGHT | {"ppv-answer": noisy})
    assert statuses(graded)["ppv"] == "right"
    text = "".join(o.get("text", "") for o in cell_of(graded.notebook, "ppv-answer").outputs)
    assert "mine" in text and "seen" in text


def test_a_fault_of_the_grader_needs_a_person_and_stops_nothing(run):
    grader = copy.deepcopy(load_grader(Content(SAMPLE), LAB))  # the loaded one is every test's
    grader.task("ppv")._cases = lambda rng: iter(())
    graded = run(RIGHT, grader=grader)
    assert statuses(graded) == {"ppv": "needs_person", "threshold": "right", "explain": "not_started"}
    assert len(graded.faults) == 1
    assert "Traceback" not in cell_of(graded.notebook, "ppv").outputs[0].data["text/html"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from labkit.evaluate import ppv", True),
        ("from labkit.evaluate import ppv as p", True),
        ("import labkit\nx = labkit.evaluate.ppv", True),
        ("import labkit.evaluate as e\nf = getattr(e, 'ppv')", True),
        ("import importlib\nm = importlib.import_module('labkit.evaluate.ppv')", True),
        ("from labkit.evaluate import *", False),  # nothing of it is used
        ("from labkit.evaluate import *\nx = ppv(1)", True),
        ("from labkit.evaluate import *\ndef ppv(a):\n    return a\nx = ppv(1)", False),
        ("import sklearn.metrics", True),
        ("from sklearn import metrics", True),
        ("__import__('sklearn')", True),
        ("import labkit.evaluate as e\nf = vars(e)['ppv']", True),
        ("from labkit import evaluate as e\nexec('f = e.ppv')", True),
        ("lab.hint('ppv')\nlab.check('ppv', 3)\ntable = {}\ntable['ppv'] = 1", False),
        ("def ppv(a):\n    return a\nppv(1)", False),
        ("def twice(a):\n    return 2 * ppv(a)", False),  # the task before this one was skipped
        ("import pandas as pd\ntable = pd.DataFrame({'ppv': [1]})\nx = table.ppv", False),
        ("import labkit\ne = labkit.evaluate\nf = e.ppv", True),
        ("import labkit\nf = [0, labkit.evaluate][1].ppv", True),
        ("import sys\nf = sys.modules['labkit.evaluate'].ppv", True),
        ("f = __import__('labkit').evaluate.ppv", True),
        ("f = (e := __import__('importlib').import_module('labkit.evaluate')).ppv", True),
        ("from labkit import Lab", False),
        ("import numpy as np", False),
        ("# from labkit.evaluate import ppv", False),
        ("def broken(", False),
        ("%matplotlib inline\nimport sklearn", True),
        ("def f():\n    !ls\n    import sklearn", True),
        ("files = !ls\nimport sklearn", True),
        ("%time import sklearn", True),
        ("%%timeit\nimport sklearn", True),
        ("!ls\nimport sklearn\nx = (7\n% 2)", True),
        ("str?\nimport sklearn", True),
        ("!pip install sklearn", False),
        ("__import__('skl' + 'ea' + 'rn')", True),
        ("import labkit.evaluate as e\nf = vars(e).get('p' + 'pv')", True),
        ("import sklearn\nx = " + "+".join(["1"] * 5000), True),
        ("x = " + "+".join(["1"] * 5000), False),
        ("import sklearn  # " + "x" * 1_000_001, True),
    ],
)
def test_forbidden_names_are_seen_however_they_are_reached(code, found, template):
    statements = LearnersCode(template).statements([code])
    assert bool(forbidden_names(statements, ["labkit.evaluate.ppv", "sklearn"])) == found


def test_a_module_that_the_course_imports_may_be_reached_through(template):
    code = LearnersCode(template)
    statements = code.statements(["x = labkit.evaluate.ppv"])
    assert not forbidden_names(statements, ["labkit.evaluate.ppv"])
    template.cells[1].source += "\nimport labkit"
    assert forbidden_names(statements, ["labkit.evaluate.ppv"], LearnersCode(template).given)


ELSEWHERE = "from sklearn.metrics import precision_score\nprint(precision_score([1, 0], [1, 1]))"


def test_a_flag_falls_on_the_answer_that_rests_on_it_alone(run):
    """A cell that tries the library out beside the answer accuses nobody; an answer that calls it is passed on."""
    assert statuses(run(RIGHT | {"threshold-answer": f"{ELSEWHERE}\nthreshold = 10"}))["ppv"] == "right"
    behind = "import sklearn\ndef ppv(a, b, c):\n    return sklearn.metrics.precision_score([1], [1])"
    assert statuses(run(RIGHT | {"ppv-answer": behind}))["ppv"] == "needs_person"


def test_a_star_accuses_nobody_of_what_watches_over_calls(template):
    statements = LearnersCode(template).statements(
        ["from labkit.evaluate import *\nx = wilson_interval(1, 2)"]
    )
    assert forbidden_names(statements, ["labkit.tasks", "labkit.grading", "labkit.evaluate.ppv"]) == []


def test_a_file_that_the_notebook_names_is_read_too(template, tmp_path):
    (tmp_path / "mine.py").write_text("import sklearn")
    (tmp_path / "left_over.py").write_text("import sklearn")
    for code, found in (("from mine import x", True), ("%run mine.py", True), ("import numpy", False)):
        statements = LearnersCode(template, tmp_path).statements([code])
        assert bool(forbidden_names(statements, ["sklearn"])) == found


def test_what_the_course_itself_imports_is_no_offence(template):
    template.cells[1].source += "\nimport sklearn"
    given = f"{template.cells[1].source}  # as given"
    assert forbidden_names(LearnersCode(template).statements([given]), ["sklearn"]) == []


LEAKS = {
    "by the exception's text": "raise ValueError(str((sensitivity, specificity, prevalence)))",
    "by its type's name": "raise type('E%r' % prevalence, (Exception,), {})()",
    "by a line that nobody wrote": "exec(compile('1 / 0  # %r' % prevalence, '<leak %r>' % prevalence, 'exec'))",
    "by what it returns": "return {str(prevalence): object()}",
}


@pytest.mark.parametrize("way", LEAKS)
def test_hidden_inputs_do_not_reach_the_feedback(way, run):
    code = f"def ppv(sensitivity, specificity, prevalence):\n    {LEAKS[way]}"
    graded = run(RIGHT | {"ppv-answer": code})
    outcome = graded.outcomes[0]
    # What compiles code of its own is a person's to look at; the others are answers like any.
    assert outcome.status in (("needs_person",) if "exec(" in code else ("crashed", "wrong"))
    assert outcome.points == 0
    hidden = grader_bundle().cases
    assert hidden
    shown = (
        outcome.message.en + outcome.message.fr + cell_of(graded.notebook, "ppv").outputs[0].data["text/html"]
    )
    for case in hidden:
        for value in case.arguments.values():
            assert f"{value:.4f}"[2:] not in shown


def grader_bundle():
    from labkit.tasks import build, marking_seed

    return build(load_grader(Content(SAMPLE), LAB).task("ppv"), LAB, marking_seed(SECRET, LAB, "ppv"))


def test_an_honest_crash_keeps_its_line_and_its_words(run):
    code = "def ppv(sensitivity, specificity, prevalence):\n    return {}['wards']"
    message = run(RIGHT | {"ppv-answer": code}).outcomes[0].message.en
    assert "return {}['wards']" in message and "KeyError: 'wards'" in message


@pytest.mark.parametrize(
    "nested",
    ["-" * 60_000 + "1", "[" * 3_000 + "]" * 3_000, "+".join(["1"] * 50_000)],
    ids=["signs", "brackets", "sum"],
)
def test_what_is_nested_too_deeply_is_the_learners_own_fault_said_in_a_sentence(run, nested):
    graded = run(RIGHT | {"ppv-answer": f"x = {nested}\n{RIGHT_PPV}"})
    ppv = next(o for o in graded.outcomes if o.task == "ppv")
    assert ppv.status == "crashed" and NESTED_TOO_DEEPLY.en in ppv.message.en
    assert len(ppv.message.en) < 600
    assert graded.tampering == [] and statuses(graded)["threshold"] == "right"
