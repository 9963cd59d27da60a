"""Exchanging a patient's gender in English: pronouns, nouns, titles. Agreement is nearly all in the pronouns."""

import re
from functools import cache

from labkit.text.counterfactual.pairs import cased, load_pairs, name_pairs

Change = tuple[int, int, str]

# "Her" is an object where nothing it could own follows.
_OBJECT = re.compile(
    r"\W*$|[.,;:!?)\n]|(?: (?:to|for|with|and|or|in|on|at|by|from|of|that|if|as|but|when|who|which|was|is|has|had|not|since|because|after"
    r"|before|until|about|into|a|an|the|this|these|some|any|no|two|three|home|well|up|down|out|off|again|today|back|again|over|through"
    r"|under|without|while|than|so|also|yesterday|tomorrow|overnight|alone|daily|there|here|feel|feels|feeling|more|very|regarding|via)\b)"
)

# "Gave her aspirin": the one it was given to, unless what follows is somebody of hers ("told her husband").
_GIVEN = re.compile(
    r"\b(?:gave|gives?|giving|given|offered|offers?|sent|sends?|told|tells?|asked|asks?|showed|shows?|taught|teaches|prescribed|advised) $"
)

# "Found her confused", "helped her walk": said of, or done by, the one whom the verb governs.
_FOUND = re.compile(
    r"\b(?:found|finds?|finding|left|leaves?|leaving|kept|keeps?|keeping|made|makes?|making|rendered|considered|deemed|thought|saw|seen|sees?|noted|got|gets?|let|lets|letting|helps?|helped"
    r"|helping|watch(?:ed|es)?|had) $",
    re.IGNORECASE,
)
_SAID_OF = re.compile(
    r" (?:(?:very|quite|more|less|too|so|still|un(?:usually|comfortably)|in?creasingly|slightly|rather|visibly|acutely|a bit|\w+ly) )?"
    r"(?:\w+(?:ed|ing|ive|ous|able|ible|ful|less|ent|ant|ic|al|y)|nil by mouth|npo|nbm|fasted|asleep|awake|alert|well|unwell|stable|pale|calm|dead|weak|sick|ill|upset|better|worse|cold|warm|short of breath|on the floor)"
    r"(?=[.,;:)!?]|$| (?:and|but|in|on|at|with|to|by|for|from|after|when|this|today|than|or|over|since|despite)\b)"
)
_DONE_BY = re.compile(
    r" (?:walk|eat|sleep|breathe|sit|stand|go|get|take|be|feel|move|rest|drink|leave|transfer|dress|wash|bathe|vomit|cough|talk|speak|understand|manage|do|have|know|see|swallow|mobili[sz]e|turn|stay|relax|cry|fall|collapse|climb|cope|settle)\b"
)
_CAUSED = re.compile(
    r"\b(?:made|makes?|making|let|lets|letting|helps?|helped|helping|saw|sees?|watch(?:ed|es)?|heard|had) $",
    re.IGNORECASE,
)
# "A friend of his called": the possessive stands alone.
_ONE_OF = re.compile(
    r"\b(?:friend|colleague|neighbou?r|cousin|relative|acquaintance|co-?worker|roommate|classmate|nephew|niece|aunt|uncle|carer|habit|teacher|brother|sister|son|daughter)s? of $",
    re.IGNORECASE,
)

# "Was given her papers": what is given is hers.
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being) (?:then |also )?(?:given|offered|sent|told|asked|shown|taught|prescribed) $"
)

_RELATIVES = {
    True: "mother|sister|daughter|aunt|grandmother|niece|mother-in-law|wife|girlfriend|stepmother|granddaughter",
    False: "father|brother|son|uncle|grandfather|nephew|father-in-law|husband|boyfriend|stepfather|grandson",
}
_HIS_OWN = re.compile(
    rf" (?:(?:own|older|younger|eldest|late|ex-) ?)?(?:{_RELATIVES[True]}|{_RELATIVES[False]}|partner|family|children|parents|doctor|nurse|GP|boss"
    r"|employer|neighbou?r|friend|physician|carer|caregiver|spouse|physiotherapist|therapist)s?\b"
)
# Where a role is the patient's: "is a retired actress", "a 30-year-old waitress", "Waitress, 30".
_OF_PATIENT = re.compile(
    r"(?:\b(?:is|was|as|being|been|remains|became|a|an) (?:(?:a|an|the) )?(?:[\w-]+ ){0,2}|\b(?:retired|former|old) |, (?:an? )?(?:[\w-]+ )?)$"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pairs = load_pairs("en")
    nouns = "|".join(sorted(pairs["noun"], key=lambda w: (-len(w), w)))
    pronouns = "|".join(sorted(pairs["pronoun"], key=lambda w: (-len(w), w)))
    return {
        "noun": re.compile(rf"(?<![\w-])(?:{nouns})(?![\w])", re.IGNORECASE),
        "role": re.compile(
            rf"(?<![\w-])(?:{'|'.join(sorted(pairs['person'], key=lambda w: (-len(w), w)))})(?!\w)",
            re.IGNORECASE,
        ),
        "title": re.compile(r"(?<!\w)(?:Mr\.|Ms\.|Mrs\.|MR\.|MS\.|Mr|Ms|Mrs|Mister)(?=\.?[ \u00a0][A-Z])"),
        "pronoun": re.compile(rf"(?<![\w'’-])(?:{pronouns})(?=['’]|\b)(?!-)", re.IGNORECASE),
        "owned": re.compile(r"(?<![\w'’-])(?:his|her|him|hers)\b", re.IGNORECASE),
        "marker": re.compile(
            r"(?<=\d)(?:[MF]|(?: ?(?:yo|y/o|y\.o\.) )[MF])\b|(?<=Sex: )[MF]\b|(?<=\d yo )[MF]\b"
        ),
        "parent": re.compile(
            r"(?<![\w-])(?:grand)?(?:father|mother)(?= of (?:\d|one|two|three|four|five|six))", re.IGNORECASE
        ),
        # "A 70-year-old grandfather"
        "aged kin": re.compile(
            r"\b\d{1,3}[- ]years?[- ]old (?P<kin>(?:great-)?grand(?:mother|father))\b(?!-)", re.IGNORECASE
        ),
        # "is a widow and a grandmother", not "has a grandmother".
        "kin": re.compile(
            r"\b(?:s?he|patient) (?:is|was) (?:now )?an? (?:[\w-]+ ){0,2}?(?:[\w-]+ and an? )?(?:[\w-]+ )?(?P<kin>(?:great-)?grand(?:mother|father)|mother|father)\b(?!-)",
            re.IGNORECASE,
        ),
    }


def changes(text: str) -> list[Change]:
    """What to write where: (start, end, replacement), in order and disjoint."""
    patterns, pairs = _patterns(), load_pairs("en")
    found: list[Change] = []
    for kind in ("noun", "pronoun"):
        for match in patterns[kind].finditer(text):
            found.append(
                (match.start(), match.end(), cased(pairs[kind][match.group().lower()], match.group()))
            )
    for match in patterns["title"].finditer(text):
        found.append(_title(match, text))
    for match in patterns["owned"].finditer(text):
        word = match.group().lower()
        given = (
            word == "her"
            and not _PASSIVE.search(text[max(0, match.start() - 26) : match.start()])
            and _GIVEN.search(text[max(0, match.start() - 14) : match.start()])
            and not _HIS_OWN.match(text[match.end() : match.end() + 30])
        )
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
        done = (
            (_FOUND.search(before) and _SAID_OF.match(after))
            or (_CAUSED.search(before) and _DONE_BY.match(after))
            if word == "her"
            else word == "his" and _ONE_OF.search(before)
        )
        free = bool(given or done or _OBJECT.match(after))
        other = {
            "his": "hers" if free else "her",
            "hers": "his",
            "him": "her",
            "her": "him" if free else "his",
        }[word]
        found.append((match.start(), match.end(), cased(other, match.group())))
    for match in patterns["marker"].finditer(text):
        other = "F" if match.group()[-1] == "M" else "M"
        found.append((match.end() - 1, match.end(), other))
    for match in patterns["aged kin"].finditer(text):
        found.append((match.start("kin"), match.end("kin"), _other_parent(match["kin"])))
    for match in patterns["parent"].finditer(text):
        other = _other_parent(match.group())
        found.append((match.start(), match.end(), cased(other, match.group())))
    for match in patterns["kin"].finditer(text):
        kin = match["kin"]
        found.append((match.start("kin"), match.end("kin"), _other_parent(kin)))
    for match in patterns["role"].finditer(text):
        found.append(
            (match.start(), match.end(), cased(pairs["person"][match.group().lower()], match.group()))
        )
    names = name_pairs()
    for match in re.finditer(
        r"(?:(?<=Mr\. )|(?<=Ms\. )|(?<=Mr )|(?<=Ms )|(?<=Mrs )|(?<=Mister )|(?<=Mister\u00a0))[A-Z][a-zà-ÿ]+(?= [A-Z])",
        text,
    ):
        if match.group() in names:
            found.append((match.start(), match.end(), names[match.group()]))
    return found


def _other_parent(word: str) -> str:
    return word[:-6] + ("mother" if word.lower().endswith("father") else "father")


def _title(match: re.Match[str], text: str) -> Change:
    """The other title: `Mrs.` and `Mister` are partners, with a stop or without as the note writes `Dr` and `Mr`.

    Where a note has no other title to tell, the `Mister` of a `Mrs` without a stop is tied to the name by a space that
    does not break: that is how he comes back without one.
    """
    title, start, end = match.group(), match.start(), match.end()
    british = re.search(r"\b(?:Dr|Mr|Ms)\b(?!\.)", text)
    tied = text[end : end + 1] == "\u00a0"
    if title == "Mrs.":
        return start, end, "Mister"
    if title == "Mrs" and not british and not tied and text[end] == " ":
        return start, end + 1, "Mister\u00a0"
    if title == "Mister" and not british:
        return (start, end + 1, "Mrs ") if tied else (start, end, "Mrs.")
    return start, end, load_pairs("en")["title"][title]


def doubts(text: str) -> tuple[str, ...]:
    """Words that leave open whose gender they tell: two persons by their pronouns, a role that may be another's."""
    patterns = _patterns()
    told: dict[bool, str] = {}
    for kind in ("noun", "title", "pronoun", "owned"):
        for match in patterns[kind].finditer(text):
            word = match.group()
            if word.lower() not in ("husband", "wife", "boyfriend", "girlfriend"):
                told.setdefault(word.lower().rstrip(".") in _FEMININE, word)
    if len(told) == 2:
        return tuple(told.values())
    for sentence in re.findall(r"[^.!?\n]+", text):
        for women, pronoun in ((True, "she"), (False, "he")):
            somebody = re.search(
                rf"\b(?:his|her|the) (?:[\w-]+ )?(?:{_RELATIVES[women]})\b", sentence, re.IGNORECASE
            )
            if somebody and re.search(rf"\b{pronoun}\b", sentence[somebody.end() :], re.IGNORECASE):
                return (f"{somebody.group()} … {pronoun}",)
    return tuple(
        match.group()
        for match in patterns["role"].finditer(text)
        if match.start() and not _OF_PATIENT.search(text[max(0, match.start() - 40) : match.start()])
    )


_FEMININE = frozenset("woman female lady girl widow ms mrs she herself her hers".split())  # noqa: SIM905
