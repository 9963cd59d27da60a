"""Effects that can be planted in a cohort, by kind: what each changes, by how much, and what to find."""

from collections.abc import Iterable
from typing import Any

from labkit.data.planted._effect import Planted
from labkit.data.planted.cover import UnequalCover
from labkit.data.planted.drift import ConceptDrift, CovariateDrift, PrevalenceDrift, TreatmentParadox
from labkit.data.planted.duplicates import Duplicates
from labkit.data.planted.label import LabelBias, Underdiagnosis
from labkit.data.planted.leaks import LeakFuture, LeakSamePatient, LeakTreatment
from labkit.data.planted.measurement import AtypicalPresentation, MeasurementBias, SpectrumEffect
from labkit.data.planted.missingness import InformativeMissingness
from labkit.data.planted.population import UnderRepresentation
from labkit.data.planted.site import Shortcut, SiteEffect
from labkit.language import catalogue

_ = catalogue("data")

# In the order in which they act within a stage. Duplicates come last: a copy copies everything.
EFFECTS: dict[str, type[Planted]] = {
    effect.name: effect
    for effect in (
        UnderRepresentation,
        LeakSamePatient,
        SiteEffect,
        PrevalenceDrift,
        CovariateDrift,
        ConceptDrift,
        AtypicalPresentation,
        UnequalCover,
        SpectrumEffect,
        MeasurementBias,
        LabelBias,
        Shortcut,
        Underdiagnosis,
        TreatmentParadox,
        LeakFuture,
        LeakTreatment,
        InformativeMissingness,
        Duplicates,
    )
}

__all__ = ["EFFECTS", "Planted", "make", "resolve", *sorted(effect.__name__ for effect in EFFECTS.values())]


def make(name: str, **size: Any) -> Planted:
    """The effect of that name, with the sizes given (lists become tuples, as when read from JSON).

    Raises
    ------
    ValueError
        When no effect has that name.
    """
    if name not in EFFECTS:
        names = ", ".join(sorted(EFFECTS))
        raise ValueError(
            _("no effect is called {name}; there are {names}").format(name=repr(name), names=names)
        )
    return EFFECTS[name](
        **{key: tuple(value) if isinstance(value, list) else value for key, value in size.items()}
    )


def resolve(effects: Iterable[Planted | str]) -> list[Planted]:
    """Effects in the order in which they act, names replaced by the default size.

    Raises
    ------
    ValueError
        For an unknown effect, or two of the same kind.
    """
    chosen = [make(effect) if isinstance(effect, str) else effect for effect in effects]
    names = [effect.name for effect in chosen]
    if len(set(names)) < len(names):
        raise ValueError(_("each effect can be planted once; got {names}").format(names=", ".join(names)))
    order = list(EFFECTS)
    return sorted(chosen, key=lambda effect: order.index(effect.name))
