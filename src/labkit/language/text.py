"""A sentence in both of the course's languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from labkit.language.in_force import current

# Before these signs, after an opening guillemet and between thousands, French sets a space at which a line must not break. Code stays as it is.
_FRENCH = r"(?<=\S) (?=[:;?»%]|!(?!=))|(?<=«) (?=\S)|(?<=\d) (?=\d{3}(?!\d))"
_SPACES = re.compile(rf"`[^`]*`|{_FRENCH}")
_ON_A_PAGE = re.compile(
    rf"<(script|style|pre|code|math|svg|textarea)\b.*?</\1>|<[^>]+>|{_FRENCH}", flags=re.S
)


def unbroken(html: str) -> str:
    """A French page (HTML) whose lines never begin with a colon or a question mark; its code and its tags stay as they are."""
    return _ON_A_PAGE.sub(_no_break, html)


def _no_break(found: re.Match[str]) -> str:
    return "\u00a0" if found[0] == " " else found[0]


def labelled(name: str, said: str, language: str | None = None) -> str:
    """``name: said``, with the space that French sets before a colon; in the language in force unless another is named."""
    return f"{name}\u00a0: {said}" if (language or current()) == "fr" else f"{name}: {said}"


def apart(parts: Iterable[str], language: str | None = None) -> str:
    """Parts in one line, semicolons between them, with the space that French sets before each."""
    return ("\u00a0; " if (language or current()) == "fr" else "; ").join(parts)


@dataclass(frozen=True)
class Text:
    """English and French wording of one learner-facing text."""

    en: str
    fr: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.fr.strip():
            raise ValueError(f"a text needs both languages: en={self.en!r}, fr={self.fr!r}")

    def in_language(self, language: str) -> str:
        """The wording for ``"fr"``, its spaces unbreakable where they must be, else the English one."""
        if language != "fr":
            return self.en
        return _SPACES.sub(_no_break, self.fr)
