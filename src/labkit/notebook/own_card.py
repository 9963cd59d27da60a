"""The human-guarantee card that a learner fills in, and what can be checked of it: a role, a number, a date, who signs."""

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from labkit.language import brief, catalogue, label, labelled, number

_DATES = (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"))
# "Everybody" is nobody at three in the morning.
_NOBODY_IN_PARTICULAR = {
    "everybody", "everyone", "all", "the team", "team", "staff", "somebody", "someone", "nobody", "me",
    "tous", "tout le monde", "l'équipe", "équipe", "le personnel", "quelqu'un", "personne", "moi",
}  # fmt: skip
_AND = re.compile(r"\s*(?:,|;|\+|&|\band\b|\bet\b)\s*", re.IGNORECASE)


def card_rows(rows: Mapping[str, tuple[str, Any]], language: str) -> list[tuple[str, str, str]]:
    """Each row's name, what was written in it, and what is wrong with it (empty: it stands).

    Parameters
    ----------
    rows : mapping of str to (kind, written)
        By the row's code name. Kinds: ``"role"``, ``"date"``, ``"signatures"`` and ``"number"``, whose second part is a pair
        (written, computed).
    language : {"en", "fr"}
    """
    return [(name, *_judged(kind, written, language)) for name, (kind, written) in rows.items()]


def card_panel(rows: Mapping[str, tuple[str, Any]], language: str) -> tuple[str, str]:
    """HTML and plain text of a card: each row, what was written, and whether it stands; see `card_rows`."""
    _ = catalogue("lab", language)
    lines, markup = [], []
    for name, shown, fault in card_rows(rows, language):
        sign = "✓" if not fault else "○"
        said = fault or _("filled in")
        lines.append(labelled(f"{sign} {label(name)}", f"{shown} ({said})", language))
        cells = [label(name), shown, f"{sign} {said}"]
        markup.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    heads = [_("Question"), _("Your card"), _("Check")]
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    table = (
        f'<div lang="{language}" role="status"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(markup)}</tbody></table></div>"
    )
    return table, "\n".join(lines)


def _judged(kind: str, written: Any, language: str) -> tuple[str, str]:
    """What stands in a row, in words, and what is wrong with it (empty: nothing)."""
    _ = catalogue("lab", language)
    if kind == "number":
        typed, computed = written
        return _number(typed, computed, language)
    if written is ... or written is None or not str(written).strip():
        return "…", _("to fill in")
    text = str(written).strip()
    if kind == "role":
        vague = text.casefold() in _NOBODY_IN_PARTICULAR or len(text) < 4
        return text, _("name one role, of somebody who is there at that hour") if vague else ""
    if kind == "date":
        return text, "" if _is_date(text) else _("write a date, such as 2027-03-01")
    parts = {part.casefold() for part in _AND.split(text) if len(part) > 2}
    return text, "" if len(parts) >= 2 else _(
        "two roles sign, for example one of the ward and one of the hospital"
    )


def _number(written: Any, computed: float, language: str) -> tuple[str, str]:
    _ = catalogue("lab", language)
    if written is ... or written is None:
        return "…", _("to fill in")
    if isinstance(written, bool) or not isinstance(written, (int, float)):
        return str(written), _("write a number, without quotation marks")
    shown = brief(written, language)
    if abs(written - computed) <= max(0.51, 0.06 * abs(computed)):
        return shown, ""
    return shown, _("does not agree with your figures, which give {value}").format(
        value=number(computed, 1, language)
    )


def _is_date(text: str) -> bool:
    for place, form in enumerate(_DATES):
        found = form.fullmatch(text)
        if found:
            first, second, third = (int(part) for part in found.groups())
            try:
                date(*((first, second, third) if place == 0 else (third, second, first)))
            except ValueError:
                return False
            return True
    return False
