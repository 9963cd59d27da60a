"""A site of one small lab, built once a file: a prediction, a formula, a table, a figure, marked tasks whose answers bear secret words."""

import shutil
from pathlib import Path

import nbformat
import pytest

from labkit.content import Content
from labkit.site.build import build_site
from tests.course.sample_lab.notebook import GRADER, LAB, cell, code, prose, sample_notebook

SECRETS = (
    "SECRET-BUILDER",
    "SECRET-EXPLORER",
    "SECRET-OUTPUT",
    "SECRET-EXPLANATION",
    "whole numbers of patients",
    "nombres entiers de patients",
)

PREDICTION = """
[predictions.alarms_right]
right = "a"
en = "Of ten alarms on a quiet ward, how many are right?"
fr = "Sur dix alarmes d'un service calme, combien sont justes ?"
comment.en = "One: the people who are well are many."
comment.fr = "Une : les gens qui vont bien sont nombreux."
[predictions.alarms_right.choices.a]
en = "about one"
fr = "environ une"
[predictions.alarms_right.choices.b]
en = "about nine"
fr = "environ neuf"
"""
QUESTIONS = """
[ward]
right = "b"
en = "To whom does a predictive value belong?"
fr = "À quoi appartient une valeur prédictive ?"
[ward.choices.a]
en = "to the test alone"
fr = "au test seul"
comment.en = "The ward counts too."
comment.fr = "Le service compte aussi."
[ward.choices.b]
en = "to the test and the ward"
fr = "au test et au service"
comment.en = "Both make it."
comment.fr = "Les deux la font."
"""
CITIZENS = """
title.en = "An alarm rings"
title.fr = "Une alarme sonne"
known.en = "We have counted. It was so."
known.fr = "On a compté. C'était ainsi."
citizen_asks.en = "Why did it ring?"
citizen_asks.fr = "Pourquoi a-t-elle sonné ?"
""" + "".join(
    f'[[{key}]]\nen = "{en}"\nfr = "{fr}"\n'
    for key, en, fr in [
        ("says", "Look at me.", "Regardez-moi."),
        ("asks", "Is it right?", "A-t-elle raison ?"),
    ]
    for _ in range(3)
)
SHOWS = """import pandas as pd

display(lab.table(pd.DataFrame({"ward": ["a", "b"], "right": [9, 1]})))
from matplotlib import pyplot as plt
from labkit.figures import Display

print("SEEN-" + "OUTPUT")
lab.reveal("alarms_right")"""


def course(root: Path) -> Content:
    """The sample lab with what a site shows, its answers marked by secret words."""
    notebook = sample_notebook()
    cell(notebook, "ppv-answer").source += "\n    # SECRET-BUILDER"
    answer = cell(notebook, "ppv-answer")
    answer.source = answer.source.replace(
        "true = sens", "SECRET_BUILDER = 'SECRET-BUILDER'\n    true = sens"
    ).replace("\n    # SECRET-BUILDER", "")
    explorer = cell(notebook, "alarms-answer")
    explorer.source = (
        "false_alarms = (\n    ### BEGIN SOLUTION\n    9  # SECRET-EXPLORER\n    ### END SOLUTION\n)\n"
        "if false_alarms is not ...:\n    print('SECRET-' + 'OUTPUT')"
    )
    cell(notebook, "explain").source = "SECRET-EXPLANATION"
    at = [one.id for one in notebook.cells].index("write-en")
    notebook.cells[at:at] = [
        *prose(
            "guess",
            "## Before you look\n\nA risk $p$ and $$\\frac{p}{1-p}$$",
            "## Avant de regarder\n\nUn risque $p$ et $$\\frac{p}{1-p}$$",
        ),
        code("prediction", 'lab.predict("alarms_right", ..., ...)'),
        *prose("seen", "## What happens\n\nLook.", "## Ce qui se passe\n\nRegardez."),
        code(
            "shows",
            SHOWS.replace("from matplotlib import pyplot as plt\nfrom labkit.figures import Display\n\n", ""),
        ),
        code("earlier", 'lab.quiz("ward", ...)'),
    ]
    (root / "notebooks" / LAB).mkdir(parents=True)
    nbformat.write(notebook, root / "notebooks" / LAB / f"{LAB}.ipynb")
    shutil.copytree(GRADER, root / "graders" / LAB, ignore=shutil.ignore_patterns("__pycache__"))
    lab_file = root / "graders" / LAB / "lab.toml"
    said = lab_file.read_text(encoding="utf-8").replace("[tasks]", 'asks = ["ward"]\n\n[tasks]', 1)
    lab_file.write_text(said + PREDICTION, encoding="utf-8")
    for name, text in (("questions.toml", QUESTIONS), ("citizens.toml", CITIZENS)):
        (root / "graders" / LAB / name).write_text(text, encoding="utf-8")
    (root / "data").mkdir()
    return Content(root)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site's folder."""
    here = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patched:
        content = course(here / "content")
        patched.setenv("LABKIT_CONTENT", str(content.root))
        build_site(content, here / "built")
    return here / "built"
