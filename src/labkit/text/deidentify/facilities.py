"""Schools, homes, surgeries, laboratories, firms: a word for what it is and a proper name beside it, or a cue before the name."""

import re

from labkit.text.deidentify.proper import CAPITAL, PROPER, fold_words, is_proper

Found = tuple[int, int, str, bool]

# What a French word says of a facility before its name: "école primaire", "centre de réadaptation".
_SAID = (
    r"(?: (?:primaire|maternelle|[ée]l[ée]mentaire|secondaire|priv[ée]e?|publi(?:c|que)|professionnel(?:le)?|agricole|municipale?|communale?|r[ée]gionale?|sp[ée]cialis[ée]e?|m[ée]dic[\w-]+|dentaire|hospitali\w+|universitaire|mutualiste|communautaire"
    r"|technique|sup[ée]rieure?|internationale?|anglaise?|fran[çc]aise?|th[ée]rapeutique|p[ée]nitentiaire|pluridisciplinaire|interg[ée]n[ée]rationnelle?|sociale?|psychiatrique|(?:de |d['’]|du |des |pour )(?:la |l['’])?[a-zà-ÿ][a-zà-ÿ-]{3,})){0,3}"
)
_LINK = r"(?: (?:de la |de l['’]|des? |du |d['’])?)"
# A name without the town that follows it: "école Jean-Moulin", then "de Bègles".
_NAME = rf"(?:(?:Les|Le|La|L['’]|Aux?|Saint|Sainte|St|Ste)\.? ?)?{CAPITAL}(?: (?:(?:et|aux?|en|sur|les|la|le|&) )?{CAPITAL}){{0,3}}"
_FRENCH = re.compile(
    rf"(?<![\w-])(?P<type>(?i:[ée]cole|coll[èe]ge|lyc[ée]e|cr[èe]che|garderie|halte-garderie|micro-cr[èe]che|c[ée]gep|universit[ée]|facult[ée]|foyer|maison de (?:retraite|sant[ée]|repos)|maison d['’]arr[êe]t|maison m[ée]dicale|prison|p[ée]nitencier"
    rf"|centre|laboratoires?|labo|officine|institut|association|fondation|entreprise|soci[ée]t[ée]|usine|garage|boulangerie|boucherie|restaurant|h[ôo]tel|camping|supermarch[ée]|magasin|scierie|ferme|imprimerie|abattoir|chantier|manoir|domaine|villa"
    rf"|r[ée]sidence|pharmacie|clinique|polyclinique|paroisse|mosqu[ée]e|synagogue|club|ambulances|pompes funèbres|transports|caserne|commissariat)|EHPAD|EHPA|USLD|MAS|FAM|ESAT|IME|ITEP|SESSAD|CMPP?|CSAPA|CPE|SSR|SMR|MSP|CHSLD|CLSC|GMF|RPA|CHSLD|RI|SSIAD|CAMSP|ULIS)"
    rf"(?P<said>{_SAID})(?P<link>{_LINK})(?P<name>{_NAME})(?![\w])"
)
_KIND = re.compile(r"(?:communaut|hospit|clinique|central|habituel|m[ée]dic|de garde|privé|public|primaire|secondaire|spécialis|municip|régional|social|familial|universitaire)", re.IGNORECASE)  # fmt: skip
# Where only the town or the doctor follows: hidden alone.
_CABINET = re.compile(rf"\b(?:[Cc]abinet(?: (?:m[ée]dical|dentaire|infirmier|libéral|de kin[ée]\w*|de groupe))?|[Oo]fficine|[Mm]airie|[Gg]are|[Cc]aserne|[Cc]ommissariat|[Gg]endarmerie|[Tt]ribunal|[Aa]ntenne|[Pp]aroisse|[Cc]ommune|[Vv]illage|[Vv]ille|[Vv]illage) (?:de la |de l['’]|de |d['’]|du |des )(?P<name>(?:L[ae]s? )?{PROPER})(?!\w)")  # fmt: skip

_STRONG = (
    r"(?:(?:Elementary|Primary|Middle|High|Secondary|Grammar|Public|Infants?|Junior|Senior|Nursery|Comprehensive|Catholic|Charter|Boarding|Preparatory) )*School|Elementary|Primary|Academy|College|University|Polytechnic"
    r"|Manor|Lodge|Nursing Home|Care Home|Care Cent(?:er|re)|Rest Home|Retirement (?:Home|Community|Residence|Village|Living)|Assisted Living|Senior Living|Long[- ]Term Care|Healthcare(?: [A-Z][a-z]+)?|Health ?Care Cent(?:er|re)"
    r"|Medical (?:Practice|Group|Associates)|Family (?:Practice|Medicine|Physicians)|Health Partnership|Group Practice|Dental(?: (?:Practice|Care|Group))?|Pharmacy|Drug Mart|Drugs|Drugstore|Chemists?|Laborator(?:y|ies)|Labs?|Diagnostics"
    r"|Hospice|Infirmary|Rehabilitation(?: Cent(?:er|re))?|Rehab|Foundation|Church|Mosque|Synagogue|Prison|Jail|Penitentiary|Correctional (?:Cent(?:er|re)|Facility|Institution)|Shelter|Daycare|Preschool|Kindergarten|Childcare"
    r"|Ltd|Limited|Inc|LLC|plc|PLC|Corp|Corporation|Industries|Motors|Steel|Foods|Brewery|Bakery|Shipyard|Colliery|Quarry|Ambulance Service|NHS (?:Foundation )?Trust|Health Authority|First Nation|Friendship Cent(?:er|re)"
)
_WEAK = r"Surgery|House|Hall|Court|Practice|Trust|Station|Group|Farm|Mill|Centre|Center|Institute|Bank|Villas?|Gardens|Villages?|Home|Residence|Place|Park|Library|Hotel|Inn|Walk-[Ii]n|Terminal|Barracks|Grove|Heights|Meadows?|Mines?|Works|Estate"
_ENGLISH = re.compile(
    rf"(?<![\w'’-])(?P<name>(?:(?:St|Mt)\.? )?{CAPITAL}(?: (?:(?:of|the|and|&) )?{CAPITAL}){{0,3}}) (?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:,? (?:Ltd|Inc|LLC|plc)\b)?(?![\w-])"
)
# Before a weak word's name: a place is spoken of.
_AT = re.compile(
    r"(?:\b(?:at|from|to|of|in|with|via|by|near|for|called|resident|attends|Attends|Lives at|GP|pcp|practice|surgery|home|work) (?:the )?|[,:(] )$"
)
_GENERIC = frozenset(
    """
    medical family health nursing care general local community new old day night home group private public high low senior walk-in retirement assisted current previous prior same other another
    long-term long residential sheltered rehab rehabilitation emergency operating birth treatment cancer trauma burn stroke heart blood tissue wound outpatient inpatient surgical major minor elective urgent planned
    open robotic laser oral hip knee hand foot eye ear spine brain lung bowel breast hernia cataract valve bypass gallbladder weight cosmetic plastic elective recent past multiple further redo repeat possible
    after before during since following post pre no previous discharge transfer admit refer call see seen via from community retail online hospital specialty compounding clinical research reference central main core stat
    elementary primary middle secondary grammar grade nursery law business art film dental veterinary police fire county state federal provincial national regional royal nurses' medicine mental halfway group funeral full
    north south east west upper lower first second third english french urine routine morning evening daily admission outside pending abnormal normal baseline follow-up fasting serial repeat screening imaging labour labor
    contact drop-in patient your the a an this that our his her their my
    """.split()  # noqa: SIM905
)

_WORK = re.compile(
    r"\b(?:(?:[Ww]ork(?:s|ed|ing)?|[Ee]mploy(?:ed|ee)|[Jj]ob|[Vv]olunteer(?:s|ed|ing)?|[Dd]rives?|[Dd]riving|[Dd]rove|[Ii]ntern(?:s|ed)?)\b(?: [a-z'-]+){0,6}? (?:for|at|with|by)(?: the)? "
    r"|(?:[Rr]etired|[Ll]aid off|[Ff]ired|[Mm]ade redundant) from(?: the)? |[Ee]mployee of |\b[Ee]mployer(?: is|:) |[Ee]mployeur ?: "
    r"|\b[Cc]hez |(?:[Ee]mploy[ée]e?|[Ss]alari[ée]e?|[Oo]uvri(?:er|[èe]re)|[Cc]adre|[Ii]ng[ée]nieure?|[Tt]echnicien(?:ne)?|[Cc]aissi(?:er|[èe]re)|[Vv]endeu(?:r|se)|[Cc]omptable) (?:de |d['’]|à la |à |aux? |pour ))"
    rf"(?P<name>{PROPER})(?!\w)"
)
# A shop or a bench's name before a street, and after "Pharmacy:".
_SHOP = re.compile(
    rf"(?:\b(?:[Pp]harmacy|[Pp]harmacie|[Ee]mployer|[Ee]mployeur|[Ss]chool|[ÉEée]cole|[Ff]acility|[Nn]ursing home|[Cc]are home|[Ee]stablishment|[Éé]tablissement|[Ii]nsurer|[Aa]ssureur|[Gg]arage) ?: ?"
    rf"|\b(?:[Pp]harmacy|[Ss]chool|[Nn]ursing home|[Cc]are home|[Ff]actory|[Gg]roup home) (?:is|called|named) )(?P<name>{PROPER})(?!\w)(?! ?[:=]| (?:at |à )?\d)"
)
_FROM_SHOP = re.compile(rf"(?<![\w.] )(?<!\w)(?P<name>{CAPITAL}(?:['’]s)?(?: {CAPITAL})?) (?=(?:on|at|in) [A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)? (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Highway|Hwy)\b)")  # fmt: skip
_SAINT = re.compile(r"(?<![\w.])(?:St|Saint)\.? [A-Z][\w]+(?:['’]s?)? (?:Healthcare|Health|Hospice|Church|School|Centre|Center|College|Infirmary|Parish|Villa|House)(?: [A-Z][a-z]+)?(?!\w)")  # fmt: skip


def _french(text: str) -> list[Found]:
    found = []
    for match in _FRENCH.finditer(text):
        name, kind = match["name"], match["type"]
        words = fold_words(name)
        if not is_proper(name) and not (
            words
            and words[0] in ("les", "le", "la", "l", "saint", "sainte", "st", "ste", "aux", "au")
            and len(words) > 1
            and not name.isupper()
        ):
            continue
        # "PHARMACIE COMMUNAUTAIRE" says only which kind.
        if _KIND.match(name) or (
            kind.isupper() and name.isupper() and len(kind) > 5 and not match["link"].strip()
        ):
            continue
        found.append((match.start(), match.end(), "place", True))
    return found


def _english(text: str) -> list[Found]:
    found = []
    for match in _ENGLISH.finditer(text):
        start = match.start()
        words = match["name"].split(" ")
        # "Seen at Oakfield Lodge": what stands before the name, and words that only say which kind.
        while words and (fold_words(words[0]) or [""])[0] in (
            "the",
            "at",
            "from",
            "to",
            "in",
            "attends",
            "lives",
            "resident",
            "son",
            "daughter",
            "transferred",
            "seen",
            "pt",
            "patient",
            "he",
            "she",
            "his",
            "her",
        ):
            start += len(words.pop(0)) + 1
        name = " ".join(words)
        kept = [word for word in fold_words(name) if word not in _GENERIC]
        if not kept or not is_proper(
            " ".join(w for w in words if (fold_words(w) or [""])[0] not in _GENERIC) or name
        ):
            continue
        if name.isupper() and match.group().isupper():
            continue
        if match["weak"] and not _AT.search(text[max(0, start - 24) : start]):
            continue
        found.append((start, match.end(), "place", True))
    return found


def facilities(text: str) -> list[Found]:
    """Facilities and employers with their place in the text."""
    found = _french(text) + _english(text)
    found += [(*m.span(), "place", True) for m in _SAINT.finditer(text)]
    for pattern, acronyms in ((_CABINET, False), (_WORK, True), (_SHOP, False), (_FROM_SHOP, False)):
        for match in pattern.finditer(text):
            if is_proper(match["name"], acronyms=acronyms):
                found.append((*match.span("name"), "place", True))
    return found
