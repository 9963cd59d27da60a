"""Exchanging a patient's gender in French, where articles, participles and adjectives agree.

Every decision rests on words that the exchange leaves alone, or on pairs read the same from both sides: so deciding
again on the result decides the same, and exchanging twice gives the note back.
"""

import re
from functools import cache

from labkit.text.counterfactual.french_doubts import doubts
from labkit.text.counterfactual.french_partner import partner_changes
from labkit.text.counterfactual.french_reader import read
from labkit.text.counterfactual.french_state import Mention
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
    "nouveau": "nouvelle",
    "nouvel": "nouvelle",
    "nouvelle": "nouveau",
    "grand": "grande",
    "grande": "grand",
}
_ADJECTIVES = r"jeune|vieil(?:le)?|petite?|ancien(?:ne)?|nouveau|nouvel(?:le)?|grande?"
_VOWELS = "aeiouyéèêhâîïù"
_FEMININE = frozenset(
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
    ]
)
# Nouns of one form, whose article tells.
_SAME = r"malade|(?:quadra|quinqua|sexa|septua|octo|nona)génaire|(?:tr|quar|cinqu|soix)antenaire|trentenaire|centenaire|pensionnaire"
# Nouns of one gender whoever is meant: what agrees with them tells nothing of the patient.
_FIXED = re.compile(
    r"(?<![\w-])(?:nourrisson|bébé|nouveau-né|(?:vieille|jeune|petite|cette) dame|dame (?=de \d)|dame âgée|personne (?:âgée|de \d)|cette personne|l['’]enfant(?= (?:est|a|était|semble|reste|se|s['’])))(?![\w-])",
    re.IGNORECASE,
)
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


# Participles that name a person where one points: "ce retraité".
_STATES = frozenset(
    ["retraité", "retraitée", "préretraité", "préretraitée", "étudiant", "étudiante", "enseignant", "enseignante", "employé", "employée"]
)  # fmt: skip


def _trades() -> set[str]:
    """Persons by trade or habit: `coiffeuse`, `agriculteur`."""
    return {
        word
        for word in load_pairs("fr")["person"]
        if word.endswith(("eur", "euse", "trice", "ier", "ière", "ger", "gère"))
        and " " not in word
        or word in _STATES
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
            rf"(?<![\w'’-])(?P<article>{articles})?(?P<adjective>(?:{_ADJECTIVES}) )?(?P<noun>{any_of(set(pairs['noun']))}){end}",
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
            rf"(?<![\w'’-])(?P<article>cet(?:te)? |ce )(?P<adjective>(?:{_ADJECTIVES}) )?(?P<noun>{any_of(_trades())}){end}",
            re.IGNORECASE,
        ),
        # The same word for both: only the article tells.
        "same": re.compile(
            rf"(?<![\w'’-])(?<!lit )(?<!chevet )(?P<article>du |au |de la |à la |le |la |une? |cet(?:te)? |ce |aucune? )(?P<noun>{_SAME}){end}",
            re.IGNORECASE,
        ),
        "inverted": re.compile(r"(?<=-)(?:il|elle)\b", re.IGNORECASE),
        "elided": re.compile(r"(?<=qu['’])(?:il|elle)\b" + rf"(?! {_NOBODY})", re.IGNORECASE),
        "partner": re.compile(rf"(?<![\w'’-])(?:{any_of(set(pairs['partner']))}){end}", re.IGNORECASE),
        "aged": re.compile(r"(?<![\w'’-])[FH](?= (?:de )?\d{1,3} ?(?:ans|ANS|a)\b)"),
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
            r"(?<![\w-])(?<!\bsa )(?<!\bson )(?<!\bla )(?<!\ble )(?:grand-)?(?:père|mère)(?= de (?:\d+|une?|deux|trois|quatre|cinq|six|plusieurs)"
            r" (?:jeunes |grands |petits[- ])?(?:enfants?|filles?|fils|garçons?|jumeaux|jumelles)|(?: célibataire| de famille)\b)",
            re.IGNORECASE,
        ),
    }


def mentions(text: str) -> dict[int, Mention]:
    """Where the patient is named by a noun, a pronoun or a title, by the place where it starts."""
    patterns = _patterns()
    found: dict[int, Mention] = {}
    for match in patterns["noun"].finditer(text):
        if _noun(text, match):
            governed = _governed(text, match.start(), match["article"] or "")
            found[match.start()] = Mention(match.end(), match["noun"].lower() in _FEMININE, "noun", governed)
    for match in patterns["trade"].finditer(text):
        found[match.start()] = Mention(match.end(), match["noun"].lower().endswith("e"), "noun", False)
    for match in patterns["same"].finditer(text):
        article = match["article"]
        governed = _governed(text, match.start(), article)
        found[match.start()] = Mention(match.end(), _is_feminine(article), "noun", governed)
    for match in patterns["title"].finditer(text):
        if not _of_staff(text, match.start()):
            feminine = match.group().lower() in ("mme", "mlle")
            found[match.start()] = Mention(match.end(), feminine, "title", _governed(text, match.start()))
    for kind in ("pronoun", "elided"):
        for match in patterns[kind].finditer(text):
            word = match.group().lower()
            if not _stressed_at(text, match.start(), match.end()):
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


def unknown_agreement(text: str) -> tuple[str, ...]:
    """Words said of the patient of which it is not known how, or whether, they agree."""
    reading = read(text, mentions(text))
    unknown = [
        *reading.unknown,
        *_FIXED.findall(text),
        *doubts(text, {start for start, *_ in reading.changes}),
    ]
    return tuple(dict.fromkeys(unknown))


def _stressed_at(text: str, start: int, end: int) -> bool:
    return any(m.end() == end for m in _patterns()["stressed"].finditer(text[:end]))


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
    found.extend(read(text, mentions(text)).changes)
    found.extend(partner_changes(text))
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
    for match in patterns["same"].finditer(text):
        feminine, vowel = not _is_feminine(match["article"]), match["noun"][0].lower() in "aeiou"
        article = _article(match["article"], feminine, vowel, match["noun"].isupper())
        found.append((match.start("article"), match.end("article"), article))
    for match in patterns["title"].finditer(text):
        if not _of_staff(text, match.start()):
            found.append((match.start(), match.end(), _title(match.group(), shouted)))
    for kind in ("pronoun", "inverted", "elided"):
        for match in patterns[kind].finditer(text):
            if match.group().lower() == "elle" and _stressed_at(text, match.start(), match.end()):
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
    new_adjective = cased(_before_noun(adjective, other), adjective) + (" " if adjective else "")
    follows = (new_adjective or other)[0].lower()
    new_article = _article(article, feminine, follows in _VOWELS, noun.isupper()) if article else ""
    new = new_article + (cased(new_adjective, adjective) if adjective else "") + cased(other, noun)
    return [(match.start(), match.end(), new)]


def _before_noun(adjective: str, noun: str) -> str:
    """`nouveau patient`, `nouvel usager`, `nouvelle patiente`: the other form of an adjective, before the other noun."""
    new = _BEFORE_NOUN.get(adjective.strip().lower(), "")
    return "nouvel" if new == "nouveau" and noun[0].lower() in _VOWELS else new


def _pointed_at(match: re.Match[str]) -> str:
    noun, adjective = match["noun"], match["adjective"] or ""
    other = load_pairs("fr")["person"][noun.lower()]
    word = _before_noun(adjective, other)
    follows = (word or other)[0].lower()
    article = _article(match["article"], other.endswith("e"), follows in _VOWELS, noun.isupper())
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
