"""The guard tells a message that gives the answer away from one that does not."""

import numpy as np
import pandas as pd
import pytest

from tests.graders.telling import Public, tells_literal, tells_result

PUBLIC = Public("Return 'absent' or 'present' for the columns tool and missed. 12 notes, threshold 0.25.")
DECISIONS = ["RCA", "CCC", "AAA", "RRR"]
ORDERS = ["ABCD", "CABD", "DCBA"]

LITERALS = [
    ("Of 100 alarms 16 are right.", 16, range(100), True),
    ("C'est seize.", 16, range(100), True),
    ("Il en faut 1 150.", 1150, range(2000), True),
    ("Il en faut 1\u202f150.", 1150, range(2000), True),
    ("A shift of −2.9.", -2.9, [-2.9, 1.0], True),
    ("Un décalage de -2,9 suffit.", -2.9, [-2.9, 1.0], True),
    ("It is 160, or 1.6.", 16, range(100), False),
    ("Ask for a whole number.", 16, range(100), False),
    ("The order is C, A, B, D.", "CABD", ORDERS, True),
    ("Not CAB first?", "CABD", ORDERS, True),
    ("Begin with C.", "CABD", ORDERS, True),
    ("Recheck (R).", "RCA", DECISIONS, True),
    ("Écrivez « R » ici.", "RCA", DECISIONS, True),
    ('Answer "a" there.', "RCA", DECISIONS, True),
    ("A note says so; il y a un signe, et on n'a rien exclu.", "RCA", DECISIONS, False),
    ("R: recheck; C: call; A: abstain.", "RCA", DECISIONS, False),
    ("Did the writer doubt it?", "RCA", DECISIONS, False),
    ("The harm is 50.", "B50", ["A10", "B50", "B10"], True),
    ("The harm is off.", "B50", ["A10", "B50", "B10"], False),
    ("The second piece is « ver ».", "ver", ["er", "ver", "f"], True),
    ("It is a piece of fever.", "ver", ["er", "ver", "f"], False),
]

RESULTS = [
    ("It is 0.0625.", 0.0625, True),
    ("Cela fait 6,25 %.", 0.0625, True),
    ("It is 1/16.", 0.0625, True),
    ("It is 0.669 or so.", 0.6690301, True),
    ("It is 0.67 or so.", 0.6690301, False),
    ("The threshold is 0.25.", 0.25, False),
    ("The sum is 1, and 0 is left.", np.float64(1.0), False),
    ("It stops at epoch 7.", np.int64(7), True),
    ("Of the 12 notes none.", 12, False),
    ("Its scope is pas de fièvre.", "pas de fièvre", True),
    ("Say 'absent' there.", "absent", False),
    ("The pair is (e, r).", ("e", "r"), True),
    ("The pair is (r, e).", ("e", "r"), False),
    ("Kept: allergies, exam.", ["allergies", "exam"], True),
    ("It begins with 3, 1470, 150.", [3, 1470, 150], True),
    ("It is 0.3871.", np.array([0.5, 0.38712]), True),
    ("It is 0.3871.", {"F": float("nan"), "M": 0.38712}, True),
    ("The tool missed 0.417.", pd.DataFrame({"tool": ["x"], "missed": [0.41666]}), True),
    ("The table lacks the columns tool, missed.", pd.DataFrame({"tool": ["x"], "missed": [0.41666]}), False),
    ("True is True.", np.array([True, False]), False),
    ("Nothing.", None, False),
]


@pytest.mark.parametrize(("message", "right", "domain", "told"), LITERALS)
def test_of_a_literal(message, right, domain, told):
    assert (tells_literal(message, right, list(domain)) is not None) == told


@pytest.mark.parametrize(("message", "result", "told"), RESULTS)
def test_of_a_result(message, result, told):
    assert (tells_result(message, result, PUBLIC) is not None) == told
