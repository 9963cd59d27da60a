"""Exchanging a patient's gender in French, where articles, participles and adjectives agree.

Every decision rests on words that the exchange leaves alone, or on pairs read the same from both sides: so deciding
again on the result decides the same, and exchanging twice gives the note back.
"""

import re
from functools import lru_cache

from labkit.text.counterfactual.french_clitics import clitics
from labkit.text.counterfactual.french_doubts import doubts
from labkit.text.counterfactual.french_nouns import (
    FEMININE,
    article_for,
    noun_changes,
    pointed_at,
    title,
    trades,
)
from labkit.text.counterfactual.french_partner import partner_changes
from labkit.text.counterfactual.french_patterns import FIXED, patterns_of_french
from labkit.text.counterfactual.french_reader import read
from labkit.text.counterfactual.french_state import Mention, Reading
from labkit.text.counterfactual.pairs import cased, load_pairs, name_pairs

Change = tuple[int, int, str]


def mentions(text: str) -> dict[int, Mention]:
    """Where the patient is named by a noun, a pronoun or a title, by the place where it starts."""
    patterns = patterns_of_french()
    found: dict[int, Mention] = {}
    for match in patterns["noun"].finditer(text):
        if noun_changes(text, match):
            governed = _governed(text, match.start(), match["article"] or "")
            found[match.start()] = Mention(match.end(), match["noun"].lower() in FEMININE, "noun", governed)
    for match in trades(text):
        found[match.start()] = Mention(match.end(), match["noun"].lower().endswith("e"), "noun", False)
    for match in patterns["same"].finditer(text):
        article = match["article"]
        governed = _governed(text, match.start(), article)
        found[match.start()] = Mention(match.end(), _is_feminine(article), "noun", governed)
    for match in patterns["title"].finditer(text):
        if not _of_staff(text, match.start()):
            feminine = match.group().lower() in ("mme", "mlle")
            found[match.start()] = Mention(match.end(), feminine, "title", _governed(text, match.start()))
    for match in patterns["aged"].finditer(text):
        found[match.start()] = Mention(match.end(), match.group() == "F", "noun", False)
    for match in re.finditer(r"\bc['’](?:est|était) (?P<word>lui|elle)(?= qui\b)", text, re.IGNORECASE):
        found[match.start("word")] = Mention(match.end(), match["word"].lower() == "elle", "pronoun", False)
    for kind in ("pronoun", "elided"):
        for match in patterns[kind].finditer(text):
            word = match.group().lower()
            if not _stressed_at(text, match.end()):
                by = "pronoun" if word in ("il", "elle") else "title"
                found[match.start()] = Mention(
                    match.end(), word.endswith(("elle", "ère", "elle-ci", "elle-même")), by, False
                )
    return found


def _of_staff(text: str, start: int) -> bool:
    return re.search(r"(?:Dr|Pr|Docteur|Professeur)s?\.? $", text[:start]) is not None


def _is_feminine(article: str) -> bool:
    return article.lower().split()[-1] in ("la", "une", "cette", "ma", "aucune", "toute")


def _governed(text: str, start: int, article: str = "") -> bool:
    """Whether a preposition stands before: in "l'examen du patient est normal" it is not the patient who is normal."""
    before = re.search(
        r"\b(?:de|chez|par|pour|avec|à|sur|entre|selon|que)\s+$", text[max(0, start - 12) : start]
    )
    return before is not None or article.lower().startswith(("du", "de ", "au", "à "))


@lru_cache(maxsize=4)
def _read(text: str) -> Reading:
    """The reading of a note; what is written and what is not known are asked one after the other."""
    return read(text, mentions(text))


def unknown_agreement(text: str) -> tuple[str, ...]:
    """Words said of the patient of which it is not known how, or whether, they agree."""
    reading = _read(text)
    women = {feminine for feminine, _word in reading.genders}
    unknown = [
        *reading.unknown,
        *clitics(text)[1],
        # "Elle vit avec lui": another man, whoever he is.
        *(
            m["pronoun"]
            for m in patterns_of_french()["stressed"].finditer(text)
            if len(women) == 1 and m["pronoun"].lower().endswith("elle") not in women
        ),
        *FIXED.findall(text),
        *doubts(text, {start for start, *_ in reading.changes}),
    ]
    return tuple(dict.fromkeys(unknown))


def _stressed_at(text: str, end: int) -> bool:
    return any(m.end() == end for m in patterns_of_french()["stressed"].finditer(text[:end]))


def _stressed(match: re.Match[str]) -> Change:
    """`de lui` and `d'elle`, `chez lui` and `chez elle`."""
    other = {"lui": "elle", "elle": "lui", "de lui": "d'elle", "d'elle": "de lui"}
    written = match["pronoun"]
    return (
        match.start("pronoun"),
        match.end("pronoun"),
        cased(other[written.lower().replace("’", "'")], written),
    )


def changes(text: str) -> list[Change]:
    """What to write where: (start, end, replacement), in order and disjoint."""
    patterns, pairs = patterns_of_french(), load_pairs("fr")
    found: list[Change] = []
    found.extend(_read(text).changes)
    found.extend(partner_changes(text))
    found.extend(clitics(text)[0])
    found.extend(_stressed(match) for match in patterns["stressed"].finditer(text))
    for match in trades(text):
        found.append((match.start(), match.end(), pointed_at(match)))
    letters = [c for c in text if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > 0.85 * len(letters)
    for match in patterns["partner"].finditer(text):
        found.append(
            (match.start(), match.end(), cased(pairs["partner"][match.group().lower()], match.group()))
        )
    for match in patterns["noun"].finditer(text):
        found.extend(noun_changes(text, match))
    for match in patterns["same"].finditer(text):
        feminine, vowel = not _is_feminine(match["article"]), match["noun"][0].lower() in "aeiou"
        article = article_for(match["article"], feminine, vowel, match["noun"].isupper())
        found.append((match.start("article"), match.end("article"), article))
    for match in patterns["title"].finditer(text):
        if not _of_staff(text, match.start()):
            found.append((match.start(), match.end(), title(match.group(), shouted)))
    for kind in ("pronoun", "inverted", "elided"):
        for match in patterns[kind].finditer(text):
            if match.group().lower() == "elle" and _stressed_at(text, match.end()):
                continue
            found.append(
                (match.start(), match.end(), cased(pairs["pronoun"][match.group().lower()], match.group()))
            )
    for kind, table in (("clitic", {"le": "la", "la": "le"}), ("sex", {"M": "F", "F": "M"}), ("aged", {"F": "H", "H": "F"}),
                        ("gender_word", {"masculin": "féminin", "féminin": "masculin"})):  # fmt: skip
        found.extend((m.start(), m.end(), table[m.group()]) for m in patterns[kind].finditer(text))
    for match in patterns["parent"].finditer(text):
        other = {"père": "mère", "mère": "père", "grand-père": "grand-mère", "grand-mère": "grand-père"}[
            match.group().lower()
        ]
        found.append((match.start(), match.end(), cased(other, match.group())))
    found.extend(_names(text))
    return found


def _names(text: str) -> list[Change]:
    """Given names beside a title or a surname, unless a doctor's."""
    pairs = name_pairs()
    found = []
    for match in re.finditer(r"(?<![\w'’-])[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?(?![\w'’-])", text):
        if match.group() not in pairs:
            continue
        before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 3]
        if re.search(r"(?:Dre?|Pre?|Docteure?|Professeure?|Dr)\.? (?:[A-Z]\. )?$", before):
            continue
        if re.search(r"(?:M\.|Mme|Mr|Mlle|Monsieur|Madame|[Pp]atiente?) $", before) or re.match(
            r" [A-ZÀ-Ý]{2}", after
        ):
            found.append((match.start(), match.end(), pairs[match.group()]))
    return found
