"""The words of a French note, and what can be told of one by looking at those beside it."""

import re

from labkit.text.counterfactual.french_forms import forms_of, has_one_form, known
from labkit.text.counterfactual.french_state import Reading, State, lists
from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.folding import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?(?:\([^\W\d_]+\))?|\d+|[^\w\s]|\n")
#: What ends a clause.
ENDS = frozenset(".!?;:\n(")


class Words:
    """A note, word by word.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.words = [word.lower().replace("’", "'") for word, _start, _end in self.tokens]
        self.state = State()
        self.result = Reading()
        self.lists = lists()
        letters = [c for c in text if c.isalpha()]
        self.shouted = sum(c.isupper() for c in letters) > 0.85 * len(letters)

    def _a_name(self, at: int) -> bool:
        """A capital inside a sentence: `Dr Traoré`, `Dr TRAORÉ` in a note that is not in capitals."""
        written = self.tokens[at][0]
        if not written[:1].isupper() or self._opens(at) or not self.words[at - 1][0].isalpha():
            return False
        return not written.isupper() or (self._guessed(at) and not self.shouted)

    def _named_patient(self, at: int) -> bool:
        """A surname before a given name at the head of a sentence: `Traoré Moussa, 54 ans`."""
        written, following = self.tokens[at][0], self.tokens[at + 1][0] if at + 1 < len(self.tokens) else ""
        return (
            self._opens(at)
            and not self.state.aside
            and written[:1].isupper()
            and following[:1].isupper()
            and fold(following) in gazetteer().given
            and not known(self.words[at])
        )

    def _opens(self, at: int) -> bool:
        return at == 0 or self.words[at - 1] in ENDS

    def _guessed(self, at: int) -> bool:
        return forms_of(self.words[at]) is not None and not known(self.words[at])

    def _next(self, at: int) -> str:
        return self.words[at + 1] if at + 1 < len(self.words) else ""

    def _a_person(self, word: str) -> bool:
        return word in self.lists["persons"] and word not in self.lists["nouns_too"]

    def _one_form(self, word: str) -> bool:
        if word in self.lists["houses"]:
            return False
        return word in self.lists["epicene"] or word in self.lists["one_form"] or has_one_form(word)

    def adverb(self, word: str) -> bool:
        if word in self.lists["adverbs"]:
            return True
        if not word.endswith("ment") or len(word) < 7 or word in self.lists["not_adverbs"]:
            return False
        base, forms = word[:-4], forms_of(word[:-4])
        regular = forms is not None and (base == forms.feminine or base.endswith(("i", "u")))
        return regular or self._one_form(base) or base.endswith(("am", "em", "é"))

    def _lone(self, at: int) -> bool:
        following = self._next(at)
        return not following[:1].isalpha() or following in self.lists["coordinators"]

    def _judged(self, at: int) -> bool:
        """`est décrit comme agressif`, `est dit autonome`: a participle, though the word is a verb too."""
        following = self._next(at)
        forms = forms_of(following)
        return following in ("comme", "par") or (
            bool(forms and set(forms.kinds) & set("ap")) or self._one_form(following)
        )

    def _is_noun(self, word: str) -> bool:
        """Whether a bare word is most likely a noun: no adjective, adverb, verb or word of grammar."""
        if (
            not word[:1].isalpha()
            or word in self.lists["verbs"] | self.lists["copulas"] | self.lists["having"]
        ):
            return False
        grammar = ("prepositions", "determiners", "coordinators", "subordinators", "adverbs", "times")
        if any(word in self.lists[name] for name in grammar) or self.adverb(word) or word == "qui":
            return False
        forms = forms_of(word)
        if forms is None:
            return not self._one_form(word)
        return word in self.lists["nouns_too"] or (forms.kinds == "n")

    def _clitic(self, at: int) -> bool:
        """A pronoun `le, la, l'` before a verb, not an article."""
        word, following = self.words[at], self._next(at)
        if word == "l'" and following in self.lists["having"]:
            return True
        return (
            word in ("le", "la", "l'")
            and self.words[at - 1 : at] in (["je"], ["nous"], ["on"], ["vous"], ["qui"])
            and at > 0
        )
