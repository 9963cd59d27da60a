"""Results that go with the illness and with those of long standing."""

from collections.abc import Iterable

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.concepts import laboratory
from labkit.data.notes.knowledge.vocabulary import Condition

Result = tuple[dict[str, str], float]
"""A test's row in ``labs.tsv``, and what was measured."""

# What a long-term illness leaves abnormal; the others are brought back by its treatment.
_LASTING = {"creat", "urea", "hba1c", "plt", "alb", "inr"}


def results(r: Draw, main: str, known: Iterable[Condition], groups: set[str]) -> list[Result]:
    """What was drawn on arrival."""
    tests = laboratory()
    own = {main, *(c.id for c in known)}
    core = [t for t in tests if t["id"] in together.among_patients("core_labs")]
    start, step = int(r() * len(core)), (2, 4, 5)[int(r() * 3)]
    ordered = [core[(start + k * step) % len(core)] for k in range(len(core))]
    wanted = [t for t in tests if main in t["conditions"].split()][:4]
    chosen = list({t["id"]: t for t in wanted + ordered}.values())[:7]
    measured = []
    for test in chosen:
        ill = set(test["conditions"].split())
        off = main in ill or bool(own & ill and test["id"] in _LASTING)
        low, high = (test["abnormal_low"], test["abnormal_high"]) if off else (test["low"], test["high"])
        if test["id"] == "glu" and own & ill and main not in ill:  # known and treated
            low, high = "7.2", "11.8"
        if test["id"] == "glu" and main == "hypoglycaemia":
            low, high = "1.4", "2.8"
        low, high = follows.ranged(main, test["id"]) or (low, high)
        if test["id"] == "tropo" and main == "pe":  # the right heart's
            low, high = ("38", "240") if "rvstrain" in groups else ("4", "13")
        if test["id"] == "bili" and main == "cholecystitis":  # as the eyes show
            low, high = ("58", "132") if "jaundice" in groups else ("9", "28")
        measured.append((test, float(low) + r() * (float(high) - float(low))))
    return measured
