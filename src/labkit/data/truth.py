"""What was planted in a cohort, with its size: the key that an audit is marked against."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Effect:
    """One planted fact.

    Attributes
    ----------
    name : str
        Name of the effect, for example ``"measurement_bias"``.
    columns : tuple of str
        Columns of the cohort that carry it.
    group : dict
        Whom it touches, ``{column: value}``; empty when everybody.
    size : dict
        The planted parameters, with units in their names where they have one.
    observed : dict
        The same quantities as they came out in this cohort (a draw, not the parameter); ``None`` where nobody
        was there to compute one on.
    find : dict
        What an audit of the cohort should find, ``{"en": ..., "fr": ...}``.
    """

    name: str
    columns: tuple[str, ...]
    group: dict[str, Any]
    size: dict[str, Any]
    observed: dict[str, Any]
    find: dict[str, str]


@dataclass(frozen=True)
class Truth:
    """Everything a grader may ask about a generated cohort.

    Attributes
    ----------
    recipe : dict
        Arguments that make the cohort again (see `labkit.data.regenerate`).
    n_stays, n_patients : int
    prevalence : dict
        Planted share of stays with sepsis, by ward, before any effect.
    observed_prevalence : dict
        Share with sepsis (the disease, not the label) that came out, by ward.
    alarm : dict
        Planted and observed sensitivity and specificity of the alarm (``None`` without anybody to compute them
        on), and its threshold.
    effects : dict of Effect
        Planted effects by name. Empty for a cohort without any.
    """

    recipe: dict[str, Any]
    n_stays: int
    n_patients: int
    prevalence: dict[str, float]
    observed_prevalence: dict[str, float]
    alarm: dict[str, float | None]
    effects: dict[str, Effect] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the effect was planted. An audit that reports one that was not raises a false alarm."""
        return name in self.effects

    def should_find(self, name: str) -> Effect | None:
        """The effect an audit should find, or ``None`` when a right audit finds nothing."""
        return self.effects.get(name)

    def affecting(self, column: str) -> list[str]:
        """Names of the planted effects that a column carries."""
        return [name for name, effect in self.effects.items() if column in effect.columns]

    def to_json(self, path: str | Path | None = None) -> str:
        """The truth as JSON text, written to `path` as well when one is given."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    @classmethod
    def from_json(cls, text: str) -> "Truth":
        """The inverse of `to_json`."""
        raw: Mapping[str, Any] = json.loads(text)
        effects = {
            name: Effect(**{**effect, "columns": tuple(effect["columns"])})
            for name, effect in raw["effects"].items()
        }
        return cls(**{**raw, "effects": effects})
