"""The authors: some write sentences, some telegrams, some in capitals; each has habits of their own."""

import zlib
from functools import cache
from random import Random

from labkit.data.notes.facts.identity import first_names, pick, surnames
from labkit.data.notes.writing.writer import Habits

# style: share of authors, share of telegraphic sentences, how sentences are joined
STYLES = (
    ("verbose", 0.26, 0.03),
    ("plain", 0.26, 0.4),
    ("telegraphic", 0.20, 0.95),
    ("bullets", 0.18, 0.8),
    ("capitals", 0.10, 0.9),
)
PER_ROLE = 14
# Never a comma: after "pas de toux" it would deny what follows.
_SEPARATORS = {
    "verbose": (" ",),
    "plain": (" ",),
    "telegraphic": (" ", ". ", "\n", " ; ", " / "),
    "capitals": (" ", "\n", " ; "),
}
_BULLETS = ("- ", "• ", "* ", "– ", "> ", "-", "1")


def _style(u: float) -> tuple[str, float]:
    for style, share, terse in STYLES:
        u -= share
        if u < 0:
            return style, terse
    return STYLES[-1][0], STYLES[-1][2]


@cache
def author(role: str, region: str, number: int) -> tuple[str, Habits]:
    """Identifier and habits of one of a role's authors in a region: the same in every run."""
    identifier = f"{role}-{region}-{number:02d}"
    r = Random(zlib.crc32(identifier.encode())).random
    style, terse = _style(r())
    feminine = int(r() < (0.85 if role in ("nurse", "dietitian", "social_worker") else 0.5))
    surname = pick(r, surnames(region))
    name = f"{pick(r, first_names(region, 'MF'[feminine]))[0]}. {surname}" if r() < 0.5 else surname
    return identifier, Habits(
        name=name,
        style=style,
        terse=terse,
        abbreviate=0.15 + 0.7 * r() if style != "verbose" else 0.35 * r(),
        typo=(0.0, 0.0, 0.0004, 0.0010, 0.0022)[int(r() * 5)],
        accents=r() > (0.6 if style == "capitals" else 0.13),
        upper=style == "capitals",
        bullet=pick(r, _BULLETS) if style == "bullets" else "",
        separator=pick(r, _SEPARATORS.get(style, ("\n",))),
        heading=int(r() * 7),
        feminine=feminine,
        capital_name=r() < 0.45,
        brand=(0.0, 0.1, 0.35)[int(r() * 3)] if region == "FR" else (0.05, 0.3, 0.6)[int(r() * 3)],
    )
