"""Surrogates: for each identifier one that nobody can have, the same for the same person, dates moved together.

Hiding in plain sight (Carrell et al. 2013, J Am Med Inform Assoc 20:342): an identifier that was missed does not stand
out among surrogates. None of them may be somebody's: telephone numbers come from the blocks reserved for fiction
(ARCEP decision 2018-0881; 555-0100 to 555-0199 in North America), NIR have keys above 97, RAMQ numbers a month that no
calendar has, e-mail addresses a domain reserved by RFC 2606, postal codes letters or departments never assigned.
"""

import hashlib
import hmac
import re
from datetime import date

from labkit.language import catalogue
from labkit.text.deidentify.dates import read_date, write_date
from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.folding import fold

_ = catalogue("text")

_FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STREETS = {
    "fr": ("rue des Exemples", "avenue du Modèle", "chemin des Fictions", "place de l'Échantillon"),
    "en": ("Example Street", "Sample Road", "Fiction Lane", "Specimen Avenue"),
}
_PLACES = {
    "fr": ("Hôpital Exemple", "Centre hospitalier Modèle", "Clinique Fictive", "Hôpital Spécimen"),
    "en": ("Example Hospital", "Sample Medical Centre", "Fiction Clinic", "Specimen Hospital"),
}


class Surrogates:
    """Surrogates of every patient, drawn from a secret: the same secret gives the same ones, another cannot undo them.

    Parameters
    ----------
    secret : str or bytes
        Keep it as you would the notes; without it the link between identifier and surrogate cannot be recomputed.
    language : {"fr", "en"}
    day_first : bool, optional
        How all-figure dates read; by default day first in French, month first in English.

    Notes
    -----
    Within one object two different names of a patient never share a surrogate. Dates of a patient move by one number of
    whole weeks (10 to 52, either way), so intervals and days of the week survive.
    """

    def __init__(self, secret: str | bytes, language: str = "fr", day_first: bool | None = None) -> None:
        if not secret:
            raise ValueError(
                _("secret is empty: anybody could recompute the surrogates. Give a random text.")
            )
        if language not in ("fr", "en"):
            raise ValueError(_("language must be 'en' or 'fr', not {language!r}.").format(language=language))
        self._secret = secret.encode() if isinstance(secret, str) else bytes(secret)
        self.language = language
        self.day_first = language == "fr" if day_first is None else day_first
        self._names: dict[str, dict[tuple[str, str], str]] = {}
        self._real: dict[str, set[str]] = {}

    def reserve(self, written: str, patient: object) -> None:
        """Say that a name stands in this patient's notes, so that no surrogate of theirs will be that name."""
        self._real.setdefault(str(patient), set()).update(fold(w) for w in _NAME_WORD.findall(written))

    def _draw(self, *parts: object) -> int:
        message = "\x1f".join(map(str, parts)).encode()
        return int.from_bytes(hmac.new(self._secret, message, hashlib.sha256).digest()[:8], "big")

    def _digits(self, n: int, *parts: object) -> str:
        return f"{self._draw(*parts) % 10**n:0{n}d}"

    def shift(self, patient: object) -> int:
        """Days by which this patient's dates move: whole weeks, 70 to 364 days, forward or back."""
        draw = self._draw("shift", patient)
        return (10 + draw % 43) * 7 * (1 if draw >> 20 & 1 else -1)

    def date(self, written: str, patient: object, reference_year: int | None = None) -> str:
        """A date moved by the patient's shift, in the same form; one no calendar has becomes ``[DATE]``."""
        parsed = read_date(written, self.day_first)
        if parsed is None:
            return "[DATE]"
        try:
            moved: date = parsed.moved(self.shift(patient), reference_year or 2001)
        except (ValueError, OverflowError):
            return "[DATE]"
        return write_date(written, parsed, moved)

    def number(self, kind: str, written: str, patient: object) -> str:
        """A telephone, NIR, RAMQ or record number's surrogate, in the same layout; never one that can be issued."""
        plain = re.sub(r"[^0-9A-Za-z]", "", written).upper()
        if kind == "phone":
            return self._phone(written, plain, patient)
        if kind == "nir":
            body = plain[0] + self._digits(12, "nir", patient, plain[:13])
            return _laid_out(
                written, body + str(98 + self._draw("key", plain[:13]) % 2) if len(plain) > 13 else "0" * 13
            )
        if kind == "ramq":
            letters = "".join(chr(65 + self._draw("ramq", patient, plain, i) % 26) for i in range(4))
            # Months are 01 to 12, 51 to 62 for women.
            month = 20 + self._draw("month", patient, plain) % 30
            figures = self._digits(6, "ramq", patient, plain)
            return _laid_out(written, letters + figures[:2] + f"{month}" + figures[2:])
        if kind == "health_id":
            # No card and no social security number begins with 000.
            return _laid_out(
                written,
                "000" + re.sub(r"\d", lambda m: self._digits(1, kind, patient, plain, m.start()), plain[3:]),
            )
        # A record number: the first character becomes a letter that no counter issues.
        return _laid_out(
            written, "X" + self._digits(len(plain) - 1, kind, patient, plain) if len(plain) > 1 else "X"
        )

    def _phone(self, written: str, plain: str, patient: object) -> str:
        extension = re.search(r",? ?(?:poste|ext\.?|x|p\.) ?\d+$", written, re.IGNORECASE)
        core = written[: extension.start()] if extension else written
        figures = re.sub(r"\D", "", core)
        north_american = (
            len(figures) in (10, 11) and not figures.startswith("0") and not figures.startswith("33")
        )
        if north_american:
            new = figures[:-7] + "55501" + self._digits(2, "phone", patient, plain)
            if new == figures:
                new = figures[:-2] + f"{(int(figures[-2:]) + 1) % 100:02d}"
        elif figures.startswith("44") or (figures.startswith("0") and len(figures) == 11):
            # Ofcom's numbers for drama: 07700 900000 to 900999.
            prefix = "44" if figures.startswith("44") else "0"
            new = f"{prefix}7700900{self._digits(3, 'phone', patient, plain)}"
            if new == figures:
                new = new[:-3] + f"{(int(new[-3:]) + 1) % 1000:03d}"
        else:
            block = _FICTION[self._draw("block", patient, plain) % len(_FICTION)]
            national = block + self._digits(4, "phone", patient, plain)
            prefix = figures[: len(figures) - 9]
            new = prefix + national[1:]
            if new == figures:
                new = figures[:-2] + f"{(int(figures[-2:]) + 1) % 100:02d}"
        return _laid_out(core, new)

    def email(self, written: str, patient: object) -> str:
        """An address nobody has: ``example.org`` is reserved."""
        return f"personne{self._digits(4, 'email', patient, fold(written))}@example.org"

    def url(self, written: str, patient: object) -> str:
        """An address nobody has, as for an e-mail."""
        return f"https://example.org/{self._digits(4, 'url', patient, fold(written))}"

    def age(self, written: str, patient: object) -> str:
        """90, whatever the age above 89: one group for all of them, as in 45 CFR 164.514(b)(2)(i)(C) of the United States."""
        return "90"

    def address(self, written: str, patient: object) -> str:
        """A street, a postal code or both, that do not exist: department 00, letters Canada's codes never use."""
        street = place = ""
        if re.match(r"\d{1,5}(?!\d)", written) and not re.match(r"\d{5} [A-ZÀ-Ý]", written):
            streets = _STREETS[self.language]
            number = 1 + self._draw("house", patient, fold(written)) % 99
            street = f"{number} {streets[self._draw('street', patient, fold(written)) % len(streets)]}"
        code = re.search(
            r"[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$|(?<!\d)\d{5}(?= [A-ZÀ-Ý])|(?<!\d)\d{5}$", written
        )
        if code and code.group()[0].isalpha():
            figures = self._digits(3, "code", patient, code.group())
            place = _laid_out(code.group(), f"D{figures[0]}D{figures[1]}D{figures[2]}")
            place = f"Exempleville {place}" if code.start() else place
        elif code:
            place = f"00{self._digits(3, 'code', patient, fold(code.group()))} Exempleville"
        elif not street:
            place = "Exempleville"
        return ", ".join(part for part in (street, place) if part)

    def place(self, written: str, patient: object) -> str:
        """A hospital that does not exist, the same for everybody: hospitals are not a patient's own."""
        places = _PLACES[self.language]
        return places[self._draw("place", fold(written)) % len(places)]

    def name(self, written: str, patient: object, gender: str | None = None) -> str:
        """A name's surrogate, word by word: `Mme DURAND` and `Jeanne Durand` share a surname, given names keep gender.

        Parameters
        ----------
        written : str
            As in the note: case, initials, hyphens and particles are kept.
        gender : {"F", "M"}, optional
            What a title says, for given names that the gazetteer does not know.
        """
        lists = gazetteer()
        words = [m.group() for m in _NAME_WORD.finditer(written)]
        several = len([w for w in words if fold(w) not in lists.particles and len(w) > 1]) > 1
        kinds = [_kind(word, several, i, words) for i, word in enumerate(words)]
        pieces = iter([self._word(w, patient, k, gender) for w, k in zip(words, kinds, strict=True)])
        return _NAME_WORD.sub(lambda match: next(pieces), written)

    def _word(self, word: str, patient: object, kind: str, gender: str | None) -> str:
        folded, lists = fold(word), gazetteer()
        if kind == "particle":
            return word
        known = self._names.setdefault(str(patient), {})
        if kind == "initial":
            owner = next((new for (k, old), new in known.items() if k == "given" and old[0] == folded), None)
            return (owner or chr(65 + self._draw("initial", patient, folded) % 26))[0].upper()
        # One word, one surrogate, whether it stood for a surname or a given name.
        taken = next((new for (_, old), new in known.items() if old == folded), None)
        if taken is None:
            sex = lists.given.get(folded, "U") if kind == "given" else "S"
            pool = lists.spelled["S" if sex == "S" else sex if sex != "U" else gender or "U"]
            start = self._draw("name", patient, kind, folded)
            used = {fold(new) for new in known.values()} | {old for _, old in known} | {folded}
            used |= self._real.get(str(patient), set())
            for step in range(len(pool)):
                taken = pool[(start + step) % len(pool)]
                if fold(taken) not in used:
                    break
            else:
                taken = f"{pool[start % len(pool)]}{chr(97 + len(known) % 26)}"
            known[(kind, folded)] = taken
        return _cased(taken, word)


def _kind(word: str, several: bool, position: int, words: list[str]) -> str:
    lists, folded = gazetteer(), fold(word)
    if len(word) == 1:
        return "initial"
    if folded in lists.particles and word.islower():
        return "particle"
    if not several:
        # Alone, a word that is only a given name is one; else a surname, as after a title.
        return "given" if folded in lists.given and folded not in lists.surnames else "surname"
    others_shout = any(w.isupper() and len(w) > 1 for w in words) and not all(
        w.isupper() for w in words if len(w) > 1
    )
    if others_shout:
        return "surname" if word.isupper() else "given"
    if folded in lists.given and (position < len(words) - 1 or folded not in lists.surnames):
        # The last word of "Pierre Bernard" is the surname even though Bernard is a given name too.
        return "given"
    return "surname" if position or fold(words[-1]) in lists.given else "given"


def _cased(name: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return name.upper()
    return name.lower() if model.islower() else name


def _laid_out(written: str, plain: str) -> str:
    """`plain`'s characters in the places of `written`'s, separators kept."""
    characters = iter(plain)
    text = "".join(next(characters, "") if c.isalnum() else c for c in written)
    return text + "".join(characters)
