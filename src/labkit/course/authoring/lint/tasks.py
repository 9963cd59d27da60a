"""Tasks: what the notebook checks and what the grader declares are the same, and declared well enough to teach."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source, is_check, is_explanation
from labkit.course.source.select import select
from labkit.tasks.check_line import parse_check
from labkit.tasks.lab_file import about_here
from labkit.tasks.load import load_grader

FEWEST_MUTANTS, FEWEST_ALTERNATIVES, FEWEST_HINTS, FEWEST_ANSWERS = 4, 2, 1, 20


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    grader = load_grader(content, source.lab)
    for task in grader.tasks:
        yield from _declared_well(source, task)
        yield from _hidden_cases(source, task)
        yield from _forbids(source, task)
    for pathway in source.pathways():
        cells = select(source, "en", pathway).cells
        yield from _checks(source, grader, pathway, cells)
        yield from _explanations(source, grader, pathway, cells)
        yield from _asked(content, source, grader, pathway, cells)
    yield from _left_over(content, source, grader)
    offered = set(source.pathways())
    for task in grader.tasks:
        if task.pathway != "both" and task.pathway not in offered:
            yield Finding(
                source.lab,
                "grader",
                "task",
                f"task {task.id!r} is on the {task.pathway} pathway, which has no cell",
            )


def _left_over(content: Content, source: Source, grader: Any) -> Iterator[Finding]:
    """A task's file that no pathway names: nobody is asked it, and nothing tests it."""
    asked = {task.id for task in grader.tasks}
    for file in sorted((content.graders / source.lab).glob("*.py")):
        if file.stem not in asked and "task" in _assigned(file.read_text(encoding="utf-8")):
            yield Finding(
                source.lab,
                "grader",
                "left-over",
                f"{file.name} declares a task that lab.toml lists on no pathway: list it, or delete the file",
            )


def _assigned(source: str) -> set[str]:
    """Names that a module's own lines assign."""
    lines = (line for line in ast.parse(source).body if isinstance(line, ast.Assign))
    return {target.id for line in lines for target in line.targets if isinstance(target, ast.Name)}


def _declared_well(source: Source, task: Any) -> Iterator[Finding]:
    def lacking(what: str) -> Finding:
        return Finding(source.lab, "grader", "task", f"task {task.id!r} {what}")

    try:
        task.right  # noqa: B018  (a property that raises when there is no reference)
    except ValueError:
        yield lacking("has no @task.reference: write the right answer")
    fewest_alternatives = FEWEST_ALTERNATIVES if hasattr(task, "draw") else 0
    for what, there, fewest in (
        ("mutants (typical wrong answers)", len(task.mutants), FEWEST_MUTANTS),
        # A literal is read however it is typed: there is no other way to write it.
        ("alternatives (other right answers)", len(task.alternatives), fewest_alternatives),
        ("hints", len(task.hints), FEWEST_HINTS),
    ):
        if there < fewest:
            yield lacking(f"has {there} {what}: it needs {fewest}")
    names = [mutant.name for mutant in task.mutants]
    for name in {n for n in names if names.count(n) > 1}:
        yield lacking(f"has two mutants called {name!r}: rename one")
    if len(getattr(task, "domain", range(FEWEST_ANSWERS))) < FEWEST_ANSWERS:
        yield lacking(
            f"has {len(task.domain)} possible answers: checking is unlimited, so give {FEWEST_ANSWERS}"
        )


def _forbids(source: Source, task: Any) -> Iterator[Finding]:
    """A name that stands for nothing forbids nothing; packages that are not installed here cannot be used either."""
    for name in getattr(task, "forbids", ()):
        if find_spec(name.partition(".")[0]) is None:
            continue
        try:
            resolve_name(name)
        except (ImportError, AttributeError):
            yield Finding(
                source.lab,
                "grader",
                "forbids",
                f"task {task.id!r} forbids {name}, which does not exist: name what it should be recognised by",
            )


def _hidden_cases(source: Source, task: Any) -> Iterator[Finding]:
    """The practice pack travels with the lab: what does not change with the seed would be known when it marks."""
    from labkit.tasks import marking_seed, practice_seed
    from labkit.tasks.codec import dumps

    if not hasattr(task, "draw"):
        return
    seeds = [
        practice_seed(source.lab, task.id),
        marking_seed(b"labkit lint's own secret", source.lab, task.id),
    ]
    try:
        drawn = [task.draw(seed) for seed in seeds]
        results = [_results(task, cases) for cases in drawn]
    except Exception as fault:
        yield Finding(source.lab, "grader", "task", f"task {task.id!r}: {fault}")
        return
    practice, marking = ({dumps(case.arguments) for case in cases} for cases in drawn)
    if results[0] and results[0] == results[1]:
        yield Finding(
            source.lab,
            "grader",
            "hidden-case",
            f"the results of {task.id!r} come in the same order whatever the seed, so that an answer which reads no argument "
            "could give them one by one: draw from the rng what they depend on, or at least their order",
        )
    if len(marking - practice) < len(marking) / 2:
        yield Finding(
            source.lab,
            "grader",
            "hidden-case",
            f"most cases of {task.id!r} that mark are in the practice pack learners get: draw them from the rng",
        )


def _results(task: Any, cases: list[Any]) -> list[str]:
    """What is to be found out, case by case: the reference's results, or the truths that a criterion withholds."""
    from labkit.tasks.codec import decode, dumps, encode

    if task.criterion is None:
        return [dumps(task.right(**decode(encode(case.arguments)))) for case in cases]
    withheld = task.criterion.parameters.get("truth")
    return [dumps(case.arguments[withheld]) for case in cases] if withheld else []


def _checks(source: Source, grader: Any, pathway: str, cells: list[NotebookNode]) -> Iterator[Finding]:
    declared = {task.id: task for task in grader.on_pathway(pathway)}
    checked: set[str] = set()
    for cell in cells:
        if not is_check(cell):
            continue
        check = parse_check(cell.source)
        if check is None or "\n" in cell.source.strip():
            yield Finding(
                source.lab,
                cell.id,
                "check",
                'a check cell is one line: lab.check("task", answer), or lab.order',
            )
            continue
        name = check.task
        checked.add(name)
        marks = cell.metadata.nbgrader
        if marks.get("grade_id") != name:
            yield Finding(
                source.lab, cell.id, "check", f"its grade_id is {marks.get('grade_id')!r}: say {name!r}"
            )
        if not marks.get("locked"):
            yield Finding(source.lab, cell.id, "check", "it is not locked: set nbgrader.locked to true")
        if name not in declared:
            known = ", ".join(declared) or "none"
            yield Finding(
                source.lab,
                cell.id,
                "check",
                f"the grader has no task {name!r} on the {pathway} pathway (it has {known})",
            )
        elif float(marks.get("points", 0)) != float(declared[name].points):
            yield Finding(
                source.lab,
                cell.id,
                "points",
                f"the cell says {marks.get('points')} points, the grader {declared[name].points}: make them agree",
            )
    for name in declared:
        if name not in checked:
            yield Finding(
                source.lab, "grader", "check", f"task {name!r} has no check cell on the {pathway} pathway"
            )


def _explanations(source: Source, grader: Any, pathway: str, cells: list[NotebookNode]) -> Iterator[Finding]:
    declared = {explain.id: explain for explain in grader.explanations}
    found = {cell.metadata.nbgrader.get("grade_id"): cell for cell in cells if is_explanation(cell)}
    for name, cell in found.items():
        if name not in declared:
            yield Finding(
                source.lab,
                cell.id,
                "explain",
                f"the grader has no rubric for {name!r}: [[rubric.{name}]] in lab.toml",
            )
        elif float(cell.metadata.nbgrader.get("points", 0)) != float(declared[name].points):
            yield Finding(
                source.lab,
                cell.id,
                "points",
                f"the cell and the rubric disagree ({declared[name].points} there)",
            )
    for name in declared:
        if name not in found:
            yield Finding(
                source.lab, "grader", "explain", f"{name!r} has no answer cell on the {pathway} pathway"
            )


def _asked(
    content: Content, source: Source, grader: Any, pathway: str, cells: list[NotebookNode]
) -> Iterator[Finding]:
    """Predictions, questions and hints that a cell calls for must be declared."""
    folder = content.grader(source.lab)
    declared = {
        "predict": {choice.id for choice in grader.predictions},
        "reveal": {choice.id for choice in grader.predictions},
        "quiz": {choice.id for choice in grader.quizzes},
        "hint": {task.id for task in grader.on_pathway(pathway)},
    }
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            kind, first = node.func.attr, node.args[0]
            if getattr(node.func.value, "id", "") != "lab" or kind not in declared:
                continue
            if not isinstance(first, ast.Constant) or (
                kind == "quiz" and not about_here(folder, str(first.value))
            ):
                continue  # about a lab that the course does not have: `lint.passport` says so
            if first.value not in declared[kind]:
                known = ", ".join(sorted(declared[kind])) or "none"
                yield Finding(
                    source.lab,
                    cell.id,
                    kind,
                    f"the grader declares no {first.value!r} for lab.{kind} (it has {known})",
                )
