"""Honest answers written oddly, or amid cells that break things: none may lose its point."""

import json

import nbformat
from nbformat.v4 import new_code_cell

from tests.attacks.attack import RIGHT, Attack, before, cell

BODY = RIGHT.split("\n", 1)[1].replace("    return true", "    value = true")


def giving(expression: str, first: str = "") -> str:
    """A right function whose result goes through `expression`, in which it is called ``value``."""
    return f"{first}\n\ndef ppv(sensitivity, specificity, prevalence):\n{BODY}\n    return {expression}"


def first_cells(*sources):
    def edit(notebook):
        notebook.cells[:0] = [new_code_cell(source) for source in sources]

    return edit


def _helper_elsewhere(notebook):
    notebook.cells.insert(1, new_code_cell(RIGHT.replace("def ppv", "def by_bayes")))
    cell(notebook, "ppv-answer").source = "ppv = by_bayes"


def _redefined_later(notebook):
    notebook.cells.append(new_code_cell("def ppv(*a):\n    return 0.5\nthreshold = 3\ndel lab"))


def _in_the_checks_cell(notebook):
    notebook.cells.remove(cell(notebook, "ppv-answer"))
    cell(notebook, "ppv").source = f"{RIGHT}\n\nlab.check('ppv', ppv)"
    cell(notebook, "threshold-answer").source = ""
    cell(notebook, "threshold").source = "lab.check('threshold', 10)"


def _setup_deleted(notebook):
    notebook.cells.remove(next(c for c in notebook.cells if c.id == "setup"))
    cell(notebook, "ppv-answer").source = before("assert lab", RIGHT)


def _old_format(notebook):
    for one in notebook.cells:
        one.pop("id", None)
    notebook.nbformat_minor = 0


def _same_ids(text: str) -> bytes:
    notebook = json.loads(text)
    extra = [{"cell_type": "code", "metadata": {}, "source": "pass", "outputs": []} for _ in range(40)]
    notebook["cells"] += extra
    for number, one in enumerate(extra):
        one["id"] = f"{'a' * 50}-{len(notebook['cells']) - 39 + number}" if number % 2 else "a" * 50
    return json.dumps(notebook).encode()


def _in_the_third_format(text: str) -> bytes:
    return nbformat.writes(nbformat.convert(nbformat.reads(text, 4), 3), 3).encode()


def _check_deleted_beside_deep_code(notebook):
    notebook.cells.remove(cell(notebook, "ppv"))
    notebook.cells.append(new_code_cell("-" * 100_000 + "1"))


def _metadata_of_no_json(notebook):
    deep: list = []
    for _ in range(200):
        deep = [deep]
    for one in notebook.cells:
        one.metadata.update(x=float("nan"), y=deep)


def _with_mark(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()


KILLERS = [f"import os\nos._exit({number})" for number in range(6)]
BREAKS = "import builtins, json, os, struct\nimport numpy as np\n"

ATTACKS = {
    "arguments_of_its_own_names": Attack(
        "def ppv(sensibilité, spécificité, p, /):\n    vrais = sensibilité * p\n"
        "    return vrais / (vrais + (1 - spécificité) * (1 - p))",
        "threshold = [10]",
        points=3,
    ),
    "wrapped_by_position": Attack(
        f"{RIGHT}\n\ndef noted(f):\n    def inner(*given):\n        print(given)\n        return f(*given)\n    return inner\n"
        "ppv = noted(ppv)",
        "import numpy as np\nthreshold = {np.int64(10)}",
        points=3,
    ),
    "a_fraction": Attack(giving("Fraction(value)", "from fractions import Fraction"), points=3),
    "a_decimal": Attack(
        giving("Decimal(value)", "from decimal import Decimal"),
        "from decimal import Decimal\nthreshold = Decimal('10')",
        points=3,
    ),
    "numpy_and_pandas_scalars": Attack(
        giving("np.array(value)", "import numpy as np"),
        "import pandas as pd\nthreshold = pd.Series([10], dtype='Int64')[0]",
        points=3,
    ),
    "a_partial_of_keywords": Attack(
        RIGHT.replace("def ppv(", "def general(scale, ")
        + "\n\nfrom functools import partial\nppv = partial(general, 1)",
        points=3,
    ),
    "a_class_that_is_called": Attack(
        "class Ppv:\n    def __call__(self, *, prevalence, specificity, sensitivity):\n"
        + BODY.replace("    ", "        ")
        + "\n        return value\n\nppv = Ppv()",
        points=3,
    ),
    "a_cache_and_a_magic": Attack("%%time\nimport functools\n\n@functools.lru_cache\n" + RIGHT, points=3),
    "windows_lines": Attack(RIGHT.replace("\n", "\r\n"), points=3),
    "writes_a_file_on_its_way": Attack(
        giving(
            "through(value)",
            "import tempfile\n\ndef through(value):\n    with tempfile.NamedTemporaryFile('w+') as file:\n"
            "        file.write(repr(value))\n        file.seek(0)\n        return float(file.read())",
        ),
        points=3,
    ),
    "works_in_processes": Attack(
        giving(
            "through(value)",
            "import multiprocessing\n\ndef through(value):\n    with multiprocessing.get_context('fork').Pool(2) as pool:\n"
            "        return pool.map(float, [value])[0]",
        ),
        # What a task forbids would not be seen in another process: a person reads it, and nobody is accused.
        points=1,
        person=True,
    ),
    "works_in_threads_of_its_own": Attack(
        giving(
            "pool.submit(float, value).result()",
            "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)\npool.submit(int).result()",
        ),
        points=3,
    ),
    "answers_in_the_checks_cells": Attack(edit=_in_the_checks_cell, points=3),
    "given_code_deleted": Attack(edit=_setup_deleted, points=3),
    "a_number_between_quotes": Attack(RIGHT, "threshold = ' 10,0 %'", points=3),
    "the_function_stands_elsewhere": Attack(edit=_helper_elsewhere, points=3),
    "defined_again_at_the_end": Attack(RIGHT, edit=_redefined_later, points=3),
    "a_sum_of_a_thousand_terms": Attack(before("x = " + "+".join(["1"] * 900), RIGHT), points=3),
    "written_by_an_old_jupyter": Attack(RIGHT, edit=_old_format, points=3),
    "written_by_a_very_old_one": Attack(RIGHT, encode=_in_the_third_format, points=3),
    "byte_order_mark": Attack(RIGHT, encode=_with_mark, points=3),
    "cells_with_the_same_id": Attack(RIGHT, encode=_same_ids, points=3),
    "metadata_that_are_no_json": Attack(RIGHT, edit=_metadata_of_no_json, points=3),
    "deep_code_in_place_of_a_check": Attack(RIGHT, edit=_check_deleted_beside_deep_code, points=3),
    "six_kernels_die_before_it": Attack(RIGHT, edit=first_cells(*KILLERS), points=3),
    "every_kernel_dies_later": Attack(
        RIGHT,
        edit=first_cells("import os, threading\nthreading.Timer(0.3, os._exit, [0]).start()"),
        points=3,
    ),
    "json_is_broken_before_it": Attack(
        RIGHT, edit=first_cells(BREAKS + "json.dumps = json.loads = struct.pack = None"), points=3
    ),
    "builtins_are_broken_before_it": Attack(
        RIGHT, edit=first_cells(BREAKS + "builtins.isinstance = lambda *a: False"), points=3
    ),
    "numpy_is_broken_before_it": Attack(
        giving("np.float64(value)", "import numpy as np"),
        edit=first_cells(BREAKS + "np.asarray = np.save = None"),
        points=3,
    ),
    "a_thread_spoils_the_wire": Attack(
        RIGHT,
        edit=first_cells(
            "import os, threading, time\ndef spoil():\n    while True:\n        os.write(3, b'\\xff' * 99)\n        time.sleep(0.01)\n"
            "threading.Thread(target=spoil, daemon=True).start()"
        ),
        points=3,
    ),
    "no_descriptor_is_left": Attack(
        RIGHT,
        edit=first_cells(
            "import os\nkept = []\ntry:\n    while True:\n        kept.append(os.open('/dev/null', 0))\nexcept OSError:\n    pass"
        ),
        points=3,
    ),
    "its_outputs_are_closed": Attack(
        RIGHT,
        edit=first_cells("import os, sys\nos.close(1)\nos.close(2)\nsys.stdout = sys.stderr = None"),
        points=3,
    ),
}
