"""`La` and `le` before a verb: the patient, where the verb is of what people do to a patient; else it is not known.

Whether the word is an article or an object is decided by what stands around it and is the same for both genders, so
that exchanging twice gives the note back.
"""

import re

from labkit.text.counterfactual.french_forms import forms_of, has_one_form

Change = tuple[int, int, str]

# What is done to people: the beginnings of the verbs' forms, as far as no noun begins so after an article.
_PERSON = (
    r"trouv(?:e|es|ent|ons|ez|ait|aient|era)|jug(?:e|ent|eons|eait|eaient)|dis(?:ent|aient|ait)|voi(?:s|t|ent)|voy(?:ons|ait|aient)|rev(?:ois|oit|oyons|errai|erra|errons)"
    r"|gard(?:e|ent|ons|ait|era|erons)|surveill(?:e|ent|ons|ait|era|erons)|examin(?:e|ent|ons|ait|era|erons)|rassur(?:e|ent|ons|ait)|sui(?:s|t|vent|vons|vait|vra|vrons)"
    r"|accompagn(?:e|ent|ons|ait|era|aient)|transf(?:ère|érons|èrent|èrera|érera|érerons)|hospitalis(?:e|ent|ons|era|erons)|convoqu(?:e|ent|ons|era|erons)|adress(?:e|ent|ons|era|erons)"
    r"|réadress(?:e|ons|erons)|confi(?:e|ons|erons)|laiss(?:e|ent|ons|era|ait)|recontact(?:e|ent|ons|era|erons)|contact(?:ent|ons|era|erons)|réévalu(?:e|ent|ons|era|erons)|rappell(?:e|ent)"
    r"|ramèn(?:e|ent)|amèn(?:e|ent)|emmèn(?:e|ent)|ramen(?:ons|ait)|install(?:e|ent|ons|era|erons)|mobilis(?:e|ent|ons|era|erons)|lèv(?:e|ent|era)|lev(?:ons|ait)|recouch(?:e|ent|ons)"
    r"|réconfort(?:e|ent|ons)|inform(?:e|ent|ons|era|erons)|préven(?:ons|ait)|prévien(?:s|t|nent)|sédat(?:e|ent|ons)|intub(?:e|ent|ons)|extub(?:e|ent|ons)|perfus(?:e|ent|ons)"
    r"|connaît|connais(?:sons|sent)|soutien(?:t|nent)|reçoi(?:s|t|vent)|recev(?:ons|ait)|attend(?:ent|ons|ait)?|sollicit(?:e|ent|ons)|stimul(?:e|ent|ons)|réveill(?:e|ent|ons)"
    r"|décri(?:t|vent|vait)|reconnaît|reconnaissent|soign(?:e|ent|ons)|prennent|nomment|appellent|lav(?:e|ent|ons)|habill(?:e|ent|ons)|nourri(?:t|ssent)|conduis(?:ent|ons|ait)|raccompagn(?:e|ent|ons)|retrouv(?:e|ent|ons|ait)|découvr(?:e|ent|ons)|héberg(?:e|ent|eons)|aid(?:e|ent|ons)"
)
_SUBJECTS = r"je|nous|on|vous|ils|elles|qui"
# "Nous la gardons", "ses filles, elles, la jugent"; after the patient's own pronoun the object is something else.
_AFTER_PRONOUN = re.compile(
    rf"(?<![\w'’-])(?<!comme )(?:{_SUBJECTS}),?(?: (?:ne|n['’]en|vous|nous|me|te))? (?P<word>l[ae]) (?P<verb>[a-zà-ÿœ]+)",
    re.IGNORECASE,
)
# "Son fils la trouve fatiguée": after a noun.
_AFTER_NOUN = re.compile(
    rf"(?<=[a-zà-ÿ\)])(?:,? ne| ,|,)? (?P<word>l[ae]) (?P<verb>{_PERSON})\b(?! (?:de|du|des)\b)",
    re.IGNORECASE,
)
# "La famille ne la comprend pas", "les voisins le plaignent": an object, of a verb that is not in the list.
_OTHER_VERB = re.compile(
    r"(?P<subject>[\wà-ÿ]+) (?:ne (?P<word>l[ae]) (?P<verb>[a-zà-ÿœ]+)|(?P<word2>l[ae]) (?P<verb2>[a-zà-ÿœ]+(?<!m)ent))\b",
    re.IGNORECASE,
)
_IN_ENT = frozenset(
    [
        "patient",
        "client",
        "dent",
        "vent",
        "accident",
        "agent",
        "argent",
        "talent",
        "parent",
        "président",
        "incident",
        "antécédent",
        "ingrédient",
        "récipient",
        "content",
        "récent",
        "urgent",
    ]
)
_VERB = re.compile(rf"(?:{_PERSON})\Z", re.IGNORECASE)
# "Garde", "juge", "lève": nouns too, unless a pronoun is their subject or a word follows that is said of somebody.
_NOUNS_TOO = re.compile(r"(?:garde|juge|suit|aide|lève|réveil\w*|contact\w*|sui[st])\Z", re.IGNORECASE)
_DEGREES = re.compile(r" (?:trop|très|plus|moins|peu|assez|bien|toujours|un peu|encore|à|au|chez|en) ")
_NOT_SUBJECTS = re.compile(
    r"\b(?:de|à|pour|sur|dans|par|avec|sans|et|ou|que|vers|chez|sous|contre|après|avant|dès|depuis|selon|pendant|il|elle|malgré|entre|puis|mais|or|car|comme|si|quand|où|dont|est|a|fait|lors|tout|toute)\Z",
    re.IGNORECASE,
)
# After these `la garde` and `le suivi` are things: "qui la nuit", "nous le soir".
_TIMES = frozenset(
    [
        "nuit",
        "veille",
        "semaine",
        "journée",
        "matinée",
        "soirée",
        "plupart",
        "soir",
        "matin",
        "lendemain",
        "jour",
        "midi",
    ]
)
# What the object may stand for, when it is named before in the sentence: "une plaie ; on la surveille".
_PATIENT = r"(?:patiente?|malade|dame|monsieur|madame|femme|homme|résidente?|usag(?:er|ère)|famille|fille|fils|mère|père|sœur|soeur|frère|épouse|équipe|infirmière?)\b"
_FEMININE_THING = re.compile(rf"\b(?:la|une|sa|cette) (?!{_PATIENT})(?!l)[a-zà-ÿœ-]+", re.IGNORECASE)
_MASCULINE_THING = re.compile(rf"\b(?:le|un|son|ce|du|au) (?!{_PATIENT})[a-zà-ÿœ-]+", re.IGNORECASE)


# The patient as the subject: the object is somebody or something else.
_OWN = frozenset(["il", "elle", "patient", "patiente", "monsieur", "madame", "dame", "résident", "résidente", "qu'il", "qu'elle", "ne"])  # fmt: skip


def clitics(text: str) -> tuple[list[Change], list[str]]:
    """What to write where, and the objects of which it is not known whether they are the patient."""
    changes: list[Change] = []
    unknown: list[str] = []
    for match in _AFTER_PRONOUN.finditer(text):
        verb = match["verb"].lower()
        if verb in _TIMES:
            continue
        if not _VERB.match(verb) or _something_named(text, match):
            unknown.append(f"{match['word']} {match['verb']}")
        else:
            changes.append(_change(match))
    placed = {start for start, _end, _new in changes}
    for match in _AFTER_NOUN.finditer(text):
        if match.start("word") in placed or _NOT_SUBJECTS.search(text[: match.start()]):
            continue
        if re.search(
            rf"(?<![\w'’-])(?:{_SUBJECTS}),?(?: ne)?\Z",
            text[: match.start("word")].rstrip(" ,"),
            re.IGNORECASE,
        ):
            continue
        if _NOUNS_TOO.match(match["verb"]) and not _said_of_somebody(text[match.end() :]):
            continue
        if _something_named(text, match):
            unknown.append(f"{match['word']} {match['verb']}")
        else:
            changes.append(_change(match))
    told = {start for start, _end, _new in changes}
    for match in _OTHER_VERB.finditer(text):
        place = "" if match["word"] else "2"
        subject, verb = match["subject"].lower(), match["verb" + place].lower()
        if match.start("word" + place) in told or subject in _OWN or verb in _IN_ENT or has_one_form(verb):
            continue
        if place and (forms_of(verb) or _NOT_SUBJECTS.search(subject)):
            continue
        unknown.append(f"{match['word' + place]} {match['verb' + place]}")
    return changes, unknown


def _said_of_somebody(rest: str) -> bool:
    """Whether an adjective follows the verb, or a word that only a verb is followed by: "la juge prête", "la garde à jeun"."""
    if _DEGREES.match(rest):
        return True
    word = re.match(r" ([a-zà-ÿœ-]+)", rest)
    if word is None:
        return False
    forms = forms_of(word[1])
    return (forms is not None and bool(set(forms.kinds) & set("ap"))) or has_one_form(word[1])


def _change(match: re.Match[str]) -> Change:
    other = {"la": "le", "le": "la"}[match["word"].lower()]
    return match.start("word"), match.end("word"), other


def _something_named(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence names a thing of either gender before the object that it could stand for."""
    start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    before = text[start : match.start()]
    # The last word before the object is its subject: "la fille", "le kiné".
    subject = re.sub(r"(?:\b(?:la|le|l['’]|son|sa|cette|ce|une?|du) ?)?[\w'’-]+,?\Z", "", before.rstrip(" ,"))
    return bool(_FEMININE_THING.search(subject) or _MASCULINE_THING.search(subject))
