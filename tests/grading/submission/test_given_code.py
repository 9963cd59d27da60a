"""Given code that was deleted comes back where the rest of the notebook rests on it, and nowhere else."""

import copy

import pytest
from nbformat.v4 import new_code_cell

from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from tests.grading.grading_sample import cell_of

GIVEN = {
    "imports": "import numpy as np",
    "table": "ones = np.ones(3)",
    "figure": "width = 3\nprint(ones * width)",
}
USES = "def ppv(a, b, c):\n    return ones.sum() * a"


@pytest.fixture
def with_given(template, submission):
    """A template with given code above its first answer, and a copy of it with that answer and some of the code gone."""

    def make(answer, lost, extra=()):
        longer, nb = copy.deepcopy(template), submission({"ppv-answer": answer} if answer else {})
        for book, gone in ((longer, ()), (nb, lost)):
            place = book.cells.index(cell_of(book, "ppv-answer"))
            given = [new_code_cell(text, id=name) for name, text in GIVEN.items() if name not in gone]
            book.cells[place:place] = given
        nb.cells[2:2] = [new_code_cell(text) for text in extra]
        return longer, nb

    return make


def back(longer, nb):
    restored, repairs = restore(read(nb), longer)
    ids = [c.id for c in restored.cells]
    again, more = restore(restored, longer)
    assert again == restored and more == []
    return ids, {r.cell for r in repairs if r.kind == "deleted"}


@pytest.mark.parametrize(
    ("lost", "returned"),
    [
        (["table"], {"table"}),
        (["imports"], {"imports"}),  # `table` itself needs it
        (["imports", "table", "figure"], {"imports", "table"}),
        (["figure"], set()),
    ],
)
def test_what_the_rest_needs_comes_back_where_it_stood(lost, returned, with_given):
    ids, found = back(*with_given(USES, lost))
    assert found == returned
    kept = [name for name in GIVEN if name in returned or name not in lost]
    here = ids.index(next(i for i in ids if i.startswith("ppv")))
    assert [i for i in ids if i in GIVEN] == kept and ids[here - len(kept) : here] == kept


@pytest.mark.parametrize(
    "extra", ["ones = [1, 1, 1]", "from numpy import ones", "%matplotlib inline\nones = 3"]
)
def test_who_gives_the_name_otherwise_keeps_their_own(extra, with_given):
    assert back(*with_given(USES, ["table"], [extra]))[1] == set()


def test_a_notebook_without_an_answer_needs_nothing(with_given):
    assert back(*with_given("", list(GIVEN)))[1] == set()


def test_an_answer_that_uses_none_of_it_brings_nothing_back(with_given):
    assert back(*with_given("def ppv(a, b, c):\n    return a", ["table", "figure"]))[1] == set()
