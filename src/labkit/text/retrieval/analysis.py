"""From text to index terms: words, folded or not, without the commonest ones."""

import re
from collections.abc import Callable

from labkit.language import catalogue
from labkit.text.folding import fold

_ = catalogue("text")

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_FRENCH = (
    "le la les l un une des du de d et ou a à au aux en dans par pour sur avec ce cet cette ces son sa ses leur leurs qui que "
    "qu il elle on ils elles est sont était ont se s si y ne n plus chez je tu nous vous mon ma mes quel quelle quels quelles"
)
_ENGLISH = (
    "the a an of and or to in on at for from by with as is are was were be been has have had this that these those it its he "
    "she they we you i his her their which who what when how do does did"
)
STOP_WORDS = frozenset((_FRENCH + " " + _ENGLISH).split())


class Analyser:
    """Cuts a text into index terms.

    Parameters
    ----------
    folding : bool
        Lower case without accents: a query typed ``fievre`` finds ``fièvre``. Without it only lower case.
    stop_words : bool
        Drop the commonest words of both languages. *Pas*, *sans*, *no* and *not* are kept: they change the meaning.
    stem : int or None
        Keep the first `stem` letters of a word, a crude stem that unites plural and agreement; None for whole words.
    """

    def __init__(self, folding: bool = True, stop_words: bool = True, stem: int | None = None) -> None:
        if stem is not None and stem < 1:
            raise ValueError(_("stem must be at least 1 letter; {n} given.").format(n=stem))
        self.folding = folding
        self.stop_words = stop_words
        self.stem = stem
        clean: Callable[[str], str] = fold if folding else str.lower
        self._clean = clean
        self._stop = {clean(word) for word in STOP_WORDS} if stop_words else frozenset()

    def __call__(self, text: str) -> list[str]:
        terms = (term for term in _WORD.findall(self._clean(text)) if term not in self._stop)
        return [term[: self.stem] if self.stem else term for term in terms]
