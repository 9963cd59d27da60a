"""Names of people by gazetteer and context; eponyms (Parkinson, Basedow) and words that only look like names stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# What makes the name that follows (or precedes, in English) a disease, a sign or a score.
_EPONYM_BEFORE = re.compile(
    r"(?:maladies?|syndromes?|signes?|scores?|tests?|manoeuvres?|fractures?|classification|echelle|criteres?|indice"
    r"|sonde|drain|kyste|phenomene|paralysie|anevrisme|nodules?|lymphome|sarcome|thyroidite|dyspnee|triade|loi|stade"
    r"|disease of|syndrome of|sign of) (?:de |d'|du |of )?(?:[a-z]+[ -])?$"
)
_EPONYM_AFTER = re.compile(
    r"^(?:'s|s')? (?:disease|syndrome|sign|score|test|criteria|palsy|lymphoma|sarcoma|catheter|scale|phenomenon|maneuver"
    r"|fracture|cyst|coma|esophagus|oesophagus|thyroiditis|tetralogy)\b"
)


_CAPITAL = r"[A-ZÀ-Ý][\w'’-]+"
# Where a note's layout says that this is a person: before credentials, an age, a birth date or a number; after an initial.
_LAYOUT = re.compile(
    rf"(?<![\w'’/-])(?<!niveau )(?<!soins )(?<!priorité )(?:(?:[A-Z]\.[ -]?){{1,2}}{_CAPITAL}(?:-{_CAPITAL})?(?! ?[:=]| \w+ \d)"
    rf"|(?:{_CAPITAL} )?{_CAPITAL}(?=,? (?:md|M\.?D\.?|MD|m\.d\.|inf\.?|INF\.?|RN|R\.N\.|IDE|PGY-?\d|PCP|MSW|RD|RPN|LPN|NP|PA-C|IPS|Dt\.?P\.?|pht"
    rf"|erg|t\.s\.|T\.S\.|infirmi[eè]re?|INFIRMI[EÈ]RE?|pharmacien(?:ne)?|PharmD|pht|PT|OT|interne|externe|résidente?|RESIDENTE?|RÉSIDENTE?)(?![\w]))"
    rf"|(?:(?<=\n)|\A|(?<=: )|(?<=[*>•–-] )){_CAPITAL}(?: (?:(?:de|du|la|le|van|von|el|ben|bin) )?{_CAPITAL}){{1,2}}(?=,? ?(?:- |\()?\d{{1,3}}[ -]?(?:y\b|yo\b|ans\b|y/o|a\b|Y\b|ANS\b)"
    rf"|,? ?(?:- |\()(?:\d{{1,2}}[-/]\d|\d{{4}}-\d|[A-Z]-\d|\d{{3}}-\d\d-|(?:January|February|March|April|May|June|July|August|September"
    rf"|October|November|December) \d)|,? (?:DOB|DDN|[Nn][ée]e? le)|\s{{2,}}(?:DDN|DOB|HCN|NAM|MRN|NIR|RAMQ|IPP|File|FILE|N[ée]e?|Health|HEALTH|[Dd]ossier|N°)| - \d| \((?:\d|[A-Z]{{4}}))"
    rf"|(?<=\d - ){_CAPITAL} {_CAPITAL}(?=\n)|(?<=\bCc )(?:Dre?\.? )?{_CAPITAL})"
)

# "d'Almeida", "N'Diaye": a name whose capital stands after the apostrophe.
_ELIDED = re.compile(r"[DdLlNnMmOo]['’](?=[A-ZÀ-Ý])")
# A child by the given name or the surname: "le petit Mathis", "Bébé Kouassi".
_CHILD = re.compile(
    r"\b(?:le petit|la petite|le jeune|la jeune|b[ée]b[ée]|l['’]enfant|baby|little) $", re.IGNORECASE
)
_MARRIED = re.compile(r"\b(?:[ée]pouse|[ée]p\.|veuve|vve) $", re.IGNORECASE)
# Who signed, on the same line: a name follows, whether listed or not.
_SIGNATURE = re.compile(
    r"\b(?:(?:co)?signee?(?: par| electroniquement par)?|(?:redige|dicte|transcrit|saisi|valide|ecrit|tape|relu)e?s? par"
    r"|(?:electronically )?signed(?: by)?|(?:dictated|transcribed|typed|authored|written|entered|verified|scribed) by),? $"
)
# What closes a letter: on the line below stands a whole name, or the next section ("consentement signé", "Sortie prévue").
_CLOSING = re.compile(
    r"\b(?:signee?|signature|signed|redige par|dicte par|cordialement|bien a vous|confraternellement|salutations|distingues?|devoues"
    r"|respectueux|regards|wishes|sincerely|faithfully|truly)[ ]?[:,.]?\s*\n\s*$"
)
_WHOLE_NAME = re.compile(
    rf"{_CAPITAL}(?: (?:(?:de|du|la|le|van|der|von|el|ben|bin) ){{0,2}}{_CAPITAL}){{1,3}}[ .]*(?=\n|,|$)"
)
# A profession or a relative before a name: "l'infirmière Nadège", "sa fille, Nolwenn,", "la famille Kerbrat".
_ROLE = re.compile(
    r"(?:\b(?:infirmi(?:ere?|er)|aide-soignante?|interne|externe|senior|chirurgien(?:ne)?|medecin|reanimat(?:eur|rice)|urgentiste"
    r"|kine(?:sitherapeute)?|ergotherapeute|orthophoniste|dieteticien(?:ne)?|psychologue|pharmacien(?:ne)?|sage-femme|brancardier"
    r"|ambulanciere?|secretaire|auxiliaire|assistante sociale|remplacante?|collegue|cardiologue|neurologue|radiologue|staff nurse|sister"
    r"|(?:mon|ma|votre|notre|my|your|our) patiente?|midwife|registrar|consultant|surgeon|physiotherapist|physio|pharmacist|social worker|colleague|la famille|the family of)"
    r"|\b(?:sa|son|ses|leur|his|her|their) (?:petite?-)?(?:fille|fils|mere|pere|soeur|frere|niece|neveu|tante|oncle|epouse|epoux|mari|femme"
    r"|compagne|compagnon|conjointe?|voisine?|amie?|daughter|son|mother|father|sister|brother|wife|husband|partner|neighbour|friend),?"
    # "Husband Desmond updated": at the head of a sentence a note leaves the possessive out.
    r"|(?:^|[.;\n] ?)(?:fille|fils|mere|pere|soeur|frere|conjointe?|epoux|epouse|daughter|son|mother|father|sister|brother|wife|husband|partner)) $"
)
# After a plural title each name of the list: "Docteurs Kerbrat et Guivarch".
_LISTED_AFTER = re.compile(
    r"\b(?:[Dd]octeurs|Drs|Prs|[Pp]rofesseurs|Mmes|Mlles|MM|[Mm]essieurs|[Mm]esdames|[Dd]octors|[Pp]rofessors)\.?"
    rf" {_CAPITAL}(?: {_CAPITAL}){{0,2}}(?:, {_CAPITAL}){{0,3}}(?:, | et | and | & )$"
)
# A place, whose name may have an article too: "clinique Le Bihan" is no person.
_PLACES = frozenset(
    ["clinique", "hopital", "centre", "rue", "avenue", "place", "boulevard", "residence", "pharmacie", "laboratoire", "ecole", "institut", "site", "service", "unite", "foyer", "maison", "domaine", "villa", "quartier", "ville", "chemin", "allee", "pavillon", "college", "lycee", "ehpad", "chsld", "hospital", "clinic", "street", "road", "building"]
)  # fmt: skip
# Articles that a name has and that a heading written with capitals does not: "Compte Rendu De Sortie".
_OF_NAMES = frozenset(
    [
        "le",
        "la",
        "l'",
        "van",
        "von",
        "der",
        "el",
        "ben",
        "bin",
        "al",
        "di",
        "da",
        "dos",
        "mac",
        "mc",
        "o'",
        "st",
        "ste",
    ]
)
_GAPS = (" ", "  ", "\u00a0", "", "-")
_SIGNED = re.compile(r",? ?(?:PGY|IDE|RN|MD|md|inf|INF|pht|Pharm|PT|OT)")
_DOCTOR = ("Dr ", "Dr. ", "Dre ", "Pr ", "IDE ", ": ")


# What follows a name where the whole note is in capitals: "LE DR ROY A ÉTÉ PRÉVENU".
_VERBS = frozenset(
    ["a", "ont", "est", "sont", "ete", "etait", "avait", "va", "sera", "vient", "souhaite", "prevenu", "prevenue", "avise", "avisee", "informe", "informee", "was", "is", "has", "had", "will", "saw", "seen", "notified", "aware", "called"]
)  # fmt: skip


def _capitals_throughout(text: str, at: int) -> bool:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)].isupper()


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def named(self) -> bool:
        """Written as a name is: a capital first, or after an elided article."""
        return self.capital or _ELIDED.match(self.text) is not None


class NameFinder:
    """Finds people's names.

    Parameters
    ----------
    names : iterable of str
        Names known from the hospital's own records (a patient's given name and surname): found wherever they stand.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lists = gazetteer()
        particles = self._lists.particles
        known: set[str] = set()
        #: Known names with an article, word by word: `le floch`, `van der meer`.
        self._articled: set[tuple[str, ...]] = set()
        for name in names:
            parts = [part for part in re.split(r"[ ,]+", fold(name)) if part]
            at = 0
            while at < len(parts):
                end = at
                while end < len(parts) - 1 and parts[end] in particles:
                    end += 1
                if end > at:
                    self._articled.add(tuple(parts[at : end + 1]))
                elif len(parts[at]) > 1 and parts[at] not in particles:
                    known.add(parts[at])
                at = end + 1
        # Floch alone is still the name, with its capital; "le pont" is not Mr Du Pont.
        self._rests = frozenset(name[-1] for name in self._articled) - known
        self._known = frozenset(known)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each name, title left out, in order and disjoint."""
        words = [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        spans: list[tuple[int, int]] = []
        i = 0
        while i < len(words):
            length = self._name_at(text, words, i)
            if length:
                spans.append((words[i].start, words[i + length - 1].end))
            i += max(length, 1)
        return self._with_layout(text, spans)

    def _with_layout(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Names that the layout shows, joined with those already found."""
        for match in _LAYOUT.finditer(text):
            if self._not_a_person(text, match):
                continue
            spans = [*spans, (match.start(), match.end())]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _not_a_person(self, text: str, match: re.Match[str]) -> bool:
        words = [fold(word) for word in _WORD.findall(match.group())]
        lists = self._lists
        if any(
            word in lists.never or word in lists.eponyms or (word in lists.titles and len(word) > 1)
            for word in words
        ):
            return True
        # "M. Durand" is Mister Durand, unless credentials follow or a doctor's title stands before: then an initial.
        signed = _SIGNED.match(text[match.end() : match.end() + 8])
        # "M.-C. Roy": two initials are a given name's, whatever the first one could mean.
        initials = re.match(r"[A-ZÀ-Ý]\.-? ?[A-ZÀ-Ý]\.", match.group())
        return (
            words[0] in lists.titles
            and not signed
            and not initials
            and not text[: match.start()].endswith(_DOCTOR)
        )

    def _name_at(self, text: str, words: list[_Word], i: int) -> int:
        """How many words from `i` on are one name; 0 if none."""
        word = words[i]
        articled = self._known_with_article(text, words, i)
        if articled:
            return articled - 1 + self._run(text, words, i + articled - 1, strict=True)
        if self._announced(text, words, i):
            articles = self._articles(text, words, i)
            return articles + self._run(text, words, i + articles, strict=False)
        if self._protected(text, word):
            return 0
        sure = self._sure(word) and not self._a_word_here(text, words, i)
        if not sure and (articled := self._before_an_article(text, words, i)):
            return articled
        if not sure and not self._likely_pair(text, words, i):
            return 0
        return self._run(text, words, i, strict=True)

    def _known_with_article(self, text: str, words: list[_Word], i: int) -> int:
        """Length of the known name with an article that begins at `i`, 0 if none: `Le Floch`, not `le pont`."""
        for length in range(5, 1, -1):
            run = words[i : i + length]
            if len(run) < length or tuple(word.folded for word in run) not in self._articled:
                continue
            joined = all(text[a.end : b.start] in _GAPS for a, b in zip(run, run[1:], strict=False))
            if joined and (run[-1].capital or run[-1].folded not in self._lists.words_after_article):
                return length
        return 0

    def _articles(self, text: str, words: list[_Word], i: int) -> int:
        """How many articles (`Le`, `Van der`) stand at `i` before a word written as a name; 0 if none follows."""
        at = i
        while at < len(words) - 1 and words[at].folded in self._lists.particles and at - i < 3:
            gap = text[words[at].end : words[at + 1].start]
            # "St. Clair" has a stop
            if gap not in _GAPS and not (gap == ". " and words[at].folded in ("st", "ste")):
                return 0
            at += 1
        word = words[at]
        lists = self._lists
        if at == i or not word.named or word.folded in lists.never or word.folded in lists.titles:
            return 0
        return at - i if len(word.text) > 1 else 0

    def _announced(self, text: str, words: list[_Word], i: int) -> bool:
        """After a title (`Mme`, `Dr`) or a label (`Nom :`, `née`)."""
        word = words[i]
        articles = self._articles(text, words, i)
        if not articles and (word.folded in self._lists.titles or word.folded in self._lists.never):
            return False
        named = word.named or articles > 0
        before = text[max(0, word.start - 30) : word.start]
        previous = words[i - 1] if i else None
        if (
            previous
            and fold(previous.text) in self._lists.titles
            and re.fullmatch(r"\.? ?", text[previous.end : word.start])
        ):
            # "me" and "m" are words too: a lower-case title announces only a name that is known.
            short = len(previous.text) < 3 and previous.text.islower()
            return named or (self._listed(word.folded) and not short)
        if re.search(r"\bn[ée]e? $", before, re.IGNORECASE):
            return word.folded not in ("le", "en") and word.named or articles > 0
        if _MARRIED.search(before) and not re.search(r"(?:son|l'|une|cette) ?\w* $", before, re.IGNORECASE):
            return named
        if named and self._called_by_role(text, word, words[i + articles]):
            return True
        if named and _CHILD.search(before) and not (word.text.isupper() and len(word.text) < 5):
            return True
        label = re.search(r"([^\W\d_][^\n:.;,]{0,28}?)\s*:\s*$", before)
        if label and fold(label.group(1)).strip() in self._lists.labels:
            return named or self._listed(word.folded)
        return False

    def _called_by_role(self, text: str, word: _Word, after_article: _Word) -> bool:
        """After a signature's words, a profession, a relative or a plural title; a short acronym is a service's or a degree's."""
        acronym = word is after_article and word.text.isupper() and len(word.text) < 5
        if acronym or after_article.folded in self._lists.eponyms:
            return False
        before = text[max(0, word.start - 60) : word.start]
        folded = fold(before)
        if _CLOSING.search(folded):
            return _WHOLE_NAME.match(text, word.start) is not None
        # "signe de Kehr" is no signature: of "signé" the accent counts.
        signed = _SIGNATURE.search(folded) and not re.search(r"\bsigne,? $", before, re.IGNORECASE)
        # "Chirurgien : VAN DEN BROECK", but "Médecin : Vu ce jour".
        if word is not after_article:
            folded = re.sub(r" ?: ?$", " ", folded)
        return bool(signed or _ROLE.search(folded) or _LISTED_AFTER.search(before))

    def _listed(self, folded: str) -> bool:
        parts = folded.split("-")
        lists = self._lists
        return folded in self._known or all(
            p in lists.given or p in lists.surnames or p in lists.ambiguous for p in parts
        )

    def _sure(self, word: _Word) -> bool:
        folded, lists = word.folded, self._lists
        if folded in self._known or (word.capital and folded in self._rests):
            return True
        if folded in lists.ambiguous or folded in lists.eponyms or folded in lists.never:
            return False
        parts = re.split(r"-", folded)
        named = all(p in lists.given or p in lists.surnames for p in parts)
        # In lower case only long names, and never at the price of a word: "rose", "robin".
        return named and (word.capital or len(folded) >= 6)

    def _a_word_here(self, text: str, words: list[_Word], i: int) -> bool:
        """A known name that is a word too, in lower case and with no other known name beside it: "peau rose"."""
        word, lists = words[i], self._lists
        if word.capital or not (word.folded in lists.ambiguous or word.folded in lists.words_after_article):
            return False
        return not any(
            other.folded in self._known and text[first.end : second.start] in (" ", ", ")
            for other, first, second in (
                *((words[i - 1], words[i - 1], word) for _ in range(i > 0)),
                *((words[j], word, words[j]) for j in range(i + 1, min(i + 2, len(words)))),
            )
        )

    def _likely_pair(self, text: str, words: list[_Word], i: int) -> bool:
        """`Pierre Petit`, `PETIT Claire`, `J. Petit`: two that are ambiguous alone make a name together."""
        word = words[i]
        if not word.capital or word.folded in self._lists.never or i + 1 >= len(words):
            return False
        following = words[i + 1]
        if not following.capital or text[word.end : following.start] not in (" ", ". ", "  ", ", "):
            return False
        if following.folded in self._lists.never or self._protected(text, following):
            return False
        initial = (
            len(word.text) == 1
            and text[word.end : word.end + 1] == "."
            and word.folded not in self._lists.titles
        )
        if initial:
            return self._listed(following.folded)
        one_given = any(w.folded.split("-")[0] in self._lists.given for w in (word, following))
        gap_is_space = "," not in text[word.end : following.start]
        return (
            gap_is_space
            and one_given
            and (
                (self._listed(word.folded) and self._listed(following.folded))
                or self._either_shouted(word, following)
            )
        )

    def _before_an_article(self, text: str, words: list[_Word], i: int) -> int:
        """Length of `Maëlle Le Bihan`, `Jean-Baptiste L'Hermite`: a capital inside a sentence, a capital article, a name."""
        word, lists = words[i], self._lists
        if not word.capital or len(word.text) < 3 or word.text.isupper() or i + 1 >= len(words):
            return 0
        if word.folded in lists.never | lists.titles | lists.eponyms | _PLACES:
            return 0
        inside = re.search(r"[\w,)][ \u00a0]$", text[: word.start]) is not None
        if not inside and word.folded.split("-")[0] not in lists.given:
            return 0
        following = words[i + 1]
        if text[word.end : following.start] != " " or not following.capital:
            return 0
        given = word.folded.split("-")[0] in lists.given
        articles = self._articles(text, words, i + 1)
        if articles and following.folded in _OF_NAMES:
            named = words[i + 1 + articles]
            if given or named.folded not in lists.words_after_article:
                return 1 + articles + self._run(text, words, i + 1 + articles, strict=True)
        return 2 if given and _ELIDED.match(following.text) else 0

    @staticmethod
    def _either_shouted(first: _Word, second: _Word) -> bool:
        return any(len(w.text) > 2 and w.text.isupper() for w in (first, second)) and not (
            first.text.isupper() and second.text.isupper()
        )

    def _protected(self, text: str, word: _Word) -> bool:
        """An eponym, by its list or by what stands around it; not if a title or a given name claims it."""
        if word.folded in self._known or word.folded in self._rests:
            return False
        before = fold(text[max(0, word.start - 40) : word.start])
        after = fold(text[word.end : word.end + 20])
        return bool(_EPONYM_BEFORE.search(before) or _EPONYM_AFTER.search(after))

    def _run(self, text: str, words: list[_Word], i: int, strict: bool) -> int:
        """Length of the name that begins at `i`: capitals, initials and particles that follow on the same line."""
        length = 1
        while i + length < len(words) and length < 5:
            previous, word = words[i + length - 1], words[i + length]
            gap = text[previous.end : word.start]
            initial = len(previous.text) == 1 and gap in (". ", ".")
            if (
                gap == ", "
                and previous.text.isupper()
                and len(previous.text) > 2
                and word.capital
                and not strict
            ):
                # "NOM/PRÉNOM : ROY-DUBOIS, Ève"
                if word.text.isupper() or word.folded in self._lists.never:
                    break
                length += 1
                continue
            if gap not in (" ", "  ", "-", "\u00a0") and not initial:
                break
            articles = self._articles(text, words, i + length)
            if articles and self._name_like(words[i + length + articles]):
                length += articles + 1
                continue
            if word.folded in self._lists.titles or word.folded in self._lists.never:
                break
            if word.folded in _VERBS and _capitals_throughout(text, word.start):
                break
            if word.folded in self._lists.particles and not word.capital:
                break
            known = self._listed(word.folded) and (word.capital or previous.text.islower())
            if not known and not (word.named and self._name_like(word)):
                break
            if (
                strict
                and not known
                and not (previous.folded.split("-")[0] in self._lists.given or word.text.isupper())
            ):
                break
            length += 1
        return length

    def _name_like(self, word: _Word) -> bool:
        return word.folded not in self._lists.never and (
            len(word.text) > 2 or self._listed(word.folded) or len(word.text) == 1
        )
