"""Where a name stands: what announces a person, and what makes of a name a disease, a sign or a place."""

import re

# What makes the name that follows (or precedes, in English) a disease, a sign or a score.
EPONYM_BEFORE = re.compile(
    r"(?:maladies?|syndromes?|signes?|scores?|tests?|manoeuvres?|fractures?|classification|echelle|criteres?|indice"
    r"|sonde|drain|kyste|voie|salle|unite|pavillon|aile|prothese|intervention|operation|ligne|incision|clou|plaque|point|reflexe|lame|attelle|aiguille|canule|pince"
    r"|catheter|angle|artere|canal|ganglion|tubercule|hernie|ulcere|abces|position|equation|formule|technique|procedure|bandage|corps|cellules?|phenomene|paralysie|anevrisme|nodules?|lymphome|sarcome|thyroidite|dyspnee|triade|loi|stade"
    r"|disease of|syndrome of|sign of) (?:de |d'|du |of )?(?:[a-z]+[ -])?$"
)
EPONYM_AFTER = re.compile(
    r"^(?:'s|s')? (?:disease|syndrome|sign|score|test|criteria|palsy|lymphoma|sarcoma|catheter|scale|phenomenon|maneuver"
    r"|fracture|cyst|coma|esophagus|oesophagus|thyroiditis|tetralogy|line|incision|procedure|repair|approach|prosthesis|hernia|reflex|point"
    r"|ulcer|canal|tube|contracture|hemiarthroplasty|classification|grade|retractor|drain|needle|equation|formula|joint|foot)\b"
)


CAPITAL = r"[A-ZÀ-Ý][\w'’-]+"
# Where a note's layout says that this is a person: before credentials, an age, a birth date or a number; after an initial.
LAYOUT = re.compile(
    rf"(?<![\w'’/-])(?<!niveau )(?<!soins )(?<!priorité )(?:(?:[A-Z](?:\.[ -]?|-(?=[A-Z]\.))){{1,2}}{CAPITAL}(?:-{CAPITAL})?(?! ?[:=]| \w+ \d)"
    rf"|(?:{CAPITAL} )?{CAPITAL}(?=,? (?:md|M\.?D\.?|MD|m\.d\.|inf\.?|INF\.?|RN|R\.N\.|IDE|PGY-?\d|PCP|MSW|RD|RPN|LPN|NP|PA-C|IPS|Dt\.?P\.?|pht"
    rf"|erg|t\.s\.|T\.S\.|infirmi[eè]re?|INFIRMI[EÈ]RE?|pharmacien(?:ne)?|PharmD|pht|PT|OT|interne|externe|résidente?|RESIDENTE?|RÉSIDENTE?)(?![\w]))"
    rf"|(?:(?<=\n)|\A|(?<=: )|(?<=[*>•–-] )){CAPITAL}(?: (?:(?:de|du|la|le|van|von|el|ben|bin) )?{CAPITAL}){{1,2}}(?=,? ?(?:- |\()?\d{{1,3}}[ -]?(?:y\b|yo\b|ans\b|y/o|a\b|Y\b|ANS\b)"
    rf"|,? ?(?:- |\()(?:\d{{1,2}}[-/]\d|\d{{4}}-\d|[A-Z]-\d|\d{{3}}-\d\d-|(?:January|February|March|April|May|June|July|August|September"
    rf"|October|November|December) \d)|,? (?:DOB|DDN|[Nn][ée]e? le)|\s{{2,}}(?:DDN|DOB|HCN|NAM|MRN|NIR|RAMQ|IPP|File|FILE|N[ée]e?|Health|HEALTH|[Dd]ossier|N°)| - \d| \((?:\d|[A-Z]{{4}}))"
    rf"|(?<=\d - ){CAPITAL} {CAPITAL}(?=\n)|(?<=\bCc )(?:Dre?\.? )?{CAPITAL})"
)

# "d'Almeida", "N'Diaye": a name whose capital stands after the apostrophe.
ELIDED = re.compile(r"[DdLlNnMmOo]['’](?=[A-ZÀ-Ý])")
# A child by the given name or the surname: "le petit Mathis", "Bébé Kouassi".
CHILD = re.compile(
    r"\b(?:le petit|la petite|le jeune|la jeune|b[ée]b[ée]|l['’]enfant|baby|little) $", re.IGNORECASE
)
# What a line calls the person by before the name: no part of it.
CALLED = re.compile(r"(?:Enfant|Jeune|B[ée]b[ée]|Nourrisson|Adolescente?|Pte?|Patiente?|T\.S\.) (?=[A-ZÀ-Ý])")
# A label that announces a person's name and nothing else, whatever stands before it on the line: "Nom : LE BRAS Prénom : Yann".
OWN_LABEL = re.compile(
    r"\b(?:prenoms?|nom de naissance|nom de jeune fille|nom usuel|nom d'usage|nom de famille|(?:first|last|given) name|surname)$"
)
_KIN = (
    r"(?:(?:arriere-)?(?:petite?|grand)-?|belle-|beau-|demi-|ex-|step|grand)?(?:fille|fils|mere|pere|soeur|frere|maman|papa|enfant|daughter|son|mother|father|sister|brother|child)"
    r"|cousine?|tante|oncle|niece|neveu|nephew|aunt|uncle|marraine|parrain|epouse|epoux|mari|femme|compagne|compagnon|conjointe?|fiancee?|voisine?|amie?|colocataire|concubine?|gendre|bru"
    r"|wife|husband|partner|spouse|fiancee?|girlfriend|boyfriend|neighbou?r|friend|roommate|(?:sister|brother|mother|father|son|daughter)-in-law|grandson|granddaughter"
)
MARRIED = re.compile(r"\b(?:[ée]pouse|[ée]p\.|veuve|vve) $", re.IGNORECASE)
# Who signed, on the same line: a name follows, whether listed or not.
SIGNATURE = re.compile(
    r"\b(?:(?:co)?signee?(?: par| electroniquement par)?|(?:redige|dicte|transcrit|saisi|valide|ecrit|tape|relu)e?s? par"
    r"|(?:electronically )?signed(?: by)?|(?:dictated|transcribed|typed|authored|written|entered|verified|scribed) by),? $"
)
# What closes a letter: on the line below stands a whole name, or the next section ("consentement signé", "Sortie prévue").
CLOSING = re.compile(
    r"\b(?:signee?|signature|signed|redige par|dicte par|cordialement|bien a vous|confraternellement|salutations|distingues?|devoues"
    r"|respectueux|regards|wishes|sincerely|faithfully|truly)[ ]?[:,.]?\s*\n\s*$"
)
WHOLE_NAME = re.compile(
    rf"{CAPITAL}(?: (?:(?:de|du|la|le|van|der|von|el|ben|bin) ){{0,2}}{CAPITAL}){{1,3}}[ .]*(?=\n|,|$)"
)
# A relative and a colon, then a whole name: "père : Yann Le Corre", not "père : Diabète".
RELATIVE = re.compile(
    r"\b(?:fille|fils|mere|pere|soeur|frere|conjointe?|epoux|epouse|mari|femme|tante|oncle|niece|neveu|voisine?|daughter|son|mother|father|sister"
    r"|brother|wife|husband|partner|niece|nephew|friend|neighbou?r) ?: $"
)
# "Pt Rosalind Achterberg", "Patiente NGUYEN Thi Hanh": two words with a capital at least, the first no verb or adjective of a note
# in capitals ("Pt Seen And Examined").
PATIENT = re.compile(r"\b(?:[Pp]t|PT|[Pp]te|[Pp]atiente?|PATIENTE?|[Uu]sagere?|[Rr]esidente?)\.? $")
TWO_CAPITALS = re.compile(
    rf"(?:(?:[A-ZÀ-Ý]+|{CAPITAL})(?:,? )){{1,3}}{CAPITAL}(?=[,.;:)]|\n|$| (?:[a-zà-ÿ(0-9]|[A-Z]{{1,3}}\b))"
)
SAYS = re.compile(r"(?:ed|ing|ies|ions?|able|ive|al|ic|ous|ent|ant|less|ful|ly|tres?|ees?)$")
# A profession or a relative before a name: "l'infirmière Nadège", "sa fille, Nolwenn,", "la famille Kerbrat".
ROLE = re.compile(
    r"(?:\b(?:infirmi(?:ere?|er)|aide-soignante?|interne|externe|senior|chirurgien(?:ne)?|medecin|reanimat(?:eur|rice)|urgentiste"
    r"|kine(?:sitherapeute)?|ergotherapeute|orthophoniste|dieteticien(?:ne)?|psychologue|pharmacien(?:ne)?|sage-femme|brancardier"
    r"|ambulanciere?|secretaire|auxiliaire|assistante sociale|remplacante?|collegue|cardiologue|neurologue|radiologue|staff nurse|sister"
    r"|(?:mon|ma|votre|notre|my|your|our) patiente?|midwife|registrar|consultant|surgeon|physiotherapist|physio|pharmacist|social worker|colleague|carer|caregiver|aidante?|la famille|the family of)"
    rf"|\b(?:sa|son|ses|leur|his|her|their|patient['’]s|pt['’]s) (?:{_KIN}),?"
    # Somebody who pages "MD Lachapelle".
    r"|\b(?:avisee?|avise|previent|prevenue?|appelee?|appelle|informe|informee|par|avec|au|called|paged|notified|informed|by|with) md"
    # "Husband Desmond updated": at the head of a sentence a note leaves the possessive out.
    r"|(?:^|[.;\n] ?)(?:fille|fils|mere|pere|soeur|frere|conjointe?|epoux|epouse|daughter|son|mother|father|sister|brother|wife|husband|partner)) $"
)
# A relative in the middle of a sentence, and what is said of a person: "daughter Linh at bedside"; "father Healthy" is none.
OWN = re.compile(rf"\b(?:{_KIN}) $")
THEY = re.compile(
    r"[^\W\d_][\w'’-]* (?:at|called|calls|is|was|has|reports?|says|said|states|will|present|notified|updated|aware|informed|who|joignable|presente?|appelee?|appelle|est|a|dit|passe|passera|viendra|vient|vit|habite|s'|qui)\b"
)
# Between commas or brackets: "la mère, Fabiola, et", "l'interne (Bastien)", "Tél. fille (Conceição)".
BETWEEN = re.compile(
    rf"\b(?:(?:la|le|sa|son|the|her|his) (?:{_KIN}), |(?:l['’]|la |le |the )(?:interne|externe|residente?|infirmi(?:er|ere)|stagiaire|nurse|intern|student) \("
    rf"|(?:tel|telephone|phone|cell|contact|joindre|appel\w*|call\w*)\.?(?: [a-z]+)?? (?:{_KIN}) \()$"
)
CLOSED = re.compile(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?[,).]")
# Who operated, and whose patient it is: only a name follows the colon. After the other labels two capitals tell a name.
OPERATING = re.compile(
    r"(?:^|\W)(?:operat(?:eur|rice)|chirurgien(?:ne)?|1er aide|2e aide|aides?(?: operatoires?)?|anesthesiste|instrumentiste|panseuse|iade|ibode|surgeon|anae?sthetist|anae?sthesiologist|aide-soignante?)$"
)
STAFF = re.compile(
    r"(?:^|\W)(?:(?:medecin|pediatre|psychiatre|dentiste|chirurgien(?:ne)?|kine|pharmacien(?:ne)?|\w+logue)(?: (?:referente?|adresseur|prescripteur|correspondant|responsable|senior|traitante?))?"
    r"|ts|ide|ids|inf|infirmi(?:er|ere)(?: \w+)?|ergo|physio|nutritionniste|dietetiste|travailleuse? sociale?|intervenante?|curat(?:eur|rice)|tut(?:eur|rice)|interprete|referring|referred by|physician|pcp|interpreter|guardian|provider|social worker)$"
)
WHOLE_OR_INITIAL = re.compile(
    rf"{CAPITAL}(?: (?:(?:de|du|la|le|van|der|von|el|ben|bin) ){{0,2}}(?:{CAPITAL}|[A-Z]\b)){{1,3}}[ .]*(?=\n|[,;(.-]|$)"
)
NOBODY = frozenset("aucun aucune non oui idem nil none na neant inconnu unknown".split())  # noqa: SIM905
# After a plural title each name of the list: "Docteurs Kerbrat et Guivarch".
LISTED_AFTER = re.compile(
    r"\b(?:[Dd]octeurs|Drs|Prs|[Pp]rofesseurs|Mmes|Mlles|MM|[Mm]essieurs|[Mm]esdames|[Dd]octors|[Pp]rofessors)\.?"
    rf" {CAPITAL}(?: {CAPITAL}){{0,2}}(?:, {CAPITAL}){{0,3}}(?:, | et | and | & )$"
)
# A place, whose name may have an article too: "clinique Le Bihan" is no person.
PLACES = frozenset(
    ["clinique", "hopital", "centre", "rue", "avenue", "place", "boulevard", "residence", "pharmacie", "laboratoire", "ecole", "institut", "site", "service", "unite", "foyer", "maison", "domaine", "villa", "quartier", "ville", "chemin", "allee", "pavillon", "college", "lycee", "ehpad", "chsld", "hospital", "clinic", "street", "road", "building"]
)  # fmt: skip
# Articles that a name has and that a heading written with capitals does not: "Compte Rendu De Sortie".
OF_NAMES = frozenset(
    [
        "le",
        "la",
        "l'",
        "van",
        "von",
        "der",
        "el",
        "ben",
        "bin",
        "al",
        "di",
        "da",
        "dos",
        "mac",
        "mc",
        "o'",
        "st",
        "ste",
    ]
)
GAPS = (" ", "  ", "\u00a0", "", "-")
SIGNED = re.compile(r",? ?(?:PGY|IDE|RN|MD|md|inf|INF|pht|Pharm|PT|OT)")
DOCTOR = ("Dr ", "Dr. ", "Dre ", "Pr ", "IDE ", ": ")


# What follows a name where the whole note is in capitals: "LE DR ROY A ÉTÉ PRÉVENU".
VERBS = frozenset(
    ["a", "ont", "est", "sont", "ete", "etait", "avait", "va", "sera", "vient", "souhaite", "prevenu", "prevenue", "avise", "avisee", "informe", "informee", "was", "is", "has", "had", "will", "saw", "seen", "notified", "aware", "called"]
)  # fmt: skip
