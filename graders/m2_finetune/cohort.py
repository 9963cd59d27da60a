"""The notebook's test notes: generated when first asked for."""

from functools import cache


@cache
def test_notes():
    from labkit.data import generate_triage

    return generate_triage(400, random_state=3, language="fr")
