"""The card that a lab's solution fills in holds in every line: it is the example that whoever reads the solution has."""

from collections.abc import Iterator

from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source

_OPEN = "○ "


def check(source: Source) -> Iterator[Finding]:
    """Lines of a committed card that its own check leaves open."""
    for cell in source.cells:
        if cell.cell_type != "code" or ".card(" not in cell.source:
            continue
        for output in cell.get("outputs", ()):
            for line in output.get("data", {}).get("text/plain", "").splitlines():
                if line.startswith(_OPEN):
                    wrong = f"the solution's own card has an open line, {line.removeprefix(_OPEN)!r}: correct the answer and solve the lab again"
                    yield Finding(source.lab, cell.id, "card", wrong)
