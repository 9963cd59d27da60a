"""One pipeline, three ways in: `labkit grade`, stock nbgrader and `labkit.grading.grade` make the same of a submission."""

import shutil
from dataclasses import replace

import nbformat
import pytest
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets import TraitError
from traitlets.config import Config

from labkit.content import Content, assignment_of
from labkit.errors import CourseError
from labkit.grading import grade as grade_alone
from labkit.grading import pipeline
from labkit.grading.assignment import in_course
from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.nbgrader.kernel_limits import limits_of
from labkit.grading.run.run import grade_class
from labkit.kernels.limits import MIB, Limits
from labkit.kernels.sandbox.sandbox import SandboxUnavailable
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, SAMPLE, cell_of

TABLE = {"wards.csv": b"n\n10\n"}
READS_TABLE = "threshold = int(open('wards.csv').read().split()[1])"


def edited_check(notebook):
    cell_of(notebook, "ppv").source = "print('right')"
    return notebook


# learner: answers, language, files handed in beside the notebook, what is done to the notebook
CLASS = {
    "right": (RIGHT, "en", {}, None),
    "wrong": (RIGHT | {"ppv-answer": NAIVE_PPV}, "en", {}, None),
    "crashed": (RIGHT | {"threshold-answer": "threshold = 1 / 0"}, "fr", {}, None),
    "tampered": (RIGHT, "en", {}, edited_check),
    "companion": (RIGHT | {"threshold-answer": READS_TABLE}, "en", {"wards.csv": b"n\n11\n"}, None),
    "own_file": (
        RIGHT | {"threshold-answer": "import mine\nthreshold = mine.ten"},
        "en",
        {"mine.py": b"ten = 10"},
        None,
    ),
    "explained": (RIGHT | {"explain": "Moins de malades."}, "fr", {}, None),
}


@pytest.fixture
def sample_with_table(monkeypatch, tmp_path):
    """The sample lab, which hands out a table beside its notebook."""
    folder = tmp_path / "content"
    shutil.copytree(SAMPLE, folder)
    for name, data in TABLE.items():
        (folder / "notebooks" / LAB / name).write_bytes(data)
    monkeypatch.setenv("LABKIT_CONTENT", str(folder))


@pytest.fixture
def handed_in(sample_with_table, course, hand_in, submission):
    for name, data in TABLE.items():
        (course / "source" / LAB / name).write_bytes(data)
    notebooks = {}
    for learner, (answers, language, files, edit) in CLASS.items():
        notebook = submission(answers, language)
        notebooks[learner] = edit(notebook) if edit else notebook
        folder = hand_in(learner, content=nbformat.writes(notebooks[learner]).encode())
        for name, data in files.items():
            (folder / name).write_bytes(data)
    return notebooks


def with_stock_nbgrader(course, **settings):
    """Run `nbgrader autograde LAB` in this process."""
    loaded = CourseSettings.load(course)
    config = Config(loaded.config)
    for name, value in settings.items():
        config.KernelLimits[name] = value
    app = NbGrader.instance() if NbGrader.initialized() else None
    assert app is None, "a stock command of another test is still configured"
    converter = Autograde(coursedir=CourseSettings(course, config).new_directory(LAB), config=config)
    converter.start()


def told(outcomes, tampering, notebook):
    rubrics = [c.source for c in notebook.cells if c.metadata.get("labkit", {}).get("rubric")]
    return {
        "outcomes": [(o["task"], o["status"], o["points"], o["message"]) for o in outcomes],
        "repairs": [(t["kind"], t.get("cell"), t["detail"]) for t in tampering],
        "rubrics": rubrics,
    }


def of_course(course):
    found = {}
    for learner in CLASS:
        record = records.load(course, LAB, learner)
        notebook = nbformat.read(course / "autograded" / learner / LAB / f"{LAB}.ipynb", 4)
        found[learner] = told(record.outcomes, record.tampering, notebook)
    return found


def test_the_three_ways_in_agree(course, handed_in, tmp_path):
    stock = tmp_path / "stock"
    shutil.copytree(course, stock)
    grade_class(CourseSettings.load(course), LAB, workers=1)
    with_stock_nbgrader(stock)
    alone = {}
    for learner, notebook in handed_in.items():
        result = grade_alone(
            notebook, LAB, secret=CourseSettings.load(course).secret(), files=CLASS[learner][2]
        )
        alone[learner] = told(result.outcomes, result.tampering, result.notebook)
    ours = of_course(course)
    assert of_course(stock) == ours
    assert alone == ours
    statuses = {learner: [o[1] for o in found["outcomes"]] for learner, found in ours.items()}
    assert statuses == {
        "right": ["right", "right", "not_started"],
        "wrong": ["wrong", "right", "not_started"],
        "crashed": ["right", "crashed", "not_started"],
        "tampered": ["right", "right", "not_started"],
        "companion": ["right", "right", "not_started"],
        "own_file": ["right", "right", "not_started"],
        "explained": ["right", "right", "needs_person"],
    }
    assert [r[:2] for r in ours["tampered"]["repairs"]] == [("source", "ppv")]
    assert [r[:2] for r in ours["companion"]["repairs"]] == [("companion", "wards.csv")]
    assert all(len(found["rubrics"]) == 1 for found in ours.values())


def test_stock_nbgrader_goes_on_after_a_submission_that_never_ends(course, hand_in, gradebook, monkeypatch):
    from labkit.grading.nbgrader import preprocessors
    from labkit.grading.run import supervised

    for learner in ("ada", "heavy", "zoe"):
        hand_in(learner, RIGHT)
    plain = preprocessors.put_right

    def put_right(assignment, notebook, files):
        if "heavy" in files:
            sum(range(10**11))
        return plain(assignment, notebook, files)

    (course / "submitted" / "heavy" / LAB / "heavy").touch()
    monkeypatch.setattr(preprocessors, "put_right", put_right)
    monkeypatch.setattr(supervised, "CPU_SECONDS", 6)
    with pytest.raises(NbGraderException):  # it tells at the end of whom it could not grade
        with_stock_nbgrader(course)
    marks = gradebook()
    assert marks["ada"] == marks["zoe"] and marks["ada"][0] > 0
    assert marks["heavy"][0] == 0 and all(person for _, _, person in marks["heavy"][2].values())


# ---- limits reach the kernel, whoever sets them ------------------------------------------------------------------------

SLOW = RIGHT | {"threshold-answer": "import time\ntime.sleep(1.5)\nthreshold = 10"}
QUICK = {"cell_seconds": 0.3}


def status_of_threshold(outcomes):
    return next(o["status"] for o in outcomes if o["task"] == "threshold")


def test_a_limit_of_labkit_grade_reaches_the_kernel(course, hand_in, grade):
    hand_in("slow", SLOW)
    limits = limits_of(CourseSettings.load(course).config, **QUICK)
    assert status_of_threshold(grade(limits=limits).records[0].outcomes) == "crashed"
    assert status_of_threshold(grade(regrade=True).records[0].outcomes) == "right"


def test_a_limit_of_the_configuration_reaches_the_kernel_of_labkit_grade_and_of_nbgrader(
    course, hand_in, grade
):
    hand_in("slow", SLOW)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.KernelLimits.cell_seconds = 0.3\n")
    assert status_of_threshold(grade().records[0].outcomes) == "crashed"
    with_stock_nbgrader(course)
    assert status_of_threshold(records.load(course, LAB, "slow").outcomes) == "crashed"


def test_a_limit_of_the_plain_function_reaches_the_kernel(submission):
    result = grade_alone(submission(SLOW), LAB, limits=Limits(**QUICK))
    assert status_of_threshold(result.outcomes) == "crashed"


def test_what_is_asked_for_comes_before_what_the_course_has_set():
    config = Config()
    config.KernelLimits.memory_mib = 4096
    config.KernelLimits.processes = 8
    found = limits_of(config, memory_mib=512, processes=None)
    assert found == replace(Limits(), memory_bytes=512 * MIB, processes=8)
    assert limits_of(Config()) == Limits()


@pytest.mark.parametrize(
    "wrong", [{"memory_mib": 1}, {"cell_seconds": 0}, {"processes": -4}, {"memory_mib": "much"}]
)
def test_a_limit_that_nothing_can_run_under_is_refused(wrong):
    config = Config()
    for name, value in wrong.items():
        config.KernelLimits[name] = value
    with pytest.raises(TraitError):
        limits_of(config)


@pytest.mark.parametrize("name", ["memory_bytes", "cell_seconds", "total_seconds"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_limits_are_numbers_above_zero(name, value):
    with pytest.raises(ValueError, match=name):
        Limits(**{name: value})


# ---- what goes wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [SandboxUnavailable("none here"), GradingError("no grader"), CourseError("no lab")]
)
def test_what_concerns_everybody_ends_the_run_and_all_else_is_one_submissions_fault(
    error, course, submission, monkeypatch
):
    assignment = in_course(CourseSettings.load(course), LAB, sandbox=True, limits=Limits())
    handed_in = pipeline.HandedIn("ada", nbformat.writes(submission(RIGHT)).encode(), {}, "")

    def failing(raised):
        def step(*_):
            raise raised

        monkeypatch.setattr(pipeline, "put_right", step)

    failing(error)
    with pytest.raises(type(error)):
        pipeline.grade_one(assignment, handed_in)
    failing(RuntimeError("a mistake of ours"))
    notebook, record = pipeline.grade_one(assignment, handed_in)
    assert notebook is None and record.reason == "fault" and "a mistake of ours" in record.detail


def test_a_lab_alone_gives_the_assignment_that_its_course_gives(sample_with_table, course):
    from labkit.grading.assignment import without_course

    (course / "source" / LAB / "wards.csv").write_bytes(TABLE["wards.csv"])
    of_course = in_course(CourseSettings.load(course), LAB, sandbox=True, limits=Limits())
    alone = without_course(
        assignment_of(LAB, "builder"), "en", of_course.secret, sandbox=True, limits=Limits()
    )
    first, second = (nbformat.reads(a.template, as_version=4) for a in (of_course, alone))
    assert [(c.id, c.source, c.metadata) for c in first.cells] == [
        (c.id, c.source, c.metadata) for c in second.cells
    ]
    assert alone.files == of_course.files == TABLE
    assert Content.find().graders.is_dir()
