"""`labkit demo`: a course, ten and more varied learners, and the class's table, played through in one go."""

import ast
import copy
import inspect
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.grading.submission.checks import role
from labkit.language import catalogue, current
from labkit.tasks.check_line import parse_check

_ = catalogue("grading")

_NAMES = (
    "ada",
    "benoit",
    "chloe",
    "david",
    "emma",
    "farid",
    "gwen",
    "hugo",
    "ines",
    "jack",
    "kim",
    "leo",
    "maya",
    "nadia",
    "omar",
    "pia",
    "quentin",
    "rosa",
    "samir",
    "tess",
)
_EXPLAINED = {
    "en": "The alarm is the same, but fewer of our patients are ill: most alarms are now false.",
    "fr": "L'alarme est la même, mais moins de nos patients sont malades : la plupart des alarmes sont fausses.",
}


def play(lab: str, folder: Path | None, console: Any) -> int:
    """Release, hand in, grade, give feedback, and print the table.

    Parameters
    ----------
    lab : str
    folder : Path, optional
        Where the course is made and kept; a temporary folder by default.
    console : rich.console.Console
    """
    from labkit.content import Content, lab_of
    from labkit.course.release.course_folder import make_course
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run.report import lines, view
    from labkit.grading.run.run import grade_class
    from labkit.tasks.load import load_grader

    root = (folder or Path(tempfile.mkdtemp(prefix="labkit-demo-"))).resolve()
    content = Content.find()
    grader = load_grader(content, lab_of(lab)[0])
    make_course(content, root, current(), [lab_of(lab)[0]])
    console.print(_("Course made in {folder}").format(folder=root))
    for step in ("generate_assignment", "release_assignment"):
        _nbgrader(root, step, lab)
        console.print(_("nbgrader {step}: done").format(step=step))
    for learner, notebook in class_of(root, lab, grader):
        hand_in(root, lab, learner, notebook)
    course = CourseSettings.load(root)
    report = grade_class(course, lab)
    console.print(view(report, console.width))
    for line in lines(report):
        console.print(line, markup=False, highlight=False)
    console.print(_("Feedback, one page a learner: {folder}").format(folder=root / "feedback"), markup=False)
    return 0


def class_of(root: Path, assignment: str, grader: Any) -> Iterator[tuple[str, NotebookNode | bytes]]:
    """Learners and what they hand in: right, partly right, every mutant, a crash, nothing done, empty, corrupt."""
    from labkit.grading.submission.reading import read_graded

    blank = {
        "en": read_graded(root / "release" / assignment / f"{assignment}.ipynb"),
        "fr": _other_language(assignment),
    }
    solved = read_graded(root / "source" / assignment / f"{assignment}.ipynb")
    names = iter([*_NAMES, *(f"learner{n}" for n in range(100))])
    languages = ("en", "fr")
    right = right_answers(solved)
    rows = [right, dict(list(right.items())[: len(right) // 2])]
    rows += [right | wrong for wrong in wrong_answers(solved, grader)]
    for number, answers in enumerate(rows):
        language = languages[number % 2]
        explained = {"explain": _EXPLAINED[language]} if number < 2 else {}
        yield next(names), _answered(blank[language], answers | explained)
    yield next(names), _answered(blank["en"], dict.fromkeys(right, "1 / 0"))
    yield next(names), blank["fr"]
    yield next(names), b""
    yield next(names), nbformat.writes(_answered(blank["en"], right)).encode()[:-200]


def right_answers(solved: NotebookNode) -> dict[str, str]:
    """The source's own answers, by grade id."""
    return {
        c.metadata.nbgrader.grade_id: re.sub(r"^\s*### (BEGIN|END) SOLUTION\n?", "", c.source, flags=re.M)
        for c in solved.cells
        if role(c) == "answer"
    }


def wrong_answers(solved: NotebookNode, grader: Any) -> Iterator[dict[str, str]]:
    """One learner after the other, each with another mutant of every task, until all mutants are used."""
    columns = []
    for cell, before in zip(solved.cells[1:], solved.cells, strict=False):
        check = parse_check(cell.source) if role(cell) == "check" else None
        task = next((t for t in grader.tasks if check and t.id == check.task), None)
        if check and task is not None and role(before) == "answer" and check.expression.isidentifier():
            name = before.metadata.nbgrader.grade_id
            columns.append(
                [(name, text) for m in task.mutants if (text := mutant_source(task, m, check.expression))]
            )
    for row in zip_longest(*columns):
        yield dict(pair for pair in row if pair)


def mutant_source(task: Any, mutant: Any, name: str) -> str | None:
    """A mutant as a learner would have typed it: a function called `name`, or a literal."""
    if task.kind == "value":
        earlier = [m.function for m in task.mutants[: task.mutants.index(mutant)]]
        right = task.accepts or (lambda answer: answer == task.right())
        own = [
            a for a in task.domain if mutant.function(a) and not right(a) and not any(f(a) for f in earlier)
        ]
        return f"{name} = {own[0]!r}" if own else None
    return "\n\n".join([*_needed(mutant.function), _renamed(mutant.function, name)])


def hand_in(root: Path, assignment: str, learner: str, notebook: NotebookNode | bytes) -> None:
    """Put a submission where ``nbgrader collect`` would."""
    folder = root / "submitted" / learner / assignment
    folder.mkdir(parents=True, exist_ok=True)
    data = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
    (folder / f"{assignment}.ipynb").write_bytes(data)
    (folder / "timestamp.txt").write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")


def _other_language(assignment: str) -> NotebookNode:
    from labkit.content import Content, lab_of
    from labkit.course.release.release import learner_copy
    from labkit.course.source.lab_source import read_source

    lab, pathway = lab_of(assignment)
    return learner_copy(read_source(Content.find(), lab), "fr", pathway)


def _answered(blank: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    notebook = copy.deepcopy(blank)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if role(cell) in ("answer", "manual") and name in answers:
            cell.source = answers[name]
    return notebook


def _renamed(function: Any, name: str) -> str:
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.name, definition.decorator_list = name, []
    return ast.unparse(definition)


def _needed(function: Any, seen: set[str] | None = None) -> list[str]:
    """Imports and small functions of the lab's grader, from whichever of its files, that a mutant leans on."""
    seen = set() if seen is None else seen
    package = function.__module__.rpartition(".")[0]
    found: list[str] = []
    for name in _globals_of(function.__code__):
        value = inspect.unwrap(function.__globals__.get(name))
        if name in seen or name not in function.__globals__:
            continue
        seen.add(name)
        if isinstance(value, ModuleType):
            found.append(f"import {value.__name__} as {name}")
        elif inspect.isfunction(value) and value.__module__.rpartition(".")[0] == package:
            found += [*_needed(value, seen), _renamed(value, name)]
        elif getattr(value, "__module__", None) and getattr(value, "__name__", None):
            found.append(f"from {value.__module__} import {value.__name__} as {name}")
        else:
            found.append(f"{name} = {value!r}")
    return found


def _globals_of(code: Any) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from _globals_of(constant)


def _nbgrader(root: Path, step: str, assignment: str) -> None:
    exchange = root / "exchange"
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o777)
    command = [sys.executable, "-m", "nbgrader", step, assignment, f"--Exchange.root={exchange}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        from labkit.grading.nbgrader.course_settings import GradingError

        shutil.rmtree(exchange, ignore_errors=True)
        raise GradingError(f"nbgrader {step} failed:\n{done.stderr[-2000:]}")
