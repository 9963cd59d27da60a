"""What was written in a check's cell is not lost with it: it runs before the check, which comes back as it was given."""

import pytest

from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from tests.grading.grading_sample import RIGHT_PPV, cell_of

PPV, THRESHOLD = 'lab.check("ppv", ppv)', 'lab.check("threshold", threshold)'


def before(restored, name):
    """The cell that stands right before a check."""
    return restored.cells[restored.cells.index(cell_of(restored, name)) - 1]


@pytest.mark.parametrize("joined", [False, True], ids=["answer's cell blank", "answer's cell joined to it"])
@pytest.mark.parametrize("written", [f"{RIGHT_PPV}\n\n{PPV}", f"{PPV}\n\n{RIGHT_PPV}"])
def test_an_answer_in_the_checks_cell_runs_before_the_check(joined, written, submission, template):
    nb = submission()
    cell_of(nb, "ppv").source = written
    if joined:
        nb.cells.remove(cell_of(nb, "ppv-answer"))
    restored, repairs = restore(read(nb), template)
    assert cell_of(restored, "ppv").source == cell_of(template, "ppv").source
    own = before(restored, "ppv")
    assert role(own) == "" and RIGHT_PPV in own.source and "lab.check" not in own.source
    assert {r.kind for r in repairs} == ({"within", "deleted"} if joined else {"within"})


@pytest.mark.parametrize("value", ["10", "[10]", "my_limit"])
def test_an_answer_in_the_checks_line_counts_where_its_own_cell_is_blank(value, submission, template):
    nb = submission()
    cell_of(nb, "threshold").source = THRESHOLD.replace(", threshold)", f", {value})")
    restored, repairs = restore(read(nb), template)
    assert before(restored, "threshold").source == f"threshold = {value}"
    assert [r.kind for r in repairs] == ["within"]


@pytest.mark.parametrize(
    "written",
    [
        THRESHOLD.replace(", threshold)", ", 10)"),  # its own cell has an answer, and that one counts
        f"# {THRESHOLD}",
        f"{THRESHOLD};",
        f"# fini !\n{THRESHOLD}\n",
        'lab.check("ppv", 10)',
    ],
)
def test_nothing_is_kept_where_nothing_else_was_written(written, submission, template):
    nb = submission({"threshold-answer": "threshold = 3"})
    cell_of(nb, "threshold").source = written
    restored, _ = restore(read(nb), template)
    assert len(restored.cells) == len(nb.cells)
    assert before(restored, "threshold").source == "threshold = 3"


def test_columns_are_counted_in_bytes(submission, template):
    nb = submission()
    cell_of(nb, "threshold").source = f"été = 'œuf'; {THRESHOLD}; threshold = 10  # là"
    restored, _ = restore(read(nb), template)
    assert compile(before(restored, "threshold").source, "own", "exec").co_names == ("été", "threshold")


@pytest.mark.parametrize("written", ["%%time\n" + PPV, "def ppv(:\n" + PPV])
def test_what_is_no_python_is_kept_as_it_stands(written, submission, template):
    nb = submission()
    cell_of(nb, "ppv").source = written
    restored, _ = restore(read(nb), template)
    assert before(restored, "ppv").source == written


def test_prose_in_a_checks_cell_stays_prose(submission, template):
    nb = submission()
    cell = cell_of(nb, "ppv")
    cell.cell_type, cell.source = "markdown", "Je n'ai pas compris."
    del cell["outputs"], cell["execution_count"]
    restored, _ = restore(read(nb), template)
    assert (before(restored, "ppv").cell_type, before(restored, "ppv").source) == (
        "markdown",
        "Je n'ai pas compris.",
    )
