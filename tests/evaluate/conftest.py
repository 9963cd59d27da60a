import pytest
from hypothesis import settings

from labkit import language

# two cores are shared with other work: a slow example is no failure
settings.register_profile("labkit", deadline=None)
settings.load_profile("labkit")


@pytest.fixture(autouse=True)
def speaks_english():
    with language.speaking("en"):
        yield
