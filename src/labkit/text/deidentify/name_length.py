"""How far a name goes once it has begun: initials, particles, a second surname; not the abbreviation after it."""

import re
from collections.abc import Set

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.name_contexts import GAPS, VERBS
from labkit.text.deidentify.name_words import Word, capitals_throughout

# After a kind of clinic or ward: "Fracture Clinic", "Stroke Unit".
_UNIT = re.compile(
    r" (?:[A-Z][a-z]+ ){0,2}(?:Clinic|Ward|Unit|Team|Review|Department|Dept|Centre|Center|Service)\b"
)
# A number that is no age: "Sat 95%", "Temp: 38".
_MEASURED = re.compile(r" ?[:=]? ?\d+(?:[.,/]\d+)?(?! ?(?:ans?|a|y|yo|y/o|years?|mois|months?)\b)(?!\d)")


class NameLength:
    """Counts the words of a name.

    Parameters
    ----------
    known : set of str
        Folded names that the hospital's own records hold.
    """

    def __init__(self, known: Set[str]) -> None:
        self._lists = gazetteer()
        self._known = known

    def listed(self, folded: str) -> bool:
        parts = folded.split("-")
        lists = self._lists
        return folded in self._known or all(
            p in lists.given or p in lists.surnames or p in lists.ambiguous for p in parts
        )

    def articles(self, text: str, words: list[Word], i: int) -> int:
        """How many articles (`Le`, `Van der`) stand at `i` before a word written as a name; 0 if none follows."""
        at = i
        while at < len(words) - 1 and words[at].folded in self._lists.particles and at - i < 3:
            gap = text[words[at].end : words[at + 1].start]
            # "St. Clair" has a stop
            if gap not in GAPS and not (gap == ". " and words[at].folded in ("st", "ste")):
                return 0
            at += 1
        word = words[at]
        lists = self._lists
        if at == i or not word.named or word.folded in lists.never or word.folded in lists.titles:
            return 0
        return at - i if len(word.text) > 1 else 0

    def run(self, text: str, words: list[Word], i: int, strict: bool) -> int:
        """Length of the name that begins at `i`: capitals, initials and particles that follow on the same line."""
        length = 1
        while i + length < len(words) and length < 5:
            previous, word = words[i + length - 1], words[i + length]
            gap = text[previous.end : word.start]
            initial = len(previous.text) == 1 and gap in (". ", ".")
            if (
                gap == ", "
                and previous.text.isupper()
                and len(previous.text) > 2
                and word.capital
                and not strict
            ):
                # "NOM/PRÉNOM : ROY-DUBOIS, Ève"
                if word.text.isupper() or word.folded in self._lists.never:
                    break
                length += 1
                continue
            if gap not in (" ", "  ", "-", "\u00a0") and not initial:
                break
            articles = self.articles(text, words, i + length)
            if articles and self._name_like(words[i + length + articles]):
                length += articles + 1
                continue
            if word.folded in self._lists.titles or (word.folded in self._lists.never and not word.foreign):
                break
            if capitals_throughout(text, word.start) and (
                word.folded in VERBS or not (self.listed(word.folded) or previous.folded in self._lists.given)
            ):
                break
            if word.folded in self._lists.particles and not word.capital:
                break
            if self._abbreviation(previous, word) or text[word.end : word.end + 1].isdigit():
                break
            if not self.listed(word.folded) and len(word.text) < 6 and _MEASURED.match(text, word.end):
                break  # "Moreau Sat 95%"
            if not self.listed(word.folded) and _UNIT.match(text, word.end):
                break  # "Mrs Cole Fracture Clinic"
            known = self.listed(word.folded) and (word.capital or previous.text.islower())
            # "Awa KA": a surname of two letters, no abbreviation that is known.
            short = len(word.text) == 2 and not strict and re.search("[aeiouy]", word.folded) is not None
            if not known and not (word.named and (self._name_like(word) or short)):
                break
            if (
                strict
                and not known
                and not (self._lists.given.keys() & previous.folded.split("-") or word.text.isupper())
            ):
                break
            length += 1
        return length

    def _abbreviation(self, previous: Word, word: Word) -> bool:
        """Short capitals after a name: `Adeyemi DNA`, `DUPONT BPCO`, `Martin AEG`; but `Fatou SOW`, `Claire LAM` are names."""
        lists = self._lists
        if not word.text.isupper() or not 2 <= len(word.text) <= 6 or word.folded in self._known:
            return False
        given = previous.folded.split("-")[0] in lists.given
        if len(previous.text) == 1:
            return False
        if word.folded in lists.acronyms:
            return not (given and self.listed(word.folded))
        if previous.text.isupper():
            return False
        vowelless = len(word.text) > 2 and not re.search("[aeiouy]", word.folded)
        return vowelless or (previous.folded in lists.surnames and not given and not self.listed(word.folded))

    def _name_like(self, word: Word) -> bool:
        return (word.foreign or word.folded not in self._lists.never) and (
            # "Ní Dhomhnaill", "Wu": two letters are a name's unless both are capitals.
            len(word.text) != 2 or self.listed(word.folded) or not word.text.isupper()
        )
