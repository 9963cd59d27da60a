"""Identifiers that have a shape: dates, telephone and fax, e-mail, health and record numbers, addresses, hospitals."""

import re
from collections.abc import Callable

from labkit.text.deidentify.health_numbers import NIR, RAMQ, is_valid_nir, is_valid_ramq

_MONTHS = (
    r"janv(?:ier|\.)?|f[ée]vr(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|\.)?"
    r"|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sep\.?|dec\.?"
)
_YEAR = r"(?:19|20)\d{2}"

#: Dates with at least a day and a month, or a month and a year. A year alone stays: it says little and reads much.
DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?:0?[1-9]|[12]\d|3[01])(?P=sep)(?:{_YEAR}|\d{{2}})"
    # Without a year only after a word that calls for a date: 14/10 may be a blood pressure, 8/10 a pain score.
    rf"|(?:(?<=\ble )|(?<=\bdu )|(?<=\bau )|(?<=\bon ))(?:0?[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![/.,]?\d)"
    rf"|(?:1er|0?[1-9]|[12]\d|3[01])[ -](?:{_MONTHS})(?:,?[ -]{_YEAR})?"
    rf"|(?:{_MONTHS}) (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,? {_YEAR})?(?!\d)"
    rf"|(?:{_MONTHS}) {_YEAR}"
    rf")(?![\w-]|/\d)",
    re.IGNORECASE,
)
_S = r"[ .\u00a0\u202f-]?"
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00){_S}33{_S}(?:\(0\){_S})?[1-9](?:{_S}\d{{2}}){{4}}"
    rf"|0[1-9](?:{_S}\d{{2}}){{4}}"
    rf"|(?:\+?1{_S})?(?:\([2-9]\d{{2}}\) ?|[2-9]\d{{2}}[ .-])[2-9]\d{{2}}[ .-]?\d{{4}})"
    rf"(?:,? ?(?:poste|ext\.?|x|p\.) ?\d{{1,5}})?(?!\w)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_RECORD = re.compile(
    r"(?:\b(?:IPP|NIP|NDA|IEP|MRN|INS|NAS|dossier|chart|record|s[ée]jour|visit|encounter)\b(?: (?:n[o°º]|num[ée]ro|number|no|#))?"
    r"|n[o°º] (?:de )?(?:dossier|s[ée]jour|IPP))\.? ?:? ?#?(?P<value>[A-Z]{0,4}[-/]?\d[\d-]{3,14}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
_STREET = (
    r"rue|avenue|av\.?|boulevard|boul\.?|bd\.?|impasse|chemin|ch\.|place|all[ée]e|route|quai|cours|square|rang|mont[ée]e"
    r"|c[ôo]te|lotissement|r[ée]sidence|hameau|passage|ruelle|esplanade|villa"
)
_ADDRESS = re.compile(
    rf"(?<!\w)\d{{1,5}}(?:[ -]?(?:bis|ter|[A-D]))?,? (?:(?:{_STREET})\b|\d{{1,2}}e (?:rang|avenue|rue))[^,;:\n()]{{2,40}}"
    rf"(?:,? (?:app(?:t|artement)?\.?|bureau|apt\.?) ?\w{{1,5}})?"
    rf"|(?<!\w)\d{{1,5}} (?:[A-Z][\w'.-]+ ){{1,3}}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Lane|Court|Boulevard|Blvd"
    rf"|Crescent|Terrace|Trail|Line|Way|Sideroad|Highway)(?: (?:West|East|North|South|\d{{1,3}}))?(?!\w)"
    rf"|(?<!\w)\d{{1,5}} (?:County|Concession|Sideroad) ?(?:Road|Line)? ?\d{{1,3}}(?!\w)",
    re.IGNORECASE,
)
# An address ends before its verb or its next sentence.
_ADDRESS_END = re.compile(r"\.(?: |$)|[ ](?:est|a|et|qui|is|was|has|and|who|t[ée]l|adress[ée]e?)\b")
_POSTCODE = re.compile(
    r"(?<![\w.,/-])(?:(?P<fr>(?:F-)?(?:0[1-9]|[1-8]\d|9[0-8])\d{3} (?=[A-ZÀ-Ý]))(?:[A-ZÀ-Ý][\w'’-]*)(?:[ -](?:(?:sur|les|le|la|de|du|des|en)[ -])?[A-ZÀ-Ý][\w'’-]*)*"
    r"|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)(?!\w)"
)
_PLACE = re.compile(
    r"(?<!\w)(?:(?:CHU|CHR|CHRU|CH|CHSLD|CISSS|CIUSSS|CLSC|GMF|EHPAD|GHT|Centre hospitalier(?: universitaire)?|H[ôo]pital"
    r"(?: priv[ée])?|Clinique|Polyclinique|R[ée]sidence)(?: (?:de|du|des|d'|de la|de l'|le|la|les))*[ ]?"
    r"[A-ZÀ-Ý][\w'’-]+(?:[ -](?:(?:sur|les|le|la|de|du|des|d'|l')[ -]?)*[A-ZÀ-Ý][\w'’-]+)*"
    r"|(?:St\. )?(?:[A-ZÀ-Ý][\w'’-]+ ){1,4}(?:Hospital|Clinic|Medical Center|Medical Centre|Health Centre|Health Center))(?!\w)"
)

Found = tuple[int, int, str, bool]


def _spans(
    pattern: re.Pattern[str], kind: str, valid: Callable[[str], bool] | None = None, group: str | int = 0
):
    def find(text: str) -> list[Found]:
        return [
            (m.start(group), m.end(group), kind, valid(m.group(group)) if valid else True)
            for m in pattern.finditer(text)
        ]

    return find


def _addresses(text: str) -> list[Found]:
    found = []
    for match in _ADDRESS.finditer(text):
        stop = _ADDRESS_END.search(match.group())
        end = match.start() + stop.start() if stop else match.end()
        while text[end - 1].isspace():
            end -= 1
        found.append((match.start(), end, "address", True))
    return found


#: Detectors in order of precedence: where two overlap the earlier wins.
DETECTORS: tuple[Callable[[str], list[Found]], ...] = (
    _spans(_EMAIL, "email"),
    _spans(NIR, "nir", is_valid_nir),
    _spans(RAMQ, "ramq", is_valid_ramq),
    _spans(_PHONE, "phone"),
    _spans(DATE, "date"),
    _spans(_RECORD, "record", group="value"),
    _addresses,
    _spans(_POSTCODE, "address"),
    _spans(_PLACE, "place"),
)
