"""The cells of a new lab, and one task: its prose, answer and check in the notebook, its declaration in the grader."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from labkit.course.source.lab_source import hash_of


def prose(name: str, en: str, fr: str, *tags: str) -> list[NotebookNode]:
    """A pair of prose cells, the French one answering the English one."""
    french = {"tags": ["fr", *tags], "labkit": {"answers": hash_of(en)}}
    return [
        new_markdown_cell(en, id=f"{name}-en", metadata={"tags": ["en", *tags]}),
        new_markdown_cell(fr, id=f"{name}-fr", metadata=french),
    ]


def code(name: str, source: str, *tags: str) -> NotebookNode:
    """A code cell, on both paths unless tagged."""
    return new_code_cell(source, id=name, metadata={"tags": list(tags)} if tags else {})


def answer(name: str, source: str, *tags: str) -> NotebookNode:
    """A cell that the learner fills in."""
    cell = code(f"{name}-answer", source, *tags)
    cell.metadata["nbgrader"] = marks(f"{name}-answer", solution=True)
    return cell


def check(task: str, points: int, *tags: str) -> NotebookNode:
    """The graded line that follows a task's answer."""
    cell = code(f"{task}-check", f'lab.check("{task}", {task})', *tags)
    cell.metadata["nbgrader"] = {**marks(task, grade=True, locked=True), "points": points}
    return cell


def marks(grade_id: str, **on: bool) -> dict:
    """nbgrader's metadata of a cell; nothing on but what is given."""
    return {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3,
            "grade_id": grade_id, **on}  # fmt: skip


def task_cells(task: str, path: str, number: int) -> list[NotebookNode]:
    """Prose pair, answer and check of one task, the `number`-th of its path."""
    name = task.replace("_", "-")
    if path == "builder":
        en = f"TODO: what `{task}(part, whole)` takes and gives back, in two lines."
        fr = f"TODO : ce que `{task}(part, whole)` reçoit et rend, en deux lignes."
        solution = (
            f'def {task}(part, whole):\n    """\n    en: TODO: one line.\n    fr: TODO : une ligne.\n    """\n'
            "    ### BEGIN SOLUTION\n    return part / whole\n    ### END SOLUTION"
        )
    else:
        en = "TODO: the same question to who does not write code. Put a whole number in place of the dots."
        fr = "TODO : la même question à qui n'écrit pas de code. Mettez un nombre entier à la place des points."
        solution = f"{task} = (\n    ### BEGIN SOLUTION\n    15\n    ### END SOLUTION\n)"
    return [
        *prose(f"{name}-task", f"## Task {number}\n\n{en}", f"## Tâche {number}\n\n{fr}", path),
        answer(task, solution, path),
        check(task, 2, path),
    ]


def task_grader(task: str, path: str) -> str:
    """Declaration of one task: a reference, alternatives, mutants and cases to replace by the author's."""
    return (_FUNCTION if path == "builder" else _VALUE).replace("TASK", task.replace("_", " "))


_FUNCTION = '''"""TODO: TASK, in a line."""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text("TODO: why it matters at the bedside.", "TODO : pourquoi cela compte au lit du patient."),
    hints=[
        Text("TODO: a first step, without the answer.", "TODO : un premier pas, sans la réponse."),
        Text("TODO: the next step.", "TODO : le pas suivant."),
    ],
    laws=[laws.bounded(0, 1)],
)


@task.reference
def right(part, whole):
    return part / whole


@task.alternative
def by_hundreds(part, whole):
    return 100 * part / whole / 100


@task.alternative
def by_the_rest(part, whole):
    return 1 - (whole - part) / whole


@task.mutant(Text("TODO: that is a percentage.", "TODO : c'est un pourcentage."))
def percentage(part, whole):
    return 100 * part / whole


@task.mutant(Text("TODO: that is the share of the others.", "TODO : c'est la part des autres."))
def rest(part, whole):
    return 1 - part / whole


@task.mutant(Text("TODO: those are odds.", "TODO : c'est une cote."))
def odds(part, whole):
    return part / (whole - part)


@task.mutant(Text("TODO: the other way up.", "TODO : c'est à l'envers."))
def upside_down(part, whole):
    return whole / part


@task.cases
def wards(rng):
    for _ in range(6):
        whole = int(rng.integers(20, 200))
        yield case(part=int(rng.integers(1, whole // 3)), whole=whole)
'''

_VALUE = '''"""TODO: TASK, in a line."""

from labkit.tasks import Text, value_task

# At least twenty possible answers, since checking is unlimited. A mutant says which answers it explains.
task = value_task(
    points=2,
    domain=range(101),
    why=Text("TODO: why it matters.", "TODO : pourquoi cela compte."),
    hints=[Text("TODO: where to look.", "TODO : où regarder."), Text("TODO: what to divide.", "TODO : que diviser.")],
)


@task.reference
def three_in_twenty():
    return 15


@task.alternative
def computed():
    return 100 * 3 // 20


@task.alternative
def as_a_decimal():
    return 15.0


@task.mutant(Text("TODO: that is a count.", "TODO : c'est un effectif."))
def count(answer):
    return answer == 3


@task.mutant(Text("TODO: that is the others' share.", "TODO : c'est la part des autres."))
def rest(answer):
    return answer == 85


@task.mutant(Text("TODO: that is 3 over 17.", "TODO : c'est 3 sur 17."))
def odds(answer):
    return answer in (17, 18)


@task.mutant(Text("TODO: more than half?", "TODO : plus de la moitié ?"))
def too_many(answer):
    return answer > 50
'''
