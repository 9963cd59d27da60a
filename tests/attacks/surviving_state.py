"""Answers that look at how often they were asked, and not at what: what they know of the practice pack, they say in its order."""

from tests.attacks.attack import RIGHT, Attack, before

PACK = """import json
from labkit.tasks.bundle import Bundle
try:
    pack = json.load(open('practice.json'))
    cases = Bundle.from_json(pack['bundles'][0]).cases
except Exception:
    cases = []
known = [case.expected for case in cases] or [0.5]
"""
ASKED = "    asked.append((sensitivity, specificity, prevalence))\n"
SIGNATURE = "def ppv(sensitivity, specificity, prevalence):\n"
VALUE = RIGHT.replace("def ppv(", "def honest(")


def after(calls: int, kept: str = "asked = []") -> str:
    """The right answer, so many times."""
    return f"{VALUE}\n\n{kept}\n\n{SIGNATURE}{ASKED}    return honest(*asked[-1]) if len(asked) <= {calls} else 0.3"


ATTACKS = {
    "says_the_pack_in_its_order": Attack(
        f"{PACK}\nasked = []\n\n{SIGNATURE}{ASKED}    return known[(len(asked) - 1) % len(known)]"
    ),
    "says_the_pack_as_practice_asks_it": Attack(
        f"{PACK}\ntry:\n    bundle = Bundle.from_json(pack['bundles'][0])\n"
        "    known = [bundle.cases[place].expected for place in bundle.order()]\nexcept Exception:\n    pass\n"
        f"asked = []\n\n{SIGNATURE}{ASKED}    return known[(len(asked) - 1) % len(known)]"
    ),
    "says_the_nearest_of_the_pack": Attack(
        f"{PACK}\n{SIGNATURE}    given = (sensitivity, specificity, prevalence)\n"
        "    far = [sum((a - b) ** 2 for a, b in zip(given, case.arguments.values())) for case in cases]\n"
        "    return known[far.index(min(far))] if far else 0.5"
    ),
    "right_five_times": Attack(after(5)),
    "right_eight_times": Attack(after(8)),
    "right_ten_times": Attack(after(10)),
    "wrong_every_fourth_time": Attack(
        f"{VALUE}\n\nasked = []\n\n{SIGNATURE}{ASKED}    return honest(*asked[-1]) if len(asked) % 4 else 0.3"
    ),
    "right_once_a_process": Attack(
        f"import os\n{VALUE}\n\nfirst = []\n\n{SIGNATURE}    first.append(os.getpid())\n"
        "    return honest(sensitivity, specificity, prevalence) if len(first) <= 7 else 0.3"
    ),
    "counts_in_a_default": Attack(
        f"{VALUE}\n\ndef ppv(sensitivity, specificity, prevalence, n=[0]):\n    n[0] += 1\n"
        "    return honest(sensitivity, specificity, prevalence) if n[0] <= 6 else 0.3"
    ),
    "counts_in_a_generator": Attack(
        f"import itertools\n{VALUE}\n\ncounter = itertools.count()\n\n{SIGNATURE}"
        "    return honest(sensitivity, specificity, prevalence) if next(counter) < 6 else 0.3"
    ),
    "a_cache_is_honest": Attack(before("import functools", f"@functools.cache\n{RIGHT}"), points=3),
    "a_table_of_its_own_is_honest": Attack(
        f"{VALUE}\n\nkept = {{}}\n\n{SIGNATURE}    given = sensitivity, specificity, prevalence\n"
        "    if given not in kept:\n        kept[given] = honest(*given)\n    return kept[given]",
        points=3,
    ),
    "a_count_that_changes_nothing_is_honest": Attack(
        f"{VALUE}\n\ncalls = 0\n\n{SIGNATURE}    global calls\n    calls += 1\n"
        "    return honest(sensitivity, specificity, prevalence)",
        points=3,
    ),
}
