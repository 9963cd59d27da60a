"""Cutting text before any merge: no token ever crosses these cuts.

The rule is GPT-2's (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners") without its
English contractions: a run of letters, of digits, of other signs, each with the one space before it, or a
run of white space.
"""

import re

# Letters are word characters that are neither digits nor the underscore; the cuts partition any string.
_CUT = re.compile(r" ?[^\W\d_]+| ?\d+| ?(?:[^\w\s]|_)+|\s+(?!\S)|\s+")

#: The same rule for the `tokenizers` library (Oniguruma's syntax).
LIBRARY_PATTERN = r" ?[\p{L}\p{Nl}\p{No}]+| ?\p{Nd}+| ?[^\s\p{L}\p{Nl}\p{No}\p{Nd}]+|\s+(?!\S)|\s+"


def pretokenize(text: str) -> list[str]:
    """Cut `text` into pretokens. They lose nothing: ``"".join(pretokenize(text)) == text``.

    >>> pretokenize("Pas de fièvre, 38,5 hier")
    ['Pas', ' de', ' fièvre', ',', ' 38', ',', '5', ' hier']
    """
    return _CUT.findall(text)


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*")


def words(text: str) -> list[str]:
    """Words as a reader counts them: runs of letters (a hyphen joins) and numbers (with their decimals).

    An apostrophe separates, so ``l'HTA`` is two words and ``aujourd'hui`` too; punctuation is no word.
    Fertility depends on this choice: compare languages under one rule, and say which.

    >>> words("L'HTA est à 17,5 : arc-en-ciel")
    ['L', 'HTA', 'est', 'à', '17,5', 'arc-en-ciel']
    """
    return _WORD.findall(text)
