"""Two synthetic labs, as each of the three graders wants them: the learner's cells are the same to the letter.

``pandas`` imports pandas and scikit-learn and fits a logistic regression; ``transformers`` imports torch and transformers and
runs a small BERT with random weights, without training. Each has two tasks of one point.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


@dataclass(frozen=True)
class SyntheticLab:
    """A lab: what is given, the two answers, how each grader checks them."""

    name: str
    given: str
    answers: dict[str, str]
    asserts: dict[str, str]
    grader: str


PANDAS = SyntheticLab(
    "m9_pandas",
    given=(
        "import numpy as np\nimport pandas as pd\nfrom sklearn.datasets import load_breast_cancer\n"
        "from sklearn.linear_model import LogisticRegression\nfrom sklearn.pipeline import make_pipeline\n"
        "from sklearn.preprocessing import StandardScaler\n\n"
        "data = load_breast_cancer(as_frame=True)\n"
        "model = make_pipeline(StandardScaler(), LogisticRegression()).fit(data.data, data.target)\n"
        "risk = model.predict_proba(data.data)[:, 1]\n"
        "pd.DataFrame({'risk': risk, 'truth': data.target}).groupby('truth').risk.describe()"
    ),
    answers={
        "sensitivity": "def sensitivity(y_true, y_pred):\n    return float(np.mean(np.asarray(y_pred)[np.asarray(y_true) == 1]))",
        "prevalence": "def prevalence(y_true):\n    return float(pd.Series(y_true).mean())",
    },
    asserts={
        "sensitivity": "assert abs(sensitivity([1, 1, 0, 1], [1, 0, 1, 1]) - 2 / 3) < 1e-9",
        "prevalence": "assert abs(prevalence([1, 1, 0, 1]) - 0.75) < 1e-9",
    },
    grader="""
@tasks["sensitivity"].reference
def right(y_true, y_pred):
    return float(np.mean(np.asarray(y_pred)[np.asarray(y_true) == 1]))

@tasks["prevalence"].reference
def right_too(y_true):
    return float(np.mean(y_true))

@tasks["sensitivity"].cases
def cases(rng):
    for _ in range(4):
        yield case(y_true=np.r_[1, rng.integers(0, 2, 50)], y_pred=rng.integers(0, 2, 51))

@tasks["prevalence"].cases
def cases_too(rng):
    for _ in range(4):
        yield case(y_true=rng.integers(0, 2, 50))
""",
)

TRANSFORMERS = SyntheticLab(
    "m9_transformers",
    given=(
        "import numpy as np\nimport torch\nfrom transformers import BertConfig, BertModel\n\n"
        "torch.manual_seed(0)\n"
        "config = BertConfig(vocab_size=800, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128)\n"
        "model = BertModel(config).eval()\n"
        "with torch.no_grad():\n    hidden = model(torch.arange(64).reshape(4, 16)).last_hidden_state\n"
        "hidden.shape"
    ),
    answers={
        "mean_pool": (
            "def mean_pool(hidden, mask):\n    mask = np.asarray(mask)[..., None]\n"
            "    return (np.asarray(hidden) * mask).sum(1) / mask.sum(1)"
        ),
        "softmax": (
            "def softmax(logits):\n    return torch.softmax(torch.as_tensor(np.asarray(logits), dtype=torch.float64), -1).numpy()"
        ),
    },
    asserts={
        "mean_pool": "assert np.allclose(mean_pool(np.ones((2, 3, 4)), np.ones((2, 3))), 1)",
        "softmax": "assert np.allclose(softmax([0.0, 0.0]), 0.5)",
    },
    grader="""
@tasks["mean_pool"].reference
def right(hidden, mask):
    return (hidden * mask[..., None]).sum(1) / mask.sum(1)[:, None]

@tasks["softmax"].reference
def right_too(logits):
    powers = np.exp(logits - np.max(logits))
    return powers / powers.sum()

@tasks["mean_pool"].cases
def cases(rng):
    for _ in range(4):
        yield case(hidden=rng.normal(size=(3, 5, 8)), mask=np.c_[np.ones((3, 1)), rng.integers(0, 2, (3, 4))])

@tasks["softmax"].cases
def cases_too(rng):
    for _ in range(4):
        yield case(logits=rng.normal(size=6))
""",
)

LABS = {"pandas": PANDAS, "transformers": TRANSFORMERS}

_LAB_FILE = """title = {{ en = "Synthetic", fr = "Synthétique" }}
module = 9
minutes = {{ builder = 5 }}
prerequisites = []
audiences = []
competencies = []

[tasks]
builder = {tasks}
"""

_GRADER = '''"""Grader of a synthetic lab."""
import numpy as np
from labkit.tasks import Text, case, function_task

T = Text("Right.", "Juste.")
tasks = {{task: function_task(points=1, why=T, hints=[T]) for task in {tasks!r}}}
{body}'''


def labkit_content(lab: SyntheticLab, root: Path) -> None:
    """A content root with the lab's source and grader."""
    cells = [_prose("title", "# Synthetic", "# Synthétique"), *_setup(lab)]
    for task in lab.answers:
        cells += [_answer(task, lab.answers[task]), _check(task, f'lab.check("{task}", {task})')]
    notebook = new_notebook(
        cells=[c for group in cells for c in (group if isinstance(group, list) else [group])]
    )
    folder = root / "notebooks" / lab.name
    folder.mkdir(parents=True)
    (root / "graders").mkdir()
    (root / "data").mkdir()
    nbformat.write(notebook, folder / f"{lab.name}.ipynb")
    grader = root / "graders" / lab.name
    grader.mkdir()
    package = "from labkit.tasks import lab_grader\n\ngrader = lab_grader(__name__)\n"
    (grader / "__init__.py").write_text(package)
    (grader / "lab.toml").write_text(_LAB_FILE.format(tasks=json.dumps(list(lab.answers))))
    (grader / "answers.py").write_text(_GRADER.format(tasks=list(lab.answers), body=lab.grader))
    for task in lab.answers:
        (grader / f"{task}.py").write_text(f'from .answers import tasks\n\ntask = tasks["{task}"]\n')


def plain_source(lab: SyntheticLab, *, graded: bool) -> nbformat.NotebookNode:
    """The notebook with asserts in nbgrader's test cells (`graded`), or with Otter's check calls."""
    cells = [new_code_cell(lab.given)]
    for task, source in lab.answers.items():
        cells.append(_answer(task, source))
        cells.append(_check(task, lab.asserts[task]) if graded else new_code_cell(f'grader.check("{task}")'))
    if not graded:
        cells.insert(0, new_code_cell("import otter\ngrader = otter.Notebook()"))
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


def otter_tests(lab: SyntheticLab, folder: Path) -> None:
    """Otter's test files, one a task."""
    folder.mkdir(parents=True)
    for task, check in lab.asserts.items():
        test = {
            "name": task,
            "points": 1,
            "suites": [
                {
                    "type": "doctest",
                    "scored": True,
                    "cases": [{"code": f">>> {check}\n", "hidden": False, "locked": False}],
                }
            ],
        }
        (folder / f"{task}.py").write_text(
            f"OK_FORMAT = True\ntest = {json.dumps(test).replace('true', 'True').replace('false', 'False')}\n"
        )


def _setup(lab: SyntheticLab) -> list:
    setup, given = (
        new_code_cell(f'from labkit import Lab\n\nlab = Lab("{lab.name}")'),
        new_code_cell(lab.given),
    )
    setup.id, given.id = "setup", "given"
    return [setup, given]


def _prose(name: str, english: str, french: str) -> list:
    import hashlib

    one, other = new_markdown_cell(english), new_markdown_cell(french)
    one.id, other.id = f"{name}-en", f"{name}-fr"
    one.metadata["tags"], other.metadata["tags"] = ["en"], ["fr"]
    other.metadata["labkit"] = {"answers": hashlib.sha256(english.encode()).hexdigest()[:12]}
    return [one, other]


def _answer(task: str, source: str):
    head, body = source.split("\n", 1)
    cell = new_code_cell(f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION")
    cell.id = f"{task}-answer".replace("_", "-")
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
        "grade_id": f"{task}-answer",
    }
    return cell


def _check(task: str, source: str):
    cell = new_code_cell(source)
    cell.id = f"{task}-check".replace("_", "-")
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "grade_id": task,
        "points": 1,
    }
    return cell
