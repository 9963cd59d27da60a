"""Chains of adjectives that agree with the patient: all of them change, or the note is set aside, never half of it.

From the patient (a noun, a pronoun, a title and a name) the words are read in order: a verb such as *est* opens a chain,
a comma or *et* its next item, a preposition a complement, a new subject ends it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from labkit.text.counterfactual.pairs import cased, load_pairs

Change = tuple[int, int, str]

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d+|[^\w\s]")
# What ends what is said of the patient: a full stop (not that of "M."), a line, a colon.
_CLAUSE_END = re.compile(r"(?<!\bM)(?<!\bDr)(?<!\bPr)[.!?](?=\s|$)|[;:\n()]")
_SURE = ("é", "ée", "if", "ive", "eux", "euse")
_EPICENE = ("que", "able", "ible", "aire", "iste", "ide", "ile", "ose", "ogue", "âtre", "phone", "esthésie")


@dataclass(frozen=True)
class _Words:
    pairs: dict[bool, dict[str, str]]
    suffixes: tuple[tuple[str, str], ...]
    epicene: frozenset[str]
    adverbs: frozenset[str]
    copulas: frozenset[str]
    separators: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]


@cache
def _words() -> _Words:
    lists = tomllib.loads(resources.files(__package__).joinpath("agreement.toml").read_text(encoding="utf-8"))

    def couples(text: str) -> list[tuple[str, str]]:
        return [tuple(couple.split()) for couple in re.split(r"[|\n]", text) if couple.strip()]

    both = couples(lists["irregular"])
    both += [(word, word[:-3] + "euse") for word in lists["euse"].split()]
    both += [(word, word[:-4] + "trice") for word in lists["trice"].split()]
    known = load_pairs("fr")
    both += [(m, f) for kind in ("person", "agrees") for m, f in known.couples(kind)]
    names = ("epicene", "adverbs", "copulas", "separators", "prepositions", "determiners", "verbs")
    return _Words(
        pairs={False: dict(both), True: {f: m for m, f in both}},
        suffixes=tuple(sorted(couples(lists["suffixes"]), key=lambda couple: -len(couple[0]))),
        **{name: frozenset(lists[name].split()) for name in names},
    )


def partner(word: str, feminine: bool) -> str | None:
    """The other gender's form of an adjective said of a patient who is `feminine` or not; itself if it has one form only.

    None where nothing is known of the word: an invariable one, another pattern, no adjective at all.

    >>> partner("attentive", True), partner("calme", True), partner("gaga", True)
    ('attentif', 'calme', None)
    """
    lists, word = _words(), word.lower()
    if word in lists.pairs[feminine]:
        return lists.pairs[feminine][word]
    if word in lists.epicene or word.endswith(_EPICENE) or word in lists.pairs[not feminine]:
        return word
    if not feminine and word.endswith("e"):
        return word
    for masculine_end, feminine_end in lists.suffixes:
        here, there = (feminine_end, masculine_end) if feminine else (masculine_end, feminine_end)
        if word.endswith(here) and len(word) > len(here) + 1:
            return word[: len(word) - len(here)] + there
    return None


def read(text: str, start: int, feminine: bool, noun: bool = True) -> tuple[list[Change], list[str]]:
    """What is said of the patient from `start` on: changes, and the words whose agreement is not known.

    An adjective may follow a `noun` at once, but not a pronoun or a title.
    """
    end = _CLAUSE_END.search(text, start)
    tokens = [
        (m.group(), m.start(), m.end())
        for m in _TOKEN.finditer(text, start, end.start() if end else len(text))
    ]
    changes: list[Change] = []
    unknown: list[str] = []
    for word, at, stop, other in _Chain(tokens, feminine, noun).items():
        if other is None:
            unknown.append(word)
        elif other != word.lower():
            changes.append((at, stop, cased(other, word)))
    return changes, unknown


class _Chain:
    """The words of one clause, read from the patient on."""

    def __init__(self, tokens: list[tuple[str, int, int]], feminine: bool, noun: bool) -> None:
        self.tokens = tokens
        self.words = [word.lower().replace("’", "'") for word, _start, _end in tokens]
        self.feminine = feminine
        self.noun = noun

    def items(self) -> Iterator[tuple[str, int, int, str | None]]:
        """Each agreeing word with its place and its partner; None as partner where agreement is not known."""
        lists = _words()
        # `open`: a chain has begun; `due`: its next word may agree; `thing`: a noun has come between, which may own what follows.
        open_, due, thing = False, self.noun, False
        at = self._after_name()
        while at < len(self.words):
            word = self.words[at]
            if word in lists.separators:
                due = open_ or word == ","
            elif word in lists.copulas and not (due and open_ and word == "dit" and not self._opens(at)):
                open_ = due = True
            elif word in ("tout", "toute") and due and open_:
                yield (*self.tokens[at], None)
            elif word in lists.adverbs and (due or not open_):
                pass
            elif word in lists.prepositions:
                thing, due = thing or not self._of_the_person(at), False
                at = self._after_complement(at)
                continue
            elif word in lists.determiners or (word in lists.verbs and not due):
                if word in lists.determiners:
                    return
            elif word.isdigit() or not word[0].isalpha():
                due = False
            elif due:
                verb = word in lists.verbs or self._followed_by_object(at)
                if verb:
                    open_ = due = False
                else:
                    other = self._partner(at) if open_ or self._surely_adjective(at) else None
                    known = word in lists.pairs[True] or word in lists.pairs[False]
                    if thing:
                        # "une insuffisance, bien contrôlée": whose it is, the form does not say.
                        if other not in (None, word) and not known:
                            yield (*self.tokens[at], None)
                    elif other is not None:
                        yield (*self.tokens[at], other)
                        open_ = True
                    elif open_ and (self._lone(at) or word.endswith(("ant", "ante"))):
                        yield (*self.tokens[at], None)
                    due = not thing and other is not None
            at += 1

    def _partner(self, at: int) -> str | None:
        """The partner; of a word in -ant only where nothing hangs on it: `souriante`, but `souffrant de` is a verb."""
        word = self.words[at]
        verbal = word.endswith(("ant", "ante")) and word not in _words().pairs[self.feminine]
        return None if verbal and not self._lone(at) else partner(word, self.feminine)

    def _surely_adjective(self, at: int) -> bool:
        """Before any verb says so, a word may be a noun ("Mme Roy, dossier 12"): only what can be none is taken."""
        word, lists = self.words[at], _words()
        one_form = word in lists.epicene or word.endswith(_EPICENE)
        return one_form or word in lists.pairs[self.feminine] or word.endswith(_SURE)

    def _after_name(self) -> int:
        """Past the name and the age that follow a title or a noun: `Roy`, `de 61 ans`."""
        at = 0
        while at < len(self.tokens) and (self.tokens[at][0][0].isupper() or self.words[at] == "."):
            at += 1
        age = self.words[at : at + 3]
        return at + 3 if len(age) == 3 and age[0] in ("de", "d'") and age[1].isdigit() else at

    def _lone(self, at: int) -> bool:
        following = self.words[at + 1] if at + 1 < len(self.words) else ","
        return following in _words().separators or not following[0].isalnum()

    def _opens(self, at: int) -> bool:
        """Whether `dit` says how the patient is: `se dit lasse`, `dit être`."""
        return self.words[at - 1] in ("se", "s'") or self.words[at + 1 : at + 2] == ["être"]

    def _followed_by_object(self, at: int) -> bool:
        """An adjective takes no article after it: what does is a verb."""
        return self.words[at + 1 : at + 2] != [] and self.words[at + 1] in _words().determiners - {
            "deux",
            "trois",
        }

    def _of_the_person(self, at: int) -> bool:
        """A complement that owns nothing of what follows: `chez elle`, `de 70 ans`, `depuis hier`, `à domicile`."""
        following = (*self.words[at + 1 : at + 3], "", "")
        aged = following[0].isdigit() and following[1] in ("ans", "an", "mois", "jours")
        return aged or following[0] in ("lui", "elle", "hier", "domicile", "nouveau", "jeun", "ce", "présent")

    def _after_complement(self, at: int) -> int:
        """Past a preposition and the article that follows it."""
        at += 1
        while at < len(self.words) and self.words[at] in _words().determiners:
            at += 1
        return at
