import pytest

from labkit import language


@pytest.fixture(autouse=True)
def speaks_english():
    language.use("en")
    yield
    language.use(None)
