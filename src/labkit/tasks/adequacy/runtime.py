"""What a changed answer calls: the changes that depend on the values met, which note whether they had anything to change."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


class Changed:
    """Stands in a changed answer's namespace.

    Attributes
    ----------
    applied : bool
        Whether a change that depends on the values met one that it is meant for: a container to change in place, a word
        among words, a fraction to round. One that never did is no change.
    """

    def __init__(self) -> None:
        self.applied = False

    def holds_one(self, word: Any, words: Any) -> bool:
        """Whether the word holds one of the words."""
        return self._any(word, words, lambda one: one in word)

    def begins_with_one(self, word: Any, words: Any) -> bool:
        """Whether the word begins with one of the words."""
        return self._any(word, words, word.startswith if isinstance(word, str) else bool)

    def _any(self, word: Any, words: Any, fits: Callable[[str], bool]) -> bool:
        texts = (
            None
            if isinstance(words, (str, bytes))
            else [one for one in words if isinstance(one, str) and one]
        )
        if not isinstance(word, str) or not texts:
            return word in words
        self.applied = True
        return any(map(fits, texts))

    def absolute(self, result: Any) -> Any:
        """Every fraction of the result without its sign."""
        return self._of_fractions(result, np.abs)

    def not_below_nought(self, result: Any) -> Any:
        """Every fraction of the result, 0 where it is below."""
        return self._of_fractions(result, lambda values: np.maximum(values, 0))

    def rounded(self, result: Any) -> Any:
        """Every fraction of the result to two places."""
        return self._of_fractions(result, lambda values: np.round(values, 2))

    def _of_fractions(self, result: Any, change: Callable[[Any], Any]) -> Any:
        if isinstance(result, Mapping):
            return {key: self._of_fractions(value, change) for key, value in result.items()}
        if isinstance(result, (list, tuple)):
            return [self._of_fractions(value, change) for value in result]
        if type(result).__name__ == "DataFrame":
            return result.assign(**{str(name): self._of_fractions(result[name], change) for name in result})
        if getattr(getattr(result, "dtype", None), "kind", "") == "f" or type(result) is float:
            self.applied = True
            return change(result)
        return result

    def not_cut(self, number: Any) -> Any:
        """A number that was to be cut to a whole one."""
        return self._of_broken(number, lambda value: value)

    def cut_to_the_nearest(self, number: Any) -> Any:
        """The nearest whole number, where the one below was asked for."""
        return self._of_broken(number, round)

    def cut_upwards(self, number: Any) -> Any:
        """The whole number above."""
        return self._of_broken(number, math.ceil)

    def _of_broken(self, number: Any, change: Callable[[Any], Any]) -> Any:
        if isinstance(number, str) or int(number) == number:
            return int(number)
        self.applied = True
        return change(number)

    def spoiled(self, result: Any, argument: Any) -> Any:
        """The result, after the argument was changed in place."""
        if isinstance(argument, list) and argument:
            argument.append(argument[0])
        elif isinstance(argument, dict) and argument:
            argument.popitem()
        elif isinstance(argument, set) and argument:
            argument.pop()
        elif type(argument).__name__ == "DataFrame" and argument.shape[1]:
            argument["left behind"] = 1
        elif type(argument).__name__ == "Series" and len(argument):
            argument.name = "left behind"
        elif isinstance(argument, np.ndarray) and argument.size and (argument != np.roll(argument, 1)).any():
            argument[...] = np.roll(argument.copy(), 1)
        else:
            return result
        self.applied = True
        return result
