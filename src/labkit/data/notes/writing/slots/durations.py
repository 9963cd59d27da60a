"""Since when, and for how long."""

from collections.abc import Callable

from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.plan.kinds import OFFICE
from labkit.data.notes.writing.scribe import Scribe

# Places in the lists of durations.
_WEEKS, _HOURS, _DAYS, _HEALING = (11, 12, 16, 17), (6, 7, 8, 9, 13, 15), (0, 1, 2, 3, 4), (4, 5, 11, 12)


def elapsed(key: str) -> Callable[[Scribe, str], None]:
    """What writes a duration of one of the lists, ``since`` or ``durations``."""

    def write(scribe: Scribe, form: str) -> None:
        names = scribe.words[key]
        scribe.text(names[_since(scribe) % len(names)])

    return write


def _since(scribe: Scribe) -> int:
    """Place among the durations: nobody loses weight within days, nor waits for a booked visit since this morning."""
    place = scribe.stay.duration
    if place > max(_WEEKS):
        return place
    said = {c.id for c in scribe.statement.concepts} if scribe.statement is not None else set()
    booked = scribe.stay.main.id == "gallstones" and scribe.kind in OFFICE  # attacks that come back
    if booked or said & follows.among("weeks") or scribe.stay.main.id in ("cataract", "malnutrition"):
        return _WEEKS[place % len(_WEEKS)]
    if scribe.kind == "physiotherapy" and place in (*_HOURS, 0, 1, 2, 10, 14):
        return _HEALING[place % len(_HEALING)]
    if scribe.kind in ("consultation_letter", "referral_letter") and place in _HOURS:
        return _DAYS[place % len(_DAYS)]
    return place
