"""Whose an adjective, a participle or a noun of a French sentence is."""

import re

from labkit.text.counterfactual.french_forms import Forms, forms_of
from labkit.text.counterfactual.french_predicates import TRADE, Predicates

_INFINITIVE = re.compile(
    r"(?<!canc)(?<!ulc)(?<!hiv)(?<!cathét)er$|(?<!lois)ir$|[eoia]ndre$|ttre$|ître$|[^ao]ire$|[iu]vre$"
)


class Claims(Predicates):
    """What a content word does to the state, and what it claims for the patient."""

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
            (word in self.lists["before_noun"] or self.adverb(word))
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
        elif self.adverb(word) or (word in self.lists["before_noun"] and self._is_noun(self._next(at))):
            return
        elif word.endswith("ant") and state.governor == "en":
            state.last = "verb"
        else:
            self._noun()

    # Words that may be an adjective, a noun or a verb.

    def _content(self, at: int) -> None:
        word, state = self.words[at], self.state
        forms = None if word in self.lists["epicene"] else forms_of(word)
        if self._named_patient(at):
            state.subject = state.main = state.near = state.last = "P"
            return
        if self._a_name(at):
            if state.last != "P":
                self._noun()
            return
        if state.near == "P" and (forms.masculine if forms else word) in self.lists["of_things"]:
            self.result.unknown.append(word)  # "elle est purulente": the pronoun stands for a wound
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
            and word not in ("vivant",)
            and "p" in forms.kinds
            and (
                state.last == "se cop"
                or state.last in ("cop", "et", "comma")
                and (self._lone(at) or state.last == "cop" and self._judged(at))
            )
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
            and not (
                state.last == "start" and self._is_noun(self._next(at)) and not self._a_person(self._next(at))
            )
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
        if self._kin(at):
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
            if not self.adverb(word):
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
            # "S'est fracturé le poignet": the object follows, no agreement.
            state.last, state.near = "verb", None
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
            return (
                re.match(r"[^.,;:\n]*, (?:il\b|elle\b|s['’]est|a\b|est\b|se\b)", rest, re.IGNORECASE) is None
            )
        after = forms_of(following)
        named = after and ("n" in after.kinds and following.endswith(TRADE) or self._a_person(following))
        if word in self.lists["before_noun"] and named:
            return False
        if following == ":" or (state.last in ("start", "mark") and following in ("-", "–", "=")):
            return True
        if (
            state.last in ("start", "adv", "mark")
            and state.main is None
            and word not in self.lists["persons"]
        ):
            trade = "n" in forms.kinds and word.endswith(TRADE)
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
            and (state.last == "start" or self.shouted or not self.tokens[at + 1][0][:1].isupper())
            and self._is_noun(following)
            and following not in self.lists["verbs"]
        ):
            noun = forms_of(following)
            return not (noun and "n" in noun.kinds and following.endswith(TRADE))
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
        if self.words[at] in ("parti", "partie") and re.match(
            r" (?:avant|après|sans|contre|vers|dès|malgré|il y a)\b", rest
        ):
            return True
        if re.match(r" en (?:place|évidence|route|œuvre)\b| du | de | d['’]|e? ?:", rest):
            return False
        return bool(
            re.match(
                r" (?:\w+ment\b|pour|en|aux?|par|à|ce|hier|le|la|chez|dans|comme|sous|depuis|devant|et|avec|sur|seule?|ici|conjointement|récemment)\b",
                rest,
            )
        )
