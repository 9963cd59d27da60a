"""Sentences of a clinical note: telegraphic lines, abbreviations with full stops, wrapped paragraphs, headed sections."""

import re

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
    not, nor the end of a line in a wrapped paragraph.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        mark = match.group()
        if mark == "." and _abbreviated(text, match.start()):
            continue
        if mark == "\n" and _wrapped(text, match.start()):
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
