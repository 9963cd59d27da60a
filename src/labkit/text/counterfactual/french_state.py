"""What a reading of a French note keeps: who is spoken of at a word, what was found, and the lists of words it goes by."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from labkit.text.counterfactual.french_forms import forms_of

Change = tuple[int, int, str]


@dataclass(frozen=True)
class Mention:
    """A word that names the patient: where it ends, as a woman or not, by what kind of word, and after a preposition or not."""

    end: int
    feminine: bool
    kind: str
    governed: bool


@cache
def lists() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("agreement.toml").read_text(encoding="utf-8")
    lists = {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
    for name in ("persons", "before_noun"):
        feminine = {forms.feminine for word in lists[name] if (forms := forms_of(word))}
        lists[name] |= feminine
    return lists


@dataclass
class State:
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
