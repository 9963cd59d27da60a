"""What Formgrader shows of a learner's notebook, parsed as a browser does: nothing in it runs."""

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from labkit.grading.nbgrader.preprocessors import Harmless
from labkit.kernels.session.outputs import CellOutputs

EVIL = '1" onload="alert(1)" x="'
TAG = "<script>alert(1)</script><img src=x onerror=alert(1)>"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def hostile():
    about = {
        mime: dict.fromkeys(("width", "height", "alt", "unconfined", "isolated"), EVIL) for mime in KINDS
    }
    data = dict.fromkeys(KINDS, TAG)
    outputs = [new_output("display_data", {mime: data[mime]}, metadata=about) for mime in KINDS]
    outputs += [new_output("display_data", {"image/png": PIXEL}, metadata=about)]
    outputs += [
        new_output("stream", name="stdout", text=TAG),
        new_output("error", ename=TAG, evalue=EVIL, traceback=[TAG, EVIL]),
    ]
    metadata = {"tags": [EVIL, TAG], "alt": EVIL, "magics_language": EVIL, "slideshow": {"slide_type": EVIL}}
    code = new_code_cell(TAG, outputs=outputs, metadata=metadata)
    prose = new_markdown_cell(TAG + EVIL, metadata=metadata, attachments={"x": {"image/png": TAG}})
    made = new_notebook(cells=[code, prose], metadata={"title": f"</title>{TAG}"})
    made.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": TAG}}
    return made


KINDS = (
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "text/html",
    "text/markdown",
    "text/latex",
    "text/plain",
    "application/javascript",
    "application/vnd.jupyter.widget-view+json",
)


@pytest.mark.parametrize("template", ["classic", "lab"])
def test_no_attribute_and_no_element_of_a_learners_runs(template):
    exporter = HTMLExporter(template_name=template, preprocessors=[Harmless])
    # The template's own scripts, such as MathJax's, are those of an empty notebook.
    empty, _resources = exporter.from_notebook_node(new_notebook())
    own = {str(tag) for tag in BeautifulSoup(empty, "html.parser").find_all("script")}
    text, _resources = exporter.from_notebook_node(hostile())
    page = BeautifulSoup(text, "html.parser")
    assert [tag for tag in page.find_all(True) if any(key.startswith("on") for key in tag.attrs)] == []
    assert [str(tag) for tag in page.find_all("script") if str(tag) not in own] == []
    assert page.find_all(["iframe", "object", "embed"]) == []
    assert len(page.body.find_all("img", src=f"data:image/png;base64,{PIXEL}")) == 1


@pytest.mark.parametrize("width", [EVIL, "1", 1.5, True, -1, 10**9, None, [1], {"a": 1}])
def test_of_an_outputs_metadata_only_a_pictures_size_comes_out_of_a_kernel(width):
    outputs = CellOutputs()
    about = {
        "image/png": {"width": width, "height": 7, "alt": EVIL},
        "text/html": {"isolated": True},
        EVIL: 1,
    }
    outputs.add("display_data", {"data": {"image/png": PIXEL}, "metadata": about})
    assert outputs.outputs[0].metadata == NotebookNode({"image/png": {"height": 7}})
