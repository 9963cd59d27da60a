"""Names that people bear, and words that no name is: read once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from labkit.text.folding import fold


@dataclass(frozen=True)
class Gazetteer:
    """Lists of names, folded. `given` maps a given name to ``"F"``, ``"M"`` or ``"U"`` (either)."""

    given: dict[str, str]
    surnames: frozenset[str]
    ambiguous: frozenset[str]
    eponyms: frozenset[str]
    titles: frozenset[str]
    male_titles: frozenset[str]
    female_titles: frozenset[str]
    particles: frozenset[str]
    labels: frozenset[str]
    never: frozenset[str]
    words_after_article: frozenset[str]
    acronyms: frozenset[str]
    word_surnames: frozenset[str]
    countries: frozenset[str]
    spelled: dict[str, tuple[str, ...]]


@cache
def gazetteer() -> Gazetteer:
    """labkit's gazetteer, read from `gazetteer.toml`."""
    lists = tomllib.loads(resources.files(__package__).joinpath("gazetteer.toml").read_text(encoding="utf-8"))
    words = {
        name: frozenset(fold(text).split())
        for name, text in lists.items()
        if name not in ("labels", "countries")
    }
    given = dict.fromkeys(words["given_female"], "F") | dict.fromkeys(words["given_male"], "M")
    both = (words["given_female"] & words["given_male"]) | words["given_either"]
    given |= dict.fromkeys(both, "U")
    return Gazetteer(
        given=given,
        labels=_phrases(lists["labels"]),
        countries=_phrases(lists["countries"]),
        spelled={
            "F": tuple(n for n in lists["given_female"].split() if given[fold(n)] == "F"),
            "M": tuple(n for n in lists["given_male"].split() if given[fold(n)] == "M"),
            "U": tuple(lists["given_either"].split()),
            "S": tuple(n for n in lists["surnames"].split() if fold(n) not in words["ambiguous"] | words["eponyms"]),
        },
        **{
            name: words[name]
            for name in (
                "surnames", "ambiguous", "eponyms", "titles", "male_titles", "female_titles", "particles", "never", "words_after_article", "acronyms",
                "word_surnames",
            )
        },
    )  # fmt: skip


def _phrases(listed: str) -> frozenset[str]:
    """What bars or line ends part, folded."""
    return frozenset(phrase.strip() for phrase in re.split(r"[|\n]", fold(listed)) if phrase.strip())
