"""What every planted effect is: a name, stages at which it acts, sizes, and what an audit should find."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np

from labkit.data import network
from labkit.data.truth import Effect
from labkit.data.world import Array, World
from labkit.language import catalogue, number

_ = catalogue("data")


@dataclass(frozen=True)
class Planted:
    """An effect to plant. Subclasses are frozen dataclasses whose fields are its sizes.

    Attributes
    ----------
    name : str
        Name in `Truth.effects`.
    stages : tuple of str
        Of `labkit.data.world.STAGES`: when `plant` is called.
    shares : tuple of str
        Fields that must lie between 0 and 1.
    choices : dict
        Fields that must be (or hold only) one of the values given.
    """

    name: ClassVar[str]
    stages: ClassVar[tuple[str, ...]]
    shares: ClassVar[tuple[str, ...]] = ()
    choices: ClassVar[dict[str, Collection[str]]] = {}

    def __post_init__(self) -> None:
        for field in self.shares:
            if not 0 <= getattr(self, field) <= 1:
                self._refuse(field, _("must lie between 0 and 1"))
        for field, allowed in self.choices.items():
            value = getattr(self, field)
            if not set([value] if isinstance(value, str) else value) <= set(allowed):
                self._refuse(field, _("must be among {allowed}").format(allowed=", ".join(allowed)))
        for field in ("group", "subgroup"):
            for column, value in getattr(self, field, {}).items():
                levels = network.LEVELS.get(column)
                if levels is None and column not in ("age", "skin_type"):
                    self._refuse(field, _("uses a column that stays do not have"))
                if levels is not None and value not in levels:
                    allowed = ", ".join(levels)
                    self._refuse(field, _("must be among {allowed}").format(allowed=allowed))

    def _refuse(self, field: str, reason: str) -> None:
        value = repr(getattr(self, field))
        raise ValueError(
            _("{effect}: {field} {reason}, not {value}").format(
                effect=type(self).__name__, field=field, reason=reason, value=value
            )
        )

    @property
    def size(self) -> dict[str, Any]:
        """The sizes as JSON knows them (lists for tuples), so that a truth read back is equal."""
        return json.loads(json.dumps(asdict(self)))

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        """Change the world at one stage. `rng` is this effect's own stream, the same at each stage."""
        raise NotImplementedError

    def describe(self, world: World) -> Effect:
        """What was planted, what came out, and what an audit should find."""
        raise NotImplementedError

    def effect(
        self,
        columns: tuple[str, ...],
        group: Mapping[str, Any],
        observed: Mapping[str, Any],
        en: str,
        fr: str,
    ) -> Effect:
        """An `Effect` with this effect's name and sizes; `observed` is made of plain numbers."""
        plain = {key: None if np.isnan(value) else round(float(value), 6) for key, value in observed.items()}
        whom = json.loads(json.dumps(dict(group)))
        return Effect(self.name, columns, whom, self.size, plain, {"en": en, "fr": fr})


def mean(values: Array, mask: Array | None = None) -> float:
    """Mean over a mask, NaN for nobody."""
    values = values if mask is None else values[mask]
    return float(np.mean(values)) if len(values) else float("nan")


def after(world: World, day: str) -> Array:
    """Mask of the stays admitted on or after a day (``"2024-01-01"``)."""
    return world.columns["admitted_at"] >= np.datetime64(day)


def percent(value: float, language: str) -> str:
    """``0.25`` as ``25%`` in English and ``25 %`` in French."""
    return f"{100 * value:.0f}%" if language == "en" else f"{100 * value:.0f} %"


def signed(value: float, language: str) -> str:
    """A difference with its sign: ``-0.90`` in English, ``−0,90`` in French."""
    return ("+" if value >= 0 else "") + number(value, language=language)
