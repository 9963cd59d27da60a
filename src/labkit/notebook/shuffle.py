"""Choices in an order of the learner's own, so that the right letter is not the same for everybody."""

from hashlib import sha256

from labkit.language import Text
from labkit.tasks.practice import SealedChoice
from labkit.tasks.sealed import letters


class Shuffled:
    """A question's choices as one learner sees them.

    Parameters
    ----------
    choice : SealedChoice
    learner : str
        Anything that is one learner's; empty leaves the author's order.
    """

    def __init__(self, choice: SealedChoice, learner: str):
        names = sorted(choice.choices)
        order = list(choice.choices)
        if learner:
            order.sort(key=lambda name: sha256(f"{learner}/{choice.id}/{name}".encode()).digest())
        self._meant = dict(zip(names, order, strict=True))
        self.choices: dict[str, Text] = {shown: choice.choices[name] for shown, name in self._meant.items()}

    def meant(self, typed: object) -> str | None:
        """The author's letter for the one that was typed, however it was; None where there is no such letter."""
        word = letters(typed)
        return self._meant.get(word.lower()) if isinstance(word, str) else None
