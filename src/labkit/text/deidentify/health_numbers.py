"""Health insurance numbers: France's NIR with its key, Québec's RAMQ number by its format.

NIR: decree 82-103 of 22 January 1982 (répertoire national d'identification des personnes physiques); the key is
``97 - n mod 97``, with 2A read as 19 and 2B as 18. RAMQ: Régie de l'assurance maladie du Québec; three letters of the
surname, one of the given name, year, month (+50 for women) and day of birth, two more characters whose check is not
public. A number of the right shape is an identifier even when its key is wrong: it may be a typing error away.
"""

import re

from labkit.language import catalogue, plural_catalogue

_ = catalogue("text")
ngettext = plural_catalogue("text")

_SEPARATOR = r"[ .\u00a0\u202f-]?"

#: A NIR's shape: sex, year, month, department (2A, 2B), commune, order, and the key if it was written down.
NIR = re.compile(
    rf"(?<![\w])(?P<body>[123478]{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{2}}{_SEPARATOR}(?:\d{{2}}|2[ABab])"
    rf"{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{3}})(?:{_SEPARATOR}(?:/ ?)?(?P<key>\d{{2}}))?(?!\w)"
)
#: A RAMQ number's shape.
RAMQ = re.compile(rf"(?<![\w])[A-Za-z]{{4}}{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{4}}(?!\w)")


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def nir_key(number: str) -> int:
    """Key of a NIR's first 13 characters (separators are ignored), from 1 to 97.

    >>> nir_key("2 55 08 14 168 025")
    38

    Raises
    ------
    ValueError
        If there are not 13 characters, digits but for the department 2A or 2B.
    """
    plain = _plain(number)
    if not re.fullmatch(r"\d{5}(?:\d{2}|2[AB])\d{6}", plain):
        raise ValueError(
            ngettext(
                "A NIR without its key has 13 digits (department 2A or 2B in Corsica); {n} character given.",
                "A NIR without its key has 13 digits (department 2A or 2B in Corsica); {n} characters given.",
                len(plain),
            ).format(n=len(plain))
        )
    return 97 - int(plain.replace("2A", "19").replace("2B", "18")) % 97


def is_valid_nir(number: str) -> bool:
    """Whether `number` is a NIR with its right key: 15 characters, separators ignored."""
    plain = _plain(number)
    if not re.fullmatch(r"\d{5}(?:\d{2}|2[AB])\d{8}", plain):
        return False
    return nir_key(plain[:13]) == int(plain[13:])


def is_valid_ramq(number: str) -> bool:
    """Whether `number` has a RAMQ number's format: four letters, a birth date that can be one, two characters.

    Only the format: the algorithm of the last character is not public, so a well-formed number may not exist.
    """
    plain = _plain(number)
    if not re.fullmatch(r"[A-Z]{4}\d{8}", plain):
        return False
    month, day = int(plain[6:8]), int(plain[8:10])
    month -= 50 if month > 50 else 0
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
