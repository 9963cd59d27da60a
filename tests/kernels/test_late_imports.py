"""What is imported before the fork: a kernel that imports it again pays for it again, once a submission."""

import ast
import subprocess
import sys
from pathlib import Path

import labkit

SOURCE = Path(labkit.__file__).parent
# What labs call. The rest of labkit is the grader's, or runs in no learner's kernel.
FOR_LABS = ("audit", "data", "evaluate", "oversight", "text")
# Imported in every forkserver, or by what it imports.
ALWAYS = {"numpy", "pandas", "matplotlib", "IPython", "babel", "narwhals", "pyarrow"}
NOT_IN_LABS = {
    "data/notes/for_stays.py": "makes the sample",
    "data/readers/_fields.py": "reads a table of the learner's own",
    "data/readers/_workbook.py": "reads a workbook of the learner's own",
    "text/chat/backends.py": "a language model on the learner's own machine",
    "text/models/pretraining.py": "makes the shipped models",
}


def put_off(file: Path) -> set[str]:
    """Packages of others that functions of `file` import."""
    inside = [
        node
        for top in ast.walk(ast.parse(file.read_text()))
        if isinstance(top, ast.FunctionDef)
        for node in ast.walk(top)
    ]
    found = {alias.name for node in inside if isinstance(node, ast.Import) for alias in node.names}
    found |= {
        node.module for node in inside if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    return {
        name for name in found if name.partition(".")[0] not in {*sys.stdlib_module_names, *ALWAYS, "labkit"}
    }


def declared(file: Path) -> set[str]:
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "IMPORTED_LATE":
            return {name.partition(":")[0] for name in ast.literal_eval(node.value)}
    return set()


def test_what_functions_for_labs_import_is_declared():
    undeclared, files = {}, 0
    for folder in FOR_LABS:
        for file in sorted((SOURCE / folder).rglob("*.py")):
            place = str(file.relative_to(SOURCE))
            names, known = put_off(file), declared(file)
            files += bool(known)
            missing = {name for name in names if not any(f"{late}.".startswith(f"{name}.") for late in known)}
            if missing and place not in NOT_IN_LABS:
                undeclared[place] = missing
    assert undeclared == {}
    assert files >= 20


def test_a_first_model_reads_no_list_of_what_is_installed():
    """scikit-learn's first look at a table makes narwhals open a file of each package: some 300 files in every kernel."""
    code = """
import sys
from labkit.kernels.agent import agent
agent.prepare()
import numpy as np, pandas as pd
from sklearn.linear_model import LogisticRegression
opened = []
sys.addaudithook(lambda event, found: opened.append(str(found[0])) if event == "open" else None)
LogisticRegression().fit(pd.DataFrame({"a": np.arange(20.0)}), [0, 1] * 10)
print([name for name in opened if "dist-info" in name])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
