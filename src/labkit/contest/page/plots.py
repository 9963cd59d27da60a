"""Plots of the page as SVG text: intervals as lines with their ends, a shape a series, no colour alone, words for who cannot see them."""

from collections.abc import Sequence
from html import escape

from labkit.figures.cues import PALETTE, REFERENCE
from labkit.language import number

_LEFT, _RIGHT, _ROW, _TOP = 190, 70, 30, 34
_WIDTH = 720


def intervals(
    key: str,
    title: str,
    described: str,
    rows: Sequence[tuple[str, float, float, float]],
    marks: Sequence[tuple[float, str]] = (),
    digits: int = 1,
) -> str:
    """Point and interval, a row each.

    Parameters
    ----------
    key : str
        Identifier, one of its own on the page.
    title, described : str
        What a screen reader says.
    rows : sequence of (label, value, low, high)
    marks : sequence of (value, label)
        Vertical reference lines.
    """
    ends = [v for _label, *values in rows for v in values] + [v for v, _label in marks]
    low, high = min(ends), max(ends)
    pad = 0.04 * (high - low or 1)
    low, high = low - pad, high + pad

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    height = _TOP + _ROW * len(rows) + 10
    parts = []
    for value, label in marks:
        parts.append(
            f'<line x1="{x(value):.1f}" x2="{x(value):.1f}" y1="{_TOP - 8}" y2="{height - 8}" stroke="{REFERENCE}" '
            f'stroke-dasharray="4 3"/><text x="{x(value):.1f}" y="{_TOP - 14}" text-anchor="middle">{escape(label)}</text>'
        )
    for i, (label, value, first, last) in enumerate(rows):
        y = _TOP + _ROW * i + _ROW / 2
        parts.append(
            f'<text x="{_LEFT - 12}" y="{y + 5:.1f}" text-anchor="end">{escape(label)}</text>'
            f'<path d="M{x(first):.1f} {y - 6:.1f}v12M{x(first):.1f} {y:.1f}H{x(last):.1f}M{x(last):.1f} {y - 6:.1f}v12" '
            f'stroke="{PALETTE[0]}" stroke-width="2" fill="none"/>'
            f'<circle cx="{x(value):.1f}" cy="{y:.1f}" r="5" fill="{PALETTE[0]}"/>'
            f'<text x="{_WIDTH - _RIGHT + 10}" y="{y + 5:.1f}">{number(value, digits)}</text>'
        )
    return _svg(key, title, described, height, parts)


def history(
    key: str,
    title: str,
    described: str,
    rounds: Sequence[str],
    lines: Sequence[tuple[str, Sequence[float | None]]],
) -> str:
    """Totals round by round: a line a team, each named at its end and with a dash of its own."""
    known = [v for _name, values in lines for v in values if v is not None]
    low, high = min(known), max(known)
    pad = 0.05 * (high - low or 1)
    low, high, height = low - pad, high + pad, 320

    def place(i: int, value: float) -> tuple[float, float]:
        wide = _WIDTH - 60 - _LEFT
        return 60 + wide * (i / max(1, len(rounds) - 1)), height - 30 - (value - low) / (high - low) * (
            height - 60
        )

    parts = [
        f'<text x="{place(i, low)[0]:.1f}" y="{height - 8}" text-anchor="middle">{escape(name)}</text>'
        for i, name in enumerate(rounds)
    ]
    for value in (low + pad, high - pad):
        parts.append(
            f'<text x="48" y="{place(0, value)[1] + 5:.1f}" text-anchor="end">{number(value, 0)}</text>'
        )
    taken: list[float] = []
    for j, (name, values) in enumerate(lines):
        points = [place(i, v) for i, v in enumerate(values) if v is not None]
        if not points:
            continue
        colour, dash = PALETTE[j % len(PALETTE)], ("", "7 3", "2 3", "9 3 2 3")[j % 4]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in points]
        end_x, end_y = points[-1]
        while any(abs(end_y - other) < 15 for other in taken):
            end_y += 3
        taken.append(end_y)
        parts.append(f'<text x="{end_x + 10:.1f}" y="{end_y + 5:.1f}">{escape(name)}</text>')
    return _svg(key, title, described, int(max([height, *(y + 14 for y in taken)])), parts)


def _svg(key: str, title: str, described: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(described)}</desc>{"".join(parts)}</svg>'
    )
