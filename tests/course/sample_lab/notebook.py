"""The sample lab's source notebook, built from readable pieces so that a test can break one of them."""

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from labkit.course.source.lab_source import hash_of

LAB = "s1_sample"
GRADER = Path(__file__).parent / "grader"

PPV = '''def ppv(sensitivity, specificity, prevalence):
    """
    en: Positive predictive value at a prevalence.
    fr: Valeur prédictive positive à une prévalence.
    """
    ### BEGIN SOLUTION
    # en: Bayes: the share of alarms that are right.
    # fr: Bayes : la part des alarmes qui sont justes.
    true = sensitivity * prevalence
    false = (1 - specificity) * (1 - prevalence)
    return true / (true + false)
    ### END SOLUTION'''

PASSPORT = {
    "en": "# One test, many wards\n\nYou will compute a [predictive value](https://doi.org/10.1136/bmj.309.6947.102).",
    "fr": "# Un test, plusieurs services\n\nVous calculerez une [valeur prédictive](https://doi.org/10.1136/bmj.309.6947.102).",
}


def prose(name: str, en: str, fr: str, *tags: str) -> list[NotebookNode]:
    """A pair of prose cells, the French one carrying the hash of the English one."""
    return [
        new_markdown_cell(en, id=f"{name}-en", metadata={"tags": ["en", *tags]}),
        new_markdown_cell(
            fr, id=f"{name}-fr", metadata={"tags": ["fr", *tags], "labkit": {"answers": hash_of(en)}}
        ),
    ]


def code(name: str, source: str, *tags: str, **nbgrader: object) -> NotebookNode:
    metadata: dict[str, object] = {}
    if tags:
        metadata["tags"] = list(tags)
    if nbgrader:
        metadata["nbgrader"] = {"grade": False, "solution": False, "locked": False, **nbgrader}
    return new_code_cell(source, id=name, metadata=metadata)


def sample_cells() -> list[NotebookNode]:
    return [
        *prose("passport", PASSPORT["en"], PASSPORT["fr"]),
        code("setup", 'from labkit import Lab\n\nlab = Lab("s1_sample")'),
        *prose(
            "case",
            "## The case\n\nThe *threshold* was set elsewhere.",
            "## Le cas\n\nLe *seuil* vient d'ailleurs.",
        ),
        *prose("write", "Write `ppv`.", "Écrivez `ppv`.", "builder"),
        code("ppv-answer", PPV, "builder", solution=True, grade_id="ppv-answer"),
        code("ppv", 'lab.check("ppv", ppv)', "builder", grade=True, locked=True, points=2, grade_id="ppv"),
        *prose(
            "read", "Choose how many false alarms.", "Choisissez le nombre de fausses alarmes.", "explorer"
        ),
        code(
            "alarms-answer",
            "### BEGIN SOLUTION\nfalse_alarms = 9\n### END SOLUTION",
            "explorer",
            solution=True,
            grade_id="alarms-answer",
        ),
        code(
            "alarms",
            'lab.check("alarms", false_alarms)',
            "explorer",
            grade=True,
            locked=True,
            points=1,
            grade_id="alarms",
        ),
        *prose("ask", "## Explain it\n\nTell a colleague.", "## Expliquez\n\nDites-le à un collègue."),
        new_markdown_cell(
            "The same alarm is right less often where the disease is rare.",
            id="explain",
            metadata={
                "nbgrader": {
                    "grade": True,
                    "solution": True,
                    "locked": False,
                    "points": 2,
                    "grade_id": "explain",
                }
            },
        ),
    ]


def sample_notebook() -> NotebookNode:
    notebook = new_notebook(cells=sample_cells())
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    )
    return notebook


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell with that id."""
    return next(c for c in notebook.cells if c.id == name)
