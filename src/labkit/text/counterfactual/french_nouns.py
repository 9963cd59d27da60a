"""Nouns that name the patient, with the article and the adjective before them."""

import re

from labkit.text.counterfactual.french_forms import forms_of
from labkit.text.counterfactual.french_patterns import patterns_of_french
from labkit.text.counterfactual.pairs import cased, load_pairs

Change = tuple[int, int, str]

# Articles before a person: masculine (before a consonant, before a vowel or mute h), feminine.
_ARTICLES = {
    "le": ("le ", "l'", "la "), "un": ("un ", "un ", "une "), "ce": ("ce ", "cet ", "cette "), "du": ("du ", "de l'", "de la "),
    "au": ("au ", "à l'", "à la "), "mon": ("mon ", "mon ", "ma "), "aucun": ("aucun ", "aucun ", "aucune "),
    "tout": ("tout ", "tout ", "toute "),
}  # fmt: skip
_BEFORE_NOUN = {
    "jeune": "jeune",
    "vieil": "vieille",
    "vieux": "vieille",
    "vieille": "vieil",
    "ancien": "ancienne",
    "ancienne": "ancien",
    "petit": "petite",
    "petite": "petit",
    "nouveau": "nouvelle",
    "nouvel": "nouvelle",
    "nouvelle": "nouveau",
    "grand": "grande",
    "grande": "grand",
    "bon": "bonne",
    "bonne": "bon",
    "gros": "grosse",
    "grosse": "gros",
    "gentil": "gentille",
    "gentille": "gentil",
    "excellent": "excellente",
    "excellente": "excellent",
    "premier": "première",
    "première": "premier",
    "cher": "chère",
    "chère": "cher",
    "pauvre": "pauvre",
    "brave": "brave",
}
_VOWELS = "aeiouyéèêhâîïù"
FEMININE = frozenset(
    [
        "patiente",
        "femme",
        "fille",
        "fillette",
        "madame",
        "intéressée",
        "usagère",
        "pte",
        "résidente",
        "adolescente",
        "cliente",
        "dame",
    ]
)


def title(title: str, shouted: bool) -> str:
    """The other title; in a note in capitals ``M.`` and ``MME`` are partners."""
    if title in ("M.", "MME"):
        return ("MME" if shouted else "Mme") if title == "M." else "M."
    return load_pairs("fr")["title"][title]


def noun_changes(text: str, match: re.Match[str]) -> list[Change]:
    noun, article, adjective = match["noun"], match["article"] or "", match["adjective"] or ""
    lower = noun.lower()
    if lower in ("garçon", "fille") and not (
        patterns_of_french()["child"].match(text, match.end()) or adjective.strip().lower() in _BEFORE_NOUN
    ):
        return []  # a daughter, not the patient
    if (lower == "dame" and not article) or (lower == "madame" and article):
        return []
    # "Le monsieur" and "la dame", but "Monsieur" and "Madame" where no article stands.
    other = {"dame": "monsieur"}.get(lower) or load_pairs("fr")["noun"][lower]
    if lower == "monsieur" and article:
        other = "dame"
    feminine = other in FEMININE
    new_adjective = cased(_before_noun(adjective, other), adjective) + (" " if adjective else "")
    follows = (new_adjective or other)[0].lower()
    new_article = article_for(article, feminine, follows in _VOWELS, noun.isupper()) if article else ""
    new = new_article + (cased(new_adjective, adjective) if adjective else "") + cased(other, noun)
    return [(match.start(), match.end(), new)]


def _before_noun(adjective: str, noun: str) -> str:
    """`nouveau patient`, `nouvel usager`, `vieil homme`: the other form of an adjective, before the other noun."""
    new = _BEFORE_NOUN.get(adjective.strip().lower(), "")
    vowel = noun[0].lower() in _VOWELS
    return {"nouveau": "nouvel" if vowel else new, "vieil": new if vowel else "vieux"}.get(new, new)


def trades(text: str) -> list[re.Match[str]]:
    """The patient by trade, where the other form is known: `cette coiffeuse`, `une institutrice de 52 ans`."""
    patterns = patterns_of_french()
    found = list(patterns["trade"].finditer(text))
    taken = {match.start() for match in found}
    return found + [
        match
        for match in patterns["aged trade"].finditer(text)
        if match.start() not in taken and (forms := forms_of(match["noun"])) and "n" in forms.kinds
    ]


def pointed_at(match: re.Match[str]) -> str:
    noun, adjective = match["noun"], match["adjective"] or ""
    forms = forms_of(noun)
    other = load_pairs("fr")["person"].get(noun.lower()) or (forms.other(noun.lower()) if forms else noun)
    word = _before_noun(adjective, other)
    follows = (word or other)[0].lower()
    article = article_for(match["article"], other.endswith("e"), follows in _VOWELS, noun.isupper())
    return article + (cased(word, adjective) + " " if adjective else "") + cased(other, noun)


def article_for(article: str, feminine: bool, before_vowel: bool, shouted: bool) -> str:
    plain = article.lower().replace("’", "'")
    key = next(name for name, forms in _ARTICLES.items() if plain in forms)
    masculine, elided, feminine_form = _ARTICLES[key]
    new = (("l'" if key == "le" else "de l'" if key == "du" else "à l'" if key == "au" else feminine_form) if before_vowel and key in (
        "le", "du", "au") else feminine_form) if feminine else (elided if before_vowel else masculine)  # fmt: skip
    if "’" in article:
        new = new.replace("'", "’")
    if shouted and article.isupper():
        return new.upper()
    return new[0].upper() + new[1:] if article[0].isupper() else new
