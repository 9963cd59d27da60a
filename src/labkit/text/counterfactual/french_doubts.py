"""Turns of French in which it is not sure of whom a word is said: a note that has one is set aside."""

import re
from functools import cache

from labkit.text.counterfactual.french_forms import forms_of
from labkit.text.counterfactual.french_nouns import trades
from labkit.text.counterfactual.french_patterns import HEADING
from labkit.text.counterfactual.french_state import lists
from labkit.text.counterfactual.pairs import load_pairs

_SENTENCE = re.compile(r"[^.!?\n]+")
# "Lui est bien portant", after a relative: the patient, by a word that is no subject elsewhere.
_STRESSED = re.compile(
    r"(?:^|[;:,.\n] |\b(?:et|mais) )(?P<word>lui),? (?:est|était|n['’](?:est|était|a)|ne|a|avait|reste|semble|va|se)\b",
    re.IGNORECASE,
)
# "C'est une ancienne fumeuse": the verb has no subject that tells.
_PRESENTED = re.compile(
    r"\b(?:c['’](?:est|était)|s['’]agi(?:t|ssait) d['’]|ce n['’](?:est|était) pas) ?(?:un|une|le|la|l['’]) ?(?P<rest>[\w’'-]+(?: [\w’'-]+){0,2})",
    re.IGNORECASE,
)
# A person who is not the patient, as the subject of a clause.
_SOMEBODY = re.compile(
    r"(?:^ *|[;:,] |\b(?:et|mais|que|car|puis) |\bqu['’])(?P<article>le |la |l['’]|une? |sa |son |cette |cet |ce |leur )(?:(?:jeune|petite?|grande?|ancien(?:ne)?) )?(?P<noun>[\w-]+)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![\w-])(?:(?<=qu['’]))?(?P<word>il|elle|lui-même|elle-même|celui-ci|celle-ci)(?![\w-])(?! y\b| n['’]y\b| s['’]agi| faut)",
    re.IGNORECASE,
)
# "Une plombière de 50 ans, fatiguée": a trade of which the other form is not on the list, or is the same.
_AGED = re.compile(
    rf"(?=une? ){HEADING}une? (?:[\wà-ÿ]+ )?(?P<noun>[\wà-ÿ-]+),? (?:âgée? )?de \d{{1,3}} ans\b",
    re.IGNORECASE,
)
# "Décrit comme nerveux par sa femme": a participle that a verb is written like, and that nothing before it settles.
_JUDGED = re.compile(r"(?:^|[.;:\n]) *(?P<word>[\wà-ÿ]+[éitu]e?) comme (?P<said>[\wà-ÿ-]+)", re.IGNORECASE)
# "Elle s'est lavé les mains seule", "la famille de la patiente, confuse": of the subject, or of what stands beside it.
_FAR = re.compile(
    r"\b(?:les|des|ses|son|sa) [\w-]+ (?P<word>seule?)(?= *(?:[.;\n]|$))"
    r"|\b(?:la|une|sa|l['’]|cette) ?(?:famille|mère|fille|sœur|soeur|voisine|équipe|épouse|femme|compagne|tante|nièce|infirmière) (?:de la patiente|du patient), (?P<adjective>[\w-]+)",
    re.IGNORECASE,
)
_MEN = frozenset("père frère fils oncle grand-père cousin neveu mari époux conjoint compagnon voisin ami beau-frère beau-père beau-fils gendre".split())  # fmt: skip  # noqa: SIM905
_WOMEN = frozenset("mère sœur soeur fille tante grand-mère cousine nièce femme épouse conjointe compagne voisine amie belle-sœur belle-mère belle-fille".split())  # fmt: skip  # noqa: SIM905
_OPENING = re.compile(r"(?:^|(?<=[.!?;\n] )|(?<=\n)) *(?P<word>[\w-]+) (?P<next>[\w'’-]+)[^.;:!?\n]*?, (?P<pronoun>il|elle)\b", re.IGNORECASE)  # fmt: skip
_TRADE = ("eur", "euse", "rice", "ier", "ière", "cat", "cate", "ien", "ienne", "ger", "gère")


def doubts(text: str, changed: set[int]) -> list[str]:
    """Words of `text` of which it is not sure that they are the patient's; `changed` are the places that agree already."""
    found = [match["word"] for match in _STRESSED.finditer(text)]
    for match in _PRESENTED.finditer(text):
        words = match["rest"].lower().split()
        found += [word for word in words if _a_role(word) and match.start("rest") not in changed][:1]
    answered = {match.start() for match in trades(text)}
    for match in _AGED.finditer(text):
        noun = match["noun"].lower()
        trade = _a_role(noun) or noun.endswith("iste")
        if (
            trade
            and noun not in _pointed_at()
            and not (changed | answered) & {match.start(), match.start("noun")}
        ):
            found.append(noun)
    for match in _JUDGED.finditer(text):
        forms = forms_of(match["word"])
        if (
            forms
            and "p" in forms.kinds
            and match.start("word") not in changed
            and match.start("said") in changed
        ):
            found.append(match["word"])
    for match in _FAR.finditer(text):
        place = "word" if match["word"] else "adjective"
        if match.start(place) not in changed and forms_of(match[place]):
            found.append(match[place])
    for sentence in _SENTENCE.finditer(text):
        found += _two_persons(sentence.group())
    for match in _OPENING.finditer(text):
        forms = forms_of(match["word"])
        women = match["pronoun"].lower() == "elle"
        if (
            forms
            and match.start("word") not in changed
            and match["word"].lower() == (forms.feminine if women else forms.masculine)
            and match["word"].lower() not in lists()["before_noun"]
            and set(forms.kinds) & set("ap")
            and forms_of(match["next"])
        ):
            found.append(match["word"])  # "Arrivé conscient, il": a participle, or an arrival
    return found


def _two_persons(sentence: str) -> list[str]:
    """A pronoun after another person of its gender: "l'infirmière est passée, elle a refait le pansement"."""
    for match in _SOMEBODY.finditer(sentence):
        women = _gender(match["noun"].lower())
        if women is None:
            continue
        for pronoun in _PRONOUN.finditer(sentence, match.end()):
            if (pronoun["word"].lower().startswith(("elle", "celle"))) == women:
                return [f"{match['noun']} … {pronoun['word']}"]
    return []


def _gender(noun: str) -> bool | None:
    """Whether somebody who is not the patient is a woman; None for a thing and for the patient."""
    if noun in _MEN or noun in _WOMEN:
        return noun in _WOMEN
    forms = forms_of(noun)
    if forms is None or noun in _patient() or not _a_role(noun):
        return None
    return noun == forms.feminine


def _a_role(word: str) -> bool:
    forms = forms_of(word)
    return forms is not None and "n" in forms.kinds and word.endswith(_TRADE)


@cache
def _pointed_at() -> frozenset[str]:
    return frozenset(load_pairs("fr")["person"])


@cache
def _patient() -> frozenset[str]:
    return frozenset(load_pairs("fr")["noun"])
