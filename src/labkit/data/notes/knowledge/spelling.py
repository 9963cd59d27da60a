"""How a text is spelt: without accents, elided before a vowel, with the language's decimal mark."""

import unicodedata

_FOLD = str.maketrans("éèêëàâäîïôöûùüçÉÈÊËÀÂÄÎÏÔÖÛÙÜÇ’", "eeeeaaaiioouuucEEEEAAAIIOOUUUC'", "")
_ASPIRATED = ("hern", "hanch", "hoquet", "hémi-champ")


def fold(text: str) -> str:
    """Text without accents, as a hurried keyboard writes it (œ becomes oe)."""
    return text.translate(_FOLD).replace("œ", "oe").replace("Œ", "OE")


def vowel(text: str) -> bool:
    """Whether *de* and *le* elide before `text` (vowel, or h that is not aspirated)."""
    low = text.lower()
    if low.startswith(_ASPIRATED):
        return False
    return unicodedata.normalize("NFD", low[:1])[:1] in "aeiouœh"


def decimal(value: str, language: str) -> str:
    """A number with the language's decimal mark."""
    return value.replace(".", ",") if language == "fr" else value
