"""Of whom each adjective and participle of a French note is said, read from left to right.

A sentence is read word by word. Remembered are its subject (the patient, or a thing) and the nearest owner an adjective can
have: after *la patiente*, *elle est* or a comma the patient, after a noun that thing. What has two forms then changes if it is
the patient's, stays if it is a thing's, and is reported if neither is sure.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from labkit.text.counterfactual.french_forms import Forms, forms_of, has_one_form
from labkit.text.counterfactual.pairs import cased

Change = tuple[int, int, str]

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?(?:\([^\W\d_]+\))?|\d+|[^\w\s]|\n")
_INFINITIVE = re.compile(
    r"(?<!canc)(?<!ulc)(?<!hiv)(?<!cathét)er$|(?<!lois)ir$|[eoia]ndre$|ttre$|ître$|[^ao]ire$|[iu]vre$"
)
_ENDS = frozenset(".!?;:\n(")
_TRADE = (
    "eur",
    "euse",
    "trice",
    "ier",
    "ière",
    "ien",
    "ienne",
    "ant",
    "ante",
    "cat",
    "cate",
    "ger",
    "gère",
    "san",
    "sane",
    "çon",
    "çonne",
)


@dataclass(frozen=True)
class Mention:
    """A word that names the patient: where it ends, as a woman or not, by what kind of word, and after a preposition or not."""

    end: int
    feminine: bool
    kind: str
    governed: bool


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("agreement.toml").read_text(encoding="utf-8")
    lists = {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
    for name in ("persons", "before_noun"):
        feminine = {forms.feminine for word in lists[name] if (forms := forms_of(word))}
        lists[name] |= feminine
    return lists


@dataclass
class _State:
    """What is known at a word of the sentence. Owners: "P" the patient, "T" a thing or somebody else, None nobody yet."""

    subject: str | None = None  # of the verb to come
    main: str | None = None  # of the sentence
    near: str | None = None  # of an adjective that comes now
    candidate: str | None = None  # a noun that is subject if a verb follows
    last: str = "start"
    before: str = "start"  # what stood before the last comma
    governor: str | None = None  # the preposition before the last noun
    chain: str | None = None  # the owner of the last adjective
    aside: bool = False  # after a heading that is a thing
    relative: bool = False  # in a clause that "qui" opened
    taken: bool = False  # the patient is the object of the clause to come: "que j'ai reçue"


@dataclass
class Reading:
    """Changes, words whose owner or form is not known, and the genders in which the patient is spoken of."""

    changes: list[Change] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    genders: list[tuple[bool, str]] = field(default_factory=list)


def read(text: str, mentions: dict[int, Mention]) -> Reading:
    """Read a note in which the patient is named at `mentions` (by where they start)."""
    return _Reader(text, mentions).read()


class _Reader:
    def __init__(self, text: str, mentions: dict[int, Mention]) -> None:
        self.text, self.mentions = text, mentions
        self.tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.words = [word.lower().replace("’", "'") for word, _start, _end in self.tokens]
        self.state = _State()
        self.result = Reading()
        self.lists = _lists()

    def read(self) -> Reading:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        # All that is said of the patient is in one gender, or something was misread.
        genders = self.result.genders
        if genders and len({feminine for feminine, _word in genders}) > 1:
            women = sum(feminine for feminine, _word in genders)
            rare = women * 2 <= len(genders)
            self.result.unknown += [word for feminine, word in genders if feminine == rare][:1]
        return self.result

    # One word.

    def _step(self, at: int) -> int:
        word, state = self.words[at], self.state
        start = self.tokens[at][1]
        if start in self.mentions:
            return self._mention(at, self.mentions[start])
        if word in _ENDS:
            return self._end(at)
        if word in (",", "/", "+", "-", "–", ")"):
            self._boundary(comma=True)
        elif word in self.lists["coordinators"]:
            if state.last not in ("comma",):
                self._boundary(comma=False)
        elif not word[0].isalpha():
            if not word.isdigit():
                state.last = "mark" if state.last != "prep" else state.last
        elif word == "il" and self._next(at) in ("y", "n'y"):
            return at + 3  # "il y a 2 h"
        elif word == "c'" or (word == "ce" and self._next(at) in ("qui", "que")):
            state.candidate, state.last = "T", "noun"
        elif word == "qui":
            state.subject = (
                "P" if state.near == "P" or state.last in ("P", "comma") and state.main == "P" else "T"
            )
            state.candidate, state.near, state.last = None, None, "pron"
            state.relative = True
        elif word in self.lists["subordinators"] and state.last != "det":
            mine = state.last == "P" or (state.last == "comma" and state.before == "adj" and state.chain == "P")
            state.taken = word in ("que", "qu'") and state.near == "P" and mine
            state.near, state.candidate, state.last = None, None, "sub"
            state.subject = None if word in ("que", "qu'", "dont", "où") else state.main
            if at and self.words[at - 1] in ("bien", "ainsi", "quoique") or word == "quoique":
                state.near = state.subject = state.main
        elif word in ("un", "une") and self._next(at) == "peu":
            return at + 2
        elif (
            word in ("tout", "toute")
            and state.near == "P"
            and (forms_of(self._next(at)) or self._one_form(self._next(at)))
        ):
            # "toute pâle", but "tout émue": an adverb that agrees before a consonant only.
            self.result.unknown.append(f"{word} {self._next(at)}")
        elif state.last == "det":
            self._after_determiner(at)
        elif self._clitic(at):
            # "l'a accompagnée", "nous le gardons"
            mine = state.subject == "P" and state.candidate is None
            state.last = "clitic" if not mine else "own clitic"
        elif word in ("se", "s'"):
            state.subject = state.candidate or state.subject
            state.candidate, state.last = None, "se"
        elif word in ("je", "j'", "on", "nous", "ils", "elles", "il", "elle"):
            state.subject, state.candidate, state.near, state.last = "T", None, None, "pron"
        elif state.last == "se cop" and word in ("dit", "dite") and state.near == "P":
            # "elle s'est dite épuisée"
            self._mine(at, Forms("dit", "dite", "p"))
            state.last = "cop"
        elif word in self.lists["copulas"] or (state.last == "se" and word in self.lists["reflexive"]):
            self._copula()
        elif word in self.lists["having"] and state.last != "prep":
            state.subject = state.candidate or state.subject or self._implied()
            state.last = {"clitic": "have it", "own clitic": "have own"}.get(state.last, "have")
            state.candidate = None
        elif word in self.lists["prepositions"]:
            state.governor = (
                word if not (word in ("de", "d'", "du", "des") and state.last == "noun") else state.governor
            )
            state.last = "det" if word in ("du", "des", "au", "aux") else "prep"
        elif word in self.lists["determiners"]:
            governed = state.last == "prep"
            if not governed:
                if state.last in ("start", "comma", "et", "sub", "time"):
                    state.candidate = "T"
                state.governor = None
            if word in ("un", "une", "le", "la", "l'") and state.last == "cop" and state.near == "P":
                self._predicate_noun(at)
            state.last = "det"
        elif state.last == "prep" and word in self.lists["times"]:
            state.last, state.near = "time", state.subject or state.main
        elif state.last == "prep":
            self._after_preposition(at)
        elif word in self.lists["times"]:
            state.last, state.near = "time", state.subject or state.main
        elif self._adverb(word):
            if state.last == "start":
                state.last = "adv"
        else:
            self._content(at)
        return at + 1

    def _mention(self, at: int, mention: Mention) -> int:
        state = self.state
        governed = mention.governed or state.last == "prep"
        self.result.genders.append((mention.feminine, self.words[at]))
        state.relative = False
        if not governed:
            state.subject = state.main = "P"
            state.candidate = None
        state.near, state.chain = "P", None
        state.last = "pron" if mention.kind == "pronoun" else "P"
        state.governor = "chez" if governed else None
        at += 1
        while at < len(self.tokens) and self.tokens[at][1] < mention.end:
            at += 1
        if mention.kind != "pronoun":
            while at < len(self.tokens) and (
                self.tokens[at][0][0].isupper() or (self.words[at] == "." and mention.kind == "title")
            ):
                if self.words[at] == "." and not self.tokens[at - 1][0][:1].isupper():
                    break
                if self.words[at] == "." and len(self.tokens[at - 1][0]) > 2:
                    break
                if self.text.isupper() or (mention.kind != "title" and forms_of(self.words[at])):
                    break
                at += 1
        return at

    def _end(self, at: int) -> int:
        word = self.words[at]
        if word == "." and (
            not re.match(r"\.(?:\s|$)", self.text[self.tokens[at][1] :])
            or self.words[at - 1 : at] in (["m"], ["dr"], ["pr"])
        ):
            return at + 1
        if word == "(":
            self._boundary(comma=True)
            return at + 1
        heading = self._heading(at) if word == ":" else None
        # After a full stop a telegraphic sentence speaks of the patient again.
        self.state = _State(aside=heading is False)
        return at + 1

    def _heading(self, at: int) -> bool:
        line = []
        for word in reversed(self.words[:at]):
            if word in _ENDS:
                break
            line.append(word)
        return any(w in self.lists["headings"] or re.fullmatch(r"[jhd]|\d+|[jhd]\d+", w) for w in line)

    def _boundary(self, comma: bool) -> None:
        state = self.state
        if state.last in ("noun", "time") and state.near == "T" and state.main == "P" and not state.candidate:
            state.near = "P" if state.governor in self.lists["places"] else "?"
        elif state.chain == "T" and state.last == "adj":
            # "pour une fibrillation auriculaire, anticoagulée": of the woman or of her heart.
            told = state.main == "P" and state.candidate is None and state.governor and comma
            state.near = "?" if told else "T"
        elif state.candidate == "T":
            state.near = "T" if state.last == "noun" and not comma else "?" if state.main == "P" else "T"
        elif state.last in ("verb", "have", "part"):
            state.near = state.subject or state.main
        elif state.near is None:
            state.near = state.main
        state.candidate = None
        if comma and state.main == "P":
            state.subject = "P"
        state.before, state.last = state.last, "comma" if comma else "et"

    def _copula(self) -> None:
        state = self.state
        reflexive = state.last == "se"
        had = state.last in ("have", "have it", "have own")
        if not had or state.candidate:
            state.subject = state.candidate or state.subject or self._implied()
        state.candidate = None
        state.near, state.chain = state.subject, None
        state.last = "se cop" if reflexive else "cop"

    def _implied(self) -> str | None:
        """A verb without subject at the head of a note: the patient's."""
        return self.state.main or (
            "P"
            if self.state.last in ("start", "adv", "se", "pron", "clitic") and not self.state.aside
            else None
        )

    # Groups of a noun.

    def _after_determiner(self, at: int) -> None:
        word, state = self.words[at], self.state
        following = self._next(at)
        if word in self.lists["determiners"] or word.isdigit():
            return
        if word in self.lists["times"]:
            state.last, state.near = "time", state.subject or state.main
            return
        if (
            (word in self.lists["before_noun"] or self._adverb(word))
            and following[:1].isalpha()
            and self._is_noun(following)
        ):
            return
        self._noun()

    def _noun(self) -> None:
        state = self.state
        state.near, state.chain, state.last = "T", "T", "noun"

    def _after_preposition(self, at: int) -> None:
        word, state = self.words[at], self.state
        if word in ("lui", "elle", "elle-même", "lui-même", "là", "ce"):
            state.last, state.near = "time", state.subject or state.main
        elif (
            _INFINITIVE.search(word)
            and not forms_of(word)
            and state.governor in ("à", "de", "d'", "pour", "sans", "afin", "avant")
        ):
            state.last = "verb"
        elif self._adverb(word) or (word in self.lists["before_noun"] and self._is_noun(self._next(at))):
            return
        elif word.endswith("ant") and state.governor == "en":
            state.last = "verb"
        else:
            self._noun()

    def _predicate_noun(self, at: int) -> None:
        """`est un gros fumeur`: article, adjective and noun are the patient's; the article is not written here."""
        for word in self.words[at + 1 : at + 4]:
            forms = forms_of(word)
            if forms and "n" in forms.kinds and (word.endswith(_TRADE) or self._a_person(word)):
                self.result.unknown.append(f"{self.words[at]} {word}")
                return

    # Words that may be an adjective, a noun or a verb.

    def _content(self, at: int) -> None:
        word, state = self.words[at], self.state
        forms = None if word in self.lists["epicene"] else forms_of(word)
        if self._a_name(at):
            if state.last != "P":
                self._noun()
            return
        if state.last in ("pron", "se", "clitic", "own clitic"):
            if state.last == "pron" and forms and self._lone(at) and word in self.lists["persons"]:
                pass
            else:
                state.subject = state.candidate or state.subject
                if state.taken and word in self.lists["object_verbs"]:
                    state.near, state.last, state.taken = "P", "cop", False
                    return
                state.candidate, state.last = None, "verb" if state.last != "clitic" else "clitic verb"
                if state.last == "verb" and word in self.lists["intransitive"]:
                    state.near, state.last = state.subject, "intransitive"
                else:
                    state.near = "P" if state.last == "clitic verb" else None
                return
        if state.last == "have" or state.last in ("have it", "have own"):
            self._after_having(at, forms)
            return
        if word in self.lists["verbs"] and not (
            forms
            and state.near == "P"
            and state.last in ("cop", "et", "comma")
            and word not in ("vivant",)
            and "p" in forms.kinds
            and self._lone(at)
        ):
            state.subject = state.candidate or state.subject or self._implied()
            state.candidate = None
            if word in self.lists["intransitive"]:
                state.near, state.last = state.subject, "intransitive"
            else:
                state.near, state.last = None, "verb"
            if state.subject == "P":
                state.main = "P"
            return
        staff = word in self.lists["staff"] and state.last not in ("cop", "se cop", "P", "comma")
        if (
            forms is None
            and self._one_form(word)
            and not staff
            and not (state.last == "start" and self._is_noun(self._next(at)) and not self._a_person(self._next(at)))
        ):
            if state.last in ("start", "adv") and not state.aside:
                state.subject = state.main = state.near = "P"
            state.chain = state.near
            state.last = "adj"
            return
        if forms is None:
            self._bare(at)
            return
        self._agreeing(at, forms)

    def _bare(self, at: int) -> None:
        """A noun without article, or a verb that is not in the lists."""
        word, state = self.words[at], self.state
        if state.last == "P" and not word.endswith(("s", "x")):
            state.last, state.near = "verb", None  # "la patiente tousse"
            return
        named = state.last in ("cop", "et") and state.near == "P" and self._lone(at)
        if (
            at > 0
            and self.words[at - 1] in self.lists["degrees"]
            and state.near == "P"
            and state.last in ("cop", "se cop", "comma", "et", "P", "adj")
            and (self._lone(at) or self._next(at) in self.lists["prepositions"])
        ):
            self.result.unknown.append(word)
        if named and len(word) > 3 and not word.endswith("e") and word not in self.lists["staff"]:
            self.result.unknown.append(word)
        if state.last in ("start", "comma", "et", "adv", "mark", "sub"):
            state.candidate = "T"
            state.governor = None
        elif state.last == "adj" and state.chain == "P":
            state.candidate, state.governor = None, None
        self._noun()

    def _after_having(self, at: int, forms: Forms | None) -> None:
        word, state = self.words[at], self.state
        kept = state.last
        if forms is None:
            if not self._adverb(word):
                state.last, state.near = ("noun", "T") if word not in ("pu", "dû") else ("verb", None)
                state.candidate = None
            return
        if kept == "have it" or state.taken:
            self._mine(at, forms)
            state.taken = False
            state.last, state.near = "adj", "P"
        else:
            if kept == "have own" and state.relative:
                self.result.unknown.append(word)  # "le Dr Roy, qui l'a examinée"
            # "elle a toussé": no agreement; "elle l'a prise" agrees with the thing that was taken.
            state.last, state.near, state.chain = "verb", None, None

    def _agreeing(self, at: int, forms: Forms) -> None:
        word, state = self.words[at], self.state
        person = word in self.lists["persons"]
        following = self._next(at)
        if state.last == "se cop" and following in self.lists["determiners"]:
            state.last, state.near = (
                "verb",
                None,
            )  # "s'est fracturé le poignet": the object follows, no agreement
            return
        if self._names_a_thing(at, forms):
            if self._names_somebody(word, forms):
                self.result.unknown.append(word)
            if state.last in ("start", "comma", "et", "adv", "mark"):
                state.candidate, state.governor = "T", None
            self._noun()
            return
        if word.endswith(("ant", "ante")) and not self._lone(at) and not person and "a" not in forms.kinds:
            state.last = "verb"
            return
        owner = self._owner(at, forms, person)
        if owner == "P":
            self._mine(at, forms)
            state.near = state.chain = "P"
            if state.last in ("start", "adv"):
                state.subject = state.main = "P"
            state.last = "adj"
        elif owner == "T":
            state.chain = "T"
            state.near = "T"
            state.last = "adj"
        else:
            self.result.unknown.append(word)
            state.last = "adj"

    def _owner(self, at: int, forms: Forms, person: bool) -> str | None:
        word, state = self.words[at], self.state
        if state.last in ("start", "adv") and state.main is None:
            if state.aside:
                return "P" if person and word not in self.lists["nouns_too"] else "T"
            return "P"
        if state.last == "intransitive":
            return state.near if person or "p" in forms.kinds else "T"
        if state.last in ("verb", "clitic verb"):
            if state.near == "P" or (person and state.subject == "P"):
                return "P"
            return "T"
        if state.near == "P":
            return "P"
        if state.near == "T":
            if person and state.main == "P" and state.last in ("noun", "comma", "et", "time", "adj") and (
                state.governor in self.lists["places"] or state.last in ("comma", "et")
            ) and state.candidate is None:  # fmt: skip
                return "P"
            return "T"
        if person:
            return "P" if state.main in ("P", None) else "T"
        return None if state.main == "P" else "T"

    def _names_a_thing(self, at: int, forms: Forms) -> bool:
        """`bonne évolution`, `prise de sang`: not said of anybody."""
        word, state, following = self.words[at], self.state, self._next(at)
        if state.last in ("cop", "se cop", "det"):
            return False
        if word in self.lists["carers"] and state.last in ("start", "mark", "adv"):
            rest = self.text[self.tokens[at][2] :]
            return re.match(r"[^.,;:\n]*, (?:il\b|elle\b|s['’]est|a\b|est\b|se\b)", rest, re.IGNORECASE) is None
        after = forms_of(following)
        named = after and ("n" in after.kinds and following.endswith(_TRADE) or self._a_person(following))
        if word in self.lists["before_noun"] and named:
            return False
        if following == ":" or (state.last in ("start", "mark") and following in ("-", "–", "=")):
            return True
        if (
            state.last in ("start", "adv", "mark")
            and state.main is None
            and word not in self.lists["persons"]
        ):
            trade = "n" in forms.kinds and word.endswith(_TRADE)
            if "n" in forms.kinds and word.endswith(("ant", "ante")) and set(forms.kinds) & set("ap"):
                return True
            if "n" in forms.kinds and "p" not in forms.kinds and not trade:
                return True
        opening = state.last in ("start", "comma", "et", "adv", "mark", "noun")
        if word in self.lists["nouns_too"] and opening:
            return not self._said_of_a_person(at)
        before = word in self.lists["before_noun"] or (
            "p" not in forms.kinds and word not in self.lists["persons"]
        )
        if (
            opening
            and before
            and following[:1].isalpha()
            and self._is_noun(following)
            and following not in self.lists["verbs"]
        ):
            noun = forms_of(following)
            return not (noun and "n" in noun.kinds and following.endswith(_TRADE))
        return False

    def _names_somebody(self, word: str, forms: Forms) -> bool:
        """`étudiant`, `cuisinière`: of whom, is not known."""
        participle = "p" in forms.kinds and word.endswith(("é", "ée")) and word not in self.lists["nouns_too"]
        return "n" in forms.kinds and (participle or self._a_person(word))

    def _said_of_a_person(self, at: int) -> bool:
        rest = self.text[self.tokens[at][2] :]
        if self.state.last in ("start", "mark") and re.match(r" *(?:=|\n|$)", rest):
            return False  # a heading, alone on its line
        if self.state.last != "start" and self._lone(at):
            return True
        if re.match(r" en (?:place|évidence|route|œuvre)\b| du | de | d['’]|e? ?:", rest):
            return False
        return bool(
            re.match(
                r" (?:\w+ment\b|pour|en|aux?|par|à|ce|hier|le|la|chez|dans|comme|sous|depuis|devant|et|avec|sur|seule?|ici|conjointement|récemment)\b",
                rest,
            )
        )

    def _mine(self, at: int, forms: Forms) -> None:
        word, start, end = self.tokens[at]
        other = forms.other(word)
        self.result.changes.append((start, end, cased(other, word)))
        self.result.genders.append((word.lower() == forms.feminine, word.lower()))

    # Looking around.

    def _a_name(self, at: int) -> bool:
        """A capital inside a sentence: `Dr Traoré`."""
        written = self.tokens[at][0]
        inside = at > 0 and self.words[at - 1] not in _ENDS and self.words[at - 1][0].isalpha()
        return inside and written[:1].isupper() and not written.isupper()

    def _next(self, at: int) -> str:
        return self.words[at + 1] if at + 1 < len(self.words) else ""

    def _a_person(self, word: str) -> bool:
        return word in self.lists["persons"] and word not in self.lists["nouns_too"]

    def _one_form(self, word: str) -> bool:
        return word in self.lists["epicene"] or word in self.lists["one_form"] or has_one_form(word)

    def _adverb(self, word: str) -> bool:
        if word in self.lists["adverbs"]:
            return True
        if not word.endswith("ment") or len(word) < 7 or word in self.lists["not_adverbs"]:
            return False
        base, forms = word[:-4], forms_of(word[:-4])
        regular = forms is not None and (base == forms.feminine or base.endswith(("i", "u")))
        return regular or self._one_form(base) or base.endswith(("am", "em", "é"))

    def _lone(self, at: int) -> bool:
        following = self._next(at)
        return not following[:1].isalpha() or following in self.lists["coordinators"]

    def _is_noun(self, word: str) -> bool:
        """Whether a bare word is most likely a noun: no adjective, adverb, verb or word of grammar."""
        if (
            not word[:1].isalpha()
            or word in self.lists["verbs"] | self.lists["copulas"] | self.lists["having"]
        ):
            return False
        grammar = ("prepositions", "determiners", "coordinators", "subordinators", "adverbs", "times")
        if any(word in self.lists[name] for name in grammar) or self._adverb(word) or word == "qui":
            return False
        forms = forms_of(word)
        if forms is None:
            return not self._one_form(word)
        return word in self.lists["nouns_too"] or (forms.kinds == "n")

    def _clitic(self, at: int) -> bool:
        """A pronoun `le, la, l'` before a verb, not an article."""
        word, following = self.words[at], self._next(at)
        if word == "l'" and following in self.lists["having"]:
            return True
        return (
            word in ("le", "la", "l'")
            and self.words[at - 1 : at] in (["je"], ["nous"], ["on"], ["vous"], ["qui"])
            and at > 0
        )
