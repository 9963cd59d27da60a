"""What a page must not say: one beside a plural, "1 learners", in French also "0 personnes"."""

import html
import re

_HIDDEN = re.compile(r"<(script|style|code|pre|math)\b.*?</\1>", flags=re.S)
# Words that end as a plural does and are none.
_NOT_PLURAL = {
    "en": "is was has does this its as us less across always class pass process bias analysis sepsis minus plus yes s ms says lies finds",
    "fr": "dans sous sans plus moins pas fois mois cas temps les des vous nous mais puis vers très après selon près sepsis "
    "repos accès succès avis choix prix faux deux biais processus corps cours pays radius à suis es as compris toujours",
}
_PLURAL = {
    "en": re.compile(r"(?<![\w.,:/–−-])(?<![-–−+=×] )1[ \u00a0]+([a-z]+s|people|are|were|have)\b"),
    "fr": re.compile(
        r"(?<![\w.,:/–−-])(?<!\d\u00a0)(?<![-–−+=×] )[01][ \u00a0]+([a-zà-ÿœ]+[sx]|sont|ont|étaient|seront)\b"
    ),
}


def beside_one(page: str, language: str) -> list[str]:
    """Where a page (HTML, Markdown or plain text) says one and a plural, as it says it with a few words around."""
    text = html.unescape(re.sub(r"<[^>]+>", " | ", _HIDDEN.sub(" | ", page)))
    allowed = _NOT_PLURAL[language].split()
    return [
        re.sub(r"\s+", " ", text[max(0, found.start() - 30) : found.end() + 20])
        for found in _PLURAL[language].finditer(text)
        if found[1] not in allowed
    ]
