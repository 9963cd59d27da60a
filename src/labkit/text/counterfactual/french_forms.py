"""The two forms of a French adjective, participle or noun of trade: a table of forms, and the rule of -é for the rest."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from labkit.text.counterfactual.pairs import load_pairs

_ONE_FORM = ("que", "able", "ible", "aire", "iste", "ide", "ile", "ose", "ogue", "âtre", "phone", "esthésie", "pathe")  # fmt: skip

_PREFIX = re.compile(
    r"(?:[^\W\d_]{2,}o-?|non-|ex-|hyper-?|hypo-?|poly|multi-?|ré|re|dé|dés|mal|sur|sous|pré-?|post-?|auto-?|anti-?|semi-|demi-)"
)


@dataclass(frozen=True)
class Forms:
    """A word's two forms and what it can be: ``a`` adjective, ``p`` participle, ``n`` noun, ``e`` adjective of one form."""

    masculine: str
    feminine: str
    kinds: str

    def other(self, word: str) -> str:
        """The other form of `word`, in lower case."""
        return self.masculine if word.lower() == self.feminine else self.feminine


@cache
def _table() -> tuple[dict[str, Forms], frozenset[str], frozenset[str]]:
    forms: dict[str, Forms] = {}
    one_form, nouns = set(), set()
    text = resources.files(__package__).joinpath("fr_forms.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        masculine, feminine, kinds = line.split("\t")
        if kinds == "e":
            one_form.add(masculine)
        elif kinds == "t":
            nouns.add(masculine)
        else:
            forms[masculine] = forms[feminine] = Forms(masculine, feminine, kinds)
    known = load_pairs("fr")
    for kind in ("person", "agrees"):
        for masculine, feminine in known.couples(kind):
            if " " not in masculine:
                kinds = forms[masculine].kinds if masculine in forms else "a"
                forms[masculine] = forms[feminine] = Forms(masculine, feminine, kinds)
    return forms, frozenset(one_form), frozenset(nouns)


def forms_of(word: str) -> Forms | None:
    """Both forms of `word`, or None for a word that has one form or is no adjective.

    >>> forms_of("attentive").masculine, forms_of("opéré").feminine, forms_of("santé"), forms_of("calme")
    ('attentif', 'opérée', None, None)
    """
    forms, _one_form, nouns = _table()
    word = word.lower()
    found = forms.get(word)
    if found is None and word.rsplit("-", 1)[-1] not in nouns and len(word) > 3:
        if word.endswith("é"):
            return Forms(word, word + "e", "p")
        if word.endswith("ée"):
            return Forms(word[:-1], word, "p")
        return _compound(word)
    return found


def known(word: str) -> bool:
    """Whether the tables hold `word`: what is only guessed from its ending may be a surname (`Traoré`)."""
    forms, one_form, nouns = _table()
    word = word.lower()
    return word in forms or word in one_form or word in nouns


def _compound(word: str) -> Forms | None:
    """`oxygénodépendante`, `hyperactif`, `ex-fumeuse`: the last part decides."""
    prefix = _PREFIX.match(word)
    forms = _table()[0]
    # "aréactive", "asymptomatique": what is denied by one letter is an adjective of some length.
    if word.startswith("a") and len(word) > 7 and (bare := forms.get(word[1:])) and "a" in bare.kinds:
        return Forms("a" + bare.masculine, "a" + bare.feminine, bare.kinds)
    for at in range(len(prefix.group()), 1, -1) if prefix else ():
        last = forms.get(word[at:])
        if last and len(word) - at >= 5 and _PREFIX.fullmatch(word[:at]):
            return Forms(word[:at] + last.masculine, word[:at] + last.feminine, last.kinds)
    return None


def has_one_form(word: str) -> bool:
    """Whether `word` is an adjective that is written the same of a man and of a woman: `calme`, `diabétique`."""
    word = word.lower()
    return word in _table()[1] or (word.endswith(_ONE_FORM) and len(word) > 4)
