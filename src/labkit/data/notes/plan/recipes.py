"""What each section says: ``vocabulary/recipes.toml``, and the sections of each kind of note, read once."""

from functools import cache

from labkit.data.notes.knowledge.vocabulary import table
from labkit.data.notes.plan.items import Step


def _step(line: str) -> Step:
    words = line.split()
    chance, low, high = 1.0, 1, 1
    if len(words) > 1 and "." in words[-1] and words[-1].replace(".", "").isdigit():
        chance = float(words.pop())
    if len(words) > 1 and words[-1][0].isdigit():
        bounds = words.pop().split("-")
        low, high = int(bounds[0]), int(bounds[-1])
    return Step(words[0], words[1] if len(words) > 1 else "", low, high, chance)


@cache
def recipe(section: str, kind: str = "") -> tuple[Step, ...]:
    """Steps of a section; a kind of note may have its own, ``plan@icu_note``."""
    known = table("recipes")
    return tuple(_step(line) for line in known.get(f"{section}@{kind}") or known[section])


@cache
def sections_of(kind: str) -> tuple[tuple[tuple[str, float, str], ...], ...]:
    """Blocks of (section, probability, tag that the stay must bear) of a kind of note."""
    return tuple(tuple(_section(s) for s in block) for block in table("kinds")[kind]["sections"])


def _section(line: str) -> tuple[str, float, str]:
    name, chance, need = (*line.split(":"), "", "")[:3]
    return name, float(chance or 1), need
