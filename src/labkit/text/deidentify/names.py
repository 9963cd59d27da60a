"""Names of people by gazetteer and context; eponyms (Parkinson, Basedow) and words that only look like names stay."""

import re
from collections.abc import Iterable

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.name_contexts import (
    BETWEEN,
    CHILD,
    CLOSED,
    CLOSING,
    ELIDED,
    EPONYM_AFTER,
    EPONYM_BEFORE,
    GAPS,
    LISTED_AFTER,
    MARRIED,
    NOBODY,
    OF_NAMES,
    OPERATING,
    OWN,
    OWN_LABEL,
    PATIENT,
    PLACES,
    RELATIVE,
    ROLE,
    SAYS,
    SIGNATURE,
    STAFF,
    THEY,
    TWO_CAPITALS,
    WHOLE_NAME,
    WHOLE_OR_INITIAL,
)
from labkit.text.deidentify.name_layout import with_layout
from labkit.text.deidentify.name_length import NameLength
from labkit.text.deidentify.name_people import people
from labkit.text.deidentify.name_words import WORD, Word, capitals_throughout, words_of
from labkit.text.deidentify.proper import is_proper
from labkit.text.deidentify.shouted_names import article_surname, either_shouted, is_word_surname
from labkit.text.folding import fold


class NameFinder:
    """Finds people's names.

    Parameters
    ----------
    names : iterable of str
        Names known from the hospital's own records (a patient's given name and surname): found wherever they stand.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lists = gazetteer()
        particles = self._lists.particles
        known: set[str] = set()
        #: Known names with an article, word by word: `le floch`, `van der meer`.
        self._articled: set[tuple[str, ...]] = set()
        for name in names:
            parts = [part for part in re.split(r"[ ,]+", fold(name)) if part]
            at = 0
            while at < len(parts):
                end = at
                while end < len(parts) - 1 and parts[end] in particles:
                    end += 1
                if end > at:
                    self._articled.add(tuple(parts[at : end + 1]))
                elif len(parts[at]) > 1 and parts[at] not in particles:
                    known.add(parts[at])
                at = end + 1
        # Floch alone is still the name, with its capital; "le pont" is not Mr Du Pont.
        self._rests = frozenset(name[-1] for name in self._articled) - known
        self._known = frozenset(known)
        self._length = NameLength(self._known)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each name, title left out, in order and disjoint."""
        words = words_of(text)
        spans: list[tuple[int, int]] = []
        i = 0
        while i < len(words):
            length = self._name_at(text, words, i)
            if length:
                spans.append((words[i].start, words[i + length - 1].end))
            i += max(length, 1)
        return with_layout(text, spans + people(text))

    def _name_at(self, text: str, words: list[Word], i: int) -> int:
        """How many words from `i` on are one name; 0 if none."""
        word = words[i]
        articled = self._known_with_article(text, words, i)
        if articled:
            return articled - 1 + self._length.run(text, words, i + articled - 1, strict=True)
        if word.text.isupper() and (shouted := article_surname(text, words, i)):
            return shouted
        if self._announced(text, words, i):
            articles = self._length.articles(text, words, i)
            return articles + self._length.run(text, words, i + articles, strict=False)
        if self._protected(text, word):
            return 0
        sure = self._sure(word) and not self._a_word_here(text, words, i)
        if not sure and (articled := self._before_an_article(text, words, i)):
            return articled
        if not sure and not self._likely_pair(text, words, i):
            return 0
        return self._length.run(text, words, i, strict=True)

    def _known_with_article(self, text: str, words: list[Word], i: int) -> int:
        """Length of the known name with an article that begins at `i`, 0 if none: `Le Floch`, not `le pont`."""
        for length in range(5, 1, -1):
            run = words[i : i + length]
            if len(run) < length or tuple(word.folded for word in run) not in self._articled:
                continue
            joined = all(text[a.end : b.start] in GAPS for a, b in zip(run, run[1:], strict=False))
            if joined and (run[-1].capital or run[-1].folded not in self._lists.words_after_article):
                return length
        return 0

    def _announced(self, text: str, words: list[Word], i: int) -> bool:
        """After a title (`Mme`, `Dr`) or a label (`Nom :`, `née`)."""
        word = words[i]
        articles = self._length.articles(text, words, i)
        if not articles and (
            word.folded in self._lists.titles or (word.folded in self._lists.never and not word.foreign)
        ):
            return is_word_surname(text, words, i)
        named = word.named or articles > 0
        before = text[max(0, word.start - 30) : word.start]
        previous = words[i - 1] if i else None
        if (
            previous
            and fold(previous.text) in self._lists.titles
            and re.fullmatch(r"\.? ?", text[previous.end : word.start])
        ):
            # "me" and "m" are words too: a lower-case title announces only a name that is known.
            short = previous.text in ("m", "me", "ms", "pr", "sr")
            return named or (self._length.listed(word.folded) and not short)
        if re.search(r"\bn[ée]e? $", before, re.IGNORECASE):
            return word.folded not in ("le", "en") and word.named or articles > 0
        if MARRIED.search(before) and not re.search(r"(?:son|l'|une|cette) ?\w* $", before, re.IGNORECASE):
            return named
        if named and self._called_by_role(text, word, words[i + articles]):
            return True
        if named and CHILD.search(before) and not (word.text.isupper() and len(word.text) < 5):
            return True
        label = re.search(r"([^\W\d_][^\n:.;,]{0,28}?)\s*:\s*$", before)
        if label and ((said := fold(label.group(1)).strip()) in self._lists.labels or OWN_LABEL.search(said)):
            return named or self._length.listed(word.folded)
        return bool(label) and named and self._staff(text, word, said)

    def _staff(self, text: str, word: Word, label: str) -> bool:
        """After `Opérateur :` whoever it is, after `Médecin référent :` a whole name."""
        if word.folded in NOBODY | self._lists.eponyms or SAYS.search(word.folded):
            return False
        if word.text.isupper() and len(word.text) < 5:
            return False
        whole = WHOLE_OR_INITIAL.match(text, word.start)
        return bool(OPERATING.search(label) or (whole and STAFF.search(label)))

    def _called_by_role(self, text: str, word: Word, after_article: Word) -> bool:
        """After a signature's words, a profession, a relative or a plural title; a short acronym is a service's or a degree's."""
        if PATIENT.search(fold(text[max(0, word.start - 12) : word.start])) and self._named_patient(
            text, word
        ):
            return True
        acronym = word is after_article and word.text.isupper() and len(word.text) < 5
        if (
            acronym
            or after_article.folded in self._lists.eponyms
            or not is_proper(after_article.text, person=True)
        ):
            return False
        before = text[max(0, word.start - 60) : word.start]
        folded = fold(before)
        if CLOSING.search(folded) or RELATIVE.search(folded):
            return WHOLE_NAME.match(text, word.start) is not None
        # "signe de Kehr" is no signature: of "signé" the accent counts.
        signed = SIGNATURE.search(folded) and not re.search(r"\bsigne,? $", before, re.IGNORECASE)
        # "Chirurgien : VAN DEN BROECK", but "Médecin : Vu ce jour".
        if word is not after_article:
            folded = re.sub(r" ?: ?$", " ", folded)
        if signed or ROLE.search(folded[-40:]) or LISTED_AFTER.search(before):
            return True
        if word.text.isupper() or SAYS.search(word.folded):
            return False
        if before.endswith((", ", "(")) and CLOSED.match(text, word.start):
            return BETWEEN.search(folded[-45:]) is not None
        return bool(THEY.match(fold(text[word.start : word.start + 40])) and OWN.search(folded[-25:]))

    def _named_patient(self, text: str, word: Word) -> bool:
        """`Pt Rosalind Achterberg`: a run of capitals that the sentence goes on from in lower case."""
        match = TWO_CAPITALS.match(text, word.start)
        if match is None or capitals_throughout(text, word.start):
            return False
        lists = self._lists
        # "JOHNSON, Keisha" is a surname whatever syndrome bears it too.
        barred = lists.never | lists.titles | (frozenset() if ", " in match.group() else lists.eponyms)
        return not any(
            folded in barred or (SAYS.search(folded) and not self._length.listed(folded))
            for folded in map(fold, WORD.findall(match.group()))
            if folded not in lists.particles
        )

    def _sure(self, word: Word) -> bool:
        folded, lists = word.folded, self._lists
        if folded in self._known or (word.capital and folded in self._rests):
            return True
        if folded in lists.ambiguous or folded in lists.eponyms or folded in lists.never:
            return False
        parts = re.split(r"-", folded)
        if self._compound_given(word) and not lists.eponyms & {*parts}:
            return True
        named = all(p in lists.given or p in lists.surnames for p in parts)
        # In lower case only long names, and never at the price of a word: "rose", "robin".
        return named and (word.capital or len(folded) >= 6)

    def _a_word_here(self, text: str, words: list[Word], i: int) -> bool:
        """A known name that is a word too, in lower case and with no other known name beside it: "peau rose"."""
        word, lists = words[i], self._lists
        if word.capital or not (word.folded in lists.ambiguous or word.folded in lists.words_after_article):
            return False
        return not any(
            other.folded in self._known and text[first.end : second.start] in (" ", ", ")
            for other, first, second in (
                *((words[i - 1], words[i - 1], word) for _ in range(i > 0)),
                *((words[j], word, words[j]) for j in range(i + 1, min(i + 2, len(words)))),
            )
        )

    def _likely_pair(self, text: str, words: list[Word], i: int) -> bool:
        """`Pierre Petit`, `PETIT Claire`, `J. Petit`: two that are ambiguous alone make a name together."""
        word = words[i]
        if not word.capital or word.folded in self._lists.never or i + 1 >= len(words):
            return False
        following = words[i + 1]
        if not following.capital or text[word.end : following.start] not in (" ", ". ", "  ", ", "):
            return False
        if following.folded in self._lists.never or self._protected(text, following):
            return False
        initial = (
            len(word.text) == 1
            and text[word.end : word.end + 1] == "."
            and word.folded not in self._lists.titles
            and text[max(0, word.start - 2) : word.end + 1] != "T.S."
        )
        if initial:
            return self._length.listed(following.folded)
        if self._compound_given(word) and len(following.text) > 2:
            return "," not in text[word.end : following.start] and following.folded not in self._lists.titles
        one_given = any(w.folded.split("-")[0] in self._lists.given for w in (word, following))
        gap_is_space = "," not in text[word.end : following.start]
        return (
            gap_is_space
            and one_given
            and (
                (self._length.listed(word.folded) and self._length.listed(following.folded))
                or either_shouted(word, following)
            )
        )

    def _compound_given(self, word: Word) -> bool:
        """`Jean-Baptiste`, `Marie-Laure`: two given names, the first of them listed and the second written with a capital."""
        first, _hyphen, second = word.text.partition("-")
        return (
            (fold(first) in self._lists.given or first == "Ti")
            and second[:1].isupper()
            and second[1:].islower()
        )

    def _before_an_article(self, text: str, words: list[Word], i: int) -> int:
        """Length of `Maëlle Le Bihan`, `Jean-Baptiste L'Hermite`: a capital inside a sentence, a capital article, a name."""
        word, lists = words[i], self._lists
        if not word.capital or len(word.text) < 3 or word.text.isupper() or i + 1 >= len(words):
            return 0
        if word.folded in lists.never | lists.titles | lists.eponyms | PLACES:
            return 0
        inside = re.search(r"[\w,)][ \u00a0]$", text[: word.start]) is not None
        if not inside and word.folded.split("-")[0] not in lists.given:
            return 0
        following = words[i + 1]
        if text[word.end : following.start] != " " or not following.capital:
            return 0
        given = word.folded.split("-")[0] in lists.given
        articles = self._length.articles(text, words, i + 1)
        if articles and following.folded in OF_NAMES:
            named = words[i + 1 + articles]
            if given or named.folded not in lists.words_after_article:
                return 1 + articles + self._length.run(text, words, i + 1 + articles, strict=True)
        return 2 if given and ELIDED.match(following.text) else 0

    def _protected(self, text: str, word: Word) -> bool:
        """An eponym, by its list or by what stands around it; not if a title or a given name claims it."""
        if word.folded in self._known or word.folded in self._rests:
            return False
        before = fold(text[max(0, word.start - 40) : word.start])
        after = fold(text[word.end : word.end + 20])
        return bool(EPONYM_BEFORE.search(before) or EPONYM_AFTER.search(after))
