"""Nouns that are said of the patient by a verb: `est un grand fumeur`, `est grand-mère`, `travaille comme caissière`."""

from labkit.text.counterfactual.french_forms import Forms, forms_of
from labkit.text.counterfactual.french_words import Words
from labkit.text.counterfactual.pairs import cased, load_pairs

TRADE = ("eur", "euse", "trice", "ier", "ière", "ien", "ienne", "ant", "ante", "cat", "cate", "ger", "gère", "san", "sane", "çon", "çonne")  # fmt: skip
_ARTICLES = {"un": "une", "une": "un", "le": "la", "la": "le", "l'": "l'"}


class Predicates(Words):
    """What is said of the patient by a noun, with its article and its adjectives."""

    def _predicate_noun(self, at: int) -> int | None:
        """`est un gros fumeur`, `est l'aînée`: article, adjectives and noun change; where the next word stands, or None.

        What is not understood is reported: then the note is set aside.
        """
        found: list[tuple[int, Forms]] = []
        for here in range(at + 1, min(at + 5, len(self.words))):
            word = self.words[here]
            if self.adverb(word):
                continue
            forms = forms_of(word) or _kinship(word)
            if forms is None:
                break
            found.append((here, forms))
            if self._names_a_person(word, forms):
                return self._say(at, found)
            if word not in self.lists["before_noun"]:
                break
        definite = self.words[at] in ("le", "la", "l'")
        if definite and found and self._lone_or_governing(found[-1][0]):
            return self._say(at, found)  # "est la cadette"
        if definite and found:
            self.result.unknown.append(f"{self.words[at]} {self.words[found[0][0]]}")
        return None

    def _names_a_person(self, word: str, forms: Forms) -> bool:
        if _kinship(word) or word in load_pairs("fr")["person"]:
            return word not in self.lists["before_noun"]
        return "n" in forms.kinds and (word.endswith(TRADE) or self._a_person(word))

    def _lone_or_governing(self, at: int) -> bool:
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        return not following[:1].isalpha() or following in self.lists["prepositions"]

    def _say(self, at: int, found: list[tuple[int, Forms]]) -> int:
        article, start, end = self.tokens[at]
        noun = found[0][0]
        feminine = self.words[noun] == found[0][1].feminine
        other = _ARTICLES[self.words[at]]
        self.result.changes.append((start, end, cased(other, article) if other != "l'" else article))
        self.result.genders.append((feminine, self.words[noun]))
        for here, forms in found:
            self._mine(here, forms)
        state = self.state
        state.near = state.chain = "P"
        state.last = "adj"
        return found[-1][0] + 1

    def _kin(self, at: int) -> bool:
        """`est grand-père`, `est fille unique`: whether the word is said so of the patient, and was exchanged."""
        forms, state = _kinship(self.words[at]), self.state
        if forms is None or state.near != "P" or state.last not in ("cop", "et", "comma"):
            return False
        if state.last != "cop":
            if self._lone(at) and state.chain == "P":
                self.result.unknown.append(self.words[at])  # "il est veuf, père": or his father
            return False
        self._mine(at, forms)
        state.chain, state.last = "P", "adj"
        return True

    def _at_work(self, at: int) -> bool:
        """`elle travaille comme caissière`: whether a trade follows that is the patient's, and was exchanged."""
        following, forms = self._next(at), forms_of(self._next(at))
        if forms is None or self.state.subject != "P" or not following.endswith(TRADE):
            return False
        if following not in load_pairs("fr")["person"] and "n" not in forms.kinds:
            return False
        self._mine(at + 1, forms)
        self.state.near = self.state.chain = "P"
        self.state.last = "adj"
        return True

    def _mine(self, at: int, forms: Forms) -> None:
        word, start, end = self.tokens[at]
        other = forms.other(word)
        self.result.changes.append((start, end, cased(other, word)))
        self.result.genders.append((word.lower() == forms.feminine, word.lower()))


def _kinship(word: str) -> Forms | None:
    for masculine, feminine in load_pairs("fr").couples("kin"):
        if word in (masculine, feminine):
            return Forms(masculine, feminine, "n")
    return None
