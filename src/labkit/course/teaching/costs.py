"""What the labs take of a machine: measured, said in each ``lab.toml``, and held to each run of `labkit lint --run` and `make labs`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labkit.content import Content
from labkit.tasks.lab_file import LAB_FILE, read_lab_file

# Processors differ (two machines of one kind by up to 3.1), and the table is no contest: it must not mislead whoever sizes a machine.
_SECONDS_FACTOR, _MEMORY_SHARE = 4.0, 0.35
_SECONDS_FLOOR = 5.0


@dataclass(frozen=True)
class Row:
    """One lab on one pathway: processor seconds and peak resident MiB of its kernel."""

    lab: str
    pathway: str
    seconds: float
    mebibytes: float


def read_costs(content: Content) -> dict[tuple[str, str], Row] | None:
    """What each lab's ``lab.toml`` says it takes, by lab and pathway; None where no lab says so (another course)."""
    found = {
        (lab, pathway): Row(lab, pathway, cost.seconds, cost.mebibytes)
        for lab in content.labs()
        for pathway, cost in read_lab_file(content.grader(lab)).costs.items()
    }
    return found or None


def write_costs(content: Content, rows: list[Row]) -> None:
    """Put what was measured into each lab's ``lab.toml``, in the place of what it said, or at its top."""
    for row in rows:
        file = content.grader(row.lab) / LAB_FILE
        text = file.read_text(encoding="utf-8")
        said = f"costs.{row.pathway} = {{ seconds = {row.seconds:.1f}, mebibytes = {row.mebibytes:.0f} }}\n"
        new, count = re.subn(rf"^costs\.{row.pathway} = .*\n", said, text, flags=re.MULTILINE)
        file.write_text(new if count else said + text, encoding="utf-8")


def table(rows: list[Row]) -> str:
    """The table as Markdown, with the course's totals and its largest lab."""
    lines = ["| Lab | Pathway | Processor seconds | Peak memory (MiB) |", "| --- | --- | ---: | ---: |"]
    lines += [f"| `{row.lab}` | {row.pathway} | {row.seconds:.1f} | {row.mebibytes:.0f} |" for row in rows]
    for pathway in dict.fromkeys(row.pathway for row in rows):
        own = [row for row in rows if row.pathway == pathway]
        lines.append(
            f"| whole course | {pathway} | {sum(row.seconds for row in own):.1f} | "
            f"{max(row.mebibytes for row in own):.0f} (the largest) |"
        )
    return "\n".join(lines)


def far_from(row: Row | None, seconds: float, mebibytes: float) -> Iterator[str]:
    """What a run says against what the lab says of itself."""
    if row is None:
        yield f"{LAB_FILE} says no costs of it"
        return
    low, high = sorted((max(row.seconds, _SECONDS_FLOOR), max(seconds, _SECONDS_FLOOR)))
    if high > _SECONDS_FACTOR * low:
        yield f"it took {seconds:.1f} s of a processor where {LAB_FILE} says {row.seconds:.1f}"
    if abs(mebibytes - row.mebibytes) > _MEMORY_SHARE * row.mebibytes:
        yield f"it took {mebibytes:.0f} MiB where {LAB_FILE} says {row.mebibytes:.0f}"
