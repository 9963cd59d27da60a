"""What is said of the patient's partner: the couple is exchanged together, so that what agrees with the partner follows."""

import re

from labkit.text.counterfactual.french_forms import forms_of
from labkit.text.counterfactual.french_words import Words
from labkit.text.counterfactual.pairs import cased, load_pairs

Change = tuple[int, int, str]


def partner_changes(text: str) -> list[Change]:
    """Changes of what agrees with `son mari`, `sa femme`: `son épouse est décédée`, `son mari, inquiet`.

    Read are the words up to the first that cannot belong: a word of the other gender is the patient's.
    """
    words = Words(text)
    women = {feminine for _masculine, feminine in load_pairs("fr").couples("partner")}
    named = "|".join(re.escape(name) for name in load_pairs("fr")["partner"])
    found: list[Change] = []
    for match in re.finditer(rf"(?<![\w'’-])(?:{named})(?![\w(·])", text, re.IGNORECASE):
        found.extend(_agreeing(words, match.end(), match.group().lower() in women))
    return found


def _agreeing(words: Words, end: int, feminine: bool) -> list[Change]:
    found: list[Change] = []
    links = (
        {",", "et", "qui", "n'", "ne", "pas", "plus", "jamais"}
        | words.lists["copulas"]
        | words.lists["having"]
    )
    for (word, start, stop), lower in zip(words.tokens, words.words, strict=True):
        if start < end or lower in links or words.adverb(lower):
            continue
        forms = forms_of(lower)
        if forms is None or lower != (forms.feminine if feminine else forms.masculine):
            break
        found.append((start, stop, cased(forms.other(lower), word)))
    return found
