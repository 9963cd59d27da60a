"""Towns: where somebody was born, lives, comes from or goes, and after whoever practises there; a country is no identifier."""

import re

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.folding import fold

TOWN = r"[A-ZÀ-Ý][\w'’-]*(?: (?:sur |les |la |le |de |du |des |en |aux )?[A-ZÀ-Ý][\w'’-]*){0,4}"
_BRIEF = r"[A-ZÀ-Ý][\w'’-]+(?: (?:sur |les |la |le |de |du |des )?[A-ZÀ-Ý][\w'’-]+){0,2}"
# "Lives in Sheltered Housing" is a kind of house.
_HOUSE = r"(?![A-Z]{2,5}\b|(?i:sheltered|nursing|residential|care|retirement|assisted|supported|group|council|own|temporary|long)\b)"
_HOME = re.compile(
    r"\b(?:[Nn][ée]e?\b(?:[^.;:\n]|(?<=\d)\.(?=\d)){0,30}? à|(?:[Dd]emeur(?:e|ant)|[Dd]omicilié?e?|[Rr]ésid(?:e|ant)|[Hh]abit(?:e|ant)|[Vv]it) (?:à|au)|[Hh]abit(?:e|ant)|[Oo]riginaire (?:de|d['’])|(?:[Hh]abitante?|[Rr]ésid[ae]nte?) (?:de|à|au)|[Cc]ommunauté (?:[a-zà-ÿ]{3, 12} )?(?:de|du|d['’])"
    r"|(?:[Ll]iv(?:es?|ing)|[Rr]esid(?:es?|ing))(?: alone)? in|[Bb]orn in|(?:[Oo]riginally|[Mm]oved) from|[Nn]ative of|[Rr]esident of) "
    rf"(?P<value>{_HOUSE}{TOWN})(?!\w)"
)
# Who practises, works or lives there, and who went there: "médecin traitant à Gatineau", "rentre à La Tuque".
_TO = re.compile(rf" à (?P<value>{_BRIEF})(?!\w)")
_WENT = re.compile(
    r"\b(?:médecins?|dentiste|notaire|cabinet|pharmacie|pharmacien(?:ne)?|infirmi(?:er|ère)|kiné|école|collège|lycée|usine|ferme|chalet|maison|appartement"
    r"|famille|enfants?|filles?|fils|frères?|sœurs?|parents|mère|père|\w+logue|travaill\w+|travail|enseign\w+|étudi\w+|scolarisée?|mariée?"
    r"|installée?|domicile|séjour|vacances|stage|arriv\w+|rentr\w+|ret?our\w*|repart\w*|déménag\w+|emménag\w+|transport\w*|évacuée?|transférée?|suivie?|opérée?|hospitalisée?|soignée?|dialysée?"
    r"|consult\w+|chut\w*|tomb\w+|accident\w*|incarcérée?|décédée?|demeure|demeurant|loge|hébergée?)"
    r"(?: (?!allergi|intol|réact|sensib|résist|expos|recour|relais|passage|associé|second|grâce|due?s?\b|face|jusqu|quant|répon|adapt|substitu)[a-zà-ÿ'’]+){0,3}\Z",
    re.IGNORECASE,
)  # fmt: skip
_FROM = re.compile(rf" from (?P<value>{_BRIEF})(?!\w|['’]s)")
_CAME = re.compile(
    r"\b(?:admitted|transferred|flown(?: in| down)?|medevac\w*|travell?(?:ed|s|ing)|comes?|came|dr(?:ives|ove)(?: in)?|visiting|referred|arrived)(?: [^.;:\n]{0,24})?\Z",
    re.IGNORECASE,
)
# A doctor, then where she practises: "Dr Phan, Brossard", "Dr Le Tallec (Vannes)", "Sarah Whiteduck, NP, Maniwaki".
_PERSON = r"[A-ZÀ-Ý][\w.'’-]*(?: [A-ZÀ-Ý][\w.'’-]*){0,3}"
_PRACTICE = re.compile(
    rf"(?:\b(?:[Dd]re?|Pre?|[Dd]octeure?|Doctor)\.? {_PERSON}(?:, (?:MD|NP|IPS|PA-C))?|\b(?:MD|NP|IPS|RN|PA-C))"
    rf"(?:, (?P<value>{_BRIEF})(?=[.;]?(?:$|\n| Cc))| \((?P<within>{_BRIEF})\))"
)
# A person on a contact line, then the town: "Conjoint : Wapikoni Échaquan, Manawan".
_LINE = re.compile(rf": {_PERSON}, (?P<value>{_BRIEF})(?=[.;]?(?:$|\n))")
_CONTACT = re.compile(
    r"\b(?:conjointe?|épou(?:x|se)|fille|fils|mère|père|sœur|frère|tutrice|tuteur|contact|next of kin|spouse|daughter|son|wife|husband) ?\Z",
    re.IGNORECASE,
)
# Wards, specialties and professions have a capital too, and "à Noël" is a day.
_WARD = re.compile(
    r"^(?:cardio|pneumo|neuro|gastro|hepato|onco|uro|gyn|ortho|hemato|haemato|nephro|psy|geri|anesth|anaesth|chir|endo|rhum|rheum|dermato|radio|infectio|orl|medec|medic"
    r"|urgen|emerg|palli|intern|general|omni|pedi|paed|peds|reanim|soins|salle|chambre|lit|bloc|unit|ward|theatre|triage|recovery|maternit|matern|obst|trauma|rehab|reeduc"
    r"|dialys|imag|labo|labou?r|observation|resus|stroke|acute|intensive|intermed|day|short|long|nurs|home|surg|pharma|ambul|externe|consult|clinique|domicile|foyer|noel|paques"
    r"|toussaint|easter|christmas|hospital|hopital|centre|center|chef|head|associate|assistant|retired|retraite|on-call|locum|remplac|ophtalm|ophthalm|genet|bio|hygien|allergo|addict|cancer|stomato|sport|sante|sage|famil|plast|vascul|thorac|oral|dent|patholog)"
    r"|(?:logie|logy|logue|logist|trie|try|iatre|iatrics|urgie|ist|iste|eur|euse|ion|ment|ical|able|ed|tique)$"
    r"|\b(?:care|medicine|surgery|clinic|service|health|practice|medecine|chirurgie)\b"
)


def _is_town(written: str) -> bool:
    lists = gazetteer()
    folded = fold(written)
    words = [word for word in folded.split() if word not in lists.particles]
    if not words or folded in lists.countries:
        return False
    return words[0] not in lists.never | lists.titles | lists.eponyms | lists.acronyms | lists.countries


# What is looked for, and what has to stand before it (within 70 characters); None where the first says it all.
_RULES = ((_TO, _WENT), (_FROM, _CAME), (_LINE, _CONTACT), (_PRACTICE, None))


def towns(text: str) -> list[tuple[int, int, str, bool]]:
    """Each town with its place; what is no town but a country, a ward or a profession stays."""
    found = [
        (*match.span("value"), "place", True) for match in _HOME.finditer(text) if _is_town(match["value"])
    ]
    for pattern, before in _RULES:
        for match in pattern.finditer(text):
            group = match.lastgroup or "value"
            written = match[group]
            abbreviation = written.isupper() and len(written) < 6
            if abbreviation or not _is_town(written) or _WARD.search(fold(written)):
                continue
            if before is None or before.search(text[max(0, match.start() - 70) : match.start()]):
                found.append((*match.span(group), "place", True))
    return found
