"""Notes that several files read: their tests name one group, so that one worker draws them (`xdist_group("notes-drawn-once")`)."""

import pytest

from labkit.data.notes import generate_notes


@pytest.fixture(scope="session")
def many():
    """Notes of every kind, as authors write them."""
    return generate_notes(5000, random_state=11)


@pytest.fixture(scope="session")
def clean():
    """Notes without slips or lost accents."""
    return generate_notes(1500, random_state=12, typos=0)
