"""Streets without a number, and towns and hospitals that somebody is in, comes from or goes to."""

import re

from labkit.text.deidentify.proper import CAPITAL, PROPER, is_proper
from labkit.text.deidentify.towns import TOWN

Found = tuple[int, int, str, bool]

_STREET = re.compile(
    rf"(?<![\w-])(?:(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]oul\.|[Bb]d|[Cc]hemin|[Ii]mpasse|[Aa]ll[ée]e|[Qq]uai|(?<!la )(?<!en )[Pp]lace|[Rr]oute|[Rr]uelle|[Ss]quare|[Mm]ont[ée]e|[Rr]ang|[Ff]aubourg)"
    rf"(?: de la| de l['’]| des?| du| d['’]|)(?:(?<=['’])|(?<=\w) )(?P<name>(?:L[ae]s? )?{PROPER})"
    rf"|(?P<road>{CAPITAL}(?: {CAPITAL}){{0,2}}) (?:Street|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Boulevard|Blvd\.?|Crescent|Parkway|Highway|Mews)(?: (?:East|West|North|South)|(?= [a-z]|[,.;)]|$)))(?!\w)",
    re.MULTILINE,
)
# "In Aberystwyth": inside a sentence, and what follows goes on with it.
_IN = re.compile(
    rf"(?:[a-zà-ÿ)],?|['’]s|[A-ZÀ-Ý][\w'’-]+) (?:in|near|outside|around|over in|to|from) (?P<name>{TOWN})(?=[.,;:)]|\n|$| (?:and|with|by|on|for|since|last|where|who|but|to|before|after|at|as|until|alone|when|because|this|every|once|via|area|in|from|due|is|was|has)\b)"
)
_IN_ONLY = re.compile(r" in $|near $|outside $")
# "Checked at Papworth", "worker at Marriott".
_AT = re.compile(rf"[a-z]{{3,}} at (?:the )?(?P<name>{PROPER}['’]?)(?!\w)(?! ?[/:=\d])")
# Who is moved, and where to: "transferred from Thunder Bay to Sunnybrook", "interrogated at Addenbrooke's".
_MOVED = re.compile(
    r"\b(?i:transfer(?:red)?|admitted|discharged|referred|moved|moving|flown|taken|brought|airlifted|repatriated|seen|scanned|interrogated|operated|treated|followed|implanted|inserted|performed|done|trained|delivered|born|transported|conveyed|evacuated"
    r"|sent|received|attended|attends|attending|stayed|stay|care|surgery|procedure|appointment|clinic|scan|biopsy|dialysis|chemo(?:therapy)?|radiotherapy|ICU|ED|ER|team|repair|follow(?:ed|s)?[- ]up|formed|fitted|placed|lady|gentleman|man|woman|boy|girl|returned|travels?|travelled|traveled|arrived"
    r"|comes?|came|visiting|back|drove|drives|commutes?|relocated|emigrated|retired|registrar|consultant|GP|referral|student|studies|studied|studying|teaches|teacher|graduated)\b(?:[^.;:\n]|\.(?=\d)){0,45}? (?P<way>at|to|from|via) (?:the )?(?P<name>"
    rf"{PROPER}['’]?)(?!\w)(?! ?[/:=])"
)
_FRENCH_MOVED = re.compile(
    r"\b(?:[Tt]ransf[ée]r\w*|[Mm]ut[ée]e?s?|[Vv]enue?|[Vv]enant|[Vv]ient|[Aa]rriv\w+|[Pp]rovenance|[ÉEée]vacu\w+|[Rr]apatri\w+|[Rr]evien\w*|[Pp]arti\w*|[Qq]uitt[ée]\w*|[Rr]etourn\w*|[Hh]éliport\w+|[Dd]éménag\w+|[Nn]atif|[Nn]ative|[Oo]riginaire|[Aa]drress[ée]e?)(?: [a-zà-ÿ]+){0,3} "
    rf"(?:de la|de l['’]|de|d['’]|depuis|vers|sur|par) ?(?P<name>{PROPER})(?!\w)"
)
# Where somebody is seen or taught, in French: "pédopsychiatrie à Saint-Jérôme", "rendez-vous à Laval".
_FRENCH_AT = re.compile(
    r"(?:(?i:\b(?:\w+iatrie|\w+logie|\w+urgie|\w+thérapie|rendez-vous|rdv|consultations?|hôpital|clinique|centre|cabinet|bureau|cours|université|chantier|cousine?s?|oncle|tante|neveu|nièce|beau-\w+|belle-\w+|épouse|époux|conjointe?|compagne|compagnon|amie?s?|voisine?|employée?|chez [\w'’-]+|ouvri\w+"
    r"|artisane?|commerçante?|pêcheur|agricult\w+|éleveu\w+|bûcheron\w*|retraitée?|vu|vue|vécu|vivait|vivant|vit|vivent|née?|grandi|habitait|habitant|résidait|logée?|hébergée?|accouch\w+|greffée?|implantée?|posée?|pratiquée?|réalisée?|faite?|effectuée?|intervention|bilan|IRM|scanner|coronarographie|radiothérapie|chimiothérapie"
    r"|dialyse|réadaptation|rééducation|convalescence|urgences|samu|maternité|prison|incarcération|garde|école|marché|internat|foyer|ehpad|résidence|professeure?|enseignante?|service|transfert|transférée?|adressée?|orientée?|ramenée?|parti\w*|retourn\w*|aller|va|ira|vais|part|descend\w*|mont\w*)"
    r"(?: (?!allergi|intol|réact|sensib|résist|expos|recour|relais|passage|associé|second|grâce|due?s?\b|face|jusqu|quant|répon|adapt|substitu)[a-zà-ÿ'’\d-]+){0,4})|[A-ZÀ-Ý][\w'’-]+-[A-ZÀ-Ý][\w'’-]+) à "
    rf"(?P<name>{PROPER})(?!\w)(?! ?[/:=\d])"
)
_CAPITAL_FIRST = re.compile(r"[A-ZÀ-Ý]")
# A relative, the name, perhaps a number, then the town: "frère Réjean Ouellet, Rimouski".
_CONTACT = re.compile(
    rf"\b(?:[Ff]ille|[Ff]ils|[Mm]ère|[Pp]ère|[Ff]rère|[Ss]œur|[Ss]oeur|[Cc]onjointe?|[ÉEée]pou(?:x|se)|[Tt]ante|[Oo]ncle|[Nn]eveu|[Nn]ièce|[Cc]ousine?|[Aa]mie?|[Vv]oisine?|[Tt]utrice|[Tt]uteur|[Dd]aughter|[Ss]on|[Mm]other|[Ff]ather|[Bb]rother|[Ss]ister|[Ww]ife|[Hh]usband|[Nn]iece|[Nn]ephew|[Cc]ousin|[Ff]riend|[Nn]eighbou?r|[Pp]artner) ?:? ?"
    rf"{CAPITAL}(?: {CAPITAL}){{0,2}},(?: [+()\d][\d ().-]{{6,16}},)? (?:à )?(?P<name>{PROPER})(?=[.;)]|\n|$|, ?[\d(+])"
)
# After a facility with a name, the town: "école Jean-Moulin de Bègles", "laboratoire Biolittoral de La Seyne-sur-Mer".
_AFTER = re.compile(rf" ?,? (?:de|d['’]|à|in|of|at|,) ?(?P<name>{PROPER})(?!\w)")
_PROVINCE = (
    r"Ont(?:ario|\.)?|Qu[ée]bec|QC|ON|BC|AB|SK|MB|NB|NS|PEI|NL|Alberta|Manitoba|Saskatchewan|Ohio|Texas|Florida|California|New York|Illinois|Michigan|Pennsylvania|Virginia|Georgia|Maine|Vermont|Oregon|Washington|Minnesota|Wisconsin|Indiana|Kentucky|Tennessee"
    r"|Alabama|Arizona|Colorado|Iowa|Kansas|Louisiana|Maryland|Massachusetts|Missouri|Montana|Nebraska|Nevada|Oklahoma|Utah|Idaho|Kent|Surrey|Essex|Devon|Cornwall|Norfolk|Suffolk|Yorkshire|Lancashire|Cumbria|Somerset|Dorset|\w+shire"
    r"|OH|TX|FL|CA|NY|IL|MI|PA|VA|GA|MN|WI|KY|TN|AZ|CO|IA|KS|MD|MA|MO|NJ|NC|WA"
)
_IN_STATE = re.compile(rf"(?<!\w)(?:in|from|to|near|of|at|à|de) (?P<name>{PROPER}),? \(?(?:{_PROVINCE})\b")


def _street(match: re.Match[str]) -> bool:
    name = match["name"] or match["road"]
    return is_proper(name) or (match["name"] is not None and name.split()[0] in ("Les", "La", "Le"))


def whereabouts(text: str) -> list[Found]:
    """Streets, towns and hospitals by what stands around them; a ward, a language, a country stay."""
    found = [(*m.span(), "address", True) for m in _STREET.finditer(text) if _street(m)]
    for pattern in (_FRENCH_MOVED, _FRENCH_AT, _CONTACT, _IN_STATE, _MOVED, _AT):
        at = 0
        while match := pattern.search(text, at):
            name = match["name"]
            if _CAPITAL_FIRST.match(name) and is_proper(name):
                found.append((*match.span("name"), "place", True))
            # The next cue may be this one's place: "from Thunder Bay to Sunnybrook".
            at = max(match.start() + 1, min(match.start("name"), match.end()))
            if pattern is _MOVED or pattern is _FRENCH_MOVED:
                found += _onward(text, match.end("name"))
    for match in _IN.finditer(text):
        if _IN_ONLY.search(text, match.start(), match.start("name")) and is_proper(match["name"]):
            found.append((*match.span("name"), "place", True))
    return found


_ONWARD = re.compile(
    rf" (?:to|à l['’]|à la|à|vers(?: l['’]| la| le)?|via|and then to|then to|puis à) ?(?:the )?(?P<name>{PROPER}['’]?)(?!\w)(?! ?[/:=\d])"
)


def _onward(text: str, at: int) -> list[Found]:
    match = _ONWARD.match(text, at)
    if match is None or not is_proper(match["name"]):
        return []
    return [(*match.span("name"), "place", True)]


def towns_after(text: str, places: list[Found]) -> list[Found]:
    """The town that a facility's name goes on with."""
    found = []
    for _start, end, _kind, _valid in places:
        match = _AFTER.match(text, end)
        if match and is_proper(match["name"]):
            found.append((*match.span("name"), "place", True))
    return found
