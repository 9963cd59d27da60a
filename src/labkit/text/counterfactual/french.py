"""Exchanging a patient's gender in French, where articles, participles and adjectives agree.

Every decision rests on words that the exchange leaves alone, or on pairs read the same from both sides: so deciding
again on the result decides the same, and exchanging twice gives the note back.
"""

import re
from functools import cache

from labkit.text.counterfactual import chains
from labkit.text.counterfactual.french_clause import of_a_thing, patient_is_subject
from labkit.text.counterfactual.pairs import cased, load_pairs, name_pairs

Change = tuple[int, int, str]

_APOSTROPHE = "['’]"
# Articles before a person: masculine (before a consonant, before a vowel or mute h), feminine.
_ARTICLES = {
    "le": ("le ", "l'", "la "), "un": ("un ", "un ", "une "), "ce": ("ce ", "cet ", "cette "), "du": ("du ", "de l'", "de la "),
    "au": ("au ", "à l'", "à la "), "mon": ("mon ", "mon ", "ma "), "aucun": ("aucun ", "aucun ", "aucune "),
    "tout": ("tout ", "tout ", "toute "),
}  # fmt: skip
_BEFORE_NOUN = {
    "jeune": "jeune",
    "vieil": "vieille",
    "vieille": "vieil",
    "ancien": "ancienne",
    "ancienne": "ancien",
    "petit": "petite",
    "petite": "petit",
}
_FEMININE = frozenset(["patiente", "femme", "fille", "fillette", "madame", "intéressée", "usagère", "pte"])
# "Elle irradie" is a pain, "il existe" nobody: what follows the pronoun tells.
_NOBODY = (
    r"(?:n['’]|ne |s['’]|se )?(?:y |en )?(?:a\b(?= été (?:noté|constaté|décidé|convenu|retrouvé|mis))|y a|existe|s?['’]?agit|faut"
    r"|convient|persiste|irradie|cède|semble(?:rait)? (?:que|s)|paraît (?:qu|y|s|bien qu)|(?:est|était|était|est pas|a pas été) (?:décelé|retrouvé|observé|visualisé|rapporté|noté|constaté|conseillé|recommandé|décidé|convenu"
    r"|important|possible|prévu|nécessaire|à noter|préférable|rappelé|proposé)|serait (?:bon|utile|souhaitable|préférable|possible|judicieux)|devra|pourrait s|peut s|manque|reste (?:à|une?|des?|du|\d|quelques|que)\b|ressort)"
)
_VERBS = (
    "revoir revoit revois reverrai reverrons reverra recevoir reçois voir vois voit prendre adresser adresse suivre suit transférer "
    "hospitaliser garder rassurer surveiller convoquer laisser confier confie examiner réévaluer contacter réadresser"
)


def _trades() -> set[str]:
    """Persons by trade or habit: `coiffeuse`, `agriculteur`."""
    return {
        word
        for word in load_pairs("fr")["person"]
        if word.endswith(("eur", "euse", "trice", "ier", "ière", "ger", "gère")) and " " not in word
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pairs = load_pairs("fr")

    def any_of(words: set[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))

    articles = rf"du |au |de la |de l{_APOSTROPHE}|à la |à l{_APOSTROPHE}|le |la |l{_APOSTROPHE}|une? |cet(?:te)? |ce |mon |ma |aucune? |toute? "
    end = r"(?![\w(·])"
    return {
        "noun": re.compile(
            rf"(?<![\w'’-])(?P<article>{articles})?(?P<adjective>(?:jeune|vieil(?:le)?|petite?|ancien(?:ne)?) )?(?P<noun>{any_of(set(pairs['noun']))}){end}",
            re.IGNORECASE,
        ),
        "title": re.compile(r"(?<!\w)(?:M\.(?= ?[A-ZÀ-Ý])|(?:Mme|MME|Mr|Mlle)\b(?!\.\w))"),
        "pronoun": re.compile(
            rf"(?<![\w’'-])(?P<word>{any_of(set(pairs['pronoun']))}){end}(?! {_NOBODY})", re.IGNORECASE
        ),
        # "Chez elle" is at hers: after these the pronoun takes its other form.
        "stressed": re.compile(
            r"\b(?:chez |envers |vers |sur |(?:sûre?|occup\w*|hors|contente?|autour|soin|fière?|proche) )(?P<pronoun>(?:de )?lui|(?:d['’])?elle)\b(?!-)",
            re.IGNORECASE,
        ),
        # A person by trade, pointed at: "cette ancienne coiffeuse".
        "trade": re.compile(
            rf"(?<![\w'’-])(?P<article>cet(?:te)? |ce )(?P<adjective>(?:jeune|ancien(?:ne)?) )?(?P<noun>{any_of(_trades())}){end}",
            re.IGNORECASE,
        ),
        "inverted": re.compile(r"(?<=-)(?:il|elle)\b", re.IGNORECASE),
        "elided": re.compile(r"(?<=qu['’])(?:il|elle)\b" + rf"(?! {_NOBODY})", re.IGNORECASE),
        "partner": re.compile(rf"(?<![\w'’-])(?:{any_of(set(pairs['partner']))}){end}", re.IGNORECASE),
        "aged": re.compile(r"(?<![\w'’-])[FH](?= (?:de )?\d{1,3} ?(?:ans|ANS|a)\b)"),
        "person": re.compile(rf"(?<![\w'’-])(?:{any_of(set(pairs['person']))}){end}", re.IGNORECASE),
        "agrees": re.compile(rf"(?<![\w'’-])(?:{any_of(set(pairs['agrees']))}){end}", re.IGNORECASE),
        # Any participle in -é right after the patient, or after the verb of which the patient is the subject.
        "participle": re.compile(
            rf"(?:(?<=patient )|(?<=patiente )|(?:\b(?:il|elle|patiente?) (?:est|était|a été|reste|sera) (?:bien |très |peu |déjà |non )?))"
            rf"(?P<word>[^\W\d_]{{2,}}ée?){end}",
            re.IGNORECASE,
        ),
        "clitic": re.compile(
            rf"(?<=\b(?:de|je|on) )(?:le|la)(?= (?:{'|'.join(_VERBS.split())})\b)|(?<=\b(?:nous|vous|pour) )(?:le|la)(?= (?:{'|'.join(_VERBS.split())})\b)".replace(
                r"(?<=\b(?:de|je|on) )", r"(?:(?<=\bde )|(?<=\bje )|(?<=\bon ))"
            ).replace(r"(?<=\b(?:nous|vous|pour) )", r"(?:(?<=\bnous )|(?<=\bvous )|(?<=\bpour ))")
        ),
        "child": re.compile(
            r" (?:de |âgée? de |d['’])(?:\d|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quelques)"
        ),
        "sex": re.compile(r"(?<=Sexe : )[MF]\b|(?<=Sexe: )[MF]\b|(?<=sexe : )[MF]\b|(?<=Sexe )[MF]\b"),
        "gender_word": re.compile(
            r"(?<=[Ss]exe )(?:masculin|féminin)\b|(?<=[Ss]exe : )(?:masculin|féminin)\b|(?<=[Ss]exe: )(?:masculin|féminin)\b"
        ),
        "parent": re.compile(
            r"(?<!\w)(?:père|mère)(?= de (?:\d|un |une |deux|trois|quatre|cinq|six)\w* ?enfants?)",
            re.IGNORECASE,
        ),
    }


def anchors(text: str) -> list[tuple[int, bool, bool]]:
    """Where the patient is named (the end of the noun, the pronoun, the title), whether as a woman, and whether by a noun."""
    patterns = _patterns()
    found: dict[int, tuple[bool, bool]] = {}
    for match in patterns["noun"].finditer(text):
        if _noun(text, match) and not _governed(text, match.start(), match["article"] or ""):
            found[match.end()] = match["noun"].lower() in _FEMININE, True
    for match in patterns["trade"].finditer(text):
        found[match.end()] = match["noun"].lower().endswith("e"), True
    for match in patterns["title"].finditer(text):
        staff = re.search(r"(?:Dr|Pr|Docteur|Professeur)s?\.? $", text[: match.start()])
        if not staff and not _governed(text, match.start()):
            found[match.end()] = match.group().lower() in ("mme", "mlle"), False
    for kind in ("pronoun", "elided"):
        for match in patterns[kind].finditer(text):
            if match.group().lower() in ("il", "elle") and not _stressed_at(text, match.start()):
                found[match.end()] = match.group().lower() == "elle", False
    return [(end, *said) for end, said in sorted(found.items())]


def _governed(text: str, start: int, article: str = "") -> bool:
    """Whether a preposition stands before: in "l'examen du patient est normal" it is not the patient who is normal."""
    before = re.search(
        r"\b(?:de|chez|par|pour|avec|à|sur|entre|selon|que)\s+$", text[max(0, start - 12) : start]
    )
    return before is not None or article.lower().startswith(("du", "de ", "au", "à "))


def unknown_agreement(text: str) -> tuple[str, ...]:
    """Words said of the patient of which it is not known how, or whether, they agree."""
    words = [word for anchor in anchors(text) for word in chains.read(text, *anchor)[1]]
    return tuple(dict.fromkeys(words))


def _stressed_at(text: str, start: int) -> bool:
    return any(m.end() == start + 4 for m in _patterns()["stressed"].finditer(text[: start + 4]))


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
    patterns, pairs = _patterns(), load_pairs("fr")
    found: list[Change] = []
    for anchor in anchors(text):
        found.extend(chains.read(text, *anchor)[0])
    found.extend(_stressed(match) for match in patterns["stressed"].finditer(text))
    for match in patterns["trade"].finditer(text):
        found.append((match.start(), match.end(), _pointed_at(match)))
    letters = [c for c in text if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > 0.85 * len(letters)
    for match in patterns["partner"].finditer(text):
        found.append(
            (match.start(), match.end(), cased(pairs["partner"][match.group().lower()], match.group()))
        )
    for match in patterns["noun"].finditer(text):
        found.extend(_noun(text, match))
    for match in patterns["title"].finditer(text):
        if not re.search(r"(?:Dr|Pr|Docteur|Professeur)s?\.? $", text[: match.start()]):
            found.append((match.start(), match.end(), _title(match.group(), shouted)))
    for kind in ("pronoun", "inverted", "elided"):
        for match in patterns[kind].finditer(text):
            if match.group().lower() == "elle" and _stressed_at(text, match.start()):
                continue
            found.append(
                (match.start(), match.end(), cased(pairs["pronoun"][match.group().lower()], match.group()))
            )
    for match in patterns["person"].finditer(text):
        if not of_a_thing(text, match.start()):
            found.append(
                (match.start(), match.end(), cased(pairs["person"][match.group().lower()], match.group()))
            )
    for match in patterns["agrees"].finditer(text):
        if patient_is_subject(text, match.start()):
            found.append(
                (match.start(), match.end(), cased(pairs["agrees"][match.group().lower()], match.group()))
            )
    for match in patterns["participle"].finditer(text):
        word = match["word"]
        if not re.match(
            rf"(?:il|elle) {_NOBODY}", match.group(), re.IGNORECASE
        ) and word.lower() not in pairs.all(("person", "agrees")):
            ending = "E" if word.isupper() else "e"
            found.append(
                (
                    match.start("word"),
                    match.end("word"),
                    word[:-1] if word.lower().endswith("ée") else word + ending,
                )
            )
    for kind, table in (("clitic", {"le": "la", "la": "le"}), ("sex", {"M": "F", "F": "M"}), ("aged", {"F": "H", "H": "F"}),
                        ("gender_word", {"masculin": "féminin", "féminin": "masculin"})):  # fmt: skip
        found.extend((m.start(), m.end(), table[m.group()]) for m in patterns[kind].finditer(text))
    for match in patterns["parent"].finditer(text):
        other = {"père": "mère", "mère": "père"}[match.group().lower()]
        found.append((match.start(), match.end(), cased(other, match.group())))
    found.extend(_names(text))
    return found


def _title(title: str, shouted: bool) -> str:
    """The other title; in a note in capitals ``M.`` and ``MME`` are partners."""
    if title in ("M.", "MME"):
        return ("MME" if shouted else "Mme") if title == "M." else "M."
    return load_pairs("fr")["title"][title]


def _noun(text: str, match: re.Match[str]) -> list[Change]:
    noun, article, adjective = match["noun"], match["article"] or "", match["adjective"] or ""
    lower = noun.lower()
    if lower in ("garçon", "fille") and not (
        _patterns()["child"].match(text, match.end()) or adjective.strip().lower() in _BEFORE_NOUN
    ):
        return []  # a daughter, not the patient
    if lower in ("monsieur", "madame") and article and article.strip().lower() not in ("cher", "chère"):
        return []
    other = load_pairs("fr")["noun"][lower]
    feminine = other in _FEMININE
    new_adjective = cased(_BEFORE_NOUN.get(adjective.strip().lower(), ""), adjective) + (
        " " if adjective else ""
    )
    follows = (new_adjective or other)[0].lower()
    new_article = _article(article, feminine, follows in "aeiouyéèêhâîïù", noun.isupper()) if article else ""
    new = new_article + (cased(new_adjective, adjective) if adjective else "") + cased(other, noun)
    return [(match.start(), match.end(), new)]


def _pointed_at(match: re.Match[str]) -> str:
    noun, adjective = match["noun"], match["adjective"] or ""
    other = load_pairs("fr")["person"][noun.lower()]
    word = _BEFORE_NOUN.get(adjective.strip().lower(), "")
    follows = (word or other)[0].lower()
    article = _article(match["article"], other.endswith("e"), follows in "aeiouyéèêhâîïù", noun.isupper())
    return article + (cased(word, adjective) + " " if adjective else "") + cased(other, noun)


def _article(article: str, feminine: bool, before_vowel: bool, shouted: bool) -> str:
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
