"""`lab.progress()` says what the notebook calls a task, beside the name of its answer."""

import json

import pytest

from labkit import Lab
from labkit.content import Content
from labkit.notebook.task_titles import task_titles
from labkit.tasks.load import load_grader
from labkit.tasks.practice import FILE, write_pack

NEEDS = ("m4_threshold",)

LAB = "m4_threshold"


def markdown(text, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": text}


def check(task):
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": {"grade": True, "grade_id": task}},
        "source": [f'lab.check("{task}")'],
    }


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / f"{LAB}_explorer"
    folder.mkdir()
    write_pack(load_grader(Content.find(), LAB), "explorer", folder / FILE)
    return folder


def written(folder, *cells):
    (folder / f"{folder.name}.ipynb").write_text(json.dumps({"cells": list(cells)}), encoding="utf-8")


def test_a_task_bears_its_own_title_or_that_of_its_part(copy):
    written(
        copy,
        markdown("# Un seuil\n\n## Un remède\nTexte", "fr"),
        markdown("### Tâche 1\n\n**Combien ?**", "fr"),
        check("one"),
        markdown("## Task 2 · In English", "en"),
        markdown(["## Une partie\n", "\n", "### Tâche 2 · Mettre <au> niveau\n"], "fr"),
        markdown("## Tâche 3 · Du constructeur", "builder"),
        check("two"),
        check("without_a_heading"),
    )
    assert task_titles(copy, LAB, "explorer", "fr") == {"one": "Un remède", "two": "Mettre <au> niveau"}


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 3}', '{"cells": [{}]}', '{"cells": [[1]]}'])
def test_a_notebook_that_does_not_read_gives_none(copy, text):
    (copy / f"{copy.name}.ipynb").write_text(text, encoding="utf-8")
    assert task_titles(copy, LAB, "explorer", "fr") == {}
    assert task_titles(copy / "nowhere", LAB, "explorer", "fr") == {}


def test_progress_shows_the_title_beside_the_name_and_no_markup_of_the_notebook(copy):
    written(copy, markdown("## Tâche 1 · Mettre <b>le niveau</b>", "fr"), check("shift"))
    shown = Lab(LAB, language="fr", pathway="explorer", folder=copy).progress()
    assert "Mettre <b>le niveau</b> (shift)" in repr(shown)
    assert "&lt;b&gt;" in shown._repr_html_() and "<b>" not in shown._repr_html_()
    assert "policy_by_ward" in repr(shown)
