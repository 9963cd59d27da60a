"""Identifiers that have a shape: dates, telephone and fax, e-mail, health and record numbers, addresses, hospitals."""

import re
from collections.abc import Callable

from labkit.text.deidentify.codes import ages, numbers_of_things, plates, postal_codes, urls
from labkit.text.deidentify.facilities import facilities
from labkit.text.deidentify.health_numbers import NIR, RAMQ, is_valid_nir, is_valid_ramq
from labkit.text.deidentify.towns import TOWN, towns
from labkit.text.deidentify.whereabouts import towns_after, whereabouts

_MONTHS = (
    r"janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|\.)?"
    r"|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sep\.?|dec\.?"
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:1er|0?[1-9]|[12]\d|3[01])"
# The day of the week is part of an English date: "Tuesday 14 February", "Tues, March 5".
_WEEKDAY = r"(?-i:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? (?:the )?)"
# "Du 3 au 11 février": two dates and a word between them.
_APART = r"(?:(?:, (?:le )?\d{1,2}(?:er)?){0,3} (?:au|et|to|and|until|through) (?:le |the )?)"
_TO = r"(?: ?[-–&] ?| (?:au|et|à|ou|to|and|through) (?:le |the )?|, )"

#: Dates with at least a day and a month, or a month and a year.
DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])(?:0?[1-9]|[12]\d|3[01])(?P=sep)(?:{_YEAR}|\d{{2}})"
    # Without a year only after a word that calls for a date: 14/10 may be a blood pressure, 8/10 a pain score.
    rf"|(?:(?<=\ble )|(?<=\bdu )|(?<=\bau )|(?<=\bon ))(?:0?[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![/.,]?\d)"
    # The first day of a range: "du 28.10 au 02.11.2025".
    r"|(?<=\bdu )(?:0?[1-9]|[12]\d|3[01])[.-](?:0[1-9]|1[0-2])(?= au \d)"
    # "On 12/3", as Americans write it; "on 1/2 NS" is half a dose.
    r"|(?:(?<=\bon )|(?<=\bOn ))(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![/.,]?\d| ?(?:tab|tablet|NS|normal|dose|strength|pack|L\b|cap))"
    # The month alone: "exp. 2026-08".
    rf"|{_YEAR}-(?:0[1-9]|1[0-2])(?![-\d])"
    rf"|(?:0[1-9]|1[0-2])[./]{_YEAR}(?![./-]?\d| ?(?:mg|ml|g|UI|IU|ng|cp)\b)|[1-9]/{_YEAR}(?![./-]?\d)"
    rf"|{_DAY}(?P<dash>[./-])(?:{_MONTHS})(?P=dash)\d{{2}}(?!\d)"
    # "Du 3 au 12 février": the first day is a date as well.
    rf"|(?:(?<=\bdu )|(?<=\ble )|(?<=\bles )|(?<=\bfrom )|(?<=\bbetween )){_DAY}(?:st|nd|rd|th)?(?={_APART}{_DAY}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b)"
    rf"|(?:{_WEEKDAY})?(?:(?:(?<=\bdu )|(?<=\ble )|(?<=\bles )|(?<=\bfrom )|(?<=\bbetween )){_DAY}{_TO}|{_DAY} ?[-–] ?)?{_DAY}(?:st|nd|rd|th)?(?: of)?[ ./-](?:{_MONTHS})(?:,?[ ./-]{_YEAR}|,? ['’]\d{{2}}(?!\d))?"
    rf"|(?:{_WEEKDAY})?(?:{_MONTHS}) (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:{_TO}{_DAY}(?:th|st|nd|rd)?(?! ?(?:mg|ml|g|%)\b))?(?:,? {_YEAR})?(?!\d)"
    rf"|(?:{_MONTHS}) {_YEAR}"
    # As a computer writes it, after a word that calls for a date: "Prélèvement du 20240315".
    rf"|(?:(?<=\ble )|(?<=\bdu )|(?<=\bau )|(?<=\bon )|(?<=: )|(?<=\bDDN )|(?<=\bDOB )){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    # After a verb of a visit, either order; "seen 2/7 ago" is two days, "now 3/10" a score.
    r"|(?:(?<=\bseen )|(?<=\bagain )|(?<=\bsince )|(?<=\badmitted )|(?<=\bdischarged )|(?<=\bd/c )|(?<=\bd/c'd )|(?<=\breviewed )|(?<=\bdated )"
    r"|(?<=\bdepuis )|(?<=\bvue )|(?<=\bvu )|(?<=\brevu )|(?<=\bDDN )|(?<=\bDOB ))"
    r"(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])|(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2]))(?![/.,]?\d| (?:ago|later|j\b|sem\b))"
    rf")(?![\w-]|/\d)",
    re.IGNORECASE,
)
_UNITS = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
_FRENCH_WORD = rf"(?:{_UNITS}|vingts?|trente|quarante|cinquante|soixante|cents?|et)"
_FRENCH_YEAR = (
    rf"(?:mil(?:le)?[ -]neuf[ -]cents?|deux[ -]mille)(?:[ -]{_FRENCH_WORD}){{0,5}}(?![ -]?{_FRENCH_WORD}\b)"
)
_ORDINAL = (
    r"(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_CARDINAL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|and|oh)"
)
_ENGLISH_YEAR = rf"(?:two thousand|nineteen|twenty)(?:[ -]{_CARDINAL}){{1,4}}"
_ENGLISH_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: Dates in words: "vingt-deux mars deux mille vingt-trois", "the third of May, nineteen fifty-one".
DATE_IN_WORDS = re.compile(
    rf"(?<![\w-])(?:(?i:(?:premier|(?:{_UNITS})(?:-(?:sept|huit|neuf))?|vingt(?:[ -](?:et[ -])?(?:{_UNITS}))?|trente(?:[ -]et[ -]un)?)"
    r" (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))"
    rf"(?: (?i:{_FRENCH_YEAR})|,? {_YEAR})?|(?<=[Ee]n )(?i:{_FRENCH_YEAR})"
    rf"|(?i:{_ORDINAL})(?: day)?(?: of)? {_ENGLISH_MONTH}(?:,? (?i:{_ENGLISH_YEAR})|,? {_YEAR})?"
    rf"|{_ENGLISH_MONTH} (?:the )?(?i:{_ORDINAL})(?:,? (?i:{_ENGLISH_YEAR})|,? {_YEAR})?)(?![\w-])"
)
#: A year alone, unless a measure stands around it (`D-dimères : 2019 ng/mL`, `à 2030`).
YEAR = re.compile(
    r"(?<![\w.,/:=-])(?<!à )(?<!at )(?<!= )(?<!: )(?:19[3-9]\d|20[0-4]\d)(?![\w/-]|[.,]\d|\u202f| ?(?:mg|ml|g|ui|u|iu|kcal|h|µ|"
    r"mmol|ng|pg|cc|%|m)\b)",
    re.IGNORECASE,
)
_S = r"[ .\u00a0\u202f-]?"
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00){_S}33{_S}(?:\(0\){_S})?[1-9](?:{_S}\d{{2}}){{4}}"
    rf"|0[1-9](?:{_S}\d{{2}}){{4}}|0(?: \d){{9}}"
    rf"|(?:\+?1{_S})?(?:\([2-9]\d{{2}}\) ?|[2-9]\d{{2}}[ .-])[2-9]\d{{2}}[ .-]?\d{{4}}"
    # Seven digits after a word that announces a telephone.
    rf"|(?:(?<=phone )|(?<=phone: )|(?<=tel )|(?<=tel\. )|(?<=tel: )|(?<=cell )|(?<=cell: )|(?<=fax )|(?<=fax: )|(?<=pager )|(?<=tél\. )|(?<=tél\. : ))[2-9]\d{{2}}[ .-]\d{{4}})"
    rf"(?:,? ?(?i:poste|ext\.?|x|p\.) ?\d{{1,5}})?(?!\w)"
    # The United Kingdom's: "07700 900123", "020 7946 0018", "(0131) 496 0123", "+44 7700 900123".
    r"|(?<![\w+/.,-])(?:\+44 ?(?:\(0\) ?)?|\(?0)(?:2\d\)? \d{4} \d{4}|1\d{2}\)? \d{3} \d{4}|[17]\d{3}\)? \d{3} ?\d{3}|1\d{3}\)? \d{5})(?![\w/-]|[.,]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_RECORD = re.compile(
    r"(?:\b(?:IPP|RPPS|ADELI|CPSO|CMQ|OIIQ|OIIAQ|NPI|DEA|permis|licen[cs]e|visite|hospital(?= n)|OHIP|PHN|NHS|NHI|SIN|NIP|NDA|IEP|MRN|INS|NAS|dossier|chart|record|file|s[ée]jour|visit|encounter|accession|acct\.?|account|acc\.?|exam(?:en)?|r[ée]f\.?)"
    r"(?: (?:n[o°º]|num[ée]ro|number|no|#))?|\bn[o°º]\.?(?: (?:de |d['’])?(?:dossier|s[ée]jour|IPP|examen))?)"
    r"[ \u00a0]*\.?[ \u00a0]*[:#]?[ \u00a0]*[:#]?[ \u00a0]*(?P<value>[A-Z]{0,4}[-/]?\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{2,4}(?: \d{2,4}){2,4}(?![\d/])|[A-Z]{0,4}[-/]?\d[\d-]{3,14}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
# Shapes that only counters have, and a number after an age or a name's dash.
_COUNTER = re.compile(
    r"(?<![\w/-])(?:[A-Z]-\d{6}|\d{2}-\d{4}-\d)(?![\w/-])|(?:(?<=ans - )|(?<=\dy - )|(?<=yo - ))\d{5,10}(?!\w)"
)
# Ontario's and other provinces' health cards, the United States' social security number.
_HEALTH_ID = re.compile(
    # Medicare's beneficiary identifier, and what an insurer's card calls so.
    r"(?<![\w-])(?:[1-9][AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y0-9]\d-?[AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y0-9]\d-?[AC-HJ-NP-RT-Y]{2}\d{2}(?![\w-])"
    r"|(?<=Member ID )[A-Z]{0,3}\d{6,12}\b|(?<=Member ID: )[A-Z]{0,3}\d{6,12}\b|(?<=Medicaid ID )[A-Z]{0,3}\d{5,10}[A-Z]?\b|(?<=Medicaid ID: )[A-Z]{0,3}\d{5,10}[A-Z]?\b|\d{4}[- ]\d{3}[- ]\d{3}(?:[- ][A-Z]{1,2})?|\d{3}-\d{2}-\d{4})(?![\w-])"
)
_STREET = (
    r"rue|avenue|av\.?|boulevard|boul\.?|bd\.?|impasse|chemin|ch\.|place|all[ée]e|route|quai|cours|square|rang|mont[ée]e|faubourg"
    r"|c[ôo]te|lotissement|r[ée]sidence|hameau|passage|ruelle|esplanade|villa|promenade|terrasse|croissant|sentier|venelle|cit[ée]"
)
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? (?![1-3](?:ST|ND|RD))\d(?!TH|HR|WK|YR)[ABD-HJLNP-UW-Z]{2}"
_CODE = rf"(?:[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d|\d{{5}}(?:-\d{{4}})?|{_UK_CODE})"
_TAIL = rf"(?:, {TOWN},? [A-Z]{{2}},? {_CODE}|,? (?:F-)?\d{{5}} {TOWN}|,? {TOWN}(?:,? (?:\([A-Z][\w ]+\),? )?{_CODE})|, {_CODE}|, {TOWN}(?=[.)]?(?:$|\n)))?"
_ADDRESS = re.compile(
    rf"(?<![\w,.])(?:\d{{1,5}}(?:[ -]?(?:bis|ter|[A-D]))?,? (?:(?:(?i:{_STREET}))\b|\d{{1,2}}e (?i:rang|avenue|rue))[^,;:\n()]{{2,40}}?"
    rf"(?:,? (?i:app(?:t|artement)?\.?|bureau|apt\.?) ?\w{{1,5}})?"
    rf"|\d{{1,5}},? \d{{1,3}}(?:e|re|ère|er|th|st|nd|rd) (?i:rang|avenue|av\.?|rue|boulevard|boul\.?|ave\.?|street|st\.?)(?: (?i:est|ouest|nord|sud|[EONSW])\b\.?)?"
    rf"|(?:(?i:flat|apt\.?|apartment|unit|suite) \w{{1,4}},? )?\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w'’.-]+ ){{1,4}}?(?i:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Lane|Ln\.?|Court|Boulevard|Blvd\.?"
    rf"|Crescent|Cres\.?|Terrace|Trail|Line|Way|Sideroad|Highway|Close|Gardens|Gdns|Grove|Mews|Circle|Parkway|Pkwy)(?: (?i:West|East|North|South|\d{{1,3}}))?(?:,? (?i:apt\.?|apartment|unit|suite|#) ?\w{{1,5}})?"
    rf"|\d{{1,5}},? (?i:County Road|Concession Road|Concession|Sideroad|Highway|\d{{1,2}}e Rang) ?\w{{1,4}})"
    rf"{_TAIL}(?=$|[,;:.)\n]| {{2}}| - | (?:est|a|et|qui|is|was|has|and|who|où|puis|depuis|avec|tél)\b)"
    # A letter's place and date: "Fontclaire, le 3 mai 2023".
    rf"|(?m:^){TOWN}(?=, (?i:le) \d)"
)
# "A2L3B1" is Crohn's disease by the Montreal classification.
_POSTCODE = re.compile(
    rf"(?<![\w.,/-])(?:(?:F-)?(?:0[1-9]|[1-8]\d|9[0-8])\d{{3}} {TOWN}|(?!A[1-3]L[1-4]B[1-3](?!\w))[A-Z]\d[A-Z] ?\d[A-Z]\d|(?:(?<=, ){TOWN},? )?{_UK_CODE})(?!\w)"
)
_LINK = r"(?: (?:de la |de l['’]|des? |du |d['’]|le |la |les )| )"
_PROPER = r"[A-ZÀ-Ý][\w'’-]+(?:[ -](?:(?:sur|les|le|la|de|du|des|en)[ -]|d['’])?[A-ZÀ-Ý][\w'’-]+){0,3}"
_PLACE = re.compile(
    rf"(?<!\w)(?:(?:CHU|CHR|CHRU|CH|UDAF|MDPH|CPAM|PMI|DPJ|CHSLD|CISSS|CIUSSS|CLSC|GMF(?:-U)?|EHPAD|GHT|(?i:Centre hospitalier)(?i: universitaire)?"
    rf"|(?i:h[ôo]pital)(?i: priv[ée]| d['’]instruction| nord| sud| r[ée]gional)?|(?i:clinique|polyclinique|pharmacie(?! communaut| hospit| clinique| centrale| habituelle| de garde)|r[ée]sidence|centre multiservices|hospices"
    rf"|institut universitaire)){_LINK}{_PROPER}"
    r"|(?:(?:St|ST)\. )?(?!(?i:medical|the|pain|walk-in|outpatient|fracture|adult|psychiatry|family) )(?:[A-ZÀ-Ý][\w'’-]+ ){1,4}?"
    r"(?i:(?:general |regional |memorial |university |community |district )?hospital(?: group| centre)?|veterans clinic"
    r"|(?<!Pain )(?<!Adult )(?<!ology )(?<!OLOGY )(?<!Surgery )(?<!SURGERY )(?<!Unit )(?<!Elderly )(?<!Medicine )Clinic|university institute|medical cent(?:er|re)|health cent(?:er|re)|health sciences centre|long-term care centre|urgent care"
    r"|family health team|family medicine group|health network|memorial)|(?:St|ST)\. [A-Z][\w'’]+ (?i:health))(?!\w)"
)

# Before "clinic" a disease, an organ or a kind of visit: no place that tells who was there.
_KIND_OF_CLINIC = re.compile(
    r"(?:[A-Z0-9/&]{2,7}|(?i:\w+(?:osis|itis|emia|oma|pathy|ology|ostomy|plasty|ics|ancy)|memory|asthma|diabet\w+|anticoag\w*|warfarin|failure|eye|breast|stroke|falls|lipids?|epilepsy|hypertension|antenatal|prenatal|vaccin\w*|wound|foot|dental|sleep"
    r"|renal|transplant|hepatitis|allergy|chest|skin|hand|spine|hip|knee|voice|travel|health|smoking|cessation|weight|nurse|nursing|follow-?up|access|urgent|preop\w*|pre-?op\w*|pre-?assessment|infusion|day"
    r"|hearing|balance|disorders?|parkinson['’]?s?|thyroid|endocrine|cardiac|vascular|gastro\w*|liver|fertility|resp\w*|rheum\w*|acute|general|virtual|phone|pacemaker|device|lung|fracture|pain|pa?ediatrics?"
    r"|genetics?|haem\w*|hem\w*|infectious|diseases?|geriatrics?|midwi\w+|neuro\w*|ortho\w*|plastics?|psych\w*|uro\w*|bone|headache|migraine|cancer|care|outpatient|surgical|surgery|medicine|medical|walk-in|flu|obesity"
    r"|immunisation|immunization|blood|pressure|dialysis|rehab\w*|trauma|community|lymphoedema|cystic|heart|intensive|rapid|sexual|mental|women['’]?s?|men['’]?s|well|older|minor|injuries|injury|early|complex|adult|child\w*|young|high|risk|low|back|joint|one-stop|combined"
    r"|multidisciplinary|specialist|primary|secondary|tertiary|critical|call|the|in|at|see|seen|attend\w*|refer\w*|review\w*|missed|booked|to|of|and|for|movement|type|weekly|monthly|incontinence|continence|stoma|tremor|spasticity|ms|tb|hiv|new|his|her|their|our|this|next|morning|afternoon))\Z"
)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Mme|M|Pt|Patient)\b")
_AFTER_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.? $")
_ACRONYM = re.compile(r"[A-Z0-9/&]{2,7}\Z")

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


def _places(text: str) -> list[Found]:
    found = []
    for match in _PLACE.finditer(text):
        *words, last = match.group().split()
        clinic = last.lower() == "clinic" and words
        # "Riverside Health Clinic" is a place; "Mr Cole Fracture Clinic" a person and a kind; "HIV clinic" a kind.
        titled = clinic and (_TITLED.match(words[0]) or _AFTER_TITLE.search(text, 0, match.start()))
        # In capitals throughout every word looks like an abbreviation.
        shouted = match.group().isupper()
        acronym = bool(clinic) and not shouted and _ACRONYM.match(words[-1]) is not None
        kinds = [word.lower() for word in words] if shouted else words
        if titled or acronym or (clinic and all(map(_KIND_OF_CLINIC.match, kinds))):
            continue
        found.append((match.start(), match.end(), "place", True))
    return found


def _facilities(text: str) -> list[Found]:
    found = facilities(text)
    return found + towns_after(text, found + _places(text))


def _years(text: str) -> list[Found]:
    return _spans(YEAR, "date")(text)


#: Detectors in order of precedence: where two overlap the earlier wins.
DETECTORS: tuple[Callable[[str], list[Found]], ...] = (
    urls,
    _spans(_EMAIL, "email"),
    _spans(NIR, "nir", is_valid_nir),
    _spans(RAMQ, "ramq", is_valid_ramq),
    _spans(_PHONE, "phone"),
    _spans(DATE, "date"),
    _spans(DATE_IN_WORDS, "date"),
    _spans(_HEALTH_ID, "health_id"),
    plates,
    numbers_of_things,
    _spans(_RECORD, "record", group="value"),
    _spans(_COUNTER, "record"),
    ages,
    _spans(_ADDRESS, "address"),
    _spans(_POSTCODE, "address"),
    postal_codes,
    _places,
    _facilities,
    towns,
    whereabouts,
    _years,
)
