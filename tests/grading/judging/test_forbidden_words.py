"""Of what a task forbids: which words in a learner's code are a way to it, and what is said of them."""

import pytest

from labkit.grading.judging import messages
from labkit.grading.judging.forbidden import LearnersCode, forbidden_names


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("class Ward:\n    benefit = 3\ngain = getattr(Ward(), 'benefit')", False),
        ("import re\nword = re.compile('benefit|context')", False),
        ("rows = getattr(table, 'benefits', None)", False),
        ("from operator import attrgetter\nrows = sorted(wards, key=attrgetter('benefit'))", False),
        ("from operator import attrgetter\ngain = attrgetter('decision.benefit')(e)", True),
        ("import labkit\ngain = getattr(labkit.evaluate.decision, 'benefit')", True),
        (
            "from labkit import evaluate as e\nd = getattr(e, 'decision')\ngain = getattr(d, 'bene' + 'fit')",
            True,
        ),
        ("gain = getattr(anything, 'net_benefit')", True),
        ("gains = getattr(anything, 'net_benefits')", False),
        ("import sys\ngain = eval('labkit.evaluate.decision.benefit')", True),
    ],
)
def test_an_ordinary_word_is_no_module_and_a_longer_one_no_function(code, found):
    statements = LearnersCode(None).statements([code])
    names = ["labkit.evaluate.net_benefit", "labkit.evaluate.decision.benefit"]
    assert bool(forbidden_names(statements, names)) == found


def test_what_was_only_called_is_not_said_to_be_mentioned():
    both = messages.forbidden({"sklearn"}, {"sklearn", "labkit.evaluate.ppv", "the recursion limit"}).en
    assert "without sklearn, which your code mentions" in both
    assert "without labkit.evaluate.ppv, which your code calls" in both and "calls itself" in both
    assert "mention" not in messages.forbidden(set(), {"the recursion limit"}).en
