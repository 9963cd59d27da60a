"""Singular or plural as each language has it, and a reader of pages that finds where one stands beside a plural."""

import pytest

from labkit.language import plural_catalogue, speaking
from tests.language.plurals import beside_one


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        *[("en", n, "learners") for n in (0, 1.5, 2, 21)],
        ("en", 1, "learner"),
        *[("fr", n, "personne") for n in (0, 0.5, 1, 1.5)],
        *[("fr", n, "personnes") for n in (2, 2.5, 21)],
    ],
)
def test_the_wording_goes_with_the_number_in_either_language(language, n, said):
    ngettext = plural_catalogue("instructor")
    with speaking(language):
        assert ngettext("{n} learner", "{n} learners", n).removeprefix("{n} ") == said
    assert plural_catalogue("instructor", language)("{n} learner", "{n} learners", n).endswith(said)


def test_what_has_no_french_yet_is_said_in_english():
    assert plural_catalogue("instructor", "fr")("{n} thing", "{n} things", 1) == "{n} thing"
    assert plural_catalogue("instructor", "fr")("{n} thing", "{n} things", 2) == "{n} things"


@pytest.mark.parametrize(
    ("language", "page", "many"),
    [
        ("en", "<p>Marks of 1 learners</p>", 1),
        ("en", "1 people and 1&nbsp;were", 2),
        (
            "en",
            "1 learner, 11 learners, 0.1 points, 1.1 points, 1 is, 2026-11-1 days, <td>1</td><td>points</td>",
            0,
        ),
        ("fr", "<p>1 personnes sur 2, 0 personnes, 1\u00a0points</p>", 3),
        (
            "fr",
            "1 personne, 21 personnes, 3,1 points, 1\u00a0000 points, 1 fois, les n - 1 derniers, <code>1 tests</code>",
            0,
        ),
    ],
)
def test_one_beside_a_plural_is_found(language, page, many):
    assert len(beside_one(page, language)) == many
