"""A submission as lists show it: when it came, in the hub's time, and its mark."""

from zoneinfo import ZoneInfo

from labkit.grading.feedback.mark import PageMark
from labkit.hub.exchange.deadlines import moment
from labkit.language import brief, catalogue


def points(mark: PageMark, language: str | None = None) -> str:
    """``5 / 14 (provisional)``."""
    _ = catalogue("hub", language)
    text = f"{brief(mark.score, language)} / {brief(mark.max_score, language)}"
    return _("{points} (provisional)").format(points=text) if mark.provisional else text


def listed(stamp: str, zone: ZoneInfo, mark: PageMark | None) -> str:
    """A line that sorts by time, as nbgrader sorts it."""
    when = f"{moment(stamp).astimezone(zone):%Y-%m-%d %H:%M:%S} ({zone.key})"
    return f"{when} · {points(mark)}" if mark else when
