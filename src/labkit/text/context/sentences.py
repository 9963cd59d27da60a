"""Sentences of a clinical note: telegraphic lines, abbreviations with full stops, wrapped paragraphs, headed sections."""

import re
from functools import cache

from labkit.text.context.cues import load_cues
from labkit.text.folding import fold

# A full stop after these ends no sentence. Folded, without the stop.
_ABBREVIATED = (
    "dr drs pr prs m mm mr mrs ms mme st ste vs cf ex env approx art av bd no n p pp fig tel hosp med "
    "susp imp ex atcd clin resp neuro i.e e.g etc inj cp cpr gel sol max min temp"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_BOUNDARY = re.compile(r"[.!?]+(?=\s|$)|;| /(?= )| ->|\n[ \t]*(?:\n[ \t]*)+|\n")
# A wrapped line goes on below: it is long, and the next one starts in lower case.
_WRAPPED = 55


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`, white space trimmed.

    A line of a list, a semicolon, a full stop end a sentence; the full stop of `Dr.`, of an initial and of `38.5` does
    not, nor the end of a line in a wrapped paragraph or after words that call for more (*absence de*, *denies any*), nor
    the lines of a list that such words announce.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        mark = match.group()
        if mark == "." and _abbreviated(text, match.start()):
            continue
        if mark.strip("?") == "" and _asked_before(text, match.start()):
            continue
        if mark == "\n" and (_wrapped(text, match.start()) or _unfinished(text, start, match.end())):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _abbreviated(text: str, stop: int) -> bool:
    begin = stop
    while begin and stop - begin < 12 and not text[begin - 1].isspace() and text[begin - 1] not in "(,:":
        begin -= 1
    word = text[begin:stop]
    initial = len(word) == 1 and word.isupper()
    return initial or fold(word) in _ABBREVIATIONS


def _wrapped(text: str, newline: int) -> bool:
    line_start = text.rfind("\n", 0, newline) + 1
    following = text[newline + 1 : newline + 80].lstrip()
    return newline - line_start >= _WRAPPED and following[:1].islower()


# A line that ends so, or the next one that begins so, is one sentence with it, however short.
_OPEN = frozenset(
    ["de", "d'", "du", "des", "la", "le", "les", "l'", "un", "une", "aucun", "aucune", "tout", "toute", "ni", "sans", "et", "ou", "pas", "plus", "non", "jamais", "avec", "pour", "par", "sur", "au", "aux", "en", "that", "of", "the", "a", "an", "any", "no", "or", "nor", "and", "without", "with", "for", "not"]
)  # fmt: skip
_GOES_ON = frozenset(
    ["de", "d'", "du", "des", "ni", "ou", "et", "que", "qu'", "of", "or", "nor", "and", "than"]
)
# "Expectorations : aucune" is answered; the next line asks something else.
_ANSWERED = re.compile(r": ?(?:aucune?|non|pas|no|any)$")
_BULLET = re.compile(r"[ \t]*(?:[-*•–+>·]|\d{1,2}[.)])[ \t]+(?=\S)")
_LAST_WORDS = re.compile(r"[^\W\d_]+'?")


@cache
def _announcing() -> frozenset[tuple[str, ...]]:
    """Cues that deny or doubt what follows, word by word: at the end of a line they are about the next one."""
    return (
        frozenset(
            tuple(_LAST_WORDS.findall(phrase))
            for language in ("fr", "en")
            for cue in load_cues(language)
            if cue.group == "polarity" and cue.direction == "forward" and cue.category != "present"
            for phrase in cue.phrases
            if phrase[-1].isalpha() or phrase[-1] in "':"
        )
        - _RESULTS
    )


# "Bandelette : nég" is a result, and the line is over.
_RESULTS = frozenset({("neg",), ("negative",), ("nil",), ()})


def _unfinished(text: str, start: int, line_end: int) -> bool:
    """Whether the sentence that began at `start` goes on in the line after `line_end`."""
    following = text[line_end : line_end + 80]
    if not following.strip(" \t") or following[:1] == "\n":
        return False
    said = fold(text[start:line_end]).rstrip()
    lines = said.split("\n")
    listed = _BULLET.match(following)
    if listed:
        # The list that the first line announces; its lines are short, and none of them closes a sentence.
        return said[-1:] not in ".!?" and all(map(_BULLET.match, lines[1:])) and _announces(lines[0])
    words = _LAST_WORDS.findall(lines[-1])[-6:]
    if not words or said[-1] in ".!?:;" or _ANSWERED.search(lines[-1]):
        return False
    first = _LAST_WORDS.match(fold(following).lstrip())
    if first and first.group() in _GOES_ON:
        return True
    lower = following.lstrip()[:1].islower()
    if said[-1] == ",":
        return lower
    return said[-1] in "'" or (
        said[-1].isalpha()
        and (words[-1] in _OPEN or (_announces(lines[-1])))
        and (lower or words[-1] in _OPEN)
    )


def _announces(line: str) -> bool:
    words = _LAST_WORDS.findall(line)
    ends = {tuple(words[-n:]) for n in range(1, 7)}
    return line.rstrip()[-1:] not in ".,;" and not _announcing().isdisjoint(ends)


def _asked_before(text: str, mark: int) -> bool:
    """`: ? AVC`, `- ? fracture`: the question mark stands before what is in doubt."""
    before = text[:mark].rstrip(" \t\u00a0\u202f")
    return before[-1:] in ("", ":", "\n", "-", "(", "•", "–")


# A header: closed by a colon or a dash at the line's end, framed by ==, a bullet of a few words, a short line after a
# blank one, or capitals before a dash in the line.
_NAME = r"[^\W\d_][^\n:;.=]{1,48}?"
_HEADER = re.compile(
    rf"^[ \t]*(?:[-*•#>–]+[ \t]*)?(?P<colon>{_NAME})[ \t\u00a0\u202f]*:"
    rf"|^[ \t]*==+[ \t]*(?P<framed>{_NAME})[ \t]*==+[ \t]*$"
    rf"|^[ \t]*(?P<dashed>{_NAME})[ \t]+[-–][ \t]*$"
    r"|^[ \t]*(?P<shouted>[A-ZÀ-Ý][A-ZÀ-Ý'’/ ]{2,40}) [-–](?= )"
    r"|^\*[ \t]+(?P<bullet>[^\W\d_][^\n:;.,=()+]{1,40})$"
    r"|(?:\A|\n[ \t]*\n)(?P<alone>[^\W\d_][^\n:;.,=()+]{1,40})(?=\n[ \t]*\S)",
    re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t]*\n")


def sections(text: str) -> list[tuple[str, int, int]]:
    """Headed sections of a note: (folded header, start, end), from after the header to the next one or a blank line.

    A blank line right after the header does not end the section.
    """
    headers = list(_HEADER.finditer(text))
    found = []
    for header, following in zip(headers, [*headers[1:], None], strict=False):
        start = header.end()
        end = following.start() if following else len(text)
        content = start + (len(text[start:end]) - len(text[start:end].lstrip()))
        blank = _BLANK.search(text, content, end)
        name = next(group for group in header.groups() if group)
        found.append((" ".join(fold(name).split()), start, blank.start() if blank else end))
    return found
