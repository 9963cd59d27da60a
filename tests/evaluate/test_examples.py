"""The examples of the docstrings say what the functions do."""

import doctest
from importlib import import_module

import pytest

from labkit import evaluate, oversight

MODULES = [
    f"labkit.{room.__name__.split('.')[-1]}.{name}" for room in (evaluate, oversight) for name in room._HOME
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
