"""What is read of a file, before any of it runs."""

import json

import nbformat
import pytest

from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import Record
from labkit.grading.submission.reading import MOST_CELLS, UnreadableNotebook, read
from labkit.language import LANGUAGES


def test_four_mebibytes_of_empty_objects_are_no_notebook():
    content = b'{"cells": [' + b"{}," * 1_400_000 + b"{}]}"
    with pytest.raises(UnreadableNotebook) as error:
        read(content)
    assert error.value.reason == "too_large"


def test_a_notebook_of_ten_thousand_cells_is_not_run():
    """Each is run, and looked at again for every task: three minutes of one worker."""
    cell = {"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}

    def notebook(cells):
        return json.dumps(
            {"cells": [cell] * cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        ).encode()

    assert len(read(notebook(MOST_CELLS)).cells) == MOST_CELLS
    with pytest.raises(UnreadableNotebook) as error:
        read(notebook(10_000))
    assert error.value.reason == "too_many_cells"
    said = {
        language: what_to_do(Record("m1", "ada", error.value.reason, str(error.value)), language)
        for language in LANGUAGES
    }
    assert "10000 cells" in said["en"] and "10000 cellules" in said["fr"]


@pytest.mark.parametrize(
    "content", [b'<<<<<<< HEAD\n{"cells": []}', b'{"cells": [\n<<<<<<< HEAD\n{},\n=======\n]}']
)
def test_two_versions_put_together_are_no_web_page(content):
    with pytest.raises(UnreadableNotebook) as error:
        read(content)
    assert error.value.reason == "not_json" and "two versions" in str(error.value)
    with pytest.raises(UnreadableNotebook) as error:
        read(b"<html><<<<<<< </html>")
    assert "web page" in str(error.value)


@pytest.mark.parametrize("number", [4, "4", 5, 3, None])
def test_a_notebook_with_cells_is_read_whatever_number_its_format_bears(number):
    cell = {"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}
    content = json.dumps({"cells": [cell], "metadata": {}, "nbformat": number, "nbformat_minor": "five"})
    assert [c.source for c in read(content.encode()).cells] == ["x = 1"]


@pytest.mark.parametrize("attached", [3, None, "x", ["image/png"], {"image/png": "aGVsbG8="}])
def test_what_is_attached_to_a_text_and_is_no_picture_keeps_no_notebook_from_being_written(attached):
    cell = {"cell_type": "markdown", "metadata": {}, "source": "text", "attachments": {"ward.png": attached}}
    content = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    written = json.loads(nbformat.writes(read(content.encode())))
    assert ("ward.png" in written["cells"][0]["attachments"]) == isinstance(attached, dict)
