"""What tokens cost: fertility by language, and what a fixed budget of tokens leaves of a letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from labkit.evaluate.inputs import settings
from labkit.language import catalogue
from labkit.text.tokens.pretokens import words

_ = catalogue("text")


class Tokenizer(Protocol):
    """What every tokenizer here can do."""

    @property
    def vocab_size(self) -> int: ...
    def encode(self, text: str) -> list[int]: ...
    def decode(self, ids: Iterable[int]) -> str: ...
    def tokens(self, text: str) -> list[str]: ...


def fertility(
    tokenizer: Tokenizer, texts: Sequence[str], languages: Sequence[str] | None = None
) -> pd.DataFrame:
    """Tokens per word, by language: sums over the corpus, so long texts weigh more.

    Fertility as in Rust et al. 2021, "How Good is Your Tokenizer?", ACL. It is comparable between languages
    only on parallel texts and under one definition of a word (`labkit.text.tokens.words`); the premium is
    not: it compares the tokens of the same content.

    Parameters
    ----------
    tokenizer : Tokenizer
    texts : sequence of str, shape (n,)
    languages : sequence of str, shape (n,), optional
        One group when left out.

    Returns
    -------
    DataFrame
        Indexed by language: ``texts``, ``words``, ``tokens``, ``fertility`` (tokens per word; missing
        without words), ``characters_per_token``.
    """
    texts = list(texts)
    groups = ["all"] * len(texts) if languages is None else list(languages)
    if len(groups) != len(texts):
        raise ValueError(
            _("texts: {n}, languages: {m}; give one language for each text.").format(
                n=len(texts), m=len(groups)
            )
        )
    rows = [
        (group, len(words(text)), len(tokenizer.encode(text)), len(text))
        for group, text in zip(groups, texts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["language", "words", "tokens", "characters"])
    table = frame.groupby("language")[["words", "tokens", "characters"]].sum()
    table.insert(0, "texts", frame.groupby("language").size())
    table["fertility"] = (table["tokens"] / table["words"]).where(table["words"] > 0)
    table["characters_per_token"] = (table["characters"] / table["tokens"]).where(table["tokens"] > 0)
    return table.drop(columns="characters")


@dataclass(frozen=True)
class Budgeted:
    """What a budget left of a text: `text` was kept, `lost` was not; ``text + lost`` is the original (or
    its sections')."""

    text: str
    lost: str
    tokens: int


def truncate(tokenizer: Tokenizer, text: str, budget: int) -> Budgeted:
    """Keep the first `budget` tokens of `text`, as a model's context window does, never half a character.

    Nothing is lost from the account: ``kept.text + kept.lost == text``.
    """
    _checked_budget(budget)
    ids = tokenizer.encode(text)
    if len(ids) <= budget:
        return Budgeted(text, "", len(ids))
    kept = budget
    while kept and not text.startswith(tokenizer.decode(ids[:kept])):
        kept -= 1
    head = tokenizer.decode(ids[:kept])
    return Budgeted(head, text[len(head) :], kept)


def fit_sections(
    tokenizer: Tokenizer, sections: Mapping[str, str], budget: int, priority: Sequence[str] | None = None
) -> pd.DataFrame:
    """Which sections of a letter survive a budget of tokens, when they are taken in order of `priority`.

    A section is kept whole or not at all: half a prescription is worse than none. One that does not fit is
    passed over and the next is tried.

    Parameters
    ----------
    sections : mapping of str to str
        Section names to texts, in the letter's order.
    priority : sequence of str, optional
        The letter's order when left out, which is what plain truncation amounts to.

    Returns
    -------
    DataFrame
        In the letter's order: ``section``, ``tokens``, ``priority`` (from 0), ``kept``.
    """
    _checked_budget(budget)
    order = list(sections) if priority is None else list(priority)
    if sorted(order) != sorted(sections):
        raise ValueError(
            _("priority must name each section once. Sections: {sections}.").format(
                sections=", ".join(sections)
            )
        )
    cost = {name: len(tokenizer.encode(text)) for name, text in sections.items()}
    kept, left = set(), budget
    for name in order:
        if cost[name] <= left:
            kept.add(name)
            left -= cost[name]
    return pd.DataFrame(
        [
            {"section": name, "tokens": cost[name], "priority": order.index(name), "kept": name in kept}
            for name in sections
        ]
    )


def _checked_budget(budget: int) -> None:
    settings.whole(budget, "budget")
