"""The summer academy as data, ``data/academy/``: five days, three open workshops, further training; every field is checked when it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from labkit.content import data_file
from labkit.errors import CourseError
from labkit.language import LANGUAGES, Text
from labkit.tasks.toml_table import Table, read_table

KINDS = ("welcome", "unplugged", "lab", "talk", "visit", "interview", "datathon", "break")
TRAINING_KINDS = ("degree", "short_course", "online", "seminar")
WORKSHOP_MINUTES = 90
# A programme that nobody has looked at for a year may be gone, or cost something else.
CHECKED_WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class Slot:
    """A part of a day: when it starts (minutes after midnight), how long it takes, what happens, with which lab or sheet."""

    start: int
    minutes: int
    kind: str
    title: Text
    says: Text | None
    lab: str | None
    sheet: str | None

    @property
    def clock(self) -> str:
        return f"{self.start // 60}:{self.start % 60:02d}"


@dataclass(frozen=True)
class Day:
    """One of the five days."""

    title: Text
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Workshop:
    """An open workshop on line: its lab and its steps with their minutes."""

    id: str
    title: Text
    lab: str
    steps: tuple[tuple[int, Text], ...]


@dataclass(frozen=True)
class Training:
    """A programme of somebody else's; `example` says that it is none, and shows how one is written."""

    title: Text
    place: Text
    says: Text
    provider: str
    kind: str
    languages: tuple[str, ...]
    audiences: tuple[str, ...]
    hours: int
    address: str
    checked_on: date
    checked_by: str
    example: bool

    def stale(self, today: date) -> bool:
        """Whether nobody has read the provider's page for a year."""
        return today - self.checked_on > CHECKED_WITHIN


def folder() -> Path:
    """``data/academy``; a `CourseError` where no content has it."""
    found = data_file("academy")
    if found is None:
        raise CourseError("data/academy was not found: install labkit again")
    return found


def sheets(place: Path | None = None) -> list[str]:
    """Names of the printed sheets; each must be there in both languages."""
    place = (place or folder()) / "sheets"
    found = {
        language: {f.name.split(".")[0] for f in place.glob(f"*.{language}.md")} for language in LANGUAGES
    }
    for language in LANGUAGES:
        if lacking := set().union(*found.values()) - found[language]:
            raise CourseError(
                f"{place}: {sorted(lacking)[0]}.{language}.md is missing: a sheet is in both languages"
            )
    return sorted(found["en"])


def programme(place: Path | None = None) -> tuple[Day, ...]:
    """The days, each without a gap from its first slot to its last."""
    place = place or folder()
    table = read_table(place / "programme.toml")
    table.known("day")
    known = sheets(place)
    return tuple(Day(day.text("title"), tuple(_slots(day, known))) for day in table.rows("day"))


def _slots(day: Table, sheets_there: list[str]) -> Iterator[Slot]:
    day.known("title", "slot")
    end = None
    for row in day.rows("slot"):
        row.known("start", "minutes", "kind", "title", "says", "lab", "sheet")
        hours, _colon, minutes = row.get("start", str).partition(":")
        if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
            raise row.fault("start", 'an hour such as "09:30"')
        start, length = 60 * int(hours) + int(minutes), row.get("minutes", int)
        if end is not None and start != end:
            raise row.fault("start", f"the slot before ends at {end // 60:02d}:{end % 60:02d}: begin there")
        if length < 5:
            raise row.fault("minutes", "at least 5")
        kind, sheet = _one_of(row, "kind", KINDS), row.get("sheet", str, "") or None
        if sheet and sheet not in sheets_there:
            raise row.fault("sheet", f"there is no sheet {sheet!r}; there are: {', '.join(sheets_there)}")
        says = row.text("says") if "says" in row.values else None
        yield Slot(start, length, kind, row.text("title"), says, row.get("lab", str, "") or None, sheet)
        end = start + length


def workshops(place: Path | None = None) -> tuple[Workshop, ...]:
    """The open workshops; the minutes of each add up to 90."""
    table = read_table((place or folder()) / "workshops.toml")
    table.known("workshop")
    found = []
    for row in table.rows("workshop"):
        row.known("id", "lab", "title", "step")
        steps = []
        for step in row.rows("step"):
            step.known("minutes", "en", "fr")
            steps.append((step.get("minutes", int), step.own_text()))
        total = sum(minutes for minutes, _text in steps)
        if total != WORKSHOP_MINUTES:
            raise row.fault("step", f"the minutes add up to {total}, not to {WORKSHOP_MINUTES}")
        found.append(Workshop(row.get("id", str), row.text("title"), row.get("lab", str), tuple(steps)))
    return tuple(found)


def training(place: Path | None = None) -> tuple[Training, ...]:
    """The directory of further training, each entry's fields checked."""
    table = read_table((place or folder()) / "training.toml")
    table.known("entry")
    return tuple(_training(row) for row in table.rows("entry"))


def _training(row: Table) -> Training:
    row.known("example", "title", "place", "says", "provider", "kind", "languages", "audiences", "hours", "address",
              "checked_on", "checked_by")  # fmt: skip
    example = row.values.get("example", False)
    if not isinstance(example, bool):
        raise row.fault("example", "must be true or left out")
    address = row.get("address", str)
    if not address.startswith("https://") or " " in address:
        raise row.fault("address", "the address of the provider's own page, https://...")
    if not example and "//example." in address:
        raise row.fault("address", "an invented address: name the provider's own page, or set example = true")
    hours = row.get("hours", int)
    if hours <= 0:
        raise row.fault("hours", "a whole number above 0")
    languages, audiences = row.names("languages"), row.names("audiences")
    if not languages or not audiences:
        raise row.fault("languages" if not languages else "audiences", "at least one")
    return Training(
        row.text("title"), row.text("place"), row.text("says"), _filled(row, "provider"),
        _one_of(row, "kind", TRAINING_KINDS), tuple(languages), tuple(audiences), hours, address,
        row.get("checked_on", date), _filled(row, "checked_by"), example,
    )  # fmt: skip


def _filled(row: Table, key: str) -> str:
    text: str = row.get(key, str).strip()
    if not text:
        raise row.fault(key, "empty: write it, or leave the entry out")
    return text


def _one_of(row: Table, key: str, known: tuple[str, ...]) -> str:
    value: str = row.get(key, str)
    if value not in known:
        raise row.fault(key, f"{value!r} is none of {', '.join(known)}")
    return value
