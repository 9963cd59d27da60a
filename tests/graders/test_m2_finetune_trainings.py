"""What m2_finetune says of six trainings is what was recorded, and holds in each of them."""

import ast
import json
import re

from labkit.content import Content
from labkit.course.source.lab_source import read_source

NEEDS = ("m2_finetune",)

CONTENT = Content.find()
RECORDED = json.loads((CONTENT.grader("m2_finetune") / "six_trainings.json").read_text(encoding="utf-8"))
CELLS = {cell.id: cell for cell in read_source(CONTENT, "m2_finetune").notebook.cells}
EVERYBODY = 244


def test_the_notebook_shows_the_trainings_that_were_recorded():
    shown = next(
        node
        for node in ast.walk(ast.parse(CELLS["capitals-table"].source))
        if isinstance(node, ast.Assign) and node.targets[0].id == "six"
    )
    given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in shown.value.keywords}
    assert [dict(zip(given["columns"], row, strict=True)) for row in given["data"]] == RECORDED


def test_what_the_text_says_of_them_holds_in_each():
    assert [training["seed"] for training in RECORDED] == list(range(6))
    assert all(training["risk_moved_in_100"] >= 30 for training in RECORDED)
    assert all(
        training["lower_bound"] < training["difference"] < training["upper_bound"] for training in RECORDED
    )
    # less harm than calling everybody: by five notes in a hundred at most, which is not clearly less
    assert all(EVERYBODY - training["harm"] <= 20 for training in RECORDED)


def test_the_first_of_them_is_the_one_that_the_notebook_trains():
    printed = "\n".join(
        output.get("data", {}).get("text/plain", "") for output in CELLS["capitals-table"].outputs
    )
    row = next(
        line for line in printed.split("\n") if line.strip().startswith(("tiny BERT", "tout petit BERT"))
    )
    numbers = [int(found) for found in re.findall(r"-?\d+", row)]
    columns = ["risk_moved_in_100", "urgent_first_in_lower_case", "urgent_first_in_capitals", "difference"]
    assert len(numbers) == len(columns) + 2
    assert all(abs(new - RECORDED[0][name]) <= 5 for name, new in zip(columns, numbers, strict=False))
