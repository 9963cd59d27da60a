"""How easy a text is to read, from the length of its sentences and of its words: Flesch for English, Kandel and Moles for French.

Neither measures whether a text is understood, or true: a low score says that sentences or words are long. The two scales are not
the same; compare a text with texts of its own language.

References
----------
.. [1] R. Flesch, A new readability yardstick, Journal of Applied Psychology 1948;32:221-233.
.. [2] L. Kandel and A. Moles, Application de l'indice de Flesch à la langue française, Cahiers d'études de radio-télévision
   1958;19:253-274; cited after handbooks of readability, the article itself was not read.
"""

import re
import unicodedata
from dataclasses import dataclass

from labkit.language import catalogue

_ = catalogue("text")

_SENTENCE = re.compile(r"[.!?…]+(?=[\s»”\"')\]]|$)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_VOWELS = {"en": "aeiouy", "fr": "aeiouyéèêëàâîïôûùüœ"}


@dataclass(frozen=True)
class Readability:
    """Counts of a text and its reading ease: about 100 is very easy, below 30 very hard."""

    sentences: int
    words: int
    syllables: int
    ease: float

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences


def readability(text: str, language: str) -> Readability:
    """Reading ease of a text [1]_ [2]_.

    Parameters
    ----------
    text : str
        Running prose; end each heading or item with a full stop, or it runs into the next sentence.
    language : {"en", "fr"}

    Raises
    ------
    ValueError
        For another language, or a text without a word.
    """
    if language not in _VOWELS:
        raise ValueError(_("the language must be en or fr, not {language!r}").format(language=language))
    # French l'alarme is read as one word of what follows, English nurse's as one word.
    text = _ELIDED.sub("", text) if language == "fr" else re.sub(r"['’](?=\w)", "", text)
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    if not words:
        raise ValueError(_("the text has no word whose length could be counted"))
    sentences = max(1, len(_SENTENCE.findall(text.strip())))
    count = sum(syllables(word, language) for word in words)
    length, weight = len(words) / sentences, count / len(words)
    ease = (
        206.835 - 1.015 * length - 84.6 * weight if language == "en" else 207 - 1.015 * length - 73.6 * weight
    )
    return Readability(sentences, len(words), count, ease)


def syllables(word: str, language: str) -> int:
    """Syllables of a word by the rules of its spelling: right for most words, one off for some.

    In French a final *-ent* counts (*patient*), also where a verb leaves it silent: the text then seems harder than it is.
    """
    return sum(_syllables(part, language) for part in word.lower().split("-") if part)


def _syllables(word: str, language: str) -> int:
    if language == "fr":
        word = re.sub(r"qu(?=[aeiouyéèêàâîô])", "q", word)
        word = re.sub(r"gu(?=[eiyéèê])", "g", word)
        word = re.sub(r"(?<=[^aeiouyéèêëàâîïôûùüœ])es?$", "", word)
        word = re.sub(r"(?<=[éiu])es?$", "", word)
        word = re.sub(r"é(?=[aeioué])", "é-", word)
        word = re.sub(r"(?=[ïë])", "-", word)
    else:
        word = re.sub(
            r"(?<=[^aeiouy])(?<![lr])e$|(?<=[aeiouy][lr])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$",
            "",
            word,
        )
        word = re.sub(r"(?<=[^aeiouyl])re$", "r", word)
        word = re.sub(r"(?<![tcsg])i(?=[ao])", "i-", word)  # me-di-an, not na-tion
    return max(1, len(re.findall(f"[{_VOWELS[language]}]+", word)))
