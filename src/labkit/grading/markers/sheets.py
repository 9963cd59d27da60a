"""The sheets that people fill in: what a spreadsheet of either language writes is read, anything else is named by its row."""

import csv
import io
import math
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from labkit.grading.gradebook.records import write_atomically
from labkit.grading.markers.units import Unit
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.language import brief, catalogue, current

_ = catalogue("instructor")

COLUMNS = ("code", "task", "most", "points", "comment")
# The sheet of what two people mark differently, to be settled by a third.
SETTLED = "disagreements"
SETTLED_COLUMNS = ("code", "task", "most", "first", "second", "points", "comment")


def extend(file: Path, units: Mapping[str, Unit]) -> None:
    """Add a row for each code that has none."""
    kept = rows_of(file)
    known = {row["code"] for row in kept}
    new = [
        {"code": code, "task": unit.task, "most": brief(unit.most), "points": "", "comment": ""}
        for code, unit in units.items()
        if code not in known
    ]
    if new or not file.exists():
        write(file, [*kept, *new], COLUMNS)


def rows_of(file: Path) -> list[dict[str, str]]:
    """A sheet's rows; none where it does not exist.

    Raises
    ------
    GradingError
        If its columns are not there any more.
    """
    if not file.is_file():
        return []
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = file.read_bytes().decode("cp1252", "replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [name for name in ("code", "points") if name not in (table.fieldnames or ())]
    if missing:
        raise GradingError(
            _("{file}: its first row must name the columns {columns}; {missing} is missing.").format(
                file=file, columns=", ".join(COLUMNS), missing=", ".join(missing)
            )
        )
    return [{str(k): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)} for row in table]


def write(file: Path, rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> None:
    """Write a sheet as the spreadsheets of the language in force open it."""
    text = io.StringIO()
    out = csv.DictWriter(
        text, list(columns), delimiter=";" if current() == "fr" else ",", extrasaction="ignore"
    )
    out.writeheader()
    out.writerows(rows)
    write_atomically(file, text.getvalue().encode("utf-8-sig"))


def marks_in(file: Path, units: Mapping[str, Unit]) -> dict[str, tuple[float, str]]:
    """Code to points and comment, for the rows that are filled in.

    Raises
    ------
    GradingError
        Naming file, row and value: points that are no number of quarters between 0 and the most, a code twice.
    """
    found: dict[str, tuple[float, str]] = {}
    for number, row in enumerate(rows_of(file), 2):
        code, typed = row["code"].lower(), row["points"]
        if not typed or code not in units:
            continue
        points = _number(typed)
        if points is None or not 0 <= points <= units[code].most:
            raise GradingError(
                _(
                    "{file}, row {row}, points: {value!r} is not a number of quarters from 0 to {most}."
                ).format(file=file, row=number, value=typed, most=brief(units[code].most))
            )
        if code in found:
            raise GradingError(
                _("{file}, row {row}: {code} has a row already; keep one of the two.").format(
                    file=file, row=number, code=code
                )
            )
        found[code] = points, row.get("comment", "")
    return found


def without(file: Path, codes: Collection[str]) -> int:
    """Take rows out of a sheet; how many there were."""
    rows = rows_of(file)
    kept = [row for row in rows if row["code"].lower() not in codes]
    if len(kept) < len(rows):
        write(file, kept, rows[0].keys())
    return len(rows) - len(kept)


def _number(typed: str) -> float | None:
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and value * 4 == int(value * 4) else None
