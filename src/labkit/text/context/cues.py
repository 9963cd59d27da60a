"""Cue lists as data: reading `fr.tsv` and `en.tsv`, and finding their phrases in a note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product

from labkit.language import catalogue
from labkit.text.folding import fold

_ = catalogue("text")

CATEGORIES = (
    "absent",
    "uncertain",
    "present",
    "history",
    "current",
    "family",
    "hypothetical",
    "pseudo",
    "stop",
    "section",
)
DIRECTIONS = ("forward", "backward", "previous", "nearest", "next", "clause")
POLARITIES = ("present", "absent", "uncertain")

_NUMBER = re.compile(
    r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|quelques"
    r"|plusieurs|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|several"
    r"|many)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Cue:
    """One line of a cue list: what it says, which way it looks, how strongly, and its phrases, folded."""

    category: str
    direction: str
    strength: int
    written: str
    phrases: tuple[str, ...]

    @property
    def ends(self) -> str | None:
        """For a stop, which scopes it ends: ``polarity``, ``history``, ``family``, ``hypothetical`` or ``all``; ``item``: none by itself."""
        if not self.category.startswith("stop"):
            return None
        return self.category.partition(":")[2] or "all"

    @property
    def group(self) -> str:
        """The question the cue answers: polarity, history, family, hypothetical."""
        return "polarity" if self.category in POLARITIES else self.category


def expand(written: str) -> tuple[str, ...]:
    """All phrases of a cue's notation, folded, single spaces.

    >>> expand("pas {de,d'} {,aucune} toux")
    ('pas de toux', 'pas de aucune toux', "pas d'toux", "pas d'aucune toux")
    """
    parts: list[list[str]] = []
    for piece in re.split(r"(\{[^}]*\})", written):
        if piece.startswith("{"):
            # A comma followed by a space belongs to the phrase (", il").
            # An escaped one is a word by itself.
            parts.append(
                [part.replace("\\,", ",") for part in re.split(r"(?<!\\),(?! )|(?<!\\),(?=, )", piece[1:-1])]
            )
        else:
            parts.append([piece])
    phrases = (" ".join(fold("".join(choice)).split()) for choice in product(*parts))
    return tuple(dict.fromkeys(re.sub(r"' ", "'", phrase) for phrase in phrases if phrase))


def parse_cues(lines: Sequence[str], name: str = "cues") -> list[Cue]:
    """Cues from the lines of a list (`#` starts a comment): category, direction, strength and cue between tabs.

    Raises
    ------
    ValueError
        Names the list, the line and the column that is wrong.
    """
    cues = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 4:
            raise ValueError(
                _("{name}, line {line}: 4 columns between tabs expected, {n} found.").format(
                    name=name, line=number, n=len(fields)
                )
            )
        category, direction, strength, written = fields
        for column, value, allowed in (
            ("category", category.partition(":")[0], CATEGORIES),
            ("direction", direction, DIRECTIONS),
            ("strength", strength, ("1", "2", "3")),
        ):
            if value not in allowed:
                raise ValueError(
                    _("{name}, line {line}, column {column}: {value!r} is not one of {allowed}.").format(
                        name=name, line=number, column=column, value=value, allowed=", ".join(allowed)
                    )
                )
        cues.append(Cue(category, direction, int(strength), written, expand(written)))
    return cues


@cache
def load_cues(language: str) -> tuple[Cue, ...]:
    """labkit's cue list for ``"fr"`` or ``"en"``."""
    if language not in ("en", "fr"):
        raise ValueError(
            _("No cue list for {language!r}: there are 'en' and 'fr'.").format(language=language)
        )
    text = resources.files(__package__).joinpath(f"{language}.tsv").read_text(encoding="utf-8")
    return tuple(parse_cues(text.splitlines(), name=f"{language}.tsv"))


#: Stands after the last word of a sentence: "toux -" at its end is a sign, in its middle a dash.
END = "$"

#: Stands for a colon right after a finding: "fever: no" denies the fever, "CXR: no pneumothorax" what follows.
COLON_AFTER_FINDING = "§"

#: Stands for a word of a finding: it may be skipped by a `*`, and is no cue.
HIDDEN = "\x00"

#: In a cue, a word of the finding itself: "ne tousse plus".
OF_FINDING = "¤"

# "1-0-1", "12/8" and "38,5" are one number each; "J0" and "L5" are one word: their nought denies nothing.
_TOKEN = re.compile(r"[^\W\d_]+\d+|\d+(?:[-/.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\w\s]|\w")


def tokens_of(folded: str) -> list[tuple[str, int, int]]:
    """Words (an elided one keeps its apostrophe), numbers and signs of folded text, each with start and end."""
    return [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(folded)]


class CueIndex:
    """All phrases of a cue list in one tree of words, so that a note is read once whatever the list's length."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._root: dict = {}
        for cue in cues:
            for phrase in cue.phrases:
                node = self._root
                for word, _start, _end in tokens_of(phrase):
                    node = node.setdefault(word, {})
                node.setdefault(None, []).append(cue)

    def find(self, words: Sequence[str]) -> list[tuple[list[int], list[Cue]]]:
        """Phrases found: positions of their own words (not of those a `*` skipped) and their cues.

        Of phrases that overlap the one with more words wins, then the one further left: `pas d'argument pour` over
        `pas d'`, and a phrase that only looks like a negation over the negation inside it.
        """
        found: list[tuple[list[int], list[Cue]]] = []
        for start in range(len(words)):
            self._walk(self._root, words, start, [], found)
        found.sort(key=lambda match: (-len(match[0]), match[0][-1] - match[0][0], match[0][0]))
        kept = []
        taken: set[int] = set()
        for positions, cues in found:
            claiming = [cue for cue in cues if not cue.ends]
            if claiming and taken.isdisjoint(positions):
                taken.update(positions)
                kept.append((positions, claiming))
        # A stop inside a cue is part of it ("n'est pas retrouvée"); stops among themselves may share words.
        for positions, cues in found:
            stops = [cue for cue in cues if cue.ends]
            if stops and taken.isdisjoint(positions):
                kept.append((positions, stops))
        return sorted(kept, key=lambda match: match[0])

    def _walk(self, node: dict, words: Sequence[str], at: int, own: list[int], found: list) -> None:
        if None in node and own:
            found.append((own, node[None]))
        if "*" in node:
            for skip in range(4):
                if any(not (word[0].isalnum() or word == HIDDEN) for word in words[at : at + skip]):
                    break
                self._walk(node["*"], words, at + skip, own, found)
        if at >= len(words):
            return
        word = words[at]
        keys = (
            word,
            ":" if word == COLON_AFTER_FINDING else None,
            OF_FINDING if word == HIDDEN else None,
            "#" if _NUMBER.fullmatch(word) else None,
            "@" if _YEAR.fullmatch(word) else None,
        )
        for key in keys:
            if key and key in node:
                self._walk(node[key], words, at + 1, [*own, at], found)


@cache
def cue_index(language: str) -> CueIndex:
    """labkit's cues for a language, indexed; the headers of sections are not among them."""
    return CueIndex([cue for cue in load_cues(language) if not cue.category.startswith("section")])


@cache
def section_cues(language: str) -> dict[str, str]:
    """Folded beginnings of section headers and what they make of their findings, the longest first."""
    found = {
        phrase: cue.category.partition(":")[2]
        for cue in load_cues(language)
        if cue.category.startswith("section")
        for phrase in cue.phrases
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
