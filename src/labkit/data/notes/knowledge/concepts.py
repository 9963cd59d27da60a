"""Conditions and findings as a stay draws them: by category, by what shows them, by what they are told from."""

import zlib
from functools import cache

from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import plan
from labkit.data.notes.knowledge.vocabulary import (
    Concept,
    Condition,
    conditions,
    findings,
    named,
    rows,
    table,
)

CATEGORIES = (
    "symptom", "sign", "cxr", "ct", "us", "mri", "echo", "ecg", "endo", "path",
    "nursing", "function", "nutrition", "social", "psych",
)  # fmt: skip


@cache
def by_category() -> dict[str, tuple[Concept, ...]]:
    """Findings of each category."""
    return {c: tuple(f for f in findings().values() if c in f.categories) for c in CATEGORIES}


@cache
def shown_by(condition: str) -> dict[str, tuple[Concept, ...]]:
    """A condition's findings, by category."""
    known = findings()
    shown = [known[f] for f in conditions()[condition].findings if f in known]
    return {c: tuple(f for f in shown if c in f.categories) for c in CATEGORIES}


@cache
def acute() -> tuple[Condition, ...]:
    """Conditions that bring a patient in."""
    return tuple(c for c in conditions().values() if c.acute)


@cache
def chronic() -> tuple[Condition, ...]:
    """Long-term conditions, of both sexes."""
    return tuple(c for c in conditions().values() if c.chronic and not c.sex)


@cache
def past() -> tuple[Condition, ...]:
    """Conditions that leave a history code behind."""
    return tuple(c for c in conditions().values() if c.history_code and not c.sex)


@cache
def differential(condition: str) -> tuple[Condition, ...]:
    """What else is thought of: the table's own, or for a condition that is not in it those often considered."""
    known = conditions()
    listed = plan(condition).also or tuple(
        n for n in table("clinical")["often_considered"].split() if n != condition
    )
    return tuple(known[name] for name in listed if not known[name].sex)


@cache
def deniable(condition: str, category: str) -> tuple[Concept, ...]:
    """Findings worth denying: those of the differential, and of what the complaint belongs to."""
    own = conditions()[condition].findings
    near = {f for c in differential(condition) for f in c.findings}
    asked = near | named("always_asked") | set(follows.looked_for(condition))
    told = frozenset(own[:3])
    complaint = follows.systems(told - follows.among("everywhere")) or follows.systems(told)
    pool = by_category()[category]
    if category not in ("symptom", "sign"):
        swells = complaint & {"breath", "limbs"}
        chosen = tuple(f for f in pool if f.id in asked and (swells or f.id != "leg_oedema"))
        return chosen if len({f.group for f in chosen}) >= 5 else pool
    bent = set(own) & follows.among("bends") or "meningitis" in {c.id for c in differential(condition)}
    about = [f for f in pool if follows.systems(frozenset([f.id])) & complaint or f.id in near | {"fever"}]
    about = [f for f in about if bent or f.group != "meningism"]
    first = tuple(f for f in about if f.id in asked)
    return first if len({f.group for f in first}) >= 7 else tuple(about)


@cache
def incidental(category: str) -> tuple[Concept, ...]:
    """Findings met by chance, in a category where the condition shows nothing."""
    return tuple(findings()[f] for f in table("clinical")["incidental"][category].split())


@cache
def laboratory() -> tuple[dict[str, str], ...]:
    """Laboratory tests."""
    return tuple(rows("labs"))


@cache
def index_of(name: str) -> int:
    """Place of a named number among the stay's uniform draws."""
    return zlib.crc32(name.encode()) % 61
