"""A round's table in a terminal."""

from typing import Any

from labkit.contest.entries.outcome import sentence
from labkit.language import interval, number


def as_lines(table: dict[str, Any], names: dict[str, str], language: str) -> list[str]:
    """A round's table as lines of text."""
    lines = []
    for row in table["rows"]:
        total = row["total"]
        said = f"{number(total['score'], 1):>6} ({interval(total['low'], total['high'], 1)})"
        lines.append(f"{row['rank']:>3}  {names.get(row['team'], row['team']):<24} {said}")
    for one in table["unscored"]:
        lines.append(
            f"  –  {names.get(one['team'], one['team'])}: {sentence(one['reason'], one['said'], language)}"
        )
    return lines
