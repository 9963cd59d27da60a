"""An answer whose errors do not carry the hidden cases out to the feedback page.

The learner's code sees the inputs it is called with, and what it raises is shown to the learner: an exception's text
could hold them. What an honest crash says stays readable; numbers in it, and lines that the learner never wrote, do not.
"""

import builtins
import re
from collections.abc import Callable, Iterable
from typing import Any

from labkit.tasks.answers import Answer, AnswerCrashed, AnswerError, AnswerRefused, AnswerTimeout, Kind

_NUMBER = re.compile(r"[-+]?\d[\d.,_]*(?:e[-+]?\d+)?", re.I)
_WORD = re.compile(r"[^\W\d]\w*")
_LONG = 13
_MOST = 160


class DiscreetAnswer:
    """Wraps an `Answer`: the same values, errors without the arguments.

    Parameters
    ----------
    answer : Answer
    sources : iterable of str
        The notebook's code cells: a line that an error names must be one of theirs.
    """

    def __init__(self, answer: Answer, sources: Iterable[str]):
        self._answer = answer
        sources = list(sources)
        self._lines = {line.strip() for source in sources for line in source.splitlines()}
        # A number that stands for no line of theirs is one that they made up: it could spell an input.
        self._numbered = {
            (number, line.strip()) for source in sources for number, line in enumerate(source.splitlines(), 1)
        }
        self._words = {word for line in self._lines for word in _WORD.findall(line)}

    @property
    def kind(self) -> Kind:
        return self._answer.kind

    @property
    def changed(self) -> set[str]:
        return self._answer.changed

    def value(self) -> Any:
        return self._answer.value()

    def afresh(self) -> None:
        self._answer.afresh()

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return self._quietly(lambda: self._answer.call(*args, **kwargs))

    def method(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return self._quietly(lambda: self._answer.method(name, *args, **kwargs))

    def _quietly(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except AnswerCrashed as error:
            line = error.line if error.line.strip() in self._lines else ""
            known = hasattr(builtins, error.ename) or error.ename in self._words
            name = error.ename if known else "Exception"
            number = error.lineno if (error.lineno, line.strip()) in self._numbered else None
            raise AnswerCrashed(name, self._masked(error.message), line, number) from None
        except (AnswerRefused, AnswerTimeout) as error:
            raise type(error)(self._masked(str(error))) from None
        except AnswerError:
            raise

    def _masked(self, text: str) -> str:
        """Text without long words that nobody wrote, which may spell a number."""
        return _masked(_WORD.sub(lambda w: w[0] if len(w[0]) < _LONG or w[0] in self._words else "…", text))


def _masked(text: str) -> str:
    """Text with its long numbers hidden and its length bounded; a short one (a position, a count) stays."""
    hidden = _NUMBER.sub(lambda found: found[0] if len(found[0]) <= 2 else "…", text)
    return hidden if len(hidden) <= _MOST else f"{hidden[:_MOST]}…"
