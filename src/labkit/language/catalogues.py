"""What rooms say, in French: gettext catalogues, one domain a room; and the words of the lab in hand, from its own folder."""

import gettext
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from labkit.language.in_force import LANGUAGES, current

_LOCALES = Path(__file__).parent / "locales"
# A lab's words for its tables and figures lie beside its notebook, and travel with each copy of it.
WORDS = "labels.{}.toml"


@cache
def _translations(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, _LOCALES, languages=[language], fallback=True)


def catalogue(domain: str, language: str | None = None) -> Callable[[str], str]:
    """The ``_`` of a room: translates at call time into the language in force (or always into `language`).

    A room's English strings are the keys; French stands in ``locales/fr/LC_MESSAGES/<domain>.po``.
    """

    def translate(message: str) -> str:
        return _translations(domain, language or current()).gettext(message)

    return translate


def plural_catalogue(domain: str, language: str | None = None) -> Callable[[str, str, float], str]:
    """The ``ngettext`` of a room: of two wordings, the one that goes with a number, in the language in force.

    In English one alone is singular; in French the plural begins at two (Grevisse, Le bon usage): 0 and 1.5 are singular.
    The number is one that the reader sees: what is shown rounded is given rounded.
    """

    def translate(one: str, many: str, n: float) -> str:
        spoken = language or current()
        return _translations(domain, spoken).ngettext(one, many, int(n) if spoken == "fr" else n)  # type: ignore[arg-type]

    return translate


_words_in_hand: Mapping[str, Mapping[str, str]] = {}


def label(name: str, own: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Words for a column's or a category's code name, such as ``day_surgery``, in the language in force.

    The words of a lab (`own`, or else those that `use_words` took) come before labkit's. A text with blanks is no code
    name: its underscores stay, for it may quote words to be typed as they are.
    """
    words = str(name)
    if " " not in words:
        words = words.replace("_", " ")
    said = (_words_in_hand if own is None else own).get(current(), {}).get(words)
    if said is not None:
        return said
    return catalogue("labels")(words) if words else ""  # gettext answers the empty string with its header


def words_in(folder: Path) -> dict[str, dict[str, str]]:
    """The words that a lab's folder brings, by language: ``labels.fr.toml``, ``"day surgery" = "chirurgie ambulatoire"``.

    A file that does not read brings none, for it may be a learner's copy; `labkit lint` says what is amiss in the course's.
    """
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        try:
            read = tomllib.loads((folder / WORDS.format(language)).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        found[language] = {name: said for name, said in read.items() if isinstance(said, str)}
    return found


def use_words(words: Mapping[str, Mapping[str, str]]) -> None:
    """Take the words of one lab (`words_in`) before labkit's own, for a process that serves one lab at a time."""
    global _words_in_hand
    _words_in_hand = words
