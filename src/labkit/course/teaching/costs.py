"""What the labs take of a machine: one table for the whole course, measured, and held to each run of `labkit lint --run`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labkit.content import Content

FILE = "docs/costs.md"
# Processors differ, and the table is no contest: it must not mislead whoever sizes a machine.
_SECONDS_FACTOR, _MEMORY_SHARE = 3.0, 0.35
_SECONDS_FLOOR = 5.0
_ROW = re.compile(
    r"^\| `(?P<lab>\w+)` \| (?P<path>\w+) \| (?P<seconds>[\d.]+) \| (?P<mebibytes>\d+) \|$", re.MULTILINE
)


@dataclass(frozen=True)
class Row:
    """One lab on one path: processor seconds and peak resident MiB of its kernel."""

    lab: str
    path: str
    seconds: float
    mebibytes: float


def read_costs(content: Content) -> dict[tuple[str, str], Row] | None:
    """The table's rows by lab and path; None where the content has no such table (a wheel, another course)."""
    file = content.root / FILE
    if not file.is_file():
        return None
    found = (
        Row(m["lab"], m["path"], float(m["seconds"]), float(m["mebibytes"]))
        for m in _ROW.finditer(file.read_text(encoding="utf-8"))
    )
    return {(row.lab, row.path): row for row in found}


def table(rows: list[Row]) -> str:
    """The table as Markdown, with the course's totals and its largest lab."""
    lines = ["| Lab | Path | Processor seconds | Peak memory (MiB) |", "| --- | --- | ---: | ---: |"]
    lines += [f"| `{row.lab}` | {row.path} | {row.seconds:.1f} | {row.mebibytes:.0f} |" for row in rows]
    for path in dict.fromkeys(row.path for row in rows):
        own = [row for row in rows if row.path == path]
        lines.append(
            f"| whole course | {path} | {sum(row.seconds for row in own):.1f} | "
            f"{max(row.mebibytes for row in own):.0f} (the largest) |"
        )
    return "\n".join(lines)


def far_from(row: Row | None, seconds: float, mebibytes: float) -> Iterator[str]:
    """What a run says against its row of the table."""
    if row is None:
        yield f"{FILE} has no row for it"
        return
    low, high = sorted((max(row.seconds, _SECONDS_FLOOR), max(seconds, _SECONDS_FLOOR)))
    if high > _SECONDS_FACTOR * low:
        yield f"it took {seconds:.1f} s of a processor where {FILE} says {row.seconds:.1f}"
    if abs(mebibytes - row.mebibytes) > _MEMORY_SHARE * row.mebibytes:
        yield f"it took {mebibytes:.0f} MiB where {FILE} says {row.mebibytes:.0f}"
