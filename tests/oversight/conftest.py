import pytest

from labkit import language


@pytest.fixture(autouse=True)
def speaks_english():
    with language.speaking("en"):
        yield
