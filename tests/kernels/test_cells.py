"""A session's outputs are the ones that nbclient gets from an ordinary ipykernel."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tests.waiting import STEP

CELLS = [
    "x = 6 * 7\nx",
    "print('a'); print('b'); print('c', end='')",
    "import sys; print('out'); print('err', file=sys.stderr); print('out again')",
    "import pandas as pd; pd.DataFrame({'age': [61, 70]})",
    "x; _",
    "from IPython.display import HTML, Markdown, display; display(HTML('<b>1</b>'), Markdown('*x*')); 5",
    "h = display('first', display_id='d'); print('between')",
    "h.update('second')",
    "from IPython.display import clear_output\nprint('gone'); clear_output(); print('kept')",
    "print('gone'); clear_output(wait=True); print('kept')",
    "1 / 0",
    "def f(x):\n    return [x][1]\n\nf(2)",
    "x = (",
    "raise SystemExit(3)",
    "None",
    "x;",
    "%who_ls str",
    "await __import__('asyncio').sleep(0); 'awaited'",
    "!echo from the shell",
    "class Result:\n    def _repr_mimebundle_(self, **_):\n        return {'text/plain': '2.0', 'text/html': 'fine'}\nResult()",
    "float('nan')",
    "import warnings; warnings.warn('careful')",
    "assert 'é' == 'e', 'accents count'",
    "_ih[-1], Out[1] if 1 in Out else None",
    "get_ipython().execution_count",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
    "'IPKernelApp' in get_ipython().config, get_ipython().__class__.__name__",
    "%config InlineBackend.figure_format = 'svg'",
    "plt.figure(figsize=(1, 1)).patch.set_alpha(0)",
    "import ipywidgets; ipywidgets.IntSlider(value=3)",
]

_VARIABLE = [
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "CELL"),
    (re.compile(r"IPY_MODEL_\w+|'model_id': '\w+'|\"model_id\": \"\w+\""), "MODEL"),
    (re.compile(r"\w{32}"), "HASH"),
    (re.compile(r"iVBOR[\w+/=\\n]+"), "PNG"),
    (re.compile(r"/\S*/site-packages/"), ""),
]


def plain(outputs):
    found = nbformat.from_dict({"outputs": outputs})
    for output in found.outputs:
        output.pop("traceback", None)
    shown = json.dumps(found.outputs, sort_keys=True)  # as a notebook's file has it
    for pattern, by in _VARIABLE:
        shown = pattern.sub(by, shown)
    return shown


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=STEP)
    client.execute(cwd=str(tmp_path_factory.mktemp("reference")))
    return notebook


def test_outputs_agree_with_nbclient(reference, kernel):
    session = kernel()
    runs = [session.run(source) for source in CELLS]  # all first: a later cell may update an earlier display
    for cell, run in zip(reference.cells, runs, strict=True):
        assert plain(run.outputs) == plain(cell.outputs), cell.source
        assert run.execution_count == cell.execution_count, cell.source


def test_outputs_are_valid_nbformat(kernel):
    session = kernel()
    cells = [new_code_cell(source, outputs=session.run(source).outputs) for source in CELLS]
    nbformat.validate(new_notebook(cells=cells))


@pytest.mark.parametrize(
    ("source", "ename", "lineno", "line"),
    [
        ("a = 1\nb = 0\na / b", "ZeroDivisionError", 3, "a / b"),
        ("def f():\n    raise KeyError('k')\n\nf()", "KeyError", 2, "raise KeyError('k')"),
        ("import json\njson.loads('{')", "JSONDecodeError", 2, "json.loads('{')"),
        ("x = 1\nx = = 2", "SyntaxError", 2, "x = = 2"),
    ],
)
def test_an_error_names_the_learners_line(kernel, source, ename, lineno, line):
    run = kernel().run(source)
    assert (run.status, run.ename, run.lineno, run.line) == ("error", ename, lineno, line)


def test_names_last_from_cell_to_cell_and_not_to_another_kernel(kernel):
    first, second = kernel(), kernel()
    first.run("x = 3")
    assert first.answer("x").value() == 3
    assert second.answer("x").kind == "missing"


def test_output_of_programs_is_kept(kernel):
    run = kernel().run("import subprocess; subprocess.run(['echo', 'to the descriptor']); None")
    assert [output.text for output in run.outputs] == ["to the descriptor\n"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_labkit_speaks_the_learners_language(kernel, language):
    session = kernel(language=language)
    session.run("import labkit.language")
    assert session.answer("labkit.language.current()").value() == language
