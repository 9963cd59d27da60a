"""Every rule of `labkit lint` bites on a lab that breaks it, and on nothing else; a sound lab has no finding."""

import re

import pytest
from nbformat.v4 import new_output

from labkit.course.authoring.lint import accept, budget, lint, lint_lab
from labkit.course.source.lab_source import hash_of, read_source
from labkit.errors import CourseError
from tests.course.sample_lab.notebook import LAB, cell, code, prose

ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="


def rules(content, lab=LAB):
    return {(f.cell, f.rule) for f in lint_lab(content, lab) if f.blocks}


def test_a_sound_lab_has_no_finding(content):
    assert [str(f) for f in lint_lab(content, LAB)] == []


def set_source(name, text):
    def harm(nb):
        cell(nb, name).source = text

    return harm


def add(*cells):
    def harm(nb):
        nb.cells = [*nb.cells, *cells]

    return harm


def both(name, en, fr):
    def harm(nb):
        cell(nb, f"{name}-en").source, cell(nb, f"{name}-fr").source = en, fr
        cell(nb, f"{name}-fr").metadata.labkit["answers"] = hash_of(en)

    return harm


def output(name, **data):
    def harm(nb):
        cell(nb, name).outputs = [
            new_output("display_data", data={k.replace("_", "/"): v for k, v in data.items()})
        ]
        cell(nb, name).execution_count = 1

    return harm


def trained(*sources, tolerance=None):
    """Cells called n, n2, n3 that print a number, the first with a tolerance."""

    def harm(nb):
        for number, source in enumerate(sources, start=1):
            new = code("n" if number == 1 else f"n{number}", source)
            new.outputs = [new_output("stream", name="stdout", text="AUC 0.71")]
            nb.cells.append(new)
        if tolerance is not None:
            cell(nb, "n").metadata["labkit"] = {"tolerance": tolerance}

    return harm


def nbgrader(name, **changes):
    def harm(nb):
        cell(nb, name).metadata.nbgrader.update(changes)

    return harm


def drop(*names):
    def harm(nb):
        nb.cells = [c for c in nb.cells if c.id not in names]

    return harm


def image(html):
    return f'<img {html} src="data:image/png;base64,{ONE_PIXEL}">'


def table(heading):
    return f'<div lang="en"><table><thead><tr><th scope="col">{heading}</th></tr></thead></table></div>'


NOTEBOOK = [
    ("stale", set_source("case-en", "## The case\n\nIt changed."), ("case-fr", "stale")),
    ("no hash", lambda nb: cell(nb, "case-fr").metadata.pop("labkit"), ("case-fr", "stale")),
    ("empty French", set_source("case-fr", " "), ("case-fr", "missing")),
    ("no French", drop("case-fr"), ("case-en", "source")),
    (
        "an answer that never ends",
        set_source("alarms-answer", "### BEGIN SOLUTION\nfalse_alarms = 9"),
        ("notebook", "source"),
    ),
    (
        "an answer in an ordinary cell",
        add(code("n", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION")),
        ("notebook", "source"),
    ),
    ("no H1", both("passport", "No title", "Pas de titre"), ("notebook", "h1")),
    ("two H1", both("case", "# Another", "# Un autre"), ("notebook", "h1")),
    ("a wall of text", both("case", "word " * 121, "mot " * 120), ("case-en", "length")),
    ("dead link", both("case", "[data](stays.csv)", "[données](stays.csv)"), ("case-en", "link")),
    ("dead anchor", both("case", "[up](#nowhere)", "[haut](#nowhere)"), ("case-fr", "link")),
    ("no address", both("case", "[x](https://nowhere)", "[x](https://nowhere)"), ("case-en", "link")),
    ("local scheme", both("case", "[x](file:///etc)", "[x](file:///etc)"), ("case-en", "link")),
    ("unknown term", add(code("n", 'lab.lexicon("flibbertigibbet")')), ("n", "lexicon")),
    ("unknown term looked up", set_source("setup", 'lab = Lab("s1_sample")\nlexicon("flibber")'), ("setup", "lexicon")),
    (
        "unknown term in the exit ticket",
        add(*prose("exit", "Keep: **threshold**, **flibber**. **Sources.** None.", "Gardez : **seuil**.")),
        ("exit-en", "lexicon"),
    ),
    ("network import", add(code("n", "import requests")), ("n", "network")),
    ("network from", add(code("n", "from urllib import request")), ("n", "network")),
    ("network address", add(code("n", 'x = "https://example.org/data.csv"')), ("n", "network")),
    ("shell", add(code("n", "!pip install x")), ("n", "network")),
    ("one language only", add(code("n", "# en: alone\nx = 1")), ("n", "language-lines")),
    ("code by language", add(code("n", 'x = """\nen: one\nfr: two\n"""')), ("n", "same-code")),
    ("todo", both("case", "TODO: write", "TODO : écrire"), ("case-en", "todo")),
    ("no check", drop("ppv"), ("grader", "check")),
    ("two-line check", set_source("ppv", 'x = 1\nlab.check("ppv", ppv)'), ("ppv", "check")),
    ("other check", set_source("ppv", 'lab.check("npv", ppv)'), ("ppv", "check")),
    ("unlocked check", nbgrader("ppv", locked=False), ("ppv", "check")),
    ("points", nbgrader("ppv", points=3), ("ppv", "points")),
    ("explain points", nbgrader("explain", points=3), ("explain", "points")),
    ("no explanation", drop("explain"), ("grader", "explain")),
    ("unknown prediction", add(code("n", 'lab.predict("nothing")')), ("n", "predict")),
    ("unknown hint", add(code("n", 'lab.hint("nothing")')), ("n", "hint")),
    ("trained", trained("from x import model\nmodel.fit(1)\nmodel.score(1)"), ("n", "tolerance")),
    ("made of it", trained("from x import model\nmodel.fit(1)", "rows = model.predict(1)\nrows"), ("n2", "tolerance")),
    ("through a function", trained("def risk(x): return model(x)", "loss.backward()\nmodel.eval()", "risk(1)"), ("n3", "tolerance")),
    ("no such tolerance", trained("rows = 1", tolerance=0.5), ("n", "tolerance")),
    ("bare image", output("setup", image_png=ONE_PIXEL), ("setup", "alt")),
    ("no alt", output("setup", text_html=image("") + "<table></table>"), ("setup", "alt")),
    ("empty alt", output("setup", text_html=image('alt=""') + "<table></table>"), ("setup", "alt")),
    ("no table", output("setup", text_html=image('alt="A ward"')), ("setup", "figure-table")),
    ("no capital", output("setup", text_html=table("mrs malenfant in %")), ("setup", "heading")),
    ("French heading", output("setup", text_html=table("durée")), ("setup", "heading")),
    (
        "an open line of the card",
        lambda nb: (
            add(code("n", 'lab.card(seen_by=("role", "nobody"))'))(nb),
            output("n", text_plain="✓ date: 2027-01-31 (filled in)\n○ seen by: nobody (no role)")(nb),
        ),
        ("n", "card"),
    ),
    ("prose image", both("case", "![](https://doi.org/x.png)", "![](https://doi.org/x.png)"), ("case-en", "alt")),
    (
        "answer shown elsewhere",
        add(code("n", "true = sensitivity * prevalence\nfalse = (1 - specificity) * (1 - prevalence)\n"
                      "ppv = lambda: 0\nreturn_ = 'return true / (true + false)'", "builder")),
        ("ppv-answer", "leak"),
    ),
    (
        "a letter answer shown elsewhere",
        lambda nb: (
            set_source("alarms-answer", 'x = (\n### BEGIN SOLUTION\n"AMMN"\n### END SOLUTION\n)')(nb),
            both("read", 'Such as "AMMN".', 'Par exemple "AMMN".')(nb),
        ),
        ("alarms-answer", "leak"),
    ),
    (
        "explanation shown elsewhere",
        both("ask", "The same alarm is right less often where the disease is rare.", "Expliquez."),
        ("explain", "leak"),
    ),
    ("too many cells", add(*[c for i in range(46) for c in prose(f"p{i}", "x", "y")]), ("notebook", "cells")),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "expected"), [n[1:] for n in NOTEBOOK], ids=[n[0] for n in NOTEBOOK])
def test_a_broken_notebook_is_found_out(make_content, notebook, harm, expected):
    harm(notebook)
    assert expected in rules(make_content(notebook))


@pytest.mark.parametrize(
    "sources",
    [
        ["from x import model\nmodel.fit(1)", "model = 1\nmodel"],  # bound anew
        ["rows = fitted.fit(1)", "[rows for rows in (1, 2)]"],  # another name, inside a comprehension
        ["def train(model): model.fit(1)", "1 + 1"],  # nobody called it
        ["1 + 1", "from x import model\nmodel.fit(1)"],  # it comes after
    ],
)
def test_a_cell_that_uses_nothing_trained_declares_nothing(make_content, notebook, sources):
    trained(*sources)(notebook)
    last = f"n{len(sources)}" if sources[0] != "1 + 1" else "n"
    assert (last, "tolerance") not in rules(make_content(notebook))


def test_a_declared_tolerance_is_enough(make_content, notebook):
    trained("from x import model\nmodel.fit(1)", tolerance=0.02)(notebook)
    assert ("n", "tolerance") not in rules(make_content(notebook))


GRADER = [
    ("no mutants", r"(?s)@task\.mutant.*?(?=@task\.cases)", "", "task"),
    ("no alternative", r"@task\.alternative\n", "", "task"),
    ("no hint", r"(?s)hints=\[\n.*?\],\n    laws", "hints=[],\n    laws", "task"),
    (
        "cases for everybody to see",
        r"(?s)sensitivity=rng.*?prevalence=rng[^)]*\)",
        "sensitivity=0.9, specificity=0.9, prevalence=0.1",
        "hidden-case",
    ),
    (
        "results in the same order",
        r"(?s)return true / \(true \+ .*?\n",
        "return 0.5\n",
        "hidden-case",
    ),
    ("no cases", r"@task\.cases", "", "task|grader"),
    ("few answers", r"range\(41\)|range\(0, 41\)", "range(0, 12)", "grader|task"),
    ("a task too many", r'builder = \["ppv"', 'builder = ["ppv", "another"', "grader"),
    ("a task too few", r'explorer = \["alarms"\]', "explorer = []", "task|check|explorer"),
    ("other points", r"points=2,\n    why=Text\(\"Prev", 'points=5,\n    why=Text("Prev', "points"),
    ("todo", r'"""The share', '"""TODO The share', "todo"),
    ("unknown term", r"(?m)^(?=\[tasks\])", 'terms = ["flibber"]\n', "lexicon"),
    ("does not import", r"^", "import nowhere_at_all\n", "grader"),
    ("no reference", r"@task\.reference", "", "task|grader"),
    (
        "forbids what is not there",
        r"points=2,\n    why=Text\(\"Prev",
        'points=2,\n    forbids=["labkit.evaluate.no_such_function"],\n    why=Text("Prev',
        "forbids",
    ),
]


@pytest.mark.parametrize(("pattern", "put", "rule"), [g[1:] for g in GRADER], ids=[g[0] for g in GRADER])
def test_a_broken_grader_is_found_out(content, pattern, put, rule):
    folder = content.grader(LAB)
    file = next(f for f in sorted(folder.iterdir(), reverse=True) if re.search(pattern, f.read_text("utf-8")))
    text = file.read_text(encoding="utf-8")
    broken = re.sub(pattern, put, text, count=0 if "alternative" in pattern else 1)
    assert broken != text
    file.write_text(broken, encoding="utf-8")
    assert {found for _cell, found in rules(content)} & set(rule.split("|"))


def test_a_task_that_no_pathway_lists_is_found_out(content):
    (content.graders / LAB / "cohort_2.py").write_text("LIMIT = 3\n")
    assert rules(content) == set()
    (content.graders / LAB / "forgotten.py").write_text("task = None\n")
    assert ("grader", "left-over") in rules(content)


def test_a_secret_file_beside_the_notebook_is_found_out(content):
    (content.notebooks / LAB / "stays.truth.json").write_text("{}")
    assert ("notebook", "leak") in rules(content)


def test_accept_says_a_french_cell_is_up_to_date_and_only_that_cell(make_content, notebook):
    for name in ("case", "write"):
        cell(notebook, f"{name}-en").source += " More."
    content = make_content(notebook)
    assert {("case-fr", "stale"), ("write-fr", "stale")} <= rules(content)
    accept(content, [LAB], ["case-fr"])
    assert rules(content) == {("write-fr", "stale")}
    with pytest.raises(CourseError, match="nobody-fr"):
        accept(content, [LAB], ["nobody-fr"])


def test_the_command_fails_on_a_blocking_finding_and_names_it(make_content, notebook):
    cell(notebook, "case-en").source += " More."
    said = []
    assert lint(make_content(notebook), show=said.append) == 1
    assert said[0].startswith("s1_sample, case-fr [stale]") and "--accept case-fr" in said[0]


@pytest.mark.parametrize(
    ("extra", "rule"),
    [
        ("x = bytearray(64 * 2**20)", None),
        ("x = bytearray(400 * 2**20)", "memory"),
        ("import time\ntime.sleep(6)", "time"),
        ("import time\nwhile time.process_time() < 4: pass", "time"),
        ("1 / 0", "run"),
        ("__import__('socket').create_connection(('192.0.2.1', 80), timeout=1)", "run"),
        ("import pandas as pd\npd.read_csv('ht' + 'tp://192.0.2.1/x.csv')", "run"),
    ],
)
def test_a_run_is_held_to_its_budgets(make_content, notebook, monkeypatch, extra, rule):
    monkeypatch.setattr(budget, "MOST_SECONDS", 2.5 if rule == "time" else 600.0)
    monkeypatch.setattr(budget, "MOST_MEBIBYTES", 300.0)
    notebook.cells = [code("setup", 'def Lab(*a, **k): ...\nlab = Lab("s1_sample")'), code("extra", extra)]
    content = make_content(notebook)
    found = {f.rule: str(f) for f in budget.check(content, read_source(content, LAB))}
    assert set(found) == ({rule} if rule else set())
    if "192.0.2.1" in extra:
        assert "without network" in found["run"]
