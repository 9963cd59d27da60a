"""Identifiers that a cue announces: web addresses, plates, serial numbers, postal codes, and ages above 89."""

import re

Found = tuple[int, int, str, bool]

_URL = re.compile(
    r"(?<![\w@.-])(?:(?:https?|ftp)://|www\.)[^\s<>\"«»]+|(?<![\w@.-])(?:[A-Za-z0-9-]{2,40}\.){1,4}(?:fr|ca|com|org|net|uk|info|eu|health|care|be|ch|edu|gov|io|app)/[^\s<>\"«»]+"
    r"|(?<![\w@.-])(?:[A-Za-z0-9-]{2,40}\.){2,4}(?:fr|ca|com|org|net|uk|eu|info|edu|gov)(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
# A network's address, and the name somebody goes by on a network.
_HANDLE = re.compile(
    r"\b(?:IP|adresse IP|IP address)(?: ?:)? (?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\d.])"
    r"|\b(?i:instagram|twitter|facebook|snapchat|skype|whatsapp|tiktok|linkedin|handle|pseudo|username)(?: ?:)? (?P<handle>@[\w.]*\w|[a-z]\w*[_.\d]\w+)"
)

_FRENCH_PLATE = r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}"
_PLATE = (
    rf"(?:{_FRENCH_PLATE}|[A-Z]{{2}} ?\d{{3}} ?[A-Z]{{2}}|\d{{1,4}} ?[A-Z]{{2,3}} ?(?:\d{{2}}|2[AB])|[A-Z]{{2}}\d{{2}} ?[A-Z]{{3}}|[A-Z]\d{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,3}}[A-Z]"
    r"|[A-Z]\d{2} ?[A-Z]{3}|\d{3}[ -]?[A-Z]{3}|[A-Z]{2,4}[ -]?\d{3,4}|\d[A-Z]{3}\d{3}|[A-Z]{2}\d[ -]?[A-Z0-9]{3,4}|[A-Z]{3}[ -]\d[A-Z]\d{2})(?![\w-])"
)
_VEHICLE = r"voiture|v[ée]hicule|camion(?:nette)?|moto|scooter|fourgon(?:nette)?|car|van|truck|lorry|vehicle|motorbike|motorcycle|minibus|taxi|SUV|pickup|pick-up|berline|ambulance"
_PLATES = re.compile(
    rf"(?<![\w-])(?P<alone>{_FRENCH_PLATE})(?![\w-])"
    rf"|(?<!\w)(?:(?i:immatricul\w+|immat\.?|plaque(?: d['’]immatriculation| min[ée]ralogique)?|licen[cs]e plate|number plate|plates?|registration|registered|reg\.?|VRM|VRN|tag)"
    rf"(?i: (?:no\.?|number|n[o°]\.?|mark|sous le|sous|en))?|(?i:{_VEHICLE})[^.;:\n]{{0,30}}?[,(])(?: ?[:#])? ?(?P<value>{_PLATE})"
)
_NUMBERED = r"n(?:[o°º]|um[ée]ro)\.?|no\.?|number|num\.?|#|id"
_ITEM = re.compile(
    r"(?<!\w)(?:"
    # What is numbered, with or without "number".
    r"(?i:s[ée]rie|serial|s/n|sn|imei|vin|udi|passe?port|matricule|badge|mutuelle|adh[ée]rent|allocataire|assur[ée]|member|subscriber|policy|police|contrat|claim|sinistre|csst|cnesst|wsib"
    r"|lots?|batch|accession|sp[ée]cimen|specimen|pr[ée]l[èe]vement|[ée]chantillon|order|prescription|ordonnance|rx|employee|employ[ée]|student|[ée]tudiant|inmate|[ée]crou|device|dispositif|appareil|mod[èe]le|model"
    r"|account|compte|iban|certificate|certificat|driver['’]?s? licen[cs]e|driving licen[cs]e|permis de conduire|carte (?:d['’]identit[ée]|nationale d['’]identit[ée]|de s[ée]jour|vitale)|CNI|titre de s[ée]jour|d[ée]cision|ref|r[ée]f\.?|reference|r[ée]f[ée]rence"
    r"|case|affaire|proc[èe]s-verbal|PV|requ[êe]te|demande|request|ticket|casier|locker|implant|generator|g[ée]n[ée]rateur|stimulateur|pacemaker|proth[èe]se)"
    rf"(?i: (?:{_NUMBERED}))?|(?i:n[o°º]\.?|num[ée]ro|number|no\.?|#) ?(?i:de |d['’]|du )?(?:(?i:s[ée]rie|lot|permis|passeport|contrat|police|mutuelle|adh[ée]rent|allocataire|matricule|compte|plainte|[ée]crou|carte|ordonnance|pr[ée]l[èe]vement|[ée]chantillon|demande|sp[ée]cimen|t[ée]l[ée]transmission|accession))"
    r")(?: ?[:#])? ?(?P<value>[A-Z0-9]{1,14}(?:[-/.][A-Z0-9]{1,14}){0,4}(?: (?=[A-Z]{0,4}\d)(?!\d+(?:[.,]\d+)? ?(?:mg|mL|ml|g|kg|mm|cm|UI|IU|h|j|ans|%)\b)[A-Z0-9-]{2,10}){0,4})(?![\w]|[.,]\d)"
)
_MEASURED = re.compile(
    r"\s?(?:mg|ml|g|kg|mm|cm|ui|iu|h|j|ans|%|µg|mcg|/|x|fois|times|days|jours)(?!\w)", re.IGNORECASE
)

_US_STATE = r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
_POSTAL = re.compile(
    rf"\b(?:(?i:zip(?: ?code)?|code postal|postal code|post ?code)|CP|C\.P\.)(?: ?:)? ?(?P<value>\d{{5}}(?:-\d{{4}})?|{_UK_CODE}|[A-Z]\d[A-Z](?: ?\d[A-Z]\d)?|[A-Z]{{1,2}}\d{{1,2}}[A-Z]?)(?![\w-]|[.,]\d)"
    # "Dayton, OH 45402".
    rf"|(?<!\w)(?P<town>[A-ZÀ-Ý][\w'’.-]+(?: [A-ZÀ-Ý][\w'’.-]+){{0,2}},? {_US_STATE},? \d{{5}}(?:-\d{{4}})?)(?![\w-])"
)

_NINETY = r"(?:9\d|1[01]\d)"
_AGES = re.compile(
    rf"(?<![\w.,/:-])(?P<value>{_NINETY})(?=[ \u00a0\u202f]?ans?\b|[ -]?(?:years?|yrs?)[ -](?:old|of age)\b|[ -]?(?:y\.?/?o\.?|yo[FM]?|yr|yrs|y)\b(?! ?\d)|[ ]?(?:th|st|nd|rd) birthday\b|(?-i:[FM])\b(?![/-]))"
    rf"|\b(?i:aged|age|âgée? de|âge|turn(?:ed|s|ing))(?: of| ?:)? (?P<after>{_NINETY})(?![\w/.,-]\d|[\w/%-])"
    r"|(?<![\w-])(?P<words>quatre-vingt-(?:dix(?:-(?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)|nonante(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf))?"
    r"|cent(?: (?:un|deux|trois|quatre|cinq|six|sept|huit))?)(?= ans\b)"
    r"|(?<![\w-])(?P<said>(?:ninety(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|one hundred))(?=[ -]year[s]?[ -]old)",
    re.IGNORECASE,
)


def urls(text: str) -> list[Found]:
    """Web addresses without the sentence's stop, addresses of a network, names that somebody goes by there."""
    found = []
    for match in _URL.finditer(text):
        found.append((match.start(), match.start() + len(match.group().rstrip(".,;:!?)]}'\"")), "url", True))
    for match in _HANDLE.finditer(text):
        found.append((*match.span(match.lastgroup or 0), "url", True))
    return found


def plates(text: str) -> list[Found]:
    """Licence plates after their cue or a vehicle; France's stand out alone."""
    return [(*m.span(m.lastgroup or 0), "record", True) for m in _PLATES.finditer(text)]


def numbers_of_things(text: str) -> list[Found]:
    """Serial, lot, licence, policy and specimen numbers: three figures at least and no measure."""
    found = []
    for match in _ITEM.finditer(text):
        figures = sum(character.isdigit() for character in match["value"])
        letters = any(character.isalpha() for character in match["value"])
        if figures >= (3 if letters else 4) and not _MEASURED.match(text, match.end()):
            found.append((*match.span("value"), "record", True))
    return found


def postal_codes(text: str) -> list[Found]:
    """Postal codes after a cue, or after a town and a state."""
    return [(*m.span(m.lastgroup or 0), "address", True) for m in _POSTAL.finditer(text)]


def ages(text: str) -> list[Found]:
    """Ages above 89, the number alone: few people have them."""
    return [(*m.span(m.lastgroup or 0), "age", True) for m in _AGES.finditer(text)]
