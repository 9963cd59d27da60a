"""Surnames that their capitals tell from the words they look like: `LE GUEN Yann`, `M. VU`, `le Dr LE`."""

import re

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.name_words import Word, capitals_throughout
from labkit.text.folding import fold

_TITLES = frozenset("m mr mme mlle mrs ms miss dr dre pr monsieur madame docteur docteure professeur professeure doctor".split())  # fmt: skip  # noqa: SIM905
# "M. Vu ce jour" was seen today; "Mme Vu" is a name, since a woman is "vue".
_SEEN = re.compile(r" (?:ce|cet|cette|le|en|par|hier|aux?|à|lors|avec)\b")
# What is said of a person after the name where the given name is not on the list: "LE BIHAN Gwenvael, né en 1961".
_A_PERSON = re.compile(
    r",? ?\(?(?:n[ée]e?\b|\d{1,3} ?ans\b|DDN\b|DOB\b|IPP\b|NIR\b|RAMQ\b|MRN\b)"
    r"|,? (?:hospitalis|adress|admise?\b|suivie?\b|(?:re)?vue?\b|transf[ée]r|âgée?\b|patiente?\b|a été\b|est\b|consulte\b)"
)

_A_SUBJECT = re.compile(
    r" ?[,;:)(](?! ?mon)|\.?(?:\n|$)| (?:consulte|a|est|était|avait|va|sera|vient|souhaite|se|s'|ne|n'|presente|rapporte|refuse|dit|nie|dort|accepte|demande|vit|habite|sort|rentre|tolere|tousse|decrit"
    r"|et m|ainsi|lui|qui|is|was|has|had|will|reports|denies|lives|presents|says|seen|states|feels|wants|called)(?![\w-])"
)


def is_word_surname(text: str, words: list[Word], i: int) -> bool:
    """After a title a surname that is a word too: `M. VU pour suivi`, `le Dr LE`; not `M. OU MME`, `Mme VU AUX URGENCES`."""
    word = words[i]
    if word.folded not in gazetteer().word_surnames or not i or words[i - 1].folded not in _TITLES:
        return False
    previous = words[i - 1]
    if not previous.capital or not re.fullmatch(r"\.? ", text[previous.end : word.start]):
        return False
    if capitals_throughout(text, word.start):
        return False
    if not word.text.isupper():
        if not word.capital or word.folded == "on":
            return False
        if word.folded == "vu":
            return not _SEEN.match(text, word.end)
        # "M. Le consulte", "Dre Le, Mme Do": no article stands before a verb or a comma.
        return _A_SUBJECT.match(fold(text[word.end : word.end + 20])) is not None
    following = words[i + 1] if i + 1 < len(words) else None
    return (
        following is None
        or text[word.end : following.start] != " "
        or not (following.text.isupper() and len(following.text) > 1 or following.folded in _TITLES)
    )


def article_surname(text: str, words: list[Word], i: int) -> int:
    """Length of `LE GUEN Yann`, `DE LA TOUR Jean`: articles and a surname in capitals, a given name that is not; 0 if none."""
    lists = gazetteer()
    if not words[i].text.isupper() or words[i].folded not in lists.particles:
        return 0
    previous = words[i - 1] if i else None
    if previous and previous.text.isupper() and text[previous.end : words[i].start] == " ":
        return 0  # "TRAITEMENT DE SORTIE Paracétamol"
    run = words[i : i + 6]
    gaps = [text[a.end : b.start] for a, b in zip(run, run[1:], strict=False)]
    at = 0
    while at < min(3, len(run) - 1) and run[at].folded in lists.particles and run[at].text.isupper():
        at += 1
    surname = at
    while at < len(run) and run[at].text.isupper() and len(run[at].text) > 2:
        at += 1
    barred = lists.never | lists.titles | lists.acronyms
    if not 0 < at - surname < 3 or at == len(run) or any(word.folded in barred for word in run[surname:at]):
        return 0
    given = run[at]
    if any(gap != " " for gap in gaps[: at - 1]) or gaps[at - 1] not in (" ", ", "):
        return 0
    if not given.capital or len(given.text) < 2 or given.folded in barred | lists.eponyms:
        return 0
    known = given.folded.split("-")[0] in lists.given
    return at + 1 if known or _A_PERSON.match(text, given.end) else 0


def either_shouted(first: Word, second: Word) -> bool:
    """`PETIT Claire`, `Claire PETIT`: one of the two in capitals."""
    return any(len(w.text) > 2 and w.text.isupper() for w in (first, second)) and not (
        first.text.isupper() and second.text.isupper()
    )
