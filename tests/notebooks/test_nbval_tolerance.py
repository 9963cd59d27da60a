"""The plug-in beside nbval: a number moves as far as its cell says, and nothing else moves at all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.notebooks.nbval_tolerance import agrees, settle, settled

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("new", "committed", "tolerance", "language", "same"),
    [
        ("0.696", "0.697", 0.0, "en", True),  # one in the last place: rounding
        ("0.695", "0.697", 0.0, "en", False),
        ("0.681", "0.697", 0.02, "en", True),
        ("0.670", "0.697", 0.02, "en", False),
        ("0,681", "0,697", 0.02, "fr", True),
        ("0,670", "0,697", 0.02, "fr", False),
        ("1,625", "1,655", 0.02, "en", True),  # thousands in English, thousandths in French
        ("1,625", "1,665", 0.02, "fr", False),
        ("1\u00a0625", "1\u00a0655", 0.02, "fr", True),
        ("47%", "45%", 0.02, "en", True),
        ("49 %", "45 %", 0.02, "fr", False),
        ("69", "70", 0.02, "en", True),  # a count moves by a share of itself
        ("72", "70", 0.02, "en", True),
        ("73", "70", 0.02, "en", False),
        ("3", "2", 0.02, "en", True),  # and by one person at least
        ("1", "0", 0.02, "en", False),
        ("3", "2", 0.0, "en", False),
        ("-0.030", "0.030", 0.02, "en", False),
        ("1e-05", "2e-05", 0.02, "en", True),
    ],
)
def test_a_number_moves_as_far_as_its_cell_says(new, committed, tolerance, language, same):
    assert agrees(new, committed, tolerance, language) is same
    told = settled(f"AUC = {new}, m2_finetune", f"AUC = {committed}, m2_finetune", tolerance, language)
    assert (told == f"AUC = {committed}, m2_finetune") is same


def test_words_and_the_number_of_rows_are_not_settled():
    assert settled("late, 45%", "early, 45%", 0.5) == "late, 45%"
    assert settled("0.71 0.72", "0.71", 0.5) == "0.71 0.72"


def test_the_bytes_of_a_picture_are_no_numbers():
    """Another training draws another picture; what stands beside it is settled all the same."""
    figure = '<img alt="45%" src="data:image/png;base64,{}"><td>{}</td>'
    new, committed = (
        [{"data": {"text/html": figure.format(*one)}}] for one in (("A/7+x", 0.7), ("Ab", 0.71))
    )
    settle(new, committed, 0.05)
    assert new[0]["data"]["text/html"] == '<img alt="45%" src="PICTURE"><td>0.71</td>'


def test_nbval_itself_holds_each_cell_to_its_tolerance(tmp_path):
    """Four cells printed by nbval in one run: the committed output says ``loss 0.697`` in each."""
    declared = {"labkit": {"tolerance": 0.02}}
    said = {
        "loss 0.696": (declared, True),
        "loss  0.696": ({}, False),
        "loss 0.600": (declared, False),
        "risk 0.697": (declared, False),
    }
    cells = []
    for printed, (metadata, _) in said.items():
        output = new_output("stream", name="stdout", text="loss 0.697\n")
        cells.append(
            new_code_cell(f"print({printed!r})", outputs=[output], execution_count=1, metadata=metadata)
        )
    notebook = new_notebook(cells=cells, metadata={"labkit": {"language": "en"}})
    nbformat.write(notebook, tmp_path / "one.ipynb")
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-p", "tests.notebooks.nbval_tolerance", "--nbval", "--nbval-current-env"]
    command += ["--rootdir", str(tmp_path), "--color=no", str(tmp_path)]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(PASSED|FAILED) one.ipynb::Cell (\d)", done.stdout, re.MULTILINE)
    outcomes = {int(number): word == "PASSED" for word, number in found}
    assert [outcomes.get(n) for n in range(4)] == [held for _, held in said.values()], done.stdout
