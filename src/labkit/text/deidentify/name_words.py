"""The words of a text, as a search for names sees them: a hyphen or an apostrophe joins."""

import re
from dataclasses import dataclass

from labkit.text.deidentify.name_contexts import ELIDED
from labkit.text.folding import fold

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_FOREIGN = re.compile("[áãåíìóòõúñøłśžčđăơưḍ]", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def foreign(self) -> bool:
        """With a letter that neither French nor English writes: `Sá` is not `sa`."""
        return _FOREIGN.search(self.text) is not None

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def named(self) -> bool:
        """Written as a name is: a capital first, or after an elided article."""
        return self.capital or ELIDED.match(self.text) is not None


def words_of(text: str) -> list[Word]:
    """Each word with its place."""
    return [Word(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]


def capitals_throughout(text: str, at: int) -> bool:
    """Whether the line at `at` is written in capitals."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)].isupper()
