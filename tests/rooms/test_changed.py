"""`make changed` finds tests for whatever file of labkit, its data or its deployment changes."""

import pytest

from tests import changed
from tests.rooms.test_repository import tracked

KNOWN = changed.imports()
# Texts that no test reads, and what only a person runs.
UNTESTED = (
    "benchmarks/",
    "docs/images/",
    "docs/trainers/",
    "LICENSE",
    "CITATION.cff",
    "tests/__init__.py",
    ".",
    *changed.BENEATH_ALL,
)


def test_every_file_that_changes_is_tested_by_something():
    files = [name for name in tracked() if not name.startswith(UNTESTED)]
    assert len(files) > 1000
    assert [name for name in files if not any(changed.tests_of([name], KNOWN))] == []


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("src/labkit/notebook/panels.py", "tests/lab"),
        ("src/labkit/data/notes/vocabulary/drugs.toml", "tests/data"),
        ("src/labkit/language/locales/fr/LC_MESSAGES/audit.po", "tests/course/test_messages.py"),
        ("competitions/ia4care/recipe.toml", "tests/contest"),
        ("deploy/systemd/labkit-exchange.service", "tests/deploy"),
        ("data/lexicon.json", "tests/course/test_glossary.py"),
        ("src/labkit/audit/subgroups/search.py", "tests/audit"),
    ],
)
def test_a_file_is_tested_where_its_tests_lie(file, place):
    assert place in changed.tests_of([file], KNOWN)[0]


def test_a_lab_is_tested_as_a_lab():
    assert changed.tests_of(["graders/m0_none/task.py", "notebooks/m0_none/m0_none.ipynb"], KNOWN) == (
        [],
        ["m0_none"],
    )
