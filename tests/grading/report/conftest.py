"""A class of thirty, graded once by the real pipeline; a test that changes anything takes a copy."""

import json
import shutil

import nbformat
import pytest

from labkit.content import Content
from labkit.course.release.release import learner_copy
from labkit.course.source.lab_source import read_source
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, RIGHT_PPV, SAMPLE, answered, book

FORGETS = "def ppv(sensitivity, specificity, prevalence):\n    return sensitivity * prevalence"
CRASHES = "threshold = 1 / 0"
# By how the name begins: right, three errors, a crash, half right, nothing done, damaged.
ANSWERS = {
    "right": RIGHT,
    "naive": RIGHT | {"ppv-answer": NAIVE_PPV},
    "forgets": {"ppv-answer": FORGETS, "threshold-answer": "threshold = 9"},
    "crashes": {"ppv-answer": NAIVE_PPV, "threshold-answer": CRASHES},
    "half": {"ppv-answer": RIGHT_PPV},
    "blank": {},
}
HOW_MANY = {"right": 10, "naive": 6, "forgets": 4, "crashes": 2, "half": 3, "blank": 2}
ODD = "o'Neil <b>x [a]* é"
EXPLAINED = "Fewer are ill, so that most alarms are false. <script>EVIL</script>"


@pytest.fixture(scope="session")
def graded_class(made_course, tmp_path_factory):
    """The course folder; nobody changes it."""
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(made_course, course)
    copies = {
        language: learner_copy(read_source(Content(SAMPLE), LAB), language, "builder")
        for language in ("en", "fr")
    }
    people = [(f"{kind}{n}", kind) for kind, many in HOW_MANY.items() for n in range(many)]
    for number, (learner, kind) in enumerate([*people, (ODD, "naive")]):
        answers = ANSWERS[kind] | ({} if kind == "blank" else {"explain": f"{EXPLAINED} ({learner})"})
        put(course, learner, nbformat.writes(answered(copies[("en", "fr")[number % 2]], answers)).encode())
    put(course, "broken", b"{")
    put(course, "right0", None, {"progress.jsonl": progress(tries=1, right=True, sure=90)})
    put(course, "naive0", None, {".labkit/progress.jsonl": progress(tries=6, right=False, sure=80)})
    put(course, "naive1", None, {"regrade.md": "Please.\n# Regrade ppv\nThe question said *the test*.\n"})
    with book(course) as gradebook:
        gradebook.add_student("absent")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        grade_class(CourseSettings.load(course), LAB, workers=1)
    return course


def put(course, learner, content, files=None):
    """Hand in a notebook, or more files beside it."""
    folder = course / "submitted" / learner / LAB
    folder.mkdir(parents=True, exist_ok=True)
    if content is not None:
        (folder / f"{LAB}.ipynb").write_bytes(content)
        (folder / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def progress(tries, right, sure):
    """A learner's own record: a prediction at 9:00, then a try every ten minutes after a night's pause."""
    about = {"lab": LAB, "pathway": "builder"}
    made = [
        {
            "at": "2026-11-19T21:00:00+00:00",
            "kind": "predict",
            "item": "alarm",
            "confidence": sure,
            "right": right,
        },
        {"at": "2026-11-20T09:00:00+00:00", "kind": "hint", "item": "ppv"},
    ]
    made += [
        {"at": f"2026-11-20T09:{5 * n:02}:00+00:00", "kind": "check", "item": "ppv", "status": "wrong"}
        for n in range(1, tries)
    ]
    made.append(
        {
            "at": "2026-11-20T09:30:00+00:00",
            "kind": "check",
            "item": "ppv",
            "status": "right" if right else "wrong",
        }
    )
    return "\n".join(json.dumps(about | one) for one in made) + "\n{damaged\n"


@pytest.fixture
def taught(graded_class, tmp_path):
    """A copy of the graded class, to be changed."""
    folder = tmp_path / "course"
    shutil.copytree(graded_class, folder, symlinks=True)
    return folder
