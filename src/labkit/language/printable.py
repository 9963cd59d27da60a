"""Text that somebody else wrote, made safe to print: a terminal obeys what it is sent."""

import json
import unicodedata

# Control and format characters (escapes, changes of direction), halves of characters, separators of lines.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Joiners that names in several scripts are written with.
_JOINERS = "\u200c\u200d"


def printable(text: object, *, lines: bool = False) -> str:
    r"""Text in which every character that would not be seen is spelled out, ``\u001b``; still JSON where it was JSON.

    Parameters
    ----------
    text : object
        A learner's name, an error, what a kernel said.
    lines : bool
        Whether line ends stay what they are.
    """
    kept = f"{_JOINERS}\n" if lines else _JOINERS
    return "".join(ch if _shown(ch) or ch in kept else json.dumps(ch)[1:-1] for ch in str(text))


def _shown(ch: str) -> bool:
    return unicodedata.category(ch) not in _UNSEEN
