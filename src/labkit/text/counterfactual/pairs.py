"""Pairs of gendered words, as data, and the writing of one in the other's place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from labkit.text.deidentify.gazetteer import gazetteer

KINDS = ("noun", "partner", "title", "pronoun", "person", "kin", "agrees", "control")


@dataclass(frozen=True)
class Pairs:
    """Both directions of each kind of pair, in lower case (titles as written)."""

    kinds: dict[str, dict[str, str]]

    def __getitem__(self, kind: str) -> dict[str, str]:
        return self.kinds.get(kind, {})

    def couples(self, kind: str) -> list[tuple[str, str]]:
        """Pairs of a kind, masculine first as in the list."""
        words = list(self.kinds.get(kind, {}).items())
        return words[::2]

    def all(self, kinds: Iterable[str]) -> set[str]:
        """All words of `kinds`."""
        return {word for kind in kinds for word in self[kind]}


@cache
def load_pairs(language: str) -> Pairs:
    """The pairs of ``"fr"`` or ``"en"``; each word has one partner, so exchanging twice changes nothing."""
    lines = resources.files(__package__).joinpath(f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    kinds: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for line in lines:
        if line and not line.startswith("#"):
            kind, masculine, feminine = line.split("\t")
            kinds[kind][masculine] = feminine
            kinds[kind][feminine] = masculine
    return Pairs(kinds)


@cache
def name_pairs() -> dict[str, str]:
    """Given names of the gazetteer, each with one partner of the other gender."""
    lists = gazetteer()
    women, men = (sorted(set(lists.spelled[sex]), key=str) for sex in ("F", "M"))
    natural = {"Jeanne": "Jean", "Françoise": "François", "Louise": "Louis", "Andrée": "André", "Michelle": "Michel",
               "Danielle": "Daniel", "Nicole": "Nicolas", "Simone": "Simon", "Martine": "Martin"}  # fmt: skip
    pairs = {woman: man for woman, man in natural.items() if woman in women and man in men}
    rest = zip(
        (w for w in women if w not in pairs), (m for m in men if m not in set(pairs.values())), strict=False
    )
    pairs |= dict(rest)
    return pairs | {man: woman for woman, man in pairs.items()}


@cache
def sex_specific_stems() -> dict[str, tuple[str, ...]]:
    """Beginnings of words that fit one sex only, by language."""
    text = resources.files(__package__).joinpath("sex_specific.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {language: tuple(stem for each, stem in rows if each == language) for language in ("fr", "en")}


def cased(word: str, model: str) -> str:
    """`word` in the case of `model`: capitals, a capital, or none."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    if model[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
