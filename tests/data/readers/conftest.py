"""What is wrong is told in English here."""

import pytest

from labkit import language


@pytest.fixture(autouse=True)
def english():
    with language.speaking("en"):
        yield
