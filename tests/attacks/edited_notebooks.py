"""Notebooks whose cells, metadata, outputs or companions were edited."""

import copy

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.attacks.attack import RIGHT, WRONG, Attack, cell


def _skip(notebook):
    for c in notebook.cells:
        c.metadata["tags"] = ["skip-execution"]


def _raise_points(notebook):
    for name in ("ppv", "threshold"):
        cell(notebook, name).metadata.nbgrader["points"] = 100


def _other_expression(notebook):
    cell(notebook, "ppv").source = "lab.check('threshold', 10)"


def _literal(notebook):
    cell(notebook, "ppv").source = "2.0"


def _borrowed_in_the_check(notebook):
    cell(notebook, "ppv").source = f"import sklearn\n{RIGHT}\nlab.check('ppv', ppv)"


def _the_check_calls_another(notebook):
    """Beside an answer, what stands in the check's line counts for nothing."""
    cell(notebook, "ppv").source = "lab.check('ppv', lambda *given: given[0])"
    cell(notebook, "threshold").source = "lab.check('threshold', 99)"


def _commented_out(notebook):
    cell(notebook, "ppv").source = "# lab.check('ppv', ppv)\n2.0"


def _copy_check(notebook):
    for name in ("ppv", "threshold", "threshold"):
        notebook.cells.append(copy.deepcopy(cell(notebook, name)))


def _delete_check(notebook):
    notebook.cells.remove(cell(notebook, "ppv"))


def _rename(notebook):
    cell(notebook, "ppv").metadata.nbgrader["grade_id"] = "threshold2"


def _swap_ids(notebook):
    one, other = cell(notebook, "ppv"), cell(notebook, "threshold")
    one.metadata.nbgrader["grade_id"], other.metadata.nbgrader["grade_id"] = "threshold", "ppv"


def _markdown(notebook):
    cell(notebook, "ppv")["cell_type"] = "markdown"
    cell(notebook, "ppv").pop("outputs", None)
    cell(notebook, "ppv").pop("execution_count", None)


def _not_graded(notebook):
    cell(notebook, "ppv").metadata.nbgrader.update(grade=False, solution=True, locked=False)


def _manual(notebook):
    cell(notebook, "ppv").metadata.nbgrader.update(grade=True, solution=True, locked=False)


def _kernel(notebook):
    notebook.metadata["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}


def _forged_output(notebook):
    for name in ("ppv", "threshold"):
        cell(notebook, name)["outputs"] = [
            new_output("execute_result", {"text/plain": "2.0", "text/html": "✓ Right"}, execution_count=1)
        ]
        cell(notebook, name).metadata["labkit"] = {"outcome": {"status": "right", "points": 2.0}}
    notebook.metadata["labkit"] = {
        "lab": "s1_alarm",
        "language": "en",
        "pathway": "builder",
        "outcomes": ["right"],
    }


def _extra_graded(notebook):
    extra = new_code_cell("50.0")
    extra.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "points": 50,
        "grade_id": "bonus",
    }
    notebook.cells.append(extra)


def _checks_first(notebook):
    check = cell(notebook, "ppv")
    notebook.cells.remove(check)
    notebook.cells.insert(0, check)


def _answer_after_check(notebook):
    answer = cell(notebook, "ppv-answer")
    notebook.cells.remove(answer)
    notebook.cells.append(answer)


def _nul(notebook):
    cell(notebook, "ppv-answer").source = WRONG + "\n# \x00\x00"


def _surrogate(notebook):
    cell(notebook, "ppv-answer").source = WRONG + "\n# caf\u00e9 \U0001f600 \u202e right"


def _huge_prose(notebook):
    notebook.cells.append(new_markdown_cell("word " * 400_000))


def _many_cells(notebook):
    notebook.cells.extend(new_code_cell(f"x{n} = {n}") for n in range(300))


def _script(notebook):
    notebook.cells.append(
        new_markdown_cell("<script>fetch('/formgrader/api/')</script><img src=x onerror=alert(1)>")
    )
    notebook.cells.append(
        new_code_cell(
            "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script><b onclick=alert(1)>x</b>'))"
        )
    )


def _language(notebook):
    notebook.metadata["labkit"] = {"language": "../../etc", "lab": "m4_threshold", "pathway": ["x"]}


def _no_metadata(notebook):
    for c in notebook.cells:
        c["metadata"] = {}


def _explained_for_more(notebook):
    cell(notebook, "explain").metadata.nbgrader["points"] = 300


def _setup_gone(notebook):
    notebook.cells = [c for c in notebook.cells if "from labkit import Lab" not in c.source]


def _magics(notebook):
    notebook.cells.insert(0, new_code_cell("%%bash\ncat /etc/shadow; kill -9 $PPID"))
    notebook.cells.insert(0, new_code_cell("!touch /labkit-attack; pip install requests"))
    notebook.cells.insert(0, new_code_cell("%run /etc/passwd\n%load_ext autoreload\n%reset -f"))


KEEPS = """import os
seen = []

def ppv(sensitivity, specificity, prevalence):
    seen.append((sensitivity, specificity, prevalence))
    try:
        with open("kept.txt", "a") as out:
            out.write(str(prevalence))
    except OSError:
        pass
    return 0.5"""


def _prints_what_was_asked(notebook):
    code = "kept = os.path.exists('kept.txt') and open('kept.txt').read()\nif seen or kept:\n    print('HIDDEN' + ' INPUTS', seen, kept)"
    notebook.cells.append(new_code_cell(code))


ATTACKS = {
    "keeps_the_hidden_cases_it_is_asked": Attack(KEEPS, edit=_prints_what_was_asked),
    "skips_execution": Attack(edit=_skip),
    "raises_its_own_points": Attack(edit=_raise_points),
    "checks_another_task": Attack(edit=_other_expression),
    "check_is_a_literal": Attack(edit=_literal),
    "check_is_commented_out": Attack(edit=_commented_out),
    "check_is_copied": Attack(edit=_copy_check),
    "check_is_deleted": Attack(edit=_delete_check),
    "check_is_renamed": Attack(edit=_rename),
    "checks_swap_their_names": Attack(edit=_swap_ids),
    "check_becomes_prose": Attack(edit=_markdown),
    "check_is_no_longer_graded": Attack(edit=_not_graded),
    "check_asks_for_a_person": Attack(edit=_manual),
    "kernel_is_another": Attack(edit=_kernel),
    "outputs_are_forged": Attack(edit=_forged_output),
    "a_bonus_cell": Attack(edit=_extra_graded),
    "checks_come_first": Attack(RIGHT, edit=_checks_first, points=3),
    "answer_comes_after_its_check": Attack(RIGHT, edit=_answer_after_check, points=3),
    "null_bytes": Attack(edit=_nul),
    "direction_marks": Attack(edit=_surrogate),
    "two_megabytes_of_prose": Attack(edit=_huge_prose),
    "three_hundred_more_cells": Attack(edit=_many_cells),
    "scripts_for_the_marker": Attack(edit=_script),
    "a_language_that_is_a_path": Attack(edit=_language),
    "all_metadata_removed": Attack(edit=_no_metadata),
    "explanation_worth_more": Attack(edit=_explained_for_more),
    "setup_cell_removed": Attack(RIGHT, edit=_setup_gone, points=3),
    "shell_magics": Attack(edit=_magics),
    "a_numpy_of_its_own": Attack(files={"numpy.py": b"def __getattr__(n): return lambda *a, **k: True\n"}),
    "a_labkit_of_its_own": Attack(
        files={
            "labkit/__init__.py": b"class Lab:\n    def __init__(s, *a, **k): pass\n    check = lambda s, *a: 2.0\n"
        }
    ),
    "a_sitecustomize_of_its_own": Attack(
        files={
            "sitecustomize.py": b"import sys; sys.displayhook = lambda v: print('2.0')\n",
            "usercustomize.py": b"raise SystemExit\n",
            "json.py": b"loads = lambda *a, **k: 2.0\n",
        }
    ),
    "a_practice_pack_of_its_own": Attack(
        files={"practice.json": b'{"format": 1, "lab": "s1_alarm", "right": "always"}'}
    ),
    "an_nbgrader_config_of_its_own": Attack(
        files={
            "nbgrader_config.py": b"c = get_config(); c.Autograde.autograde_preprocessors = []\n",
            ".env": b"PYTHONPATH=.\n",
        }
    ),
    "a_forbidden_library_in_the_checks_cell": Attack(edit=_borrowed_in_the_check, person=True),
    "another_answer_in_the_checks_line": Attack(RIGHT, edit=_the_check_calls_another, points=3),
    "uses_a_forbidden_library": Attack(
        "import sklearn\n\n" + RIGHT,
        points=1,
        person=True,  # the other task's honest point
    ),
}
