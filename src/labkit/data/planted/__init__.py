"""Effects that can be planted in a cohort, one a file: what each changes, by how much, and what to find."""

from collections.abc import Iterable
from typing import Any

EFFECTS: dict[str, type] = {}


def make(name: str, **size: Any) -> Any:
    """The effect of that name, with the sizes given (lists become tuples, as when read from JSON)."""
    if name not in EFFECTS:
        raise ValueError(f"no effect is called {name!r}; there are {', '.join(sorted(EFFECTS))}")
    return EFFECTS[name](**size)


def resolve(effects: Iterable[Any]) -> list[Any]:
    """Effects in a fixed order, names replaced by the default size.

    Raises
    ------
    ValueError
        For an unknown effect, or two of the same kind.
    """
    chosen = [make(effect) if isinstance(effect, str) else effect for effect in effects]
    names = [effect.name for effect in chosen]
    if len(set(names)) < len(names):
        raise ValueError(f"each effect can be planted once; got {', '.join(names)}")
    order = list(EFFECTS)
    return sorted(chosen, key=lambda effect: order.index(effect.name))
