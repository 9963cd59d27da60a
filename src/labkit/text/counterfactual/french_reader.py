"""Of whom each adjective and participle of a French note is said, read from left to right.

A sentence is read word by word. Remembered are its subject (the patient, or a thing) and the nearest owner an adjective can
have: after *la patiente*, *elle est* or a comma the patient, after a noun that thing. What has two forms then changes if it is
the patient's, stays if it is a thing's, and is reported if neither is sure.
"""

import re

from labkit.text.counterfactual.french_claims import Claims
from labkit.text.counterfactual.french_clitics import clitics
from labkit.text.counterfactual.french_forms import Forms, forms_of
from labkit.text.counterfactual.french_state import Mention, Reading, State
from labkit.text.counterfactual.french_words import ENDS

# What a stressed pronoun may stand after without a new clause.
_AFTER_VERB = ("have", "have it", "have own", "cop", "se cop")


def read(text: str, mentions: dict[int, Mention]) -> Reading:
    """Read a note in which the patient is named at `mentions` (by where they start)."""
    return _Reader(text, mentions).read()


class _Reader(Claims):
    def __init__(self, text: str, mentions: dict[int, Mention]) -> None:
        super().__init__(text)
        self.mentions = mentions
        self.objects = frozenset(start for start, _end, _new in clitics(text)[0])

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
            if word in ("lui-même", "elle-même") and state.last in _AFTER_VERB:
                self.result.genders.append((self.mentions[start].feminine, word))
                return at + 1  # "elle a elle-même appelé": still the participle of "a"
            return self._mention(at, self.mentions[start])
        if word in ENDS:
            return self._end(at)
        if word in (",", "/", "+", "-", "–", ")"):
            self._boundary(comma=True)
        elif word in self.lists["coordinators"]:
            if state.last not in ("comma",):
                self._boundary(comma=False)
        elif not word[0].isalpha():
            if not word.isdigit():
                state.last = "mark" if state.last != "prep" else state.last
            elif state.last == "det" and self._next(at) in self.lists["copulas"] | self.lists["having"] | {
                "s'",
                "se",
                "n'",
                "ne",
            }:
                self._noun()  # "la patiente de la 12 est agressive"
        elif word == "partie" and self._a_part(at):
            self._noun()  # "elle fait partie de", "en partie"
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
        elif word == "comme" and self._at_work(at):
            return at + 2
        elif word in self.lists["subordinators"] and state.last != "det":
            mine = state.last == "P" or (
                state.last == "comma" and state.before == "adj" and state.chain == "P"
            )
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
        elif start in self.objects or self._clitic(at):
            # "l'a accompagnée", "nous le gardons"
            mine = state.subject == "P" and state.candidate is None
            state.last = "clitic" if not mine else "own clitic"
        elif word in ("se", "s'"):
            state.subject = state.candidate or state.subject
            state.candidate, state.last = None, "se"
        elif word in ("nous", "vous") and state.last in ("pron", "P") and state.subject == "P":
            pass  # "elle nous a été adressée": an object before the verb
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
                after = self._predicate_noun(at)
                if after:
                    return after
            state.last = "det"
        elif state.last == "prep" and word in self.lists["times"]:
            state.last, state.near = "time", state.subject or state.main
        elif state.last == "prep":
            self._after_preposition(at)
        elif word in self.lists["times"]:
            state.last, state.near = "time", state.subject or state.main
        elif self.adverb(word):
            if state.last == "start":
                state.last = "adv"
        else:
            self._content(at)
        return at + 1

    def _a_part(self, at: int) -> bool:
        before = [word for word in self.words[max(0, at - 3) : at] if not self.adverb(word)]
        return bool(before) and (re.match(r"f(?:ai|er|on|ass|is|î)|en$", before[-1]) is not None)

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
        # After a heading that is no thing ("Vue ce matin :") the patient is spoken of.
        heading = self._heading(at) or self.state.near == "P" if word == ":" else None
        # After a full stop a telegraphic sentence speaks of the patient again.
        self.state = State(aside=heading is False)
        return at + 1

    def _heading(self, at: int) -> bool:
        line = []
        for word in reversed(self.words[:at]):
            if word in ENDS:
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
