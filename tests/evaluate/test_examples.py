"""The examples of the docstrings say what the functions do."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

from labkit import evaluate, oversight

MODULES = [
    module.name
    for room in (evaluate, oversight)
    for module in walk_packages(room.__path__, f"{room.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(import_module(name))
    assert result.failed == 0


def test_there_are_examples():
    found = sum(
        len(test.examples) for name in MODULES for test in doctest.DocTestFinder().find(import_module(name))
    )
    assert found > 12
