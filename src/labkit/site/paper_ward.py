"""What a printed sheet draws by itself: a grid of a hundred squares, and 24 invented patients of an emergency department."""

import re
from html import escape
from typing import Any

from labkit.language import catalogue, number

PATIENTS, WITH_SEPSIS = 24, 8
# Two drawings that share no patient: one to make a rule on, one to try it on.
DRAWS = {"practice": 0, "final": 1}
_MARK = re.compile(r"^\[\[(grid|ward|key) ?(\w*)\]\]$", re.MULTILINE)


def ward(draw: str) -> Any:
    """24 patients, 8 of them with sepsis, in an order of chance.

    Parameters
    ----------
    draw : {"practice", "final"}

    Returns
    -------
    pandas.DataFrame
        Columns ``age`` (years), ``temperature`` (°C), ``heart_rate`` and ``respiratory_rate`` (a minute), ``systolic_bp`` (mmHg),
        ``sepsis`` (0 or 1); labkit's generated stays of emergency departments, whose values are all there.
    """
    import pandas as pd

    from labkit.data import load_stays

    columns = ["age", "temperature", "heart_rate", "respiratory_rate", "systolic_bp", "sepsis"]
    stays = load_stays()
    stays = (
        stays[(stays.ward == "emergency") & (stays.age >= 18)].drop_duplicates("patient_id")[columns].dropna()
    )
    place, parts = DRAWS[draw], []
    for sepsis, n in ((1, WITH_SEPSIS), (0, PATIENTS - WITH_SEPSIS)):
        mixed = stays[stays.sepsis == sepsis].sample(frac=1, random_state=11)
        parts.append(mixed.iloc[place * n : (place + 1) * n])
    return pd.concat(parts).sample(frac=1, random_state=12 + place).reset_index(drop=True)


def filled(text: str, language: str) -> str:
    """A sheet's Markdown with what stands in ``[[grid]]``, ``[[ward practice]]``, ``[[ward final]]`` and ``[[key final]]``."""

    def draw(found: re.Match[str]) -> str:
        if found[1] == "grid":
            return _grid(language)
        return _key(found[2]) if found[1] == "key" else _ward(found[2], language)

    return _MARK.sub(draw, text)


def _grid(language: str) -> str:
    _ = catalogue("site", language)
    squares = "".join(
        f'<rect x="{24 * (i % 10) + 1}" y="{24 * (i // 10) + 1}" width="24" height="24"/>' for i in range(100)
    )
    return (
        f'<svg class="grid" viewBox="0 0 242 242" role="img" aria-label="{escape(_("A grid of ten rows of ten empty squares"))}">'
        f"{squares}</svg>"
    )


def _ward(draw: str, language: str) -> str:
    _ = catalogue("site", language)
    known = draw == "practice"
    heads = ["", _("age"), _("temperature (°C)"), _("pulse"), _("breaths a minute"), _("blood pressure"),
             _("sepsis?") if known else _("we call")]  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|" + " ---: |" * (len(heads) - 1) + " --- |"]
    for place, row in enumerate(ward(draw).itertuples(), start=1):
        last = (_("yes") if row.sepsis else _("no")) if known else "☐"
        values = [str(place), str(int(row.age)), number(row.temperature, 1, language)]
        values += [str(round(value)) for value in (row.heart_rate, row.respiratory_rate, row.systolic_bp)]
        lines.append("| " + " | ".join([*values, last]) + " |")
    return "\n".join(lines)


def _key(draw: str) -> str:
    sick = [str(place) for place, row in enumerate(ward(draw).itertuples(), start=1) if row.sepsis]
    return "**" + ", ".join(sick) + "**"
