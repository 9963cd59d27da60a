"""People without a title: after a relative or a role, in a list, before a verb of saying, on a line of copies."""

import re
from collections.abc import Iterator

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.name_contexts import SAYS
from labkit.text.deidentify.proper import fold_words, is_proper

_CAP = r"[A-ZÀ-Ý](?:[\w'’-]*[^\W\d_])"
_PARTICLE = r"(?:(?:de la|de|du|da|dos|van der|van den|van|von|el|ben|bin|al|le|la) )"
_ONE = rf"(?:{_PARTICLE}?{_CAP}|d['’]{_CAP})"
#: A given name alone, or with surnames and initials.
_NAME = rf"(?:{_ONE}(?: (?:[A-Z]\. ?)?{_ONE}){{0,3}}|(?:[A-Z]\. ?){{1,2}}{_ONE}(?: {_CAP})?)"
_WHOLE = rf"(?:{_CAP}(?: (?:[A-Z]\. ?)?{_ONE}){{1,3}}|(?:[A-Z]\. ?){{1,2}}{_ONE})"
_AGE = r"(?: ?\(\d{1,2}[^)\n]{0,8}\)|,? \d{1,2} (?:ans|mois|years?|yo|y)\b)?"
_KIN_WORDS = (
    r"(?:(?:arrière-|[Gg]rande?-|[Pp]etite?-|[Bb]eau-|[Bb]elle-|[Dd]emi-|ex-|[Ss]tep-?|[Gg]rand|[Hh]alf-|[Ff]oster )?(?:[Ff]ille|[Ff]ils|[Mm]ère|[Pp]ère|[Ss]œur|[Ss]oeur|[Ff]rère|[Dd]aughter|[Ss]on|[Mm]other|[Ff]ather|[Ss]ister|[Bb]rother|[Mm]um|[Mm]om|[Dd]ad)"
    r"|[Cc]ousine?|[Tt]ante|[Oo]ncle|[Nn]iece|[Nn]ièce|[Nn]eveu|[Nn]ephew|[Aa]unt(?:ie)?|[Uu]ncle|[Mm]arraine|[Pp]arrain|[ÉEée]pouse|[ÉEée]poux|[Mm]ari|[Cc]ompagne|[Cc]ompagnon|[Cc]onjointe?|[Ff]iancée?|[Vv]oisine?|[Aa]mie|[Gg]endre|[Bb]ru|[Cc]oncubine?"
    r"|[Ww]ife|[Hh]usband|[Pp]artner|[Ss]pouse|[Gg]irlfriend|[Bb]oyfriend|[Nn]eighbou?r|[Ff]riend|[Rr]oommate|[Ff]latmate|(?:[Ss]ister|[Bb]rother|[Mm]other|[Ff]ather|[Ss]on|[Dd]aughter)-in-law|[Cc]olocataire|[Gg]ran(?:ny|dma|dpa|d-mère)?|[Nn]an|[Tt]win|[Jj]um(?:eau|elle))"
)
_CHILDREN = r"(?:[Ee]nfants|[Ff]illes|[Ff]ils|[Ss]œurs|[Ss]oeurs|[Ff]rères|[Pp]etits-enfants|[Jj]um(?:eaux|elles)|[Nn]eveux|[Nn]ièces|[Cc]hildren|[Ss]ons|[Dd]aughters|[Kk]ids|[Tt]wins|[Ss]iblings|[Bb]rothers|[Ss]isters|[Gg]randchildren|[Pp]arents|[Ff]riends|[Aa]mis|(?:[Ff]ather|[Mm]other|[Mm]um|[Mm]om|[Dd]ad) of \w+|(?:[Pp]ère|[Mm]ère) de (?:deux|trois|quatre|cinq|six|\d))"
_SMALL = r"(?:(?:le petit|la petite|le jeune|la jeune|baby|little|bébé|son|sa|her|his|the twins|young) )?"
_LIST = rf"{_SMALL}(?:{_NAME}){_AGE}(?:(?:,? (?:et|and|&|puis) |, ){_SMALL}(?:{_NAME}){_AGE}){{0,6}}"
_KIN = re.compile(rf"(?<![\w-])(?:{_KIN_WORDS})(?:[ ,] ?|, | \(| : ?|: )(?P<names>{_LIST})")
_MANY = re.compile(
    rf"(?<![\w-]){_CHILDREN}(?: (?:aged?|âgés? de) [\d ,etand]{{1,16}})?(?:[ ,:(]{{1,3}}| named | called | nommés )(?P<names>{_LIST})"
)

_ROLE_WORDS = (
    r"(?:health visitor|social worker|(?:district|community|specialist|school|practice|charge|staff|bank|agency|night|scrub|research|link|stoma|diabetes|palliative|psychiatric|Macmillan) nurse|dieti[ct]ian|(?:hospital )?chaplain|midwife|key ?worker|case manager|case worker|care coordinator"
    r"|(?:occupational|speech|physio|respiratory|massage|family)? ?therapist|physiotherapist|counsell?or|teacher|coach|solicitor|lawyer|landlord|landlady|interpreter|paramedic|police officer|constable|detective|probation officer|boss|employer|supervisor|foster (?:carer|mother|father)|support worker|home help|cleaner|housekeeper"
    r"|PSW|HCA|pharmacist|technician|optometrist|dentist|podiatrist|chiropodist|osteopath|GP|locum|SHO|registrar|advocate|volunteer|babysitter|nanny|guardian|executor|Pastor|Rabbi|Imam|Rev(?:erend)?\.?|Father|Deacon|Sgt\.?|Sergeant|PC|DC|Officer|Constable|Cllr|Judge|Justice"
    r"|[éÉ]ducat(?:eur|rice)(?: spécialisée?)?|enseignante?|instit(?:utrice|uteur)|ma[îi]tresse|directeur|directrice|professeure?|tut(?:rice|eur)|curat(?:rice|eur)|mandataire(?: judiciaire)?|avocate?|notaire|interprète|bénévole|psychomotricien(?:ne)?|diététicien(?:ne)?|auxiliaire de vie|aide à domicile|aide-ménagère|femme de ménage"
    r"|travailleu(?:r|se) sociale?|intervenante?(?: sociale?)?|assistante? sociale?|assistante? maternelle|nourrice|préposée?(?: aux bénéficiaires)?|ergo(?:thérapeute)?|physio(?:thérapeute)?|kiné(?:sithérapeute)?|orthophoniste|psychologue|infirmi(?:er|ère)(?: (?:pivot|libérale?|de nuit|auxiliaire|scolaire|coordinat(?:eur|rice)))?|sage-femme"
    r"|aide-soignante?|brancardi(?:er|ère)|ambulanci(?:er|ère)|pompier|gendarme|policier|agent|brigadier|caporal|sergent|abbé|père|sœur|pasteur|imam|rabbin|aumônier|concierge|gardien(?:ne)?|patron(?:ne)?|employeu(?:r|se)|collègue|éduc|remplaçante?|externe|interne|stagiaire|étudiante?|résidente?|pharmacien(?:ne)?|secrétaire)"
)
# A role in words before a name of any length, an acronym's before a whole name.
_ROLE = re.compile(
    rf"(?<![\w-])(?:(?i:{_ROLE_WORDS}),? (?:is |est )?(?P<name>{_NAME})|(?:OT|PT|SLT|SALT|SW|HV|CPN|DN|ANP|NP|PA|RN|RPN|LPN|RD|TS|T\.S\.|IDE|IDEL|IPA|ASG|AS|ASH|PAB|ASI|TSW|ESF|CNS|AMP|CESF),? (?P<whole>{_WHOLE}))(?!\w)"
)
_AFTER_ROLE = r"(?:rn|RN|rpn|RPN|lpn|LPN|np|NP|md|MD|do|DO|pa|PA|pa-c|PA-C|ot|OT|pt|PT|slt|SLT|sw|SW|rd|RD|psw|PSW|hca|HCA|ide|IDE|idel|IDEL|as|AS|ash|ASH|inf\.?|kiné|ergo|ts|TS|pab|PAB|sho|SHO|f1|f2|F1|F2|spr|SpR|cns|CNS|anp|ANP|cpn|CPN|hv|HV)"
_SPECIALTY = r"(?:renal|vascular|surg\w+|medic\w+|cardi\w+|neuro\w*|néphro\w*|nephro\w*|gastro\w*|pneumo\w*|resp\w*|uro\w*|onco\w*|hém\w+|haem\w*|heme?\w*|ortho\w*|rhumato\w*|rheum\w*|derm\w*|endoc\w*|ent|ENT|ORL|orl|gyn\w*|obs\w*|psych\w*|pédi\w*|pa?ed\w*|géri\w*|geri\w*|ID|infectio\w*|anesth\w*|anaesth\w*|radio\w*|chir\w*|ophtalmo\w*|ophth\w*|palli\w*|plastic\w*|thoracic|trauma|gp|GP|hepat\w*|hépat\w*|diabet\w*|médecin\w*|kiné\w*|IDE|ide|AS|interne|externe|registrar|consultant|locum|SHO|F1|F2)"
_KIN_LOWER = r"(?:(?:his |her |sa |son |la |le )?(?:grand|petite?-|petit-|belle-|beau-|step)?(?:daughter|son|mother|father|sister|brother|wife|husband|partner|spouse|niece|nephew|cousine?|aunt|uncle|friend|neighbou?r|fille|fils|mère|père|sœur|soeur|frère|épouse|époux|mari|conjointe?|compagne|compagnon|nièce|neveu|tante|oncle|amie?|voisine?|gendre|carer|caregiver|aidante?|tutrice|tuteur|guardian|mum|mom|dad|teacher|social worker|interpreter|interprète|NOK|POA|landlord))"
_BEFORE_BRACKET = re.compile(
    rf"(?<![\w'’-])(?P<name>{_NAME}) ?\((?={_SPECIALTY}[,) ]|{_KIN_LOWER}[,) ]|{_ROLE_WORDS}[,) ])"
)
# Somebody spoken to, with two names at least.
_SPOKEN = re.compile(
    rf"\b(?:(?:[Ss]poke|[Ss]peak(?:ing)?|[Ss]poken|[Mm]et|[Dd]iscuss(?:ed|ion)|[Dd]/[Ww]|[Ll]iais\w+|[Rr]eviewed|[Ss]een|[Aa]ttended|[Aa]ccompanied|[Ee]ntretien|[Vv]ue?|[Rr]evue?|[Dd]iscuté|[Éé]chang\w+|[Pp]arlé|[Rr]encontr\w+|[Aa]ccompagnée?|[Cc]onversation|[Cc]all(?:ed)?|[Hh]andover|[Ss]igné|[Rr]édigé|[Ss]aisi|[Vv]alidé|[Dd]icté|[Rr]elu|[Ss]/[Bb])"
    rf"(?: [a-zà-ÿ]+){{0,3}}? (?:with|by|to|from|avec|par|de|à|and with|et par)|[Ss]/[Bb]|[Dd]/[Ww]|[Ii]nformed|[Pp]aged|[Cc]alled|[Aa]visée?|[Pp]révenue?) (?P<name>{_WHOLE})(?!\w)"
)
# Under somebody's care, in a list.
_CARE = re.compile(
    rf"\b(?:[Uu]nder(?: the care of)?|care of|[Ff]ollowed by|[Ss]uivie? par|responsabilité de|soins de|[Rr]eferred by|[Aa]dressée? par|[Kk]nown to|[Oo]perated (?:on )?by|[Oo]pérée? par) (?P<names>{_LIST})(?= ?[(.,;]|\n|$| (?:and|et|for|pour|since|depuis|le|on|at|à|in|en)\b)"
)
_COPIES = re.compile(
    rf"\b(?:[Cc]opies?(?: (?:conforme|de (?:la|cette|ce) \w+))?|[Cc][Cc]|[Cc]opied|[Aa]mpliation|[Dd]ouble)(?: ?: ?| (?:à|au|aux|to|pour) )(?P<names>{_NAME}(?:(?:, | et | and | & | ; )(?:à |to )?{_NAME}){{0,5}})(?!\w)"
)
_SAYING = re.compile(
    r"(?:(?<=^)|(?<=[.!?] )|(?<=\n)|(?<=- )|(?<=: ))(?P<name>[A-ZÀ-Ý][a-zà-ÿ'’]{2,}(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?(?: [A-ZÀ-Ý][a-zà-ÿ'’-]{2,})?)(?= (?:says|said|tells|thinks|wants|wonders|explains|mentions|mentioned|adds|complains|lives|works|attends|attended|came|enjoys|loves|asked|asks|arrived|cries|cried|slept|walks|smokes|drinks"
    r"|was (?:seen|accompanied|brought|admitted|born|referred|discharged|informed|happy|keen|tearful)|is (?:a \d|an? (?:\w+ )?(?:boy|girl|man|woman|lady|gentleman|\d)|keen|happy|\d+ years?|tearful|engaging|coping)|has been (?:unwell|seen|living|taking|feeling|struggling|more|very)|reports|denies|states|describes|presented|presents|is aware|is coming|will collect|visits|phoned|rang"
    r"|dit|déclare|affirme|explique|raconte|rapporte|se plaint|se dit|se sent|nie|demande|souhaite|accepte|pleure|dort|mange|tousse|habite|vit|vient|consulte|joue|marche|parle|sourit|fréquente|pèse|est (?:venue?|scolaris|accompagn|amenée?|adress|née?|suivie?|entrée?|sortie?|arrivée?|calme|souriant|un (?:garçon|enfant|bébé|homme)|une (?:fille|fillette|enfant|femme|dame))"
    r"|a (?:été (?:vue?|accompagn|amenée?|adress|hospitalis|opérée?|suivie?)|bien (?:dormi|mangé)|dormi|mangé|chuté|refusé|vomi|pleuré|\d+ (?:ans|mois))|ne (?:veut|dort|mange|parle|marche)|n['’]a (?:pas|rien)|va (?:bien|mieux|à l['’]école))(?!\w))",
)
# In lower case only after a cue, and before a role: "vu ce matin avec karim benhaddou (ide)", "s/b j. okonkwo rn".
_LOWER = re.compile(
    rf"\b(?:vue?|revue?|évaluée?|discuté|avis(?:ée?)?|appelée?|prévenue?|signé|seen|reviewed|assessed|s/b|d/w|r/v|called|paged|informed|handover)(?: (?:ce matin|ce soir|ce jour|cette nuit|today|tonight|overnight|earlier|am|pm|hier))?(?: (?:par|avec|with|by|to|de|from))? "
    rf"(?-i:(?P<name>[a-z]\. ?[a-zà-ÿ'’-]{{3,}}|[a-zà-ÿ'’-]{{3,}}(?: [a-zà-ÿ'’-]{{3,}})?))(?=,? \(?(?:{_AFTER_ROLE}|{_ROLE_WORDS})(?![\w-])| \({_SPECIALTY}[),])",
    re.IGNORECASE,
)
_LOWER_TITLED = re.compile(r"\b(?:s/b|d/w|seen by|reviewed by|vue? (?:par|avec) (?:le |la )?|avis (?:du |de la )?)(?: ?)(?:dr|dre|mr|mrs|mme|pr|prof)\.? (?P<name>[a-zà-ÿ][a-zà-ÿ'’-]{3,})(?![\w])")  # fmt: skip
_TYPIST = re.compile(r"\b(?:[Dd]ict\w+|[Tt]ap[ée]e?|[Tt]yped|[Tt]ranscri\w+|[Ss]aisie?|[Dd]actylographié\w*|[Rr]elue?|[Vv]alidée?|[Ss]igné\w*|[Ee]ntered)(?: le [\d./-]{6,10}| on [\d./-]{6,10})?(?: à \d{1,2} ?[h:]\d{0,2})? (?:par|by) (?P<name>[a-z]{2,3}|[A-Z]{2,3})(?=[ ]?[,.;)]|\n|$)")  # fmt: skip
# "Dicté le 28.08.2021 par Bérengère Pasquier".
_WROTE = re.compile(rf"\b(?:[Dd]ict\w+|[Rr]édigé\w*|[Ss]igné\w*|[Ss]igned|[Vv]alid\w+|[Tt]yped|[Rr]elue?|[Tt]ranscri\w+|[Éé]crit\w*|[Ww]ritten|[Rr]eported|[Ii]nterprété\w*)(?: [a-zà-ÿ]+)?(?: (?:le |on |du )?\d[^,;\n]{{3,24}}?)? (?:par|by) (?:Dre? |Dr\. )?(?P<name>{_NAME})(?!\w)")  # fmt: skip
_TITLED = re.compile(
    rf"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Mme|Mlle|M|Pr|Dre|Sir|Lady|Rev)\.? (?P<name>(?:[A-Z]\.? ?){{1,3}}(?:(?:St|Ste|Saint|de la|de|du|van der|van|von|Mc|Mac|El|Le|La|Ben|Bin|Al|Ó|Ní)\.? )?{_CAP})(?!\w)"
)
_HEADED = re.compile(
    rf"\b(?:[Pp]atiente?|PATIENTE?|[Nn]ame|NAME|[Nn]om|NOM|[Cc]lient|[Rr]e|RE|[Cc]oncern(?:ing|e)|[Uu]sager) ?: ?(?P<name>{_CAP}(?:[ -]{_CAP}){{0,2}}, {_CAP}(?: {_CAP})?(?: [A-Z]\b\.?)?)(?=[;,)\n ]|\.?$|\. )"
)
_ROLES_ONLY = re.compile(
    rf"(?:{_ROLE_WORDS}|{_AFTER_ROLE}|le|la|les|the|une?|mon|ma|son|sa|his|her|dr|dre|médecin|medecin|famille|family|team|équipe|senior|garde|nuit|night|day|staff|nurse|doctor|doc|patient|patiente|this|that|avant|après|before|after|interne|service|phone|tel|téléphone|both|parents?|wound|care|par|avec|with|by|and|et)$",
    re.IGNORECASE,
)
# "M. Durand" begins with a title.
_TITLE_FIRST = re.compile(r"(?:(?:M|Mr|Mrs|Ms|Dr|Pr|Dre|Mme|Mlle|Prof|Me)\.? (?=[^\W\d_]['’\w]))?")
OPENING = frozenset("under with by from seen per via spoke met called sw ot pt rn vu avec par selon".split())  # noqa: SIM905
_SINGLE = re.compile(_NAME)
# "RN Pettigrew": the role is no part of the name.
_ROLE_SHORT = re.compile(r"[A-Z]{2,4} ")
# "L'entourage" opens a sentence, "L'Écuyer" is a name.
_ELIDED_WORD = re.compile(r"(?:[LDJNCSMT]|Qu)['’][a-zà-ÿ]")


def _is_person(written: str, *, speaks: bool = False) -> bool:
    """Whether these capitals name somebody: what a list has not must not end as a verb or an adjective does."""
    if _ELIDED_WORD.match(written) or (_ROLE_SHORT.match(written) and not written.isupper()):
        return False
    lists = gazetteer()
    words = [w for w in fold_words(written) if len(w) > 1 and w not in lists.particles]
    if not words or (written.isupper() and len(written) < 5) or not is_proper(written, person=True):
        return False
    for word in words:
        parts = word.split("-")
        if all(p in lists.given or p in lists.surnames or p in lists.ambiguous for p in parts):
            continue
        if speaks and word.endswith("ing"):
            continue  # "Xiaoming says"
        if (
            SAYS.search(word)
            and len(words) == 1
            and not re.search(r"(?:ric|nic|ent|ine|ette|ant|ie|ree|lee|nee|al)$", word)
        ):
            return False
    return True


_TOLD_OF = re.compile(r"(?:\b(?:by|with|to|of|from|and|avec|par|de|et|à|or|per|for|pour|chez)|[,&:]) $")


def _bracketed(text: str, match: re.Match[str]) -> bool:
    """One word alone before a bracket is a name where a sentence leads to it; "Asthme (mère)" opens a line."""
    words = fold_words(match["name"])
    lists = gazetteer()
    if len(words) > 1 or words[0].split("-")[0] in lists.given or words[0] in lists.surnames:
        return True
    return _TOLD_OF.search(text, max(0, match.start() - 8), match.start()) is not None


def _each(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The names of a list one by one, as far as they are names."""
    for name in _SINGLE.finditer(text, *match.span("names")):
        if not _is_person(name.group()):
            return
        yield name.span()


def people(text: str) -> list[tuple[int, int]]:
    """Start and end of each person that these contexts show, in no order."""
    spans: list[tuple[int, int]] = []
    for pattern in (_KIN, _MANY, _CARE, _COPIES):
        for match in pattern.finditer(text):
            # "CC: BELLY PAIN" is a chief complaint.
            if not (pattern is _COPIES and match["names"].isupper()):
                spans += _each(text, match)
    for pattern in (_ROLE, _BEFORE_BRACKET, _SPOKEN, _WROTE, _SAYING, _TITLED):
        for match in pattern.finditer(text):
            group = match.lastgroup or "name"
            if pattern is _BEFORE_BRACKET and not _bracketed(text, match):
                continue
            name, start = match[group], match.start(group)
            # "Under Pemberton (cardiology)": the name begins after what the sentence opens with.
            while " " in name and name.split(" ")[0].lower() in OPENING:
                start += name.index(" ") + 1
                name = name[name.index(" ") + 1 :]
            if pattern is _ROLE and match.group().isupper():
                continue
            if _is_person(name, speaks=pattern is _SAYING):
                spans.append((start, match.end(group)))
    spans += [match.span("name") for match in _HEADED.finditer(text) if _is_person(match["name"])]
    for match in _LOWER.finditer(text):
        words = [word for word in re.split(r"[ .]+", match["name"]) if len(word) > 1]
        if not any(
            _ROLES_ONLY.match(word) or not is_proper(word.capitalize(), person=True) for word in words
        ):
            spans.append(match.span("name"))
    for pattern in (_LOWER_TITLED, _TYPIST):
        spans += [match.span("name") for match in pattern.finditer(text)]
    return [
        (title.end() if (title := _TITLE_FIRST.match(text, start, end)) else start, end)
        for start, end in spans
    ]
