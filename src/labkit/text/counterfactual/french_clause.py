"""Of whom a French clause speaks: the patient, or a thing."""

import re

from labkit.text.counterfactual.pairs import load_pairs

_AUXILIARY = (
    "est était été être sera serait fut reste restait semble paraît devient demeure est-il est-elle soit"
)
_LINK = (
    "bien très récemment déjà actuellement initialement assez plus peu non toujours également secondairement ensuite puis et ou mais "
    "vit vivant habite dort reste "
    "ans an mois jours semaines fois pas donc aussi encore rapidement régulièrement finalement alors là ici ci anciennement notamment"
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’]?")
# Opening a line, these may be nouns ("Suivi : ...", "Mise en place", "Vue d'ensemble", "Sortie le"): look at what follows.
_NOUN_LIKE = frozenset(
    ["suivie", "mise", "prise", "vue", "revue", "levée", "arrivée", "venue", "portée", "sortie", "traité", "retrouvée", "limite",
     "partie", "rentrée", "exposé", "prise en charge", "content", "active"]
)  # fmt: skip
_DETERMINERS = "le la les l' un une des du de d' son sa ses leur cette ce cet ces au aux"
_DETERMINER = frozenset(_DETERMINERS.split())
_THINGS = (
    "trouble syndrome état médecin famille entourage mère père épouse conjoint nuit journée lettre courrier demande dose douleur pièce "
    "sonde question copie ordonnance cause hypothèse tumeur lésion fracture plaie"
)
_NOBODYS_NOUNS = frozenset(_THINGS.split())


def clause(text: str, position: int) -> list[str]:
    # The full stop of "M. Durand" and "Dr. Roy" ends no clause.
    before = re.sub(r"\b(M|Dre?|Pr)\.", r"\1", text[max(0, position - 300) : position])
    clause = re.split(r"[.!?] |[;:\n]", before)[-1]
    return [word.replace("’", "'") for word in _WORD.findall(clause)]


def is_person(word: str) -> bool:
    pairs = load_pairs("fr")
    lower = word.lower()
    return (
        lower in pairs["noun"]
        or lower in pairs["pronoun"]
        or lower in ("mme", "m", "mr", "mlle", "il", "elle", "qui")
    )


def of_a_thing(text: str, position: int) -> bool:
    """`lettre adressée`, `dose admise`: right after a noun that is nobody."""
    before = re.search(r"([^\W\d_]+) $", text[max(0, position - 30) : position])
    return before is not None and before.group(1).lower() in _NOBODYS_NOUNS


def patient_is_subject(text: str, position: int) -> bool:
    """Whether a participle belongs to the patient: no other noun stands between it and its subject."""
    words = clause(text, position)
    pairs = load_pairs("fr")
    gendered = pairs.all(("person", "agrees"))
    following = re.match(r"\w*\W{0,2}(\w+)", text[position:])
    itself = re.match(r"[^\W\d_]+", text[position:])
    forms = {itself.group().lower(), pairs["agrees"].get(itself.group().lower(), "")} if itself else set()
    if (not words and not forms & _NOUN_LIKE) or (
        words and words[-1].lower() in ("vit", "vivant", "habite", "vivre")
    ):
        return True
    if not words:
        # "Connue pour HTA", "Suivi en cardiologie" but "Suivi : consultation", "Mise en place", "Vue d'ensemble".
        rest = re.sub(r"^\w+", "", text[position:])
        return bool(re.match(r" (?:pour|en|aux?|par|à|ce|hier|le|chez|dans|comme|sous|depuis|devant|et)\b", rest)) and bool(following) and not (
            re.match(r" en (?:place|évidence|route|œuvre|charge)\b| du | de |e? :", rest)
        )  # fmt: skip
    last = words[-1].lower()
    if last in _DETERMINER:
        return False  # "la prise", "un suivi": a noun
    linked = (
        last in _LINK.split()
        or last in _AUXILIARY.split()
        or last in gendered
        or is_person(last)
        or last.isdigit()
    )
    after_comma = text[:position].rstrip().endswith(",")
    if not linked and not after_comma:
        return False
    for back in range(len(words) - 1, -1, -1):
        word = words[back].lower()
        if is_person(word):
            return True
        nobody = word in _DETERMINER
        if nobody and not after_comma:
            following_word = words[back + 1].lower() if back + 1 < len(words) else ""
            if not (following_word.isdigit() or following_word in ("ce", "ans")):
                return False
    return any(word.lower() in gendered for word in words) or (last in _AUXILIARY.split() and len(words) == 1)
